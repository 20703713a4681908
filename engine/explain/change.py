"""A change that was found: what it leads to, when, and what else it would do."""

from __future__ import annotations

from datetime import date
from typing import Literal

from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.explain.edits import Edit
from msgspec import Struct

Range = Literal["earlier", "later"]


class Change(Struct, frozen=True):
    """Edits that together lead to `state`, looked at on `on`. `possible`: all of them can still be made; else they
    say what would have been lawful. `ranges` tells of an edit that puts something on a day whether an earlier or a
    later one does as well. `newly_broken` are findings of other rules that the edits would break."""

    edits: tuple[Edit, ...]
    state: State
    on: date
    possible: bool
    ranges: tuple[Range | None, ...] = ()
    newly_broken: tuple[Finding, ...] = ()
