"""Texts of a case file as typed values: yes/no, numbers, texts, lists, dates, citations and named values.

Every spelling that is read stands in this module and in `case/dates.py`; nothing is guessed. 未知 (unknown) in
place of a value says that it is not stated, like leaving the line out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from guiju.engine.case.dates import NotADate, read_date
from guiju.engine.case.model import NONE, Value
from guiju.engine.case.nodes import Bad, Entry, ListNode, MapNode, Node, Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.case.structure import first_line, report_empty_item, report_nothing, report_same
from guiju.engine.case.yaml_errors import ASCII_COMMA, FULL_WIDTH_COMMA
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.semantics.bind_measures import read_amount, read_length
from guiju.engine.semantics.bind_names import by_spelling, names_of
from guiju.engine.semantics.vocabulary import FieldDecl, Name, Type, find_name

YES = ("是", "yes", "true")
NO = ("否", "no", "false")
UNKNOWN = ("未知", "unknown")
NOTHING = ("无", "none")

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def is_unknown(node: Node) -> bool:
    """Whether the file says that a value is not known."""
    return isinstance(node, Scalar) and node.text in UNKNOWN


def read_value(entry: Entry, type_: Type, problems: Problems) -> Value | None:
    """The value of a fact or field; None when it is said to be unknown, or wrong (and then reported)."""
    node = entry.value
    if isinstance(node, Bad) or is_unknown(node):
        return None
    if isinstance(node, Scalar) and (node.null or not node.text.strip()):
        report_nothing(entry.key, node.span, problems)
        return None
    if type_.kind == "list":
        return _list(node, type_, problems)
    if not isinstance(node, Scalar):
        message = quoted(entry.key.text) + Text(
            "应当是一个内容,不是列表", " takes a single value, not a list"
        )
        problems.add("C021", message, first_line(node.span))
        return None
    match type_.kind:
        case "yesno":
            return read_yesno(node, problems)
        case "number":
            return _number(node, problems)
        case "amount":
            return read_amount(node, problems)
        case "duration":
            return read_length(node, problems)
        case "date":
            return read_day(node, problems)
        case "cite" | "text":
            return NONE if node.text in NOTHING else node.text
        case "enum":
            return read_name(node, type_.values, problems)
    return node.text


def read_yesno(node: Scalar, problems: Problems) -> bool | None:
    """是/否, yes/no or true/false, in small letters; None when it is anything else (reported)."""
    if node.text in YES or node.text in NO:
        return node.text in YES
    message = Text(
        f"这里要填是或否,不是{quoted(node.text).zh}", f"yes or no is wanted, not {quoted(node.text).en}"
    )
    hint = Text(
        "不知道就删去这一行,或者填「未知」", "leave the line out if it is not known, or write “unknown”"
    )
    near = problems.hint(node.text.lower(), [*YES, *NO])
    problems.add("C040", message, node.span, near or hint)
    return None


def read_day(node: Scalar, problems: Problems) -> date | None:
    """A date in the form YYYY-MM-DD; None when it is none (reported)."""
    day = read_date(node.text)
    if isinstance(day, NotADate):
        problems.add(day.code, day.message, first_line(node.span), day.hint)
        return None
    return day


def read_name(node: Scalar, names: tuple[Name, ...], problems: Problems) -> str | None:
    """One of the named values, by any spelling, as its Chinese name; None when it is none (reported)."""
    name = find_name(names, node.text)
    if name is not None:
        return name.zh
    if "，" in node.text and not node.quoted:
        problems.add("C035", FULL_WIDTH_COMMA, node.span, ASCII_COMMA)
        return None
    allowed = Text("可填:", "it may be: ") + names_of(names)
    hint = problems.hint(node.text, [spelling for name in names for spelling in name.spellings])
    if hint is None:
        hint = allowed
    elif len(names) <= 6:
        hint += Text(" ", " ") + allowed
    message = Text("不能填", "the value cannot be ") + quoted(node.text)
    problems.add("C035", message, first_line(node.span), hint)
    return None


def warn_joined(node: Scalar, problems: Problems) -> None:
    """A full-width comma inside an item of a list: it does not separate items, and was probably meant to."""
    if "，" in node.text and not node.quoted:
        message = quoted(node.text) + Text("算作一项", " counts as one item")
        hint = Text("几项写成 [甲, 乙],逗号用半角", "write several items as [a, b], with ASCII commas")
        problems.add("C061", message, node.span, hint, severity="warning")


def _number(node: Scalar, problems: Problems) -> Decimal | None:
    text = node.text
    if not _NUMBER.fullmatch(text):
        message = quoted(text) + Text("不是数字", " is not a number")
        plain_form = re.sub(r"[\s_,]", "", unicodedata.normalize("NFKC", text[:80]))
        hint = Text("只写半角数字,不带单位", "write ASCII digits only, without a unit")
        if len(text) <= 80 and _NUMBER.fullmatch(plain_form):
            hint = Text("请写成 ", "write ") + plain(plain_form)
        problems.add("C041", message, first_line(node.span), hint)
        return None
    if sum(c.isdigit() for c in text) > limits.NUMBER_DIGITS:
        limit = limits.NUMBER_DIGITS
        message = (
            Text("数字", "the number ") + quoted(text) + Text(f"超过 {limit} 位", f" has over {limit} digits")
        )
        problems.add("C041", message, node.span)
        return None
    return Decimal(text)


def _list(node: Node, type_: Type, problems: Problems) -> Value | None:
    """A list, or a single element standing for a list of one; 无 (none) is the empty list."""
    if isinstance(node, Scalar) and node.text in NOTHING and not find_name(type_.values, node.text):
        return ()
    elements = node.items if isinstance(node, ListNode) else (node,)
    values: list[Value | Mapping[str, Value]] = []
    for element in elements:
        if isinstance(element, Bad):
            continue
        if isinstance(element, Scalar) and (element.null or not element.text.strip()):
            report_empty_item(element.span, problems)
        elif isinstance(element, MapNode) and type_.item:
            values.append(read_fields(element, type_.item, problems))
        elif isinstance(element, Scalar) and not type_.item:
            value = _element(element, type_, problems)
            if value is not None:
                values.append(value)
        else:
            _wrong_element(element.span, type_, problems)
    return tuple(values)


def _element(element: Scalar, type_: Type, problems: Problems) -> str | None:
    if type_.values:
        return read_name(element, type_.values, problems)
    warn_joined(element, problems)
    return element.text


def _wrong_element(place: Span, type_: Type, problems: Problems) -> None:
    if type_.item:
        names = [field.name for field in type_.item]
        shape = Text(
            "写成 {" + ", ".join(f"{name.zh}: …" for name in names) + "}",
            "write {" + ", ".join(f"{name.en}: …" for name in names) + "}",
        )
        message = Text("列表的每一项都要写明各栏", "every item of this list is made of named parts")
        problems.add("C021", message, first_line(place), shape)
    else:
        message = Text("列表的每一项都应当是一个文字", "every item of this list must be one text")
        problems.add("C021", message, first_line(place))


def read_fields(node: MapNode, fields: tuple[FieldDecl, ...], problems: Problems) -> dict[str, Value]:
    """The parts of one element of a list, by their Chinese names; what is unknown or wrong is left out."""
    known = by_spelling(fields)
    values: dict[str, Value] = {}
    seen: dict[str, Scalar] = {}
    for entry in node.entries:
        decl = known.get(entry.key.text)
        if decl is None:
            allowed = Text("可写的有:", "the parts are: ") + names_of(field.name for field in fields)
            hint = problems.hint(entry.key.text, known, allowed)
            problems.add(
                "C032", Text("没有", "there is no part ") + quoted(entry.key.text), entry.key.span, hint
            )
            continue
        first = seen.setdefault(decl.name.zh, entry.key)
        if first is not entry.key:
            report_same(entry.key, first, problems)
            continue
        value = read_value(entry, decl.type, problems)
        if value is not None:
            values[decl.name.zh] = value
    return values
