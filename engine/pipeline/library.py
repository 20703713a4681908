"""The rule packs as one compiled program, cached by the digest of everything it was made from."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.model import Diagnostic, Refused, has_errors, settled
from guiju.engine.diagnostics.shipped import GRAMMARS, RULES
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.pipeline.cache import load_cached, store
from guiju.engine.pipeline.imports import PACK_SUFFIX, parsed, with_imports
from guiju.engine.semantics.program import Program

if TYPE_CHECKING:
    from guiju.engine.semantics.compile import Compiled
    from guiju.engine.syntax.tree import PackFile

_CODE = ("case", "diagnostics", "graph", "norms", "pipeline", "semantics", "syntax")


def load_library(extra: Sequence[Path] = ()) -> tuple[Program, list[Diagnostic]]:
    """The shipped packs and the packs in the `extra` files as one program, with warnings about them.

    Raises `Refused` with every error when a pack cannot be read or does not compile.
    """
    return library_of(*with_imports(extra))


def by_law_of(program: Program, day: date | None) -> Program:
    """The program by which everything is judged by the law of one day; itself where no day is given."""
    if day is None:
        return program
    from guiju.engine.semantics.as_of_law import as_of_law

    return as_of_law(program, day)


def library_of(
    further: Sequence[Source], problems: Sequence[Diagnostic] = ()
) -> tuple[Program, list[Diagnostic]]:
    """The same with the texts of the further packs, and what was found wrong when they were read."""
    digest = library_digest(further)
    cached = None if problems else load_cached(digest)
    if cached is not None:
        return cached[0], list(cached[1])
    compiled = compile_beside(shipped_beside(further), further, digest)
    diagnostics = [*problems, *compiled.diagnostics]
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    program = ordered(compiled.program)
    if not problems:
        store(digest, program, compiled.diagnostics)
    return program, diagnostics


def library_sources(extra: Sequence[Path] = ()) -> tuple[list[Source], list[Diagnostic]]:
    """The texts of the shipped packs, then of the `extra` files and what they import, and what is wrong there.

    An extra file with the text of a shipped one stands in its place, so that a shipped pack can be checked.
    """
    further, problems = with_imports(extra)
    return shipped_beside(further) + further, problems


def compile_sources(sources: Iterable[Source], digest: str = "") -> tuple[Program, list[Diagnostic]]:
    """The program of some pack texts, with the order of its steps, and everything wrong with them."""
    compiled = compile_texts(sources, digest)
    diagnostics = list(compiled.diagnostics)
    return compiled.program if has_errors(diagnostics) else ordered(compiled.program), diagnostics


def ordered(program: Program) -> Program:
    """The program with the order of its steps and what rests on each."""
    from guiju.engine.graph.procedure import compute_order
    from msgspec.structs import replace

    order, downstream = compute_order(program.rules, program.procedures, program.counts)
    resting = {}
    for procedure in dict.fromkeys(p.name.zh for p in program.procedures.values()):
        packs = {p.id for p in program.packs.values() if not p.procedures or procedure in p.procedures}
        rules = [r for r in program.rules if r.pack in packs and procedure in (r.procedures or (procedure,))]
        counts = [c for c in program.counts if c.pack in packs]
        resting[procedure] = compute_order(rules, program.procedures, counts)[1]
    return replace(program, order=tuple(order), downstream=dict(downstream), resting=resting)


def compile_texts(sources: Iterable[Source], digest: str = "") -> Compiled:
    """The program of some pack texts without the order of its steps, what is wrong with them, and what each word
    in them stands for."""
    read = list(sources)
    return _compiled([parsed(source)[0] for source in read], read, digest)


def compile_beside(shipped: Sequence[Source], further: Sequence[Source], digest: str = "") -> Compiled:
    """The same of further packs beside the shipped ones. A shipped pack that declares a word of theirs is left out, with
    a warning, unless one of them builds on it."""
    whole = compile_texts([*shipped, *further], digest)
    if not further or not has_errors(whole.diagnostics):
        return whole
    from guiju.engine.semantics.standing_aside import standing_aside, without
    from msgspec.structs import replace

    theirs, own = [parsed(s)[0] for s in shipped], [parsed(s)[0] for s in further]
    aside = standing_aside(theirs, own, whole)
    if aside is None:
        return whole
    compiled = _compiled([*without(theirs, aside.packs), *own], [*shipped, *further], digest)
    program = replace(compiled.program, left_out=aside.left_out)
    return replace(compiled, program=program, diagnostics=(*aside.warnings, *compiled.diagnostics))


def _compiled(trees: Sequence[PackFile], sources: Sequence[Source], digest: str) -> Compiled:
    """The trees compiled, with what could not be read in the texts."""
    from guiju.engine.norms.norm_index import load_index
    from guiju.engine.pipeline.follow_on import telling
    from guiju.engine.semantics.compile import compile_library
    from msgspec.structs import replace

    compiled = compile_library(trees, load_index(), digest)
    declared = {spelling for r in compiled.references if r.declares for spelling in r.name.spellings}
    misread = [settled(d, declared) for source in sources for d in parsed(source)[1]]
    spoilt = [source for source in sources if parsed(source)[1]]
    return replace(compiled, diagnostics=(*misread, *telling(compiled.diagnostics, misread, spoilt, trees)))


def shipped_beside(further: Iterable[Source]) -> list[Source]:
    """The shipped packs in the order of their paths, without those that stand in `further`."""
    texts = {source.text for source in further}
    return [source for _, source in shipped_packs() if source.text not in texts]


def shipped_packs() -> list[tuple[Path, Source]]:
    """The packs that come with the program, each with its path; in the texts they go by their path inside `rules`."""
    return [(path, decode(path.read_bytes(), name)) for name, path in _files(RULES, (PACK_SUFFIX,))]


def library_digest(further: Iterable[Source]) -> str:
    """Of the pack texts, the index of norms, the grammar, and the code that compiles them."""
    whole = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for source in further:
        whole.update(f"\0{source.name}\0{source.text}".encode(errors="surrogatepass"))
    for folder, suffixes in ((RULES, (PACK_SUFFIX, ".yaml")), (GRAMMARS, (".lark", ".toml"))):
        for name, path in _files(folder, suffixes):
            if not name.startswith("calendar/"):
                whole.update(f"\0{name}\0".encode() + path.read_bytes())
    engine = Path(__file__).parent.parent
    for part in _CODE:
        with os.scandir(engine / part) as entries:
            modules = sorted((e.name, e.stat()) for e in entries if e.name.endswith(".py"))
        for name, stat in modules:
            whole.update(f"\0{part}/{name}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    return whole.hexdigest()


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[tuple[str, Path]]:
    """The files with such endings anywhere in a folder, each with its path inside, in the order of these."""
    found = []
    for root, _, names in os.walk(folder):
        inside = root[len(str(folder)) + 1 :].replace(os.sep, "/")
        prefix = f"{inside}/" if inside else ""
        found += [(prefix + name, Path(root, name)) for name in names if name.endswith(suffixes)]
    return sorted(found)
