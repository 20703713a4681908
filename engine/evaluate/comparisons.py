"""Two values held against each other, in Kleene's three values. Where the answers to what is open cannot be
listed, the comparison itself is the question."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import money, quantity
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3, known, negate, unknown, yes_no
from guiju.engine.evaluate.known import Known, Number, Open, key_of
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import Kind

_IN_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIGNS = {"=": "=", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
LACKS = Text("不含", "does not contain ")
"""How an answer begins that something is not in a list."""

_ANSWERS = {
    "=": (Text("", ""), Text("≠ ", "≠ ")),
    "∋": (Text("含", "contains "), LACKS),
    "odd": (Text("是单数", "odd"), Text("不是单数", "not odd")),
    "<": (Text("< ", "< "), Text("≥ ", "≥ ")),
    "<=": (Text("≤ ", "≤ "), Text("> ", "> ")),
    ">": (Text("> ", "> "), Text("≤ ", "≤ ")),
    ">=": (Text("≥ ", "≥ "), Text("< ", "< ")),
}


def compare(env: Env, op: core.Op, left: Known, right: Known) -> Truth3:
    """`left op right`. Numbers are compared exactly, durations where their units agree, other values as text."""
    if op == "=":
        return _equal(env, left, right)
    if op == "!=":
        return negate(_equal(env, left, right))
    open_ = [v for v in (left, right) if isinstance(v, Open)]
    if open_:
        return undecided(env, open_, op, left, right)
    if isinstance(left, Duration) and isinstance(right, Duration):
        return _durations(env, op, left, right)
    if isinstance(left, Number) and isinstance(right, Number):
        return known(_IN_ORDER[op](Fraction(left), Fraction(right)))
    if isinstance(left, date) and isinstance(right, date):
        return known(_IN_ORDER[op](left, right))
    return known(_IN_ORDER[op](str(left), str(right)))


def _equal(env: Env, left: Known, right: Known) -> Truth3:
    if isinstance(right, Open) and not isinstance(left, Open):
        left, right = right, left
    if isinstance(right, Open):
        assert isinstance(left, Open)
        if left.atom == right.atom and left.atom != FREE:
            return known(True)
        return undecided(env, [left, right], "=", left, right)
    return is_value(env, left, right)


def is_value(env: Env, value: Known, wanted: Known) -> Truth3:
    """Whether a value is the wanted one; an organ's own word may read as the word of the rule."""
    if isinstance(value, Open):
        return undecided(env, [value], "=", value, wanted)
    if isinstance(value, Duration) and isinstance(wanted, Duration):
        return _durations(env, "=", value, wanted)
    if isinstance(value, Number) and isinstance(wanted, Number):
        return known(Fraction(value) == Fraction(wanted))
    if value == wanted and type(value) is type(wanted):
        return known(True)
    if isinstance(value, str) and isinstance(wanted, str):
        return known(wanted in env.read_as.get(value, ()))
    return known(False)


def one_of(env: Env, value: Open, values: tuple[bool | Decimal | str | date | Duration, ...]) -> Truth3:
    """One question for an open value that is to be among several, whose first says what the others repeat."""
    key = ("in", value.atom.key, values)
    if key in env.answers:
        return known(bool(env.answers[key]))
    words = _words(values[0], value.kind)
    other = Text("≠ ", "≠ ") + words
    return unknown(Atom(key, value.atom.label, ((True, words), (False, other))))


def _durations(env: Env, op: core.Op, left: Duration, right: Duration) -> Truth3:
    """Twelve months are a year; any other two units are left to whoever knows the days they are counted from."""
    sides = (left.counted, right.counted)
    if sides[0][1] == sides[1][1]:
        return known(_IN_ORDER[op](sides[0][0], sides[1][0]))
    key = (op, *(sorted(sides) if op == "=" else sides))
    if key in env.answers:
        return known(bool(env.answers[key]))
    a, b = _words(left), _words(right)
    sign = _SIGNS[op]
    return unknown(yes_no(key, Text(f"{a.zh} {sign} {b.zh}", f"{a.en} {sign} {b.en}")))


def undecided(env: Env, open_: list[Open], op: str, left: Known, right: Known) -> Truth3:
    """An open comparison: it hangs on the values where these can be listed, else on the comparison itself."""
    if any(o.atom == FREE for o in open_):
        return unknown(*(o.atom for o in open_ if o.atom == FREE or o.enumerable))
    if all(o.enumerable for o in open_):
        return unknown(*(o.atom for o in open_))
    sides = (key_of(left), key_of(right))
    key = (op, *(sorted(sides, key=str) if op == "=" else sides))
    if key in env.answers:
        return known(bool(env.answers[key]))
    return unknown(_question(key, open_, op, left, right))


def _question(key: Hashable, open_: list[Open], op: str, left: Known, right: Known) -> Atom:
    """The open comparison as it is put to a person: the value asked for, and how it may stand to the other."""
    label = open_[0].atom.label
    if len(open_) > 1:
        return yes_no(key, label + Text("与", " and ") + open_[1].atom.label + Text("相同", " agree"))
    other = right if isinstance(left, Open) else left
    if op not in _ANSWERS or not isinstance(other, str | Number | Duration | date | bool):
        return yes_no(key, label)
    words = _words(other, open_[0].kind)
    if op == "∋":
        words = Text(f"“{words.zh}”", f"'{words.en}'")
    true, false = _ANSWERS[op]
    settles = (open_[0].atom.key, other) if op == "=" else None
    return Atom(key, label, ((True, true + words), (False, false + words)), settles)


def _words(value: str | Number | Duration | date | bool, kind: Kind | None = None) -> Text:
    if isinstance(value, Decimal) and kind == "amount":
        return money(value)
    if isinstance(value, Duration):
        return quantity(value.n, value.unit)
    return Text(NONE, "none") if value == NONE else plain(str(value))
