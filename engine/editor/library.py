"""A library as an editor sees it: compiled, with its texts, and every word and declaration findable by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.imports import parsed
from guiju.engine.pipeline.library import ordered
from guiju.engine.semantics.compile import Compiled
from guiju.engine.semantics.names import Reference
from guiju.engine.semantics.program import Program
from guiju.engine.syntax import tree as t
from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")


class Library(Struct, frozen=True, dict=True):
    """Some packs compiled together. `sources` and `paths` are by the name that a file has in spans; `shipped` are
    the names of the packs that come with the program; `problems` concern what could not be read or imported."""

    compiled: Compiled
    sources: Mapping[str, Source]
    paths: Mapping[str, Path]
    shipped: frozenset[str]
    problems: tuple[Diagnostic, ...] = ()

    @property
    def program(self) -> Program:
        return self.compiled.program

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything wrong with the files, each fault once."""
        return tuple(dict.fromkeys((*self.problems, *self.compiled.diagnostics)))

    @cached_property
    def ordered(self) -> Program:
        """The program with the order of its steps, as a case is judged by it."""
        return ordered(self.program)

    @cached_property
    def words(self) -> tuple[Reference, ...]:
        """Every word that stands for something, by place (see `at_home`)."""
        return at_home(self.compiled.references)

    @cached_property
    def references(self) -> Mapping[str, tuple[Reference, ...]]:
        """The words of each file that stand for something, in the order of their places."""
        found: dict[str, list[Reference]] = {}
        for reference in self.words:
            found.setdefault(reference.span.file, []).append(reference)
        return {file: tuple(references) for file, references in found.items()}

    @cached_property
    def declared(self) -> Mapping[tuple[str, str], Reference]:
        """By kind and Chinese name, where steps, facts, rules and whatever else needs no owner is declared."""
        found: dict[tuple[str, str], Reference] = {}
        for reference in self.words:
            if reference.declares:
                found.setdefault((reference.kind, reference.name.zh), reference)
        return found

    def declarations(self, file: str) -> tuple[t.Decl, ...]:
        """The declarations of a file as they were read."""
        source = self.sources.get(file)
        return parsed(source)[0].decls if source is not None else ()

    def reference_at(self, file: str, line: int, column: int) -> Reference | None:
        """The word that stands for something at a place; a place right behind it counts as well."""
        return at_place(self.references.get(file, ()), line, column)

    @cached_property
    def definitions(self) -> Stretches[Reference]:
        """Where the definitions stand, each with its name."""
        return Stretches((r.declared, r) for r in self.declared.values() if r.kind == "definition")

    @cached_property
    def examples(self) -> Stretches[str]:
        """Where the examples stand, those inside rules as well."""
        return Stretches((e.span, e.name) for e in self.program.examples)


class Stretches(Generic[T]):
    """Stretches of files that do not overlap, each with what it is."""

    def __init__(self, stretches: Iterable[tuple[Span | None, T]]) -> None:
        found = ((span, thing) for span, thing in stretches if span is not None)
        self._all = sorted(found, key=lambda pair: _start(pair[0]))

    def around(self, place: Span) -> T | None:
        """What the stretch is that a place stands in; None outside all of them."""
        index = bisect_right(self._all, _start(place), key=lambda pair: _start(pair[0])) - 1
        if index < 0 or not holds(self._all[index][0], place):
            return None
        return self._all[index][1]

    def any_within(self, outer: Span) -> bool:
        """Whether any of the stretches begins inside another one."""
        index = bisect_left(self._all, _start(outer), key=lambda pair: _start(pair[0]))
        return index < len(self._all) and holds(outer, self._all[index][0])


def at_home(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The references with every value said to be declared where its field or fact is.

    Two steps may have fields of one name with values of one name: which is meant, the field named before it tells.
    """
    last: dict[str, Reference] = {}
    found = []
    for reference in references:
        if reference.kind in ("field", "fact"):
            last[reference.name.zh] = reference
        elif reference.kind == "value":
            home = last.get(reference.owner)
            reference = replace(reference, declared=home.declared if home is not None else None)
        found.append(reference)
    return tuple(found)


def at_place(references: tuple[Reference, ...], line: int, column: int) -> Reference | None:
    """The one among the words of a file, in order, that a place is in or right behind."""
    index = bisect_right(references, (line, column), key=lambda r: (r.span.line, r.span.column)) - 1
    if index < 0:
        return None
    span = references[index].span
    return references[index] if span.line == line and column <= span.end_column else None


def _start(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column


def holds(outer: Span, inner: Span) -> bool:
    """Whether a stretch of a file begins inside another."""
    return outer.file == inner.file and (
        (outer.line, outer.column) <= (inner.line, inner.column) < (outer.end_line, outer.end_column)
    )
