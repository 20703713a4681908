"""What the review says of each document of the sample folder, and of the folder."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.portfolio.model import Reviewed
from guiju.engine.report.review.text import render_review
from guiju.engine.report.review.words import rows_text

from .making_documents import docx, p
from .reviewing import FOLDER, ON, causes, reviewed, row, sample


@pytest.mark.parametrize(
    ("file", "proposal", "to_verify", "found"),
    [
        ("01", "keep", False, []),
        ("02", "lapse", False, ["期满"]),
        ("03", "repeal", False, ["被覆盖"]),
        ("04", "repeal", False, ["依据废止", "越权设定", "兜底"]),
        ("05", "repeal", True, ["依据废止", "越权设定"]),
        ("06", "ask", False, []),
        ("07", "ask", False, []),
        ("08", "ask", False, []),
        ("宣传栏", "amend", False, ["越权设定"]),
    ],
)
def test_each_document_has_the_result_its_causes_lead_to(
    file: str, proposal: str, to_verify: bool, found: list[str]
) -> None:
    got = row(sample(), file)
    assert (got.proposal, got.to_verify, causes(got.reasons)) == (proposal, to_verify, found)


def test_a_case_belongs_to_the_document_of_its_name_or_to_the_one_it_names() -> None:
    pairs = {(r.entry.text, r.entry.case) for r in sample().reviewed}
    assert ("01_河道采摘管理办法.txt", "01_河道采摘管理办法.yaml") in pairs
    assert ("档案/宣传栏.txt", "档案/宣传栏案卷.yaml") in pairs
    assert ("03_摊点设置规定.txt", None) in pairs and (None, "07_只有案卷.yaml") in pairs


def test_other_files_are_noted() -> None:
    assert sample().unused == ("名单.csv",)


def test_a_ledger_in_the_folder_is_named_with_how_to_review_it(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "02_夜间集市管理办法.txt", tmp_path)
    for name in ("台账.xlsx", "expected.json", "README.md", "readme.txt"):
        (tmp_path / name).write_bytes(b"{}")
    review = reviewed(tmp_path)
    assert (len(review.reviewed), review.unused) == (1, ("台账.xlsx",))
    told = "".join(render_review(review, "zh", width=400).split("没有用到的文件\n")[1].splitlines()[:1])
    assert "guiju review" in told and told.count("台账.xlsx") == 2


def test_what_one_cannot_read_is_a_row_with_its_error() -> None:
    broken = row(sample(), "06")
    assert [d.code for d in broken.problems] == ["W003"] and not broken.judged_text
    assert [d.code for d in row(sample(), "08").problems] == ["C044"]
    assert sample().exit_code == 2


def test_a_firm_cause_comes_before_suspicions_that_would_do_the_same() -> None:
    reasons = row(sample(), "04").reasons
    assert [r.firm for r in reasons] == [True, False, False]
    assert [r.sure for r in reasons] == [None, "high", "medium"]


def test_a_suspicion_keeps_its_question_and_the_words_with_their_place() -> None:
    reason = row(sample(), "04").reasons[1]
    assert reason.question is not None and reason.question.en.startswith("Does a law")
    assert reason.quote is not None and reason.quote.where == "第三条"
    assert reason.quote.marked == ("处200元以上500元以下罚款",) and reason.quote.span is not None


def test_what_a_person_confirmed_is_firm() -> None:
    (reason,) = row(sample(), "宣传栏").reasons
    assert reason.firm and "李四" in reason.message.zh


def test_a_suspicion_of_low_confidence_changes_nothing() -> None:
    assert causes(row(sample(), "05").questions) == ["证明事项"]


def test_a_repealed_document_says_which_one_ends_it_and_where() -> None:
    (reason,) = row(sample(), "03").reasons
    assert "柳府规〔2022〕4号" in reason.message.zh and "2022-07-01" in reason.message.zh
    assert reason.quote is not None and reason.quote.where == "《柳桥镇摊点管理办法》第四条第二句"


def test_what_went_wrong_in_the_making_stands_beside_the_result() -> None:
    faults = row(sample(), "04").faults
    assert [r.finding.rule.row for r in faults if r.finding] == ["S-1", "S-2"]
    assert all(r.cure is not None for r in faults)


def test_filing_is_late_up_to_the_day_it_was_done() -> None:
    late = row(sample(), "04").filing
    assert late is not None
    assert (late.last_day, late.done, late.days_late) == (date(2022, 6, 21), date(2022, 7, 4), 13)
    in_time = row(sample(), "01").filing
    assert in_time is not None and in_time.days_late == 0 and in_time.done == date(2023, 3, 20)
    assert in_time.last_day == date(2023, 3, 25)
    assert [r.entry.row for r in sample().filed_late] == [4]


def test_never_filed_is_late_up_to_the_day_of_looking(tmp_path: Path) -> None:
    text = (FOLDER / "01_河道采摘管理办法.yaml").read_text("utf-8")
    without = [line for line in text.splitlines() if "备案, 日期" not in line]
    shutil.copy(FOLDER / "01_河道采摘管理办法.txt", tmp_path)
    (tmp_path / "01_河道采摘管理办法.yaml").write_text("\n".join(without) + "\n", "utf-8")
    (only,) = reviewed(tmp_path).reviewed
    assert only.filing is not None and only.filing.done is None
    assert only.filing.days_late == (ON - date(2023, 3, 25)).days


def test_sources_that_do_not_agree_are_told() -> None:
    told = {d.what: [(s.source, str(s.value)) for s in d.stated] for d in row(sample(), "04").differences}
    assert told == {
        "number": [("text", "柳府规〔2022〕4号"), ("case", "柳府规〔2022〕3号")],
        "valid_until": [("text", "2027-06-30"), ("case", "2027-12-31")],
    }
    assert not row(sample(), "01").differences


def test_validity_that_runs_out_within_a_year() -> None:
    assert [r.entry.row for r in sample().expiring] == [4]
    got = row(sample(), "04")
    assert (got.last_day, got.evaluate_from) == (date(2027, 6, 30), date(2026, 12, 30))


@pytest.mark.parametrize(
    ("on", "expired"), [(date(2021, 4, 30), False), (date(2021, 5, 1), True), (date(2020, 5, 1), False)]
)
def test_the_last_day_still_counts(on: date, expired: bool, tmp_path: Path) -> None:
    shutil.copy(FOLDER / "02_夜间集市管理办法.txt", tmp_path)
    (only,) = reviewed(tmp_path, on).reviewed
    assert (only.proposal == "lapse") is expired
    assert only.expires_soon is (on == date(2021, 4, 30) or on == date(2020, 5, 1))


def test_a_repeal_that_is_not_in_force_yet_is_a_question(tmp_path: Path) -> None:
    for name in ("03_摊点设置规定.txt", "04_摊点管理办法.md"):
        shutil.copy(FOLDER / name, tmp_path)
    older = row(reviewed(tmp_path, date(2022, 6, 30)), "03")
    assert older.proposal == "keep" and causes(older.questions) == ["被覆盖"]
    assert row(reviewed(tmp_path, date(2022, 7, 1)), "03").proposal == "repeal"


def test_norms_that_are_gone_name_the_rows_that_rest_on_them() -> None:
    assert [(n.title, n.successor, n.rows) for n in sample().gone] == [
        ("信访条例", "信访工作条例", (4,)),
        ("个体工商户条例", "促进个体工商户发展条例", (5,)),
    ]


def test_an_unverified_norm_makes_no_firm_cause() -> None:
    (reason,) = (r for r in row(sample(), "05").reasons if r.cause == "依据废止")
    assert not reason.firm and reason.sure == "medium" and "目录未核实" in reason.message.zh


def test_facts_of_the_text_help_out_its_case() -> None:
    """The case of the first document states no last day; its rule on that is judged by the text."""
    assert not row(sample(), "01").faults
    told = [a.text.zh for a in row(sample(), "01").assumptions]
    assert any("有效期至 2028-03-31" in text for text in told)


def test_same_number_twice(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        shutil.copy(FOLDER / "02_夜间集市管理办法.txt", tmp_path / name)
    remarks = reviewed(tmp_path).remarks
    assert [(r.kind, r.rows) for r in remarks] == [("duplicate", (1, 2))]


OLD = "柳府规〔2018〕2号\n柳桥镇夜市办法\n第一条 为了夜市，制定本办法。\n第二条 {time}\n柳桥镇人民政府\n2018年4月20日\n"
FIXED = "本办法自2018年5月1日起施行，有效期三年。"


def renewed(tmp_path: Path, day: str) -> Reviewed:
    (tmp_path / "1.txt").write_text(OLD.format(time=FIXED), "utf-8")
    (tmp_path / "2.txt").write_text(
        "柳府规〔2021〕1号\n柳桥镇人民政府关于延长《柳桥镇夜市办法》有效期的通知\n各村：\n"
        f"《柳桥镇夜市办法》的有效期延长五年。\n柳桥镇人民政府\n{day}\n",
        "utf-8",
    )
    return row(reviewed(tmp_path), "1")


def test_a_notice_that_renews_it_in_time_leaves_the_last_day_open(tmp_path: Path) -> None:
    got = renewed(tmp_path, "2021年3月1日")
    assert got.proposal == "keep" and causes(got.questions) == ["期满"]
    question = got.questions[0].question
    assert question is not None and "柳府规〔2021〕1号" in question.zh


def test_a_notice_that_came_after_the_end_does_not_revive_it(tmp_path: Path) -> None:
    got = renewed(tmp_path, "2021年5月6日")
    assert got.proposal == "lapse" and not got.to_verify and "隔了 5 日" in got.reasons[0].message.zh


@pytest.mark.parametrize(
    ("time", "to_verify"),
    [
        (FIXED, False),
        ("本办法自发布之日起施行，有效期三年。", True),
        ("本办法自发布之日起施行，有效期至2021年4月30日。", False),
        ("本办法自2018年5月1日起试行二年。", True),
    ],
)
def test_a_term_that_is_only_inferred_is_to_be_verified(time: str, to_verify: bool, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(OLD.format(time=time), "utf-8")
    (got,) = reviewed(tmp_path).reviewed
    assert got.proposal == "lapse" and got.to_verify is to_verify


def test_a_text_that_may_not_have_been_read_whole_is_a_question(tmp_path: Path) -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>第三条 藏着的。</w:t></w:r></w:p>"
    body = "".join(p(line) for line in OLD.format(time="本办法自2018年5月1日起施行。").splitlines())
    (tmp_path / "1.docx").write_bytes(docx(body + hidden))
    (got,) = reviewed(tmp_path).reviewed
    assert got.proposal == "keep" and got.has_questions and not got.warnings
    assert causes(got.questions) == ["材料缺失"]


@pytest.mark.parametrize(
    ("rows", "shown"), [((3,), "第 3 件"), ((1, 2), "第 1、2 件"), ((1, 2, 3, 5, 7, 8), "第 1–3、5、7、8 件")]
)
def test_rows_that_follow_one_another_are_put_together(rows: tuple[int, ...], shown: str) -> None:
    assert rows_text(rows).zh == shown


@pytest.mark.parametrize(
    ("bases", "proposal", "cause"),
    [
        ("《样例旧办法》", "repeal", "依据废止"),
        ("《样例旧办法》和《信访工作条例》", "amend", "依据修改"),
        ("《信访条例》", "repeal", "依据废止"),
        ("《信访条例》和《中华人民共和国行政处罚法》", "amend", "依据修改"),
        ("《信访工作条例》", "keep", None),
        ("《谁也不认识的办法》", "keep", None),
    ],
)
def test_what_became_of_the_bases(bases: str, proposal: str, cause: str | None, tmp_path: Path) -> None:
    text = OLD.format(time="本办法自2018年5月1日起施行。").replace("为了夜市", f"根据{bases}")
    (tmp_path / "1.txt").write_text(text, "utf-8")
    (got,) = reviewed(tmp_path).reviewed
    assert (got.proposal, causes(got.reasons)) == (proposal, [cause] if cause else [])


WAIVED = """放行:
  - {规则: 公布前审核, 批准: 镇长, 理由: 紧急, 依据: 样例文件法第九条, 至: 2030-01-01}
"""


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("01_河道采摘管理办法.txt", "01_河道采摘管理办法.yaml"), 0),
        (("02_夜间集市管理办法.txt",), 1),
        (("04_摊点管理办法.md", "04_摊点管理办法.yaml"), 1),
        (("06_坏文件.docx",), 2),
        (("02_夜间集市管理办法.txt", "06_坏文件.docx"), 2),
        (("07_只有案卷.yaml",), 1),
    ],
)
def test_exit_codes(names: tuple[str, ...], code: int, tmp_path: Path) -> None:
    for name in names:
        shutil.copy(FOLDER / name, tmp_path)
    assert reviewed(tmp_path).exit_code == code


def test_what_was_signed_for_is_no_fault(tmp_path: Path) -> None:
    case = (FOLDER / "07_只有案卷.yaml").read_text("utf-8") + WAIVED
    (tmp_path / "1.yaml").write_text(case, "utf-8")
    review = reviewed(tmp_path)
    (got,) = review.reviewed
    assert not got.faults and [f.rule.row for f in got.waived] == ["S-1"]
    assert review.exit_code == 3 and "公布前审核" in render_review(review, "zh")


def test_what_the_files_leave_open_is_asked_once(tmp_path: Path) -> None:
    case = (FOLDER / "07_只有案卷.yaml").read_text("utf-8")
    (tmp_path / "1.yaml").write_text(case + "  - {步骤: 备案, 日期: 2024-01-10}\n", "utf-8")
    (got,) = reviewed(tmp_path).reviewed
    (asked,) = (r for r in got.questions if "没有写明" in r.message.zh)
    assert "有效期至" in asked.message.zh and asked.question is not None
    assert "写有效期" in asked.question.zh and asked.cause == "材料缺失"


def test_a_rule_about_one_basis_is_sorted_by_what_is_left_of_all() -> None:
    """Nothing is left of the bases: the document is repealed, or amended to what took the place of its basis."""
    reason = row(sample(), "04").reasons[0]
    assert reason.finding is not None and reason.finding.rule.row == "S-15"
    assert reason.cause == "依据废止" and "信访工作条例" in reason.message.zh
    assert reason.cure is not None and "按《信访工作条例》修改" in reason.cure.zh
    assert reason.quote is not None and reason.quote.words.startswith("为了规范摊点")


def test_a_document_that_carries_out_one_norm_goes_with_it_though_it_names_others(tmp_path: Path) -> None:
    text = OLD.format(time="本办法自2018年5月1日起施行。").replace(
        "为了夜市", "根据《信访条例》和《中华人民共和国行政处罚法》"
    )
    (tmp_path / "1.txt").write_text(text.replace("柳桥镇夜市办法", "柳桥镇《信访条例》实施细则"), "utf-8")
    (got,) = reviewed(tmp_path).reviewed
    assert (got.proposal, causes(got.reasons)) == ("repeal", ["依据废止"])
