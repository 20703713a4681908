"""All that a document cites, and says of its own time, of what it repeals and of its words; read in one go."""

from __future__ import annotations

from guiju.engine.document.citations import citations
from guiju.engine.document.cited import Cited
from guiju.engine.document.clause_lines import clauses
from guiju.engine.document.clauses import Backdated, Definition, Effect, Expiry, Repeal
from guiju.engine.document.definitions import definitions
from guiju.engine.document.effect import own_time
from guiju.engine.document.repeal import repeals
from guiju.engine.document.tree import Document
from msgspec import Struct


class Statements(Struct, frozen=True):
    """Each in the order of the text."""

    citations: tuple[Cited, ...]
    effects: tuple[Effect, ...]
    expiries: tuple[Expiry, ...]
    backdated: tuple[Backdated, ...]
    repeals: tuple[Repeal, ...]
    definitions: tuple[Definition, ...]


def statements(document: Document) -> Statements:
    """The same as the functions that give each of them; the text is read once for all clauses."""
    cited = citations(document)
    found = clauses(document)
    time = own_time(document, found)
    return Statements(
        cited,
        time.effects,
        time.expiries,
        time.backdated,
        repeals(document, cited, found),
        definitions(document, found),
    )
