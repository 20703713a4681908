"""A document taken apart: what `structure` gives. Everything keeps its place in the file, as lines do (line.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from guiju.engine.diagnostics.text import Text
from guiju.engine.document.dates import DayRead
from guiju.engine.document.line import Line
from guiju.engine.document.model import Place, RawDocument
from guiju.engine.document.numbers import DocumentNumber, Ordinal
from msgspec import Struct

Style = Literal["articles", "numbered", "plain"]
"""第N条; 一、（一）1.; neither."""

Level = Literal[
    "book", "chapter", "section", "article", "paragraph", "item", "subitem", "point", "circle",
    "first", "second", "third", "fourth", "fifth", "table", "continuation",
]  # fmt: skip
"""编 章 节 条 款 项 目, below that （1） and ①; in the other style 一、 （一） 1. （1） ① are first to fifth. A
continuation is a further paragraph of an item."""

ProblemKind = Literal[
    "gap", "duplicate", "paragraphs unknown", "unclosed title", "damaged day", "no such day", "number form", "no core",
    "no title", "nothing before", "no such provision", "long range",
]  # fmt: skip


class Problem(Struct, frozen=True):
    """Something about the form of a document that a reader should look at; `days` are the readings of a damaged date."""

    kind: ProblemKind
    message: Text
    places: tuple[Place, ...] = ()
    days: tuple[date, ...] = ()


class Node(Struct, frozen=True):
    """A part of a text. `mark` is its number as written (第三条, （二）); a 款 has a number and no mark, and no number
    where the lines do not tell the 款 apart. `text` is its own, without that of its children; an article has none."""

    level: Level
    number: Ordinal | None = None
    mark: Line | None = None
    heading: Line | None = None
    text: Line | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead.extend(reversed(node.children))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its mark, heading and own text stand."""
        return tuple(
            p for line in (self.mark, self.heading, self.text) if line is not None for p in line.places()
        )


class Signature(Struct, frozen=True):
    """署名 and 成文日期. `signatory` is a person who signs an order."""

    issuers: tuple[Line, ...] = ()
    day: DayRead | None = None
    day_line: Line | None = None
    signatory: Line | None = None


class Part(Struct, frozen=True):
    """One text with a title of its own: the notice, the 办法 it carries, an annex. `flattened` where lines were lost, so
    that 款 cannot be told apart. `attachments` is its note of what is attached."""

    title: Line | None
    genre: str
    style: Style
    nodes: tuple[Node, ...]
    addressee: Line | None = None
    signature: Signature | None = None
    attachments: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    flattened: bool = False

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()


class Annex(Struct, frozen=True):
    """`mark` is 附件1 or the like."""

    mark: Line
    part: Part


class Head(Struct, frozen=True):
    """What the document as a whole is called. The three days are different ones: that of the signature (成文), that of
    publication and that of printing and sending out (印发); each None where the file does not state it."""

    number: DocumentNumber | None = None
    register: str | None = None
    issuers: tuple[str, ...] = ()
    made: DayRead | None = None
    published: DayRead | None = None
    printed: DayRead | None = None


class Document(Struct, frozen=True):
    """`core` is the text that rules: the carried one where a notice (`wrapper`) carries it, else the document itself."""

    raw: RawDocument
    head: Head
    wrapper: Part | None
    core: Part
    annexes: tuple[Annex, ...] = ()
    imprint: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All texts of it, in order."""
        first = (self.wrapper,) if self.wrapper is not None else ()
        return (*first, self.core, *(annex.part for annex in self.annexes))
