"""The part 审查意见 of an opinion: the conclusion proposed, why, the choices, and what to correct."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.report.office.numbering import entry_mark
from guiju.engine.report.office.official import sentence, told
from guiju.engine.report.office.paper import Block, Para
from guiju.engine.report.opinion.heads import Conclusion, heads
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.proposal import Proposal, proposal
from guiju.engine.report.opinion.words import step_word
from guiju.engine.report.words.headline import not_judged_words
from guiju.engine.report.words.naming import blanks
from guiju.engine.report.words.places import among_others

_NOTHING = Text("所适用的规则没有发现违反", "the rules applied found nothing violated")
_NOTHING_BUT_HINTS = Text(
    "除列为提示的以外,所适用的规则没有发现违反",
    "apart from what is listed as a hint, the rules applied found nothing violated",
)


def proposed(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    made = proposal(opinion)
    yield Para(told(_sentence(made, opinion), lang))
    boxes = [
        f"{'☑' if key == made.conclusion else '☐'}{_word(key).in_lang(lang)}" for key in get_args(Conclusion)
    ]
    word = step_word(opinion)
    lead = Text(f"结论由{word.zh}人员选定:", "The conclusion is for the reviewer to settle:")
    yield Para(told(lead, lang))
    yield Para(("　" if lang == "zh" else "   ").join(boxes))
    for at, cure in enumerate(_cures(made), 1):
        if at == 1:
            yield Para(told(Text("建议改正:", "Proposed corrections:"), lang))
        yield Para(sentence(cure.in_lang(lang), lang), entry_mark(at, lang))


def _word(key: Conclusion) -> Text:
    return heads().conclusions[key]


def _sentence(made: Proposal, opinion: Opinion) -> Text:
    word = _word(made.conclusion)
    line = Text(f"建议意见为“{word.zh}”:", f"The conclusion proposed is “{word.en}”: ")
    return line + join(list(_grounds(made, opinion)), ";", "; ") + Text("。", ".")


def _grounds(made: Proposal, opinion: Opinion) -> Iterator[Text]:
    yield from _broken(made)
    left_out = {pack.id: pack for v in opinion.verdicts() for pack in v.not_judged}
    if left_out:
        yield not_judged_words(tuple(left_out.values()))
    open_, suspected = len({f.rule.id for f in made.open}), len(made.suspected)
    if not made.broken and not open_ and not suspected:
        if made.conclusion == "lawful":
            yield _NOTHING_BUT_HINTS if made.hints else _NOTHING
        elif not opinion.unread and not left_out:
            yield Text("送来的材料不足以判断", "what was sent does not suffice for a judgment")
    still = []
    if open_:
        lead = "另有" if made.broken else "有"
        still.append(Text(f"{lead} {open_} 项待补充材料", f"{open_} open for want of facts"))
    if suspected:
        still.append(Text(f"{suspected} 处疑似问题待核实", f"{suspected} suspected, to be looked at"))
    if still and made.broken:
        still.append(Text("补充、核实后可能改变结论", "which may change the conclusion"))
    if still:
        yield join(still, ",", ", ")
    if opinion.unread:
        yield Text(
            "文件文本读不了,内容没有看", "the text could not be read, so its content was not looked at"
        )


def _broken(made: Proposal) -> Iterator[Text]:
    """How many, and whether they are of the whole, of articles that can be struck out, or of procedure."""
    rules = len({f.rule.id for f in made.broken})
    if not rules:
        return
    flaws = len({f.rule.id for f in made.broken if f.severity == "flaw"})
    procedure = len({f.rule.id for f in made.of_procedure})
    many = f"{rules} requirement is" if rules == 1 else f"{rules} requirements are"
    against = "程序" if procedure == rules else "规定"
    told_ = Text(f"有 {rules} 项违反{against},应予改正", f"{many} not met, to be put right")
    parts = []
    if 0 < procedure < rules:
        parts.append(Text(f"程序 {procedure} 项", f"{procedure} of procedure"))
    if flaws:
        parts.append(Text(f"瑕疵 {flaws} 项", f"{flaws} no more than a flaw"))
    if parts:
        of = join(parts, ",", ", ")
        told_ += Text(f"(其中{of.zh})", f" ({of.en})")
    yield told_
    yield from _how_far(made)


def _how_far(made: Proposal) -> Iterator[Text]:
    whole = list(dict.fromkeys(blanks(f.rule.name.text) for f in made.of_whole))
    if whole:
        names = join(whole)
        yield Text(
            f"“{names.zh}”及于整体,不是删改个别条款可以改正的",
            f"“{names.en}” concerns the whole, and no change of single articles puts it right",
        )
    if not made.articles:
        return
    where, n, of = join([among_others(a) for a in made.articles]), len(made.articles), len(made.every)
    if made.conclusion == "unlawful" and not whole:
        yield Text(
            f"有权利义务内容的 {of} 条里有 {n} 条违反({where.zh}),除去以后文件的主要内容不复存在",
            f"{n} of the {of} articles that give rights or lay duties on break a rule ({where.en}), and without "
            f"them the main content is gone",
        )
    else:
        of_all = "the only one that gives rights or lays" if of == 1 else f"of {of} that give rights or lay"
        yield Text(
            f"条款的问题在{where.zh}(有权利义务内容的共 {of} 条),删改以后其余可以保留",
            f"as to articles, the trouble is in {where.en} ({of_all} duties on); the others can stay once that is "
            f"changed",
        )


def _cures(made: Proposal) -> list[Text]:
    """What to do about the breaches, each said once."""
    cures = (f.cure.text if f.cure is not None and f.cure.text else f.rule.cure for f in made.broken)
    return list(dict.fromkeys(c for c in cures if c is not None and c.zh))
