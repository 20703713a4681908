"""Two lists of findings on one case, compared: those whose state, last day or weight is another, new and gone ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.record.content import Found
from guiju.engine.report.verify.verification import Change

_Key = tuple[str, str | None, int | None]
"""The rule, the step it is about, and the place of the record among those of the case."""


def changes_between(before: Iterable[Found], after: Iterable[Found]) -> Iterator[Change]:
    """The findings that differ, in the order of `before`, then those that are new."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key, []), new.get(key, [])
        for i in range(max(len(then), len(now))):
            change = _change(then[i] if i < len(then) else None, now[i] if i < len(now) else None)
            if change is not None:
                yield change


def _by_key(findings: Iterable[Found]) -> Mapping[_Key, list[Found]]:
    found: dict[_Key, list[Found]] = defaultdict(list)
    for f in findings:
        about = f.about
        found[f.rule, about.step.zh if about else None, about.index if about else None].append(f)
    return found


def _change(then: Found | None, now: Found | None) -> Change | None:
    some = now or then
    assert some is not None
    about = None
    if some.about is not None:
        about = some.about.step + plain(f" {some.about.start}")
    details = tuple(_details(then, now)) if then is not None and now is not None else ()
    before, after = (then.state if then else None), (now.state if now else None)
    if before == after and not details:
        return None
    return Change(some.rule, some.name, about, before, after, details)


def _details(then: Found, now: Found) -> Iterator[Text]:
    """What differs beside the state."""
    starts = [found.about.start if found.about else None for found in (then, now)]
    for label, before, after in (
        (Text("最后一天 ", "last day "), _said(then.last_day), _said(now.last_day)),
        (Text("逾期天数 ", "days late "), _said(then.days_late), _said(now.days_late)),
        (Text("强度 ", "strength "), _word("strength", then.strength), _word("strength", now.strength)),
        (Text("轻重 ", "severity "), _word("severity", then.severity), _word("severity", now.severity)),
        (Text("日期 ", "date "), _said(starts[0]), _said(starts[1])),
        (Text("放行 ", "waived "), _yes(then.waived), _yes(now.waived)),
    ):
        if before != after:
            yield label + before + plain(" → ") + after


def _said(value: object) -> Text:
    return Text("无", "none") if value is None else plain(str(value))


def _yes(value: bool) -> Text:
    return word("truth", "yes" if value else "no")


def _word(group: str, key: str) -> Text:
    """The word for a value; as it stands where a record has one that is not known."""
    try:
        return word(group, key)
    except KeyError:
        return plain(key)
