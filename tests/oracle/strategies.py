"""Random small programs and cases in the world of `small`, within what the oracle enumerates in no time.

Left out, because the page leaves them open, they say nothing, or the oracle would take too long: bounds under
`any` of zero days (records that overlap), a derived record of the activating step, `between` conditions beside
derived records, conditions and windows that nothing or everything satisfies, counts of the nearest record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import (
    ACTOR,
    EVIDENCE,
    Cond,
    Direction,
    Duration,
    EdgePoint,
    FieldRef,
    Lit,
    Req,
    Unit,
    Who,
    Window,
)
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, Rule
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from . import reads
from .reads import references
from .small import ALWAYS, ANYTIME, RUNNING, case, counts_as, day, exception, program, record, rule

LATEST_NOW = 9
TARGETS = ("B", "B", "C", "I", "A")


@dataclass(frozen=True)
class Question:
    """One rule in its program, on one case, looked at on one day."""

    rule: Rule
    program: Program
    case: Case
    on: date

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """How a failing example is printed: the parts that differ from the small world's defaults."""
        printer.text(str(self))

    def __str__(self) -> str:
        parts = [self.rule.step, self.rule.when, self.rule.versions[0].readings[0].req]
        exempt = [(e.id, e.targets, e.when, e.proof, e.instead, e.priority) for e in self.program.exceptions]
        counts = [(c.step, c.as_step, c.counts, c.when) for c in self.program.counts]
        stated = [dict(self.case.facts), "closed" if self.case.closed else "open", *self.case.records]
        return "\n  ".join(["", *(brief(part) for part in [*parts, *exempt, *counts, *stated, self.on])])


def brief(value: object) -> str:
    """Like repr, without the fields that have their default value."""
    if isinstance(value, tuple):
        return f"({', '.join(brief(v) for v in value)})"
    if isinstance(value, date):
        return f"day({(value - day(0)).days})"
    if not isinstance(value, Struct):
        return repr(value)
    told = {f.name: getattr(value, f.name) for f in fields(value)}
    shown = [f"{f.name}={brief(told[f.name])}" for f in fields(value) if told[f.name] != f.default]
    return f"{type(value).__name__}({', '.join(shown)})"


F, G = core.Truth(core.FactRef("F")), core.Truth(core.FactRef("G"))


def field_is(who: Who) -> st.SearchStrategy[Cond]:
    x = FieldRef(who, "x")
    conds: list[Cond] = [
        core.Compare("=", x, Lit("1")),
        core.Compare("!=", x, Lit("1")),
        core.Member(x, ("2",)),
        core.Contains(FieldRef(who, EVIDENCE), "e"),
    ]
    return st.sampled_from(conds)


def subject(cond: Cond) -> str:
    """What an atom is about, so that no two joined ones exclude or imply each other."""
    (ref,) = [*references(core.Not(cond))][:1] or [core.FactRef("F")]
    return ref.name


@st.composite
def joined(draw: st.DrawFn, atoms: st.SearchStrategy[Cond]) -> Cond:
    """Atoms, and atoms about different things joined by and, or, not."""
    one, other = draw(atoms), draw(atoms)
    shape = draw(st.sampled_from(["one", "not", "and", "or"]))
    if shape == "one" or (shape != "not" and subject(one) == subject(other)):
        return one
    if shape == "not":
        return core.Not(one)
    return core.And((one, other)) if shape == "and" else core.Or((one, core.Not(other)))


FACT_CONDITIONS: list[Cond] = [F, G, core.Not(F), core.Stated(core.FactRef("F"))]
FACTS = st.sampled_from(FACT_CONDITIONS)
UNITS: list[Unit] = ["day", "day", "day", "workday"]
DIRECTIONS: list[Direction] = ["after", "after", "before", "before", "any"]


def conditions(activated: bool) -> st.SearchStrategy[Cond]:
    """φ and the conditions of exceptions: facts, and fields of the activating record."""
    return joined(st.one_of(FACTS, field_is("this"))) if activated else joined(FACTS)


def psi(activated: bool) -> st.SearchStrategy[Cond]:
    """ψ: fields of the record sought, compared with those of the activating one, and facts."""
    both: list[Cond] = [
        core.Compare("=", FieldRef("that", "x"), FieldRef("this", "x")),
        core.Compare("!=", FieldRef("that", ACTOR), FieldRef("this", ACTOR)),
    ]
    atoms = [field_is("that"), FACTS, *([st.sampled_from(both)] if activated else [])]
    return st.one_of(st.just(ALWAYS), st.just(ALWAYS), field_is("that"), joined(st.one_of(atoms)))


@st.composite
def bounds(draw: st.DrawFn, least: int) -> tuple[Duration | None, Duration | None]:
    unit = draw(st.sampled_from(UNITS))
    most = 3 if unit == "day" else 2
    lo = draw(st.none() | st.integers(least, most))
    hi = draw(st.none() | st.integers(lo or 0, most))
    return (
        None if lo is None else Duration(lo, unit),
        None if hi is None else Duration(hi, unit),
    )


@st.composite
def windows(draw: st.DrawFn, activated: bool, between: bool) -> Window:
    if not activated:
        return ANYTIME
    direction = draw(st.sampled_from(DIRECTIONS))
    lo, hi = draw(bounds(1 if direction == "any" else 0))
    edges = st.none() | st.builds(EdgePoint, st.sampled_from(["start", "end"]))
    this_point, that_point = (draw(edges), draw(edges)) if direction != "any" else (None, None)
    window = Window(direction, this_point, that_point, lo, hi)
    if lo is not None and lo.n and (hi is None or lo.n < hi.n) and draw(st.integers(0, 4)) == 0:
        window = replace(window, full_days=True)
    if hi is not None and draw(st.integers(0, 4)) == 0:
        window = replace(window, roll=True)
    if between:
        kind = draw(st.integers(0, 7))
        if kind == 0:
            window = replace(window, immediate=True)
        elif kind <= 2:
            window = replace(window, none_between=(draw(st.sampled_from(["B", "C"])),))
    return window


@st.composite
def targets(draw: st.DrawFn, activated: bool, between: bool, wheres: st.SearchStrategy[Cond]) -> Req:
    """Exists or forbid."""
    if activated and draw(st.integers(0, 9)) == 0:
        return core.Exists("I", draw(wheres), Window("covering"))
    step = draw(st.sampled_from(TARGETS))
    window, where = draw(windows(activated, between)), draw(wheres)
    if draw(st.integers(0, 2)) == 0:
        return core.Forbid(step, where, window)
    ranges: list[tuple[int, int | None]] = [(1, None), (1, None)]
    if not (window.immediate or window.none_between):
        ranges += [(1, 1), (0, 1)]
        ranges += [] if step == "I" else [(2, None), (2, 2), (1, 2)]
    least, most = draw(st.sampled_from(ranges))
    return core.Exists(step, where, window, least, most)


@st.composite
def lasts(draw: st.DrawFn) -> Req:
    duration = Duration(draw(st.integers(1, 3)), draw(st.sampled_from(UNITS)))
    if draw(st.booleans()):
        return core.Lasts(">=", duration, full_days=draw(st.booleans()))
    return core.Lasts("<=", duration, roll=draw(st.booleans()))


def basics(step: str | None, between: bool = True) -> st.SearchStrategy[Req]:
    activated = step is not None
    forms: list[st.SearchStrategy[Req]] = [targets(activated, between, psi(activated))] * 4
    forms.append(st.builds(core.Test, conditions(activated)))
    if step == "I":
        forms += [lasts()] * 2
    return st.one_of(forms)


@st.composite
def requirements(draw: st.DrawFn, step: str | None, between: bool) -> Req:
    basic = basics(step, between)
    shape = draw(st.sampled_from(["basic"] * 6 + ["all", "any", "all", "any", "else", "else"]))
    if shape == "basic":
        return draw(basic)
    parts = (draw(basic), draw(basic))
    if shape == "all":
        return core.AllOf(parts)
    if shape == "any":
        return core.AnyOf(parts)
    if step is None or step == "I":
        return draw(basic)
    then = draw(st.sampled_from([parts[0], parts[0], core.AllOf(parts), core.AnyOf(parts)]))
    lo, hi = draw(bounds(0))
    repair = core.Exists(draw(st.sampled_from(["B", "C"])), draw(psi(True)), Window("after", lo=lo, hi=hi))
    return core.OrElse(then, repair)


@st.composite
def exceptions(draw: st.DrawFn, step: str | None) -> tuple[ExceptionRule, ...]:
    number = draw(st.sampled_from([0, 0, 0, 1, 1, 2]))
    when, basic = conditions(step is not None), basics(step, between=False)
    instead = st.none() | basic
    first = exception(draw(when), instead=draw(instead), proof=draw(st.none() | when))
    target = draw(st.sampled_from(["R", "E"]))
    second = exception(
        draw(when), instead=draw(instead), target=target, name="E2", priority=draw(st.sampled_from([0, 0, 1]))
    )
    return (first, second)[:number]


@st.composite
def counts_rules(draw: st.DrawFn, sought: set[str], derived: bool) -> tuple[CountsRule, ...]:
    """Conditions on y and facts; on what ψ asks for as well only where no record is sought that it rules out."""
    y = FieldRef("this", "y")
    own_y: list[Cond] = [core.Compare("=", y, Lit("1")), core.Member(y, ("2",))]
    atoms = st.one_of(st.sampled_from(own_y), FACTS)
    kind = draw(st.sampled_from(["none"] * 5 + ["not", "not", "not", *(["as", "as"] * derived)]))
    if kind == "none":
        return ()
    if kind == "not":
        step = draw(st.sampled_from(["A", "B", "C"]))
        own = atoms if step in sought else st.one_of(field_is("this"), FACTS)
        return (counts_as(step, draw(joined(own)), counts=False),)
    also = (counts_as("B", draw(joined(atoms)), counts=False, name="K2"),) if draw(st.booleans()) else ()
    return (counts_as("C", draw(joined(atoms)), counts=True, as_step="B"), *also)


@st.composite
def records(draw: st.DrawFn, steps: tuple[str, ...], most_days: int = 7) -> Record:
    step = draw(st.sampled_from(steps))
    start = draw(st.integers(0, most_days))
    end = draw(st.sampled_from([start, start + 1, start + 2, RUNNING])) if step == "I" else None
    stated = st.sampled_from(["time", "order", "none", "none"])
    kind = draw(stated)
    return record(
        step,
        start,
        end,
        time=draw(st.sampled_from(["08:00", "12:00"])) if kind == "time" else None,
        order=draw(st.integers(1, 2)) if kind == "order" else None,
        actor=draw(st.sampled_from(["甲", "乙", "甲", None])),
        evidence=draw(st.sampled_from([("e",), (), ("e",), None])),
        x=draw(st.sampled_from(["1", "2", "1", None])),
        y=draw(st.sampled_from(["1", "2", "1", None])),
    )


def mentioned(made: Program) -> tuple[str, ...]:
    """The steps that matter to the rule, the activating one most often, and C for what does not."""
    (ruled,) = made.rules
    steps = [ruled.step or "A"] * 2 + ["C"]
    for req in (ruled.versions[0].readings[0].req, *(e.instead for e in made.exceptions if e.instead)):
        steps += sorted(reads.sought(req)) * 2
    return tuple(steps)


@st.composite
def cases(draw: st.DrawFn, made: Program) -> Case:
    step = made.rules[0].step or "A"
    steps = mentioned(made)
    drawn = draw(st.lists(records((step,)), min_size=0 if draw(st.integers(0, 9)) == 9 else 1, max_size=1))
    drawn += draw(st.lists(records(steps), max_size=4 - len(drawn)))
    facts: dict[str, Value] = {}
    for name in ("F", "G"):
        value = draw(st.sampled_from([True, False, None]))
        if value is not None:
            facts[name] = value
    return case(*_one_running(drawn), closed=draw(st.booleans()), facts=facts)


def _one_running(drawn: list[Record]) -> list[Record]:
    """At most one record without an end: each one more would multiply the continuations."""
    open_ended = [r for r in drawn if r.end is None][1:]
    return [replace(r, end=r.start + timedelta(1)) if r in open_ended else r for r in drawn]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    step = draw(st.sampled_from(["A", "A", "A", "I", None]))
    between = draw(st.booleans())
    req = draw(requirements(step, between))
    lifted = draw(exceptions(step))
    sought = {name for r in (req, *(e.instead for e in lifted if e.instead)) for name in reads.sought(r)}
    counts = draw(counts_rules(sought, derived=not between))
    when = draw(st.just(ALWAYS) | st.just(ALWAYS) | conditions(step is not None))
    return program(rule(req, step, when), exceptions=lifted, counts=counts)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    made = draw(programs())
    looked_at = draw(cases(made))
    first = min(((r.start - day(0)).days for r in looked_at.records), default=0)
    on = day(draw(st.integers(first, LATEST_NOW)))
    return Question(made.rules[0], made, looked_at, on)
