"""Pictures: a procedure as the packs have it, a case laid on it, documents with what they cite.

In: a program, a verdict or a citation graph. Out: SVG or Mermaid.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import Cure, Finding, State, Verdict
from guiju.engine.report.words.naming import Names, named
from guiju.engine.report.words.waivers import marked_if_waived
from guiju.engine.semantics.program import Pack, Program, Rule
from guiju.engine.semantics.rule_steps import named_steps
from guiju.engine.semantics.vocabulary import StepDecl

if TYPE_CHECKING:
    import networkx as nx
    from guiju.engine.graph.case_graph import CaseGraph
    from guiju.engine.portfolio.citation_graph import CitationGraph

Form = Literal["svg", "mermaid"]


def draw_procedure(program: Program, procedure: str, form: Form, lang: Lang, on: date | None = None) -> str:
    """A procedure under the rules in force `on` (None: under their last versions); KeyError if there is none.

    Of the packs for it those of every place are drawn; what a province or a town adds shows in a case of its.
    """
    from guiju.engine.graph.procedure import procedure_graph

    declared = program.procedures[procedure]
    packs = {p.id for p in program.packs.values() if _everywhere(p) and _concerns(p, procedure)}
    graph = procedure_graph(_rules(program, packs), _steps(program, (procedure,)), on)
    return _drawn(graph, form, lang, None, Names(program).name(declared.name))


def draw_case(verdict: Verdict, form: Form, lang: Lang) -> str:
    """A case on its procedures under the rules of the packs that bind it: done, missing, to do again, to come.

    Steps that were not taken and that nothing asks for are left out, so that the missing one stands out.
    """
    from guiju.engine.graph.case_graph import NodeState, lay_case
    from guiju.engine.graph.procedure import procedure_graph

    program, case = verdict.program, verdict.case
    rules = _rules(program, {p.id for p in verdict.packs})
    graph = procedure_graph(rules, _steps(program, case.procedures), verdict.on)
    broken = [f for f in verdict.findings if f.state in (State.VIOLATED, State.DOOMED)]
    cures = [f.cure for f in broken if f.cure is not None]
    again = {step for cure in cures for step in cure.redo}
    done = _done(verdict)
    skipped = {step for cure in cures if (step := _missing(cure, done)) is not None}
    for discounted in verdict.discounted:  # it passes for the missing step, so it is shown there
        if discounted.record.step in skipped:
            done.setdefault(discounted.record.step, []).append(discounted.record)
    laid = lay_case(
        graph,
        done=done,
        skipped=skipped,
        worthless=_to_redo(cures, done),
        redo=[step for step in program.order if step in again],
        violations=_labels(broken, skipped, graph, program, lang),
        needed={s for f in verdict.findings if f.need is not None for s in (f.need, f.rule.step) if s},
    )
    graph = graph.copy()  # keeps the declared order, which a view of a part would not
    graph.remove_nodes_from(laid.in_state(NodeState.NOT_NEEDED))
    seen = Text(f"{named(case.name)}({verdict.on} 所见)", f"{named(case.name)} (as seen on {verdict.on})")
    return _drawn(graph, form, lang, laid, seen)


def draw_citations(graph: CitationGraph, form: Form, lang: Lang, *, whole: bool = False) -> str:
    """Documents with the norms they name; `whole` with those too that are in force and only spoken of."""
    from guiju.engine.portfolio.citation_picture import citation_picture

    drawing = citation_picture(graph, lang, whole=whole)
    title = Text(f"引用关系({graph.on} 所见)", f"What rests on what (as seen on {graph.on})")
    if form == "mermaid":
        from guiju.engine.graph.mermaid import picture_mermaid

        return picture_mermaid(drawing, lang, title, "LR")
    from guiju.engine.graph.svg import picture_svg

    return picture_svg(drawing, lang, title, ("leftright",))  # along the page each label lies on its own link


def _to_redo(cures: Iterable[Cure], done: Mapping[str, Iterable[Record]]) -> set[int]:
    """The records that fell with a skipped step, and those of a step that has itself to be done again."""
    lost = {record.index for cure in cures for record in cure.worthless}
    firsts = {cure.redo[0] for cure in cures if cure.redo}
    return lost | {record.index for step in firsts for record in done.get(step, ())}


def _drawn(graph: nx.DiGraph[str], form: Form, lang: Lang, case: CaseGraph | None, title: Text) -> str:
    if form == "mermaid":
        from guiju.engine.graph.mermaid import mermaid

        return mermaid(graph, lang, case, title)
    from guiju.engine.graph.svg import svg

    return svg(graph, lang, case, title)


def _everywhere(pack: Pack) -> bool:
    return pack.region is None and pack.organ is None


def _concerns(pack: Pack, procedure: str) -> bool:
    return not pack.procedures or procedure in pack.procedures


def _rules(program: Program, packs: Iterable[str]) -> list[Rule]:
    wanted = set(packs)
    return [rule for rule in program.rules if rule.pack in wanted]


def _steps(program: Program, procedures: Iterable[str]) -> Mapping[str, StepDecl]:
    return {s.name.zh: s for p in procedures if p in program.procedures for s in program.procedures[p].steps}


def _done(verdict: Verdict) -> dict[str, list[Record]]:
    """The records of the file by step: what has happened and counts."""
    apart = {r.index for r in verdict.planned} | {n.record.index for n in verdict.discounted}
    done: dict[str, list[Record]] = {}
    for record in verdict.case.records:
        if record.index not in apart:
            done.setdefault(record.step, []).append(record)
    return done


def _missing(cure: Cure, done: Mapping[str, object]) -> str | None:
    """The step that was skipped: never recorded, or only by records that do not count."""
    first = cure.redo[0] if cure.redo else None
    return cure.missing or (first if first not in done else None)


def _labels(
    broken: Iterable[Finding], skipped: Container[str], graph: nx.DiGraph[str], program: Program, lang: Lang
) -> dict[str, list[str]]:
    """The names of the broken rules by the step that each is about."""
    names = Names(program)
    labels: dict[str, dict[str, None]] = {}
    for finding in broken:
        step = next((s for s in _about(finding, skipped, program) if s in graph), None)
        if step is not None:
            label = marked_if_waived(names.name(finding.rule.name), finding)
            labels.setdefault(step, {})[label.in_lang(lang)] = None
    return {step: list(found) for step, found in labels.items()}


def _about(finding: Finding, skipped: Container[str], program: Program) -> Iterator[str]:
    """Where to write what is wrong: at the missing step, else at the record, else at what the rule asks for."""
    if finding.cure is not None and finding.cure.redo and finding.cure.redo[0] in skipped:
        yield finding.cure.redo[0]
    if finding.activation is not None:
        yield finding.activation.step
    place = {step: n for n, step in enumerate(program.order)}
    yield from sorted(named_steps(finding.rule), key=lambda s: place.get(s, len(place)))
