"""Counting days as the law counts them: calendar days, working days with their exchanged weekend days (调休),
months and years.

Which days are off is data: one file per year under `rules/calendar/`, each fact with the State Council notice
it rests on. A year without a notice is not guessed at: whoever asks for one of its days gets `MissingYear`.
What is certain all the same is told from the two extremes of what a notice can arrange (`open_day`).
"""

from guiju.engine.calendar.count import Calendar, Sum, Unit
from guiju.engine.calendar.errors import CalendarError, MissingYear, NotCountedInDays, OverflowLimit
from guiju.engine.calendar.notice import Closure, Holiday, Notice
from guiju.engine.calendar.open_day import OpenDay, open_day

__all__ = [
    "Calendar",
    "CalendarError",
    "Closure",
    "Holiday",
    "MissingYear",
    "NotCountedInDays",
    "Notice",
    "OpenDay",
    "OverflowLimit",
    "Sum",
    "Unit",
    "open_day",
]
