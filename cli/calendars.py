"""The calendar of a run: what is shipped, and the calendar files that were named."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guiju.cli.errors import USAGE, print_diagnostics
from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Refused


def load_calendar(files: Sequence[Path], known_on: date | None = None) -> Calendar:
    """The shipped calendar with what the files add; says what is wrong or doubtful about them and ends the run if they
    do not do."""
    if not files:
        return Calendar(known_on)
    from guiju.engine.pipeline.calendars import calendar_from

    try:
        calendar, warnings = calendar_from(files, known_on)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    if warnings:
        print_diagnostics(warnings)
    return calendar
