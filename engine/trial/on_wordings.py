"""Mutants of wordings: one of several patterns taken away, wherever the wording is used.

A wording is not a part of the rules that use it but is changed in all of them at once; so one example of any of these
is enough to notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Wording
from guiju.engine.semantics.walk import nodes
from guiju.engine.trial.elements import rebuilt
from guiju.engine.trial.site import Change, without
from msgspec.structs import replace


def on_wording(wording: Wording) -> Iterator[Change]:
    """The wording without each of its patterns, where it has more than one."""
    for i, pattern in enumerate(wording.patterns if len(wording.patterns) > 1 else ()):
        left = (*wording.patterns[:i], *wording.patterns[i + 1 :])
        words = Text("样式 ", "pattern ") + plain(pattern)
        yield Change(f"pattern_{i}_dropped", replace(wording, patterns=left), without(words))


def with_wording(program: Program, wording: Wording) -> Program:
    """The program in which a wording has other patterns."""

    def changed(node: Any) -> Any:
        if isinstance(node, core.Matches) and node.wording == wording.name.words:
            node = replace(node, patterns=wording.patterns)
        return rebuilt(node, changed)

    parts = ("rules", "exceptions", "counts", "scopes")
    return replace(program, **{part: tuple(map(changed, getattr(program, part))) for part in parts})


def uses(part: object, name: Text) -> bool:
    """Whether a part of a program looks for the wording of that name."""
    return any(isinstance(node, core.Matches) and node.wording == name for node in nodes(part))
