"""How each token is spelled in the canonical text of either language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Protocol

from guiju.engine.diagnostics.text import Lang
from guiju.engine.diagnostics.words import chinese_number, word
from guiju.engine.syntax.format_read import Leaf, Node, leaves_of
from guiju.engine.syntax.keywords import keyword_table, sign
from guiju.engine.syntax.numerals import ordinal
from guiju.engine.syntax.parse import parser


class Named(Protocol):
    """What a name in the text resolves to: its Chinese and its English name."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def spellings(self) -> tuple[str, ...]: ...


Names = Mapping[tuple[int, int], Named]
"""By the line and column of the word (1-based)."""

_SECOND: dict[tuple[str, str], Collection[str]] = {
    ("AT_LEAST", "lasts"): ("zh",), ("AT_LEAST", "lasting"): ("zh",), ("AT_LEAST", "apart"): ("zh",),
    ("WITHIN", "lasts"): ("zh", "en"), ("WITHIN", "lasting"): ("zh", "en"), ("WITHIN", "apart"): ("zh", "en"),
    ("WITHIN", "quantity"): ("en",), ("WITHIN", "some"): ("en",), ("WITHIN", "hi"): ("en",),
    ("PIECES", "quantity"): ("zh",), ("PIECES", "some"): ("en",),
}  # fmt: skip
"""Where, by terminal and rule of the grammar, the second spelling of a keyword reads better than the first."""

_CITED = {
    "ARTICLE": ("article", "ART"), "PARAGRAPH": ("paragraph", "PARA"), "ITEM": ("item", "ITEM_NO"),
    "SENTENCE": ("sentence", "SENT"), "TO_ARTICLE": ("article", "TO"),
}  # fmt: skip
_DIGITS_IN_CHINESE = ("SENTENCE",)
_OTHER_SIGNS = {"DIVIDED": "/"}
"""Signs that mean the same as one that is easier to type."""

_ENGLISH_SIGNS = {"NE": "!=", "LE": "<=", "GE": ">="}
_OF = "分之"
_NAME = re.compile(r"[^\W\d]\w*")


def prevailing(tree: Node) -> Lang:
    """The language of most keywords of a text; Chinese if neither prevails."""
    chinese = english = 0
    table = _keywords()
    for leaf in leaves_of(tree):
        if leaf.kind in table or leaf.kind in _CITED:
            chinese, english = chinese + (not leaf.text.isascii()), english + leaf.text.isascii()
    return "en" if english > chinese else "zh"


class Speller:
    """Spells tokens in one language. `names` says which words are names of something that has two names."""

    def __init__(self, language: Lang, names: Names) -> None:
        self.language = language
        self._names = names

    def spell(self, leaf: Leaf, node: Node, number: str = "") -> str:
        """The canonical text of a token that stands directly in `node`; `number` is the number before a unit."""
        if _declares(node):
            return leaf.text if leaf.kind in _keywords() or leaf.kind == "NAME" else _marks(leaf)
        known = self._names.get((leaf.line, leaf.column))
        if known is not None and leaf.kind == "NAME":
            return self._name(leaf, known)
        if leaf.kind in _keywords() and node.rule != "choice":
            keyword = self._keyword(leaf.kind, node.rule, number)
            return leaf.text if known is not None and keyword not in known.spellings else keyword
        if leaf.kind in _CITED:
            return self._cited(leaf)
        if leaf.kind == "FRACTION":
            return self._fraction(leaf.text, spelled_out=node.rule not in ("share", "ratio"))
        if leaf.kind == "NUMBER" and not leaf.text.isascii():
            return str(ordinal(leaf.text))
        if leaf.kind == "MONTH_DAY":
            return self._month_day(leaf.text)
        return _ENGLISH_SIGNS.get(leaf.kind, _marks(leaf)) if self.language == "en" else _marks(leaf)

    def _name(self, leaf: Leaf, known: Named) -> str:
        """The name in this language, in backquotes if it would be read as something else at this place; in English
        rather the Chinese name, where that is read as one."""
        wanted = (known.zh,) if self.language == "zh" else (known.en, known.zh)
        for name in wanted:
            if name == leaf.text or _reads_as_name(name, leaf.allowed):
                return name
        return leaf.text if leaf.text.strip("`") == wanted[0] else f"`{wanted[0]}`"

    def _keyword(self, kind: str, rule: str, number: str) -> str:
        if kind == "INSIDE" and self.language == "en":
            return _keywords()["WITHIN"][1][0]
        chinese, english = _keywords()[kind]
        words = chinese if self.language == "zh" else english
        second = self.language in _SECOND.get((kind, rule), ())
        if rule == "unit" and self.language == "en":
            second = number == "1"
        return words[min(int(second), len(words) - 1)]

    def _cited(self, leaf: Leaf) -> str:
        key, keyword = _CITED[leaf.kind]
        number, _, inserted = leaf.text.replace("之", "-").partition("-")
        n, suffix = ordinal(number), ordinal(inserted)
        if self.language == "en":
            return f"{_keywords()[keyword][1][0]} {n}" + (f"-{suffix}" if suffix else "")
        spelled_out = 0 < n < 10000 and leaf.kind not in _DIGITS_IN_CHINESE
        cited = word("citation", key).zh.format(n=chinese_number(n) if spelled_out else n)
        if leaf.kind == "TO_ARTICLE":
            cited = _keywords()[keyword][0][0] + cited
        return cited + (f"之{chinese_number(suffix)}" if suffix else "")

    def _fraction(self, text: str, *, spelled_out: bool) -> str:
        """`2/3`; spelled out 三分之二 in Chinese, and in English where only that form is one value."""
        over, _, under = text.partition("/")
        if not under:
            under, _, over = text.partition(_OF)
        a, b = ordinal(over), ordinal(under)
        if self.language == "en" and not spelled_out:
            return f"{a}/{b}"
        whole = [chinese_number(n) if 0 < n < 10000 else str(n) for n in (b, a)]
        return _OF.join(whole)

    def _month_day(self, text: str) -> str:
        month, day = (int(n) for n in re.findall(r"[0-9]+", text))
        if self.language == "en":
            return f"{month:02}-{day:02}"
        return f"{month}月{day}日"


def _declares(node: Node) -> bool:
    """Whether the names in the node are the ones that a declaration gives; these stay as they are."""
    return node.rule in ("name", "alias") or (
        node.rule == "choice" and any(isinstance(child, Node) for child in node.children)
    )


def _marks(leaf: Leaf) -> str:
    """The text of a token that is no word: signs and quotation marks in one form, all else as written."""
    usual = _OTHER_SIGNS.get(leaf.kind) or sign(leaf.kind)
    if usual is not None:
        return usual
    if leaf.kind == "STRING":
        inner = leaf.text[1:-1]
        return leaf.text if '"' in inner else f'"{inner}"'
    return leaf.text


@cache
def _keywords() -> dict[str, tuple[list[str], list[str]]]:
    return {terminal: both for group in keyword_table().values() for terminal, both in group.items()}


def _reads_as_name(name: str, allowed: Collection[str]) -> bool:
    """Whether the text is taken for a name at a place where these terminals may stand."""
    if not _NAME.fullmatch(name):
        return False
    return not any(
        pattern.match(f"{name} ") for terminal, pattern in _stronger().items() if terminal in allowed
    )


@cache
def _stronger() -> dict[str, re.Pattern[str]]:
    """The terminals that the lexer prefers to a name."""
    return {t.name: re.compile(t.pattern.to_regexp()) for t in parser().terminals if t.priority > 0}
