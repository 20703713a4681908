"""How the place of words in a text stands in a sentence: 第三条:“…”, 十、“…”, 十.

In: the place as records have it; that of a point ends with the sign behind its number.
"""

from __future__ import annotations

from guiju.engine.diagnostics.places import place_words
from guiju.engine.diagnostics.text import Text
from guiju.engine.report.words.naming import named

_BEHIND_A_NUMBER = ("、", ".", "．")


def before_words(where: str) -> Text:
    """The place with a colon, which a sign behind a number stands for."""
    told = place_words(named(where))
    colon = "" if where.endswith(_BEHIND_A_NUMBER) else ":"
    return Text(f"{told.zh}{colon}", f"{told.en}: ")


def among_others(where: str) -> Text:
    """The place without the sign at its end, for a list of places."""
    told = place_words(named(where))
    return Text(told.zh.rstrip("".join(_BEHIND_A_NUMBER)), told.en)
