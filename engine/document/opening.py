"""How a line begins: with the mark of a part (第三条, 二、, （一）), a label of the head or tail, a day, or as text."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, cast

from guiju.engine.document.grammar import grammar
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal, circled, numeral
from lark import Token
from msgspec import Struct

Mark = Literal[
    "BOOK", "CHAPTER", "SECTION", "ARTICLE", "HAN_MARK", "HAN_BRACKET", "ARABIC_MARK", "ARABIC_BRACKET", "CIRCLED",
]  # fmt: skip
Kind = (
    Mark
    | Literal["ANNEX", "COPIED", "CONTENTS", "DATE", "REGISTER", "TEXT"]
    | Literal["LABEL_PUBLISHED", "LABEL_MADE", "LABEL_PRINTED", "LABEL_NUMBER", "LABEL_REGISTER"]
    | Literal["LABEL_ISSUER", "LABEL_OTHER"]
)
LABELS = (
    "label_published", "label_made", "label_printed", "label_number", "label_register", "label_issuer", "label_other",
)  # fmt: skip
MARKS: frozenset[str] = frozenset(
    (
        "BOOK",
        "CHAPTER",
        "SECTION",
        "ARTICLE",
        "HAN_MARK",
        "HAN_BRACKET",
        "ARABIC_MARK",
        "ARABIC_BRACKET",
        "CIRCLED",
    )
)
_SHORT = 64
_NUMERALS = frozenset("0123456789〇○零一二三四五六七八九十百千")


class Opening(Struct, frozen=True):
    """`end` is where the text after the mark or label begins; `number` that of the mark, if it has one."""

    kind: Kind
    end: int = 0
    number: Ordinal | None = None

    @property
    def marks(self) -> bool:
        """Whether the line opens with the mark of a part."""
        return self.kind in MARKS


def opening(line: Line) -> Opening:
    """What the line opens with."""
    return _short(line.text) if len(line.text) <= _SHORT else _read(line.text)


def _read(text: str) -> Opening:
    tree = grammar("lines").parse(text)
    tokens = [token for token in tree.scan_values(lambda v: isinstance(v, Token)) if token.type != "REST"]
    if not tokens:
        return Opening("TEXT")
    kind = "DATE" if tokens[0].type in ("SHORT_DATE", "TORN_DATE") else tokens[0].type
    mark = "".join(tokens)
    return Opening(cast(Kind, kind), len(mark), _ordinal(mark) if kind in MARKS else None)


@lru_cache(maxsize=4096)
def _short(text: str) -> Opening:
    """Short lines come again and again: bare numbers, headings, the same line seen from its neighbours."""
    return _read(text)


def _ordinal(mark: str) -> Ordinal | None:
    number, _, suffix = mark.partition("之")
    value = circled(mark) if len(mark) == 1 else numeral("".join(c for c in number if c in _NUMERALS))
    return Ordinal(value, numeral(suffix) or 0 if suffix else 0) if value is not None else None
