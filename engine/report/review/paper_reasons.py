"""What a clean-up report says of each document: why it is to be amended, repealed or declared lapsed; what went wrong in
its making and filing; what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.portfolio.model import Proposal, Reason, Review, Reviewed
from guiju.engine.report.office.numbering import entry_mark, numbered
from guiju.engine.report.office.official import phrased, sentence, told
from guiju.engine.report.office.paper import Block, Column, Heading, Para, Table
from guiju.engine.report.review.blocks import Block as Found
from guiju.engine.report.review.blocks import blocks
from guiju.engine.report.review.told_once import ToldOnce
from guiju.engine.report.review.words import (
    VERIFY,
    difference_line,
    document_name,
    filing_line,
    not_judged_lines,
    problem_line,
    remark_line,
)
from guiju.engine.report.words.naming import visible
from guiju.engine.report.words.places import among_others, before_words
from guiju.engine.report.words.waivers import waiver_line
from msgspec.structs import replace

_CHANGED: tuple[Proposal, ...] = ("amend", "repeal", "lapse")
"""The results that need reasons."""

_QUOTED = 120
_WITH_WORDS = 3
"""So many places of one question are shown with their words."""
_NOT_SAID = "—"


def reasons(review: Review, lang: Lang) -> Iterator[Block]:
    at, once = 0, ToldOnce(lang)
    for proposal in _CHANGED:
        found = review.of(proposal)
        if not found:
            continue
        at += 1
        name, n = review.table.results[proposal], len(found)
        head = Text(f"{name.zh}({n} 件)", f"{name.en} ({n})")
        yield Heading(2, numbered(2, at, told(head, lang), lang))
        for number, reviewed in enumerate(found, 1):
            yield Heading(3, numbered(3, number, _name(reviewed, lang), lang))
            place = numbered(2, at, f"{number} " if lang == "en" else str(number), lang)
            yield from once.blocks(blocks(reviewed.reasons, review, lang), place)
    if not at:
        yield Para(told(Text("没有建议修改、废止、宣布失效的文件。", "There are none."), lang))


def faults_and_filing(review: Review, lang: Lang) -> Iterator[Block]:
    """First of which documents the making was not judged: that no fault was found says nothing of them."""
    judged = sum(r.judged_procedure for r in review.reviewed)
    unseen = join(list(not_judged_lines(review)), ";", "; ")
    if unseen.zh:
        n = len(review.reviewed) - judged
        line = Text(f"没有判断制定程序的 {n} 件:{unseen.zh}", f"{n} whose making was not judged: {unseen.en}")
        yield Para(sentence(line.in_lang(lang), lang))
    faulty = [r for r in review.reviewed if r.faults]
    once = ToldOnce(lang)
    for number, (same, faults) in enumerate(_alike(faulty, review, lang), 1):
        n = len(same)
        several = told(Text(f"下列 {n} 件", f"These {n}"), lang)
        yield Heading(3, numbered(3, number, _name(same[0], lang) if n == 1 else several, lang))
        if n > 1:
            yield Para(sentence(("、" if lang == "zh" else ", ").join(_name(r, lang) for r in same), lang))
        yield from once.blocks(faults, f"{number} " if lang == "en" else str(number))
    if not faulty and judged:
        nothing = Text(
            f"判断了制定程序的 {judged} 件,没有发现须补正的程序问题。",
            f"In the making of the {judged} that were judged no fault that is to be put right was found.",
        )
        yield Para(told(nothing, lang))
    late = [(r, r.filing) for r in review.filed_late if r.filing is not None]
    if late:
        yield Para(told(Text("备案逾期的:", "Filed too late, or not yet:"), lang))
    for at, (reviewed, filing) in enumerate(late, 1):
        line = filing_line(filing)
        name = document_name(reviewed)
        yield _entry(at, Text(f"{name}:{line.zh}", f"{name}: {line.en}"), lang)


def to_verify(review: Review, lang: Lang) -> Iterator[Block]:
    rows = tuple(_question_rows(review, lang))
    if any(not reason.firm for r in review.reviewed for reason in _in_reasons(r)):
        above = Text(
            "上文理由中标明疑似的,按那里“请核实”的问题逐项核实。",
            "What the reasons above call suspected is to be looked at by the questions asked there.",
        )
        yield Para(told(above, lang))
    if rows:
        lead = Text(
            "下列问题也是按用语、日期或者缺少的材料找出的线索,不是结论,不影响建议的结果,请逐项核实:",
            "These too were found by wording, by days or by what is missing; they are clues and no conclusions, change "
            "no result proposed, and are to be looked at one by one:",
        )
        yield Para(told(lead, lang))
        yield Table(
            (
                Column(Text("序号", "No.").in_lang(lang), 2, "center"),
                Column(Text("文件", "Document").in_lang(lang), 6),
                Column(Text("条款和原文", "Place and words").in_lang(lang), 9),
                Column(Text("要核实的问题", "Question").in_lang(lang), 9),
                Column(Text("把握", "How sure").in_lang(lang), 2, "center"),
            ),
            rows,
        )
    notes = [*_notes(review)]
    if notes:
        yield Para(told(Text("另请核对:", "Also to be looked at:"), lang))
    yield from (_entry(at, note, lang) for at, note in enumerate(notes, 1))
    if not rows and not notes:
        yield Para(told(Text("没有。", "None."), lang))


def _question_rows(review: Review, lang: Lang) -> Iterator[tuple[str, ...]]:
    for reviewed in review.reviewed:
        name = phrased(visible(document_name(reviewed)), lang)
        row, asked = str(reviewed.entry.row), _asked(reviewed)
        alike: dict[tuple[str, str], list[Reason]] = {}
        for reason in asked:
            if not _only_missing(reason):
                alike.setdefault(_question(reason, review, lang), []).append(reason)
        for (question, sure), found in alike.items():
            yield row, name, _places(found, lang), question, sure
        missing = [reason.message for reason in asked if _only_missing(reason)]
        if missing:
            yield row, name, "", told(join(missing, ";", "; "), lang), _NOT_SAID


def _asked(reviewed: Reviewed) -> list[Reason]:
    """What is asked nowhere above."""
    told_ = _in_reasons(reviewed)
    every = (*reviewed.reasons, *reviewed.faults, *reviewed.questions)
    return [reason for reason in every if not reason.firm and reason not in told_]


def _in_reasons(reviewed: Reviewed) -> tuple[Reason, ...]:
    """Those that the section on reasons tells."""
    return reviewed.reasons if reviewed.proposal in _CHANGED else ()


def _alike(
    faulty: Sequence[Reviewed], review: Review, lang: Lang
) -> list[tuple[list[Reviewed], tuple[Found, ...]]]:
    """Documents with the same faults, where these are about each as a whole, stand together; the title of each says all
    that its words would."""
    groups: dict[object, tuple[list[Reviewed], tuple[Found, ...]]] = {}
    for reviewed in faulty:
        found = blocks(reviewed.faults, review, lang)
        if all(r.whole and r.quote is not None for r in reviewed.faults):
            found = tuple(
                replace(b, parts=tuple(p for p in b.parts if p.key != "quote"), places=()) for b in found
            )
            groups.setdefault(found, ([], found))[0].append(reviewed)
        else:
            groups[reviewed.entry.row] = [reviewed], found
    return list(groups.values())


def _only_missing(reason: Reason) -> bool:
    """Whether nothing was found, and something was not there to be looked at; a document has one row for all of that."""
    return reason.sure is None and reason.quote is None


def _places(found: Sequence[Reason], lang: Lang) -> str:
    """The first ones with their words, the others by their places; the workbook has the words of all."""
    quotes = list(dict.fromkeys((r.quote.where, r.quote.words) for r in found if r.quote is not None))
    lines = [
        before_words(where) + plain(f"“{words if len(words) <= _QUOTED else f'{words[:_QUOTED]}…'}”")
        for where, words in quotes[:_WITH_WORDS]
    ]
    if others := [among_others(where) for where, _ in quotes[_WITH_WORDS:]]:
        places = join(others)
        lines.append(Text(f"还有{places.zh}", f"also {places.en}"))
    return "\n".join(visible(line.in_lang(lang)) for line in lines)


def _question(reason: Reason, review: Review, lang: Lang) -> tuple[str, str]:
    cause = review.table.cause(reason.cause)
    asked = reason.question or reason.message
    sure = word("how_sure", reason.sure).in_lang(lang) if reason.sure is not None else _NOT_SAID
    return told(Text(f"{cause.zh}:{asked.zh}", f"{cause.en}: {asked.en}"), lang), sure


def _notes(review: Review) -> Iterator[Text]:
    """What else somebody has to look at: sources that do not agree, a result already written down that is another one,
    files and cells that cannot be read, waivers, the list itself."""
    for reviewed in review.reviewed:
        name = document_name(reviewed)
        lines = [
            *([reviewed.stated_otherwise] if reviewed.stated_otherwise is not None else []),
            *(difference_line(d) for d in reviewed.differences),
            *(cut(problem_line(p)) for p in (*reviewed.unread, *reviewed.bad_cells)),
            *(waiver_line(f) for f in reviewed.waived),
        ]
        if lines:
            every = join(lines, ";", "; ")
            named = every.zh.startswith(name)  # a file that cannot be read is called by its name in both
            yield every if named else Text(f"{name}:{every.zh}", f"{name}: {every.en}")
    yield from map(remark_line, review.remarks)
    yield from map(problem_line, review.problems)


def cut(line: Text) -> Text:
    """As much of it as a paper has room for; the workbook has all."""
    return Text(*(s if len(s) <= _QUOTED else f"{s[:_QUOTED]}…" for s in (line.zh, line.en)))


def _name(reviewed: Reviewed, lang: Lang) -> str:
    name = visible(document_name(reviewed))
    if not reviewed.to_verify:
        return phrased(name, lang)
    return told(Text(f"{name}({VERIFY.zh})", f"{name} ({VERIFY.en})"), lang)


def _entry(at: int, line: Text, lang: Lang) -> Para:
    return Para(sentence(visible(line.in_lang(lang)), lang), entry_mark(at, lang))
