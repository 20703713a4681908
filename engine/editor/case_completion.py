"""What may be written at a place of a case file: keys, procedures, steps, facts, fields and their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from guiju.engine.case.form import AUTHORITY, CASE, RECORD, REVIEWED, WAIVER, Keys
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.editor.about import gist, kind_word
from guiju.engine.editor.case_place import CasePlace, case_place
from guiju.engine.editor.completion import Item, ItemKind
from guiju.engine.editor.library import Library
from guiju.engine.editor.positions import lines_of
from guiju.engine.semantics.bind_values import NO, NOTHING, UNKNOWN, YES
from guiju.engine.semantics.names import Reference, RefKind
from guiju.engine.semantics.vocabulary import FieldDecl, Name, StepDecl, Type, find_field
from msgspec.structs import replace

_DAYS = ("date", "start", "end")


def complete_case(library: Library, source: Source, line: int, column: int, today: date) -> list[Item]:
    """What may stand at a place of a case file, in the language of its keys."""
    place = case_place(lines_of(source), line, column)
    if place is None:
        return []
    words = place.prefix.strip("\"'")
    items = _Case(library, place, case_language(source), today).items()
    return [replace(item, prefix=len(words), rank=rank) for rank, item in enumerate(items)]


def case_language(source: Source) -> Lang:
    """The language of most keys at the left edge; Chinese if neither prevails."""
    keys = [spelling for key in CASE.values() for spelling in key.spellings]
    found = [line.partition(":")[0] for line in lines_of(source)]
    english = sum(word.isascii() for word in found if word in keys)
    return "en" if english * 2 > sum(word in keys for word in found) else "zh"


class _Case:
    def __init__(self, library: Library, place: CasePlace, language: Lang, today: date) -> None:
        self._library = library
        self._vocabulary = library.program.vocabulary
        self._place = place
        self._language = language
        self._today = today

    def items(self) -> Iterator[Item]:
        if not self._place.path:
            yield from self._top()
            return
        first, *more = self._place.path
        match _named(CASE, first), more:
            case "authority", []:
                yield from self._authority()
            case "facts", []:
                yield from self._facts()
            case "steps", []:
                yield from self._record()
            case "waivers", []:
                yield from self._waiver()
            case "reviewed", []:
                yield from self._reviewed()
            case "facts", [name]:
                fact = self._vocabulary.fact(name)
                yield from self._parts(fact.type.item if fact else ())
            case "steps", [name]:
                field = self._field(name)
                yield from self._parts(field.type.item if field else ())

    def _top(self) -> Iterator[Item]:
        if self._place.key is None:
            yield from self._keys(CASE)
            return
        match _named(CASE, self._place.key):
            case "procedure":
                for procedure in self._library.program.procedures.values():
                    yield self._name("procedure", procedure.name)
            case "closed":
                yield from self._words([YES, NO])

    def _authority(self) -> Iterator[Item]:
        if self._place.key is None:
            yield from self._keys(AUTHORITY)
        elif _named(AUTHORITY, self._place.key) == "level":
            for level in self._vocabulary.levels:
                yield self._name("word", level)

    def _facts(self) -> Iterator[Item]:
        if self._place.key is not None:
            fact = self._vocabulary.fact(self._place.key)
            if fact is not None:
                yield from self._values(fact.type, fact.name.zh)
            return
        for fact in self._vocabulary.facts.values():
            if not set(fact.name.spellings) & set(self._place.beside):
                yield self._name("fact", fact.name, colon=True)

    def _record(self) -> Iterator[Item]:
        key = self._place.key
        step = self._step()
        if key is None:
            yield from self._keys(RECORD)
            for field in step.fields if step else ():
                if not set(field.name.spellings) & set(self._place.beside):
                    yield self._name("field", field.name, step.name.zh if step else "", colon=True)
            return
        own = self._field(key)
        if own is not None:
            yield from self._values(own.type, own.name.zh)
            return
        name = _named(RECORD, key)
        if name == "step":
            for declared in self._vocabulary.steps.values():
                yield self._name("step", declared.name)
        elif name in _DAYS:
            yield self._today_item()
        elif name in ("actor", "evidence") and step is not None:
            for usual in step.actors if name == "actor" else step.evidence:
                yield Item(usual, "value", kind_word("value"), None, 0, 0)

    def _waiver(self) -> Iterator[Item]:
        """The keys of a waiver; the rules that may be waived."""
        key = self._place.key
        if key is None:
            yield from self._keys(WAIVER)
            return
        name = _named(WAIVER, key)
        if name == "rule":
            for rule in self._library.program.rules:
                if rule.not_waivable is None and rule.modality != "may":
                    yield self._name("rule", rule.name)
        elif name in ("until", "approved_on"):
            yield self._today_item()

    def _reviewed(self) -> Iterator[Item]:
        """The keys of a reviewed passage; the heuristics; whether what they suspect is so."""
        key = self._place.key
        if key is None:
            yield from self._keys(REVIEWED)
            return
        name = _named(REVIEWED, key)
        if name == "rule":
            for rule in self._library.program.rules:
                if rule.suspected is not None:
                    yield self._name("rule", rule.name)
        elif name == "confirmed":
            yield from self._words([YES, NO])
        elif name == "date":
            yield self._today_item()

    def _parts(self, fields: Iterable[FieldDecl]) -> Iterator[Item]:
        """The parts of an element of a list, or the values of one of them."""
        for field in fields:
            if self._place.key is None and not set(field.name.spellings) & set(self._place.beside):
                yield self._name("field", field.name, colon=True)
            elif self._place.key in field.name.spellings:
                yield from self._values(field.type, field.name.zh)

    def _values(self, kind: Type, owner: str) -> Iterator[Item]:
        if kind.item:
            for field in kind.item if self._place.listed else ():
                yield self._name("field", field.name, colon=True)
            return
        for name in kind.values:
            yield self._name("value", name, owner)
        match kind.kind:
            case "yesno":
                yield from self._words([YES, NO])
            case "date":
                yield self._today_item()
            case "cite":
                yield from self._words([NOTHING])
        yield from self._words([UNKNOWN])

    def _step(self) -> StepDecl | None:
        for lines in (self._place.beside, self._place.above):
            for spelling in RECORD["step"].spellings:
                if spelling in lines:
                    return self._vocabulary.step(lines[spelling].strip("\"'"))
        return None

    def _field(self, name: str) -> FieldDecl | None:
        step = self._step()
        return find_field(step.fields, name) if step is not None else None

    # --- items --------------------------------------------------------------------------------------------

    def _name(self, kind: RefKind, name: Name, owner: str = "", *, colon: bool = False) -> Item:
        label = name.text.in_lang(self._language)
        others = "/".join(s for s in dict.fromkeys(name.spellings) if s != label)
        called = kind_word(kind)
        detail = Text(f"{others}({called.zh})", f"{others} ({called.en})") if others else called
        about = gist(self._library, Reference(Span("", 1, 1, 1, 1), kind, name, None, owner))
        item: ItemKind = kind
        return Item(label, item, detail, about, 0, 0, f"{label}: " if colon else None)

    def _keys(self, form: Keys) -> Iterator[Item]:
        """The keys that are not there yet."""
        for key in form.values():
            if set(key.spellings) & set(self._place.beside):
                continue
            chinese, english = key.spellings[0], next(s for s in key.spellings if s.isascii())
            label, other = (english, chinese) if self._language == "en" else (chinese, english)
            below = ":" if key.shape in ("records", "lines", "authority", "waivers", "reviewed") else ": "
            yield Item(label, "key", Text(other, other), None, 0, 0, label + below)

    def _words(self, groups: Iterable[tuple[str, ...]]) -> Iterator[Item]:
        for spellings in groups:
            english = self._language == "en"
            label = next((s for s in spellings if s.isascii() == english), spellings[0])
            other = next((s for s in spellings if s.isascii() != english), label)
            yield Item(label, "value", Text(other, other), None, 0, 0)

    def _today_item(self) -> Item:
        return Item(self._today.isoformat(), "value", Text("今天", "today"), None, 0, 0)


def _named(form: Keys, spelling: str) -> str | None:
    return next((name for name, key in form.items() if spelling in key.spellings), None)
