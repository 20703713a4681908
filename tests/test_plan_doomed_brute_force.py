"""What is said to be lost, against a search over assignments of days and of the order within a day: nothing is said to be
lost while they hold a lawful timetable.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import permutations, product

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.entries import FIRST_NEW
from guiju.engine.plan.slack import doomed
from guiju.engine.semantics import core
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, FieldRef, Lit, Req, Stated
from guiju.engine.semantics.program import Program
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle.small import case, day, program, record
from .test_plan_brute_force import ON, STEPS, rules

LAST = ON + 8


def with_where(req: Req, where: core.Cond) -> Req:
    """The requirement with a condition on the first record that it looks for."""
    if isinstance(req, AllOf | AnyOf):
        return replace(req, parts=(with_where(req.parts[0], where), *req.parts[1:]))
    return replace(req, where=where) if isinstance(req, Exists) else req


X = FieldRef("that", "x")
WHERES: tuple[core.Cond, ...] = (
    Stated(X),
    core.And((Stated(X), core.Compare("=", X, Lit("1")))),
    core.Or((Stated(X), core.Compare("=", X, Lit("1")))),
    core.Compare("!=", X, Lit("1")),
)


@st.composite
def owing(draw: st.DrawFn) -> tuple[Program, Case]:
    drawn = draw(st.lists(rules(), min_size=1, max_size=3))
    named = []
    for i, one in enumerate(drawn):
        where = draw(st.sampled_from((None, None, *WHERES)))
        reading = one.versions[0].readings[0]
        req = with_where(reading.req, where) if where is not None else reading.req
        version = replace(one.versions[0], readings=(replace(reading, req=req),))
        named.append(replace(one, id=f"R{i}", versions=(version,)))
    done = draw(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(-3, ON)), min_size=1, max_size=2))
    return program(*named), case(*(record(s, n) for s, n in done))


def assignments(fields: dict[str, Value]) -> Iterator[tuple[Record, ...]]:
    """Every step taken once more or not at all, each day in every order."""
    for days in product((None, *range(ON, LAST + 1)), repeat=len(STEPS)):
        taken = [(s, n) for s, n in zip(STEPS, days, strict=True) if n is not None]
        orders = permutations(taken) if len({n for _, n in taken}) < len(taken) else (tuple(taken),)
        for order in orders:
            yield tuple(
                Record(s, day(n), day(n), FIRST_NEW + i, f"{20 + i}:00", fields=fields)
                for i, (s, n) in enumerate(order)
            )


def all_kept(made: Program, looked_at: Case, added: tuple[Record, ...], lost: AbstractSet[object]) -> bool:
    whole = replace(looked_at, records=looked_at.records + added)
    bad = (State.VIOLATED, State.PENDING, State.UNKNOWN)
    found = {key_of(f) for f in judge_case(made, whole, day(LAST + 8)).findings if f.state in bad}
    return found <= lost


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(owing())
def test_nothing_is_lost_while_there_is_a_lawful_timetable(world: tuple[Program, Case]) -> None:
    made, looked_at = world
    gone = doomed(made, looked_at, day(ON))
    if not gone:
        return
    lost = {
        key_of(f)
        for f in judge_case(made, looked_at, day(ON)).findings
        if f.state in (State.VIOLATED, State.UNKNOWN)
    }
    for each in made.rules:
        note(f"{each.step}: {each.versions[0].readings[0].req}")
    every: tuple[dict[str, Value], ...] = ({}, {"x": "1"}, {"x": "2"})
    for stated in every:
        for added in assignments(stated):
            assert not all_kept(made, looked_at, added, lost), f"{gone}: {added}"
