"""What is known of a value: the value itself, or the question that is open in its place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.semantics.vocabulary import Kind, Type
from msgspec import Struct


class Open(Struct, frozen=True):
    """A value that is not known; `enumerable` when the answers of the atom are its possible values. `kind` is the
    declared type of a fact or field."""

    atom: Atom
    enumerable: bool
    kind: Kind | None = None


Number = Decimal | Fraction
Known = Value | Fraction | Open | Mapping[str, Value]


def key_of(value: Known) -> Hashable:
    """What tells a value, or a question in its place, from any other: one number or length has one key however
    it is written."""
    if isinstance(value, Open):
        return value.atom.key
    if isinstance(value, Duration):
        return repr(value.counted)
    return str(Fraction(value)) if isinstance(value, Number) else repr(value)


def open_value(env: Env, key: Hashable, label: Text, kind: Type | None) -> Known:
    """A value nobody stated: the answer assumed for it, else open; a yes/no and an enum have listed answers."""
    if kind is not None and kind.kind == "yesno":
        choices: tuple[tuple[Hashable, Text], ...] = (
            (True, word("truth", "yes")),
            (False, word("truth", "no")),
        )
    elif kind is not None and kind.kind == "enum" and kind.values:
        choices = tuple((v.zh, v.words) for v in kind.values)
    else:
        return derived(env, key, label, kind.kind if kind is not None else None)
    return open_choice(env, key, label, choices)


def open_choice(env: Env, key: Hashable, label: Text, choices: tuple[tuple[Hashable, Text], ...]) -> Known:
    """A value with listed answers that nobody stated: the answer assumed for it, else open."""
    if key in env.answers:
        answer = env.answers[key]
        return answer if isinstance(answer, bool | str) else Open(Atom(key, label, choices), True)
    return Open(Atom(key, label, choices), True)


def derived(env: Env, key: Hashable, label: Text, kind: Kind | None = None) -> Known:
    """An open value without listed answers, or what the answer to a comparison made it."""
    settled = env.answers.get(key)
    if isinstance(settled, str | Decimal | Fraction | date | Duration) and not isinstance(settled, bool):
        return settled
    return Open(Atom(key, label, ()), False, kind)
