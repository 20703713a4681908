"""Date sums of windows and durations, with the working they are shown by."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, timedelta

from guiju.engine.calendar import Calendar, CalendarError, MissingYear, OpenDay, Sum, open_day
from guiju.engine.calendar.remarks import remarks
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.evaluate.kleene import Atom, Truth3, known, unknown
from guiju.engine.semantics.core import Duration
from msgspec import Struct
from msgspec.structs import replace

DayTest = Callable[[date], bool]


class Limit(Struct, frozen=True):
    """The day a sum leads to (None when the calendar does not reach), its working, and the open atom. `between` is
    where the day lies, for a year without a notice."""

    day: date | None
    working: Arithmetic
    missing: Atom | None = None

    @property
    def between(self) -> OpenDay | None:
        return self.working.between


def forward(
    env: Env, start: date, duration: Duration, relation: str, *, full: bool = False, roll: bool = False,
    excluding: DayTest | None = None,
) -> Limit:  # fmt: skip
    """`start` plus a duration. `full` asks for the day after (full days between), `roll` moves a last day that
    is not worked to the next working day."""
    options = tuple(name for name, on in (("full_days", full), ("roll", roll)) if on)

    def count(calendar: Calendar) -> Sum:
        total = calendar.add(start, duration.n, duration.unit, excluding)
        day, skipped = total.result, total.skipped
        if full and duration.n:
            day += timedelta(days=1)
        if roll:
            rolled = calendar.roll(day)
            day, skipped = rolled.result, skipped + rolled.skipped
        return Sum(day, skipped)

    try:
        found = count(env.calendar)
    except MissingYear as error:
        between = open_day(env.calendar, lambda calendar: count(calendar).result, error.year)
        return _beyond(start, duration, relation, options, error, between)
    except CalendarError as error:
        return _beyond(start, duration, relation, options, error)
    day, skipped = found.result, found.skipped
    notes: tuple[Text, ...] = ()
    if roll or (duration.unit == "workday" and duration.n):
        notes = remarks(env.calendar, start, day, skipped, lambda calendar: count(calendar).result)
    working = Arithmetic(
        start, duration, day, relation,
        skipped=skipped, options=options, notes=notes, left_out=_left_out(skipped, excluding),
    )  # fmt: skip
    return Limit(day, working)


def backward(
    env: Env, start: date, duration: Duration, relation: str, excluding: DayTest | None = None
) -> Limit:
    """`start` less a duration (the named option of counting back)."""

    def count(calendar: Calendar) -> Sum:
        return calendar.back(start, duration.n, duration.unit, excluding)

    try:
        total = count(env.calendar)
    except MissingYear as error:
        between = open_day(env.calendar, lambda calendar: count(calendar).result, error.year, back=True)
        return _beyond(start, duration, relation, ("back",), error, between, back=True)
    except CalendarError as error:
        return _beyond(start, duration, relation, ("back",), error, back=True)
    working = Arithmetic(
        start, duration, total.result, relation, skipped=total.skipped, options=("back",), back=True,
        left_out=_left_out(total.skipped, excluding),
    )  # fmt: skip
    return Limit(total.result, working)


def _left_out(skipped: tuple[date, ...], excluding: DayTest | None) -> tuple[date, ...]:
    return tuple(day for day in skipped if excluding is not None and excluding(day))


def _beyond(
    start: date, duration: Duration, relation: str, options: tuple[str, ...], error: CalendarError,
    between: OpenDay | None = None, *, back: bool = False,
) -> Limit:  # fmt: skip
    span = quantity(duration.n, duration.unit)
    sum_ = Text(f"{start} 起 {span.zh}", f"{span.en} from {start}")
    key = ("calendar", start, duration, relation, options)
    working = Arithmetic(start, duration, None, relation, options=options, back=back, between=between)
    return Limit(None, working, Atom(key, _wanting(error, sum_), _COUNTED))


def _wanting(error: CalendarError, sum_: Text) -> Text:
    """What is to be found out for the sum: the holidays of a year; else the sum itself, with why it has no result."""
    if not isinstance(error, MissingYear):
        return sum_ + Text(f"({error.text.zh})", f" ({error.text.en})")
    holidays = Text(f"{error.year} 年的放假安排", f"the public holidays of {error.year}")
    when = error.known_on
    if when is None:
        return holidays + Text(f"({sum_.zh})", f" ({sum_.en})")
    return holidays + Text(f"({when} 时没有公布;{sum_.zh})", f" (not public on {when}; {sum_.en})")


COUNTED_TO = Text("查明后算得", "turn out so that ")
"""How the answers begin where a sum has no result; what is asked is a noun, and they are said of it."""
_COUNTED = (
    (True, COUNTED_TO + Text("符合", "it is kept")),
    (False, COUNTED_TO + Text("不符合", "it is not kept")),
)


def compare(env: Env, limit: Limit, actual: date) -> tuple[Truth3, Arithmetic]:
    """Whether `actual relation limit` holds, and the sum with the actual day filled in."""
    working = limit.working
    if limit.day is None:
        assert limit.missing is not None
        certain = _whatever_the_notice(working, actual)
        if certain is not None:
            return known(certain), _with(working, actual, certain)
        key = (limit.missing.key, actual)
        truth = known(bool(env.answers[key])) if key in env.answers else unknown(_keyed(limit.missing, key))
        return truth, _with(working, actual, None)
    holds = actual >= limit.day if working.relation == ">=" else actual <= limit.day
    return known(holds), _with(working, actual, holds)


def _whatever_the_notice(working: Arithmetic, actual: date) -> bool | None:
    """Whether the relation holds, where it is the same for the first and the last day that the sum can lead to; beyond
    all years, n working days still take n days."""
    first, last = _extremes(working)
    at_least = working.relation == ">="
    if first is not None and (actual < first or (actual == first and not at_least)):
        return not at_least
    if last is not None and (actual > last or (actual == last and at_least)):
        return at_least
    return None


def _extremes(working: Arithmetic) -> tuple[date | None, date | None]:
    if working.between is not None:
        return working.between.first, working.between.last
    if working.duration.unit != "workday" or working.back:
        return None, None
    try:
        return working.start + timedelta(days=working.duration.n), None
    except OverflowError:
        return None, None


def _keyed(atom: Atom, key: Hashable) -> Atom:
    return Atom(key, atom.label, atom.choices)


def _with(working: Arithmetic, actual: date, holds: bool | None) -> Arithmetic:
    return replace(working, actual=actual, holds=holds)
