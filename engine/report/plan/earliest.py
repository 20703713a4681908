"""The earliest day of a step behind its name: a day before which nothing is lawful is no earliest one."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.plan.timetable import Days
from guiju.engine.report.plan.chain import open_day


def at_the_earliest(step: Text, day: Days) -> Text:
    """`集体讨论最早 2026-12-19`; where a year has no calendar yet, `集体讨论不早于 2027-01-04(…)`."""
    when = open_day(day)
    if day.year is not None:
        return Text(step.zh + when.zh, f"{step.en}: {when.en}")
    return Text(f"{step.zh}最早 {when.zh}", f"{step.en}: {when.en} at the earliest")


def earliest_in_brackets(day: Days, *, ends: bool = False) -> Text:
    """The same behind a step of a list: the day on which it may be taken, or on which one under way may end."""
    if day.year is not None:
        soonest = Text(f"不早于 {day.day}", f"not before {day.day}")
        return Text(f"(止日{soonest.zh})", f" (ends {soonest.en})") if ends else _bracketed(soonest)
    if ends:
        return Text(f"(最早止于 {day.day})", f" (ends on {day.day} at the earliest)")
    return Text(f"(最早 {day.day})", f" ({day.day} at the earliest)")


def _bracketed(text: Text) -> Text:
    return Text(f"({text.zh})", f" ({text.en})")
