"""Whether so many hours lie between two points, or have passed by now (docs/semantics.md §3, units).

What holds for all moments that the points can be is certain, what holds for none of them is certain not to. In between
it is a question, named for the times that are not stated. What is still to come on the day of looking comes after
every time of that day.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Literal

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.clock import FIRST, LAST, Timed, timed
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic, Moments
from guiju.engine.evaluate.kleene import FALSE, TRUE, Atom, Truth3, known, unknown
from guiju.engine.evaluate.order import At
from guiju.engine.semantics.core import Duration

Relation = Literal[">=", "<="]


def apart(env: Env, earlier: At, later: At, hours: Duration, relation: Relation) -> tuple[Truth3, Arithmetic]:
    """Whether at least (`>=`) or at most so many hours lie between two points on known days, and the sum."""
    a, b = timed(env, earlier), timed(env, later)
    due = _after(a.moments, hours)
    if relation == ">=" and hours.n == 0:
        truth = TRUE
    elif a.missing is not None and a.missing == b.missing and a.at.day == b.at.day:  # the same moment
        truth = known(relation == "<=")
    else:
        truth = _held(b.moments, due, relation) or _asked(env, a, b, hours, relation)
    return truth, _sum(a.moments, hours, due, relation, b.moments, truth.value)


def passed(env: Env, start: At, hours: Duration, relation: Relation) -> tuple[Truth3, Arithmetic]:
    """Whether so many hours from a point on a known day have passed by the end of the day of looking, and the sum."""
    a = timed(env, start)
    due = _after(a.moments, hours)
    working = _sum(a.moments, hours, due, relation)
    if due.last.date() <= env.now or due.first.date() > env.now:
        return known(due.last.date() <= env.now), working
    key = ("passed", hours.n, a.key, env.now)
    if key in env.answers:
        return known(bool(env.answers[key])), working
    limit = datetime.combine(env.now, LAST) - timedelta(hours=hours.n)
    return unknown(_question(key, a.label, *_signed("≤", ">", _moment(limit)))), working


def up_to_an_end(env: Env, start: At, hours: Duration, relation: Relation) -> bool | None:
    """Whether so many hours lie between a point and an end that the file of a closed case does not state, which lies on
    the day of looking or after it; None where that hangs on the end."""
    due, begin = _after(timed(env, start).moments, hours), datetime.combine(env.now, FIRST)
    if relation == ">=":
        return True if due.last <= begin else None
    return False if due.last < begin else None


def with_time(env: Env, start: At, key: Hashable, label: Text) -> tuple[Hashable, Text]:
    """The key and label of a question that also hangs on the time of a point, where that is not stated."""
    a = timed(env, start)
    return (key, label) if a.missing is None else ((key, a.missing), join([label, a.label], "、", " and "))


def _after(start: Moments, hours: Duration) -> Moments:
    by = timedelta(hours=hours.n)
    return Moments(start.first + by, start.last + by)


def _held(actual: Moments, due: Moments, relation: Relation) -> Truth3 | None:
    """Certain, certain not, or None."""
    if relation == "<=":
        return TRUE if actual.last <= due.first else FALSE if actual.first > due.last else None
    return TRUE if actual.first >= due.last else FALSE if actual.last < due.first else None


def _sum(
    start: Moments,
    hours: Duration,
    due: Moments,
    relation: Relation,
    actual: Moments | None = None,
    holds: bool | None = None,
) -> Arithmetic:
    day = actual.last.date() if actual is not None else None
    result = due.last.date()
    return Arithmetic(start.last.date(), hours, result, relation, day, holds, moments=(start, due, actual))


# --- the questions --------------------------------------------------------------------------------------------


def _asked(env: Env, a: Timed, b: Timed, hours: Duration, relation: Relation) -> Truth3:
    key = ("hours", relation, hours.n, a.key, b.key)
    if key in env.answers:
        return known(bool(env.answers[key]))
    kept, broken = ("≤", ">") if relation == "<=" else ("≥", "<")
    by = timedelta(hours=hours.n)
    if a.missing is None:
        return unknown(_question(key, b.label, *_signed(kept, broken, _moment(a.moments.first + by))))
    if b.missing is None:
        kept, broken = ("≥", "<") if relation == "<=" else ("≤", ">")
        return unknown(_question(key, a.label, *_signed(kept, broken, _moment(b.moments.first - by))))
    span = quantity(hours.n, hours.unit)
    distance = Text(f"相隔 {span.zh}", f"{span.en} apart")
    return unknown(_question(key, join([a.label, b.label], "、", " and "), *_signed(kept, broken, distance)))


def _question(key: Hashable, label: Text, kept: Text, broken: Text) -> Atom:
    return Atom(key, label, ((True, kept), (False, broken)))


def _signed(kept: str, broken: str, limit: Text) -> tuple[Text, Text]:
    return Text(f"{kept} {limit.zh}", f"{kept} {limit.en}"), Text(
        f"{broken} {limit.zh}", f"{broken} {limit.en}"
    )


def _moment(moment: datetime) -> Text:
    words = f"{moment:%Y-%m-%d %H:%M}"
    return Text(words, words)
