"""When something must lie: a window as the words before a clause, and the remarks behind it."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.english import a, listing
from guiju.engine.handbook.scene import Scene, step_name
from guiju.engine.handbook.sentences_values import day_words, duration, month_day, operand
from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace

NOTHING = Text("", "")
BREACH = Text("违反之日", "the day of the breach")
_EDGES = {"start": Text("开始", "the start of "), "end": Text("结束", "the end of ")}


class Placing(Struct, frozen=True):
    """`lead` goes before the clause (empty: at any time), `tail` behind it. `names_this`: the lead says what the
    activation is, so that the sentence need not begin with it."""

    lead: Text
    tail: Text
    names_this: bool


def placing(window: core.Window, step: str, scene: Scene, *, absent: bool) -> Placing:
    """The window for records of `step`; `absent` where none may lie in it."""
    lead, names_this = _lead(window, scene)
    for limit, words in (
        (window.since, Text("不早于", "not before ")),
        (window.by, Text("不晚于", "not after ")),
    ):
        if limit is not None:
            lead = _and_then(lead, words + point(limit, scene))
    return Placing(lead, _remarks(window, step, scene, absent), names_this)


def point(at: core.Point, scene: Scene) -> Text:
    """A point in time as a noun."""
    match at:
        case core.EdgePoint() if scene.whole_case:
            return scene.mention
        case core.EdgePoint(edge):
            mention = scene.mention
            return Text(f"{mention.zh}{_EDGES[edge].zh}", f"{_EDGES[edge].en}{mention.en}")
        case core.DatePoint(of):
            return operand(of, scene)
        case core.FixedPoint(day):
            return day_words(day)
        case core.YearDayPoint(month, day, years):
            return _year_day(month_day(month, day), years)
        case core.LatestPoint(points, pick="earliest"):
            named = [point(p, scene) for p in points]
            listed = listing([p.en for p in named], "and")
            return Text(f"{'、'.join(p.zh for p in named)}之中最早的一日", f"the earliest of {listed}")
        case core.LatestPoint(points, steps):
            named = [point(p, scene) for p in points]
            ends = [step_name(scene, s) for s in steps]
            zh = [p.zh for p in named] + [f"{s.zh}结束" for s in ends]
            en = [p.en for p in named] + [f"the end of {a(s.en)}" for s in ends]
            return Text(f"{'、'.join(zh)}之中最晚的一日", f"the latest of {listing(en, 'and')}")


def excluding_words(steps: tuple[str, ...], scene: Scene) -> Text:
    """The remark that days on which such steps run are not counted; empty without any."""
    if not steps:
        return NOTHING
    names = [step_name(scene, s) for s in steps]
    listed = listing([a(n.en) for n in names], "or")
    return Text(f"(不计入{'、'.join(n.zh for n in names)}的时间)", f" (not counting the days of {listed})")


def counting_words(full_days: bool, roll: bool) -> Text:
    """The remarks on how a length of time is counted."""
    out = NOTHING
    if full_days:
        out += Text(
            "(按足日计算,首尾两日都不算)", " (in full days, neither the first nor the last day counting)"
        )
    if roll:
        out += Text(
            "(最后一日休息的,顺延至其后第一个上班日)",
            " (if the last day is a day off, the time runs on to the next day that is worked)",
        )
    return out


def _lead(window: core.Window, scene: Scene) -> tuple[Text, bool]:
    """When, in words, and whether they name the activation."""
    given = window.this_point
    if given is None:
        at, names_this = (BREACH, False) if scene.breached else (scene.mention, True)
    else:
        at, names_this = point(given, scene), isinstance(given, core.EdgePoint)
    bounded = window.lo is not None or window.hi is not None
    if window.direction == "any" and window.lo is None and window.hi == core.Duration(0, "day"):
        return Text(f"与{at.zh}同一天", f"on the same day as {at.en}"), names_this
    owed = scene.breached and given is None and bounded  # only what follows the breach serves
    match "after" if owed and window.direction == "any" else window.direction:
        case "before":
            return _apart(window, Text(f"{at.zh}之前", f"before {at.en}"), "提前", scene), names_this
        case "after":
            return _apart(window, Text(f"{at.zh}之后", f"after {at.en}"), "间隔", scene), names_this
        case "covering":
            return Text(f"在{at.zh}当日", f"on the day of {at.en}"), names_this
        case "any" if window.lo is not None or window.hi is not None:
            far = _at_least_at_most(window, "", scene)
            return Text(f"与{at.zh}相距{far.zh}", f"{far.en} from {at.en}, before or after it"), names_this
        case "any":
            return NOTHING, False


def _apart(window: core.Window, side: Text, verb: str, scene: Scene) -> Text:
    """A side of the point with the distances from it."""
    if window.lo is None and window.hi is None:
        return side
    if window.lo is None and window.hi is not None:
        high = duration(window.hi, scene)
        return Text(f"{side.zh}{high.zh}之内", f"within {high.en} {side.en}")
    far = _at_least_at_most(window, verb, scene)
    return Text(f"{side.zh},{far.zh}", f"{far.en} {side.en}")


def _at_least_at_most(window: core.Window, verb: str, scene: Scene) -> Text:
    zh, en = [], []
    if window.lo is not None:
        low = duration(window.lo, scene)
        zh.append(f"至少{verb}{low.zh}")
        en.append(f"at least {low.en}")
    if window.hi is not None:
        high = duration(window.hi, scene)
        zh.append(f"至多{verb}{high.zh}")
        en.append(f"at most {high.en}")
    return Text("、".join(zh), " and ".join(en))


def _and_then(lead: Text, more: Text) -> Text:
    return lead + Text(f",{more.zh}", f", {more.en}") if lead.zh else more


def _remarks(window: core.Window, step: str, scene: Scene, absent: bool) -> Text:
    out = Text("(同一天也可以)", " (the same day will do)") if window.same_day else NOTHING
    out += counting_words(window.full_days, window.roll)
    if window.back:
        out += Text("(从后一日往前倒数)", " (counted backwards from the later day)")
    out += excluding_words(window.excluding, scene)
    out += _other_point(window.that_point, replace(scene, that=step, own="that"))
    if window.direction == "covering":
        out += Text("(该日在其起止期间之内)", " (it lasts over that day, its first and last day included)")
    if replace(window, that_point=None, none_between=(), immediate=False) == core.Window():
        out += Text("(先后不限)", " (before or after)") if scene.step and not scene.breached else NOTHING
    if window.none_between:
        out += _none_between(window.none_between, step, scene, absent)
    if window.immediate:
        out += _between(Text("两者之间没有任何步骤", "no step of any kind between the two"), absent)
    return out


def _other_point(at: core.EdgePoint | core.DatePoint | None, scene: Scene) -> Text:
    """Which day of the record looked for counts, where the rule names one."""
    match at:
        case None:
            return NOTHING
        case core.EdgePoint(edge):
            word = Text("开始", "first") if edge == "start" else Text("结束", "last")
            return Text(f"(以其{word.zh}之日为准)", f" (its {word.en} day counts)")
        case core.DatePoint(of):
            named = operand(of, scene)
            return Text(f"(以其{named.zh}为准)", f" ({named.en} counts)")


def _none_between(steps: tuple[str, ...], step: str, scene: Scene, absent: bool) -> Text:
    zh, en = [], []
    for each in steps:
        name = step_name(scene, each)
        zh.append(f"另一次{name.zh}" if each == step else name.zh)
        en.append(f"other {name.en}" if each == step else name.en)
    return _between(Text(f"两者之间没有{'、'.join(zh)}", f"no {listing(en, 'or')} between the two"), absent)


def _between(condition: Text, absent: bool) -> Text:
    """What may not lie between: of a record that must be there, or of those that must not."""
    if absent:
        return Text(f"(仅指{condition.zh}的)", f" (counting only one with {condition.en})")
    return Text(f",且{condition.zh}", f", with {condition.en}")


def _year_day(day: Text, years: int) -> Text:
    if years == 0:
        return Text(f"当年{day.zh}", f"{day.en} of the same year")
    if years == 1:
        return Text(f"次年{day.zh}", f"{day.en} of the following year")
    return Text(f"其后第{years}年{day.zh}", f"{day.en} of the year {years} years on")
