"""What was found, under the four heads of an opinion: what is not lawful, what is open, what a person must look at, and,
in brief, what is in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.citation import norm_title, provisions
from guiju.engine.report.naming import Names
from guiju.engine.report.office.numbering import entry_mark, numbered
from guiju.engine.report.office.official import phrased, sentence, told
from guiju.engine.report.office.paper import Block, Heading, Para
from guiju.engine.report.opinion_heads import HEADS, Head, heads
from guiju.engine.report.opinion_model import Opinion
from guiju.engine.report.outline import Group, groups_of
from guiju.engine.report.paper_parts import parts_told
from msgspec import Struct

IN_FULL = (State.VIOLATED, State.DOOMED, State.AT_RISK, State.UNKNOWN, State.CURED)
IN_BRIEF = (State.SATISFIED, State.HOLDING)
_LEFT_OUT = frozenset({"waiver"})
"""The parts of a proof that an opinion tells elsewhere."""


class Sorted(Struct, frozen=True):
    """The findings of one verdict that go under one head."""

    verdict: Verdict
    findings: tuple[Finding, ...]

    def in_states(self, *states: State) -> list[Finding]:
        return [f for f in self.findings if f.state in states]


def under(head: Head, opinion: Opinion) -> list[Sorted]:
    """Those of the case, then those of the text."""
    every = []
    for verdict, of_text in ((opinion.of_case, False), (opinion.of_text, True)):
        if verdict is not None:
            found = (f for f in verdict.findings if heads().of(f, of_text=of_text) == head)
            every.append(Sorted(verdict, tuple(found)))
    return every


def findings(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    for at, head in enumerate(HEADS, 1):
        yield Heading(2, numbered(2, at, heads().names[head].in_lang(lang), lang))
        yield from _under_head(head, opinion, lang)


def _under_head(head: Head, opinion: Opinion, lang: Lang) -> Iterator[Block]:
    every = under(head, opinion)
    blocks = [block for part in every for block in _in_order(part, lang)]
    n = 0
    for part in every:
        for group in groups_of([*part.in_states(*IN_FULL), *_disputed(part)], part.verdict, lang):
            n += 1
            blocks.append(Heading(3, numbered(3, n, _heading(group, lang), lang)))
            blocks += _group(group, lang)
    yield from blocks or [Para(told(_nothing(head, opinion), lang))]


def _nothing(head: Head, opinion: Opinion) -> Text:
    """Why nothing is said under a head. That is not to say that all is in order."""
    if head == "content" and opinion.of_text is None:
        return Text(
            "没有文件文本,本次没有看内容,请审查人员自行审查。",
            "There is no text of the document, so its content was not looked at; the reviewer has to do so.",
        )
    if head == "procedure" and opinion.of_case is None:
        return Text(
            "没有案卷,本次没有看办理过程,请审查人员自行审查。",
            "There is no case, so how it was made was not looked at; the reviewer has to do so.",
        )
    return Text(
        "本次适用的规则没有一条判断这一方面,请审查人员自行审查。",
        "None of the rules applied here judges this; the reviewer has to do so.",
    )


def _in_order(part: Sorted, lang: Lang) -> Iterator[Block]:
    """What is in order, each requirement once, by the norms that ask for it; what the law exempts, with the exception."""
    troubled = {f.rule.id for f in part.in_states(*IN_FULL, State.PENDING)}
    fine = [f for f in part.in_states(*IN_BRIEF) if f.rule.id not in troubled and f not in _disputed(part)]
    rules = list({f.rule.id: f for f in fine}.values())
    met = [f for f in rules if f.rule.modality != "must_not"]
    kept = [f for f in rules if f.rule.modality == "must_not"]
    for lead, listed in (
        (Text(f"下列 {len(met)} 项要求已经满足:", f"Requirements met ({len(met)}): "), met),
        (Text(f"下列 {len(kept)} 项禁止没有违反:", f"Prohibitions kept ({len(kept)}): "), kept),
    ):
        if listed:
            yield Para(told(lead, lang))
            yield from (Para(line) for line in _by_norm(listed, part.verdict, lang))
    for finding in part.in_states(State.EXEMPT):
        name, why = Names(part.verdict.program).name(finding.rule.name), finding.why
        line = Text(f"“{name.zh}”依法豁免:{why.zh}", f"“{name.en}” is exempt: {why.en}")
        yield Para(sentence(line.in_lang(lang), lang))


def _by_norm(met: Sequence[Finding], verdict: Verdict, lang: Lang) -> Iterator[str]:
    """The requirements, a line for each norm."""
    names = Names(verdict.program)
    by_norm: dict[str, list[Text]] = {}
    for finding in met:
        norm = finding.rule.basis[0].norm if finding.rule.basis else ""
        name = names.name(finding.rule.name)
        where = provisions([c for c in finding.rule.basis if c.norm == norm])
        told_ = Text(
            f"{name.zh}({where.zh})" if where.zh else name.zh,
            f"{name.en} ({where.en})" if where.en else name.en,
        )
        by_norm.setdefault(norm, []).append(told_)
    for norm, listed in by_norm.items():
        title = norm_title(norm, names.norms) if norm else Text("", "")
        rules = join(listed)
        line = Text(f"{title.zh}:{rules.zh}。", f"{title.en}: {rules.en}.") if norm else rules
        yield told(line, lang)


def _disputed(part: Sorted) -> list[Finding]:
    """What is in order under the reading that is used, and not under another."""
    return [f for f in part.in_states(*IN_BRIEF) if len({r.state for r in f.proof.readings}) > 1]


def _heading(group: Group, lang: Lang) -> str:
    n = len(group.entries)
    standing = Text(group.standing, group.standing)
    if n > 1:
        standing += Text(f",{n} 处", f", {n} instances")
    return told(Text(f"{group.name}:{standing.zh}", f"{group.name}: {standing.en}"), lang)


def _group(group: Group, lang: Lang) -> Iterator[Block]:
    yield from parts_told(group.before, lang, left_out=_LEFT_OUT)
    for at, entry in enumerate(group.entries, 1):
        if len(group.entries) > 1:
            yield Para(phrased(entry.about, lang), entry_mark(at, lang))
        yield from parts_told(entry.parts, lang, left_out=_LEFT_OUT)
    yield from parts_told(group.after, lang, left_out=_LEFT_OUT)
