"""Whether a file was written by this program: an opinion, a report or a workbook left beside the documents it is about.

The programs of offices keep who began a file (dc:creator) when it is edited and saved, so that is what is looked at; of a
page it is the `generator`. Only the first bytes, or the one small part of the archive, are read, and nothing is parsed.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

CREATOR = "guiju"
"""Who began the files that this program writes."""

_PROPERTIES = "docProps/core.xml"
_MOST = 16_384
_ARCHIVES = (".docx", ".xlsx")
_PAGES = (".html", ".htm")
_BEGUN = re.compile(rf"<dc:creator[^>]{{0,200}}>\s*{CREATOR}\s*</dc:creator>".encode())
_TITLE = re.compile(rb"<dc:title[^>]{0,200}>([^<]{0,2000})</dc:title>")
_GENERATED = f'<meta name="generator" content="{CREATOR}">'.encode()


def own_title(path: Path) -> str | None:
    """The title of a file that this program wrote ("" where it keeps none); None of any other, and of one that cannot be
    looked into: whoever reads it says why."""
    suffix = path.suffix.lower()
    try:
        # opening a pipe would wait for its other end
        if suffix not in _ARCHIVES + _PAGES or not path.is_file():
            return None
        return _of_archive(path) if suffix in _ARCHIVES else _of_page(path)
    except Exception:  # a damaged archive fails in the ways of each kind of compression
        return None


def _of_page(path: Path) -> str | None:
    with path.open("rb") as file:
        return "" if _GENERATED in file.read(_MOST) else None


def _of_archive(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        if _PROPERTIES not in archive.NameToInfo:
            return None
        with archive.open(_PROPERTIES) as part:
            properties = part.read(_MOST)
    if not _BEGUN.search(properties):
        return None
    title = _TITLE.search(properties)
    return title[1].decode("utf-8", "replace") if title else ""
