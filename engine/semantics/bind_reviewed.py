"""What a case file says that people found of suspected passages (核对): one entry for each passage.

In: the forms of a file, the rules of the library. Out: the entries without fault; every fault is reported at its place.
An entry is about a heuristic, names the words that were looked at, and says what was found, by whom, when and why.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.case.form import REVIEWED, ReviewedForm
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.structure import first_line
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Label, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind_signed import Signed, rule_called
from guiju.engine.semantics.bind_values import read_yesno
from guiju.engine.semantics.patterns import looked_at
from guiju.engine.semantics.program import Rule

_SIGNED = Signed(
    REVIEWED,
    Text("核对", "reviewed passage"),
    "C083",
    Text("还没有核对的,删去这一项", "take the entry out as long as nobody has looked"),
    limits.REVIEWED_CHARS,
)


def read_reviewed(
    forms: tuple[ReviewedForm, ...], rules: Sequence[Rule], problems: Problems
) -> tuple[ReviewedPassage, ...]:
    """The entries without fault, in the order of the file."""
    found: list[ReviewedPassage] = []
    first: dict[tuple[str, str], Span] = {}
    for form in forms[: limits.REVIEWED_PER_CASE]:
        there = {name for name in REVIEWED if getattr(form, name) is not None or name in form.spoilt}
        _SIGNED.missing(there, form.place, problems)
        entry = _entry(form, rules, problems)
        if entry is None or entry.span is None:
            continue
        before = first.setdefault((entry.rule, looked_at(entry.quote)), entry.span)
        if before is not entry.span:
            _twice(entry, before, problems)
        found.append(entry)
    if len(forms) > limits.REVIEWED_PER_CASE:
        most = limits.REVIEWED_PER_CASE
        message = Text(f"一个案卷的核对不得超过 {most} 项", f"a case has {most} reviewed passages at most")
        problems.add("C082", message, forms[most].place)
    return tuple(found)


def _entry(form: ReviewedForm, rules: Sequence[Rule], problems: Problems) -> ReviewedPassage | None:
    """The entry, if nothing in it is at fault; every line is looked at, whatever is wrong with the others."""
    rule = _rule(form.rule, rules, problems)
    quote = _SIGNED.text("quote", form.quote, problems)
    confirmed = _confirmed(form.confirmed, problems)
    by, reason = (_SIGNED.text(key, getattr(form, key), problems) for key in ("by", "reason"))
    on = _SIGNED.day("date", form.date, problems)
    if rule is None or quote is None or confirmed is None or by is None or on is None or reason is None:
        return None
    assert form.rule is not None
    return ReviewedPassage(rule.id, rule.name.words, quote, confirmed, by, on, reason, form.rule.span)


def _confirmed(word: Scalar | None, problems: Problems) -> bool | None:
    return (
        read_yesno(word, problems)
        if word is not None and _SIGNED.filled("confirmed", word, problems)
        else None
    )


def _rule(word: Scalar | None, rules: Sequence[Rule], problems: Problems) -> Rule | None:
    """The heuristic that is called so; any other rule says itself what is so (reported)."""
    if word is None or not _SIGNED.filled("rule", word, problems):
        return None
    rule = rule_called(word, rules, problems)
    if rule is None or rule.suspected is not None:
        return rule
    message = Text(
        f"规则「{rule.name.zh}」的判断不是疑似,无须核对",
        f"what the rule “{rule.name.words.en}” finds is not only suspected; there is nothing to review",
    )
    hint = Text("要签字放行的,写在「放行」里", "what somebody signs for belongs under “waivers”")
    problems.add("C080", message, first_line(word.span), hint)
    return None


def _twice(entry: ReviewedPassage, first: Span, problems: Problems) -> None:
    message = Text(
        f"规则「{entry.name.zh}」的这处原文在第 {first.line} 行已经核对",
        f"this passage of the rule “{entry.name.en}” is reviewed on line {first.line} already",
    )
    label = Label(first, Text("第一处", "the first one"))
    problems.add("C081", message, entry.span, Text("只保留一处", "keep one of the two"), labels=(label,))
