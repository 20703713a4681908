"""Which conclusion an opinion proposes. It only proposes: whoever signs the opinion decides.

What is beyond the powers or made by the wrong organ as a whole is 不合法; so is a text of which next to nothing of
substance is left without the articles that break a rule (`mainly` in `rules/opinion/heads.toml`). Breaches of single
articles, which can be struck out, are 应予修改, those of procedure alone 程序应予补正. Nothing is called lawful, not
even in the main, while something is open or suspected. A hint (提示) changes nothing. That somebody signed for a breach
does not make it lawful, so it counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.portfolio.substance import announces, article_of, in_order, of_substance
from guiju.engine.report.opinion.heads import Conclusion, heads
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.words.suspicion import waits
from msgspec import Struct
from msgspec.structs import replace

_BROKEN = (State.VIOLATED, State.DOOMED)


class Proposal(Struct, frozen=True):
    """`broken` are the breaches and flaws it rests on, `of_whole` those among them that are about the whole under a head
    where this is unlawful, `of_procedure` those of how it was made. `articles` are the articles with a breach, of `every`
    one that gives rights or lays duties on. `open` is what hangs on a fact that is not stated, `suspected` what a person
    has to look at; `hints`: something is violated that is no more than a hint."""

    conclusion: Conclusion
    broken: tuple[Finding, ...]
    of_whole: tuple[Finding, ...]
    of_procedure: tuple[Finding, ...]
    articles: tuple[str, ...]
    every: tuple[str, ...]
    open: tuple[Finding, ...]
    suspected: tuple[Finding, ...]
    hints: bool = False


def proposal(opinion: Opinion) -> Proposal:
    every = [(f, v is opinion.of_text) for v in opinion.verdicts() for f in v.findings]
    headed = [(f, heads().of(f, of_text=t)) for f, t in every if f.state in _BROKEN and f.severity != "hint"]
    breaches = [(f, head) for f, head in headed if f.severity == "breach"]
    of_whole = tuple(f for f, head in breaches if head in heads().whole and article_of(f.activation) is None)
    articles, substance = _articles([f for f, _ in breaches], opinion)
    unknown = [f for f, _ in every if f.state is State.UNKNOWN]
    made = Proposal(
        "open",
        tuple(f for f, _ in headed),
        of_whole,
        tuple(f for f, head in headed if head == "procedure"),
        articles,
        substance,
        tuple(f for f in unknown if not waits(f)),
        tuple(f for f in unknown if waits(f)),
        any(f.state in _BROKEN and f.severity == "hint" for f, _ in every),
    )
    judged = any(f.state is not State.NOT_APPLICABLE for f, _ in every)
    left_out = any(v.not_judged for v in opinion.verdicts())
    settled = judged and not left_out and not unknown and not opinion.unread
    return replace(made, conclusion=_concluded(made, bool(breaches), settled))


def _concluded(made: Proposal, breaches: bool, settled: bool) -> Conclusion:
    """`breaches`: some of what is broken is more than a flaw; `settled`: nothing is left open."""
    if made.of_whole or heads().mainly.reached(len(made.articles), len(made.every)):
        return "unlawful"
    if made.broken and (breaches or not settled):
        return "redo" if len(made.of_procedure) == len(made.broken) else "amend"
    if not settled:
        return "open"
    return "mostly" if made.broken else "lawful"


def _articles(breaches: Sequence[Finding], opinion: Opinion) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The articles of the text with a breach, and all of substance with them."""
    records = opinion.of_text.case.records if opinion.of_text is not None else ()
    substance = of_substance(records)
    bodies = (f.activation for f in breaches if not announces(f.activation))
    hit = in_order((a for record in bodies if (a := article_of(record)) is not None), substance)
    return hit, tuple(dict.fromkeys((*substance, *hit)))
