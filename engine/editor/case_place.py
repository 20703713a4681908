"""Where the cursor stands in a case file that may be unfinished: in which mapping, at a key or at a value.

Read line by line from the indentation, since YAML that is being written seldom parses. Brackets that go on over
several lines are read as one line, up to one that is indented no deeper than the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from guiju.engine.case.form import CASE
from msgspec import Struct, field

_KEY = re.compile(r"""["']?([^\s:"'{\[#][^:"'#]*?)["']?\s*:(?=\s|$)\s*""")
_DASH = re.compile(r"-(?:\s+|$)")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_INNER = re.compile(r"[{\[][^{}\[\]]*[}\]]")
_OPEN, _CLOSE = "{[", "}]"
_LINES_OF_BRACKETS = 10
_LISTS_OF_MAPPINGS = tuple(s for name in ("steps", "waivers", "reviewed") for s in CASE[name].spellings)
_DEEPEST = 4
"""Brackets within brackets, of a case file: a record, a list, an entry of the list, a text."""


class CasePlace(Struct, frozen=True):
    """`path` are the keys around the mapping, outermost first; `beside` its other lines; `key` is the key whose value
    is being written (None: a key is); `prefix` is what is written of the word so far; `above` are the lines of the
    mapping around that mapping; `listed` says that an entry of a list under the key is begun, on a line of its own."""

    path: tuple[str, ...]
    beside: Mapping[str, str]
    key: str | None
    prefix: str
    above: Mapping[str, str] = MappingProxyType({})
    listed: bool = False


class _Mapping(Struct):
    """A mapping whose keys begin at a column (0-based)."""

    column: int
    path: tuple[str, ...]
    entries: dict[str, str] = field(default_factory=dict)
    last: str = ""


def case_place(lines: Sequence[str], line: int, column: int) -> CasePlace | None:
    """The place of a cursor (1-based); None in a comment, or deeper in brackets than anything of a case file is."""
    text = lines[line - 1][: column - 1]
    if _COMMENT.search(text):
        return None
    *above, last = _joined([*lines[: line - 1], text])
    if len(_opened(last)) > _DEEPEST:
        return None
    outline = _Outline()
    for done in above:
        outline.read(done)
    rest = " ".join((lines[line - 1][column - 1 :], *lines[line : line + _LINES_OF_BRACKETS]))
    place = _place(outline, last, rest)
    for below in lines[line:]:
        if not outline.goes_on(below):
            break
    return place


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, those inside brackets joined to the one that opens them."""
    joined: list[list[str]] = []
    depth = indent = 0
    for text in lines:
        plain = _COMMENT.sub("", text)
        if joined and depth > 0 and _indent(text) > indent:
            joined[-1].append(plain.lstrip())
        else:
            joined.append([plain])
            depth, indent = 0, _indent(text)
        depth += sum(plain.count(sign) for sign in _OPEN) - sum(plain.count(sign) for sign in _CLOSE)
    return [" ".join(parts) for parts in joined]


def _place(outline: _Outline, text: str, rest: str) -> CasePlace:
    unclosed = _opened(text)
    if not unclosed:
        return outline.place(text)
    opened = unclosed[-1]
    around, inner = _place(outline, text[:opened], ""), text[opened + 1 :]
    *done, last = _parts(inner)
    if text[opened] == "[":
        return CasePlace(around.path, around.beside, around.key, last.lstrip(), around.above)
    path = around.path if around.key is None else (*around.path, around.key)
    beside = dict(_pairs([*done, *_parts(_INNER.sub("", rest).partition("}")[0])]))
    key, colon, value = last.partition(":")
    name, prefix = (key.strip(), value) if colon else (None, last)
    return CasePlace(path, beside, name, prefix.lstrip(), around.beside)


class _Outline:
    """The mappings that are open at a line, the innermost last."""

    def __init__(self) -> None:
        self._open = [_Mapping(0, ())]

    def read(self, text: str) -> None:
        """Work in a whole line."""
        text = _COMMENT.sub("", text)
        if text.strip():
            column, _ = self._enter(text)
            found = _KEY.match(text, column)
            if found is not None:
                self._at(column, found[1], text[found.end() :].strip())

    def place(self, text: str) -> CasePlace:
        """The place at the end of the beginning of a line."""
        column, dashed = self._enter(text)
        found = _KEY.match(text, column)
        if found is not None:
            inside = self._at(column, found[1], "")
            return CasePlace(inside.path, inside.entries, found[1], text[found.end() :], self._above())
        inside, word = self._open[-1], text[column:]
        if inside.column == column and not dashed:
            return CasePlace(inside.path, inside.entries, None, word, self._above())
        if dashed and inside.last not in _LISTS_OF_MAPPINGS:
            return CasePlace(inside.path, inside.entries, inside.last, word, self._above(), listed=True)
        self._open.append(_Mapping(column, (*inside.path, inside.last)))
        return CasePlace(self._open[-1].path, self._open[-1].entries, None, word, inside.entries)

    def _above(self) -> Mapping[str, str]:
        return self._open[-2].entries if len(self._open) > 1 else {}

    def goes_on(self, text: str) -> bool:
        """Whether a line below still belongs to the innermost mapping; if so its key is noted."""
        inside, stripped = self._open[-1], _COMMENT.sub("", text).strip()
        column = _indent(text)
        if stripped and (column < inside.column or stripped.startswith("-")):
            return False
        found = _KEY.match(text, column)
        if stripped and found is not None and column == inside.column:
            inside.entries[found[1]] = text[found.end() :].strip()
        return True

    def _enter(self, text: str) -> tuple[int, bool]:
        """Close what the indentation of a line closes; where its text begins, and whether behind a list mark."""
        column, dashed = _indent(text), False
        while (found := _DASH.match(text, column)) is not None:
            self._close(column)
            column, dashed = found.end(), True
        if not dashed:
            self._close(column)
        return column, dashed

    def _close(self, column: int) -> None:
        while len(self._open) > 1 and self._open[-1].column > column:
            self._open.pop()

    def _at(self, column: int, key: str, value: str) -> _Mapping:
        """Note a key; it belongs to the innermost mapping if that has its column, else to a new one."""
        inside = self._open[-1]
        if inside.column != column:
            path = (*inside.path, inside.last) if inside.last else inside.path
            inside = _Mapping(column, path)
            self._open.append(inside)
        inside.entries[key] = value
        inside.last = key
        return inside


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _opened(text: str) -> list[int]:
    """The brackets of a line that are not closed, the innermost last."""
    stack: list[int] = []
    quote = ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in _OPEN:
            stack.append(at)
        elif character in _CLOSE and stack:
            stack.pop()
    return stack


def _parts(text: str) -> list[str]:
    """What stands between the commas in brackets, without what inner brackets hold."""
    for _ in range(_DEEPEST):
        text = _INNER.sub("", text)
    return text.split(",")


def _pairs(parts: Sequence[str]) -> list[tuple[str, str]]:
    found = [part.partition(":") for part in parts]
    return [(key.strip(), value.strip()) for key, colon, value in found if colon]
