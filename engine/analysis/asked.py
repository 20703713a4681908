"""From the conditions of rules to propositions (props.py): which questions are the same, and what answers they have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from guiju.engine.analysis.domains import FACT
from guiju.engine.analysis.props import (
    Asks,
    Base,
    Every,
    Kind,
    Negated,
    Prop,
    Said,
    Scalar,
    Some,
    Sure,
    Var,
)
from guiju.engine.case.duration import MONTHS, Duration
from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.describe import Describer
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    BUILT_IN,
    FieldDecl,
    Type,
    Vocabulary,
    find_field,
)
from msgspec import Struct
from msgspec.structs import replace


class Role(Struct, frozen=True):
    """A record that conditions speak of. Two conditions with the same role speak of the same record."""

    name: str
    step: str | None


class Place(Struct, frozen=True):
    """Which records `this` and `that` are."""

    this: Role = Role("this", None)
    that: Role = Role("that", None)


_ORDERED: dict[str, Kind] = {"number": "dense", "amount": "dense", "date": "day"}
_MEASURED = {*_ORDERED, "duration"}


class Asker:
    """Translates conditions with the names and types of one vocabulary.

    `read_as` are, for a value, those that an organ bound by reference may use for it.
    """

    def __init__(self, vocabulary: Vocabulary, read_as: Mapping[str, Collection[str]]) -> None:
        self._vocabulary = vocabulary
        self._read_as = read_as

    def prop(self, cond: core.Cond, place: Place) -> Prop:
        """The condition as a proposition about the records of `place`."""
        match cond:
            case core.Const(value):
                return Sure(value)
            case core.Truth(of):
                return Asks(self._var(of, place), "=", True)
            case core.Compare(op, left, right):
                return self._compare(op, left, right, place)
            case core.Member(left, values):
                return Some(tuple(self._compare("=", left, core.Lit(v), place) for v in values))
            case core.Contains(of, value):
                return self._contains(of, value, place)
            case core.Matches(of, patterns):
                key = ("matches", self._named(of, place), patterns)
                words = self._cond_words(cond, place)
                return Asks(Var(key, "free", self._unstated(place, of), words), "=", True)
            case core.Stated(of):
                if isinstance(of, core.FieldRef) and of.name == core.START:
                    return Sure(True)
                return Said(self._base(of, place), self._words(of, place))
            case core.Quant():
                return self._quantity(cond, place)
            case core.Lasting():
                return self._lasting(cond, place)
            case core.Occurs(req):
                return self._occurs(cond, req, place)
            case core.Not(of):
                return Negated(self.prop(of, place))
            case core.And(parts):
                return Every(tuple(self.prop(p, place) for p in parts))
            case core.Or(parts):
                return Some(tuple(self.prop(p, place) for p in parts))
            case _:
                return self._free(cond, place)

    # --- comparisons -------------------------------------------------------------------------------------

    def _compare(self, op: core.Op, left: core.Operand, right: core.Operand, place: Place) -> Prop:
        if isinstance(left, core.Lit) and not isinstance(right, core.Lit):
            return self._compare(core.MIRRORED[op], right, left, place)
        if isinstance(right, core.Lit):
            if isinstance(left, core.Lit):
                return self._free(core.Compare(op, left, right), place)
            return self._with_value(op, left, right.value, place)
        first, second = self._named(left, place), self._named(right, place)
        if first == second:
            return Sure(op in ("=", "<=", ">="))
        if second < first:
            left, right, op, first, second = right, left, core.MIRRORED[op], second, first
        a, b = self._operand_words(left, place), self._operand_words(right, place)
        bases = self._unstated(place, left, right)
        if op in ("=", "!=") and not self._measured(left, place):
            same = Text(f"{a.zh}与{b.zh}相同", f"{a.en} is the same as {b.en}")
            return Asks(Var(("same", first, second), "free", bases, same), op, True)
        label = Text(f"{a.zh}与{b.zh}之差", f"{a.en} less {b.en}")
        return Asks(Var(("compared", first, second), "dense", bases, label), op, Decimal(0))

    def _measured(self, of: core.Operand, place: Place) -> bool:
        """Whether two values of this kind have a difference."""
        if isinstance(of, core.FactRef | core.FieldRef):
            return self._type(of, place).kind in _MEASURED
        return not isinstance(of, core.Pick)

    def _with_value(self, op: core.Op, left: core.Operand, value: Scalar, place: Place) -> Prop:
        if isinstance(value, Duration):
            unit = "month" if value.unit in MONTHS else value.unit
            var = self._var(left, place)
            name = word("unit", unit)
            label = var.label + Text(f"(按{name.zh})", f" in {name.en}")
            var = replace(var, key=(var.key, unit), kind="whole", listed=(), label=label, fallback=None)
            return Asks(var, op, value.n * MONTHS.get(value.unit, 1))
        var = self._var(left, place)
        if var.kind in ("text", "choice") and op not in ("=", "!="):
            return self._free(core.Compare(op, left, core.Lit(str(value))), place)
        if isinstance(value, str) and value in self._read_as:
            same = self._read_as_same(var, value)
            return same if op == "=" else Negated(same)
        if var.kind == "whole" and isinstance(value, Decimal) and value == int(value):
            value = int(value)
        return Asks(var, op, value)

    def _read_as_same(self, var: Var, value: str) -> Prop:
        """The value itself, or another that stands for it where the organ is bound by reference."""
        label = Text("参照适用", "by reference")
        by_reference = Asks(Var(("by reference",), "free", (), label), "=", True)
        others = tuple(Asks(var, "=", other) for other in self._read_as[value])
        return Some((Asks(var, "=", value), Every((by_reference, Some(others)))))

    def _var(self, of: core.Operand, place: Place) -> Var:
        """The variable of an operand that is no value."""
        label, bases, key = self._operand_words(of, place), self._bases(of, place), self._named(of, place)
        match of:
            case core.FactRef() | core.FieldRef():
                kind = self._type(of, place)
                values: tuple[tuple[Scalar, Text], ...] = ()
                if kind.kind == "yesno":
                    values = ((True, word("truth", "yes")), (False, word("truth", "no")))
                elif kind.kind == "enum":
                    values = tuple((v.zh, v.words) for v in kind.values)
                else:
                    return Var(key, _ORDERED.get(kind.kind, "text"), bases, label, (), self._default(of))
                return Var(key, "choice", bases, label, values, self._default(of))
            case core.Count():
                return Var(key, "whole", bases, label, size=True)
            case core.Tally(kind="distinct" | "most_frequent"):
                return Var(key, "whole", bases, label, part=True)
            case core.Pick():
                return Var(key, "text", bases, label)
            case _:
                return Var(key, "dense", bases, label)

    # --- lists -------------------------------------------------------------------------------------------

    def _contains(
        self, of: core.FactRef | core.FieldRef, value: str | core.FactRef | core.FieldRef, place: Place
    ) -> Prop:
        if not isinstance(value, str):
            return self._free(core.Contains(of, value), place)
        words = self._cond_words(core.Contains(of, value), place)
        key = ("contains", self._named(of, place), value)
        # evidence is named freely, and one name may satisfy several demands
        part = not (isinstance(of, core.FieldRef) and of.name == core.EVIDENCE)
        return Asks(Var(key, "free", self._bases(of, place), words, part=part), "=", True)

    def _quantity(self, cond: core.Quant, place: Place) -> Prop:
        where, n = cond.where, cond.n
        if cond.kind == "every":
            where, n = _negation(where), 1
        if cond.kind in ("most", "share"):
            return self._free(cond, place)
        words = self._cond_words(core.Quant("at_least", max(n, 1), cond.of, where), place)
        label = Text(f"满足者的个数({words.zh})", f"how many satisfy it ({words.en})")
        key = ("number", self._named(cond.of, place), repr(where), place.this, place.that)
        var = Var(key, "whole", self._bases(cond.of, place), label, part=True)
        match cond.kind:
            case "every":
                return Asks(var, "=", 0)
            case "at_most":
                return Asks(var, "<=", n)
            case "exactly":
                return Asks(var, "=", n)
            case _:
                return Asks(var, ">=", n)

    # --- time --------------------------------------------------------------------------------------------

    def _lasting(self, cond: core.Lasting, place: Place) -> Prop:
        if cond.roll or cond.duration.of is not None or (cond.full_days and cond.duration.unit != "day"):
            return self._free(cond, place)
        unit = "month" if cond.duration.unit in MONTHS else cond.duration.unit
        n = cond.duration.n * MONTHS.get(cond.duration.unit, 1) + (cond.full_days and cond.op == ">=")
        role = place.this if cond.who == "this" else place.that
        ends = tuple(self._named(e, place) if e is not None else "" for e in (cond.first, cond.last))
        key = ("lasts", role.name, unit, ends, cond.excluding)
        name = word("unit", unit)
        label = Text(f"时长(按{name.zh})", f"length in {name.en}")
        return Asks(Var(key, "dense", (), label), cond.op, Decimal(n))

    def _occurs(self, cond: core.Occurs, req: core.Exists | core.Forbid, place: Place) -> Prop:
        if isinstance(req, core.Forbid):
            there = core.Occurs(core.Exists(req.step, req.where, req.window))
            return Negated(self._free(there, place))
        return self._free(cond, place)

    def _free(self, cond: core.Cond, place: Place) -> Prop:
        key = ("free", repr(cond), place.this, place.that)
        return Asks(Var(key, "free", (), self._cond_words(cond, place)), "=", True)

    # --- names, types, words -----------------------------------------------------------------------------

    def _base(self, of: core.FactRef | core.FieldRef, place: Place) -> Base:
        if isinstance(of, core.FactRef):
            return ("", of.name)
        return (self._role(of, place).name, of.name)

    def _bases(self, of: core.Operand, place: Place) -> tuple[Base, ...]:
        match of:
            case core.Lit():
                return ()
            case core.FactRef() | core.FieldRef():
                return (self._base(of, place),)
            case core.Calc(_, left, right):
                return self._unstated(place, left, right)
            case _:
                return self._bases(of.of, place)

    def _unstated(self, place: Place, *operands: core.Operand) -> tuple[Base, ...]:
        """The bases of several operands that can be unknown: what has a default never is."""
        known = {("", f.name.zh) for f in self._vocabulary.facts.values() if f.default is not None}
        return tuple(b for of in operands for b in self._bases(of, place) if b not in known)

    def _named(self, of: core.Operand, place: Place) -> str:
        """A name that two operands share exactly if they have the same value."""
        match of:
            case core.Lit(value):
                return f"={value!r}"
            case core.FactRef(name):
                return f"{FACT}{name}"
            case core.FieldRef(_, name):
                return f"{self._role(of, place).name}.{name}"
            case core.Count(inner):
                return f"count({self._named(inner, place)})"
            case core.Pick(which, inner):
                return f"{which}({self._named(inner, place)})"
            case core.Tally(kind, inner, part):
                return f"{kind}({self._named(inner, place)} {part or ''})"
            case core.Calc(op, left, right):
                return f"({self._named(left, place)} {op} {self._named(right, place)})"

    def _role(self, of: core.FieldRef, place: Place) -> Role:
        if of.who == "item":
            return Role("item", None)
        return place.this if of.who == "this" else place.that

    def _default(self, of: core.FactRef | core.FieldRef) -> Scalar | None:
        declared = self._vocabulary.facts.get(of.name) if isinstance(of, core.FactRef) else None
        return declared.default if declared else None

    def _type(self, of: core.FactRef | core.FieldRef, place: Place) -> Type:
        if isinstance(of, core.FactRef):
            declared = self._vocabulary.facts.get(of.name) or AUTHORITY_FACTS.get(of.name)
            return declared.type if declared else Type("text")
        field = self._field(of, place)
        return field.type if field else Type("text")

    def _field(self, of: core.FieldRef, place: Place) -> FieldDecl | None:
        if of.who != "item" and of.name in BUILT_IN:
            return BUILT_IN[of.name]
        step = self._vocabulary.steps.get(self._role(of, place).step or "")
        return find_field(step.fields, of.name) if step else None

    def _words(self, of: core.FactRef | core.FieldRef, place: Place) -> Text:
        if isinstance(of, core.FactRef):
            return self._vocabulary.words(of.name)
        step = self._vocabulary.steps.get(self._role(of, place).step or "")
        field = self._field(of, place)
        name = field.name.words if field else plain(of.name)
        if step is None:
            return name
        return Text(f"{step.name.zh}的{name.zh}", f"{name.en} of the {step.name.words.en}")

    def _operand_words(self, of: core.Operand, place: Place) -> Text:
        match of:
            case core.Lit(value):
                return Text(str(value), "none" if value == NONE else str(value))
            case core.FactRef() | core.FieldRef():
                return self._words(of, place)
            case core.Count(inner):
                a = self._words(inner, place)
                return Text(f"{a.zh}的个数", f"the number of {a.en}")
            case core.Pick(which, inner):
                a = self._words(inner, place)
                last = which == "last"
                return Text(f"{a.zh}的{'最后' if last else '第'}一个", f"the {which} of {a.en}")
            case core.Tally():
                return Describer(self._vocabulary, place.this.step).operand(of, place.that.step)
            case core.Calc(op, left, right):
                a, b = self._operand_words(left, place), self._operand_words(right, place)
                return Text(f"({a.zh} {op} {b.zh})", f"({a.en} {op} {b.en})")

    def _cond_words(self, cond: core.Cond, place: Place) -> Text:
        return Describer(self._vocabulary, place.this.step).condition(cond, place.that.step)


def _negation(cond: core.Cond) -> core.Cond:
    return cond.of if isinstance(cond, core.Not) else core.Not(cond)
