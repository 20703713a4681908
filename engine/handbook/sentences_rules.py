"""A rule as one sentence: what it is about, under which condition, what must be."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.handbook.english import sentence
from guiju.engine.handbook.scene import Scene, step_name
from guiju.engine.handbook.sentences_conditions import condition, de, described
from guiju.engine.handbook.sentences_records import Noun
from guiju.engine.handbook.sentences_requirements import duty
from guiju.engine.handbook.sentences_values import duration
from guiju.engine.report.words.citation import cite
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Breaches, Citation, Period, Program, Rule
from guiju.engine.semantics.walk import nodes
from msgspec import Struct
from msgspec.structs import replace

_PERIODS: Mapping[Period, Text] = {
    "year": Text("年", "year"),
    "half_year": Text("半年", "half-year"),
    "quarter": Text("季度", "quarter"),
    "month": Text("月", "month"),
}
_ALWAYS = core.Const(True)
_CASE_STARTS = Text("程序开始", "the start of the procedure")


class _About(Struct, frozen=True):
    """The activation as it is first named, and the scene in which it is spoken of afterwards."""

    first: Text
    scene: Scene


def rule_clause(rule: Rule, req: core.Req, program: Program) -> Text:
    """The whole rule with one of its requirements, as a clause without a full stop."""
    own, rest = _split(rule.when, rule.step is not None)
    about = _about(rule, own, program)
    if rule.every is not None and rule.step is not None and rest != _ALWAYS:
        about = replace(about, first=_counted_from(rule, own, rest, program))
        rest = _ALWAYS
    clause = duty(
        req, replace(about.scene, mention=about.first) if not about.scene.whole_case else about.scene
    )
    if not clause.names_this or about.scene.whole_case or rule.breaches is not None:
        clause = duty(req, about.scene)
        text = _beginning(about.first, clause.text)
    else:
        text = clause.text
    text += _ban(rule, req, about.scene)
    if rest == _ALWAYS:
        return text
    when = condition(rest, scene_of_conditions(rule, program))
    return Text(f"{de(when.zh)},{text.zh}", f"where {when.en}, {text.en}")


def full_stop(clause: Text) -> Text:
    """The clause as a sentence."""
    return Text(f"{clause.zh}。", sentence(clause.en))


def scene_of(rule: Rule, program: Program) -> Scene:
    """The scene of what belongs to a rule: what is put in its place, its point in time."""
    return _about(rule, _ALWAYS, program).scene


def scene_of_conditions(rule: Rule, program: Program) -> Scene:
    """The scene of the conditions of a rule and of its exceptions: of stretches these are asked of the record they
    are counted from, without one of the case."""
    if rule.every is None:
        return scene_of(rule, program)
    if rule.step is None:
        return Scene(program, _CASE_STARTS, whole_case=True)
    blank = Scene(program, Text("", ""), rule.step)
    name = step_name(blank, rule.step)
    return replace(blank, mention=Text(f"该次{name.zh}", f"that {name.en}"))


def activation_of(rule: Rule, program: Program) -> Text:
    """What a rule is about, as a noun: `每次集体讨论`, `each collective discussion`."""
    own, _ = _split(rule.when, rule.step is not None)
    return _about(rule, own, program).first


def _about(rule: Rule, own: core.Cond, program: Program) -> _About:
    blank = Scene(program, Text("", ""), rule.step)
    if rule.every is not None:
        return _stretches(rule.every, rule.step, own, blank)
    if rule.breaches is not None:
        day = Text("违反之日", "the day of the breach")
        return _About(_broken(rule.breaches, program), replace(blank, mention=day))
    if rule.period is not None:
        name = _PERIODS[rule.period]
        later = replace(blank, mention=Text(f"该{name.zh}", f"that {name.en}"))
        return _About(Text(f"每{name.zh}", f"each {name.en}"), later)
    if rule.step is None:
        return _About(Text("本案", "the case"), replace(blank, mention=_CASE_STARTS, whole_case=True))
    noun, name = described(rule.step, own, blank), step_name(blank, rule.step)
    later = replace(blank, mention=Text(f"本次{name.zh}", f"this {name.en}"))
    return _About(Text(f"每次{noun.zh}", f"each {noun.name}"), later)


def _broken(breaches: Breaches, program: Program) -> Text:
    """The rules whose breach a rule is about, as it names them."""
    names = {rule.id: rule.name for rule in program.rules}
    cited = [cite(said, program.norms) for said in breaches.said if isinstance(said, Citation)]
    known = [names[said] for said in breaches.said if isinstance(said, str) and said in names]
    cited += [Text(f"“{n.zh}”", f"'{n.en.replace('_', ' ')}'") for n in known]
    listed = join(cited, zh="、", en=", ")
    return Text(f"违反{listed.zh}的", f"each breach of {listed.en}")


def _stretches(every: core.Duration, step: str | None, own: core.Cond, blank: Scene) -> _About:
    begin = _CASE_STARTS if step is None else _end_of(described(step, own, blank), Text("", ""))
    return _About(_numbered(every, begin, blank), replace(blank, mention=Text("该期", "that stretch")))


def _counted_from(rule: Rule, own: core.Cond, rest: core.Cond, program: Program) -> Text:
    """Stretches that are counted only from records for which a condition holds that does not describe them."""
    assert rule.every is not None and rule.step is not None
    blank = Scene(program, Text("", ""), rule.step)
    when = condition(rest, scene_of_conditions(rule, program))
    limit = Text(f"(仅限{de(when.zh)})", f" (only where {when.en})")
    return _numbered(rule.every, _end_of(described(rule.step, own, blank), limit), blank)


def _end_of(noun: Noun, limit: Text) -> Text:
    return Text(f"每次{noun.zh}{limit.zh}结束", f"the end of each {noun.name}{limit.en}")


def _numbered(every: core.Duration, begin: Text, blank: Scene) -> Text:
    length = duration(every, blank)
    return Text(
        f"自{begin.zh}的次日起每{length.zh}为一期,每一期",
        f"each stretch of {length.en} counted from the day after {begin.en}",
    )


def _split(when: core.Cond, of_record: bool) -> tuple[core.Cond, core.Cond]:
    """The parts of the condition that describe the activating record, and the others."""
    parts = when.parts if isinstance(when, core.And) else (when,)
    own = tuple(p for p in parts if of_record and _describes(p))
    return _together(own), _together(tuple(p for p in parts if p not in own))


def _together(parts: tuple[core.Cond, ...]) -> core.Cond:
    return parts[0] if len(parts) == 1 else core.And(parts) if parts else _ALWAYS


def _describes(part: object) -> bool:
    """Whether a condition speaks of the record itself, and of nothing that happened besides."""
    inside = list(nodes(part))
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
