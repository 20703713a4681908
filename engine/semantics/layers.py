"""Which packs a pack builds on."""

from __future__ import annotations

from collections.abc import Mapping


def above(pack: str, over: Mapping[str, str]) -> tuple[str, ...]:
    """The packs that a pack builds on (上位), the nearest first; `over` is, for each that builds on one, that one."""
    found: list[str] = []
    while pack in over and over[pack] not in found:
        pack = over[pack]
        found.append(pack)
    return tuple(found)
