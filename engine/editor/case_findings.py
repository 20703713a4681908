"""What is wrong with an open case file: what cannot be read, and what `guiju check` finds, each at its record."""

from __future__ import annotations

from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic, Label, Severity, Span, by_place, has_errors
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.editor.library import Library
from guiju.engine.evaluate.finding import Cure, Finding, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.evaluate.waived import with_waivers
from guiju.engine.report.words.citation import cite_basis
from guiju.engine.report.words.headline import OPEN_STATES
from guiju.engine.report.words.naming import Names, visible
from guiju.engine.report.words.suspicion import finding_word, suspicion_lines
from guiju.engine.report.words.waivers import marked_if_waived, waiver_lines
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import SeverityLevel

_GRAVITY: dict[SeverityLevel, Severity] = {"breach": "error", "flaw": "warning", "hint": "note"}
_PACKS_WRONG = Text(
    "这个目录里的规则包有错误,所以没有判断这份案卷",
    "the packs in this folder have errors, so this case is not judged",
)


def case_diagnostics(library: Library, source: Source, on: date) -> list[Diagnostic]:
    """Everything wrong with the text of a case, and its findings as seen on `on`."""
    program = library.program
    case, found = bind_source(source, program.vocabulary, program.procedures, program.rules)
    if case is None:
        return found
    top = case.spans.get("程序") or source.span(1, 1)
    if has_errors(library.diagnostics):
        return [*found, Diagnostic("G009", _PACKS_WRONG, top, None, "note")]
    verdict = with_waivers(judge_case(library.ordered, case, on, Calendar()))
    names = Names(library.ordered)
    open_ones = [f for f in verdict.findings if f.state in OPEN_STATES or f.need is not None]
    return by_place([*found, *(_finding(f, names, top) for f in open_ones)])


def _finding(finding: Finding, names: Names, top: Span) -> Diagnostic:
    """A finding at the step of its record, or at the procedure if it is about the whole case."""
    place = top
    if finding.activation is not None:
        place = finding.activation.spans.get("步骤") or finding.activation.span or top
    rule = finding.rule
    state = marked_if_waived(finding_word(finding), finding)
    name = names.name(rule.name)
    if finding.need is not None:
        state = Text("下一步之前须先做", "needed before the next step")
    basis = cite_basis(finding, names.norms)
    message = Text(
        f"{state.zh}:{name.zh}。{_why(finding, names).zh}\n依据:{basis.zh}",
        f"{state.en}: {name.en}. {_why(finding, names).en}\nbasis: {basis.en}",
    )
    message += _waiver(finding)
    label = (Label(rule.span, Text(visible(rule.gist.zh), visible(rule.gist.en))),) if rule.span else ()
    return Diagnostic(rule.id, message, place, _way_out(finding, names), _severity(finding), label)


def _waiver(finding: Finding) -> Text:
    """The waiver of the rule, on a line of its own."""
    lines = [Text(visible(t.zh), visible(t.en)) for t in waiver_lines(finding)]
    return Text("\n放行:", "\nwaiver: ") + join(lines, zh=";", en="; ") if lines else plain("")


def _severity(finding: Finding) -> Severity:
    violated = finding.state in (State.VIOLATED, State.DOOMED) and not finding.waived
    return _GRAVITY[finding.severity] if violated else "note"


def _why(finding: Finding, names: Names) -> Text:
    why = names.step(finding.need) if finding.need is not None else finding.why
    if finding.state is State.PENDING and finding.last_day is not None:
        why += Text(f"(最后一天 {finding.last_day})", f" (last day {finding.last_day})")
    return Text(visible(why.zh), visible(why.en))


def _way_out(finding: Finding, names: Names) -> Text | None:
    """What to do: the cure of a violation, the questions of what is unknown."""
    suspicion = suspicion_lines(finding)
    if suspicion:
        listed = join([Text(visible(t.zh), visible(t.en)) for t in suspicion], ";", "; ")
        return Text("须由人核对:", "for a person to look at: ") + listed
    if finding.state is State.UNKNOWN and finding.unknown:
        asked = join(list(finding.unknown))
        return Text(f"须补充:{visible(asked.zh)}", f"to be stated: {visible(asked.en)}")
    return _cure(finding.cure, names) if finding.cure is not None else None


def _cure(cure: Cure, names: Names) -> Text | None:
    lines = [cure.text] if cure.text else []
    if cure.redo:
        steps = join([names.step(step) for step in cure.redo], zh=" → ", en=" → ")
        lines.append(Text(f"依次办理:{steps.zh}", f"do in this order: {steps.en}"))
    return join(lines, zh=";", en="; ") if lines else None
