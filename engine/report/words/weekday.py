"""The day of the week beside a date: whoever calls a meeting wants to see that it would be a Saturday."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.text import Text

_NAMES = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)


def weekday(day: date) -> Text:
    """Its short name: 周六, Sat."""
    return _NAMES[day.weekday()]


def with_weekday(day: date) -> Text:
    """The date with it: `2026-12-19(周六)`."""
    name = weekday(day)
    return Text(f"{day}({name.zh})", f"{day} ({name.en})")
