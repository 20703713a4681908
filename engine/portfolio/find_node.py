"""The node that a name given by a person means, and the names nearest to one that means none."""

from __future__ import annotations

from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.norms.titles import number_key, read_title, title_key
from guiju.engine.portfolio.citation_graph import CitationGraph, norm_name

_SUGGESTED = 3


def find_node(graph: CitationGraph, asked: str) -> str | None:
    """A document of the set, a norm of the catalogue, or a text that a document names; by title (in 《》 or not, short,
    with an edition), number or key. Documents first: a town asks about its own."""
    keys, number = read_title(asked).keys, number_key(asked)
    for name, node in graph.documents():
        own = {title_key(title) for title in node.document.titles}
        if own & set(keys) or (node.number and number_key(node.number) == number):
            return name
    book = graph.book
    norm = next(reversed(book.versions(asked, asked)), None) or book.by_key.get(asked.strip())
    if norm is not None:
        return norm_name(book, norm)
    unlisted = {name: node for name, node in graph.norms() if not node.versions}
    by_number = (name for name, node in unlisted.items() if node.number and number_key(node.number) == number)
    return next((f"unlisted {key}" for key in keys if f"unlisted {key}" in unlisted), next(by_number, None))


def nearest_names(graph: CitationGraph, asked: str) -> list[str]:
    """Up to three titles of the catalogue, of the documents and of what they name."""
    titles = dict.fromkeys(graph[name].title for name in graph.graph)
    by_key = {title_key(title): title for title in titles} | {name: name for name in graph.book.names}
    found = nearest(title_key(asked), by_key, _SUGGESTED)
    return list(dict.fromkeys(by_key[name] for name in found))
