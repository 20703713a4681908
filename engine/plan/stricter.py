"""Findings as stricter readings of the law see them.

A verdict follows the default readings, and says of each other one only which state it leads to. Where such a state is
worse the case is judged once more with that reading in the place of the default, so that there is a finding of its own:
what is missing, how it was counted, what to do, whether there is time left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.finding import Finding, ReadingResult, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule, Version
from msgspec import Struct
from msgspec.structs import replace

Key = tuple[str, int | None]
Judge = Callable[[Program, Case], Verdict]
"""The verdict on a case as of one day, looking ahead."""

_WORSE = (State.VIOLATED, State.DOOMED, State.AT_RISK, State.UNKNOWN, State.PENDING)
_LOST = (State.VIOLATED, State.DOOMED)


class Stricter(Struct, frozen=True):
    """A finding by a reading that is not the default one; `program` has that reading in its place."""

    finding: Finding
    reading: Text
    program: Program


def by_stricter_readings(
    program: Program, case: Case, verdict: Verdict, judge: Judge
) -> Mapping[Key, Stricter]:
    """For each finding that some reading sees worse than the default one does, the finding by the reading that sees it
    worst. What is lost by the default reading is left out."""
    waiting: dict[str, list[Text]] = {}
    for finding in verdict.findings:
        for reading in finding.proof.readings:
            names = waiting.get(finding.rule.id, [])
            if _is_worse(reading, finding) and reading.name not in names:
                waiting[finding.rule.id] = [*names, reading.name]
    default = {key_of(f): f for f in verdict.findings}
    found: dict[Key, Stricter] = {}
    while waiting:
        chosen = {rule: names.pop(0) for rule, names in waiting.items()}
        waiting = {rule: names for rule, names in waiting.items() if names}
        strictly = with_readings(program, chosen)
        for finding in judge(strictly, case).findings:
            name, known = chosen.get(finding.rule.id), default.get(key_of(finding))
            if (
                name is None
                or known is None
                or finding.state.rank >= known.state.rank
                or known.state in _LOST
            ):
                continue
            before = found.get(key_of(finding))
            if before is None or finding.state.rank < before.finding.state.rank:
                found[key_of(finding)] = Stricter(as_read(finding, known, name, program), name, strictly)
    return found


def _is_worse(reading: ReadingResult, finding: Finding) -> bool:
    return (
        not reading.default
        and finding.state not in _LOST
        and reading.state in _WORSE
        and reading.state.rank < finding.state.rank
    )


def as_read(finding: Finding, known: Finding, name: Text, program: Program) -> Finding:
    """The finding with the name of its reading, what that asks of a record where this is not told, and what all of them
    lead to."""
    english = name.en.replace("_", " ")
    why = Text(f"按“{name.zh}”的读法:{finding.why.zh}", f"by the reading '{english}': {finding.why.en}")
    if isinstance(finding.deciding, core.Test) and finding.state in _LOST:
        wanted = Describer(program.vocabulary, finding.rule.step).condition(finding.deciding.cond, None)
        if wanted.zh not in why.zh:
            why += Text(f"(要{wanted.zh})", f" (wanted: {wanted.en})")
    proof = replace(finding.proof, readings=known.proof.readings)
    return replace(finding, rule=known.rule, why=why, proof=proof)


def with_readings(program: Program, chosen: Mapping[str, Text]) -> Program:
    """The program with another reading in the place of the default one, by the ids of the rules."""
    return replace(
        program,
        rules=tuple(_with_reading(r, chosen[r.id]) if r.id in chosen else r for r in program.rules),
    )


def _with_reading(rule: Rule, name: Text) -> Rule:
    return replace(rule, versions=tuple(_version(v, name) for v in rule.versions))


def _version(version: Version, name: Text) -> Version:
    kept = tuple(replace(r, default=True) for r in version.readings if r.name.text == name)
    return replace(version, readings=kept or version.readings)
