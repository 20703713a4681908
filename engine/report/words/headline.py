"""The verdict in one line, and how findings are counted.

A headline counts requirements (rows of the table of requirements), and the places where one is concerned only
where there are more of them; the JSON report counts findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.text_units import is_text
from guiju.engine.report.words.naming import named, state_word
from guiju.engine.report.words.suspicion import SUSPECTED, waits
from guiju.engine.semantics.program import Pack

OPEN_STATES = (
    State.VIOLATED,
    State.DOOMED,
    State.AT_RISK,
    State.UNKNOWN,
    State.PENDING,
    State.CURED,
)
"""The states a reader must see; the others are counted and shown on request."""

_CLEAR = Text("没有违反", "nothing violated")
_CLEAR_OTHERWISE = Text("其余没有违反", "nothing else violated")


def answer(verdict: Verdict) -> Text:
    """The whole verdict in one line: the counts that matter, the case, the day of looking, the law asked for."""
    seen = Text(f"{verdict.on} 所见", f"as seen on {verdict.on}")
    if verdict.case.closed and not verdict.planned and not is_text(verdict.case):
        seen += Text(",已结案", ", closed")
    if verdict.program.law is not None:
        seen += Text(",", ", ") + law_asked(verdict.program.law)
    name, counted = named(verdict.case.name), _counted(verdict)
    return Text(f"{counted.zh} —— {name}({seen.zh})", f"{counted.en} — {name} ({seen.en})")


def law_asked(law: date | None) -> Text:
    """That all is judged by the law of one day, if it is: every report under `--as-of-law` says so."""
    if law is None:
        return plain("")
    return Text(
        f"按 {law} 的法律判断,而不是各步骤当时的法律", f"by the law of {law} and not the law of each step"
    )


def _counted(verdict: Verdict) -> Text:
    if verdict.nothing_recorded:
        return Text("案卷还没有记录任何步骤,无从判断", "no step is recorded yet, so nothing can be judged")
    if verdict.not_judged:
        return join([*_open_counts(verdict.findings), not_judged_words(verdict.not_judged)], " · ", " · ")
    if all(f.state is State.NOT_APPLICABLE for f in verdict.findings):
        return Text("没有一条规则适用", "no rule applies")
    states = {f.state for f in verdict.findings}
    counts = _open_counts(verdict.findings)
    breaches = [f for f in verdict.findings if f.state in (State.VIOLATED, State.DOOMED)]
    if any(not f.waived for f in breaches):
        return join(counts, " · ", " · ")
    if breaches or State.UNKNOWN in states:
        return join([*counts, _CLEAR_OTHERWISE], " · ", " · ")
    return join([_CLEAR, *counts], " · ", " · ")


def not_judged_words(packs: Sequence[Pack]) -> Text:
    """That packs which would bind were left out: there is no telling that nothing is violated."""
    n = len(packs)
    return Text(
        f"有 {n} 个适用的规则包这次没有用,不能说没有违反",
        f"{n} pack{' that applies was' if n == 1 else 's that apply were'} left out, so it cannot be said that "
        "nothing is violated",
    )


def _open_counts(findings: Iterable[Finding]) -> list[Text]:
    """`违反 1 项(2 处),其中已放行 1 项`: how many requirements are in each state a reader must see, at how many places,
    and how many are waived."""
    seen = [f for f in findings if f.state in OPEN_STATES]
    places = Counter((f.state, waits(f), row(f)) for f in seen)
    waived = Counter((f.state, waits(f), row(f)) for f in seen if f.waived)
    parts = []
    for kind in open_kinds((state, suspected) for state, suspected, _ in places):
        each = {r: n for (*k, r), n in places.items() if tuple(k) == kind}
        signed = {r: n for (*k, r), n in waived.items() if tuple(k) == kind}
        parts.append(_count(kind_word(kind), len(each)) + _beside(each, signed))
    return parts


def _beside(places: Mapping[str, int], waived: Mapping[str, int]) -> Text:
    """At how many places, where there are more of them than requirements; how many requirements are waived, or places
    where a requirement is waived only in part."""
    zh, en, all_places, n = "", [], sum(places.values()), len(waived)
    if all_places > len(places):
        zh += f"({all_places} 处)"
        en.append(f"{all_places} instances")
    if any(places[r] > k for r, k in waived.items()):
        n = sum(waived.values())
        zh += f",其中已放行 {n} 处"
        en.append(f"{n} instance{'' if n == 1 else 's'} waived")
    elif n:
        zh += f",其中已放行 {n} 项"
        en.append(f"{n} waived")
    return Text(zh, f" ({', '.join(en)})" if en else "")


def row(finding: Finding) -> str:
    """What tells requirements apart: the row in the table of requirements, or the id of a rule without one."""
    return finding.rule.row or finding.rule.id


Kind = tuple[State, bool]
"""A state, and whether it is that of a suspicion which waits for a person to look."""


def kind_word(kind: Kind) -> Text:
    return SUSPECTED if kind[1] else word("state", kind[0].value)


def open_kinds(found: Iterable[Kind]) -> list[Kind]:
    """Those of the states a reader must see, worst first."""
    every = set(found)
    return [(state, waits_) for state in OPEN_STATES for waits_ in (True, False) if (state, waits_) in every]


def requirements_by_kind(findings: Iterable[Finding]) -> Counter[Kind]:
    """How many requirements have a finding of each kind."""
    return Counter(kind for kind, _ in {((f.state, waits(f)), row(f)) for f in findings})


def waived_requirements(findings: Iterable[Finding]) -> int:
    """How many requirements have a finding that is waived."""
    return len({row(f) for f in findings if f.waived})


def counts_text(counts: Counter[Kind]) -> Text:
    """`违反 2 项 · 疑似 3 项 · 待办 1 项` of what a reader must see, worst first; empty for nothing of that."""
    return join([_count(kind_word(kind), counts[kind]) for kind in open_kinds(counts)], " · ", " · ")


def findings_counted(findings: Iterable[Finding]) -> Text:
    """The same for findings one by one, in the words that head them (a prohibition is kept, not satisfied)."""
    ranked = sorted(findings, key=lambda f: f.state.rank)
    counts = Counter(SUSPECTED if waits(f) else state_word(f.state, f.rule) for f in ranked)
    return join([_count(label, n) for label, n in counts.items()], " · ", " · ")


def _count(label: Text, n: int) -> Text:
    return Text(f"{label.zh} {n} 项", f"{n} {label.en}")
