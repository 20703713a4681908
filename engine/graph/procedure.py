"""The procedure graph: steps as nodes, what the rules say about their order as edges.

Node attributes: `zh`, `en` (names), `interval`, `declared` (place in the declaration), `required` (ids of the
rules by which a case needs the step), `always` (one of them binds every case), `lasts` (`LastingClaim`s).
Edge attributes: `claims` (every `Claim` on the two steps) and, summed up over them, `kind`, `rules` (ids),
`lo` and `hi` (per unit the stricter bound: units are never converted), `modality`, `strength` (of the first
claim of that kind), `unconditional`, `alternative`. Precedence outweighs response, response a prohibition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from guiju.engine.graph.claims import Claim, ClaimKind, LastingClaim, NeedClaim, claims_of
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import CountsRule, Rule
from guiju.engine.semantics.vocabulary import Procedure, StepDecl

if TYPE_CHECKING:
    import networkx as nx

_WEIGHT: tuple[ClaimKind, ...] = ("precedence", "response", "forbid")


def procedure_graph(
    rules: Iterable[Rule], steps: Mapping[str, StepDecl], on: date | None = None
) -> nx.DiGraph[str]:
    """The graph of the declared steps under the rules in force `on` (None: under the last version of each).

    A claim about a step that is not declared is left out: naming the unknown step is the resolver's business.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for place, (step, decl) in enumerate(steps.items()):
        graph.add_node(
            step,
            zh=decl.name.zh,
            en=decl.name.en,
            interval=decl.interval,
            declared=place,
            required=(),
            always=False,
            lasts=(),
        )
    between: dict[tuple[str, str], list[Claim]] = {}
    for claim in (c for rule in rules for c in claims_of(rule, on)):
        match claim:
            case Claim(earlier, later) if earlier in graph and later in graph:
                between.setdefault((earlier, later), []).append(claim)
            case LastingClaim(step) if step in graph:
                graph.nodes[step]["lasts"] += (claim,)
            case NeedClaim(step, rule_id) if step in graph:
                _require(graph.nodes[step], rule_id, always=not claim.alternative and not claim.conditional)
            case _:
                continue
    for (earlier, later), claims in between.items():
        graph.add_edge(earlier, later, **_summed_up(claims))
    return graph


def topological_order(graph: nx.DiGraph[str]) -> tuple[str, ...]:
    """All steps, each after what must precede it; the declared order breaks ties and opens cycles.

    Response edges count where they do not close a cycle with what is already there.
    """
    import networkx as nx

    ordering = _edges(graph, lambda c: c.kind == "precedence" and c.binding)
    declared = _declared(graph)
    answers = _edges(graph, lambda c: c.kind == "response" and c.binding)
    for earlier, later in sorted(answers.edges, key=lambda edge: (declared[edge[0]], declared[edge[1]])):
        if not nx.has_path(ordering, later, earlier):
            ordering.add_edge(earlier, later)
    # Steps on one cycle are taken together, so that the rest keeps its order.
    knots = nx.condensation(ordering)
    members = {knot: sorted(steps, key=declared.__getitem__) for knot, steps in knots.nodes(data="members")}
    in_order = nx.lexicographical_topological_sort(knots, key=lambda knot: declared[members[knot][0]])
    return tuple(step for knot in in_order for step in members[knot])


def downstream(graph: nx.DiGraph[str]) -> dict[str, tuple[str, ...]]:
    """For each step the steps that rest on it: reached over precedence, in order.

    Alternatives count: a step is only ever missed where none of its alternatives was done. What is unverified
    does not: nobody should have to do a step again on the strength of a rule whose source was not checked.
    """
    import networkx as nx

    resting = _edges(graph, lambda c: c.kind == "precedence" and c.binding and c.strength != "unsure")
    order = topological_order(graph)
    place = {step: index for index, step in enumerate(order)}
    return {step: tuple(sorted(nx.descendants(resting, step), key=place.__getitem__)) for step in order}


def compute_order(
    rules: Iterable[Rule], procedures: Mapping[str, Procedure], counts: Iterable[CountsRule] = ()
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Order and downstream over all procedures: what the compiler keeps, so that judging needs no graph."""
    steps: dict[str, StepDecl] = {}
    for procedure in procedures.values():
        for step in procedure.steps:
            steps.setdefault(step.name.zh, step)
    graph = procedure_graph(rules, steps)
    return topological_order(graph), _with_stand_ins(downstream(graph), counts, topological_order(graph))


def _with_stand_ins(
    resting: dict[str, tuple[str, ...]], counts: Iterable[CountsRule], order: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """What rests on a step rests on any step that counts as it, too."""
    out = dict(resting)
    for rule in counts:
        if rule.counts and rule.as_step is not None:
            both = {*out.get(rule.step, ()), *out.get(rule.as_step, ())} - {rule.step, rule.as_step}
            out[rule.step] = tuple(sorted(both, key=order.index))
    return out


def _require(node: dict[str, Any], rule_id: str, *, always: bool) -> None:
    if rule_id not in node["required"]:
        node["required"] += (rule_id,)
    node["always"] = node["always"] or always


def _declared(graph: nx.DiGraph[str]) -> dict[str, int]:
    return {step: attributes["declared"] for step, attributes in graph.nodes(data=True)}


def _claims(graph: nx.DiGraph[str]) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    for earlier, later, attributes in graph.edges(data=True):
        yield earlier, later, attributes["claims"]


def _edges(graph: nx.DiGraph[str], wanted: Callable[[Claim], bool]) -> nx.DiGraph[str]:
    """The same steps with only the edges on which some claim is wanted."""
    import networkx as nx

    out: nx.DiGraph[str] = nx.DiGraph()
    out.add_nodes_from(graph)
    out.add_edges_from((a, b) for a, b, claims in _claims(graph) if any(wanted(c) for c in claims))
    return out


def _summed_up(claims: list[Claim]) -> dict[str, Any]:
    binding = [c for c in claims if c.binding]
    kind = min((c.kind for c in binding or claims), key=_WEIGHT.index)
    leading = [c for c in binding or claims if c.kind == kind]
    return {
        "claims": tuple(claims),
        "kind": kind,
        "rules": tuple(dict.fromkeys(c.rule for c in claims)),
        "lo": _strictest((c.lo for c in binding), max),
        "hi": _strictest((c.hi for c in binding), min),
        "modality": leading[0].modality,
        "strength": leading[0].strength,
        "unconditional": any(c.unconditional for c in leading),
        "alternative": all(c.alternative for c in leading),
    }


def _strictest(bounds: Iterable[Duration | None], pick: Callable[[int, int], int]) -> tuple[Duration, ...]:
    """One bound for each unit used: 30日 and 22工作日 cannot be compared, so both stay."""
    strictest: dict[str, Duration] = {}
    for bound in bounds:
        if bound is not None:
            kept = strictest.get(bound.unit)
            n = bound.n if kept is None else pick(kept.n, bound.n)
            strictest[bound.unit] = Duration(n, bound.unit)
    return tuple(strictest.values())
