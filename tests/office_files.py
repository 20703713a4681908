"""Looks into office files: their parts as XML, what a reader of another make finds in them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
from docx.document import Document
from docx.oxml.ns import qn

ROOT = Path(__file__).parent.parent
ELSEWHERE = {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}


def parts(data: bytes) -> dict[str, str]:
    """The text parts by name; every one is well-formed XML."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    for xml in found.values():
        ElementTree.fromstring(xml)
    return found


def members(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.infolist()


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def words_of(data: bytes) -> str:
    """All the text of a Word file in its order, a line for each paragraph, cells in rows with bars between."""
    lines = []
    for block in opened(data).element.body.iterchildren():
        if block.tag == qn("w:p"):
            lines.append(_text(block))
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                lines.append(" | ".join(_text(cell) for cell in row.iter(qn("w:tc"))))
    return "\n".join(lines) + "\n"


def _text(element: Any) -> str:
    return "".join(t.text or "" if t.tag == qn("w:t") else "/" for t in element.iter(qn("w:t"), qn("w:br")))


def elsewhere(code: str, *arguments: str) -> str:
    """The digest of the bytes that a program writes to its output, run with another locale, time zone and seed."""
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **ELSEWHERE},
    )
    return hashlib.sha256(run.stdout).hexdigest()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
