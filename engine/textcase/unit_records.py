"""Articles, sentences and items as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from guiju.engine.case.model import Value
from guiju.engine.document.tree import Document
from guiju.engine.textcase.citation_records import Citing, Listed, listed
from guiju.engine.textcase.parts import kind_of_part
from guiju.engine.textcase.passages import Passage
from guiju.engine.textcase.records import Made, made
from guiju.engine.textcase.text_read import MOST_AROUND, TextRead, UnitText, speaking_of
from guiju.engine.textcase.values import ARTICLE, PARAGRAPH, POINT
from guiju.engine.textcase.wording import wording

_HEADING_LEVELS = ("book", "chapter", "section")
_POINTS = ("first", "second", "third", "fourth", "fifth")


class UnitRecords:
    """Makes the records of one text; what an article cites is put together once."""

    def __init__(
        self, document: Document, text: TextRead, found: Sequence[Citing], copies: Mapping[int, str]
    ) -> None:
        self._document = document
        self._text = text
        self._copies = copies
        self._of_sentence: dict[int, list[Citing]] = defaultdict(list)
        by_unit: dict[int, list[Citing]] = defaultdict(list)
        self._of_passage: dict[int, list[Citing]] = defaultdict(list)
        for each in found:
            if each.sentence is not None:
                sentence = text.sentences[each.sentence]
                self._of_sentence[each.sentence].append(each)
                self._of_passage[sentence.at].append(each)
                by_unit[sentence.passage.unit.number].append(each)
        self._of_unit: Mapping[int, Listed] = {n: listed(inside) for n, inside in by_unit.items()}

    def all(self) -> Iterator[Made]:
        """Articles, then sentences, then items, each in the order of the text."""
        yield from self._articles()
        yield from self._sentences()
        yield from self._items()

    def _articles(self) -> Iterator[Made]:
        for unit in self._text.units.values():
            if unit.unit.level in _HEADING_LEVELS:
                continue
            places = (*unit.lines[0].places()[:1], *unit.lines[-1].places()[-1:])
            level = unit.unit.level
            kind = ARTICLE if level == "article" else POINT if level in _POINTS else PARAGRAPH
            fields: dict[str, Value | None] = {
                "条号": unit.unit.label,
                "标题": "\n".join(unit.unit.headings),
                "部分": kind_of_part(self._document, unit.unit.part),
                "层次": kind,
                "款项方向": unit.money,
                "照抄自": self._copies.get(unit.unit.number),
                "引用": self._of_unit.get(unit.unit.number, ()),
            }
            yield made("条", unit.unit.label, "\n".join(line.written for line in unit.lines), places, fields)

    def _sentences(self) -> Iterator[Made]:
        for number, sentence in enumerate(self._text.sentences):
            passage, said = sentence.passage, sentence.wording
            fields: dict[str, Value | None] = {
                **self._common(passage),
                "系标题": passage.heading,
                "在项中": passage.item is not None,
                "在表中": passage.table,
                "情态": said.mood,
                "主语": said.subject,
                "涉及主体": said.subjects,
                "款项方向": said.money,
                "涉及金额": tuple({"数额": amount} for amount in said.amounts),
                "提到本文件": said.names_itself,
                "引语情态": sentence.lead_in.mood,
                "引用": listed(self._of_sentence.get(number, ())),
            }
            yield made("句", sentence.where, sentence.line.written, sentence.line.places(), fields)

    def _items(self) -> Iterator[Made]:
        for at, passage in enumerate(self._text.passages):
            if passage.item is None or passage.item.count < 2:
                continue
            lead_in = wording(passage.lead_in)
            said = speaking_of(wording(passage.line.text), lead_in.subject)
            fields: dict[str, Value | None] = {
                **self._common(passage),
                "序": Decimal(passage.item.position),
                "同级项数": Decimal(passage.item.count),
                "末项": passage.item.position == passage.item.count,
                "情态": said.mood,
                "主语": said.subject,
                "款项方向": said.money,
                "引语情态": lead_in.mood,
                "引用": listed(self._of_passage.get(at, ())),
            }
            yield made("项", passage.where, passage.line.written, passage.line.places(), fields)

    def _common(self, passage: Passage) -> dict[str, Value | None]:
        unit: UnitText = self._text.units[passage.unit.number]
        return {
            "条号": passage.unit.label,
            "标题": "\n".join(passage.unit.headings),
            "部分": kind_of_part(self._document, passage.part),
            "引语": passage.lead_in,
            "同条文": unit.text[:MOST_AROUND],
            "同条款项方向": unit.money,
            "同条引用": self._of_unit.get(passage.unit.number, ()),
        }
