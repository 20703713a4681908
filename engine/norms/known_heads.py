"""The catalogue as the lookup needs it, read fast: the same files as norm_catalogue.py, which says what is
wrong with one.

In: the folder with `catalogue.yaml` and `further/`. Out: `KnownNorm`s. The files are the program's own, and
checked before they are shipped; a file that does not fit raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import yaml
from guiju.engine.norms.lookup import KnownNorm, Places
from guiju.engine.norms.norm_files import CATALOGUE, LOADER, OTHERWISE, further_files, with_marks
from guiju.engine.norms.titles import title_key
from msgspec import Struct, field


class _Value(Struct, frozen=True):
    value: str
    verified: bool = True


class _Day(Struct, frozen=True):
    value: date
    verified: bool = True


class _InForce(Struct, frozen=True):
    start: _Day | None = field(default=None, name="from")
    until: _Day | None = None


class _Head(Struct, frozen=True):
    title: str
    in_force: _InForce
    short: tuple[str, ...] = ()
    number: _Value | None = None
    other_numbers: tuple[_Value, ...] = ()
    issuer: str | None = None
    rank: str | None = None
    successor: str | None = None
    edition: int | None = None
    earlier: bool = False
    based_on: tuple[str, ...] = ()
    amended: tuple[date, ...] = ()


def known_norms(folder: Path, places: Places | None = None) -> Iterator[KnownNorm]:
    """All norms of a catalogue. Raises OSError, KeyError and ValueError for a file that is none."""
    for path in (folder / CATALOGUE, *further_files(folder)):
        data = yaml.load(path.read_text("utf-8"), Loader=LOADER)
        for key, head in data["norms"].items():
            marked = with_marks(head, data.get(OTHERWISE))
            yield _known(key, msgspec.convert(marked, _Head, strict=False), places)


def _known(key: str, head: _Head, places: Places | None) -> KnownNorm:
    start, until = head.in_force.start, head.in_force.until
    decisive = until or start
    stem = key.rpartition("_")[0] if key.rpartition("_")[2].isdecimal() else key
    return KnownNorm(
        key,
        head.title,
        head.number.value if head.number else None,
        head.issuer,
        head.rank,
        start.value if start else None,
        until.value if until else None,
        head.successor,
        decisive is not None and decisive.verified,
        tuple(dict.fromkeys(map(title_key, (*head.short, stem)))),
        head.based_on,
        tuple(value.value for value in head.other_numbers),
        head.edition,
        head.earlier,
        head.amended,
        places,
    )
