"""L001: steps that must each come before the other, so that none can ever be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from guiju.engine.analysis.binding_together import at_once, in_a_chain, props_of
from guiju.engine.analysis.duties import Duty
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.network import Link, Node, inner_links, links_of
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.witness import in_words
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join

if TYPE_CHECKING:
    import networkx as nx

_PATHS = 32
"""How many ways back are tried for one precedence: rules on the shortest may never bind at once."""

_CHOICES = 64
"""How many ways to take one rule for each step of a circle are looked at."""


def cycles(subject: Subject) -> Iterator[Diagnostic]:
    """For every precedence of the own rules a shortest circle through it, each circle once."""
    import networkx as nx

    graph, between = _graph(subject)
    knots = [frozenset(c) for c in nx.strongly_connected_components(graph)]
    knot_of = {node: knot for knot in knots for node in knot}
    seen: set[frozenset[Duty]] = set()
    for (tail, head), links in between.items():
        if tail is not head and knot_of[tail] is not knot_of[head]:
            continue
        if not any(subject.is_own(link.duty.rule.span) for link in links if link.duty):
            continue
        paths = nx.shortest_simple_paths(graph.subgraph(knot_of[tail]), head, tail)
        for path in islice(paths, _PATHS):
            chain = _binding(subject, [(tail, head), *pairwise(path)], between)
            if chain is not None:
                if frozenset(chain) not in seen:
                    seen.add(frozenset(chain))
                    yield _report(subject, chain)
                break


def _graph(subject: Subject) -> tuple[nx.DiGraph[Node], dict[tuple[Node, Node], list[Link]]]:
    """An arrow from each point to those that must lie before it, and the precedences on it."""
    import networkx as nx

    between: dict[tuple[Node, Node], list[Link]] = {}
    graph: nx.DiGraph[Node] = nx.DiGraph()
    for link in inner_links(subject.program.vocabulary):
        graph.add_edge(link.tail, link.head)
    for link in (link for duty in subject.duties for link in links_of(duty, subject.lengths)):
        if link.precedence:
            graph.add_edge(link.tail, link.head)
            between.setdefault((link.tail, link.head), []).append(link)
    return graph, between


def _binding(
    subject: Subject, path: Iterable[tuple[Node, Node]], between: dict[tuple[Node, Node], list[Link]]
) -> list[Duty] | None:
    """One demand for each precedence of the circle, such that all of them bind at once."""
    choices = [[link.duty for link in between[pair] if link.duty] for pair in path if pair in between]
    for number, chosen in enumerate(product(*choices)):
        if number >= _CHOICES:
            return None
        duties = list(chosen)
        if not any(subject.is_own(d.rule.span) for d in duties):
            continue
        world = at_once(subject, duties)
        if world is not None and in_a_chain(subject, duties, world):
            return duties
    return None


def _report(subject: Subject, duties: Sequence[Duty]) -> Diagnostic:
    words = subject.program.vocabulary.words
    own = next(i for i, d in enumerate(duties) if subject.is_own(d.rule.span))
    circle = [*duties[own:], *duties[:own]]
    steps = [words(str(d.rule.step)) for d in circle]
    order = join([steps[0], *steps[::-1]], " → ", " → ")
    rules = join([rule_name(d.rule) for d in circle], "、", ", ")
    message = Text(
        f"先后要求成了圈,前一个都要先于后一个,谁也做不成:{order.zh};规则:{rules.zh}",
        f"each of these must come before the next, in a circle, so that none can be done: {order.en}; "
        f"rules: {rules.en}",
    )
    props = [p for d in duties for p in props_of(subject, d)]
    world = at_once(subject, duties) or {}
    facts = in_words(world, props)
    hint = Text(f"此时:{facts.zh}", f"when {facts.en}") if facts.zh else None
    labels = [(d.rule.span, rule_name(d.rule)) for d in circle[1:]]
    return finding("L001", "error", message, circle[0].rule.span, labels, hint)
