"""Whether the notices on a year can be what they say they are, by the statute that gives the holidays.

The notices move rest days, they make none: of every year, the weekdays off less the weekend days worked are the days of
the statute. Days are counted by the notice that names them, also those that it gives to the December before. The one
year in which that does not hold is 2020, whose Spring Festival was made longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from guiju.engine.calendar.notice import Holiday, Notice
from guiju.engine.calendar.statute import Statute, StatutoryHoliday, statute_of
from guiju.engine.calendar.years import Listed, days_of
from guiju.engine.diagnostics.model import Diagnostic, Severity, Span
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import numbered
from msgspec import Struct

Place = Callable[[Holiday | None], Span]


class Balance(Struct, frozen=True):
    """Weekdays off and weekend days worked, by the notices on one year."""

    off: int
    worked: int

    @property
    def days(self) -> int:
        return self.off - self.worked


def doubts(year: int, notices: Sequence[Notice], place: Place) -> list[Diagnostic]:
    """What speaks against the notices on a year, all of them together. `place` tells where a holiday stands in the file
    that is looked at; of None, where the year does."""
    statute = statute_of(year)
    if statute is None:
        zh = f"没有 {year} 年的放假办法,这份日历没有核对过"
        en = (
            f"the statute on the holidays of {year} is not at hand, so this calendar was not compared with it"
        )
        return [_said("K023", "warning", Text(zh, en), place(None))]
    listed = listed_by(notices)
    holidays = [h for notice in notices for h in notice.holidays]
    return [
        *_worked(year, statute, listed, holidays, place),
        *_missing(statute, holidays, place),
        *_unbalanced(statute, listed, place),
    ]


def listed_by(notices: Iterable[Notice]) -> dict[date, Listed]:
    """Every day that the notices name, each as the last one that was made public has it."""
    in_order = sorted(notices, key=lambda notice: notice.known_from)
    return {day: entry for notice in in_order for day, entry in days_of(notice)}


def balance(listed: Mapping[date, Listed], about: StatutoryHoliday | None = None) -> Balance:
    """The balance of the days listed, or only of those under the name of one holiday."""
    own = [
        (day, entry.worked)
        for day, entry in listed.items()
        if about is None or about.named_in(entry.holiday.name.zh)
    ]
    off = sum(not worked and day.weekday() < 5 for day, worked in own)
    return Balance(off, sum(worked for _, worked in own))


def _worked(
    year: int, statute: Statute, listed: Mapping[date, Listed], holidays: Sequence[Holiday], place: Place
) -> Iterator[Diagnostic]:
    for holiday in statute.holidays:
        for day in holiday.fixed_in(year):
            entry = listed.get(day)
            if entry.worked if entry else day.weekday() < 5:
                own = next((h for h in reversed(holidays) if holiday.named_in(h.name.zh)), None)
                basis = _basis(statute)
                zh = f"{day} 是{holiday.zh},依{basis.zh}放假,这里却要上班"
                en = f"{day} is {holiday.en}, a day off under {basis.en}, and is worked here"
                yield _said("K020", "error", Text(zh, en), place(own))


def _missing(statute: Statute, holidays: Sequence[Holiday], place: Place) -> Iterator[Diagnostic]:
    missing = [s for s in statute.holidays if not any(s.named_in(h.name.zh) for h in holidays)]
    if missing:
        names, basis = join([Text(s.zh, s.en) for s in missing]), _basis(statute)
        zh = f"没有{names.zh}({basis.zh})"
        yield _said("K021", "warning", Text(zh, f"there is no {names.en} ({basis.en})"), place(None))


def _unbalanced(statute: Statute, listed: Mapping[date, Listed], place: Place) -> Iterator[Diagnostic]:
    found = balance(listed)
    if found.days == statute.days:
        return
    basis = _basis(statute)
    zh = (
        f"平日放假 {found.off} 天,减去周末上班 {found.worked} 天,得 {found.days} 天;"
        f"{basis.zh}定的是 {statute.days} 天"
    )
    en = (
        f"{found.off} weekdays off less {found.worked} weekend days worked make {found.days} days; "
        f"{basis.en} gives {statute.days}"
    )
    apart = list(_apart(statute, listed))
    where = Text("", "")
    if apart:
        parts = join([said for _, said in apart])
        where = Text(f"。不符的是:{parts.zh}", f". They differ at {parts.en}")
    yield _said("K022", "warning", Text(zh, en) + where, place(apart[0][0] if apart else None))


def _apart(statute: Statute, listed: Mapping[date, Listed]) -> Iterator[tuple[Holiday, Text]]:
    """The holidays that do not come to their own days, two under one name (国庆节、中秋节) together."""
    for name, holiday in {entry.holiday.name: entry.holiday for entry in listed.values()}.items():
        under = [s for s in statute.holidays if s.named_in(name.zh)]
        days = balance({d: e for d, e in listed.items() if e.holiday.name == name}).days
        due = sum(s.days for s in under)
        if days != due:
            said = Text(f"{name.zh} {days} 天(法定 {due} 天)", f"{name.en} with {days} ({due} by statute)")
            yield holiday, said


def _basis(statute: Statute) -> Text:
    article = numbered("citation", "article", statute.article)
    return Text(f"《{statute.title.zh}》{article.zh}", f"{statute.title.en}, {article.en}")


def _said(code: str, severity: Severity, message: Text, span: Span) -> Diagnostic:
    return Diagnostic(code, message, span, severity=severity)
