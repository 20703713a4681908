"""One line on what each keyword does, from `grammars/keyword_help.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.text import Text


@cache
def _table() -> dict[str, Text]:
    raw = tomllib.loads((GRAMMARS / "keyword_help.toml").read_text("utf-8"))
    return {terminal: Text(both["zh"], both["en"]) for terminal, both in raw.items()}


def keyword_help(terminal: str) -> Text | None:
    """What a keyword does; None for a terminal that is none."""
    return _table().get(terminal)
