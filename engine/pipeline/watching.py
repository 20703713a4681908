"""Cases kept judged while their files, the packs and the calendar files change.

In: paths and what to judge by; out: a `Round` for every change, with the results of all files, of which only what changed
was judged again. Nothing is printed, and nothing that a user writes raises: packs that do not compile make a round with
their errors, and the next round that has them right judges everything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.calendars import calendar_from, calendar_sources
from guiju.engine.pipeline.check import Looking, case_files, file_results, limited
from guiju.engine.pipeline.file_changes import Change, Held, changes, held
from guiju.engine.pipeline.file_events import Folder, folder_at
from guiju.engine.pipeline.imports import with_imports
from guiju.engine.pipeline.library import by_law_of, library_of
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.program import Program, Strength
from msgspec import Struct


class JudgedBy(Struct, frozen=True):
    """What cases are judged by, as it was named: further packs, calendar files, the day (None: today, whichever day that
    is by then), the day whose law holds, whether waivers count, how firm findings must be to be given, and the day whose
    notices days are counted by."""

    packs: tuple[Path, ...] = ()
    calendars: tuple[Path, ...] = ()
    on: date | None = None
    law: date | None = None
    waivers: bool = True
    strength: Strength | None = None
    known_on: date | None = None


class Round(Struct, frozen=True):
    """One look: what had changed (nothing at first, and when a new day began), the results of the files judged again and
    of all files in their order, and what is to be said of packs and calendars. `refused`: for what is wrong there nothing
    could be judged."""

    changes: tuple[Change, ...]
    judged: tuple[FileResult, ...]
    results: tuple[FileResult, ...]
    problems: tuple[Diagnostic, ...]
    refused: bool


class Watch:
    """The cases in some files and folders, and how they stood when they were last looked at."""

    def __init__(self, paths: Sequence[Path], by: JudgedBy) -> None:
        self._paths, self._by = tuple(paths), by
        self._cases: dict[Path, Held] = {}
        self._results: dict[Path, tuple[FileResult, ...]] = {}
        self._texts: tuple[Path, ...] = ()
        self._rules: _Rules | None = None
        self._day = by.on or date.today()

    def look(self) -> Round | None:
        """What changed since the last look; None if nothing did. The first look judges everything."""
        before, self._rules = self._rules, _rules(self._by, self._rules)
        day = self._by.on or date.today()
        turned, self._day = day != self._day, day
        listed = list(case_files(self._paths))
        cases = held(chain((e for e in listed if isinstance(e, Path)), self._texts), self._cases)
        changed, self._cases = changes(self._cases, cases), cases
        ruled = self._rules is not before
        if not (ruled or turned or changed):
            return None
        if ruled or turned:
            self._results = {}
        found = (*_between(before, self._rules), *changed) if before is not None else ()
        said = self._rules.said
        if self._rules.program is None:
            return Round(found, (), (), said, refused=True)
        looking = Looking(day, self._rules.calendar, self._by.waivers)
        judged = self._judge(self._rules.program, looking, listed, {c.path for c in changed})
        self._texts = tuple(filter(None, map(_text_of, self._results.values())))
        self._cases |= held((text for text in self._texts if text not in self._cases), {})
        results = tuple(chain.from_iterable(self._results.values()))
        return Round(found, judged, results, said if ruled else (), refused=False)

    def folders(self) -> frozenset[Folder]:
        """The folders in which a change matters, as they are now."""
        found = {folder_at(p) for p in self._places()}
        return frozenset(f for f in found if f is not None)

    def _places(self) -> Iterator[Path]:
        for path in (*self._paths, *self._texts, *self._by.packs, *self._by.calendars):
            yield path.parent
            yield path.resolve().parent  # of a link, where the file is that it leads to
        for path in self._paths:
            for root, folders, _ in os.walk(path):
                folders[:] = [f for f in folders if not f.startswith(".")]
                yield Path(root)

    def _judge(
        self, program: Program, looking: Looking, listed: Sequence[Path | FileResult], changed: set[Path]
    ) -> tuple[FileResult, ...]:
        before, self._results = self._results, {}
        judged: list[FileResult] = []
        for entry in listed:
            path = Path(entry.file) if isinstance(entry, FileResult) else entry
            if path in self._results:
                continue
            results = before.get(path)
            if isinstance(entry, FileResult):
                anew, results = results != (entry,), (entry,)
            elif results is None or path in changed or _text_of(results) in changed:
                anew, results = True, self._checked(program, path, looking)
            else:
                anew = False
            judged += results if anew else ()
            self._results[path] = results
        return tuple(judged)

    def _checked(self, program: Program, path: Path, looking: Looking) -> tuple[FileResult, ...]:
        results = file_results(program, path, looking)
        strength = self._by.strength
        return results if strength is None else tuple(limited(result, strength) for result in results)


def _text_of(results: tuple[FileResult, ...]) -> Path | None:
    """The document that a case names."""
    return Path(results[1].file) if len(results) > 1 else None


class _Rules(Struct, frozen=True):
    """Packs and calendar files as they were read, and what was made of them; no program where they were refused."""

    sources: dict[str, Source]
    unread: tuple[Diagnostic, ...]
    program: Program | None
    calendar: Calendar
    said: tuple[Diagnostic, ...]


def _rules(by: JudgedBy, before: _Rules | None) -> _Rules:
    """What there is now; the very same as before where no text changed."""
    packs, unread = with_imports(by.packs)
    calendars, unread_too = calendar_sources(by.calendars)
    sources, problems = {s.name: s for s in (*packs, *calendars)}, (*unread, *unread_too)
    if before is not None and (sources, problems) == (before.sources, before.unread):
        return before
    try:
        program, warnings = library_of(packs, unread)
        calendar, doubts = calendar_from(by.calendars, by.known_on)
        return _Rules(sources, problems, by_law_of(program, by.law), calendar, (*warnings, *doubts))
    except Refused as refused:
        return _Rules(sources, problems, None, Calendar(), tuple(refused.diagnostics))


def _between(before: _Rules, now: _Rules) -> list[Change]:
    was, there = before.sources, now.sources
    found = [Change(Path(n), "gone" if n not in there else "changed") for n in was if was[n] != there.get(n)]
    return found + [Change(Path(n), "new") for n in there if n not in was]
