"""A fault of the program in one file of many: a problem of that file, so that the others are judged all the same."""

from __future__ import annotations

import os

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text

_LONGEST = 200
_DETAILS = "GUIJU_DEBUG"


def problems_of(error: Exception, file: str) -> tuple[Diagnostic, ...]:
    """What ended the work on this file, as problems of it: those of a refusal, else a fault (G010). Where GUIJU_DEBUG is
    set a fault is raised again, and the run ends with its details."""
    if isinstance(error, Refused):
        return error.diagnostics
    if os.environ.get(_DETAILS):
        raise error
    name, detail = type(error).__name__, shown(str(error), _LONGEST)
    message = Text(
        f"处理这个文件时程序出了内部错误({name}:{detail})",
        f"internal error of the program while it was working on this file ({name}: {detail})",
    )
    hint = Text(
        f"请把文件和这行字报给维护者;设 {_DETAILS}=1 可看细节",
        f"please report it with the file; {_DETAILS}=1 shows the details",
    )
    return (Diagnostic("G010", message, Span(file, 1, 1, 1, 1), hint),)
