"""A plan arranged for a reader: headline, table, chains, what it hangs on. Text and Markdown print it as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.timetable import OpenFact, Plan, Planned
from guiju.engine.report.plan.answer import answer, head
from guiju.engine.report.plan.chain import ChainWords, open_day
from guiju.engine.report.plan.record_words import must_show
from guiju.engine.report.plan.rows import Row, put_off, row
from guiju.engine.report.words.naming import behind
from guiju.engine.report.words.waivers import waiver_line
from msgspec import Struct


class Section(Struct, frozen=True):
    """A heading with lines below it."""

    title: Text
    lines: tuple[Text, ...]


class Outline(Struct, frozen=True):
    """`head` names case and day; `answer` says whether and when it can be done."""

    head: Text
    answer: Text
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]


CRITICAL = Text("关键", "critical")


def outline(plan: Plan) -> Outline:
    """The plan for a reader."""
    words = ChainWords(plan)
    sections = [
        Section(Text("为什么不行", "What is in the way"), tuple(_in_the_way(plan, words))),
        Section(Text("关键路线", "Critical path"), (words.chain(plan.critical),) if plan.critical else ()),
        Section(Text("每一步的由来", "How each day comes about"), tuple(_days(plan, words))),
        Section(
            Text("取决于放假安排的", "What hangs on holidays not announced"), tuple(_in_doubt(plan, words))
        ),
        Section(Text("记录里要写明的", "What the records must show"), tuple(must_show(plan, words))),
        Section(Text("可以另选的做法", "Other ways"), tuple(_ways(plan, words))),
        Section(Text("取决于案卷没有说明的", "What the file leaves open"), tuple(_open(plan, words))),
        Section(
            Text("已经违反、排期补不回来的", "Broken already; no timetable mends it"),
            tuple(_broken(plan, words)),
        ),
        Section(Text("照此办理仍有疑问的", "Doubtful even so"), tuple(_unproven(plan, words))),
        Section(
            Text("没有排进去、要另外核对的", "Not planned; to be looked at apart"),
            tuple(behind(words.names.name(r.name), words.basis(r)) for r in plan.unplanned),
        ),
        Section(Text("怎样算的", "How it is counted"), tuple(_notes(plan, words))),
    ]
    return Outline(
        head(plan),
        answer(plan, words),
        tuple(row(e, words) for e in plan.left),
        tuple(s for s in sections if s.lines),
    )


def _in_the_way(plan: Plan, words: ChainWords) -> Iterator[Text]:
    """Why there is no timetable, and what the plan did not make use of."""
    if plan.block is not None:
        yield from words.block(plan.block)
    if plan.claimed_day is not None:
        rules = join([words.names.name(r.name) for r in plan.claimed], "、", ", ")
        yield Text(
            f"规则准许写明理由或者情形另作处理的({rules.zh}),排期一概不用;确有其事并写进案卷的,最早 "
            f"{plan.claimed_day}",
            f"What rules allow where a reason or case for it is stated ({rules.en}) is not counted on; where there is "
            f"one and the file states it, {plan.claimed_day} at the earliest",
        )


def _days(plan: Plan, words: ChainWords) -> list[Text]:
    lines = []
    for entry in plan.left:
        if entry.standing == "scheduled":
            continue
        name = words.names.step(entry.step)
        line = name + Text(":", ": ") + words.earliest(entry)
        if entry.standing == "running":
            line = (
                name + Text(":结束", ": ends ")
                if entry.end.year
                else name + Text(":最早结束于 ", ": may end on ")
            )
            line += open_day(entry.end)
        if _is_repeated(plan, entry):
            line += Text(
                ";案卷里的那次用不上,要再办:补正(比如修改草案、重走它前面的步骤)要用的时间没有算",
                "; the one on file does not serve, it is taken again: what putting things right takes (a changed draft, "
                "the steps before it anew) is not counted",
            )
        cited = list(dict.fromkeys(words.basis(r) for r in entry.rules))
        rules = join(cited[:3], "、", ", ")
        if cited:
            line += Text(f"。依据:{rules.zh}", f". Basis: {rules.en}")
        lines.append(line)
        if entry.due_chain and entry.standing == "new" and entry.open_year is None:
            due = words.due(entry.due_chain)
            lines.append(Text(f"  最晚:{due.zh}", f"  latest: {due.en}") + put_off(entry, words))
    return lines


def _in_doubt(plan: Plan, words: ChainWords) -> Iterator[Text]:
    """The steps of which nobody can say yet whether they are in time, each with the last day that is for certain."""
    for entry in plan.left:
        ends = entry.standing == "running"
        last = entry.last_end if ends else entry.last_start
        if entry.open_year is None or last is None:
            continue
        name, year, own = words.names.step(entry.step), entry.open_year, entry.end if ends else entry.start
        edge = Text("在", "is on")
        if ends or entry.start.day != entry.end.day:
            edge = Text("止于", "ends on") if ends else Text("始于", "begins on")
        due = Text(":", ": ") + words.due(entry.due_chain) if entry.due_chain else plain("")
        yield Text(
            f"{name.zh}{edge.zh} {own.day},合不合规则要看 {year} 年的放假安排;不晚于 {last.day} 必定来得及{due.zh}",
            f"{name.en} {edge.en} {own.day}; whether that keeps the rules hangs on the holidays of {year}; {last.day} "
            f"will do for certain{due.en}",
        )


def _is_repeated(plan: Plan, entry: Planned) -> bool:
    """Whether a step is planned of which there is a record."""
    return entry.standing == "new" and any(
        r.step == entry.step and r.start <= plan.on for r in plan.case.records
    )


def _not_waited_for(plan: Plan, words: ChainWords) -> Iterator[Text]:
    """The steps planned before one under way has ended, though they come after it in the procedure."""
    procedures = [plan.program.procedures.get(p) for p in plan.case.procedures]
    order = [s.name.zh for p in procedures if p is not None for s in p.steps]
    for under_way in (e for e in plan.left if e.standing == "running" and e.step in order):
        later = order[order.index(under_way.step) + 1 :]
        steps = tuple(
            e.step for e in plan.left
            if e.standing == "new" and e.step in later and e.start.day <= under_way.end.day
        )  # fmt: skip
        if steps:
            name, told, end = words.names.step(under_way.step), _steps(steps, words), under_way.end.day
            yield Text(
                f"{name.zh} {end} 才结束,程序里排在它后面的{told.zh}没有等它:规则没有要求等,这样办的草案"
                "还不是它结束之后的草案",
                f"{name.en} ends only on {end}; {told.en}, later in the procedure, did not wait for it: no rule says so, "
                "but the draft is then not the one after it",
            )


def _ways(plan: Plan, words: ChainWords) -> list[Text]:
    lines = []
    for way in plan.alternatives:
        if way.took is None:
            continue
        took, others = words.names.step(way.took), _steps(way.others, words)
        basis = words.basis(way.rule)
        lines.append(
            Text(
                f"{basis.zh}:这里排的是{took.zh},也可以改用{others.zh}",
                f"{basis.en}: {took.en} is planned here; {others.en} may be taken instead",
            )
        )
    return lines


def _open(plan: Plan, words: ChainWords) -> list[Text]:
    lines = []
    for finding in plan.first:
        if finding.state is State.UNKNOWN:
            name = behind(words.names.name(finding.rule.name), words.basis(finding.rule))
            asked = join(list(finding.unknown))
            lines.append(Text(f"{name.zh}:{asked.zh}", f"{name.en}: {asked.en}"))
    for fact in plan.open:
        rules = join(list(dict.fromkeys(words.basis(r) for r in fact.rules))[:3], "、", ", ")
        line = Text(f"{fact.label.zh}({rules.zh}):", f"{fact.label.en} ({rules.en}): ")
        lines.append(line + _leads_to(fact, words))
    return lines


def _leads_to(fact: OpenFact, words: ChainWords) -> Text:
    if not fact.answers:
        return Text("这里按要求更严的算", "taken here as asks for more")
    parts = []
    for given in fact.answers:
        if not given.possible:
            parts.append(Text(f"{given.answer.zh} → 办不到", f"{given.answer.en} → cannot be done"))
        else:
            day = given.day or ""
            parts.append(
                Text(f"{given.answer.zh} → 最早 {day}", f"{given.answer.en} → {day} at the earliest")
            )
    told = join(parts, ";", "; ")
    more = [s for a in fact.answers for s in a.steps if any(s not in b.steps for b in fact.answers)]
    if not more:
        return told
    steps = _steps(tuple(dict.fromkeys(more)), words)
    return told + Text(f"(差别在{steps.zh})", f" (they differ in {steps.en})")


def _broken(plan: Plan, words: ChainWords) -> list[Text]:
    lines = []
    known = {f.rule.id for f in plan.broken}
    strictly = [f for f in plan.first if f.state is State.VIOLATED and f.rule.id not in known]
    for finding in (*plan.broken, *strictly):
        name = behind(words.names.name(finding.rule.name), words.basis(finding.rule))
        lines.append(Text(f"{name.zh}:{finding.why.zh}", f"{name.en}: {finding.why.en}"))
        if finding.waiver is not None:
            lines.append(plain("  ") + waiver_line(finding))
        lines += _over_by_then(plan, finding)
    return lines


def _over_by_then(plan: Plan, finding: Finding) -> Iterator[Text]:
    """That a waiver which counts today no longer does on the day of the first goal."""
    then = {key_of(f): f for f in plan.first}.get(key_of(finding), finding)
    if finding.waived and then.waiver is not None and not then.waiver.live:
        until, day = then.waiver.waiver.until, plan.day
        yield Text(
            f"  放行到 {until} 为止,{day} 时已经过期:在那以前办不到的,要先补正",
            f"  the waiver ends on {until}, before {day}: what cannot be done until then has to be put right first",
        )


def _unproven(plan: Plan, words: ChainWords) -> list[Text]:
    return [words.names.name(f.rule.name) + Text(":", ": ") + f.why for f in plan.unproven]


def _notes(plan: Plan, words: ChainWords) -> list[Text]:
    if plan.outside is not None and not plan.left:
        return []
    lines = [
        Text(
            "没有办的步骤都假定从今天起尽早办、只用最短的时间:这是法律上的下限,不是预测",
            "Steps not taken are assumed to be taken as early as may be and to last no longer than they must: a lower "
            "bound of the law, no forecast",
        ),
        Text(
            "两步有先后的,后一步排在次日;规则允许同一天的才排同一天",
            "A step that must follow another is put on the day after it, unless the rule allows the same day",
        ),
    ]
    lines += _not_waited_for(plan, words)
    if plan.default_day is not None and plan.block is None:
        lines.append(
            Text(
                f"条文有几种读法的,还没有办的步骤几种都满足;只按默认读法,最早 {plan.default_day}",
                f"Where the text admits several readings the steps still to be taken keep all of them; by the default "
                f"ones alone, {plan.default_day} at the earliest",
            )
        )
    kept = [
        d.year for e in plan.left for d in (e.kept_start, e.kept_end) if d is not None and d.year is not None
    ]
    for year in sorted({*plan.unknown_years, *kept}):
        lines.append(
            Text(
                f"{year} 年的放假安排还没有公布,涉及那一年工作时间的日期只能算到下限:最早的写“不早于”;最晚的写"
                "“或更晚”,写出的那一天必定来得及",
                f"The holidays of {year} are not announced yet; days that hang on them are lower bounds: an earliest day "
                "is told as 'not before', a last day as 'or later', and will do for certain",
            )
        )
    if plan.capped:
        lines.append(
            Text(
                "做法太多,没有逐一试完:也许还有更早的",
                "There were too many ways to try them all: there may be an earlier one",
            )
        )
    lines += [a.text for a in (*plan.assumptions, *plan.counted_by)]
    return [*lines, *words.explained]


def _steps(steps: Sequence[str], words: ChainWords) -> Text:
    return join([words.names.step(s) for s in steps], "、", ", ")
