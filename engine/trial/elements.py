"""A requirement for each element of a list, made one that is asked a single time.

In: what is asked for each element. Out: the same without what it says of the element, or with one of the elements in
its place; None where the core language has no such requirement.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace

One = Literal["first", "last"]
_CONDITIONS = get_args(core.Cond)
_OPERANDS = (core.Compare, core.Calc, core.Member, core.Matches, core.Odd)
"""What may compare the first or last element of a list; the other forms ask a fact or field itself."""


def asked_once(req: core.Req) -> core.Req | None:
    """The requirement without the conditions that speak of the element."""
    left: core.Req = _without(req)
    return None if _speaks_of_element(left) else left


def asked_of_one(each: core.ForEach, which: One) -> core.Req | None:
    """What is asked for each element, of the first or last one alone: of a list of plain values."""
    one: core.Req = _put(each.req, core.Pick(which, each.of))
    return None if one == each.req or _speaks_of_element(one) else one


def _without(node: Any) -> Any:
    if isinstance(node, core.And):
        kept = tuple(p for p in map(_without, node.parts) if p != core.Const(True))
        return kept[0] if len(kept) == 1 else core.And(kept) if kept else core.Const(True)
    if isinstance(node, _CONDITIONS) and _speaks_of_element(node):
        return core.Const(True)
    return rebuilt(node, _without)


def _put(node: Any, one: core.Pick) -> Any:
    if isinstance(node, _OPERANDS):
        sides = {name: one for name in ("left", "right", "of") if getattr(node, name, None) == _ELEMENT}
        node = replace(node, **sides)
    return rebuilt(node, lambda inner: _put(inner, one))


_ELEMENT = core.FieldRef("item", core.ELEMENT)


def rebuilt(node: Any, changed: Any) -> Any:
    """The node with every struct directly inside it changed."""
    if isinstance(node, tuple):
        return tuple(_rebuilt_part(part, changed) for part in node)
    if not isinstance(node, Struct):
        return node
    parts = {name: getattr(node, name) for name in node.__struct_fields__}
    after = {name: _rebuilt_part(part, changed) for name, part in parts.items()}
    different = {name: part for name, part in after.items() if part is not parts[name]}
    return replace(node, **different) if different else node


def _rebuilt_part(part: Any, changed: Any) -> Any:
    if isinstance(part, tuple):
        parts = tuple(_rebuilt_part(inner, changed) for inner in part)
        return parts if any(a is not b for a, b in zip(parts, part, strict=True)) else part
    return changed(part) if isinstance(part, Struct) else part


def _speaks_of_element(node: object) -> bool:
    """Whether a part speaks of the element outside of a quantity of another list."""
    if isinstance(node, core.FieldRef):
        return node.who == "item"
    if isinstance(node, core.Quant):
        return _speaks_of_element(node.of)
    if isinstance(node, core.ForEach):
        return _speaks_of_element(node.of)
    if isinstance(node, tuple):
        return any(map(_speaks_of_element, node))
    if isinstance(node, Struct):
        return any(_speaks_of_element(getattr(node, name)) for name in node.__struct_fields__)
    return False
