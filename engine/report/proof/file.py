"""The proof file of one verdict: the case, the rules that bind it, and every finding with what it rests on.

It is made to be checked by `proof/check_proof.py`, a program that knows nothing of this one (docs/proof.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.binding import bindings
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.report.proof.case import case_section
from guiju.engine.report.proof.findings import entries
from guiju.engine.report.proof.rules import rules_section
from guiju.engine.report.proof.values import day

FORM = "guiju-proof/1"
_YEARS_AROUND = 10
"""How far before the first and after the last day of the case the calendar is written out; no sum leads farther."""


def proof_text(verdict: Verdict, content: bytes, calendar: Calendar | None = None) -> str:
    """The file, one finding to a line; `content` are the bytes of the case file. NotInProof for a form it lacks."""
    data = proof_data(verdict, content, calendar)
    findings = ",\n".join(_compact(f) for f in data.pop("findings"))
    head = "".join(f"{_compact(name)}:{_compact(part)},\n" for name, part in data.items())
    return f'{{{head}"findings":[\n{findings}\n]}}\n'


def digest_in(text: str) -> str:
    """The digest of the rules in a proof file."""
    digest: str = json.loads(text)["rules"]["digest"]
    return digest


def _compact(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def proof_data(verdict: Verdict, content: bytes = b"", calendar: Calendar | None = None) -> dict[str, Any]:
    """The same as plain JSON values."""
    bound, _ = bindings(verdict.program, verdict.case)
    return {
        "form": FORM,
        "on": day(verdict.on),
        "law": day(verdict.program.law),
        "case": case_section(verdict.case, content),
        "rules": rules_section(verdict.program, bound, _years(verdict), calendar or Calendar()),
        "findings": entries(verdict.findings),
    }


def _years(verdict: Verdict) -> range:
    days = [verdict.on, *_days(verdict)]
    return range(min(days).year - _YEARS_AROUND, max(days).year + _YEARS_AROUND + 1)


def _days(verdict: Verdict) -> Iterator[date]:
    case = verdict.case
    for record in case.records:
        yield from (d for d in (record.start, record.end, *record.fields.values()) if isinstance(d, date))
    yield from (value for value in case.facts.values() if isinstance(value, date))
