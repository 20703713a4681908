"""What the title and the number of a norm tell of its rank, for one that no index knows."""

from __future__ import annotations

import re

from guiju.engine.document.cited import Source
from guiju.engine.document.grammar import words
from guiju.engine.document.telling import without_edition
from guiju.engine.textcase.values import UNKNOWN_RANK

_LONGEST_PLACE = 12
_CARRIES_OUT_A_LAW = re.compile(r"(.{2,12}?)实施[<＜〈《][^<＜〈《>＞〉》]+法[>＞〉》]办法")
"""某省实施〈中华人民共和国甲法〉办法: what people's congresses of provinces call their regulations on a law."""


def inferred_rank(source: Source) -> str:
    """The rank, `UNKNOWN_RANK` where neither tells it. An order of the State Council is a regulation, 条例 with the name
    of a place before it is local, what ends with 法 and not with 办法 is a law."""
    if source.number is not None:
        code = source.number.code
        if source.number.order:
            return _of_order(code, source)
        return "规范性文件"
    return _of_title(source)


def _of_order(code: str, source: Source) -> str:
    for name, rank in (
        ("rank_law_orders", "法律"),
        ("rank_state_orders", "行政法规"),
        ("rank_local_orders", "地方政府规章"),
        ("rank_ministry_orders", "部门规章"),
    ):
        if any(word in code for word in words(name)):
            return rank
    return _of_title(source)


def _of_title(source: Source) -> str:
    title = without_edition(source.title or "")
    if title.endswith(words("rank_constitution")):
        return "宪法"
    if title.endswith(words("rank_law")) and not title.endswith(words("rank_not_law")):
        return "法律"
    if title.endswith(words("rank_regulations")):
        return "地方性法规" if _names_place(title[:_LONGEST_PLACE]) else "行政法规"
    carried_out = _CARRIES_OUT_A_LAW.fullmatch(title)
    if carried_out is not None and _names_place(carried_out[1]):
        return "地方性法规"
    return UNKNOWN_RANK


def _names_place(text: str) -> bool:
    return any(word in text for word in words("rank_of_place"))
