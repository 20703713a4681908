"""Windows in the normal form of the proof file: as conditions on days and on the order of records (docs/proof.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.evaluate.points import runs_out, waits
from guiju.engine.report.proof.forms import (
    ALWAYS,
    NEVER,
    NOW,
    UNDECIDED,
    Form,
    added,
    all_of,
    any_of,
    day_after_hours,
    ended,
    hours,
    hours_over,
    negated,
    point,
)
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours
from msgspec import Struct

_THIS, _THAT = (["end", "this"], ["start", "this"]), (["end", "that"], ["start", "that"])


class Breach(Struct, frozen=True):
    """When another requirement was broken: the day, whether a record (`that`) is later, and whether that hangs on
    what is not known."""

    day: Form
    later: Form
    open: Form


class Place:
    """Where a record must lie. `fits`: conditions on `this` and `that`; `room`: whether one to come may lie there, with
    `last_days`, the days it must not be after; `spoilers`: the steps that must not come between, and when one does."""

    def __init__(
        self, window: core.Window, steps: Iterable[str], *, dates: bool, breach: Breach | None
    ) -> None:
        self._window = window
        self.in_hours = window_in_hours(window)
        self._steps = steps
        self._dates = dates
        self._breach = breach
        forward = window.direction in ("after", "any")
        edge: core.Point = core.EdgePoint("end" if forward else "start")
        self._this = point(window.this_point or edge, window.hi)
        if breach is not None and window.this_point is None:
            self._this = breach.day
        that = window.that_point or core.EdgePoint("end" if window.direction == "before" else "start")
        self._that = point(that, None, "that")
        self._clock = self._this
        if runs_out(window):  # what restarts it after the record looked for is too late to matter
            assert window.this_point is not None
            by: Form = added(self._that, Duration(1, "day"), back=True) if waits(window) else self._that
            self._clock = point(window.this_point, window.hi, as_of=by)
        self._written_down = isinstance(window.that_point, core.DatePoint)
        self._since = None if window.since is None else point(window.since)
        self._by = None if window.by is None else point(window.by)
        self._runs_on = self._restart_to_come()
        self.last_days = self._last_days()
        later = [] if breach is None else [breach.later]
        self.fits = all_of([*later, *self._ended(), *self._outright(), *self._placed(), *self._clear()])
        self.room = [*self._order_of_days(), *self._still_possible()]
        self.spoilers = self._between(to_come=True) if window.direction != "before" else None
        self.bounded = forward or window.by is not None
        self.restarts = self._restarts()

    def _ended(self) -> list[Form]:
        """The end of a record that still runs is not found yet, nor can it come before what has been."""
        if self._that != ["end", "that"] or self._window.direction == "covering":
            return []
        over: list[Form] = [any_of([ended("that"), UNDECIDED])]
        if self._window.direction == "before" and not self._only_a_date():
            over.append(any_of([ended("that"), *_to_come(self._this)]))
        return over

    def _outright(self) -> list[Form]:
        early = [] if self._since is None else [_in_order(self._since, self._that)]
        return early if self._by is None else [*early, _in_order(self._that, self._by)]

    def _placed(self) -> list[Form]:
        this, that = self._clock, self._that
        match self._window.direction:
            case "before":
                return [self._in_order(that, this), *self._bounds(that, this)]
            case "after":
                return [self._in_order(this, that), *self._bounds(this, that)]
            case "covering":  # what still runs may cover a day to come once it has ended
                return [["<=", ["start", "that"], this], ["<=", this, ["end", "that"]]]
            case "any":
                return self._apart() if self._window.lo or self._window.hi else []

    def _in_order(self, earlier: Form, later: Form) -> Form:
        return _in_order(earlier, later, "<=" if self._window.same_day else "before")

    def _apart(self) -> list[Form]:
        """On either side: the distance from the earlier end to the later start."""
        ends = [(self._that, self._this), (self._this, self._that)]
        if self._window.this_point is None and self._breach is None:
            named = self._window.that_point is not None
            ends = [
                (self._that if named else ["end", "that"], ["start", "this"]),
                (["end", "this"], self._that if named else ["start", "that"]),
            ]
        overlap = [bound for a, b in ends for bound in self._bounds(["earliest", a, b], b)]
        counted: Form = [
            "or",
            ALWAYS,
            *overlap,
        ]  # what overlaps is no distance apart: its sums are made all the same
        if self._window.lo is None or self._window.lo.n == 0:  # not too far apart, whichever is earlier
            return [counted, *(bound for a, b in ends for bound in self._bounds(a, b, low=False))]
        return [counted, ["or", *(["and", *self._bounds(a, b)] for a, b in ends)]]

    def _bounds(self, earlier: Form, later: Form, *, low: bool = True) -> list[Form]:
        w, found = self._window, list[Form]()
        if self.in_hours:
            bounds = ((">=", w.lo), ("<=", w.hi))
            return [hours(op, earlier, later, b.n) for op, b in bounds if b is not None]
        if low and w.lo is not None and w.back:
            found.append(["<=", earlier, added(later, w.lo, back=True, left_out=w.excluding)])
        elif low and w.lo is not None:
            found.append(["<=", self._lo(earlier), later])
        if w.hi is not None and w.back:
            found.append(["<=", added(later, w.hi, back=True, left_out=w.excluding), earlier])
        elif w.hi is not None:
            found.append(["<=", later, self._hi(earlier)])
        return found

    def _lo(self, start: Form) -> Form:
        assert self._window.lo is not None
        return added(start, self._window.lo, full=self._window.full_days, left_out=self._window.excluding)

    def _hi(self, start: Form) -> Form:
        assert self._window.hi is not None
        return added(start, self._window.hi, roll=self._window.roll, left_out=self._window.excluding)

    def _clear(self) -> list[Form]:
        between = self._between(to_come=False)
        return [] if between is None else [_none(*between)]

    def _between(self, *, to_come: bool) -> list[Any] | None:
        """The steps watched, and the condition that a record of them (`mid`) lies between the two."""
        w = self._window
        if not (w.immediate or w.none_between):
            return None
        if to_come:
            return [self._watched(), ["now", all_of([_after_end("this", "mid"), ended("mid")])]]
        sides = {"before": ("that", "this"), "after": ("this", "that")}
        lies = {name: _lies_between(*side) for name, side in sides.items()}
        either = any_of(all_of([_after_end(*side), lies[name]]) for name, side in sides.items())
        return [self._watched(), ["now", lies.get(w.direction, either)]]

    def _watched(self) -> list[str]:
        return list(self._steps if self._window.immediate else self._window.none_between)

    def _restarts(self) -> Form:
        """While the clock can restart, what is found is not final."""
        w = self._window
        if not isinstance(w.this_point, core.LatestPoint) or (runs_out(w) and not self._written_down):
            return NEVER
        return ALWAYS if w.hi is None else ["<=", NOW, added(self._this, w.hi)]

    # --- a record to come ---------------------------------------------------------------------------------

    def in_time(self) -> Form:
        """The last day has not passed; of a last moment, the day on which it lies."""
        if self.in_hours and self._window.hi is not None:
            return negated(hours_over(self._this, self._window.hi.n))
        return ["<=", NOW, ["earliest", *self.last_days]]

    def _first_days(self) -> list[Form]:
        """The days before which a record to come cannot lie."""
        w, days = self._window, list[Form]()
        if not self._written_down:
            days.append(NOW)
            if w.direction == "after" or (w.direction == "any" and w.lo is not None):
                days.append(self._this)
            if w.direction in ("after", "any") and w.lo is not None:
                days.append(self._lo(self._this))
            if w.direction == "before" and self._only_a_date() and w.hi is not None:
                days.append(self._earliest_start(w.hi))
        return days if self._since is None else [*days, self._since]

    def _last_days(self) -> list[Form]:
        w, days = self._window, list[Form]()
        if self.in_hours:
            after = w.direction == "after" and w.hi is not None
            return [day_after_hours(self._this, w.hi.n)] if after and w.hi is not None else []
        if not self._written_down:
            if w.direction in ("after", "any") and w.hi is not None:
                last = self._hi(self._this)
                days.append(last if self._runs_on is NEVER else ["if", negated(self._runs_on), last])
            if w.direction == "before" and self._only_a_date():
                days.append(self._this if w.lo is None else self._latest_start(w.lo))
        return days if self._by is None else [*days, self._by]

    def _latest_start(self, lo: Duration) -> Form:
        """The last day from which so much time is left; counted forwards from it, as no count back is."""
        w, until = self._window, not self._window.back
        full = until and w.full_days
        return added(self._this, lo, back=True, until=until, full=full, left_out=w.excluding)

    def _earliest_start(self, hi: Duration) -> Form:
        """The first day from which no more time is left than allowed."""
        w, day = self._window, self._this
        if w.back:
            return added(day, hi, back=True, left_out=w.excluding)
        one = Duration(1, "day")  # the day after the last one from which it does not reach so far
        short = added(
            added(day, one, back=True), hi, back=True, until=True, roll=w.roll, left_out=w.excluding
        )
        return added(short, one)

    def _order_of_days(self) -> list[Form]:
        """There is a day for it: none of the first is after any of the last."""
        if self.in_hours:
            return [self.in_time()] if self.last_days else []
        lasts = self.last_days
        if self._window.direction == "covering" and not self._written_down:
            lasts = [*lasts, self._this]
        return [self._either_way(["<=", a, b]) for b in lasts for a in self._first_days()]

    def _either_way(self, in_time: Form) -> Form:
        """In time, or the last day will move on."""
        return in_time if self._runs_on is NEVER else any_of([in_time, self._runs_on])

    def _restart_to_come(self) -> Form:
        """A record that restarts the clock began in time and still runs."""
        w = self._window
        if not isinstance(w.this_point, core.LatestPoint) or not w.this_point.steps or w.hi is None:
            return NEVER
        began: Form = ["<=", ["start", "mid"], self._hi(self._this)]
        runs = ["now", ["and", ["to come", ["end", "mid"]], began]]
        return ["share", ["records", list(w.this_point.steps)], "mid", runs, 1, 1, 0]

    def _still_possible(self) -> list[Form]:
        if self._written_down:
            return []
        if self._window.direction == "before" and not self._only_a_date():
            ends = self._this == ["end", "this"]
            return [["to come", ["end", "this"]] if ends else NEVER]
        between = self._between(to_come=True)
        if between is None or self._window.direction not in ("after", "any"):
            return []
        return [_none(*between)]

    def _only_a_date(self) -> bool:
        """Whether the point on the side of the activation is a day, and not where a record starts or ends."""
        edge = self._window.this_point is None or isinstance(self._window.this_point, core.EdgePoint)
        return (
            self._dates
            or self._window.same_day
            or not edge
            or (self._breach is not None and self._window.this_point is None)
        )


def _in_order(first: Form, second: Form, order: str = "<=") -> Form:
    """The order of two points, where the end of what the rule is about comes after everything while it runs."""
    in_order: Form = any_of([*_to_come(second), [order, first, second]])
    return all_of([*map(negated, _to_come(first)), in_order])


def _to_come(point: Form) -> list[Form]:
    return [["to come", point]] if point == ["end", "this"] else []


def _none(steps: Any, lies: Form) -> Form:
    """No record of the steps (`mid`) of which the condition holds."""
    return ["share", ["records", steps], "mid", lies, -1, 0, 0]


def _after_end(earlier: str, later: str) -> Form:
    """One record begins after another has ended: nothing does while that runs."""
    return all_of([ended(earlier), ["before", ["end", earlier], ["start", later]]])


def _lies_between(earlier: str, later: str) -> Form:
    return all_of([_after_end(earlier, "mid"), _after_end("mid", later)])
