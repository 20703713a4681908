"""Calendar files that a user gives, to the calendar that days are counted by.

In: paths, or texts kept in a record; out: a `Calendar` with warnings. Nothing is read, and no YAML is loaded, where none
is given. Raises `Refused` with all that is wrong with all files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.limits import CALENDARS_BESIDE
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, has_errors
from guiju.engine.diagnostics.source import Source, read_source
from guiju.engine.diagnostics.text import Text
from msgspec.structs import replace

_EMPTY = "G002"
"""An empty file; what is said of that speaks of case files."""


def calendar_from(files: Sequence[Path], known_on: date | None = None) -> tuple[Calendar, list[Diagnostic]]:
    """The calendar with what the files add, as known on a day (None: all that is known), and warnings about them."""
    if not files:
        return Calendar(known_on), []
    sources, problems = calendar_sources(files)
    return _calendar(sources, known_on, problems)


def calendar_of(
    sources: Sequence[Source], known_on: date | None = None, *, settled: bool = False
) -> tuple[Calendar, list[Diagnostic]]:
    """The same from texts. `settled`: they were accepted once, and a verdict of then is judged again; where a year has
    come with the program since, that is taken in place of the file."""
    return _calendar(sources, known_on, [], settled=settled) if sources else (Calendar(known_on), [])


def calendar_sources(files: Iterable[Path]) -> tuple[list[Source], list[Diagnostic]]:
    """The texts of the files, each once, and why any could not be read."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for path in dict.fromkeys(files):
        try:
            sources.append(read_source(path))
        except Refused as refused:
            problems += [replace(d, hint=None) if d.code == _EMPTY else d for d in refused.diagnostics]
    return sources, problems


def _calendar(
    sources: Sequence[Source], known_on: date | None, problems: list[Diagnostic], *, settled: bool = False
) -> tuple[Calendar, list[Diagnostic]]:
    # Here, since a check without such files needs no YAML beyond that of its case.
    from guiju.engine.calendar.beside import beside
    from guiju.engine.calendar.guard import guarded
    from guiju.engine.calendar.read import read_calendar

    if len(sources) > CALENDARS_BESIDE:
        message = Text(
            f"日历文件最多 {CALENDARS_BESIDE} 个", f"at most {CALENDARS_BESIDE} calendar files can be given"
        )
        raise Refused([Diagnostic("K006", message, Span(sources[CALENDARS_BESIDE].name, 1, 1, 1, 1))])
    read = []
    for source in sources:
        barred = guarded(source)
        if barred is not None:
            problems = [*problems, barred]
            continue
        file, found = read_calendar(source)
        problems = [*problems, *found]
        read += [file] if file is not None else []
    added, said = beside(read, settled=settled)
    problems = [*problems, *said]
    if has_errors(problems):
        raise Refused(problems)
    return Calendar(known_on, added.notices, added.closures), problems
