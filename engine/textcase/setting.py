"""From where a text is looked at, and what is known beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.case.model import Authority, Value
from guiju.engine.norms.lookup import Norms
from guiju.engine.textcase.copied import Digests, shipped_digests
from msgspec import Struct, field


class Setting(Struct, frozen=True):
    """`on` is the day of looking, of which all records are; `published` the day of publication where the file does not
    state it but its case does. `facts` are those of the case, `authority` its organ."""

    on: date
    norms: Norms
    authority: Authority = Authority()
    published: date | None = None
    digests: Digests = shipped_digests
    facts: Mapping[str, Value] = field(default_factory=dict)
