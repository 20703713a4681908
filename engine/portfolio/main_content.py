"""Whether the main content of a document is hit: next to all of its articles that give rights or lay duties on have
something that is to be taken out, so that an amendment would leave nothing to be applied.

In: the reasons found in its text, and its articles of substance (substance.py). Out: one reason with the cause 主要内容,
or none. The causes that count and the share are data (`mainly` in `rules/review/decision.yaml`). It is firm where each of
the articles has a firm reason, so a person has confirmed every one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.portfolio.model import Reason
from guiju.engine.portfolio.substance import announces, article_of, in_order
from guiju.engine.portfolio.table import MAINLY, Table

_COUNTED = ("high", "medium")
_QUESTION = Text(
    "逐条核对以后,除去这些条款还有没有可以单独施行的内容?没有的废止,有的修改",
    "Once each is looked at: does anything remain without them that can be applied by itself? If not repeal it, else "
    "amend it",
)
_CURE = Text(
    "废止;还需要的,按上位法重新制定",
    "Repeal it; if it is still needed, make it anew in line with higher norms",
)


def main_content(table: Table, substance: Sequence[str], reasons: Sequence[Reason]) -> Iterator[Reason]:
    """`reasons` are those of the text alone."""
    hit: dict[str, list[Reason]] = {}
    for reason in reasons:
        record = reason.finding.activation if reason.finding is not None else None
        article = article_of(record) if not announces(record) else None
        if article is not None and reason.cause in table.mainly.causes and _counts(reason):
            hit.setdefault(article, []).append(reason)
    every = tuple(dict.fromkeys((*substance, *hit)))
    if table.mainly.share.reached(len(hit), len(every)):
        yield _reason(table, hit, every)


def _counts(reason: Reason) -> bool:
    return reason.firm or reason.sure in _COUNTED


def _reason(table: Table, hit: Mapping[str, Sequence[Reason]], every: Sequence[str]) -> Reason:
    firm = all(any(r.firm for r in found) for found in hit.values())
    causes = join(list(dict.fromkeys(table.cause(r.cause) for found in hit.values() for r in found)))
    left = [article for article in every if article not in hit]
    where, rest = _places(in_order(hit, every)), _places(left)
    message = Text(
        f"有权利义务内容的 {len(every)} 条里,{len(hit)} 条有问题({where.zh};{causes.zh})",
        f"{len(hit)} of the {len(every)} articles that give rights or lay duties on have something to be taken out "
        f"({where.en}; {causes.en})",
    )
    if left:
        message += Text(f",其余是{rest.zh}", f"; left are {rest.en}")
    return Reason(
        MAINLY,
        message,
        firm=firm,
        sure=None if firm else "medium",
        question=None if firm else _QUESTION,
        cure=_CURE,
        whole=True,
    )


def _places(articles: Sequence[str]) -> Text:
    told = [place_words(article) for article in articles]
    return join([Text(t.zh.rstrip("、"), t.en) for t in told])
