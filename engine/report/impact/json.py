"""What rests on a norm, as JSON: days as ISO dates, words in both languages (docs/citations.md has the keys)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from guiju.engine.norms.lookup import KnownNorm
from guiju.engine.portfolio.citation_graph import DocumentNode, Node, NormNode
from guiju.engine.portfolio.citing_document import Mention
from guiju.engine.portfolio.impact import Affected, Impact
from guiju.engine.portfolio.impact_advice import advice
from guiju.engine.report.document.result import DocumentRead
from guiju.engine.report.words.both_languages import both

VERSION = "1"
"""Of this format."""


def impact_json(impact: Impact, unread: Sequence[DocumentRead], exit_code: int) -> str:
    change = impact.change
    data = {
        "version": VERSION,
        "exit": exit_code,
        "on": str(impact.on),
        "norm": _norm(impact.target),
        "change": {
            "kind": change.kind,
            "day": _iso(change.day),
            "articles": [str(n) for n in change.articles],
        },
        "successor": _known(impact.successor),
        "documents": impact.looked,
        "affected": [_affected(each, impact) for each in impact.affected],
        "other_provisions": [_document(node) for node in impact.elsewhere],
        "repealing": [_document(node) for node in impact.ending],
        "norms": [{**_norm(each.node), "through": list(each.path)} for each in impact.norms],
        "unread": [{"file": r.file, "messages": [both(d.message) for d in r.diagnostics]} for r in unread],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _norm(node: Node) -> dict[str, Any]:
    if not isinstance(node, NormNode):
        return _document(node)
    found = node.found
    return {
        "title": node.title,
        "number": node.number,
        "state": found.state,
        "since": _iso(found.since),
        "verified": found.norm is not None and found.norm.verified,
        "versions": [_known(norm) for norm in node.versions],
    }


def _known(norm: KnownNorm | None) -> dict[str, Any] | None:
    if norm is None:
        return None
    return {
        "key": norm.key,
        "title": norm.title,
        "number": norm.number,
        "from": _iso(norm.start),
        "until": _iso(norm.until),
        "verified": norm.verified,
    }


def _document(node: DocumentNode) -> dict[str, Any]:
    document = node.document
    return {
        "file": document.file,
        "title": document.title,
        "number": document.number,
        "state": node.state,
        "from": _iso(document.first),
        "last_day": _iso(document.last),
        "ended_by": node.ended_by,
    }


def _affected(each: Affected, impact: Impact) -> dict[str, Any]:
    return {
        **_document(each.node),
        "way": each.way,
        "through": list(each.path),
        "mentions": [_mention(mention) for mention in each.mentions],
        "other_bases": list(each.standing),
        "out_of_force_then": each.over,
        "to_do": both(advice(each, impact)),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "role": mention.role,
        "where": mention.where,
        "words": mention.words,
        "paragraph": None if mention.span.whole_file else mention.span.line,
        "articles": list(dict.fromkeys(str(p.article) for p in mention.provisions if p.article is not None)),
    }


def _iso(day: date | None) -> str | None:
    return str(day) if day is not None else None
