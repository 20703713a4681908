"""What the examples of a rule show of it: which states, exceptions, readings and versions occur in them.

Only expectations that are met count. A state that a rule cannot have is not asked for: not applicable without a
condition, open without a fact or field; a heuristic finds or does not, and is never violated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.semantics import core
from guiju.engine.semantics.program import ExceptionRule, Program, Rule
from guiju.engine.trial.run import SUSPECTED, Tried
from guiju.engine.trial.walk import places
from msgspec import Struct

_STATES: dict[str, tuple[Text, frozenset[str]]] = {
    "conforming": (Text("合乎要求的", "conforming"), frozenset({"satisfied", "holding"})),
    "violating": (Text("违反的", "violating"), frozenset({"violated", "cured"})),
    "not_applicable": (Text("不适用的", "not applicable"), frozenset({"not_applicable"})),
    "open": (Text("待补充或者待办的", "unknown or pending"), frozenset({"unknown", "pending"})),
}
_FOUND = Text("查到疑似的", "in which something is suspected"), frozenset({SUSPECTED})
"""What a heuristic has in the place of a violating example."""


class Part(Struct, frozen=True):
    """One thing that examples can show of a rule, and whether any does."""

    kind: str
    words: Text
    shown: bool


class RuleCoverage(Struct, frozen=True):
    """A rule with everything its examples can show; `examples` is how many expect something of it."""

    rule: Rule
    examples: int
    parts: tuple[Part, ...]

    @property
    def gaps(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if not p.shown)


def coverage_of(program: Program, rules: Iterable[Rule], tried: Iterable[Tried]) -> list[RuleCoverage]:
    """The coverage of each of the rules by examples that were tried."""
    by_rule: dict[str, list[Tried]] = {}
    for one in tried:
        if one.met:
            by_rule.setdefault(one.rule, []).append(one)
    out = []
    for rule in rules:
        of_rule = by_rule.get(rule.id, [])
        out.append(RuleCoverage(rule, len(of_rule), tuple(_parts(program, rule, of_rule))))
    return out


def _parts(program: Program, rule: Rule, tried: Sequence[Tried]) -> Iterator[Part]:
    states = {t.came_to for t in tried}
    for kind in _possible(rule):
        heuristic = rule.suspected is not None and kind == "violating"
        words, wanted = _FOUND if heuristic else _STATES[kind]
        yield Part(kind, words, bool(states & wanted))
    for exception in program.exceptions:
        if rule.id in exception.targets:
            live = _standing(tried, exception)
            name = exception.name.words
            yield Part("exception_live", _about("例外成立", "exception holds", name), True in live)
            yield Part(
                "exception_not_live", _about("例外不成立", "exception does not hold", name), False in live
            )
    if any(len(v.readings) > 1 for v in rule.versions):
        yield Part(
            "readings_differ", Text("各种解释结果不同的", "readings that differ"), any(map(_differ, tried))
        )
    if len(rule.versions) > 1:
        seen = {f.proof.version_start for t in tried for f in t.findings if not f.outside}
        for version in rule.versions:
            name = plain(str(version.start or ""))
            yield Part("version", _about("版本", "version", name), version.start in seen)


def _possible(rule: Rule) -> Iterator[str]:
    yield from ("conforming", "violating")
    if rule.when != core.Const(True):
        yield "not_applicable"
    if rule.suspected is None and any(isinstance(p.node, core.FactRef | core.FieldRef) for p in places(rule)):
        yield "open"


def _standing(tried: Iterable[Tried], exception: ExceptionRule) -> set[bool | None]:
    results = (r for t in tried for f in t.findings for r in f.proof.exceptions)
    return {r.live for r in results if r.exception.id == exception.id}


def _differ(tried: Tried) -> bool:
    return any(len({r.state for r in f.proof.readings}) > 1 for f in tried.findings)


def _about(zh: str, en: str, name: Text) -> Text:
    return Text(f"{zh}:{name.zh}", f"{en}: {name.en}")
