"""The examples of a rule as small tables: date, step, what the record states."""

from __future__ import annotations

from typing import Literal, cast

from guiju.engine.case.model import Value
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.handbook.page_model import ExampleBlock, Labelled, SharedExample, Table
from guiju.engine.handbook.page_parts import Line, Page, labelled, line
from guiju.engine.handbook.page_words import HEADS
from guiju.engine.report.words.naming import blanks, named
from guiju.engine.semantics.core import ACTOR, EVIDENCE
from guiju.engine.semantics.program import Example, ExampleRecord, Rule
from guiju.engine.semantics.vocabulary import BUILT_IN, Type, find_field

_FINE = Text("符合", "kept")
_FEW = 2
_CONFORMING, _VIOLATING = Text("合例", "Conforming"), Text("违例", "Violating")
_TITLES = {"fine": _CONFORMING, "clear": _CONFORMING, "violated": _VIOLATING, "suspected": _VIOLATING}


def examples_of(rule: Rule, page: Page) -> tuple[ExampleBlock, ...]:
    """The examples that expect something of the rule, in the order of the pack."""
    return tuple(
        _block(example, state, page)
        for example in page.program.examples
        for target, state in example.expect
        if target == rule.id
    )


def shared_examples(pack: str, page: Page) -> tuple[SharedExample, ...]:
    """The examples of a pack that are about more rules than it is worth repeating them for."""
    heads = tuple(HEADS[h].in_lang(page.lang) for h in ("rules", "state"))
    out = []
    for example in page.program.examples:
        if example.pack == pack and _shared(example):
            rows = tuple(
                ((page.rule_link(r),), line(_state(s).in_lang(page.lang))) for r, s in example.expect
            )
            block = _block(example, "fine", page)
            out.append(
                SharedExample(
                    page.anchors["example", example.name],
                    block.title,
                    block.given,
                    block.records,
                    Table(heads, rows),
                )
            )
    return tuple(out)


def _shared(example: Example) -> bool:
    return len(example.expect) > _FEW


def _state(state: str) -> Text:
    return _FINE if state == "fine" else word("state", state)


def _block(example: Example, state: str, page: Page) -> ExampleBlock:
    inner = _TITLES.get(state) if ":" in example.name else None  # `rule:line` inside a rule, else a name
    kind: Literal["fine", "violated", "other"] = "fine"
    if state not in ("fine", "satisfied", "holding", "exempt", "cured", "not_applicable", "clear"):
        kind = "violated" if state in ("violated", "suspected") else "other"
    heads = tuple(HEADS[h].in_lang(page.lang) for h in ("date", "step", "details"))
    rows = tuple(_record(r, page) for r in sorted(example.records, key=lambda r: r.start))
    return ExampleBlock(
        inner.in_lang(page.lang) if inner else named(example.name.partition(":")[0] or example.name),
        _state(state).in_lang(page.lang),
        kind,
        tuple(_given(example, page)),
        Table(heads, rows),
        page.anchors["example", example.name] if _shared(example) and example.pack == page.pack else "",
    )


def _given(example: Example, page: Page) -> list[Labelled]:
    out: list[Labelled] = []
    if example.level:
        out += labelled(page, "level", page.names.level(example.level))
    out += labelled(page, "region", named(example.region or ""))
    out += labelled(page, "organ", named(example.organ or ""))
    declared = page.program.vocabulary.facts
    facts = [
        _assigned(page.names.step(name), value, page, declared[name].type if name in declared else None)
        for name, value in example.facts
    ]
    if facts:
        out += labelled(page, "facts", join(facts, zh=",", en=", "))
    out += labelled(page, "text", *map(named, example.paragraphs))
    if example.closed:
        out += labelled(page, "closed", word("truth", "yes"))
    if example.on:
        out += labelled(page, "on", str(example.on))
    return out


def _record(record: ExampleRecord, page: Page) -> tuple[Line, ...]:
    step = page.program.vocabulary.steps.get(record.step)
    stated = []
    if record.actor is not None:
        stated.append(_assigned(BUILT_IN[ACTOR].name.text, record.actor, page))
    if record.evidence is not None:
        stated.append(_assigned(BUILT_IN[EVIDENCE].name.text, record.evidence, page))
    for name, value in record.fields:
        field = find_field(step.fields, name) if step else None
        label = blanks(field.name.text) if field else plain(named(name))
        stated.append(_assigned(label, value, page, field.type if field else None))
    return (
        line(_when(record, page)),
        line(page.said(page.names.step(record.step))),
        line(page.said(join(stated, zh=",", en=", "))),
    )


def _when(record: ExampleRecord, page: Page) -> str:
    start = f"{record.start} {record.time}" if record.time else str(record.start)
    words = plain(start)
    if record.end is None:
        words = Text(f"{start} 起,未止", f"from {start}, still running")
    elif record.end != record.start:
        words = Text(f"{start} 至 {record.end}", f"{start} to {record.end}")
    if record.order is not None:
        words += Text(f"(次序 {record.order})", f" (order {record.order})")
    return page.said(words)


def _assigned(name: Text, value: object, page: Page, kind: Type | None = None) -> Text:
    text = page.names.value(cast(Value, value), kind.kind if kind is not None else None)
    return Text(f"{name.zh} = {text.zh}", f"{name.en} = {text.en}")
