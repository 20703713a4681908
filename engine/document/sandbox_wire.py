"""What passes between the program and its reading process: messages with their length in front, as JSON.

To the process: one `Task`, then for each file its bytes. Back: one `Answer` for each file. The program trusts nothing of
an answer but its form, which is checked while it is decoded.
"""

from __future__ import annotations

from typing import IO

from guiju.engine.document.model import AnyForm, Paragraph
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Remark
from guiju.engine.document.workbook import Book
from msgspec import Struct

_LENGTH = 8


class Task(Struct, frozen=True):
    """What the process is started for: all files it gets are of one form."""

    form: AnyForm
    limits: Limits


class Answer(Struct, frozen=True):
    """What was read; or why nothing was, in `refusal`."""

    paragraphs: tuple[Paragraph, ...] = ()
    book: Book = Book()
    remarks: tuple[Remark, ...] = ()
    refusal: Remark | None = None


class TooLong(Exception):
    """A message over the limit is announced."""


def send(stream: IO[bytes], message: bytes) -> None:
    """Raises `OSError` when the other side is gone."""
    stream.write(len(message).to_bytes(_LENGTH, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], limit: int) -> bytes | None:
    """The next message; None when the other side has ended. Raises `TooLong` before a longer one is read."""
    head = _exactly(stream, _LENGTH)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > limit:
        raise TooLong
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    data = stream.read(length)
    return data if len(data) == length else None
