"""L018 and L019: examples that test nothing, and rules whose condition no example fails.

An example tests a rule if some change of the rule would show in it: its requirement always or never met, its
condition dropped, its exceptions or the rules on which records count taken away, the scope dropped, what is deemed done
deemed so at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics.core import Const, Req, Test
from guiju.engine.semantics.program import CountsRule, Example, ExceptionRule, Program, Reading, Rule, Version
from msgspec.structs import replace

_KEPT, _BROKEN = Test(Const(True)), Test(Const(False))
_ABOUT_THE_DEMAND = ("fine", "violated", "satisfied", "holding", "pending", "cured", "suspected", "clear")


def idle_examples(subject: Subject) -> Iterator[Diagnostic]:
    """L018: expectations that would come out just the same whatever the rule said."""
    rules = {rule.id: rule for rule in subject.program.rules}
    for example in subject.program.examples:
        if not subject.is_own(example.span):
            continue
        idle = [
            r
            for r, expected in example.expect
            if r in rules and r not in subject.too_large and _idle(subject, example, rules[r], expected)
        ]
        for rule in idle:
            name = rule_name(rules[rule])
            message = Text(
                f"这个案例没有检验{name.zh}:规则改成什么样,结果都一样",
                f"this example does not test {name.en}: whatever the rule said, it would come out the same",
            )
            hint = Text(
                "看看案例里有没有规则所针对的记录,适用条件是否成立",
                "look whether it has a record the rule is about, and whether the condition of the rule holds",
            )
            yield finding("L018", "warning", message, example.span, [(rules[rule].span, name)], hint)


def untested_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """L019: rules with a condition for which no example expects that they do not apply."""
    expected = {
        rule for e in subject.program.examples for rule, state in e.expect if state == "not_applicable"
    }
    for rule in subject.own_rules():
        if rule.modality != "may" and rule.when != Const(True) and rule.id not in expected:
            name = rule_name(rule)
            message = Text(
                f"没有案例说明{name.zh}在什么情况下不适用",
                f"no example shows a case to which {name.en} does not apply",
            )
            yield finding("L019", "note", message, rule.span)


def _idle(subject: Subject, example: Example, rule: Rule, expected: str) -> bool:
    """Whether no change of the rule shows. Of an expectation about the demand, only changes of the demand count."""
    own = tuple(subject.aims.below(rule.id))
    watched = _watched(subject.program, rule)
    theirs = tuple(dict.fromkeys(e for w in watched for e in subject.aims.below(w.id)))
    program = replace(subject.program, rules=watched, exceptions=tuple(dict.fromkeys((*own, *theirs))))
    alone = _with_rule(program, rule)
    changed = [_demanding(program, rule, req, own) for req in (_KEPT, _BROKEN)]
    changed += [replace(alone, exceptions=theirs), replace(alone, counts=()), replace(alone, scopes=())]
    if expected == "clear":  # a near miss may lie in what the rule is about
        changed.append(_demanding(program, replace(rule, when=Const(True)), _BROKEN, own))
    if expected not in _ABOUT_THE_DEMAND:
        changed.append(_with_rule(program, replace(rule, when=Const(True))))
        changed.append(_with_rule(program, replace(rule, versions=_without_dates(rule))))
        changed.append(replace(alone, counts=tuple(_at_once(c) for c in alone.counts)))
    now = _state(subject, alone, rule, example)
    return all(_state(subject, other, rule, example) is now for other in changed)


def _watched(program: Program, rule: Rule) -> tuple[Rule, ...]:
    """The rules whose breach the rule is about, and those whose breach these are about: without them it has nothing to
    apply to."""
    rules = {r.id: r for r in program.rules}
    found: dict[str, Rule] = {}
    ahead = [rule]
    while ahead:
        breaches = ahead.pop().breaches
        new = [
            rules[id_] for id_ in (breaches.rules if breaches else ()) if id_ in rules and id_ not in found
        ]
        found.update((r.id, r) for r in new)
        ahead += new
    found.pop(rule.id, None)
    return tuple(found.values())


def _demanding(program: Program, rule: Rule, req: Req, own: tuple[ExceptionRule, ...]) -> Program:
    """The program with this rule and another demand, in all versions and readings and in what its `own` exceptions put
    in its place."""
    versions = tuple(
        Version(v.start, v.until, tuple(Reading(r.name, req, r.default) for r in v.readings))
        for v in rule.versions
    )
    exceptions = tuple(
        replace(e, instead=req) if e.instead is not None and e in own else e for e in program.exceptions
    )
    return replace(_with_rule(program, replace(rule, versions=versions)), exceptions=exceptions)


def _at_once(counts: CountsRule) -> CountsRule:
    """What is deemed done deemed so without waiting for a time, and whatever was done."""
    waits = counts.unless_done is not None or counts.after is not None
    return replace(counts, unless_done=None, after=None, dated="start") if waits else counts


def _without_dates(rule: Rule) -> tuple[Version, ...]:
    return tuple(Version(None, None, v.readings) for v in rule.versions[-1:])


def _with_rule(program: Program, rule: Rule) -> Program:
    """The program with this rule besides those that it is about."""
    return replace(program, rules=(*program.rules, rule))


def _state(subject: Subject, program: Program, rule: Rule, example: Example) -> State:
    """The gravest state that the rule comes to in the example."""
    case, on = subject.stage(program, example)
    verdict = judge_case(program, case, on, subject.calendar)
    states = (f.state for f in verdict.findings if f.rule.id == rule.id)
    return min(states, key=lambda s: s.rank, default=State.NOT_APPLICABLE)
