"""The reference evaluator: the findings of one rule on one case, with their proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.activations import Activation, activations, counts_under, version_for
from guiju.engine.evaluate.answers import Possible, settle
from guiju.engine.evaluate.breaches import breaks_under
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, NotUsed, Part, Proof, ReadingResult, State
from guiju.engine.evaluate.law_day import law_day
from guiju.engine.evaluate.matches import NOT_COUNTED
from guiju.engine.evaluate.occurs import ASKED
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.text_units import place_in_text
from guiju.engine.evaluate.view import View, seen
from guiju.engine.evaluate.why import why
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Norm, Program, Reading, Rule, Version
from msgspec.structs import replace


def make_env(program: Program, case: Case, on: date, calendar: Calendar | None = None) -> Env:
    """The view of a case as of a day under all rules of a program."""
    return Env(
        case,
        on,
        program.vocabulary,
        program.counts,
        program.exceptions,
        program.norms,
        calendar or Calendar(),
        ASKED,
        breaks_of=breaks_under(program),
    )


def judge_rule(
    rule: Rule, case: Case, on: date, program: Program, env: Env | None = None
) -> tuple[Finding, ...]:
    """One finding per activation of the rule; a single not-applicable one when there is no activation.

    A rule of modality 可以 records a power and gives no finding.
    """
    if rule.modality == "may":
        return ()
    view = env or make_env(program, case, on)
    found, discounted = activations(view, rule)
    judged = [(a, _judge_activation(view.unread(), rule, a, program.law)) for a in found]
    never = [a for a, f in judged if f.state is State.NOT_APPLICABLE and _never_counts(view, rule, a)]
    if len(never) < len(judged):
        return tuple(f for a, f in judged if a not in never)
    unused = [NotUsed(c.record, NOT_COUNTED, c.rules[0] if c.rules else None) for c in discounted]
    unused += [NotUsed(a.asked_of, NOT_COUNTED) for a in never if a.asked_of is not None]
    return (_not_activated(view, rule, unused, program.law),)


def _never_counts(env: Env, rule: Rule, activation: Activation) -> bool:
    """Whether what is open in its counting comes to the same under every answer: that it does not count."""
    if activation.counts.value is not None or activation.breach is not None:
        return False

    def counting(view: Env) -> Possible:
        truth = counts_under(view, rule, activation)
        states = {
            True: {State.SATISFIED},
            False: {State.NOT_APPLICABLE},
            None: {State.SATISFIED, State.NOT_APPLICABLE},
        }
        return Possible(frozenset(states[truth.value]), truth.atoms)

    return settle(env.unread(), counting).state is State.NOT_APPLICABLE


def _judge_activation(env: Env, rule: Rule, activation: Activation, law: date | None) -> Finding:
    day = law_day(env, rule, activation)
    version = version_for(rule, day)
    if version is None:
        text = _not_in_force(env, rule, day, law)
        return Finding(
            rule,
            activation.record,
            State.NOT_APPLICABLE,
            text,
            strength=rule.strength,
            severity=rule.severity,
            outside=True,
            source=activation.told_of,
            breach=activation.broken_rule,
        )
    results = []
    chosen: Finding | None = None
    for reading in version.readings:
        finding = _judge_reading(env, rule, version, reading, activation, day)
        result = ReadingResult(
            reading.name.text, reading.gist, reading.basis, reading.default, finding.state,
            finding.proof.arithmetic, finding.last_day, finding.open_last_day,
        )  # fmt: skip
        results.append(result)
        if reading.default and chosen is None:
            chosen = finding
    assert chosen is not None, "the compiler gives every version a default reading"
    if len(results) == 1:
        return chosen
    return replace(chosen, proof=replace(chosen.proof, readings=tuple(results)))


def _not_in_force(env: Env, rule: Rule, day: date | None, law: date | None) -> Text:
    """Since when, or until when, what the rule rests on is in force."""
    norm = env.norms.get(rule.basis[0].norm) if rule.basis else None
    title = Text(f"《{norm.title}》", norm.en or f"《{norm.title}》") if norm else rule.name.text
    if law is not None:
        return _not_in_force_on(law, norm, title)
    if day is None:
        return Text(f"{title.zh}没有这一要求", f"{title.en} does not ask for this")
    starts = [v.start for v in rule.versions if v.start is not None]
    if starts and day < min(starts):
        return Text(
            f"{day} 时{title.zh}还没有施行({min(starts)} 起)",
            f"{title.en} was not in force on {day} (from {min(starts)})",
        )
    return Text(f"{day} 时{title.zh}这一要求已经失效", f"this requirement of {title.en} had ended by {day}")


def _not_in_force_on(law: date, norm: Norm | None, title: Text) -> Text:
    """The same where the law of one day was asked for."""
    if norm is not None and norm.in_force is not None and law < norm.in_force:
        return Text(
            f"按 {law} 的法律判断,那一天{title.zh}还没有施行({norm.in_force} 起)",
            f"by the law of {law}, when {title.en} was not in force (from {norm.in_force})",
        )
    if norm is not None and norm.until is not None and norm.until <= law:
        return Text(
            f"按 {law} 的法律判断,那一天{title.zh}已经失效({norm.until} 起)",
            f"by the law of {law}, when {title.en} was no longer in force (since {norm.until})",
        )
    return Text(
        f"按 {law} 的法律判断,那一天{title.zh}没有这一要求",
        f"by the law of {law}, when {title.en} did not ask for this",
    )


def _judge_reading(
    env: Env, rule: Rule, version: Version, reading: Reading, activation: Activation, day: date | None
) -> Finding:
    view = env.unread()
    first = seen(view, rule, reading, activation, day)
    settled = settle(
        view, lambda e: first.possible if e is view else seen(e, rule, reading, activation, day).possible
    )
    words = Describer(env.vocabulary, rule.step, activation.broken_rule)
    outcome = first.outcome
    uses = tuple(view.facts_read.values())
    proof = Proof(
        used=outcome.used if outcome else (),
        not_used=outcome.not_used if outcome else (),
        sought=_sought(words, activation.record, outcome),
        facts=uses,
        arithmetic=(*(outcome.sums if outcome else ()), *view.sums_made.values()),
        exceptions=first.considered.results,
        version_start=version.start,
        version_until=version.until,
    )
    state = settled.state
    due = outcome if state in (State.PENDING, State.VIOLATED, State.UNKNOWN) else None
    last_day = due.last_day if due else None
    late = (env.now - last_day).days if last_day and state is State.VIOLATED and last_day < env.now else None
    return Finding(
        rule,
        activation.record,
        state,
        _sentence(env, words, rule, activation, state, first),
        proof,
        rule.strength,
        rule.severity,
        last_day=last_day,
        open_last_day=due.open_last_day if due else None,
        days_late=late,
        unknown=tuple(dict.fromkeys(a.label for a in settled.atoms)),
        questions=tuple(a.key for a in settled.atoms),
        answers=settled.answers,
        deciding=outcome.deciding if outcome else None,
        source=activation.told_of,
        breach=activation.broken_rule,
        parts=tuple(_parts(outcome)) if outcome else (),
    )


def _parts(outcome: Outcome) -> Iterator[Part]:
    """What the basic requirements rest on, those of the elements of a list one after the other."""
    for part in outcome.parts:
        yield from _parts(part)
    if not outcome.parts:
        yield Part(outcome.used, outcome.not_used, outcome.last_day)


def _sought(words: Describer, this: Record | None, outcome: Outcome | None) -> Text | None:
    if outcome is None or outcome.used or not isinstance(outcome.deciding, core.Exists | core.Forbid):
        return None
    return words.window(outcome.deciding.window, this)


_NOT_ABOUT_IT = Text("这里没有这一要求所管的内容", "there is nothing here that the requirement is about")
_NOT_BROKEN = Text("所说的规则没有被违反", "none of the rules that it speaks of is violated")


def _sentence(
    env: Env, words: Describer, rule: Rule, activation: Activation, state: State, view: View
) -> Text:
    """The reason for the state, by its kind."""
    this = activation.record
    if state is State.NOT_APPLICABLE and view.not_owed is not None:
        return view.not_owed
    if state is State.NOT_APPLICABLE and this is not None and place_in_text(this) is not None:
        return _NOT_ABOUT_IT
    if state is State.NOT_APPLICABLE:
        key = rule.id, activation.broken_rule
        if key not in env.guards_told:
            condition = words.condition(rule.when, None)
            told = _NOT_BROKEN
            if rule.breaches is None or rule.when != core.Const(True):
                told = Text(f"前提不成立:{condition.zh}", f"the condition does not hold: {condition.en}")
            env.guards_told[key] = told
        return env.guards_told[key]
    if state is State.EXEMPT:
        names = join([r.exception.gist for r in view.considered.results if r.applied])
        if not names.zh:  # one of several, whichever it is
            names = join([r.exception.gist for r in view.considered.results if r.live is not False])
        return Text(f"适用例外:{names.zh}", f"an exception applies: {names.en}")
    conflict = [e for e in view.considered.effects if e.kind == "conflict"]
    if conflict:
        names = join([e.name.text for e in conflict[0].by])
        return Text(
            f"两个例外都成立而效果不同:{names.zh}", f"two exceptions hold with different effects: {names.en}"
        )
    if view.outcome is None:
        return Text("取决于尚未说明的事项", "hangs on what the case does not state")
    if state is State.UNKNOWN or state is State.HOLDING:
        return _open_sentence(words, this, view.outcome, view)
    sentence = why(words, this, view.outcome)
    if state is State.CURED and view.otherwise is not None:
        cure = why(words, this, view.otherwise)
        return sentence + Text(f";其后已补正:{cure.zh}", f"; made good since: {cure.en}")
    if state is State.PENDING and view.otherwise is not None:
        owed = why(words, this, _from_the_breach(view.outcome, view.otherwise, this))
        return sentence + Text(f";现在要做的是:{owed.zh}", f"; what is owed now: {owed.en}")
    return sentence


def _from_the_breach(broken: Outcome, owed: Outcome, this: Record | None) -> Outcome:
    """What is owed instead, with the day from which it counts in its words."""
    req, breach = owed.deciding, broken.breach
    if breach is None or breach.day == date.max or not isinstance(req, core.Exists | core.Forbid):
        return owed
    if req.window.this_point is not None:
        return owed
    day = breach.day if this is None else max(breach.day, this.start)
    side: core.Direction = "after" if req.window.direction == "any" else req.window.direction
    window = replace(req.window, direction=side, this_point=core.FixedPoint(day))
    return replace(owed, deciding=replace(req, window=window))


def _open_sentence(words: Describer, this: Record | None, outcome: Outcome, view: View) -> Text:
    sentence = why(words, this, outcome)
    if Basic.VIOLATED in outcome.states and len(outcome.states) > 1:
        return Text("还不能判断是否符合", "it cannot be told yet whether it is met") + _about(words, this)
    if view.guard.value is None:
        return sentence + Text("(是否适用还要看事实)", " (whether it applies hangs on the facts)")
    return sentence


def _about(words: Describer, this: Record | None) -> Text:
    if this is None or not this.step:
        return Text("", "")
    record = words.record(this)
    return Text(f":{record.zh}", f": {record.en}")


def _not_activated(env: Env, rule: Rule, discounted: list[NotUsed], law: date | None) -> Finding:
    words = Describer(env.vocabulary, rule.step)
    step = words.step(rule.step) if rule.step else Text("有关期间", "the period")
    text = Text(f"尚无{step.zh}的记录", f"there is no record of {step.en} yet")
    if rule.breaches is not None:
        text = _NOT_BROKEN
    if rule.every is not None:
        text = Text("还没有一段有关期间开始", "no such period has begun yet")
    if discounted:
        text = Text(f"{step.zh}的记录都不算数", f"no record of {step.en} counts")
    if not rule.versions:
        text = _not_in_force(env, rule, None, law)
    return Finding(
        rule,
        None,
        State.NOT_APPLICABLE,
        text,
        Proof(not_used=tuple(discounted)),
        rule.strength,
        rule.severity,
    )
