"""What a reader must know of the calendar that days were counted by, where it is not simply the shipped one of today."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.evaluate.finding import Assumption


def counted_by(calendar: Calendar) -> Iterator[Assumption]:
    """As of which day notices were known, and which notices and local closures calendar files have added."""
    if calendar.known_on is not None:
        day = calendar.known_on
        yield Assumption(
            Text(
                f"哪些天上班,按 {day} 当天已公布的放假通知",
                f"which days are worked goes by the holiday notices public on {day}",
            ),
            of_run=True,
        )
    added = [plain(notice.number) for notice in calendar.notices]
    added += [plain(f"{closure.issuer} {closure.number}") for closure in calendar.closures]
    if added:
        listed = join(list(dict.fromkeys(added)))
        told = Text(f"日历文件另加:{listed.zh}", f"added to the calendar by files: {listed.en}")
        yield Assumption(told, of_run=True)
