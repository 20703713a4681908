"""Errors for time in hours where only days can be counted (P014)."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.hours import A_DAY, in_hours, window_in_hours, wrong_in_length, wrong_in_window
from guiju.engine.semantics.names import Table
from guiju.engine.semantics.vocabulary import StepDecl
from guiju.engine.semantics.walk import singles

_HINT = Text("写成日,或者从记录的起、止数起", "count in days, or from the start or end of a record")
_NO_HOURS = Text("这里按日计,不能按小时", "this is counted in days, not in hours")
_BREACH = Text(
    "违反以后补做的,从违反的那一天数起,那一天没有时刻",
    "what is owed after a breach counts from the day of the breach, which has no time",
)


def hours_in_window(table: Table, window: core.Window, this: StepDecl | None, span: Span) -> None:
    if window_in_hours(window):
        _refuse(table, wrong_in_window(window, of_record=this is not None), span)


def hours_in_length(
    table: Table, asked: core.Lasts | core.Lasting, this: StepDecl | None, span: Span
) -> None:
    """For how long a record of `this` lasts, or two days lie apart."""
    if in_hours(asked.duration):
        _refuse(table, wrong_in_length(asked, of_record=this is not None), span)


def hours_after_a_breach(table: Table, owed: core.Req, span: Span) -> None:
    """For what is owed instead, which counts from the day of the breach unless it names a point."""
    for req in singles(owed):
        window = req.window if isinstance(req, core.Exists | core.Forbid) else core.Window()
        if window_in_hours(window) and window.this_point is None:
            table.error("P014", _BREACH, span, _HINT)


def no_hours(table: Table, length: Duration | None, span: Span) -> None:
    if in_hours(length):
        table.error("P014", _NO_HOURS, span)


def _refuse(table: Table, wrong: Iterable[Text], span: Span) -> None:
    for message in wrong:
        table.error("P014", message, span, _HINT if message is A_DAY else None)
