"""The clean-up review as Word and Excel: everything in it has its place, counts add up, texts stay texts."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Lang, plain
from guiju.engine.portfolio.model import Quote, Review
from guiju.engine.report.office.clean import one_line
from guiju.engine.report.office.official import official
from guiju.engine.report.office.paper import Annex, Block, Heading, Para, Table
from guiju.engine.report.office.paper_text import paper_text
from guiju.engine.report.review.docx import review_docx
from guiju.engine.report.review.paper import review_paper
from guiju.engine.report.review.workbook import review_book
from guiju.engine.report.review.xlsx import review_xlsx
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from .office_files import digest, elsewhere, parts, words_of
from .office_samples import HARMFUL
from .reviewing import sample
from .test_report_golden import LANGS, hold

GOLDEN = Path(__file__).parent / "golden" / "review"
BARRED = re.compile("无效|可撤销|void|voidable")
WRITE = (
    "import sys; from tests.reviewing import sample; from guiju.engine.report.review.docx import review_docx; "
    "from guiju.engine.report.review.xlsx import review_xlsx; "
    "sys.stdout.buffer.write(review_docx(sample(), 'zh') + review_xlsx(sample(), 'zh'))"
)
SHEETS = ["汇总", "清理意见表", "问题明细", "备案期限", "一年内到期", "读不了的文件"]


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def section(review: Review, number: int) -> list[Block]:
    """The blocks of one of the seven parts."""
    found: list[Block] = []
    at = 0
    for block in review_paper(review, "zh").blocks:
        at += isinstance(block, Heading) and block.level == 1
        if at == number:
            found.append(block)
    return found


def text_of(blocks: list[Block]) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, Heading | Para):
            lines.append((block.label if isinstance(block, Para) else "") + block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(row) for row in block.rows]
    return "\n".join(lines)


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_report(lang: Lang) -> None:
    hold(GOLDEN / f"report.{lang}.txt", words_of(review_docx(sample(), lang)))


def test_two_runs_give_the_same_bytes_also_elsewhere() -> None:
    made = review_docx(sample(), "zh") + review_xlsx(sample(), "zh")
    assert review_docx(sample(), "zh") + review_xlsx(sample(), "zh") == made
    assert elsewhere(WRITE) == digest(made)


def test_the_sample_has_every_result() -> None:
    assert all(sample().counts.values())
    assert {r.firm for each in sample().reviewed for r in each.reasons} == {True, False}
    assert any(each.faults for each in sample().reviewed)


def test_the_counts_add_up_and_the_catalogues_hold_each_document_once() -> None:
    review = sample()
    table = next(b for b in section(review, 2) if isinstance(b, Table))
    *lines, total = table.rows
    assert sum(int(row[1]) for row in lines) == int(total[1]) == len(review.reviewed)
    assert [row[0] for row in lines] == ["继续有效", "修改", "废止", "宣布失效", "待核"]
    numbers = [n for row in lines for n in row[3].split("、") if n]
    assert sorted(map(int, numbers)) == [each.entry.row for each in review.reviewed]
    *lists, every = review_paper(review, "zh").annexes
    titles = [row[1] for annex in lists for row in rows_of(annex)]
    assert sorted(titles) == sorted(each.entry.title for each in review.reviewed)
    assert [row[1] for row in rows_of(every)] == [each.entry.title for each in review.reviewed]


def rows_of(annex: Annex) -> list[tuple[str, ...]]:
    return [row for block in annex.blocks if isinstance(block, Table) for row in block.rows]


def test_the_table_of_all_documents_has_the_columns_of_the_offices() -> None:
    every = review_paper(sample(), "zh").annexes[-1]
    assert every.wide
    table = next(block for block in every.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == [
        "序号",
        "文件名称",
        "文号",
        "统一编号",
        "制定机关",
        "起草/实施部门",
        "成文/发布/施行日期",
        "有效期至",
        "制定依据",
        "清理意见",
        "理由（条款和依据）",
        "拟修改内容/完成时限",
        "审核意见",
        "备注",
    ]


def test_each_reason_of_a_change_is_told_with_place_and_words() -> None:
    review = sample()
    told = text_of(section(review, 3))
    for reviewed in review.reviewed:
        if reviewed.proposal in ("amend", "repeal", "lapse"):
            assert reviewed.entry.title in told
            for reason in reviewed.reasons:
                assert review.table.cause(reason.cause).zh in told
                if reason.quote is not None:
                    assert one_line(reason.quote.words) in told


def test_faults_and_late_filing_are_told() -> None:
    review = sample()
    told = text_of(section(review, 4))
    for reviewed in review.reviewed:
        for fault in reviewed.faults:
            assert fault.finding is not None and fault.finding.rule.name.zh in told
    for reviewed in review.filed_late:
        assert reviewed.filing is not None and f"迟{reviewed.filing.days_late}日" in told
    clean = [replace(r, faults=()) for r in review.reviewed]
    assert "没有发现须补正的程序问题" in text_of(section(replace(review, reviewed=tuple(clean)), 4))


def test_what_expires_is_told_and_where_nothing_does_that_too() -> None:
    review = sample()
    rows = next(b for b in section(review, 5) if isinstance(b, Table)).rows
    assert [row[0] for row in rows] == [str(r.entry.row) for r in review.expiring]
    assert text_of(section(replace(review, reviewed=review.reviewed[:1]), 5)).endswith("没有。")


def test_every_question_is_asked_with_how_sure_it_is() -> None:
    review = sample()
    rows = next(b for b in section(review, 6) if isinstance(b, Table)).rows
    above = text_of(section(review, 3))
    told = "\n".join(row[3] for row in rows)
    for each in review.reviewed:
        changed = each.proposal in ("amend", "repeal", "lapse")
        for reason in each.reasons if changed else ():
            assert reason.question is None or told_in(reason.question.zh, above), reason
        for reason in (*(() if changed else each.reasons), *each.faults, *each.questions):
            asked = reason.question if reason.sure is not None or reason.quote is not None else reason.message
            assert reason.firm or asked is None or told_in(asked.zh, told), reason
    assert {row[4] for row in rows} == {"低", "—"}
    assert "上文理由中标明疑似的" in text_of(section(review, 6))


def told_in(asked: str, text: str) -> bool:
    return official(asked) in text


def test_a_requirement_is_told_in_full_once_and_then_referred_to() -> None:
    told = text_of(section(sample(), 3))
    assert told.count("要求：不设定罚款。") == 1
    assert told.count("要求、依据等：同本部分（一）1（1）。") > 0


def test_files_that_could_not_be_read_are_named() -> None:
    told = text_of(section(sample(), 6))
    for reviewed in sample().reviewed:
        for problem in reviewed.problems:
            assert problem.span is not None and Path(problem.span.file).name in told


def tasks(rows: tuple[tuple[str, ...], ...]) -> set[str]:
    return {task for row in rows for task in row[0].split("；")}


def test_what_follows_has_blanks_where_nobody_has_said_when() -> None:
    rows = next(b for b in section(sample(), 7) if isinstance(b, Table)).rows
    assert {"修改", "废止", "宣布失效", "补正程序", "核实后定清理意见"} <= tasks(rows)
    assert all(row[2] and row[3] for row in rows) and rows[-1][3] == "【　　】"


def test_the_head_names_the_office_only_where_it_is_one() -> None:
    review = sample()
    assert review_paper(review, "zh").title.startswith("【　　】关于")
    one = [replace(r, entry=replace(r.entry, issuer="柳桥镇人民政府")) for r in review.reviewed]
    paper = review_paper(replace(review, reviewed=tuple(one)), "zh")
    assert paper.title.startswith("柳桥镇人民政府关于")


def test_a_review_of_nothing_is_a_report_all_the_same() -> None:
    empty = replace(sample(), reviewed=(), gone=(), remarks=(), problems=())
    for lang in LANGS:
        assert parts(review_docx(empty, lang)) and parts(review_xlsx(empty, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_it_never_calls_anything_void(lang: Lang) -> None:
    assert not BARRED.search(paper_text(review_paper(sample(), lang)))


def test_the_workbook_has_its_sheets_and_its_rows() -> None:
    review = sample()
    found = sheets(review_xlsx(review, "zh"))
    assert list(found) == SHEETS
    counts = {row[0]: row[1] for row in found["汇总"][1:]}
    assert counts["清理的文件"] == len(review.reviewed)
    assert sum(counts.get(name.zh, 0) for name in review.table.results.values()) == len(review.reviewed)
    assert [row[0] for row in found["清理意见表"][1:]] == [r.entry.row for r in review.reviewed]
    reasons = [x for r in review.reviewed for x in (*r.reasons, *r.faults, *r.questions)]
    assert len(found["问题明细"]) == len(reasons) + 1
    assert len(found["备案期限"]) == len(review.reviewed) + 1
    assert len(found["一年内到期"]) == len(review.expiring) + 1
    assert len(found["读不了的文件"]) == sum(len(r.problems) for r in review.reviewed) + 1


def test_a_cell_that_would_be_cut_says_what_was_found_and_where_all_of_it_stands() -> None:
    review = sample()
    at, changed = next((n, r) for n, r in enumerate(review.reviewed, 1) if r.reasons and r.reasons[0].quote)
    (first, *_) = changed.reasons
    assert first.quote is not None
    many = [
        replace(
            first,
            message=plain(f"其{n}"),
            firm=True,
            quote=replace(first.quote, where=f"第{n}条", words="甲" * 150),
            finding=None,
        )
        for n in range(90)
    ]
    for n, whole in ((2, True), (12, False), (90, False)):
        rows = [replace(r, reasons=tuple(many[:n])) if r is changed else r for r in review.reviewed]
        book = review_book(replace(review, reviewed=tuple(rows)), "zh")
        cell = str(book.sheets[1].rows[at - 1][12])
        assert cell.count("\n") < 26 and "第0条" in cell
        assert ("甲" * 150 in cell) is whole and cell.endswith("(全文见“问题明细”)") is not whole


def test_each_reason_stands_in_a_row_of_its_own() -> None:
    rows = sheets(review_xlsx(sample(), "zh"))["问题明细"]
    head = {name: at for at, name in enumerate(rows[0])}
    firm = {row[head["确定程度"]] for row in rows[1:]}
    assert {"确定", "疑似(高)", "疑似(中)"} <= firm
    suspected = [row for row in rows[1:] if str(row[head["确定程度"]]).startswith("疑似")]
    assert all(row[head["要核实的问题"]] and row[head["原文"]] for row in suspected)
    assert all(not row[head["核对结果"]] for row in rows[1:])


def test_where_people_fill_in_there_are_lists() -> None:
    found = parts(review_xlsx(sample(), "zh"))
    assert '"继续有效,修改,废止,宣布失效,不列入清理"' in found["xl/worksheets/sheet2.xml"]
    assert '"属实,不属实"' in found["xl/worksheets/sheet3.xml"]


def harmful() -> Review:
    """The sample with texts that mean harm wherever a file can put one."""
    review = sample()
    rows = []
    for at, reviewed in enumerate(review.reviewed):
        bad = HARMFUL[at % len(HARMFUL)]
        entry = replace(
            reviewed.entry,
            title=bad,
            number=bad,
            issuer=bad,
            drafter=bad,
            note=bad,
            basis=(bad,),
            changes=bad,
        )
        rows.append(replace(reviewed, entry=entry))
    return replace(review, reviewed=tuple(rows), name=HARMFUL[0])


@pytest.mark.parametrize("lang", LANGS)
def test_texts_that_mean_harm_stay_texts(lang: Lang) -> None:
    workbook, report = parts(review_xlsx(harmful(), lang)), parts(review_docx(harmful(), lang))
    for name, xml in workbook.items():
        assert "<f>" not in xml and not ("hyperlink" in xml and name.startswith("xl/worksheets/_rels"))
    for xml in (*workbook.values(), *report.values()):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e\u2066\uffff]", xml)
    cells = [cell for rows in sheets(review_xlsx(harmful(), lang)).values() for row in rows for cell in row]
    assert "=1+1" in cells and "+cmd|' /C calc'!A0" in cells


def test_documents_that_lack_the_same_stand_together() -> None:
    review = sample()
    (fault, *_) = next(r.faults for r in review.reviewed if r.faults)
    lacking = replace(fault, whole=True, quote=Quote("全文", "甲"), message=plain("没有写"))
    alike = tuple(replace(r, faults=(lacking,)) for r in review.reviewed[:3])
    told = text_of(section(replace(review, reviewed=alike), 4))
    assert "1. 下列3件" in told and told.count("没有写") == 1
    assert all(r.entry.title in told for r in alike)
