"""The text that a notice carries: 关于印发《…》的通知, with the 《…》 behind its signature or as its annex."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.document.grammar import words
from guiju.engine.document.line import Line
from guiju.engine.document.rows import Row
from guiju.engine.document.telling import genre_of

_MOST_TITLE_LINES = 5
_LONGEST_TITLE_LINE = 70
_SHORTEST_COMMON = 6
_CARRIERS = ("通知", "公告", "通告", "令", "批复", "决定")


def carried_titles(title: str, body: Sequence[Line]) -> tuple[str, ...]:
    """What the document carries may be called, by its own title and by the first line of its body."""
    if genre_of(title) not in _CARRIERS:
        return ()
    if title.endswith("令"):
        return quoted(body[0].text)[:1] if body else ()
    if not any(word in title for word in words("carrying")):
        return ()
    if quoted(title):
        return quoted(title)
    if not any(word in title for word in words("sending")) and not genre_of(_what(title)):
        return ()
    named = quoted(body[0].text if body else "")[:1]
    for lead in words("title_before_carried"):
        _, found, rest = title.partition(lead)
        if found:
            return (*named, _without_carrier(rest))
    return named


def _what(title: str) -> str:
    """What a notice without 《》 in its title makes public: 清理结果 of 关于公布清理结果的公告."""
    lead = next((word for word in words("title_before_carried") if word in title), "")
    return _without_carrier(title.partition(lead)[2]) if lead else ""


def _without_carrier(rest: str) -> str:
    kind = next((kind for kind in _CARRIERS if rest.endswith(kind)), "")
    return rest.removesuffix(kind).removesuffix("的")


def quoted(text: str) -> tuple[str, ...]:
    """The outermost titles in 《》, without these."""
    found: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char == "《":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:at])
    return tuple(found)


def find_core(rows: Sequence[Row], start: int, titles: Sequence[str]) -> tuple[int, int] | None:
    """The first row and the row after the last of the title that begins the carried text."""
    wanted = {plain_title(title) for title in titles}
    for at in range(start, len(rows)):
        so_far = ""
        for end in range(at, min(at + _MOST_TITLE_LINES, len(rows))):
            row = rows[end]
            if (
                row.mark.kind != "TEXT"
                or row.line.cell is not None
                or len(row.line.text) > _LONGEST_TITLE_LINE
            ):
                break
            if end == at and row.line.text.startswith("（"):
                break
            so_far += plain_title(row.line.text)
            if so_far and any(_same(so_far, title) for title in wanted):
                more = end + 1 < len(rows) and plain_title(rows[end + 1].line.text) == ""
                return at, end + (2 if more else 1)
    return None


def plain_title(title: str) -> str:
    """The title without marks around it and editions after it, to compare by."""
    bare = title.translate(str.maketrans("", "", "《》〈〉“”\"' "))
    return bare[: bare.rfind("（")] if bare.endswith("）") else bare


def _same(one: str, other: str) -> bool:
    """Equal, or the one is the other with the name of the place or the organ before it."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_COMMON and longer.endswith(shorter) and len(longer) - len(shorter) <= 12
