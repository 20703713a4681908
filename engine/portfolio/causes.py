"""What rules found, as reasons, faults and questions of a review.

In: what is kept of the verdicts on a text and on its case. Out: `Reason`s. What a person has confirmed is firm, what a
heuristic suspects is not; a mere hint (提示) changes no result.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.portfolio.model import Quote, Reason
from guiju.engine.portfolio.seen import CITATION, Judged, quote_of
from guiju.engine.portfolio.table import MISSING, NOT_NORMATIVE

WHOLE = "全文"
_BROKEN = frozenset({State.VIOLATED, State.DOOMED})


def found(judged: Judged, otherwise: str) -> Iterator[Reason]:
    """What is violated, firmly, or suspected, in the order of the findings. `otherwise` is the cause for a rule that is
    sorted as none. What was signed for is left out."""
    for finding in judged.findings:
        if finding.waived:
            continue
        cause = finding.rule.category or otherwise
        if finding.state in _BROKEN:
            yield _firm(finding, cause)
        elif finding.suspected is not None and finding.suspected.reviewed is None:
            yield _suspected(finding, cause)


def not_normative(outside: Finding) -> Reason:
    """That the rules are not for a document of its kind, by the scope rule that says so."""
    return Reason(NOT_NORMATIVE, outside.why, outside.chain, whole=True)


def waived(judged: Judged) -> tuple[Finding, ...]:
    """What is violated and was signed for."""
    return tuple(f for f in judged.findings if f.waived and f.state in _BROKEN)


def unanswered(judged: Judged) -> Iterator[Reason]:
    """What the files do not state: a question for all that the same rules hang on."""
    rules: dict[Text, list[Text]] = {}
    for finding in judged.findings:
        if finding.state is State.UNKNOWN and finding.suspected is None and not finding.waived:
            for label in finding.unknown or (finding.why,):
                rules.setdefault(label, []).append(blank(finding.rule.name.text))
    labels: dict[tuple[Text, ...], list[Text]] = {}
    for label, names in rules.items():
        labels.setdefault(tuple(dict.fromkeys(names)), []).append(label)
    for hung, open_ in labels.items():
        missing, hanging = join(open_), join(hung)
        yield Reason(
            MISSING,
            Text(f"没有写明:{missing.zh}", f"not stated: {missing.en}"),
            firm=False,
            question=Text(
                f"写明之后才能判断“{hanging.zh}”", f"Once that is stated, “{hanging.en}” can be judged"
            ),
        )


def blank(name: Text) -> Text:
    """An English name with blanks, as it is read."""
    return Text(name.zh, name.en.replace("_", " "))


def is_hint(reason: Reason) -> bool:
    return reason.finding is not None and reason.finding.severity == "hint"


def _firm(finding: Finding, cause: str) -> Reason:
    return Reason(
        cause,
        finding.why,
        finding.rule.basis,
        _quote(finding),
        cure=_cure(finding),
        finding=finding,
        whole=_is_whole(finding.activation),
    )


def _suspected(finding: Finding, cause: str) -> Reason:
    suspicion = finding.suspected
    assert suspicion is not None
    return Reason(
        cause,
        finding.rule.gist,
        finding.rule.basis,
        _quote(finding),
        firm=False,
        sure=suspicion.how_sure,
        question=suspicion.question,
        cure=_cure(finding),
        finding=finding,
        whole=_is_whole(finding.activation),
    )


def _cure(finding: Finding) -> Text | None:
    return finding.cure.text if finding.cure is not None else finding.rule.cure


def _quote(finding: Finding) -> Quote | None:
    """The words it is about, where it is about those of a text."""
    suspicion, record = finding.suspected, finding.activation
    if suspicion is not None and suspicion.quote is not None:
        words = quote_of(record).words if record is not None and record.step == CITATION else suspicion.quote
        return Quote(suspicion.where or "", words, suspicion.span, suspicion.words)
    if record is None or not isinstance(record.fields.get("位置"), str):
        return None
    return quote_of(record)


def _is_whole(record: Record | None) -> bool:
    return record is None or record.step == WHOLE
