"""How titles and numbers of norms are compared: what of them says which norm is meant, and what does not.

A title may stand in 《》, in full or without 中华人民共和国, in any width of characters, with an edition behind it
(2019年修订) and with (试行). A number may have any kind of brackets around its year, blanks, 第 and leading zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.engine.norms.law_text import normalised
from msgspec import Struct

STATE = "中华人民共和国"
_COUNCIL = "国务院"
RESTARTING = "主席令"
"""Numbers of these orders begin anew with every term of the legislature: none of them names a norm by
itself."""

_EDITION = re.compile(
    r"\(([0-9]{4})年?(?:第[一二三四五]次)?(?:修订|修正|修改|版|本|文本|公布|通过)+(?:版|本|稿)?\)$"
)
_MARK = re.compile(r"\((?:试行|暂行|修订|修正|修订版|修订稿|新修订)\)$")
_CARRIED = re.compile(r"关于(?:印发|发布|公布|转发)<(.+)>的(?:通知|公告|决定)$")
_YEAR = re.compile(r"[\[(【〔{<〖]([0-9]{4})[\])】〕}>〗]")
_SERIAL = re.compile(r"第?0*([0-9]+)号?$")


class TitleRead(Struct, frozen=True):
    """`keys`: the names under which to look, the most exact one first. `edition`: the year behind the title."""

    keys: tuple[str, ...]
    edition: int | None = None


def title_key(title: str) -> str:
    """A title as it is compared: without 《》 around or in it, blanks and the name of the state."""
    return normalised(title).replace("《", "<").replace("》", ">").replace(STATE, "").strip("<>")


def read_title(title: str) -> TitleRead:
    """What a citation's title says: a title with (试行) is sought as written first, then without; of a notice
    that only carries another text (关于印发〈…〉的通知) the carried one is sought too."""
    whole = title_key(title)
    edition = _EDITION.search(whole)
    if edition:
        whole = whole[: edition.start()].strip("<>")
    keys = [whole, _MARK.sub("", whole)]
    if carried := _CARRIED.search(whole):
        keys += [carried[1], _MARK.sub("", carried[1])]
    return TitleRead(tuple(dict.fromkeys(k for k in keys if k)), int(edition[1]) if edition else None)


def in_marks(title: str) -> str:
    """The title in 《》, titles in it in 〈〉 (GB/T 15834)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def title_forms(title: str, issuer: str | None) -> Iterator[str]:
    """The keys a norm goes by: notices (…关于…) both with the name of who issued them in front and without, regulations
    also with that of the State Council (国务院殡葬管理条例)."""
    key = title_key(title)
    yield key
    if issuer == _COUNCIL and not key.startswith(_COUNCIL):
        yield _COUNCIL + key
    makers = "".join(c for c in normalised(issuer or "") if c not in "、,")
    if not makers:
        return
    if key.startswith("关于"):
        yield makers + key
    elif key.startswith(makers + "关于"):
        yield key.removeprefix(makers)


def number_key(number: str) -> str:
    """The number of a document as it is compared: 国办发〔2018〕37号 for 国办发[2018]第037号, 国务院令713号 for
    中华人民共和国国务院令第713号. What is written in no such way is left as it is."""
    text = normalised(number).replace(STATE, "")
    text = _YEAR.sub(r"〔\1〕", text)
    if not _SERIAL.search(text):
        text = _in_digits(text)
    return _SERIAL.sub(r"\1号", text)


def _in_digits(text: str) -> str:
    """The serial number of an order that is written in Chinese numerals (主席令第七十号), in digits."""
    from guiju.engine.document.numbers import numeral

    head, mark, serial = text.partition("第")
    value = numeral(serial.removesuffix("号")) if mark else None
    return text if value is None else f"{head}{value}号"
