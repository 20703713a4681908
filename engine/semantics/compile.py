"""From syntax trees to a program: the declarations of all files together, names resolved, citations checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guiju.engine.diagnostics.model import Diagnostic, Label, Span, by_place
from guiju.engine.diagnostics.nearest import most_alike, shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.norms.norm_index import NormIndex
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.cycles import breach_cycles, counts_cycles, exception_cycles
from guiju.engine.semantics.definitions import circles, too_deep
from guiju.engine.semantics.layers import above
from guiju.engine.semantics.names import (
    LAYERS,
    Reference,
    Table,
    as_name,
    as_text,
    choose,
    procedures_named,
    resolved,
)
from guiju.engine.semantics.program import (
    ByReference,
    CountsRule,
    Example,
    ExceptionRule,
    NotCheckable,
    Pack,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.resolve_breaches import BreachResolver
from guiju.engine.semantics.resolve_examples import example, inner_examples
from guiju.engine.semantics.resolve_exceptions import OtherResolver
from guiju.engine.semantics.resolve_params import ParamResolver, add_definition, check_definition
from guiju.engine.semantics.resolve_rules import RuleResolver
from guiju.engine.semantics.resolve_vocabulary import add_fact, add_norm, add_procedure, extend_steps
from guiju.engine.semantics.vocabulary import LEVELS, Name, StepDecl, Vocabulary
from guiju.engine.semantics.wordings import add_wording
from guiju.engine.syntax import tree as t
from msgspec import Struct, field

Placed = tuple[t.Decl, str]


class _Built(Struct):
    """What the rules, exceptions and the rest of all packs come to."""

    rules: list[Rule] = field(default_factory=list)
    exceptions: list[ExceptionRule] = field(default_factory=list)
    counts: list[CountsRule] = field(default_factory=list)
    scopes: list[ScopeRule] = field(default_factory=list)
    not_checkable: list[NotCheckable] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


class Compiled(Struct, frozen=True):
    """A program, everything wrong with its files by place, and what each word in them stands for."""

    program: Program
    diagnostics: tuple[Diagnostic, ...]
    references: tuple[Reference, ...]


def compile_packs(
    files: Iterable[t.PackFile], index: NormIndex, digest: str = ""
) -> tuple[Program, list[Diagnostic]]:
    """The program of all files (a library is compiled as one) and everything wrong with them, by place.

    The program is whole only if there is no error. `order` and `downstream` are left to the graph.
    """
    found = compile_library(files, index, digest)
    return found.program, list(found.diagnostics)


def compile_library(files: Iterable[t.PackFile], index: NormIndex, digest: str = "") -> Compiled:
    """The same with the references, for whoever works on the text of the packs."""
    table = Table()
    packs: dict[str, Pack] = {}
    placed: list[Placed] = []
    for file in files:
        placed += _placed(table, file, packs)
    over = _over(placed)
    placed = _upper_first(placed, over)
    _vocabulary(table, index, placed, over)
    for decl, name in placed:
        if decl.kind == "pack" and decl.clauses:
            packs[name] = _pack(table, index, decl, name)
    _layers(table, packs, placed)
    built = _rules(table, index, placed)
    _breaches(table, index, placed, over, built)
    table.diagnostics += exception_cycles(built.exceptions) + counts_cycles(
        built.counts, {s.name.zh: s.name.text for s in table.steps.values()}
    )
    table.diagnostics += breach_cycles(built.rules)
    steps = {s.name.zh: s for s in table.steps.values()}
    facts = {f.name.zh: f for f in table.facts.values()}
    program = Program(
        packs,
        table.norms,
        {p.name.zh: p for p in table.procedures.values()},
        Vocabulary(steps, facts, LEVELS),
        tuple(built.rules),
        tuple(built.exceptions),
        tuple(built.counts),
        tuple(built.scopes),
        tuple(built.not_checkable),
        tuple(built.examples),
        digest,
        params={p.name.zh: p for p in table.params.values()},
        wordings={w.name.zh: w for w in table.wordings.values()},
    )
    references = resolved(table.references.values())
    return Compiled(program, tuple(by_place(table.diagnostics)), references)


def _placed(table: Table, file: t.PackFile, packs: dict[str, Pack]) -> list[Placed]:
    """Each declaration with the pack it belongs to: the header before it in its file."""
    out: list[Placed] = []
    current = ""
    for decl in file.decls:
        if decl.kind == "pack":
            assert decl.name is not None
            current = decl.name.word.text
            packs.setdefault(current, Pack(current, Text(current, current), "国家", (), ()))
        elif not current and decl.kind != "import":
            span = Span(file.name, decl.span.line, decl.span.column, decl.span.line, decl.span.column + 1)
            table.error(
                "P016",
                Text("声明之前缺少“规则包”首部", "a pack header must come before the declarations"),
                span,
            )
            current = file.name
        if decl.kind != "import":
            out.append((decl, current))
    return out


def _over(placed: list[Placed]) -> dict[str, str]:
    """For each pack that builds on another, that other one."""
    return {
        pack: clause.args[0].text
        for decl, pack in placed
        for clause in (decl.clauses if decl.kind == "pack" else ())
        if clause.role == "over"
    }


def _upper_first(placed: list[Placed], over: Mapping[str, str]) -> list[Placed]:
    """The declarations of upper layers before those of lower ones, and within a layer of a pack before those of the
    packs that build on it, so that their words come first everywhere."""
    layers = {name: rank for rank, known in enumerate(LAYERS) for name in known.spellings}
    ranks: dict[str, int] = {}
    for decl, pack in placed:
        for clause in decl.clauses if decl.kind == "pack" else ():
            if clause.role == "layer" and clause.args[0].text in layers:
                ranks[pack] = layers[clause.args[0].text]
    return sorted(placed, key=lambda e: (ranks.get(e[1], len(layers)), len(above(e[1], over))))


def _vocabulary(table: Table, index: NormIndex, placed: list[Placed], over: Mapping[str, str]) -> None:
    extensions: list[t.Decl] = []
    for decl, pack in placed:
        match decl.kind:
            case "norm":
                add_norm(table, index, decl)
            case "procedure":
                add_procedure(table, decl, pack)
                extensions.append(decl)
            case "fact":
                add_fact(table, decl)
            case "define":
                add_definition(table, decl)
            case "wording":
                add_wording(table, decl, pack)
    for decl in extensions:
        extend_steps(table, decl)
    for decl, pack in placed:
        if decl.kind == "param":  # cites norms, so these come first
            ParamResolver(table, index, pack, over).param(decl)
    for found in (circles, too_deep):
        errors, names = found(table)
        table.diagnostics += errors
        table.unusable |= names
    for decl, _ in placed:
        if decl.kind == "define":
            check_definition(table, decl)


def _pack(table: Table, index: NormIndex, decl: t.Decl, name: str) -> Pack:
    clauses = Clauses(table, decl)
    layer = (
        choose(table, Text("层级", "layer"), clauses.arg("layer"), LAYERS) if clauses.has("layer") else None
    )
    levels = [choose(table, Text("层级", "level"), w, LEVELS) for w in clauses.arg("levels", ())]
    over = clauses.arg("over")
    return Pack(
        name,
        as_text(decl.head[0]) or Text(name, name),
        layer or "国家",
        tuple(x for x in levels if x),
        procedures_named(table, clauses.arg("procedures", ())),
        clauses.arg("region"),
        clauses.arg("organ"),
        clauses.arg("edition", ""),
        over.text if over else None,
        tuple(_by_reference(table, index, name, c) for c in clauses.all("by_reference")),
        decl.span,
    )


def _layers(table: Table, packs: dict[str, Pack], placed: list[Placed]) -> None:
    """The packs that pack headers name must be there, in the edition asked for."""
    for decl, name in placed:
        if decl.kind == "pack" and decl.name is not None:
            table.refer_to_declared("pack", decl.name, decl.span) if decl.clauses else table.refer(
                "pack", decl.name.word, Name(name, name)
            )
    for clause, name in ((c, name) for decl, name in placed if decl.kind == "pack" for c in decl.clauses):
        if clause.role not in ("over", "by_reference"):
            continue
        word = clause.args[0]
        found = packs.get(word.text)
        if found is None:
            layers = [layer.zh for layer in LAYERS]
            others = sorted((p for p in packs if p != name), key=lambda p: layers.index(packs[p].layer))
            listed = join([plain(shown(p)) for p in most_alike(word.text, others)]) if others else None
            table.unknown(Text("规则包", "pack"), word, others, listed)
            continue
        table.refer("pack", word, Name(found.id, found.id))
        wanted = clause.args[1] if clause.role == "over" and len(clause.args) > 1 else None
        if wanted is not None and wanted != found.version:
            message = Text(
                f"要的是“{shown(found.id)}”的版次“{shown(wanted)}”,现有的是“{found.version}”",
                f"edition '{shown(wanted)}' of '{shown(found.id)}' is asked for, but it is '{found.version}'",
            )
            table.error("P033", message, word.span)


def _by_reference(table: Table, index: NormIndex, pack: str, clause: t.Clause) -> ByReference:
    inner = Clauses(table, t.Decl("by_reference", None, (), clause.args[1:], clause.span))
    levels = [choose(table, Text("层级", "level"), w, LEVELS) for w in inner.arg("levels", ())]
    bound = inner.arg("unless_bound")
    fact = None
    if bound is not None:
        declared = table.facts.get(bound.text)
        if declared is None:
            table.unknown(Text("事实", "fact"), bound, table.facts)
        else:
            table.refer("fact", bound, declared.name)
            fact = declared.name.zh
    read_as: list[tuple[str, str]] = []
    for given in inner.all("read_as"):
        read_as += [(w.text, given.args[1].text) for w in given.args[0]]
    gist = as_text(inner.arg("gist")) or Text("", "")
    basis = Citing(table, index, pack).citations(inner)
    return ByReference(
        clause.args[0].text,
        tuple(x for x in levels if x),
        basis,
        gist,
        inner.has("lower"),
        fact,
        tuple(read_as),
    )


def _rules(table: Table, index: NormIndex, placed: list[Placed]) -> _Built:
    built = _Built()
    steps: dict[str, tuple[StepDecl | None, ...]] = {}
    spellings: dict[str, Name] = {}
    for decl, pack in placed:
        others = OtherResolver(table, index, pack)
        match decl.kind:
            case "rule":
                rule = RuleResolver(table, index, pack).rule(decl)
                if rule is None:
                    continue
                built.rules.append(rule)
                for spelling in rule.name.spellings:
                    steps[spelling] = (table.steps.get(rule.step) if rule.step and not rule.every else None,)
                    spellings[spelling] = rule.name
                built.examples += inner_examples(table, decl, pack)
            case "counts":
                counts = others.counts(decl)
                built.counts += [counts] if counts else []
            case "scope":
                scope = others.scope(decl)
                built.scopes += [scope] if scope else []
            case "unchecked":
                built.not_checkable.append(others.unchecked(decl))
    _exceptions(table, index, placed, built, (steps, dict(spellings)))
    named: dict[tuple[str, str], Span] = {}
    for decl, pack in placed:
        if decl.kind == "example":
            built.examples.append(example(table, decl, pack, spellings))
            first = named.setdefault((pack, decl.head[0].text), decl.span)
            if first is not decl.span:
                table.diagnostics.append(_example_twice(decl, first))
    return built


def _example_twice(decl: t.Decl, first: Span) -> Diagnostic:
    name = shown(decl.head[0].text)
    message = Text(f"案例“{name}”重复声明", f"example '{name}' is declared twice")
    label = Label(first, Text("先在这里声明", "first declared here"))
    return Diagnostic("P012", message, decl.span, None, "error", (label,))


def _breaches(
    table: Table, index: NormIndex, placed: list[Placed], over: Mapping[str, str], built: _Built
) -> None:
    """Rules may be about the breach of any other, so all are there before what they name is looked up."""
    places = {rule.span: n for n, rule in enumerate(built.rules)}
    waiting = {
        places[decl.span]: (clause, pack)
        for decl, pack in placed
        for clause in (decl.clauses if decl.kind == "rule" and decl.span in places else ())
        if isinstance(clause, t.Clause) and clause.role == "if_violated"
    }
    by_name = {spelling: rule for rule in built.rules for spelling in rule.name.spellings}
    first = [rule for n, rule in enumerate(built.rules) if n not in waiting]
    for n, (clause, pack) in waiting.items():
        resolver = BreachResolver(table, index, pack, over)
        built.rules[n] = resolver.breaches(built.rules[n], clause, by_name, first)


_Targets = tuple[dict[str, tuple[StepDecl | None, ...]], dict[str, Name]]
"""What exceptions may aim at, by every spelling: the activating steps, and the name (its Chinese one is the id)."""


def _exceptions(
    table: Table, index: NormIndex, placed: list[Placed], built: _Built, targets: _Targets
) -> None:
    """Exceptions may aim at exceptions, so the names of all are known before any is resolved."""
    steps, names = targets
    waiting = [(d, p) for d, p in placed if d.kind == "exception"]
    named = {s: d for d, _ in reversed(waiting) if d.name is not None for s in as_name(d.name).spellings}
    of_rules = dict(steps)
    aims = {decl.span: _aims(decl, pack, built.rules) for decl, pack in waiting}
    for spelling, decl in named.items():
        assert decl.name is not None
        steps.setdefault(spelling, _steps_aimed_at(decl, named, of_rules, aims))
        names.setdefault(spelling, as_name(decl.name))
    for decl, pack in waiting:
        found = OtherResolver(table, index, pack).exception(decl, steps, names, aims[decl.span])
        built.exceptions += [found] if found else []


def _aims(decl: t.Decl, pack: str, rules: list[Rule]) -> tuple[str, ...]:
    """What an exception names, or every rule of its pack that can be broken."""
    if decl.head[1]:
        return tuple(rule.id for rule in rules if rule.pack == pack and rule.modality != "may")
    return tuple(word.text for word in decl.head[0])


def _steps_aimed_at(
    decl: t.Decl,
    named: dict[str, t.Decl],
    of_rules: dict[str, tuple[StepDecl | None, ...]],
    aims: Mapping[Span, tuple[str, ...]],
) -> tuple[StepDecl | None, ...]:
    """The activating steps of the rules that an exception aims at, through other exceptions in whatever order."""
    found: dict[StepDecl | None, None] = {}
    seen: set[str] = set()
    waiting = [*aims[decl.span]]
    for name in waiting:
        if name in seen:
            continue
        seen.add(name)
        if name in of_rules:
            found.update(dict.fromkeys(of_rules[name]))
        elif name in named:
            waiting += aims[named[name].span]
    return tuple(found) or (None,)
