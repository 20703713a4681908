"""Which conclusion an opinion proposes. It only proposes: whoever signs the opinion decides.

A breach under a head that `rules/opinion/heads.toml` calls decisive leads to 不合法, any other to 修改后合法; without a
breach, what is open or suspected leads to 无法判断, since it may be one. A hint (提示) changes nothing. That somebody
signed for a breach does not make it lawful, so it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.report.office.numbering import entry_mark
from guiju.engine.report.office.official import sentence, told
from guiju.engine.report.office.paper import Block, Para
from guiju.engine.report.opinion.heads import heads
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.words import step_word
from guiju.engine.report.words.suspicion import waits
from msgspec import Struct

Conclusion = Literal["lawful", "lawful if changed", "unlawful", "undetermined"]

_WORDS: dict[Conclusion, Text] = {
    "lawful": Text("合法", "lawful"),
    "lawful if changed": Text("修改后合法", "lawful if changed"),
    "unlawful": Text("不合法", "unlawful"),
    "undetermined": Text("无法判断", "undetermined"),
}
_NOTHING = Text("所适用的规则没有发现违反", "the rules applied found nothing violated")
_NOTHING_BUT_HINTS = Text(
    "除列为提示的以外,所适用的规则没有发现违反",
    "apart from what is listed as a hint, the rules applied found nothing violated",
)
_BROKEN = (State.VIOLATED, State.DOOMED)


class Proposal(Struct, frozen=True):
    """`broken` are the breaches it rests on; `open` what hangs on a fact that is not stated, `suspected` what a person
    has to look at; `hints`: something is violated that is no more than a hint."""

    conclusion: Conclusion
    broken: tuple[Finding, ...]
    open: tuple[Finding, ...]
    suspected: tuple[Finding, ...]
    hints: bool = False


def proposal(opinion: Opinion) -> Proposal:
    every = [(f, v is opinion.of_text) for v in opinion.verdicts() for f in v.findings]
    broken = [(f, t) for f, t in every if f.state in _BROKEN and f.severity != "hint"]
    unknown = [f for f, _ in every if f.state is State.UNKNOWN]
    open_ = tuple(f for f in unknown if not waits(f))
    suspected = tuple(f for f in unknown if waits(f))
    decisive = any(heads().of(f, of_text=t) in heads().decisive and f.severity == "breach" for f, t in broken)
    judged = any(f.state is not State.NOT_APPLICABLE for f, _ in every)
    if broken:
        conclusion: Conclusion = "unlawful" if decisive else "lawful if changed"
    else:
        conclusion = "undetermined" if unknown or not judged or opinion.unread else "lawful"
    hints = any(f.state in _BROKEN and f.severity == "hint" for f, _ in every)
    return Proposal(conclusion, tuple(f for f, _ in broken), open_, suspected, hints)


def proposed(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    made = proposal(opinion)
    yield Para(told(_sentence(made, opinion), lang))
    boxes = [f"{'☑' if key == made.conclusion else '☐'}{_word(key, lang)}" for key in get_args(Conclusion)]
    word = step_word(opinion)
    lead = Text(f"结论由{word.zh}人员选定:", "The conclusion is for the reviewer to settle:")
    yield Para(told(lead, lang))
    yield Para(("　" if lang == "zh" else "   ").join(boxes))
    for at, cure in enumerate(_cures(made), 1):
        if at == 1:
            yield Para(told(Text("建议改正:", "Proposed corrections:"), lang))
        yield Para(sentence(cure.in_lang(lang), lang), entry_mark(at, lang))


def _word(key: Conclusion, lang: Lang) -> str:
    return _WORDS[key].in_lang(lang)


def _sentence(made: Proposal, opinion: Opinion) -> Text:
    word = _WORDS[made.conclusion]
    line = Text(f"建议意见为“{word.zh}”:", f"The conclusion proposed is “{word.en}”: ")
    return line + join(list(_grounds(made, opinion)), ",", ", ") + Text("。", ".")


def _grounds(made: Proposal, opinion: Opinion) -> Iterator[Text]:
    rules = len({f.rule.id for f in made.broken})
    if rules:
        many = _many(rules, "requirement")
        yield Text(f"有 {rules} 项违反程序或者其他规定,应予改正", f"{many} broken, to be put right")
    elif made.conclusion == "lawful":
        yield _NOTHING_BUT_HINTS if made.hints else _NOTHING
    elif not made.open and not made.suspected:
        yield Text("送来的材料不足以判断", "what was sent does not suffice for a judgment")
    open_, suspected = len({f.rule.id for f in made.open}), len(made.suspected)
    if open_:
        lead = "另有" if rules else "有"
        yield Text(f"{lead} {open_} 项待补充材料", f"{open_} open for want of facts")
    if suspected:
        yield Text(f"{suspected} 处疑似问题待核实", f"{suspected} suspected, to be looked at")
    if (open_ or suspected) and made.conclusion != "undetermined":
        yield Text("补充、核实后可能改变结论", "which may change the conclusion")
    if opinion.unread:
        yield Text(
            "文件文本读不了,内容没有看", "the text could not be read, so its content was not looked at"
        )


def _many(n: int, noun: str) -> str:
    return f"{n} {noun} is" if n == 1 else f"{n} {noun}s are"


def _cures(made: Proposal) -> list[Text]:
    """What to do about the breaches, each said once."""
    cures = (f.cure.text if f.cure is not None and f.cure.text else f.rule.cure for f in made.broken)
    return list(dict.fromkeys(c for c in cures if c is not None and c.zh))
