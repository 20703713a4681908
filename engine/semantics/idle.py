"""Options that say something without effect, because there is no bound they could act on. Each is an error (P014).

A word that changes nothing is read by people as if it did; so it is refused where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Window
from guiju.engine.semantics.names import Table
from guiju.engine.syntax import tree as t

_FULL = Text(
    "“足日”只用于“至少”的天数,这里不起作用",
    "'full_days' acts on a least number of days; it has no effect here",
)
_ROLL = Text(
    "“顺延”只用于“至多”的期限,这里不起作用", "'rolling' acts on a greatest distance; it has no effect here"
)
_SAME_DAY = Text(
    "“同日亦可”只用于先于、后于,这里不起作用",
    "'same_day_too' acts on what comes before or after; it has no effect here",
)
_NO_BOUND = Text("没有写天数,这个选项不起作用", "no number of days is given, so this option has no effect")


def idle_in_window(table: Table, options: Iterable[t.Option], window: Window) -> None:
    """Errors for the options of a window that it has no use for."""
    for option in options:
        match option.name:
            case "full_days" if window.lo is None:
                table.error("P014", _FULL, option.span)
            case "roll" if window.hi is None:
                table.error("P014", _ROLL, option.span)
            case "same_day" if window.direction not in ("before", "after"):
                table.error("P014", _SAME_DAY, option.span)
            case "back" | "excluding" if window.lo is None and window.hi is None:
                table.error("P014", _NO_BOUND, option.span)


def idle_in_lasting(table: Table, op: str, options: Iterable[t.Option]) -> None:
    """The same for how long a step lasts: at least (`>=`) or at most (`<=`). Its last day may roll on either way."""
    for option in options:
        if option.name == "full_days" and op == "<=":
            table.error("P014", _FULL, option.span)
