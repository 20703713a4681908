"""The columns of a ledger and the words in it, as `grammars/ledger.toml` lists them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec
from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Holds = Literal["text", "lines", "day", "until", "norms", "path", "result", "deadline"]
Result = Literal["keep", "amend", "repeal", "lapse", "outside", "ask"]
"""继续有效, 修改, 废止, 宣布失效, 待核."""

SHEET = Text("台账", "Ledger")
"""The name of the sheet, and of the workbook, that is to be filled in."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_SIGNS = re.compile(r"[\s*★☆:：_]+")


class Column(Struct, frozen=True):
    """`key` is its field in `Row`; `say` what goes in; `width` in characters."""

    key: str
    zh: str
    en: str
    also: tuple[str, ...]
    holds: Holds
    width: int
    say: Text
    needed: bool = False

    @property
    def name(self) -> Text:
        return Text(self.zh, self.en)


class Word(Struct, frozen=True):
    """A word of the template, and what others write for it."""

    zh: str
    en: str
    also: tuple[str, ...]

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


class _Words(Struct, frozen=True):
    ditto: tuple[str, ...]
    nothing: tuple[str, ...]
    unlimited: tuple[str, ...]
    below: tuple[str, ...]


class _File(Struct, frozen=True):
    column: tuple[Column, ...]
    result: dict[Result, Word]
    words: _Words


@cache
def _file() -> _File:
    return msgspec.convert(tomllib.loads((GRAMMARS / "ledger.toml").read_text("utf-8")), _File)


def columns() -> tuple[Column, ...]:
    """All of them, in the order of the template."""
    return _file().column


def results() -> Mapping[Result, Word]:
    return _file().result


@cache
def _by_name() -> Mapping[str, Column]:
    return {folded(n): column for column in columns() for n in (column.zh, column.en, *column.also)}


@cache
def _by_result() -> Mapping[str, Result]:
    return {folded(n): key for key, word in results().items() for n in (word.zh, word.en, *word.also)}


def column_of(name: str) -> Column | None:
    """The column that a heading names; None where it names none."""
    known = _by_name()
    return known.get(folded(name)) or known.get(folded(_without_brackets(name)))


def column_names() -> tuple[str, ...]:
    """What headings may be called, the names of the template first."""
    first = [n for column in columns() for n in (column.zh, column.en)]
    return tuple(dict.fromkeys([*first, *(n for column in columns() for n in column.also)]))


def result_of(text: str) -> Result | None:
    return _by_result().get(folded(text)) or _by_result().get(folded(_without_brackets(text)))


def says_nothing(text: str) -> bool:
    """Whether a cell holds only a sign that it is empty: /, 无, —."""
    return folded(text) in _folded("nothing")


def says_ditto(text: str) -> bool:
    """Whether a cell only points to the one above it: 同上, 〃."""
    return folded(text) in _folded("ditto")


def says_unlimited(text: str) -> bool:
    return folded(text) in _folded("unlimited")


def stands_below(text: str) -> bool:
    """Whether it begins as what stands below a table: 合计, 填表人:…, 注:…."""
    begin = folded(re.split(r"[:：]", text, maxsplit=1)[0])
    return begin in _folded("below")


@cache
def _folded(words: Literal["ditto", "nothing", "unlimited", "below"]) -> frozenset[str]:
    return frozenset(folded(word) for word in getattr(_file().words, words))


def folded(text: str) -> str:
    """A name in one width, without blanks, line breaks and signs, in small letters."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def _without_brackets(name: str) -> str:
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
