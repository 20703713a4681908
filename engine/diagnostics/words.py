"""The words of the law's form, read once from `grammars/words.toml`, and Chinese numerals."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache

from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.text import Text

_DIGITS = "零一二三四五六七八九"


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((GRAMMARS / "words.toml").read_text("utf-8"))


@cache
def word(group: str, key: str) -> Text:
    """The word for `key` in a group of the table, e.g. `word("state", "violated")`; KeyError if there is none."""
    entry = _table()[group][key]
    return Text(entry["zh"], entry["en"])


def words_of(group: str) -> tuple[Text, ...]:
    """All words of a group of the table."""
    return tuple(Text(entry["zh"], entry["en"]) for entry in _table()[group].values())


def numbered(group: str, key: str, n: int) -> Text:
    """A word with a number in it: `numbered("citation", "article", 25)` is the form used in a citation."""
    pattern = word(group, key)
    return Text(pattern.zh.format(n=chinese_number(n)), pattern.en.format(n=n))


def inserted(article: Text, suffix: int) -> Text:
    """The article inserted after the one so cited: 第十五条之一, art. 15-1; that one itself for 0."""
    if not 0 < suffix < 10000:
        return article
    return article + Text(f"之{chinese_number(suffix)}", f"-{suffix}")


def quantity(n: int, unit: str) -> Text:
    """A number of days, working days, months or years, with digits, as the law itself writes them."""
    name = word("unit", unit)
    english = name.en.replace("(s)", "" if n == 1 else "s")
    return Text(f"{n}{name.zh}", f"{n} {english}")


def multiple(length: Text, n: int, d: int) -> Text:
    """So many parts of a length, or so many times as much: 60日 × 1/3; the length itself for 1 of 1."""
    if n == d:
        return length
    times = f" × {n}" if d == 1 else f" × {n}/{d}"
    return length + Text(times, times)


_LARGE = ((Decimal(10**8), "hundred_million"), (Decimal(10**4), "ten_thousand"), (Decimal(1), "yuan"))


def money(yuan: Decimal) -> Text:
    """An amount, in Chinese in the largest unit that leaves at most two decimals: 5000万元, 1.25亿元, 300元."""
    fitting = ((yuan / unit, name) for unit, name in _LARGE if abs(yuan) >= unit and yuan % (unit / 100) == 0)
    n, name = next(fitting, (yuan, "yuan"))
    pattern = word("money", name)
    return Text(pattern.zh.format(n=f"{n.normalize():f}"), pattern.en.format(n=f"{yuan.normalize():,f}"))


MOST_NUMERAL = 10_000
"""Chinese numerals reach up to the number before."""


@cache
def chinese_number(n: int) -> str:
    """1..9999 in Chinese numerals (25 as 二十五, 10 as 十); ValueError outside that range."""
    if not 0 < n < MOST_NUMERAL:
        raise ValueError(f"no article number: {n}")
    out, zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + mark
            zero = False
        else:
            zero = bool(out)
    return out[1:] if out.startswith("一十") else out
