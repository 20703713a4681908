"""The limits under which documents are read. Each is an error for that file when it is passed; none cuts a text short."""

from __future__ import annotations

from guiju.engine.diagnostics import limits
from msgspec import Struct

MIB = 1024 * 1024


class Limits(Struct, frozen=True):
    """Sizes in bytes, times in seconds. `unpacked`, `parts` and `ratio` are for the archive that a Word file or a
    workbook is, `part` for the one part that is read at a time; `cells` are those of a workbook that hold something,
    `area` all in the rectangle around those of one sheet; `cpu` is computing time, `wall` time by the clock; `memory`
    holds where the system can limit it (not on Windows); `files` are read by one process before it is replaced."""

    file: int = limits.DOCUMENT_BYTES
    unpacked: int = limits.DOCUMENT_UNPACKED_BYTES
    part: int = limits.DOCUMENT_PART_BYTES
    parts: int = limits.DOCUMENT_PARTS
    ratio: int = limits.DOCUMENT_RATIO
    depth: int = limits.DOCUMENT_DEPTH
    elements: int = limits.DOCUMENT_ELEMENTS
    pages: int = limits.DOCUMENT_PAGES
    paragraphs: int = limits.DOCUMENT_PARAGRAPHS
    chars: int = limits.DOCUMENT_CHARS
    sheets: int = limits.WORKBOOK_SHEETS
    cells: int = limits.WORKBOOK_CELLS
    area: int = limits.WORKBOOK_AREA
    remarks: int = limits.DOCUMENT_REMARKS
    cpu: int = limits.DOCUMENT_CPU_SECONDS
    wall: float = limits.DOCUMENT_WALL_SECONDS
    memory: int = limits.DOCUMENT_MEMORY_BYTES
    answer: int = limits.DOCUMENT_ANSWER_BYTES
    files: int = limits.DOCUMENTS_PER_PROCESS
