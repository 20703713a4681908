"""The numbers that Word puts in front of paragraphs, which are nowhere in their text: 第一条, 一、, (一), 1.

`numbering.xml` says for each list how its levels are written; the paragraphs, or their styles, say which list and level
they belong to; the count follows from the order of the document (ISO/IEC 29500-1, 17.9). No library at hand knows the
Chinese forms (docx2python writes dashes for them, mammoth leaves them out).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from guiju.engine.document.read_docx_number_forms import FORMS, written
from guiju.engine.document.read_docx_xml import on, value, within
from guiju.engine.document.read_remarks import Remark
from msgspec import Struct

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_MOST = 1_000_000


class Level(Struct, frozen=True):
    """`text` with %1 … %9 for the counts of the levels; `restart` is the level (from 1) after which it begins anew, 0 for
    never, None for each level above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    blank: bool = True
    restart: int | None = None
    digits: bool = False
    style: str | None = None


class Numbering:
    """The lists of one document and how far each has been counted."""

    def __init__(self, tree: Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}  # levels that a list has instead of those of its pattern
        self._starts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._counts: dict[str, dict[int, int]] = {}
        self._unknown: dict[str, None] = {}
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for pattern in tree.findall("w:abstractNum") if tree is not None else ():
            key = pattern.get("abstractNumId", "")
            self._lists[key] = _levels(pattern)
            if (link := value(pattern, "w:numStyleLink")) is not None:
                links[key] = link
            if (link := value(pattern, "w:styleLink")) is not None:
                styles[link] = key
        for pattern_key, link in links.items():
            if link in styles:
                self._lists[pattern_key] = self._lists[styles[link]]
        for item in tree.findall("w:num") if tree is not None else ():
            self._read_list(item)

    def _read_list(self, item: Element) -> None:
        key = item.get("numId", "")
        self._abstract_of[key] = value(item, "w:abstractNumId") or ""
        for change in item.findall("w:lvlOverride"):
            index = _whole(change.get("ilvl"), 0)
            if (start := value(change, "w:startOverride")) is not None:
                self._starts.setdefault(key, {})[index] = _whole(start, 1)
            for level in change.findall("w:lvl"):
                self._own.setdefault(key, {})[index] = _level(level)

    def level_of_style(self, key: str, style: str) -> int:
        """The level of a list that a style stands for; the first if none names it."""
        levels = self._lists.get(self._abstract_of.get(key, ""), {})
        return next((index for index, level in levels.items() if level.style == style), 0)

    def next(self, key: str, index: int) -> str:
        """Count one paragraph of the level (from 0) of a list, and give what stands in front of it, with a blank behind
        where Word leaves room; empty for bullets."""
        pattern = self._abstract_of.get(key, "")
        levels = {**self._lists.get(pattern, {}), **self._own.get(key, {})}
        if not 0 <= index < _LEVELS or index not in levels:
            return ""
        counts = self._counts.setdefault(pattern, {})
        starts = self._starts.get(key, {})
        if index in starts and (key, index) not in self._begun:
            counts[index] = starts[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else levels[index].start
        self._begun.add((key, index))
        for deeper in [level for level in counts if level > index]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and index < restart):
                del counts[deeper]
        return self._label(levels, index, counts)

    def _label(self, levels: dict[int, Level], index: int, counts: dict[int, int]) -> str:
        level = levels[index]
        if level.form == "bullet":
            return ""

        def count(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = levels.get(at, Level())
            form = "decimal" if level.digits else other.form
            if form not in FORMS:
                self._unknown[form] = None
            return written(counts.get(at, other.start), form)

        label = _PLACE.sub(count, level.text)
        return label + " " if level.blank and label else label

    def remarks(self) -> tuple[Remark, ...]:
        """The forms that were met and are not known."""
        return tuple(Remark("W033", (form,)) for form in self._unknown)


def _levels(pattern: Element) -> dict[int, Level]:
    return {_whole(level.get("ilvl"), 0): _level(level) for level in pattern.findall("w:lvl")}


def _level(element: Element) -> Level:
    restart = value(element, "w:lvlRestart")
    return Level(
        start=_whole(value(element, "w:start"), 0),
        form=_form(element),
        text=value(element, "w:lvlText") or "",
        blank=value(element, "w:suff") != "nothing",
        restart=None if restart is None else _whole(restart, 0),
        digits=on(element, "w:isLgl"),
        style=value(element, "w:pStyle"),
    )


def _form(element: Element) -> str:
    """Newer forms are given twice, the second time for programs that do not know them."""
    found = element.find("w:numFmt")
    if found is None:
        found = within(element, "mc:AlternateContent", "mc:Fallback", "w:numFmt")
    return found.get("val", "decimal") if found is not None else "decimal"


def _whole(text: str | None, otherwise: int) -> int:
    """A number of the file, or what stands for one that is missing, no number or out of reason."""
    if text is None or not re.fullmatch(r"-?[0-9]{1,7}", text):
        return otherwise
    return min(int(text), _MOST)
