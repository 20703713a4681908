"""A line whose colon does not separate, because no blank follows it or it is a full-width one."""

from __future__ import annotations

import re

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text

_TEXT = r"[^\s:：,，{}\[\]\"'#]"
_ONE = rf"({_TEXT}[^\n:：,，{{}}\[\]\"'#]*?)[ ]*(：[ ]?|:)(?![/\\])"
_LINE = re.compile(rf"(?:-[ ]+)?(?:\{{[ ]*)?{_ONE}([^\s].*)?$", re.DOTALL)
_SHOWN = 40


def glued(text: str) -> tuple[Text, Text] | None:
    """What is wrong with a text like `name:value`, and how to write it; None when it is no such text.

    Times (09:30), addresses (http://…) and texts with a proper colon are no such texts.
    """
    line = text.strip().split("\n", 1)[0][: limits.KEY_CHARS]
    found = _LINE.match(line)
    if found is None or ": " in line or found[1].isdigit():
        return None
    name, colon, value = found[1].strip(), found[2], (found[3] or "").strip()
    if colon == ":" and not value:
        return None
    short = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    written = f"{name}: {short or '…'}"
    message = Text("冒号后要空一格", "put a blank after the colon")
    if colon.startswith("："):
        message = Text(
            "这里是全角冒号;要用半角冒号,冒号后要空一格",
            "this is a full-width colon; use an ASCII one and put a blank after the colon",
        )
    return message, Text(f"写成「{written}」", f"write “{written}”")
