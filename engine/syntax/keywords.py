"""Keyword terminals, generated from `grammars/keywords.toml`, and the words for tokens in messages."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.text import Text

_NO_LETTER = r"(?![^\W\d])"  # "not followed by a letter"; a digit may follow, as in 不少于30日
_NO_WORD = r"(?!\w)"
_GUARDS = {"word": _NO_LETTER, "unit": f"(?:(?=以?内{_NO_LETTER})|{_NO_LETTER})"}


@cache
def keyword_table() -> dict[str, dict[str, tuple[list[str], list[str]]]]:
    """{group: {terminal: (Chinese spellings, English spellings)}}."""
    raw = tomllib.loads((GRAMMARS / "keywords.toml").read_text("utf-8"))
    return {group: {t: (zh, en) for t, (zh, en) in entries.items()} for group, entries in raw.items()}


def keyword_terminals() -> str:
    """The terminal definitions in Lark's notation. Without the guard `当 非遗项目` would read as NOT 遗项目."""
    lines = []
    for group, entries in keyword_table().items():
        for terminal, (zh, en) in entries.items():
            chinese = "|".join(re.escape(w) for w in sorted(zh, key=len, reverse=True))
            english = "|".join(re.escape(w) for w in sorted(en, key=len, reverse=True))
            guard = _GUARDS.get(group, _NO_WORD)
            lines.append(f"{terminal}.4: /(?:{chinese}){guard}|(?:{english}){_NO_WORD}/")
    return "\n".join(lines)


@cache
def declaration_terminals() -> frozenset[str]:
    return frozenset(keyword_table()["declaration"])


@cache
def resuming_terminals() -> frozenset[str]:
    """Terminals at which reading can go on after an error: those that begin a declaration or a clause."""
    table = keyword_table()
    return frozenset(table["declaration"]) | frozenset(table["clause"]) | frozenset(table["requirement"])


@cache
def spellings() -> dict[str, str]:
    """{spelling: terminal} of every keyword."""
    return {
        word: terminal
        for entries in keyword_table().values()
        for terminal, both in entries.items()
        for words in both
        for word in words
    }


_KINDS = {
    "NAME": Text("一个名称", "a name"),
    "STRING": Text('一段带引号的文字 "…"', 'a text in quotes "…"'),
    "TITLE": Text("《标题》", "a title 《…》"),
    "DATE": Text("一个日期(2019-09-01)", "a date (2019-09-01)"),
    "TIME": Text("时刻(09:30)", "a time (09:30)"),
    "MONTH_DAY": Text("月日(3月31日)", "a month and day (03-31)"),
    "NUMBER": Text("一个数", "a number"),
    "FRACTION": Text("一个分数(三分之二)", "a fraction (三分之二)"),
    "INSERTED": Text("增加的条的号(15-1)", "the number of an inserted article (15-1)"),
    "ARTICLE": Text("条号", "an article number"),
    "TO_ARTICLE": Text("至第几条", "the last article"),
    "PARAGRAPH": Text("款号", "a paragraph number"),
    "ITEM": Text("项号", "an item number"),
    "SENTENCE": Text("句号", "a sentence number"),
    "$END": Text("文件结束", "the end of the file"),
}
_SIGNS = {
    "LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")", "LBRACKET": "[", "RBRACKET": "]", "COMMA": ",",
    "SEMICOLON": ";", "COLON": ":", "DOT": ".", "SLASH": "/", "PIPE": "|", "EQ": "=", "NE": "≠", "LE": "≤",
    "GE": "≥", "LT": "<", "GT": ">", "PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDED": "÷",
}  # fmt: skip


def sign(terminal: str) -> str | None:
    """The usual form of a sign; None for a terminal that is none."""
    return _SIGNS.get(terminal)


def token_word(terminal: str) -> Text:
    """How a terminal is called in a message; KeyError for one that has no words."""
    if terminal in _KINDS:
        return _KINDS[terminal]
    if terminal in _SIGNS:
        return Text(f"“{_SIGNS[terminal]}”", f"'{_SIGNS[terminal]}'")
    for entries in keyword_table().values():
        if terminal in entries:
            zh, en = entries[terminal]
            return Text(zh[0], en[0])
    raise KeyError(terminal)
