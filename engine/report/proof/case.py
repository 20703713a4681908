"""The case as the proof file holds it: every fact and record with its line, and the digest of the file.

In: a case that was read from a file. Out: the section `case` (docs/proof.md). Raises OSError where the file is gone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.model import Span
from guiju.engine.evaluate.env import IN_THE_HEAD
from guiju.engine.report.proof.values import day, plain
from guiju.engine.semantics import core


def case_section(case: Case, content: bytes = b"") -> dict[str, Any]:
    """The facts, those of the head among them, and the records; `content` is the file they were read from."""
    written = _Written(content)
    return {
        "file": Path(case.file).name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "closed": case.closed,
        "facts": {name: written.entry(value, _fact_span(case, name)) for name, value in _facts(case).items()},
        "records": [_record(r, written) for r in case.records],
    }


def _facts(case: Case) -> dict[str, Value]:
    organ = case.authority
    head = {"机关名称": organ.name, "机关层级": organ.level, "机关地区": organ.region}
    return {**{name: value for name, value in head.items() if value is not None}, **case.facts}


def _fact_span(case: Case, name: str) -> Span | None:
    head = case.spans.get(IN_THE_HEAD.get(name, "")) or case.spans.get("机关")
    return case.fact_spans.get(name) or (head if name in IN_THE_HEAD else None)


def _record(record: Record, written: _Written) -> dict[str, Any]:
    stated: dict[str, Value | None] = {
        **record.fields,
        core.ACTOR: record.actor,
        core.EVIDENCE: record.evidence,
        core.START: record.start,
        core.END: record.end,
        core.TIME: record.time,
    }
    return {
        "index": record.index,
        "step": record.step,
        "start": day(record.start),
        "ends": day(record.end),
        "time": record.time,
        "order": record.order,
        "line": record.span.line if record.span else None,
        "dated": written.place(record.spans.get("日期") or record.spans.get(core.START)),
        "fields": {name: written.entry(value, _place(record, name)) for name, value in stated.items()},
    }


def _place(record: Record, name: str) -> Span | None:
    return record.spans.get(name) or record.span


class _Written:
    """Values with the words they are read from, where these stand on one line of the file."""

    def __init__(self, content: bytes) -> None:
        self._lines = re.split("\r\n|\r|\n", content.decode("utf-8-sig", "replace"))

    def entry(self, value: object, span: Span | None) -> Mapping[str, Any]:
        return {"value": plain(value), **self.place(span)}

    def place(self, span: Span | None) -> dict[str, Any]:
        """The line, and the words there without quotes."""
        if span is None:
            return {"line": None}
        if span.line != span.end_line or not 0 < span.line <= len(self._lines):
            return {"line": span.line}
        words = self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        return {"line": span.line, "words": words.strip("\"' ")}
