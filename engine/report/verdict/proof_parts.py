"""A finding's proof as labelled lines in one language: what every kind of output for people is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from guiju.engine.calendar import OpenDay
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.comparisons import LACKS
from guiju.engine.evaluate.finding import (
    Answer,
    Cure,
    ExceptionResult,
    FactUse,
    Finding,
    NotUsed,
    ParamUse,
    ReadingResult,
    State,
)
from guiju.engine.evaluate.sums import COUNTED_TO
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.report.words.arithmetic import days_of, sum_line
from guiju.engine.report.words.citation import cite_all, cite_basis
from guiju.engine.report.words.naming import Names, behind, blanks, days, named, place, state_word, visible
from guiju.engine.report.words.suspicion import review_lines, suspicion_lines, waits
from guiju.engine.report.words.waivers import waiver_lines
from guiju.engine.semantics.core import Lasts
from guiju.engine.semantics.program import Rule
from msgspec import Struct

ANSWERS_SHOWN = 8

LABELS = {
    "basis": Text("依据", "Basis"),
    "rule": Text("要求", "Rule"),
    "why": Text("认定", "Finding"),
    "suspected": Text("疑似", "Suspected"),
    "reviewed": Text("核对", "Reviewed"),
    "waiver": Text("放行", "Waiver"),
    "breach": Text("起因", "Cause"),
    "period": Text("期间", "Period"),
    "records": Text("记录", "Records"),
    "sums": Text("期限计算", "Dates"),
    "sought": Text("未见", "Not found"),
    "not_used": Text("不计入", "Not counted"),
    "facts": Text("事实", "Facts"),
    "parameters": Text("参数", "Parameters"),
    "unknown": Text("待补充", "Missing"),
    "readings": Text("读法", "Readings"),
    "exceptions": Text("例外", "Exceptions"),
    "due": Text("期限", "Due"),
    "cure": Text("怎么办", "What to do"),
    "redo": Text("须重做", "To redo"),
    "liability": Text("责任", "Liability"),
    "note": Text("说明", "Note"),
}

_STRENGTH = {
    "inferred": Text("条文没有明说", "the text does not say so itself"),
    "by_reference": Text("不是直接约束", "not directly binding"),
    "unsure": Text("来源尚未核实", "the source has not been checked yet"),
}


_EXPLAINED = (State.VIOLATED, State.UNKNOWN)
_PLACE = re.compile(r"\(第 \d+ 行\)$")
_SAME_DAY = Text(",就是报告当日", ", the very day of this report")


class Part(Struct, frozen=True):
    """Lines that belong together under one label (a key of `LABELS`)."""

    key: str
    label: str
    lines: tuple[str, ...]


def proof_parts(finding: Finding, names: Names, on: date, lang: Lang) -> tuple[Part, ...]:
    """The parts of a finding in the order in which they are read; empty parts are left out."""
    proof = finding.proof
    lines: dict[str, list[Text]] = {
        "basis": [_basis(finding, names)],
        "rule": [finding.rule.gist],
        "why": [] if waits(finding) and _is_quoted(finding) else [finding.why],
        "suspected": suspicion_lines(finding),
        "reviewed": review_lines(finding),
        "waiver": waiver_lines(finding),
        "breach": _breach(finding, names),
        "period": [_period(finding, r, names) for r in _records(finding) if not r.step]
        if finding.breach is None
        else [],
        "records": [names.record(r) for r in _records(finding) if r.step],
        "sums": [sum_line(s) for s in proof.arithmetic],
        "sought": [proof.sought] if proof.sought and proof.sought.zh not in finding.why.zh else [],
        "not_used": [discounted(n, names) for n in proof.not_used],
        "facts": _facts([f for f in proof.facts if not _is_told(f, finding)], names),
        "parameters": [_parameter(p, names) for p in proof.parameters],
        "unknown": _unknown(finding) if not waits(finding) else [],
        "readings": _readings(finding, names),
        "exceptions": [_exception(e, names) for e in proof.exceptions if _worth_telling(e)],
        "due": _due(finding, on),
        "cure": _cure(finding.cure, names) if finding.cure else [],
        "redo": _redo(finding.cure, names) if finding.cure else [],
        "liability": _liability(finding, names),
        "note": [finding.rule.note] if finding.rule.note and finding.state in _EXPLAINED else [],
    }
    return tuple(
        Part(key, label.in_lang(lang), tuple(visible(t.in_lang(lang)) for t in lines[key]))
        for key, label in LABELS.items()
        if any(t.zh or t.en for t in lines[key])
    )


def discounted(entry: NotUsed, names: Names) -> Text:
    """A record that does not count, why, and the article that says so."""
    record = names.record(entry.record)
    line = Text(f"{record.zh}:{entry.reason.zh}", f"{record.en}: {entry.reason.en}")
    return behind(line, cite_all(entry.rule.basis, names.norms)) if entry.rule else line


def _basis(finding: Finding, names: Names) -> Text:
    basis = cite_basis(finding, names.norms)
    if finding.strength != "explicit":
        strength, meaning = word("strength", finding.strength), _STRENGTH[finding.strength]
        basis = behind(basis, Text(f"{strength.zh}:{meaning.zh}", f"{strength.en}: {meaning.en}"))
    return basis


def _records(finding: Finding) -> list[Record]:
    """What activates the rule (a record or a period) and the records used, each once (a record is known by its place
    in the case)."""
    records = ([finding.activation] if finding.activation else []) + list(finding.proof.used)
    return list({(r.index, r.derived_by, r.step): r for r in records}.values())


def _period(finding: Finding, period: Record, names: Names) -> Text:
    """The days of a period, and the record it is counted from where it is counted from one."""
    if finding.source is None:
        return days(period)
    source = names.record(finding.source)
    return behind(days(period), Text(f"从{source.zh}起算", f"counted from {source.en}"))


def _breach(finding: Finding, names: Names) -> list[Text]:
    """Which rule was broken on which day, and about which record."""
    if finding.breach is None or finding.activation is None:
        return []
    name, on = names.name(finding.breach), finding.activation.start
    told = Text(f"{on} 违反“{name.zh}”", f"breach of '{name.en}' on {on}")
    return [told if finding.source is None else behind(told, names.record(finding.source))]


def _facts(facts: Sequence[FactUse], names: Names) -> list[Text]:
    lines = []
    for fact in facts:
        value = names.value(fact.value, fact.kind)
        line = Text(f"{fact.label.zh}:{value.zh}", f"{fact.label.en}: {value.en}")
        if fact.by_default:
            line = behind(line, Text("案卷未写,按默认", "not stated, taken by default"))
        lines.append(line if _placed(fact.label) else behind(line, place(fact.span)))
    return [join(lines, zh=";", en="; ")] if lines else []


def _is_quoted(finding: Finding) -> bool:
    """Whether the words that a heuristic found are shown; a reader judges by these, and not by what the program took them
    for (whose duty it is, which way money goes)."""
    return finding.suspected is not None and bool(finding.suspected.quote)


def _is_told(fact: FactUse, finding: Finding) -> bool:
    """Whether the fact is the passage that is suspected, or was read from it. What a text was taken for is left out: its
    words, which are shown, say it better."""
    if finding.activation is not None and place_in_text(finding.activation) is not None:
        return isinstance(fact.key, tuple) and fact.key[0] == "field"
    if finding.suspected is None:
        return False
    of_record = isinstance(fact.key, tuple) and fact.key[0] == "field"
    return fact.value == finding.suspected.quote or (of_record and _is_quoted(finding))


def _parameter(use: ParamUse, names: Names) -> Text:
    """The value of a parameter, and which pack says so under which article."""
    value = names.value(use.value, use.kind)
    line = Text(f"{use.name.zh} = {value.zh}", f"{use.name.en} = {value.en}")
    source = cite_all(use.basis, names.norms) if use.basis else Text("", "")
    return behind(line, join([t for t in (use.pack, source) if t.zh], zh=",", en=", "))


def _placed(label: Text) -> bool:
    """Whether the label of a fact (a field of a record) already says where the record stands."""
    return _PLACE.search(label.zh) is not None


def _unknown(finding: Finding) -> list[Text]:
    lines = []
    if finding.unknown:
        listed = join(finding.unknown)
        lines.append(Text(f"还不知道:{listed.zh}", f"not known yet: {listed.en}"))
    lines += [answer_line(a, finding.rule) for a in finding.answers[:ANSWERS_SHOWN]]
    left = len(finding.answers) - ANSWERS_SHOWN
    if left > 0:
        lines.append(Text(f"另有 {left} 种情形未列出", f"{left} more combinations not listed"))
    return lines


def answer_line(answer: Answer, rule: Rule) -> Text:
    """What one combination of answers leads to."""
    given = join(list(_given(answer)), zh=",")
    state = state_word(answer.state, rule)
    return Text(f"{given.zh}的:{state.zh}", f"if {given.en}: {state.en}")


def _given(answer: Answer) -> Iterator[Text]:
    """The choices in words; what is not in one list is told together."""
    for (name, lacks), group in groupby(answer.assignment, lambda a: (a[0], a[1].zh.startswith(LACKS.zh))):
        choices = [choice for _, choice in group]
        if not lacks:
            yield from (_assumed(name, choice) for choice in choices)
            continue
        held = [Text(c.zh.removeprefix(LACKS.zh), c.en.removeprefix(LACKS.en)) for c in choices]
        yield _assumed(name, LACKS + join(held, "、", " or "))


def _assumed(name: Text, choice: Text) -> Text:
    """That it is so chosen; choices may bring their own sign or verb."""
    if choice.zh.startswith(COUNTED_TO.zh):
        return Text(f"{name.zh}{choice.zh}", f"{name.en} {choice.en}")
    signed, verb = (
        choice.zh[:1] in "含匹不早晚就≠<>≤≥",
        choice.en.startswith(("contains ", "does not ", "matches ")),
    )
    value = f" {choice.zh}" if choice.zh[:1].isdecimal() else f"“{choice.zh}”"
    zh = f" {choice.zh}" if signed else f"为{value}"
    en = "" if choice.en[:1] in "≠<>≤≥" or verb else "is "
    return Text(f"{name.zh}{zh}", f"{name.en} {en}{choice.en}")


def _readings(finding: Finding, names: Names) -> list[Text]:
    readings, rule = finding.proof.readings, finding.rule
    if len(readings) < 2:
        return []
    if len({r.state for r in readings}) == 1:
        listed = join([blanks(r.name) for r in readings])
        agree = Text(f"{listed.zh}:结论相同", f"{listed.en}: same result under each")
        if readings[0].state is finding.state:
            state = state_word(finding.state, rule)
            agree += Text(f",均为{state.zh}", f", {state.en}")
        return [agree]
    return [_reading(r, rule, names) for r in readings]


def _reading(reading: ReadingResult, rule: Rule, names: Names) -> Text:
    name = blanks(reading.name)
    if reading.default:
        name = behind(name, Text("本报告采用", "used in this report"))
    state = state_word(reading.state, rule)
    line = Text(f"{name.zh} → {state.zh}", f"{name.en} → {state.en}")
    details = [reading.gist] if reading.gist else []
    if reading.basis:
        details.append(cite_all(reading.basis, names.norms))
    details += [sum_line(s) for s in reading.arithmetic]
    if reading.last_day:
        details.append(Text(f"最后一日 {reading.last_day}", f"last day {reading.last_day}"))
    elif reading.open_last_day:
        details.append(_open_last_day(reading.open_last_day))
    return line + _after_colon(join(details, zh=";", en="; "))


def _liability(finding: Finding, names: Names) -> list[Text]:
    """The articles on accountability, where the rule is violated."""
    if finding.state is not State.VIOLATED or not finding.rule.liability:
        return []
    return [cite_all(finding.rule.liability, names.norms)]


def _worth_telling(result: ExceptionResult) -> bool:
    """An exception that plainly does not hold is left to the data; one claimed, open or applied is told."""
    return result.live is not False or result.applied or result.claimed


def _exception(result: ExceptionResult, names: Names) -> Text:
    rule = result.exception
    name = behind(names.name(rule.name), cite_all(rule.basis, names.norms))
    if result.applied:
        outcome = Text("适用", "applies")
    elif result.live is None:
        outcome = Text("能否适用尚不清楚", "open")
    elif result.live:
        outcome = Text("条件具备,未采用", "its conditions are met, but it was not used")
    else:
        outcome = Text("不适用", "does not apply")
    line = name + _after_colon(outcome)
    return line + Text(f" ─ {result.reason.zh}", f" ─ {result.reason.en}") if result.reason.zh else line


def _due(finding: Finding, on: date) -> list[Text]:
    if finding.last_day is None:
        return [_open_last_day(finding.open_last_day)] if finding.open_last_day is not None else []
    if finding.state is State.PENDING and isinstance(finding.deciding, Lasts) and finding.deciding.op == ">=":
        return [_running(finding.last_day, on)]
    line = Text(f"最后一日 {finding.last_day}", f"last day {finding.last_day}")
    if finding.delay:
        late = days_of(finding.delay)
        return [line + Text(f",迟 {late.zh}", f", {late.en} late")]
    left = (finding.last_day - on).days
    if left >= 0 and finding.state in (State.PENDING, State.AT_RISK, State.UNKNOWN, State.DOOMED):
        ahead = days_of(left)
        return [line + (Text(f",还有 {ahead.zh}", f", {ahead.en} left") if left else _SAME_DAY)]
    return [line]


def _open_last_day(day: OpenDay) -> Text:
    """Where a last day lies that hangs on a year without a notice."""
    return Text(f"最后一日{day.text.zh}", f"last day {day.text.en}")


def _running(earliest: date, on: date) -> Text:
    """A period that must stay open at least until a day: no deadline, but the earliest end."""
    line = Text(f"最早可于 {earliest} 结束", f"may end on {earliest} at the earliest")
    left = (earliest - on).days
    if left < 0:
        return line
    ahead = days_of(left)
    return line + (Text(f",还须开放 {ahead.zh}", f", {ahead.en} to run") if left else _SAME_DAY)


def _cure(cure: Cure, names: Names) -> list[Text]:
    lines = [cure.text] if cure.text else []
    if cure.missing and not cure.redo:
        step = names.step(cure.missing)
        lines.append(Text(f"缺的步骤:{step.zh}", f"missing step: {step.en}"))
    return lines


def _redo(cure: Cure, names: Names) -> list[Text]:
    """The steps to do again in order, and the records that fell with the skipped one."""
    lines = []
    if cure.redo:
        steps = join([names.step(s) for s in cure.redo], zh=" → ", en=" → ")
        several = len(cure.redo) > 1
        lines.append((Text("依次 ", "in this order: ") if several else plain("")) + steps)
    if cure.worthless:
        spoiled = join([names.record(r) for r in cure.worthless])
        lead = Text("因此须一并重新履行:", "to be done again because they rest on it: ")
        lines.append(lead + spoiled)
    return lines


def _after_colon(text: Text) -> Text:
    return Text(f":{text.zh}" if text.zh else "", f": {text.en}" if text.en else "")


def activation_label(finding: Finding, names: Names, lang: Lang) -> str:
    """What the finding is about: the record, or the case as a whole."""
    about = names.record(finding.activation) if finding.activation else Text("全案", "the case as a whole")
    about = next(iter(_breach(finding, names)), about)
    return visible(about.in_lang(lang))


def rule_label(finding: Finding, names: Names, lang: Lang) -> str:
    """The rule's name and, for looking it up, its row in the table of requirements or its id."""
    rule = finding.rule
    return visible(f"{names.name(rule.name).in_lang(lang)} [{named(rule.row or rule.id)}]")
