"""A timetable in the making: its entries, their links, and what is still asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.deemed import standing_in
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.evaluate.values import Scope
from guiju.engine.plan.demanding import asked
from guiju.engine.plan.demands import (
    All,
    Any,
    Apart,
    Bar,
    Choice,
    Clear,
    Demand,
    Forced,
    Links,
    Seek,
    Take,
    Unplanned,
    Way,
    Wish,
)
from guiju.engine.plan.entries import FIRST_NEW, About, Entry
from guiju.engine.plan.fields import fulfilled
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.look import Answer
from guiju.engine.plan.network import Bounds, Conflict, Link, Network, Var, Why, grown
from guiju.engine.plan.options import apart_options, inside_of
from guiju.engine.plan.outside import between
from guiju.engine.plan.placing import Term, day_of, is_constant
from guiju.engine.semantics.program import CountsRule, Rule
from msgspec import Struct, field
from msgspec.structs import replace

Levels = frozenset[int]
"""Numbers of choices made on the way, from 1."""

NO_LEVELS: Levels = frozenset()


class Pending(Struct):
    """A choice not made yet, the choices it comes from, and what is known of it: the ways it has with the records of the
    draft, and the first of them that is met as things stand. Drafts share what they know: it says what it rests on."""

    choice: Choice
    levels: Levels
    ways: Answer[list[Way]] | None = None
    resting: Answer[Way | None] | None = None


class Draft(Struct):
    """`not_before` has the first days of steps to be taken. `todo` can be met in one way only, `choices` in several.
    `by_step` has the entries of each step, `again` the indices of those taken although there is a record of the step, or
    one is planned already. `wishes` are kept by the index of the record, whose fields they make; `bars` and `aparts` hold
    for whatever is added later. `serves` has what is sought for each finding, with what serves. `failed` says why
    there is no timetable, `unplanned` has rules that ask what a plan has no form for, `unwilling` the choices in which an
    option was taken that is taken only where no other will do, `unwilling_by` the rules that leave these.

    Everything carries the levels of the choices that it comes from (`now` while something is being met), so that a
    search that fails can go back to a choice that had to do with it.
    """

    ground: Ground
    forced: Forced
    network: Network
    not_before: Mapping[str, date] = field(default_factory=dict)
    entries: dict[tuple[int, str], Entry] = field(default_factory=dict)
    by_step: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    again: tuple[int, ...] = ()
    wishes: dict[int, tuple[Wish, ...]] = field(default_factory=dict)
    bars: tuple[tuple[Bar, Levels], ...] = ()
    aparts: tuple[tuple[Apart, Levels], ...] = ()
    todo: list[tuple[Demand, Levels]] = field(default_factory=list)
    choices: list[Pending] = field(default_factory=list)
    open: dict[Atom, tuple[Rule, ...]] = field(default_factory=dict)
    serves: dict[tuple[str, int | None], tuple[tuple[Seek, Entry], ...]] = field(default_factory=dict)
    reasons: dict[int, tuple[Why, ...]] = field(default_factory=dict)
    unplanned: tuple[Rule, ...] = ()
    unwilling: tuple[Levels, ...] = ()
    unwilling_by: tuple[Rule, ...] = ()
    chosen: tuple[tuple[Why, tuple[str, ...], tuple[str, ...]], ...] = ()
    failed: Conflict | Why | None = None
    failed_by: Levels = NO_LEVELS
    level: int = 0
    now: Levels = NO_LEVELS
    of_link: dict[Link, Levels] = field(default_factory=dict)
    of_entry: dict[int, Levels] = field(default_factory=dict)
    of_wishes: dict[int, Levels] = field(default_factory=dict)

    def copy(self) -> Draft:
        return replace(
            self,
            entries=dict(self.entries),
            by_step=dict(self.by_step),
            wishes=dict(self.wishes),
            todo=list(self.todo),
            choices=list(self.choices),
            open=dict(self.open),
            serves=dict(self.serves),
            reasons=dict(self.reasons),
            of_link=dict(self.of_link),
            of_entry=dict(self.of_entry),
            of_wishes=dict(self.of_wishes),
        )

    # --- records ---------------------------------------------------------------------------------------------

    def of_step(self, step: str) -> tuple[Entry, ...]:
        return self.by_step.get(step, ())

    @property
    def new(self) -> list[Entry]:
        """The steps that the plan adds, derived ones left out."""
        return [e for e in self.entries.values() if e.standing == "new" and not e.derived]

    def add(self, entry: Entry, bounds: Mapping[Var, Bounds], links: Iterable[Link] = ()) -> None:
        """Another record, with what it derives, what its rules ask, and what was barred before it came."""
        self._grow(bounds, links)
        self._enter(entry)
        if entry.standing not in ("new", "scheduled"):
            return
        env = self.ground.any_env
        for rule in env.counts_rules:
            if rule.step != entry.step:
                continue
            why = Why("order")
            if not rule.counts:
                self.push(Wish(entry, rule.when, False, "this", About(entry), why, aside=True))
            elif rule.as_step and rule.as_step != rule.step and _derives(env, rule, entry):
                record = standing_in(rule, entry.record)
                self._enter(replace(entry, step=rule.as_step, record=record))

    def _enter(self, entry: Entry) -> None:
        key = (entry.record.index, entry.step)
        if key in self.entries:
            return
        before = self.of_step(entry.step)
        self.entries[key] = entry
        self.by_step[entry.step] = (*before, entry)
        if entry.standing == "new" and not entry.derived and not all(e.derived for e in before):
            self.again += (entry.record.index,)
        self.of_entry.setdefault(entry.record.index, self.now)
        for bar, levels in self.bars:
            self._clear(bar, entry, levels)
        for apart, levels in self.aparts:
            self._between(apart, entry, levels)
        if entry.standing in ("new", "scheduled"):
            for rule in self.ground.about_step(entry.step):
                self.ask(rule, About(entry))

    def ask(self, rule: Rule, about: About) -> None:
        found = asked(self.ground, rule, about, self.forced)
        for atom in found.open:
            self.open[atom] = (*self.open.get(atom, ()), rule)
        self.push(found.demand)

    def take(self, step: str, why: Why) -> Entry:
        """A new record of the step, from today on."""
        index = FIRST_NEW + len({i for i, _ in self.entries if i >= FIRST_NEW})
        today = max(self.ground.today, self.not_before.get(step, self.ground.today))
        interval = self.ground.interval(step)
        entry = Entry(step, Record(step, today, today, index), "new", interval)
        bound = Bounds(today, None)
        bounds = {entry.start: bound, entry.end: bound}
        links = [Link(entry.start, entry.end, Why("order"))] if interval else []
        self.reasons[index] = (why,)
        self.add(entry, bounds, links)
        return entry

    # --- demands ------------------------------------------------------------------------------------------------

    def push(self, demand: Demand, levels: Levels = NO_LEVELS) -> None:
        """A further demand, which comes from what is being met and from `levels`."""
        self.todo.append((demand, self.now | levels))

    def settle(self) -> bool:
        """Meets all that can be met in one way only. False where it cannot be met."""
        while self.todo and self.failed is None:
            demand, self.now = self.todo.pop(0)
            self._meet(demand)
        self.now = NO_LEVELS
        return self.failed is None

    def levels_of(self, links: Iterable[Link]) -> Levels:
        """The choices that some links come from."""
        return NO_LEVELS.union(*(self.of_link.get(link, NO_LEVELS) for link in links))

    def _meet(self, demand: Demand) -> None:
        match demand:
            case All(parts):
                self.todo[:0] = [(p, self.now) for p in parts]
            case Links(links):
                self._grow({}, links)
            case Wish():
                self._wish(demand)
            case Bar():
                self.bars += ((demand, self.now),)
                for entry in self.of_step(demand.req.step):
                    self._clear(demand, entry, self.of_entry[entry.record.index])
            case Apart():
                self.aparts += ((demand, self.now),)
                for entry in list(self.entries.values()):
                    self._between(demand, entry, self.of_entry[entry.record.index])
            case Take():
                entry = self.take(demand.step, demand.why)
                if demand.between:
                    first, second = (Term(var, shift) for var, shift in demand.between)
                    then = next(e for (i, _), e in self.entries.items() if i == second.var.entry)
                    self.push(between(self.ground, entry, first, second, then, demand.why))
                if demand.such is not None:
                    self.push(inside_of(self.ground, demand.such, entry))
                    self._note_service(demand.such, entry)
            case Unplanned(why):
                self._leave(why)
            case Any(options) if len(options) == 1 and not isinstance(options[0], Any):
                self.todo.insert(0, (options[0], self.now))
            case Any() | Seek() | Clear():
                self.choices.append(Pending(demand, self.now))

    def limit(self, link: Link) -> None:
        """A link that the question asks."""
        self._grow({}, (link,))

    def note(self, seek: Seek, entry: Entry) -> None:
        self._note_service(seek, entry)
        why = self.reasons.get(entry.record.index, ())
        if seek.why not in why:
            self.reasons[entry.record.index] = (*why, seek.why)

    def _note_service(self, seek: Seek, entry: Entry) -> None:
        subject = seek.about.subject
        if seek.why.rule is not None:
            key = (seek.why.rule.id, subject.index if subject else None)
            self.serves[key] = (*self.serves.get(key, ()), (seek, entry))

    def _grow(self, bounds: Mapping[Var, Bounds], links: Iterable[Link]) -> None:
        added = tuple(links)
        for link in added:
            self.of_link.setdefault(link, self.now)
        found = with_links(self.network, bounds, added)
        if isinstance(found, Conflict):
            self.failed, self.failed_by = found, self.levels_of(found.links) | self.now
        else:
            self.network = found

    def _wish(self, wish: Wish) -> None:
        index = wish.entry.record.index
        wishes = (*self.wishes.get(index, ()), wish)
        self.of_wishes[index] = self.of_wishes.get(index, NO_LEVELS) | self.now
        source = next(e for (i, _), e in self.entries.items() if i == index and not e.derived)
        bare = replace(source.record, fields={}) if source.standing == "new" else source.record
        bare = replace(bare, evidence=None, actor=None) if source.standing == "new" else bare
        filling = fulfilled(self.env_of, wishes, bare)
        made = filling.record
        if made is None and filling.sure:
            self.failed, self.failed_by = wish.why, self.of_wishes[index]
        if made is None:
            self._leave(wish.why)
            return
        self.wishes[index] = wishes
        for key, entry in list(self.entries.items()):
            if key[0] == index:
                record = replace(made, step=entry.step, derived_by=entry.record.derived_by)
                changed = replace(entry, record=record)
                self.entries[key] = changed
                others = self.by_step[entry.step]
                self.by_step[entry.step] = tuple(changed if e is entry else e for e in others)

    def _leave(self, why: Why) -> None:
        if why.rule is not None and why.rule not in self.unplanned:
            self.unplanned += (why.rule,)

    def env_of(self, wish: Wish) -> Env:
        return self.ground.env(wish.why.rule) if wish.why.rule is not None else self.ground.any_env

    def _clear(self, bar: Bar, entry: Entry, levels: Levels) -> None:
        subject = bar.about.subject
        same = subject is not None and (subject.index, subject.step) == (entry.record.index, entry.step)
        if entry.step == bar.req.step and not same:
            self.push(Clear(bar, entry), levels)

    def _between(self, apart: Apart, entry: Entry, levels: Levels) -> None:
        if apart.steps is None or entry.step in apart.steps:
            option = apart_options(self.ground, apart, entry)
            if option is not None:
                self.push(option, levels)


def _derives(env: Env, rule: CountsRule, entry: Entry) -> bool:
    """Whether a record to come stands for another step anyway; what comes of a breach or later does not."""
    return (
        rule.unless_done is None
        and rule.after is None
        and holds(env, Scope(this=entry.record), rule.when).value is True
    )


def with_links(network: Network, bounds: Mapping[Var, Bounds], links: Iterable[Link]) -> Network | Conflict:
    """The network with more points and links; days of the calendar become points that stand still."""
    linked = tuple(links)
    every = dict(bounds)
    for link in linked:
        for var in (link.earlier, link.later):
            if is_constant(var) and var not in network.bounds:
                day = day_of(var)
                every[var] = Bounds(day, day, Why("constant"))
    return grown(network, every, linked)
