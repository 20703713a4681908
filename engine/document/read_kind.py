"""What kind of file it is, by its first bytes before its name; by all of them where it is called what it is not.

Nothing is parsed here.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from guiju.engine.document.encoding import reads_as_chinese
from guiju.engine.document.model import Form
from guiju.engine.document.read_remarks import Unreadable
from msgspec import Struct

_BY_SUFFIX: dict[str, Form] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
_NOT_READ = {
    ".wps": "doc",
    ".doc": "doc",
    ".rtf": "rtf",
    ".odt": "odt",
    ".ofd": "ofd",
    ".mht": "mht",
    ".mhtml": "mht",
}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_NAMES = (("EncryptedPackage", "password"), ("Workbook", "xls"), ("PowerPoint Document", "slides"))
_HEAD = 1_024
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MULTIPART = re.compile(rb"^mime-version:|^content-type:\s*multipart/related", re.I | re.M)


class Kind(Struct, frozen=True):
    """How a file is to be read; `as_named` where its name says the same."""

    form: Form
    as_named: bool


def names_document(name: str) -> bool:
    """Whether a file is called as documents are, those among them that are not read (.doc) included."""
    suffix = PurePath(name).suffix.lower()
    return suffix in _BY_SUFFIX or suffix in _NOT_READ


def kind_of(data: bytes, name: str) -> Kind:
    """Raises `Unreadable` (W001, W002) for a kind that is not read."""
    suffix = PurePath(name).suffix.lower()
    named = _BY_SUFFIX.get(suffix)
    found = _by_content(data) or _text(data, suffix, named)
    return Kind(found, found == named)


def _by_content(data: bytes) -> Form | None:
    """The form that the bytes leave no doubt of."""
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"  # or another kind of archive, which its reader finds out
    if data.startswith(_OLE):
        raise _old(data)
    if data.startswith(b"{\\rtf"):
        raise Unreadable("W001", "rtf")
    if data.startswith(_PICTURES):
        raise Unreadable("W001", "picture")
    if _MARKUP.match(data[:_HEAD]):
        return "html"
    if _MULTIPART.search(data[:_HEAD]):
        raise Unreadable("W001", "mht")
    if data.lstrip()[:5] == b"<?xml":
        if b"<html" in data[:_HEAD].lower():
            return "html"
        raise Unreadable("W001", "xml")
    return None


def _old(data: bytes) -> Unreadable:
    """Files of old Office programs, which Word files with a password are also kept in."""
    for stream, kind in _OLE_NAMES:
        if stream.encode("utf-16-le") in data:
            return Unreadable("W002") if kind == "password" else Unreadable("W001", kind)
    return Unreadable("W001", "doc")


def _text(data: bytes, suffix: str, named: Form | None) -> Form:
    """The form of bytes that no mark tells from plain text."""
    if suffix in _NOT_READ:
        raise Unreadable("W001", _NOT_READ[suffix])
    if named is None:
        raise Unreadable("W001", "unknown")
    if named not in ("docx", "pdf"):
        return named
    if not reads_as_chinese(data):
        raise Unreadable("W003", named)
    return "txt"
