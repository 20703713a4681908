"""Which text and which case belong together in a folder.

A case that names its text (文本) goes with that; else one goes with every document of its folder that has the same name
but for the ending. What nobody claims stands alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

_NUMBER = re.compile(r"([0-9]+)")


class Pair(Struct, frozen=True):
    """A document to be reviewed: the file of its text, that of its case; never neither."""

    text: PurePath | None
    case: PurePath | None


def pairs(documents: Sequence[PurePath], cases: Mapping[PurePath, PurePath | None]) -> tuple[Pair, ...]:
    """`cases` by file, each with the text that it names (None: none). In the order of the files: by name, numbers in them
    as numbers."""
    by_stem: dict[tuple[PurePath, str], list[PurePath]] = {}
    for document in documents:
        by_stem.setdefault(_stem(document), []).append(document)
    found: list[Pair] = []
    for case, named in cases.items():
        texts = [named] if named is not None else by_stem.get(_stem(case), [])
        found += [Pair(text, case) for text in texts] or [Pair(None, case)]
    claimed = {pair.text for pair in found}
    found += [Pair(document, None) for document in documents if document not in claimed]
    return tuple(sorted(found, key=_order))


def _order(pair: Pair) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    return in_order(pair.text or pair.case), in_order(pair.case)


def in_order(path: PurePath | None) -> list[tuple[int, str]]:
    """The key by which files are put in order: 2.docx before 10.docx."""
    pieces = _NUMBER.split(unicodedata.normalize("NFC", path.as_posix())) if path is not None else []
    return [(int(p), "") if p.isascii() and p.isdigit() else (-1, p) for p in pieces]


def _stem(path: PurePath) -> tuple[PurePath, str]:
    return path.parent, unicodedata.normalize("NFC", path.stem)
