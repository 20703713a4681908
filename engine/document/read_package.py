"""The archive that a Word file or a workbook is: its parts by name and by relation, read within the limits, not unpacked
to disk.

The directory of the archive is checked before anything is unpacked: number, sizes, ratio, names that stand twice, parts
that overlap. While a part is read, its bytes are counted again, as a directory can lie.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Literal
from xml.etree.ElementTree import Element

from guiju.engine.document.read_docx_xml import parse
from guiju.engine.document.read_limits import MIB, Limits
from guiju.engine.document.read_remarks import Unreadable, over
from msgspec import Struct

PackageKind = Literal["docx", "xlsx"]
_OTHERS = (("ppt/presentation.xml", "slides"), ("OFD.xml", "ofd"))
_OTHER_KINDS: Mapping[PackageKind, tuple[tuple[str, str], ...]] = {
    "docx": (("xl/workbook.xml", "xls"), ("xl/workbook.bin", "xls"), *_OTHERS),
    "xlsx": (("xl/workbook.bin", "xlsb"), ("word/document.xml", "word"), *_OTHERS),
}
_OPEN_DOCUMENT: Mapping[PackageKind, str] = {"docx": "odt", "xlsx": "ods"}
_NO_PACKAGE: Mapping[PackageKind, str] = {"docx": "zip", "xlsx": "no workbook"}
_READ = (".xml", ".rels")
_ENCRYPTED = 0x1


class Relation(Struct, frozen=True):
    """What a part refers to: `kind` is the last word of the type (`footnotes`, `header`), `target` the name of a part, or
    an address where `outside`. By `id` the part itself speaks of it."""

    kind: str
    target: str
    outside: bool
    id: str = ""


class Package:
    """The parts of such a file in memory. Raises `Unreadable` when it is none, or none that can be trusted."""

    def __init__(self, data: bytes, limits: Limits, kind: PackageKind = "docx") -> None:
        self._limits, self._kind = limits, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError):
            raise Unreadable("W003", self._kind) from None
        self._check(entries)
        self.names = frozenset(entry.filename for entry in entries)
        self.main = self._main_part()

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > self._limits.parts:
            raise over("parts", self._limits.parts)
        if sum(entry.file_size for entry in entries) > self._limits.unpacked:
            raise over("unpacked", self._limits.unpacked)
        seen: set[str] = set()
        behind = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.filename.lower() in seen or entry.header_offset < behind:
                raise Unreadable("W009", entry.filename)
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable("W002")
            if entry.filename.endswith(_READ) and entry.file_size > self._limits.part:
                raise over("part", self._limits.part)
            if entry.file_size > max(MIB, entry.compress_size * self._limits.ratio):
                raise over("ratio", self._limits.ratio)
            seen.add(entry.filename.lower())
            behind = entry.header_offset + entry.compress_size

    def _main_part(self) -> str:
        for name, kind in _OTHER_KINDS[self._kind]:
            if name in self.names:
                raise Unreadable("W001", kind)
        if "mimetype" in self.names and b"opendocument" in self.bytes_of("mimetype"):
            raise Unreadable("W001", _OPEN_DOCUMENT[self._kind])
        if "[Content_Types].xml" not in self.names:
            raise Unreadable("W001", _NO_PACKAGE[self._kind])
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and not relation.outside:
                if relation.target not in self.names:
                    raise Unreadable("W003", self._kind, relation.target)
                return relation.target
        raise Unreadable("W001", _NO_PACKAGE[self._kind])

    def tree(self, name: str) -> Element:
        """The XML of a part that is there."""
        return parse(self.bytes_of(name), name, self._limits, self._kind)

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part refers to; `""` is the package itself."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", name + ".rels")
        if file not in self.names:
            return
        for element in self.tree(file):
            outside = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not outside:
                base = "" if target.startswith("/") else folder
                target = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
            kind = element.get("Type", "").rpartition("/")[2]
            yield Relation(kind, target, outside, element.get("Id", ""))

    def bytes_of(self, name: str) -> bytes:
        """A part unpacked. Raises `Unreadable` over the limit of a part or when it is damaged."""
        limit = self._limits.part
        try:
            with self._zip.open(name) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
            raise Unreadable("W003", self._kind, name) from None
        if len(data) > limit:
            raise over("part", limit)
        return data
