"""The files that a ledger names, looked for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import CASE_FILES
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.read_kind import names_document
from guiju.engine.ledger.model import Given, Ledger, Row
from guiju.engine.ledger.problems import Problems, quoted


def file_named(folder: Path, name: str) -> Path:
    """The file that a cell names; one whose name differs in capitals alone (甲.TXT, 甲.txt) is the same to most systems,
    and so it is to all. Where the cell leaves the ending out (甲), the one document that is called so."""
    path = folder / name
    try:
        if path.exists() or not path.parent.is_dir():
            return path
        beside = list(path.parent.iterdir())
    except OSError:
        return path  # reading it says what is wrong
    wanted = path.name.casefold()
    alike = [each for each in beside if each.name.casefold() == wanted]
    alike = alike or [e for e in beside if e.stem.casefold() == wanted and _may_be_meant(e)]
    return alike[0] if len(alike) == 1 else path


def _may_be_meant(path: Path) -> bool:
    return names_document(path.name) or path.suffix.lower() in CASE_FILES


def files_not_there(ledger: Ledger, folder: Path) -> tuple[Diagnostic, ...]:
    """A warning (X019) for each cell that names a file which is not in the folder of the ledger."""
    problems = Problems(ledger.name, ledger.sheet or "")
    letters = dict(ledger.columns)
    for row in ledger.rows:
        for key, given in _named(row):
            if key in letters and not file_named(folder, given.value).exists():
                message = quoted(given.value) + Text("找不到", " is not there")
                hint = Text(
                    "把文件放到台账旁边,或者改正路径", "put the file beside the ledger, or mend the path"
                )
                problems.at_cell("X019", row.row, _number(letters[key]), message, hint, "warning")
    return tuple(problems.found)


def _named(row: Row) -> Iterator[tuple[str, Given[str]]]:
    for key, given in (("text", row.text), ("case", row.case)):
        if given is not None:
            yield key, given


def _number(letters: str) -> int:
    """AB is the 28th column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
