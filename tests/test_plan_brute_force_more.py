"""More against a search over every assignment: steps that take time, and the last days backward from a day asked for."""

from __future__ import annotations

from itertools import product

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.entries import FIRST_NEW
from guiju.engine.plan.network import latest
from guiju.engine.plan.planner import Asked, solve
from guiju.engine.semantics.core import Exists, Lasts, Req, Window
from guiju.engine.semantics.program import Program
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .oracle.small import ALWAYS, case, day, days, program, rule, workdays

ON, HORIZON = 2, 13
"""The day of looking is Wednesday 2021-03-10; a weekend lies within the days searched."""

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LENGTHS = st.one_of(st.integers(0, 4).map(days), st.integers(0, 3).map(workdays))
Span = tuple[int, int]


def bad(made: Program, records: list[Record]) -> bool:
    """Whether a case of these records is out of order once the last day is over."""
    verdict = judge_case(made, replace(EMPTY, records=tuple(records)), day(HORIZON + 8))
    return any(f.state in (State.VIOLATED, State.UNKNOWN, State.PENDING) for f in verdict.findings)


EMPTY: Case = case()


def written(at: dict[str, Span]) -> list[Record]:
    return [
        Record(step, day(first), day(last), FIRST_NEW + i)
        for i, (step, (first, last)) in enumerate(at.items())
    ]


# --- steps that take time -----------------------------------------------------------------------------------------


@st.composite
def with_intervals(draw: st.DrawFn) -> Program:
    """A wants I before it, I lasts so long, and perhaps I wants B before it or B follows I."""
    least, most = draw(LENGTHS), draw(st.none() | LENGTHS)
    reqs: list[tuple[str, Req]] = [
        ("A", Exists("I", ALWAYS, Window("before", lo=draw(st.none() | LENGTHS)))),
        ("I", Lasts(">=", least, draw(st.booleans()), draw(st.booleans()))),
    ]
    if most is not None:
        reqs.append(("I", Lasts("<=", most, False, draw(st.booleans()))))
    if draw(st.booleans()):
        reqs.append(("I", Exists("B", ALWAYS, Window("before", lo=draw(st.none() | LENGTHS)))))
    if draw(st.booleans()):
        reqs.append(("I", Exists("B", ALWAYS, Window("after", hi=draw(LENGTHS)))))
    return program(*(replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(reqs)))


def first_day(made: Program) -> int | None:
    """The first day on which A can lie, over all days of A and B and all stretches of I."""
    rest = range(ON, HORIZON)
    spans = [(a, b) for a in rest for b in rest if a <= b]
    for n in rest:
        for i, b in product(spans, (None, *rest)):
            at = {"A": (n, n), "I": i} | ({"B": (b, b)} if b is not None else {})
            if i[1] <= n and not bad(made, written(at)):
                return n
    return None


@settings(max_examples=10, deadline=None, phases=PHASES)
@given(with_intervals())
def test_steps_that_take_time_come_as_early_as_any_assignment_allows(made: Program) -> None:
    solved = solve(made, EMPTY, day(ON), Asked(goals=("A",)), Calendar())
    found = (solved.day - day(0)).days if solved.day is not None else None
    if found is not None and found >= HORIZON - 4:
        return  # what follows may lie beyond the days searched
    note("; ".join(str(r.versions[0].readings[0].req) for r in made.rules))
    if solved.found.cost is not None and solved.found.cost[0]:
        return
    assert found == first_day(made)


# --- backward -----------------------------------------------------------------------------------------------------


@st.composite
def chained(draw: st.DrawFn) -> tuple[Program, int]:
    """Rules with one way to keep them, and a day by which A is to be done."""
    windows = st.builds(
        lambda lo, hi, full, roll: Window(
            "before", lo=lo, hi=hi, full_days=full and lo is not None, roll=roll and hi is not None
        ),
        st.none() | LENGTHS,
        st.none() | st.integers(4, 7).map(days),
        st.booleans(),
        st.booleans(),
    )
    reqs: list[tuple[str, Req]] = [("A", Exists("B", ALWAYS, draw(windows)))]
    about = draw(st.sampled_from(("A", "B")))
    reqs.append((about, Exists("C", ALWAYS, draw(windows))))
    made = program(*(replace(rule(req, step), id=f"R{i}") for i, (step, req) in enumerate(reqs)))
    return made, draw(st.integers(ON, HORIZON - 1))


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(chained())
def test_last_days_are_the_last_of_any_assignment_that_keeps_the_day_asked_for(
    world: tuple[Program, int],
) -> None:
    made, by = world
    solved = solve(made, EMPTY, day(ON), Asked({"A": day(by)}, goals=("A",)), Calendar())
    rest = range(ON, by + 1)
    every = [
        dict(zip("ABC", at, strict=True))
        for at in product(rest, repeat=3)
        if not bad(made, written({s: (n, n) for s, n in zip("ABC", at, strict=True)}))
    ]
    note("; ".join(str(r.versions[0].readings[0].req) for r in made.rules) + f" by {by}")
    best = solved.found.best
    if best is None:
        assert not every
        return
    last = latest(best.network)
    for entry in best.new:
        assert (last[entry.start].day - day(0)).days == max(at[entry.step] for at in every), entry.step
        earliest = best.network.earliest[entry.start].day
        assert (earliest - day(0)).days == min(at[entry.step] for at in every), entry.step
