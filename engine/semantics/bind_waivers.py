"""The waivers of a case file: each names one rule, by any of its names, and says who, why, under what and until when.

In: the forms of a file, the rules of the library. Out: the waivers without fault; every fault is reported at its place.
A waiver is a signature, so nothing of it may be left open, and a rule whose pack says 不可放行 is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.case.form import WAIVER, WaiverForm
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.case.structure import first_line
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Label, Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.semantics.bind_signed import Signed, rule_called
from guiju.engine.semantics.program import NotWaivable, Rule

_SIGNED = Signed(
    WAIVER,
    Text("放行", "waiver"),
    "C076",
    Text("还没有批准的,删去这项放行", "take the waiver out as long as nobody has signed it"),
    limits.WAIVER_CHARS,
)


def read_waivers(
    forms: tuple[WaiverForm, ...], rules: Sequence[Rule], problems: Problems
) -> tuple[Waiver, ...]:
    """The waivers without fault, in the order of the file."""
    found: list[Waiver] = []
    first: dict[str, Span] = {}
    for form in forms[: limits.WAIVERS_PER_CASE]:
        rule = _rule(form.rule, rules, problems) if form.rule is not None else None
        if rule is not None and form.rule is not None:
            before = first.setdefault(rule.id, form.rule.span)
            if before is not form.rule.span:
                _twice(rule, form.rule.span, before, problems)
        there = {name for name in WAIVER if getattr(form, name) is not None or name in form.spoilt}
        _SIGNED.missing(there, form.place, problems)
        waiver = _waiver(form, rule, problems)
        if waiver is not None:
            found.append(waiver)
    if len(forms) > limits.WAIVERS_PER_CASE:
        _too_many(forms[limits.WAIVERS_PER_CASE], problems)
    return tuple(found)


def _waiver(form: WaiverForm, rule: Rule | None, problems: Problems) -> Waiver | None:
    """The waiver, if nothing in it is at fault."""
    approved_by = _SIGNED.text("approved_by", form.approved_by, problems)
    reason = _SIGNED.text("reason", form.reason, problems)
    basis = _SIGNED.text("basis", form.basis, problems)
    until = _SIGNED.day("until", form.until, problems)
    approved_on = _SIGNED.day("approved_on", form.approved_on, problems)
    if until is not None and approved_on is not None and until < approved_on and form.until is not None:
        message = Text(
            f"放行到 {until} 为止,批准却在 {approved_on}",
            f"the waiver ends on {until}, but was approved on {approved_on}",
        )
        problems.add("C075", message, form.until.span)
        return None
    if form.rule is None or rule is None or until is None:
        return None
    if approved_by is None or reason is None or basis is None:
        return None
    return Waiver(rule.id, rule.name.words, approved_by, reason, basis, until, approved_on, form.rule.span)


def _rule(word: Scalar, rules: Sequence[Rule], problems: Problems) -> Rule | None:
    """The one rule that is called so and may be waived; None when there is none (reported)."""
    if not _SIGNED.filled("rule", word, problems):
        return None
    rule = rule_called(word, rules, problems)
    if rule is not None and rule.not_waivable is not None:
        _not_waivable(rule, rule.not_waivable, first_line(word.span), problems)
        return None
    return rule


def _not_waivable(rule: Rule, mark: NotWaivable, place: Span, problems: Problems) -> None:
    message = Text(f"规则「{rule.name.zh}」不可放行", f"the rule “{rule.name.words.en}” cannot be waived")
    said = mark.span or rule.span
    labels: tuple[Label, ...] = ()
    if said is not None:
        message += Text(",见 ", ", as its pack says: ") + plain(f"{said.file}:{said.line}")
        labels = (
            Label(said, Text("规则包在这里写明不可放行", "the pack says here that it cannot be waived")),
        )
    hint = Text("删去这项放行,依法补正", "take the waiver out, and put the procedure right")
    problems.add("C073", message, place, hint, labels=labels)


def _twice(rule: Rule, place: Span, first: Span, problems: Problems) -> None:
    message = Text(
        f"规则「{rule.name.zh}」在第 {first.line} 行已经放行",
        f"the rule “{rule.name.words.en}” is already waived on line {first.line}",
    )
    label = Label(first, Text("第一处", "the first one"))
    problems.add("C072", message, place, Text("只保留一处", "keep one of the two"), labels=(label,))


def _too_many(form: WaiverForm, problems: Problems) -> None:
    limit = limits.WAIVERS_PER_CASE
    message = Text(f"一个案卷的放行不得超过 {limit} 项", f"a case has {limit} waivers at most")
    problems.add("C074", message, form.place)
