"""A verdict that also looks ahead: pending findings with little time left, and those that can no longer be kept."""

from __future__ import annotations

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.finding import Ahead, Cure, Finding, State, Verdict
from guiju.engine.evaluate.suspected import with_suspicions
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.slack import Outlook, Room, outlook
from guiju.engine.plan.timetable import Block
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

LITTLE = 7
"""Days of slack below which a finding is at risk: a week."""


def with_prospects(verdict: Verdict, calendar: Calendar | None = None, threshold: int = LITTLE) -> Verdict:
    """The verdict in which pending turns into at risk where the slack is less than `threshold` days, and into doomed,
    like holding, where no lawful timetable is left (docs/semantics.md §4). Findings stay worst first."""
    seen = outlook(verdict.program, verdict.case, verdict.on, calendar, verdict)
    findings = [_seen(f, seen, verdict.program, threshold) for f in verdict.findings]
    return with_suspicions(replace(verdict, findings=tuple(sorted(findings, key=lambda f: f.state.rank))))


def _seen(finding: Finding, seen: Outlook, program: Program, threshold: int) -> Finding:
    key = key_of(finding)
    block = seen.doomed.get(key)
    if block is not None and finding.state in (State.PENDING, State.HOLDING):
        return _doomed(finding, _blocked(block, program), None)
    room = seen.room.get(key)
    if finding.state is not State.PENDING or room is None or room.days >= threshold:
        return finding
    if room.days < 0:
        return _doomed(finding, _too_late(room), room.days)
    ahead = Ahead(finding.state, room.days)
    return replace(finding, state=State.AT_RISK, why=finding.why + _scarce(room), ahead=ahead)


def _doomed(finding: Finding, because: Text, slack: int | None) -> Finding:
    cure = Cure(finding.rule.cure) if finding.rule.cure is not None else None
    return replace(
        finding, state=State.DOOMED, why=finding.why + because, ahead=Ahead(finding.state, slack), cure=cure
    )


def _scarce(room: Room) -> Text:
    left = quantity(room.days, "day")
    if not room.days:
        return Text(
            f";最早 {room.earliest} 可以办到,正是最后一天",
            f"; the earliest feasible day, {room.earliest}, is the last one",
        )
    return Text(
        f";最早 {room.earliest} 可以办到,离最后一天 {room.last} 只剩{left.zh}余地",
        f"; feasible on {room.earliest} at the earliest, which leaves {left.en} before the last day, {room.last}",
    )


def _too_late(room: Room) -> Text:
    return Text(
        f";已排不出合法的时间:最早要到 {room.earliest},过了最后一天 {room.last}",
        f"; no lawful timetable is left: {room.earliest} at the earliest, past the last day, {room.last}",
    )


def _blocked(block: Block, program: Program) -> Text:
    """Why there is no timetable, with the rules that stand in each other's way."""
    rules = dict.fromkeys(h.rule.name.words for h in block.chain if h.rule is not None)
    names = join(list(rules), "、", ", ")
    by = Text(f"({names.zh})", f" ({names.en})") if rules else plain("")
    if block.circle or block.needed is None:
        return Text(";已排不出合法的时间", "; no lawful timetable is left") + by
    step = program.vocabulary.words(block.step) if block.step is not None else Text("", "it")
    return (
        Text(
            f";已排不出合法的时间:{step.zh}最早要到 {block.needed},过了最后一天 {block.allowed}",
            f"; no lawful timetable is left: {step.en} on {block.needed} at the earliest, past the last day, "
            f"{block.allowed}",
        )
        + by
    )
