"""Exact arithmetic on numbers and amounts."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from guiju.engine.diagnostics.text import join
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FREE
from guiju.engine.evaluate.known import Known, Number, Open, derived, key_of

_DONE: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def calculate(env: Env, op: str, left: Known, right: Known) -> Known:
    """`left op right`, a Decimal where the result is whole, else a fraction; open where a part is open.

    The open sum is a question of its own: its key is made of the keys of its parts, so that one sum asked twice
    is one unknown. TypeError for a part that is no number (the compiler lets none through).
    """
    open_ = [v for v in (left, right) if isinstance(v, Open)]
    if any(v.atom == FREE for v in open_):
        return Open(FREE, False)
    if open_:
        labels = dict.fromkeys(v.atom.label for v in open_)
        return derived(env, (op, key_of(left), key_of(right)), join(list(labels), f" {op} ", f" {op} "))
    if not isinstance(left, Number) or not isinstance(right, Number):
        raise TypeError(f"no numbers: {left!r} {op} {right!r}")
    result = _DONE[op](Fraction(left), Fraction(right))
    return Decimal(result.numerator) if result.denominator == 1 else result
