"""Documents of an office as text: `read_document` for one file, `read_documents` for many.

In: paths. Out: a `RawDocument` each, or the reasons why there is none; in the order of the paths, the same in each run.
Files are parsed in processes of their own (`sandbox.py`), so one that is broken or hostile costs its own result only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.document.model import RawDocument
from guiju.engine.document.read_file import read_file
from guiju.engine.document.read_kind import Kind, kind_of
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Remark, Unreadable
from guiju.engine.document.read_words import diagnostic
from guiju.engine.document.sandbox import Sandbox
from guiju.engine.document.sandbox_wire import Answer
from msgspec import Struct

USUAL = Limits()


class ReadResult(Struct, frozen=True):
    """What came of one path: the document, or why there is none in `refused`."""

    name: str
    document: RawDocument | None
    refused: tuple[Diagnostic, ...] = ()


def read_document(path: Path, limits: Limits = USUAL) -> RawDocument:
    """The text of a document. Raises `Refused` with diagnostics G001 to G003 and W001 to W011."""
    with Sandbox(limits) as sandbox:
        return _read(path, limits, sandbox)


def read_documents(paths: Iterable[Path], limits: Limits = USUAL) -> Iterator[ReadResult]:
    """One result for each path, in their order, each as soon as it is there. No file stops the others."""
    with Sandbox(limits) as sandbox:
        for path in paths:
            try:
                read = ReadResult(str(path), _read(path, limits, sandbox))
            except Exception as error:  # whatever it is, the other files are read
                read = ReadResult(str(path), None, problems_of(error, str(path)))
            yield read


def _read(path: Path, limits: Limits, sandbox: Sandbox) -> RawDocument:
    name = str(path)
    data = read_file(path, limits.file)
    try:
        kind = kind_of(data, name)
    except Unreadable as error:
        raise Refused([diagnostic(error.remark, name)]) from None
    return _document(name, kind, sandbox.read(kind.form, data), limits)


def _document(name: str, kind: Kind, answer: Answer, limits: Limits) -> RawDocument:
    """The answer as a document. One that does not hold to what was asked counts as no answer."""
    try:
        if answer.refusal is not None:
            raise Refused([diagnostic(answer.refusal, name)])
        remarks = answer.remarks
        if not kind.as_named:
            remarks = (Remark("W020", (PurePath(name).suffix, kind.form)), *remarks)
        warnings = tuple(diagnostic(remark, name) for remark in remarks)
        numbers = [paragraph.number for paragraph in answer.paragraphs]
        if numbers != list(range(1, len(numbers) + 1)) or any("\n" in p.text for p in answer.paragraphs):
            raise ValueError("paragraphs that are out of order")
    except ValueError:
        raise Refused([diagnostic(Remark("W007", (limits.memory,)), name)]) from None
    return RawDocument(name, kind.form, answer.paragraphs, warnings)
