"""What is said of what a heuristic suspects: how sure it is, the question, the passage, and what a person found.

A suspicion is no breach, and no line here calls it one.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, Suspicion, Verdict
from guiju.engine.evaluate.suspected import idle_words
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.report.words.naming import behind, named, place, state_word
from guiju.engine.report.words.places import before_words
from guiju.engine.semantics.program import Rule, SeverityLevel, Suspected

SUSPECTED = word("state", "suspected")
_QUOTED = 160


def finding_word(finding: Finding) -> Text:
    """The word for the state of a finding; what waits for a person to look is suspected, and how surely."""
    if not waits(finding):
        return state_word(finding.state, finding.rule)
    assert finding.suspected is not None
    return behind(SUSPECTED, how_sure(finding.suspected))


def waits(finding: Finding) -> bool:
    """Whether the finding is a suspicion that nobody has looked at."""
    return finding.suspected is not None and finding.suspected.reviewed is None


def of_words(finding: Finding) -> bool:
    """Whether it is about what a document says, which is no fault of procedure."""
    about = finding.activation
    return finding.rule.suspected is not None or (about is not None and place_in_text(about) is not None)


def how_grave(severity: SeverityLevel, words: bool) -> Text:
    """What a breach is called: of what a document says, that it is to be put right."""
    return word("if_so" if words and severity == "breach" else "severity", severity)


def if_so(severity: SeverityLevel, words: bool) -> Text:
    """The same behind a comma: 如属实,应予改正; 如违反,属违反程序."""
    if words:
        return word("if_so", severity)
    named_so = word("severity", severity)
    return Text(f"属{named_so.zh}", named_so.en)


def grave_for(rule: Rule) -> Text:
    """`how_grave` of a rule by itself."""
    return how_grave(rule.severity, rule.suspected is not None)


def how_sure(suspicion: Suspicion) -> Text:
    sure = word("how_sure", suspicion.how_sure)
    return Text(f"把握{sure.zh}", f"{sure.en} confidence")


def suspicion_lines(finding: Finding) -> list[Text]:
    """The question, and the passage it is about."""
    if finding.suspected is None or finding.suspected.reviewed is not None:
        return []
    return [finding.suspected.question, *_passage(finding.suspected)]


def review_lines(finding: Finding) -> list[Text]:
    """What a person found of it, who, when and why, and the passage."""
    suspicion = finding.suspected
    if suspicion is None or suspicion.reviewed is None:
        return []
    return [_found(suspicion.reviewed), suspicion.question, *_passage(suspicion)]


def suspected_sentence(suspected: Suspected) -> Text:
    """What comes of what a heuristic finds."""
    sure, asked = word("how_sure", suspected.how_sure), suspected.question
    return Text(
        f"查到的不算违反,只是疑似(把握{sure.zh}),要由人核对:{asked.zh}",
        f"What it finds is no breach but only suspected ({sure.en} confidence), for a person to look at: {asked.en}",
    )


def review_notes(verdict: Verdict) -> Iterator[Text]:
    """The entries of 核对 that fit nothing, and why."""
    for idle in verdict.idle_reviews:
        entry, why = idle.entry, idle_words(idle)
        lead = Text(f"{entry.name.zh}:{why.zh}", f"{entry.name.en}: {why.en}")
        yield join([lead, _quoted(entry.quote), _found(entry)], ";", "; ")


def _passage(suspicion: Suspicion) -> Iterator[Text]:
    if suspicion.quote is None:
        return
    where, quote = suspicion.where, _quoted(suspicion.quote)
    line = before_words(where) + quote if where else quote
    words = join([plain(f"“{named(w)}”") for w in suspicion.words])
    yield behind(line, Text(f"用语:{words.zh}", f"words: {words.en}") if suspicion.words else words)


def _quoted(quote: str) -> Text:
    """The words, as far as there is room; what is cut off is at the end, so that they can be copied."""
    return plain(f"“{quote[:_QUOTED]}{'…' if len(quote) > _QUOTED else ''}”")


def _found(entry: ReviewedPassage) -> Text:
    who, why = named(entry.by), entry.reason
    so = Text("属实", "confirmed") if entry.confirmed else Text("不属实", "not so")
    line = Text(f"{who} {entry.on} 核对,{so.zh}:{why}", f"{so.en}, as {who} found on {entry.on}: {why}")
    return behind(line, place(entry.span))
