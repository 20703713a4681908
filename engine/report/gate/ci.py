"""The answer of a gate as a consumer in continuous integration needs it.

What keeps the step from being taken is an error, however grave the breach would be: the gate is shut. What it hangs on
is a warning; what somebody has signed for, and what is broken apart from the step, is a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.plan.gate import Gate
from guiju.engine.plan.timetable import Planned
from guiju.engine.plan.weighing import Why
from guiju.engine.report.ci.check import asked_remarks, counted, remark, review_remarks, waiver_remarks
from guiju.engine.report.ci.findings import CiFindings, seen
from guiju.engine.report.ci.model import CiCase, CiFinding, CiPlace, CiRemark, CiRun, Level
from guiju.engine.report.ci.paths import run_place
from guiju.engine.report.gate.beforehand import beforehand
from guiju.engine.report.gate.outline import answer, dead_end, past, put_right, state_first
from guiju.engine.report.gate.signed import counts_again
from guiju.engine.report.plan.chain import ChainWords, open_day
from guiju.engine.report.words.naming import Names, named
from guiju.engine.report.words.suspicion import finding_word
from guiju.engine.report.words.waivers import marked_if_waived
from msgspec.structs import replace

GATE = "gate"
DAY_IS_PAST = "day-is-past"
WAIVER_ENDS = "waiver-ends"

_WORDS: dict[Why, Text] = {
    "new": Text("挡住", "in the way"),
    "standing": Text("先前已经违反,挡住", "broken before, in the way"),
    "reading": Text("从严的读法下违反,挡住", "broken under the stricter reading, in the way"),
    "late": Text("太晚,那一天已经过了期限", "too late, past its last day by then"),
}
_DEPENDS = Text("取决于没有说明的", "hangs on what is not stated")
_AT_THE_STEP = Text("这一步本身要做到", "for the step itself to keep to")
_OVERDUE = Text("已经逾期", "overdue already")
_APART = Text("另有违反,与这一步无关", "broken as well, apart from this step")
_LEVELS: dict[str, Level] = {"no": "error", "depends": "warning"}


def gate_run(gate: Gate, root: PurePath) -> CiRun:
    """A gate as a run over one case; `root` is the folder that paths are relative to."""
    gate = beforehand(gate)
    findings, said = CiFindings(gate.verdict, root), seen(answer(gate))
    case = CiCase(
        file=findings.file,
        name=named(gate.case.name),
        answer=said,
        exit_code=gate.exit_code,
        readable=True,
        findings=tuple(_findings(gate, findings)),
        remarks=(
            *_shut(gate, said, findings, root),
            *asked_remarks(gate.verdict, findings.top()),
            *waiver_remarks(gate.verdict, findings.top()),
            *_of_the_day(gate, findings.top()),
            *review_remarks(gate.verdict, findings.top()),
        ),
        counts=counted(gate.verdict),
    )
    return CiRun("gate", (case,), gate.exit_code, said, Names(gate.verdict.program).step(gate.step))


def _findings(gate: Gate, findings: CiFindings) -> Iterator[CiFinding]:
    for blocked in gate.blocked:
        told = findings.finding(blocked.finding, "broken", "error", _WORDS[blocked.why])
        yield replace(told, state="violated") if blocked.why == "reading" else told
    for depends in gate.depends:
        yield findings.finding(depends.finding, "open", "warning", _DEPENDS)
    for finding in gate.overdue:
        yield findings.finding(finding, "told", "note", _OVERDUE)
    for finding in gate.apart:
        yield findings.finding(finding, "told", "note", _APART)
    for finding in gate.waived:
        word = marked_if_waived(finding_word(finding), finding)
        yield findings.finding(finding, "waived", "note", word)
    for finding in gate.at_the_step:
        yield findings.finding(finding, "told", None, _AT_THE_STEP)


def _of_the_day(gate: Gate, place: CiPlace) -> Iterator[CiRemark]:
    """That the day is past, and after which day what is signed for counts again."""
    day, waivers = Text("日期", "The day"), Text("放行", "Waivers")
    yield from (remark(DAY_IS_PAST, "note", seen(text), place, day) for text in past(gate))
    yield from (remark(WAIVER_ENDS, "note", seen(text), place, waivers) for text in counts_again(gate))


def _shut(gate: Gate, said: Text, findings: CiFindings, root: PurePath) -> Iterator[CiRemark]:
    """The answer itself, where it is not yes: with the earliest lawful day, and the steps that it would undo."""
    level = _LEVELS.get(gate.answer)
    if level is None:
        return
    names = Names(gate.verdict.program)
    parts = [said]
    if gate.again:
        again = join([names.step(s) for s in gate.again])
        parts.append(Text(f"之后还得重做:{again.zh}", f"to be taken again after it: {again.en}"))
    if gate.dead_end is not None:
        parts.append(dead_end())
    if gate.earliest is not None:
        parts += _earliest(gate.earliest, gate)
    place = _place(gate, findings, root)
    title = names.step(gate.step)
    yield remark(
        f"{GATE}-{gate.answer}",
        level,
        join(parts, ";", "; "),
        place,
        Text(f"{title.zh}之前", f"before {title.en}"),
        about=gate.step,
    )


def _earliest(entry: Planned, gate: Gate) -> Iterator[Text]:
    """The earliest lawful day; where something has to be put right first, the day before which it is not."""
    if (gate.first or gate.to_state) and entry.start.year is None:
        day = entry.start.day
        yield Text(f"合法的日期不早于 {day}", f"no day before {day} is lawful")
    else:
        shown = open_day(entry.start)
        if entry.start.year is not None:
            yield Text(f"合法的日期{shown.zh}", f"the earliest lawful day is {shown.en}")
        else:
            yield Text(f"最早合法的日期:{shown.zh}", f"the earliest lawful day: {shown.en}")
    if gate.first:
        yield put_right(gate, ChainWords(gate.plan))
    if gate.to_state:
        yield state_first(gate)


def _place(gate: Gate, findings: CiFindings, root: PurePath) -> CiPlace:
    """The record of the step, where the file has one."""
    record = gate.supposed.record
    span = record.spans.get("步骤", record.span)
    return run_place(span, root) if span is not None else findings.top()
