"""Passages that heuristics suspect, as questions to a person: is it so?

In: a verdict. Out: a question for each passage that nobody has looked at yet, the surest and gravest first; and which of
them a person means by the name of a rule. The answer is an entry under 核对, not a fact (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.explain.answering import Refusal
from guiju.engine.explain.open_atoms import AboutPassage
from guiju.engine.explain.questions import Question
from guiju.engine.semantics.program import SEVERITY_ORDER, HowSure
from guiju.engine.semantics.vocabulary import Type

_SURE = get_args(HowSure)


def is_suspected(finding: Finding) -> bool:
    """Whether it waits for a person to look."""
    suspicion = finding.suspected
    return finding.state is State.UNKNOWN and suspicion is not None and suspicion.reviewed is None


def passages(verdict: Verdict) -> list[Question]:
    """A question for each passage; several findings of a rule on the same words hang on one answer."""
    found: dict[AboutPassage, list[Finding]] = {}
    for finding in verdict.findings:
        quote = _quote(finding)
        if is_suspected(finding) and not finding.waived and quote:
            found.setdefault(AboutPassage(finding.rule.id, quote), []).append(finding)
    ordered = sorted(found.items(), key=lambda e: (_sure(e[1][0]), SEVERITY_ORDER.index(e[1][0].severity)))
    return [_question(topic, hangs) for topic, hangs in ordered]


def _quote(finding: Finding) -> str:
    """The words as an entry quotes them: on one line, as long as one may be."""
    words = finding.suspected.quote if finding.suspected is not None else None
    return " ".join((words or "").split())[: limits.REVIEWED_CHARS].strip()


def _sure(finding: Finding) -> int:
    return _SURE.index(finding.suspected.how_sure) if finding.suspected is not None else len(_SURE)


def _question(topic: AboutPassage, hangs: Sequence[Finding]) -> Question:
    first = hangs[0]
    assert first.suspected is not None
    where, name = first.suspected.where, first.rule.name
    at = f"({where})" if where else ""
    label = Text(f"{name.zh}:“{topic.quote}”{at}", f"{name.words.en}: “{topic.quote}” {at}".rstrip())
    return Question(
        topic, label, Type("yesno"), first.suspected.question, tuple(hangs), len(hangs), first.rule.basis[:1]
    )


def passage_called(questions: Iterable[Question], spelling: str) -> AboutPassage | Refusal | None:
    """The passage that `RULE` or `RULE@N` means, the N-th of those of the rule that are still open; None where no open
    passage is of a rule called so."""
    name, _, number = spelling.partition("@")
    open_ = [
        q.about
        for q in questions
        if isinstance(q.about, AboutPassage)
        and name in (*q.hangs[0].rule.name.spellings, q.hangs[0].rule.name.words.en)
    ]
    if not open_:
        return None
    if number.isdecimal() and 0 < int(number) <= len(open_):
        return open_[int(number) - 1]
    if not number and len(open_) == 1:
        return open_[0]
    n = len(open_)
    return Refusal(
        Text(f"“{name}”有 {n} 处待核对", f"{n} passages of '{name}' wait to be looked at"),
        Text(f"写成 {name}@序号,序号从 1 到 {n}", f"write {name}@N, with N from 1 to {n}"),
    )
