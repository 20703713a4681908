"""What is in order, in brief, under each of the four heads of an opinion; and which findings are told in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.office.official import sentence, told
from guiju.engine.report.office.paper import Block, Para
from guiju.engine.report.opinion.heads import Head, heads
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.words.citation import norm_title, provisions
from guiju.engine.report.words.naming import Names
from msgspec import Struct

IN_FULL = (State.VIOLATED, State.DOOMED, State.AT_RISK, State.UNKNOWN, State.CURED)
_IN_BRIEF = (State.SATISFIED, State.HOLDING)


class Sorted(Struct, frozen=True):
    """The findings of one verdict that go under one head."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    of_text: bool

    def in_states(self, *states: State) -> list[Finding]:
        return [f for f in self.findings if f.state in states]

    def to_tell(self) -> list[Finding]:
        """What is in order and yet not told in brief: it is not under another reading, or a person found it so."""
        return [
            f
            for f in self.in_states(*_IN_BRIEF)
            if len({r.state for r in f.proof.readings}) > 1 or f.suspected is not None
        ]

    def quiet(self, *states: State) -> list[Finding]:
        """One finding of each rule in these states of which nothing else is told."""
        told_ = {f.rule.id for f in (*self.in_states(*IN_FULL, State.PENDING), *self.to_tell())}
        return list({f.rule.id: f for f in self.in_states(*states) if f.rule.id not in told_}.values())


def under(head: Head, opinion: Opinion) -> list[Sorted]:
    """Those of the case, then those of the text."""
    every = []
    for verdict, of_text in ((opinion.of_case, False), (opinion.of_text, True)):
        if verdict is not None:
            found = (f for f in verdict.findings if heads().of(f, of_text=of_text) == head)
            every.append(Sorted(verdict, tuple(found), of_text))
    return every


def in_order(part: Sorted, lang: Lang) -> Iterator[Block]:
    """What is in order, each requirement once, by the norms that ask for it; what the law exempts, with the exception. A
    heuristic that finds nothing shows only that the words are not there, and so is told apart."""
    fine = [f for f in part.quiet(*_IN_BRIEF) if f.rule.suspected is None]
    met = [f for f in fine if f.rule.modality != "must_not"]
    kept = [f for f in fine if f.rule.modality == "must_not"]
    not_found = _not_found(part)
    for lead, listed in (
        (Text(f"下列 {len(met)} 项要求已经满足:", f"Requirements met ({len(met)}): "), met),
        (Text(f"下列 {len(kept)} 项禁止没有违反:", f"Prohibitions kept ({len(kept)}): "), kept),
        (
            Text(
                f"下列 {len(not_found)} 项在文本里没有找到,是否确实没有,请审查人员再看:",
                f"Not found in the text, for the reviewer to look again ({len(not_found)}): ",
            ),
            not_found,
        ),
    ):
        if listed:
            yield Para(told(lead, lang))
            yield from (Para(line) for line in _by_norm(listed, part.verdict, lang))
    for finding in part.in_states(State.EXEMPT):
        name, why = Names(part.verdict.program).name(finding.rule.name), finding.why
        line = Text(f"“{name.zh}”依法豁免:{why.zh}", f"“{name.en}” is exempt: {why.en}")
        yield Para(sentence(line.in_lang(lang), lang))


def _not_found(part: Sorted) -> list[Finding]:
    """What a text must not say, as far as rules on it looked for that and did not find it."""
    if not part.of_text:
        return []
    seen = [f for f in part.quiet(*_IN_BRIEF, State.NOT_APPLICABLE) if f.rule.modality == "must_not"]
    fine = {f.rule.id for f in part.in_states(*_IN_BRIEF) if f.rule.suspected is None}
    return [f for f in seen if f.rule.id not in fine and not f.outside]


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
