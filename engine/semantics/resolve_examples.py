"""The examples of packs: small cases with the states they must give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import ACTOR, EVIDENCE
from guiju.engine.semantics.names import Table, choose
from guiju.engine.semantics.program import Example, ExampleRecord
from guiju.engine.semantics.resolve_vocabulary import Plain, as_value
from guiju.engine.semantics.vocabulary import (
    BUILT_IN,
    LEVELS,
    FieldDecl,
    Name,
    StepDecl,
    Type,
    find_field,
    names_by_key,
)
from guiju.engine.syntax import tree as t

_STATES = {
    "违反": "violated", "violated": "violated", "待补充": "unknown", "unknown": "unknown", "待办": "pending",
    "pending": "pending", "暂合规": "holding", "holding": "holding", "已满足": "satisfied", "satisfied": "satisfied",
    "豁免": "exempt", "exempt": "exempt", "不适用": "not_applicable", "not_applicable": "not_applicable",
    "已补正": "cured", "cured": "cured", "符合": "fine", "fine": "fine",
    "疑似": "suspected", "suspected": "suspected", "未见疑似": "clear", "clear": "clear",
}  # fmt: skip
_WRITTEN = (BUILT_IN[ACTOR], BUILT_IN[EVIDENCE])
"""The built-in fields that are written like any other; the days and the time have places of their own."""
STATE_NAMES = names_by_key(_STATES)


def inner_examples(table: Table, rule: t.Decl, pack: str) -> list[Example]:
    """The conforming and violating examples inside a rule."""
    assert rule.name is not None
    out = []
    name = rule.name.word.text
    heuristic = any(isinstance(c, t.Clause) and c.role == "suspected" for c in rule.clauses)
    fine, broken = ("clear", "suspected") if heuristic else ("fine", "violated")
    for clause in rule.clauses:
        if isinstance(clause, t.Clause) and clause.role in ("conforming", "violating"):
            state = fine if clause.role == "conforming" else broken
            title = f"{name}:{clause.span.line}"
            out.append(_example(table, title, pack, clause.args, clause, ((name, state),)))
    return out


def example(table: Table, decl: t.Decl, pack: str, rules: Mapping[str, Name]) -> Example:
    """A named example; `rules` maps every spelling of a rule name to the name (its Chinese one is the id)."""
    expect = []
    for clause in decl.clauses:
        if clause.role != "example_expect":
            continue
        for rule, state in clause.args:
            if rule.text not in rules:
                table.unknown(Text("规则", "rule"), rule, rules)
                continue
            known = rules[rule.text]
            table.refer("rule", rule, known)
            if state.text not in _STATES:
                table.unknown(Text("状态", "state"), state, _STATES)
            else:
                expect.append((known.zh, _STATES[state.text]))
                table.refer("word", state, STATE_NAMES[_STATES[state.text]])
    if not any(clause.role == "example_expect" for clause in decl.clauses):
        table.error("P026", Text("案例没有写预期", "the example expects nothing"), decl.span)
    return _example(table, decl.head[0].text, pack, decl.clauses, decl, tuple(expect))


def _example(
    table: Table,
    name: str,
    pack: str,
    clauses: tuple[Any, ...],
    at: t.Decl | t.Clause,
    expect: tuple[tuple[str, str], ...],
) -> Example:
    level: str | None = None
    region = organ = None
    facts: dict[str, object] = {}
    records: list[ExampleRecord] = []
    closed, on = False, None
    paragraphs: tuple[str, ...] = ()
    for clause in clauses:
        match clause.role:
            case "example_level":
                level = choose(table, Text("层级", "level"), clause.args[0], LEVELS)
            case "example_region":
                region = clause.args[0]
            case "example_organ":
                organ = clause.args[0]
            case "example_facts":
                facts.update(_facts(table, clause.args[0]))
            case "example_record":
                record = _record(table, clause)
                records += [record] if record else []
            case "example_closed":
                closed = True
            case "example_on":
                on = clause.args[0]
            case "example_text":
                paragraphs += tuple(word.text for word in clause.args[0])
    return Example(
        name,
        pack,
        level,
        tuple(facts.items()),
        tuple(records),
        closed,
        on,
        expect,
        at.span,
        region,
        organ,
        paragraphs,
    )


def _facts(table: Table, assigned: tuple[Any, ...]) -> dict[str, object]:
    out: dict[str, object] = {}
    for word, node in assigned:
        declared = table.facts.get(word.text)
        if declared is None:
            table.unknown(Text("事实", "fact"), word, table.facts)
        else:
            table.refer("fact", word, declared.name, declared.span)
            out[declared.name.zh] = _value(table, node, declared.type, declared.name.zh, word.span)
    return out


_UNTIL = ("至", "to")


def _record(table: Table, clause: t.Clause) -> ExampleRecord | None:
    word, assigned, start, end, time, order = clause.args
    if word.text in _UNTIL and word.text not in table.steps:
        message = Text("时刻写在止日后面", "the time stands behind the last day")
        hint = Text(
            f"写 起日 {word.text} 止日 时刻,时刻是开始的时刻",
            f"write day {word.text} day time, the time of the start",
        )
        table.error("P001", message, word.span, hint)
        return None
    step = table.step(word)
    if step is None:
        return None
    actor: str | None = None
    evidence: tuple[str, ...] | None = None
    fields: dict[str, object] = {}
    for name, node in assigned:
        built_in = find_field(_WRITTEN, name.text)
        if built_in is not None:
            value = _value(table, node, built_in.type, built_in.name.zh, name.span)
            if built_in.name.zh == ACTOR:
                actor = value
            else:
                evidence = value
        else:
            found = _named_field(table, step, name)
            if found:
                fields[found.name.zh] = _value(table, node, found.type, found.name.zh, name.span)
    if end is not None and end < start:
        table.error("P011", Text("结束早于开始", "it ends before it begins"), clause.span)
    return ExampleRecord(step.name.zh, start, end, time, order, actor, evidence, tuple(fields.items()))


def single_values(
    table: Table, step: StepDecl, assigned: tuple[tuple[t.Word, Any], ...]
) -> tuple[tuple[str, Plain], ...]:
    """The values given to fields of a record of a step, by the canonical names of the fields; lists are an error."""
    found: dict[str, Plain] = {}
    for name, node in assigned:
        declared = _named_field(table, step, name)
        value = _scalar(table, node, declared.type, declared.name.zh, name.span) if declared else None
        if declared is not None and declared.type.kind == "list":
            message = Text("列表不能写在这里", "a list cannot be given here")
            table.error("P011", message, name.span)
        elif declared is not None and value is not None:
            found[declared.name.zh] = value
    return tuple(found.items())


def _named_field(table: Table, step: StepDecl, word: t.Word) -> FieldDecl | None:
    found = find_field(step.fields, word.text)
    if found is None:
        kind = Text(f"{step.name.zh}的字段", f"field of {step.name.en}")
        table.unknown(kind, word, [s for f in step.fields for s in f.name.spellings])
    else:
        table.refer("field", word, found.name, found.span, step.name.zh)
    return found


def _value(table: Table, node: Any, kind: Type, owner: str, at: Span) -> Any:
    """A value as written: a literal, a list of values, or the fields of an element; `at` is the place of its name."""
    if kind.kind == "list":
        elements = node if isinstance(node, list) else [node]
        return tuple(_element(table, e, kind, owner, at) for e in elements)
    return _scalar(table, node, kind, owner, at)


def _scalar(table: Table, node: Any, kind: Type | None, owner: str, at: Span) -> Plain | None:
    if isinstance(node, t.Literal_):
        return as_value(table, node, kind, owner)
    table.error("P011", Text("这里要一个值,不是列表或一组字段", "a single value is wanted here"), at)
    return None


def _element(table: Table, node: Any, kind: Type, owner: str, at: Span) -> Any:
    if not kind.item:
        return _scalar(table, node, kind, owner, at)
    if not isinstance(node, dict):
        message = Text("这里要一组字段,写在 { } 里", "a group of fields is wanted here, in { }")
        table.error("P011", message, at)
        return None
    out: dict[str, Any] = {}
    for word, value in node.items():
        found = find_field(kind.item, word.text)
        if found:
            table.refer("field", word, found.name, found.span, owner)
            out[found.name.zh] = _value(table, value, found.type, found.name.zh, word.span)
        else:
            table.unknown(Text("字段", "field"), word, [s for f in kind.item for s in f.name.spellings])
    return out
