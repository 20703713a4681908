"""Random conditions. What cannot be listed is compared in one way only within a question, since two comparisons
of the same unknown number are two questions whatever they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guiju.engine.semantics import core
from guiju.engine.semantics.core import ACTOR, EVIDENCE, Cond, Duration, FactRef, FieldRef, Lit, Op, Unit, Who

from .choose import Choose, once_in
from .reads import references
from .small import ALWAYS, day
from .wide import TYPES

Ref = FactRef | FieldRef
Limit = Literal[">=", "<="]
Kind = Literal["every", "at_least", "at_most", "exactly", "most", "share"]
End = Literal["first", "last"]
Tallied = Literal["distinct", "most_frequent", "sum"]
UNITS: list[Unit] = ["day", "day", "day", "workday"]
LENGTHS = [Duration(n, unit) for n in (1, 2, 3) for unit in UNITS] + [
    Duration(1, "month"),
    Duration(1, "year"),
]
HOURS = [24, 1, 2, 20, 25, 48, 30]
OPS: list[Op] = ["=", "!=", "<", "<=", ">", ">="]
LIMITS: list[Limit] = [">=", "<="]


def fact(name: str) -> FactRef:
    return FactRef(name)


def number(value: int) -> Lit:
    return Lit(Decimal(value))


def about_number(choose: Choose) -> Callable[[Ref], Cond]:
    op, k = choose(OPS), choose([2, 1, 3])
    sums: list[Callable[[Ref], core.Operand]] = [
        lambda n: n,
        lambda n: core.Calc("+", n, number(1)),
        lambda n: core.Calc("-", number(4), n),
        lambda n: core.Calc("*", n, Lit(Decimal("0.5"))),
        lambda n: core.Calc("*", core.Calc("/", n, number(3)), number(3)),
    ]
    value = choose(sums)
    forms: list[Callable[[Ref], Cond]] = [
        lambda n: core.Compare(op, value(n), number(k)),
        lambda n: core.Compare(op, number(k), value(n)),
        lambda n: core.Member(n, (Decimal(k), Decimal(3))),
        lambda n: core.Odd(n),
        lambda n: core.Odd(value(n)),
    ]
    return choose(forms)


def about_text(choose: Choose) -> Callable[[Ref], Cond]:
    text = choose(["甲", "甲乙"])
    forms: list[Callable[[Ref], Cond]] = [
        lambda w: core.Contains(w, text),
        lambda w: core.Compare("=", w, Lit(text)),
        lambda w: core.Compare("!=", w, Lit(text)),
        lambda w: core.Matches(w, ("^乙", f"{text}$")),
    ]
    return choose(forms)


def about_date(choose: Choose) -> Callable[[Ref], Cond]:
    op, on = choose(OPS), Lit(day(choose([3, 1, 5])))
    length, limit = choose(LENGTHS), choose(LIMITS)
    full, roll = limit == ">=" and choose([False, True]), limit == "<=" and choose([False, True])
    named = choose([False, True])

    def length_to(d: Ref) -> Cond:
        """From the start of the record to the day, or from one fact to the other."""
        if isinstance(d, FieldRef):
            first = FieldRef(d.who, core.START) if named else None
            return core.Lasting(limit, length, d.who, full, roll, first=first, last=d)
        return core.Lasting(limit, length, None, full, roll, first=fact("D2"), last=d)

    forms: list[Callable[[Ref], Cond]] = [lambda d: core.Compare(op, d, on), length_to, length_to]
    return choose(forms)


def about_duration(choose: Choose) -> Callable[[Ref], Cond]:
    op, length = choose(OPS), choose([*LENGTHS, Duration(12, "month")])
    return lambda t: core.Compare(op, t, Lit(length))


def about_list(choose: Choose) -> Callable[[Ref], Cond]:
    ends: list[End] = ["first", "last"]
    often: list[Tallied] = ["distinct", "most_frequent"]
    op, k, which = choose(OPS), choose([2, 1]), choose(ends)
    frequent = choose(often)
    forms: list[Callable[[Ref], Cond]] = [
        lambda many: core.Contains(many, "甲"),
        lambda many: core.Contains(many, fact("W")),
        lambda many: core.Compare(op, core.Count(many), number(k)),
        lambda many: core.Compare("=", core.Pick(which, many), Lit("甲")),
        lambda many: core.Odd(core.Count(many)),
        lambda many: core.Compare(op, core.Tally(frequent, many), number(k)),
    ]
    return choose(forms)


def about_people(choose: Choose) -> Callable[[Ref], Cond]:
    kinds: list[Kind] = ["every", "at_least", "at_most", "exactly", "most", "share"]
    kind, n, op = choose(kinds), choose([1, 2]), choose(OPS)
    if choose([True, False, False]):
        tallies: list[Tallied] = ["distinct", "most_frequent", "sum"]
        tallied = choose(tallies)
        return lambda p: core.Compare(op, core.Tally(tallied, p, "v"), number(n))
    yes = core.Truth(FieldRef("item", "k"))
    tests: list[Cond] = [yes, core.Not(yes), core.Compare(op, FieldRef("item", "v"), number(2)), yes]
    where = choose(tests)
    return lambda p: core.Quant(kind, n, p, where, 3 if kind == "share" else 1)


ABOUT = {
    "n": about_number,
    "w": about_text,
    "d": about_date,
    "t": about_duration,
    "l": about_list,
    "p": about_people,
}


@dataclass(frozen=True)
class Topics:
    """What the conditions of one question are about: of each unlisted type the one comparison made."""

    choose: Choose
    on_fields: dict[str, Callable[[Ref], Cond]]
    on_facts: dict[str, Callable[[Ref], Cond]]
    length: Callable[[Who], Cond]

    def of_field(self, who: Who) -> Cond:
        x = FieldRef(who, "x")
        simple: list[Cond] = [
            core.Compare("=", x, Lit("1")),
            core.Compare("!=", x, Lit("1")),
            core.Member(x, ("2",)),
            core.Contains(FieldRef(who, EVIDENCE), "e"),
        ]
        return self.choose([*simple, *(form(FieldRef(who, n)) for n, form in self.on_fields.items())])

    def of_fact(self) -> Cond:
        level, named = fact("机关层级"), fact("机关名称")
        simple: list[Cond] = [
            F,
            G,
            core.Not(F),
            core.Stated(F.of),
            F,
            G,
            core.Compare("=", level, Lit("乡镇")),
            core.Member(level, ("县", "部门")),
            core.Contains(named, "镇"),
            core.Compare("=", fact("机关地区"), Lit("样例省")),
        ]
        others = [form(fact(n.upper())) for n, form in self.on_facts.items()]
        return self.choose([*simple, *others, *others])


F, G = core.Truth(fact("F")), core.Truth(fact("G"))


def topics(choose: Choose) -> Topics:
    def some() -> dict[str, Callable[[Ref], Cond]]:
        names = {choose(list(TYPES)), choose(list(TYPES))}
        return {n: ABOUT[n](choose) for n in sorted(names)}

    limit, length = choose(LIMITS), Duration(choose([1, 2, 3]), choose(UNITS))
    full, roll = choose([False, True]), choose([False, True])
    if once_in(4, choose):
        length, full, roll = Duration(choose(HOURS), "hour"), False, False

    def lasting(who: Who) -> Cond:
        return core.Lasting(limit, length, who, full and limit == ">=", roll and limit == "<=")

    return Topics(choose, some(), some(), lasting)


def subjects(cond: Cond) -> set[str]:
    """What a condition is about, so that no two joined ones exclude or imply each other."""
    return {ref.name for ref in references(core.Not(cond))}


def joined(choose: Choose, draw: Callable[[], Cond]) -> Cond:
    """An atom, or atoms about different things joined by and, or, not."""
    one = draw()
    shape = choose(["one", "not", "and", "or"])
    if shape == "one":
        return one
    if shape == "not":
        return core.Not(one)
    other = draw()
    if subjects(one) & subjects(other) or (not subjects(one) and not subjects(other)):
        return one
    return core.And((one, other)) if shape == "and" else core.Or((one, core.Not(other)))


def conditions(topics: Topics, step: str | None, more: Sequence[Callable[[], Cond]] = ()) -> Cond:
    """φ, and the conditions of exceptions: facts, fields of the activating record, its length, what happened."""
    kinds: list[Callable[[], Cond]] = [topics.of_fact, *more]
    if step is not None:
        kinds += [lambda: topics.of_field("this")] * 2
    if step == "I":
        kinds += [lambda: topics.length("this")] * 2
    return joined(topics.choose, lambda: topics.choose(kinds)())


def psi(topics: Topics, target: str, activated: bool) -> Cond:
    """ψ: fields of the record sought, compared with those of the activating one, and facts."""
    choose = topics.choose
    n, own = FieldRef("that", "n"), FieldRef("this", "n")
    both: list[Cond] = [
        core.Compare("=", FieldRef("that", "x"), FieldRef("this", "x")),
        core.Compare("!=", FieldRef("that", ACTOR), FieldRef("this", ACTOR)),
        core.Compare("=", n, own),
        core.Compare(">=", FieldRef("that", "d"), FieldRef("this", core.START)),
    ]
    if "n" not in topics.on_fields:
        both.append(core.Compare(">", n, core.Calc("+", own, number(1))))
    kinds: list[Callable[[], Cond]] = [lambda: topics.of_field("that"), topics.of_fact]
    if activated:
        kinds.append(lambda: choose(both))
    if target == "I":
        kinds += [lambda: topics.length("that")] * 2
    if choose([True, False]):
        return ALWAYS
    return joined(choose, lambda: choose(kinds)())
