"""What the verdict claims, in the terms of the proof file: names, days and lines instead of sentences.

In: findings. Out: the entries of the section `findings` (docs/proof.md).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from guiju.engine.evaluate.finding import Arithmetic, FactUse, Finding, Part
from guiju.engine.evaluate.kleene import Atom, Truth3
from guiju.engine.report.proof.values import day, named, plain

_OF_AN_END = ("end before", "bound", "end by", "end")


def entries(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """One entry for each reading of each finding; those that are not the default one say their state and sums."""
    return [entry for f in findings for entry in (_entry(f), *_other_readings(f))]


def _entry(finding: Finding) -> dict[str, Any]:
    proof, rule = finding.proof, finding.rule
    of_the_case = rule.of_the_case
    key = _key(finding, next((r.name.zh for r in proof.readings if r.default), ""))
    if finding.outside or (finding.activation is None and not of_the_case):
        return {"key": key, "state": finding.judged.value}
    return {
        "key": key,
        "state": finding.judged.value,
        "last_day": day(finding.last_day),
        "days_late": finding.days_late,
        "version": [day(proof.version_start), day(proof.version_until)],
        "parts": [_part(p) for p in finding.parts],
        "exceptions": [[e.exception.id, e.live, e.applied] for e in proof.exceptions],
        "questions": sorted({question(key) for key in finding.questions}),
        "outcomes": sorted({a.state.value for a in finding.answers}),
        "facts": [_fact(f) for f in proof.facts],
        "sums": _sums(proof.arithmetic),
    }


def _key(finding: Finding, reading: str) -> list[str]:
    """The rule, what the finding is about, and the reading where the rule has several."""
    return [finding.rule.id, named(finding.activation, finding.source), reading]


def _other_readings(finding: Finding) -> Iterator[dict[str, Any]]:
    chosen = next((r for r in finding.proof.readings if r.default), None)
    for reading in finding.proof.readings:
        if reading is not chosen:
            yield {
                "key": _key(finding, reading.name.zh),
                "state": reading.state.value,
                "sums": _sums(reading.arithmetic),
            }


def question(key: Hashable) -> str:
    """What an open question is about, by the key of its atom: each fact, field, end or order it names."""
    return " & ".join(sorted(set(_subjects(key))))


def _subjects(key: Hashable) -> Iterator[str]:
    match key:
        case Atom():
            yield from _subjects(key.key)
        case Truth3():
            yield from (s for atom in key.atoms for s in _subjects(atom))
        case ("fact", str(name)):
            yield f"fact {name}"
        case ("field", int(index), str(name)):
            yield f"field {index} {name}"
        case ("item", owner, int(n), str(name)):
            yield f"item {n} of {question(owner)} {name}"
        case ("order", int(one), int(other)):
            yield f"order {one} {other}"
        case ("calendar", start, *_):
            yield f"calendar {start}"
        case ("deemed time", int(index)):
            yield f"field {index} 时间"
        case ("end time", int(index)):
            yield f"field {index} 止 时间"
        case (str(form), int(index), *_) if form in _OF_AN_END:
            yield f"field {index} 止"
        case (str(), (int(), str()), (int(), str())):
            yield "lengths"
        case tuple() | frozenset():
            yield from (s for part in key for s in _subjects(part))


def _fact(use: FactUse) -> list[Any]:
    """Where it stands, its name, value and line, and whether it is by default."""
    line = use.span.line if use.span is not None else None
    owner, _, name = question(use.key).rpartition(" ")
    return [owner, name, plain(use.value), line, use.by_default]


def _part(part: Part) -> list[Any]:
    """The records that serve, those that do not, and the last day."""
    return [[named(r) for r in part.used], [named(n.record) for n in part.not_used], day(part.last_day)]


def _sums(made: Iterable[Arithmetic]) -> list[Any]:
    """Sums of days; those in hours follow from the times of the records."""
    return [_sum(s) for s in made if s.moments is None]


def _sum(s: Arithmetic) -> list[Any]:
    """The sum, and what is said of a day held against it: whether the first of two days is not after the second."""
    skipped = [day(d) for d in s.skipped]
    made = [day(s.start), s.duration.n, s.duration.unit, sorted(s.options), day(s.result), skipped]
    if s.actual is None:
        return [made, None]
    pair = (s.result, s.actual) if s.relation == ">=" else (s.actual, s.result)
    return [made, [*map(day, pair), s.holds]]
