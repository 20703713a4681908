"""The shipped data of the calendar beside the yearly files, by the types that they are read as."""

from __future__ import annotations

from typing import TypeVar

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.text import Text, plain

T = TypeVar("T")


def shipped_data(name: str, form: type[T]) -> T:
    """The file of this name under `rules/calendar/`. Raises `Refused` when it is missing or damaged."""
    import msgspec.yaml

    try:
        return msgspec.yaml.decode((RULES / "calendar" / name).read_bytes(), type=form)
    except (OSError, msgspec.MsgspecError) as error:
        message = Text("文件读不了:", "the file cannot be read: ") + plain(shown(str(error), 200))
        raise Refused([Diagnostic("K002", message, Span(f"rules/calendar/{name}", 1, 1, 1, 1))]) from None
