"""What stands against taking a step, and what that hangs on: the verdicts with the step and without it, compared."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Literal

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.resting import rests_on
from guiju.engine.plan.signed_for import Saved, saved
from guiju.engine.plan.stricter import Judge, Stricter, as_read, by_stricter_readings
from guiju.engine.plan.supposed import Supposed
from guiju.engine.plan.that_day import DayAfter
from guiju.engine.semantics.program import Program
from msgspec import Struct, field
from msgspec.structs import replace

Why = Literal["new", "standing", "reading", "late"]


class Blocked(Struct, frozen=True):
    """A finding that keeps the step from being taken: broken or doomed by it (`new`); broken before, so that the step
    would have to be taken again once that is put right (`standing`); broken by it under one reading (`reading`), to
    which a gate keeps; or broken because the step comes only on that day, and not yet broken today (`late`)."""

    finding: Finding
    why: Why


class Depends(Struct, frozen=True):
    """A finding on whose open questions it hangs whether the step may be taken."""

    finding: Finding
    questions: tuple[Text, ...]


class Weighed(Struct):
    """Findings by what they mean for the step. `at_the_step` are rules that the step itself has to keep; `apart` is
    broken or lost, but neither by the step nor so that the step rests on it; `waived` would keep the step from being
    taken, had somebody not signed for it, and so would `saved`, lost if what is signed for had to be kept."""

    before: Verdict
    after: Verdict
    blocked: list[Blocked] = field(default_factory=list)
    depends: list[Depends] = field(default_factory=list)
    at_the_step: list[Finding] = field(default_factory=list)
    apart: list[Finding] = field(default_factory=list)
    waived: list[Finding] = field(default_factory=list)
    saved: tuple[Saved, ...] = ()


_LOST = (State.VIOLATED, State.DOOMED)


def weigh(
    program: Program, supposed: Supposed, judge: Judge, day_after: Judge, planned: Collection[int] = ()
) -> Weighed:
    """Every finding with the step taken. `judge` gives the verdict as of the day of the step, `day_after` as of the next:
    what the step lacks by the end of its day is not there. `planned` are the indices of records that nobody has written
    yet: like the step itself they will say what the rules wish."""
    unwritten = frozenset({supposed.record.index, *planned})
    after, kept = saved(program, judge(program, supposed.having), judge)
    found = Weighed(judge(program, supposed.without), after)
    then = {key_of(f): f for f in found.before.findings}
    strictly = by_stricter_readings(program, supposed.having, found.after, judge)
    later = DayAfter(day_after, supposed.having, supposed.record)
    for default in found.after.findings:
        finding = default
        known, strict = then.get(key_of(default)), strictly.get(key_of(default))
        was = known.state if known is not None else None
        if strict is not None:
            was = _was(strict, known, supposed, judge)
            finding = strict.finding
        ended = later.ended(strict.program if strict is not None else program, finding)
        if ended is not None and strict is not None:
            ended = as_read(ended, default, strict.reading, program)
        _place(found, ended or finding, was, supposed.record, unwritten, by_reading=strict is not None)
    shut = {key_of(b.finding) for b in found.blocked}
    found.saved = tuple(one for one in kept if key_of(one.lost) not in shut)
    return found


def _was(strict: Stricter, known: Finding | None, supposed: Supposed, judge: Judge) -> State | None:
    """The state without the step by a stricter reading."""
    if known is None:
        return None
    state = next((r.state for r in known.proof.readings if r.name == strict.reading), known.state)
    if strict.finding.state is State.DOOMED and state is not State.DOOMED:
        before = judge(strict.program, supposed.without).findings
        return next((f.state for f in before if key_of(f) == key_of(strict.finding)), state)
    return state


def _place(
    found: Weighed,
    finding: Finding,
    was: State | None,
    record: Record,
    unwritten: frozenset[int],
    *,
    by_reading: bool,
) -> None:
    state = finding.state
    told = _of_a_step_to_come(finding, record)
    if finding.waived:
        found.waived.append(told)
    elif state in _LOST and (was is not state or _rests_on(finding, record, found.after)):
        why: Why = "reading" if by_reading else "standing" if was is state else "new"
        found.blocked.append(Blocked(told, why))
    elif state in _LOST:
        found.apart.append(told)
    elif state is State.UNKNOWN:
        if was is State.UNKNOWN and not _rests_on(finding, record, found.after):
            return
        questions = _questions(finding, record, unwritten)
        if questions:
            found.depends.append(Depends(told, questions))
        elif finding.unknown:
            found.at_the_step.append(told)


def _rests_on(finding: Finding, record: Record, verdict: Verdict) -> bool:
    happened = [r for r in verdict.case.records if r.start <= verdict.on]
    return rests_on(finding, record, happened, verdict.program)


def _of_a_step_to_come(finding: Finding, record: Record) -> Finding:
    """The finding without the step among what has to be done again: it has not been done."""
    cure = finding.cure
    if cure is None or not any(r.index == record.index for r in cure.worthless):
        return finding
    worthless = tuple(r for r in cure.worthless if r.index != record.index)
    return replace(finding, cure=replace(cure, worthless=worthless, redo=cure.redo if worthless else ()))


def _questions(finding: Finding, record: Record, unwritten: frozenset[int]) -> tuple[Text, ...]:
    """The open questions that decide, whatever the step itself will be like: those left once the fields of records not
    written yet are filled in as the rule wishes. Where a question decides nothing by itself it is left out."""
    of_the_step = {
        label.zh
        for label, key in zip(finding.unknown, finding.questions, strict=False)
        if _own(key, unwritten)
    }
    others = tuple(label for label in finding.unknown if label.zh not in of_the_step)
    if not others or not finding.answers:
        return others
    best: dict[tuple[tuple[str, str], ...], State] = {}
    for answer in finding.answers:
        given = tuple((q.zh, a.zh) for q, a in answer.assignment if q.zh not in of_the_step)
        best[given] = max(best.get(given, answer.state), answer.state, key=lambda s: s.rank)
    if any(s in _LOST for s in best.values()):
        return others
    keys = zip(finding.unknown, finding.questions, strict=False)
    of_the_day = tuple(label for label, key in keys if _order_of(key, record))
    return of_the_day if len(set(best.values())) > 1 else ()


def _order_of(key: Hashable, record: Record) -> bool:
    """Whether a question is which of the step and another record of its day came first: the day alone does not tell
    whether it has to be taken again."""
    return isinstance(key, tuple) and key[:1] == ("order",) and record.index in key[1:]


def _own(key: Hashable, unwritten: frozenset[int]) -> bool:
    """Whether a question is about a field of a record not written yet (and perhaps of others: it can be made to fit)."""
    if not isinstance(key, tuple):
        return False
    return (key[:1] == ("field",) and key[1] in unwritten) or any(_own(part, unwritten) for part in key)
