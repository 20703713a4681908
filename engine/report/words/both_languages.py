"""A text as JSON holds it in every report: in both languages, side by side."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text


def both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
