"""Verdicts on the texts of documents, by themselves and beside the case that names one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.faults import problems_of
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity
from guiju.engine.document.read_document import read_documents
from guiju.engine.evaluate.finding import Assumption, Verdict
from guiju.engine.pipeline.check import Looking, judged
from guiju.engine.pipeline.texts import CaseRead, named_text, text_of, with_its_text
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics.program import Program
from guiju.engine.textcase import TextCase
from guiju.engine.textcase.time_records import own_days
from msgspec.structs import replace


def check_documents(program: Program, paths: Iterable[Path], looking: Looking) -> Iterator[FileResult]:
    """A result for each document, in their order; they are read by one process for each kind."""
    for read in read_documents(paths):
        if read.document is None:
            yield FileResult(read.name, None, read.refused)
            continue
        try:
            verdict = judged_text(program, text_of(read.document, looking.on), looking)
        except Exception as error:  # whatever it is, the other files are judged
            yield FileResult(read.name, None, problems_of(error, read.name))
            continue
        yield FileResult(read.name, verdict, read.document.warnings)


def check_with_text(
    program: Program, case: Case, diagnostics: Sequence[Diagnostic], looking: Looking
) -> tuple[FileResult, ...]:
    """The verdict on a case, helped out by facts that only its text states, and that on the text; where the program
    fails over the text, that on the case by itself."""
    try:
        read = with_its_text(program, case, looking.on)
        of_text = judged_text(program, read.text, looking) if read.text is not None else None
    except Exception as error:  # whatever it is, the case is judged
        file = named_text(case)
        read, of_text = CaseRead(case, file, None, refused=problems_of(error, file)), None
    of_case = FileResult(case.file, judged_beside_text(program, read, looking), tuple(diagnostics))
    return of_case, FileResult(read.file, of_text, read.refused or read.warnings)


def judged_text(program: Program, text: TextCase, looking: Looking) -> Verdict:
    """The verdict on a text; it says where the validity of the document is over, which breaks no rule."""
    verdict = judged(program, text.case, looking)
    last = own_days(text.document, text.statements).last
    if last is None or last >= text.on:
        return verdict
    ago = quantity((text.on - last).days, "day")
    told = Text(
        f"文件的有效期到 {last} 为止,已届满 {ago.zh};以下按文本判断",
        f"the validity of the document ended on {last}, {ago.en} ago; what follows judges its text",
    )
    return replace(verdict, assumptions=(Assumption(told), *verdict.assumptions))


def judged_beside_text(program: Program, read: CaseRead, looking: Looking) -> Verdict:
    """The verdict on a case with the facts of its text; it says which those are."""
    verdict = judged(program, read.case, looking)
    if not read.given:
        return verdict
    return replace(verdict, assumptions=(*verdict.assumptions, _taken_from(read, program)))


def _taken_from(read: CaseRead, program: Program) -> Assumption:
    """Says which facts were not stated in the case and are those of its text."""
    names = Names(program)
    facts = [
        Text(f"{name.zh} {value.zh}", f"{name.en} {value.en}")
        for name, value in (
            (program.vocabulary.words(f), names.value(read.case.facts[f])) for f in read.given
        )
    ]
    told = join(facts)
    return Assumption(
        Text(
            f"案卷没有写,取自文件文本:{told.zh}",
            f"not stated in the case, taken from the text of the document: {told.en}",
        )
    )
