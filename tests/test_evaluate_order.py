"""Points in time: which comes first, by day, time of day and stated order, and what is asked where it is open."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Breach
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.kleene import Truth3
from guiju.engine.evaluate.moment_of_breach import is_later
from guiju.engine.evaluate.order import At, between, end_of, precedes, start_of
from guiju.engine.semantics.core import Exists, Window
from msgspec.structs import replace

from .evaluating import env_of, judged, labels
from .oracle.small import ALWAYS, RUNNING, case, day, record


def test_days_decide_and_a_mere_date_lies_on_both_sides_of_its_day() -> None:
    env = env_of(a := record("A", 1), on=3)
    record_at, before, same, after = start_of(a), At(day(0)), At(day(1)), At(day(2))
    for at, first, second in ((before, False, True), (same, True, True), (after, True, False)):
        assert precedes(env, record_at, at).value is first
        assert precedes(env, at, record_at).value is second
    assert precedes(env, same, same).value is True


def test_an_end_to_come_lies_after_everything() -> None:
    env = env_of(record("I", 0, RUNNING), record("A", 1), record("I", 0, 3), on=2)
    open_, a, later = env.happened
    for running in (end_of(env, open_), end_of(env, later)):
        assert running.to_come and not running.unstated
        assert precedes(env, start_of(a), running).value is True
        assert precedes(env, running, start_of(a)).value is False
        assert precedes(env, running, running).value is False
        assert precedes(env, running, At(day(9))).value is False
    assert end_of(env_of(on=3), later) == At(day(3), later, "end")
    assert end_of(env, open_).day is None


def test_an_end_the_closed_file_does_not_state_is_not_before_the_day_of_looking() -> None:
    env = env_of(record("I", 0, RUNNING), record("J", 1, RUNNING), closed=True, on=3)
    end, other = end_of(env, env.happened[0]), end_of(env, env.happened[1])
    assert end.unstated and end.day is None and not end.to_come
    assert precedes(env, end, At(day(2))).value is False
    assert precedes(env, At(day(2)), end).value is True
    for pair in ((end, At(day(3))), (At(day(3)), end), (end, At(day(4))), (At(day(4)), end)):
        assert labels(precedes(env, *pair)) == {("I的结束日期", "the end of step i")}
    assert labels(precedes(env, end, other)) == {("I的结束日期", "the end of step i")}
    assert labels(precedes(env, other, end)) == {("J的结束日期", "the end of step j")}
    (atom,) = precedes(env, end, At(day(3))).atoms
    for answer in (True, False):
        assert precedes(env.assuming({atom.key: answer}), end, At(day(3))).value is answer


def test_on_one_day_times_decide_then_stated_orders_else_it_is_asked() -> None:
    rows: list[tuple[str | None, int | None, str | None, int | None, bool | None]] = [
        ("09:00", None, "10:00", None, True),
        ("10:00", None, "09:00", None, False),
        ("10:00", 1, "09:00", 2, False),
        ("09:00", 2, "09:00", 1, False),
        ("09:00", 1, "09:00", 2, True),
        ("09:00", None, "09:00", None, None),
        ("09:00", None, None, None, None),
        (None, 1, None, 2, True),
        (None, 2, None, 1, False),
        (None, 1, None, 1, None),
        (None, 0, None, None, None),
        (None, None, None, 0, None),
        ("09:00", 1, None, 2, True),
        (None, None, None, None, None),
    ]
    for time, order, other_time, other_order, expected in rows:
        env = env_of(
            record("A", 0, time=time, order=order), record("B", 0, time=other_time, order=other_order)
        )
        a, b = env.happened
        assert precedes(env, end_of(env, a), start_of(b)).value is expected
        assert precedes(env, end_of(env, b), start_of(a)).value is (
            None if expected is None else not expected
        )


def test_the_time_of_an_interval_is_that_of_its_start() -> None:
    env = env_of(record("I", -1, 0, time="08:00", order=1), record("A", 0, time="09:00", order=2), on=1)
    i, a = env.happened
    assert precedes(env, end_of(env, i), start_of(a)).value is None
    env = env_of(record("I", 0, 1, time="08:00", order=1), record("A", 0, time="09:00", order=2), on=1)
    i, a = env.happened
    assert precedes(env, start_of(i), start_of(a)).value is True
    ordered = env_of(record("I", 0, 1, order=3), record("A", 0, order=2), on=1)
    assert precedes(ordered, start_of(ordered.happened[0]), start_of(ordered.happened[1])).value is False


def test_the_order_of_a_day_is_one_question_with_both_answers_in_words() -> None:
    env = env_of(record("A", 0), record("B", 0))
    a, b = env.happened
    (atom,) = precedes(env, end_of(env, a), start_of(b)).atoms
    assert precedes(env, end_of(env, b), start_of(a)).atoms == {atom}
    assert atom.label == Text("2021-03-08 当天A与B的先后", "which came first on 2021-03-08: step a or step b")
    assert atom.choices == (
        (True, Text("A在先", "step a first")),
        (False, Text("B在先", "step b first")),
    )
    for answer in (True, False):
        view = env.assuming({atom.key: answer})
        assert precedes(view, end_of(view, a), start_of(b)).value is answer
        assert precedes(view, end_of(view, b), start_of(a)).value is not answer


def test_a_record_does_not_precede_itself_but_its_start_precedes_its_end_and_what_derives_from_it() -> None:
    env = env_of(a := record("A", 0))
    derived = replace(a, step="B", derived_by="K")
    assert precedes(env, start_of(a), start_of(a)).value is False
    assert precedes(env, end_of(env, a), end_of(env, a)).value is False
    assert precedes(env, start_of(a), end_of(env, a)).value is True
    assert precedes(env, start_of(a), start_of(derived)).value is True
    assert precedes(env, end_of(env, derived), end_of(env, a)).value is True


def test_what_is_owed_instead_must_come_after_the_record_that_broke_the_rule_or_from_the_day_on() -> None:
    env = env_of(
        record("A", 0, time="09:00"), record("B", 0, time="08:00"), record("B", 0, time="10:00"), on=2
    )
    culprit, early, late = env.happened
    assert is_later(env, Breach(day(0), culprit), culprit).value is False
    assert is_later(env, Breach(day(0), culprit), early).value is False
    assert is_later(env, Breach(day(0), culprit), late).value is True
    assert [is_later(env, Breach(day(n)), late).value for n in (-1, 0, 1)] == [True, True, False]
    running = env_of(record("I", 0, RUNNING), record("B", 1), on=2)
    i, b = running.happened
    assert is_later(running, Breach(day(0), i), b).value is True
    assert is_later(running, Breach(day(0), i, "end"), b).value is False


# earlier A on day 0 (10:00), later B on day 4 (10:00): (step, start, end, time) -> lies between, with and without B
BETWEEN: dict[str, tuple[tuple[int, int | None, str | None], bool | None, bool | None]] = {
    "before": ((-1, None, None), False, False),
    "earlier that day": ((0, None, "09:00"), False, False),
    "later that day": ((0, None, "11:00"), True, True),
    "that day": ((0, None, None), None, None),
    "in the middle": ((2, None, None), True, True),
    "on the last day": ((4, None, None), None, True),
    "on the last day, early": ((4, None, "09:00"), True, True),
    "on the last day, late": ((4, None, "11:00"), False, True),
    "beyond": ((5, None, None), False, True),
    "until after": ((2, 5, None), False, True),
    "running": ((2, RUNNING, None), False, False),
    "ending later than now": ((2, 9, None), False, False),
}


@pytest.mark.parametrize("name", BETWEEN)
def test_strictly_between_two_records(name: str) -> None:
    (start, end, time), closed_in, still_open = BETWEEN[name]
    env = env_of(
        record("A", 0, time="10:00"), record("B", 4, time="10:00"), record("C", start, end, time=time), on=6
    )
    a, b, c = env.happened
    assert between(env, a, b, c).value is closed_in
    assert between(env, a, None, c).value is still_open


def test_a_record_does_not_lie_between_itself_and_another() -> None:
    env = env_of(record("A", 0), record("B", 4), on=6)
    a, b = env.happened
    for later in (b, None):
        assert between(env, a, later, a).value is False
    assert between(env, a, b, b).value is False
    assert between(env, a, None, b).value is True


def test_between_hangs_on_both_days_where_both_are_open() -> None:
    env = env_of(record("A", 0), record("B", 0), record("C", 0))
    a, b, c = env.happened
    truth = between(env, a, b, c)
    assert {en for _, en in labels(truth)} == {
        "which came first on 2021-03-08: step a or step c",
        "which came first on 2021-03-08: step b or step c",
    }
    (first,) = precedes(env, end_of(env, a), start_of(c)).atoms
    assert between(env.assuming({first.key: False}), a, b, c).value is False
    half = between(env.assuming({first.key: True}), a, b, c)
    assert isinstance(half, Truth3) and {en for _, en in labels(half)} == {
        "which came first on 2021-03-08: step b or step c"
    }


def test_answers_to_what_came_first_never_go_in_a_circle() -> None:
    env = env_of(record("A", 1), record("B", 1), record("C", 1), on=3)
    a, _, c = map(start_of, env.happened)
    assumed = env.assuming({("order", 0, 1): True, ("order", 1, 2): True})
    assert precedes(assumed, a, c).value is True and precedes(assumed, c, a).value is False
    assert precedes(env.assuming({("order", 0, 1): True}), a, c).value is None


def test_what_the_file_states_of_others_of_the_day_leads_on() -> None:
    env = env_of(record("A", 1, time="09:00"), record("B", 1, time="10:00"), record("C", 1), on=3)
    a, _, c = map(start_of, env.happened)
    assert precedes(env.assuming({("order", 1, 2): True}), a, c).value is True
    assert precedes(env.assuming({("order", 1, 2): False}), a, c).value is None


def test_of_several_of_one_day_one_came_last_whichever_it_was() -> None:
    next_to = Exists("B", ALWAYS, Window("before", immediate=True))
    three = [record("B", 6) for _ in range(3)]
    assert judged(next_to, case(record("A", 7), *three), 8).state is State.SATISFIED
