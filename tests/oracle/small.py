"""A small world to state rules and cases in: steps A, B, C and the interval step I, facts F and G.

Day 0 is Monday 2021-03-08; no holiday is near.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Cond, Const, Duration, Req, Window
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Norm,
    Pack,
    Program,
    Reading,
    Rule,
    Version,
)
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, Procedure, StepDecl, Type, Vocabulary

DAY_ZERO = date(2021, 3, 8)
BASIS = (Citation("norm", 1),)
ALWAYS = Const(True)
ANYTIME = Window()
GIST = Text("要旨", "gist")
YES_NO = Type("yesno")
ONE_TWO = Type("enum", (Name("1", "one"), Name("2", "two")))
FIELDS = (FieldDecl(Name("x", "x"), ONE_TWO), FieldDecl(Name("y", "y"), ONE_TWO))


def day(n: int) -> date:
    return DAY_ZERO + timedelta(days=n)


def days(n: int) -> Duration:
    return Duration(n, "day")


def workdays(n: int) -> Duration:
    return Duration(n, "workday")


def vocabulary(*steps: str) -> Vocabulary:
    """Steps with the fields x and y (I takes time); F is not stated by default, G is false by default."""
    declared = {s: StepDecl(Name(s, s.lower()), s == "I", FIELDS) for s in steps or ("A", "B", "C", "I")}
    facts = {"F": FactDecl(Name("F", "f"), YES_NO), "G": FactDecl(Name("G", "g"), YES_NO, default=False)}
    return Vocabulary(declared, facts)


def program(
    *rules: Rule,
    exceptions: tuple[ExceptionRule, ...] = (),
    counts: tuple[CountsRule, ...] = (),
    words: Vocabulary | None = None,
) -> Program:
    words = words or vocabulary()
    name = Name("程序", "procedure")
    return Program(
        packs={"pack": Pack("pack", Text("包", "pack"), "国家", (), ("程序",))},
        norms={"norm": Norm("norm", "规范", None, None, None)},
        procedures={"程序": Procedure(name, tuple(words.steps.values()), "pack")},
        vocabulary=words,
        rules=rules,
        exceptions=exceptions,
        counts=counts,
        order=tuple(words.steps),
    )


def rule(req: Req, step: str | None = "A", when: Cond = ALWAYS, name: str = "R") -> Rule:
    versions = (Version(None, None, (Reading(Name("", ""), req),)),)
    return Rule(name, Name(name, name), "pack", "must", step, None, when, versions, BASIS, GIST)


def exception(
    when: Cond,
    *,
    instead: Req | None = None,
    proof: Cond | None = None,
    target: str = "R",
    name: str = "E",
    priority: int = 0,
) -> ExceptionRule:
    return ExceptionRule(
        name, Name(name, name), "pack", (target,), when, BASIS, GIST, proof, instead, priority
    )


def counts_as(
    step: str, when: Cond, *, counts: bool, as_step: str | None = None, name: str = "K"
) -> CountsRule:
    return CountsRule(name, Name(name, name), "pack", step, counts, when, BASIS, GIST, as_step)


def case(*records: Record, closed: bool = False, facts: Mapping[str, Value] | None = None) -> Case:
    """A case of these records, numbered in this order."""
    numbered = tuple(
        Record(r.step, r.start, r.end, i, r.time, r.order, r.actor, r.evidence, r.fields)
        for i, r in enumerate(records)
    )
    return Case("案", ("程序",), closed=closed, facts=facts or {}, records=numbered)


RUNNING = -1000


def record(
    step: str,
    start: int,
    end: int | None = None,
    *,
    time: str | None = None,
    order: int | None = None,
    actor: str | None = None,
    evidence: tuple[str, ...] | None = None,
    x: str | None = None,
    y: str | None = None,
) -> Record:
    """A record from day `start` to day `end` (RUNNING: no end stated; None: the same day)."""
    last = None if end == RUNNING else day(start if end is None else end)
    fields: dict[str, Value] = {name: v for name, v in (("x", x), ("y", y)) if v is not None}
    return Record(step, day(start), last, 0, time, order, actor, evidence, fields)
