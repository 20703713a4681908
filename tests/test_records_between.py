"""Records between two others are looked for by day only; that must find what comparing all with all finds."""

from __future__ import annotations

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import TRUE, Truth3, conjunction, disjunction, negate
from guiju.engine.evaluate.order import between, end_of, precedes, start_of
from guiju.engine.evaluate.reference import make_env
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.rooms import room
from guiju.engine.evaluate.windows import fit
from guiju.engine.semantics.core import Window
from hypothesis import given, settings
from hypothesis import strategies as st

from .oracle import small

NOTHING_BETWEEN = [Window("any", immediate=True), Window("any", none_between=("B", "C"))]
records = st.builds(
    lambda step, start, length, order: small.record(
        step, start, small.RUNNING if length < 0 else start + length, order=order
    ),
    st.sampled_from(["A", "B", "C", "I"]),
    st.integers(0, 4),
    st.integers(-1, 2),
    st.none() | st.integers(1, 3),
)
cases = st.builds(
    lambda drawn, closed: small.case(*drawn, closed=closed),
    st.lists(records, min_size=2, max_size=7),
    st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(cases, st.integers(2, 7), st.sampled_from(NOTHING_BETWEEN))
def test_found_by_day_as_by_comparing_all(case: Case, now: int, window: Window) -> None:
    env = make_env(small.program(), case, small.day(now))
    steps = sorted({r.step for r in env.happened}) if window.immediate else window.none_between
    watched = [c for step in steps for c in candidates(env, step, broken)]
    for this in env.happened:
        apart = [conjunction((c.counts, between(env, this, None, c.record))) for c in watched]
        assert same(room(env, this, window, broken).truth, negate(disjunction(apart)))
        for that in env.happened:
            found = fit(env, this, that, window, broken).truth
            if that is this or env.running(that):
                continue
            apart = [
                conjunction((in_turn, c.counts, between(env, earlier, later, c.record)))
                for earlier, later, in_turn in turns(env, this, that)
                for c in watched
            ]
            assert same(found, negate(disjunction(apart)))


def turns(env: Env, this: Record, that: Record) -> list[tuple[Record, Record, Truth3]]:
    """Which of the two came first; on one day that may be open, and the one or the other decides what lies between."""
    if that.start < this.start:
        return [(that, this, TRUE)]
    if this.start < that.start:
        return [(this, that, TRUE)]
    pairs = ((this, that), (that, this))
    return [(one, other, precedes(env, end_of(env, one), start_of(other))) for one, other in pairs]


def same(one: Truth3, other: Truth3) -> bool:
    return one.value == other.value and one.atoms == other.atoms
