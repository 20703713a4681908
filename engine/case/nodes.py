"""The tree of a case file: texts, lists and mappings with the place of every key and value.

Nothing is interpreted here: `2019-10-20`, `否` and `1e3` are texts; what they mean depends on what is asked.
"""

from __future__ import annotations

from guiju.engine.diagnostics.model import Span
from msgspec import Struct

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True):
    """One text. `quoted` tells `"~"`, a text, from `~`, nothing."""

    text: str
    quoted: bool
    span: Span

    @property
    def null(self) -> bool:
        """Nothing was written, or a word that says so in YAML."""
        return not self.quoted and self.text in _NULLS


class ListNode(Struct, frozen=True):
    items: tuple[Node, ...]
    span: Span


class Entry(Struct, frozen=True):
    """One line `key: value` of a mapping."""

    key: Scalar
    value: Node


class MapNode(Struct, frozen=True):
    """A mapping; its keys are distinct, also to the eye."""

    entries: tuple[Entry, ...]
    span: Span


class Bad(Struct, frozen=True):
    """A value already reported; nothing more is said about it."""

    span: Span


Node = Scalar | ListNode | MapNode | Bad
