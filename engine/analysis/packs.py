"""Packs beside each other: which is the higher, and whether both can bind one case."""

from __future__ import annotations

from guiju.engine.semantics.names import LAYERS
from guiju.engine.semantics.program import Pack, Program

_RANKS = {name.zh: rank for rank, name in enumerate(LAYERS)}


def rank(program: Program, pack: str) -> int:
    """0 for the nation, more for each layer below."""
    found = program.packs.get(pack)
    return _RANKS.get(found.layer, len(_RANKS)) if found else len(_RANKS)


def layer(program: Program, pack: str) -> str:
    found = program.packs.get(pack)
    return found.layer if found else ""


def bind_together(program: Program, first: str, second: str) -> bool:
    """Whether some organ in some procedure is bound by both packs, outright or by reference."""
    a, b = program.packs.get(first), program.packs.get(second)
    if first == second or a is None or b is None:
        return True
    if a.procedures and b.procedures and not set(a.procedures) & set(b.procedures):
        return False
    if not _nested(a.region, b.region, at_end=False) or not _nested(a.organ, b.organ, at_end=True):
        return False
    levels = _levels(program, a), _levels(program, b)
    return not all(levels) or bool(levels[0] & levels[1])


def _nested(a: str | None, b: str | None, *, at_end: bool) -> bool:
    """Whether one place lies in the other: a region begins, an organ ends with the wider name."""
    if a is None or b is None:
        return True
    if at_end:
        return a.endswith(b) or b.endswith(a)
    return a.startswith(b) or b.startswith(a)


def _levels(program: Program, pack: Pack) -> set[str]:
    """The levels of the organs that the pack binds; empty: all."""
    if not pack.levels:
        return set()
    referring = (r for p in program.packs.values() for r in p.by_reference if r.pack == pack.id)
    return {*pack.levels, *(level for r in referring for level in r.levels)}
