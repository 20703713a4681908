"""Procedures, steps, fields, facts and norms of a pack, resolved into the vocabulary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.case.form import RECORD
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.norm_index import NormIndex
from guiju.engine.semantics.literal_words import literal_words
from guiju.engine.semantics.names import Table, as_name, as_text
from guiju.engine.semantics.program import Norm
from guiju.engine.semantics.vocabulary import (
    PROCEDURE_START,
    FactDecl,
    FieldDecl,
    Kind,
    Name,
    Procedure,
    StepDecl,
    Type,
    find_name,
    names_by_key,
)
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.build_base import NEVER_IN_FORCE
from msgspec.structs import replace

Plain = bool | Decimal | str | date | Duration
"""A value that is no list."""

_TYPES: dict[str, Kind] = {
    "是否": "yesno", "yesno": "yesno", "数": "number", "num": "number", "文本": "text", "text": "text",
    "日期": "date", "date": "date", "引用": "cite", "cite": "cite", "金额": "amount", "amount": "amount",
    "时长": "duration", "duration": "duration",
}  # fmt: skip
TYPE_NAMES = names_by_key(_TYPES)
_LINES = frozenset(s for name, key in RECORD.items() if name != "note" for s in key.spellings)
"""What case files write of every record; a note may be a field of the step."""
_STEP, _FACT = Text("步骤", "step"), Text("事实", "fact")


def add_norm(table: Table, index: NormIndex, decl: t.Decl) -> None:
    """A norm: its particulars come from the index; a norm the index lacks needs a title and stays unchecked."""
    assert decl.name is not None
    word = decl.name.word
    given = {c.role: c.args for c in decl.clauses if isinstance(c, t.Clause)}
    english = given["english"][0] if "english" in given else None
    note = as_text(given["note"][0]) if "note" in given else None
    table.refer("norm", word, Name(word.text, word.text), decl.span)
    entry = index.get(word.text)
    known = table.norms.get(word.text)
    if known is not None:
        table.norms[word.text] = replace(known, en=known.en or english)
        return
    if entry is not None:
        table.norms[word.text] = Norm(
            word.text,
            entry.title,
            entry.number.value if entry.number else None,
            entry.rank,
            entry.in_force.start.value if entry.in_force.start else None,
            entry.in_force.until.value if entry.in_force.until else None,
            bool(entry.articles),
            note or (Text(entry.note.zh, entry.note.en) if entry.note else None),
            english,
        )
        return
    if decl.head[0] is None:
        table.unknown(Text("规范", "norm"), word, index.keys)
        return
    number = given["number_of"][0] if "number_of" in given else None
    rank = given["rank"][0].text if "rank" in given else None
    start = given["in_force"][0] if "in_force" in given else None
    until = given["until"][0] if "until" in given else None
    if start is not None and until is not None and until <= start:
        at = next(c.span for c in decl.clauses if isinstance(c, t.Clause) and c.role == "until")
        table.error("P011", NEVER_IN_FORCE, at)
    table.norms[word.text] = Norm(word.text, decl.head[0], number, rank, start, until, False, note, english)


def add_procedure(table: Table, decl: t.Decl, pack: str) -> None:
    assert decl.name is not None
    name = as_name(decl.name)
    steps = [s for s in (_step(table, node) for node in decl.clauses if isinstance(node, t.StepNode)) if s]
    known = table.procedures.get(name.zh)
    if known is not None:  # another pack, or another file, adds steps to it
        name, pack = known.name, known.pack
        steps = [*known.steps, *steps]
    procedure = Procedure(name, tuple(steps), pack)
    table.refer_to_declared("procedure", decl.name, decl.span)
    for spelling in name.spellings:
        table.procedures[spelling] = procedure


def _step(table: Table, node: t.StepNode) -> StepDecl | None:
    name = as_name(node.name)
    if not _declared(table, _STEP, name, node.span):
        return None
    table.refer_to_declared("step", node.name, node.span)
    fields: list[FieldDecl] = []
    actors: list[str] = []
    evidence: list[str] = []
    for clause in node.clauses:
        if clause.role == "step_fields":
            fields += [_field(table, f, name.zh) for f in clause.args[0]]
        elif clause.role == "actors":
            actors += [w.text for w in clause.args[0]]
        else:
            evidence += [w.text for w in clause.args[0]]
    _no_twins(table, fields)
    step = StepDecl(
        name, node.interval, tuple(fields), tuple(actors), tuple(evidence), node.span, node.deliberates
    )
    for spelling in name.spellings:
        table.steps[spelling] = step
    return step


def extend_steps(table: Table, decl: t.Decl) -> None:
    """`增补 步骤 { 字段 … }`: further fields for steps of any pack, which cases may then state and rules ask for.

    A step of another procedure becomes one of this procedure as well, in the place where it is written.
    """
    extended = table.procedures[as_name(decl.name).zh] if decl.name else None
    written: str | None = None
    for node in decl.clauses:
        if isinstance(node, t.StepNode):
            written = node.name.word.text
        if not isinstance(node, t.Extension):
            continue
        step = table.step(node.step)
        if step is None:
            continue
        behind, written = written, step.name.zh
        fields = [*step.fields, *(_field(table, f, step.name.zh) for f in node.fields)]
        _no_twins(table, fields)
        longer = replace(step, fields=tuple(fields))
        for spelling in step.name.spellings:
            table.steps[spelling] = longer
        for spelling, procedure in list(table.procedures.items()):
            steps = tuple(longer if s.name == step.name else s for s in procedure.steps)
            if extended is not None and procedure.name == extended.name and longer not in steps:
                steps = _put_behind(steps, behind, longer)
            table.procedures[spelling] = replace(procedure, steps=steps)


def _put_behind(steps: tuple[StepDecl, ...], behind: str | None, step: StepDecl) -> tuple[StepDecl, ...]:
    """The steps with a further one behind the one of that name; at the end where there is none."""
    place = next((i + 1 for i, s in enumerate(steps) if s.name.zh == behind), len(steps))
    return (*steps[:place], step, *steps[place:])


def _declared(table: Table, kind: Text, name: Name, span: Span) -> bool:
    """Every spelling is declared, so that each one that is taken is reported."""
    taken = [s for s in dict.fromkeys(name.spellings) if not table.declare(kind, s, span)]
    return not taken


def _no_twins(table: Table, fields: list[FieldDecl]) -> None:
    """Errors for a field named like another of the step, or like a line that every record has."""
    seen: set[str] = set()
    for declared in fields:
        for spelling in dict.fromkeys(declared.name.spellings):
            if spelling in seen and declared.span:
                message = Text(
                    f"字段“{spelling}”在这个步骤里重复", f"field '{spelling}' occurs twice in this step"
                )
                table.error("P012", message, declared.span)
            seen.add(spelling)
            if spelling in _LINES and declared.span:
                message = Text(
                    f"“{spelling}”是每条记录都有的一行,字段要用别的名称",
                    f"every record has a line '{spelling}' of its own; a field needs another name",
                )
                table.error("P012", message, declared.span)


def _field(table: Table, node: t.FieldNode, owner: str) -> FieldDecl:
    table.refer_to_declared("field", node.name, node.span, owner)
    return FieldDecl(as_name(node.name), as_type(table, node.type, node.name.word.text), node.span)


def as_type(table: Table, node: t.TypeNode, owner: str) -> Type:
    """A type as declared; several alternatives, or one that is no type name, make an enum."""
    if node.kind == "list":
        return Type("list")
    if node.kind == "values":
        return Type("list", _choices(table, node, owner))
    if node.kind == "records":
        return Type("list", item=tuple(_field(table, f, owner) for f in node.fields))
    if len(node.choices) == 1 and not node.choices[0].aliases:
        kind = _TYPES.get(node.choices[0].word.text)
        if kind is None:
            table.unknown(Text("类型", "type"), node.choices[0].word, _TYPES)
        else:
            table.refer("word", node.choices[0].word, TYPE_NAMES[kind])
        return Type(kind or "text")
    return Type("enum", _choices(table, node, owner))


def _choices(table: Table, node: t.TypeNode, owner: str) -> tuple[Name, ...]:
    for choice in node.choices:
        table.refer_to_declared("value", choice, node.span, owner)
    return tuple(as_name(c) for c in node.choices)


def add_fact(table: Table, decl: t.Decl) -> None:
    assert decl.name is not None
    name = as_name(decl.name)
    type_, default, question = decl.head
    known = table.facts.get(name.zh) if name.zh == PROCEDURE_START else None
    alike = known is not None and set(name.spellings) <= set(known.name.spellings) and default is None
    if known is not None and alike and as_type(table, type_, name.zh) == known.type:
        table.refer("fact", decl.name.word, known.name, known.span)  # it means the same in every pack
        return
    if not _declared(table, _FACT, name, decl.span):
        return
    table.refer_to_declared("fact", decl.name, decl.span)
    kind = as_type(table, type_, name.zh)
    value: Any = None
    if default is not None:
        value = as_value(table, default, kind, name.zh)
    fact = FactDecl(name, kind, value, as_text(question), decl.span)
    for spelling in name.spellings:
        table.facts[spelling] = fact


def as_value(table: Table, node: t.Literal_, kind: Type | None, owner: str = "") -> Plain | None:
    """A literal as a value of a type (of the fact or field `owner`); an error names what the type allows."""
    value = _typed(node, kind)
    word = kind is not None and node.kind in ("name", "true", "false", "none")
    named = find_name(kind.values, str(value)) if kind and word else None
    if named is not None:
        table.refer("value", t.Word(str(node.value), node.span), named, None, owner)
    if value is None:
        wanted = _wanted(kind)
        given = literal_words(node)
        message = Text(
            f"这里不能是“{given.zh}”,要{wanted.zh}", f"'{given.en}' does not fit here; it must be {wanted.en}"
        )
        table.error("P011", message, node.span)
    return value


_AS_TEXT = {"none": "无", "true": "是", "false": "否"}
"""Keywords as texts: the same text in whichever language they are written."""


def _typed(node: t.Literal_, kind: Type | None) -> Plain | None:
    value: Any = node.value
    if isinstance(value, t.Dur):
        value = Duration(value.n, value.unit)
    what = kind.kind if kind else None
    if what == "enum" or (what == "list" and kind and kind.values):
        found = find_name(kind.values, str(value)) if kind else None
        return found.zh if found else None
    if what == "yesno":
        return {"true": True, "false": False}.get(node.kind)
    if what == "number":
        return value if node.kind == "number" else None
    if what in ("amount", "duration"):
        return value if node.kind == what else None
    if what == "date":
        return value if node.kind == "date" else None
    if what == "cite":
        return "无" if node.kind == "none" else (str(value) if node.kind in ("text", "name") else None)
    if what in ("text", "list"):
        return _AS_TEXT.get(node.kind) or (str(value) if node.kind in ("text", "name", "number") else None)
    if node.kind in ("true", "false"):
        return node.kind == "true"
    return "无" if node.kind == "none" else value


def _wanted(kind: Type | None) -> Text:
    if kind is None:
        return Text("别的值", "another value")
    if kind.values:
        return Text(
            "下列之一:" + "、".join(v.zh for v in kind.values),
            "one of: " + ", ".join(v.en for v in kind.values),
        )
    return {
        "yesno": Text("“是”或“否”", "yes or no"),
        "number": Text("一个数", "a number"),
        "amount": Text("一个带单位的金额(如 5000万元)", "an amount with its unit (such as 100 yuan)"),
        "duration": Text("一段带单位的时间(如 30日)", "a length of time with its unit (such as 30 days)"),
        "date": Text("一个日期", "a date"),
        "cite": Text("一段引文或“无”", "a citation or none"),
    }.get(kind.kind, Text("一段文字", "a text"))
