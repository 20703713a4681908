"""What to do about a violation: the rule's own words, and what must be done again in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.bounds import TOO_CLOSE
from guiju.engine.evaluate.finding import Cure, Finding, State
from guiju.engine.graph.redo import redo_after_skip
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program
from msgspec.structs import replace


def with_cure(finding: Finding, done: Sequence[Record], program: Program) -> Finding:
    """The finding with its cure, if it is violated. A skipped step makes worthless what rests on it; a step that
    was done but cannot stand has to be done again with what rests on it."""
    if finding.state not in (State.VIOLATED, State.DOOMED):
        return finding
    if (done_late := _day_done_late(finding)) is not None:
        return _explained(replace(finding, done_late=done_late))
    text = finding.rule.cure
    step = finding.rule.redo or _step_to_do(finding, done)
    if step is None or finding.severity == "hint":
        return replace(finding, cure=Cure(text))
    if _after_the_fact(finding) and finding.rule.redo is None:
        return replace(finding, cure=Cure(text, step, (), (step,)))
    worthless, redo = redo_after_skip(step, done, program.order, program.downstream)
    missing = None if any(r.step == step for r in done) else step
    return replace(finding, cure=Cure(text, missing, tuple(worthless), tuple(redo)))


def _day_done_late(finding: Finding) -> date | None:
    """The day on which what was owed after something was done, though beyond its last day: by the sum that shows it."""
    last = finding.last_day
    if last is None or finding.rule.redo is not None or not _after_the_fact(finding):
        return None
    days = (s.actual for s in finding.proof.arithmetic if s.relation == "<=" and s.holds is False)
    return min((day for day in days if day is not None and day >= last), default=None)


def _explained(finding: Finding) -> Finding:
    """What was done too late cannot be done in time any more: it is explained, not done at once."""
    if finding.rule.cure is None:
        return replace(finding, cure=Cure(None))
    day, late = finding.done_late, finding.delay
    zh, en = ",超过了期限", ", too late"
    if late is not None:
        zh, en = f",迟 {late} 日", f", {quantity(late, 'day').en} late"
    told = Text(
        f"已于 {day} 办理{zh};不必重做,在案卷里说明延迟的原因",
        f"Done on {day}{en}; it need not be done again: say in the file why it was late",
    )
    return replace(finding, cure=Cure(told))


def _after_the_fact(finding: Finding) -> bool:
    """What was owed after something need not be done before anything else: nothing falls with it."""
    return isinstance(finding.deciding, core.Exists) and finding.deciding.window.direction == "after"


def _step_to_do(finding: Finding, done: Sequence[Record]) -> str | None:
    """The step to do, or to do again; None where the rule's own words say all (a paper to supply, a note to add)."""
    this = finding.activation
    match finding.deciding:
        case core.Exists(step=step, window=window, at_most=None):
            if window.direction == "after" and _done_late(step, this, done):
                return None
            if this is not None and any(
                n.reason == TOO_CLOSE and n.record.step == step for n in finding.proof.not_used
            ):
                return this.step  # the earlier step stands, the later one came too soon
            return step
        case core.Forbid(window=window) if window.none_between:
            return window.none_between[0]
        case core.Lasts():
            return (this.step or None) if this is not None else None
        case _:
            return None


def _done_late(step: str, this: Record | None, done: Sequence[Record]) -> bool:
    return any(r.step == step and (this is None or r.start >= this.start) for r in done)
