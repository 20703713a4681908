"""A rule as a block of a page: its sentence, where it comes from, what lifts it, what follows if it is broken."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.handbook.example_blocks import examples_of
from guiju.engine.handbook.flow import flow_of
from guiju.engine.handbook.other_blocks import exception_block
from guiju.engine.handbook.page_model import Badge, Labelled, OtherBlock, RuleBlock, Table
from guiju.engine.handbook.page_parts import Page, cited, labelled, line, place
from guiju.engine.handbook.page_words import HEADS
from guiju.engine.handbook.scene import shown_text
from guiju.engine.handbook.sentences import (
    condition_words,
    or_else_sentences,
    rule_sentence,
    sentences_of,
    version_choice,
    version_words,
)
from guiju.engine.handbook.sentences_others import delegates_sentence, not_waivable_sentence
from guiju.engine.report.words.suspicion import grave_for, suspected_sentence
from guiju.engine.semantics.program import Rule, Version

_DEFAULT = Text("默认", "default")


def rule_block(rule: Rule, page: Page) -> RuleBlock:
    """Everything a page says about a rule."""
    return RuleBlock(
        page.anchors["rule", rule.id],
        shown_text(rule.name.words),
        tuple(_badges(rule, page)),
        _leading_sentence(rule, page),
        tuple(_parts(rule, page)),
        flow_of(rule, page.program, page.lang),
        _versions(rule, page),
        _readings(rule, page),
        tuple(_exceptions(rule, page)),
        tuple(_broken(rule, page)),
        examples_of(rule, page),
    )


def _badges(rule: Rule, page: Page) -> list[Badge]:
    out = [Badge("modality", word("modality", rule.modality).in_lang(page.lang))]
    if rule.modality != "may":
        out.append(Badge(rule.severity, grave_for(rule).in_lang(page.lang)))
    if rule.strength != "explicit":
        out.append(Badge("strength", word("strength", rule.strength).in_lang(page.lang)))
    return out


def _leading_sentence(rule: Rule, page: Page) -> Text:
    """The sentence of the latest version under the default reading: tables below have the others."""
    spoken = sentences_of(rule, page.program)
    return spoken[-1].readings[0].sentence if spoken else rule_sentence(rule, page.program)


def _parts(rule: Rule, page: Page) -> list[Labelled]:
    in_force = _in_force(rule.versions[0], page) if len(rule.versions) == 1 else None
    delegated = delegates_sentence(rule.delegates, page.program) if rule.delegates else None
    return [
        *labelled(page, "basis", cited(page, rule.basis)),
        *labelled(page, "gist", rule.gist),
        *labelled(page, "when", condition_words(rule, page.program)),
        *labelled(page, "in_force", in_force),
        *labelled(page, "version", version_choice(rule, page.program)),
        *labelled(page, "delegates", delegated),
        *labelled(
            page, "suspected", suspected_sentence(rule.suspected) if rule.suspected is not None else None
        ),
        *labelled(page, "sorted_as", rule.category),
        *labelled(page, "waiver", not_waivable_sentence() if rule.not_waivable is not None else None),
        *labelled(page, "note", rule.note),
        *labelled(page, "row", rule.row),
        *labelled(page, "place", place(rule.span)),
    ]


def _in_force(version: Version, page: Page) -> Text | None:
    return version_words(version) if version.start or version.until else None


def _broken(rule: Rule, page: Page) -> list[Labelled]:
    redo = page.names.step(rule.redo) if rule.redo else None
    return [
        *labelled(page, "cure", rule.cure),
        *labelled(page, "redo", redo),
        *labelled(page, "otherwise", *or_else_sentences(rule, page.program)),
        *labelled(page, "liability", cited(page, rule.liability)),
    ]


def _versions(rule: Rule, page: Page) -> Table | None:
    """Each version with its sentence, if there are several."""
    if len(rule.versions) < 2:
        return None
    heads = tuple(HEADS[h].in_lang(page.lang) for h in ("when", "says"))
    rows = tuple(
        (line(page.said(v.when)), line(page.said(v.readings[0].sentence)))
        for v in sentences_of(rule, page.program)
    )
    return Table(heads, rows)


def _readings(rule: Rule, page: Page) -> Table | None:
    """Each reading with its sentence and its source, if a version has several."""
    spoken = [v for v in sentences_of(rule, page.program) if len(v.readings) > 1]
    if not spoken:
        return None
    several = len(rule.versions) > 1
    heads = tuple(HEADS[h].in_lang(page.lang) for h in ("reading", "says", "source"))
    rows = []
    for version in spoken:
        for said in version.readings:
            reading = said.reading
            name = page.said(shown_text(reading.name.words))
            marks = [page.said(_DEFAULT)] * reading.default + [page.said(version.when)] * several
            label = f"{name}({', '.join(marks)})" if marks else name
            gist = [line(page.said(reading.gist))[0]] if reading.gist else []
            source = [line(cited(page, reading.basis))[0]] if reading.basis else []
            rows.append((line(label), line(page.said(said.sentence)), (*gist, *source)))
    return Table(heads, tuple(rows))


def _exceptions(rule: Rule, page: Page) -> list[OtherBlock]:
    """What lifts the rule, each followed by what lifts that."""
    out: list[OtherBlock] = []
    waiting, seen = [rule.id], {rule.id}
    while waiting:
        target = waiting.pop(0)
        for exception in page.program.exceptions:
            if target in exception.targets and exception.id not in seen:
                seen.add(exception.id)
                waiting.append(exception.id)
                out.append(exception_block(exception, page))
    return out
