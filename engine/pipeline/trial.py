"""Packs put to the test: their examples, what these cover, and which small changes of the rules they notice.

In: pack files and folders (none: the shipped packs). Out: a `Trial`. Folders are searched for pack files; a file that
holds examples only is tried with the rules they speak of. Diagnostic T006: a folder without pack files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, by_place, has_errors
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.diagnostics.text import Text
from guiju.engine.pipeline.imports import PACK_SUFFIX, with_imports
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics.program import Example, Program, Rule
from guiju.engine.trial.coverage import coverage_of
from guiju.engine.trial.equivalent import Equivalent, read_equivalents, stale
from guiju.engine.trial.killing import fates
from guiju.engine.trial.mutants import mutants
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import try_examples
from msgspec import Struct

_DECLARED = "equivalent*.toml"


class Wanted(Struct, frozen=True):
    """What to try: the packs, one rule only (any of its names), coverage, mutants with the share to be killed in percent,
    and how many processes share the work."""

    paths: tuple[Path, ...] = ()
    rule: str | None = None
    coverage: bool = False
    mutate: bool = False
    min_killed: float = 95.0
    jobs: int = 1


def run_trial(wanted: Wanted) -> Trial:
    """The trial that is wanted; with errors in the files only these."""
    files, problems = _pack_files(wanted.paths)
    try:
        program, warnings = load_library(files)
    except Refused as refused:
        return Trial(tuple(by_place([*problems, *refused.diagnostics])))
    problems += warnings
    if has_errors(problems):
        return Trial(tuple(by_place(problems)))
    names = {source.name for source in with_imports(files)[0]} if wanted.paths else None
    examples = [e for e in program.examples if _lies_in(e.span, names)]
    rules = _rules(program, examples, names, wanted.rule)
    powers = (
        sum(1 for r in program.rules if r.modality == "may" and _lies_in(r.span, names))
        if wanted.rule is None
        else 0
    )
    ids = {r.id for r in rules}
    tried = tuple(t for t in try_examples(program, examples) if wanted.rule is None or t.rule in ids)
    covered = tuple(coverage_of(program, rules, tried)) if wanted.coverage else None
    mutation = None
    if wanted.mutate:
        mutation, found = _mutation(program, ids, wanted, files, names)
        problems += found
    return Trial(
        tuple(by_place(problems)), program, rules, tried, covered, mutation, wanted.min_killed, powers
    )


def _pack_files(paths: Iterable[Path]) -> tuple[list[Path], list[Diagnostic]]:
    files: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        inside = sorted(path.rglob(f"*{PACK_SUFFIX}")) if path.is_dir() else [path]
        files += inside
        if not inside:
            message = Text("文件夹里没有规则包文件", "the folder holds no pack files")
            problems.append(Diagnostic("T006", message, Span(str(path), 1, 1, 1, 1)))
    return list(dict.fromkeys(files)), problems


def _lies_in(span: Span | None, names: set[str] | None) -> bool:
    return names is None or (span is not None and span.file in names)


def _rules(
    program: Program, examples: Sequence[Example], names: set[str] | None, rule: str | None
) -> tuple[Rule, ...]:
    """The rules of the files; where these declare none, the rules that their examples speak of."""
    judged = [r for r in program.rules if r.modality != "may"]
    if rule is not None:
        return tuple(r for r in judged if rule in (r.id, *r.name.spellings))
    own = tuple(r for r in judged if _lies_in(r.span, names))
    spoken_of = {id_ for e in examples for id_, _ in e.expect}
    return own or tuple(r for r in judged if r.id in spoken_of)


def _mutation(
    program: Program, rules: set[str], wanted: Wanted, files: Sequence[Path], names: set[str] | None
) -> tuple[Mutation, list[Diagnostic]]:
    """The mutants of the rules, of the exceptions to them, and (with whole packs) of what else their files hold."""
    every = list(mutants(program))
    owners = rules | {e.id for e in program.exceptions if rules & set(e.targets)}
    if wanted.rule is None:
        owners |= {e.id for e in program.exceptions if _lies_in(e.span, names)}
        owners |= {c.id for c in program.counts if _lies_in(c.span, names)}
        owners |= {s.id for s in program.scopes if _lies_in(s.span, names)}
        owners |= {w.name.zh for w in program.wordings.values() if _lies_in(w.span, names)}
        owners |= set(program.params)
    chosen = [m for m in every if m.owner in owners]
    tried = try_examples(program, program.examples)
    wrong = [t.example for t in tried if not t.met]
    sound = [e for e in program.examples if all(e is not other for other in wrong)]
    found = tuple(fates(program, chosen, sound, wanted.jobs))
    declared, problems = _declared(files)
    if names is not None:  # what is declared of a shipped pack says nothing where that pack is left out
        owned = {m.owner for m in every}
        beside = {f.parent for f in files}
        declared = [
            d for d in declared if d.mutant.split("/")[0] in owned or Path(d.span.file).parent in beside
        ]
    problems += stale(declared, found, (m.id for m in every))
    return Mutation(found, {d.mutant: d for d in declared}), problems


def _declared(files: Sequence[Path]) -> tuple[list[Equivalent], list[Diagnostic]]:
    """The equivalents declared beside the shipped packs and beside the files."""
    found: list[Equivalent] = []
    problems: list[Diagnostic] = []
    shipped = {path.resolve(): path.relative_to(RULES).as_posix() for path in sorted(RULES.rglob(_DECLARED))}
    beside = {p.resolve(): str(p) for f in files for p in sorted(f.parent.glob(_DECLARED))}
    for path, name in {**shipped, **beside}.items():
        try:
            source: Source = decode(path.read_bytes(), name)
        except Refused as refused:
            problems += refused.diagnostics
            continue
        entries, wrong = read_equivalents(source)
        found += entries
        problems += wrong
    return found, problems
