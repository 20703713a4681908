"""What an opinion on legality is written from: verdicts, and the files they were given on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.semantics.program import Program
from msgspec import Struct


class Input(Struct, frozen=True):
    """A file that was read, and the SHA-256 of its bytes in hexadecimal."""

    file: str
    digest: str

    @property
    def name(self) -> str:
        """Without its folder, which is nobody else's business."""
        return PurePath(self.file).name


class Opinion(Struct, frozen=True):
    """`of_case` is the verdict on how it was made, `of_text` that on what it says; one of them may be missing. `unread`
    are the reasons why a text that the case names could not be read."""

    on: date
    program: Program
    of_case: Verdict | None
    of_text: Verdict | None
    inputs: tuple[Input, ...]
    unread: tuple[Diagnostic, ...] = ()

    def verdicts(self) -> Iterator[Verdict]:
        yield from (v for v in (self.of_case, self.of_text) if v is not None)
