"""What a document says of its own time, as records: in force from, in force until, what it ends, what reaches back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from guiju.engine.case.model import Value
from guiju.engine.document.clauses import Effect, Expiry
from guiju.engine.document.model import Place
from guiju.engine.document.statements import Statements
from guiju.engine.document.tree import Document, Head
from guiju.engine.document.validity import Validity, validity
from guiju.engine.textcase.naming import place_name
from guiju.engine.textcase.parts import core_index, kind_of_part
from guiju.engine.textcase.records import Made, made
from guiju.engine.textcase.text_read import TextRead
from guiju.engine.textcase.wording import wording
from msgspec import Struct

_DAY = timedelta(1)
_DAYS_OF_A_YEAR = 365


class OwnDays(Struct, frozen=True):
    """The clauses that rule, those of the text that the document carries before those of its notice, and the days that
    follow from them; None where there are none."""

    effect: Effect | None
    expiry: Expiry | None
    validity: Validity
    years: Decimal | None

    @property
    def first(self) -> date | None:
        """The first day in force, None where no clause says when that is."""
        return self.validity.first if self.effect is not None else None

    @property
    def last(self) -> date | None:
        return self.validity.last


def own_days(document: Document, said: Statements) -> OwnDays:
    core = core_index(document)
    effects = sorted(said.effects, key=lambda each: each.part != core)
    expiries = sorted(said.expiries, key=lambda each: (each.part != core, each.trial))
    effect, expiry = next(iter(effects), None), next(iter(expiries), None)
    found = validity(document.head, effect, expiry)
    return OwnDays(effect, expiry, found, _years(expiry, found.first, found.last))


def time_records(document: Document, said: Statements, text: TextRead, on: date) -> Iterator[Made]:
    """In the order effect, expiry, repeal, words that reach back."""
    make = _Maker(document, said, text, on)
    yield from make.effects()
    yield from make.expiries()
    yield from make.repeals()
    yield from make.backdated()


class _Maker:
    def __init__(self, document: Document, said: Statements, text: TextRead, on: date) -> None:
        self._document = document
        self._said = said
        self._text = text
        self._on = on

    def effects(self) -> Iterator[Made]:
        head = self._document.head
        for effect in self._said.effects:
            first = validity(head, effect, None).first
            published = day_of(head, "published")
            fields: dict[str, Value | None] = {
                "写明日期": effect.day is not None,
                "即日施行": effect.event is not None and effect.delay is None,
                "间隔": effect.delay,
                "施行日": first,
                "早于成文": _earlier(first, day_of(head, "made")),
                "早于公布": _earlier(first, published),
                "距公布日数": Decimal((first - published).days) if first and published else None,
            }
            yield self._made("施行条款", effect.text, effect.places, effect.part, fields)

    def expiries(self) -> Iterator[Made]:
        effects = {effect.part: effect for effect in reversed(self._said.effects)}
        other = next(iter(self._said.effects), None)
        for expiry in self._said.expiries:
            found = validity(self._document.head, effects.get(expiry.part, other), expiry)
            left = (found.last - self._on).days if found.last is not None else None
            fields: dict[str, Value | None] = {
                "年数": _years(expiry, found.first, found.last),
                "最后日": found.last,
                "试行": expiry.trial,
                "随他件": expiry.as_long_as,
                "推定": found.inferred,
                "已届满": None if left is None else left < 0,
                "剩余日数": None if left is None else Decimal(left),
            }
            yield self._made("有效期条款", expiry.text, expiry.places, expiry.part, fields)

    def repeals(self) -> Iterator[Made]:
        for repeal in self._said.repeals:
            unnumbered = sum(target.source.number is None for target in repeal.targets)
            fields: dict[str, Value | None] = {
                "概括": repeal.implied,
                "对象数": Decimal(len(repeal.targets)),
                "缺文号数": Decimal(unnumbered),
            }
            yield self._made("废止条款", repeal.text, repeal.places, repeal.part, fields)

    def backdated(self) -> Iterator[Made]:
        for words in self._said.backdated:
            day = words.day.day if words.day is not None else None
            at = self._text.finder.sentence(words.places)
            said = self._text.sentences[at].wording if at is not None else wording(words.text)
            fields: dict[str, Value | None] = {
                "溯及日": day,
                "情态": said.mood,
                "款项方向": said.money,
            }
            yield self._made("溯及用语", words.text, words.places, words.part, fields)

    def _made(
        self, step: str, text: str, places: Sequence[Place], part: int, fields: dict[str, Value | None]
    ) -> Made:
        """With the whole sentence of the clause as its words."""
        at = self._text.finder.sentence(places)
        sentence = self._text.sentences[at] if at is not None else None
        where = sentence.where if sentence is not None else place_name(tuple(places))
        label = sentence.passage.unit.label if sentence is not None else where
        if sentence is not None:
            text, places = sentence.line.written, sentence.line.places()
        kind = kind_of_part(self._document, part)
        return made(step, where, text, places, {"条号": label, "部分": kind, **fields})


def day_of(head: Head, which: str) -> date | None:
    """The day of the head, None where it is not stated or cannot be read."""
    read = getattr(head, which)
    return read.day if read is not None else None


def _earlier(day: date | None, other: date | None) -> bool | None:
    return day < other if day is not None and other is not None else None


def _years(expiry: Expiry | None, first: date | None, last: date | None) -> Decimal | None:
    """The length of the term in years: as stated, else from its first to its last day, to two decimals."""
    if expiry is None:
        return None
    if expiry.duration is not None and expiry.duration.unit in ("year", "month"):
        return _shortened(Decimal(expiry.duration.n) / (1 if expiry.duration.unit == "year" else 12))
    if first is None or last is None or last < first:
        return None
    whole = (last + _DAY).year - first.year
    if (last + _DAY).month == first.month and (last + _DAY).day == first.day:
        return Decimal(whole)
    return _shortened(Decimal((last - first).days + 1) * 4 / (_DAYS_OF_A_YEAR * 4 + 1))


def _shortened(years: Decimal) -> Decimal:
    return years.quantize(Decimal("0.01")).normalize() + 0
