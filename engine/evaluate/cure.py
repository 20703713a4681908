"""What to do about a violation: the rule's own words, and what must be done again in order."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import Cure, Finding, State
from guiju.engine.graph.redo import redo_after_skip
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program
from msgspec.structs import replace


def with_cure(finding: Finding, done: Sequence[Record], program: Program) -> Finding:
    """The finding with its cure, if it is violated. A skipped step makes worthless what rests on it; a step
    done wrongly in breach of procedure has to be done again with what rests on it."""
    if finding.state not in (State.VIOLATED, State.DOOMED):
        return finding
    step = _step_to_do(finding)
    if step is None or finding.severity == "hint":
        return replace(finding, cure=Cure(finding.rule.cure))
    worthless, redo = redo_after_skip(step, done, program.order, program.downstream)
    if finding.proof.sought is None:
        return replace(finding, cure=Cure(finding.rule.cure, None, tuple(worthless), tuple(redo)))
    return replace(finding, cure=Cure(finding.rule.cure, step, tuple(worthless), tuple(redo)))


def _step_to_do(finding: Finding) -> str | None:
    deciding = finding.deciding
    match deciding:
        case core.Exists(step=step, window=window, at_most=None):
            late = window.direction == "after" and finding.days_late is not None
            return None if late else step
        case core.Lasts() | core.Test():
            return (
                finding.activation.step if finding.activation and finding.rule.severity == "breach" else None
            )
        case _:
            return None
