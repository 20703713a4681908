"""From the nodes of a case file to its form: keys in either language, shapes checked, every fault placed.

A file that keeps to the form is accepted as it is. Otherwise pydantic finds the faults and `faults.py` words
them; what is at fault is left out and the rest read on, so that one run tells everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from guiju.engine.case.colons import glued
from guiju.engine.case.faults import Loc, Reading, prune, report
from guiju.engine.case.form import AUTHORITY, CASE, RECORD, REVIEWED, WAIVER, CaseForm, Keys, accept
from guiju.engine.case.nodes import Bad, Entry, ListNode, MapNode, Node, Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.diagnostics.model import Label, Span
from guiju.engine.diagnostics.text import Text

_ROUNDS = 4  # without its faults the form is valid, so two would do
_LISTS: Mapping[str, Keys] = {"steps": RECORD, "waivers": WAIVER, "reviewed": REVIEWED}
_EMPTY = Text("文件里没有案卷", "there is no case in the file")


def read_form(root: Node, problems: Problems, procedures: Collection[str | Text]) -> CaseForm | None:
    """The form of the case at `root`, without what is at fault (reported); None when `root` is no mapping.

    `procedures` are the names to list when the file does not say which procedure it is about.
    """
    if not isinstance(root, MapNode):
        if isinstance(root, Scalar) and root.null:
            problems.add("C010", _EMPTY, root.span)
        elif not isinstance(root, Bad):
            message = Text("案卷应当由若干行「名称: 内容」组成", "a case is made of “name: value” lines")
            hint = Text("例如第一行「案卷: 名称」", "the first line may be “case: name”")
            if isinstance(root, Scalar) and not root.quoted:
                message, hint = glued(root.text) or (message, hint)
            problems.add("C021", message, first_line(root.span), hint)
        return None
    reading = Reading(problems, procedures)
    data = _keyed(root, CASE, (), reading)
    for _ in range(_ROUNDS):
        form = accept(data)
        if form is not None:
            return form
        from guiju.engine.case.file import find_faults

        for fault in find_faults(data):
            report(fault, reading)
            prune(data, fault["loc"])
        for name in _LISTS:
            if name in data:
                data[name] = [item for item in data[name] if item is not None]
    return None


def _keyed(node: MapNode, form: Keys, loc: Loc, reading: Reading) -> dict[str, Any]:
    """The lines of a mapping by field name. An unknown key keeps its spelling; in a record it is a field."""
    reading.values[loc] = node.span
    names = {spelling: name for name, key in form.items() for spelling in key.spellings}
    data: dict[str, Any] = {}
    rest: list[Entry] = []
    seen: dict[str, Scalar] = {}
    for entry in node.entries:
        name = names.get(entry.key.text)
        if name is None and form is RECORD:
            rest.append(entry)
            continue
        if name == "note" and form is RECORD:
            _note(entry, data.setdefault("note", []), (*loc, name), reading)
            continue
        slot = name or entry.key.text
        first = seen.setdefault(slot, entry.key)
        if first is not entry.key:
            report_same(entry.key, first, reading.problems)
            continue
        here = (*loc, slot)
        reading.keys[here], reading.values[here] = entry.key.span, first_line(entry.value.span)
        _note_text(entry.value, here, reading)
        value = _value(entry, name, form, here, reading)
        if value is not None:
            data[slot] = value
    if form is RECORD:
        data["fields"] = MapNode(tuple(rest), node.span)
    if form is WAIVER or form is REVIEWED:
        data["place"] = first_line(node.span)
    if form in _LISTS.values():
        data["spoilt"] = [name for name in seen if (*loc, name) in reading.reported]
    return data


def _value(entry: Entry, name: str | None, form: Keys, loc: Loc, reading: Reading) -> Any:
    """What pydantic is to see of a value; None for one that is reported here or counts as not written."""
    node = entry.value
    if name is None:
        return node  # an unknown key is a fault whatever its value
    if isinstance(node, Bad):
        reading.reported.add(loc)
        return None
    if isinstance(node, Scalar) and node.null:
        # a required or owed key without a value is reported as missing, with what it may say
        key = form[name]
        if not key.required and not key.owed and not (key.may_be_empty and not node.text):
            report_nothing(entry.key, node.span, reading.problems)
            reading.reported.add(loc)
        return None
    if isinstance(node, Scalar) and not node.text.strip() and not (form is CASE and name == "name"):
        report_nothing(entry.key, node.span, reading.problems)
        reading.reported.add(loc)
        return None
    if form is CASE and name == "authority" and isinstance(node, MapNode):
        return _keyed(node, AUTHORITY, loc, reading)
    if isinstance(node, ListNode):
        return _items(node, _LISTS.get(name) if form is CASE else None, loc, reading)
    return node


def _note_text(node: Node, loc: Loc, reading: Reading) -> None:
    if isinstance(node, Scalar) and not node.quoted:
        reading.texts[loc] = node.text


def _note(entry: Entry, notes: list[Entry], loc: Loc, reading: Reading) -> None:
    reading.values[(*loc, len(notes))] = first_line(entry.value.span)
    if isinstance(entry.value, Scalar) and entry.value.null:
        report_nothing(entry.key, entry.value.span, reading.problems)
    else:
        notes.append(entry)


def _items(node: ListNode, form: Keys | None, loc: Loc, reading: Reading) -> list[Any]:
    """The items of a list; `form` is what mappings among them are read as."""
    items: list[Any] = []
    for item in node.items:
        here = (*loc, len(items))
        reading.values[here] = first_line(item.span)
        _note_text(item, here, reading)
        if isinstance(item, Bad):
            continue
        if isinstance(item, Scalar) and item.null:
            report_empty_item(item.span, reading.problems)
        elif form is not None and isinstance(item, MapNode):
            items.append(_keyed(item, form, here, reading))
        else:
            items.append(item)
    return items


# --- wording shared with the binder -------------------------------------------------------------------------


def report_nothing(key: Scalar, value: Span, problems: Problems) -> None:
    """A key without a value. Unknown is said by leaving the line out."""
    message = quoted(key.text) + Text("后面没有写内容", " has no value")
    hint = Text("不知道就删去这一行", "leave the line out if it is not known")
    place = key.span
    if value.line == place.line:
        place = Span(*_corner(place), value.end_line, value.end_column)
    problems.add("C022", message, place, hint)


def report_empty_item(place: Span, problems: Problems) -> None:
    """A list item without a value."""
    message = Text("列表里有一项没有写内容", "an item of the list has no value")
    problems.add("C022", message, place, Text("删去这一项", "delete the item"))


def report_same(key: Scalar, first: Scalar, problems: Problems) -> None:
    """A key that names what an earlier key of the same mapping, spelled otherwise, has named already."""
    line = first.span.line
    message = Text(
        f"{quoted(key.text).zh}与第 {line} 行的{quoted(first.text).zh}是同一项",
        f"{quoted(key.text).en} is the same as {quoted(first.text).en} on line {line}",
    )
    label = Label(first.span, Text("第一处", "the first one"))
    problems.add("C007", message, key.span, Text("只保留一处", "keep one of the two"), labels=(label,))


def first_line(span: Span) -> Span:
    """A place that an error can point at: of a value over several lines, its first character."""
    return span if span.line == span.end_line else Span(*_corner(span), span.line, span.column + 1)


def _corner(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column
