"""Bytes of a text to the text, in the encodings that Chinese offices use; a strict decoder each, tried in order.

UTF-8 is tried first, since text in another encoding is hardly ever valid UTF-8 by chance; then what the file declares
of itself; then UTF-16 where NUL bytes speak for it; then GB18030, which holds GBK and GB2312. GB18030 takes nearly any
bytes, so its result must look like Chinese: most characters of ordinary text are in the first level of GB 2312.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from guiju.engine.document.read_remarks import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers take these names for the larger set as well: many pages that say gb2312 hold a character outside of it.
_TAKEN_FOR = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_KNOWN = ("gb18030", "utf-16-le", "utf-16-be", "utf-16")
# Neither ASCII nor the punctuation, circled numbers and drawn lines of Chinese texts: letters, which should be Chinese.
_LETTERS = re.compile("[^\x00-\x7f\xb7\u2010-\u2027\u2460-\u24ff\u2500-\u257f\u3000-\u303f\uff00-\uffef]")
_FEW = 10
_SAMPLE = 4_000
_LINE_END = re.compile(rb"\r\n|\r|\n")


def preload() -> None:
    """Load the decoders, also that of names in archives, for a process that may open no file later."""
    for name in ("utf-8", "ascii", "gb2312", "cp437", *_KNOWN, *(name for _, name in _MARKS)):
        codecs.lookup(name)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text, without a byte order mark. `declared` is the encoding the file names for itself. Raises `Unreadable`
    (W010: line and byte that are not UTF-8) when no encoding gives text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError as error:
                raise _unknown(data, len(mark) + error.start) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start
    else:
        if "\0" not in text:
            return text
        start = data.index(b"\0")
    for name in _candidates(data, declared):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and plausible(text):
            return text
    raise _unknown(data, start)


def plausible(text: str) -> bool:
    """Whether Chinese text reads as such: at least half of its letters are among the 3,755 most used
    characters. Texts with less than 10 letters say nothing either way."""
    letters, common = _letters(text)
    return letters < _FEW or common * 2 >= letters


def reads_as_chinese(data: bytes) -> bool:
    """Whether the bytes are text, and enough of it Chinese to be sure."""
    try:
        letters, common = _letters(decode(data))
    except Unreadable:
        return False
    return letters >= _FEW and common * 2 >= letters


def _letters(text: str) -> tuple[int, int]:
    """How many letters the beginning of the text has, and how many of them are much used."""
    signs = _LETTERS.findall(text[:_SAMPLE])
    rows = "".join(signs).encode("gb2312", "ignore")[::2]
    return len(signs), sum(0xB0 <= row <= 0xD7 for row in rows)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    name = (declared or "").strip().lower()
    name = _TAKEN_FOR.get(name, name)
    if name in _KNOWN:
        yield name
    if b"\0" in data and len(data) % 2 == 0:
        little = data[1::2].count(0) >= data[::2].count(0)
        yield "utf-16-le" if little else "utf-16-be"
    if b"\0" not in data:
        yield "gb18030"


def _unknown(data: bytes, start: int) -> Unreadable:
    line = len(_LINE_END.findall(data[:start])) + 1
    return Unreadable("W010", line, f"0x{data[start]:02X}" if start < len(data) else "")
