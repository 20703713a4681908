"""The results of a check as a consumer in continuous integration needs them, with the level of each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.ci.findings import BY_SEVERITY, CiFindings, seen
from guiju.engine.report.ci.fingerprint import fingerprint
from guiju.engine.report.ci.model import CiCase, CiFinding, CiPlace, CiRemark, CiRun, Level, Outcome
from guiju.engine.report.ci.paths import run_path, run_place
from guiju.engine.report.verdict.record_line import record_line
from guiju.engine.report.verdict.result import FileResult, run_exit_code
from guiju.engine.report.verdict.summary import totals
from guiju.engine.report.words.headline import answer, not_judged_words
from guiju.engine.report.words.naming import named
from guiju.engine.report.words.premises import asked
from guiju.engine.report.words.suspicion import finding_word, review_notes
from guiju.engine.report.words.waivers import marked_if_waived, waiver_notes

NOTHING_RECORDED = "nothing-recorded"
NOT_JUDGED = "not-judged"
AS_ASKED = "as-asked"
IDLE_WAIVER = "idle-waiver"
IDLE_REVIEW = "idle-review"
UNREADABLE = Text("这个文件读不了,没有作出任何判断", "this file could not be read; nothing was judged")

_OUTCOMES: dict[State, Outcome] = {
    State.VIOLATED: "broken",
    State.DOOMED: "broken",
    State.UNKNOWN: "open",
    State.AT_RISK: "short",
    State.PENDING: "told",
    State.CURED: "told",
    State.HOLDING: "kept",
    State.SATISFIED: "kept",
    State.EXEMPT: "kept",
}
"""What does not apply is left out."""


def check_run(results: Sequence[FileResult], root: PurePath) -> CiRun:
    """All files of a run; `root` is the folder that paths are relative to."""
    cases = tuple(_case(result, root) for result in results)
    summed = cases[0].answer if len(cases) == 1 else totals(results)
    return CiRun("check", cases, run_exit_code(results), summed)


def outcome_of(finding: Finding) -> Outcome | None:
    """What a finding comes to; None where the rule does not apply."""
    outcome = _OUTCOMES.get(finding.state)
    return "waived" if finding.waived and outcome in ("broken", "open") else outcome


def level_of(finding: Finding, outcome: Outcome) -> Level | None:
    """error for a breach, warning for a flaw, for what is open and what is running out of time, note for a hint and for
    what is waived."""
    match outcome:
        case "broken":
            return BY_SEVERITY[finding.severity]
        case "open" | "short":
            return "warning"
        case "waived":
            return "note"
    return None


def remark(
    code: str,
    level: Level,
    text: Text,
    place: CiPlace,
    title: Text | None = None,
    *,
    about: str | None = None,
) -> CiRemark:
    """A remark. What tells it from others is the file, its code and what it is about, by default its text; not where
    it stands."""
    told = text.zh if about is None else about
    return CiRemark(code, level, text, place, fingerprint(place.file, code, told), title)


def faults(diagnostics: Sequence[Diagnostic], file: str, root: PurePath) -> Iterator[CiRemark]:
    """What is wrong with a file, each with the way out."""
    for found in by_place(diagnostics):
        text = found.message if found.hint is None else join([found.message, found.hint], ";", "; ")
        place = run_place(found.span, root) if found.span is not None else CiPlace(file)
        yield remark(found.code, found.severity, seen(text), place)


def asked_remarks(verdict: Verdict, place: CiPlace) -> Iterator[CiRemark]:
    """The law and the calendar that were asked for: no format of a run is silent on them."""
    told = list(asked(verdict))
    if told:
        title = Text("按什么判断", "What it is judged by")
        yield remark(AS_ASKED, "note", seen(join(told, ";", "; ")), place, title, about="")


def waiver_remarks(verdict: Verdict, place: CiPlace) -> Iterator[CiRemark]:
    """The waivers that no finding is marked with."""
    title = Text("放行", "Waivers")
    yield from (remark(IDLE_WAIVER, "note", seen(text), place, title) for text in waiver_notes(verdict))


def review_remarks(verdict: Verdict, place: CiPlace) -> Iterator[CiRemark]:
    """What people found of passages that are not there."""
    title = Text("核对", "Reviewed passages")
    yield from (remark(IDLE_REVIEW, "note", seen(text), place, title) for text in review_notes(verdict))


def _case(result: FileResult, root: PurePath) -> CiCase:
    verdict = result.verdict
    file = run_path(result.file, root)
    remarks = list(faults(result.diagnostics, file, root))
    if verdict is None:
        if not any(r.level == "error" for r in remarks):
            remarks.append(remark("G001", "error", UNREADABLE, CiPlace(file)))
        return CiCase(file, named(file), UNREADABLE, result.exit_code, False, remarks=tuple(remarks))
    findings = CiFindings(verdict, root)
    if verdict.nothing_recorded:
        said = seen(answer(verdict))
        remarks.append(remark(NOTHING_RECORDED, "warning", said, findings.top(), about=""))
    elif verdict.not_judged:
        said = seen(not_judged_words(verdict.not_judged))
        remarks.append(remark(NOT_JUDGED, "warning", said, findings.top(), about=""))
    remarks += asked_remarks(verdict, findings.top())
    remarks += waiver_remarks(verdict, findings.top())
    remarks += review_remarks(verdict, findings.top())
    return CiCase(
        file=file,
        name=named(verdict.case.name),
        answer=seen(answer(verdict)),
        exit_code=result.exit_code,
        readable=True,
        findings=tuple(_findings(verdict, findings)),
        remarks=tuple(remarks),
        counts=counted(verdict),
        notes=(record_line(result.record),) if result.record is not None else (),
    )


def _findings(verdict: Verdict, findings: CiFindings) -> Iterator[CiFinding]:
    for finding in sorted(verdict.findings, key=lambda f: f.state.rank):
        outcome = outcome_of(finding)
        if outcome is not None:
            word = marked_if_waived(finding_word(finding), finding)
            yield findings.finding(finding, outcome, level_of(finding, outcome), word)


def counted(verdict: Verdict) -> tuple[tuple[str, int], ...]:
    """How many findings are in each state, worst first."""
    counts = Counter(f.state for f in verdict.findings)
    return tuple((s.value, counts[s]) for s in State if counts[s])
