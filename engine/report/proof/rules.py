"""The rules that bind one case, as the proof file holds them: all names resolved, all defaults written out.

In: the program of a verdict (with the values of parameters that count for the case) and the packs that bind.
Out: the section `rules` (docs/proof.md), with its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from guiju.engine.calendar import Calendar, MissingYear
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.binding import Binding
from guiju.engine.report.proof.conditions import Lowering
from guiju.engine.report.proof.decisions import Decision, exceptions_to
from guiju.engine.report.proof.forms import (
    ALWAYS,
    NEVER,
    NOW,
    Form,
    all_of,
    any_of,
    by_now,
    negated,
    point,
    within,
)
from guiju.engine.report.proof.sources import sources
from guiju.engine.report.proof.values import NotInProof, day, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.in_force import Span, first_day, in_force
from guiju.engine.semantics.program import ExceptionRule, Program, Rule
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS, PROCEDURE_START, FactDecl, FieldDecl
from msgspec.structs import replace

_MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


def rules_section(
    program: Program, bound: Sequence[Binding], years: Iterable[int], calendar: Calendar
) -> dict[str, Any]:
    """The rules of the packs that bind, what they may ask of a case, and the calendar of `years`."""
    lowered = _Rules(program, {b.pack.id for b in bound})
    facts = {**AUTHORITY_FACTS, **program.vocabulary.facts}
    section = {
        "program": program.digest,
        "begins": ["field", "case", PROCEDURE_START],
        "calendar": _calendar(years, calendar),
        "bare": {str(y): sorted(map(str, _off_for_certain(calendar, y))) for y in years if calendar.lacks(y)},
        "kinds": {
            "": _kinds(facts.values()),
            **{n: _kinds(s.fields) for n, s in program.vocabulary.steps.items()},
        },
        "intervals": sorted(n for n, s in program.vocabulary.steps.items() if s.interval),
        "sources": lowered.sources(),
        "packs": [lowered.pack(b) for b in bound],
    }
    return {"digest": digest(section), **section}


def digest(section: dict[str, Any]) -> str:
    """The SHA-256 of the section without its digest, keys in order."""
    text = json.dumps(section, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class _Rules:
    """The rules of the packs that bind, one after the other in the normal form."""

    def __init__(self, program: Program, packs: set[str]) -> None:
        self._program = program
        self._counts = [c for c in program.counts if c.pack in packs]
        self._exceptions = [e for e in program.exceptions if e.pack in packs]
        self._lower = Lowering(program.vocabulary, self._counts)

    def sources(self) -> dict[str, Any]:
        return sources(self._program, self._counts, self._lower)

    def pack(self, binding: Binding) -> dict[str, Any]:
        pack = binding.pack.id
        scopes = [s.when for s in self._program.scopes if s.pack == pack]
        return {
            "id": pack,
            "read_as": {theirs: sorted(ours) for theirs, ours in sorted(binding.readings().items())},
            "out_of_scope": [self._lower.about(dates=True).condition(when) for when in scopes],
            "rules": [self._rule(r) for r in self._program.rules if r.pack == pack and r.modality != "may"],
        }

    def _rule(self, rule: Rule) -> dict[str, Any]:
        if rule.breaches is not None:
            raise NotInProof(Text("以违反其他规则为前提的规则", "a rule about the breach of other rules"))
        if rule.suspected is not None:
            raise NotInProof(Text("只作疑似提示、由人核对的规则", "a rule whose findings are only suspected"))
        stretch = rule.every is not None or rule.period is not None
        asks = self._lower.about(dates=rule.step is None or stretch, stretch=stretch)
        of = self._lower.about(dates=rule.step is None)
        tree = exceptions_to(rule.id, self._exceptions)
        of_the_case = rule.step is None and not stretch
        decision = Decision(rule.id, tree, asks, of_the_case=of_the_case, stretch=rule.every is not None)
        return {
            "id": rule.id,
            "step": rule.step,
            "every": [_MONTHS[rule.period], "month"] if rule.period else _length(rule.every),
            "from": _counted_from(rule),
            "since": _first_day(rule),
            "when": of.condition(rule.when),
            "exceptions": [_exception(e, of, self._by_law(e, rule)) for e in tree],
            "versions": _versions(rule, decision),
        }

    def _by_law(self, exception: ExceptionRule, rule: Rule) -> Form:
        """The exception is in force on the day that selects the version."""
        span = in_force(exception.basis, self._program.norms)
        if all(Span(v.start, v.until).within(span) == Span(v.start, v.until) for v in rule.versions):
            return ALWAYS
        if rule.every is not None or rule.period is not None:
            raise NotInProof(
                Text(
                    "按期间的规则遇到施行时间不同的例外",
                    "an exception to a recurring duty, in force at other times",
                )
            )
        on = _law_day(rule.reference, "this")
        return any_of([negated(["known", on]), all_of(within(span, on))])


def _versions(rule: Rule, decision: Decision) -> list[dict[str, Any]]:
    """Each with the condition on the reference day; without a day the last one is taken."""
    last = len(rule.versions) - 1
    return [
        {
            "start": day(v.start),
            "until": day(v.until),
            "applies": _applies(rule, Span(v.start, v.until), last=i == last),
            "readings": [
                {
                    "name": r.name.zh if len(v.readings) > 1 else "",
                    "default": r.default,
                    "state": decision.on(r.req),
                }
                for r in v.readings
            ],
        }
        for i, v in enumerate(rule.versions)
    ]


def _applies(rule: Rule, span: Span, *, last: bool) -> Form:
    if span == Span():
        return ALWAYS
    on = _law_day(rule.reference)
    return any_of([all_of([["known", on], *within(span, on)]), negated(["known", on]) if last else NEVER])


def _length(duration: Duration | None) -> list[Any] | None:
    return None if duration is None else [duration.n, duration.unit]


def _counted_from(rule: Rule) -> Form:
    """The day after which the first stretch begins; calendar periods are counted from the last day of a year."""
    if rule.period is not None:
        return ["year", ["start", "this"], ["is", -1], ["is", 12], ["is", 31]]
    return ["end", "this"]


def _first_day(rule: Rule) -> Form:
    """A stretch that ends before this day is none: of calendar periods, the start of the procedure and of the rule."""
    if rule.period is None:
        return ["is", plain(date.min)]
    first = first_day(rule)
    return ["last of", ["start", "this"], *([["is", plain(first)]] if first is not None else [])]


def _law_day(of: core.LawDay | None, side: str = "self") -> Form:
    """The day that selects the version: of what the rule is about (`side`) the start, where the rule names none."""
    match of:
        case None:
            return point(core.EdgePoint("start"), None, side)
        case core.EdgePoint("end"):
            return ["first known", ["end", side], NOW]
        case core.ProcedureStart():
            return ["start", "that"]  # no record is looked for here, so it is the start of the procedure
        case core.StepStart() | core.LatestPoint():
            raise NotInProof(
                Text(
                    "由别的步骤或几个日期决定的适用时点", "a version that another step or several days choose"
                )
            )
        case _:
            return point(of, None, side)


def _exception(exception: ExceptionRule, lower: Lowering, by_law: Form) -> list[Any]:
    """Its name, and when it is live."""
    proof = ALWAYS if exception.proof is None else lower.condition(exception.proof)
    return [exception.id, all_of([by_law, by_now(lower.condition(exception.when)), by_now(proof)])]


def _kinds(declared: Iterable[FactDecl | FieldDecl]) -> dict[str, Any]:
    """Of what can be answered from a list or has a default: the answers, the default, and the fields of elements."""
    found = {d.name.zh: _kind(d) for d in declared}
    return {name: kind for name, kind in found.items() if kind}


def _kind(declared: FactDecl | FieldDecl) -> dict[str, Any]:
    kind, out = declared.type, dict[str, Any]()
    if isinstance(declared, FactDecl) and declared.default is not None:
        out["default"] = plain(declared.default)
    if kind.kind == "yesno":
        out["answers"] = [True, False]
    elif kind.kind == "enum" and kind.values:
        out["answers"] = [plain(v.zh) for v in kind.values]
    items = _kinds(kind.item)
    return {**out, "items": items} if items else out


def _calendar(years: Iterable[int], calendar: Calendar) -> dict[str, Any]:
    """{year: {day: whether it is worked}} for the days that do not follow the week; only years with a notice."""
    found: dict[str, Any] = {}
    for year in years:
        try:
            found[str(year)] = {str(d): worked for d, worked in _unusual(calendar, year)}
        except MissingYear:
            continue
    return found


def _off_for_certain(calendar: Calendar, year: int) -> Iterator[date]:
    """The days off of a year without a notice: those that the statute fixes, and those on which the place is closed."""
    best = replace(calendar, supposed="worked")
    on = date(year, 1, 1)
    while on.year == year:
        if not best.is_workday(on):
            yield on
        on += timedelta(days=1)


def _unusual(calendar: Calendar, year: int) -> Iterator[tuple[date, bool]]:
    on = date(year, 1, 1)
    while on.year == year:
        worked = calendar.is_workday(on)
        if worked is not (on.weekday() < 5):
            yield on, worked
        on += timedelta(days=1)
