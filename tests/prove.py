"""The long comparison of the reference evaluator with brute force: python -m tests.prove --triples 200000.

Draws random (rule, case, day) triples from a seed, counts the distinct ones, and compares the states of all
findings. It ends with status 0 when as many as asked for agree and every form of the core language has occurred,
with status 1 at the first disagreement (printed as small as it gets) or when a form never occurred.
The same seed gives the same triples, whatever the number of processes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import count, islice

from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace

from .oracle.choose import Seeded
from .oracle.reads import nodes
from .oracle.small import ALWAYS, case
from .oracle.states import oracle, requirement
from .oracle.strategies import Question, question, spans
from .oracle.world import TooMuch

States = Counter[tuple[object, State]]
BATCH, STEP, MOST = 250, 10_000, 4_000
"""Triples drawn at a time; how often progress is told; continuations looked at for one triple at most."""
FORMS = frozenset(
    kind.__name__
    for kind in vars(core).values()
    if isinstance(kind, type)
    and issubclass(kind, Struct)
    and kind not in (Struct, core.ProcedureStart, core.StepStart)
)
"""Every node type of the core language but those that only choose a version; the oracle knows rules with one."""
ALSO = frozenset({"rule.period", "rule.every", "rule.breaches", "counts.sets", "hours"})


def by_evaluator(asked: Question) -> States:
    """The margin of a pending finding (at risk, doomed) is no part of the meaning."""
    findings = judge_rule(asked.rule, asked.case, asked.on, asked.program)
    margin = {State.AT_RISK: State.PENDING, State.DOOMED: State.PENDING}
    seen: States = Counter()
    for finding in findings:
        about = finding.activation
        if asked.rule.breaches is not None:
            seen[None, margin.get(finding.state, finding.state)] += 1
        elif about and spans(asked.rule):
            seen[(about.start, about.end), margin.get(finding.state, finding.state)] += 1
        else:
            seen[about.index if about else None, margin.get(finding.state, finding.state)] += 1
    return _told(asked, seen)


def _told(asked: Question, seen: States) -> States:
    """Of a rule about a breach what does not apply is left out: it may be a breach that no answer leads to."""
    if asked.rule.breaches is None:
        return seen
    return Counter({key: n for key, n in seen.items() if key[1] is not State.NOT_APPLICABLE})


def by_oracle(asked: Question) -> States:
    found = oracle(asked.rule, asked.case, asked.on, asked.program, MOST)
    if asked.rule.breaches is not None:
        return _told(asked, Counter((None, state) for state in found.values()))
    return Counter(
        (tuple(map(date.fromordinal, key[:2])) if isinstance(key, tuple) else key, state)
        for key, state in found.items()
    )


def disagreement(asked: Question) -> str | None:
    """What the two say, where they differ; an evaluator that breaks off differs as well."""
    try:
        one = by_evaluator(asked)
    except Exception as problem:
        return f"the evaluator broke off: {problem!r}"
    other = by_oracle(asked)
    if one == other:
        return None
    told = [f"{name}: {sorted(map(str, states))}" for name, states in (("evaluator", one), ("oracle", other))]
    return "; ".join(told)


def smaller(asked: Question) -> Iterator[Question]:
    """The question with something left out."""
    looked_at, made = asked.case, asked.program
    for i in range(len(looked_at.records)):
        kept = case(*looked_at.records[:i], *looked_at.records[i + 1 :], closed=looked_at.closed)
        yield changed(asked, case=replace(looked_at, records=kept.records))
    for i in range(len(made.exceptions)):
        yield changed(asked, program=replace(made, exceptions=made.exceptions[:i] + made.exceptions[i + 1 :]))
    if made.counts:
        yield changed(asked, program=replace(made, counts=()))
    yield changed(asked, rule=replace(asked.rule, when=ALWAYS))
    for req in _parts(requirement(asked.rule)):
        (version,) = asked.rule.versions
        less = replace(version, readings=(replace(version.readings[0], req=req),))
        yield changed(asked, rule=replace(asked.rule, versions=(less,)))
    yield changed(asked, case=replace(looked_at, closed=False))
    for name in looked_at.facts:
        facts = {n: value for n, value in looked_at.facts.items() if n != name}
        yield changed(asked, case=replace(looked_at, facts=facts))


def _parts(req: core.Req) -> Sequence[core.Req]:
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            return parts
        case core.OrElse(then, otherwise):
            return [then, *(core.OrElse(part, otherwise) for part in _parts(then))]
        case core.Exists() | core.Forbid():
            return [replace(req, where=ALWAYS)]
    return []


def shrunk(asked: Question) -> Question:
    """As small as it gets by leaving out one thing after the other while the two still disagree."""
    for candidate in smaller(asked):
        try:
            smaller_one = str(candidate) != str(asked) and disagreement(candidate)
        except (AssertionError, KeyError, TypeError, TooMuch):
            continue  # what was left out is needed
        if smaller_one:
            return shrunk(candidate)
    return asked


@dataclass
class Tally:
    """What a number of triples came to."""

    triples: set[bytes] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    failed: str | None = None

    def add(self, other: Tally) -> None:
        self.triples |= other.triples
        self.states += other.states
        self.left_out += other.left_out
        self.forms += other.forms
        self.failed = other.failed


def batch(seed: str, size: int = BATCH) -> Tally:
    """The triples of one seed, up to the first disagreement."""
    tally, choose = Tally(), Seeded(seed)
    for _ in range(size):
        asked = question(choose)
        digest = blake2b(canonical(asked).encode(), digest_size=16).digest()
        if digest in tally.triples:
            continue
        try:
            differs = disagreement(asked)
        except TooMuch:
            tally.left_out += 1
            continue
        if differs:
            least = shrunk(asked)
            tally.failed = f"{disagreement(least)}{least}"
            return tally
        tally.triples.add(digest)
        tally.states.update(state.value for _, state in by_evaluator(asked).elements())
        parts = (asked.rule, asked.program.rules[1:], asked.program.exceptions, asked.program.counts)
        tally.forms.update({type(node).__name__ for node in nodes(parts)} & FORMS)
        tally.forms.update(also(asked))
    return tally


def canonical(asked: Question) -> str:
    """The same text for the same triple, and for no other."""
    return repr(
        (
            asked.rule,
            asked.program.rules[1:],
            asked.program.exceptions,
            asked.program.counts,
            asked.case,
            asked.on,
        )
    )


def also(asked: Question) -> set[str]:
    """What rules may be about, fields that are given, and hours, which are no nodes of their own."""
    given = {"counts.sets"} if any(c.sets for c in asked.program.counts) else set[str]()
    lengths = (n for n in nodes((asked.rule, asked.program.exceptions)) if isinstance(n, core.Duration))
    given |= {"hours"} if any(length.unit == "hour" for length in lengths) else set()
    return given | {name for name in ALSO if getattr(asked.rule, name.partition(".")[2], None)}


def batches(seed: int, jobs: int) -> Iterator[Tally]:
    """The tallies of one batch after the other, always in the same order."""
    seeds = (f"{seed}/{i}" for i in count())
    if jobs == 1:
        yield from map(batch, seeds)
    with ProcessPoolExecutor(jobs) as pool:
        waiting = deque(pool.submit(batch, s) for s in islice(seeds, 2 * jobs))
        try:
            while True:
                yield waiting.popleft().result()
                waiting.append(pool.submit(batch, next(seeds)))
        finally:
            pool.shutdown(cancel_futures=True)


def prove(triples: int, seed: int, jobs: int, say: Callable[[str], None] = print) -> bool:
    """Compare until there are so many distinct triples; was everything asked, and was there no disagreement?"""
    begun, total, told = time.monotonic(), Tally(), 0
    for tally in batches(seed, jobs):
        total.add(tally)
        if total.failed:
            say(f"disagreement after {len(total.triples)} triples: {total.failed}")
            return False
        if len(total.triples) >= triples:
            break
        if len(total.triples) // STEP > told:
            told = len(total.triples) // STEP
            say(f"{len(total.triples)} distinct triples, {time.monotonic() - begun:.0f} s")
    say(f"{len(total.triples)} distinct triples, {time.monotonic() - begun:.0f} s, no disagreement")
    say(f"left out, since they would take too long: {total.left_out}")
    say("findings: " + told_of(total.states))
    say("triples with: " + told_of(total.forms))
    missing = (FORMS | ALSO) - set(total.forms)
    if missing:
        say("never asked: " + ", ".join(sorted(missing)))
    return not missing


def told_of(numbers: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.most_common())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--triples", type=int, default=200_000, help="how many distinct ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    asked = parser.parse_args()
    return 0 if prove(asked.triples, asked.seed, asked.jobs, partial(print, flush=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
