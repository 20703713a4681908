"""The sum behind a date, in one line that a reader can check with a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from guiju.engine.case.duration import MONTHS, Duration
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import multiple, quantity, word
from guiju.engine.evaluate.finding import Arithmetic
from guiju.engine.report.words.moments import hours_line

_KEPT = Text(",符合", ", as required")
_OPTIONS = ("full_days", "roll", "back")
_MUST_BE = {
    ">=": Text("不得早于这一天", "not before that day"),
    ">": Text("须在这一天之后", "after that day"),
    "<=": Text("不得晚于这一天", "not after that day"),
    "<": Text("须在这一天之前", "before that day"),
    "=": Text("须为这一天", "on that day"),
}


def sum_line(sum_: Arithmetic) -> Text:
    """Start, length, what was passed over, the result, how the actual date compares with it, and what is to be noted."""
    return join([_compared(sum_), *sum_.notes], zh=";", en="; ")


def _compared(sum_: Arithmetic) -> Text:
    if sum_.moments is not None:
        return hours_line(sum_, *sum_.moments)
    line = _addition(sum_)
    if sum_.result is None:
        return line + _open_result(sum_)
    if sum_.duration.n or sum_.result != sum_.start:
        line += plain(sum_.result.isoformat())
    line += _passed_over(sum_.skipped, sum_.left_out)
    if sum_.actual is not None:
        return line + Text(f";实际 {sum_.actual}", f"; actual {sum_.actual}") + _comparison(sum_, sum_.result)
    must = _MUST_BE.get(sum_.relation)
    return line + Text(f";{must.zh}", f"; {must.en}") if must else line


def _open_result(sum_: Arithmetic) -> Text:
    """Where a result lies that hangs on a year without a notice, and what that is enough to tell."""
    between = sum_.between
    if between is None:
        return Text("算不出(超出了日历的年份)", "unknown (beyond the years of the calendar)")
    if sum_.actual is None:
        must = _MUST_BE.get(sum_.relation)
        return between.text + (Text(f";{must.zh}", f"; {must.en}") if must else plain(""))
    line = between.text + Text(f";实际 {sum_.actual}", f"; actual {sum_.actual}")
    if sum_.holds:
        return line + _KEPT
    if sum_.holds is False and between.first is not None and sum_.actual < between.first:
        short = days_of((between.first - sum_.actual).days)
        return line + Text(f",至少少 {short.zh}", f", at least {short.en} short")
    if sum_.holds is False and between.last is not None and sum_.actual > between.last:
        late = days_of((sum_.actual - between.last).days)
        return line + Text(f",至少迟 {late.zh}", f", at least {late.en} late")
    return line


def days_of(n: int) -> Text:
    """So many days between two dates."""
    return Text(f"{n} 日", f"{n} day" if n == 1 else f"{n} days")


def _addition(sum_: Arithmetic) -> Text:
    n, unit = sum_.duration.n, sum_.duration.unit
    options = [_option(o) for o in sum_.options if o != "back"]
    noted = join(options, zh=",")
    note = Text(f"({noted.zh})", f" ({noted.en})") if options else plain("")
    if n == 0:
        same = Text(f"{sum_.start} 当日", f"{sum_.start} itself") + note
        return same if sum_.result == sum_.start else same + plain(" = ")
    length = quantity(n, unit) + _reckoned(sum_.duration)
    sign = "-" if sum_.back else "+"
    begin = (
        Text(f"{sum_.start} 往前倒数", f"back from {sum_.start}")
        if sum_.back
        else Text(f"{sum_.start} 起算", f"from {sum_.start}")
    )
    if unit in ("day", "workday"):
        begin += Text(",当日不计", " (that day not counted)")
    return begin + Text(f",{sign}{length.zh}", f" {sign} {length.en}") + note + plain(" = ")


def _reckoned(duration: Duration) -> Text:
    """What a length is reckoned from, in brackets; empty for one that is written out."""
    if not duration.shares:
        return plain("")
    parts = [multiple(quantity(s.length.n, s.length.unit), s.n, s.d) for s in duration.shares]
    told = join(parts, " + ", " + ")
    exact = sum(
        (Fraction(s.length.n * s.n, s.d) * MONTHS.get(s.length.unit, 1) for s in duration.shares), Fraction(0)
    )
    if exact != duration.n * MONTHS.get(duration.unit, 1):
        told += Text(",不足一的进一", ", rounded up") if duration.up else Text(",零头不算", ", rounded down")
    return Text(f"({told.zh})", f" ({told.en})")


def _comparison(sum_: Arithmetic, result: date) -> Text:
    actual = sum_.actual or result
    if sum_.holds is None:
        return plain("")
    if sum_.holds:
        return _KEPT
    short = days_of(abs((actual - result).days))
    if actual < result:
        return Text(f",少 {short.zh}", f", {short.en} short")
    if actual > result:
        return Text(f",迟 {short.zh}", f", {short.en} late")
    return Text(",不能是同一天", ", must not be the same day")


def _passed_over(skipped: Sequence[date], left_out: Sequence[date]) -> Text:
    """Holidays, and days left out of the count, by their dates, plain weekends by their number."""
    holidays, weekend_days = [], 0
    for first, last in _runs(sorted(set(skipped) - set(left_out))):
        span = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        if all(day.weekday() >= 5 for day in span):
            weekend_days += len(span)
        else:
            holidays.append(_stretch(first, last))
    parts = []
    if left_out:
        dates = join([_stretch(*run) for run in _runs(sorted(set(left_out)))])
        parts.append(Text(f"不计入的 {dates.zh}", f"what is left out, {dates.en}"))
    if holidays:
        dates = join(holidays)
        parts.append(Text(f"放假 {dates.zh}", f"holiday {dates.en}"))
    if weekend_days:
        parts.append(Text(f"周末 {weekend_days} 天", f"{days_of(weekend_days).en} of weekend"))
    if not parts:
        return plain("")
    listed = join(parts)
    return Text(f"(跳过{listed.zh})", f" (skipping {listed.en})")


def _stretch(first: date, last: date) -> Text:
    if first == last:
        return plain(f"{first:%m-%d}")
    return Text(f"{first:%m-%d} 至 {last:%m-%d}", f"{first:%m-%d} to {last:%m-%d}")


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Stretches of days that follow one another."""
    start = 0
    for i, day in enumerate(days):
        if i + 1 == len(days) or days[i + 1] - day > timedelta(days=1):
            yield days[start], day
            start = i + 1


def _option(key: str) -> Text:
    return word("option", key) if key in _OPTIONS else plain(shown(key))
