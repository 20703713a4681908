"""Examples that do not come out, as errors at their places for the author of the pack."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.semantics.program import Program
from guiju.engine.trial.run import Missed, expected_words, open_names, reason


def as_diagnostics(missed: Sequence[Missed], program: Program) -> list[Diagnostic]:
    """The missed expectations as errors at the examples, with why each state was found and what would give another."""
    names = {rule.id: rule.name.text for rule in program.rules}
    return [_diagnostic(m, names[m.rule]) for m in missed]


def _diagnostic(missed: Missed, rule: Text) -> Diagnostic:
    wanted, found = expected_words(missed.expected), word("state", missed.came_to)
    why = reason(missed.telling)
    message = Text(
        f"案例不合预期:规则“{rule.zh}”应为{wanted.zh},判断结果是{found.zh},因为:{why.zh}",
        f"the example does not come out as expected: rule '{rule.en}' should be {wanted.en}, "
        f"it is {found.en} because: {why.en}",
    )
    return Diagnostic("P040", message, missed.example.span, _way_out(missed))


def _of_deemed_records(telling: Finding) -> bool:
    """Whether all that is open are fields that records have only as what they are deemed to be."""
    looked_at = (*telling.proof.used, *(n.record for n in telling.proof.not_used))
    deemed = {r.index for r in looked_at if r.derived_by is not None}
    own = {r.index for r in looked_at if r.derived_by is None}
    keys = [key for key in telling.questions if isinstance(key, tuple)]
    return bool(keys) and all(key[0] == "field" and key[1] in deemed - own for key in keys)


def _way_out(missed: Missed) -> Text | None:
    open_ = open_names(missed.telling) if missed.found is State.UNKNOWN else None
    if open_ is not None and missed.telling is not None and _of_deemed_records(missed.telling):
        return open_ + Text(
            "。这是视为的记录的字段,案例里写不上:在“视为”里写 作为 步骤(字段 = 值)",
            "; these are fields of deemed records, which no case states: write counts_as … as step(field = value)",
        )
    if open_ is not None:
        return open_ + Text("。在案例里写明,判断才有结果", "; the example comes out once it states this")
    telling = missed.telling.rule if missed.telling is not None else None
    if missed.found is State.PENDING and telling is not None and (telling.period or telling.every):
        return Text(
            "这一期间还没有到期:要它到期,写更晚的“截至”;写上“结案”,结案时还没有到期的就不欠了",
            "the period's duty is not due yet: for it to fall due write on with a later day; "
            "with closed, what was not due by then is not owed",
        )
    if missed.found is State.PENDING:
        return Text(
            "期限未满,还可以做到:要让期限届满,写上“结案”,或者写更晚的“截至”",
            "it can still be done: to let the time run out write closed, or on with a later day",
        )
    return None
