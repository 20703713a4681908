"""Whether conditions can hold together, always hold, or follow from others: by looking for a world in which not.

A world gives an answer to every question that the conditions ask. It is searched for by trying the answers to one
question after the other, dropping what already fails. Questions that are taken as they stand (`free`) may have any
answer, and so may how two values compare, whatever each of them is; so "can hold" is generous, and "cannot hold", "always
holds" and "follows" are sure. Where that would take too long nothing is said: `TooMany`.

Truth is that of the evaluator (docs/semantics.md §1): what rests on a fact or field that is not stated is unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, Literal

from guiju.engine.analysis.asked import Asker, Place
from guiju.engine.analysis.domains import Group, TooMany, World, groups_of, said_key
from guiju.engine.analysis.props import Asks, Every, Negated, Prop, Said, Some, Sure, leaves
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import Vocabulary
from msgspec import Struct

STEPS = 200_000
"""How many questions are looked at in one search: about 4,000 worlds of 50 questions."""

QUESTIONS = 500
"""How many questions a search may begin with."""

HERE = Place()

Want = Literal["true", "not_true", "not_false"]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Wish(Struct, frozen=True):
    """What is wanted of a proposition in a world."""

    prop: Prop
    want: Want = "true"


class _Sized(Struct, frozen=True):
    """A wish and how many questions it has."""

    prop: Prop
    want: Want
    size: int


class Unsettled(Struct, frozen=True):
    """A proposition hangs on a question that the world does not answer yet."""

    key: Hashable


class Worlds:
    """The questions of one vocabulary, asked about conditions at their places (`read_as`: see `Asker`)."""

    def __init__(self, vocabulary: Vocabulary, read_as: Mapping[str, Collection[str]] | None = None) -> None:
        self._asker = Asker(vocabulary, read_as or {})
        self._props: dict[tuple[core.Cond, Place], Prop] = {}
        self._searched: dict[tuple[Wish, ...], World | TooMany | None] = {}

    def prop(self, cond: core.Cond, place: Place = HERE) -> Prop:
        key = (cond, place)
        if key not in self._props:
            self._props[key] = self._asker.prop(cond, place)
        return self._props[key]

    def together(self, *props: Prop) -> World | None:
        """A world in which all hold, None if there is none. Raises `TooMany`, like the others."""
        return self._search(tuple(Wish(p) for p in props))

    def never(self, prop: Prop, given: Sequence[Prop]) -> bool:
        """Whether `prop` is false, not merely unknown, wherever all of `given` hold."""
        return self._search((*(Wish(p) for p in given), Wish(prop, "not_false"))) is None

    def always(self, prop: Prop, given: Sequence[Prop] = (), world: World | None = None) -> bool:
        """Whether `prop` holds wherever all of `given` hold (and the answers of `world` are given)."""
        if prop == Sure(True) or prop in given:
            return True
        wishes = (*(Wish(p) for p in given), Wish(prop, "not_true"))
        return (search(wishes, world) if world else self._search(wishes)) is None

    def _search(self, wishes: tuple[Wish, ...]) -> World | None:
        """The search of these wishes, made once: rules of one pack often have the same conditions."""
        if wishes not in self._searched:
            try:
                self._searched[wishes] = search(wishes)
            except TooMany as error:
                self._searched[wishes] = error
        found = self._searched[wishes]
        if isinstance(found, TooMany):
            raise found
        return found


def search(wishes: Sequence[Wish], known: World | None = None) -> World | None:
    """A world that gives every wish and begins with what is `known`; it answers only what is needed besides.
    Raises `TooMany`."""
    sized = [_Sized(w.prop, w.want, len(leaves(w.prop)) + 1) for w in wishes]
    if sum(w.size for w in sized) > QUESTIONS:
        raise TooMany
    groups = groups_of([w.prop for w in wishes])
    home = {key: group for group in groups for key in group.keys}
    return _search(sized, home, {**(known or {})}, [STEPS])


def _search(
    wishes: Sequence[_Sized], home: Mapping[Hashable, Group], world: dict[Hashable, Any], left: list[int]
) -> World | None:
    left[0] -= sum(w.size for w in wishes)
    if left[0] < 0:
        raise TooMany
    open_: Unsettled | None = None
    waiting = []
    for wish in wishes:
        truth = value_of(wish.prop, world)
        if isinstance(truth, Unsettled):
            open_ = open_ or truth
            waiting.append(wish)
        elif not _granted(truth, wish.want):
            return None
    if open_ is None:
        return world
    for point in home[open_.key].points:
        found = _search(waiting, home, {**point, **world}, left)  # a part of the group may have been known
        if found is not None:
            return found
    return None


def _granted(truth: bool | None, want: Want) -> bool:
    if want == "true":
        return truth is True
    return truth is not (want == "not_true")


def value_of(prop: Prop, world: World) -> bool | Unsettled | None:
    """True, false, None (unknown, because something is not stated), or what the world leaves unsettled."""
    match prop:
        case Sure(value):
            return value
        case Said(base):
            key = said_key(base)
            return bool(world[key]) if key in world else Unsettled(key)
        case Asks():
            return _answer(prop, world)
        case Negated(of):
            truth = value_of(of, world)
            return not truth if isinstance(truth, bool) else truth
        case Every(parts):
            return _fold(parts, world, False)
        case Some(parts):
            return _fold(parts, world, True)


def _answer(asks: Asks, world: World) -> bool | Unsettled | None:
    var = asks.var
    for base in var.bases:
        said = said_key(base)
        if said not in world:
            return Unsettled(said)
        if world[said] is False:
            return None if var.fallback is None else _COMPARE[asks.op](var.fallback, asks.value)
    if var.key in world:
        return _COMPARE[asks.op](world[var.key], asks.value)
    return Unsettled(var.key)


def _fold(parts: Sequence[Prop], world: World, decisive: bool) -> bool | Unsettled | None:
    result: bool | Unsettled | None = not decisive
    for part in parts:
        truth = value_of(part, world)
        if truth is decisive:
            return decisive
        if isinstance(truth, Unsettled):
            result = result if isinstance(result, Unsettled) else truth
        elif truth is None and not isinstance(result, Unsettled):
            result = None
    return result
