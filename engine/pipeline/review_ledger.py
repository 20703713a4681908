"""A ledger in Excel to be reviewed: its rows, with the files of the texts and cases that they name beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from guiju.engine.diagnostics.model import Diagnostic, Refused, has_errors
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.read_kind import names_document
from guiju.engine.ledger.files import file_named
from guiju.engine.ledger.model import Given, Ledger, Row
from guiju.engine.ledger.read_ledger import read_ledger
from guiju.engine.pipeline.review_folder import CaseFile, Filed, files_below, is_own, load_case_file
from guiju.engine.portfolio.model import Entry
from guiju.engine.portfolio.review import Listing
from guiju.engine.semantics.program import Program

_T = TypeVar("_T")
_SAID_OF_LIST = "X027"
"""That a document stands in two rows, which the review says of every list."""


def ledger_listing(program: Program, path: Path) -> tuple[Listing, tuple[Filed, ...]]:
    """A row for each document of the ledger. Raises `Refused` where it has none that can be read."""
    ledger = read_ledger(path)
    if not ledger.rows:
        raise Refused(ledger.diagnostics)
    filed = tuple(_filed(program, path.parent, row, number) for number, row in enumerate(ledger.rows, 1))
    named = {each.text.resolve() for each in filed if each.text is not None}
    return (
        Listing(
            str(path),
            not_listed=tuple(_not_listed(path, named)),
            problems=tuple(_of_list(ledger)),
        ),
        filed,
    )


def _of_list(ledger: Ledger) -> Iterator[Diagnostic]:
    """What is wrong with the ledger but with none of its rows."""
    of_rows = {problem for row in ledger.rows for problem in row.problems}
    return (d for d in ledger.diagnostics if d not in of_rows and d.code != _SAID_OF_LIST)


def _filed(program: Program, folder: Path, row: Row, number: int) -> Filed:
    problems = [p for p in row.problems if p.code != _SAID_OF_LIST]
    text = _beside(folder, row, row.text, problems)
    case = _beside(folder, row, row.case, problems)
    read = load_case_file(program, case) if case is not None else None
    if text is None and read is not None and not has_errors(problems):
        text = _of_case(case, read)
    missing = Text("没有文本", "there is no text")
    return Filed(
        _entry(row, number, _name(text, folder), _name(case, folder)),
        text,
        read,
        missing if text is None and not has_errors(problems) else None,
        tuple(problems),
    )


def _of_case(case: Path | None, read: CaseFile) -> Path | None:
    """The text that the case names, where the row names none."""
    if case is None or read.case is None or read.case.text is None or read.outside:
        return None
    return case.parent / read.case.text


def _beside(folder: Path, row: Row, given: Given[str] | None, problems: list[Diagnostic]) -> Path | None:
    """The file that a cell names, in the folder of the ledger; a link that leads out of it is a problem (V003)."""
    if given is None:
        return None
    path = file_named(folder, given.value)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except OSError:
        inside = True  # reading it says what is wrong
    if inside:
        return path
    message = Text(
        f"{given.cell} 的“{shown(given.value)}”指向台账文件夹之外",
        f"“{shown(given.value)}” in {given.cell} leads out of the folder of the ledger",
    )
    problems.append(Diagnostic("V003", message, row.span))
    return None


def _entry(row: Row, number: int, text: str | None, case: str | None) -> Entry:
    return Entry(
        number,
        _value(row.title) or "",
        _value(row.number),
        _value(row.register),
        _value(row.issuer),
        "、".join(dict.fromkeys(v for v in (_value(row.drafter), _value(row.implementer)) if v)) or None,
        _value(row.made),
        _value(row.published),
        _value(row.effective),
        _value(row.last_day),
        _value(row.filed),
        row.unlimited is not None,
        _value(row.basis) or (),
        text,
        case,
        f"{row.sheet}!{row.row}",
        _value(row.result),
        _value(row.why),
        _value(row.changes),
        _value(row.deadline),
        _value(row.review),
        _value(row.remarks),
        _value(row.term) if row.last_day is None else None,
    )


def _value(given: Given[_T] | None) -> _T | None:
    return given.value if given is not None else None


def _name(path: Path | None, folder: Path) -> str | None:
    return path.relative_to(folder).as_posix() if path is not None else None


def _not_listed(ledger: Path, named: Iterable[Path]) -> Iterator[str]:
    """Documents beside the ledger that no row names. Where no row names any, the ledger does not tell of files."""
    known = set(named)
    if not known:
        return
    for name in files_below(ledger.parent):
        path = ledger.parent / name
        if names_document(name.name) and path.resolve() not in known and not is_own(path):
            yield name.as_posix()
