"""L022: citations whose article no longer reads as it did when the rules were written.

The index of norms keeps a digest of each article as it stood then; here it is held against texts of today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from guiju.engine.analysis.subject import finding
from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.law_text import article_form
from guiju.engine.norms.norm_entry import NormEntry, article_key
from guiju.engine.norms.norm_index import NormIndex
from guiju.engine.semantics.program import Citation, Program
from guiju.engine.semantics.walk import citations

CODE = "L022"
TITLE = Text("引用的条文已经不同", "a cited article that has changed")
_AGAIN = Text(
    "请对照现在的条文核对规则,再重新生成规范索引(guiju norms index)",
    "compare the rule with the text as it is now, then make the index of norms anew (guiju norms index)",
)


def drifted(
    program: Program, own: Collection[str], then: NormIndex, now: Mapping[str, NormEntry]
) -> list[Diagnostic]:
    """An error at each citation in the files `own` of an article that reads otherwise in `now`, or is gone; a note
    where the text of then is not at hand. Norms that `now` has no text of are not looked at (see `not_compared`)."""
    found: list[Diagnostic] = []
    for citation in dict.fromkeys(_citations(program)):
        if citation.span is not None and citation.span.file in own and citation.article is not None:
            was, is_now = then.get(citation.norm), now.get(citation.norm)
            if was is not None and is_now is not None:
                for one in _one_by_one(citation, was):
                    found += _compared(one, was, is_now)
    return by_place(found)


def not_compared(
    program: Program, own: Collection[str], then: NormIndex, now: Mapping[str, NormEntry]
) -> list[Diagnostic]:
    """A warning, at its first citation in the files `own`, for each norm of the index that `now` has no text of."""
    first: dict[str, Citation] = {}
    for citation in _citations(program):
        if citation.span is not None and citation.span.file in own and citation.article is not None:
            known = first.setdefault(citation.norm, citation)
            if known.span is not None and citation.span < known.span:
                first[citation.norm] = citation
    entries = ((citation, then.get(norm)) for norm, citation in first.items() if norm not in now)
    return by_place(_no_text(citation, entry) for citation, entry in entries if entry is not None)


def _no_text(citation: Citation, norm: NormEntry) -> Diagnostic:
    message = Text(
        f"目录里没有《{norm.title}》现在的文本,引用它的条文都没有比较",
        f"the folder has no text of {norm.title} as it is now; no article of it that is cited was compared",
    )
    hint = Text(
        "把它现在的文本(.md)放进目录,第一行写“# 标题”",
        "put its text as it is now (.md) into the folder, with '# title' as its first line",
    )
    return finding(CODE, "warning", message, citation.span, (), hint)


def _one_by_one(citation: Citation, was: NormEntry) -> Iterator[Citation]:
    """The articles of a range, each by itself."""
    if citation.through is None:
        yield citation
        return
    for key in was.articles or (article_key(citation.article or 0, citation.suffix),):
        article, _, suffix = key.partition("-")
        one = Citation(citation.norm, int(article), span=citation.span, suffix=int(suffix or 0))
        if citation.covers(one):
            yield one


def _compared(citation: Citation, was: NormEntry, is_now: NormEntry) -> Iterator[Diagnostic]:
    assert citation.article is not None
    place = article_form(citation.article, citation.suffix)
    key = article_key(citation.article, citation.suffix)
    before, after = was.articles.get(key), is_now.articles.get(key)
    title = Text(f"《{was.title}》{place.zh}", f"{place.en} of {was.title}")
    if before is None:
        if not was.articles:
            message = title + Text(":写规则时没有文本,无从比较", ": no text was at hand then to compare with")
            yield finding(CODE, "note", message, citation.span)
        return
    if after is None:
        message = title + Text(":现在的文本里没有这一条", ": the text of today has no such article")
        yield finding(CODE, "error", message, citation.span, hint=_AGAIN)
    elif after.digest != before.digest:
        message = title + Text(":条文与写规则时的不同", ": it no longer reads as when the rule was written")
        yield finding(CODE, "error", message, citation.span, hint=_AGAIN)


def _citations(program: Program) -> Iterator[Citation]:
    """The citations anywhere in a program."""
    whole = (tuple(program.packs.values()), tuple(program.params.values()))
    listed = (program.rules, program.exceptions, program.counts, program.scopes, program.not_checkable)
    return citations((*whole, *listed))
