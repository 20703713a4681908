"""The tree of a case file: texts, lists and mappings with the place of every key and value.

Nothing is interpreted here: `2019-10-20`, `否` and `1e3` are texts; what they mean depends on what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from guiju.engine.diagnostics.model import Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `quoted` tells `"~"`, a text, from `~`, nothing."""

    text: str
    quoted: bool
    span: Span

    @property
    def null(self) -> bool:
        """Nothing was written, or a word that says so in YAML."""
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One line `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping; its keys are distinct, also to the eye."""

    entries: tuple[Entry, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Bad:
    """A value already reported; nothing more is said about it."""

    span: Span


Node = Scalar | ListNode | MapNode | Bad
