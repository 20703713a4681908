"""The case that a command looks at, in whatever file it stands: a case file, or a document, which is one by its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.pipeline.check import is_document
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program, Rule


def case_at(
    program: Program, path: Path, on: date, rules: Sequence[Rule] = ()
) -> tuple[Case | None, list[Diagnostic]]:
    """The case in a file, with what is wrong there; of a case that names a text the text, where all of `rules` are about
    texts. The facts that only the text states are among those of the case."""
    if is_document(path):
        return _document(path, on)
    case, diagnostics = load_case(path, program.vocabulary, program.procedures, rules=program.rules)
    if case is None or case.text is None:
        return case, diagnostics
    from guiju.engine.pipeline.texts import of_texts, with_its_text

    read = with_its_text(program, case, on)
    of_text = bool(rules) and {rule.id for rule in rules} <= of_texts(program)
    if not of_text:
        return read.case, diagnostics
    return (read.text.case if read.text is not None else None), [*diagnostics, *read.refused, *read.warnings]


def _document(path: Path, on: date) -> tuple[Case | None, list[Diagnostic]]:
    from guiju.engine.document.read_document import read_document
    from guiju.engine.pipeline.texts import text_of

    try:
        raw = read_document(path)
    except Refused as refused:
        return None, list(refused.diagnostics)
    return text_of(raw, on).case, list(raw.warnings)


def refuse_document(path: Path) -> None:
    """Raises `Refused` (C010) for a document, where a command wants the steps of a case."""
    if is_document(path):
        message = Text("这是一份文件,不是案卷", "this is a document, not a case file")
        hint = Text(
            "用 guiju check 判断文件的文本;案卷用「文本: 文件」指明它",
            "guiju check judges the text of a document; a case file names it with “text: FILE”",
        )
        raise Refused([Diagnostic("C010", message, Span(str(path), 1, 1, 1, 1), hint)])
