"""The opinion on legality (合法性审查意见书, of normative documents 合法性审核意见书), ready for a lawyer to edit.

In: verdicts on a case, on its text or on a text alone. Out: a paper, for Word or for looking at it. It says nothing that
is in neither of them: what only people know is left blank. It proposes a conclusion and calls nothing void.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.office.clean import one_line
from guiju.engine.report.office.numbering import BLANK, DATED, numbered
from guiju.engine.report.office.official import phrased, sentence, told
from guiju.engine.report.office.paper import Attached, Block, Heading, Line, Paper, Para, Signature
from guiju.engine.report.opinion.annex import annex, annex_title
from guiju.engine.report.opinion.conclusion import proposed
from guiju.engine.report.opinion.findings import findings
from guiju.engine.report.opinion.materials import materials
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.remarks import remarks
from guiju.engine.report.opinion.words import step_word, title
from guiju.engine.report.words.headline import law_asked

_SUBMISSION, _WHOLE = "送审", "全文"


def opinion_paper(opinion: Opinion, lang: Lang) -> Paper:
    word = step_word(opinion)
    parts = (
        (Text(f"{word.zh}依据和材料", "Norms and papers"), materials),
        (Text(f"{word.zh}内容", "Findings"), findings),
        (Text(f"{word.zh}意见", "Conclusion"), proposed),
        (Text("后续办理和说明", "What follows, and notes"), remarks),
    )
    blocks: list[Block] = list(_opening(opinion, lang))
    for at, (heading, blocks_of) in enumerate(parts, 1):
        blocks.append(Heading(1, numbered(1, at, heading.in_lang(lang), lang)))
        blocks += blocks_of(opinion, lang)
    lead = Text("附件：", "Annex: ").in_lang(lang)
    blocks += [Attached(lead, (annex_title().in_lang(lang),)), _signature(opinion, lang)]
    return Paper(title(opinion).in_lang(lang), lang, opinion.on, tuple(blocks), (annex(opinion, lang),))


def _opening(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    number = Text(f"{BLANK}〔【　】〕【　】号", f"No. {BLANK}")
    yield Line(number.in_lang(lang), "center")
    submission = _submission(opinion)
    whole = _whole(opinion)
    received = submission.end or submission.start if submission is not None else None
    word = step_word(opinion)
    stated = (
        (Text("送审单位:", "Submitted by: "), submission.actor if submission is not None else None),
        (Text("送审文件:", "Document: "), _document(opinion, whole)),
        (Text("文号:", "Number: "), _field(whole, "文号")),
        (Text("制定机关:", "Issuer: "), _issuer(opinion, whole)),
        (Text("收件日期:", "Received on: "), phrased(str(received), lang) if received is not None else None),
        (Text(f"{word.zh}基准日:", "As seen on: "), phrased(str(opinion.on), lang)),
    )
    for label, value in stated:
        yield Para(one_line(value) if value else BLANK, told(label, lang))
    if opinion.program.law is not None:
        yield Para(sentence(law_asked(opinion.program.law).in_lang(lang), lang))


def _submission(opinion: Opinion) -> Record | None:
    """The last one that has happened."""
    records = opinion.of_case.case.records if opinion.of_case is not None else ()
    done = [r for r in records if r.step == _SUBMISSION and r.start <= opinion.on]
    return max(done, key=lambda r: (r.start, r.order or 0, r.index), default=None)


def _whole(opinion: Opinion) -> Record | None:
    records = opinion.of_text.case.records if opinion.of_text is not None else ()
    return next((r for r in records if r.step == _WHOLE), None)


def _field(whole: Record | None, name: str) -> str | None:
    value = whole.fields.get(name) if whole is not None else None
    return value if isinstance(value, str) else None


def _document(opinion: Opinion, whole: Record | None) -> str | None:
    """What the text calls itself, else what the case is called."""
    name = _field(whole, "题名") or next((v.case.name for v in opinion.verdicts()), None)
    return f"《{name.strip('《》')}》" if name else None


def _issuer(opinion: Opinion, whole: Record | None) -> str | None:
    stated = opinion.of_case.case.authority.name if opinion.of_case is not None else None
    return stated or _field(whole, "制定机关")


def _signature(opinion: Opinion, lang: Lang) -> Signature:
    word = step_word(opinion)
    lines = (
        Text(f"{word.zh}人:{BLANK}", f"Prepared by: {BLANK}"),
        Text(f"负责人:{BLANK}", f"Approved by: {BLANK}"),
        Text(f"{word.zh}机构(盖章):{BLANK}", f"Office (seal): {BLANK}"),
        DATED,
    )
    return Signature(tuple(told(line, lang) for line in lines))
