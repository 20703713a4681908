"""The papers that rules want in the file of a step: each with the rule that wants it, and whether it is there.

What is wanted is found by supposing that none is there: a rule that is then broken wants its paper, one that does not
apply wants none, and one that is open says on which facts it hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import words_of
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct
from msgspec.structs import replace

Wanted = Literal["yes", "depends"]


class Paper(Struct, frozen=True):
    """A paper that `rule` wants in the list `field` of `record`. `there` is None where the list is not stated; `hangs_on`
    are the questions on which it hangs whether it is wanted."""

    rule: Rule
    item: str
    field: str
    wanted: Wanted
    there: bool | None
    hangs_on: tuple[Text, ...] = ()


class Papers(Struct, frozen=True):
    """The checklist of a step; `record` None where the file has no record of it yet."""

    step: str
    record: Record | None
    items: tuple[Paper, ...]


def papers_for(
    program: Program, case: Case, step: str, on: date, calendar: Calendar, rules: Iterable[Rule] | None = None
) -> Papers | None:
    """The checklist for taking `step` on `on`: of the step itself if rules want papers in its record, else of the last
    step before it of which they do; `rules` are those that bind the case. None where no rule applies."""
    by_step: dict[str, list[tuple[Rule, str, str]]] = {}
    for rule in program.rules if rules is None else rules:
        if rule.step is not None and rule.every is None and rule.modality != "may":
            by_step.setdefault(rule.step, []).extend((rule, f, item) for f, item in _in_lists(rule))
    holder = _holder(program, step, (s for s, wants in by_step.items() if wants))
    if holder is None:
        return None
    records = [r for r in case.records if r.step == holder and r.start <= on]
    record = max(records, key=lambda r: (r.start, r.index), default=None)
    found = tuple(_wanted(program, case, holder, record, by_step[holder], on, calendar))
    return Papers(holder, record, found) if found else None


def hands_over(program: Program, step: str, rules: Iterable[Rule], happened: Iterable[Record]) -> Rule | None:
    """The rule that in any case wants papers of the step by which the matter comes to `step`, where nothing is on record
    of that step, nor of any that rests on it. No rule need ask for such a step by itself: without it there is nobody to
    hand over the papers."""
    wanting = {
        r.step: r for r in rules if r.when == core.Const(True) and r.every is None and any(_in_lists(r))
    }
    before = _holder(program, step, (s for s in wanting if s is not None))
    if before is None or before == step:
        return None
    passed = {before, *program.downstream.get(before, ())}
    return None if any(r.step in passed for r in happened) else wanting[before]


def _holder(program: Program, step: str, wanting: Iterable[str]) -> str | None:
    """The step itself if it is one that papers are wanted of, else the last of them that comes before it."""
    steps = list(wanting)
    if step in steps:
        return step
    before = [s for s in steps if step in program.downstream.get(s, ())]
    place = {s: i for i, s in enumerate(program.order)}
    return max(before, key=lambda s: place.get(s, -1), default=None)


def _wanted(
    program: Program,
    case: Case,
    step: str,
    record: Record | None,
    wants: list[tuple[Rule, str, str]],
    on: date,
    calendar: Calendar,
) -> Iterator[Paper]:
    bare = record or Record(step, on, on, max((r.index for r in case.records), default=-1) + 1)
    bare = replace(bare, fields={**bare.fields, **{f: () for _, f, _ in wants}})
    others = tuple(r for r in case.records if r is not record)
    verdict = judge_case(program, replace(case, records=(*others, bare), closed=False), on, calendar)
    about = {
        f.rule.id: f
        for f in verdict.findings
        if f.activation is not None and f.activation.index == bare.index
    }
    for rule, field, item in wants:
        finding = about.get(rule.id)
        if finding is None or finding.state not in (State.VIOLATED, State.UNKNOWN):
            continue
        wanted: Wanted = "yes" if finding.state is State.VIOLATED else "depends"
        yield Paper(rule, item, field, wanted, _there(record, field, item), _open(finding))


def _open(finding: Finding) -> tuple[Text, ...]:
    return finding.unknown if finding.state is State.UNKNOWN else ()


def _there(record: Record | None, field: str, item: str) -> bool | None:
    if record is None:
        return None
    value = record.fields.get(field)
    return item in value if isinstance(value, tuple) else None


def _in_lists(rule: Rule) -> Iterator[tuple[str, str]]:
    """The lists of the record that the rule is about, with what it asks to be in them, by its latest version."""
    waiting: list[core.Req | core.Cond] = []
    if rule.versions:
        waiting += [reading.req for reading in rule.versions[-1].readings if reading.default]
    while waiting:
        match waiting.pop(0):
            case core.AllOf(parts) | core.AnyOf(parts):
                waiting += parts
            case core.And(parts) | core.Or(parts):
                waiting += parts
            case core.OrElse(then=then):
                waiting.append(then)
            case core.Test(cond):
                waiting.append(cond)
            case core.Contains(of=core.FieldRef("this", name), value=str(item)) if _of_papers(name):
                yield name, item


def _of_papers(name: str) -> bool:
    """Whether a list holds papers, by its name: other lists name points, channels, people."""
    return any(name.endswith(word.zh) for word in words_of("papers"))
