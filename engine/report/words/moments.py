"""A sum in hours, in one line that a reader can check with a clock."""

from __future__ import annotations

from datetime import timedelta

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.evaluate.finding import Arithmetic, Moments

_MUST_BE = {
    ">=": Text("不得早于这一时刻", "not before that moment"),
    "<=": Text("不得晚于这一时刻", "not after that moment"),
}


def hours_line(sum_: Arithmetic, start: Moments, due: Moments, actual: Moments | None) -> Text:
    """Start, hours, the moment they lead to, how the actual moment compares with it, and which times are not stated."""
    length = quantity(sum_.duration.n, sum_.duration.unit)
    line = moment(start) + Text(f" +{length.zh} = ", f" + {length.en} = ") + moment(due)
    if actual is None:
        must = _MUST_BE[sum_.relation]
        return line + Text(f";{must.zh}", f"; {must.en}")
    return line + Text(";实际 ", "; actual ") + moment(actual) + _comparison(sum_, due, actual)


def moment(of: Moments) -> Text:
    """Day and time; where the time is not stated, between which two."""
    if of.first == of.last:
        return plain(f"{of.first:%Y-%m-%d %H:%M}")
    last = f"{of.last:%H:%M}" if of.first.date() == of.last.date() else f"{of.last:%Y-%m-%d %H:%M}"
    first = f"{of.first:%Y-%m-%d %H:%M}"
    return Text(f"{first} 至 {last} 间", f"between {first} and {last}")


def _comparison(sum_: Arithmetic, due: Moments, actual: Moments) -> Text:
    if sum_.holds is None:
        return Text(",时刻没有写明,还不能断定", ", cannot be told without the times")
    if sum_.holds:
        return Text(",符合", ", as required")
    least = Text("", "") if actual.first == actual.last and due.first == due.last else _AT_LEAST
    if sum_.relation == "<=":
        late = _span(actual.first - due.last)
        return Text(f",{least.zh}迟 {late.zh}", f", {least.en}{late.en} late")
    short = _span(due.first - actual.last)
    return Text(f",{least.zh}少 {short.zh}", f", {least.en}{short.en} short")


_AT_LEAST = Text("至少", "at least ")


def _span(time: timedelta) -> Text:
    """Hours and minutes."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    parts = [quantity(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(Text(f"{minutes}分钟", f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"))
    return join(parts, zh="", en=" ")
