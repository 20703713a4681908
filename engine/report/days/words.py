"""The sentences of the answer of `guiju days`, shared by its reports."""

from __future__ import annotations

from datetime import date

from guiju.engine.calendar.count import weekday
from guiju.engine.calendar.days import Answer, AsKnown, Landed, Question, Remedy
from guiju.engine.calendar.passage import Passage
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity

REMEDIES: dict[Remedy, Text] = {
    "wait": Text(
        "通知公布以后,可以用 --calendar 文件 提供", "once there is a notice, --calendar FILE can supply it"
    ),
    "supply": Text(
        "那一年的通知没有随程序附上,可以用 --calendar 文件 提供",
        "the notice of that year is not shipped with the program; --calendar FILE can supply it",
    ),
    "look from today": Text(
        "通知是在那以后公布的;不带 --known-on 就按它算",
        "the notice came later; without --known-on it counts",
    ),
}


def dated(day: date) -> Text:
    """A day with its day of the week."""
    name = weekday(day)
    return Text(f"{day} {name.zh}", f"{day} ({name.en})")


def asked(question: Question) -> Text:
    """What is counted, from which day."""
    length, start = quantity(question.n, question.unit), dated(question.start)
    if question.back:
        return Text(f"{start.zh} 往前 {length.zh}", f"{length.en} back from {start.en}")
    return Text(f"{start.zh} 起 {length.zh}", f"{length.en} from {start.en}")


def outcome(answer: Answer) -> Text:
    """The day asked for, in one sentence."""
    lead, chosen = asked(answer.question), answer.chosen
    if chosen.day is None:
        missing = chosen.missing or plain("")
        return Text(f"{lead.zh}:算不出,", f"{lead.en} cannot be told: ") + missing
    return Text(f"{lead.zh}:", f"{lead.en}: ") + landing(chosen)


def landing(landed: Landed) -> Text:
    """The day with the day of the week, and why it is off or worked where the week does not say so."""
    if landed.day is None:
        return landed.missing or plain("")
    said = dated(landed.day)
    if landed.why is None:
        return said + Text("(这一年的放假安排未知)", " (holidays of that year not known)")
    ordinary = landed.day.weekday() < 5 and landed.why.zh.startswith(weekday(landed.day).zh)
    return (
        said
        if ordinary
        else said + Text(f",{_without_weekday(landed).zh}", f", {_without_weekday(landed).en}")
    )


def _without_weekday(landed: Landed) -> Text:
    assert landed.day is not None and landed.why is not None
    name = weekday(landed.day)
    return Text(landed.why.zh.removeprefix(f"{name.zh},"), landed.why.en.removeprefix(f"{name.en}, "))


def passed(passage: Passage) -> Text:
    """How many days lie between, and how many of them are worked."""
    days = Text(
        f"{passage.first} 至 {passage.last} 共 {passage.days} 天",
        f"{passage.days} {_days(passage.days)} from {passage.first} to {passage.last}",
    )
    if passage.unknown:
        years = ", ".join(map(str, passage.unknown))
        zh = years.replace(", ", "、")
        return days + Text(f"(缺 {zh} 年的放假安排)", f" (no holiday notice for {years})")
    return days + Text(
        f":上班 {passage.worked} 天,不上班 {passage.off} 天", f": {passage.worked} worked, {passage.off} off"
    )


def weekends(n: int) -> Text:
    """So many weekend days that no notice names."""
    return Text(f"{n} 天", f"{n} {_days(n)}")


def _days(n: int) -> str:
    return "day" if n == 1 else "days"


def as_known(found: AsKnown) -> Text:
    """Under which notices another day comes out."""
    if found.known_on is None:
        return Text("按现在已知的全部通知", "By all notices known today")
    return Text(f"按 {found.known_on} 当天已公布的通知", f"By the notices public on {found.known_on}")


def between(found: AsKnown) -> Text:
    """The notices that make the difference."""
    numbers = join(
        [
            Text(f"{n.number}({n.known_from} 公布)", f"{n.number} (public on {n.known_from})")
            for n in found.between
        ]
    )
    if not numbers.zh:
        return numbers
    return Text(f"差别在于 {numbers.zh}", f"the difference is {numbers.en}")
