"""What every part of the tree builder needs: places, names, dates and numbers of tokens."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.numerals import ordinal
from guiju.engine.syntax.tokens import Kids
from lark import Token
from lark.tree import Meta

NEVER_IN_FORCE = Text(
    "终止的日期早于或者就是施行日,没有一天有效",
    "it ends before it begins, or on that day: it is never in force",
)


class BaseBuilder:
    """Impossible dates and numbers are collected in `diagnostics`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def kids(self, children: list[Any]) -> Kids:
        return Kids(children)

    def span(self, meta: Meta | Token) -> Span:
        if isinstance(meta, Meta) and meta.empty:
            return Span(self.file, 1, 1, 1, 1)
        return Span(self.file, meta.line or 1, meta.column or 1, meta.end_line or 1, meta.end_column or 1)

    def word(self, token: Token) -> t.Word:
        """A name; one that is also a keyword may stand in backquotes."""
        return t.Word(str(token).strip("`"), self.span(token))

    def strings(self, children: list[Any]) -> tuple[t.Word, ...]:
        """The texts in quotes among the children, without the quotes; the span of each includes them."""
        return tuple(t.Word(c[1:-1], self.span(c)) for c in Kids(children).tokens("STRING"))

    def date(self, token: Token) -> date:
        message = Text(f"没有 {token} 这一天", f"there is no day {token}")
        try:
            day = date.fromisoformat(token)
            if in_range(day):
                return day
            message = outside(token)
        except ValueError:
            pass
        self.diagnostics.append(Diagnostic("P004", message, self.span(token)))
        return date(2000, 1, 1)

    def time(self, token: Token) -> str:
        """A time of day as written, HH:MM."""
        try:
            time.fromisoformat(token)
            return str(token)
        except ValueError:
            message = Text(f"没有 {token} 这一时刻", f"there is no time {token}")
            hint = Text("写次日的 00:00", "write 00:00 of the next day") if token == "24:00" else None
            self.diagnostics.append(Diagnostic("P004", message, self.span(token), hint))
            return "00:00"

    def number(self, token: Token) -> Decimal:
        if len(token) > 18:
            message = Text("数字太长(最多 18 位)", "the number is too long (18 digits at most)")
            self.diagnostics.append(Diagnostic("P005", message, self.span(token)))
            return Decimal(1)
        return Decimal(token) if token[0].isascii() else Decimal(ordinal(token))

    def month_day(self, token: Token) -> Any:
        """A month and day, in a leap year."""
        month, day = (int(part) for part in re.findall("[0-9]+", token))
        try:
            return date(2000, month, day)
        except ValueError:
            message = Text(f"没有 {token} 这一天", f"there is no day {token}")
            self.diagnostics.append(Diagnostic("P004", message, self.span(token)))
            return date(2000, 1, 1)

    def whole(self, token: Token) -> int:
        """A count: a whole number that is not negative and within the limit on durations."""
        value = self.number(token)
        if value != value.to_integral_value() or not 0 <= value <= 36500:
            message = Text(
                f"这里要一个 0 到 36500 的整数,而不是 {token[:20]}",
                f"a whole number from 0 to 36500 belongs here, not {token[:20]}",
            )
            self.diagnostics.append(Diagnostic("P005", message, self.span(token)))
            return 1
        return int(value)

    def clause(self, role: str, meta: Meta, children: list[Any]) -> t.Clause:
        return t.Clause(role, tuple(self._values(children)), self.span(meta))

    def option(self, role: str, meta: Meta, children: list[Any]) -> t.Option:
        values = self._values(children)
        edge = next((c.type for c in children if isinstance(c, Token) and c.type in ("START", "END")), None)
        return t.Option(role, edge or (values[0] if values else None), self.span(meta))

    def _values(self, children: list[Any]) -> list[Any]:
        """The children without keywords and signs; names, numbers, dates and strings as values."""
        out: list[Any] = []
        for child in children:
            if not isinstance(child, Token):
                out.append(child)
            elif child.type == "NAME":
                out.append(self.word(child))
            elif child.type == "STRING":
                out.append(child[1:-1])
            elif child.type == "DATE":
                out.append(self.date(child))
            elif child.type == "NUMBER":
                out.append(self.whole(child))
        return out
