"""Rule packs checked for their authors: everything wrong in the texts, every example put to the test, and what the
static analysis finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, by_place, has_errors
from guiju.engine.pipeline.examples import as_diagnostics
from guiju.engine.pipeline.follow_on import gathered
from guiju.engine.pipeline.imports import with_imports
from guiju.engine.pipeline.library import compile_beside, ordered, shipped_beside
from guiju.engine.semantics.program import Program
from msgspec import Struct


class PackCheck(Struct, frozen=True):
    """What came of it: what is wrong with the texts, which examples fail, what the analysis finds, and how many rules,
    powers (可以: nothing to judge) and examples the files hold. While there are errors in the texts neither examples
    nor analysis are run."""

    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    rules: int = 0
    examples: int = 0
    powers: int = 0

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(by_place((*self.diagnostics, *self.failures, *self.findings)))

    @property
    def exit_code(self) -> int:
        """0 all good (warnings apart) · 1 an example fails or the analysis finds an error · 2 an error in a text."""
        if has_errors(self.diagnostics):
            return 2
        return 1 if self.failures or has_errors(self.findings) else 0

    @property
    def strict_code(self) -> int:
        """The same, with warnings as grave as errors of the analysis."""
        return self.exit_code or int(any(d.severity == "warning" for d in self.all))


def check_packs(paths: Sequence[Path], law: Path | None = None) -> PackCheck:
    """The files, with what they import, compiled together with the shipped packs; with `law`, a folder of texts of
    norms as they are today, their citations are held against these."""
    from guiju.engine.analysis.check import analyse
    from guiju.engine.analysis.too_large import quickly_judged
    from guiju.engine.calendar import Calendar
    from guiju.engine.trial.run import example_case, run_examples

    further, problems = with_imports(paths)
    compiled = compile_beside(shipped_beside(further), further)
    diagnostics = tuple(gathered(by_place([*problems, *compiled.diagnostics])))
    if has_errors(diagnostics):
        return PackCheck(diagnostics)
    program = ordered(compiled.program)
    files = {source.name for source in further}
    examples = [e for e in program.examples if e.span is not None and e.span.file in files]
    own = [r for r in program.rules if r.span is not None and r.span.file in files]
    powers = sum(1 for r in own if r.modality == "may")
    failures = as_diagnostics(run_examples(program, quickly_judged(program, examples)), program)
    findings = analyse(program, files, Calendar(), example_case, compiled.references)
    if law is not None:
        findings += _held_against(law, program, files)
    return PackCheck(
        diagnostics, tuple(by_place(failures)), tuple(findings), len(own) - powers, len(examples), powers
    )


def _held_against(law: Path, program: Program, files: set[str]) -> list[Diagnostic]:
    from guiju.engine.analysis.law_drift import drifted, not_compared
    from guiju.engine.norms.norm_index import load_index
    from guiju.engine.pipeline.laws import laws_of_today

    index = load_index()
    today, problems = laws_of_today(law, index)
    return problems + drifted(program, files, index, today) + not_compared(program, files, index, today)
