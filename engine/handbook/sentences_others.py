"""What surrounds the rules as sentences: exceptions, records that count or do not, scope, by reference."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.english import a, listing, plural
from guiju.engine.handbook.scene import Scene, shown_text, step_name
from guiju.engine.handbook.sentences_conditions import condition, de, described, once_owned
from guiju.engine.handbook.sentences_records import Noun
from guiju.engine.handbook.sentences_requirements import duty, met
from guiju.engine.handbook.sentences_rules import full_stop, scene_of, scene_of_conditions
from guiju.engine.handbook.sentences_values import duration, quoted
from guiju.engine.semantics import core
from guiju.engine.semantics.program import (
    ByReference,
    CountsRule,
    ExceptionRule,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import replace

_ALWAYS = core.Const(True)
_CASE = Text("程序开始", "the start of the procedure")


def exception_sentence(exception: ExceptionRule, program: Program) -> Text:
    """What an exception lifts, or puts in its place, when, and what has to be shown."""
    rule = _lifted_in_the_end(exception, program)
    scene = scene_of(rule, program) if rule else Scene(program, _CASE, whole_case=True)
    asked = scene_of_conditions(rule, program) if rule else scene
    targets = [quoted(_name_of(t, program)) for t in exception.targets]
    named = Text("、".join(t.zh for t in targets), listing([t.en for t in targets], "and"))
    do = "does" if len(targets) == 1 else "do"
    clause = Text(f"不适用{named.zh}", f"{named.en} {do} not apply")
    if exception.whole_pack:
        clause = Text("不适用本规则包的各条规则", "no rule of this pack applies")
    if exception.instead is not None:
        instead = duty(exception.instead, scene).text
        clause += Text(f",改为:{instead.zh}", f"; instead, {instead.en}")
    if exception.when != _ALWAYS:
        when = once_owned(condition(exception.when, asked), asked)
        clause = Text(f"{de(when.zh)},{clause.zh}", f"where {when.en}, {clause.en}")
    if exception.proof is not None:
        proof = once_owned(condition(exception.proof, asked), asked)
        clause += Text(f";为此须证明:{proof.zh}", f"; for this it must be shown that {proof.en}")
    if exception.priority:
        clause += Text(
            f"(与其他例外竞合时,优先次序为{exception.priority})",
            f" (priority {exception.priority} among exceptions)",
        )
    return full_stop(clause)


def counts_sentence(rule: CountsRule, program: Program) -> Text:
    """Which records of a step count as one, as another step, or not at all."""
    scene = Scene(program, Text("", ""), rule.step)
    name = step_name(scene, rule.step)
    noun = described(rule.step, rule.when, scene)
    about = Text(noun.zh, noun.one)
    if not rule.counts:
        return full_stop(about + Text(f",不算作{name.zh}", f" does not count as {a(name.en)}"))
    other = _deemed(rule, program)
    counted = Text(f"视为{other.zh}", f"counts as {other.one}")
    if rule.unless_done is None and rule.after is not None:
        long = duration(rule.after, scene)
        return full_stop(
            about
            + Text(
                f",自其开始之日起满{long.zh}的,该日{counted.zh}",
                f" {counted.en} on the day {long.en} after it starts",
            )
        )
    if rule.unless_done is None:
        return full_stop(about + Text(f",同时{counted.zh}", f" also {counted.en}"))
    mention = Text(f"本次{name.zh}", f"this {name.en}")
    done = met(rule.unless_done, replace(scene, mention=mention))
    since = Text("自其开始之日", "from the day it starts")
    if rule.after is not None:
        long = duration(rule.after, scene)
        since = Text(f"自其开始之日起满{long.zh}之日", f"on the day {long.en} after it starts")
    elif rule.dated == "expiry":
        since = Text("自违反之日", "from the day of the breach")
    return full_stop(
        about
        + Text(
            f",没有做到“{done.zh}”的,{since.zh}{counted.zh}",
            f" {counted.en} {since.en}, unless {done.en}",
        )
    )


def _deemed(rule: CountsRule, program: Program) -> Noun:
    """What a record stands for, with the fields that it has by the rule."""
    step = rule.as_step or rule.step
    given = tuple(core.Compare("=", core.FieldRef("this", name), core.Lit(v)) for name, v in rule.sets)
    cond = core.And(given) if len(given) > 1 else given[0] if given else _ALWAYS
    return described(step, cond, Scene(program, Text("", ""), step))


def scope_sentence(rule: ScopeRule, program: Program) -> Text:
    """When the whole pack does not apply."""
    when = condition(rule.when, Scene(program, _CASE, whole_case=True))
    return full_stop(Text(f"{de(when.zh)},不适用本规则包", f"where {when.en}, this pack does not apply"))


def by_reference_sentence(binding: ByReference, program: Program) -> Text:
    """Which organs the rules of another pack bind by reference, and what is different for them."""
    pack = program.packs.get(binding.pack)
    title = quoted(shown_text(pack.title)) if pack else quoted(Text(binding.pack, binding.pack))
    levels = _levels(binding.levels, program)
    clause = Text(
        f"{levels.zh}参照适用{title.zh}的规则", f"{levels.en} apply the rules of {title.en} by reference"
    )
    if binding.lower_severity:
        clause += Text(";严重程度降低一级", "; severity is one level lower")
    if binding.unless_bound is not None:
        fact = quoted(shown_text(program.vocabulary.words(binding.unless_bound)))
        clause += Text(
            f";{fact.zh}载有约束本机关的规定的,直接适用",
            f"; where {fact.en} names a rule that binds the organ, they apply outright",
        )
    for theirs, ours in binding.read_as:
        x, y = quoted(_value(theirs, program)), quoted(_value(ours, program))
        clause += Text(f";{x.zh}读作{y.zh}", f"; {x.en} is read as {y.en}")
    return full_stop(clause)


def not_waivable_sentence() -> Text:
    """Of a rule that a case cannot waive."""
    return full_stop(Text("案卷不能放行这条规则", "a case cannot waive this rule"))


def delegates_sentence(layers: Sequence[str], program: Program) -> Text:
    """The layers that may regulate the point otherwise."""
    names = _levels(layers, program)
    return full_stop(
        Text(
            f"这一点授权{names.zh}另行规定,可以宽于本规则",
            f"{names.en} may regulate this point otherwise, even less strictly",
        )
    )


def _levels(levels: Sequence[str], program: Program) -> Text:
    known = {n.zh: n for n in program.vocabulary.levels}
    names = [shown_text(known.get(level, Name(level, level)).words) for level in levels]
    return Text("、".join(n.zh for n in names), listing([plural(n.en) for n in names], "and"))


def _lifted_in_the_end(exception: ExceptionRule, program: Program) -> Rule | None:
    """The rule that an exception, or the exceptions it is about, are made to."""
    rules = {r.id: r for r in program.rules}
    exceptions = {e.id: e for e in program.exceptions}
    seen: set[str] = set()
    waiting = list(exception.targets)
    while waiting:
        target = waiting.pop(0)
        if target in rules:
            return rules[target]
        if target in exceptions and target not in seen:
            seen.add(target)
            waiting += exceptions[target].targets
    return None


def _name_of(target: str, program: Program) -> Text:
    names = {r.id: r.name for r in program.rules} | {e.id: e.name for e in program.exceptions}
    named = names.get(target)
    return shown_text(named.words if named else Text(target, target))


def _value(value: str, program: Program) -> Text:
    """A named value of any field or fact, in both languages."""
    types = [f.type for s in program.vocabulary.steps.values() for f in s.fields]
    types += [f.type for f in program.vocabulary.facts.values()]
    named = next((v for t in types for v in t.values if v.zh == value), None)
    return shown_text(named.words if named else Text(value, value))
