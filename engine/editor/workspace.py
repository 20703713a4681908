"""The texts an editor has open, laid over the files on disk, and the library that each of them belongs to.

A library is the shipped packs, the packs in the folder of the open file and what they import. A shipped pack that is
open itself, or of which a copy with the same name and header lies in the folder, is replaced by that text. Nothing
outside the folders of the workspace is read, but for what an open file imports from its own folder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.source import CASE_FILES, Source, decode, read_source
from guiju.engine.diagnostics.text import Text
from guiju.engine.editor.case_words import is_case
from guiju.engine.editor.library import Library
from guiju.engine.pipeline.imports import PACK_SUFFIX, with_imports
from guiju.engine.pipeline.library import compile_beside, shipped_packs
from guiju.engine.syntax.keywords import keyword_table
from msgspec import Struct

_TOO_LARGE = Text("这个文件太大,编辑器不作检查", "this file is too large to be checked in the editor")


class _Kept(Struct, frozen=True):
    """The library of a folder after so many changes there, and the packs that were compiled with the shipped ones."""

    changes: int
    further: tuple[Source, ...]
    library: Library


class Workspace:
    """What is open, and the last library of each folder. `roots` are the folders of the workspace; without any,
    the folder of each open file is one. Several threads may ask; only one of them tells what has changed."""

    def __init__(self, roots: Iterable[Path] = ()) -> None:
        self._roots = [root.resolve() for root in roots]
        self._open: dict[Path, Source] = {}
        self._refused: dict[Path, tuple[Diagnostic, ...]] = {}
        self._libraries: dict[Path, _Kept] = {}
        self._changes: Counter[Path] = Counter()
        self._compiling = Lock()

    def put(self, path: Path, text: str) -> None:
        """A file was opened or changed."""
        path = path.resolve()
        try:
            accepted = _accepted(path, text)
        except Refused as refused:
            self._open.pop(path, None)
            self._refused[path] = refused.diagnostics
        else:
            self._refused.pop(path, None)
            self._open[path] = accepted
        self._changes[path.parent] += 1  # last: what another thread has read meanwhile was read without it

    def close(self, path: Path) -> None:
        """A file was closed: from now on it is as it is on disk."""
        path = path.resolve()
        self._open.pop(path, None)
        self._refused.pop(path, None)
        self._changes[path.parent] += 1

    def touched(self) -> None:
        """Files on disk have changed."""
        self._changes.update(list(self._libraries))

    def source(self, path: Path) -> Source | None:
        """The text of an open file; None if it is not open, or cannot be read as text."""
        return self._open.get(path.resolve())

    def refused(self, path: Path) -> tuple[Diagnostic, ...]:
        """Why an open file cannot be read as text."""
        return self._refused.get(path.resolve(), ())

    @property
    def open_files(self) -> list[Path]:
        return [*self._open, *self._refused]

    def library(self, path: Path, *, fresh: bool = True) -> Library:
        """The library of the folder of a file. Unless it is to be `fresh`, it may be the one before the last change."""
        folder = path.resolve().parent
        kept = self._kept(folder, fresh)
        if kept is not None:
            return kept.library
        with self._compiling:
            kept = self._kept(folder, fresh)  # another thread may have been at it
            return kept.library if kept is not None else self._renewed(path.resolve(), folder)

    def _kept(self, folder: Path, fresh: bool) -> _Kept | None:
        kept = self._libraries.get(folder)
        return None if kept is not None and fresh and kept.changes != self._changes[folder] else kept

    def _renewed(self, path: Path, folder: Path) -> Library:
        changes = self._changes[folder]  # first, so that what changes meanwhile is not taken for read
        kept = self._libraries.get(folder)
        further, problems = self._beside(path)
        if kept is None or kept.further != tuple(further) or problems or kept.library.problems:
            library = _compiled(further, problems)
        else:
            library = kept.library
        self._libraries[folder] = _Kept(changes, tuple(further), library)
        return library

    def cases(self, path: Path) -> list[Source]:
        """The YAML files in the folder of a file that can be read as text, those that are open as they are there."""
        folder = path.resolve().parent
        found = {p: s for p, s in self._open.copy().items() if p.parent == folder and p.suffix in CASE_FILES}
        if self._may_read(folder):
            for other in _files_in(folder, CASE_FILES)[: limits.CASES_BESIDE]:
                if other not in found and other not in self._refused:
                    with suppress(Refused):
                        found[other] = read_source(other)
        return [found[p] for p in sorted(found)]

    def _beside(self, path: Path) -> tuple[list[Source], list[Diagnostic]]:
        """The packs of the folder of a file and what they import."""
        texts = {p: s for p, s in self._open.copy().items() if p.suffix == PACK_SUFFIX}
        packs = {p for p in texts if p.parent == path.parent}
        found: list[Diagnostic] = []
        if self._may_read(path.parent):
            on_disk = [p for p in _files_in(path.parent, (PACK_SUFFIX,)) if p not in self._refused]
            packs |= set(on_disk[: limits.PACKS_BESIDE])
            if len(on_disk) > limits.PACKS_BESIDE:
                found.append(_too_many(path))
        sources, problems = with_imports(sorted(packs), texts)
        return sources, found + problems

    def _may_read(self, folder: Path) -> bool:
        return not self._roots or any(folder.is_relative_to(root) for root in self._roots)


def _accepted(path: Path, text: str) -> Source:
    """The text as it is read from a file; raises `Refused` for what no file may hold. An empty text is one that is
    being begun, and YAML that is no case file none of our business."""
    if not text or (path.suffix in CASE_FILES and not is_case(text)):
        return Source(str(path), text)
    source = decode(text.encode("utf-8", "surrogatepass"), str(path))
    if path.suffix == PACK_SUFFIX and len(source.text.encode()) > limits.PACK_BYTES:
        raise Refused([Diagnostic("G003", _TOO_LARGE, source.span(1, 1))])
    return source


def _files_in(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The files of a folder with such endings; links that lead out of it are none of them."""
    try:
        entries = [p for p in folder.iterdir() if p.suffix in suffixes and p.name[0] != "."]
    except OSError:
        return []
    return sorted(p for p in entries if p.is_file() and p.resolve().parent == folder)


def _too_many(path: Path) -> Diagnostic:
    limit = limits.PACKS_BESIDE
    message = Text(
        f"这个目录的规则包超过 {limit} 个,其余的没有读",
        f"this folder holds more than {limit} packs; the others are not read",
    )
    return Diagnostic("G003", message, Span(str(path), 1, 1, 1, 1), severity="warning")


def _compiled(further: Sequence[Source], problems: Sequence[Diagnostic]) -> Library:
    sources: dict[str, Source] = {}
    paths: dict[str, Path] = {}
    here = {Path(source.name) for source in further}
    heads = {(Path(source.name).name, _header(source)) for source in further}
    own: set[str] = set()
    for path, source in ((p.resolve(), s) for p, s in shipped_packs()):
        if path in here:
            own.add(str(path))
        elif (path.name, _header(source)) not in heads:
            sources[source.name], paths[source.name] = source, path
    beside = list(sources.values())
    shipped = frozenset(sources) | own
    sources |= {source.name: source for source in further}
    paths |= {source.name: Path(source.name) for source in further}
    return Library(compile_beside(beside, further), sources, paths, shipped, tuple(problems))


def _header(source: Source) -> str:
    """The name in the first header of a pack file; empty if there is none."""
    words = "|".join(word for spellings in keyword_table()["declaration"]["PACK"] for word in spellings)
    found = re.search(rf"^(?:{words})\s+(\w+)", source.text, re.MULTILINE)
    return found[1] if found else ""
