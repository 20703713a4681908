"""What came of one file: a verdict, or the reasons why it could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.evaluate.finding import Verdict
from msgspec import Struct

UNREADABLE = 2
"""The exit code for a file that could not be judged."""


class Recorded(Struct, frozen=True):
    """Where a verdict stands in a folder of records: its number there, and the root, in hexadecimal, of the tree of the
    records up to and with it."""

    number: int
    root: str


class FileResult(Struct, frozen=True):
    """`verdict` is None when the file was refused; `diagnostics` may hold warnings beside a verdict; `record` is None
    when the verdict was not recorded. `content` is what was judged, byte for byte, of a case file read by itself: the
    file may hold something else by now."""

    file: str
    verdict: Verdict | None
    diagnostics: tuple[Diagnostic, ...] = ()
    record: Recorded | None = None
    content: bytes | None = None

    @property
    def exit_code(self) -> int:
        return self.verdict.exit_code if self.verdict else UNREADABLE


def run_exit_code(results: Iterable[FileResult]) -> int:
    """The gravest code of a run: unreadable (2), violated (1), unknown (3), all clear (0)."""
    codes = {r.exit_code for r in results}
    return next((code for code in (UNREADABLE, 1, 3) if code in codes), 0)
