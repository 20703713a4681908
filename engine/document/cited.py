"""A citation: which text, which places in it, where it stands."""

from __future__ import annotations

from typing import Literal

from guiju.engine.document.model import Place
from guiju.engine.document.numbers import DocumentNumber, Ordinal
from guiju.engine.document.tree import Problem
from msgspec import Struct

SourceKind = Literal["title", "number", "self", "relative", "named before", "unclear"]
"""《…》; a number without a title; 本办法; 前款 and places without a source; 该办法, 以下简称; 上述规定."""

HalfKind = Literal["proviso", "first half", "second half", "sentence"]


class Source(Struct, frozen=True):
    """The text cited.

    `title` is that of the text itself, `wrapper` that of the notice that carries it where the citation names that
    (《关于印发〈…〉的通知》); `number` then is the notice's. `alias` is the short name used instead of the title, `part`
    the index among the document's own parts if it is one of these.
    """

    kind: SourceKind
    title: str | None = None
    number: DocumentNumber | None = None
    edition: str | None = None
    wrapper: str | None = None
    alias: str | None = None
    part: int | None = None


class Location(Struct, frozen=True, order=True):
    """A place in a text, as far as it is stated or follows from what stands before it. `paragraph_unknown`: a 款 is cited
    whose text cannot be told apart in this file."""

    book: Ordinal | None = None
    chapter: Ordinal | None = None
    section: Ordinal | None = None
    article: Ordinal | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    half: HalfKind | None = None
    paragraph_unknown: bool = False

    def __str__(self) -> str:
        named = [
            (name, getattr(self, field))
            for name, field in (("B", "book"), ("C", "chapter"), ("S", "section"), ("a", "article"), ("p", "paragraph"),
                                ("i", "item"), ("m", "subitem"))
        ]  # fmt: skip
        shown = " ".join(f"{name}{value}" for name, value in named if value is not None)
        return shown + (" p?" if self.paragraph_unknown else "") + (f" {self.half}" if self.half else "")


class Cited(Struct, frozen=True):
    """`open`: the list it belongs to is not closed (等). `inherited`: levels that are not written but taken from the
    place before (《甲》第三条第一款、第三款), or from where the citation stands (前款). `part` and `article` say where
    that is."""

    source: Source
    locations: tuple[Location, ...]
    text: str
    places: tuple[Place, ...]
    part: int
    article: Ordinal | None = None
    open: bool = False
    inherited: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
