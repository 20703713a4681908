"""The answer of a gate arranged for a reader, in one language: what is in the way, when it is lawful, which papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.evaluate.finding import Finding
from guiju.engine.plan.gate import Gate
from guiju.engine.plan.papers import Paper
from guiju.engine.plan.timetable import Days, Planned
from guiju.engine.plan.weighing import Why
from guiju.engine.report.gate.beforehand import beforehand
from guiju.engine.report.gate.signed import WITHOUT, counts_again, rests_on_a_waiver, saved
from guiju.engine.report.plan.chain import ChainWords, open_day
from guiju.engine.report.plan.earliest import earliest_in_brackets
from guiju.engine.report.verdict.outline import Group, groups_of, why_nothing_applies
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.headline import law_asked, not_judged_words
from guiju.engine.report.words.naming import Names, behind, named, visible
from guiju.engine.report.words.premises import NO_RULE, nothing_applies, premises
from guiju.engine.report.words.waivers import idle_waivers, ignored_waivers
from guiju.engine.semantics.program import Rule
from msgspec import Struct
from msgspec.structs import replace

PAPER_MARKS = {True: "√", False: "×", None: "○"}


class Section(Struct, frozen=True):
    """A heading, with findings or lines below it. What a line starts with is its mark ("-" where it has none)."""

    title: str
    groups: tuple[Group, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


class GateOutline(Struct, frozen=True):
    """`answer` is the whole in one line; `head` says of what and when."""

    answer: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]


def gate_outline(gate: Gate, lang: Lang) -> GateOutline:
    """The gate for a reader; sections without content are left out."""
    gate = beforehand(gate)
    names, words = Names(gate.verdict.program), ChainWords(gate.plan)
    sections = [
        *(_blocked(gate, why, title, lang) for why, title in _BLOCKED),
        _lines(_AGAIN, [("-", line) for line in _again(gate, names, words)], lang),
        _lines(_DEAD_END, [("-", line) for line in _dead_end(gate, words)], lang),
        _depends(gate, lang),
        _lines(_UNRECORDED, [("-", line) for line in _unrecorded(gate, names, words)], lang),
        _lines(_PRESSED, [("-", names.step(step)) for step in gate.pressed], lang),
        _lines(_EARLIEST, [("-", line) for line in _earliest(gate, words)], lang),
        _lines(_papers_title(gate, names), list(_papers(gate, names, words)), lang),
        _lines(_AT_THE_STEP, [("-", behind(r.gist, words.basis(r))) for r in _rules(gate.at_the_step)], lang),
        _lines(_OVERDUE, [("-", _apart(f, names, words)) for f in gate.overdue], lang),
        _lines(_APART, [("-", _apart(f, names, words)) for f in gate.apart], lang),
        _waived(gate, names, lang),
        _lines(_WAIVERS, [("-", line) for line in idle_waivers(gate.verdict)], lang),
        _lines(_TAKEN, [("-", line) for line in _taken_for_granted(gate, names, words)], lang),
    ]
    return GateOutline(
        visible(answer(gate).in_lang(lang)),
        tuple(visible(line.in_lang(lang)) for line in _head(gate)),
        tuple(s for s in sections if s.groups or s.lines),
    )


def answer(gate: Gate) -> Text:
    """`不可以:集体讨论不能在 2026-12-20 进行 —— 方案`"""
    step, name = Names(gate.verdict.program).step(gate.step), named(gate.case.name)
    match gate.answer:
        case "yes":
            said = Text(f"可以:{step.zh}可以在 {gate.on} 进行", f"Yes: {step.en} may take place on {gate.on}")
        case "no":
            said = Text(
                f"不可以:{step.zh}不能在 {gate.on} 进行", f"No: {step.en} may not take place on {gate.on}"
            )
        case "depends":
            hangs_on = join(list(questions(gate)))
            said = Text(
                f"取决于({hangs_on.zh}):{step.zh}能不能在 {gate.on} 进行",
                f"Depends on ({hangs_on.en}): whether {step.en} may take place on {gate.on}",
            )
    noted = [law_asked(gate.verdict.program.law), NO_RULE if nothing_applies(gate.verdict) else plain("")]
    return said + behind(Text(f" —— {name}", f" — {name}"), join([t for t in noted if t.zh], ";", "; "))


def questions(gate: Gate) -> tuple[Text, ...]:
    """What the answer hangs on, each once."""
    names = Names(gate.verdict.program)
    asked = [q for d in gate.depends for q in d.questions]
    asked += [_not_on_record(names.step(step)) for step in gate.unrecorded]
    if gate.pressed:
        asked.append(pressed(gate, names))
    if gate.verdict.not_judged:
        asked.append(not_judged_words(gate.verdict.not_judged))
    return tuple(dict.fromkeys(asked))


def pressed(gate: Gate, names: Names) -> Text:
    """That steps would have to follow each other within a day."""
    steps = join([names.step(s) for s in gate.pressed])
    return Text(
        f"{steps.zh}能不能在同一天里依次办完", f"whether {steps.en} can follow each other within a day"
    )


def _not_on_record(step: Text) -> Text:
    return Text(f"{step.zh}(案卷没有记载)", f"{step.en} (not on record)")


_BLOCKED: tuple[tuple[Why, Text], ...] = (
    ("new", Text("挡住的规则", "What is in the way")),
    (
        "standing",
        Text(
            "先前已经违反,补正之后这一步还要重来",
            "Broken before; once put right, this step would be taken anew",
        ),
    ),
    (
        "reading",
        Text(
            "只在从严的读法下违反,这里从严", "Broken under the stricter reading only, which is kept to here"
        ),
    ),
    (
        "late",
        Text(
            "太晚:今天办还来得及,到那一天已经过了期限", "Too late: in time today, past its last day by then"
        ),
    ),
)
_AGAIN = Text(
    "太早:在这一天办,以后还得再办的步骤",
    "Too early: what would have to be done again if it is taken on that day",
)
_DEAD_END = Text(
    "在这一天办了,整个程序就排不出合法的时间",
    "Once it is taken on that day, the procedure cannot lawfully be brought to its end",
)
_DEPENDS = Text("取决于案卷没有说明的", "What it hangs on")
_UNRECORDED = Text("案卷没有记载、有了才能判断的步骤", "Steps not on record from which time is measured")
_PRESSED = Text(
    "此后只有在同一天里依次办完才来得及的步骤",
    "Steps in time after it only if they follow each other within a day",
)
_EARLIEST = Text("最早合法的日期", "The earliest lawful day")
_AT_THE_STEP = Text("这一步本身要做到、记下的", "What the step itself has to keep to and record")
_OVERDUE = Text("已经逾期,这一步更应尽快办", "Overdue already: the sooner the step is taken the better")
_APART = Text("另有违反,与这一步无关", "Broken as well, apart from this step")
_WAIVED = Text("已有人签字放行、不再挡住的", "Signed off by somebody, and so not in the way")
_WAIVERS = Text("没有用上的放行", "Waivers that are not made use of")
_TAKEN = Text("本报告的前提", "What this report takes for granted")


def _blocked(gate: Gate, why: Why, title: Text, lang: Lang) -> Section:
    findings = [b.finding for b in gate.blocked if b.why == why]
    return Section(title.in_lang(lang), groups_of(findings, gate.verdict, lang))


def _again(gate: Gate, names: Names, words: ChainWords) -> Iterator[Text]:
    for step, rules in gate.again.items():
        asked = join([behind(names.name(r.name), words.basis(r)) for r in rules], "、", ", ")
        yield names.step(step) + (Text(f":{asked.zh}", f": {asked.en}") if rules else plain(""))


def _dead_end(gate: Gate, words: ChainWords) -> Iterator[Text]:
    if gate.dead_end is not None:
        yield from words.block(gate.dead_end)


def _unrecorded(gate: Gate, names: Names, words: ChainWords) -> Iterator[Text]:
    for step, rules in gate.unrecorded.items():
        name = names.step(step)
        asked = join([behind(r.gist, words.basis(r)) for r in rules], ";", "; ")
        yield Text(
            f"{name.zh}:办过的,把日期写进案卷。{asked.zh}",
            f"{name.en}: if there was one, record it. {asked.en}",
        )


def _depends(gate: Gate, lang: Lang) -> Section:
    return Section(_DEPENDS.in_lang(lang), groups_of([d.finding for d in gate.depends], gate.verdict, lang))


def _waived(gate: Gate, names: Names, lang: Lang) -> Section:
    found = _lines(_WAIVED, [("-", line) for line in saved(gate, names)], lang)
    return replace(found, groups=groups_of(gate.waived, gate.verdict, lang))


def _lines(title: Text, lines: Sequence[tuple[str, Text]], lang: Lang) -> Section:
    told = tuple((mark, visible(line.in_lang(lang))) for mark, line in lines)
    return Section(visible(title.in_lang(lang)), lines=told)


def past(gate: Gate) -> Iterator[Text]:
    """That the day asked about is past."""
    if gate.past_on is not None:
        yield Text(
            f"{gate.on} 已经过去(今天 {gate.past_on}),按那一天看",
            f"{gate.on} is past (today is {gate.past_on}); it is looked at as of that day",
        )


def _head(gate: Gate) -> Iterator[Text]:
    yield Text("案卷文件 ", "case file ") + plain(named(gate.case.file))
    if gate.supposed.moved_from is not None:
        yield Text(
            f"案卷定在 {gate.supposed.moved_from},这里按 {gate.on} 看",
            f"the file has it on {gate.supposed.moved_from}; here it is looked at on {gate.on}",
        )
    yield from past(gate)
    yield from ignored_waivers(gate.verdict)
    yield from counts_again(gate)
    if nothing_applies(gate.verdict):
        yield from why_nothing_applies(gate.verdict.findings, Names(gate.verdict.program))


def _earliest(gate: Gate, words: ChainWords) -> Iterator[Text]:
    """The earliest day with the chain that leads to it; what is still to be done before; or why there is no day."""
    entry, plan = gate.earliest, gate.plan
    if entry is None:
        if plan.pressed_day is not None:
            day = plan.pressed_day
            yield Text(
                f"几步在同一天里依次办完才来得及,最早 {day}",
                f"only with steps that follow each other within a day, {day} at the earliest",
            )
        elif gate.answer == "yes":
            yield Text("往后各步已经排不出合法的时间", "for what is to follow no lawful timetable is left")
        else:
            yield Text("没有合法的日期", "there is none")
        yield from words.block(plan.block) if plan.block is not None else ()
        return
    step = words.names.step(gate.step)
    yield step + Text(":", ": ") + words.earliest(entry, at_best=bool(gate.first or gate.to_state))
    if rests_on_a_waiver(gate):
        yield WITHOUT
    if gate.first:
        yield put_right(gate, words)
    if gate.to_state:
        yield state_first(gate)
    before = [e for e in plan.left if e.leading and e is not entry]
    if before:
        listed = join([_before(e, words) for e in before], "、", ", ")
        yield Text(f"在它之前还要办:{listed.zh}", f"still to be done before it: {listed.en}")
    yield from _moved_up(gate, before, words)
    if plan.default_day is not None:
        usual = open_day(Days(plan.default_day, entry.start.year))
        if entry.start.year is None:
            usual = Text(f"{usual.zh} 就可以", f"{usual.en} will do")
        yield Text(f"按通常的读法,{usual.zh}", f"under the usual readings {usual.en}")
    for fact in plan.open:
        yield Text(f"没有说明{fact.label.zh},按从严处理", f"{fact.label.en} not stated; taken at its worst")
    if gate.today < gate.on:
        yield Text(f"从 {gate.today} 起算", f"counted from {gate.today} on")


def _moved_up(gate: Gate, before: Sequence[Planned], words: ChainWords) -> Iterator[Text]:
    """The records that the file has later than the day asked about, of steps that the timetable has before."""
    new = {e.step for e in before if e.standing == "new"}
    later = [r for r in gate.supposed.without.records if r.start > gate.on and r.step in new]
    if later:
        named = join([words.names.record(r) for r in later], "、", ", ")
        yield Text(
            f"案卷定在这一天以后的{named.zh},这里当作可以提前办",
            f"the file has {named.en} after that day; here it is taken that it can be moved up",
        )


def put_right(gate: Gate, words: ChainWords) -> Text:
    """What has to be put right before the step is lawful on any day."""
    rules = {f.rule.id: f.rule for f in gate.first}.values()
    named = join([behind(words.names.name(r.name), words.basis(r)) for r in rules], "、", ", ")
    return Text(
        f"要先补正的:{named.zh};补正要用的时间没有算在内",
        f"to be put right first: {named.en}; the time that takes is not counted",
    )


def dead_end() -> Text:
    """That the procedure cannot be brought to its end once the step is taken."""
    return _DEAD_END


def state_first(gate: Gate) -> Text:
    """What the file has to state before any day can be called lawful."""
    asked = join(list(dict.fromkeys(q for d in gate.to_state for q in d.questions)))
    return Text(f"写明之后才能定:{asked.zh}", f"it hangs on what the file has to state: {asked.en}")


def _before(entry: Planned, words: ChainWords) -> Text:
    """A step still to be taken, with its earliest day; of one under way, the day on which it may end."""
    step = words.names.step(entry.step)
    if entry.standing == "running":
        return step + earliest_in_brackets(entry.end, ends=True)
    return step + earliest_in_brackets(entry.start)


def _papers_title(gate: Gate, names: Names) -> Text:
    papers = gate.papers
    if papers is None:
        return plain("")
    step = names.step(papers.step)
    title = Text(f"{step.zh}的材料", f"Papers of the {step.en}")
    if papers.record is None:
        return title + Text("(还没有这一步的记录)", " (no record of it yet)")
    return behind(title, names.record(papers.record))


def _papers(gate: Gate, names: Names, words: ChainWords) -> Iterator[tuple[str, Text]]:
    for paper in gate.papers.items if gate.papers is not None else ():
        yield PAPER_MARKS[paper.there], _paper(paper, names, words)


def _paper(paper: Paper, names: Names, words: ChainWords) -> Text:
    line = names.value(paper.item)
    if paper.there is False:
        line = Text("缺 ", "missing: ") + line
    line = behind(line, words.basis(paper.rule))
    if paper.wanted == "depends":
        on = join(list(paper.hangs_on))
        line += Text(f";是否要有,取决于{on.zh}", f"; whether it is wanted hangs on {on.en}")
    return line


def _rules(findings: Sequence[Finding]) -> list[Rule]:
    """The rules of findings, each once."""
    return list({f.rule.id: f.rule for f in findings}.values())


def _apart(finding: Finding, names: Names, words: ChainWords) -> Text:
    name = names.name(finding.rule.name)
    said = Text(f"{name.zh}:{finding.why.zh}", f"{name.en}: {finding.why.en}")
    return behind(said, words.basis(finding.rule))


def _taken_for_granted(gate: Gate, names: Names, words: ChainWords) -> Iterator[Text]:
    if gate.counted_on:
        listed = join([names.record(r) for r in gate.counted_on], ";", "; ")
        yield Text(
            f"计划中的按如期办成看:{listed.zh}", f"what is planned is taken to be carried out: {listed.en}"
        )
    for assumption in premises(gate.verdict):
        yield (
            behind(assumption.text, cite_all(assumption.basis, names.norms))
            if assumption.basis
            else assumption.text
        )
    yield from words.explained
