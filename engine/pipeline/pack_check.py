"""Rule packs checked for their authors: everything wrong in the texts, then every example put to the test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, by_place, has_errors
from guiju.engine.pipeline.examples import as_diagnostics, run_examples
from guiju.engine.pipeline.imports import with_imports
from guiju.engine.pipeline.library import compile_sources, library_sources
from msgspec import Struct


class PackCheck(Struct, frozen=True):
    """What came of it: what is wrong with the texts, which examples fail, and how many rules and examples the
    files hold. Examples are not run while there are errors."""

    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Diagnostic, ...] = ()
    rules: int = 0
    examples: int = 0

    @property
    def exit_code(self) -> int:
        """0 all good (warnings apart) · 1 an example fails · 2 an error in a text."""
        if has_errors(self.diagnostics):
            return 2
        return 1 if self.failures else 0


def check_packs(paths: Sequence[Path]) -> PackCheck:
    """The files, with what they import, compiled together with the shipped packs."""
    sources, problems = library_sources(paths)
    program, found = compile_sources(sources)
    diagnostics = tuple(by_place(dict.fromkeys([*problems, *found])))
    if has_errors(diagnostics):
        return PackCheck(diagnostics)
    files = {source.name for source in with_imports(paths)[0]}
    examples = [e for e in program.examples if e.span is not None and e.span.file in files]
    rules = sum(1 for r in program.rules if r.span is not None and r.span.file in files)
    failures = as_diagnostics(run_examples(program, examples))
    return PackCheck(diagnostics, tuple(by_place(failures)), rules, len(examples))
