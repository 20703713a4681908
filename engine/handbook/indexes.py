"""The indexes of a page: from provisions, steps and facts to the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from guiju.engine.handbook.page_model import NamedTable, Piece
from guiju.engine.handbook.page_parts import Line, Page, line
from guiju.engine.handbook.tables import named_table
from guiju.engine.handbook.walk import Item, facts_of, steps_of
from guiju.engine.report.words.citation import norm_title, provision
from guiju.engine.semantics.citation_words import depth_of
from guiju.engine.semantics.program import Citation, Rule

Found = dict[str, list[Piece]]


def indexes(
    page: Page, items: Sequence[Item], steps: Sequence[str], facts: Sequence[str]
) -> tuple[NamedTable, ...]:
    """The three indexes over the items of a pack; steps and facts in the order given."""
    return (
        *_by_article(page, items),
        *_by_name(page, "by_step", "step", steps, steps_of, items),
        *_by_name(page, "by_fact", "fact", facts, facts_of, items),
    )


def _by_article(page: Page, items: Sequence[Item]) -> tuple[NamedTable, ...]:
    found: dict[tuple[int, ...], tuple[Citation, list[Piece]]] = {}
    norms = list(dict.fromkeys(c.norm for item in items for c in item.basis))
    for item in items:
        for c in dict.fromkeys(item.basis):
            key = (norms.index(c.norm), *depth_of(c))
            links = found.setdefault(key, (c, []))[1]
            links += [link for link in [_link(item, page)] if link not in links]
    rows: list[tuple[Line, ...]] = []
    norm = ""
    for _, (c, links) in sorted(found.items(), key=lambda entry: entry[0]):
        if c.norm != norm:
            norm = c.norm
            rows.append((line(page.said(norm_title(norm, page.program.norms))), ()))
        rows.append((line(page.said(provision(c)) or "–"), tuple(links)))
    return named_table(page, "by_article", ("provision", "rules"), rows)


def _by_name(
    page: Page,
    title: str,
    kind: Literal["step", "fact"],
    names: Sequence[str],
    of: Callable[[Item], Iterable[str]],
    items: Sequence[Item],
) -> tuple[NamedTable, ...]:
    found: Found = {name: [] for name in names}
    for item in items:
        for name in of(item):
            if name in found:
                found[name].append(_link(item, page))
    rows = [
        ((Piece(page.said(page.names.step(name)), page.anchors[kind, name]),), tuple(links))
        for name, links in found.items()
        if links
    ]
    return named_table(page, title, (kind, "rules"), rows)


def _link(item: Item, page: Page) -> Piece:
    """Where the item stands on the page: a rule by itself, anything else in its own part."""
    anchor = page.anchors["rule" if isinstance(item, Rule) else "other", item.id]
    return Piece(page.said(item.name.words), anchor)
