"""Small changes of a case, as values: what is stated, added, moved, changed or taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.semantics.core import ACTOR, EVIDENCE, TIME
from msgspec import Struct
from msgspec.structs import replace


class SetFact(Struct, frozen=True):
    """A fact is stated (`was` None) or stated otherwise."""

    name: str
    value: Value
    was: Value | None = None


class SetField(Struct, frozen=True):
    """A field of a record is stated (`was` None) or stated otherwise; 主体, 凭证 and 时间 are fields too."""

    record: Record
    name: str
    value: Value
    was: Value | None = None


class AddRecord(Struct, frozen=True):
    """A record that the case does not have; its index is free in the case."""

    record: Record


class MoveRecord(Struct, frozen=True):
    """Another start, another end."""

    record: Record
    start: date
    end: date | None


class DropRecord(Struct, frozen=True):
    record: Record


class SetOrder(Struct, frozen=True):
    """Which of two records of one day came first."""

    first: Record
    second: Record


Edit = SetFact | SetField | AddRecord | MoveRecord | DropRecord | SetOrder


def changed(case: Case, edits: Iterable[Edit]) -> Case:
    """The case with the changes made, in their order."""
    for edit in edits:
        case = _changed(case, edit)
    return case


def _changed(case: Case, edit: Edit) -> Case:
    match edit:
        case SetFact(name, value):
            return replace(case, facts={**case.facts, name: value})
        case AddRecord(record):
            return replace(case, records=(*case.records, record))
        case DropRecord(record):
            return replace(case, records=tuple(r for r in case.records if r.index != record.index))
        case SetOrder(first, second):
            case = _with(case, replace(_now(case, first), order=1))
            return _with(case, replace(_now(case, second), order=2))
        case MoveRecord(record, start, end):
            return _with(case, replace(_now(case, record), start=start, end=end))
        case SetField(record, name, value):
            return _with(case, with_field(_now(case, record), name, value))


def with_field(record: Record, name: str, value: Value) -> Record:
    """The record with a field set; the built-in ones stand beside the others."""
    match name:
        case _ if name == ACTOR:
            return replace(record, actor=str(value))
        case _ if name == TIME:
            return replace(record, time=str(value))
        case _ if name == EVIDENCE and isinstance(value, tuple):
            return replace(record, evidence=tuple(str(v) for v in value))
    return replace(record, fields={**record.fields, name: value})


def _now(case: Case, record: Record) -> Record:
    """The record as earlier changes left it."""
    return next((r for r in case.records if r.index == record.index), record)


def _with(case: Case, record: Record) -> Case:
    return replace(case, records=tuple(record if r.index == record.index else r for r in case.records))


def days_of(edit: Edit) -> tuple[date, ...]:
    """The days that a change puts something on."""
    match edit:
        case AddRecord(record):
            return (record.start, record.end or record.start)
        case MoveRecord(_, start, end):
            return (start, end or start)
    return ()


def shifted(edit: Edit, days: int) -> Edit | None:
    """The same change so many days later (or earlier): of a move only the edge that moved; None where no day is set."""
    by = timedelta(days=days)
    match edit:
        case AddRecord(record):
            end = record.end + by if record.end is not None else None
            return AddRecord(replace(record, start=record.start + by, end=end))
        case MoveRecord(record, start, end):
            begins = start + by if start != record.start else start
            ends = end + by if end is not None and (end != record.end or record.start == record.end) else end
            return MoveRecord(record, begins, ends) if ends is None or begins <= ends else None
    return None


def still_possible(edit: Edit, on: date) -> bool:
    """Whether the change can still be made on the day of looking: a statement that is missing, a step to come."""
    match edit:
        case SetFact() | SetField():
            return edit.was is None
        case SetOrder():
            return True
        case AddRecord(record):
            return record.start >= on
        case MoveRecord(record, start, end):
            if start != record.start and (record.start < on or start < on):
                return False
            ended = record.end is not None and record.end < on
            return end == record.end or not (
                ended or (end is not None and end < on and record.end is not None)
            )
        case DropRecord(record):
            return record.start > on
    return False


def cost(edit: Edit, on: date) -> float:
    """Smaller changes cost less: to state what is missing, to take a step still to come, then what would have had
    to be otherwise. Of two days the nearer to the recorded one is the smaller change."""
    match edit:
        case SetOrder():
            return 1
        case SetFact():
            return 1 if edit.was is None else 6
        case SetField():
            return 1 if edit.was is None else 3
        case AddRecord(record):
            return 2 if record.start >= on else 4
        case DropRecord():
            return 4
        case MoveRecord(record, start, end):
            days = abs((start - record.start).days) + abs(((end or start) - (record.end or start)).days)
            return (2 if still_possible(edit, on) else 3) + days / 1000
    return 6
