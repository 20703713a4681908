"""The rule packs as one compiled program, cached by the digest of everything it was made from."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, has_errors
from guiju.engine.diagnostics.source import Source, decode, read_source
from guiju.engine.diagnostics.text import Text
from guiju.engine.pipeline.cache import load_cached, store
from guiju.engine.semantics.program import Program

_CODE = ("diagnostics", "graph", "semantics", "syntax")
PACK_SUFFIX = ".rule"


def load_library(extra: Sequence[Path] = ()) -> tuple[Program, list[Diagnostic]]:
    """The shipped packs and the packs in the `extra` files as one program, with warnings about them.

    Raises `Refused` with every error when a pack cannot be read or does not compile.
    """
    sources = list(_shipped("guiju.rules", (PACK_SUFFIX,))) + [_extra(path) for path in extra]
    digest = _digest(sources)
    cached = load_cached(digest)
    if cached is not None:
        return cached, []
    program, diagnostics = compile_sources(sources, digest)
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    store(digest, program)
    return program, diagnostics


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
    diagnostics += found
    if has_errors(diagnostics):
        return program, diagnostics
    order, downstream = compute_order(program.rules, program.procedures)
    return replace(program, order=tuple(order), downstream=dict(downstream)), diagnostics


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


def _extra(path: Path) -> Source:
    if path.is_dir():
        message = Text("这里要一个规则包文件,不是目录", "a pack file is wanted here, not a folder")
        raise Refused([Diagnostic("G001", message, Span(str(path), 1, 1, 1, 1))])
    return read_source(path)


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
