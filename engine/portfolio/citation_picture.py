"""The citation graph as a picture: documents, the norms they name, and what took the place of those that ended.

Drawn are all documents; of the norms those that a document rests on or ends, those not in force, and what
stands in their place. Any other that is only spoken of is counted in its document, unless `whole`: else the
great laws, which everybody cites, hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph.picture import Box, CitedKind, CitingKind, Line, Link, Picture
from guiju.engine.graph.style import LINKS
from guiju.engine.graph.text_width import ems, printable, wrapped
from guiju.engine.norms.titles import STATE
from guiju.engine.portfolio.citation_graph import CitationGraph, DocumentNode, NormNode
from guiju.engine.portfolio.citing_document import Mention

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES = 2  # of a link; more are counted
_NAME_WIDTH = 9.0  # ems, as wide as a line of a name is drawn


def citation_picture(graph: CitationGraph, lang: Lang, *, whole: bool = False) -> Picture:
    names = list(dict.fromkeys(_drawn(graph, whole)))
    place = {name: number for number, name in enumerate(names)}
    boxes = tuple(_box(graph, name, place, lang) for name in names)
    links = tuple(
        Link(place[source], place[target], kind, label)
        for source, target in graph.graph.edges
        if source in place and target in place
        for kind, label in _links(graph, source, target, lang)
    )
    return Picture(boxes, links)


def _drawn(graph: CitationGraph, whole: bool) -> Iterator[str]:
    documents = [name for name, _ in graph.documents()]
    yield from documents
    for name in documents:
        for cited in graph.graph.successors(name):
            node = graph[cited]
            if whole or not isinstance(node, NormNode) or _tells(node, graph.mentions(name, cited)):
                yield cited
                yield from _heirs(graph, cited)


def _tells(node: NormNode, mentions: Iterable[Mention]) -> bool:
    """Whether the norm is more than one that is spoken of."""
    ended = node.found.state in ("lapsed", "replaced", "not yet")
    return ended or any(mention.role != "mention" for mention in mentions)


def _heirs(graph: CitationGraph, name: str) -> Iterator[str]:
    """What took the place of a norm that ended, one after the other."""
    seen = {name}
    node = graph[name]
    while isinstance(node, NormNode) and node.found.state == "replaced":
        following = (n for n in graph.graph.successors(name) if graph.relation(name, n) == "replaced by")
        name = next(following, name)
        if name in seen:
            return
        seen.add(name)
        yield name
        node = graph[name]


def _links(graph: CitationGraph, source: str, target: str, lang: Lang) -> Iterator[tuple[CitingKind, str]]:
    relation = graph.relation(source, target)
    if relation == "based on":
        yield "basis", ""
    elif relation == "replaced by":
        yield "replaced", LINKS["replaced"].legend.in_lang(lang)
    else:
        mentions = graph.mentions(source, target)
        roles = {mention.role for mention in mentions}
        if roles & {"basis", "mention"}:
            yield ("basis" if "basis" in roles else "cites"), _places(mentions, lang)
        else:
            yield "repeals", LINKS["repeals"].legend.in_lang(lang)


def _places(mentions: Iterable[Mention], lang: Lang) -> str:
    found = list(dict.fromkeys(mention.where for mention in mentions if mention.role != "repealed"))
    shown = "、".join(printable(where) for where in found[:_PLACES])
    more = len(found) - _PLACES
    return shown if more <= 0 else shown + Text(f"等 {len(found)} 处", f" and {more} more").in_lang(lang)


def _box(graph: CitationGraph, name: str, drawn: Mapping[str, int], lang: Lang) -> Box:
    node = graph[name]
    if isinstance(node, DocumentNode):
        left = sum(cited not in drawn for cited in graph.graph.successors(name))
        return Box(name, _document_kind(node), tuple(_document_lines(node, left, lang)))
    return Box(name, _norm_kind(node), tuple(_norm_lines(node, lang)))


def _document_kind(node: DocumentNode) -> CitedKind:
    return "document_over" if node.state in ("expired", "repealed") else "document"


def _document_lines(node: DocumentNode, left: int, lang: Lang) -> Iterator[Line]:
    yield from _name(node.title)
    if node.number:
        yield Line(printable(node.number), "note")
    last = node.document.last
    if node.state == "expired":
        yield Line(Text(f"{last} 届满", f"expired {last}").in_lang(lang), "mark")
    elif node.state == "repealed":
        yield Line(Text("已废止", "repealed").in_lang(lang), "mark")
    elif last is not None:
        yield Line(Text(f"有效至 {last}", f"until {last}").in_lang(lang), "date")
    if left:
        yield Line(Text(f"另提到 {left} 件", f"speaks of {left} more").in_lang(lang), "note")


def _name(title: str, struck: bool = False) -> Iterator[Line]:
    """In lines of about one length, so that no character is left alone on the last; without the name of the state."""
    shown = printable(title.removeprefix(STATE))
    count = ceil(ems(shown) / _NAME_WIDTH)
    for piece in wrapped(shown, max(ceil(ems(shown) / count), 1.0) if count else _NAME_WIDTH):
        yield Line(piece, "name", struck)


def _norm_kind(node: NormNode) -> CitedKind:
    state = node.found.state
    return (
        "norm_over" if state in ("lapsed", "replaced") else "norm" if state == "in force" else "norm_unknown"
    )


def _norm_lines(node: NormNode, lang: Lang) -> Iterator[Line]:
    ended = node.found.state in ("lapsed", "replaced")
    yield from _name(node.title, struck=ended)
    if node.number:
        yield Line(printable(node.number), "note")
    since = node.found.since
    if ended:
        word = Text("不再施行", "no longer in force")
        mark = Text(f"{since} 起{word.zh}", f"{word.en} from {since}") if since else word
        yield Line(mark.in_lang(lang), "mark")
    elif node.found.state == "not yet":
        yield Line(Text(f"{since} 起施行", f"in force from {since}").in_lang(lang), "mark")
