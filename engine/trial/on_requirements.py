"""Changes of requirements: how many records, there is or there is none, all or any, what is owed instead."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity
from guiju.engine.semantics import core
from guiju.engine.trial.elements import One, asked_of_one, asked_once
from guiju.engine.trial.on_windows import DIRECTION
from guiju.engine.trial.site import Change, Site, turned, without
from msgspec.structs import replace

_THERE_IS, _THERE_IS_NONE = Text("有", "there is"), Text("没有", "there is no")
_ONES: dict[One, Text] = {
    "first": Text("第一项", "the first entry"),
    "last": Text("最后一项", "the last entry"),
}
_ALL, _ANY = Text("全部", "all of"), Text("任一", "any of")


def on_exists(site: Site) -> Iterator[Change]:
    req = site.place.node
    assert isinstance(req, core.Exists)
    step = site.words.step(req.step)
    counts = [("at_least", req.at_least + 1), ("at_least", req.at_least - 1)]
    if req.at_most is not None:
        counts += [("at_most", req.at_most + 1), ("at_most", req.at_most - 1)]
    for bound, n in counts:
        before = getattr(req, bound)
        if n >= 0:
            name = f"{bound}_{'plus' if n > before else 'minus'}_one"
            words = turned(_times(bound, before), _times(bound, n))
            yield Change(name, replace(req, **{bound: n}), step + Text(":", ": ") + words)
    if req.at_most is not None:
        dropped = without(_times("at_most", req.at_most))
        yield Change("at_most_dropped", replace(req, at_most=None), step + Text(":", ": ") + dropped)
    forbidden = core.Forbid(req.step, req.where, req.window)
    yield Change("to_forbid", forbidden, _named(step, turned(_THERE_IS, _THERE_IS_NONE)))


def on_forbid(site: Site) -> Iterator[Change]:
    req = site.place.node
    assert isinstance(req, core.Forbid)
    wanted = core.Exists(req.step, req.where, req.window)
    words = _named(site.words.step(req.step), turned(_THERE_IS_NONE, _THERE_IS))
    yield Change("to_exists", wanted, words)


def _named(step: Text, change: Text) -> Text:
    return join([step, change], zh=":", en=": ")


def _times(bound: str, n: int) -> Text:
    if bound == "at_least":
        return Text(f"至少 {n} 次", f"at least {n}")
    return Text(f"至多 {n} 次", f"at most {n}")


def on_several(site: Site) -> Iterator[Change]:
    """A part of an all-of / any-of dropped, and turned into each other."""
    req = site.place.node
    assert isinstance(req, core.AllOf | core.AnyOf)
    for i, part in enumerate(req.parts):
        rest = (*req.parts[:i], *req.parts[i + 1 :])
        if rest:
            left = rest[0] if len(rest) == 1 else replace(req, parts=rest)
            yield Change(f"part_{i}_dropped", left, without(req_words(site, part)))
    if len(req.parts) > 1:
        if isinstance(req, core.AllOf):
            yield Change("to_any_of", core.AnyOf(req.parts), turned(_ALL, _ANY))
        else:
            yield Change("to_all_of", core.AllOf(req.parts), turned(_ANY, _ALL))


def on_or_else(site: Site) -> Iterator[Change]:
    req = site.place.node
    assert isinstance(req, core.OrElse)
    owed = Text("否则 ", "or else ") + req_words(site, req.otherwise)
    yield Change("or_else_dropped", req.then, without(owed))


def on_for_each(site: Site) -> Iterator[Change]:
    """Asked once, whatever the entries say; of one entry alone; of some entry instead of each."""
    req = site.place.node
    assert isinstance(req, core.ForEach)
    of = site.words.operand(req.of)
    each = Text(f"{of.zh}的每一项", f"each entry of {of.en}")
    if isinstance(req.req, core.Test):
        some = core.Test(core.Quant("at_least", 1, req.of, req.req.cond))
        words = turned(each, Text(f"{of.zh}的任意一项", f"some entry of {of.en}"))
        yield Change("to_some", some, words)
        return
    once = asked_once(req.req)
    if once is not None:
        yield Change("for_each_dropped", once, without(Text("逐个:", "for each of them: ") + each))
    for which, label in _ONES.items():
        alone = asked_of_one(req, which)
        if alone is not None:
            words = turned(each, Text(f"{of.zh}的{label.zh}", f"{label.en} of {of.en}"))
            yield Change(f"{which}_only", alone, words)


def req_words(site: Site, req: core.Req) -> Text:
    """A requirement in a few words."""
    match req:
        case core.Exists(step, where, window) | core.Forbid(step, where, window):
            there = _THERE_IS if isinstance(req, core.Exists) else _THERE_IS_NONE
            pattern = site.words.pattern(step, where)
            return join([there, pattern, DIRECTION[window.direction]], zh=" ", en=" ")
        case core.Test(cond):
            return Text("要求 ", "that ") + site.in_words(cond)
        case core.Lasts(op, duration):
            low = op == ">="
            lead = Text("期限不少于 ", "lasts at least ") if low else Text("期限不超过 ", "lasts at most ")
            return lead + quantity(duration.n, duration.unit)
        case core.AllOf(parts) | core.AnyOf(parts):
            lead = _ALL if isinstance(req, core.AllOf) else _ANY
            inner = join([req_words(site, p) for p in parts], zh=";", en="; ")
            return lead + Text(f"({inner.zh})", f" ({inner.en})")
        case core.ForEach(_, each):
            return Text("逐个:", "for each of them: ") + req_words(site, each)
        case core.OrElse(then, otherwise):
            return join([req_words(site, then), req_words(site, otherwise)], zh=",否则 ", en=", or else ")
