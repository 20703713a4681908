"""What heuristics find is a suspicion, not a breach (docs/semantics.md, 疑似).

In: findings as they were judged. Out: those of a heuristic that are violated (or doomed) turned into a question to a
person; or, where the case says what a person found, into what that person found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guiju.engine.case.model import Record
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Answer, Finding, IdleReview, State, Suspicion, Verdict
from guiju.engine.evaluate.text_units import AROUND
from guiju.engine.semantics.core import FieldRef, Matches
from guiju.engine.semantics.program import Rule, Suspected
from guiju.engine.semantics.vocabulary import TEXT_PLACE, TEXT_WORDS
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace

_QUOTES = str.maketrans("“”", '""')
FOUND = frozenset({State.VIOLATED, State.DOOMED})
"""The states in which a heuristic has found something."""


def with_suspicions(verdict: Verdict) -> Verdict:
    """The verdict in which no heuristic says violated of itself, with the entries of 核对 that fit nothing."""
    heuristics = [f for f in verdict.findings if f.rule.suspected is not None]
    if not heuristics and not verdict.case.reviewed:
        return verdict
    known = [r for r in verdict.case.reviewed if r.on <= verdict.on]
    wordings = {rule.id: _looked_for(rule) for rule in {f.rule.id: f.rule for f in heuristics}.values()}
    findings = tuple(_weighed(f, known, wordings) for f in verdict.findings)
    used = {f.suspected.reviewed for f in findings if f.suspected is not None}
    idle = tuple(_idle(r, verdict, heuristics) for r in verdict.case.reviewed if r not in used)
    ordered = tuple(sorted(findings, key=lambda f: f.state.rank))
    return replace(verdict, findings=ordered, idle_reviews=idle)


def text_of(record: Record | None) -> str | None:
    """The words of a text that a finding is about: those of a unit of it, else of all fields that hold a text."""
    if record is None:
        return None
    own = record.fields.get(TEXT_WORDS)
    if isinstance(own, str):
        return own
    held = [value for value in record.fields.values() if isinstance(value, str)]
    return "\n".join(held) or None


_Wordings = Sequence[tuple[str | None, tuple[str, ...]]]


def _looked_for(rule: Rule) -> _Wordings:
    """The patterns of each wording that the rule looks for, with the field in which it does (None: elsewhere)."""
    found = (node for node in nodes(rule) if isinstance(node, Matches))
    return [(node.of.name if isinstance(node.of, FieldRef) else None, node.patterns) for node in found]


def _weighed(
    finding: Finding, reviewed: Sequence[ReviewedPassage], wordings: Mapping[str, _Wordings]
) -> Finding:
    heuristic = finding.rule.suspected
    if heuristic is None or finding.state not in FOUND or finding.suspected is not None:
        return finding
    suspicion = _suspicion(finding, heuristic, wordings[finding.rule.id])
    entry = _entry_for(finding, suspicion, reviewed)
    if entry is None:
        return _asked(finding, suspicion)
    seen = replace(suspicion, reviewed=entry)
    if entry.confirmed:
        why = Text(f"{entry.by}核对属实:{entry.reason}", f"confirmed by {entry.by}: {entry.reason}")
        return replace(finding, suspected=seen, why=finding.why + Text(";", "; ") + why)
    why = Text(f"{entry.by}核对,不属实:{entry.reason}", f"not so, as {entry.by} found: {entry.reason}")
    return replace(
        finding, state=State.SATISFIED, suspected=seen, why=why, days_late=None, cure=None, ahead=None
    )


def _suspicion(finding: Finding, heuristic: Suspected, wordings: _Wordings) -> Suspicion:
    record = finding.activation
    quote = _telling_field(record, wordings) or text_of(record) or _read(finding)
    where = record.fields.get(TEXT_PLACE) if record is not None else None
    return Suspicion(
        heuristic.how_sure,
        heuristic.question,
        where if isinstance(where, str) else None,
        quote,
        record.span if record is not None else None,
        _words(wordings, quote),
    )


def _telling_field(record: Record | None, wordings: _Wordings) -> str | None:
    """Of a document as a whole, whose own words are its title, what else a rule has found the words in: its issuer."""
    from guiju.engine.semantics.patterns import first_match

    if record is None or record.fields.get(TEXT_PLACE) != word("document_place", "whole").zh:
        return None
    own = record.fields.get(TEXT_WORDS)
    for name, patterns in wordings:
        value = record.fields.get(name) if name is not None and name not in AROUND else None
        if isinstance(value, str) and first_match(patterns, value) is not None:
            return value if value not in str(own) else None
    return None


def _words(wordings: _Wordings, quote: str | None) -> tuple[str, ...]:
    """The first words in the passage that each wording of the rule fits, as the passage has them."""
    from guiju.engine.semantics.patterns import as_written, first_match

    if quote is None:
        return ()
    found = (first_match(patterns, quote) for _, patterns in wordings)
    return tuple(dict.fromkeys(as_written(words, quote) for words in found if words))


def _read(finding: Finding) -> str | None:
    """The texts that were read of the case, where there is no unit with words of its own."""
    held = [use.value for use in finding.proof.facts if use.kind == "text" and isinstance(use.value, str)]
    return "\n".join(held) or None


def _asked(finding: Finding, suspicion: Suspicion) -> Finding:
    """The question in place of the breach: it is one if the answer is yes."""
    key = ("suspected", finding.rule.id, finding.activation.index if finding.activation is not None else None)
    answers = (
        Answer(((suspicion.question, word("truth", "yes")),), finding.state),
        Answer(((suspicion.question, word("truth", "no")),), State.SATISFIED),
    )
    why = Text(f"须由人核对;如属实:{finding.why.zh}", f"for a person to look at; if so: {finding.why.en}")
    return replace(
        finding,
        state=State.UNKNOWN,
        suspected=suspicion,
        why=why,
        unknown=(suspicion.question,),
        questions=(key,),
        answers=answers,
        days_late=None,
        ahead=None,
    )


def _entry_for(
    finding: Finding, suspicion: Suspicion, reviewed: Iterable[ReviewedPassage]
) -> ReviewedPassage | None:
    """The entry about this passage; of several that fit, one that confirms comes first."""
    fitting = [r for r in reviewed if r.rule == finding.rule.id and _quotes(r.quote, suspicion.quote)]
    return min(fitting, key=lambda r: not r.confirmed, default=None)


def _quotes(quote: str, text: str | None) -> bool:
    """Whether the words stand in the text, blanks, width and the form of quotation marks aside."""
    from guiju.engine.semantics.patterns import looked_at

    return text is not None and looked_at(quote).translate(_QUOTES) in looked_at(text).translate(_QUOTES)


def _idle(entry: ReviewedPassage, verdict: Verdict, heuristics: Iterable[Finding]) -> IdleReview:
    if entry.on > verdict.on:
        return IdleReview(entry, "later")
    judged = any(f.rule.id == entry.rule for f in heuristics)
    return IdleReview(entry, "not there" if judged else "not judged")


def idle_words(idle: IdleReview) -> Text:
    """Why an entry fits nothing, in one clause."""
    return {
        "later": Text("核对的日期在所看的日期之后", "it was looked at after the day of looking"),
        "not there": Text(
            "这条规则没有在任何一处找到这段原文,文字可能已经改动",
            "the rule finds these words nowhere; the text may have changed",
        ),
        "not judged": Text("这条规则不约束本案", "the rule does not bind this case"),
    }[idle.reason]
