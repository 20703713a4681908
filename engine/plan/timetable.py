"""The plan of a case as data, for every kind of output."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Assumption, Finding
from guiju.engine.plan.entries import Standing
from guiju.engine.plan.network import Cause
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct


class Point(Struct, frozen=True):
    """The start or end of a record, by its index and step; `step` None: a day of the calendar."""

    index: int
    step: str | None
    edge: str
    day: date


class Hop(Struct, frozen=True):
    """One step of a chain of days: from one point to the next, by which rule, after what length of time. `skipped` are
    the days passed over that did not count; `upto` where the length is an upper bound that draws the point near;
    `options` how it is counted, by the keys of the table of words."""

    source: Point
    target: Point
    cause: Cause
    rule: Rule | None = None
    duration: Duration | None = None
    skipped: tuple[date, ...] = ()
    upto: bool = False
    options: tuple[str, ...] = ()


class Days(Struct, frozen=True):
    """A day, with the year without a calendar (if any) that leaves it open: it is then a bound, not the day."""

    day: date
    year: int | None = None


class Planned(Struct, frozen=True):
    """One record of the timetable. Latest days are None where nothing sets a last day. `chain` leads to its earliest
    start, from a record or from today on, `due_chain` from its last day to start to what sets it. Where that runs
    from the planned days of other steps to come (`runs_from`), `kept_start` and `kept_end` are the last days while
    these are kept. `slack` is in days, to the day told first; None as well where that cannot be told yet
    (`open_year`). `read_several_ways` are those of its `fields` that rules with several readings ask for. It is
    `leading` where rules put it before the first goal, directly or through others; `beside` are steps to come of its
    own first day that it waits for."""

    index: int
    step: str
    standing: Standing
    start: Days
    end: Days
    latest_start: Days | None
    latest_end: Days | None
    critical: bool
    chain: tuple[Hop, ...]
    due_chain: tuple[Hop, ...]
    rules: tuple[Rule, ...]
    record: Record
    fields: tuple[tuple[str, Value], ...] = ()
    actors: tuple[str, ...] = ()
    leading: bool = False
    beside: tuple[str, ...] = ()
    kept_start: Days | None = None
    kept_end: Days | None = None
    runs_from: tuple[str, ...] = ()
    read_several_ways: tuple[str, ...] = ()

    @property
    def last_start(self) -> Days | None:
        """The last day to start while the plan is kept."""
        return self.kept_start if self.runs_from else self.latest_start

    @property
    def last_end(self) -> Days | None:
        return self.kept_end if self.runs_from else self.latest_end

    @property
    def in_doubt(self) -> int | None:
        """The year without a calendar on which hangs whether the step can be in time at all: the days that are in time
        for certain are over before its earliest ones, and later ones may be in time or not."""
        return _in_doubt(self.latest_start, self.start) or _in_doubt(self.latest_end, self.end)

    @property
    def open_year(self) -> int | None:
        """The same while the plan is kept."""
        return _in_doubt(self.last_start, self.start) or _in_doubt(self.last_end, self.end)

    @property
    def slack(self) -> int | None:
        if self.last_start is None or self.open_year is not None:
            return None
        return (self.last_start.day - self.start.day).days


def _in_doubt(last: Days | None, own: Days) -> int | None:
    return last.year if last is not None and last.day < own.day else None


class Alternative(Struct, frozen=True):
    """A rule left the choice: the step taken, and those that would have done instead."""

    rule: Rule
    took: str | None
    others: tuple[str, ...]


class Answered(Struct, frozen=True):
    """What one answer to an open question makes of the plan: the day of its first goal (None: there is no goal), and the
    steps it adds."""

    answer: Text
    day: date | None
    steps: tuple[str, ...] = ()
    possible: bool = True


class OpenFact(Struct, frozen=True):
    """A question of the case that is not answered, taken at its worst, with what each answer leads to."""

    key: Hashable
    label: Text
    rules: tuple[Rule, ...]
    answers: tuple[Answered, ...] = ()


class Block(Struct, frozen=True):
    """Why there is no timetable: the chain of days that leads too far, the last day allowed and what sets it. Where the
    rules drive each other round, `circle`; where it is no matter of days, `rule` alone. `beyond`: the step would lie
    after this day, the last one that is counted to; whether it can be done is then not known."""

    chain: tuple[Hop, ...] = ()
    step: str | None = None
    needed: date | None = None
    allowed: date | None = None
    cause: Cause | None = None
    rule: Rule | None = None
    circle: bool = False
    beyond: date | None = None


class Goal(Struct, frozen=True):
    """A step the plan leads to, and the last day asked for it."""

    step: str
    by: date | None = None


class Plan(Struct, frozen=True):
    """The timetable of a case as seen on `on`. `possible` None: that hangs on facts not stated or on a year without a
    calendar, or leads beyond all years. `broken` are the findings violated already, which no timetable heals;
    `unproven` those that would not be in order if the timetable were carried out to the letter, and `unplanned` rules
    that ask what a plan has no form for (limits of the planner, never left unsaid). Without a timetable `lenient_day`
    is the one of the first goal that an answer to an open question makes possible, `claimed_day` one for which
    something would have to be stated that no plan claims (`claimed` are the rules that admit it), `pressed_day` one
    for which steps would follow each other within a day. `first` are findings of what has been done, broken by some
    reading or not known, on which the first goal rests, with their waivers as these stand on its day.
    `waivers_ignored` counts those of the case that were left aside; `counted_by` tells of the calendar what is not as
    usual. `outside` are the findings that say why no rule applies, where none does."""

    case: Case
    program: Program
    on: date
    goals: tuple[Goal, ...]
    possible: bool | None
    entries: tuple[Planned, ...] = ()
    critical: tuple[Hop, ...] = ()
    block: Block | None = None
    open: tuple[OpenFact, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    broken: tuple[Finding, ...] = ()
    unproven: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    default_day: date | None = None
    lenient_day: date | None = None
    pressed_day: date | None = None
    claimed_day: date | None = None
    claimed: tuple[Rule, ...] = ()
    unknown_years: tuple[int, ...] = ()
    capped: bool = False
    unplanned: tuple[Rule, ...] = ()
    first: tuple[Finding, ...] = ()
    waivers_ignored: int = 0
    counted_by: tuple[Assumption, ...] = ()
    outside: tuple[Finding, ...] | None = None

    @property
    def day(self) -> date | None:
        """The earliest day of the first goal."""
        days = [e.start.day for e in self.left if self.goals and e.step == self.goals[0].step]
        return max(days, default=None)

    @property
    def proviso(self) -> tuple[Finding, ...]:
        """What keeps the first goal from being lawful on any day, and nobody has signed for."""
        return tuple(f for f in self.first if not f.waived)

    @property
    def can_be_done(self) -> bool | None:
        """Whether it can be done; None: that hangs on what is not known, or has to be put right first."""
        return None if self.possible and self.proviso else self.possible

    @property
    def left(self) -> tuple[Planned, ...]:
        """The steps still to be taken or ended, by their earliest day."""
        return tuple(e for e in self.entries if e.standing != "done")

    @property
    def exit_code(self) -> int:
        """0 it can be done · 1 it cannot · 3 that hangs on what is not known, or on what has to be put right first."""
        return {True: 0, False: 1, None: 3}[self.can_be_done]
