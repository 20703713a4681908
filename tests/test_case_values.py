"""Values of facts and fields: what each type reads, what it refuses, where and with which way out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.case.dates import NotADate, read_date, read_time
from guiju.engine.case.evidence import leaves_folder
from guiju.engine.case.model import Value
from guiju.engine.diagnostics import limits

from .test_case_vocabulary import bind, fact, faults, good, only, record


def hint(text: str, lang: str = "zh") -> str:
    found = only(text).hint
    assert found is not None
    return found.zh if lang == "zh" else found.en


# --- what is read -------------------------------------------------------------------------------------------

READ: list[tuple[str, Value]] = [
    ("探索性改革: 是", True),
    ("探索性改革: 否", False),
    ("exploratory_reform: yes", True),
    ("exploratory_reform: no", False),
    ("exploratory_reform: 'true'", True),
    ("exploratory_reform: false", False),
    ("投资额: 120", Decimal(120)),
    ("投资额: '-3.50'", Decimal("-3.50")),
    ("投资额: 010", Decimal(10)),
    ("启动日期: 2019-09-05", date(2019, 9, 5)),
    ("启动日期: 2020-02-29", date(2020, 2, 29)),
    ("另有法定程序: 无", "无"),
    ("special_procedure: none", "无"),
    ("另有法定程序: 城乡规划法", "城乡规划法"),
    ("事项类别: 公共政策", "公共政策"),
    ("decision_kind: none_of_these", "不属于"),
    ("承办单位: 住建局", ("住建局",)),
    ("承办单位: [住建局, 财政局]", ("住建局", "财政局")),
    ("承办单位: 无", ()),
    ("承办单位: []", ()),
    ("已作同类评估: NO", "NO"),
    ("已作同类评估: 190:20:30", "190:20:30"),
]


@pytest.mark.parametrize(("line", "value"), READ)
def test_values_read(line: str, value: Value) -> None:
    facts = good(fact(line)).facts
    assert list(facts.values()) == [value]
    assert type(next(iter(facts.values()))) is type(value)


@pytest.mark.parametrize("word", ["未知", "unknown", "'未知'", '"unknown"'])
@pytest.mark.parametrize(
    "name", ["探索性改革", "投资额", "启动日期", "事项类别", "承办单位", "已作同类评估", "另有法定程序"]
)
def test_unknown_is_not_stated(name: str, word: str) -> None:
    case = good(fact(f"{name}: {word}"))
    assert case.facts == {} and case.fact_spans[name].line == 3


def test_list_items_with_parts_and_named_values() -> None:
    case = good(
        record(
            "专家论证", "日期: 2019-10-01", "专家: [{姓名: 甲, 利害关系: 否}, {name: 乙, conflict: unknown}]"
        )
    )
    assert case.records[0].fields["专家"] == ({"姓名": "甲", "利害关系": False}, {"姓名": "乙"})
    one = good(record("专家论证", "日期: 2019-10-01", "专家: {姓名: 甲}"))
    assert one.records[0].fields["专家"] == ({"姓名": "甲"},)
    named = good(record("公开征求意见", "日期: 2019-10-01", "channels: [门户网站, newspaper]"))
    assert named.records[0].fields["渠道"] == ("政府网站", "报纸")


# --- what is refused ----------------------------------------------------------------------------------------

REFUSED = [
    ("探索性改革: NO", "C040", 10, "no"),
    ("探索性改革: 有", "C040", 10, "未知"),
    ("探索性改革: 1", "C040", 10, ""),
    ("投资额: ３０", "C041", 8, "30"),
    ("投资额: '٣٠'", "C041", 8, ""),
    ("投资额: '1_000'", "C041", 8, "1000"),
    ("投资额: '1,000'", "C041", 8, "1000"),
    ("投资额: ' 30 '", "C041", 8, "30"),
    ("投资额: 1e3", "C041", 8, ""),
    ("投资额: .nan", "C041", 8, ""),
    ("投资额: -.inf", "C041", 8, ""),
    ("投资额: 30万元", "C041", 8, ""),
    ("启动日期: 2019/9/5", "C043", 9, "2019-09-05"),
    ("事项类别: 公共政策类", "C035", 9, "公共政策"),
    ("事项类别: 别的", "C035", 9, "不属于"),
]


@pytest.mark.parametrize(("line", "code", "column", "said"), REFUSED)
def test_values_refused(line: str, code: str, column: int, said: str) -> None:
    text = fact(line)
    assert faults(text) == [(code, 3, column)]
    assert said in hint(text)


def test_a_long_number_is_shortened() -> None:
    text = fact("投资额: " + "9" * 100_000)
    assert faults(text) == [("C041", 3, 8)]
    assert len(only(text).message.en) < 150
    assert good(fact("投资额: " + "9" * limits.NUMBER_DIGITS)).facts["投资额"] == Decimal(10**18 - 1)
    assert faults(fact("投资额: " + "9" * (limits.NUMBER_DIGITS + 1))) == [("C041", 3, 8)]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("探索性改革:", "C022", 3),
        ("探索性改革: ~", "C022", 3),
        ("探索性改革: null", "C022", 3),
        ("已作同类评估: ''", "C022", 3),
        ("已作同类评估: '  '", "C022", 3),
        ("承办单位: [甲, ~]", "C022", 13),
        ("承办单位: [甲, '']", "C022", 13),
        ("探索性改革: [是]", "C021", 10),
        ("投资额: {a: 1}", "C021", 8),
        ("承办单位: [{a: 1}]", "C021", 10),
        ("承办单位: [[甲]]", "C021", 10),
    ],
)
def test_nothing_and_wrong_shapes(line: str, code: str, column: int) -> None:
    assert faults(fact(line)) == [(code, 3, column)]


def test_values_that_read_as_their_opposite() -> None:
    diagnostic = only(record("合法性审查", "日期: 2019-10-20", "结论: \u202e法合不\u202c"))
    assert diagnostic.code == "C035" and diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (5, 9)
    assert diagnostic.hint is not None and "U+202E RIGHT-TO-LEFT OVERRIDE" in diagnostic.hint.en
    assert "\u202e" not in diagnostic.message.zh + diagnostic.message.en


def test_parts_of_list_items() -> None:
    wrong = record(
        "专家论证", "日期: 2019-10-01", "专家: [{姓名: 甲, 厉害关系: 否}, 乙, {name: 丙, 姓名: 丁}]"
    )
    assert faults(wrong) == [("C032", 5, 18), ("C021", 5, 28), ("C007", 5, 41)]
    _, found = bind(wrong)
    assert found[0].hint is not None and "利害关系" in found[0].hint.zh
    assert found[1].hint is not None and "{姓名: …, 利害关系: …}" in found[1].hint.zh


def test_a_zone_is_never_dropped_in_silence() -> None:
    with_zone, without = read_date("2019-10-30T23:30:00-12:00"), read_date("2019-10-30 23:30")
    assert isinstance(with_zone, NotADate) and isinstance(without, NotADate)
    assert with_zone.hint is not None and "当地" in with_zone.hint.zh and "local" in with_zone.hint.en
    assert without.hint is not None and "当地" not in without.hint.zh and "时间" in without.hint.zh


def test_a_full_width_comma_is_doubted_not_refused() -> None:
    assert good(fact("承办单位: ['住建局，财政局']")).facts["承办单位"] == ("住建局，财政局",)
    case, found = bind(fact("承办单位: [住建局，财政局]"))
    assert case is not None and case.facts["承办单位"] == ("住建局，财政局",)
    assert [(d.code, d.severity) for d in found] == [("C061", "warning")]


def test_one_fault_behind_several_references_is_told_once() -> None:
    text = fact("投资额: &x 多\n  受影响人数: *x")
    assert faults(text) == [("C041", 3, 8)]


# --- dates and times ----------------------------------------------------------------------------------------

SPELLINGS = [
    ("2019/9/5", "2019-09-05"),
    ("2019.09.05", "2019-09-05"),
    ("2019-9-5", "2019-09-05"),
    ("2019年9月5日", "2019-09-05"),
    ("20191020", "2019-10-20"),
    ("10/11/2019", "2019-10-11 或 2019-11-10"),
    ("13/11/2019", "2019-11-13"),
    ("2019-W44-3", "2019-10-30"),
    ("2019W443", "2019-10-30"),
    ("２０１９－１０－２０", "2019-10-20"),
    ("2019-10-20 9:30", "2019-10-20"),
    ("2019-10-30T23:30:00-12:00", "2019-10-30"),
    ("2019-10-30T23:30:00Z", "2019-10-30"),
]


@pytest.mark.parametrize(("text", "meant"), SPELLINGS)
def test_other_spellings_of_dates_are_answered_with_the_right_one(text: str, meant: str) -> None:
    found = read_date(text)
    assert isinstance(found, NotADate) and found.code == "C043"
    assert found.hint is not None and f"请写成 {meant}" in found.hint.zh
    assert faults(fact(f"启动日期: '{text}'")) == [("C043", 3, 9)]


@pytest.mark.parametrize(
    ("text", "code", "zh", "en"),
    [
        ("2019-02-29", "C044", "2019年2月只有28天", "February 2019 has 28 days"),
        ("2020-02-30", "C044", "2020年2月只有29天", "February 2020 has 29 days"),
        ("2019-04-31", "C044", "2019年4月只有30天", "April 2019 has 30 days"),
        ("2019-04-00", "C044", "2019年4月只有30天", "April 2019 has 30 days"),
        ("2019-13-01", "C044", "12个月", "12 months"),
        ("0000-00-00", "C044", "不是日期", "not a date"),
        ("1899-12-31", "C045", "1900–2200", "1900–2200"),
        ("9999-12-31", "C045", "1900–2200", "1900–2200"),
    ],
)
def test_days_that_do_not_exist(text: str, code: str, zh: str, en: str) -> None:
    found = read_date(text)
    assert isinstance(found, NotADate)
    assert found.code == code and zh in found.message.zh and en in found.message.en


@pytest.mark.parametrize(
    "text", ["", "昨天", "٢٠١٩-١٠-٢٠", "2019-W54-1", "19-10-20", "2019-02", "99/99/2019"]
)
def test_what_is_no_date_at_all(text: str) -> None:
    found = read_date(text)
    assert isinstance(found, NotADate) and found.hint is not None and "2019-09-05" in found.hint.zh


def test_bounds_of_the_calendar() -> None:
    assert read_date("1900-01-01") == date(1900, 1, 1)
    assert read_date("2200-12-31") == date(2200, 12, 31)


@pytest.mark.parametrize(
    ("text", "meant"), [("9:30", "09:30"), ("９：３０", "09:30"), ("9点5分", "09:05"), ("09:30:15", "09:30")]
)
def test_times(text: str, meant: str) -> None:
    found = read_time(text)
    assert isinstance(found, NotADate) and found.hint is not None and meant in found.hint.zh


def test_times_read_and_refused() -> None:
    assert read_time("00:00") == "00:00" and read_time("23:59") == "23:59"
    assert all(isinstance(read_time(text), NotADate) for text in ("24:00", "12:60", "noon", "٠٩:٣٠"))


# --- evidence -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "../x.docx",
        "a/../../x",
        "/etc/passwd",
        "／etc/passwd",
        "C:\\x",
        "c:x",
        "\\\\host\\share",
        "a\\b",
        "file:///x",
        "https://example.invalid/x",
        "~/x",
        "CON",
        "附件/nul.docx",
        "com1",
        "x\x00y",
        "．．/x",
    ],
)
def test_paths_that_leave_the_folder(text: str) -> None:
    reason = leaves_folder(text)
    assert reason is not None and reason.zh and reason.en


@pytest.mark.parametrize(
    "text",
    [
        "会议纪要",
        "附件/会议纪要.docx",
        "纪要(2019)第3号",
        "constitution.pdf",
        "a...b",
        "网站公告:征求意见",
        "console.txt",
    ],
)
def test_names_of_evidence(text: str) -> None:
    assert leaves_folder(text) is None
