"""An answer to a question: read as a case file is read, as the change of the case it makes and as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from guiju.engine.case.edit_values import Written
from guiju.engine.case.model import Case, Record, Value
from guiju.engine.case.nodes import Entry, ListNode, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.explain.edits import MoveRecord, SetField, SetOrder, changed
from guiju.engine.explain.open_atoms import About, AboutFact, AboutField, AboutItem, AboutOrder, Inner
from guiju.engine.semantics.bind_values import NO, NOTHING, YES, read_value
from guiju.engine.semantics.core import END
from guiju.engine.semantics.vocabulary import Type, find_name
from msgspec import Struct
from msgspec.structs import replace

_PLACE = Span("", 1, 1, 1, 1)
_SEPARATORS = re.compile(r"[、,，;；]")
_AUTHORITY = {"机关名称": "name", "机关层级": "level", "机关地区": "region"}


class Answer(Struct, frozen=True):
    """The value, and how it is written in either language."""

    value: Value
    written: Written


class Refusal(Struct, frozen=True):
    """Why something is not done, and what to do instead."""

    message: Text
    hint: Text | None = None


def read_answer(text: str, type_: Type) -> Answer | Refusal:
    """The answer as a value of the type; a list is given with commas between its items."""
    text = text.strip()
    scalar = Scalar(text, True, _PLACE)
    node: Scalar | ListNode = scalar
    if type_.kind == "list" and not type_.item and text not in NOTHING:
        parts = [p.strip() for p in _SEPARATORS.split(text.strip("[]")) if p.strip()]
        node = ListNode(tuple(Scalar(p, True, _PLACE) for p in parts), _PLACE)
    problems = Problems()
    value = read_value(Entry(Scalar("", True, _PLACE), node), type_, problems)
    errors = [d for d in problems.found if d.severity == "error"]
    if errors:
        return Refusal(errors[0].message, errors[0].hint)
    if value is None:
        return Refusal(Text("没有读出内容", "no value could be read"))
    return Answer(value, _written(text, value, type_))


def _written(text: str, value: Value, type_: Type) -> Written:
    """The value in the words of either language."""
    if text in NOTHING:
        return Text(NOTHING[0], NOTHING[1])
    if isinstance(value, bool):
        return Text(YES[0], YES[1]) if value else Text(NO[0], NO[1])
    if isinstance(value, tuple):
        return tuple(_named(str(v), type_) for v in value)
    return _named(str(value), type_) if isinstance(value, str) else plain(text)


def _named(value: str, type_: Type) -> Text:
    name = find_name(type_.values, value)
    return name.text if name is not None else plain(value)


def answered(case: Case, topic: About, value: Value) -> Case:
    """The case as it must read once the answer stands in its file."""
    match topic:
        case AboutFact(name) if name in _AUTHORITY:
            return replace(case, authority=replace(case.authority, **{_AUTHORITY[name]: value}))
        case AboutFact(name):
            return replace(case, facts={**case.facts, name: value})
        case AboutItem(fact, item, part, inner):
            listed = _with_part(case.facts.get(fact), ((item, part), *inner), value)
            return replace(case, facts={**case.facts, fact: listed})
        case AboutField(index, name, item, part, inner):
            record = _record(case.records, index)
            if name == END and isinstance(value, date):
                return changed(case, [MoveRecord(record, record.start, value)])
            if item is not None and part is not None:
                value = _with_part(record.fields.get(name), ((item, part), *inner), value)
            return changed(case, [SetField(record, name, value)])
    return case


def in_order(case: Case, topic: AboutOrder, *, low_first: bool) -> Case:
    """The case with the two records of one day numbered."""
    pair = _record(case.records, topic.low), _record(case.records, topic.high)
    return changed(case, [SetOrder(*pair) if low_first else SetOrder(*reversed(pair))])


def _record(records: Iterable[Record], index: int) -> Record:
    return next(r for r in records if r.index == index)


def _with_part(listed: Value | None, way: Inner, value: Value) -> Value:
    """A list with one part of one element set, `way` being the elements and parts down to it."""
    (item, part), *further = way
    elements = list(listed) if isinstance(listed, tuple) else []
    old = elements[item] if item < len(elements) else {}
    if further and isinstance(old, Mapping):
        value = _with_part(old.get(part), tuple(further), value)
    elements[item : item + 1] = [{**old, part: value} if isinstance(old, Mapping) else value]
    return tuple(elements)


def same_but_for_places(one: Case, other: Case) -> bool:
    """Whether two cases say the same, wherever it stands in their files."""
    return _placeless(one) == _placeless(other)


def _placeless(case: Case) -> Case:
    records = tuple(replace(r, span=None, spans={}) for r in case.records)
    waivers = tuple(replace(w, span=None) for w in case.waivers)
    reviewed = tuple(replace(r, span=None) for r in case.reviewed)
    return replace(case, records=records, spans={}, fact_spans={}, waivers=waivers, reviewed=reviewed)
