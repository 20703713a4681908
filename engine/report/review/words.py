"""The words of a clean-up review: what is said of filing, terms, sources and the list, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import PurePath

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.portfolio.model import (
    UNLIMITED,
    Difference,
    Filing,
    From,
    GoneNorm,
    Remark,
    Review,
    Reviewed,
    Stated,
    What,
)
from guiju.engine.report.words.naming import behind, named

VERIFY = Text("待核实", "to be verified")
UNREAD = Text("读不了", "Could not be read")
BAD_CELLS = Text("台账填写有误", "Wrong in the ledger")
_SOURCES: dict[From, Text] = {
    "ledger": Text("台账", "ledger"),
    "case": Text("案卷", "case"),
    "text": Text("正文", "text"),
}
_WHAT: dict[What, Text] = {
    "number": Text("文号", "number"),
    "made": Text("成文日期", "date of the document"),
    "published": Text("公布日期", "day of publication"),
    "effective": Text("施行日期", "day of effect"),
    "valid_until": Text("有效期至", "last day of validity"),
    "filed": Text("备案日期", "day of filing"),
}
_ROWS_SHOWN = 30


def result_word(reviewed: Reviewed, review: Review) -> Text:
    """The result, with a mark where it rests on suspicions alone."""
    name = review.table.results[reviewed.proposal]
    return behind(name, VERIFY) if reviewed.to_verify else name


def counts_line(review: Review) -> Text:
    """`11 件:继续有效 4 · 修改 5(待核实 2) · …`; the counts add up to the first number."""
    parts = []
    for proposal, n in review.counts.items():
        if n:
            unsure = sum(r.to_verify for r in review.of(proposal))
            name = review.table.results[proposal]
            part = Text(f"{name.zh} {n}", f"{n} {name.en}")
            parts.append(
                behind(part, Text(f"待核实 {unsure}", f"{unsure} to be verified")) if unsure else part
            )
    total = len(review.reviewed)
    told = join(parts, " · ", " · ")
    s = "" if total == 1 else "s"
    return Text(f"{total} 件:{told.zh}", f"{total} document{s}: {told.en}")


def filing_line(filing: Filing) -> Text:
    """When it was filed, the last day for it, and how late it is."""
    done, last = filing.done, filing.last_day
    told = Text("没有备案记录", "no filing on record")
    if done is not None:
        told = Text(f"{done} 备案", f"filed on {done}")
    if last is not None:
        told += Text(f",最后一日 {last}", f", the last day was {last}")
    if filing.days_late:
        told += Text(f",迟 {filing.days_late} 日", f", {_days(filing.days_late)} late")
    elif done is not None and last is None:
        told += Text(",没有已知的期限", ", no time limit known")
    return told


def _days(n: int) -> str:
    return f"{n} day{'' if n == 1 else 's'}"


def difference_line(difference: Difference) -> Text:
    """`公布日期:台账 2021-03-01,案卷 2021-03-02`."""
    what = _WHAT[difference.what]
    stated = [
        Text(f"{_source(s).zh} {value.zh}", f"{_source(s).en} {value.en}")
        for s, value in ((s, _value(s.value)) for s in difference.stated)
    ]
    told = join(stated, ",", ", ")
    return Text(f"{what.zh}不一致:{told.zh}", f"{what.en}: {told.en}")


def _source(stated: Stated) -> Text:
    source = _SOURCES[stated.source]
    return Text(f"{source.zh}推定", f"{source.en} (inferred)") if stated.inferred else source


def _value(value: date | str) -> Text:
    if value == UNLIMITED:
        return Text(UNLIMITED, "no end")
    return plain(named(str(value)))


def term_line(reviewed: Reviewed) -> Text:
    """Its last day, and from when it is to be evaluated."""
    line = Text(f"有效期至 {reviewed.last_day}", f"valid until {reviewed.last_day}")
    if reviewed.evaluate_from is not None:
        start = reviewed.evaluate_from
        line += Text(f",建议自 {start} 起评估", f", better evaluated from {start} on")
    return line


def gone_line(norm: GoneNorm) -> Text:
    """What became of a norm, and which documents rest on it."""
    name = f"《{named(norm.title)}》" + (f"({named(norm.number)})" if norm.number else "")
    zh, en = (f"自 {norm.since} 起", f" from {norm.since} on") if norm.since is not None else ("", "")
    if norm.successor:
        became = Text(
            f"{zh}由《{named(norm.successor)}》代替", f"replaced by 《{named(norm.successor)}》{en}"
        )
    else:
        became = Text(f"{zh}不再有效", f"no longer in force{en}")
    rows = rows_text(norm.rows)
    return Text(f"{name}{became.zh}:{rows.zh}以它为依据", f"{name} {became.en}: it is the basis of {rows.en}")


def remark_line(remark: Remark) -> Text:
    return behind(remark.message, rows_text(remark.rows)) if remark.rows else remark.message


def not_judged_lines(review: Review) -> Iterator[Text]:
    """The rows whose making was not judged, by what is not there for it."""
    for why, found in (
        (Text("没有案卷", "there is no case"), review.without_case),
        (Text("案卷读不了", "the case could not be read"), review.case_unread),
    ):
        if found:
            yield behind(why, rows_text([r.entry.row for r in found]))


def problem_line(problem: Diagnostic) -> Text:
    """What is wrong with a file, its name and line before it, and the way out behind it."""
    line = problem.message
    if problem.hint is not None:
        line = line + Text(";", "; ") + problem.hint
    span = problem.span
    if span is None:
        return line
    name = named(PurePath(span.file).name)
    if span.whole_file:
        return Text(f"{name}:{line.zh}", f"{name}: {line.en}")
    return Text(f"{name} 第 {span.line} 行:{line.zh}", f"{name} line {span.line}: {line.en}")


def rows_text(rows: Sequence[int]) -> Text:
    """`第 2、5–9 件`."""
    runs = list(_runs(rows))
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_ROWS_SHOWN]]
    tail = ("等", " …") if len(runs) > _ROWS_SHOWN else ("", "")
    return Text(f"第 {'、'.join(shown)} 件{tail[0]}", f"no. {', '.join(shown)}{tail[1]}")


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each stretch of rows that follow one another; two in a row stand apart."""
    for _, group in groupby(enumerate(rows), key=lambda each: each[1] - each[0]):
        found = [row for _, row in group]
        if len(found) < 3:
            yield from ((row, row) for row in found)
        else:
            yield found[0], found[-1]


def document_name(reviewed: Reviewed) -> str:
    """`《…》(文号)`; without marks where the file stands for a title that could not be read."""
    entry = reviewed.entry
    title = named(entry.title)
    if entry.title not in (entry.text, entry.case):
        title = title if title.startswith("《") else f"《{title}》"
    return title + (f"({named(entry.number)})" if entry.number else "")
