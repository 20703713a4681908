"""What a text must state before something about it can be told: its own day, its issuer.

A field of a text that compares two days is open where one of them is not stated. A reader is told which day that is, and
what follows if it lies before or after the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.text_units import place_in_text
from msgspec import Struct


class Waits(Struct, frozen=True):
    """`missing` is what is not stated, `beside` what it is compared with, in the place of the record; the field is yes if
    `yes` holds of what is missing, no if `no` does."""

    missing: Text
    beside: Text
    yes: Text
    no: Text

    def label(self, record: Record) -> Text:
        where = place_words(place_in_text(record) or "")
        return Text(
            f"{self.missing.zh}(与{where.zh.rstrip('、')}{self.beside.zh}比较)",
            f"{self.missing.en} (to compare with {self.beside.en} in {where.en})",
        )

    def choices(self) -> tuple[tuple[bool, Text], tuple[bool, Text]]:
        return (True, self.yes), (False, self.no)


_EFFECT = Text("的施行日期", "the day of effect")
_AFTER, _NOT_AFTER = (
    Text("晚于施行日期", "after the day of effect"),
    Text("不晚于施行日期", "not after the day of effect"),
)
_MADE = Text("成文日期", "the day it was made")

_WAITS: Mapping[str, Waits] = {
    "早于成文": Waits(_MADE, _EFFECT, _AFTER, _NOT_AFTER),
    "早于公布": Waits(Text("公布日期", "the day of publication"), _EFFECT, _AFTER, _NOT_AFTER),
    "成文后改版": Waits(
        _MADE,
        Text("所引规定的修改", "the revision of what is cited"),
        Text("早于所引规定的修改", "before the revision of what is cited"),
        Text("晚于所引规定的修改", "after the revision of what is cited"),
    ),
    "解释机关系制定机关": Waits(
        Text("制定机关", "the issuer"),
        Text("所写的解释机关", "the interpreter named"),
        Text("就是解释机关", "the interpreter"),
        Text("不是解释机关", "another organ than the interpreter"),
    ),
}


def waits_for(record: Record, name: str) -> Waits | None:
    """For a field of a unit of a text; None where its own name says what is open."""
    return _WAITS.get(name) if place_in_text(record) is not None else None
