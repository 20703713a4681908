"""Requirements and conditions in words, for the sentence that says what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guiju.engine.case.model import NONE, Record, Value
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity, word
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import FieldDecl, Type, Vocabulary, find_field

_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_BUILT_IN = {
    core.ACTOR: Text("主体", "actor"),
    core.EVIDENCE: Text("凭证", "evidence"),
    core.START: Text("起", "start"),
    core.END: Text("止", "end"),
    core.TIME: Text("时间", "time"),
}


class Describer:
    """Words for parts of the core language, with the names of one vocabulary. `this_step` is the step of the
    activating record, so that a field of it can be told from a field of the record looked for."""

    def __init__(self, vocabulary: Vocabulary, this_step: str | None = None) -> None:
        self._vocabulary = vocabulary
        self._this_step = this_step

    def step(self, name: str) -> Text:
        declared = self._vocabulary.steps.get(name)
        return declared.name.words if declared else plain(name)

    def pattern(self, step: str, where: core.Cond) -> Text:
        """A step with its condition in brackets."""
        name = self.step(step)
        if where == core.Const(True):
            return name
        condition = self.condition(where, step)
        return name + Text(f"({condition.zh})", f" ({condition.en})")

    def record(self, record: Record) -> Text:
        """The date and the step of a record."""
        when = str(record.start)
        if record.end is None:
            when += " 起"
        elif record.end != record.start:
            when += f" 至 {record.end}"
        if record.time:
            when += f" {record.time}"
        english = when.replace(" 至 ", " to ").replace(" 起", " onwards")
        name = self.step(record.step)
        return Text(
            f"{when}的{name.zh}" if record.end is None else f"{when} 的{name.zh}",
            f"the {name.en} of {english}",
        )

    def condition(self, cond: core.Cond, step: str | None) -> Text:
        """A condition; `step` is the step whose fields `that` means."""
        match cond:
            case core.Const():
                return word("truth", "yes" if cond.value else "no")
            case core.Truth(of):
                return self._operand(of, step)
            case core.Compare(op, left, right):
                sign = _SIGNS[op]
                a, b = self._operand(left, step), self._operand(right, step, like=left)
                return Text(f"{a.zh} {sign} {b.zh}", f"{a.en} {sign} {b.en}")
            case core.Member(left, values):
                a = self._operand(left, step)
                listed = join([self._value(v, self._type(left, step)) for v in values], "或", " or ")
                return Text(f"{a.zh}为{listed.zh}", f"{a.en} is {listed.en}")
            case core.Contains(of, value):
                a, b = self._operand(of, step), self._value(value, self._type(of, step))
                return Text(f"{a.zh}含{b.zh}", f"{a.en} contains {b.en}")
            case core.Stated(of):
                a = self._operand(of, step)
                return Text(f"载明{a.zh}", f"{a.en} is stated")
            case core.Quant():
                return self._quantity(cond, step)
            case core.Not(of):
                a = self.condition(of, step)
                return Text(f"非({a.zh})", f"not ({a.en})")
            case core.And(parts):
                return join([self._part(p, step) for p in parts], " 且 ", " and ")
            case core.Or(parts):
                return join([self._part(p, step) for p in parts], " 或 ", " or ")

    def _part(self, cond: core.Cond, step: str | None) -> Text:
        text = self.condition(cond, step)
        if isinstance(cond, core.And | core.Or):
            return Text(f"({text.zh})", f"({text.en})")
        return text

    def _quantity(self, cond: core.Quant, step: str | None) -> Text:
        whole = self._operand(cond.of, step)
        inner = self.condition(cond.where, step)
        n = cond.n
        amount = {
            "every": Text("每个", "every entry of "),
            "at_least": Text(f"至少 {n} 个", f"at least {n} of "),
            "most": Text("过半", "more than half of "),
        }[cond.kind]
        return Text(f"{amount.zh}{whole.zh}满足({inner.zh})", f"{amount.en}{whole.en} has ({inner.en})")

    def _operand(self, of: core.Operand, step: str | None, like: core.Operand | None = None) -> Text:
        match of:
            case core.Lit(value):
                return self._value(value, self._type(like, step) if like else None)
            case core.FactRef(name):
                declared = self._vocabulary.facts.get(name)
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

    def _field(self, who: core.Who, name: str, step: str | None) -> Text:
        if name in _BUILT_IN:
            label = _BUILT_IN[name]
        else:
            declared = self._declared(who, name, step)
            label = declared.name.words if declared else plain(name)
        if who == "this" and step is not None and self._this_step is not None:
            owner = self.step(self._this_step)
            return Text(f"{owner.zh}的{label.zh}", f"the {label.en} of the {owner.en}")
        return label

    def _declared(self, who: core.Who, name: str, step: str | None) -> FieldDecl | None:
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
            declared = self._vocabulary.facts.get(of.name)
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
        if isinstance(value, str | Decimal | date):
            return plain(str(value))
        return plain("…")

    def window(self, window: core.Window, this: Record | None) -> Text:
        """Where something was looked for: before or after which record, within how many days."""
        about = (
            self.record(this)
            if this is not None and this.step
            else Text("程序开始", "the start of the procedure")
        )
        if window.this_point is not None and not isinstance(window.this_point, core.EdgePoint):
            about = self._point(window.this_point, about)
        if window.direction == "any" and window.hi == core.Duration(0, "day"):
            return Text(f"与{about.zh}同一天", f"on the same day as {about.en}")
        where = {
            "before": Text(f"{about.zh}之前", f"before {about.en}"),
            "after": Text(f"{about.zh}之后", f"after {about.en}"),
            "covering": Text(f"在{about.zh}当时", f"at the time of {about.en}"),
            "any": Text("全案之中", "anywhere in the case"),
        }[window.direction]
        low = quantity(window.lo.n, window.lo.unit) if window.lo is not None else None
        high = quantity(window.hi.n, window.hi.unit) if window.hi is not None else None
        if window.direction == "any" and (low or high):
            where = Text(f"与{about.zh}相距", "")
        if low is not None:
            where += Text(f"至少 {low.zh}", f" by at least {low.en}" if where.en else f"at least {low.en}")
        if high is not None:
            where += Text(f" {high.zh}之内", f" within {high.en}" if where.en else f"within {high.en}")
        if window.direction == "any" and (low or high):
            where += Text("", f" of {about.en}")
        if window.none_between:
            steps = join([self.step(s) for s in window.none_between])
            where += Text(f"(其间没有{steps.zh})", f" (with no {steps.en} between)")
        if window.immediate:
            where += Text("(紧接着)", " (with nothing between)")
        return where

    def _point(self, point: core.Point, about: Text) -> Text:
        if isinstance(point, core.DatePoint):
            return self._operand(point.of, None)
        if isinstance(point, core.LatestPoint):
            return Text("最后一次相关日期", "the latest of the dates concerned")
        return about
