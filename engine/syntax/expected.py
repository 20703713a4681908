"""What may stand at a place of a text, said for its author: few things by name, many by kind, the likely ones first."""

from __future__ import annotations

from collections.abc import Collection

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.syntax.keywords import keyword_table, token_word
from msgspec import Struct

LISTED = 8
"""Up to so many things are named one by one."""

_AS_A_STEP = frozenset({"BEFORE", "LASTS", "THEN"})
_NAMED_OF_A_KIND = 3


class _Kind(Struct, frozen=True):
    """A kind of things: what it is called, its usual members (named as examples), and all others."""

    name: Text
    usual: tuple[str, ...]
    others: tuple[str, ...] = ()


_KINDS = (
    _Kind(
        Text("比较", "a comparison"),
        ("EQ", "GE", "LE"),
        ("NE", "LT", "GT", "IN", "CONTAINS", "CONTAINS_ALL", "CONTAINS_ANY"),
    ),
    _Kind(Text("连接条件的词", "a word that joins conditions"), ("AND", "OR")),
    _Kind(
        Text("时间上的限定", "a bound in time"),
        ("BEFORE", "AFTER", "WITHIN"),
        (
            "THEN", "ANYTIME", "COVERING", "SINCE", "BY", "AT_LEAST", "EXACTLY", "FULL_DAYS", "ROLL", "BACK",
            "EXCLUDING", "NONE_BETWEEN", "SAME_DAY", "IMMEDIATE", "COUNTED_AT",
        ),
    ),
    _Kind(
        Text("值", "a value"),
        ("NAME", "NUMBER", "STRING"),
        (
            "DATE", "TRUE", "FALSE", "NONE", "FRACTION", "MONTH_DAY", "THIS", "IT", "COUNT", "FIRST", "LAST",
            "SUM", "DISTINCT", "MOST_FREQUENT",
        ),
    ),
    _Kind(Text("条件", "a condition"), ("NOT", "STATED", "EVERY"), ("MOST", "ODD", "LASTING", "FROM", "LPAR")),
    _Kind(Text("计算", "arithmetic"), ("PLUS", "MINUS"), ("TIMES", "DIVIDED", "SLASH")),
)  # fmt: skip
_GROUPS = {
    "requirement": (Text("一项要求", "a requirement"), ("HAS", "HAS_NO", "TEST")),
    "clause": (
        Text("下一个条款", "the next clause"),
        ("BASIS", "GIST", "WHEN", "CONFORMING", "RECORD", "STEP"),
    ),
    "declaration": (
        Text("下一个声明", "the next declaration"),
        ("MUST", "EXCEPTION", "EXAMPLE", "PROCEDURE"),
    ),
}
_LAST = ("RBRACE", "$END")


_NO_RULE = Text(
    ";这里要的是一项要求,不能写规则的名称", "; a requirement is wanted here, and no name of a rule"
)


def expected(allowed: Collection[str], before: str | None = None, *, demanded: bool = False) -> Text | None:
    """What may stand where only the terminals `allowed` may; `before` is the word that stands before the place,
    `demanded` whether a clause that takes a requirement stands before that."""
    if not allowed:
        return None
    if before is not None and _AS_A_STEP <= set(allowed) <= _AS_A_STEP | {"LPAR"}:
        return Text(
            f"“{before}”在这里读作步骤的名称,其后写 先于、之后 或者 期限{_NO_RULE.zh if demanded else ''}",
            f"'{before}' is read as the name of a step here; before, then or lasts comes after it"
            + (_NO_RULE.en if demanded else ""),
        )
    kinds, rest = _by_kind(allowed)
    if len(allowed) <= LISTED:
        return Text("可以是:", "expected: ") + join([token_word(t) for k in kinds for t in k[1]] + rest)
    said = [_kind_words(name, members) for name, members in kinds] + rest
    return Text("这里可以写:", "expected here: ") + join(said, zh=";", en="; ")


def _kind_words(name: Text, members: list[str]) -> Text:
    words = [token_word(t) for t in members]
    if len(words) <= _NAMED_OF_A_KIND:
        return join(words)
    shown = join(words[:_NAMED_OF_A_KIND])
    return Text(f"{name.zh}({shown.zh}…)", f"{name.en} ({shown.en}, …)")


def _by_kind(allowed: Collection[str]) -> tuple[list[tuple[Text, list[str]]], list[Text]]:
    """The kinds there are, each with its members (the usual ones first), and the words of what has no kind."""
    left = set(allowed)
    kinds: list[tuple[Text, list[str]]] = []

    def take(name: Text, members: Collection[str]) -> None:
        found = [t for t in members if t in left]
        left.difference_update(found)
        if found:
            kinds.append((name, found))

    for kind in _KINDS:
        take(kind.name, (*kind.usual, *kind.others))
    for group, (name, usual) in _GROUPS.items():
        take(name, (*usual, *(t for t in keyword_table()[group] if t not in usual)))
    rest = sorted(left - set(_LAST)) + [t for t in _LAST if t in left]
    return kinds, [token_word(t) for t in rest]
