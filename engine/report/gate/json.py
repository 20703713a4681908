"""The answer of a gate as JSON: both languages, findings and plan in the form they have in their own reports."""

from __future__ import annotations

import json
from typing import Any

from guiju.engine.evaluate.finding import Finding
from guiju.engine.plan.gate import Gate
from guiju.engine.plan.papers import Paper
from guiju.engine.report.gate.beforehand import beforehand
from guiju.engine.report.gate.outline import answer
from guiju.engine.report.gate.signed import counts_again, made_use_of, saved
from guiju.engine.report.models.findings import Models
from guiju.engine.report.plan.chain import ChainWords
from guiju.engine.report.plan.json import plan_data
from guiju.engine.report.words.both_languages import both
from guiju.engine.report.words.naming import Names
from guiju.engine.report.words.premises import nothing_applies, premises

SCHEMA = "guiju.gate/1"


def gate_json(gate: Gate) -> str:
    """The whole answer. `findings` have the form of the JSON report, `plan` that of `guiju plan`; `in_the_way` tells why
    each counts."""
    return json.dumps(gate_data(gate), ensure_ascii=False, indent=2) + "\n"


def gate_data(gate: Gate) -> dict[str, Any]:
    """The same as plain JSON values."""
    gate = beforehand(gate)
    names, models = Names(gate.verdict.program), Models(gate.verdict.program)

    def finding(one: Finding) -> dict[str, Any]:
        return models.finding(one).model_dump(mode="json", by_alias=True)

    entry = gate.earliest
    return {
        "schema": SCHEMA,
        "file": gate.case.file,
        "case": gate.case.name,
        "step": both(names.step(gate.step)),
        "on": str(gate.on),
        "today": str(gate.today),
        "day_is_past": gate.past_on is not None,
        "asked_on": str(gate.past_on or gate.today),
        "law": str(gate.verdict.program.law) if gate.verdict.program.law else None,
        "waivers_ignored": gate.verdict.waivers_ignored,
        "assumptions": [both(a.text) for a in premises(gate.verdict)],
        "no_rule_applies": nothing_applies(gate.verdict),
        "answer": gate.answer,
        "exit_code": gate.exit_code,
        "words": both(answer(gate)),
        "supposed": {
            "from_file": gate.supposed.from_file,
            "planned_for": str(gate.supposed.moved_from) if gate.supposed.moved_from else None,
            "taken_as_done": [both(names.record(r)) for r in gate.counted_on],
        },
        "in_the_way": [{"why": b.why, "finding": finding(b.finding)} for b in gate.blocked],
        "to_do_again": [
            {"step": both(names.step(step)), "rules": [r.id for r in rules]}
            for step, rules in gate.again.items()
        ],
        "dead_end": [both(line) for line in ChainWords(gate.plan).block(gate.dead_end)]
        if gate.dead_end
        else [],
        "depends_on": [
            {"questions": [both(q) for q in d.questions], "finding": finding(d.finding)} for d in gate.depends
        ],
        "not_on_record": [
            {"step": both(names.step(step)), "rules": [r.id for r in rules]}
            for step, rules in gate.unrecorded.items()
        ],
        "within_a_day": [both(names.step(step)) for step in gate.pressed],
        "at_the_step": [finding(f) for f in gate.at_the_step],
        "overdue": [finding(f) for f in gate.overdue],
        "apart": [finding(f) for f in gate.apart],
        "waived": [finding(f) for f in gate.waived],
        "counts_again": [
            {"rule": w.rule, "after": str(w.until), "words": both(line)}
            for w, line in zip(made_use_of(gate), counts_again(gate), strict=True)
        ],
        "lost_without_waiver": [
            {"rule": s.lost.rule.id, "waived": list(s.rules), "words": both(line)}
            for s, line in zip(gate.saved, saved(gate, names), strict=True)
        ],
        "papers": _papers(gate, names),
        "earliest": None
        if entry is None
        else {
            "day": str(entry.start.day),
            "open_because_of_year": entry.start.year,
            "chain_in_words": both(ChainWords(gate.plan).chain(entry.chain)),
            "put_right_first": [f.rule.id for f in gate.first],
            "state_first": [d.finding.rule.id for d in gate.to_state],
        },
        "plan": plan_data(gate.plan),
    }


def _papers(gate: Gate, names: Names) -> dict[str, Any] | None:
    papers = gate.papers
    if papers is None:
        return None
    record = papers.record
    return {
        "step": both(names.step(papers.step)),
        "record": both(names.record(record)) if record is not None else None,
        "items": [_paper(p, names) for p in papers.items],
    }


def _paper(paper: Paper, names: Names) -> dict[str, Any]:
    return {
        "item": both(names.value(paper.item)),
        "rule": paper.rule.id,
        "wanted": paper.wanted,
        "there": paper.there,
        "hangs_on": [both(q) for q in paper.hangs_on],
    }
