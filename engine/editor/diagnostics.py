"""What is wrong with an open pack: at once what the compiler says, and a little later what examples and analysis do."""

from __future__ import annotations

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic, by_place, has_errors
from guiju.engine.editor.library import Library


def pack_diagnostics(library: Library, file: str) -> list[Diagnostic]:
    """Everything the compiler finds in a file, together with its library."""
    return by_place(d for d in library.diagnostics if d.span is not None and d.span.file == file)


def pack_findings(library: Library, file: str) -> list[Diagnostic]:
    """Examples of a file that do not come out as they say, and what the static analysis finds there; nothing while
    the library has errors."""
    from guiju.engine.analysis.check import analyse
    from guiju.engine.analysis.too_large import quickly_judged
    from guiju.engine.pipeline.examples import as_diagnostics
    from guiju.engine.trial.run import example_case, run_examples

    if has_errors(library.diagnostics):
        return []
    program = library.ordered
    examples = [e for e in program.examples if e.span is not None and e.span.file == file]
    failures = as_diagnostics(run_examples(program, quickly_judged(program, examples)), program)
    analysed = analyse(program, {file}, Calendar(), example_case, library.compiled.references)
    return by_place([*failures, *(d for d in analysed if d.span is not None and d.span.file == file)])
