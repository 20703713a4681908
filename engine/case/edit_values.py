"""Values as they are written into a case file: plain where that reads as meant, else in quotation marks."""

from __future__ import annotations

import json
import re

from guiju.engine.diagnostics.text import Lang, Text

Written = Text | tuple[Text, ...]
"""A value in both languages, or a list of such."""

_PLAIN = re.compile(r"[^\W_][\w .()()、。;—·/-]*")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_NULL = ("null", "Null", "NULL")


def written(value: Written, lang: Lang, *, flow: bool) -> str:
    """The value as text of a case file; `flow`: it stands inside braces or brackets."""
    if isinstance(value, tuple):
        return "[" + ", ".join(scalar(v.in_lang(lang), flow=True) for v in value) + "]"
    return scalar(value.in_lang(lang), flow=flow)


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a plain scalar where every reader of YAML takes it for that, else in double quotation marks.

    Numbers, dates and yes or no stay plain: the reader of case files takes them by what is asked.
    """
    if _NUMBER.fullmatch(text):
        return text
    plain = _PLAIN.fullmatch(text) is not None and not text.endswith(" ") and text not in _NULL
    return text if plain and not (flow and "," in text) else json.dumps(text, ensure_ascii=False)
