"""A world in words: the facts and fields under which something found by the analysis happens."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from decimal import Decimal

from guiju.engine.analysis.domains import OTHER, World, said_key
from guiju.engine.analysis.props import Asks, Prop, Said, Scalar, Var, leaves
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word


def in_words(world: World, props: Iterable[Prop]) -> Text:
    """The answers of the world to the questions of the propositions, each once; empty if it answers none."""
    asked: dict[Hashable, tuple[Var, dict[Scalar, None]]] = {}
    said: dict[Hashable, Text] = {}
    for leaf in (leaf for prop in props for leaf in leaves(prop)):
        match leaf:
            case Said(base, label):
                said.setdefault(said_key(base), label)
            case Asks(var, _, value):
                asked.setdefault(var.key, (var, {}))[1][value] = None
    parts = [_said(label, bool(world[key])) for key, label in said.items() if key in world]
    parts += [_answer(var, world[key], list(found)) for key, (var, found) in asked.items() if key in world]
    return join(parts, "、", ", ")


def _said(label: Text, stated: bool) -> Text:
    if stated:
        return Text(f"载明{label.zh}", f"{label.en} is stated")
    return Text(f"没有载明{label.zh}", f"{label.en} is not stated")


def _answer(var: Var, value: Scalar, constants: list[Scalar]) -> Text:
    label = var.label
    if var.kind == "free":
        answer = word("truth", "yes" if value else "no")
        return Text(f"“{label.zh}”:{answer.zh}", f"“{label.en}”: {answer.en}")
    if var.kind == "choice":
        words = next((w for v, w in var.listed if v == value), plain(str(value)))
        return label + Text(f" = {words.zh}", f" = {words.en}")
    if value == OTHER:
        listed = plain("、".join(str(c) for c in constants))
        return label + Text(f"不是{listed.zh}", f" is none of {listed.en}")
    if value in constants or var.kind == "text":
        return label + plain(f" = {value}")
    return label + plain(_cell(value, sorted(constants, key=_place)))


def _cell(value: Scalar, marks: list[Scalar]) -> str:
    below = [m for m in marks if _place(m) < _place(value)]
    above = [m for m in marks if _place(m) > _place(value)]
    if below and above:
        return f" > {below[-1]}, < {above[0]}"
    return f" > {below[-1]}" if below else f" < {above[0]}"


def _place(value: Scalar) -> Decimal:
    if isinstance(value, date):
        return Decimal(value.toordinal())
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
