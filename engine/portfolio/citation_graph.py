"""What rests on what: documents → norms → norms, as it stands on a day.

In: documents that cite, the catalogue of norms, a day. Out: a `CitationGraph` over all norms of the
catalogue, all texts that the documents name beside them, and the documents. All versions of a title are one
node: a citation without an edition means whichever holds.

Edges, each from what would feel a change to what changes:
- `cites`, from a document to a norm or to another document of the set, with the places (`mentions`);
- `based on`, from a norm to one that it names as its basis;
- `replaced by`, from a norm to its successor (the one edge along which nothing rests).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from guiju.engine.norms.lookup import NOT_LISTED, Found, KnownNorm, NormBook
from guiju.engine.norms.titles import number_key, read_title, title_key
from guiju.engine.portfolio.citing_document import Cites, CitingDocument, Mention
from msgspec import Struct

if TYPE_CHECKING:
    import networkx as nx

Relation = Literal["cites", "based on", "replaced by"]
DocumentState = Literal["in force", "not yet", "expired", "repealed", "unknown"]


class NormNode(Struct, frozen=True):
    """A norm of the catalogue with its versions, earliest first; or (`versions` empty) a text that a document names and
    the catalogue does not. `found` is how it stands on the day of the graph."""

    title: str
    number: str | None
    versions: tuple[KnownNorm, ...]
    found: Found


class DocumentNode(Struct, frozen=True):
    """A document on the day of the graph. `ended_by` is the title of the document of the set that ended it."""

    document: CitingDocument
    state: DocumentState
    ended_by: str | None = None

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def number(self) -> str | None:
        return self.document.number


Node = NormNode | DocumentNode


class CitationGraph:
    """`graph` has under `node` the value of each node, and under `relation` and `mentions` those of each edge."""

    def __init__(self, graph: nx.DiGraph[str], book: NormBook, on: date) -> None:
        self.graph = graph
        self.book = book
        self.on = on

    def __getitem__(self, name: str) -> Node:
        node: Node = self.graph.nodes[name]["node"]
        return node

    def documents(self) -> Iterator[tuple[str, DocumentNode]]:
        """In the order given."""
        for name in self.graph:
            node = self[name]
            if isinstance(node, DocumentNode):
                yield name, node

    def norms(self) -> Iterator[tuple[str, NormNode]]:
        for name in self.graph:
            node = self[name]
            if isinstance(node, NormNode):
                yield name, node

    def relation(self, source: str, target: str) -> Relation:
        found: Relation = self.graph.edges[source, target]["relation"]
        return found

    def mentions(self, source: str, target: str) -> tuple[Mention, ...]:
        found: tuple[Mention, ...] = self.graph.edges[source, target].get("mentions", ())
        return found


def citation_graph(documents: Sequence[CitingDocument], book: NormBook, on: date) -> CitationGraph:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    own = _Own(documents)
    for name, document in own.by_name.items():
        graph.add_node(name, node=DocumentNode(document, _state(document, on)))
    _add_catalogue(graph, book, on)
    for source, document in own.by_name.items():
        for cites in document.cites:
            target = own.meant(cites, source) or norm_name(book, cites.norm) or _unlisted(graph, cites)
            if graph.has_edge(source, target):
                graph.edges[source, target]["mentions"] += cites.mentions
            else:
                graph.add_edge(source, target, relation="cites", mentions=cites.mentions)
    _end_documents(graph, on)
    return CitationGraph(graph, book, on)


def norm_name(book: NormBook, norm: KnownNorm | None) -> str | None:
    """The name of the node of a norm, whatever its version; None for none."""
    return f"norm {book.same_title(norm)[-1].key}" if norm is not None else None


def unlisted_name(title: str | None, number: str | None) -> str:
    return f"unlisted {read_title(title).keys[0] if title and read_title(title).keys else number_key(number or '')}"


class _Own:
    """The documents of the set, by what they may be called in one another."""

    def __init__(self, documents: Sequence[CitingDocument]) -> None:
        self.by_name = {f"document {at}": document for at, document in enumerate(documents)}
        self._numbers: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        for name, document in self.by_name.items():
            if document.number:
                self._numbers.setdefault(number_key(document.number), name)
            for title in document.titles:
                self._titles.setdefault(title_key(title), name)

    def meant(self, cites: Cites, source: str) -> str | None:
        """The other document that is cited; None where it is none of these. Where both have a number, that decides."""
        by_number = self._numbers.get(number_key(cites.number)) if cites.number else None
        keys = read_title(cites.title).keys if cites.title else ()
        by_title = next((self._titles[key] for key in keys if key in self._titles), None)
        if by_number is None and by_title is not None and cites.number and self.by_name[by_title].number:
            return None
        found = by_number or by_title
        return found if found != source else None


def _add_catalogue(graph: nx.DiGraph[str], book: NormBook, on: date) -> None:
    groups: dict[str, tuple[KnownNorm, ...]] = {}
    for norm in book.by_key.values():
        versions = book.same_title(norm)
        groups[f"norm {versions[-1].key}"] = versions
    for name, versions in groups.items():
        last = versions[-1]
        graph.add_node(name, node=NormNode(last.title, last.number, versions, book.holding(versions, on)))
    for name, versions in groups.items():
        for version in versions:
            _link(graph, name, norm_name(book, book.by_key.get(version.successor or "")), "replaced by")
            for basis in version.based_on:
                _link(graph, name, norm_name(book, book.by_key.get(basis)), "based on")


def _link(graph: nx.DiGraph[str], source: str, target: str | None, relation: Relation) -> None:
    if target is not None and target != source and not graph.has_edge(source, target):
        graph.add_edge(source, target, relation=relation)


def _unlisted(graph: nx.DiGraph[str], cites: Cites) -> str:
    name = unlisted_name(cites.title, cites.number)
    if name not in graph:
        title = cites.title or cites.number or ""
        graph.add_node(name, node=NormNode(title, cites.number, (), NOT_LISTED))
    return name


def _state(document: CitingDocument, on: date) -> DocumentState:
    if document.last is not None and document.last < on:
        return "expired"
    begun = _begun(document)
    if begun is None:
        return "unknown"
    return "in force" if begun <= on else "not yet"


def _end_documents(graph: nx.DiGraph[str], on: date) -> None:
    """What a later document of the set says it ends, from when that one is in force."""
    for source, target, edge in graph.edges(data=True):
        by, ended = graph.nodes[source]["node"], graph.nodes[target]["node"]
        if not isinstance(by, DocumentNode) or not isinstance(ended, DocumentNode):
            continue
        begun, before = _begun(by.document), _begun(ended.document)
        is_later = begun is not None and begun <= on and (before is None or before <= begun)
        if is_later and any(mention.role == "repealed" for mention in edge["mentions"]):
            graph.nodes[target]["node"] = DocumentNode(ended.document, "repealed", by.title)


def _begun(document: CitingDocument) -> date | None:
    return document.first or document.made
