"""Reasons, faults and questions of a review as a reader is shown them: those that one rule found stand together.

In: reasons, the program, the language. Out: blocks with a heading and labelled lines; every output prints the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.portfolio.model import Quote, Reason, Review
from guiju.engine.portfolio.table import MISSING
from guiju.engine.report.verdict.proof_parts import LABELS, Part
from guiju.engine.report.words.citation import cite_all, cite_basis
from guiju.engine.report.words.naming import behind, blanks, named, visible
from guiju.engine.report.words.places import among_others, before_words
from guiju.engine.report.words.suspicion import SUSPECTED, review_lines
from msgspec import Struct

_LABELS = {
    **LABELS,
    "quote": Text("原文", "Text"),
    "question": Text("请核实", "To verify"),
}
_QUOTED = 160


class Block(Struct, frozen=True):
    """What one rule found, at one place or at several (`places`); or one thing that no rule is needed for. `firm` as in
    `Reason`."""

    cause: str
    heading: str
    parts: tuple[Part, ...]
    firm: bool
    places: tuple[str, ...] = ()


def blocks(reasons: Sequence[Reason], review: Review, lang: Lang) -> tuple[Block, ...]:
    """In the order of the reasons; neighbours that one rule found in the same way are one block."""
    return tuple(_block(list(same), review, lang) for _, same in groupby(reasons, key=lambda r: _same(r)))


def _same(reason: Reason) -> tuple[object, ...]:
    if reason.cause == MISSING:
        return (MISSING,)
    rule = reason.finding.rule.id if reason.finding is not None else reason.message
    return reason.cause, rule, reason.firm, reason.sure


def _block(same: Sequence[Reason], review: Review, lang: Lang) -> Block:
    first = same[0]
    if first.cause == MISSING:
        return _missing(same, review, lang)
    lines: dict[str, list[Text]] = {
        "rule": [first.finding.rule.gist] if first.finding is not None else [],
        "why": [r.message for r in same if r.firm or r.finding is None],
        "quote": [line for r in same if r.quote is not None for line in _quote(r.quote)],
        "question": [r.question for r in same if r.question is not None],
        "reviewed": [line for r in same if r.finding is not None for line in review_lines(r.finding)[:1]],
        "basis": [_basis(first, review)],
        "cure": [r.cure for r in same if r.cure is not None],
    }
    parts = tuple(
        Part(key, _LABELS[key].in_lang(lang), tuple(_shown(told, lang)))
        for key, told in lines.items()
        if any(text.zh for text in told)
    )
    places = (
        among_others(r.quote.where).in_lang(lang) for r in same if r.quote is not None and r.quote.where
    )
    return Block(
        first.cause,
        visible(heading(first, review).in_lang(lang)),
        parts,
        all(r.firm for r in same),
        tuple(dict.fromkeys(places)),
    )


def _missing(same: Sequence[Reason], review: Review, lang: Lang) -> Block:
    """A line for each thing that is not there."""
    told = [r.message + Text(";", "; ") + r.question if r.question is not None else r.message for r in same]
    part = Part("question", _LABELS["question"].in_lang(lang), tuple(_shown(told, lang)))
    return Block(MISSING, visible(review.table.cause(MISSING).in_lang(lang)), (part,), False)


def heading(reason: Reason, review: Review) -> Text:
    """`兜底 · 疑似(把握高) · 兜底条款 [B-11]`; of a breach how grave it is, of one that is not express how firm."""
    parts = [review.table.cause(reason.cause)]
    finding = reason.finding
    if not reason.firm and reason.sure is not None:
        parts.append(behind(SUSPECTED, _how_sure(reason)))
    if finding is not None:
        if reason.firm:
            parts += _how_grave(reason)
        name = blanks(Text(finding.rule.name.zh, finding.rule.name.en))
        parts.append(name + plain(f" [{finding.rule.row}]" if finding.rule.row else ""))
        if finding.strength != "explicit":
            parts.append(word("strength", finding.strength))
    return Text(" · ".join(p.zh for p in parts), " · ".join(p.en for p in parts))


def _how_grave(reason: Reason) -> list[Text]:
    """Of what went wrong in the making, whether it is a breach; of words, whether a person has confirmed it."""
    finding = reason.finding
    if finding is None:
        return []
    if finding.suspected is not None and finding.suspected.reviewed is not None:
        return [Text("核对属实", "confirmed")]
    return (
        [word("severity", finding.severity)] if reason.quote is None or finding.severity != "breach" else []
    )


def _how_sure(reason: Reason) -> Text:
    sure = word("how_sure", reason.sure or "low")
    return Text(f"把握{sure.zh}", f"{sure.en} confidence")


def _basis(reason: Reason, review: Review) -> Text:
    norms = review.program.norms
    if reason.finding is not None:
        return cite_basis(reason.finding, norms)
    return cite_all(reason.basis, norms)


def _quote(quote: Quote) -> Iterator[Text]:
    words = quote.words if len(quote.words) <= _QUOTED else f"{quote.words[:_QUOTED]}…"
    told = plain(f"“{words}”")
    if quote.where:
        told = before_words(quote.where) + told
    if quote.marked:
        marks = "、".join(f"“{named(m)}”" for m in quote.marked)
        told = behind(told, Text(f"用语:{marks}", f"words: {marks}"))
    yield told


def _shown(told: Iterable[Text], lang: Lang) -> Iterator[str]:
    """Each line once."""
    return iter(dict.fromkeys(visible(text.in_lang(lang)) for text in told if text.zh))
