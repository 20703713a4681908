"""How official papers number their headings, and the blanks that are left for a person to fill in."""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import chinese_number

BLANK = "【　　】"
DATED = Text("【　　】年【　】月【　】日", "【　　】")

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def numbered(level: Literal[1, 2, 3], at: int, text: str, lang: Lang) -> str:
    """The text of a heading with its number: 一、 (一) 1. in Chinese, I. (1) 1. in English; `at` counts from 1."""
    if level == 3:
        return f"{at}. {text}"
    if lang == "zh":
        han = chinese_number(at)
        return f"{han}、{text}" if level == 1 else f"（{han}）{text}"
    roman = _ROMAN[at] if at < len(_ROMAN) else str(at)
    return f"{roman}. {text}" if level == 1 else f"({at}) {text}"


def entry_mark(at: int, lang: Lang) -> str:
    """What stands before one of several under a numbered heading."""
    return f"（{at}）" if lang == "zh" else f"({at}) "
