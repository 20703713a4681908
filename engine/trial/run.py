"""The examples of rule packs put to the test: each is a small case, judged like any other.

In: a program and its examples. Out: what each expectation comes to, with the finding behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics.program import Example, Pack, Program
from msgspec import Struct
from msgspec.structs import replace

FINE = "fine"
"""What a conforming example inside a rule expects: one of the states below."""

SUSPECTED, CLEAR = "suspected", "clear"
"""What a violating and a conforming example of a heuristic expect: something that a person has to look at, or nothing
wrong at all, which it also is where the rule does not apply."""

_FINE = (State.SATISFIED, State.HOLDING, State.EXEMPT)
_WRONG = (State.VIOLATED, State.DOOMED, State.AT_RISK, State.UNKNOWN)


class Missed(Struct, frozen=True):
    """An expectation that was not met: the rule, the state word expected, the state found, and the finding that
    gives it (None where the rule gave none)."""

    example: Example
    rule: str
    expected: str
    found: State
    telling: Finding | None = None

    @property
    def came_to(self) -> str:
        """What was found, as the word that would have to be expected."""
        return came_to([self.telling] if self.telling is not None else [])


class Tried(Struct, frozen=True):
    """An expectation put to the test: the rule, the state word expected, and the findings of that rule."""

    example: Example
    rule: str
    expected: str
    findings: tuple[Finding, ...]

    @property
    def found(self) -> State:
        return worst(self.findings)

    @property
    def came_to(self) -> str:
        """What was found, as the word that would have to be expected."""
        return came_to(self.findings)

    @property
    def met(self) -> bool:
        return meets(self.came_to, self.expected)

    @property
    def telling(self) -> Finding | None:
        """The finding that gives the state, one that suspects something first; None where the rule gave none."""
        giving = [f for f in self.findings if f.state is self.found]
        return next((f for f in giving if _suspects(f)), next(iter(giving), None))


def run_examples(program: Program, examples: Iterable[Example]) -> list[Missed]:
    """Every expectation of the examples that the verdict on their case does not meet."""
    tried = try_examples(program, examples)
    return [Missed(t.example, t.rule, t.expected, t.found, t.telling) for t in tried if not t.met]


def try_examples(program: Program, examples: Iterable[Example]) -> list[Tried]:
    """Each expectation of the examples with what it comes to. Only the rules that are named are judged."""
    calendar = Calendar()
    tried: list[Tried] = []
    for example in examples:
        case, on = example_case(program, example)
        named = {rule for rule, _ in example.expect}
        verdict = judge_case(only(program, named), case, on, calendar)
        tried += [
            Tried(example, rule, state, tuple(findings_of(verdict, rule))) for rule, state in example.expect
        ]
    return tried


def only(program: Program, rules: set[str]) -> Program:
    """The program with these rules alone, and those whose breach they are about. No rule looks at any other, so each
    is judged as among all."""
    by_id = {r.id: r for r in program.rules}
    needed, waiting = set[str](), [*rules]
    while waiting:
        rule = by_id.get(waiting.pop())
        if rule is not None and rule.id not in needed:
            needed.add(rule.id)
            waiting += rule.breaches.rules if rule.breaches is not None else ()
    return replace(program, rules=tuple(r for r in program.rules if r.id in needed))


def example_case(program: Program, example: Example) -> tuple[Case, date]:
    """The example as a case, and the day it is looked at.

    The organ is one that the pack of the example binds, where the example does not say another: of the first level
    of the pack, with the region and name the pack asks for. Without a day of its own an example is looked at on the
    day after its last record, so that everything in it has happened. A text in it is looked at on that day.
    """
    pack = program.packs.get(example.pack) or Pack(example.pack, Text("", ""), "", (), ())
    level = example.level or next(iter(pack.levels), None)
    records = tuple(
        Record(
            r.step,
            r.start,
            r.end,
            index,
            r.time,
            r.order,
            r.actor,
            r.evidence,
            _stated(r.fields),
            example.span,
        )
        for index, r in enumerate(example.records)
    )
    days = [d for r in records for d in (r.start, r.end) if d is not None]
    on = example.on or (max(days) + timedelta(days=1) if days else date.today())
    units, read = _text(example, on, len(records))
    case = Case(
        example.name,
        pack.procedures or tuple(program.procedures),
        Authority(example.organ or pack.organ, level, example.region or pack.region),
        example.closed,
        {**read, **_stated(example.facts)},
        (*records, *units),
        example.span.file if example.span else "",
    )
    return case, on


def _text(example: Example, on: date, first: int) -> tuple[tuple[Record, ...], Mapping[str, Value]]:
    """The records of the units of the text of an example, numbered from `first` on, and the facts that it states."""
    if not example.paragraphs:
        return (), {}
    from guiju.engine.norms.lookup import shipped_norms
    from guiju.engine.textcase import records_of_paragraphs

    units, read = records_of_paragraphs(example.paragraphs, on, shipped_norms())
    return tuple(replace(r, index=first + n, span=example.span) for n, r in enumerate(units)), read


def state_of(verdict: Verdict, rule: str) -> State:
    """The worst state among the findings of a rule; not applicable if it gave none."""
    return worst(findings_of(verdict, rule))


def findings_of(verdict: Verdict, rule: str) -> list[Finding]:
    return [f for f in verdict.findings if f.rule.id == rule]


def worst(findings: Iterable[Finding]) -> State:
    return min((f.state for f in findings), key=_rank, default=State.NOT_APPLICABLE)


def came_to(findings: Iterable[Finding]) -> str:
    """The word for what the findings of a rule come to: that of their worst state, or `suspected`."""
    listed = tuple(findings)
    state = worst(listed)
    if state is State.UNKNOWN and any(_suspects(f) for f in listed):
        return SUSPECTED
    return state.value


def meets(found: str, expected: str) -> bool:
    """Whether what was found is what is expected (`fine`: nothing is wrong and the rule did apply; `clear`: nothing is
    wrong or open)."""
    if expected == FINE:
        return found in {state.value for state in _FINE}
    if expected == CLEAR:
        return found != SUSPECTED and found not in {state.value for state in _WRONG}
    return found == expected


def _suspects(finding: Finding) -> bool:
    return finding.state is State.UNKNOWN and finding.suspected is not None


def reason(telling: Finding | None) -> Text:
    """Why the state of an expectation was found, in one sentence."""
    if telling is None:
        return Text(
            "没有得出这条规则的结论:规则包不约束这个案例",
            "the rule gave no finding: its pack does not bind the example",
        )
    return telling.why


def open_names(telling: Finding | None) -> Text | None:
    """What is not known and the state hangs on; None where nothing is open."""
    if telling is None or not telling.unknown:
        return None
    return Text("还不知道:", "not known yet: ") + join(telling.unknown)


def expected_words(expected: str) -> Text:
    """An expected state in words."""
    if expected == FINE:
        return join([word("state", s.value) for s in _FINE], zh="或", en=" or ")
    return word("state", expected)


def _rank(state: State) -> int:
    return state.rank


def _stated(pairs: tuple[tuple[str, object], ...]) -> dict[str, Value]:
    """The values of an example as a case has them: what is not stated is left out."""
    return {name: cast(Any, value) for name, value in pairs if value is not None}
