"""The verdict on a whole case: which packs bind, out of whose scope it falls, and all findings, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from guiju.engine.calendar import Calendar
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import NONE, Case
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import money, quantity
from guiju.engine.evaluate.binding import Binding, bindings
from guiju.engine.evaluate.breaches import breaks_under
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.cure import with_cure
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Assumption, Finding, NotUsed, State, Verdict
from guiju.engine.evaluate.in_time import in_time
from guiju.engine.evaluate.kleene import fallen_out
from guiju.engine.evaluate.left_out import left_out, not_judged
from guiju.engine.evaluate.needs import with_needs
from guiju.engine.evaluate.parameters import ParamUses, values_that_count, with_values
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics.citation_words import depth_of
from guiju.engine.semantics.program import SEVERITY_ORDER, Program, Rule, ScopeRule, SeverityLevel
from guiju.engine.semantics.vocabulary import Kind
from msgspec import Struct
from msgspec.structs import replace

_LOWER: dict[SeverityLevel, SeverityLevel] = {"breach": "flaw", "flaw": "hint", "hint": "hint"}


class _Outside(Struct, frozen=True):
    """The scope rule that takes the case out of a pack."""

    scope: ScopeRule


def judge_case(program: Program, case: Case, on: date, calendar: Calendar | None = None) -> Verdict:
    """Every finding of every pack that binds the case, as seen on `on`, with what was taken for granted.

    The program of the verdict is the one that binds the case: with the values of parameters that count for it, and
    without the rules that are only for other procedures.
    """
    bound, assumptions = bindings(program, case)
    values = values_that_count(program, bound, case, on)
    program = _of_its_procedures(in_time(with_values(program, values), bound, case, on), case)
    selected = {b.pack.id for b in bound}
    env = _narrowed(make_env(program, case, on, calendar), selected)
    outside: dict[str, _Outside | None] = {}
    for binding in bound:
        view = replace(env.afresh(), read_as=binding.readings())
        outside[binding.pack.id], notes = _scope(view, program, binding)
        assumptions += notes
    judged = {b.pack.id: b.readings() for b in bound if outside[b.pack.id] is None}
    env = replace(env, breaks_of=breaks_under(program, judged))
    findings: list[Finding] = []
    for binding in bound:
        view = replace(env.afresh(), read_as=binding.readings())
        for rule in program.rules:
            if rule.pack == binding.pack.id:
                findings += _under(view, program, rule, binding, outside[binding.pack.id])
    if values:
        uses = ParamUses(program, values)
        findings = [uses.noted(f) for f in findings]
    findings = with_needs(env, [with_cure(f, env.happened, program) for f in findings], program)
    assumptions += [*_defaults(findings), *left_out(program)]
    verdict = Verdict(
        case,
        program,
        on,
        tuple(sorted(findings, key=_worst_first)),
        tuple(dict.fromkeys(assumptions)),
        tuple(b.pack for b in bound),
        env.planned,
        tuple(_discounted(env)),
        not_judged=not_judged(program, case),
    )
    if case.reviewed or any(r.suspected is not None for r in program.rules):
        from guiju.engine.evaluate.suspected import with_suspicions

        return with_suspicions(verdict)
    return verdict


def _of_its_procedures(program: Program, case: Case) -> Program:
    """The program without the rules that are only for other procedures than those of the case, nor what rests on a
    step by such rules."""
    rules = tuple(r for r in program.rules if not r.procedures or set(r.procedures) & set(case.procedures))
    program = program if len(rules) == len(program.rules) else replace(program, rules=rules)
    resting = [program.resting[p] for p in case.procedures if p in program.resting]
    if not resting:
        return program
    together = {step: tuple(dict.fromkeys(s for by in resting for s in by[step])) for step in resting[0]}
    return replace(program, downstream=together)


def _narrowed(env: Env, packs: set[str]) -> Env:
    counts = tuple(r for r in env.counts_rules if r.pack in packs)
    exceptions = tuple(e for e in env.exceptions if e.pack in packs)
    return replace(env, counts_rules=counts, exceptions=exceptions)


def _scope(env: Env, program: Program, binding: Binding) -> tuple[_Outside | None, list[Assumption]]:
    """Whether a scope rule takes the case out; an unsettled one is noted, and the pack applied (the safe side)."""
    notes: list[Assumption] = []
    for scope in program.scopes:
        if scope.pack != binding.pack.id:
            continue
        truth = fallen_out(holds(env, Scope(), scope.when), False)
        if truth.value:
            return _Outside(scope), []
        if truth.value is None:
            names = join([a.label for a in sorted(truth.atoms, key=lambda a: str(a.key))])
            text = Text(
                f"没有说明{names.zh},按适用处理({scope.gist.zh})",
                f"{names.en} not stated; taken to apply ({scope.gist.en})",
            )
            notes.append(Assumption(text, scope.basis))
    return None, notes


def _under(
    env: Env, program: Program, rule: Rule, binding: Binding, outside: _Outside | None
) -> Iterable[Finding]:
    if outside is not None:
        if rule.modality != "may":
            why = Text("不在适用范围内:", "out of scope: ") + outside.scope.gist
            yield Finding(
                rule,
                None,
                State.NOT_APPLICABLE,
                why,
                strength=rule.strength,
                severity=rule.severity,
                chain=outside.scope.basis,
                outside=True,
            )
        return
    for finding in judge_rule(rule, env.case, env.now, program, env):
        yield _bound(finding, binding)


def _bound(finding: Finding, binding: Binding) -> Finding:
    """A finding of a pack that binds by reference says so, and weighs less unless a local rule binds outright."""
    reference = binding.reference
    if reference is None:
        return finding
    severity = finding.severity
    if reference.lower_severity and binding.bound_by is None:
        severity = _LOWER[severity]
    strength = "by_reference" if finding.strength == "explicit" else finding.strength
    return replace(
        finding, chain=reference.basis, bound_by=binding.bound_by, strength=strength, severity=severity
    )


def _defaults(findings: list[Finding]) -> list[Assumption]:
    """The facts that were taken at their default, each once."""
    seen: dict[str, Assumption] = {}
    for finding in findings:
        for use in finding.proof.facts:
            if use.by_default and use.label.zh not in seen:
                value = _value_words(use.value, use.kind)
                text = Text(
                    f"没有说明{use.label.zh},按默认值“{value.zh}”处理",
                    f"“{use.label.en}” is not stated and taken as “{value.en}” by default",
                )
                seen[use.label.zh] = Assumption(text)
    return list(seen.values())


def _value_words(value: object, kind: Kind | None) -> Text:
    if isinstance(value, Decimal) and kind == "amount":
        return money(value)
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, Duration):
        return quantity(value.n, value.unit)
    return Text(NONE, "none") if value == NONE else Text(str(value), str(value))


def _worst_first(finding: Finding) -> tuple[int, int, tuple[int, ...], str, int]:
    first = finding.rule.basis[0] if finding.rule.basis else None
    at = depth_of(first)[:3] if first else (0, 0, 0)
    index = abs(finding.activation.index) if finding.activation else -1  # periods are numbered downwards
    return finding.state.rank, SEVERITY_ORDER.index(finding.severity), at, finding.rule.id, index


def _discounted(env: Env) -> list[NotUsed]:
    out: list[NotUsed] = []
    for step in dict.fromkeys(r.step for r in env.happened):
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is False and candidate.rules:
                out.append(NotUsed(candidate.record, candidate.rules[0].gist, candidate.rules[0]))
    return out
