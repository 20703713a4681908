"""The hash tree of RFC 9162 (section 2.1) over SHA-256: roots at every size, proofs that one entry is in it, and proofs
that a larger tree continues a smaller one.

In: leaf hashes, in the order of the entries; `leaf_hash` makes one from the bytes of an entry. Leaves are counted from 0,
as in the RFC, and a size is the number of leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows. `_levels[h][i]` is the hash over the 2**h leaves from number i * 2**h on, once all are there."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        return len(self._levels[0])

    @property
    def leaves(self) -> Sequence[bytes]:
        return self._levels[0]

    def copy(self) -> Tree:
        other = Tree()
        other._levels = [list(level) for level in self._levels]
        return other

    def append(self, leaf: bytes) -> None:
        node = leaf
        for height, level in enumerate(self._levels):
            level.append(node)
            if len(level) % 2:
                return
            node = _node(level[-2], level[-1])
            if height + 1 == len(self._levels):
                self._levels.append([node])
                return

    def root(self, size: int | None = None) -> bytes:
        """The root when there were `size` leaves (now, if not given). ValueError if there never were so many."""
        wanted = self.size if size is None else self._known(size)
        return self._over(0, wanted) if wanted else EMPTY

    def inclusion(self, leaf: int, size: int | None = None) -> list[bytes]:
        """The hashes that lead from leaf number `leaf` to the root at `size` (RFC 9162, 2.1.3.1)."""
        end = self.size if size is None else self._known(size)
        if not 0 <= leaf < end:
            raise ValueError(f"no leaf {leaf} in a tree of {end}")
        start, path = 0, []
        while end - start > 1:
            middle = start + _split(end - start)
            if leaf < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The hashes that show that the tree at `size` continues the one at `old`, which is not 0 (RFC 9162, 2.1.4.1)."""
        end = self.size if size is None else self._known(size)
        if not 0 < old <= end:
            raise ValueError(f"a tree of {end} continues none of {old}")
        start, known, path = 0, True, []
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start, known = middle, False
        return ([] if known else [self._over(start, end)]) + path[::-1]

    def _known(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError(f"a tree of {self.size} never had {size} leaves")
        return size

    def _over(self, start: int, end: int) -> bytes:
        """The hash over the leaves from `start` up to `end`; `start` is a place at which the RFC splits."""
        width = end - start
        height = width.bit_length() - 1
        if width == 1 << height:
            return self._levels[height][start >> height]
        middle = start + _split(width)
        return _node(self._over(start, middle), self._over(middle, end))


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1
