"""The line that goes into the minutes: the number of the record and the root of all records up to it."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.verdict.result import Recorded


def record_line(record: Recorded) -> Text:
    """Uncut, whatever the width: `guiju verify --root` takes it as it stands."""
    return Text(f"记录 {record.number} · 根 {record.root}", f"record {record.number} · root {record.root}")
