"""The canonical text of a pack: one layout, one spelling, in Chinese or in English; comments stay where they are.

Keywords, signs, articles and units are written in the usual spelling of the language; texts, comments and the names
that declarations give are left alone. A name in use is written as it is called in the language, if `names` knows it.
"""

from __future__ import annotations

from types import MappingProxyType

from guiju.engine.diagnostics.model import Diagnostic, Refused, has_errors
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.syntax.format_layout import lay_out
from guiju.engine.syntax.format_read import read
from guiju.engine.syntax.format_recast import recast
from guiju.engine.syntax.format_same import comments_of, first_difference
from guiju.engine.syntax.format_shape import shape
from guiju.engine.syntax.format_words import Names, Speller, prevailing
from guiju.engine.syntax.parse import parse_pack

_CHANGED = Text(
    "整理后的文本从这里起与原文意思不同,所以没有整理",
    "from here on the formatted text would not say the same, so it is not formatted",
)
_REPORT = Text("这是格式化程序的错误,请报给维护者", "this is a fault of the formatter; please report it")

NO_NAMES: Names = MappingProxyType({})


def format_pack(source: Source, language: Lang | None = None, names: Names = NO_NAMES) -> str:
    """The pack in its canonical form, in `language` or in the one that most of its keywords have.

    Raises `Refused` with the errors of a text that cannot be parsed, and with G008 should the canonical text not
    say the same as the given one.
    """
    before, found = parse_pack(source)
    if has_errors(found):
        raise Refused(found)
    tree, end = read(source)
    language = language or prevailing(tree)
    speller = Speller(language, names)
    text = lay_out([shape(part, speller) for part in recast(tree, language).children], end)
    formatted = Source(source.name, text)
    after, found = parse_pack(formatted)
    place = source.span(1, 1, 0) if has_errors(found) else first_difference(before, after, names)
    if place is None and comments_of(tree, end) != comments_of(*read(formatted)):
        place = source.span(1, 1, 0)
    if place is not None:
        raise Refused([Diagnostic("G008", _CHANGED, place, _REPORT)])
    return text
