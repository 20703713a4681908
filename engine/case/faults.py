"""The faults pydantic finds in the form of a case file, worded by us and placed in the file.

Its error types come with a path of field names only; `Reading` knows where each of them stands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from guiju.engine.case.colons import glued
from guiju.engine.case.form import AUTHORITY, CASE, REVIEWED, WAIVER, Keys
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, listed, quoted
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.diagnostics.text import Text
from msgspec import Struct, field

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Loc = tuple[int | str, ...]

_ONE_TEXT = Text("这里应当是一个文字", "one text is wanted here")
_LINES = Text("这里应当是若干行「名称: 内容」", "“name: value” lines are wanted here")
_LINES_HINT = Text(
    "另起一行、缩进两格,写成「名称: 内容」,用半角冒号加空格",
    "on new lines indented by two blanks, write “name: value”, with an ASCII colon and a blank",
)
_STEPS_HINT = Text("每个步骤以「- 」开头另起一行", "begin each step on a line of its own with “- ”")
_SHAPES: dict[str, tuple[Text, Text | None]] = {
    "is_instance_of Scalar": (_ONE_TEXT, None),
    "is_instance_of MapNode": (_LINES, _LINES_HINT),
    "model_type": (_LINES, _LINES_HINT),
    "list_type": (Text("这里应当是文字或文字的列表", "a text or a list of texts is wanted here"), None),
    "tuple_type": (Text("这里应当是步骤的列表", "a list of steps is wanted here"), _STEPS_HINT),
}
_NO_ENTRIES = {
    "waivers": (
        Text("这里应当是放行的列表", "a list of waivers is wanted here"),
        Text("每一项放行以「- 」开头另起一行", "begin each waiver on a line of its own with “- ”"),
    ),
    "reviewed": (
        Text("这里应当是核对的列表", "a list of reviewed passages is wanted here"),
        Text("每一处核对以「- 」开头另起一行", "begin each reviewed passage on a line of its own with “- ”"),
    ),
}
_FORMS: dict[str, tuple[Keys, Text]] = {
    "authority": (AUTHORITY, Text("机关里没有", "the authority has no key ")),
    "waivers": (WAIVER, Text("放行里没有", "a waiver has no key ")),
    "reviewed": (REVIEWED, Text("核对里没有", "a reviewed passage has no key ")),
}
_OTHER_SHAPE = (Text("这里的内容形式不对", "the value here has the wrong shape"), None)


class Reading(Struct):
    """What is known while a form is read: where values and keys stand, what is reported already."""

    problems: Problems
    procedures: Collection[str | Text]
    values: dict[Loc, Span] = field(default_factory=dict)
    keys: dict[Loc, Span] = field(default_factory=dict)
    reported: set[Loc] = field(default_factory=set)
    texts: dict[Loc, str] = field(default_factory=dict)  # of plain texts, which may hold a colon


def report(fault: ErrorDetails, reading: Reading) -> None:
    """Note one of pydantic's errors in our words, unless the file's own reader has reported its cause."""
    kind, loc = fault["type"], fault["loc"]
    if loc in reading.reported:
        return
    if kind == "missing":
        if not _meant(loc, reading):
            _missing(loc, reading)
    elif kind == "extra_forbidden":
        _unknown(loc, reading)
    else:
        wanted = fault.get("ctx", {}).get("class")
        message, hint = _SHAPES.get(f"{kind} {wanted}" if wanted else kind, _OTHER_SHAPE)
        if kind == "tuple_type" and loc[0] in _NO_ENTRIES:
            message, hint = _NO_ENTRIES[str(loc[0])]
        unspaced = glued(reading.texts.get(loc, "")) if kind != "list_type" else None
        message, hint = unspaced or (message, hint)
        reading.problems.add("C021", message, reading.values.get(loc), hint)


def prune(data: dict[str, Any], loc: Loc) -> None:
    """Take out what a fault is about, so that the rest can be read. A record with no step becomes None, and so does
    an item of a list that is no mapping."""
    if loc[0] == "procedure":
        items = data.get("procedure")
        data["procedure"] = [i for i in items if isinstance(i, Scalar)] if isinstance(items, list) else []
    elif loc[0] in ("steps", "waivers", "reviewed") and len(loc) > 1:
        items = data[str(loc[0])]
        item = items[loc[1]]
        if len(loc) == 2 or (loc[0] == "steps" and loc[2] == "step"):
            items[loc[1]] = None
        elif item is not None:
            item.pop(loc[2], None)
            item["spoilt"].append(loc[2])
    elif loc[0] == "authority" and len(loc) > 1:
        data["authority"].pop(loc[1], None)
    else:
        data.pop(str(loc[0]), None)


def _meant(loc: Loc, reading: Reading) -> bool:
    """Whether an unknown key of the case is taken for the missing one: its own error says so already."""
    if len(loc) != 1:
        return False
    spellings = [spelling for key in CASE.values() for spelling in key.spellings]
    wanted = CASE[str(loc[0])].spellings
    return any(
        len(other) == 1 and other[0] not in CASE and set(nearest(str(other[0]), spellings)) & set(wanted)
        for other in reading.keys
    )


def _missing(loc: Loc, reading: Reading) -> None:
    whole = reading.values[loc[:-1]]
    place = reading.keys.get(loc) or Span(whole.file, whole.line, whole.column, whole.line, whole.column + 1)
    if loc[-1] == "step":
        message = Text("这一条没有写明是哪个步骤", "this entry does not say which step it is")
        hint = Text("加一行「步骤: …」", "add a line “step: …”")
    else:
        message = Text("没有写明程序", "the procedure is not stated")
        hint = Text("加一行「程序: …」,可填:", "add a line “procedure: …” with one of: ")
        hint += listed(reading.procedures)
    reading.problems.add("C023", message, place, hint)


def _unknown(loc: Loc, reading: Reading) -> None:
    key = str(loc[-1])
    form, message = CASE, Text("案卷里没有", "a case has no key ")
    if len(loc) > 1:
        form, message = _FORMS[str(loc[0])]
    valid = [spelling for written in form.values() for spelling in written.spellings]
    otherwise = Text("可写的有:", "the keys are: ") + listed(valid, len(valid))
    hint = reading.problems.hint(key, valid, otherwise)
    reading.problems.add("C020", message + quoted(key), reading.keys.get(loc), hint)
