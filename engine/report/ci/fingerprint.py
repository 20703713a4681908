"""What tells a finding from all others, and stays the same when lines move or records are written in another order.

Its parts: the file, the rule, and what the finding is about: the case as a whole, a record (its step, and which it is
in the order of days), or a period with the record it is counted from. Not the state: a duty that is pending today and
violated tomorrow is the same matter; nor a day of a record: one that is put right leaves it what it was.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.finding import Finding


def fingerprint(*parts: str) -> str:
    """A digest of the parts, in hexadecimal; what one part ends with is never taken for the next."""
    told = "\0".join(p.replace("\0", " ") for p in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Fingerprints:
    """The fingerprints of the findings of one case; `file` is the path as the consumer sees it."""

    def __init__(self, case: Case, file: str) -> None:
        self._file = file
        self._which = _in_order(case)
        self._seen: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """Unlike any other given out before."""
        found = fingerprint(self._file, finding.rule.id, self._about(finding))
        self._seen[found] += 1
        again = self._seen[found]
        return found if again == 1 else fingerprint(found, str(again))

    def _about(self, finding: Finding) -> str:
        record = finding.activation
        if record is None:
            return "case"
        if record.step:
            return self._record(record)
        since = self._record(finding.source) if finding.source is not None else ""
        return f"period {record.start} {record.end} {since}"

    def _record(self, record: Record) -> str:
        return f"{record.step} {self._which.get(record.index, 0)} {record.derived_by or ''}".rstrip()


def _in_order(case: Case) -> dict[int, int]:
    """Of each record, which it is of its step, by day and time; the order in the file tells only those apart that are
    otherwise alike."""
    seen: Counter[str] = Counter()
    which: dict[int, int] = {}
    for record in sorted(case.records, key=lambda r: (r.start, r.time or "", r.order or 0, r.index)):
        seen[record.step] += 1
        which[record.index] = seen[record.step]
    return which
