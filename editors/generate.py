"""Makes the TextMate grammar of the rule language from the table of keywords: `python editors/generate.py`.

The patterns stand in the order of the lexer's priorities, and the last one takes a whole name, so that a keyword is
one here exactly where the lexer could take it for one: at the beginning of a word, with no letter behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guiju.engine.syntax.keywords import keyword_table

TARGET = Path(__file__).parent / "vscode" / "syntaxes" / "guiju.tmLanguage.json"

_NAME = r"[\p{L}_][\p{L}\p{N}_]*"
_NO_LETTER = r"(?![\p{L}_])"
_NO_WORD = r"(?![\p{L}\p{N}_])"
_NUMERAL = "[0-9零〇一二两三四五六七八九十百千]+"

_GROUPS = {
    "declaration": "storage.type.declaration",
    "clause": "keyword.other.clause",
    "requirement": "keyword.control.requirement",
    "word": "keyword.other.word",
    "unit": "keyword.other.unit",
}
_WORDS = {
    "keyword.operator.logical": ("AND", "OR", "NOT"),
    "keyword.operator.word": (
        "IN",
        "CONTAINS",
        "MATCHES",
        "ODD",
        "STATED",
        "EVERY",
        "MOST",
        "SATISFIES",
        "COUNT",
        "FIRST",
        "LAST",
    ),
    "constant.language": ("TRUE", "FALSE", "NONE"),
    "variable.language": ("THIS", "IT"),
    "keyword.other.unit": ("YUAN", "WAN_YUAN", "YI_YUAN", "PIECES"),
}
"""Words that have a colour of their own."""

_NAMED = {
    "entity.name.function.rule": ("MUST", "MUST_NOT", "MAY", "EXCEPTION", "COUNTS", "NOT_COUNTS", "SCOPE"),
    "entity.name.namespace.pack": ("PACK",),
    "entity.name.class.norm": ("NORM",),
    "entity.name.class.procedure": ("PROCEDURE",),
    "entity.name.class.step": ("STEP",),
    "variable.other.definition.fact": ("FACT",),
    "entity.name.function.definition": ("DEFINE",),
    "variable.other.constant.parameter": ("PARAM",),
    "variable.other.constant.wording": ("WORDING",),
    "entity.name.function.example": ("EXAMPLE",),
}
"""The name that follows the keyword of a declaration."""


def grammar() -> dict[str, Any]:
    """The grammar as data."""
    return {
        "name": "guiju",
        "scopeName": "source.guiju",
        "fileTypes": ["rule"],
        "patterns": [
            _match("comment.line.number-sign", "#.*$"),
            *(_text(a, b) for a, b in ('""', "“”", "＂＂", "「」")),
            _match("string.other.title", "《[^》]*》"),
            *_citations(),
            _match("constant.numeric.fraction", f"{_NUMERAL}分之{_NUMERAL}{_NO_LETTER}"),
            _match("constant.numeric.date", "[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"),
            _match("constant.numeric.time", "[0-9]{2}:[0-9]{2}(?![0-9])"),
            _match("constant.numeric.date", "[0-9]{1,2}月[0-9]{1,2}日|[0-9]{2}-[0-9]{2}(?![0-9-])"),
            _measures(),
            _match("constant.numeric", r"[0-9]+(?:\.[0-9]+)?"),
            *_declarations(),
            *_keywords(),
            _match("variable.other.field", rf"{_NAME}(?=\s*(?:[(（][^)）]*[)）]\s*)?[:：])"),
            _match("variable.other", _NAME),
            _match("keyword.operator.comparison", "<=|>=|!=|[=＝≠<＜≤>＞≥！]"),
            _match("keyword.operator.arithmetic", "[-+*×÷/＋－−＊／]"),
            _match("punctuation.separator", "[,，、;；:：.．|｜]"),
            _match("punctuation.section", r"[{}｛｝()（）\[\]［］【】]"),
        ],
    }


def text() -> str:
    """The grammar as the file holds it."""
    return json.dumps(grammar(), ensure_ascii=False, indent=2) + "\n"


def _match(scope: str, pattern: str) -> dict[str, Any]:
    return {"name": f"{scope}.guiju", "match": pattern}


def _text(opening: str, closing: str) -> dict[str, Any]:
    """A text ends on its own line, closed or not."""
    return {"name": "string.quoted.guiju", "begin": opening, "end": f"{closing}|$"}


def _citations() -> list[dict[str, Any]]:
    """Articles, and the norm before them."""
    inner = f"第 ?[(（]? ?{_NUMERAL} ?[)）]? ?[条款项句]"
    english = "|".join(f"{_one('word', t)}" for t in ("ART", "PARA", "ITEM_NO", "SENT"))
    return [
        _match("support.class.norm", rf"{_NAME}(?=\s+第 ?{_NUMERAL} ?条|\s+{_one('word', 'ART')}\s+[0-9])"),
        _match("constant.other.citation", inner),
        _match("constant.other.citation", rf"(?:{english})\s+[0-9]+"),
    ]


def _measures() -> dict[str, Any]:
    """A number with its unit."""
    units = [words for both in keyword_table()["unit"].values() for words in both]
    units += [w for t in _WORDS["keyword.other.unit"] for w in keyword_table()["word"][t]]
    return {
        "match": rf"([0-9]+(?:\.[0-9]+)?)\s*({_spelled(units)})",
        "captures": {
            "1": {"name": "constant.numeric.guiju"},
            "2": {"name": "keyword.other.unit.guiju"},
        },
    }


def _declarations() -> list[dict[str, Any]]:
    """The keyword of a declaration with the name it gives."""
    table = keyword_table()
    found = []
    for scope, terminals in _NAMED.items():
        groups = {t: "clause" if t in table["clause"] else "declaration" for t in terminals}
        words = [words for t, group in groups.items() for words in table[group][t]]
        keyword = _GROUPS["clause" if "clause" in groups.values() else "declaration"]
        found.append(
            {
                "match": rf"({_spelled(words)})\s+({_NAME})",
                "captures": {"1": {"name": f"{keyword}.guiju"}, "2": {"name": f"{scope}.guiju"}},
            }
        )
    return found


def _keywords() -> list[dict[str, Any]]:
    """All keywords by what they are."""
    table = keyword_table()
    scopes: dict[str, list[list[str]]] = {}
    special = {terminal: scope for scope, terminals in _WORDS.items() for terminal in terminals}
    for group, entries in table.items():
        for terminal, both in entries.items():
            scopes.setdefault(special.get(terminal, _GROUPS[group]), []).extend(both)
    return [_match(scope, _spelled(words)) for scope, words in scopes.items()]


def _one(group: str, terminal: str) -> str:
    return "|".join(w for w in keyword_table()[group][terminal][1])


def _spelled(groups: Iterable[Iterable[str]]) -> str:
    """Any of the spellings, where the lexer would take it for one: Chinese with no letter behind it (but 30日内),
    English with no part of a word."""
    words = sorted({word for words in groups for word in words}, key=lambda w: (-len(w), w))
    chinese = [re.escape(w) for w in words if not w.isascii()]
    english = [re.escape(w) for w in words if w.isascii()]
    units = {w for both in keyword_table()["unit"].values() for words in both for w in words}
    guard = f"(?:(?=以?内{_NO_LETTER})|{_NO_LETTER})" if units & set(words) else _NO_LETTER
    parts = [f"(?:{'|'.join(chinese)}){guard}"] * bool(chinese)
    parts += [f"(?:{'|'.join(english)}){_NO_WORD}"] * bool(english)
    return "|".join(parts)


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
