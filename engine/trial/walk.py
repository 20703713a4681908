"""Every node inside a value of frozen structs, each with its place, and copies with one node changed.

A path is a row of field names and indexes of tuples: `("versions", 0, "readings", 0, "req")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guiju.engine.semantics.walk import inside
from msgspec import Struct
from msgspec.structs import replace

Path = tuple[str | int, ...]


class Place(Struct, frozen=True):
    """A node, its path from the root, and the nodes it lies in, outermost (the root) first."""

    path: Path
    node: Struct
    around: tuple[Struct, ...] = ()

    @property
    def slot(self) -> str:
        """The field of the surrounding struct in which the node stands, alone or as one of several."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")

    @property
    def parent(self) -> Struct | None:
        return self.around[-1] if self.around else None


def places(root: Struct) -> Iterator[Place]:
    """The root and every struct inside it, each before what it holds, in the order of the fields."""
    yield from _within(Place((), root))


def _within(place: Place) -> Iterator[Place]:
    yield place
    around = (*place.around, place.node)
    for name, index, part in inside(place.node):
        path = (*place.path, name) if index is None else (*place.path, name, index)
        yield from _within(Place(path, part, around))


def with_node(root: Any, path: Path, node: Any) -> Any:
    """A copy of the root with another node at the path."""
    if not path:
        return node
    name = str(path[0])
    value = getattr(root, name)
    if isinstance(value, tuple):
        index = int(path[1])
        changed = with_node(value[index], path[2:], node)
        return replace(root, **{name: (*value[:index], changed, *value[index + 1 :])})
    return replace(root, **{name: with_node(value, path[1:], node)})
