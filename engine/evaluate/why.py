"""One sentence on a finding: what is wrong, what is still due, or what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.semantics import core
from msgspec.structs import replace


def why(words: Describer, this: Record | None, outcome: Outcome) -> Text:
    """The sentence for the worst state the outcome may have."""
    if outcome.elements:
        named = join(list(outcome.elements[:3]))
        sentence = why(words, this, replace(outcome, elements=()))
        return Text(f"{named.zh}:{sentence.zh}", f"{named.en}: {sentence.en}")
    state = outcome.worst
    if state is Basic.VIOLATED and _failed_choice(outcome):
        return _all_failed(words, this, outcome)
    return _basic(words, this, outcome, state)


def _all_failed(words: Describer, this: Record | None, outcome: Outcome) -> Text:
    """An any-of that failed: the ways out that were not taken, after what made one of them necessary."""
    lasting = next((p for p in outcome.parts if isinstance(p.deciding, core.Lasts)), None)
    if lasting is not None:
        return _basic(words, this, lasting, Basic.VIOLATED)
    facts = [_found(words, p) for p in outcome.parts if isinstance(p.deciding, core.Forbid)]
    facts = [fact for fact in facts if fact.zh]
    missed: dict[object, Outcome] = {}
    for part in outcome.parts:
        deciding = part.deciding
        if isinstance(deciding, core.Forbid):
            continue
        same = (deciding.step, deciding.where) if isinstance(deciding, core.Exists) else deciding
        missed.setdefault(same, part)
    sentence = _none_of(words, this, list(missed.values())[:3])
    if not missed:
        return join([_basic(words, this, p, Basic.VIOLATED) for p in outcome.parts], ",而且", ", and ")
    if not facts:
        return sentence
    led = join(facts, "、", ", ")
    return Text(f"已有 {led.zh};{sentence.zh}", f"on file: {led.en}; {sentence.en}")


def _none_of(words: Describer, this: Record | None, parts: Sequence[Outcome]) -> Text:
    """What was not done of several; where it was looked for is said once if it is the same for all."""
    absent = [_absent(words, this, p.deciding, p) for p in parts if isinstance(p.deciding, core.Exists)]
    if (
        len(absent) == len(parts) > 1
        and len({place for place, _ in absent}) == 1
        and all(map(_plainly, parts))
    ):
        place, lacking = absent[0][0], [lacks for _, lacks in absent]
        none = join(lacking, ",也", ", ")
        return Text(f"{place.zh},{none.zh}", f"{none.en} {place.en}")
    return join([_basic(words, this, p, Basic.VIOLATED) for p in parts], ";", "; ")


def _plainly(part: Outcome) -> bool:
    """Whether it says only that there is none of something."""
    req = part.deciding
    too_many = isinstance(req, core.Exists) and req.at_most is not None and len(part.used) > req.at_most
    return isinstance(req, core.Exists) and req.at_least <= 1 and not too_many and not _last_one(req, part)


def _last_one(req: core.Exists | core.Forbid, outcome: Outcome) -> bool:
    """Whether only the last record of the step before counts, and there is one."""
    return (
        req.window.direction == "before"
        and req.step in req.window.none_between
        and req.where != core.Const(True)
        and bool(outcome.used if isinstance(req, core.Forbid) else outcome.not_used)
    )


def _absent(words: Describer, this: Record | None, req: core.Exists, outcome: Outcome) -> tuple[Text, Text]:
    """Where something was looked for, and that there is none."""
    wanted = words.pattern(req.step, req.where)
    return _place(words, this, req), Text(f"没有{wanted.zh}", f"no {wanted.en}") + _spoiled(words, outcome)


def _place(words: Describer, this: Record | None, req: core.Exists | core.Forbid) -> Text:
    """Where something was looked for. That nothing of its own kind lies between goes without saying."""
    between = tuple(s for s in req.window.none_between if s != req.step)
    return words.window(replace(req.window, none_between=between), this)


def _found(words: Describer, outcome: Outcome) -> Text:
    used = outcome.used or next((part.used for part in outcome.parts if part.used), ())
    return join([words.record(r) for r in used[:2]])


def _failed_choice(outcome: Outcome) -> bool:
    return len(outcome.parts) > 1 and all(p.worst is Basic.VIOLATED for p in outcome.parts)


def _basic(words: Describer, this: Record | None, outcome: Outcome, state: Basic) -> Text:
    match outcome.deciding:
        case core.Exists() as req:
            return _exists(words, this, req, outcome, state)
        case core.Forbid() as req:
            return _forbid(words, this, req, outcome, state)
        case core.Test() as req:
            return _test(words, this, req, state)
        case core.Lasts() as req:
            return _lasts(words, this, req, outcome, state)
        case _:
            return Text("各项要求合并判断", "judged over its parts together")


def _exists(words: Describer, this: Record | None, req: core.Exists, outcome: Outcome, state: Basic) -> Text:
    wanted = words.pattern(req.step, req.where)
    place = _place(words, this, req)
    n = len(outcome.used)
    if state is Basic.VIOLATED and req.at_most is not None and n > req.at_most:
        return Text(
            f"{place.zh}有 {n} 次{wanted.zh},最多只能有 {req.at_most} 次",
            f"{wanted.en} {n} times {place.en}; at most {req.at_most} allowed",
        )
    if state is Basic.VIOLATED:
        if req.at_least > 1:
            return Text(
                f"{place.zh}只有 {n} 次{wanted.zh},至少要 {req.at_least} 次",
                f"{wanted.en} only {n} times {place.en}; at least {req.at_least} required",
            )
        if _last_one(req, outcome):
            last = _last(words, this, req)
            cond = words.condition(req.where, req.step)
            said = Text(f"{last.zh}不符合:{cond.zh}", f"{last.en} does not meet: {cond.en}")
            return said + _spoiled(words, outcome)
        place, lacks = _absent(words, this, req, replace(outcome, not_used=()))
        none = Text(f"{place.zh},{lacks.zh}", f"{lacks.en} {place.en}")
        return none + _spoiled(words, outcome)
    if state is Basic.PENDING:
        due = _due(outcome)
        if req.at_least > 1:
            return Text(
                f"至少要有 {req.at_least} 次{wanted.zh}({place.zh}),已有 {n} 次{due.zh}",
                f"{wanted.en} is due at least {req.at_least} times {place.en}, {n} so far{due.en}",
            )
        return Text(f"还须有{wanted.zh}({place.zh}){due.zh}", f"{wanted.en} is still due {place.en}{due.en}")
    if outcome.used:
        found = join([words.record(r) for r in outcome.used[:3]])
        return Text(f"已有 {found.zh}", f"done: {found.en}")
    return Text(f"{place.zh}:{wanted.zh}", f"{wanted.en} {place.en}")


def _last(words: Describer, this: Record | None, req: core.Exists | core.Forbid) -> Text:
    """The last record of the step before."""
    place, step = _place(words, this, req), words.step(req.step)
    return Text(f"{place.zh},最近一次{step.zh}", f"the last {step.en} {place.en}")


def _spoiled(words: Describer, outcome: Outcome) -> Text:
    """The records that were there but do not serve, when there are some."""
    if not outcome.not_used:
        return Text("", "")
    shown = [words.record(n.record) + Text(n.reason.zh, f" {n.reason.en}") for n in outcome.not_used[:3]]
    listed = join(shown, ";", "; ")
    return Text(f"({listed.zh})", f" ({listed.en})")


def _forbid(words: Describer, this: Record | None, req: core.Forbid, outcome: Outcome, state: Basic) -> Text:
    unwanted = words.pattern(req.step, req.where)
    place = _place(words, this, req)
    if state is Basic.VIOLATED and outcome.used:
        found = join([words.record(r) for r in outcome.used[:3]])
        if _last_one(req, outcome):
            last, cond = _last(words, this, req), words.condition(req.where, req.step)
            return Text(
                f"{last.zh}不应是“{cond.zh}”的,却是 {found.zh}",
                f"{last.en} must not be one of which holds: {cond.en}; it is {found.en}",
            )
        return Text(
            f"{place.zh},不应有{unwanted.zh},却有 {found.zh}",
            f"{unwanted.en} {place.en} is barred, yet there is {found.en}",
        )
    return Text(f"{place.zh},没有{unwanted.zh}", f"no {unwanted.en} {place.en}")


def _test(words: Describer, this: Record | None, req: core.Test, state: Basic) -> Text:
    condition = words.condition(req.cond, None)
    about = words.about(this) if this is not None else Text("本案", "the case")
    if state is Basic.PENDING:
        return Text(
            f"{about.zh}是否符合,要等结束才知道:{condition.zh}",
            f"whether {about.en} meets the requirement is known once it has ended: {condition.en}",
        )
    of_text = this is not None and place_in_text(this) is not None
    if of_text and state is not Basic.VIOLATED:
        return Text(f"{about.zh}符合这一要求", f"{about.en} meets the requirement")
    if state is Basic.VIOLATED and not isinstance(req.cond, core.Compare if of_text else _PLAIN):
        return Text(f"{about.zh}不符合这一要求", f"{about.en} does not meet the requirement")
    if state is Basic.VIOLATED:
        return Text(
            f"{about.zh}不符合:{condition.zh}", f"{about.en} does not meet the requirement: {condition.en}"
        )
    return Text(f"{about.zh}符合:{condition.zh}", f"{about.en} meets: {condition.en}")


def _lasts(words: Describer, this: Record | None, req: core.Lasts, outcome: Outcome, state: Basic) -> Text:
    named = this is None or req.first is not None or req.last is not None
    about = words.between(req.first, req.last) if named else words.about(this)
    bound = words.length(req.duration)
    least = req.op == ">="
    if state is Basic.VIOLATED:
        verb = Text("不足", "lasts less than") if least else Text("超过", "lasts more than")
        return Text(f"{about.zh}{verb.zh} {bound.zh}", f"{about.en} {verb.en} {bound.en}")
    if state is Basic.PENDING and not least:
        return Text(
            f"{about.zh}最长 {bound.zh},现在还没有结束",
            f"{about.en} lasts at most {bound.en} and has not ended yet",
        )
    if state is Basic.PENDING:
        due = _until(outcome)
        return Text(f"{about.zh}还须满 {bound.zh}{due.zh}", f"{about.en} must go on for {bound.en}{due.en}")
    verb = Text("不少于", "lasts at least") if least else Text("不超过", "lasts at most")
    return Text(f"{about.zh}{verb.zh} {bound.zh}", f"{about.en} {verb.en} {bound.en}")


_PLAIN = (core.Truth, core.Compare, core.Contains, core.Matches, core.Member, core.Odd, core.Lasting)
"""Conditions that read as words; of any other the gist of the rule and the facts say it better."""


def _due(outcome: Outcome) -> Text:
    """The last day, or where it lies, as the end of a sentence."""
    return _on_last_day(
        outcome,
        lambda day: Text(f",最后一天是 {day}", f", {day} at the latest"),
        lambda where: Text(f",最后一天{where.zh}", f"; the last day is {where.en}"),
    )


def _until(outcome: Outcome) -> Text:
    """Until when something must go on, in brackets."""
    return _on_last_day(
        outcome,
        lambda day: Text(f"(到 {day} 为止)", f" (until {day})"),
        lambda where: Text(f"(满期的一天{where.zh})", f" (the day on which that is reached is {where.en})"),
    )


def _on_last_day(outcome: Outcome, on: Callable[[date], Text], lies: Callable[[Text], Text]) -> Text:
    """The last day in words: `on` a day, or where it `lies` while that is open; nothing where there is none."""
    if outcome.last_day is not None:
        return on(outcome.last_day)
    return lies(outcome.open_last_day.text) if outcome.open_last_day is not None else Text("", "")
