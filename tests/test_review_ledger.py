"""A ledger reviewed: its rows with their files, what it states beside what is proposed, what is wrong with the list."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.diagnostics.model import Refused
from guiju.engine.ledger.template import Value, template
from guiju.engine.portfolio.model import UNLIMITED, Review, Reviewed
from guiju.engine.report.office.paper_text import paper_text
from guiju.engine.report.review.json import render_review_json
from guiju.engine.report.review.paper import review_paper
from guiju.engine.report.review.sheet import sheet_rows
from guiju.engine.report.review.text import render_review
from guiju.engine.report.review.words import difference_line
from guiju.engine.report.review.workbook import review_book

from .reviewing import FOLDER, causes, reviewed

MARKET = {"title": "柳桥镇夜间集市管理办法", "number": "柳府规〔2018〕2号", "text": "02_夜间集市管理办法.txt"}
FISHING = {
    "title": "柳桥镇河道采摘管理办法",
    "number": "柳府规〔2023〕1号",
    "text": "01_河道采摘管理办法.txt",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "台账")
    return tmp_path / "台账"


def review(folder: Path, *rows: Mapping[str, Value]) -> Review:
    (folder / "台账.xlsx").write_bytes(template("zh", rows))
    return reviewed(folder / "台账.xlsx")


def only(folder: Path, row: Mapping[str, Value]) -> Reviewed:
    (found,) = review(folder, row).reviewed
    return found


def kinds(review: Review) -> list[tuple[str, tuple[int, ...]]]:
    return [(remark.kind, remark.rows) for remark in review.remarks]


def test_the_texts_and_cases_that_rows_name_are_judged(folder: Path) -> None:
    found = only(folder, {**FISHING, "case": "01_河道采摘管理办法.yaml"})
    assert found.judged_text and found.judged_procedure and found.proposal == "keep"
    assert found.entry.cell == "台账!2" and found.entry.effective == date(2023, 4, 1)


def test_the_ending_of_a_file_may_be_left_out_where_one_document_is_called_so(folder: Path) -> None:
    assert only(folder, {**MARKET, "text": "02_夜间集市管理办法"}).judged_text
    (folder / "02_夜间集市管理办法.docx").write_bytes(b"x")
    assert [p.code for p in only(folder, {**MARKET, "text": "02_夜间集市管理办法"}).problems] == ["G001"]


def test_the_case_may_name_the_text(folder: Path) -> None:
    found = only(folder, {"title": "柳桥镇宣传栏管理规定", "case": "档案\\宣传栏案卷.yaml"})
    assert found.judged_text and causes(found.reasons) == ["越权设定"]


def test_a_row_without_a_text_is_decided_by_its_days_alone(folder: Path) -> None:
    row = {"title": "柳桥镇旧办法", "number": "柳府规〔2016〕1号"}
    assert only(folder, row).proposal == "ask"
    over = only(folder, {**row, "valid_until": date(2020, 1, 1)})
    assert over.proposal == "lapse" and causes(over.reasons) == ["期满"]
    assert causes(over.questions) == ["材料缺失"]


@pytest.mark.parametrize(
    ("column", "words", "cause"),
    [
        ("why", "活动已结束", "任务完成"),
        ("remarks", "管理对象已消失", "对象消失"),
        ("why", "机构改革", "主体变更"),
    ],
)
def test_causes_that_the_ledger_states(folder: Path, column: str, words: str, cause: str) -> None:
    found = only(folder, {**FISHING, column: words})
    assert causes(found.reasons) == [cause] and words in found.reasons[0].message.zh
    assert found.proposal == ("amend" if cause == "主体变更" else "lapse")


def test_a_result_stated_otherwise_is_kept_and_told(folder: Path) -> None:
    found = only(folder, {**FISHING, "result": "repeal", "why": "不再需要"})
    assert (
        found.proposal == "keep" and found.entry.stated == "repeal" and found.entry.stated_why == "不再需要"
    )
    assert found.stated_otherwise is not None and "继续有效" in found.stated_otherwise.zh
    assert only(folder, {**FISHING, "result": "keep"}).stated_otherwise is None


def test_repeal_of_what_has_expired_is_called_by_its_name(folder: Path) -> None:
    found = only(folder, {**MARKET, "result": "repeal"})
    assert found.proposal == "lapse" and found.stated_otherwise is not None
    assert "应当宣布失效" in found.stated_otherwise.zh


def test_days_that_differ_from_those_of_the_text(folder: Path) -> None:
    found = only(folder, {**MARKET, "valid_until": date(2027, 4, 30), "effective": date(2018, 5, 1)})
    told = [(d.what, [str(s.value) for s in d.stated]) for d in found.differences]
    assert told == [("valid_until", ["2021-04-30", "2027-04-30"])]
    (reason,) = found.reasons
    assert found.to_verify and not reason.firm and reason.question is not None


def test_no_end_against_a_last_day_in_the_text(folder: Path) -> None:
    (difference,) = only(folder, {**MARKET, "valid_until": "长期"}).differences
    assert [s.value for s in difference.stated] == [date(2021, 4, 30), UNLIMITED]


def test_the_day_of_publication_in_the_ledger_counts_for_the_text(folder: Path) -> None:
    """自发布之日起施行, and the text does not say when that was."""
    (folder / "甲.txt").write_text(
        "柳府规〔2020〕3号\n柳桥镇甲办法\n第一条 为了甲，制定本办法。\n第二条 本办法自发布之日起施行，有效期五年。\n",
        "utf-8",
    )
    row: Mapping[str, Value] = {
        "title": "柳桥镇甲办法",
        "text": "甲.txt",
        "published": date(2020, 3, 2),
    }
    found = only(folder, row)
    assert found.proposal == "lapse" and found.last_day == date(2025, 3, 1) and not found.to_verify
    assert not found.differences


def test_the_same_document_twice_with_two_results(folder: Path) -> None:
    found = review(
        folder,
        {**MARKET, "result": "lapse"},
        {**MARKET, "number": "柳府规[2018]02号", "result": "keep"},
        {**FISHING, "title": MARKET["title"]},
    )
    assert kinds(found)[:3] == [("duplicate", (1, 2)), ("two results", (1, 2)), ("same title", (1, 2, 3))]


def test_numbers_spoken_of_that_the_list_does_not_have(folder: Path) -> None:
    found = review(folder, {**MARKET, "why": "由柳府规〔2020〕7号代替,见国发〔2015〕5号和柳府规〔2018〕02号"})
    assert [r.message.en.split()[0] for r in found.remarks if r.kind == "named"] == ["柳府规〔2020〕7号"]


def test_an_amendment_without_a_day(folder: Path) -> None:
    assert ("no deadline", (1,)) in kinds(review(folder, {**FISHING, "result": "amend"}))
    dated = review(folder, {**FISHING, "result": "amend", "deadline": date(2027, 6, 30)})
    assert "no deadline" not in {kind for kind, _ in kinds(dated)}
    assert dated.reviewed[0].entry.amend_by == date(2027, 6, 30)


def test_rows_without_files_and_files_without_rows(folder: Path) -> None:
    found = review(folder, MARKET, {"title": "柳桥镇没有文件的办法"})
    assert ("no file", (2,)) in kinds(found)
    (unlisted,) = (r for r in found.remarks if r.kind == "not listed")
    assert "03_摊点设置规定.txt" in unlisted.message.zh and "02_夜间集市" not in unlisted.message.zh


def test_a_file_that_is_not_there_is_the_error_of_its_row(folder: Path) -> None:
    found = review(folder, MARKET, {**FISHING, "text": "没有.txt"})
    assert [d.code for d in found.reviewed[1].problems] == ["G001"] and found.exit_code == 2
    assert not found.reviewed[0].problems


def test_a_term_inferred_from_the_text_is_set_beside_the_day_of_the_ledger(folder: Path) -> None:
    """Both are over; the day shown and the sum behind it must not speak of two days as of one."""
    (folder / "甲.txt").write_text(
        "柳府规〔2020〕3号\n柳桥镇甲办法\n第一条 为了甲，制定本办法。\n"
        "第二条 本办法自发布之日起施行，有效期三年。\n柳桥镇人民政府\n2020年3月2日\n",
        "utf-8",
    )
    row: Mapping[str, Value] = {"title": "柳桥镇甲办法", "text": "甲.txt", "valid_until": date(2024, 12, 31)}
    found = only(folder, row)
    (difference,) = found.differences
    assert difference_line(difference).zh == "有效期至不一致:台账 2024-12-31,正文推定 2023-03-01"
    (reason,) = found.reasons
    assert reason.firm and found.last_day == date(2024, 12, 31)
    assert "有效期至 2024-12-31 届满" in reason.message.zh and "按正文推定到 2023-03-01(" in reason.message.zh
    assert not only(folder, {**row, "valid_until": date(2023, 3, 1)}).differences


def test_a_term_without_a_day_in_force_counts_from_that_of_the_text(folder: Path) -> None:
    head = "柳府规〔2017〕3号\n柳桥镇甲办法\n第一条 为了甲，制定本办法。\n"
    foot = "柳桥镇人民政府\n2017年5月27日\n"
    (folder / "甲.txt").write_text(f"{head}第二条 本办法自2017年7月1日起施行。\n{foot}", "utf-8")
    (folder / "乙.txt").write_text(f"{head}第二条 本办法自发布之日起施行。\n{foot}", "utf-8")
    stated = only(folder, {"title": "柳桥镇甲办法", "text": "甲.txt", "term": "五年"})
    assert stated.last_day == date(2022, 6, 30) and stated.proposal == "lapse" and stated.reasons[0].firm
    assert "台账写有效期" in stated.reasons[0].message.zh
    inferred = only(folder, {"title": "柳桥镇甲办法", "text": "乙.txt", "term": "五年"})
    assert inferred.last_day == date(2022, 5, 26) and inferred.to_verify
    unread = only(folder, {"title": "柳桥镇甲办法", "made": date(2017, 5, 27), "term": "五年"})
    assert unread.last_day == date(2022, 5, 26) and "期满" in causes([*unread.reasons, *unread.questions])
    assert only(folder, {"title": "柳桥镇甲办法", "term": "五年"}).last_day is None


def test_a_bad_cell_is_no_unread_file(folder: Path) -> None:
    found = review(
        folder,
        {**MARKET, "made": "2018年0920"},
        {**FISHING, "text": "没有.txt", "case": "01_河道采摘管理办法.yaml"},
        {"title": "柳桥镇坏案卷办法", "case": "08_写坏的案卷.yaml"},
    )
    market, fishing, broken = found.reviewed
    assert [p.code for p in market.bad_cells] == ["X013"] and not market.unread and market.judged_text
    assert [p.code for p in fishing.unread] == ["G001"] and not fishing.bad_cells
    assert [r.entry.row for r in found.without_case] == [1]
    assert [r.entry.row for r in found.case_unread] == [3] and broken.unread


def test_every_output_counts_unread_files_bad_cells_and_missing_cases_alike(folder: Path) -> None:
    found = review(folder, {**MARKET, "made": "2018年0920"}, {**FISHING, "text": "没有.txt"})
    text = render_review(found, "zh")
    assert text.count("台账填写有误") == text.count("读不了\n") == 1 and "没有案卷(第 1、2 件)" in text
    paper = paper_text(review_paper(found, "zh")).replace("\n", "").replace(" ", "")
    assert "有文件读不了的1件，台账填写有误的1件" in paper and "没有案卷（第1、2件）" in paper
    assert "没有发现须补正的程序问题" not in paper
    summary = {row[0]: row[1:] for row in review_book(found, "zh").sheets[0].rows}
    assert [summary[name][0] for name in ("有文件读不了", "台账填写有误", "没有案卷")] == [1, 1, 2]
    sheets = {sheet.name: [row[0] for row in sheet.rows] for sheet in review_book(found, "zh").sheets}
    assert sheets["读不了的文件"] == [2] and sheets["台账填写有误"] == [1]
    data = json.loads(render_review_json(found))
    assert (data["unread"], data["bad_cells"], data["without_case"]) == ([2], [1], [1, 2])
    notes = [str(row[-1]) for row in sheet_rows(found, "zh")]
    assert notes[0].startswith("[台账填写有误] ") and notes[1].startswith("[读不了] ")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "别处.txt"
    secret.write_text("秘密", "utf-8")
    (folder / "链接.txt").symlink_to(secret)
    found = only(folder, {**FISHING, "text": "链接.txt"})
    assert [d.code for d in found.problems] == ["V003"] and not found.judged_text


def test_a_ledger_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(Refused):
        reviewed(folder / "坏.xlsx")
    with pytest.raises(Refused) as refused:
        reviewed(folder / "01_河道采摘管理办法.txt")
    assert [d.code for d in refused.value.diagnostics] == ["V004"]


def test_a_name_that_differs_in_capitals_alone_is_the_file(folder: Path) -> None:
    found = review(folder, {**MARKET, "text": "02_夜间集市管理办法.TXT"})
    assert found.reviewed[0].judged_text and not found.reviewed[0].problems
    (unlisted,) = (r for r in found.remarks if r.kind == "not listed")
    assert "02_夜间集市" not in unlisted.message.zh


def test_a_row_that_names_a_file_elsewhere_is_not_said_to_name_none(folder: Path) -> None:
    found = review(folder, {**MARKET, "text": "../别处.txt"}, {"title": "柳桥镇没有文件的办法"})
    assert ("no file", (2,)) in kinds(found)
