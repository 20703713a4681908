"""The one font that stands in for Chinese fonts that a PDF names and does not hold.

PDFium would look for them on the machine, so that the text of a file would depend on what is installed, and it would
need to open files. Without any font it takes a repeated word for one drawn twice and leaves it out. Here each such font
is one whose only sign is a box, 900 units wide and 950 high, for every character up to U+1FFFF (`cmap` format 13): places
come from the widths in the file, which PDF demands. Latin fonts without a file are those that PDFium brings with it.
"""

from __future__ import annotations

import base64
import ctypes
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

_BOXES = (
    "eNqNUb9LAmEYfr7vMzXBTBoCkVCSaAuOcBICoaXBwBqixQ69dLjrDlO4NgeHaGqvsbGp4f6M/oegwaHBxS24nvthiVD0wPvjeb/3vvf5"
    "3oMAkMEICqXjkz3tUDS2AbHL6kXb0h1sNSbk9+RnXfPmcmbM2uRT8v2eoXd2TPnK/JlW7bGQOldPzN9plZ41cBMFaOy/JU+adltHAVny"
    "ScAt3XWQQJI8TV660i1jmtu4A2SF/NSxrwfURUg3OEeglfZh1R9audoMSgX34M1rjb6j5j8qTzVJFSQi8Bvl+NTAfg2a8sKbFiHCiqSa"
    "6ERiGZzFLayw4x9IL+QHBEPZ92MNDtyl9tJcWTQptiK9iGOGscbZ7KQPVTbg+5F/EbHqbOiLP69GGSLoCvMsdx9k8w1xxma+nNfUuKO8"
    "z6M/ToKZ1XiGCLXNt5Qio8rEKitJqoxyiTWs1223aXSHpt5HHTbf3ISBLoYwoaMf/dff8QV7tliE"
)
_BUILT_IN = 0  # the character set of Latin text
_CHINESE = 134
_HANDLE = 1
_font = zlib.decompress(base64.b64decode(_BOXES))
_kept: list[object] = []  # PDFium calls back into these for as long as the process lives


@cache
def use_no_fonts_of_the_machine() -> None:
    """Must be called before the first document is opened."""
    about = pdfium.FPDF_SYSFONTINFO()
    about.version = 1
    kinds = dict(about._fields_)
    for name, call in _CALLS.items():
        setattr(about, name, kinds[name](call))
    _kept.append(about)
    pdfium.FPDF_SetSystemFontInfo(about)


def _data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
    """The whole font, or nothing of a table of it. PDFium asks for the size first."""
    if table:
        return 0
    if buffer and size >= len(_font):
        ctypes.memmove(buffer, _font, len(_font))
    return len(_font)


def _map(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
    return None if charset == _BUILT_IN else _HANDLE


_CALLS: dict[str, Callable[..., int | None]] = {
    "Release": lambda _: None,
    "EnumFonts": lambda _, mapper: None,
    "MapFont": _map,
    "GetFont": lambda _, face: _HANDLE,
    "GetFontData": _data,
    "GetFaceName": lambda _, handle, buffer, size: 0,
    "GetFontCharset": lambda _, handle: _CHINESE,
    "DeleteFont": lambda _, handle: None,
}
