"""The language of this run: `--lang`, else the locale, else Chinese. Help texts need it before parsing."""

from __future__ import annotations

import os
import sys
from functools import cache

from guiju.engine.diagnostics.text import Lang, Text


@cache
def run_language() -> Lang:
    """What the arguments or the environment ask for."""
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            wanted = value or (arguments[position + 1] if position + 1 < len(arguments) else "")
            if wanted in ("zh", "en"):
                return "en" if wanted == "en" else "zh"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def say(zh: str, en: str) -> str:
    """The wording for this run."""
    return Text(zh, en).in_lang(run_language())
