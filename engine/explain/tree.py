"""The proof tree of a finding: rule → version → condition → exceptions → requirement, each part with how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.activations import Activation, activations, counts_under, same_record
from guiju.engine.evaluate.before_start import due_before_start, owed
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.exceptions import Considered, Effect, consider
from guiju.engine.evaluate.finding import ExceptionResult, Finding, ReadingResult, State
from guiju.engine.evaluate.kleene import TRUE, conjunction, fallen_out
from guiju.engine.evaluate.law_day import law_day
from guiju.engine.evaluate.periods import as_closed, cut_short
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.evaluate.view import at_the_end, why_not_owed
from guiju.engine.explain.node import Node, asking
from guiju.engine.explain.parts import condition_node, counts_node, requirement_node
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Reading, Version
from msgspec.structs import replace


def proof_tree(env: Env, finding: Finding) -> Node:
    """The finding taken apart in the view of its rule (`Setting.env`)."""
    root = Node("finding", finding.rule.gist, (finding.state,), note=finding.why, record=finding.activation)
    if finding.outside:
        return root
    activation = _activation(env, finding)
    if activation is None:
        return replace(root, children=tuple(_discounted(env, finding)))
    version = _version(finding)
    words = Describer(env.vocabulary, finding.rule.step, finding.breach)
    guard = _guard(env, finding, activation, words)
    children = [_version_node(version)] if version.start or version.until else []
    if guard is not None:
        children.append(guard)
    if guard is not None and guard.truth is False:
        return replace(root, children=tuple(children))
    day = law_day(env, finding.rule, activation)
    considered = consider(env, finding.rule, activation.asked_of, words, day)
    children += _exceptions(env, considered, activation.asked_of, words, finding.rule.id)
    children += _requirements(env, version, considered, finding, words)
    return replace(root, children=tuple(children))


def _activation(env: Env, finding: Finding) -> Activation | None:
    found, _ = activations(env, finding.rule)
    return next((a for a in found if same_record(a.record, finding.activation)), None)


def _discounted(env: Env, finding: Finding) -> Iterator[Node]:
    """The records of the step that do not count, and so do not bring the rule in."""
    words = Describer(env.vocabulary, finding.rule.step)
    for candidate in candidates(env, finding.rule.step or "", broken):
        counts = counts_node(env, candidate, words)
        record = Node("record", words.record(candidate.record), record=candidate.record, children=(counts,))
        yield replace(record, asked=True, truth=counts.truth)


def _version(finding: Finding) -> Version:
    proof = finding.proof
    found = finding.rule.versions
    return next(
        (v for v in found if (v.start, v.until) == (proof.version_start, proof.version_until)), found[-1]
    )


def _version_node(version: Version) -> Node:
    since = Text(f"{version.start} 起", f"from {version.start}") if version.start else Text("", "")
    until = Text(f"{version.until} 前", f"until before {version.until}") if version.until else Text("", "")
    gap = Text(",", ", ") if since.zh and until.zh else Text("", "")
    return Node("version", Text("适用的版本:", "version in force: ") + since + gap + until)


def _guard(env: Env, finding: Finding, activation: Activation, words: Describer) -> Node | None:
    """Whether the rule applies to the record: it counts, and the condition of the rule holds."""
    parts: list[Node] = []
    counts = counts_under(env, finding.rule, activation)
    if finding.breach is not None:
        label = Text(f"违反“{finding.breach.zh}”", f"'{finding.breach.en}' is violated")
        parts.append(asking(counts, Node("condition", label)))
    elif counts != TRUE:
        found = candidates(env, finding.rule.step or "", broken)
        parts += [counts_node(env, c, words) for c in found if same_record(c.record, activation.asked_of)]
    scope = Scope(this=activation.asked_of)
    if finding.rule.when != core.Const(True):
        parts.append(condition_node(env, scope, finding.rule.when, words))
    if not parts:
        return None
    truth = fallen_out(conjunction((counts, holds(env, scope, finding.rule.when))), False)
    label = Text("这条规则适用的前提", "the rule applies if")
    return asking(truth, Node("guard", label, children=tuple(parts)))


# --- exceptions -----------------------------------------------------------------------------------------------


def _exceptions(
    env: Env, considered: Considered, this: Record | None, words: Describer, target: str
) -> Iterator[Node]:
    """The exceptions to a rule or to an exception, each with its conditions and what in turn lifts it."""
    for result in considered.results:
        if target in result.exception.targets:
            below = tuple(_exceptions(env, considered, this, words, result.exception.id))
            yield _exception(env, result, this, words, below)


def _exception(
    env: Env, result: ExceptionResult, this: Record | None, words: Describer, below: tuple[Node, ...]
) -> Node:
    exception = result.exception
    scope = Scope(this=this)
    parts = [condition_node(env, scope, exception.when, words)]
    live = fallen_out(holds(env, scope, exception.when), False)
    if exception.proof is not None:
        proof = condition_node(env, scope, exception.proof, words)
        parts.append(replace(proof, label=Text("须能证明:", "to be shown: ") + proof.label))
        live = conjunction((live, fallen_out(holds(env, scope, exception.proof), False)))
    note = Text("已适用", "applied") if result.applied else None
    node = Node("exception", exception.gist, note=note, basis=exception.basis, children=(*parts, *below))
    return asking(live, node)


# --- requirement and readings -----------------------------------------------------------------------------------


def _requirements(
    env: Env, version: Version, considered: Considered, finding: Finding, words: Describer
) -> Iterator[Node]:
    default = next(r for r in version.readings if r.default)
    for effect in considered.effects:
        yield _under(env, default, effect, finding, words, several=len(considered.effects) > 1)
    states = {r.name: r for r in finding.proof.readings}
    for reading in version.readings:
        result = states.get(reading.name.text)
        if reading is not default and result is not None:
            yield _reading(env, reading, result, finding, words)


def _under(
    env: Env, reading: Reading, effect: Effect, finding: Finding, words: Describer, *, several: bool
) -> Node:
    """What is asked under one effect of the exceptions."""
    if effect.kind == "exempt":
        return Node("lifted", Text("例外免除这项要求", "an exception lifts the requirement"), (State.EXEMPT,))
    if effect.kind == "conflict":
        label = Text("两个例外都成立而效果不同", "two exceptions hold with different effects")
        return Node("lifted", label, (State.UNKNOWN,))
    req = effect.req if effect.req is not None else reading.req
    node = _of_a_period(env, finding, req, words)
    if effect.kind == "instead":
        node = replace(node, label=Text("例外代之以:", "by the exception instead: ") + node.label)
    elif several:
        node = replace(node, label=Text("没有例外时:", "without an exception: ") + node.label)
    if finding.activation is None and env.start_of_procedure() is None:
        return _early(node)
    return node


def _of_a_period(env: Env, finding: Finding, req: core.Req, words: Describer) -> Node:
    """The requirement; of a period with what is not owed, before the procedure began or once it was closed."""
    this = finding.activation
    ends_early = cut_short(env, finding.rule, this)
    view = as_closed(env) if ends_early else env
    if due_before_start(view, this, req, broken).value is True:
        return Node("lifted", why_not_owed(view, ends_early=False), (State.NOT_APPLICABLE,))
    node = requirement_node(view, this, owed(view, this, req, broken), words)
    if not ends_early:
        return node
    states = at_the_end(judge(view, this, req, closes=False).states)
    if set(node.states) == states:
        return node
    ordered = tuple(sorted(states, key=lambda s: s.rank))
    return Node("early", why_not_owed(view, ends_early=True), ordered, atoms=node.atoms, children=(node,))


_NOT_FINAL = {State.SATISFIED: State.HOLDING, State.VIOLATED: State.PENDING}


def _early(node: Node) -> Node:
    """A rule about the case before the procedure has begun: nothing is final yet (docs/semantics.md §3)."""
    states = {_NOT_FINAL.get(s, s) for s in node.states}
    label = Text("程序还没有开始,还没有定论", "the procedure has not begun, so nothing is final yet")
    ordered = tuple(sorted(states, key=lambda s: s.rank))
    return Node("early", label, ordered, atoms=node.atoms, children=(node,))


def _reading(env: Env, reading: Reading, result: ReadingResult, finding: Finding, words: Describer) -> Node:
    """Another reading of the law; taken apart only where it comes to something else."""
    label = Text("另一种读法:", "another reading: ") + reading.name.words
    children: tuple[Node, ...] = ()
    if result.state is not finding.state:
        children = (requirement_node(env, finding.activation, reading.req, words),)
    return Node("reading", label, (result.state,), note=reading.gist, basis=reading.basis, children=children)
