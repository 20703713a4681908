"""What a record says in a field, the built-in ones included."""

from __future__ import annotations

from guiju.engine.case.model import Record, Value
from guiju.engine.semantics.core import ACTOR, END, EVIDENCE, START, TIME


def written_in(record: Record, name: str) -> Value | None:
    """The value as it stands in the file (an end to come too), None where nothing is stated."""
    match name:
        case _ if name == ACTOR:
            return record.actor
        case _ if name == EVIDENCE:
            return record.evidence
        case _ if name == START:
            return record.start
        case _ if name == END:
            return record.end
        case _ if name == TIME:
            return record.time
    return record.fields.get(name)
