"""A notice on the public holidays of a year, as transcribed under `rules/calendar/`."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.text import Text
from msgspec import Struct


class Holiday(Struct, frozen=True):
    """One holiday of a notice: off from `first` to `last`, both included; `worked` are the weekend days
    worked in exchange (调休)."""

    name: Text
    first: date
    last: date
    worked: tuple[date, ...] = ()


class Notice(Struct, frozen=True):
    """A notice of the State Council's General Office: its number (文号), what it does in our own words, its
    date, and `known_from`, the earliest day on which it was public."""

    number: str
    title: Text
    dated: date
    known_from: date
    holidays: tuple[Holiday, ...]
