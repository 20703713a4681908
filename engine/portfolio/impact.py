"""What rests on a norm: which documents feel it if it is amended or repealed, and by which of their words.

In: the citation graph, the name of its node, the change. Out: an `Impact`. A document rests on a norm

- directly: it names it as its basis, cites a provision of it, or speaks of it as a whole;
- through something else: it rests on a document or a norm that rests on it. From norm to norm, and from a document to
  a norm in between, only what is named as a basis counts: nearly all documents cite nearly all great laws.

If provisions are given, a document that names only others of that norm is left out of what is affected, and told apart.
A document that only ends the norm is not affected either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal

from guiju.engine.document.numbers import Ordinal
from guiju.engine.norms.lookup import KnownNorm
from guiju.engine.portfolio.citation_graph import CitationGraph, DocumentNode, Node, NormNode
from guiju.engine.portfolio.citing_document import Mention
from msgspec import Struct

Way = Literal["basis", "provision", "mention", "through"]
"""The strongest of the ways in which a document rests on the norm, in this order."""

Kind = Literal["repealed", "amended", "ended", "open"]
"""`ended`: the catalogue says that it is no longer in force; `open`: in force, nothing is said to happen to it."""


class Change(Struct, frozen=True):
    """`day` is that of the change, None for `open`; `articles` those that change, none for all of it."""

    kind: Kind
    day: date | None = None
    articles: tuple[Ordinal, ...] = ()


class Affected(Struct, frozen=True):
    """A document that rests on the norm. `mentions` are its words about it, or (`through`) about the first text of
    `path`, the titles of what lies between. `standing` are the titles of its other bases that are in force on the day of
    looking, `unlisted` those of which the catalogue knows nothing; `over` says that it is itself out of force on the day
    of the change, or of looking."""

    node: DocumentNode
    way: Way
    mentions: tuple[Mention, ...]
    path: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    over: bool = False
    unlisted: tuple[str, ...] = ()


class Resting(Struct, frozen=True):
    """A norm of the catalogue that rests on the norm, through those of `path`."""

    node: NormNode
    path: tuple[str, ...] = ()


class Impact(Struct, frozen=True):
    """`affected` in the order of the ways, then of the documents; `elsewhere` cite other provisions of the norm only;
    `ending` only end it. `successor` is what takes its place, as far as the catalogue knows."""

    target: Node
    change: Change
    on: date
    looked: int
    affected: tuple[Affected, ...]
    norms: tuple[Resting, ...]
    elsewhere: tuple[DocumentNode, ...]
    ending: tuple[DocumentNode, ...]
    successor: KnownNorm | None


def impact(graph: CitationGraph, target: str, change: Change) -> Impact:
    """What rests on the node `target`. An `open` change of a norm that the catalogue knows to have ended is that."""
    node = graph[target]
    if change.kind == "open" and isinstance(node, NormNode) and node.found.state in ("lapsed", "replaced"):
        change = Change("ended", node.found.since, change.articles)
    return _Search(graph, target, change).result()


class _Search:
    def __init__(self, graph: CitationGraph, target: str, change: Change) -> None:
        self._graph = graph
        self._target = target
        self._change = change
        self._day = max(change.day or graph.on, graph.on)
        self._citing = {name: node for name, node in graph.documents() if graph.graph.has_edge(name, target)}

    def result(self) -> Impact:
        direct = self._direct()
        affected = sorted(direct.values(), key=lambda each: _WAYS.index(each.way))
        resting: list[Resting] = []
        for name, path in self._through(direct).items():
            node, titles = self._graph[name], tuple(self._graph[step].title for step in path)
            if isinstance(node, NormNode):
                resting.append(Resting(node, titles))
            elif name not in direct:
                mentions = _speaking(self._graph.mentions(name, path[0]))
                affected.append(self._affected(name, node, "through", mentions, titles))
        own = {name: self._own(name) for name in self._citing}
        return Impact(
            self._graph[self._target],
            self._change,
            self._graph.on,
            sum(1 for _ in self._graph.documents()),
            tuple(affected),
            tuple(sorted(resting, key=lambda each: (len(each.path), each.node.title))),
            tuple(self._citing[name] for name, said in own.items() if said and name not in direct),
            tuple(self._citing[name] for name, said in own.items() if not said),
            self._successor(),
        )

    def _own(self, name: str) -> tuple[Mention, ...]:
        return _speaking(self._graph.mentions(name, self._target))

    def _direct(self) -> dict[str, Affected]:
        found: dict[str, Affected] = {}
        for name, node in self._citing.items():
            touching = tuple(m for m in self._own(name) if _names(m, self._change.articles))
            if touching:
                found[name] = self._affected(name, node, _way(touching), touching)
        return found

    def _affected(
        self,
        name: str,
        node: DocumentNode,
        way: Way,
        mentions: tuple[Mention, ...],
        path: tuple[str, ...] = (),
    ) -> Affected:
        last = node.document.last
        over = node.state in ("expired", "repealed") or (last is not None and last < self._day)
        others = list(self._other_bases(name))
        standing = tuple(title for title, state in others if state == "in force")
        unlisted = tuple(title for title, state in others if state == _UNLISTED)
        return Affected(node, way, mentions, path, standing, over, unlisted)

    def _other_bases(self, name: str) -> Iterator[tuple[str, str]]:
        """Their titles, and how they stand on the day."""
        for basis in self._graph.graph.successors(name):
            node = self._graph[basis]
            if basis != self._target and any(m.role == "basis" for m in self._graph.mentions(name, basis)):
                held = (
                    self._graph.book.holding(node.versions, self._day) if isinstance(node, NormNode) else node
                )
                yield node.title, held.state

    def _through(self, direct: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """All that rests on the norm, with the nodes that lie between, the shortest way first."""
        paths: dict[str, tuple[str, ...]] = {self._target: ()}
        ahead = deque([self._target])
        while ahead:
            at = ahead.popleft()
            between = (at, *paths[at]) if at != self._target else ()
            for name in self._graph.graph.predecessors(at):
                if name not in paths and (name in direct if self._named(name, at) else self._rests(name, at)):
                    paths[name] = between
                    ahead.append(name)
        del paths[self._target]
        return paths

    def _named(self, name: str, at: str) -> bool:
        """Whether it is a document that names the norm itself."""
        return at == self._target and name in self._citing

    def _rests(self, name: str, at: str) -> bool:
        relation = self._graph.relation(name, at)
        if relation != "cites":
            return relation == "based on"
        speaking = _speaking(self._graph.mentions(name, at))
        if isinstance(self._graph[at], NormNode):
            return any(mention.role == "basis" for mention in speaking)
        return bool(speaking)

    def _successor(self) -> KnownNorm | None:
        node = self._graph[self._target]
        if isinstance(node, DocumentNode) or not node.versions:
            return None
        return self._graph.book.in_place_of(node.versions[-1], self._day)


_UNLISTED = "unlisted"
_WAYS: tuple[Way, ...] = ("basis", "provision", "mention", "through")


def _speaking(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without those that only end the text."""
    return tuple(mention for mention in mentions if mention.role != "repealed")


def _names(mention: Mention, articles: tuple[Ordinal, ...]) -> bool:
    """Whether it means one of the articles: it names one, or none at all."""
    named = [place.article for place in mention.provisions if place.article is not None]
    return not articles or not named or any(article in articles for article in named)


def _way(mentions: tuple[Mention, ...]) -> Way:
    if any(mention.role == "basis" for mention in mentions):
        return "basis"
    return "provision" if any(mention.provisions for mention in mentions) else "mention"
