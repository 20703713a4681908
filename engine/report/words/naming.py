"""How steps, records, values and places are called in a report; what a file supplied is made safe to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import NONE, Record, Value
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import money, quantity, word
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.vocabulary import (
    BUILT_IN,
    TEXT_WORDS,
    FieldDecl,
    Kind,
    Name,
    Type,
    Vocabulary,
    find_field,
)

_NAME_CHARS = 200
_QUOTED = 60
_TITLE = "题名"
"""The field of an item that it is called by."""


def named(text: str) -> str:
    """A name, value or path from a file: control and direction characters by code point, cut if overlong."""
    return shown(text, _NAME_CHARS)


def visible(text: str) -> str:
    """A line of a report, uncut: line ends and tabs as blanks, other control characters by code point."""
    flat = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return shown(flat, 12 * len(flat) + 1)


def field_words(vocabulary: Vocabulary, step: str, name: str) -> Text:
    """A field of a step in running text, the built-in ones included."""
    declared = vocabulary.steps.get(step)
    found = BUILT_IN.get(name) or (find_field(declared.fields, name) if declared else None)
    return found.name.words if found else plain(name)


def place(span: Span | None) -> Text:
    """The line of the case file (which the head of the report names), or nothing."""
    return Text(f"第 {span.line} 行", f"line {span.line}") if span else Text("", "")


def behind(label: Text, note: Text) -> Text:
    """The label with a note in brackets; the label alone when the note is empty."""
    return Text(
        f"{label.zh}({note.zh})" if note.zh else label.zh, f"{label.en} ({note.en})" if note.en else label.en
    )


def days(record: Record) -> Text:
    """The day or days of a record, with the time of its start."""
    start = f"{record.start} {named(record.time)}" if record.time else str(record.start)
    if record.end is None:
        return Text(f"{start} 起,止日未写", f"from {start}, end not stated")
    if record.end == record.start:
        return plain(start)
    return Text(f"{start} 至 {record.end}", f"{start} to {record.end}")


def blanks(name: Text) -> Text:
    """A declared name as it is read: English names are written with blanks."""
    return Text(named(name.zh), named(name.en.replace("_", " ")))


def state_word(state: State, rule: Rule) -> Text:
    """The word for a state; a prohibition that was kept is not violated rather than satisfied."""
    if state is State.SATISFIED and rule.modality == "must_not":
        return Text("未违反", "not violated")
    return word("state", state.value)


class Names:
    """The names of one program in both languages."""

    def __init__(self, program: Program) -> None:
        self.norms = program.norms
        self._vocabulary = program.vocabulary
        self._levels = {name.zh: name for name in program.vocabulary.levels}
        self._values = {name.zh: name.en for name in self._enum_names()}
        self._item_fields = {field.name.zh: field for field in self._fields_of_items()}

    def step(self, zh: str) -> Text:
        return self.name(Name(zh, self._vocabulary.english(zh)))

    def name(self, name: Name) -> Text:
        """A declared name; English names are written with blanks."""
        return blanks(Text(name.zh, name.en or name.zh))

    def level(self, zh: str) -> Text:
        """The level of an organ."""
        return self.name(self._levels.get(zh, Name(zh, zh)))

    def record(self, record: Record) -> Text:
        """Step, days, actor and the place in the file; of a period that a rule is about its days, of a text its words."""
        within = place_in_text(record)
        if within is not None:
            return _of_text(within, record)
        when = days(record)
        if not record.step:
            return Text(f"期间 {when.zh}", f"period {when.en}")
        label = self.step(record.step) + Text(f" {when.zh}", f" {when.en}")
        if record.actor:
            label += Text(f",{named(record.actor)}", f", {named(record.actor)}")
        if record.derived_by:
            return behind(label, Text("案卷未载,依规则视为", "not in the file, deemed by rule"))
        return behind(label, place(record.span))

    def value(self, value: Value | Mapping[str, Value] | None, kind: Kind | None = None) -> Text:
        """A value as a reader is shown it; `kind` is its declared type, where an amount is to be told from a number."""
        if value is None:
            return Text("未写", "not stated")
        if isinstance(value, bool):
            return word("truth", "yes" if value else "no")
        if isinstance(value, Decimal) and kind == "amount":
            return money(value)
        if isinstance(value, Decimal):
            return plain(f"{value:f}")
        if isinstance(value, date):
            return plain(value.isoformat())
        if isinstance(value, Duration):
            return quantity(value.n, value.unit)
        if value == NONE:
            return Text(NONE, "none")
        if isinstance(value, str):
            level = self._levels.get(value)
            other = level.en or value if level is not None else value
            return Text(named(value), named(self._values.get(value, other).replace("_", " ")))
        if isinstance(value, Mapping):
            return self._listed(value)
        return join([self.value(v) for v in value]) if value else Text("空", "empty")

    def _listed(self, value: Mapping[str, Value]) -> Text:
        """An item of a list: what has a title by that, with the rest of it in brackets."""
        title = value.get(_TITLE)
        rest = {k: v for k, v in value.items() if k != _TITLE or not isinstance(title, str)}
        fields = join([Text(f"{k.zh} {v.zh}", f"{k.en} {v.en}") for k, v in self._items(rest)], zh=",")
        if not isinstance(title, str):
            return Text(f"({fields.zh})", f"({fields.en})")
        return behind(plain(f"《{named(title)}》"), fields)

    def _items(self, value: Mapping[str, Value]) -> Iterator[tuple[Text, Text]]:
        for key, inner in value.items():
            declared = self._item_fields.get(key)
            kind = declared.type.kind if declared is not None else None
            yield (
                self.name(declared.name if declared is not None else Name(key, key)),
                self.value(inner, kind),
            )

    def _enum_names(self) -> Iterator[Name]:
        for declared in self._types():
            yield from _names_of(declared)

    def _fields_of_items(self) -> Iterator[FieldDecl]:
        """The fields of the records that lists are made of."""
        for declared in self._types():
            yield from declared.item

    def _types(self) -> Iterator[Type]:
        for fact in self._vocabulary.facts.values():
            yield fact.type
        for step in self._vocabulary.steps.values():
            for field in step.fields:
                yield field.type


def _of_text(within: str, record: Record) -> Text:
    """The place in the text, its words as far as there is room, and the paragraph of the file."""
    words = str(record.fields[TEXT_WORDS])
    quote = plain(f"“{named(words[:_QUOTED])}{'…' if len(words) > _QUOTED else ''}”")
    told = place_words(within)
    line = (Text(told.zh, f"{told.en}: ") + quote) if words else told
    if record.span is None or record.span.whole_file:
        return line
    return behind(line, Text(f"第 {record.span.line} 段", f"paragraph {record.span.line}"))


def _names_of(declared: Type) -> Iterator[Name]:
    yield from declared.values
    inner: FieldDecl
    for inner in declared.item:
        yield from _names_of(inner.type)
