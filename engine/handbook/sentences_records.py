"""That there is a record, or that there is none, as a clause."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.scene import Scene
from guiju.engine.handbook.sentences_values import from_parameter
from guiju.engine.handbook.sentences_windows import placing
from guiju.engine.semantics import core
from msgspec import Struct

Asked = core.Exists | core.Forbid


class Noun(Struct, frozen=True):
    """What is looked for: Chinese; English with an article, bare, and in the plural."""

    zh: str
    one: str
    name: str
    many: str


class Clause(Struct, frozen=True):
    """`names_this`: the clause says itself what the activation is."""

    text: Text
    names_this: bool


def demanded(req: Asked, noun: Noun, scene: Scene) -> Clause:
    """What must, or must not, be there."""
    if isinstance(req, core.Forbid):
        return _clause(req, Text(f"不得有{noun.zh}", f"there must be no {noun.name}"), scene)
    if req.at_least == 0 and req.at_most is not None:
        few = from_parameter(_few(req.at_most, noun), req.counted, scene)
        return _clause(req, Text(f"至多可以有{few.zh}", f"there may be at most {few.en}"), scene)
    found = from_parameter(_number(req, noun), req.counted, scene)
    return _clause(req, Text(f"应当有{found.zh}", f"there must be {found.en}"), scene)


def stated(req: Asked, noun: Noun, scene: Scene) -> Clause:
    """The same as a state of things: that there is, or is not, such a record."""
    if isinstance(req, core.Forbid):
        return _clause(req, Text(f"没有{noun.zh}", f"there is no {noun.name}"), scene)
    found = from_parameter(_number(req, noun), req.counted, scene)
    plural = req.at_least != 1 or req.at_most not in (None, 1)
    return _clause(req, Text(f"有{found.zh}", f"there {'are' if plural else 'is'} {found.en}"), scene)


def happening(req: Asked, noun: Noun, scene: Scene) -> Text:
    """The same as a condition, which asks for what has happened by the day of looking."""
    clause = stated(req, noun, scene).text
    return Text(f"已查明{clause.zh}", f"it is on record that {clause.en}")


def _number(req: core.Exists, noun: Noun) -> Text:
    low, high = req.at_least, req.at_most
    if high is None:
        if low == 1:
            return Text(noun.zh, noun.one)
        if low == 0:
            return Text(f"任意次数的{noun.zh}", f"any number of {noun.many}")
        few = _few(low, noun)
        return Text(f"至少{few.zh}", f"at least {few.en}")
    few = _few(high, noun)
    if low == high:
        return Text(f"恰好{few.zh}", f"exactly {few.en}")
    if low == 0:
        return Text(f"至多{few.zh}", f"at most {few.en}")
    return Text(f"至少{low}次、至多{few.zh}", f"at least {low} and at most {few.en}")


def _few(n: int, noun: Noun) -> Text:
    return Text(f"{n}次{noun.zh}", f"{n} {noun.name if n == 1 else noun.many}")


def _clause(req: Asked, core_clause: Text, scene: Scene) -> Clause:
    placed = placing(req.window, req.step, scene, absent=isinstance(req, core.Forbid))
    lead = Text(f"{placed.lead.zh},", f"{placed.lead.en}, ") if placed.lead.zh else placed.lead
    return Clause(lead + core_clause + placed.tail, placed.names_this)
