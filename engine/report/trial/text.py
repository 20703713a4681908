"""A trial of rule packs for a terminal: each failed expectation as a difference, gaps, changes nobody noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.trial.words import (
    coverage_line,
    difference,
    example_title,
    examples_line,
    gaps_of,
    grounds,
    mutation_line,
    place,
)
from guiju.engine.trial.killing import Fate
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import Tried

_RULE = Text("规则", "rule")
_EXPECTED = Text("- 应为", "- expected")
_FOUND = Text("+ 得到", "+ found")
_WHY = Text("理由", "why")
_LABELS = (_RULE, _EXPECTED, _FOUND, _WHY)


def render_trial(trial: Trial, lang: Lang, width: int = 100) -> str:
    """The trial as lines of at most `width` columns; what is wrong comes first, the figures last."""
    lines: list[str] = []
    for tried in trial.failed:
        lines += [*_failure(trial, tried, lang, width), ""]
    if trial.coverage is not None:
        lines += [*_coverage(trial, lang, width), ""]
    if trial.mutation is not None:
        lines += [*_mutation(trial, trial.mutation, lang, width), ""]
    return "\n".join([*lines, *_figures(trial, lang, width)]) + "\n"


def _figures(trial: Trial, lang: Lang, width: int) -> Iterator[str]:
    yield from fill(examples_line(trial).in_lang(lang), width)
    if trial.coverage is not None:
        yield from fill(coverage_line(trial).in_lang(lang), width)
    if trial.mutation is not None:
        yield from fill(mutation_line(trial.mutation, trial.min_killed).in_lang(lang), width)


def _failure(trial: Trial, tried: Tried, lang: Lang, width: int) -> Iterator[str]:
    title = example_title(tried)
    line = Text(f"× {title.zh}不合预期 ─ ", f"× {title.en} does not come out ─ ").in_lang(lang)
    yield from fill(line + place(tried.example.span), width, rest="  ")
    expected, found = difference(tried)
    reasons = grounds(tried)
    rows = [
        (_RULE, _rule_name(trial, tried.rule)),
        (_EXPECTED, expected),
        (_FOUND, found),
        (_WHY, reasons[0]),
    ]
    label_width = max(columns(label.in_lang(lang)) for label in _LABELS) + 2
    for label, text in rows:
        yield from fill(text.in_lang(lang), width, "  " + pad(label.in_lang(lang), label_width))
    for text in reasons[1:]:
        yield from fill(text.in_lang(lang), width, " " * (label_width + 2))


def _rule_name(trial: Trial, rule: str) -> Text:
    found = next((r for r in trial.rules if r.id == rule), None)
    return found.name.text if found else Text(rule, rule)


def _coverage(trial: Trial, lang: Lang, width: int) -> Iterator[str]:
    gaps = [c for c in trial.coverage or () if c.gaps]
    if gaps:
        yield Text("没有案例的情形:", "kinds without an example:").in_lang(lang)
    for entry in gaps:
        name = entry.rule.name.text.in_lang(lang)
        missing = gaps_of(tuple(p.words for p in entry.gaps)).in_lang(lang)
        yield from fill(missing, width, f"  {name}  ", rest="      ")


def _mutation(trial: Trial, mutation: Mutation, lang: Lang, width: int) -> Iterator[str]:
    if mutation.surviving:
        yield Text("没有案例发觉的试改:", "changes that no example notices:").in_lang(lang)
        yield from _changes(trial, mutation.surviving, lang, width)
    if mutation.equivalent:
        yield Text("已声明没有差别的试改:", "changes declared to make no difference:").in_lang(lang)
        for fate in mutation.equivalent:
            yield from fill(fate.mutant.id, width, "  ")
            yield from fill(fate.mutant.text.in_lang(lang), width, "    ")
            reason = mutation.declared[fate.mutant.id].reason.in_lang(lang)
            yield from fill(reason, width, Text("    理由:", "    because: ").in_lang(lang), rest="      ")


def _changes(trial: Trial, fates: Iterable[Fate], lang: Lang, width: int) -> Iterator[str]:
    owner = ""
    for fate in fates:
        if fate.mutant.owner != owner:
            owner = fate.mutant.owner
            yield f"  {owner} ─ {place(_span(trial, owner))}"
        yield from fill(fate.mutant.text.in_lang(lang), width, "    ")
        yield from fill(f"[{fate.mutant.id}]", width, "      ")


def _span(trial: Trial, owner: str) -> Span | None:
    program = trial.program
    if program is None:
        return None
    spans = {s.id: s.span for s in program.scopes} | {c.id: c.span for c in program.counts}
    spans |= {w.name.zh: w.span for w in program.wordings.values()}
    spans |= {e.id: e.span for e in program.exceptions} | {r.id: r.span for r in program.rules}
    return spans.get(owner)
