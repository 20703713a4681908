"""What a page of the handbook holds, in the language of the page, before it is HTML or Markdown.

`Text` values stand in both languages on every page. All strings are plain text: escaping is the templates' business.
"""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.flow import Flow
from msgspec import Struct


class Piece(Struct, frozen=True):
    """A stretch of text, perhaps a link to an anchor of the page, or to another page."""

    text: str
    anchor: str | None = None
    page: str | None = None


class Table(Struct, frozen=True):
    """Rows of cells; a cell is a list of pieces. `anchors` are the ids of the rows, if these have any."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    anchors: tuple[str, ...] = ()


class Labelled(Struct, frozen=True):
    """A label and what it says, in lines of pieces."""

    label: str
    lines: tuple[tuple[Piece, ...], ...]


class Badge(Struct, frozen=True):
    kind: str
    text: str


class ExampleBlock(Struct, frozen=True):
    """A small case: what it must come to for the rule, what it states besides its records, and the records.

    `page_anchor`: it stands elsewhere on the page, and only its title and what it comes to stand here.
    """

    title: str
    expected: str
    kind: Literal["fine", "violated", "other"]
    given: tuple[Labelled, ...]
    records: Table
    page_anchor: str = ""


class SharedExample(Struct, frozen=True):
    """An example that is about several rules, with what it must come to for each."""

    anchor: str
    title: str
    given: tuple[Labelled, ...]
    records: Table
    expected: Table


class OtherBlock(Struct, frozen=True):
    """An exception, a counts-as rule or a limit of scope."""

    anchor: str
    name: Text
    sentence: Text
    parts: tuple[Labelled, ...]


class RuleBlock(Struct, frozen=True):
    """A rule. `parts` say where it comes from and when it applies, `broken` what follows if it is broken."""

    anchor: str
    name: Text
    badges: tuple[Badge, ...]
    sentence: Text
    parts: tuple[Labelled, ...]
    flow: Flow | None
    versions: Table | None
    readings: Table | None
    exceptions: tuple[OtherBlock, ...]
    broken: tuple[Labelled, ...]
    examples: tuple[ExampleBlock, ...]


class Section(Struct, frozen=True):
    """The rules about one step."""

    anchor: str
    title: str
    rules: tuple[RuleBlock, ...]


class NamedTable(Struct, frozen=True):
    anchor: str
    title: str
    table: Table
    note: str = ""


class NamedBlocks(Struct, frozen=True):
    anchor: str
    title: str
    blocks: tuple[OtherBlock, ...]


class PackPage(Struct, frozen=True):
    """The page of one pack. `picture` is an SVG element or a Mermaid flowchart of its procedure."""

    file: str
    title: Text
    parts: tuple[Labelled, ...]
    before: tuple[NamedTable, ...]
    picture: str
    sections: tuple[Section, ...]
    others: tuple[NamedBlocks, ...]
    examples: tuple[SharedExample, ...]
    after: tuple[NamedTable, ...]


class IndexPage(Struct, frozen=True):
    packs: Table
