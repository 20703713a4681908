"""How the place of words in a text stands in a sentence: 第三条:“…”, 十、“…”, 十.

In: the place as records have it; that of a point ends with the sign behind its number.
"""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.report.words.naming import named

_BEHIND_A_NUMBER = ("、", ".", "．")


def before_words(where: str) -> Text:
    """The place with a colon, which a sign behind a number stands for."""
    if where.endswith(_BEHIND_A_NUMBER):
        return plain(named(where))
    return Text(f"{named(where)}:", f"{named(where)}: ")


def among_others(where: str) -> str:
    """The place without the sign at its end, for a list of places."""
    return where.rstrip("".join(_BEHIND_A_NUMBER))
