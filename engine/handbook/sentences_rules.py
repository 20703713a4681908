"""A rule as one sentence: what it is about, under which condition, what must be."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.english import sentence
from guiju.engine.handbook.scene import Scene, step_name
from guiju.engine.handbook.sentences_conditions import condition, de, described
from guiju.engine.handbook.sentences_requirements import duty
from guiju.engine.handbook.sentences_values import duration
from guiju.engine.handbook.walk import walk
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Period, Program, Rule
from msgspec import Struct
from msgspec.structs import replace

_PERIODS: Mapping[Period, Text] = {
    "year": Text("年", "year"),
    "half_year": Text("半年", "half-year"),
    "quarter": Text("季度", "quarter"),
    "month": Text("月", "month"),
}
_ALWAYS = core.Const(True)


class _About(Struct, frozen=True):
    """The activation as it is first named, and the scene in which it is spoken of afterwards."""

    first: Text
    scene: Scene


def rule_clause(rule: Rule, req: core.Req, program: Program) -> Text:
    """The whole rule with one of its requirements, as a clause without a full stop."""
    own, rest = _split(rule.when, rule.step is not None)
    about = _about(rule, own, program)
    clause = duty(
        req, replace(about.scene, mention=about.first) if not about.scene.whole_case else about.scene
    )
    if not clause.names_this or about.scene.whole_case:
        clause = duty(req, about.scene)
        text = _beginning(about.first, clause.text)
    else:
        text = clause.text
    text += _ban(rule, req, about.scene)
    if rest == _ALWAYS:
        return text
    when = condition(rest, about.scene)
    return Text(f"{de(when.zh)},{text.zh}", f"where {when.en}, {text.en}")


def full_stop(clause: Text) -> Text:
    """The clause as a sentence."""
    return Text(f"{clause.zh}。", sentence(clause.en))


def scene_of(rule: Rule, program: Program) -> Scene:
    """The scene of what belongs to a rule: its exceptions, its point in time."""
    return _about(rule, _ALWAYS, program).scene


def activation_of(rule: Rule, program: Program) -> Text:
    """What a rule is about, as a noun: `每次集体讨论`, `each collective discussion`."""
    own, _ = _split(rule.when, rule.step is not None)
    return _about(rule, own, program).first


def _about(rule: Rule, own: core.Cond, program: Program) -> _About:
    blank = Scene(program, Text("", ""), rule.step)
    if rule.every is not None:
        return _stretches(rule.every, rule.step, own, blank)
    if rule.period is not None:
        name = _PERIODS[rule.period]
        later = replace(blank, mention=Text(f"该{name.zh}", f"that {name.en}"))
        return _About(Text(f"每{name.zh}", f"each {name.en}"), later)
    if rule.step is None:
        start = Text("程序开始", "the start of the procedure")
        return _About(Text("本案", "the case"), replace(blank, mention=start, whole_case=True))
    noun, name = described(rule.step, own, blank), step_name(blank, rule.step)
    later = replace(blank, mention=Text(f"本次{name.zh}", f"this {name.en}"))
    return _About(Text(f"每次{noun.zh}", f"each {noun.name}"), later)


def _stretches(every: core.Duration, step: str | None, own: core.Cond, blank: Scene) -> _About:
    length = duration(every, blank)
    if step is None:
        begin = Text("程序开始", "the start of the procedure")
    else:
        noun = described(step, own, blank)
        begin = Text(f"每次{noun.zh}结束", f"the end of each {noun.name}")
    first = Text(
        f"自{begin.zh}的次日起每{length.zh}为一期,每一期",
        f"each stretch of {length.en} counted from the day after {begin.en}",
    )
    return _About(first, replace(blank, mention=Text("该期", "that stretch")))


def _split(when: core.Cond, of_record: bool) -> tuple[core.Cond, core.Cond]:
    """The parts of the condition that describe the activating record, and the others."""
    parts = when.parts if isinstance(when, core.And) else (when,)
    own = tuple(p for p in parts if of_record and _describes(p))
    return _together(own), _together(tuple(p for p in parts if p not in own))


def _together(parts: tuple[core.Cond, ...]) -> core.Cond:
    return parts[0] if len(parts) == 1 else core.And(parts) if parts else _ALWAYS


def _describes(part: object) -> bool:
    """Whether a condition speaks of the record itself, and of nothing that happened besides."""
    inside = list(walk(part))
    return not any(isinstance(p, core.Occurs) for p in inside) and any(
        isinstance(p, core.FieldRef | core.Lasting) and p.who == "this" for p in inside
    )


def _beginning(first: Text, clause: Text) -> Text:
    """The clause with what it is about put before it."""
    joined = "" if clause.zh.startswith(("应当", "不得", "至多")) else ","
    if clause.en.startswith("it must last "):
        return Text(f"{first.zh}{joined}{clause.zh}", f"{first.en} {clause.en.removeprefix('it ')}")
    return Text(f"{first.zh}{joined}{clause.zh}", f"for {first.en}, {clause.en}")


def _ban(rule: Rule, req: core.Req, scene: Scene) -> Text:
    """What a prohibition bars where its requirement is not met (one that bars a record says so itself)."""
    if (
        rule.modality != "must_not"
        or isinstance(req, core.Forbid)
        or rule.step is None
        or rule.every is not None
    ):
        return Text("", "")
    name = step_name(scene, rule.step)
    return Text(f";不符合的,不得有该次{name.zh}", f"; otherwise there must be no such {name.en}")
