"""Names, values and operands in words, with the names of one vocabulary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guiju.engine.case.model import NONE, Record, Value
from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import money, multiple, quantity, word
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    BUILT_IN,
    FieldDecl,
    Name,
    Type,
    Vocabulary,
    find_field,
)

_ELEMENT = Text("它", "it")
_TALLIES: dict[core.TallyKind, Text] = {
    "distinct": Text("不同值的个数", "the number of different values of"),
    "most_frequent": Text("最多见的值出现的次数", "how often the most frequent value occurs among"),
    "sum": Text("的合计", "the sum of"),
}
_ARITHMETIC = {"+": "+", "-": "-", "*": "×", "/": "÷"}


class OperandWords:
    """Words for values and what they are read from. `this_step` is the step of the activating record, so that a
    field of it can be told from a field of the record looked for; `broken` the rule whose breach is spoken of."""

    def __init__(
        self, vocabulary: Vocabulary, this_step: str | None = None, broken: Name | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._this_step = this_step
        self._broken = broken

    def step(self, name: str) -> Text:
        declared = self._vocabulary.steps.get(name)
        return declared.name.words if declared else plain(name)

    def operand(self, of: core.Operand, step: str | None = None) -> Text:
        """What is compared, in words; `step` is the step whose fields `that` means."""
        return self._operand(of, step)

    def record(self, record: Record) -> Text:
        """The date and the step of a record; of a text the place."""
        where = place_in_text(record)
        if where is not None:
            return place_words(where)
        when = f"{record.start} {record.time}" if record.time else str(record.start)
        if record.end is None:
            when += " 起"
        elif record.end != record.start:
            when += f" 至 {record.end}"
        english = when.replace(" 至 ", " to ").replace(" 起", " onwards")
        name = self.step(record.step)
        return Text(
            f"{when}的{name.zh}" if record.end is None else f"{when} 的{name.zh}",
            f"the {name.en} of {english}",
        )

    def _operand(self, of: core.Operand, step: str | None, like: core.Operand | None = None) -> Text:
        match of:
            case core.Lit(value):
                return self._value(value, self._type(like, step) if like else None)
            case core.FactRef(name):
                declared = self._vocabulary.facts.get(name) or AUTHORITY_FACTS.get(name)
                return declared.name.words if declared else plain(name)
            case core.FieldRef(who, name):
                return self._field(who, name, step)
            case core.Count(inner):
                a = self._operand(inner, step)
                return Text(f"{a.zh}的个数", f"the number of {a.en}")
            case core.Pick(which, inner):
                a = self._operand(inner, step)
                last = which == "last"
                return Text(f"{a.zh}的{'最后' if last else '第'}一个", f"the {which} of {a.en}")
            case core.Tally(kind, inner, part):
                return self._tally(kind, self._operand(inner, step), part, inner, step)
            case core.Calc(op, left, right):
                a, b = self._term(left, step), self._term(right, step)
                sign = _ARITHMETIC[op]
                return Text(f"{a.zh} {sign} {b.zh}", f"{a.en} {sign} {b.en}")

    def _tally(
        self,
        kind: core.TallyKind,
        whole: Text,
        part: str | None,
        of: core.FactRef | core.FieldRef,
        step: str | None,
    ) -> Text:
        """What is reckoned over a list, in words."""
        declared = self._type(of, step)
        named = find_field(declared.item, part) if declared is not None and part is not None else None
        label = named.name.words if named is not None else plain(part) if part is not None else None
        values = Text(f"{whole.zh}中{label.zh}", f"{label.en} in {whole.en}") if label is not None else whole
        how = _TALLIES[kind]
        return Text(f"{values.zh}{how.zh}", f"{how.en} {values.en}")

    def length(self, length: core.Duration, step: str | None = None) -> Text:
        """A length of time as the rule writes it, or the name of what states it."""
        if length.shares:
            parts = [multiple(self.length(s.length, step), s.n, s.d) for s in length.shares]
            return join(parts, " + ", " + ")
        if length.of is None:
            return quantity(length.n, length.unit)
        owner, name = length.of
        return self._operand(core.FactRef(name) if owner == "fact" else core.FieldRef("this", name), step)

    def _term(self, of: core.Operand, step: str | None) -> Text:
        text = self._operand(of, step)
        return Text(f"({text.zh})", f"({text.en})") if isinstance(of, core.Calc) else text

    def _field(self, who: core.Who, name: str, step: str | None) -> Text:
        declared = self._declared(who, name, step)
        label = _ELEMENT if name == core.ELEMENT else declared.name.words if declared else plain(name)
        if who == "this" and step is not None and self._this_step is not None:
            owner = self.step(self._this_step)
            if name == core.START and not self._vocabulary.steps[self._this_step].interval:
                return Text(f"{owner.zh}之日", f"the day of the {owner.en}")
            return Text(f"{owner.zh}的{label.zh}", f"the {label.en} of the {owner.en}")
        return label

    def _declared(self, who: core.Who, name: str, step: str | None) -> FieldDecl | None:
        if who != "item" and name in BUILT_IN:
            return BUILT_IN[name]
        owner = self._this_step if who == "this" or step is None else step
        declared = self._vocabulary.steps.get(owner or "")
        if declared is None:
            return None
        if who == "item":
            inner = [f for outer in declared.fields for f in outer.type.item]
            return find_field(inner, name)
        return find_field(declared.fields, name)

    def _type(self, of: core.Operand | None, step: str | None) -> Type | None:
        if isinstance(of, core.FactRef):
            declared = self._vocabulary.facts.get(of.name) or AUTHORITY_FACTS.get(of.name)
            return declared.type if declared else None
        if isinstance(of, core.FieldRef):
            field = self._declared(of.who, of.name, step)
            return field.type if field else None
        return None

    def _value(self, value: Value, kind: Type | None) -> Text:
        if isinstance(value, bool):
            return word("truth", "yes" if value else "no")
        if kind is not None and isinstance(value, str):
            found = next((v for v in kind.values if v.zh == value), None)
            if found:
                return found.words
        if value == NONE:
            return Text(NONE, "none")
        if isinstance(value, core.Duration):
            return quantity(value.n, value.unit)
        if isinstance(value, Decimal) and kind is not None and kind.kind == "amount":
            return money(value)
        if isinstance(value, str | Decimal | date):
            return plain(str(value))
        return plain("…")
