"""Explanations as JSON: cards of rules, or findings with their proof trees and the changes that were found.

Both languages stand side by side, as in the report of a check; states and kinds are words that do not change.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.explain.card import Card
from guiju.engine.explain.change import Change
from guiju.engine.explain.edits import (
    AddRecord,
    DropRecord,
    Edit,
    MoveRecord,
    SetFact,
    SetField,
    SetOrder,
)
from guiju.engine.explain.explained import CaseExplained, Explained
from guiju.engine.explain.lookup import Found
from guiju.engine.explain.node import Node
from guiju.engine.report.explain.change import ChangeWords
from guiju.engine.report.models.findings import Models, json_value, suspicion_model, waiver_model
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, Rule, ScopeRule
from guiju.engine.semantics.vocabulary import Name


def cards_json(cards: Sequence[Card], found: Found, program: Program) -> str:
    """The rules of one name by themselves; `others` what bears the name and is no rule."""
    return _dumped(
        {
            "rules": [_card(c, program) for c in cards],
            "others": [_other(o, program) for o in found.others],
            "unchecked": [{"row": n.row, "kind": n.kind, "reason": _both(n.reason)} for n in found.unchecked],
        }
    )


def case_json(explained: CaseExplained, rules: Sequence[Rule]) -> str:
    """How a case stands against the rules."""
    verdict = explained.verdict
    words = ChangeWords(verdict.program, Names(verdict.program), verdict.on)
    return _dumped(
        {
            "file": verdict.case.file,
            "case": verdict.case.name,
            "on": verdict.on.isoformat(),
            "law": verdict.program.law.isoformat() if verdict.program.law else None,
            "judged_by": [_both(a.text) for a in verdict.assumptions if a.of_run],
            "rules": [r.id for r in rules],
            "findings": [_finding(e, verdict.program, words) for e in explained.findings],
        }
    )


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _both(text: Text | Name | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _card(card: Card, program: Program) -> dict[str, Any]:
    rule = card.rule
    return {
        "id": rule.id,
        "row": rule.row,
        "name": _both(rule.name),
        "pack": rule.pack,
        "modality": rule.modality,
        "gist": _both(rule.gist),
        "sentences": [
            {
                "version": _both(s.when),
                "reading": _both(s.reading),
                "default": s.default,
                "text": _both(s.text),
            }
            for s in card.sentences
        ],
        "applies": _both(card.applies),
        "strength": rule.strength,
        "severity": rule.severity,
        "basis": _both(cite_all(rule.basis, program.norms)),
        "liability": _both(cite_all(rule.liability, program.norms)),
        "cure": _both(rule.cure),
        "waivable": rule.not_waivable is None,
        "suspected": {"how_sure": rule.suspected.how_sure, "question": _both(rule.suspected.question)}
        if rule.suspected is not None
        else None,
        "sorted_as": rule.category,
        "note": _both(rule.note),
        "exceptions": [_other(e, program) for e in card.exceptions],
        "counts": [_other(c, program) for c in card.counts],
        "examples": [{"name": e.name, "expects": state} for e, state in card.examples],
        "place": {"file": rule.span.file, "line": rule.span.line} if rule.span else None,
    }


def _other(one: ExceptionRule | CountsRule | ScopeRule, program: Program) -> dict[str, Any]:
    kinds = {ExceptionRule: "exception", CountsRule: "counts_as", ScopeRule: "scope"}
    return {
        "id": one.id,
        "kind": kinds[type(one)],
        "name": _both(one.name),
        "gist": _both(one.gist),
        "basis": _both(cite_all(one.basis, program.norms)),
    }


# --- findings -------------------------------------------------------------------------------------------------


def _finding(explained: Explained, program: Program, words: ChangeWords) -> dict[str, Any]:
    finding, models = explained.finding, Models(program)
    found = explained.nearest
    return {
        "rule": finding.rule.id,
        "state": finding.state.value,
        "why": _both(finding.why),
        "waiver": waiver_model(finding.waiver).model_dump(mode="json") if finding.waiver else None,
        "suspected": suspicion_model(finding.suspected).model_dump(mode="json")
        if finding.suspected
        else None,
        "activation": models.record(finding.activation).model_dump(mode="json")
        if finding.activation
        else None,
        "tree": _node(explained.tree, models, program),
        "changes": None if found is None else [_change(c, words, finding.rule) for c in found.changes],
        "search_capped": found.capped if found is not None else False,
    }


def _node(node: Node, models: Models, program: Program) -> dict[str, Any]:
    """A part; `truth` is there for what is true, false or open (null), `states` for what has states."""
    out: dict[str, Any] = {"kind": node.kind, "label": _both(node.label)}
    if node.asked:
        out["truth"] = node.truth
    if node.states:
        out["states"] = [s.value for s in node.states]
    if node.note is not None:
        out["note"] = _both(node.note)
    if node.record is not None:
        out["record"] = models.record(node.record).model_dump(mode="json")
    if node.basis:
        out["basis"] = _both(cite_all(node.basis, program.norms))
    if node.facts:
        out["facts"] = [
            {
                "name": _both(f.label),
                "value": json_value(f.value),
                "by_default": f.by_default,
                "line": f.span.line if f.span else None,
            }
            for f in node.facts
        ]
    if node.sums:
        out["sums"] = [_sum(s) for s in node.sums]
    if node.atoms:
        out["open"] = [_both(a.label) for a in sorted(node.atoms, key=lambda a: str(a.key))]
    if node.last_day is not None:
        out["last_day"] = node.last_day.isoformat()
    if node.children:
        out["parts"] = [_node(c, models, program) for c in node.children]
    return out


def _sum(sum_: Arithmetic) -> dict[str, Any]:
    return {
        "start": sum_.start.isoformat(),
        "result": sum_.result.isoformat() if sum_.result else None,
        "actual": sum_.actual.isoformat() if sum_.actual else None,
        "relation": sum_.relation,
        "holds": sum_.holds,
        "text": _both(sum_line(sum_)),
    }


def _change(change: Change, words: ChangeWords, rule: Rule) -> dict[str, Any]:
    return {
        "text": _both(words.change(change, rule)),
        "state": change.state.value,
        "still_possible": change.possible,
        "on": change.on.isoformat(),
        "edits": [_edit(e, r) for e, r in zip(change.edits, change.ranges, strict=True)],
        "newly_broken": [f.rule.id for f in change.newly_broken],
    }


def _edit(edit: Edit, range_: str | None) -> dict[str, Any]:
    """One edit; `record` is the place of the record in the file, counted from 0."""
    match edit:
        case SetFact(name, value, was):
            return {"kind": "fact", "name": name, "value": json_value(value), "was": json_value(was)}
        case SetField(record, name, value, was):
            said = {"name": name, "value": json_value(value), "was": json_value(was)}
            return {"kind": "field", "record": record.index, "step": record.step, **said}
        case AddRecord(record):
            fields = {name: json_value(value) for name, value in record.fields.items()}
            days = {"start": record.start.isoformat(), "end": record.end.isoformat() if record.end else None}
            return {"kind": "add", "step": record.step, **days, "fields": fields, "or": range_}
        case MoveRecord(record, start, end):
            days = {"start": start.isoformat(), "end": end.isoformat() if end else None}
            return {"kind": "move", "record": record.index, "step": record.step, **days, "or": range_}
        case DropRecord(record):
            return {"kind": "drop", "record": record.index, "step": record.step}
        case SetOrder(first, second):
            return {"kind": "order", "first": first.index, "second": second.index}
    return {}
