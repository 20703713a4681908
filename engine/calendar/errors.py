"""Why a day could not be counted. Each error carries its message in both languages, for a finding to show."""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text


class CalendarError(Exception):
    """A date that the calendar cannot give; `text` says why. What hangs on it is unknown, never assumed."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class MissingYear(CalendarError):
    """No notice for `year` (or, on the day `known_on`, none yet): its days off are unknown."""

    def __init__(self, year: int, known_on: date | None = None) -> None:
        self.year = year
        self.known_on = known_on
        if known_on is None:
            text = Text(
                f"没有 {year} 年的放假安排(国务院办公厅的通知),哪些天上班无从知道",
                f"there is no arrangement of public holidays for {year} (a notice of the General Office of "
                "the State Council), so its working days are not known",
            )
        else:
            text = Text(
                f"在 {known_on} 还没有公布 {year} 年的放假安排,哪些天上班无从知道",
                f"on {known_on} the arrangement of public holidays for {year} was not yet public, so its "
                "working days were not known",
            )
        super().__init__(text)


class OverflowLimit(CalendarError):
    """A duration over `DURATION_MAX`, or a date outside `YEAR_FIRST`..`YEAR_LAST`."""

    @classmethod
    def of_duration(cls, n: int) -> OverflowLimit:
        most = limits.DURATION_MAX
        return cls(
            Text(
                f"期限过长:{n},上限为 {most}",
                f"the period is too long: {n}, where {most} is the most allowed",
            )
        )

    @classmethod
    def of_date(cls) -> OverflowLimit:
        first, last = limits.YEAR_FIRST, limits.YEAR_LAST
        return cls(
            Text(
                f"算出的日期不在 {first} 年至 {last} 年之间",
                f"the date counted to lies outside the years {first} to {last}",
            )
        )


class NotCountedInDays(CalendarError):
    """Days were to be left out of a period of months or years, for which no meaning is laid down."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "按月、按年计算的期限不能扣除若干天,只有按天计算的期限可以",
                "days can be left out of a period counted in days, not of one counted in months or years",
            )
        )
