"""Examples that do not come out, as errors at their places for the author of the pack."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.trial.run import (
    FINE,
    Missed,
    example_case,
    expected_words,
    findings_of,
    meets,
    run_examples,
    state_of,
)

__all__ = [
    "FINE",
    "Missed",
    "as_diagnostics",
    "example_case",
    "findings_of",
    "meets",
    "run_examples",
    "state_of",
]


def as_diagnostics(missed: Sequence[Missed]) -> list[Diagnostic]:
    """The missed expectations as errors at the examples."""
    return [_diagnostic(m) for m in missed]


def _diagnostic(missed: Missed) -> Diagnostic:
    wanted, found = expected_words(missed.expected), word("state", missed.found.value)
    message = Text(
        f"案例不合预期:规则“{missed.rule}”应为{wanted.zh},判断结果是{found.zh}",
        f"the example does not come out as expected: rule '{missed.rule}' should be {wanted.en}, it is {found.en}",
    )
    return Diagnostic("P040", message, missed.example.span)
