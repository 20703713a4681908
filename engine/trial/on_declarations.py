"""Changes of whole declarations: exceptions, counts-as and scope rules taken away, versions and readings moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.program import (
    Breaches,
    CountsRule,
    ExceptionRule,
    Period,
    Rule,
    ScopeRule,
    Version,
)
from guiju.engine.trial.on_requirements import req_words
from guiju.engine.trial.site import Change, Site, turned, without
from msgspec.structs import replace

_PERIODS: dict[Period, Period] = {
    "year": "half_year",
    "half_year": "quarter",
    "quarter": "month",
    "month": "quarter",
}
_PERIOD = {
    "year": Text("每年", "each year"),
    "half_year": Text("每半年", "each half-year"),
    "quarter": Text("每季度", "each quarter"),
    "month": Text("每月", "each month"),
}


def on_rule(site: Site) -> Iterator[Change]:
    rule = site.place.node
    assert isinstance(rule, Rule)
    if rule.period is not None:
        other = _PERIODS[rule.period]
        yield Change(
            "period_changed", replace(rule, period=other), turned(_PERIOD[rule.period], _PERIOD[other])
        )
    yield from _breaches(rule)
    if rule.suspected is not None:
        yield Change("suspected_dropped", replace(rule, suspected=None), without(Text("疑似", "suspected")))
    if rule.procedures and _leaves_out(site, rule):
        names = join([plain(p) for p in rule.procedures], zh="、", en=", ")
        words = Text(f"适用程序 {names.zh}", f"for procedure {names.en}")
        yield Change("procedures_dropped", replace(rule, procedures=()), without(words))
    if rule.reference is not None and _matters(site, rule):
        yield Change(
            "law_as_of_dropped", replace(rule, reference=None), without(Text("适用时点", "law as of"))
        )


def _breaches(rule: Rule) -> Iterator[Change]:
    """Without one of the rules that are named, of which the breach counts."""
    named = rule.breaches.rules if rule.breaches is not None else ()
    if rule.breaches is None or rule.breaches.said != named:
        return
    for dropped in named if len(named) > 1 else ():
        left = tuple(name for name in named if name != dropped)
        changed = replace(rule, breaches=Breaches(left, left))
        yield Change("breach_dropped", changed, without(plain(dropped)))


def _leaves_out(site: Site, rule: Rule) -> bool:
    """Whether the pack binds cases of procedures that the rule is not for."""
    pack = site.program.packs.get(rule.pack)
    bound = pack.procedures if pack is not None and pack.procedures else tuple(site.program.procedures)
    return not set(bound) <= set(rule.procedures)


def _matters(site: Site, rule: Rule) -> bool:
    """Whether the point is another day than the one that is used without it."""
    return rule.reference != core.EdgePoint("start") and (
        not isinstance(rule.reference, core.EdgePoint) or site.lasts(rule.step)
    )


def on_version(site: Site) -> Iterator[Change]:
    """The first and last day of a version by one day, and the next reading as the default. Days that are those of
    the norm the rule cites first are the norm's, not the rule's."""
    version = site.place.node
    assert isinstance(version, Version)
    rule = site.place.around[0]
    assert isinstance(rule, Rule)
    norm = site.program.norms.get(rule.basis[0].norm) if rule.basis else None
    if version.start is not None and (norm is None or version.start != norm.in_force):
        for name, day in _near(version.start):
            yield Change(f"start_{name}", replace(version, start=day), _moved(version.start, day))
    if version.until is not None and (norm is None or version.until != norm.until):
        for name, day in _near(version.until):
            yield Change(f"until_{name}", replace(version, until=day), _moved(version.until, day))
    usual = next((i for i, r in enumerate(version.readings) if r.default), 0)
    for i, reading in enumerate(version.readings):
        if i != usual and reading.req != version.readings[usual].req:
            moved = tuple(replace(r, default=j == i) for j, r in enumerate(version.readings))
            words = turned(version.readings[usual].name.words, reading.name.words)
            words = Text("默认解释:", "default reading: ") + words
            yield Change(f"default_reading_{i}", replace(version, readings=moved), words)


def _near(day: date) -> tuple[tuple[str, date], ...]:
    return ("plus_one", day + timedelta(1)), ("minus_one", day - timedelta(1))


def _moved(before: date, after: date) -> Text:
    return turned(plain(str(before)), plain(str(after)))


def on_exception(site: Site) -> Iterator[Change]:
    exception = site.place.node
    assert isinstance(exception, ExceptionRule)
    yield Change("removed", None, without(exception.gist))
    if len(exception.targets) > 1 and not exception.whole_pack:
        names = {r.id: r.name for r in site.program.rules} | {e.id: e.name for e in site.program.exceptions}
        for i, target in enumerate(exception.targets):
            rest = (*exception.targets[:i], *exception.targets[i + 1 :])
            words = Text("针对 ", "against ") + (names[target].words if target in names else plain(target))
            yield Change(f"target_{i}_dropped", replace(exception, targets=rest), without(words))
    if exception.instead is not None:
        words = Text("代之以 ", "instead ") + req_words(site, exception.instead)
        yield Change("instead_dropped", replace(exception, instead=None), without(words))
    if exception.priority:
        words = Text(f"优先 {exception.priority}", f"priority {exception.priority}")
        yield Change("priority_dropped", replace(exception, priority=0), without(words))


def on_counts(site: Site) -> Iterator[Change]:
    counts = site.place.node
    assert isinstance(counts, CountsRule)
    yield Change("removed", None, without(counts.gist))
    if counts.counts:
        words = turned(Text("视为", "counts as"), Text("不视为", "does not count"))
        yield Change("polarity", replace(counts, counts=False, as_step=None), words)
    if counts.unless_done is not None:
        words = join([Text("若未", "unless"), req_words(site, counts.unless_done)], zh=" ", en=" ")
        yield Change("unless_done_dropped", replace(counts, unless_done=None, dated="start"), without(words))
    if counts.dated == "expiry":
        words = turned(Text("期满", "on expiry"), Text("自始", "from its start"))
        yield Change("dated_at_start", replace(counts, dated="start"), words)
    elif counts.unless_done is not None and counts.after is None:
        words = turned(Text("自始", "from its start"), Text("期满", "on expiry"))
        yield Change("dated_on_expiry", replace(counts, dated="expiry"), words)
    for name, value in counts.sets:
        rest = tuple(pair for pair in counts.sets if pair[0] != name)
        words = Text(f"{name} = ", f"{name} = ") + site.words.operand(core.Lit(value))
        yield Change(f"{name}_not_set", replace(counts, sets=rest), without(words))
    if counts.after is not None:
        words = Text("满 ", "after ") + site.words.length(counts.after)
        yield Change("after_dropped", replace(counts, after=None), without(words))


def on_scope(site: Site) -> Iterator[Change]:
    scope = site.place.node
    assert isinstance(scope, ScopeRule)
    yield Change("removed", None, without(scope.gist))
