"""From when and until when a document is in force, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guiju.engine.calendar.count import Unit
from guiju.engine.case.duration import Duration
from guiju.engine.document.clause_lines import Clause, clauses
from guiju.engine.document.clauses import Backdated, Effect, Event, Expiry
from guiju.engine.document.dates import DayRead, read_day
from guiju.engine.document.grammar import words
from guiju.engine.document.numbers import numeral
from guiju.engine.document.subject import Subject, Subjects
from guiju.engine.document.tree import Document
from msgspec import Struct
from msgspec.structs import replace

_LONGEST_ALREADY = 3
_DAYS = ("DATE", "SHORT_DATE", "TORN_DATE")
_COUNT = re.compile(r"满?([0-9]+|[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]+)([日天年]|个月)?")
_UNITS: dict[str, Unit] = {"日": "day", "天": "day", "个月": "month", "年": "year"}
_EVENTS: tuple[tuple[str, Event], ...] = (
    ("event_published", "published"), ("event_printed", "printed"), ("event_made", "made"), ("event_passed", "passed"),
)  # fmt: skip


class OwnTime(Struct, frozen=True):
    """What a document says of its own time."""

    effects: tuple[Effect, ...] = ()
    expiries: tuple[Expiry, ...] = ()
    backdated: tuple[Backdated, ...] = ()


def effect(document: Document) -> tuple[Effect, ...]:
    """Its clauses on when it comes into force. What other things come into force when is left out."""
    return own_time(document).effects


def expiry(document: Document) -> tuple[Expiry, ...]:
    """Its clauses on how long it is in force. The term of a licence, say, is left out."""
    return own_time(document).expiries


def backdated(document: Document) -> tuple[Backdated, ...]:
    """Words that reach back to a day before it."""
    return own_time(document).backdated


def own_time(document: Document, found: Sequence[Clause] | None = None) -> OwnTime:
    """All of these at once; `found` are the clauses of the document, if they are at hand."""
    reader = _Reader(document)
    for clause in clauses(document) if found is None else found:
        reader.read(clause)
    return OwnTime(tuple(reader.all_effects()), tuple(reader.expiries), tuple(reader.backdated))


class _Reader:
    """Goes over the clauses in order: one without a subject speaks of what the one before it spoke of."""

    def __init__(self, document: Document) -> None:
        self._subjects = Subjects(document)
        self._known: Subject | None = None
        self._known_line: object = None
        self._since: Clause | None = None
        self._decided: list[Effect] = []
        self._made = document.head.made or document.head.published
        self.effects: list[Effect] = []
        self.expiries: list[Expiry] = []
        self.backdated: list[Backdated] = []

    def read(self, clause: Clause) -> None:
        if clause.spot is not self._known_line:
            self._known, self._known_line, self._since = None, clause.spot, None
        if clause.kind == "effect":
            self._effect(clause)
        elif clause.kind == "expiry":
            self._expiry(clause)
        elif (
            clause.kind in ("until", "lapse")
            and (clause.token("ENDING", "REPEALED") or self._since is not None)
            and self._known is not None
        ):
            self._until(clause, self._known)
        elif clause.kind == "counted" and self.expiries and self._known is not None:
            self.expiries[-1] = replace(
                self.expiries[-1], counted_from=_day(clause), from_event=_event(clause)
            )
        elif clause.kind in ("since", "BACKDATED"):
            self._reaching_back(clause)
        self._since = clause if clause.kind == "since" else None

    def all_effects(self) -> Iterator[Effect]:
        """Those that are stated; where none is, the first day that a decision or a term (有效期自…至…) names."""
        yield from self.effects
        stated = {each.part for each in self.effects}
        for each in self._decided:
            if each.part not in stated:
                stated.add(each.part)
                yield each

    def _effect(self, clause: Clause) -> None:
        subject = self._subjects.of(clause.before, clause.spot.part, self._known)
        event = _event(clause)
        if subject is None or (event in ("made", "passed") and not _names_itself(clause)):
            return
        self._known = subject
        delay = clause.token("DELAY")
        made = Effect(
            subject.part, clause.text, clause.places, _day(clause), event, _length(delay) if delay else None
        )
        self.effects.append(made)
        trial = clause.token("TRIAL")
        length = clause.token("DURATION")
        if trial is not None and length is not None:
            self.expiries.append(
                Expiry(subject.part, clause.text, clause.places, _length(length), trial=True)
            )

    def _expiry(self, clause: Clause) -> None:
        subject = self._subjects.of(clause.before, clause.spot.part, self._known)
        stands_alone = clause.first and not clause.before
        if subject is None or not (self._known is not None or stands_alone or _names_itself(clause)):
            return
        length, title = clause.token("DURATION", "VALID_WITHIN"), clause.token("TITLE")
        days = [token for token in clause.tokens if token.type in _DAYS]
        made = Expiry(
            subject.part,
            clause.text,
            clause.places,
            _length(length) if length is not None else None,
            read_day(str(days[-1])) if days and length is None else None,
            title.strip("《》") if title is not None else None,
            clause.token("TRIAL") is not None,
            read_day(str(days[0])) if len(days) > 1 else None,
        )
        if made.duration is None and made.day is None and made.as_long_as is None:
            return
        self._known = subject
        self.expiries.append(made)
        if made.counted_from is not None:
            self._decided.append(Effect(subject.part, clause.text, clause.places, made.counted_from))

    def _until(self, clause: Clause, subject: Subject) -> None:
        """自2020年1月1日起施行，至2024年12月31日止."""
        day = _day(clause)
        last = self.expiries[-1] if self.expiries else None
        since = _day(self._since) if self._since is not None else None
        if last is not None and last.part == subject.part and last.duration is not None and last.day is None:
            self.expiries[-1] = replace(last, day=day, counted_from=since or last.counted_from)
            if since is not None and self._since is not None:  # 有效期5年，自2019年7月1日至2024年6月30日
                self._decided.append(Effect(subject.part, self._since.text, self._since.places, since))
        else:
            self.expiries.append(Expiry(subject.part, clause.text, clause.places, day=day))

    def _reaching_back(self, clause: Clause) -> None:
        """自…起 without a word of coming into force: what an organ decides begins then; a day before the document itself
        reaches back, where something is demanded from then on or has already been done (…以前已经, …以来); or 追溯至."""
        line, day = clause.spot.line.text, _day(clause)
        part = clause.spot.part
        if clause.kind == "since" and day is not None and clause.token("STARTING"):
            subject = self._subjects.of(clause.before, part, self._known) if _is_decided(clause) else None
            if subject is not None:
                self._decided.append(Effect(subject.part, clause.text, clause.places, day))
                return
        follows = line[clause.end : clause.end + _LONGEST_ALREADY]
        if (
            clause.kind == "BACKDATED"
            or (day is not None and follows.startswith(words("already")))
            or (clause.token("STARTING") and self._before_document(day) and _binds(line[clause.end :]))
        ):
            self.backdated.append(Backdated(part, clause.text, clause.places, day))

    def _before_document(self, day: DayRead | None) -> bool:
        made = self._made.day if self._made is not None else None
        return day is not None and day.day is not None and made is not None and day.day < made


def _names_itself(clause: Clause) -> bool:
    return any(token.type == "SELF" for token in clause.before)


def _is_decided(clause: Clause) -> bool:
    return "".join(clause.before[-2:]).endswith(words("deciding"))


def _binds(text: str) -> bool:
    """Whether the rest of the sentence demands or forbids something."""
    sentence = text.partition("。")[0]
    return any(word in sentence for word in (*words("mood_must"), *words("mood_must_not")))


def _day(clause: Clause) -> DayRead | None:
    token = clause.token(*_DAYS)
    return read_day(str(token)) if token is not None else None


def _event(clause: Clause) -> Event | None:
    if clause.token("AT_ONCE"):
        return "at once"
    token = clause.token("EVENT")
    if token is None:
        return None
    return next((event for name, event in _EVENTS if token.startswith(words(name))), None)


def _length(text: str) -> Duration | None:
    match = _COUNT.match(text)
    n = numeral(match[1]) if match else None
    if match is None or n is None:
        return None
    return Duration(n, _UNITS.get(match[2] or "", "workday"))  # what else there is are working days
