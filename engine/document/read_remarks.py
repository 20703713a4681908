"""What a reader has to say of a file, as data: a code and the values that go into its words.

The reading process gives these, the process that started it words them (`read_words.py`). So a file that takes the
reading process over can choose among known sentences, and write none.
"""

from __future__ import annotations

from guiju.engine.document.model import Paragraph
from guiju.engine.document.workbook import Book
from msgspec import Struct

Value = str | int


class Remark(Struct, frozen=True):
    """`code` is one of `read_codes.py`; what `values` are is said in `read_words.py`, code by code."""

    code: str
    values: tuple[Value, ...] = ()


class Unreadable(Exception):
    """The file as a whole is not read. Stays in the reading process, which answers with the remark."""

    def __init__(self, code: str, *values: Value) -> None:
        self.remark = Remark(code, values)
        super().__init__(code)


class Found(Struct, frozen=True):
    """What was read of a file: its paragraphs, or the sheets of a workbook, and what was left out of them."""

    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark, ...] = ()
    book: Book = Book()


class Counts:
    """Remarks that say how often something occurs, in the order of their codes."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def add(self, code: str, times: int = 1) -> None:
        if times:
            self._times[code] = self._times.get(code, 0) + times

    def remarks(self) -> tuple[Remark, ...]:
        return tuple(Remark(code, (self._times[code],)) for code in sorted(self._times))


def over(what: str, limit: int) -> Unreadable:
    """A limit is passed: `what` is a field of `Limits`."""
    return Unreadable("W004", what, limit)
