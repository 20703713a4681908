"""A folder of documents to be reviewed: which files are documents, which are their cases, which are of no use here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.source import CASE_FILES
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.own_papers import own_title
from guiju.engine.document.read_kind import names_document
from guiju.engine.ledger.columns import SHEET
from guiju.engine.pipeline.texts import text_path
from guiju.engine.portfolio.model import Entry
from guiju.engine.portfolio.pairs import Pair, in_order, pairs
from guiju.engine.portfolio.review import Listing
from guiju.engine.portfolio.seen import MAKING
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from msgspec import Struct

_LOCK = "~$"
"""How the name of a file begins that an office program keeps while a document is open."""
_DATA = (".json",)
_ABOUT = ("readme", "read_me", "license")


class CaseFile(Struct, frozen=True):
    """A case as it was read; None with the reasons in `diagnostics`. `outside`: it names a text that cannot be used."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...] = ()
    outside: bool = False


class Filed(Struct, frozen=True):
    """One document of a review before it is read: its row, the file of its text, its case."""

    entry: Entry
    text: Path | None = None
    case: CaseFile | None = None
    missing: Text | None = None
    problems: tuple[Diagnostic, ...] = ()


def folder_listing(program: Program, folder: Path) -> tuple[Listing, tuple[Filed, ...]]:
    """Everything in the folder and below. Raises `Refused` (V002) where there is nothing to review."""
    documents, unused, own, cases = [], [], [], {}
    for name in files_below(folder):
        if name.suffix.lower() in CASE_FILES:
            cases[name] = load_case_file(program, folder / name)
        elif _is_aside(name):
            continue
        elif is_own(folder / name):
            own.append(name.as_posix())
        elif names_document(name.name):
            documents.append(name)
        else:
            unused.append(name.as_posix())
    named = {name: _named(name, read) for name, read in cases.items()}
    found: list[Filed] = []
    for pair in pairs(documents, named):
        read = cases.get(pair.case) if pair.case is not None else None
        if pair.text is None and pair.case is not None and _is_of_another_kind(read):
            unused.append(pair.case.as_posix())
            continue
        found.append(_filed(folder, pair, read, len(found) + 1))
    if not found:
        message = Text("文件夹里没有文件可以清理", "the folder holds no document that could be reviewed")
        hint = Text(
            "放进 .docx .pdf .html .md .txt 文件,或者改用台账",
            "put .docx, .pdf, .html, .md or .txt files into it, or give a ledger",
        )
        raise Refused([Diagnostic("V002", message, Span(str(folder), 1, 1, 1, 1), hint)])
    return Listing(str(folder), unused=tuple(sorted([*unused, *own])), own=tuple(own)), tuple(found)


def is_own(path: Path) -> bool:
    """Whether it is an opinion, a report or a workbook that this program wrote, and not a ledger to be filled in."""
    title = own_title(path)
    return title is not None and title not in (SHEET.zh, SHEET.en)


def load_case_file(program: Program, path: Path) -> CaseFile:
    """The case in a file, and whether the text that it names lies in its folder."""
    try:
        case, diagnostics = load_case(path, program.vocabulary, program.procedures, rules=program.rules)
    except Exception as error:  # whatever it is, the other files are read
        return CaseFile(None, problems_of(error, str(path)))
    if case is None or case.text is None:
        return CaseFile(case, tuple(diagnostics))
    try:
        text_path(case)
    except Refused as refused:
        return CaseFile(case, (*diagnostics, *refused.diagnostics), outside=True)
    return CaseFile(case, tuple(diagnostics))


def _named(name: PurePath, read: CaseFile) -> PurePath | None:
    """The text that a case names, from the folder on."""
    if read.case is None or read.case.text is None or read.outside:
        return None
    return PurePath(os.path.normpath(name.parent / read.case.text))


def _is_aside(name: PurePath) -> bool:
    """Data of programs, and what tells readers of the folder about it."""
    return name.suffix.lower() in _DATA or name.stem.lower() in _ABOUT


def _is_of_another_kind(read: CaseFile | None) -> bool:
    """A case of another procedure without a text, such as a decision: not of this review."""
    return (
        read is not None and read.case is not None and not read.outside and MAKING not in read.case.procedures
    )


def _filed(folder: Path, pair: Pair, read: CaseFile | None, row: int) -> Filed:
    entry = Entry(
        row,
        "",
        text=pair.text.as_posix() if pair.text is not None else None,
        case=pair.case.as_posix() if pair.case is not None else None,
    )
    unread = read is not None and (read.case is None or read.outside)
    missing = Text("没有文本,只有案卷", "there is no text, only a case")
    return Filed(
        entry,
        folder / pair.text if pair.text is not None else None,
        read,
        missing if pair.text is None and not unread else None,
    )


def files_below(folder: Path) -> list[PurePath]:
    """All files of the folder and below but hidden ones and those that say that a document is open, in their order."""
    return sorted(_files(folder), key=in_order)


def _files(folder: Path) -> Iterator[PurePath]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            if not name.startswith((".", _LOCK)):
                yield PurePath(os.path.relpath(Path(root) / name, folder))
