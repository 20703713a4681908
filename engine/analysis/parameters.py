"""L005 for parameters: a lower pack's value that makes a rule using it weaker than the higher pack's value does.

Which way is weaker hangs on where the rule uses the parameter: as a least length or number (less is weaker), as a
greatest one (more is weaker), or in a condition, where it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from guiju.engine.analysis.duties import default_reading
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.loosening import HINT
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.packs import bind_together, layer, rank
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.windows import at_least_as_long
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.semantics.core import (
    And,
    Compare,
    Cond,
    Exists,
    Forbid,
    Lasting,
    Lasts,
    Lit,
    Test,
    Window,
)
from guiju.engine.semantics.program import Param, ParamValue, Rule
from guiju.engine.semantics.walk import parameters, singles

Use = Literal["least", "greatest", "condition"]


def loosened_values(subject: Subject) -> Iterator[Diagnostic]:
    """Each value of a lower pack beside that of a higher one, for each rule that uses the parameter."""
    for param in subject.program.params.values():
        users = [(rule, uses) for rule in subject.program.rules if (uses := uses_of(rule, param.name.zh))]
        for low in param.values:
            for high in param.values:
                if _below(subject, low, high):
                    yield from _judged(subject, param, low, high, users)


def _below(subject: Subject, low: ParamValue, high: ParamValue) -> bool:
    program = subject.program
    if rank(program, low.pack) <= rank(program, high.pack) or layer(program, low.pack) in high.delegates:
        return False
    concerned = subject.is_own(low.span) or subject.is_own(high.span)
    return concerned and bind_together(program, low.pack, high.pack)


def _judged(
    subject: Subject, param: Param, low: ParamValue, high: ParamValue, users: list[tuple[Rule, set[Use]]]
) -> Iterator[Diagnostic]:
    name = param.name.words
    here, there = (low, high) if subject.is_own(low.span) else (high, low)
    values = Text(
        f"(上位 {_words(high).zh},下层 {_words(low).zh})",
        f" ({_words(high).en} above, {_words(low).en} below)",
    )
    open_ = []
    for rule, uses in users:
        if rank(subject.program, low.pack) <= rank(subject.program, rule.pack):
            continue
        if layer(subject.program, low.pack) in rule.delegates:
            continue
        if _weaker("least" in uses, "greatest" in uses, low, high, subject.lengths):
            user = rule_name(rule)
            message = Text(
                f"下层给参数“{name.zh}”的值放宽了上位规则{user.zh}的要求{values.zh}",
                f"the value that a lower layer gives to '{name.en}' loosens {user.en} of a higher norm{values.en}",
            )
            labels = [(there.span, name), (rule.span, user)]
            yield finding("L005", "error", message, here.span, labels, HINT)
        elif "condition" in uses and low.value != high.value:
            open_.append(rule)
    if open_:
        message = Text(
            f"下层改了参数“{name.zh}”的值{values.zh},它用在规则的条件里,是否放宽要请人核对",
            f"a lower layer changes '{name.en}'{values.en}, which is used in conditions of rules: whether this "
            "loosens them has to be looked at",
        )
        yield finding(
            "L005", "note", message, here.span, [(there.span, name), *((r.span, rule_name(r)) for r in open_)]
        )


def _weaker(least: bool, greatest: bool, low: ParamValue, high: ParamValue, lengths: Lengths) -> bool:
    a, b = low.value, high.value
    if isinstance(a, Duration) and isinstance(b, Duration):
        shorter, longer = not at_least_as_long(a, b, lengths), not at_least_as_long(b, a, lengths)
    elif isinstance(a, Decimal) and isinstance(b, Decimal):
        shorter, longer = a < b, a > b
    else:
        return False
    return (least and shorter) or (greatest and longer)


def _words(value: ParamValue) -> Text:
    if isinstance(value.value, Duration):
        return quantity(value.value.n, value.value.unit)
    return Text(str(value.value), str(value.value))


# --- where a rule uses a parameter ------------------------------------------------------------------------


def uses_of(rule: Rule, param: str) -> set[Use]:
    """In which ways a rule uses the parameter."""
    uses: set[Use] = _in_condition(rule.when, param)
    for version in rule.versions:
        for single in singles(default_reading(version).req):
            match single:
                case Exists(_, where, window):
                    uses |= _in_window(window, param) | _in_condition(where, param)
                case Forbid(_, where, window):
                    # what is barred within a window is barred the more, the wider it is
                    swapped: dict[Use, Use] = {"least": "greatest", "greatest": "least"}
                    uses |= {swapped[u] for u in _in_window(window, param)} | _in_condition(where, param)
                case Lasts(op, duration) if duration.param == param:
                    uses.add("least" if op == ">=" else "greatest")
                case Test(cond):
                    uses |= _in_test(cond, param)
                case _:
                    continue
    return uses


def _in_window(window: Window, param: str) -> set[Use]:
    uses: set[Use] = set()
    if window.lo is not None and window.lo.param == param:
        uses.add("least")
    if window.hi is not None and window.hi.param == param:
        uses.add("greatest")
    return uses


def _in_test(cond: Cond, param: str) -> set[Use]:
    """A demand that something is at least or at most the parameter; anything else is a condition."""
    match cond:
        case And(parts):
            return {use for part in parts for use in _in_test(part, param)}
        case Compare(">=" | ">", _, Lit(param=name)) | Compare("<=" | "<", Lit(param=name), _) if (
            name == param
        ):
            return {"least"}
        case Compare("<=" | "<", _, Lit(param=name)) | Compare(">=" | ">", Lit(param=name), _) if (
            name == param
        ):
            return {"greatest"}
        case Lasting(op, duration) if duration.param == param:
            return {"least" if op == ">=" else "greatest"}
        case _:
            return _in_condition(cond, param)


def _in_condition(cond: Cond, param: str) -> set[Use]:
    named = param in parameters(cond)
    return {"condition"} if named else set()
