"""Random small programs and cases in the world of `wide`, within what the oracle enumerates in no time.

Left out, because the page leaves them open, they say nothing, or the oracle would take too long: bounds under
`any` of zero days (records that overlap), a derived record of the activating step, `between` conditions beside
derived records, conditions and windows that nothing or everything satisfies, counts of the nearest record, days
left out of a count, counting backwards, days not stated that a window counts from, the first of an empty list,
several sums with an end that is not stated, for what is owed instead and for breaches that other rules are about,
duties of which the page does not say when they were broken, and breaches whose day hangs on a date not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guiju.engine.case.duration import Share
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, Duration, FieldRef, Lit
from guiju.engine.semantics.program import Breaches, CountsRule, ExceptionRule, Period, Program, Rule
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from . import reads
from .choose import Choose, Drawn, once_in
from .draw_conditions import Topics, conditions, joined, topics
from .draw_requirements import About, basics, follow_up, occurrence, requirements, tells_when_it_breaks
from .lengths import mapped
from .small import ALWAYS, RUNNING, case, counts_as, day, exception, program, record, rule
from .wide import START, WORDS

LATEST_NOW = 9


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
        about = self.rule.period or (self.rule.every, self.rule.step) if spans(self.rule) else self.rule.step
        parts: list[object] = [about, self.rule.when, self.rule.versions[0].readings[0].req]
        parts += [(r.id, r.step, r.when, r.versions[0].readings[0].req) for r in self.program.rules[1:]]
        exempt = [(e.id, e.targets, e.when, e.proof, e.instead, e.priority) for e in self.program.exceptions]
        counts = [
            (c.step, c.as_step, c.counts, c.when, c.unless_done, c.dated, c.after, c.sets)
            for c in self.program.counts
        ]
        stated = [
            sorted((name, brief(value)) for name, value in self.case.facts.items()),
            self.case.authority,
            "closed" if self.case.closed else "open",
            *self.case.records,
        ]
        return "\n  ".join(["", *(brief(part) for part in [*parts, *exempt, *counts, *stated, self.on])])


def spans(stated: Rule) -> bool:
    return bool(stated.period or stated.every or stated.breaches)


def brief(value: object) -> str:
    """Like repr, without the fields that have their default value."""
    if isinstance(value, tuple):
        return f"({', '.join(brief(v) for v in value)})"
    if isinstance(value, date):
        return f"day({(value - day(0)).days})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {brief(v)}' for name, v in value.items())}}}"
    if not isinstance(value, Struct):
        return repr(value)
    told = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in ("spans", "span")}
    shown = [
        f"{f.name}={brief(told[f.name])}" for f in fields(value) if told.get(f.name, f.default) != f.default
    ]
    return f"{type(value).__name__}({', '.join(shown)})"


def condition(made: Topics, about: About) -> Cond:
    of = About(about.step) if about.step else about
    return conditions(made, about.step, [lambda: occurrence(made, of)])


def exceptions(made: Topics, about: About) -> tuple[ExceptionRule, ...]:
    choose = made.choose
    number = choose([0, 0, 0, 1, 1, 2])
    found: list[ExceptionRule] = []
    for name in ("E", "E2")[:number]:
        instead = choose([True, False]) and basics(made, about, between=False)
        proof = choose([True, False]) and condition(made, about)
        target = choose(["R", "E"]) if name == "E2" else "R"
        priority = choose([0, 0, 1]) if name == "E2" else 0
        found.append(
            exception(
                condition(made, about),
                instead=instead or None,
                proof=proof or None,
                target=target,
                name=name,
                priority=priority,
            )
        )
    return tuple(found)


def counts_rules(made: Topics, sought: set[str], derived: bool) -> tuple[CountsRule, ...]:
    """Conditions on y and facts; on what ψ asks for as well only where no record is sought that it rules out."""
    choose, y = made.choose, FieldRef("this", "y")
    own_y: list[Cond] = [core.Compare("=", y, Lit("1")), core.Member(y, ("2",))]

    def by_y() -> Cond:
        return choose([*own_y, made.of_fact()])

    kind = choose(["none"] * 5 + ["not", "not", "not", *(["as", "as"] * derived)])
    if kind == "none":
        return ()
    if kind == "not":
        step = choose(["A", "B", "C"])
        own = by_y if step in sought else lambda: choose([made.of_field("this"), made.of_fact()])
        return (counts_as(step, joined(choose, own), counts=False),)
    also = (counts_as("B", joined(choose, by_y), counts=False, name="K2"),) if choose([True, False]) else ()
    return (deemed(choose, counts_as("C", joined(choose, by_y), counts=True, as_step="B")), *also)


def deemed(choose: Choose, stands: CountsRule) -> CountsRule:
    """As it stands, or only where something was not done, on that day or another, or after a time; mostly with the
    fields of its source alone."""
    if once_in(4, choose):
        stands = replace(stands, sets=choose([(("x", "1"),), (("x", "2"),), (("y", "1"), ("x", "1"))]))
    kind = choose(["plain", "start", "start", "expiry", "expiry", "after"])
    if kind == "plain":
        return stands
    if kind == "after":
        return replace(stands, after=choose([Duration(2, "day"), Duration(1, "day"), Duration(2, "workday")]))
    hi = choose([Duration(1, "day"), Duration(2, "day"), Duration(1, "workday"), None])
    window, step = core.Window("after", hi=hi), choose(["A", "I"])
    reqs: list[core.Req] = [core.Exists(step, ALWAYS, window)] * 3
    reqs += [core.Forbid(step, ALWAYS, window), core.Exists(step, ALWAYS, core.Window("before"))]
    return replace(stands, unless_done=choose(reqs), dated="expiry" if kind == "expiry" else "start")


def held(choose: Choose, req: core.Req, about: About) -> core.Req:
    """The requirement with some of its bounds held in a fact, or in a field of the activating record, or reckoned."""
    windows = [node for node in reads.nodes(req) if isinstance(node, core.Window)]
    if isinstance(req, core.OrElse) or any(w.lo and w.hi for w in windows) or not once_in(6, choose):
        return req  # a window whose bounds exclude each other says nothing
    places = [Duration(0, "day", of=("fact", "T"))]
    places += [Duration(0, "day", of=("this", "t"))] if about.step and not about.span else []
    stated, two, seven = places[-1], Duration(2, "day"), Duration(7, "day")
    up = choose([True, False])
    places += [replace(stated, shares=(Share(stated), Share(two)), up=up)]
    places += [replace(stated, shares=(Share(stated, 1, 2),), up=up)]
    places += [Duration(4 if up else 3, "day", shares=(Share(seven, 1, 2),), up=up)]
    return mapped(req, lambda length: choose(places) if choose([True, False]) else length)


def _counted_at_a_date(req: core.Req) -> bool:
    return any(
        isinstance(n, core.Window) and isinstance(n.that_point, core.DatePoint) for n in reads.nodes(req)
    )


def about_a_breach(choose: Choose, made: Topics) -> Program:
    """A rule about the breach of another one, which may have an exception."""
    about = About(choose(["A", "A", "C"]))
    req = requirements(made, about, between=False)
    while isinstance(req, core.OrElse) or not tells_when_it_breaks(req) or _counted_at_a_date(req):
        req = requirements(made, about, between=False)
    broken = rule(req, about.step, condition(made, about) if once_in(3, choose) else ALWAYS, "Q")
    lifted = (exception(condition(made, about), target="Q"),) if choose([False, False, True]) else ()
    stated = replace(rule(follow_up(made), None), breaches=Breaches(("Q",), ("Q",)))
    return program(stated, broken, exceptions=lifted, words=WORDS)


PERIODS: list[Period] = ["month", "quarter", "half_year", "year"]


def programs(choose: Choose) -> Program:
    made = topics(choose)
    kind = choose(["record"] * 7 + ["period", "every", "breach"])
    if kind == "breach":
        return about_a_breach(choose, made)
    step = choose(["A", "A", "A", "I", None])
    about = About(None if kind == "period" else step, kind != "record")
    between = choose([True, False])
    req = held(choose, requirements(made, about, between), about)
    lifted = exceptions(made, about)
    sought = reads.sought((req, lifted))
    counts = counts_rules(made, sought, derived=not between and kind == "record")
    if isinstance(req, core.OrElse) and any(c.unless_done or c.after for c in counts):
        counts = ()  # nor is it settled when a duty was broken by what is deemed
    if isinstance(req, core.OrElse) and any(isinstance(n, core.FactRef) for n in reads.nodes(counts)):
        counts = ()  # whether a record could ever have counted decides when the duty was broken
    if reads.restarting(req) or any(reads.restarting(e) for e in lifted):
        counts = ()  # and whether a clock can restart
    stated = rule(req, about.step, condition(made, about) if once_in(3, choose) else ALWAYS)
    if kind == "period":
        stated = replace(stated, period=choose(PERIODS))
    if kind == "every":
        every = choose([Duration(3, "day"), Duration(2, "day"), Duration(2, "workday"), Duration(1, "month")])
        stated = replace(stated, every=every)
    return program(stated, exceptions=lifted, counts=counts, words=WORDS)


def mentioned(made: Program) -> tuple[str, ...]:
    """The steps that matter to the rule, the activating one most often, and C for what does not."""
    steps = [made.rules[-1].step or "A"] * 2 + ["C"]
    for part in (*made.rules, *made.exceptions):
        steps += sorted(reads.sought(part)) * 2
    return tuple(steps)


def values(choose: Choose, name: str) -> Value:
    def people() -> Value:
        one: list[dict[str, Value]] = [
            {"k": True, "v": Decimal(2)},
            {"k": False, "v": Decimal(1)},
            {"k": True},
            {"v": Decimal(3)},
        ]
        return tuple({**choose(one), "e": day(choose([3, 1, 5]))} for _ in range(choose([2, 1, 3, 0])))

    match name.lower():
        case "n":
            return Decimal(choose(["2", "1", "3", "2.5"]))
        case "w":
            return choose(["甲", "甲乙", "丙"])
        case "d" | "d2":
            return day(choose(range(0, 8)))
        case "t":
            return choose(
                [Duration(2, "day"), Duration(3, "workday"), Duration(12, "month"), Duration(1, "year")]
            )
        case "l":
            return choose([("甲",), ("甲", "乙"), ("乙", "甲"), ("乙",)])
        case "p":
            return people()
    return choose(["1", "2", "1"])


def records(choose: Choose, steps: tuple[str, ...], names: set[str], needed: set[str]) -> Record:
    step = choose(steps)
    start = choose(range(8))
    end = choose([start, start + 1, start + 2, RUNNING]) if step == "I" else None
    kind = choose(["none", "none", "time", "order"])
    made = record(
        step,
        start,
        end,
        time=choose(["08:00", "12:00", "08:00", "12:00", "23:59", "00:00"]) if kind == "time" else None,
        order=choose([1, 2]) if kind == "order" else None,
        actor=choose(["甲", "乙", "甲", None]) if core.ACTOR in names else None,
        evidence=choose([("e",), (), ("e",), None]) if core.EVIDENCE in names else None,
    )
    told = {n: values(choose, n) for n in sorted(names) if n in needed or not once_in(4, choose)}
    return replace(
        made, fields={n: v for n, v in told.items() if n not in (core.ACTOR, core.EVIDENCE, core.TIME)}
    )


def cases(choose: Choose, made: Program) -> Case:
    parts = (made.rules, made.exceptions, made.counts)
    lengths = {d.of for d in reads.lengths(parts) if d.of}
    names = reads.fields([parts], "this") | reads.fields([parts], "that")
    names |= {name for owner, name in lengths if owner == "this"}
    counted_from = [n for n in reads.nodes(parts) if isinstance(n, core.DatePoint | core.Lasts)]
    needed = reads.fields(counted_from, "this")
    steps, step = mentioned(made), made.rules[-1].step or "A"
    drawn = [] if once_in(10, choose) else [records(choose, (step,), names, needed)]
    drawn += [records(choose, steps, names, needed) for _ in range(choose([0, 1, 2, 3]))]
    read = {ref.name for ref in reads.references(parts) if isinstance(ref, core.FactRef)}
    read |= {name for owner, name in lengths if owner == "fact"}
    always = {ref.name for ref in reads.references(tuple(counted_from)) if isinstance(ref, core.FactRef)}
    facts: dict[str, Value] = {}
    for name in sorted(read - {"机关名称", "机关层级", "机关地区"}):
        value: Value = choose([True, False]) if name in "FG" else values(choose, name)
        if name in always or not once_in(3, choose):
            facts[name] = value
    if once_in(8, choose):
        facts[START] = day(choose([0, 1, 2]))
    organ = Authority(
        choose(["桥头镇人民政府", None]) if "机关名称" in read else None,
        choose(["乡镇", "县", None]) if "机关层级" in read else None,
        choose(["样例省", "别省", None]) if "机关地区" in read else None,
    )
    return replace(case(*_one_running(drawn), closed=choose([False, True]), facts=facts), authority=organ)


def _one_running(drawn: list[Record]) -> list[Record]:
    """At most one record without an end: each one more would multiply the continuations."""
    open_ended = [r for r in drawn if r.end is None][1:]
    return [replace(r, end=r.start + timedelta(1)) if r in open_ended else r for r in drawn]


def reckons_from_an_end(made: Program) -> bool:
    """Of an end not stated in a closed case each sum is a question, whatever the others say."""
    found = [*reads.nodes((made.rules, made.exceptions))]
    lengths = sum(isinstance(node, core.Lasts | core.Lasting) for node in found)
    bounded = any(isinstance(node, core.Window) and (node.lo or node.hi) for node in found)
    return lengths > 1 or bounded


def question(choose: Choose) -> Question:
    made = programs(choose)
    stated = made.rules[0]
    looked_at = cases(choose, made)
    if reckons_from_an_end(made) and any(r.end is None for r in looked_at.records):
        looked_at = replace(looked_at, closed=False)
    first = min(((r.start - day(0)).days for r in looked_at.records), default=0)
    looks = list(range(first, LATEST_NOW + 1))
    if stated.period:
        looks += [{"month": 24, "quarter": 24, "half_year": 115, "year": 300}[stated.period]] * len(looks)
    if stated.every and stated.every.unit == "month":
        looks += [35] * len(looks)
    return Question(stated, made, looked_at, day(choose(looks)))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    return question(Drawn(draw))
