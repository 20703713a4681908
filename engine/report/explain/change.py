"""Proposed changes in words: what could still be done, or what would have been lawful had it been so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guiju.engine.case.model import Record, Value
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.explain.change import Change, Range
from guiju.engine.explain.edits import (
    AddRecord,
    DropRecord,
    Edit,
    MoveRecord,
    SetFact,
    SetField,
    SetOrder,
)
from guiju.engine.explain.list_wishes import ANY_TEXT
from guiju.engine.explain.nearest import Nearest
from guiju.engine.report.words.naming import Names, behind, field_words, named, state_word
from guiju.engine.report.words.suspicion import waits
from guiju.engine.semantics.core import ACTOR, EVIDENCE, TIME
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.vocabulary import Kind, find_field

TITLE = Text("怎样结论会变", "What would change this")
_POSSIBLE = Text("现在还可以:", "still possible: ")
_PAST = Text("假如当时:", "had it been so: ")
_IF_SO = Text("如属实", "if that is so")

_NOT_LOOKED = Text(
    "(这一次试改的次数已经用完,这条没有去找改法;只指定这一条规则再看)",
    "(the changes tried in one run are used up, and none was looked for here; ask for this rule alone)",
)

Elements = tuple[Value | Mapping[str, Value], ...]


class ChangeWords:
    """Words for changes of one case, looked at on a day."""

    def __init__(self, program: Program, names: Names, on: date) -> None:
        self._vocabulary, self._names, self._on = program.vocabulary, names, on

    def lines(self, found: Nearest, finding: Finding, unmet: list[Text]) -> Iterator[Text]:
        """One line for each change, with what it would break elsewhere; or why there is none."""
        rule = finding.rule
        for change in found.changes:
            yield self.change(change, rule)
            if change.newly_broken:
                broken = join([self._broken(f) for f in change.newly_broken], ";", "; ")
                yield Text(f"  但另会违反:{broken.zh}", f"  but that would break: {broken.en}")
        if found.capped and not found.judged:
            yield _NOT_LOOKED
            return
        if not found.changes:
            yield from self._none(finding, unmet)
        if found.capped:
            n = found.judged
            yield Text(
                f"(试了 {n} 种改法就停了,未必穷尽)", f"(stopped after {n} changes tried; there may be more)"
            )

    def change(self, change: Change, rule: Rule) -> Text:
        """The edits in a row, and the state they lead to."""
        lead = _POSSIBLE if change.possible else _PAST
        ranges = change.ranges or (None,) * len(change.edits)
        parts = [self.edit(e, r, change.possible) for e, r in zip(change.edits, ranges, strict=True)]
        state = state_word(change.state, rule)
        done = join(parts, ";并且", "; and ")
        return lead + done + Text(f" → {state.zh}", f" → {state.en}")

    def _broken(self, finding: Finding) -> Text:
        name = self._names.name(finding.rule.name)
        return behind(name, plain(named(finding.rule.row or finding.rule.id)))

    def _none(self, finding: Finding, unmet: list[Text]) -> Iterator[Text]:
        """That nothing was found, and which parts stay as they are."""
        if waits(finding):
            yield Text(
                "由人核对,把结果写进案卷的「核对」,才有结论",
                "it is settled once a person has looked and the case says under “reviewed” what was found",
            )
            return
        if finding.state is State.UNKNOWN:
            yield Text("写明下列各项,才能判断", "it can be told once the following is stated")
            for label in finding.unknown:
                yield Text(f"  {label.zh}", f"  {label.en}")
            return
        yield Text(
            "改动不超过三处,找不到能使它符合的改法", "no change of up to three places was found that would do"
        )
        for label in unmet:
            yield Text(f"  仍做不到:{label.zh}", f"  still not met: {label.en}")

    # --- one edit ----------------------------------------------------------------------------------------------

    def edit(self, edit: Edit, range_: Range | None, possible: bool) -> Text:
        """One edit in words; a statement of what is so, a step to take, or what would have had to be otherwise."""
        match edit:
            case SetFact(name, value, was):
                fact = self._vocabulary.facts.get(name)
                return self._stated(
                    self._vocabulary.words(name), value, was, fact.type.kind if fact else None
                )
            case SetField(record, name, value, was):
                label = field_words(self._vocabulary, record.step, name)
                if isinstance(value, tuple) and isinstance(was, tuple):
                    return self._list_changed(self._of(record, label), value, was)
                return self._stated(self._of(record, label), value, was, self._kind(record.step, name))
            case AddRecord(record):
                return self._added(record, range_, possible)
            case MoveRecord():
                return self._moved(edit, range_, possible)
            case DropRecord(record):
                what = self._names.record(record)
                return Text(f"没有{what.zh}", f"no {what.en}")
            case SetOrder(first, second):
                one, other = self._names.record(first), self._names.record(second)
                said = Text(f"写明{one.zh}在{other.zh}之前", f"state that {one.en} came before {other.en}")
                return behind(said, _IF_SO)
        return plain("")

    def _kind(self, step: str, name: str) -> Kind | None:
        declared = self._vocabulary.steps.get(step)
        found = find_field(declared.fields, name) if declared is not None else None
        return found.type.kind if found is not None else None

    def _stated(self, label: Text, value: Value, was: Value | None, kind: Kind | None) -> Text:
        new, old = self._value(value, kind), self._names.value(was, kind)
        if was is not None and value == ANY_TEXT:
            return Text(f"{label.zh}有内容可写,而不是“{old.zh}”", f"{label.en} named, instead of '{old.en}'")
        if was is None:
            said = Text(f"写明{label.zh}:{new.zh}", f"state {label.en}: {new.en}")
            return behind(said, _IF_SO)
        return Text(
            f"{label.zh}为“{new.zh}”,而不是“{old.zh}”", f"{label.en} '{new.en}' instead of '{old.en}'"
        )

    def _list_changed(self, of: Text, value: Elements, was: Elements) -> Text:
        """A list by what is other in it."""
        if len(value) == len(was):
            pairs = enumerate(zip(value, was, strict=True), 1)
            changes = [self._element(n, new, old) for n, (new, old) in pairs if new != old]
            listed = join(changes, ";", "; ")
            return Text(f"{of.zh}{listed.zh}", f"{of.en}: {listed.en}")
        more = [self._element_value(v) for v in value if v not in was]
        if more:
            added = join(more)
            return Text(f"{of.zh}还含{added.zh}", f"{of.en} also with {added.en}")
        less = join([self._names.value(v) for v in was if v not in value])
        return Text(f"{of.zh}不含{less.zh}", f"{of.en} without {less.en}")

    def _element(self, n: int, new: Value | Mapping[str, Value], old: Value | Mapping[str, Value]) -> Text:
        """One element of a list as it would have to be: of its parts, those that are other."""
        if isinstance(new, Mapping) and isinstance(old, Mapping):
            new = {key: v for key, v in new.items() if old.get(key) != v}
        said = self._names.value(new)
        return Text(f"第 {n} 项为{said.zh}", f"entry {n} with {said.en}")

    def _element_value(self, value: Value | Mapping[str, Value]) -> Text:
        return self._value(value) if not isinstance(value, Mapping) else self._names.value(value)

    # --- records -----------------------------------------------------------------------------------------------

    def _added(self, record: Record, range_: Range | None, possible: bool) -> Text:
        """A step to take, or one that would have had to be taken, with what it must say."""
        step = self._names.step(record.step)
        fields = dict(record.fields)
        built_in = {ACTOR: record.actor, EVIDENCE: record.evidence, TIME: record.time}
        fields |= {name: value for name, value in built_in.items() if value is not None}
        if fields:
            said = [self._field_value(record, name, value) for name, value in fields.items()]
            step = behind(step, join(said, ",", ", "))
        when = _within(record.start, record.end, range_)
        if possible:
            return Text(f"{when.zh}做{step.zh}", f"take the step {step.en} {when.en}")
        return Text(f"{when.zh}有{step.zh}", f"{step.en} {when.en}")

    def _field_value(self, record: Record, name: str, value: Value) -> Text:
        said = self._value(value, self._kind(record.step, name))
        label = field_words(self._vocabulary, record.step, name)
        return Text(f"{label.zh}:{said.zh}", f"{label.en}: {said.en}")

    def _moved(self, edit: MoveRecord, range_: Range | None, possible: bool) -> Text:
        """Another end, another start, or other days altogether."""
        record, start, end = edit.record, edit.start, edit.end
        what = self._names.record(record)
        lasting = record.start != record.end
        if lasting and start == record.start:
            day = _one_day(end or start, range_)
            if possible:
                return Text(f"{what.zh}可在 {day.zh}结束", f"{what.en} may end on {day.en}")
            longer = record.end is None or (end is not None and end > record.end)
            zh = f"{what.zh}到 {day.zh}才结束" if longer else f"{what.zh}在 {day.zh}就结束"
            return Text(zh, f"{what.en} ended on {day.en}")
        if lasting and end == record.end:
            day = _one_day(start, range_)
            return Text(f"{what.zh}从 {day.zh}开始", f"{what.en} began on {day.en}")
        when = _within(start, end, range_)
        return Text(f"{what.zh}改在{when.zh}", f"{what.en} {when.en} instead")

    def _of(self, record: Record, label: Text) -> Text:
        what = self._names.record(record)
        return Text(f"{what.zh}的{label.zh}", f"the {label.en} of {what.en}")

    def _value(self, value: Value, kind: Kind | None = None) -> Text:
        if value in (ANY_TEXT, (ANY_TEXT,)):
            return Text("(具体内容)", "(whatever it is)")
        return self._names.value(value, kind)


_OR = {"earlier": Text(" 或更早", " or earlier"), "later": Text(" 或更晚", " or later")}


def _one_day(day: date, range_: Range | None) -> Text:
    """A day, with the side on which other days do as well."""
    open_to = _OR[range_] if range_ else plain("")
    return Text(f"{day}{open_to.zh}", f"{day}{open_to.en}")


def _within(start: date, end: date | None, range_: Range | None) -> Text:
    """The day or days of a record."""
    if end is None:
        since = _one_day(start, range_)
        return Text(f" {since.zh}起", f"from {since.en}")
    if end == start:
        day = _one_day(start, range_)
        return Text(f" {day.zh}", f"on {day.en}")
    open_to = _OR[range_] if range_ else plain("")
    return Text(f" {start} 至 {end}{open_to.zh}", f"from {start} to {end}{open_to.en}")
