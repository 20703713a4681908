"""The page of a pack, put together: what it is, its vocabulary, its rules in the order of the procedure, indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.handbook.anchors import anchors_of
from guiju.engine.handbook.example_blocks import shared_examples
from guiju.engine.handbook.indexes import indexes
from guiju.engine.handbook.other_blocks import counts_block, lifting_block, scope_block
from guiju.engine.handbook.page_model import IndexPage, Labelled, NamedBlocks, PackPage, Piece, Section, Table
from guiju.engine.handbook.page_parts import Page, cited, labelled, line, linked
from guiju.engine.handbook.page_words import HEADS, TITLES
from guiju.engine.handbook.procedure_picture import Form, procedure_picture
from guiju.engine.handbook.rule_blocks import rule_block
from guiju.engine.handbook.scene import shown_text
from guiju.engine.handbook.sentences_others import by_reference_sentence
from guiju.engine.handbook.tables import facts_table, norms_table, params_table, steps_table, unchecked_table
from guiju.engine.handbook.walk import Item, facts_of, steps_of
from guiju.engine.report.words.naming import Names, named
from guiju.engine.semantics.citation_words import depth_of
from guiju.engine.semantics.program import Citation, Pack, Program, Rule
from guiju.engine.semantics.vocabulary import LAYERS, find_name
from guiju.engine.semantics.walk import parameters


def pack_page(program: Program, pack: Pack, lang: Lang, form: Form, files: Mapping[str, str]) -> PackPage:
    """The page of a pack; `files` are the files of all pages that are written, by pack, for the links."""
    page = Page(program, pack.id, lang, files, Names(program), anchors_of(program))
    rules = _in_order([r for r in program.rules if r.pack == pack.id], program)
    items = _items(program, pack, rules)
    steps = _steps(program, pack, items)
    facts = _facts(program, pack, items)
    used = {p for i in items for p in parameters(i)}
    declared = [p for k, p in program.params.items() if k in used or any(v.pack == pack.id for v in p.values)]
    own = [n for n in program.not_checkable if n.pack == pack.id]
    cites = [c for i in (*items, *own, *pack.by_reference) for c in i.basis] + [
        c for r in rules for c in r.liability
    ]
    return PackPage(
        files.get(pack.id, ""),
        shown_text(pack.title),
        tuple(_about(page, pack, rules)),
        (
            *norms_table(page, dict.fromkeys(c.norm for c in cites)),
            *steps_table(page, [program.vocabulary.steps[s] for s in steps]),
            *facts_table(page, [program.vocabulary.facts[f] for f in facts]),
            *params_table(page, declared, set(program.packs)),
        ),
        procedure_picture(rules, [program.vocabulary.steps[s] for s in steps], lang, form),
        _sections(page, rules),
        _others(page, program, pack),
        shared_examples(pack.id, page),
        (*unchecked_table(page, own), *indexes(page, items, steps, facts)),
    )


def index_page(program: Program, packs: Sequence[Pack], lang: Lang, files: Mapping[str, str]) -> IndexPage:
    """The list of the packs that are written."""
    page = Page(program, "", lang, files, Names(program), anchors_of(program))
    rows = tuple(
        (
            (Piece(page.said(pack.title), None, files[pack.id]),),
            line(page.said(_layer(pack))),
            line(page.said(_levels(page, pack))),
            line(str(sum(r.pack == pack.id for r in program.rules))),
        )
        for pack in packs
    )
    heads = (HEADS["pack"], HEADS["layer"], HEADS["binds"], HEADS["rules"])
    return IndexPage(Table(tuple(h.in_lang(lang) for h in heads), rows))


def _about(page: Page, pack: Pack, rules: Sequence[Rule]) -> list[Labelled]:
    program = page.program
    declared = [program.procedures[p].name for p in pack.procedures if p in program.procedures]
    procedures = join([page.names.name(name) for name in declared])
    upper = [_pack_link(page, pack.over)] if pack.over else []
    lower = [_pack_link(page, p.id) for p in program.packs.values() if p.over == pack.id]
    reference: list[tuple[Piece, ...]] = []
    for binding in pack.by_reference:
        reference.append(line(page.said(by_reference_sentence(binding, program))))
        reference.append(line(cited(page, binding.basis)))
        reference.append(line(page.said(binding.gist)))
    examples = sum(e.pack == pack.id for e in program.examples)
    counted = Text(f"规则 {len(rules)} 条,案例 {examples} 个", f"rules: {len(rules)}; examples: {examples}")
    return [
        *labelled(page, "layer", _layer(pack)),
        *labelled(page, "binds", _levels(page, pack)),
        *labelled(page, "region", named(pack.region or "")),
        *labelled(page, "organ", named(pack.organ or "")),
        *labelled(page, "procedures", procedures if pack.procedures else None),
        *labelled(page, "edition", named(pack.version)),
        *linked(page, "over", [tuple(upper)]),
        *linked(page, "under", [tuple(lower)]),
        *linked(page, "reference", reference),
        *labelled(page, "counts", counted),
    ]


def _pack_link(page: Page, pack: str) -> Piece:
    found = page.program.packs.get(pack)
    return Piece(page.said(found.title) if found else named(pack), None, page.files.get(pack))


def _layer(pack: Pack) -> Text:
    found = find_name(LAYERS, pack.layer)
    return shown_text(found.words if found else Text(pack.layer, pack.layer))


def _levels(page: Page, pack: Pack) -> Text:
    if not pack.levels:
        return Text("各级机关", "organs of every level")
    return join([page.names.level(level) for level in pack.levels])


def _in_order(rules: Sequence[Rule], program: Program) -> list[Rule]:
    """By the place of their step in the procedure, then by the article they rest on first."""
    place = {step: n for n, step in enumerate(program.order)}

    def key(rule: Rule) -> tuple[int, int, tuple[int, ...]]:
        article = depth_of(rule.basis[0] if rule.basis else Citation(""))
        return (0 if rule.step is None else 1, place.get(rule.step or "", len(place)), article)

    return sorted(rules, key=key)


def _items(program: Program, pack: Pack, rules: Sequence[Rule]) -> list[Item]:
    """Everything in a pack that is checked, in the order of the page."""
    exceptions = [e for e in program.exceptions if e.pack == pack.id]
    scopes = [s for s in program.scopes if s.pack == pack.id]
    return [*rules, *exceptions, *scopes, *(c for c in program.counts if c.pack == pack.id)]


def _steps(program: Program, pack: Pack, items: Sequence[Item]) -> list[str]:
    """The steps that the pack declares or speaks of, in the order of the procedure."""
    declared = {s.name.zh for p in program.procedures.values() if p.pack == pack.id for s in p.steps}
    wanted = declared | {s for i in items for s in steps_of(i)}
    place = {step: n for n, step in enumerate(program.order)}
    return sorted(wanted & set(program.vocabulary.steps), key=lambda s: place.get(s, len(place)))


def _facts(program: Program, pack: Pack, items: Sequence[Item]) -> list[str]:
    """The facts that the pack speaks of, and those declared in one of its files, as declared."""
    spoken = {f for i in items for f in facts_of(i)}
    files = {i.span.file for i in (pack, *items) if i.span}
    return [
        name
        for name, fact in program.vocabulary.facts.items()
        if name in spoken or (fact.span is not None and fact.span.file in files)
    ]


def _group(rule: Rule) -> str:
    if rule.step is not None or rule.of_the_case:
        return rule.step or "whole_case"
    return "breaches" if rule.breaches is not None else "periods"


def _sections(page: Page, rules: Sequence[Rule]) -> tuple[Section, ...]:
    grouped: dict[str, list[Rule]] = {}
    for rule in rules:
        grouped.setdefault(_group(rule), []).append(rule)
    return tuple(
        Section(
            f"rules-{page.anchors.get(('step', key), key)}",
            (TITLES[key] if key in ("periods", "whole_case", "breaches") else page.names.step(key)).in_lang(
                page.lang
            ),
            tuple(rule_block(r, page) for r in members),
        )
        for key, members in grouped.items()
    )


def _others(page: Page, program: Program, pack: Pack) -> tuple[NamedBlocks, ...]:
    out = (
        ("scopes", tuple(scope_block(s, page) for s in program.scopes if s.pack == pack.id)),
        ("counts", tuple(counts_block(c, page) for c in program.counts if c.pack == pack.id)),
        ("lifting", tuple(lifting_block(e, page) for e in program.exceptions if e.pack == pack.id)),
    )
    return tuple(NamedBlocks(key, TITLES[key].in_lang(page.lang), blocks) for key, blocks in out if blocks)
