"""Open questions as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guiju.engine.explain.open_atoms import (
    About,
    AboutFact,
    AboutField,
    AboutItem,
    AboutOrder,
    AboutPassage,
    Inner,
)
from guiju.engine.explain.questions import Question
from guiju.engine.report.explain.ask_text import answers_allowed
from guiju.engine.report.words.both_languages import both
from guiju.engine.report.words.citation import cite_all
from guiju.engine.semantics.program import Program


def list_json(file: str, found: Sequence[Question], program: Program) -> str:
    """The questions in their order; `decides` is the number of findings that an answer is expected to decide."""
    data = {"file": file, "open": len(found), "questions": [_question(q, program) for q in found]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _question(question: Question, program: Program) -> dict[str, Any]:
    return {
        "about": _about(question.about),
        "label": both(question.label),
        "question": both(question.asks) if question.asks else None,
        "type": question.type.kind if question.type else "order",
        "answers": [both(a) for a in answers_allowed(question)],
        "decides": question.decides,
        "findings": [
            {"rule": f.rule.id, "row": f.rule.row, "record": f.activation.index if f.activation else None}
            for f in question.hangs
        ],
        "basis": both(cite_all(question.basis, program.norms)),
        "settles_scope": question.scope,
    }


def _about(topic: About) -> dict[str, Any]:
    """What is to be stated; records are counted from 0 in the order of the file."""
    match topic:
        case AboutFact(name):
            return {"fact": name}
        case AboutField(index, name, item, part, inner):
            return {"record": index, "field": name, "item": item, "part": part, **_inner(inner)}
        case AboutItem(fact, item, part, inner):
            return {"fact": fact, "item": item, "part": part, **_inner(inner)}
        case AboutOrder(low, high):
            return {"order_of": [low, high]}
        case AboutPassage(rule, quote):
            return {"passage_of": rule, "quote": quote}


def _inner(inner: Inner) -> dict[str, Any]:
    """The way on through the lists inside that part, where it leads there."""
    return {"inner": [{"item": item, "part": part} for item, part in inner]} if inner else {}
