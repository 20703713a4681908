"""Conditions in the normal form of the proof file (docs/proof.md).

Forms: const, and, or, not, now, later, =, <, <=, >, >=, before, has, stated, known, share, to come, closed, live. One
`Lowering` lowers what is about one kind of activation.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.proof import windows
from guiju.engine.report.proof.forms import (
    ALWAYS,
    Form,
    all_of,
    any_of,
    by_now,
    lasting,
    negated,
    operand,
    perhaps,
)
from guiju.engine.report.proof.values import NotInProof, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import window_in_hours
from guiju.engine.semantics.program import CountsRule
from guiju.engine.semantics.vocabulary import Vocabulary


class Lowering:
    """`counts` are the rules on what counts. `dates`: it is about the case or a stretch, whose first and last day are
    mere dates (`stretch`: a stretch); `breach`: it is what is owed instead, once another requirement is broken then."""

    def __init__(
        self,
        words: Vocabulary,
        counts: Sequence[CountsRule],
        *,
        dates: bool = False,
        stretch: bool = False,
        breach: windows.Breach | None = None,
    ) -> None:
        self.words = words
        self.counts = counts
        self.dates = dates
        self.stretch = stretch
        self._breach = breach

    def about(self, *, dates: bool, stretch: bool = False, breach: windows.Breach | None = None) -> Lowering:
        return Lowering(self.words, self.counts, dates=dates, stretch=stretch, breach=breach)

    def condition(self, cond: core.Cond) -> Form:
        return condition(cond, self)

    def place(self, window: core.Window) -> windows.Place:
        if window_in_hours(window) and any(c.after is not None for c in self.counts):
            raise NotInProof(
                Text(
                    "按小时计的期限,与满一段时间即视为的记录",
                    "a bound in hours beside what is deemed done after a time",
                )
            )
        return windows.Place(window, self.words.steps, dates=self.dates, breach=self._breach)

    def occurs(self, req: core.Exists | core.Forbid) -> Form:
        """Whether the number of records up to now is one the requirement allows."""
        least, most = (req.at_least, req.at_most) if isinstance(req, core.Exists) else (0, 0)
        such = all_of([by_now(self.place(req.window).fits), by_now(self.condition(req.where))])
        no_more = ALWAYS if most is None else perhaps(at_most(most, req.step, such))
        return all_of([by_now(at_least(least, req.step, such)), no_more])


def at_least(n: int, step: str, such: Form) -> Form:
    """So many counted records of a step, other than that of the activation, are such."""
    return ["share", ["records", [step]], "that", such, 1, n, 0]


def at_most(n: int, step: str, such: Form) -> Form:
    return ["share", ["records", [step]], "that", such, -1, -n, 0]


def condition(cond: core.Cond, lower: Lowering) -> Form:
    match cond:
        case core.Const(value):
            return ["const", value]
        case core.Truth(of):
            return ["=", operand(of), ["is", True]]
        case core.Compare("!=", left, right):
            return ["not", ["=", operand(left), operand(right)]]
        case core.Compare(op, left, right):
            return [op, operand(left), operand(right)]
        case core.Member(left, values):
            return ["or", *(["=", operand(left), ["is", plain(v)]] for v in values)]
        case core.Contains(of, value):
            held = ["is", plain(value)] if isinstance(value, str) else operand(value)
            if isinstance(of, core.FieldRef) and of.name == core.EVIDENCE:
                return ["share", operand(of), "item", ["has", ["field", "item", core.ELEMENT], held], 1, 1, 0]
            return ["has", operand(of), held]
        case core.Matches():
            raise NotInProof(Text("匹配用语的条件", "a condition that matches a wording"))
        case core.Stated(of):
            return ["stated", operand(of)]
        case core.Odd(of):
            return ["=", ["%", operand(of), ["is", plain(2)]], ["is", plain(1)]]
        case core.Quant():
            return _share(cond, lower)
        case core.Lasting():
            return lasting(cond, cond.who or "this")[0]
        case core.Occurs(req):
            return lower.occurs(req)
        case core.Not(of):
            return negated(condition(of, lower))
        case core.And(parts):
            return all_of(condition(p, lower) for p in parts)
        case core.Or(parts):
            return any_of(condition(p, lower) for p in parts)


def _share(cond: core.Quant, lower: Lowering) -> Form:
    """`times · (how many) ≥ plus + each · (how many in all)`; exactly n is at least and at most n."""

    def linear(times: int, plus: int, each: int) -> Form:
        return ["share", operand(cond.of), "item", condition(cond.where, lower), times, plus, each]

    match cond.kind:
        case "every":
            return linear(1, 0, 1)
        case "at_least":
            return linear(1, cond.n, 0)
        case "at_most":
            return linear(-1, -cond.n, 0)
        case "exactly":
            return ["and", linear(1, cond.n, 0), linear(-1, -cond.n, 0)]
        case "most":
            return linear(2, 1, 1)
        case "share":
            return linear(cond.d, 0, cond.n)
