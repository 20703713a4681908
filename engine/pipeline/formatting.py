"""Pack files in their canonical form, each read together with the library, whose names it uses.

Translating a name can make it mean something else (two things with one English name, say): the formatted files are
compiled in their turn, and a word that no longer stands for the same thing is left as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.source import Source, decode, read_source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.pipeline.imports import PACK_SUFFIX, parsed
from guiju.engine.pipeline.library import library_sources
from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from guiju.engine.semantics.names import Reference

ALTERED = Text(
    "整理后这个词指的是别的东西,所以没有整理",
    "formatted, this word would stand for something else: not formatted",
)

_Place = tuple[int, int]
_References = Mapping[str, Mapping[_Place, "Reference"]]
"""By file, line and column."""


class Formatted(Struct, frozen=True):
    """A file and its canonical text, or what is wrong with it (the text is then the one it has).

    `given` is the text with its own line ends and byte order mark, which the canonical one does not keep.
    """

    source: Source
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    given: str = ""

    @property
    def changed(self) -> bool:
        return not self.diagnostics and self.text != self.given


def pack_files(paths: Iterable[Path]) -> list[Path]:
    """The files among the paths, and all pack files in the folders among them, each once."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = sorted(path.rglob(f"*{PACK_SUFFIX}")) if path.is_dir() else [path]
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def format_files(paths: Iterable[Path], language: Lang | None = None) -> list[Formatted]:
    """The pack files in their canonical form, in the order given, in `language` or in the one each has."""
    found: list[Formatted] = []
    for path in paths:
        try:
            found.append(_unformatted(read_source(path), path.read_bytes()))
        except Refused as refused:
            found.append(Formatted(Source(str(path), ""), "", refused.diagnostics))
    library, _ = library_sources([Path(f.source.name) for f in found if not f.diagnostics])
    return _format_all(found, library, language)


def format_text(data: bytes, name: str, language: Lang | None = None) -> Formatted:
    """A pack that is in no file. What it imports is not looked for."""
    try:
        source = decode(data, name)
    except Refused as refused:
        return Formatted(Source(name, ""), "", refused.diagnostics)
    library = [shipped for shipped in library_sources()[0] if shipped.text != source.text]
    return _format_all([_unformatted(source, data)], [*library, source], language)[0]


def format_open(source: Source, library: Sequence[Source]) -> Formatted:
    """A pack as an editor has it, in its own language; it is one of the texts of `library`."""
    return _format_all([Formatted(source, source.text, given=source.text)], library, None)[0]


def _unformatted(source: Source, data: bytes) -> Formatted:
    return Formatted(source, source.text, given=data.decode("utf-8", "replace"))


def _format_all(
    found: Sequence[Formatted], library: Sequence[Source], language: Lang | None
) -> list[Formatted]:
    """Of a declaration that a file and the library both have, the one of the file counts: it may be a new edition."""
    own = {f.source.name for f in found}
    library = sorted(library, key=lambda source: source.name not in own)
    known = _references(library)
    results = [_format(f, known, language) for f in found]
    altered = _altered(results, library, known)
    if not altered:
        return results
    kept = {
        file: {place: r for place, r in references.items() if place not in altered.get(file, {})}
        for file, references in known.items()
    }
    again = [_format(r, kept, language) if r.source.name in altered else r for r in results]
    still = _altered(again, library, known)
    return [_refused(r, still[r.source.name]) if r.source.name in still else r for r in again]


def _format(given: Formatted, known: _References, language: Lang | None) -> Formatted:
    from guiju.engine.syntax.format import format_pack

    if given.diagnostics:
        return given
    source = given.source
    names = {place: reference.name for place, reference in known.get(source.name, {}).items()}
    try:
        return replace(given, text=format_pack(source, language, names))
    except Refused as refused:
        return replace(given, text=source.text, diagnostics=refused.diagnostics)


def _refused(given: Formatted, places: Mapping[_Place, str]) -> Formatted:
    source = given.source
    found = [Diagnostic("G008", ALTERED, source.span(*at, len(word))) for at, word in places.items()]
    return replace(given, text=source.text, diagnostics=tuple(found))


def _references(library: Iterable[Source]) -> _References:
    from guiju.engine.norms.norm_index import load_index
    from guiju.engine.semantics.compile import compile_library

    found: dict[str, dict[_Place, Reference]] = {}
    for reference in compile_library([parsed(source)[0] for source in library], load_index()).references:
        span = reference.span
        found.setdefault(span.file, {})[span.line, span.column] = reference
    return found


def _altered(
    results: Iterable[Formatted], library: Iterable[Source], known: _References
) -> dict[str, dict[_Place, str]]:
    """By file and place, the words that stand for something else once all files are formatted."""
    from guiju.engine.syntax.format_read import words_of

    sound = [r for r in results if not r.diagnostics]
    words = {r.source.name: (words_of(r.source), words_of(Source(r.source.name, r.text))) for r in sound}
    if all([w.text for w in old] == [w.text for w in new] for old, new in words.values()):
        return {}
    texts = {r.source.name: r.text for r in sound}
    after = _references(Source(s.name, texts.get(s.name, s.text)) for s in library)
    found: dict[str, dict[_Place, str]] = {}
    for file, (old, new) in words.items():
        for left, right in zip(old, new, strict=True):
            at = left.line, left.column
            meant = _meaning(known.get(file, {}).get(at))
            if meant != _meaning(after.get(file, {}).get((right.line, right.column))):
                found.setdefault(file, {})[at] = left.text
    return found


def _meaning(reference: Reference | None) -> tuple[str, str, str] | None:
    return (reference.kind, reference.name.zh, reference.owner) if reference is not None else None
