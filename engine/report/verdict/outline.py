"""A verdict arranged for a reader, in one language: the answer, findings worst first, what is still needed.

The terminal and the page print the same outline, so that they can never say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, ReadingResult, State, Verdict
from guiju.engine.evaluate.text_units import is_text
from guiju.engine.report.verdict.proof_parts import (
    Part,
    activation_label,
    discounted,
    proof_parts,
    rule_label,
)
from guiju.engine.report.words.citation import cite_all, norm_title, provisions
from guiju.engine.report.words.headline import OPEN_STATES, answer, findings_counted, row
from guiju.engine.report.words.naming import Names, behind, blanks, named, place, state_word, visible
from guiju.engine.report.words.premises import nothing_applies, premises
from guiju.engine.report.words.suspicion import (
    SUSPECTED,
    how_grave,
    how_sure,
    if_so,
    of_words,
    review_notes,
    waits,
)
from guiju.engine.report.words.waivers import marked_if_waived, waiver_notes
from guiju.engine.semantics.program import SEVERITY_ORDER
from msgspec import Struct
from msgspec.structs import replace

MARKS = {
    State.VIOLATED: "×",
    State.DOOMED: "×",
    State.AT_RISK: "▲",
    State.UNKNOWN: "?",
    State.PENDING: "●",
    State.CURED: "√",
    State.HOLDING: "√",
    State.SATISFIED: "√",
    State.EXEMPT: "─",
    State.NOT_APPLICABLE: "─",
}
_BEFORE = ("basis", "rule", "why", "waiver")


class Entry(Struct, frozen=True):
    """One finding: what it is about, and its proof."""

    about: str
    parts: tuple[Part, ...]


class Group(Struct, frozen=True):
    """The findings of one requirement in one state, all waived or none. Parts that all entries share stand once,
    around them. `heading` is made of the mark of the state, `standing` (the state, how serious) and `name`."""

    state: State
    heading: str
    before: tuple[Part, ...]
    entries: tuple[Entry, ...]
    after: tuple[Part, ...]
    waived: bool = False
    name: str = ""
    standing: str = ""


class Section(Struct, frozen=True):
    title: str
    lines: tuple[str, ...]


class Outline(Struct, frozen=True):
    answer: str
    file: str
    open: tuple[Group, ...]
    needs: Section | None
    others: tuple[Group, ...]
    others_counted: Text | None
    sections: tuple[Section, ...]


def outline(verdict: Verdict, lang: Lang, *, others: bool = True) -> Outline:
    """The verdict in reading order. Without `others` the groups that need not be seen are only counted."""
    names = Names(verdict.program)
    needs = [f for f in verdict.findings if _is_need(f)]
    plain_findings = [f for f in verdict.findings if not _is_need(f)]
    groups = _groups([f for f in plain_findings if others or f.state in OPEN_STATES], names, verdict, lang)
    closed = [f for f in plain_findings if f.state not in OPEN_STATES]
    counted = Text("其余:", "The rest: ") + findings_counted(closed)
    return Outline(
        answer=visible(answer(verdict).in_lang(lang)),
        file=visible(_file(verdict.case).in_lang(lang)),
        open=tuple(g for g in groups if g.state in OPEN_STATES),
        needs=_needs(needs, verdict.case, names, lang),
        others=tuple(g for g in groups if g.state not in OPEN_STATES),
        others_counted=counted if closed else None,
        sections=tuple(_sections(verdict, names, lang)),
    )


def _file(case: Case) -> Text:
    kind = Text("文件 ", "document ") if is_text(case) else Text("案卷文件 ", "case file ")
    return kind + plain(named(case.file))


def groups_of(findings: Sequence[Finding], verdict: Verdict, lang: Lang) -> tuple[Group, ...]:
    """Some findings of a verdict, those of one requirement and state together, worst first."""
    return tuple(_groups(findings, Names(verdict.program), verdict, lang))


def _is_need(finding: Finding) -> bool:
    return finding.state is State.NOT_APPLICABLE and finding.need is not None


def _groups(findings: Sequence[Finding], names: Names, verdict: Verdict, lang: Lang) -> list[Group]:
    together: dict[tuple[str, State, bool, bool], list[Finding]] = {}
    for finding in findings:
        key = (row(finding), finding.state, finding.waived, waits(finding))
        together.setdefault(key, []).append(finding)
    ordered = sorted(
        together.values(),
        key=lambda g: (g[0].state.rank, g[0].waived, min(SEVERITY_ORDER.index(f.severity) for f in g)),
    )
    return [_group(sorted(g, key=_by_date), names, verdict, lang) for g in ordered]


def _by_date(finding: Finding) -> date:
    return finding.activation.start if finding.activation else date.min


def _group(findings: Sequence[Finding], names: Names, verdict: Verdict, lang: Lang) -> Group:
    lead = findings[0]
    labels = dict.fromkeys(rule_label(f, names, lang) for f in findings)
    standing, name = _state_and_severity(findings, lang), " / ".join(labels)
    heading = f"{MARKS[lead.state]} {standing} ─ {name}"
    every = [proof_parts(f, names, verdict.on, lang) for f in findings]
    if len(findings) == 1:
        entry = Entry(activation_label(lead, names, lang), every[0])
        return Group(lead.state, heading, (), (entry,), (), lead.waived, name, standing)
    heading += Text(f",{len(findings)} 处", f", {len(findings)} instances").in_lang(lang)
    shared = [p for p in every[0] if all(p in parts for parts in every[1:]) and p.key != "note"]
    entries = tuple(
        _entry(f, [p for p in parts if p not in shared and p.key != "note"], names, lang)
        for f, parts in zip(findings, every, strict=True)
    )
    before = tuple(p for p in shared if p.key in _BEFORE)
    after = tuple(p for p in shared if p.key not in _BEFORE)
    return Group(lead.state, heading, before, entries, after + _notes(every), lead.waived, name, standing)


def _notes(every: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    """The notes of all entries as one part, each said once."""
    notes = [p for parts in every for p in parts if p.key == "note"]
    lines = tuple(dict.fromkeys(line for note in notes for line in note.lines))
    return (replace(notes[0], lines=lines),) if notes else ()


def _entry(finding: Finding, parts: Sequence[Part], names: Names, lang: Lang) -> Entry:
    """One of several: what it is about leads, so a list of records that says no more is left out."""
    about = activation_label(finding, names, lang)
    return Entry(about, tuple(p for p in parts if p.lines != (about,)))


def _state_and_severity(findings: Sequence[Finding], lang: Lang) -> str:
    """The state word; with how serious the breach is, or would be."""
    lead = findings[0]
    states = list(dict.fromkeys(state_word(f.state, f.rule) for f in findings))
    state = states[0] if len(states) == 1 else word("state", lead.state.value)
    severity, words = min((f.severity for f in findings), key=SEVERITY_ORDER.index), of_words(lead)
    grave, then = how_grave(severity, words), if_so(severity, words)
    if lead.suspected is not None and waits(lead):
        sure = how_sure(lead.suspected)
        so = Text(f"{sure.zh};如属实,{then.zh}", f"{sure.en}; if so: {then.en}")
        state = behind(SUSPECTED, so)
    elif lead.state is State.VIOLATED:
        state = behind(state, grave)
    elif lead.state is State.CURED:
        state = behind(state, Text(f"原属{grave.zh}", f"was a {grave.en}"))
    elif lead.state in OPEN_STATES:
        state = behind(state, Text(f"如违反,{then.zh}", f"if violated: {then.en}"))
    return marked_if_waived(state, lead).in_lang(lang)


def _needs(needs: Sequence[Finding], case: Case, names: Names, lang: Lang) -> Section | None:
    """One line for each later step, with what must precede it and the articles; what the file has already, but not as it
    must be, is to be done again."""
    if not needs:
        return None
    norms = {c.norm for f in needs for c in f.rule.basis}
    title = Text("下一步之前须先做", "Still needed before the next step")
    if len(norms) == 1:
        title = behind(title, norm_title(norms.pop(), names.norms))
        short = True
    else:
        short = False
    by_step: dict[str, dict[str, list[Finding]]] = {}
    for finding in needs:
        steps = by_step.setdefault(finding.rule.step or "", {})
        steps.setdefault(finding.need or "", []).append(finding)
    lines, there = [], {r.step for r in case.records}
    for later, steps in by_step.items():
        parts = []
        for step, findings in steps.items():
            basis = list(dict.fromkeys(c for f in findings for c in f.rule.basis))
            where = provisions(basis) if short else cite_all(basis, names.norms)
            called = names.step(step)
            again = Text(f"重新{called.zh}", f"{called.en} again")
            parts.append(behind(again if step in there else called, where))
        needed = join(parts)
        before = names.step(later) if later else Text("结案", "closing")
        line = Text(f"{before.zh}之前:{needed.zh}", f"before {before.en}: {needed.en}")
        lines.append(visible(line.in_lang(lang)))
    return Section(visible(title.in_lang(lang)), tuple(lines))


def _remarks(verdict: Verdict, names: Names) -> Iterable[Text]:
    """What does not change the answer but a reader should know: exemptions, readings that differ, out of scope."""
    if nothing_applies(verdict):
        yield from why_nothing_applies(verdict.findings, names)
        return
    for finding in verdict.findings:
        rule = names.name(finding.rule.name)
        if finding.state is State.EXEMPT:
            told_why = Text(f"豁免 {rule.zh}:{finding.why.zh}", f"exempt, {rule.en}: {finding.why.en}")
            applied = [e.exception for e in finding.proof.exceptions if e.applied]
            basis = [c for e in applied for c in e.basis]
            yield behind(told_why, cite_all(basis or finding.rule.basis[:1], names.norms))
        elif finding.state in _FINE and len({r.state for r in finding.proof.readings}) > 1:
            told_each = join([_under_reading(r, finding) for r in finding.proof.readings], ";", "; ")
            disputed = Text(f"有争议 {rule.zh}:{told_each.zh}", f"open to dispute, {rule.en}: {told_each.en}")
            yield behind(disputed, cite_all(finding.rule.basis[:1], names.norms))


_FINE = (State.SATISFIED, State.HOLDING)


def why_nothing_applies(findings: Sequence[Finding], names: Names) -> Iterable[Text]:
    """Why nothing applies: out of scope, with the article that says so; of a norm that was not yet in force once."""
    reasons: dict[object, Text] = {}
    for finding in sorted(findings, key=_by_date):
        if finding.outside and finding.chain:
            reason = behind(finding.why, cite_all(finding.chain, names.norms))
            reasons[reason] = reason
        elif finding.outside and finding.activation is not None:
            reasons[_not_yet(finding, finding.activation.start) or finding.why] = finding.why
    return reasons.values()


def _not_yet(finding: Finding, day: date) -> tuple[str, date] | None:
    """The norm of a rule that begins to apply only after the day, and since when it applies."""
    starts = [v.start for v in finding.rule.versions if v.start is not None]
    if not starts or day >= min(starts) or not finding.rule.basis:
        return None
    return finding.rule.basis[0].norm, min(starts)


def _under_reading(reading: ReadingResult, finding: Finding) -> Text:
    state, label = state_word(reading.state, finding.rule), blanks(reading.name)
    return Text(f"按“{label.zh}”{state.zh}", f"by '{label.en}' {state.en}")


def _sections(verdict: Verdict, names: Names, lang: Lang) -> Iterable[Section]:
    """What stands behind the findings: records not counted, plans, assumptions, the rules used."""
    discounts = [discounted(n, names) for n in verdict.discounted]
    planned = [names.record(r) for r in verdict.planned]
    assumed = []
    for assumption in premises(verdict):
        line = assumption.text
        if assumption.basis:
            line = behind(line, cite_all(assumption.basis, names.norms))
        where = place(assumption.span)
        assumed.append(behind(line, where))
    packs = [
        Text(f"{p.title.zh} {p.version}".strip(), f"{p.title.en} {p.version}".strip()) for p in verdict.packs
    ]
    titled = (
        (Text("放行", "Waivers"), list(waiver_notes(verdict))),
        (Text("核对", "Reviewed passages"), list(review_notes(verdict))),
        (Text("另须知道", "Also to know"), list(_remarks(verdict, names))),
        (Text("不作数的记录", "Records that do not count"), discounts),
        (Text("计划中,不当作已做", "Planned, not taken as done"), planned),
        (Text("本报告的前提", "What this report takes for granted"), assumed),
        (Text("所用规则", "Rules used"), packs),
    )
    for title, texts in titled:
        if texts:
            yield Section(title.in_lang(lang), tuple(visible(t.in_lang(lang)) for t in texts))
