"""Requirements and conditions in words, for the sentence that says what is wrong."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.operand_words import OperandWords
from guiju.engine.evaluate.wordings import wording_words
from guiju.engine.semantics import core

_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_OF_DAYS = {
    "<": Text("早于", "before"),
    "<=": Text("不晚于", "not after"),
    ">": Text("晚于", "after"),
    ">=": Text("不早于", "not before"),
}
_START = Text("程序开始", "the start of the procedure")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Describer(OperandWords):
    """Words for the conditions, points and windows of the core language."""

    def pattern(self, step: str, where: core.Cond) -> Text:
        """A step with its condition in brackets."""
        name = self.step(step)
        if where == core.Const(True):
            return name
        condition = self.condition(where, step)
        return name + Text(f"({condition.zh})", f" ({condition.en})")

    def condition(self, cond: core.Cond, step: str | None) -> Text:
        """A condition; `step` is the step whose fields `that` means."""
        match cond:
            case core.Const():
                return word("truth", "yes" if cond.value else "no")
            case core.Truth(of):
                return self._operand(of, step)
            case core.Compare(op, left, right):
                if self._of_days(left, step) and op in _OF_DAYS:
                    a, b, how = self._operand(left, step), self._operand(right, step, like=left), _OF_DAYS[op]
                    gap = " " if b.zh[:1].isdecimal() else ""
                    return Text(f"{a.zh}{how.zh}{gap}{b.zh}", f"{a.en} is {how.en} {b.en}")
                sign = _SIGNS[op]
                a, b = self._operand(left, step), self._operand(right, step, like=left)
                return Text(f"{a.zh} {sign} {b.zh}", f"{a.en} {sign} {b.en}")
            case core.Member(left, values):
                a = self._operand(left, step)
                listed = join([self._value(v, self._type(left, step)) for v in values], "或", " or ")
                return Text(f"{a.zh}为{listed.zh}", f"{a.en} is {listed.en}")
            case core.Contains(of, value):
                a, b = self._operand(of, step), self._held(of, value, step)
                return Text(f"{a.zh}含{b.zh}", f"{a.en} contains {b.en}")
            case core.Matches(of, patterns, wording):
                a, b = self._operand(of, step), wording_words(patterns, wording)
                return Text(f"{a.zh}匹配{b.zh}", f"{a.en} matches {b.en}")
            case core.Stated(of):
                a = self._operand(of, step)
                return Text(f"载明{a.zh}", f"{a.en} is stated")
            case core.Quant():
                return self._quantity(cond, step)
            case core.Odd(of):
                a = self._operand(of, step)
                return Text(f"{a.zh}是单数", f"{a.en} is odd")
            case core.Lasting():
                return self._lasting(cond, step)
            case core.Occurs(req):
                return self._occurs(req)
            case core.Not(of):
                a = self.condition(of, step)
                return Text(f"非({a.zh})", f"not ({a.en})")
            case core.And(parts):
                return join([self._part(p, step) for p in parts], " 且 ", " and ")
            case core.Or(parts):
                return join([self._part(p, step) for p in parts], " 或 ", " or ")

    def _of_days(self, of: core.Operand, step: str | None) -> bool:
        declared = self._type(of, step) if isinstance(of, core.FactRef | core.FieldRef) else None
        return declared is not None and declared.kind == "date"

    def _held(
        self, of: core.FactRef | core.FieldRef, value: str | core.FactRef | core.FieldRef, step: str | None
    ) -> Text:
        return (
            self._value(value, self._type(of, step)) if isinstance(value, str) else self._operand(value, step)
        )

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
            "at_most": Text(f"至多 {n} 个", f"at most {n} of "),
            "exactly": Text(f"恰好 {n} 个", f"exactly {n} of "),
            "share": Text(f"至少 {n}/{cond.d} 的", f"at least {n}/{cond.d} of "),
            "most": Text("过半", "more than half of "),
        }[cond.kind]
        return Text(f"{amount.zh}{whole.zh}满足({inner.zh})", f"{amount.en}{whole.en} has ({inner.en})")

    def _lasting(self, cond: core.Lasting, step: str | None) -> Text:
        bound = self.length(cond.duration, step)
        least = cond.op == ">="
        at = Text("不少于", "at least") if least else Text("不超过", "at most")
        if cond.first is not None or cond.last is not None:
            between = self.between(cond.first, cond.last, step)
            text = Text(f"{between.zh}{at.zh} {bound.zh}", f"{between.en} lasts {at.en} {bound.en}")
        elif cond.who == "this" and step is not None and self._this_step:
            owner = self.step(self._this_step)
            text = Text(f"{owner.zh}持续{at.zh} {bound.zh}", f"the {owner.en} lasts {at.en} {bound.en}")
        else:
            text = Text(f"持续{at.zh} {bound.zh}", f"it lasts {at.en} {bound.en}")
        if cond.excluding:
            steps = join([self.step(s) for s in cond.excluding])
            text += Text(f"(不计{steps.zh}期间)", f" (not counting the days of {steps.en})")
        return text

    def between(
        self,
        first: core.FactRef | core.FieldRef | None,
        last: core.FactRef | core.FieldRef | None,
        step: str | None = None,
    ) -> Text:
        """The time between two days that are named (None: the start, the end)."""
        a = self._operand(first, step) if first is not None else Text("开始", "the start")
        b = self._operand(last, step) if last is not None else Text("结束", "the end")
        return Text(f"从{a.zh}到{b.zh}", f"the time from {a.en} to {b.en}")

    def _occurs(self, req: core.Exists | core.Forbid) -> Text:
        about = self.step(self._this_step) if self._this_step else _START
        if self._broken is not None:
            about = Text("违反", "the breach")
        wanted, place = self.pattern(req.step, req.where), self._window(req.window, about, about)
        if isinstance(req, core.Forbid):
            return Text(f"{place.zh}没有{wanted.zh}", f"there is no {wanted.en} {place.en}")
        times = _times(req)
        return Text(f"{place.zh}有{wanted.zh}{times.zh}", f"there is {wanted.en} {place.en}{times.en}")

    def window(self, window: core.Window, this: Record | None) -> Text:
        """Where something was looked for: before or after which record, within how many days."""
        activation = about = self.about(this)
        if this is not None and not this.step and isinstance(window.this_point, core.EdgePoint):
            about = self._point(window.this_point, activation)
        return self._window(window, about, activation)

    def about(self, this: Record | None) -> Text:
        """What an activation is about: its record, its period, for the case the start of the procedure."""
        if this is None:
            return _START
        if this.step:
            return self.record(this)
        if self._broken is not None:
            return Text(
                f"{this.start} 对“{self._broken.zh}”的违反",
                f"the breach of '{self._broken.en.replace('_', ' ')}' on {this.start}",
            )
        if this.end is None:
            return Text(f"{this.start} 起的期间", f"the period from {this.start}")
        return Text(f"{this.start} 至 {this.end} 的期间", f"the period from {this.start} to {this.end}")

    def _window(self, window: core.Window, about: Text, activation: Text) -> Text:
        if window.this_point is not None and not isinstance(window.this_point, core.EdgePoint):
            about = self._point(window.this_point, about)
        if (
            window.direction == "any"
            and window.hi is not None
            and (window.hi.n, window.hi.unit, window.hi.of) == (0, "day", None)
        ):
            return Text(f"与{about.zh}同一天", f"on the same day as {about.en}")
        where = {
            "before": Text(f"{about.zh}之前", f"before {about.en}"),
            "after": Text(f"{about.zh}之后", f"after {about.en}"),
            "covering": Text(f"在{about.zh}当时", f"at the time of {about.en}"),
            "any": Text("全案之中", "anywhere in the case"),
        }[window.direction]
        low = self.length(window.lo) if window.lo is not None else None
        high = self.length(window.hi) if window.hi is not None else None
        limits = self._limits(window, activation)
        if window.direction == "any" and (low or high):
            where = Text(f"与{about.zh}相距", "")
        elif window.direction == "any" and limits:
            inside = join(limits, "、", ", ")
            where, limits = Text(inside.zh, f"({inside.en})"), []
        if low is not None:
            where += Text(f"至少 {low.zh}", f" by at least {low.en}" if where.en else f"at least {low.en}")
        if high is not None:
            where += Text(f" {high.zh}之内", f" within {high.en}" if where.en else f"within {high.en}")
        if window.direction == "any" and (low or high):
            where += Text("", f" of {about.en}")
        if window.same_day:
            where += Text("(同日亦可)", " (or on the same day)")
        if window.none_between:
            steps = join([self.step(s) for s in window.none_between])
            where += Text(f"(其间没有{steps.zh})", f" (with no {steps.en} between)")
        if window.immediate:
            where += Text("(紧接着)", " (with nothing between)")
        for limit in limits:
            where += Text(f"({limit.zh})", f" ({limit.en})")
        return where

    def _limits(self, window: core.Window, activation: Text) -> list[Text]:
        """The days that bound a window outright."""
        limits = []
        if window.since is not None:
            day = self._point(window.since, activation)
            limits.append(Text(f"不早于{day.zh}", f"not before {day.en}"))
        if window.by is not None:
            day = self._point(window.by, activation)
            limits.append(Text(f"不晚于{day.zh}", f"not after {day.en}"))
        return limits

    def _point(self, point: core.Point, about: Text) -> Text:
        match point:
            case core.DatePoint(of):
                return self._operand(of, None)
            case core.FixedPoint(day):
                return plain(str(day))
            case core.YearDayPoint():
                return _year_day(point)
            case core.LatestPoint(points, pick="earliest"):
                named = join([self._point(p, about) for p in points], "、", ", ")
                return Text(f"{named.zh}中最早的一日", f"the earliest of {named.en}")
            case core.LatestPoint():
                return Text("最后一次相关日期", "the latest of the dates concerned")
            case core.EdgePoint("start"):
                return Text(f"{about.zh}的第一天", f"the first day of {about.en}")
            case core.EdgePoint():
                return Text(f"{about.zh}的最后一天", f"the last day of {about.en}")


def _year_day(point: core.YearDayPoint) -> Text:
    year = {0: Text("当年", "that year"), 1: Text("次年", "the year after")}.get(point.years)
    if year is None:
        year = Text(f"其后第 {point.years} 年的", f"the {point.years}th year after")
    return Text(
        f"{year.zh}{point.month}月{point.day}日", f"{point.day} {_MONTHS[point.month - 1]} of {year.en}"
    )


def _times(req: core.Exists) -> Text:
    """How often, where it is not at least once."""
    least, most = req.at_least, req.at_most
    if most is None:
        return Text(f"至少 {least} 次", f" at least {_often(least)}") if least > 1 else plain("")
    if least == most:
        return Text(f"恰好 {least} 次", f" exactly {_often(least)}")
    if least == 0:
        return Text(f"至多 {most} 次", f" at most {_often(most)}")
    return Text(f" {least} 至 {most} 次", f" {least} to {most} times")


def _often(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
