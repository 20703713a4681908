"""The reading process: bytes of files in, paragraphs or cells out, one after another, until its input ends.

It is started by `sandbox.py` with the modules it may import and nothing else, imports the one reader it needs, locks
itself in, and then takes files. It opens none: their bytes come over its input. Whatever a reader raises is an answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO

import msgspec
from guiju.engine.document import encoding
from guiju.engine.document.model import AnyForm
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Found, Remark, Unreadable
from guiju.engine.document.sandbox_lock import allow_seconds, lock
from guiju.engine.document.sandbox_wire import Answer, Task, receive, send

Reader = Callable[[bytes, Limits], Found]
_TASK_BYTES = 64 * 1024
_PLAIN = ("txt", "md", "html", "docx")
_LOOKED_AT = 200
"""Of so many paragraphs the characters are looked at; the reader of a PDF file looks at each page itself."""


def main() -> None:
    """Serve until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get among the answers
    head = receive(source, _TASK_BYTES)
    if head is None:
        return
    task = msgspec.json.decode(head, type=Task)
    read = reader(task.form)
    encoding.preload()
    msgspec.json.encode(Answer())
    lock(task.limits)
    serve(read, task, source, sink)
    os._exit(0)  # what Python tidies up at its end would need modules that are no longer to be had


def serve(read: Reader, task: Task, source: IO[bytes], sink: IO[bytes]) -> None:
    while True:
        allow_seconds(task.limits)
        data = receive(source, task.limits.file)
        if data is None:
            return
        send(sink, _encoded(answer(read, data, task), task.limits))


def answer(read: Reader, data: bytes, task: Task) -> Answer:
    """What the reader gives, or why it gives nothing."""
    limits = task.limits
    try:
        found = read(data, limits)
    except Unreadable as error:
        return Answer(refusal=error.remark)
    except MemoryError:
        return Answer(refusal=Remark("W006", (limits.memory,)))
    except RecursionError:
        return Answer(refusal=Remark("W004", ("depth", limits.depth)))
    except Exception:
        # Readers of broken files fail in ways of all kinds; to the user they are all one.
        return Answer(refusal=Remark("W003", (task.form,)))
    if not found.paragraphs and not any(sheet.cells for sheet in found.book.sheets):
        return Answer(refusal=Remark("W011", (_pictures(found),)))
    if len(found.remarks) > limits.remarks:
        return Answer(refusal=Remark("W004", ("remarks", limits.remarks)))
    garbled = task.form in _PLAIN and not encoding.plausible(
        "".join(p.text for p in found.paragraphs[:_LOOKED_AT])
    )
    return Answer(found.paragraphs, found.book, (*found.remarks, *((Remark("W038"),) if garbled else ())))


def reader(form: AnyForm) -> Reader:
    """The reader of a form; only its own libraries are loaded."""
    if form == "docx":
        from guiju.engine.document.read_docx import read_docx

        return read_docx
    if form == "pdf":
        from guiju.engine.document.read_pdf import read_pdf

        return read_pdf
    if form == "html":
        from guiju.engine.document.read_html import read_html

        return read_html
    if form == "md":
        from guiju.engine.document.read_markdown import read_markdown

        return read_markdown
    if form == "xlsx":
        from guiju.engine.document.read_xlsx import read_xlsx

        return read_xlsx
    from guiju.engine.document.read_text import read_text

    return read_text


def _pictures(found: Found) -> int:
    """How many pictures, or pages that are pictures, there are where no text is."""
    for remark in found.remarks:
        if remark.code in ("W025", "W026") and isinstance(remark.values[-1], int):
            return remark.values[-1]
    return 0


def _encoded(found: Answer, limits: Limits) -> bytes:
    message = msgspec.json.encode(found)
    if len(message) > limits.answer:
        return msgspec.json.encode(Answer(refusal=Remark("W004", ("answer", limits.answer))))
    return message


if __name__ == "__main__":
    main()
