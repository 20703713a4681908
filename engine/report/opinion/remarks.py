"""What an opinion says behind its conclusion: what is still to be done and by when, what was signed for, what the opinion
is and is not."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.office.numbering import BLANK, entry_mark
from guiju.engine.report.office.official import sentence, told
from guiju.engine.report.office.paper import Block, Para
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.words import step_word
from guiju.engine.report.verdict.proof_parts import discounted
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, behind
from guiju.engine.report.words.suspicion import review_notes
from guiju.engine.report.words.waivers import waiver_line, waiver_notes


def remarks(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    titled = (
        (Text("尚未到期、应当按时办理的:", "Not yet due, to be done in time:"), _due),
        (Text("办理下一步之前,须先完成:", "Before the next step is taken, these must be done:"), _needed),
        (
            Text(
                "有人签字放行的(放行不改变是否合法的判断):",
                "Signed for by somebody (which does not change whether it is lawful):",
            ),
            _signed,
        ),
        (Text("不作数的记录:", "Records that do not count:"), _discounted),
        (
            Text("计划中,不当作已做的:", "Planned, and not taken as done:"),
            lambda v: [Names(v.program).record(record) for record in v.planned],
        ),
        (Text("案卷里没有用上的放行和核对:", "Waivers and reviewed passages that fit nothing:"), _idle),
    )
    for title, lines_of in titled:
        lines = [line for verdict in opinion.verdicts() for line in lines_of(verdict)]
        if lines:
            yield Para(told(title, lang))
            yield from (
                Para(sentence(line.in_lang(lang), lang), entry_mark(n, lang))
                for n, line in enumerate(lines, 1)
            )
    word = step_word(opinion)
    yield Para(
        told(
            Text(
                f"本意见书由规则程序依据送来的案卷、文本和附件所列规则生成,供{word.zh}人员编辑;只写案卷和文本里有的内容,"
                "【　】处请填写。疑似问题是按用语找出的线索,不是结论。",
                f"This opinion was written by rules from the case, the text and the rules of the annex, for the "
                f"{word.en} to edit. It says only what the case and the text say; 【　】 is to be filled in. What is "
                f"suspected was found by wording; it is no conclusion.",
            ),
            lang,
        )
    )
    yield Para(
        BLANK,
        told(Text("送审单位有不同意见时的反映途径:", "Where the drafter may object to this opinion: "), lang),
    )


def _due(verdict: Verdict) -> Iterator[Text]:
    names = Names(verdict.program)
    for finding in verdict.findings:
        if finding.state is State.PENDING:
            last = finding.last_day
            day = Text(f",最后一日 {last}", f", last day {last}") if last is not None else Text("", "")
            yield _named(finding, names) + day


def _needed(verdict: Verdict) -> Iterator[Text]:
    names = Names(verdict.program)
    by_step: dict[tuple[str, str], list[Finding]] = {}
    for finding in verdict.findings:
        if finding.state is State.NOT_APPLICABLE and finding.need is not None:
            by_step.setdefault((finding.rule.step or "", finding.need), []).append(finding)
    for (later, need), found in by_step.items():
        basis = list(dict.fromkeys(c for f in found for c in f.rule.basis))
        step = behind(names.step(need), cite_all(basis, names.norms))
        before = names.step(later) if later else Text("结案", "closing")
        yield Text(f"{before.zh}之前:{step.zh}", f"before {before.en}: {step.en}")


def _signed(verdict: Verdict) -> Iterator[Text]:
    names = Names(verdict.program)
    for finding in verdict.findings:
        if finding.waiver is not None:
            line = waiver_line(finding)
            yield _named(finding, names) + Text(f":{line.zh}", f": {line.en}")


def _discounted(verdict: Verdict) -> Iterator[Text]:
    names = Names(verdict.program)
    return (discounted(entry, names) for entry in verdict.discounted)


def _idle(verdict: Verdict) -> Iterator[Text]:
    yield from waiver_notes(verdict)
    yield from review_notes(verdict)


def _named(finding: Finding, names: Names) -> Text:
    name, basis = names.name(finding.rule.name), cite_all(finding.rule.basis, names.norms)
    about = (
        names.record(finding.activation)
        if finding.activation is not None and finding.activation.step
        else None
    )
    told_ = Text(f"“{name.zh}”", f"“{name.en}”")
    return behind(told_, join([basis, about], ";", "; ") if about is not None else basis)
