"""Simple conditions as clauses, said outright or denied: `结论为合法`, `结论不为合法`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.handbook.english import listing
from guiju.engine.handbook.scene import Scene, type_of
from guiju.engine.handbook.sentences_values import fact, field, literal, operand, owner, quoted
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import Kind, Type

_THAN: Mapping[str, Mapping[core.Op, Text]] = {
    "number": {
        "<": Text("少于", "is less than"), "<=": Text("不超过", "is at most"),
        ">": Text("超过", "is more than"), ">=": Text("不少于", "is at least"),
    },
    "amount": {
        "<": Text("低于", "is less than"), "<=": Text("不高于", "is at most"),
        ">": Text("高于", "is more than"), ">=": Text("不低于", "is at least"),
    },
    "date": {
        "<": Text("早于", "is before"), "<=": Text("不晚于", "is not after"),
        ">": Text("晚于", "is after"), ">=": Text("不早于", "is not before"),
    },
    "duration": {
        "<": Text("短于", "is shorter than"), "<=": Text("不长于", "is not longer than"),
        ">": Text("长于", "is longer than"), ">=": Text("不短于", "is not shorter than"),
    },
}  # fmt: skip
_QUANTITIES = ("number", "amount", "duration")

Atom = (
    core.Const | core.Truth | core.Compare | core.Member | core.Contains | core.Matches | core.Stated | core.Odd
)  # fmt: skip


def atom(cond: Atom, scene: Scene, *, denied: bool) -> Text:
    match cond:
        case core.Const(value):
            holds = value is not denied
            return Text("任何情况", "always") if holds else Text("没有任何情况", "never")
        case core.Truth(of):
            return _truth(of, scene, denied)
        case core.Compare(op, left, right):
            return _compared(core.OPPOSITE[op] if denied else op, left, right, scene)
        case core.Member(left, values):
            kind = type_of(left, scene)
            return _member(operand(left, scene), [literal(v, kind, scene) for v in values], denied)
        case core.Contains(of, value):
            listed, kind = operand(of, scene), type_of(of, scene)
            found = literal(value, kind, scene) if isinstance(value, str) else operand(value, scene)
            many = _many(of, scene)
            verb = (
                Text("不包括", "do not include" if many else "does not include")
                if denied
                else Text("包括", "include" if many else "includes")
            )
            return Text(f"{listed.zh}{verb.zh}{found.zh}", f"{listed.en} {verb.en} {found.en}")
        case core.Matches():
            return _matched(cond, scene, denied)
        case core.Stated(of):
            named, be = operand(of, scene), "are" if _many(of, scene) else "is"
            return (
                Text(f"未载明{named.zh}", f"{named.en} {be} not stated")
                if denied
                else Text(f"载明了{named.zh}", f"{named.en} {be} stated")
            )
        case core.Odd(of):
            number = operand(of, scene)
            return (
                Text(f"{number.zh}不为单数", f"{number.en} is not an odd number")
                if denied
                else Text(f"{number.zh}为单数", f"{number.en} is an odd number")
            )


def _truth(of: core.FactRef | core.FieldRef, scene: Scene, denied: bool) -> Text:
    if isinstance(of, core.FactRef):
        named = fact(of.name, scene)
        return (
            Text(f"并非{named.zh}", f"{named.en} does not apply")
            if denied
            else Text(named.zh, f"{named.en} applies")
        )
    whose, name = owner(of.who, scene), quoted(field(of.who, of.name, scene))
    answer = quoted(word("truth", "no" if denied else "yes"))
    return whose + Text(f"{name.zh}为{answer.zh}", f"{name.en} is {answer.en}")


def _matched(cond: core.Matches, scene: Scene, denied: bool) -> Text:
    text, called = operand(cond.of, scene), cond.wording
    named = quoted(called) if called is not None else quoted(plain("|".join(cond.patterns)))
    wording = Text(f"匹配{named.zh}的用语", f"the wording {named.en}")
    if denied:
        return Text(f"{text.zh}没有{wording.zh}", f"{text.en} does not match {wording.en}")
    return Text(f"{text.zh}有{wording.zh}", f"{text.en} matches {wording.en}")


def _compared(op: core.Op, left: core.Operand, right: core.Operand, scene: Scene) -> Text:
    a_type, b_type = type_of(left, scene), type_of(right, scene)
    x, y = operand(left, scene, b_type), operand(right, scene, a_type)
    kind = _kind(left, a_type) or _kind(right, b_type)
    if op in ("=", "!="):
        verb = _same(op, kind, isinstance(right, core.Lit))
        return Text(f"{x.zh}{verb.zh.format(y.zh)}", f"{x.en} {verb.en.format(y.en)}")
    than = _THAN.get(kind or "number", _THAN["number"])[op]
    return Text(f"{x.zh}{than.zh}{y.zh}", f"{x.en} {than.en} {y.en}")


def _same(op: core.Op, kind: Kind | None, written: bool) -> Text:
    equal = op == "="
    if kind in _QUANTITIES:
        return Text("等于{}", "is {}") if equal else Text("不等于{}", "is not {}")
    if written:
        return Text("为{}", "is {}") if equal else Text("不为{}", "is not {}")
    return Text("与{}相同", "is the same as {}") if equal else Text("与{}不同", "differs from {}")


def _member(left: Text, values: list[Text], denied: bool) -> Text:
    zh = [v.zh for v in values]
    among = zh[0] if len(zh) == 1 else f"{'、'.join(zh[:-1])}或者{zh[-1]}"
    en = listing([v.en for v in values], "or")
    if not denied:
        return Text(f"{left.zh}为{among}", f"{left.en} is {en}")
    if len(zh) == 1:
        return Text(f"{left.zh}不为{among}", f"{left.en} is not {en}")
    return Text(f"{left.zh}不为{'、'.join(zh)}中的任何一个", f"{left.en} is none of {en}")


def _many(of: core.FactRef | core.FieldRef, scene: Scene) -> bool:
    """Whether the English name is a plural: that of a list, in quotes if it is a fact."""
    declared = type_of(of, scene)
    return (
        declared is not None and declared.kind == "list" and operand(of, scene).en.rstrip("”").endswith("s")
    )


def _kind(of: core.Operand, declared: Type | None) -> Kind | None:
    if declared is not None:
        return declared.kind
    if isinstance(of, core.Lit) and not isinstance(of.value, str | bool):
        if isinstance(of.value, core.Duration):
            return "duration"
        return "date" if isinstance(of.value, date) else "number"
    return None
