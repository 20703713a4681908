"""Everything an editor asks, by file and place: of packs and of case files alike.

Lines and columns are those of `Span` (from 1, in characters). Every answer is a value; nothing is written. A file that
is not open, or cannot be read as text, has no answers but the diagnostics that say why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import CASE_FILES, Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.editor.about import about
from guiju.engine.editor.case_completion import complete_case
from guiju.engine.editor.case_findings import case_diagnostics
from guiju.engine.editor.case_words import case_references, is_case
from guiju.engine.editor.completion import Item, complete
from guiju.engine.editor.diagnostics import pack_diagnostics, pack_findings
from guiju.engine.editor.formatting import formatted
from guiju.engine.editor.hover import Hover, hover
from guiju.engine.editor.library import Library, at_place
from guiju.engine.editor.rename import Edits, Refusal, renamable, rename
from guiju.engine.editor.sameness import declarations_of, key_of, same_things
from guiju.engine.editor.symbols import Symbol, symbols
from guiju.engine.editor.workspace import Workspace
from guiju.engine.pipeline.imports import PACK_SUFFIX
from guiju.engine.semantics.names import Reference

_NOT_OPEN = Refusal(Text("这个文件不能处理", "this file cannot be worked on"))


class Session:
    """One editor at work in the folders `roots`."""

    def __init__(self, roots: Iterable[Path] = ()) -> None:
        self.workspace = Workspace(roots)

    def concerned(self, path: Path) -> list[Path]:
        """The open files whose diagnostics may change with a file: those in its folder."""
        folder = path.resolve().parent
        return [p for p in self.workspace.open_files if p.parent == folder]

    def diagnostics(self, path: Path, today: date) -> list[Diagnostic]:
        """What is wrong with a pack as the compiler sees it, or with a case as seen on a day."""
        source = self.workspace.source(path)
        if source is None:
            return list(self.workspace.refused(path)) if _known(path) else []
        if path.suffix == PACK_SUFFIX:
            return pack_diagnostics(self.workspace.library(path), source.name)
        return case_diagnostics(self.workspace.library(path), source, today) if _is_case(source) else []

    def findings(self, path: Path) -> list[Diagnostic]:
        """What the examples and the analysis of a pack show; takes longer."""
        source = self.workspace.source(path)
        if source is None or path.suffix != PACK_SUFFIX:
            return []
        return pack_findings(self.workspace.library(path), source.name)

    def complete(self, path: Path, line: int, column: int, today: date) -> list[Item]:
        """What may be written at a place."""
        source = self.workspace.source(path)
        if source is None:
            return []
        library = self.workspace.library(path, fresh=False)
        if path.suffix == PACK_SUFFIX:
            return complete(library, source, line, column)
        begun = not source.text.strip() or _is_case(source)
        return complete_case(library, source, line, column, today) if begun else []

    def hover(self, path: Path, line: int, column: int) -> Hover | None:
        """What is known about the word at a place."""
        source = self.workspace.source(path)
        if source is None:
            return None
        library = self.workspace.library(path)
        if path.suffix == PACK_SUFFIX:
            return hover(library, source.name, line, column)
        reference = self._reference(library, source, line, column)
        return Hover(about(library, reference), reference.span) if reference is not None else None

    def definition(self, path: Path, line: int, column: int) -> list[Span]:
        """Where the thing at a place is declared; a value may be declared by several fields of one name."""
        found = self._at(path, line, column)
        return declarations_of(*found) if found is not None else []

    def references(self, path: Path, line: int, column: int, *, declarations: bool) -> list[Span]:
        """Where else the thing at a place is spoken of, in packs and in the case files of the folder."""
        found = self._at(path, line, column)
        if found is None:
            return []
        library, reference = found
        everywhere = same_things(library, reference)
        for case in self._cases(path):
            everywhere += [r for r in case_references(library, case) if key_of(r) == key_of(reference)]
        return [r.span for r in everywhere if declarations or not r.declares]

    def renamable(self, path: Path, line: int, column: int) -> Refusal | Span:
        """The word at a place, if it can be renamed, or why it cannot."""
        found = self._at(path, line, column)
        return renamable(*found) if found is not None else renamable(self.workspace.library(path), None)

    def rename(self, path: Path, line: int, column: int, new: str) -> Refusal | Edits:
        """Where to write a new name for the word at a place, or why it cannot be done."""
        found = self._at(path, line, column)
        if found is None:
            refused = renamable(self.workspace.library(path), None)
            return refused if isinstance(refused, Refusal) else _NOT_OPEN
        return rename(*found, new, self._cases(path))

    def formatted(self, path: Path) -> str | None:
        """A pack in its canonical form; None if it has it, or has errors of syntax, or is no pack."""
        source = self.workspace.source(path)
        if source is None or path.suffix != PACK_SUFFIX:
            return None
        return formatted(self.workspace.library(path), source)

    def symbols(self, path: Path) -> list[Symbol]:
        """The declarations of a pack."""
        source = self.workspace.source(path)
        if source is None or path.suffix != PACK_SUFFIX:
            return []
        return symbols(self.workspace.library(path), source.name)

    def located(self, path: Path, file: str) -> tuple[Path, Source | None]:
        """Where the file of a span lies, and its text, as seen from an open file."""
        library = self.workspace.library(path)
        if file in library.sources:
            return library.paths[file], library.sources[file]
        place = Path(file)
        text = self.workspace.source(place) or next((c for c in self._cases(path) if c.name == file), None)
        return place, text

    def _at(self, path: Path, line: int, column: int) -> tuple[Library, Reference] | None:
        source = self.workspace.source(path)
        if source is None:
            return None
        library = self.workspace.library(path)
        reference = self._reference(library, source, line, column)
        return (library, reference) if reference is not None else None

    def _reference(self, library: Library, source: Source, line: int, column: int) -> Reference | None:
        if source.name.endswith(PACK_SUFFIX):
            return library.reference_at(source.name, line, column)
        return at_place(case_references(library, source), line, column) if _is_case(source) else None

    def _cases(self, path: Path) -> list[Source]:
        return [case for case in self.workspace.cases(path) if _is_case(case)]


def _known(path: Path) -> bool:
    return path.suffix in (PACK_SUFFIX, *CASE_FILES)


def _is_case(source: Source) -> bool:
    return source.name.endswith(CASE_FILES) and is_case(source.text)
