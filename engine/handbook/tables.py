"""The tables of a page: norms, steps and facts, parameters, and what is not checked."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from decimal import Decimal

from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.handbook.page_model import NamedTable, Piece, Table
from guiju.engine.handbook.page_parts import Line, Page, cited, line
from guiju.engine.handbook.page_words import HEADS, TITLES, TYPES
from guiju.engine.handbook.scene import Scene, shown_text
from guiju.engine.handbook.sentences_values import literal
from guiju.engine.report.words.citation import norm_title
from guiju.engine.report.words.naming import blanks, named
from guiju.engine.semantics.program import NotCheckable, Param
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, StepDecl, Type


def named_table(
    page: Page, key: str, heads: Sequence[str], rows: Iterable[tuple[Line, ...]], anchors: Iterable[str] = ()
) -> tuple[NamedTable, ...]:
    """The table under its title; nothing if it has no rows."""
    kept = tuple(rows)
    if not kept:
        return ()
    table = Table(tuple(HEADS[h].in_lang(page.lang) for h in heads), kept, tuple(anchors))
    return (NamedTable(key, TITLES[key].in_lang(page.lang), table),)


def norms_table(page: Page, keys: Iterable[str]) -> tuple[NamedTable, ...]:
    """The norms that a pack cites, with number, rank and dates."""
    rows = []
    for key in keys:
        norm = page.program.norms.get(key)
        if norm is not None:
            title = Text(norm_title(key, page.program.norms).zh, norm.en or norm.title)
            cells = (page.said(title), named(norm.number or ""), named(norm.rank or ""))
            note = [line(page.said(norm.note))[0]] if norm.note else []
            rows.append(
                (
                    (*line(cells[0]), *note),
                    *map(line, cells[1:]),
                    line(_day(norm.in_force)),
                    line(_day(norm.until)),
                )
            )
    return named_table(page, "norms", ("norm", "number", "rank", "from", "until"), rows)


def steps_table(page: Page, steps: Sequence[StepDecl]) -> tuple[NamedTable, ...]:
    rows = []
    for step in steps:
        name = blanks(step.name.text)
        lasting = Text("(时段)", " (lasts)") if step.interval else Text("", "")
        usual = page.said(join([plain(named(x)) for x in (*step.actors, *step.evidence)]))
        fields = tuple(line(page.said(_field(f)))[0] for f in step.fields)
        rows.append((line(name.zh + lasting.zh), line(name.en + lasting.en), fields, line(usual)))
    heads = ("name_zh", "name_en", "fields", "usual")
    return named_table(page, "steps", heads, rows, [page.anchors["step", s.name.zh] for s in steps])


def facts_table(page: Page, facts: Sequence[FactDecl]) -> tuple[NamedTable, ...]:
    rows = []
    for fact in facts:
        name = blanks(fact.name.text)
        question = page.said(fact.question) if fact.question else ""
        default = page.said(_default(fact, page)) if fact.default is not None else ""
        rows.append((*map(line, (name.zh, name.en, page.said(_type(fact.type)), question, default)),))
    heads = ("name_zh", "name_en", "kind", "question", "default")
    return named_table(page, "facts", heads, rows, [page.anchors["fact", f.name.zh] for f in facts])


def params_table(page: Page, params: Iterable[Param], packs: Container[str]) -> tuple[NamedTable, ...]:
    """What each layer says a parameter is."""
    scene = Scene(page.program, Text("", ""))
    rows = []
    for param in params:
        for value in param.values:
            if value.pack in packs:
                pack = page.program.packs.get(value.pack)
                title = page.said(pack.title) if pack else named(value.pack)
                words = literal(value.value, Type(param.kind), scene)
                why = [cited(page, value.basis), page.said(value.gist) if value.gist else ""]
                source = tuple(Piece(w) for w in why if w)
                name = page.said(shown_text(param.name.words))
                rows.append((line(name), line(page.said(words)), line(title), source))
    return named_table(page, "params", ("parameter", "value", "pack", "source"), rows)


def unchecked_table(page: Page, rows: Iterable[NotCheckable]) -> tuple[NamedTable, ...]:
    cells = [
        (
            line(named(r.row)),
            line(cited(page, r.basis)),
            line(word("unchecked", r.kind).in_lang(page.lang)),
            line(page.said(r.reason)),
        )
        for r in rows
    ]
    return named_table(page, "unchecked", ("row", "provision", "kind", "why"), cells)


def _field(field: FieldDecl) -> Text:
    name, kind = blanks(field.name.text), _type(field.type)
    return Text(f"{name.zh}:{kind.zh}", f"{name.en}: {kind.en}")


def _type(kind: Type) -> Text:
    """A type in words, with the values or the fields that it names."""
    if kind.item:
        inner = join([_field(f) for f in kind.item], zh=",", en=", ")
        return Text(f"列表,每项有 {inner.zh}", f"list, each entry with {inner.en}")
    if kind.values:
        values = join([blanks(v.text) for v in kind.values], zh=" | ", en=" | ")
        return Text(f"列表 [{values.zh}]", f"list [{values.en}]") if kind.kind == "list" else values
    return TYPES[kind.kind]


def _default(fact: FactDecl, page: Page) -> Text:
    value = fact.default
    if isinstance(value, bool):
        return word("truth", "yes" if value else "no")
    if value == NONE and not any(v.zh == NONE for v in fact.type.values):
        return Text(NONE, "none")
    assert value is not None and not isinstance(value, bool)
    if isinstance(value, Decimal):
        return literal(value, fact.type, Scene(page.program, Text("", "")))
    return page.names.value(value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
