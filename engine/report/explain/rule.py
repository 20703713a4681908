"""A rule by itself for a terminal: what it asks, on which articles, and everything that bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.explain.card import Card, Sentence
from guiju.engine.report.explain.rows import POWER, heading, rows_of
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, behind, field_words, visible
from guiju.engine.report.words.suspicion import if_so, suspected_sentence
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    Example,
    ExampleRecord,
    ExceptionRule,
    NotCheckable,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, find_field

_EXAMPLES_SHOWN = 6
_NOT_WAIVABLE = Text("规则包写明不可放行", "its pack says that it cannot be waived")
_CONFORMING, _VIOLATING = Text("合例", "conforming"), Text("违例", "violating")
_FINE = {"fine": _CONFORMING, "clear": _CONFORMING, "violated": _VIOLATING, "suspected": _VIOLATING}


def render_card(card: Card, program: Program, lang: Lang, width: int = 100) -> str:
    """Everything about a rule, in labelled lines."""
    names = Names(program)
    lines = fill(heading(card.rule, names, lang), width)
    lines += rows_of(_card_rows(card, program), lang, width)
    return "\n".join(lines) + "\n"


def _card_rows(card: Card, program: Program) -> dict[str, list[Text]]:
    rule, names = card.rule, Names(program)
    strength, then = word("strength", rule.strength), if_so(rule.severity, rule.suspected is not None)
    weight = Text(f"{strength.zh};违反的,{then.zh}", f"{strength.en}; if violated: {then.en}")
    return {
        "gist": [rule.gist],
        "says": [_sentence(s) for s in card.sentences if s.default] or [POWER],
        "basis": [cite_all((c,), names.norms) for c in rule.basis],
        "applies": [card.applies] if card.applies else [],
        "weight": [weight],
        "suspected": [suspected_sentence(rule.suspected)] if rule.suspected is not None else [],
        "sorted_as": [plain(rule.category)] if rule.category is not None else [],
        "versions": _versions(rule),
        "readings": _readings(rule, names),
        "exceptions": [_said(e, e.gist, e.basis, names) for e in card.exceptions],
        "counts": [_counts(c, names) for c in card.counts],
        "cure": [rule.cure] if rule.cure else [],
        "liability": [cite_all(rule.liability, names.norms)] if rule.liability else [],
        "waiver": [_NOT_WAIVABLE] if rule.not_waivable is not None else [],
        "note": [rule.note] if rule.note else [],
        "place": [plain(f"{rule.span.file}:{rule.span.line}")] if rule.span else [],
        "examples": list(_examples(card.examples, program)),
    }


def _sentence(sentence: Sentence) -> Text:
    """What is asked under the reading used; of several versions with when it holds."""
    if sentence.when is None:
        return sentence.text
    when, text = sentence.when, sentence.text
    return Text(f"{when.zh}:{text.zh}", f"{when.en}: {text.en}")


def _versions(rule: Rule) -> list[Text]:
    out = []
    for version in rule.versions:
        since = Text(f"{version.start} 起", f"from {version.start}") if version.start else None
        until = Text(f"{version.until} 前", f"until {version.until} (exclusive)") if version.until else None
        parts = [t for t in (since, until) if t is not None]
        if parts:
            out.append(join(parts, ",", ", "))
    return out


def _readings(rule: Rule, names: Names) -> list[Text]:
    """The readings of the last version, where there are several, with what each rests on."""
    readings = rule.versions[-1].readings if rule.versions else ()
    if len(readings) < 2:
        return []
    out = []
    for reading in readings:
        name = reading.name.words
        if reading.default:
            name = behind(name, Text("判断时采用", "the one used"))
        gist = Text(f":{reading.gist.zh}", f": {reading.gist.en}") if reading.gist else plain("")
        out.append(behind(name + gist, cite_all(reading.basis, names.norms)))
    return out


def _said(
    rule: ExceptionRule | CountsRule | ScopeRule, gist: Text, basis: Sequence[Citation], names: Names
) -> Text:
    name = names.name(rule.name)
    return behind(Text(f"{name.zh}:{gist.zh}", f"{name.en}: {gist.en}"), cite_all(basis, names.norms))


def _counts(rule: CountsRule, names: Names) -> Text:
    effect = word_counts(rule)
    return effect + _said(rule, rule.gist, rule.basis, names)


def word_counts(rule: CountsRule) -> Text:
    """Whether a counts-as rule counts a record or takes it out."""
    return Text("视为 ", "deemed: ") if rule.counts else Text("不作数 ", "does not count: ")


def _examples(examples: Sequence[tuple[Example, str]], program: Program) -> Iterator[Text]:
    """The examples in short: what is done on which day, and what comes of it."""
    names = Names(program)
    for example, state in examples[:_EXAMPLES_SHOWN]:
        known = program.vocabulary
        facts = [
            _fact(known.words(name), value, known.facts.get(name), names)
            for name, value in example.facts
            if value is not None
        ]
        done = [_done(r, program) for r in example.records]
        text = [plain("".join(f"“{visible(p)}”" for p in example.paragraphs))] if example.paragraphs else []
        said = [*facts, *done, *text]
        listed = join(said, ",", ", ") if said else Text("什么都没有做", "nothing is done")
        outcome = _FINE.get(state) or word("state", state)
        yield Text(f"{listed.zh} → {outcome.zh}", f"{listed.en} → {outcome.en}")
    left = len(examples) - _EXAMPLES_SHOWN
    if left > 0:
        yield Text(f"另有 {left} 个案例", f"{left} more examples")


def _fact(label: Text, value: object, declared: FactDecl | FieldDecl | None, names: Names) -> Text:
    kind = declared.type.kind if declared is not None else None
    said = names.value(value, kind) if isinstance(value, bool | str | tuple | Decimal) else plain(str(value))
    return Text(f"{label.zh}:{said.zh}", f"{label.en}: {said.en}")


def _done(record: ExampleRecord, program: Program) -> Text:
    names = Names(program)
    step = names.step(record.step)
    span = plain(f" {record.start} {record.time}" if record.time else f" {record.start}")
    if record.end != record.start:
        span += Text(f" 至 {record.end}", f" to {record.end}") if record.end else Text(" 起", " onwards")
    if record.order is not None:
        span += Text(f" 次序 {record.order}", f" order {record.order}")
    declared = program.vocabulary.steps.get(record.step)
    fields = declared.fields if declared is not None else ()
    said = [
        _fact(field_words(program.vocabulary, record.step, name), value, find_field(fields, name), names)
        for name, value in record.fields
        if value is not None
    ]
    return behind(step + span, join(said, ",", ", ")) if said else step + span


def render_others(
    others: Iterable[ExceptionRule | CountsRule | ScopeRule],
    unchecked: Iterable[NotCheckable],
    program: Program,
    lang: Lang,
    width: int = 100,
) -> str:
    """What is no rule by itself: what it does, to which rules; a row that no case can be checked for: why."""
    names = Names(program)
    lines: list[str] = []
    for one in others:
        lines += fill(visible(_said(one, one.gist, one.basis, names).in_lang(lang)), width)
        lines += fill(visible(_bears_on(one, program, names).in_lang(lang)), width, "  ")
    for row in unchecked:
        kind = word("unchecked", row.kind)
        text = Text(
            f"{row.row} 不能由案卷判断({kind.zh}):{row.reason.zh}",
            f"{row.row} cannot be checked against a case ({kind.en}): {row.reason.en}",
        )
        lines += fill(visible(behind(text, cite_all(row.basis, names.norms)).in_lang(lang)), width)
    return "\n".join(lines) + "\n"


def _bears_on(one: ExceptionRule | CountsRule | ScopeRule, program: Program, names: Names) -> Text:
    match one:
        case ExceptionRule(whole_pack=True):
            return Text("是对本规则包全部规则的例外", "an exception to all rules of its pack")
        case ExceptionRule():
            by_id = {r.id: r.name for r in program.rules} | {e.id: e.name for e in program.exceptions}
            listed = join([names.name(by_id[t]) for t in one.targets if t in by_id])
            return Text(f"是对这些规则的例外:{listed.zh}", f"an exception to: {listed.en}")
        case CountsRule():
            step = names.step(one.step)
            return word_counts(one) + Text(f"(步骤:{step.zh})", f"(step: {step.en})")
    return Text("整个规则包不适用于这样的案卷", "the whole pack does not apply to such a case")
