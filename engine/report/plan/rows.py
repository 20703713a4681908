"""The table of the steps left: when each may be taken at the earliest, by when it has to be begun, how much room that is.

Cells are short, so that the table fits: what `not before` and `or later` are due to stands below it.
"""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.plan.timetable import Days, Planned
from guiju.engine.report.plan.chain import ChainWords, last_day
from guiju.engine.report.words.weekday import weekday, with_weekday
from msgspec import Struct


class Row(Struct, frozen=True):
    """One step left: name, earliest, latest, slack in days, and whether the critical path runs through it."""

    step: Text
    earliest: Text
    latest: Text
    slack: Text
    critical: bool


COLUMNS = (
    Text("步骤", "step"),
    Text("最早", "earliest"),
    Text("最晚开始", "last day to start"),
    Text("余地(天)", "slack (days)"),
)


def row(entry: Planned, words: ChainWords) -> Row:
    """The row of a step."""
    step = words.names.step(entry.step)
    if entry.standing == "running":
        step += Text("(进行中)", " (under way)")
    elif entry.standing == "scheduled":
        step += Text("(案卷已定)", " (set in the file)")
    begun = entry.standing == "running"
    slack = plain("" if entry.slack is None or begun else str(entry.slack))
    if entry.open_year is not None and not begun:
        slack = Text("未定", "open")
    return Row(step, _earliest(entry), _latest(entry, words), slack, entry.critical)


def runs_from(entry: Planned, words: ChainWords) -> Text:
    """The steps by whose planned days a last day goes."""
    return join([words.names.step(s) for s in entry.runs_from], "、", ", ")


def put_off(entry: Planned, words: ChainWords) -> Text:
    """What becomes of a last day that goes by the planned day of another step, if that is put off."""
    if not entry.runs_from:
        return plain("")
    steps = runs_from(entry, words)
    if entry.latest_start is None:
        return Text(f";{steps.zh}推迟的随之顺延", f"; later if {steps.en} is put off")
    last = last_day(entry.latest_start)
    return Text(
        f";{steps.zh}推迟的随之顺延,不晚于 {last.zh}",
        f"; later if {steps.en} is put off, but not after {last.en}",
    )


def _earliest(entry: Planned) -> Text:
    if entry.end.day == entry.start.day:
        return _not_before(entry.start)
    start, end = plain(str(entry.start.day)), _not_before(entry.end)
    if entry.start.year is not None:
        start = Text(f"不早于 {start.zh}", f"not before {start.en}")
    return Text(f"{start.zh} 至 {end.zh}", f"{start.en} to {end.en}")


def _not_before(day: Days) -> Text:
    told = with_weekday(day.day)
    return told if day.year is None else Text(f"不早于 {told.zh}", f"not before {told.en}")


def _latest(entry: Planned, words: ChainWords) -> Text:
    begun = entry.standing == "running"
    day = entry.last_end if begun else entry.last_start
    if day is None:
        return Text("没有规定", "none set")
    if entry.open_year is not None:
        year = entry.open_year
        return Text(f"要看 {year} 年放假安排", f"hangs on the holidays of {year}")
    notes = [weekday(day.day)]
    if begun:
        notes.append(Text("止", "end"))
    if entry.runs_from:
        steps = runs_from(entry, words)
        notes.append(Text(f"随{steps.zh}", f"goes by {steps.en}"))
    told = join(notes, ",", ", ")
    found = Text(f"{day.day}({told.zh})", f"{day.day} ({told.en})")
    return found if day.year is None else found + Text("或更晚", " or later")
