"""Which norm a citation means, and how that norm stands on a day.

In: a title or a number as a document writes it, and a day. Out: `Found`. What is known is what the
catalogue under rules/norms states (norm_catalogue.py): the first day of a version (`start`), the first day
on which it is no longer in force (`until`), its successor. A day that the catalogue does not give is not
made up: the state is then "unlisted".

Of the versions of one title that one is taken that is in force on the day; failing that one of which nobody
knows; failing that the one that ended last; failing that the one that will begin first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Literal, Protocol

from guiju.engine.diagnostics.model import Refused
from guiju.engine.norms.titles import RESTARTING, TitleRead, number_key, read_title, title_forms, title_key
from msgspec import Struct

State = Literal["in force", "not yet", "lapsed", "replaced", "unlisted"]
"""`lapsed`: no longer in force, without a successor; `replaced`: with one; `unlisted`: the norm, or its
days in force, are not in the catalogue."""

_ENDED: tuple[State, ...] = ("lapsed", "replaced")


class Places(Protocol):
    """What knows the articles of norms (norm_index.NormIndex)."""

    def has_place(
        self, key: str, article: int, suffix: int, paragraph: int | None, item: int | None
    ) -> bool | None: ...


class KnownNorm(Struct, frozen=True):
    """A norm in one version. `start` is its first day in force, `until` the first day on which it is not;
    `successor` and `based_on` are keys; `aliases` are titles as they are compared (titles.title_key).
    `edition` is the year in which this version was made, by which it is cited (2019年修订). `earlier`: before
    `start` there was an earlier version that is not listed. `amended`: days on which amendments came into force
    that are no versions of their own here. `verified`: the day that decides how it stands
    now, `until` or else `start`, was read in a stored copy of a text."""

    key: str
    title: str
    number: str | None = None
    issuer: str | None = None
    rank: str | None = None
    start: date | None = None
    until: date | None = None
    successor: str | None = None
    verified: bool = False
    aliases: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    other_numbers: tuple[str, ...] = ()
    edition: int | None = None
    earlier: bool = False
    amended: tuple[date, ...] = ()
    places: Places | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        own = (self.number,) if self.number else ()
        return (*own, *self.other_numbers)

    def state(self, day: date) -> State:
        """How this version stands on `day`, by itself."""
        if self.until is not None and day >= self.until:
            return "replaced" if self.successor else "lapsed"
        if self.start is None:
            return "unlisted"
        if day >= self.start:
            return "in force"
        return "unlisted" if self.earlier else "not yet"

    def changed(self, after: date, until: date) -> bool:
        """Whether this version began, or an amendment of it came into force, after one day and until another: what cites
        it from that day cites older words."""
        began = () if self.start is None else (self.start,)
        return any(after < day <= until for day in (*began, *self.amended))

    def has_place(
        self, article: int, suffix: int = 0, paragraph: int | None = None, item: int | None = None
    ) -> bool | None:
        """Whether it has such an article, paragraph or item; None where its articles are not known."""
        return self.places.has_place(self.key, article, suffix, paragraph, item) if self.places else None


class Found(Struct, frozen=True):
    """`since`: the day on which the state began; of a norm not yet in force the day on which it will be.
    `successor`: the norm that stands in its place on the day."""

    norm: KnownNorm | None
    state: State
    since: date | None = None
    successor: KnownNorm | None = None


NOT_LISTED = Found(None, "unlisted")


class Norms(Protocol):
    """What is known of norms."""

    def find(self, title: str | None, number: str | None, day: date) -> Found:
        """The norm with this title or number, in the version that holds on `day`; with an edition in
        brackets behind the title (2019年修订), in that one."""
        ...


class NormBook:
    """Norms by key, by title and by number."""

    def __init__(self, norms: Iterable[KnownNorm]) -> None:
        self.by_key: Mapping[str, KnownNorm] = {norm.key: norm for norm in norms}
        self._by_title: dict[str, list[KnownNorm]] = {}
        self._by_number: dict[str, list[KnownNorm]] = {}
        for norm in self.by_key.values():
            for name in dict.fromkeys((*title_forms(norm.title, norm.issuer), *norm.aliases)):
                self._by_title.setdefault(name, []).append(norm)
            for number in dict.fromkeys(map(number_key, norm.numbers)):
                self._by_number.setdefault(number, []).append(norm)

    def same_title(self, norm: KnownNorm) -> tuple[KnownNorm, ...]:
        """All versions of a norm, itself among them, earliest first."""
        return _ordered([each for each in self._by_title[title_key(norm.title)] if _is_version(each, norm)])

    @property
    def names(self) -> tuple[str, ...]:
        """All titles and short names as they are compared, for the nearest of them."""
        return tuple(self._by_title)

    def versions(self, title: str | None, number: str | None) -> tuple[KnownNorm, ...]:
        """The versions of the norm meant, earliest first. A number tells versions of a title apart; without
        a known title it names the norm, unless several norms have it."""
        wanted = read_title(title) if title else TitleRead(())
        for key in wanted.keys:
            if named := self._by_title.get(key):
                return _ordered(_of_edition(_of_number(named, number), wanted.edition))
        numbered = self._by_number.get(number_key(number), []) if number else []
        one = len({title_key(norm.title) for norm in numbered}) == 1
        return _ordered(numbered) if one and RESTARTING not in (number or "") else ()

    def find(self, title: str | None, number: str | None, day: date) -> Found:
        """See `Norms`."""
        return self.holding(self.versions(title, number), day)

    def holding(self, versions: Iterable[KnownNorm], day: date) -> Found:
        """Of some versions of one norm the one that holds on `day`, and how it stands."""
        stands: dict[State, list[KnownNorm]] = {}
        for norm in versions:
            stands.setdefault(norm.state(day), []).append(norm)
        if holding := stands.get("in force"):
            return Found(holding[-1], "in force", holding[-1].start)
        if unknown := stands.get("unlisted"):
            return Found(unknown[-1], "unlisted")
        if ended := [norm for state in _ENDED for norm in stands.get(state, ())]:
            last = max(ended, key=lambda norm: norm.until or date.min)
            return Found(last, last.state(day), last.until, self.in_place_of(last, day))
        if coming := stands.get("not yet"):
            return Found(coming[0], "not yet", coming[0].start)
        return NOT_LISTED

    def in_place_of(self, norm: KnownNorm, day: date) -> KnownNorm | None:
        """What stands in the place of a norm on `day`: its successor, or the successor of that, if that has
        ended too."""
        seen = {norm.key}
        heir = self.by_key.get(norm.successor) if norm.successor else None
        while heir and heir.successor and heir.key not in seen and heir.until and heir.until <= day:
            seen.add(heir.key)
            heir = self.by_key.get(heir.successor, heir)
        return heir


@cache
def shipped_norms() -> NormBook:
    """What the catalogue that ships with the rules knows. Raises `Refused` with every problem of a file that somebody has
    broken."""
    from guiju.engine.diagnostics.shipped import RULES
    from guiju.engine.norms.known_heads import known_norms

    folder = RULES / "norms"
    try:
        return NormBook(known_norms(folder, _ShippedPlaces()))
    except Exception:
        # the fast reader fails in ways of all kinds; the strict one says what is wrong and where
        from guiju.engine.norms.catalogue_problems import catalogue_problems

        if problems := catalogue_problems(folder):
            raise Refused(problems) from None
        raise


class _ShippedPlaces:
    """The index of articles that ships with the rules; read when first asked."""

    def has_place(
        self, key: str, article: int, suffix: int, paragraph: int | None, item: int | None
    ) -> bool | None:
        from guiju.engine.norms.norm_index import load_index

        return load_index().has_place(key, article, suffix, paragraph, item)


def _is_version(one: KnownNorm, other: KnownNorm) -> bool:
    return title_key(one.title) == title_key(other.title)


def _of_number(versions: list[KnownNorm], number: str | None) -> list[KnownNorm]:
    if number is None:
        return versions
    key = number_key(number)
    return [norm for norm in versions if key in set(map(number_key, norm.numbers))] or versions


def _of_edition(versions: list[KnownNorm], edition: int | None) -> list[KnownNorm]:
    """The version made in that year. Where none is known to be, one whose year is not known may be."""
    if edition is None:
        return versions
    made = [norm for norm in versions if norm.edition == edition]
    return made or [norm for norm in versions if norm.edition is None]


def _ordered(versions: list[KnownNorm]) -> tuple[KnownNorm, ...]:
    return tuple(sorted(versions, key=lambda norm: (norm.start or norm.until or date.min, norm.key)))
