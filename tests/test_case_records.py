"""Records of a case file: their days, order, evidence, note and limits."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.diagnostics import limits

from .test_case_vocabulary import bind, faults, good, only, record


def test_a_full_record() -> None:
    text = record(
        "合法性审核",
        "日期: 2019-10-20",
        "时间: 09:30",
        "次序: 2",
        "主体: 司法分局",
        "凭证: [审查意见书, 附件/底稿.docx]",
        "结论: lawful",
        "备注: '+1+cmd'",
    )
    found = good(text).records[0]
    assert (found.step, found.start, found.end, found.index) == (
        "合法性审查",
        date(2019, 10, 20),
        date(2019, 10, 20),
        0,
    )
    assert (found.time, found.order, found.actor) == ("09:30", 2, "司法分局")
    assert found.evidence == ("审查意见书", "附件/底稿.docx") and found.fields == {"结论": "合法"}
    assert found.span is not None and (found.span.line, found.span.column, found.span.end_line) == (3, 5, 10)
    places = {name: (span.line, span.column) for name, span in found.spans.items()}
    assert places == {
        "步骤": (3, 9),
        "日期": (4, 9),
        "时间": (5, 9),
        "次序": (6, 9),
        "主体": (7, 9),
        "凭证": (8, 10),
        "结论": (9, 9),
    }


DAYS = [
    ("公开征求意见", ["起: 2019-09-05", "止: 2019-10-10"], date(2019, 9, 5), date(2019, 10, 10)),
    ("公开征求意见", ["日期: 2019-09-05"], date(2019, 9, 5), date(2019, 9, 5)),
    ("公开征求意见", ["start: 2019-09-05"], date(2019, 9, 5), None),
    ("公开征求意见", ["起: 2019-09-05", "止: 未知"], date(2019, 9, 5), None),
    ("集体讨论", ["起: 2019-09-05", "止: 2019-09-05"], date(2019, 9, 5), date(2019, 9, 5)),
]


@pytest.mark.parametrize(("step", "lines", "start", "end"), DAYS)
def test_days_read(step: str, lines: list[str], start: date, end: date | None) -> None:
    found = good(record(step, *lines)).records[0]
    assert (found.start, found.end) == (start, end)


def test_a_step_that_takes_no_time_and_has_two_days() -> None:
    case, found = bind(record("集体讨论", "起: 2019-09-05", "止: 2019-09-06"))
    assert case is not None and (case.records[0].start, case.records[0].end) == (
        date(2019, 9, 5),
        date(2019, 9, 6),
    )
    (warning,) = found
    assert (warning.code, warning.severity) == ("C055", "warning")
    assert warning.span is not None and (warning.span.line, warning.span.column) == (5, 8)


REFUSED = [
    ("集体讨论", [], [("C050", 3, 9)]),
    ("公开征求意见", ["日期: 2019-09-05", "起: 2019-09-05"], [("C051", 4, 9)]),
    ("公开征求意见", ["日期: 2019-09-05", "止: 2019-09-05"], [("C051", 4, 9)]),
    ("公开征求意见", ["止: 2019-09-05"], [("C052", 4, 8)]),
    ("公开征求意见", ["起: 2019-09-05", "止: 2019-09-04"], [("C053", 5, 8)]),
    ("集体讨论", ["起: 2019-09-05"], [("C054", 4, 8)]),
    ("集体讨论", ["日期:"], [("C022", 4, 5)]),
    ("集体讨论", ["日期: 2019-09-05", "主体: ''", "凭证: ' '"], [("C022", 5, 5), ("C022", 6, 5)]),
    ("集体讨论", ["日期: ''"], [("C022", 4, 5)]),
    ("集体讨论", ["日期: !x 1"], [("C003", 4, 9)]),
    ("集体讨论", ["日期: [2019-09-05]"], [("C021", 4, 9)]),
    ("集体讨论", ["日期: 2019-02-30"], [("C044", 4, 9)]),
    ("公开征求意见", ["起: 2019-02-30", "止: 2019-13-01"], [("C044", 4, 8), ("C044", 5, 8)]),
    ("集体讨论", ["日期: 2019-09-05", "时间: 9:30", "次序: 0"], [("C046", 5, 9), ("C047", 6, 9)]),
    ("集体讨论", ["日期: 2019-09-05", "date: 2019-09-05"], [("C007", 5, 5)]),
    ("集体讨论", ["日期: 2019-09-05", "主体: [甲, 乙]"], [("C021", 5, 9)]),
    ("集体讨论", ["日期: 2019-09-05", "凭证: {甲: 乙}"], [("C021", 5, 9)]),
    ("集体讨论", ["日期: 2019-09-05", "凭证: [甲, [乙]]"], [("C021", 5, 13)]),
    ("集体讨论", ["日期: 2019-09-05", "说明: [甲]"], [("C021", 5, 9)]),
    ("集体讨论", ["日期: 2019-09-05", "说明: 甲", "备注: 乙"], [("C007", 6, 5)]),
    ("集体讨论", ["日期: 2019-09-05", "备注:"], [("C022", 5, 5)]),
]


@pytest.mark.parametrize(("step", "lines", "expected"), REFUSED)
def test_records_refused(step: str, lines: list[str], expected: list[tuple[str, int, int]]) -> None:
    assert faults(record(step, *lines)) == expected


def test_a_missing_date_names_the_step() -> None:
    diagnostic = only(record("legality_review"))
    assert "合法性审查" in diagnostic.message.zh and "legality_review" in diagnostic.message.en


def test_evidence_not_stated_none_and_some() -> None:
    def evidence(line: str) -> tuple[str, ...] | None:
        return good(record("集体讨论", "日期: 2019-09-05", *([line] if line else []))).records[0].evidence

    assert evidence("") is None and evidence("凭证: 未知") is None
    assert evidence("凭证: 无") == () == evidence("evidence: []")
    assert evidence("凭证: 会议纪要") == ("会议纪要",)


def test_every_bad_path_has_its_line() -> None:
    lines = [
        "日期: 2019-09-05",
        "凭证:",
        "  - ../x",
        "  - 会议纪要",
        "  - 'C:\\x'",
        "  - file:///x",
        "  - CON",
    ]
    assert faults(record("集体讨论", *lines)) == [("C049", line, 9) for line in (6, 8, 9, 10)]


def test_a_field_called_note_is_a_field_where_the_step_has_one() -> None:
    text = record("听证公告", "日期: 2019-09-05", "说明: 是", "备注: 张贴在公告栏")
    assert good(text).records[0].fields == {"说明": True}
    assert good(record("集体讨论", "日期: 2019-09-05", "说明: 是")).records[0].fields == {}


def test_limits_on_records() -> None:
    entry = "  - {步骤: 集体讨论, 日期: 2019-09-05}\n"
    head = "程序: 重大行政决策\n步骤:\n"
    assert len(good(head + entry * limits.RECORDS_PER_STEP).records) == limits.RECORDS_PER_STEP
    assert faults(head + entry * (limits.RECORDS_PER_STEP + 9)) == [("C060", limits.RECORDS_PER_STEP + 3, 10)]
    many = faults(head + entry * (limits.RECORDS_PER_CASE + 1))
    assert many[-1] == ("C060", limits.RECORDS_PER_CASE + 3, 10)


def test_faults_of_one_record_do_not_hide_those_of_another() -> None:
    text = (
        record("集体讨论", "日期: [x]")
        + "  - 步骤: 集体讨轮\n    日期: 2019-09-05\n  - 日期: 2019-09-05\n  - 集体讨论\n"
    )
    assert faults(text) == [("C021", 4, 9), ("C031", 5, 9), ("C023", 7, 5), ("C021", 8, 5)]
    case, _ = bind(text)
    assert case is None
