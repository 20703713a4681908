"""Writing one line into a case file: where it belongs, in the words and the style of the file, by position.

In: the text as read (`Source`), its tree, the mapping to write into, key and value in both languages. Out: ways to do
it, the best first, each as a replacement of a stretch of the text. Nothing else of the file is touched: comments,
order, quotes, blanks, line ends and byte order mark stay as they are. Whether the outcome reads as meant is for the
caller to check, by reading it: a way that does not is skipped for the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from unicodedata import east_asian_width

from guiju.engine.case.edit_values import Written, written
from guiju.engine.case.form import AUTHORITY, CASE
from guiju.engine.case.nodes import Entry, ListNode, MapNode, Node, Scalar
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from msgspec import Struct

_WIDTH = 110
"""A flow mapping goes on in a new line where a line would take more columns."""
_UNKNOWN = ("未知", "unknown")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


class Splice(Struct, frozen=True):
    """The text that takes the place of a stretch; lines and columns count from 1, the end is exclusive. A line end
    in `text` is LF, whatever the file has."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Key(Struct, frozen=True):
    """A key by all its spellings, and how to write it in each language."""

    name: Text
    spellings: tuple[str, ...]


Where = Literal["facts", "authority"]


def spliced(data: bytes, splice: Splice) -> bytes:
    """The bytes of a file with one stretch replaced; its encoding, mark and line ends are kept."""
    bom, body = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    text = body.decode("utf-8")
    ends = [m.end() for m in _LINE_END.finditer(text)]
    starts = [0, *ends]
    first = _LINE_END.search(text)
    line_end = first.group() if first else "\n"
    begin = starts[splice.line - 1] + splice.column - 1
    end = starts[splice.end_line - 1] + splice.end_column - 1
    return bom + (text[:begin] + splice.text.replace("\n", line_end) + text[end:]).encode()


def into_top(source: Source, root: Node, where: Where, key: Key, value: Written) -> Iterator[Splice]:
    """Ways to state a fact, or something of the organ: in its block, in a commented line that waits for it, or in a
    block made for it."""
    if not isinstance(root, MapNode):
        return
    block = next((e for e in root.entries if e.key.text in CASE[where].spellings), None)
    if block is None:
        yield from _new_block(source, root, where, key, value)
    elif isinstance(block.value, MapNode):
        yield from _waiting(source, root, block, key, value)
        yield from into_map(source, root, block.value, key, value)
    elif isinstance(block.value, Scalar) and block.value.null:
        yield from _waiting(source, root, block, key, value)
        yield from _first_of_block(source, root, block, key, value)


def record_at(root: Node, index: int) -> MapNode | None:
    """The record with this place in the file."""
    steps = _steps(root)
    node = steps.items[index] if steps is not None and index < len(steps.items) else None
    return node if isinstance(node, MapNode) else None


def _steps(root: Node) -> ListNode | None:
    if not isinstance(root, MapNode):
        return None
    found = next((e.value for e in root.entries if e.key.text in CASE["steps"].spellings), None)
    return found if isinstance(found, ListNode) else None


def element_at(node: MapNode, spellings: Sequence[str], item: int) -> MapNode | None:
    """An element of a list in a mapping, where it is a mapping itself."""
    listed = next((e.value for e in node.entries if e.key.text in spellings), None)
    if isinstance(listed, MapNode):
        return listed if item == 0 else None
    if not isinstance(listed, ListNode) or item >= len(listed.items):
        return None
    node_ = listed.items[item]
    return node_ if isinstance(node_, MapNode) else None


def into_map(source: Source, root: Node, node: MapNode, key: Key, value: Written) -> Iterator[Splice]:
    """Ways to write a line into a mapping: over a value that says unknown, else behind or before its lines."""
    lang = language_of(node, root)
    present = next((e for e in node.entries if e.key.text in key.spellings), None)
    flow = is_flow(source, node)
    if present is not None:
        if isinstance(present.value, Scalar) and (present.value.text in _UNKNOWN or present.value.null):
            yield _over(present.value, written(value, lang, flow=flow))
        return
    line = f"{key.name.in_lang(lang)}: {written(value, lang, flow=flow)}"
    if flow:
        yield from _into_flow(source, node, line)
    elif node.entries:
        yield from _into_block(source, node, line)


def _over(value: Scalar, text: str) -> Splice:
    span = value.span
    return Splice(span.line, span.column, span.end_line, span.end_column, text)


def language_of(node: Node, root: Node) -> Lang:
    """The language of the keys of a mapping, else of the whole file; Chinese where nothing tells."""
    for one in (node, root):
        keys = [e.key.text for e in one.entries] if isinstance(one, MapNode) else []
        if keys:
            return "en" if all(k.isascii() for k in keys) else "zh"
    return "zh"


# --- flow style: {a: b} ---------------------------------------------------------------------------------------


def is_flow(source: Source, node: MapNode) -> bool:
    return source.line(node.span.line)[node.span.column - 1 : node.span.column] == "{"


def _into_flow(source: Source, node: MapNode, line: str) -> Iterator[Splice]:
    last = _end_inside(node)
    if last is not None:
        at, column = last
        wraps = _columns(source.line(at)) + _columns(line) > _WIDTH
        between = ",\n" + " " * node.span.column if wraps else ", "
        yield Splice(at, column, at, column, between + line)
    inside = node.span.column + 1
    behind = ", " if node.entries else ""
    yield Splice(node.span.line, inside, node.span.line, inside, line + behind)


def _columns(text: str) -> int:
    """About how wide a line is: a Chinese character takes two columns."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _end_inside(node: MapNode) -> tuple[int, int] | None:
    """Where the last value of a flow mapping ends, if it is written there (and not referred to)."""
    if not node.entries:
        return None
    last = node.entries[-1]
    key, value = last.key.span, last.value.span
    end = (value.end_line, value.end_column)
    inside = (key.end_line, key.end_column) < (value.line, value.column) and end < _end(node)
    empty = isinstance(last.value, Scalar) and not last.value.text and not last.value.quoted
    return end if inside and not empty else None


def _end(node: MapNode) -> tuple[int, int]:
    return node.span.end_line, node.span.end_column


# --- block style ----------------------------------------------------------------------------------------------


def _into_block(source: Source, node: MapNode, line: str) -> Iterator[Splice]:
    first, last = node.entries[0], node.entries[-1]
    indent = " " * (first.key.span.column - 1)
    yield behind_line(source, last_line(last), indent + line)
    at = first.key.span
    yield Splice(at.line, at.column, at.line, at.column, f"{line}\n{indent}")


def last_line(entry: Entry) -> int:
    """The last line of an entry; a value that is referred to stands elsewhere, and its name on the line of the key."""
    key, value = entry.key.span, entry.value.span
    follows = (value.line, value.column) >= (key.end_line, key.end_column)
    return max(value.end_line, key.line) if follows else key.line


def behind_line(source: Source, number: int, text: str) -> Splice:
    """A new line below an existing one, be that the last of the file without a line end."""
    lines = source.text.count("\n") + 1
    if number < lines:
        return Splice(number + 1, 1, number + 1, 1, text + "\n")
    column = len(source.line(number)) + 1
    return Splice(number, column, number, column, "\n" + text)


# --- the blocks of the file -----------------------------------------------------------------------------------


def _waiting(source: Source, root: MapNode, block: Entry, key: Key, value: Written) -> Iterator[Splice]:
    """The commented line of the skeleton that waits for this key, filled in: `# 列入目录: 未知  ## 是、否`."""
    if isinstance(block.value, MapNode) and is_flow(source, block.value):
        return
    names = "|".join(re.escape(s) for s in key.spellings)
    waiting = re.compile(rf"( +)# ((?:{names}):) (?:{'|'.join(_UNKNOWN)})(?=$|\s)")
    indent = _indent_below(root, block)
    number = block.key.span.line
    for text in source.text.split("\n")[number:]:
        number += 1
        if text.strip() and not text.startswith(" "):
            return
        found = waiting.match(text)
        if found and found.group(1) == indent:
            lang: Lang = "en" if found.group(2).isascii() else "zh"
            line = f"{indent}{found.group(2)} {written(value, lang, flow=False)}"
            yield Splice(number, 1, number, found.end() + 1, line)


def _indent_below(root: MapNode, block: Entry) -> str:
    """The blanks before the lines of a block."""
    if isinstance(block.value, MapNode) and block.value.entries:
        return " " * (block.value.entries[0].key.span.column - 1)
    return " " * (root.entries[0].key.span.column - 1 + step_in(root))


def step_in(root: MapNode) -> int:
    """By how much the file indents: as its first inner block does, else by two."""
    outer = root.entries[0].key.span.column
    for entry in root.entries:
        inner = entry.value
        if isinstance(inner, MapNode) and inner.entries and inner.span.line > entry.key.span.line:
            return max(inner.entries[0].key.span.column - outer, 1)
    return 2


def _first_of_block(
    source: Source, root: MapNode, block: Entry, key: Key, value: Written
) -> Iterator[Splice]:
    lang = language_of(root, root)
    line = f"{key.name.in_lang(lang)}: {written(value, lang, flow=False)}"
    if is_flow(source, root):
        at = block.value.span
        text = f" {{{key.name.in_lang(lang)}: {written(value, lang, flow=True)}}}"
        yield Splice(at.line, at.column, at.line, at.column, text)
        return
    yield behind_line(source, block.key.span.line, _indent_below(root, block) + line)


def _new_block(source: Source, root: MapNode, where: Where, key: Key, value: Written) -> Iterator[Splice]:
    """A block of its own: behind what stands before the steps, else at the end."""
    lang = language_of(root, root)
    zh, en = CASE[where].spellings[0], next(s for s in CASE[where].spellings if s.isascii())
    name = Text(zh, en).in_lang(lang)
    if is_flow(source, root):
        inner = f"{key.name.in_lang(lang)}: {written(value, lang, flow=True)}"
        yield from _into_flow(source, root, f"{name}: {{{inner}}}")
        return
    line = f"{key.name.in_lang(lang)}: {written(value, lang, flow=False)}"
    outer = " " * (root.entries[0].key.span.column - 1)
    text = f"{outer}{name}:\n{outer}{' ' * step_in(root)}{line}"
    before = list(_before_steps(root))
    if before:
        yield behind_line(source, last_line(before[-1]), text)
    yield behind_line(source, last_line(root.entries[-1]), text)


def _before_steps(root: MapNode) -> Iterator[Entry]:
    for entry in root.entries:
        if entry.key.text in CASE["steps"].spellings:
            return
        yield entry


AUTHORITY_KEYS = {
    "机关名称": Key(Text("名称", "name"), AUTHORITY["name"].spellings),
    "机关层级": Key(Text("层级", "level"), AUTHORITY["level"].spellings),
    "机关地区": Key(Text("地区", "region"), AUTHORITY["region"].spellings),
}
"""What the head of a file states of the organ, by the name of the fact."""
