"""A document as a case: its parts are records of the steps of the procedure 文件文本, so that rules on texts are rules
like all others.

In: a document taken apart, what it says, and the setting. Out: a `TextCase`. Nothing is raised, whatever the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.document.dates import DayRead
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import Statements, statements
from guiju.engine.document.structure import structure
from guiju.engine.document.tree import Document
from guiju.engine.norms.lookup import Norms
from guiju.engine.textcase.citation_records import citation_records, citing
from guiju.engine.textcase.copied import copied
from guiju.engine.textcase.norms_cited import NormsCited
from guiju.engine.textcase.records import as_records
from guiju.engine.textcase.setting import Setting
from guiju.engine.textcase.text_facts import text_facts
from guiju.engine.textcase.text_read import read_text
from guiju.engine.textcase.time_records import day_of, own_days, time_records
from guiju.engine.textcase.unit_records import UnitRecords
from guiju.engine.textcase.values import PROCEDURE
from guiju.engine.textcase.whole_record import problem_records, whole_record
from msgspec import Struct
from msgspec.structs import replace


class TextCase(Struct, frozen=True):
    """`case` has the records of the text and the facts of the setting, completed by those that the text itself gives;
    it is closed: the text is as it is. `on` is the day of looking."""

    case: Case
    document: Document
    statements: Statements
    on: date


def text_case(document: Document, said: Statements, setting: Setting) -> TextCase:
    """The case of a text, in time proportional to its length."""
    head = document.head
    if head.published is None and setting.published is not None:
        published = DayRead(setting.published.isoformat(), setting.published)
        document = replace(document, head=replace(head, published=published))
    records = _records(document, said, setting)
    title = document.core.title
    name = title.written if title is not None else document.raw.name
    case = Case(
        name,
        (PROCEDURE,),
        setting.authority,
        closed=True,
        facts={**text_facts(document, said), **setting.facts},
        records=records,
        file=document.raw.name,
    )
    return TextCase(case, document, said, setting.on)


def records_of_paragraphs(
    paragraphs: tuple[str, ...], on: date, norms: Norms
) -> tuple[tuple[Record, ...], Mapping[str, Value]]:
    """The text records of a document with these paragraphs, and the facts that it gives."""
    raw = RawDocument("", "txt", tuple(Paragraph(text, at) for at, text in enumerate(paragraphs, 1)))
    document = structure(raw)
    said = statements(document)
    return _records(document, said, Setting(on, norms)), text_facts(document, said)


def _records(document: Document, said: Statements, setting: Setting) -> tuple[Record, ...]:
    head = document.head
    text = read_text(document)
    issued = next((d for d in (day_of(head, which) for which in ("published", "made", "printed")) if d), None)
    found = citing(document, said, text, NormsCited(setting.norms, setting.on, issued))
    cited = (each.norm for each in found if each.norm is not None)
    copies = copied(text.units.values(), cited, setting.digests)
    made = chain(
        (whole_record(document, said, text, own_days(document, said), found, copies),),
        UnitRecords(document, text, found, copies).all(),
        citation_records(document, text, found),
        time_records(document, said, text, setting.on),
        problem_records(document, found),
    )
    return as_records(made, document.raw.name, setting.on)
