"""A plan as JSON: days as ISO dates, words in both languages, rules by id, citation and name."""

from __future__ import annotations

import json
from typing import Any

from guiju.engine.evaluate.finding import Finding
from guiju.engine.plan.timetable import Block, Days, Hop, OpenFact, Plan, Planned, Point
from guiju.engine.report.plan.answer import answer
from guiju.engine.report.plan.chain import ChainWords
from guiju.engine.report.plan.record_words import contained
from guiju.engine.report.words.both_languages import both
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.waivers import waiver_line
from guiju.engine.semantics.program import Rule

VERSION = "1"
"""Of this format."""


def plan_json(plan: Plan) -> str:
    """The whole plan. Records are counted from 0 in the order of the file; steps to be added have larger numbers."""
    return json.dumps(plan_data(plan), ensure_ascii=False, indent=2) + "\n"


def plan_data(plan: Plan) -> dict[str, Any]:
    """The same as plain JSON values."""
    words = ChainWords(plan)
    return {
        "version": VERSION,
        "case": plan.case.name,
        "file": plan.case.file,
        "on": str(plan.on),
        "law": _day(plan.program.law),
        "possible": plan.can_be_done,
        "exit": plan.exit_code,
        "answer": both(answer(plan, words)),
        "goals": [{"step": both(words.names.step(g.step)), "by": _day(g.by)} for g in plan.goals],
        "steps": [_step(e, plan, words) for e in plan.entries],
        "critical_path": [_hop(h, words) for h in plan.critical],
        "block": _block(plan.block, words) if plan.block else None,
        "open": [_open(o, words) for o in plan.open],
        "alternatives": [
            {
                "rule": _rule(a.rule, plan),
                "took": both(words.names.step(a.took)) if a.took else None,
                "others": [both(words.names.step(s)) for s in a.others],
            }
            for a in plan.alternatives
        ],
        "broken": [_finding(f, plan) for f in plan.broken],
        "put_right_first": [_finding(f, plan) for f in plan.proviso],
        "unproven": [_finding(f, plan) for f in plan.unproven],
        "not_planned": [_rule(r, plan) for r in plan.unplanned],
        "no_rule_applies": plan.outside is not None,
        "assumptions": [both(a.text) for a in (*plan.assumptions, *plan.counted_by)],
        "waivers_ignored": plan.waivers_ignored,
        "earliest_by_default_readings": _day(plan.default_day),
        "years_without_calendar": list(plan.unknown_years),
        "search_cut_short": plan.capped,
    }


def _step(entry: Planned, plan: Plan, words: ChainWords) -> dict[str, Any]:
    return {
        "record": entry.index,
        "step": both(words.names.step(entry.step)),
        "standing": entry.standing,
        "earliest": {"start": _days(entry.start), "end": _days(entry.end)},
        "latest": {"start": _days(entry.latest_start), "end": _days(entry.latest_end)},
        "latest_as_planned": {"start": _days(entry.last_start), "end": _days(entry.last_end)},
        "runs_from": [both(words.names.step(s)) for s in entry.runs_from],
        "slack": entry.slack,
        "undecided_because_of_year": entry.open_year,
        "critical": entry.critical,
        "actors": list(entry.actors),
        "must_show": {name: both(words.names.value(value)) for name, value in entry.fields},
        "must_contain": list(contained(entry)),
        "rules": [_rule(r, plan) for r in entry.rules],
        "chain": [_hop(h, words) for h in entry.chain],
        "chain_in_words": both(words.chain(entry.chain)),
        "due": [_hop(h, words) for h in entry.due_chain],
    }


def _hop(hop: Hop, words: ChainWords) -> dict[str, Any]:
    return {
        "from": _point(hop.source, words),
        "to": _point(hop.target, words),
        "cause": hop.cause,
        "rule": hop.rule.id if hop.rule else None,
        "basis": both(cite_all(hop.rule.basis[:1], words.names.norms)) if hop.rule else None,
        "length": {"n": hop.duration.n, "unit": hop.duration.unit} if hop.duration else None,
        "at_most": hop.upto,
        "options": list(hop.options),
        "days_not_counted": [str(d) for d in hop.skipped],
    }


def _point(point: Point, words: ChainWords) -> dict[str, Any]:
    step = both(words.names.step(point.step)) if point.step else None
    return {
        "record": point.index if point.step else None,
        "step": step,
        "edge": point.edge,
        "day": str(point.day),
    }


def _block(block: Block, words: ChainWords) -> dict[str, Any]:
    return {
        "step": both(words.names.step(block.step)) if block.step else None,
        "needed": _day(block.needed),
        "allowed": _day(block.allowed),
        "cause": block.cause,
        "circle": block.circle,
        "beyond": _day(block.beyond),
        "rule": block.rule.id if block.rule else None,
        "chain": [_hop(h, words) for h in block.chain],
        "words": [both(line) for line in words.block(block)],
    }


def _open(fact: OpenFact, words: ChainWords) -> dict[str, Any]:
    return {
        "label": both(fact.label),
        "rules": [r.id for r in fact.rules],
        "answers": [
            {
                "answer": both(a.answer),
                "possible": a.possible,
                "earliest": _day(a.day),
                "steps": [both(words.names.step(s)) for s in a.steps],
            }
            for a in fact.answers
        ],
    }


def _finding(finding: Finding, plan: Plan) -> dict[str, Any]:
    waiver = both(waiver_line(finding)) if finding.waiver is not None else None
    return {"rule": _rule(finding.rule, plan), "why": both(finding.why), "waiver": waiver}


def _rule(rule: Rule, plan: Plan) -> dict[str, Any]:
    return {
        "id": rule.id,
        "row": rule.row,
        "name": both(rule.name.words),
        "basis": both(cite_all(rule.basis, plan.program.norms)),
    }


def _days(days: Days | None) -> dict[str, Any] | None:
    return {"day": str(days.day), "open_because_of_year": days.year} if days is not None else None


def _day(day: object) -> str | None:
    return str(day) if day is not None else None
