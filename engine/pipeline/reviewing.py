"""A review of many documents: what is listed, each of them read and judged, all of them weighed.

In: a folder of documents with their cases, or a ledger. Out: a `Review`. Files are read by one process for each kind; one
that is broken is a row with its error and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import CASE_FILES
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.model import RawDocument
from guiju.engine.document.read_document import ReadResult, read_documents
from guiju.engine.document.read_kind import names_document
from guiju.engine.pipeline.check import Looking, judged
from guiju.engine.pipeline.check_texts import judged_beside_text
from guiju.engine.pipeline.review_folder import Filed, folder_listing
from guiju.engine.pipeline.review_ledger import ledger_listing
from guiju.engine.pipeline.texts import text_of, with_text
from guiju.engine.portfolio import seen
from guiju.engine.portfolio.model import Review
from guiju.engine.portfolio.review import Listing, reviewed
from guiju.engine.portfolio.seen import Looked
from guiju.engine.portfolio.table import decision_table
from guiju.engine.semantics.program import Program
from msgspec.structs import replace


def listing(program: Program, path: Path) -> tuple[Listing, tuple[Filed, ...]]:
    """What is to be reviewed; only the ledger and the cases are read. Raises `Refused` where there is nothing."""
    if path.is_dir():
        return folder_listing(program, path)
    if path.exists() and (names_document(path.name) or path.suffix.lower() in CASE_FILES):
        name = shown(path.name)
        message = Text(f"{name} 不是文件夹,也不是台账", f"{name} is neither a folder nor a ledger")
        hint = Text(
            "台账是 .xlsx 文件;看一份文件用 guiju check",
            "a ledger is an .xlsx file; for one document use guiju check",
        )
        raise Refused([Diagnostic("V004", message, Span(str(path), 1, 1, 1, 1), hint)])
    return ledger_listing(program, path)


def looked_at(program: Program, filed: Sequence[Filed], looking: Looking) -> Iterator[Looked]:
    """Each document read and judged, in their order, as soon as it is."""
    texts = read_documents(each.text for each in filed if each.text is not None)
    for each in filed:
        read = next(texts) if each.text is not None else None
        try:
            looked = _looked(program, each, read, looking)
        except Exception as error:  # whatever it is, the other documents are judged
            looked = _at_fault(each, read, error)
        yield looked


def review(program: Program, listed: Listing, looked: Sequence[Looked], looking: Looking) -> Review:
    """All of them weighed by the decision table."""
    return reviewed(program, decision_table(), listed, looked, looking.on)


def _looked(program: Program, filed: Filed, read: ReadResult | None, looking: Looking) -> Looked:
    case = filed.case.case if filed.case is not None else None
    looked = Looked(
        filed.entry,
        case=seen.case_seen(case, looking.on) if case is not None else None,
        missing=filed.missing,
        problems=(
            *filed.problems,
            *(filed.case.diagnostics if filed.case is not None else ()),
            *(read.refused if read is not None else ()),
        ),
    )
    raw = read.document if read is not None else None
    if raw is not None:
        return _with_text(program, looked, filed, raw, looking)
    if case is None:
        return looked
    return replace(looked, of_case=seen.judged(judged(program, case, looking)))


def _at_fault(filed: Filed, read: ReadResult | None, error: Exception) -> Looked:
    """The document by its row alone, with the fault of the program that ended the work on it."""
    file = read.name if read is not None else filed.entry.case or ""
    of_case = filed.case.diagnostics if filed.case is not None else ()
    return Looked(filed.entry, problems=(*filed.problems, *of_case, *problems_of(error, file)))


def _with_text(program: Program, looked: Looked, filed: Filed, raw: RawDocument, looking: Looking) -> Looked:
    looked = replace(looked, warnings=raw.warnings)
    case = filed.case.case if filed.case is not None else None
    if case is None:
        text = text_of(raw, looking.on, filed.entry.published)
    else:
        beside = with_text(program, case, raw, looking.on)
        assert beside.text is not None  # it was read
        text = beside.text
        looked = replace(looked, of_case=seen.judged(judged_beside_text(program, beside, looking)))
    return replace(
        looked, text=seen.text_seen(text), of_text=seen.judged(judged(program, text.case, looking))
    )
