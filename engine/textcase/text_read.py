"""The text of a document as its records are made of it: sentences with what their words tell, articles with their text,
and at which sentence a citation or clause stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from guiju.engine.document.line import Line
from guiju.engine.document.model import Place
from guiju.engine.document.tree import Document
from guiju.engine.textcase.naming import sentence_of
from guiju.engine.textcase.passages import Passage, Unit, passages
from guiju.engine.textcase.sentences import sentences
from guiju.engine.textcase.values import UNNAMED
from guiju.engine.textcase.wording import Wording, wording
from msgspec import Struct
from msgspec.structs import replace

MOST_AROUND = 2_000
"""So many characters of an article are given with each of its sentences: what stands around them, and no more than can be
searched for each in proportion to the text."""


class Sentence(Struct, frozen=True):
    """`passage` is what it stands in, `at` the index of that. The subject of its `wording` is that of the sentence before
    it there, else of the lead-in, where it names none itself."""

    line: Line
    passage: Passage
    at: int
    where: str
    wording: Wording
    lead_in: Wording


class UnitText(Struct, frozen=True):
    """An article, or what stands for one: its lines, and their texts with line ends between them."""

    unit: Unit
    lines: tuple[Line, ...]
    text: str
    money: tuple[str, ...]


class TextRead(Struct, frozen=True):
    """`sentences` in the order of the text, with those of headings; `units` by their number."""

    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    units: dict[int, UnitText]
    finder: Finder


class Finder:
    """Finds the sentence at a place of the file."""

    def __init__(self, found: Sequence[Sentence]) -> None:
        self._starts: dict[int, list[int]] = defaultdict(list)
        self._numbers: dict[int, list[int]] = defaultdict(list)
        placed = sorted(
            (place.paragraph, place.start, number)
            for number, sentence in enumerate(found)
            for place in sentence.line.places()
        )
        for paragraph, start, number in placed:
            self._starts[paragraph].append(start)
            self._numbers[paragraph].append(number)

    def sentence(self, places: Sequence[Place]) -> int | None:
        """The index of the sentence in which the first of the places begins; None where that is in none (the head)."""
        if not places:
            return None
        paragraph, start = places[0].paragraph, places[0].start
        if paragraph not in self._starts:
            return None
        at = bisect_right(self._starts[paragraph], start) - 1
        return self._numbers[paragraph][at] if at >= 0 else None


def read_text(document: Document) -> TextRead:
    """The running text of the document; time in proportion to its length."""
    every = tuple(passages(document))
    lead_ins: dict[str, Wording] = {}
    found: list[Sentence] = []
    for at, passage in enumerate(every):
        lead_in = lead_ins.get(passage.lead_in)
        if lead_in is None:
            lead_in = lead_ins[passage.lead_in] = wording(passage.lead_in)
        found += _sentences(passage, at, lead_in)
    return TextRead(every, tuple(found), _units(found), Finder(found))


def speaking_of(said: Wording, subject: str) -> Wording:
    """The wording, with a subject where it names none."""
    return replace(said, subject=subject) if said.subject == UNNAMED else said


def _sentences(passage: Passage, at: int, lead_in: Wording) -> Iterator[Sentence]:
    bounds = list(sentences(passage.line.text))
    subject = lead_in.subject
    for number, (start, end) in enumerate(bounds, 1):
        line = passage.line.cut(start, end)
        said = speaking_of(wording(line.text), subject)
        subject = said.subject
        where = sentence_of(passage.where, number) if len(bounds) > 1 else passage.where
        yield Sentence(line, passage, at, where, said, lead_in)


def _units(found: Sequence[Sentence]) -> dict[int, UnitText]:
    together: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in found:
        together[sentence.passage.unit.number].append(sentence)
    return {number: _unit(inside) for number, inside in together.items()}


def _unit(inside: Sequence[Sentence]) -> UnitText:
    lines = tuple(passage.line for passage in {sentence.at: sentence.passage for sentence in inside}.values())
    money = dict.fromkeys(way for sentence in inside for way in sentence.wording.money)
    return UnitText(inside[0].passage.unit, lines, "\n".join(line.text for line in lines), tuple(money))
