"""The rule packs as one compiled program, cached by the digest of everything it was made from."""

from __future__ import annotations

import hashlib
import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, has_errors
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.pipeline.cache import load_cached, store
from guiju.engine.pipeline.imports import PACK_SUFFIX, with_imports
from guiju.engine.semantics.program import Program

INCOMPLETE = frozenset({"P021", "P022", "P023", "P025", "P026"})
"""Diagnostics that say that a declaration lacks a part."""

_CODE = ("diagnostics", "graph", "semantics", "syntax")


def load_library(extra: Sequence[Path] = ()) -> tuple[Program, list[Diagnostic]]:
    """The shipped packs and the packs in the `extra` files as one program, with warnings about them.

    Raises `Refused` with every error when a pack cannot be read or does not compile.
    """
    sources, problems = library_sources(extra)
    digest = _digest(sources)
    cached = None if problems else load_cached(digest)
    if cached is not None:
        return cached, []
    program, diagnostics = compile_sources(sources, digest)
    diagnostics = problems + diagnostics
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    if not diagnostics:  # warnings are worth saying every time
        store(digest, program)
    return program, diagnostics


def library_sources(extra: Sequence[Path] = ()) -> tuple[list[Source], list[Diagnostic]]:
    """The texts of the shipped packs, then of the `extra` files and what they import, and what is wrong there.

    An extra file with the text of a shipped one stands in its place, so that a shipped pack can be checked.
    """
    further, problems = with_imports(extra)
    texts = {source.text for source in further}
    shipped = [s for s in _shipped("guiju.rules", (PACK_SUFFIX,)) if s.text not in texts]
    return shipped + further, problems


def compile_sources(sources: Iterable[Source], digest: str = "") -> tuple[Program, list[Diagnostic]]:
    """The program of some pack texts, with the order of its steps, and everything wrong with them."""
    from guiju.engine.graph.procedure import compute_order
    from guiju.engine.semantics.compile import compile_packs
    from guiju.engine.semantics.norm_index import load_index
    from guiju.engine.syntax.parse import parse_pack
    from msgspec.structs import replace

    trees, diagnostics = [], []
    for source in sources:
        tree, found = parse_pack(source)
        trees.append(tree)
        diagnostics += found
    program, found = compile_packs(trees, load_index(), digest)
    diagnostics += _telling(found, diagnostics)
    if has_errors(diagnostics):
        return program, diagnostics
    order, downstream = compute_order(program.rules, program.procedures, program.counts)
    return replace(program, order=tuple(order), downstream=dict(downstream)), diagnostics


def _telling(found: Iterable[Diagnostic], misread: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without the parts said to be missing from a declaration in which something could not be read."""
    lines: dict[str, list[int]] = {}
    for span in (d.span for d in misread if d.span):
        insort(lines.setdefault(span.file, []), span.line)

    def misread_within(span: Span | None) -> bool:
        inside = lines.get(span.file, []) if span else []
        return span is not None and bisect_left(inside, span.line) < bisect_right(inside, span.end_line)

    return [d for d in found if d.code not in INCOMPLETE or not misread_within(d.span)]


def _shipped(package: str, suffixes: tuple[str, ...]) -> Iterable[Source]:
    """The files of a data package in the order of their paths."""
    for name, entry in sorted(_walk(files(package), "")):
        if name.endswith(suffixes):
            yield decode(entry.read_bytes(), name)


def _walk(folder: Traversable, prefix: str) -> Iterable[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def _digest(sources: Iterable[Source]) -> str:
    """Of the pack texts, the index of norms, the grammar, and the code that compiles them."""
    whole = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for source in sources:
        whole.update(f"\0{source.name}\0{source.text}".encode(errors="surrogatepass"))
    for package, suffixes in (("guiju.rules", (".yaml",)), ("guiju.grammars", (".lark", ".toml"))):
        for name, entry in sorted(_walk(files(package), "")):
            if name.endswith(suffixes) and not name.startswith("calendar/"):
                whole.update(f"\0{name}\0".encode() + entry.read_bytes())
    engine = Path(__file__).parent.parent
    for part in _CODE:
        for module in sorted((engine / part).glob("*.py")):
            stat = module.stat()
            whole.update(f"\0{part}/{module.name}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    return whole.hexdigest()
