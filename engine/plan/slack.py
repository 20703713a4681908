"""How much time is left for what is owed: the days between the earliest day that is feasible and the last one lawful."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.requirements import judge
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.chains import block_of
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.ground import Going, Ground, ground_of
from guiju.engine.plan.network import Conflict, Var, Why
from guiju.engine.plan.same_day import in_some_order
from guiju.engine.plan.search import search
from guiju.engine.plan.setup import first_draft
from guiju.engine.plan.timetable import Block
from guiju.engine.plan.ways import Found
from guiju.engine.semantics.core import EdgePoint, Window
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct

Key = tuple[str, int | None]
"""A finding: the id of its rule, and the index of the record it is about (None: the case, or nothing yet)."""


class Outlook(Struct, frozen=True):
    """What becomes of the findings that are still open: the earliest feasible day and the last lawful one of each pending
    one (None where nothing sets a last day, or no day is known), and what stands in the way of those for which no lawful
    timetable is left. `to_take` are the steps of the timetable, once for each time that one is still to be taken;
    `pressed` where there is none without steps that follow each other within a day, or without one that is left out."""

    room: Mapping[Key, Room | None]
    doomed: Mapping[Key, Block]
    to_take: tuple[Taken, ...] = ()
    pressed: bool = False


class Taken(Struct, frozen=True):
    """A step still to be taken, with the rules that ask for it; `again` where it is on record, or taken before."""

    step: str
    rules: tuple[Rule, ...]
    again: bool


class Room(Struct, frozen=True):
    """From the earliest feasible day to the last lawful one."""

    earliest: date
    last: date

    @property
    def days(self) -> int:
        """Less than 0: too late already."""
        return (self.last - self.earliest).days


def slacks(
    program: Program, case: Case, on: date, calendar: Calendar | None = None
) -> Mapping[Key, int | None]:
    """For each pending finding, as seen at the end of `on`, its last lawful day less the earliest feasible day of what it
    waits for, in days of the calendar. Less than 0: too late already."""
    room = outlook(program, case, on, calendar).room
    return {key: r.days if r is not None else None for key, r in room.items()}


def doomed(program: Program, case: Case, on: date, calendar: Calendar | None = None) -> frozenset[Key]:
    """The findings not violated as seen at the end of `on` that no timetable can keep any more."""
    return frozenset(outlook(program, case, on, calendar).doomed)


def outlook(
    program: Program, case: Case, on: date, calendar: Calendar | None = None, verdict: Verdict | None = None
) -> Outlook:
    """Both at once. Only what is owed for what has happened is planned, under the default readings: whether the
    procedure is ever brought to its end is not asked here. `verdict` is the one on that day, if it is there already."""
    ground = ground_of(program, case, on, calendar, all_readings=False, verdict=verdict)
    waiting = [f for f in ground.verdict.findings if f.state in (State.PENDING, State.HOLDING)]
    if not any(f.state is State.PENDING for f in waiting):
        return Outlook({}, {})
    lost: dict[Key, Block] = {}
    while True:
        found = _searched(ground, lost)
        if found.best is not None:
            rooms, pressed = _rooms(ground, found.best, lost), found.best.ground.going == "anyhow"
            return Outlook(rooms, lost, _to_take(found.best), pressed)
        if found.capped or (isinstance(found.failure, Conflict) and found.failure.beyond):
            return Outlook({}, lost)  # nothing is claimed that was not looked at to its end
        blamed = _blamed(found.failure, waiting) - lost.keys()
        more = blamed if len(blamed) == 1 else _together(ground, blamed, waiting, lost) or blamed
        if not more:
            return Outlook({}, lost)
        block = block_of(found.failed, found.failure) if found.failed is not None else Block()
        lost |= dict.fromkeys(more, block)


def _searched(ground: Ground, lost: Collection[Key]) -> Found:
    """The best timetable for what is owed, less what is known to be lost, with less restraint if there is no other."""
    root = first_draft(ground, (), {}, owed=frozenset(lost))
    found = search(root, ())
    if found.best is None:
        found = search(root, (), once=False)
    further: dict[Going, Going] = {"ordinarily": "claiming", "claiming": "anyhow"}
    if found.best is None and not found.capped and ground.going in further:
        freely = ground.by_any_way(further[ground.going])
        for each in (freely.clearing_by_days(), freely) if freely.going == "anyhow" else (freely,):
            there = _searched(each, lost)
            if there.capped or (there.best is not None and in_some_order(there.best)):
                return there
    return found


def _together(
    ground: Ground, blamed: frozenset[Key], waiting: list[Finding], lost: Collection[Key]
) -> frozenset[Key]:
    """Of those blamed (none: of all pending ones) a smallest set that cannot be kept together: without any one of it the
    others can. *Source: the deletion filter of Chinneck and Dravnieks (1991).*"""
    pending = [key_of(f) for f in waiting if f.state is State.PENDING and key_of(f) not in lost]
    among = [key_of(f) for f in waiting if key_of(f) in blamed] or pending
    kept = among
    for key in among:
        others = [k for k in kept if k != key]
        found = _searched(ground, {*lost, *(k for k in (*pending, *among) if k not in others)})
        if found.best is None and not found.capped:
            kept = others
    return frozenset(kept)


def _to_take(best: Draft) -> tuple[Taken, ...]:
    return tuple(Taken(e.step, _asked_by(best, e), e.record.index in best.again) for e in best.new)


def _asked_by(best: Draft, entry: Entry) -> tuple[Rule, ...]:
    return tuple(w.rule for w in best.reasons.get(entry.record.index, ()) if w.rule is not None)


def _blamed(failure: Conflict | Why | None, waiting: list[Finding]) -> frozenset[Key]:
    """The open findings whose rules stand in each other's way."""
    if failure is None:
        return frozenset()
    whys = [link.why for link in failure.links] if isinstance(failure, Conflict) else [failure]
    rules = {why.rule.id for why in whys if why.rule is not None}
    pending = [f for f in waiting if f.rule.id in rules and f.state is State.PENDING]
    return frozenset(key_of(f) for f in pending or [f for f in waiting if f.rule.id in rules])


def _rooms(ground: Ground, best: Draft, lost: Collection[Key]) -> dict[Key, Room | None]:
    pending = [f for f in ground.verdict.findings if f.state is State.PENDING and key_of(f) not in lost]
    return {key_of(f): _room(ground, best, f) for f in pending}


def _room(ground: Ground, best: Draft, finding: Finding) -> Room | None:
    """Of all that the finding waits for what has the least time left; each has its own last day, and where others would
    do as well the latest one of these."""
    if finding.last_day is None:
        return None
    rooms: list[Room] = []
    for seek, entry in best.serves.get(key_of(finding), ()):
        last = judge(ground.env(finding.rule), seek.about.subject, seek.req).last_day
        if last is not None:
            earliest = best.network.earliest[_point(seek.req.window, entry)].day
            rooms.append(Room(earliest, max(last, finding.last_day)))
    return min(rooms, key=lambda room: room.days, default=None)


def _point(window: Window, entry: Entry) -> Var:
    """The point of the record looked for that the last day is about."""
    if isinstance(window.that_point, EdgePoint):
        return entry.start if window.that_point.edge == "start" else entry.end
    return entry.end if window.direction == "before" else entry.start
