"""Chains of days in words: from what has happened, hop by hop, to the earliest day of a step; and from a last day to
what it is due to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity, word
from guiju.engine.plan.timetable import Block, Days, Hop, Plan, Planned, Point
from guiju.engine.report.words.naming import Names
from guiju.engine.report.words.short_citation import ShortCitations
from guiju.engine.report.words.weekday import with_weekday
from guiju.engine.semantics.program import Citation, Rule


class ChainWords:
    """How the chains of one plan are worded."""

    def __init__(self, plan: Plan) -> None:
        self.names = Names(plan.program)
        self._today = plan.on
        self._short = ShortCitations(plan.program, plan.program.rules, plan.case.procedures)
        self._set = {
            (e.index, day.day) for e in plan.entries if e.standing == "scheduled" for day in (e.start, e.end)
        }
        self._intervals = {
            e.index for e in plan.entries if e.start.day != e.end.day or e.standing == "running"
        }

    def cite(self, citation: Citation) -> Text:
        return self._short.cite(citation)

    @property
    def explained(self) -> tuple[Text, ...]:
        """What explains the short citations that were made so far."""
        return self._short.explained

    def basis(self, rule: Rule) -> Text:
        """The first provision that a rule rests on."""
        return self.cite(rule.basis[0]) if rule.basis else self.names.name(rule.name)

    def earliest(self, entry: Planned, *, at_best: bool = False) -> Text:
        """`最早 2026-12-19(周六):公开征求意见止于 2026-12-07 → 2026-12-08 意见研究采纳(其后,条例第十八条)→ …`; a day that
        will do only `at_best` is one before which it is not lawful."""
        day = entry.start
        told = with_weekday(day.day)
        head = open_day(day) if day.year is not None else Text(f"最早 {told.zh}", f"earliest {told.en}")
        if at_best and day.year is None:
            head = Text(f"不早于 {told.zh}", f"not before {told.en}")
        if entry.chain:
            return head + Text(":", ": ") + self.chain(entry.chain)
        if entry.beside:
            steps = join([self.names.step(s) for s in entry.beside])
            return head + Text(f":与{steps.zh}同一天", f": on the same day as {steps.en}")
        if day.day > self._today:
            return head + Text(":排在要再办一次的步骤之后", ": behind a step that is taken once more")
        return head + Text(":没有别的要等,今天就可以", ": nothing to wait for, it may be done today")

    def chain(self, chain: Sequence[Hop]) -> Text:
        """A chain from its root on."""
        if not chain:
            return plain("")
        return join([self._root(chain[0].source), *(self._hop(h) for h in chain)], " → ", " → ")

    def due(self, chain: Sequence[Hop]) -> Text:
        """What a last day is due to."""
        return self.chain(chain)

    def block(self, block: Block) -> list[Text]:
        """Why it cannot be done, in sentences."""
        lines: list[Text] = []
        if block.circle:
            rules = dict.fromkeys(h.rule for h in block.chain if h.rule is not None)
            named = join([self.names.name(r.name) + _in_brackets(self.basis(r)) for r in rules], "、", ", ")
            lines.append(
                Text(
                    f"这些规则互相推着走,没有哪一天能同时满足:{named.zh}",
                    f"These rules drive each other round, and no day satisfies them all: {named.en}",
                )
            )
        elif block.beyond is not None:
            step = self.names.step(block.step) if block.step is not None else Text("有一步", "a step")
            lines.append(
                Text(
                    f"{step.zh}要排到 {block.beyond} 以后,日历没有算到那么远",
                    f"{step.en} would lie after {block.beyond}, and the calendar does not go that far",
                )
            )
        elif block.needed is not None and block.step is not None:
            step, cause = self.names.step(block.step), self._cause(block)
            lines.append(
                Text(
                    f"{step.zh}最早 {block.needed},过了最后一天 {block.allowed}{cause.zh}",
                    f"{step.en}: {block.needed} at the earliest, past the last day {block.allowed}{cause.en}",
                )
            )
        elif block.needed is not None:
            lines.append(
                Text(
                    f"最早要到 {block.needed},过了最后一天 {block.allowed}",
                    f"{block.needed} at the earliest, past the last day {block.allowed}",
                )
            )
        elif block.rule is not None:
            name, basis = self.names.name(block.rule.name), self.basis(block.rule)
            lines.append(
                Text(
                    f"满足不了这一条:{name.zh}({basis.zh})",
                    f"This rule cannot be met: {name.en} ({basis.en})",
                )
            )
        if block.chain:
            lines.append(self.chain(block.chain))
        return lines

    def _cause(self, block: Block) -> Text:
        """What sets the last day."""
        if block.cause == "rule" and block.rule is not None:
            return _in_brackets(self.names.name(block.rule.name) + Text(",", ", ") + self.basis(block.rule))
        return _CAUSES.get(block.cause or "", plain(""))

    def _root(self, point: Point) -> Text:
        if point.step is None:
            return plain(str(point.day))
        label = self._point(point)
        if (point.index, point.day) in self._set:
            return Text(f"{label.zh} {point.day}(案卷已定)", f"{label.en} {point.day} (set in the file)")
        return Text(f"{label.zh} {point.day}", f"{label.en} {point.day}")

    def _hop(self, hop: Hop) -> Text:
        if hop.target.step is None:
            head = Text(f"不晚于 {hop.target.day}", f"not after {hop.target.day}")
        else:
            label = self._point(hop.target)
            head = Text(f"{hop.target.day} {label.zh}", f"{hop.target.day} {label.en}")
        notes: list[Text] = []
        if hop.duration is not None:
            notes.append(_length(hop.duration, upto=hop.upto))
            notes += [word("option", option) for option in hop.options]
        if hop.rule is not None:
            notes.append(self.basis(hop.rule))
        elif hop.cause == "asked":
            notes.append(Text("按所问的日期", "the day asked for"))
        elif hop.cause == "sequence":
            notes.append(Text("程序里排在后面", "comes after it in the procedure"))
        if hop.skipped:
            days = ranges(hop.skipped)
            notes.append(Text(f"不计 {days.zh}", f"not counting {days.en}"))
        return head + _in_brackets(join(notes, ",", ", ")) if notes else head

    def _point(self, point: Point) -> Text:
        name = self.names.step(point.step or "")
        if point.index not in self._intervals:
            return name
        return name + (Text("起", " begins") if point.edge == "start" else Text("止", " ends"))


def _length(duration: Duration, *, upto: bool) -> Text:
    if not duration.n and upto:
        return Text("同一天", "the same day")
    span = quantity(duration.n, duration.unit)
    return Text(f"至多{span.zh}", f"within {span.en}") if upto else Text(f"+{span.zh}", f"+{span.en}")


def open_day(day: Days) -> Text:
    """A day; where a year has no calendar yet, said to be no earlier than that."""
    if day.year is None:
        return plain(str(day.day))
    return Text(
        f"不早于 {day.day}({day.year} 年放假安排未公布)",
        f"not before {day.day} (no arrangement of holidays for {day.year} yet)",
    )


def last_day(day: Days | None) -> Text:
    """A last day; none where nothing sets one."""
    if day is None:
        return Text("没有规定", "none set")
    if day.year is None:
        return plain(str(day.day))
    return Text(
        f"{day.day} 必定来得及({day.year} 年放假安排未公布,也许还可以晚)",
        f"{day.day} will do for certain (no arrangement of holidays for {day.year} yet, perhaps later)",
    )


def ranges(days: Iterable[date]) -> Text:
    """Days one after the other as stretches: `12-12 至 12-13、12-19`."""
    found: list[list[date]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][-1] == timedelta(days=1):
            found[-1].append(day)
        else:
            found.append([day])
    parts = []
    for run in found:
        first, last = f"{run[0]:%m-%d}", f"{run[-1]:%m-%d}"
        parts.append(plain(first) if first == last else Text(f"{first} 至 {last}", f"{first} to {last}"))
    return join(parts)


_CAUSES = {
    "asked": Text("(所问的日期)", " (the day asked for)"),
    "recorded": Text("(案卷记载的日期)", " (the day on record)"),
    "planned": Text("(案卷定下的日期)", " (the day set in the file)"),
}


def _in_brackets(text: Text) -> Text:
    return Text(f"({text.zh})", f" ({text.en})")
