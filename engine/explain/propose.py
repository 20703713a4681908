"""Changes worth trying, for the parts of a rule that a case does not keep.

In: where the search stands (`Stance`). Out: bundles of at most three edits, each of which may mend one part, in a
fixed order. None of them is taken on trust: the search judges the changed case.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.exceptions import consider
from guiju.engine.evaluate.moment_of_breach import not_earlier
from guiju.engine.evaluate.requirements import judge
from guiju.engine.evaluate.stated_bounds import with_length, with_window
from guiju.engine.evaluate.values import Open, Scope, items
from guiju.engine.explain.edits import SetFact, SetField, SetOrder
from guiju.engine.explain.open_atoms import records_in_order
from guiju.engine.explain.propose_records import for_exists, for_forbid, for_lasts
from guiju.engine.explain.stance import MET, Bundle, Stance
from guiju.engine.explain.wishes import wishes
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Reading
from msgspec.structs import replace

MOST_EDITS = 3


def proposals(stance: Stance, reading: Reading) -> Iterator[Bundle]:
    """Every bundle, each once."""
    seen: set[str] = set()
    for bundle in _all(stance, reading):
        key = repr(bundle)
        if bundle and len(bundle) <= MOST_EDITS and key not in seen:
            seen.add(key)
            yield bundle


def _all(stance: Stance, reading: Reading) -> Iterator[Bundle]:
    yield from _order(stance, reading)
    yield from _guard(stance)
    yield from _claims(stance)
    yield from _requirement(stance, stance.env, reading.req)


def _order(stance: Stance, reading: Reading) -> Iterator[Bundle]:
    """Two records of one day whose order is open, either way. Where others of the day are numbered already, the
    numbers would say more than is meant."""
    open_ = judge(stance.env, stance.this, reading.req).atoms
    for atom in sorted(open_, key=lambda a: str(a.key)):
        pair = records_in_order(atom.key, stance.case)
        if pair is not None:
            yield (SetOrder(*pair),)
            yield (SetOrder(*reversed(pair)),)


def _guard(stance: Stance) -> Iterator[Bundle]:
    """What would settle whether the rule applies, where that is open: only what is not stated yet."""
    rule = stance.finding.rule
    scope = Scope(this=stance.asked_of)
    if holds(stance.env, scope, rule.when).value is not None:
        return
    for wanted in (True, False):
        for way in wishes(stance.env, scope, rule.when, wanted, rule.step):
            bundle = stance.edits(way, scope)
            if bundle and all(isinstance(e, SetFact | SetField) and e.was is None for e in bundle):
                yield bundle


def _claims(stance: Stance) -> Iterator[Bundle]:
    """An exception claimed with its proof."""
    rule = stance.finding.rule
    words = Describer(stance.env.vocabulary, rule.step)
    for result in consider(stance.env, rule, stance.asked_of, words).results:
        exception = result.exception
        if result.live or rule.id not in exception.targets:
            continue
        cond = exception.when if exception.proof is None else core.And((exception.when, exception.proof))
        yield from _by_values(stance, stance.env, cond, Scope(this=stance.asked_of))


def _requirement(stance: Stance, env: Env, req: core.Req) -> Iterator[Bundle]:
    outcome = judge(env, stance.this, req)
    if outcome.states <= MET:
        return
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            for part in parts:
                yield from _requirement(stance, env, part)
        case core.ForEach(of, inner):
            found = items(env, stance.scope, of)
            for item in () if isinstance(found, Open) else found:
                yield from _requirement(stance, replace(env, element=item), inner)
        case core.OrElse():
            yield from _requirement(stance, env, req.then)
            if outcome.breach is not None:
                breach = not_earlier(env, outcome.breach, stance.this)
                yield from _requirement(stance, env.after(breach), req.otherwise)
        case core.Test():
            yield from _by_values(stance, env, req.cond, stance.scope)
        case core.Exists() | core.Forbid():
            yield from _records(stance, env, with_window(env, stance.scope, req))
        case core.Lasts():
            yield from _records(stance, env, with_length(env, stance.scope, req))


def _records(
    stance: Stance, env: Env, req: core.Exists | core.Forbid | core.Lasts | Open
) -> Iterator[Bundle]:
    """Changes of records; none where the case does not state how long is allowed."""
    match req:
        case core.Exists():
            yield from for_exists(stance, env, req)
        case core.Forbid():
            yield from for_forbid(stance, env, req)
        case core.Lasts():
            yield from for_lasts(stance, env, req)


def _by_values(stance: Stance, env: Env, cond: core.Cond, scope: Scope) -> Iterator[Bundle]:
    for way in wishes(env, scope, cond, True, stance.finding.rule.step):
        bundle = stance.edits(way, scope)
        if bundle:
            yield bundle
