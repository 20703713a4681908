"""Documents as they were read, as JSON: days as ISO dates, paragraphs of the file from 1, words in both languages
(docs/documents.md has the keys)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.document.clauses import Definition
from guiju.engine.document.dates import DayRead
from guiju.engine.document.model import Place
from guiju.engine.document.tree import Document, Node, Part, Problem
from guiju.engine.evaluate.text_units import AROUND
from guiju.engine.report.document.result import DocumentRead
from guiju.engine.report.words.both_languages import both
from guiju.engine.textcase.parts import kind_of_part
from guiju.engine.textcase.text_case import TextCase
from guiju.engine.textcase.time_records import OwnDays, own_days

VERSION = "1"
"""Of this format."""


def documents_json(results: Sequence[DocumentRead], exit_code: int) -> str:
    data = {"version": VERSION, "exit": exit_code, "documents": [_document(result) for result in results]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _document(read: DocumentRead) -> dict[str, Any]:
    head: dict[str, Any] = {
        "file": read.file,
        "read": read.text is not None,
        "diagnostics": [_diagnostic(d) for d in by_place(read.diagnostics)],
    }
    return head if read.text is None else {**head, **_text(read.text)}


def _text(text: TextCase) -> dict[str, Any]:
    document, said = text.document, text.statements
    return {
        "form": document.raw.form,
        "paragraphs": len(document.raw.paragraphs),
        "on": str(text.on),
        "head": _head(document),
        "in_force": _in_force(own_days(document, said)),
        "parts": [_part(document, index, part) for index, part in enumerate(document.parts)],
        "records": [_record(record) for record in text.case.records],
        "definitions": [_definition(each) for each in said.definitions],
        "problems": [
            _problem(p) for p in (*document.problems, *(p for c in said.citations for p in c.problems))
        ],
    }


def _head(document: Document) -> dict[str, Any]:
    head = document.head
    return {
        "number": str(head.number) if head.number is not None else None,
        "number_doubts": list(head.number.doubts) if head.number is not None else [],
        "register": head.register,
        "issuers": list(head.issuers),
        "made": _day(head.made),
        "published": _day(head.published),
        "printed": _day(head.printed),
    }


def _in_force(days: OwnDays) -> dict[str, Any]:
    found = days.validity
    return {
        "first": _iso(days.first),
        "last": _iso(days.last),
        "inferred": found.inferred,
        "sums": [both(step) for step in found.steps],
        "missing": [both(text) for text in found.missing],
    }


def _part(document: Document, index: int, part: Part) -> dict[str, Any]:
    return {
        "kind": kind_of_part(document, index),
        "title": part.title.written if part.title is not None else None,
        "genre": part.genre or None,
        "style": part.style,
        "flattened": part.flattened,
        "nodes": [_node(node) for node in part.nodes],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "level": node.level,
        "number": str(node.number) if node.number is not None else None,
        "mark": node.mark.text if node.mark is not None else None,
        "heading": node.heading.written if node.heading is not None else None,
        "text": node.text.written if node.text is not None else None,
        "places": [_place(place) for place in node.places],
        "nodes": [_node(child) for child in node.children],
    }


def _record(record: Record) -> dict[str, Any]:
    """A record of the text as rules see it, without what stands around it."""
    span = record.span
    whole = span is None or span.whole_file
    return {
        "step": record.step,
        "paragraph": None if span is None or whole else span.line,
        "fields": {name: _value(value) for name, value in record.fields.items() if name not in AROUND},
    }


def _value(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return str(value)
    if isinstance(value, Duration):
        return {"n": value.n, "unit": value.unit}
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _value(each) for name, each in value.items()}
    return value


def _definition(each: Definition) -> dict[str, Any]:
    return {
        "term": each.term,
        "meaning": each.meaning,
        "short": each.short,
        "places": [_place(place) for place in each.places],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "message": both(problem.message),
        "places": [_place(place) for place in problem.places],
        "days": [str(day) for day in problem.days],
    }


def _place(place: Place) -> dict[str, int]:
    """Characters are counted from 1, the last one included."""
    return {"paragraph": place.paragraph, "from": place.start + 1, "to": place.end}


def _day(read: DayRead | None) -> dict[str, Any] | None:
    if read is None:
        return None
    return {
        "text": read.text,
        "day": _iso(read.day),
        "readings": [str(day) for day in read.readings],
        "damaged": read.damaged,
    }


def _iso(day: date | None) -> str | None:
    return str(day) if day is not None else None


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": both(diagnostic.message),
        "hint": both(diagnostic.hint) if diagnostic.hint is not None else None,
    }
