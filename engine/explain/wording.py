"""Requirements in words, with or without the dates of one case."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Rule
from guiju.engine.semantics.vocabulary import Vocabulary
from msgspec.structs import replace


class Undated(Describer):
    """Words for a rule as such: a record is named by its step alone."""

    def record(self, record: Record) -> Text:
        name = self.step(record.step)
        return Text(name.zh, f"the {name.en}")


def undated(vocabulary: Vocabulary, rule: Rule) -> Undated:
    """The words for a rule without a case."""
    return Undated(vocabulary, rule.step)


def requirement_words(words: Describer, this: Record | None, req: core.Req) -> Text:
    """The head of a requirement: what it asks, without its parts."""
    match req:
        case core.Exists():
            return _exists(words, this, req)
        case core.Forbid():
            wanted, place = _sought(words, this, req.step, req.where, req.window)
            return Text(f"{place.zh}不得有{wanted.zh}", f"no {wanted.en}{place.en}")
        case core.Test():
            cond = words.condition(req.cond, None)
            return Text(f"符合:{cond.zh}", f"it meets: {cond.en}")
        case core.Lasts():
            return _lasts(words, this, req)
        case core.AllOf():
            return Text("以下各项都要做到", "all of these")
        case core.AnyOf():
            return Text("以下各项做到一项即可", "at least one of these")
        case core.ForEach():
            of = words.operand(req.of)
            return Text(f"对{of.zh}的每一项都要做到", f"for each entry of {of.en}")
        case core.OrElse():
            return Text(
                "先按前一项;违反了的,按后一项补正", "the first; once it is broken, the second instead"
            )


def _exists(words: Describer, this: Record | None, req: core.Exists) -> Text:
    wanted, place = _sought(words, this, req.step, req.where, req.window)
    least, most = req.at_least, req.at_most
    if most is None:
        if least == 1:
            return Text(f"{place.zh}要有{wanted.zh}", f"{wanted.en}{place.en}")
        return Text(
            f"{place.zh}至少要有 {least} 次{wanted.zh}", f"{wanted.en}{place.en}, at least {least} times"
        )
    if least == most:
        times = "once" if least == 1 else f"{least} times"
        return Text(f"{place.zh}要有 {least} 次{wanted.zh}", f"{wanted.en}{place.en}, exactly {times}")
    if least == 0:
        once = "once" if most == 1 else f"{most} times"
        return Text(f"{place.zh}最多有 {most} 次{wanted.zh}", f"{wanted.en}{place.en}, at most {once}")
    return Text(
        f"{place.zh}要有 {least} 至 {most} 次{wanted.zh}", f"{wanted.en}{place.en}, {least} to {most} times"
    )


def _sought(
    words: Describer, this: Record | None, step: str, where: core.Cond, window: core.Window
) -> tuple[Text, Text]:
    """The record sought, and where; a window that is the whole case needs no words."""
    name = words.step(step)
    if where != core.Const(True):
        cond = words.condition(where, step)
        name += Text(f"({cond.zh})", f" ({cond.en})")
    if window == core.Window() or (this is None and _anywhere(window)):
        return name, Text("", "")
    place = words.window(window, this)
    return name, Text(f"{place.zh},", f" {place.en}")


def _anywhere(window: core.Window) -> bool:
    """Whether a window of the case bounds nothing."""
    return replace(window, direction="any", this_point=None, that_point=None) == core.Window()


def _lasts(words: Describer, this: Record | None, req: core.Lasts) -> Text:
    bound = words.length(req.duration)
    if req.first is not None or req.last is not None:
        what = words.between(req.first, req.last)
    else:
        what = words.record(this) if this is not None and this.step else Text("期间", "the period")
    least = req.op == ">="
    zh = "不少于" if least else "不超过"
    en = "lasts at least" if least else "lasts at most"
    return Text(f"{what.zh}{zh} {bound.zh}", f"{what.en} {en} {bound.en}")
