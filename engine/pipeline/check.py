"""Case files and documents to results: one file or folder after the other, none stopping the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.source import CASE_FILES, Source, decode, read_bytes
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.evaluate.firmness import at_least
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.text_beside import text_beside
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program, Strength
from msgspec import Struct
from msgspec.structs import replace


class Looking(Struct, frozen=True):
    """How a case is looked at: on which day, by which calendar, and whether with its waivers."""

    on: date
    calendar: Calendar = Calendar()
    waivers: bool = True


def check_paths(program: Program, paths: Sequence[Path], looking: Looking) -> Iterator[FileResult]:
    """A result for every case file and document named and every YAML file in the folders named, in a stable order; two
    for a case that names the text of its document, the second that of the text."""
    for are_documents, found in groupby(case_files(paths), is_document):
        if are_documents:
            from guiju.engine.pipeline.check_texts import check_documents

            yield from check_documents(program, (path for path in found if isinstance(path, Path)), looking)
            continue
        for path in found:
            yield from (path,) if isinstance(path, FileResult) else file_results(program, path, looking)


def check_file(program: Program, path: Path, looking: Looking) -> FileResult:
    """The verdict on one file, or what is wrong with it."""
    return file_results(program, path, looking)[0]


def file_results(program: Program, path: Path, looking: Looking) -> tuple[FileResult, ...]:
    """The same, and then the verdict on the text that a case names. A fault of the program is a problem of the file."""
    try:
        return _file_results(program, path, looking)
    except Exception as error:  # whatever it is, the other files are judged
        return (FileResult(str(path), None, problems_of(error, str(path))),)


def _file_results(program: Program, path: Path, looking: Looking) -> tuple[FileResult, ...]:
    if is_document(path):
        from guiju.engine.pipeline.check_texts import check_documents

        return tuple(check_documents(program, (path,), looking))
    try:
        content = read_bytes(path, str(path))
        source = decode(content, str(path))
    except Refused as refused:
        return (FileResult(str(path), None, refused.diagnostics),)
    case, diagnostics = bind_source(source, program.vocabulary, program.procedures, program.rules)
    if case is not None and case.text is not None:
        from guiju.engine.pipeline.check_texts import check_with_text

        return check_with_text(program, case, diagnostics, looking)
    verdict = judged(program, case, looking) if case is not None else None
    notes = text_beside(case, path) if case is not None else ()
    return (FileResult(str(path), verdict, (*diagnostics, *notes), content=content),)


def is_document(path: Path | FileResult) -> bool:
    """Whether it is called as documents are."""
    if isinstance(path, FileResult) or path.suffix.lower() in CASE_FILES:
        return False
    from guiju.engine.document.read_kind import names_document

    return names_document(path.name)


def judged(program: Program, case: Case, looking: Looking) -> Verdict:
    """The verdict on a case. Where something is still owed, it looks ahead as well: is there time left for it? Its
    waivers are laid on all that, or (`looking.waivers` false) left aside. Which calendar it was is told with it."""
    verdict = judge_case(program, case, looking.on, looking.calendar)
    if any(f.state is State.PENDING for f in verdict.findings):
        from guiju.engine.plan.prospects import with_prospects

        verdict = with_prospects(verdict, looking.calendar)
    if case.waivers:
        from guiju.engine.evaluate.waived import with_waivers

        verdict = with_waivers(verdict, heeded=looking.waivers)
    if looking.calendar != Calendar():
        from guiju.engine.evaluate.counted_by import counted_by

        verdict = replace(verdict, assumptions=(*verdict.assumptions, *counted_by(looking.calendar)))
    return verdict


def limited(result: FileResult, strength: Strength) -> FileResult:
    """The result with only the findings that are as firm as `strength` or firmer."""
    if result.verdict is None:
        return result
    return replace(result, verdict=at_least(result.verdict, strength))


def check_source(program: Program, source: Source, looking: Looking) -> FileResult:
    """The verdict on a text already read."""
    case, diagnostics = bind_source(source, program.vocabulary, program.procedures, program.rules)
    verdict = judged(program, case, looking) if case is not None else None
    return FileResult(source.name, verdict, tuple(diagnostics))


def case_files(paths: Iterable[Path]) -> Iterator[Path | FileResult]:
    """The files named and those in the folders named, in a stable order: the cases of a folder or, if it holds none, the
    texts of documents. A folder with neither is a result already."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(_inside(path, _is_case)) or sorted(_inside(path, _is_text))
        yield from found
        if not found:
            message = Text(
                "目录里没有案卷文件(.yaml),也没有文件的文本(.docx、.pdf、.txt 等)",
                "the folder holds no case file (.yaml) and no text of a document (.docx, .pdf, .txt and others)",
            )
            hint = Text("核对目录", "Check the folder")
            found_none = Diagnostic("G007", message, Span(str(path), 1, 1, 1, 1), hint)
            yield FileResult(str(path), None, (found_none,))


def _is_case(path: Path) -> bool:
    return path.suffix.lower() in CASE_FILES


def _is_text(path: Path) -> bool:
    """Whether it is called as documents are, and not as what explains a folder."""
    return is_document(path) and path.stem.lower() != "readme"


def _inside(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            if wanted(Path(name)) and not name.startswith((".", "~$")):
                yield Path(root) / name
