"""A case or a document to what an opinion on legality is written from.

In: the path of a case file or of a document. Out: `Opinion`, or what is wrong with the file.
"""

from __future__ import annotations

from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.pipeline.check import Looking, file_results
from guiju.engine.pipeline.digests import digest
from guiju.engine.report.opinion.model import Input, Opinion
from guiju.engine.semantics.program import Program
from guiju.engine.textcase.values import PROCEDURE
from msgspec import Struct


class Opined(Struct, frozen=True):
    """`opinion` is None where the file could not be read or judged; `diagnostics` then say why, else they are warnings,
    or why the text that a case names could not be read."""

    opinion: Opinion | None
    diagnostics: tuple[Diagnostic, ...] = ()


def opine(program: Program, path: Path, looking: Looking) -> Opined:
    """Judges the case and the text it names, or the document."""
    results = file_results(program, path, looking)
    diagnostics = tuple(d for result in results for d in result.diagnostics)
    first, *others = results
    if first.verdict is None:
        return Opined(None, diagnostics)
    is_text = first.verdict.case.procedures == (PROCEDURE,)
    of_text = first if is_text else next(iter(others), None)
    opinion = Opinion(
        looking.on,
        program,
        None if is_text else first.verdict,
        of_text.verdict if of_text is not None else None,
        tuple(Input(r.file, digest(Path(r.file).read_bytes())) for r in results if r.verdict is not None),
        of_text.diagnostics if of_text is not None and of_text.verdict is None else (),
    )
    return Opined(opinion, diagnostics)
