"""Whether a folder still holds what was recorded: nothing removed, edited, reordered, chained anew or cut off.

In: a folder that anyone may have written, and roots that someone kept. Out: the records that are as they were, and the
first bad one with what is wrong. A record is believed as far as something else speaks for it: `head.json`, which knows
the leaf of each, the records behind it, which know the tree before them, and roots on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from guiju.engine.diagnostics.limits import RECORD_BYTES
from guiju.engine.diagnostics.text import Text
from guiju.engine.record import fault
from guiju.engine.record.disk import Disk, NotPlain
from guiju.engine.record.entry import (
    Entry,
    Malformed,
    Prior,
    decode,
    file_name,
    number_of,
    prior,
)
from guiju.engine.record.fault import Fault
from guiju.engine.record.folder import RECORDS, NoRecordFolder
from guiju.engine.record.head import Head, Spoilt, load_head
from guiju.engine.record.tree import Tree, leaf_hash
from msgspec import Struct


class Root(Struct, frozen=True):
    """A root that someone kept, in hexadecimal; `size` is the number of the record it was printed with, if given."""

    value: str
    size: int | None = None


class Matched(Struct, frozen=True):
    """At which size the folder has a kept root; None when it never has."""

    root: Root
    size: int | None


class Audit(Struct, frozen=True):
    """`tree` holds the records that are as they were, up to the first bad one. `unvouched` is how many at the end have
    nothing in the folder that speaks for their content, since `head.json` is missing or behind. `strays` are the names
    among the records that are none of a record: nobody has looked at these."""

    tree: Tree
    faults: tuple[Fault, ...]
    roots: tuple[Matched, ...]
    unvouched: int
    strays: tuple[str, ...] = ()


class _Seen(Struct, frozen=True):
    """A file: the leaf of its bytes, and what it says of itself."""

    leaf: bytes
    number: int
    prior: Prior


def audit(folder: Path, roots: Sequence[Root] = (), disk: Disk | None = None) -> Audit:
    """Look at every record. Raises `NoRecordFolder`, and OSError when something cannot be read."""
    look = _Look(disk or Disk(), folder)
    faults = list(look.first_fault())
    sizes = {look.tree.root(size).hex(): size for size in range(look.tree.size, -1, -1)} if roots else {}
    matched = [Matched(root, sizes.get(root.value)) for root in roots]
    # A folder known to be damaged is named by its first bad record; the roots then tell nothing more.
    if not faults:
        faults += _against_roots(matched, look.tree.size)
        faults += (
            fault.misnumbered(m.root.size, m.size)
            for m in matched
            if m.size is not None and m.root.size not in (None, m.size)
        )
    if look.spoilt:
        faults.append(fault.spoilt_head())
    return Audit(look.tree, tuple(faults), tuple(matched), look.unvouched, look.strays)


def read_record(folder: Path, number: int, tree: Tree, disk: Disk | None = None) -> Entry:
    """The record, if it still is the one the audit saw. Raises `fault.Damaged`, and OSError."""
    try:
        data = (disk or Disk()).read(folder / RECORDS / file_name(number), RECORD_BYTES)
        if leaf_hash(data) == tree.leaves[number - 1]:
            return decode(data)
    except (FileNotFoundError, NotPlain, Malformed):
        pass
    raise fault.Damaged(fault.edited(number))


class _Look:
    """The files of a folder, compared with each other."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self.tree = Tree()
        self.spoilt = False
        self.unvouched = 0
        self._head = Head("guiju.head/1", 0, self.tree.root().hex(), (), ())
        if RECORDS not in disk.names(folder):
            raise NoRecordFolder
        try:
            self._head = load_head(disk, folder) or self._head
        except Spoilt:
            self.spoilt = True
        names = disk.names(folder / RECORDS)
        self.strays = tuple(sorted(n for n in names if number_of(n) is None and not n.startswith(".")))
        self._files = _seen(disk, folder / RECORDS, names)
        self._said = _by_own_number(self._files)

    def first_fault(self) -> Iterable[Fault]:
        """The first, if there is one. `tree` grows up to it."""
        last = max(self._files, default=0)
        for number in range(1, last + 1):
            found = self._wrong(number)
            if found is not None:
                yield found
                return
            seen = self._files[number]
            assert seen is not None
            self.tree.append(seen.leaf)
        if self._head.size > last:
            yield fault.truncated(last + 1, self._head.size)
        self.unvouched = int(last > self._head.size)

    def _wrong(self, number: int) -> Fault | None:
        """What is wrong with a record, all before it being as they were."""
        if number not in self._files:
            return fault.removed(number)
        seen = self._files[number]
        if seen is None:
            return fault.no_record(number)
        if seen.number != number:
            return self._misplaced(number, seen)
        chained = seen.prior == prior(self.tree)
        if number <= self._head.size:
            if self._head.leaves[number - 1] == seen.leaf.hex():
                return None if chained else fault.edited(number)
            return fault.rechained(number) if chained and self._next_agrees(number) else fault.edited(number)
        return None if chained and self._vouched(number, seen) else fault.edited(number)

    def _misplaced(self, number: int, seen: _Seen) -> Fault:
        """The record in this place says that it has another number."""
        other = seen.number
        if other < 1 or seen.prior.size != other - 1:
            return fault.edited(number)
        if other <= self._head.size and self._head.leaves[other - 1] != seen.leaf.hex():
            return fault.edited(number)
        if other < number:
            return fault.copied(number, other)
        elsewhere = any(s is not None and s.number == number for s in self._files.values())
        return (fault.reordered if elsewhere else fault.closed_up)(number, other)

    def _next_agrees(self, number: int) -> bool:
        """The record behind was made with this one, as it is now, before it."""
        seen, after = self._files.get(number), self._files.get(number + 1)
        if seen is None or after is None:
            return False
        tree = self.tree.copy()
        tree.append(seen.leaf)
        return after.prior == prior(tree)

    def _vouched(self, number: int, seen: _Seen) -> bool:
        """Some later record was made with this one, as it is now, before it; or there is none that could say so.

        If only the record right behind disagrees, that one is the bad one: those behind it know its old leaf, and with
        it the tree comes out as they say.
        """
        tree = self.tree.copy()
        leaf: bytes | None = seen.leaf
        contradicted = False
        while leaf is not None:
            tree.append(leaf)
            after = self._said.get(tree.size + 1)
            if after is not None:
                if after.prior.root == tree.root().hex():
                    return True
                contradicted = True
            beyond = self._said.get(tree.size + 2)
            leaf = _bytes(beyond.prior.leaf) if beyond is not None else None
        after = self._said.get(number + 1)
        if after is None or self._said.get(number + 2) is not None:
            return not contradicted
        return after.prior.leaf == seen.leaf.hex()


def _seen(disk: Disk, within: Path, names: Iterable[str]) -> Mapping[int, _Seen | None]:
    """What lies in the folder, by the number in the name; None for what is no record."""
    numbers = sorted(n for n in map(number_of, names) if n is not None)
    files: dict[int, _Seen | None] = {}
    for number in numbers:
        try:
            data = disk.read(within / file_name(number), RECORD_BYTES)
            entry = decode(data)
            files[number] = _Seen(leaf_hash(data), entry.number, entry.prior)
        except (NotPlain, Malformed):
            files[number] = None
    return files


def _by_own_number(files: Mapping[int, _Seen | None]) -> Mapping[int, _Seen]:
    """The records by the number they give themselves, wherever they lie: those in their own place come first."""
    whole = [(place, seen) for place, seen in files.items() if seen and seen.prior.size == seen.number - 1]
    ordered = sorted(whole, key=lambda found: found[0] == found[1].number)
    return {seen.number: seen for _, seen in ordered}


def _bytes(leaf: str | None) -> bytes | None:
    try:
        return bytes.fromhex(leaf) if leaf is not None else None
    except ValueError:
        return None


def _against_roots(matched: Sequence[Matched], last: int) -> Iterable[Fault]:
    """The records agree with each other, but not with a root that someone kept."""
    good = max((m.size for m in matched if m.size is not None), default=0)
    missed = [m.root for m in matched if m.size is None]
    if not missed:
        return
    sized = [root.size for root in missed if root.size is not None]
    if sized and min(sized) > last:
        yield fault.truncated(last + 1, max(sized))
        return
    until = min((s for s in sized if s <= last), default=None)
    if until is not None and until > good:
        zh = f"记录 {good + 1} 至 {until} 之间有一条被换过,后面的记录也跟着重新编过:与纸上的根不符"
        en = f"one of the records {good + 1} to {until} has been replaced and those after it were chained anew: "
        yield Fault(
            "rechained", good + 1 if until == good + 1 else None, Text(zh, en + "the root on paper differs")
        )
        return
    zh = "这些记录从来没有过这个根:有记录被换过并重新编过,或者末尾被截去,或者根是另一个文件夹的"
    en = (
        "these records never had this root: one was replaced and the rest chained anew, or the end was cut off, or the "
        "root is that of another folder"
    )
    yield Fault("rechained", None, Text(zh, en))
