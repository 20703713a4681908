"""The places that a citation names: 第三条第一款、第三款; 第八至十二条; 前款第（二）项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.document.cited import HalfKind, Location
from guiju.engine.document.numbers import Ordinal, numeral
from guiju.engine.document.spots import Provisions
from guiju.engine.document.tree import Problem
from lark import Token, Tree
from msgspec import Struct
from msgspec.structs import replace

MOST_IN_RANGE = 200
MOST_EXPANDED = 20_000
_NUMERAL = re.compile(r"[0-9]+|[〇○零一二三四五六七八九十百千两]+")
_PIECE = re.compile(r"(至|到|—|－|-|~|、|和|及)?第?（?([0-9]+|[〇零一二三四五六七八九十百千]+)）?")
_RANGE = frozenset("至到—－-~")

Field = Literal["book", "chapter", "section", "article", "paragraph", "item", "subitem"]
_FIELDS: tuple[Field, ...] = ("book", "chapter", "section", "article", "paragraph", "item", "subitem")
_UNITS: dict[str, Field] = {
    "条": "article",
    "款": "paragraph",
    "项": "item",
    "目": "subitem",
    "章": "chapter",
    "节": "section",
    "编": "book",
}
_THROUGHOUT: frozenset[Field] = frozenset(("book", "chapter", "section", "article"))
"""Levels whose numbers may have a suffix (之一); the numbers of the others are plain."""
_NAMES: dict[Field, Text] = {
    "article": Text("条", "article"),
    "paragraph": Text("款", "paragraph"),
    "item": Text("项", "item"),
    "subitem": Text("目", "sub-item"),
}


class Located(Struct):
    """What was found in the tokens of a citation."""

    locations: list[Location]
    inherited: list[str]
    problems: list[Problem]


class Locator:
    """Reads the places of citations in the texts of one document. Ranges are written out, to `MOST_EXPANDED` in all."""

    def __init__(self, provisions: Sequence[Provisions]) -> None:
        self._provisions = provisions
        self._left = MOST_EXPANDED

    def read(
        self,
        tree: Tree[Token],
        here: Location,
        part: int,
        of: int | None,
        relative: bool,
        last: Location | None = None,
    ) -> Located:
        """The places of a `places` tree that stands at `here` of the text `part`. `of` is the text it is about, None for
        another document; `relative` where the citation names no text; `last` the place that it goes on from."""
        found = Located([], [], [])
        joined = ""
        for child in tree.children:
            if isinstance(child, Token):
                joined = child.type
                continue
            places = self._place(child, here, part, last, found, relative)
            if joined == "TO_PLACE" and last is not None and places:
                found.locations.extend(self._range(last, places[0], of, found)[1:])
                places = places[1:]
            found.locations.extend(places)
            last = found.locations[-1] if found.locations else None
        return found

    def _place(
        self,
        tree: Tree[Token],
        here: Location,
        part: int,
        last: Location | None,
        found: Located,
        relative: bool,
    ) -> list[Location]:
        """The places that the tokens of one `place` name, more than one for 前两款 and 第（一）、（二）项."""
        places = [Location()]
        first: Field | None = None
        for token in tree.children:
            assert isinstance(token, Token)
            if token.type in ("PROVISO", "HALF"):
                places = [replace(place, half=_half(token)) for place in places]
                continue
            if token.type == "BACK":
                first = first or "article"
                places = self._back(str(token), here, part, found)
                continue
            if token.type == "THIS":
                first = first or "article"
                places = [_up_to(here, _UNITS[token[1]])]
                continue
            field: Field = "article" if token.type == "ARTICLE" else _UNITS[token[-1]]
            values = _several(str(token), field) if token.type == "SEVERAL" else [_value(str(token), field)]
            if first is None:
                first = field
                places = [self._inherited(field, here, last, found, relative)]
            places = [_with(place, field, value) for place in places for value in values]
        return places

    def _inherited(
        self, field: Field, here: Location, last: Location | None, found: Located, relative: bool
    ) -> Location:
        """What a place that begins with this level takes from the one before it, or from where it stands."""
        above = _FIELDS[: _FIELDS.index(field)]
        source = here if last is None and relative and field not in _THROUGHOUT else last
        if source is None:
            return Location()
        taken = [f for f in above if getattr(source, f) is not None]
        found.inherited.extend(name for name in taken if name not in found.inherited)
        return _up_to(source, above[-1]) if above else Location()

    def _back(self, text: str, here: Location, part: int, found: Located) -> list[Location]:
        """前款, 前两款, 前条, 上一条, 下一条 from where they stand."""
        field = _UNITS[text[-1]]
        count = numeral(text[1:-1]) or 1
        found.inherited.append("place of the citation")
        if field == "article":
            article = self._beside(here.article, part, forward=text.startswith("下"), count=count)
            places = [Location(article=number) for number in article]
        elif field == "paragraph" and here.paragraph_unknown:
            return [replace(_up_to(here, "article"), paragraph_unknown=True)]
        else:
            own: int | None = getattr(here, field)
            step = range(1, count + 1) if text.startswith("下") else range(-count, 0)
            numbers = [own + n for n in step if own is not None and own + n > 0]
            places = [_with(_up_to(here, field), field, n) for n in numbers]
        if len(places) < (count if field != "article" else 1):
            name, shown = _NAMES[field], plain(text)
            message = Text(
                f"「{shown.zh}」所指的{name.zh}不存在", f"“{shown.en}”: there is no such {name.en}"
            )
            found.problems.append(Problem("nothing before", message))
        return places

    def _beside(self, article: Ordinal | None, part: int, forward: bool, count: int) -> list[Ordinal]:
        found: list[Ordinal] = []
        while article is not None and len(found) < min(count, MOST_IN_RANGE):
            beside = (
                self._provisions[part].after(article) if forward else self._provisions[part].before(article)
            )
            if beside is None:
                break
            found.insert(0, beside)
            article = beside
        return found

    def _range(self, first: Location, last: Location, of: int | None, found: Located) -> list[Location]:
        """Every place from the first to the last, both included; only these two where it is too long to write out."""
        field = deepest(last)
        start, end = (getattr(first, field), getattr(last, field)) if field else (None, None)
        if field is None or start is None or end is None or not start < end:
            return [first, last]
        if isinstance(start, Ordinal):
            size = end.n - start.n + 1
            steps: list[object] = [Ordinal(n) for n in range(start.n, start.n + min(size, MOST_IN_RANGE + 1))]
            if of is not None and field == "article" and size <= MOST_IN_RANGE:
                inserted = {n for n in self._provisions[of].between(start, end) if n.suffix}
                steps = sorted({*(n for n in steps if isinstance(n, Ordinal)), start, end, *inserted})
        else:
            size = end - start + 1
            steps = list(range(start, start + min(size, MOST_IN_RANGE + 1)))
        if size > MOST_IN_RANGE or size > self._left:
            message = Text(
                "范围太长,只记首尾", "the range is too long: only its first and last place are kept"
            )
            found.problems.append(Problem("long range", message))
            return [first, last]
        self._left -= size
        outer = _up_to(first, field)
        inner = [_with(outer, field, step) for step in steps[1:-1]]
        return [first, *inner, last]


def deepest(place: Location) -> Field | None:
    """The lowest level that the place names."""
    return next((field for field in reversed(_FIELDS) if getattr(place, field) is not None), None)


def _up_to(place: Location, field: Field) -> Location:
    """The place without what is below that level."""
    kept = {f: getattr(place, f) for f in _FIELDS[: _FIELDS.index(field) + 1]}
    if kept.get("article") is not None:  # which tells the chapter
        kept |= {"book": None, "chapter": None, "section": None}
    return Location(**kept, paragraph_unknown=place.paragraph_unknown and field not in _THROUGHOUT)


def _with(place: Location, field: Field, value: object) -> Location:
    return replace(place, **{field: value})


def _value(text: str, field: Field) -> Ordinal | int:
    number, _, suffix = text.partition("条之") if field == "article" else (text, "", "")
    match = _NUMERAL.search(number)
    n = (numeral(match[0]) if match else None) or 0
    return Ordinal(n, numeral(suffix) or 0) if field in _THROUGHOUT else n


def _several(text: str, field: Field) -> list[Ordinal | int]:
    """The numbers of 第八至十二条 or 第（一）、（三）项, ranges written out."""
    numbers: list[int] = []
    for match in _PIECE.finditer(text):
        n = numeral(match[2]) or 0
        if match[1] in _RANGE and numbers and 0 < n - numbers[-1] <= MOST_IN_RANGE:
            numbers.extend(range(numbers[-1] + 1, n))
        numbers.append(n)
    return [Ordinal(n) for n in numbers] if field in _THROUGHOUT else list(numbers)


def _half(token: Token) -> HalfKind:
    if token.type == "PROVISO":
        return "proviso"
    return "first half" if token.startswith("前") else "second half" if token.startswith("后") else "sentence"
