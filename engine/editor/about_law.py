"""What an editor tells about a norm and a place in it: title, number, when it is in force, whether the place exists."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import numbered
from guiju.engine.editor.library import Library
from guiju.engine.editor.markdown import bold, bullets, escaped, labelled, paragraphs
from guiju.engine.norms.norm_entry import NormEntry, article_key
from guiju.engine.norms.norm_index import load_index
from guiju.engine.report.words.citation import cite, cite_all, norm_title
from guiju.engine.semantics.program import Citation
from guiju.engine.syntax import tree as t


def cited(library: Library, citations: Iterable[Citation]) -> Text | None:
    """Citations with the titles of their norms; None if there are none."""
    listed = tuple(citations)
    return labelled("依据", "basis", escaped(cite_all(listed, library.program.norms))) if listed else None


def about_norm(library: Library, key: str) -> Text:
    """Title, number, rank and days in force."""
    norm = library.program.norms.get(key)
    if norm is None:
        entry = load_index().get(key)
        return paragraphs([bold(plain(entry.title if entry else key))])
    days = Text(f"{norm.in_force or '?'} 起", f"from {norm.in_force or '?'}")
    if norm.until is not None:
        days += Text(f",{norm.until} 起失效", f", no longer from {norm.until}")
    checked = None
    if not norm.indexed:
        checked = Text("手头没有文本,条款不能核对", "no text at hand: its articles cannot be checked")
    return paragraphs(
        [
            bold(norm_title(key, library.program.norms)),
            labelled("文号", "number", escaped(plain(norm.number))) if norm.number else None,
            labelled("位阶", "rank", escaped(plain(norm.rank))) if norm.rank else None,
            labelled("施行", "in force", days),
            escaped(norm.note) if norm.note else None,
            checked,
        ]
    )


def about_citation(library: Library, written: t.Cite) -> Text:
    """A citation: the place in words, whether it exists and of how many parts it is, and its norm."""
    key = written.norm.text
    citation = Citation(
        key,
        written.article,
        written.paragraph,
        written.item,
        written.sentence,
        suffix=written.suffix,
        through=written.through,
    )
    place = escaped(cite(citation, library.program.norms))
    return paragraphs([place, _existing(citation), about_norm(library, key)])


def shape_of(entry: NormEntry, article: int, suffix: int = 0) -> Text | None:
    """Of how many paragraphs and items an article is; None if there is no such article."""
    provision = entry.articles.get(article_key(article, suffix))
    if provision is None:
        return None
    count = len(provision.paragraphs)
    whole = Text(f"共{count}款", f"{count} paragraph" + "s" * (count > 1))
    rows = [
        Text(
            f"{numbered('citation', 'paragraph', n).zh}:{items} 项",
            f"{numbered('citation', 'paragraph', n).en}: {items} items",
        )
        for n, items in enumerate(provision.paragraphs, 1)
        if items
    ]
    listed = bullets(rows)
    return Text(f"{whole.zh}\n\n{listed.zh}", f"{whole.en}\n\n{listed.en}") if listed else whole


def _existing(citation: Citation) -> Text | None:
    index = load_index()
    entry = index.get(citation.norm)
    if citation.article is None or entry is None or not index.checkable(citation.norm, citation.article):
        return None
    places = (citation.article, citation.paragraph, citation.item, citation.sentence)
    missing = index.check(citation.norm, *places, suffix=citation.suffix)
    return missing if missing is not None else shape_of(entry, citation.article, citation.suffix)
