"""One message in the two languages of the tool.

Both wordings stand side by side at the place that knows what went wrong, so that neither can be forgotten
and a reader can compare them (docs/decisions/0001).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Lang = Literal["zh", "en"]


class Text(Struct, frozen=True):
    """A message in Chinese and English; `in_lang("en")` picks one."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


def plain(text: str) -> Text:
    """A name, date or quotation that reads the same in both languages."""
    return Text(text, text)


def join(parts: list[Text] | tuple[Text, ...], zh: str = "、", en: str = ", ") -> Text:
    """The parts in a row, with the separator of each language."""
    return Text(zh.join(p.zh for p in parts), en.join(p.en for p in parts))
