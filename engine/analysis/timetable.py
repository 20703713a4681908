"""L002: rules whose times cannot all be kept, whichever days are chosen.

The network of the rules (network.py) has a circle whose days sum up to less than nothing. Where every link of the
circle leads on to a record that must be there as well, each record would need a further one still earlier: no
timetable exists. Where every link leads back, each needs a further one still later, without end. Otherwise a timetable
exists only if some step is done more than once. The last two are worth a warning, or a hint where no days are at stake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from guiju.engine.analysis.binding_together import at_once, in_a_chain
from guiju.engine.analysis.domains import World
from guiju.engine.analysis.duties import Duty
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.network import BEGINNING, Link, Node, inner_links, links_of
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic, Severity, Span
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.semantics.core import Lasts

Place = tuple[Span | None, Text]

_TRIES = 100
"""How many circles are looked at before the search gives up."""


def timetables(subject: Subject) -> Iterator[Diagnostic]:
    """Each circle found is reported once; the search then goes on without its own links."""
    import networkx as nx

    links = [link for duty in subject.duties for link in links_of(duty, subject.lengths)]
    links += inner_links(subject.program.vocabulary)
    graph: nx.DiGraph[Node] = nx.DiGraph((link.tail, link.head) for link in links)
    for knot in nx.strongly_connected_components(graph):
        if len(knot) > 1:
            inside = [link for link in links if link.tail in knot and link.head in knot]
            yield from _circles(subject, inside)


def _circles(subject: Subject, links: list[Link]) -> Iterator[Diagnostic]:
    """The circles among links that hang together."""
    stack, tries = [links], 0
    seen: set[frozenset[Link]] = set()
    while stack and tries < _TRIES:
        tries += 1
        left = stack.pop()
        circle = negative_circle(left)
        if circle is None:
            continue
        ruled = [link for link in circle if link.duty is not None]
        key = frozenset(ruled)
        report = _judged(subject, ruled) if key not in seen and _of_interest(subject, ruled) else None
        seen.add(key)
        if report is not None:
            yield report
            stack.append([link for link in left if link not in key])
        else:  # another circle lacks one of these links
            stack += [[link for link in left if link is not without] for without in ruled]


def negative_circle(links: Sequence[Link]) -> list[Link] | None:
    """A circle of links whose days sum up to less than 0, in order; None if there is none (Bellman and Ford: as long as
    distances shrink, sooner or later the links by which they did form a circle)."""
    distance = dict.fromkeys((node for link in links for node in (link.tail, link.head)), 0)
    by: dict[Node, Link] = {}
    while True:
        changed = False
        for link in links:
            if distance[link.tail] + link.weight < distance[link.head]:
                distance[link.head] = distance[link.tail] + link.weight
                by[link.head] = link
                changed = True
        if not changed:
            return None
        circle = _closed(by)
        if circle is not None:
            return circle


def _closed(by: dict[Node, Link]) -> list[Link] | None:
    """A circle among the links by which each node was reached last."""
    done: set[Node] = set()
    for start in by:
        path: dict[Node, Link] = {}
        node = start
        while node in by and node not in done and node not in path:
            path[node] = by[node]
            node = by[node].tail
        if node in path:
            circle = [path[node]]
            while circle[-1].tail != node:
                circle.append(path[circle[-1].tail])
            return circle[::-1]
        done.update(path)
    return None


def _of_interest(subject: Subject, ruled: Sequence[Link]) -> bool:
    """Whether it concerns an own rule and is not what L001 (mere order) or L003 (one length) says already."""
    duties = [link.duty for link in ruled if link.duty]
    if not any(subject.is_own(d.rule.span) for d in duties):
        return False
    if all(link.precedence for link in ruled):
        return False
    return not all(isinstance(d.req, Lasts) for d in duties)


def _judged(subject: Subject, ruled: Sequence[Link]) -> Diagnostic | None:
    duties = [link.duty for link in ruled if link.duty]
    world = at_once(subject, list(dict.fromkeys(duties)))
    if world is None:
        return None
    return _report(subject, ruled, _kind(subject, ruled, duties, world))


Kind = Literal["impossible", "endless", "repeated"]


def _kind(subject: Subject, ruled: Sequence[Link], duties: Sequence[Duty], world: World) -> Kind:
    if len(set(duties)) == 1:
        return "impossible"
    if all(link.way != "backward" for link in ruled) and in_a_chain(subject, duties, world):
        return "impossible"
    if all(link.way != "forward" for link in ruled) and in_a_chain(subject, duties[::-1], world):
        return "endless"
    return "repeated"


_OPENING = {
    "impossible": Text("这些期限排不出合法的时间表", "no timetable keeps all of these times"),
    "endless": Text(
        "照这些要求永远做不完:每做一步,后面都还要再做一步",
        "these demands never end: each step calls for a further one after it",
    ),
    "repeated": Text(
        "这些要求只有把某个步骤做不止一次才都守得住",
        "these demands can only all be kept if some step is done more than once",
    ),
}


def _report(subject: Subject, ruled: Sequence[Link], kind: Kind) -> Diagnostic:
    own = next(i for i, x in enumerate(ruled) if x.duty and subject.is_own(x.duty.rule.span))
    order = [*ruled[own:], *ruled[:own]]
    need = -sum(link.days for link in order if link.days < 0)
    room = sum(link.days for link in order if link.days > 0)
    steps = join([_said(subject, link) for link in order], ";", "; ")
    message = _OPENING[kind] + Text(f":{steps.zh}", f": {steps.en}")
    if kind != "endless" and need:
        message += Text(
            f"。至少要 {need} 天,只容 {room} 天,差 {need - room} 天",
            f". At least {need} days are needed, {room} allowed: {need - room} too few",
        )
    labels: list[Place] = [(link.duty.rule.span, _said(subject, link)) for link in order[1:] if link.duty]
    first = order[0].duty
    assert first is not None
    return finding("L002", _severity(kind, need), message, first.rule.span, _once(labels, first))


def _severity(kind: Kind, need: int) -> Severity:
    """A step sent back and done again is ordinary; so where only the order asks for it, it is no more than a hint."""
    if kind == "impossible":
        return "error"
    return "note" if kind == "repeated" and not need else "warning"


def _once(labels: list[Place], first: Duty) -> list[Place]:
    return [label for label in dict.fromkeys(labels) if label[0] != first.rule.span]


def _said(subject: Subject, link: Link) -> Text:
    """A link in words: from where to where, how long, by which rule."""
    assert link.duty is not None
    earlier, later = (link.head, link.tail) if link.low else (link.tail, link.head)
    a, b = _point(subject, earlier), _point(subject, later)
    name = rule_name(link.duty.rule)
    if link.length is None:
        return Text(f"{a.zh}在{b.zh}之前({name.zh})", f"{a.en} before {b.en} ({name.en})")
    length = quantity(link.length.n, link.length.unit)
    days = abs(link.days)
    sign = Text("至少", "at least") if link.low else Text("至多", "at most")
    counted = plain("") if link.length.unit == "day" else Text(f"(即{sign.zh} {days} 天)", f" ({days} days)")
    return Text(
        f"{a.zh}到{b.zh}{sign.zh} {length.zh}{counted.zh}({name.zh})",
        f"from {a.en} to {b.en} {sign.en} {length.en}{counted.en} ({name.en})",
    )


def _point(subject: Subject, node: Node) -> Text:
    step, point = node
    if node == BEGINNING:
        return Text("程序开始", "the start of the procedure")
    vocabulary = subject.program.vocabulary
    if not step:
        return vocabulary.words(point)
    name, declared = vocabulary.words(step), vocabulary.steps.get(step)
    if declared is not None and not declared.interval and point in ("start", "end"):
        return name
    edge = {"start": Text("开始", "start of "), "end": Text("结束", "end of ")}.get(point)
    if edge is not None:
        return Text(name.zh + edge.zh, edge.en + name.en)
    return Text(f"{name.zh}的{point}", f"{point} of {name.en}")
