"""A document as something that cites: what it is called, when it is in force, and every other text it names, with places.

In: the text of a document (textcase) and what is known of norms. Out: a `CitingDocument`. Raises nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.document.cited import Location
from guiju.engine.norms.lookup import KnownNorm, Norms
from guiju.engine.textcase import TextCase
from guiju.engine.textcase.citation_records import Citing, citing
from guiju.engine.textcase.naming import place_name
from guiju.engine.textcase.norms_cited import NormsCited
from guiju.engine.textcase.records import span_of
from guiju.engine.textcase.text_read import TextRead, read_text
from guiju.engine.textcase.time_records import day_of, own_days
from guiju.engine.textcase.values import BASIS, MENTION, REPEALED
from msgspec import Struct

Role = Literal["basis", "mention", "repealed"]
"""依据: it says that it was made because of the text; 废止: it ends it; else it speaks of it."""

_ROLES: Mapping[str, Role] = {BASIS: "basis", MENTION: "mention", REPEALED: "repealed"}


class Mention(Struct, frozen=True):
    """One citation: `where` it stands (第三条第二款), its `words`, and the places of the cited text that it names."""

    role: Role
    where: str
    words: str
    span: Span
    provisions: tuple[Location, ...] = ()


class Cites(Struct, frozen=True):
    """What a document says of one other text; `norm` is the version of it that the catalogue has for the day of
    looking, None where it has none."""

    title: str | None
    number: str | None
    norm: KnownNorm | None
    mentions: tuple[Mention, ...]


class CitingDocument(Struct, frozen=True):
    """`titles` are its own and that of the notice that carries it; `first` and `last` its days in force, None where its
    words do not tell them."""

    file: str
    title: str
    titles: tuple[str, ...]
    number: str | None
    issuers: tuple[str, ...]
    made: date | None
    first: date | None
    last: date | None
    cites: tuple[Cites, ...]


def citing_document(text: TextCase, norms: Norms) -> CitingDocument:
    document, said = text.document, text.statements
    made = next((d for d in (day_of(document.head, w) for w in ("made", "published", "printed")) if d), None)
    days = own_days(document, said)
    read = read_text(document)
    found = citing(document, said, read, NormsCited(norms, text.on, made))
    parts = (document.core, document.wrapper) if document.wrapper is not None else (document.core,)
    titles = tuple(part.title.written for part in parts if part.title is not None and part.title.text)
    return CitingDocument(
        document.raw.name,
        titles[0] if titles else document.raw.name,
        titles,
        str(document.head.number) if document.head.number is not None else None,
        document.head.issuers,
        made,
        days.first,
        days.last,
        _by_text(found, read, document.raw.name),
    )


def _by_text(found: tuple[Citing, ...], read: TextRead, file: str) -> tuple[Cites, ...]:
    together: dict[tuple[str | None, str | None], list[Mention]] = {}
    norms: dict[tuple[str | None, str | None], KnownNorm | None] = {}
    for each in found:
        if each.norm is None:
            continue
        key = each.norm.title, each.norm.number
        together.setdefault(key, []).append(_mention(each, read, file))
        norms[key] = norms.get(key) or each.norm.norm
    return tuple(Cites(*key, norms[key], tuple(mentions)) for key, mentions in together.items())


def _mention(each: Citing, read: TextRead, file: str) -> Mention:
    cited = each.cited
    where = read.sentences[each.sentence].where if each.sentence is not None else place_name(cited.places)
    return Mention(_ROLES[each.role], where, cited.text, span_of(cited.places, file), cited.locations)
