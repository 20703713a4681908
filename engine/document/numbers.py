"""Numerals, numbers of articles, and the numbers of documents (文号)."""

from __future__ import annotations

import unicodedata
from typing import Literal

from guiju.engine.diagnostics.text import Text
from guiju.engine.document.grammar import grammar
from lark import Token
from lark.exceptions import LarkError
from msgspec import Struct

_DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
    | dict.fromkeys("〇○OＯo", 0)
    | {"两": 2}
)
_MARKS = {"十": 10, "百": 100, "千": 1000, "拾": 10}


def numeral(text: str) -> int | None:
    """The number that the text is, in digits or Chinese numerals (二十五, 二五, 一〇二, 伍); None where it is none."""
    if not text or len(text) > 9:
        return None
    if all(c in "0123456789" for c in text):
        return int(text)
    if not any(c in _MARKS for c in text):
        digits = [_DIGITS.get(c, int(c) if c in "0123456789" else None) for c in text]
        return None if None in digits else int("".join(str(d) for d in digits))
    total = current = 0
    for char in text:
        if char in _MARKS:
            total += (current or 1) * _MARKS[char]
            current = 0
        elif char in _DIGITS:
            current = _DIGITS[char]
        else:
            return None
    return total + current


def circled(char: str) -> int | None:
    """The number in a circle: 3 for ③."""
    try:
        return int(unicodedata.digit(char))
    except ValueError:
        value = unicodedata.numeric(char, None)
        return int(value) if value is not None else None


class Ordinal(Struct, frozen=True, order=True):
    """The number of an article or another part; `suffix` is that of one inserted after it (之一), else 0."""

    n: int
    suffix: int = 0

    def __str__(self) -> str:
        return f"{self.n}-{self.suffix}" if self.suffix else str(self.n)


Doubt = Literal["bracket", "leading zero", "no final mark", "extra mark", "numeral"]

_DOUBTS = {
    "bracket": Text("年份应当用六角括号〔〕", "the year belongs in brackets of the form 〔〕"),
    "leading zero": Text(
        "序号不编虚位(前面的 0 已去掉)", "the serial number has leading zeros, left out here"
    ),
    "no final mark": Text("文号末尾缺「号」字", "the number lacks its final mark 号"),
    "extra mark": Text("序号前不加「第」字", "the serial number takes no mark 第 before it"),
    "numeral": Text("年份、序号应当用阿拉伯数字", "year and serial number are written in Arabic digits"),
}


class DocumentNumber(Struct, frozen=True):
    """机关代字〔年〕序号, or the number of an order, most of which have no year. `doubts`: what is odd about its form.
    `nth`: it is written with 第, which the number of an order with a year may lack."""

    code: str
    year: int | None
    serial: int
    order: bool = False
    doubts: tuple[Doubt, ...] = ()
    nth: bool = False

    def __str__(self) -> str:
        year = f"〔{self.year}〕" if self.year is not None else ""
        counted = self.order and (self.year is None or self.nth)
        return f"{self.code}{year}{'第' if counted else ''}{self.serial}号"

    def same(self, other: DocumentNumber) -> bool:
        """Whether both are the number of one document, however written."""
        return (self.code, self.year, self.serial) == (other.code, other.year, other.serial)


def doubt_text(doubt: Doubt) -> Text:
    return _DOUBTS[doubt]


def document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """The numbers that the text is, blanks left out (〔2019〕12、13号 is two); none where it is something else. A number
    that stands by itself in brackets (（第121号）) is read without them."""
    if text.startswith("（") and text.endswith("）"):
        text = text[1:-1]
    if not text or len(text) > 80:
        return ()
    try:
        tree = grammar("numbers").parse(text)
    except LarkError:
        return ()
    tokens = list(tree.scan_values(lambda value: isinstance(value, Token)))
    return _made(tokens, order=any(tree.find_data("order")))


def _made(tokens: list[Token], order: bool) -> tuple[DocumentNumber, ...]:
    part = {token.type: str(token) for token in tokens}
    year = part.get("YEAR")
    serials = [str(t) for t in tokens if t.type in ("SERIAL", "N")]
    doubts: list[Doubt] = []
    if "OPEN_YEAR" in part and part["OPEN_YEAR"] + part["CLOSE_YEAR"] != "〔〕":
        doubts.append("bracket")
    if any(s.startswith("0") for s in serials):
        doubts.append("leading zero")
    if not order:
        doubts += ["no final mark"] if "HAO" not in part else []
        doubts += ["extra mark"] if "NTH" in part else []
        if not all(s.isascii() for s in [*serials, year or ""]):
            doubts.append("numeral")
    code = part.get("ORDERER" if order else "CODE", "")
    return tuple(
        DocumentNumber(code, numeral(year) if year else None, number, order, tuple(doubts), "NTH" in part)
        for number in map(numeral, serials)
        if number is not None
    )
