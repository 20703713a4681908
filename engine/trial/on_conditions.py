"""Changes of conditions and of the values in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import cast, get_args

from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import quantity, word
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import find_field
from guiju.engine.trial.site import Change, Site, turned, without
from msgspec.structs import replace

CONDITIONS: tuple[type, ...] = get_args(core.Cond)

_ALWAYS = core.Const(True)
_OTHER_TEXT = "*"
_OPS: dict[core.Op, tuple[tuple[str, core.Op], ...]] = {
    "=": (("negated", "!="),),
    "!=": (("negated", "="),),
    "<": (("boundary", "<="), ("negated", ">=")),
    "<=": (("boundary", "<"), ("negated", ">")),
    ">": (("boundary", ">="), ("negated", "<=")),
    ">=": (("boundary", ">"), ("negated", "<")),
}
_QUANTITIES: dict[str, tuple[str, ...]] = {
    "every": ("at_least",),
    "at_least": ("every", "at_most"),
    "at_most": ("at_least",),
    "exactly": ("at_least", "at_most"),
    "most": ("every", "at_least"),
    "share": ("every", "most"),
}
_CALCULATIONS: dict[str, str] = {"+": "-", "-": "+", "*": "/", "/": "*"}
_NEGATED = (
    core.Truth,
    core.Member,
    core.Contains,
    core.Matches,
    core.Stated,
    core.Quant,
    core.Odd,
    core.Lasting,
)


def on_any_condition(site: Site) -> Iterator[Change]:
    """The whole condition dropped where nothing but it stands there; a plain condition turned about."""
    cond = cast(core.Cond, site.place.node)
    if cond == _ALWAYS:
        return
    words = site.in_words(cond)
    if site.place.slot in ("when", "where", "proof", "cond"):
        yield Change("dropped", _ALWAYS, without(words))
    if isinstance(cond, _NEGATED) and not isinstance(site.place.parent, core.Not):
        opposite = core.Not(cond)
        yield Change("negated", opposite, turned(words, site.in_words(opposite)))


def on_not(site: Site) -> Iterator[Change]:
    cond = site.place.node
    assert isinstance(cond, core.Not)
    if not isinstance(cond.of, core.Compare | core.Const):  # a comparison has its own opposite
        yield Change("negation_dropped", cond.of, turned(site.in_words(cond), site.in_words(cond.of)))


def on_junction(site: Site) -> Iterator[Change]:
    """A part of an and / or dropped, and turned into each other."""
    cond = site.place.node
    assert isinstance(cond, core.And | core.Or)
    for i, part in enumerate(cond.parts):
        rest = (*cond.parts[:i], *cond.parts[i + 1 :])
        left = rest[0] if len(rest) == 1 else replace(cond, parts=rest)
        yield Change(f"part_{i}_dropped", left, without(site.in_words(part)))
    other = core.Or(cond.parts) if isinstance(cond, core.And) else core.And(cond.parts)
    yield Change("and_or_swapped", other, turned(site.in_words(cond), site.in_words(other)))


def on_compare(site: Site) -> Iterator[Change]:
    cond = site.place.node
    assert isinstance(cond, core.Compare)
    for name, op in _OPS[cond.op]:
        changed = replace(cond, op=op)
        yield Change(name, changed, turned(site.in_words(cond), site.in_words(changed)))


def on_member(site: Site) -> Iterator[Change]:
    cond = site.place.node
    assert isinstance(cond, core.Member)
    if len(cond.values) < 2:
        return
    for i, value in enumerate(cond.values):
        changed = replace(cond, values=(*cond.values[:i], *cond.values[i + 1 :]))
        yield Change(f"value_{i}_dropped", changed, without(value_words(site, value, cond.left)))


def on_contains(site: Site) -> Iterator[Change]:
    cond = site.place.node
    assert isinstance(cond, core.Contains)
    if not isinstance(cond.value, str):
        return
    changed = replace(cond, value=_other_text(site, cond.value, cond.of))
    yield Change("value_changed", changed, turned(site.in_words(cond), site.in_words(changed)))


def on_quant(site: Site) -> Iterator[Change]:
    cond = site.place.node
    assert isinstance(cond, core.Quant)
    n = max(cond.n, 1)
    changes = [(f"to_{kind}", replace(cond, kind=kind, n=n)) for kind in _QUANTITIES[cond.kind]]
    if cond.kind in ("at_least", "at_most", "exactly", "share"):
        changes.append(("plus_one", replace(cond, n=cond.n + 1)))
        changes += [("minus_one", replace(cond, n=cond.n - 1))] if cond.n > 0 else []
    for name, changed in changes:
        if changed.kind != "share" or 0 < changed.n <= changed.d:
            yield Change(name, changed, turned(_quantity(cond), _quantity(changed)))


def _quantity(cond: core.Quant) -> Text:
    n, d = cond.n, cond.d
    return {
        "every": Text("每个", "every"),
        "at_least": Text(f"至少 {n} 个", f"at least {n}"),
        "at_most": Text(f"至多 {n} 个", f"at most {n}"),
        "exactly": Text(f"恰好 {n} 个", f"exactly {n}"),
        "most": Text("过半", "more than half"),
        "share": Text(f"至少 {n}/{d}", f"at least {n}/{d}"),
    }[cond.kind]


def on_pick(site: Site) -> Iterator[Change]:
    pick = site.place.node
    assert isinstance(pick, core.Pick)
    first, last = Text("首个", "first"), Text("末个", "last")
    if pick.which == "first":
        yield Change("to_last", replace(pick, which="last"), turned(first, last))
    else:
        yield Change("to_first", replace(pick, which="first"), turned(last, first))


_TALLIES: dict[core.TallyKind, tuple[core.TallyKind, Text]] = {
    "distinct": ("most_frequent", Text("不同值的个数", "how many are different")),
    "most_frequent": ("distinct", Text("最多见的值出现的次数", "how often the most frequent one occurs")),
    "sum": ("distinct", Text("合计", "the sum")),
}


def on_tally(site: Site) -> Iterator[Change]:
    """How many different values there are against how often the most frequent occurs, a sum of numbers against how
    many differ; a sum of amounts has no such neighbour, since a number is no amount."""
    tally = site.place.node
    assert isinstance(tally, core.Tally)
    if tally.kind == "sum" and not _sums_numbers(site, tally):
        return
    other, before = _TALLIES[tally.kind]
    words = turned(before, _TALLIES[other][1])
    yield Change(f"to_{other}", replace(tally, kind=other), words)


def _sums_numbers(site: Site, tally: core.Tally) -> bool:
    listed = site.type_of(tally.of)
    field = find_field(listed.item, tally.field) if listed is not None and tally.field is not None else None
    return field is not None and field.type.kind == "number"


def on_calc(site: Site) -> Iterator[Change]:
    calc = site.place.node
    assert isinstance(calc, core.Calc)
    divisible = isinstance(calc.right, core.Lit) and calc.right.value != 0
    if calc.op != "*" or divisible:
        other = _CALCULATIONS[calc.op]
        yield Change("calculation_changed", replace(calc, op=other), turned(plain(calc.op), plain(other)))


def on_literal(site: Site) -> Iterator[Change]:
    """A number by one unit of its last digit that is not zero, a day by one, any other value to another one."""
    literal = site.place.node
    assert isinstance(literal, core.Lit)
    value, near = literal.value, _beside(site)
    changes: list[tuple[str, bool | Decimal | str | date]] = []
    match value:
        case bool():
            changes = [("value_changed", not value)]
        case Decimal():
            exponent = value.normalize().as_tuple().exponent
            unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
            changes = [("plus_one", value + unit), ("minus_one", value - unit)]
        case date():
            changes = [("plus_one", value + timedelta(1)), ("minus_one", value - timedelta(1))]
        case str():
            changes = [("value_changed", _other_text(site, value, near))]
    for name, other in changes:
        before, after = value_words(site, value, near), value_words(site, other, near)
        yield Change(name, replace(literal, value=other), turned(before, after))


def _beside(site: Site) -> core.Operand | None:
    """What the literal is compared with."""
    compare = site.place.parent
    if not isinstance(compare, core.Compare):
        return None
    return compare.right if site.place.slot == "left" else compare.left


def _other_text(site: Site, value: str, near: core.Operand | None) -> str:
    """Another value of the type; a text that the example cannot hold where the type names no values."""
    kind = site.type_of(near) if near is not None else None
    names = [v.zh for v in kind.values] if kind else []
    if value not in names or len(names) < 2:
        return value + _OTHER_TEXT
    return names[(names.index(value) + 1) % len(names)]


def value_words(site: Site, value: object, near: core.Operand | None) -> Text:
    kind = site.type_of(near) if near is not None else None
    found = next((v for v in kind.values if v.zh == value), None) if kind else None
    if found is not None:
        return found.words
    if isinstance(value, bool):
        return word("truth", "yes" if value else "no")
    if isinstance(value, core.Duration):
        return quantity(value.n, value.unit)
    if value == NONE:
        return Text(NONE, "none")
    return plain(f"{value:f}" if isinstance(value, Decimal) else str(value))
