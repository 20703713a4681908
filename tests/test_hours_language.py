"""What the language makes of hours: both languages alike, where they may stand, and what the analyses say of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.windows import at_least_as_long
from guiju.engine.calendar import Calendar, NotCountedInDays
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.plan.shifts import Counted, reach
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration
from guiju.engine.syntax.format import format_pack
from guiju.engine.trial.mutants import mutants

from .command_line import run
from .oracle.small import ALWAYS, case, program, record, rule
from .oracle.wide import WORDS as WIDE
from .test_hours import hours, judged

WORDS = """规则包 样 "样" / "Sample" { 层级 国家 }
规范 办法 《样办法》 { 施行 2020-01-01 }
程序 样程序 (sample) {
  步骤 措施 (measure) 时段 { 字段 答复日 (reply_by): 日期, 约定期 (agreed): 时长 }
  步骤 报告 (report)
}
事实 法定期限 (time_allowed): 时长
"""
EXAMPLES = "合例 {{ 措施 2024-03-01 至 2024-03-02 }}  违例 {{ 措施 2024-03-01 至 2024-03-02 }}"
RULE = '应当 甲 (rule_a) {{ 依据 办法 第一条  要旨 "甲" / "A"\n  {}\n  ' + EXAMPLES + " }}\n"


def problems(body: str, more: str = "") -> list[tuple[str, str]]:
    _, found = compile_sources([Source("a.rule", WORDS + more + RULE.format(body))])
    return [(d.code, d.message.zh) for d in found if d.code != "P040"]


def requirement(body: str) -> core.Req:
    program, found = compile_sources([Source("a.rule", WORDS + RULE.format(body))])
    assert [d for d in found if d.code != "P040"] == []
    return program.rules[0].versions[0].readings[0].req


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("每一 措施  有 报告 后于 本 24小时内", "each measure  has report after this within 24 hours"),
        ("每一 措施  有 报告 先于 本 至少 1个小时", "each measure  has report before this at_least 1 hour"),
        ("措施 期限 不超过 48小时", "measure lasts at_most 48 hours"),
        ("每一 措施  从 起 至 止 不少于 2小时", "each measure  from start to end at_least 2 hours"),
    ],
)
def test_both_languages_say_the_same(chinese: str, english: str) -> None:
    assert requirement(chinese) == requirement(english)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("有 报告 后于 本 24小时内", "只是一天"),
        ("每年  有 报告 后于 本.起 24小时内", "只是一天"),
        ("每一 措施  有 报告 后于 本.答复日 24小时内", "只是一天"),
        ("每一 措施  有 报告 后于 2024-03-01 24小时内", "只是一天"),
        ("每一 措施  有 报告 后于 最近(本, 报告) 24小时内", "只是一天"),
        ("每一 措施  有 报告 不论先后 至多 24小时", "先于还是后于"),
        ("每一 措施  有 报告 后于 本 至少 1日 至多 48小时", "分成两条"),
        ("每一 措施  有 报告 后于 本 24小时内 顺延", "不起作用"),
        ("每一 措施  有 报告 先于 本 至少 24小时 倒计", "不起作用"),
        ("每一 措施  有 报告 后于 本 24小时内 同日亦可", "不起作用"),
        ("每一 措施  有 报告 后于 本 24小时内 不晚于 2024-03-01", "另写一条"),
        ("措施 期限 不少于 24小时 足日", "不起作用"),
        ("每一 措施  从 起 至 答复日 不超过 24小时", "只是一天"),
        ("每一 措施  有 报告 后于 本 3日内  否则 有 报告 后于 本 24小时内", "从违反的那一天数起"),
        ("每隔 24小时 自 措施  有 报告 后于 本.起", "不能按小时"),
    ],
)
def test_where_only_days_can_be_counted(body: str, message: str) -> None:
    found = [text for code, text in problems(body) if code == "P014"]
    assert any(message in text for text in found), problems(body)


def test_what_is_owed_instead_may_count_from_the_record() -> None:
    assert problems("每一 措施  有 报告 后于 本 3日内  否则 有 报告 后于 本.止 200小时内") == []


def test_a_parameter_in_hours_stays_in_hours() -> None:
    upper = '规则包 上 "上" / "U" { 层级 国家 }\n规范 上规 《上规》 { 施行 2020-01-01 }\n'
    upper += "参数 时限 (limit) = 24小时 { 依据 上规 第一条 }\n"
    lower = '规则包 下 "下" / "L" { 层级 省  地区 "某省"  上位 上 }\n规范 下规 《下规》 { 施行 2020-01-01 }\n'

    def codes(value: str) -> list[str]:
        text = lower + f"参数 时限 = {value} {{ 依据 下规 第一条 }}\n"
        _, found = compile_sources([Source("u.rule", upper), Source("l.rule", text)])
        return [d.code for d in found if d.severity == "error"]

    assert (codes("12小时"), codes("1日")) == ([], ["P011"])


def test_a_length_in_hours_that_the_case_states() -> None:
    """Counted where hours can be; elsewhere whether it is kept is the question."""
    stated = Duration(0, "day", of=("fact", "T"))
    from_record = core.Exists("B", ALWAYS, core.Window("after", hi=stated))
    rolling = core.Exists("B", ALWAYS, core.Window("after", hi=stated, roll=True))
    looked_at = case(record("A", 0, time="08:00"), record("B", 1, time="08:01"), facts={"T": hours(24)})
    for req, expected in ((from_record, State.VIOLATED), (rolling, State.UNKNOWN)):
        made = program(rule(req), words=WIDE)
        (finding,) = judge_rule(made.rules[0], looked_at, date(2021, 4, 1), made)
        assert finding.state is expected


def test_hours_and_days_are_never_compared() -> None:
    lengths = Lengths(Calendar())
    for other in (Duration(1, "day"), Duration(1, "workday"), Duration(1, "month"), Duration(9, "day")):
        assert not at_least_as_long(hours(24), other, lengths)
        assert not at_least_as_long(other, hours(24), lengths)
    assert at_least_as_long(hours(25), hours(24), lengths)
    assert not at_least_as_long(hours(23), hours(24), lengths)


@pytest.mark.parametrize(("n", "least", "most"), [(0, 0, 0), (1, 0, 1), (24, 1, 1), (25, 1, 2), (48, 2, 2)])
def test_the_days_that_hours_lead_over(n: int, least: int, most: int) -> None:
    assert Lengths(Calendar()).days(hours(n)) == (least, most)
    start = date(2024, 2, 28)
    assert (Calendar().add(start, n, "hour").result - start).days == most
    latest = reach(Calendar(), (Counted(hours(n)),), start).day
    earliest = reach(Calendar(), (Counted(hours(n), least=True),), start).day
    assert ((earliest - start).days, (latest - start).days) == (least, most)


def test_no_days_are_left_out_of_hours() -> None:
    with pytest.raises(NotCountedInDays):
        Calendar().add(date(2024, 3, 1), 24, "hour", lambda _: False)


def test_the_formatter_keeps_them_in_both_languages() -> None:
    text = WORDS + RULE.format("每一 措施\n  有 报告 后于 本 24小时内")
    english = format_pack(Source("a.rule", text), "en")
    assert "within 24 hours" in english
    assert "1 hour" in format_pack(Source("a.rule", text.replace("24小时", "1小时")), "en")
    assert "24小时内" in format_pack(Source("a.rule", english), "zh")


def test_mutants_change_the_number_and_the_unit() -> None:
    made = program(rule(core.Exists("B", ALWAYS, core.Window("after", hi=hours(24)))))
    told = {m.operator: m.text.zh for m in mutants(made) if "小时" in m.text.zh}
    assert [told[name].partition(":")[2] for name in ("plus_one", "minus_one", "unit_changed")] == [
        "至多 24小时 → 至多 25小时",
        "至多 24小时 → 至多 23小时",
        "至多 24小时 → 至多 24日",
    ]


def test_two_lengths_in_hours_that_cannot_both_be(tmp_path: Path) -> None:
    more = RULE.format("措施 期限 不少于 30小时") + RULE.format("措施 期限 不超过 24小时").replace(
        "甲 (rule_a)", "乙 (rule_b)"
    )
    path = tmp_path / "a.rule"
    path.write_text(WORDS + more, encoding="utf-8")
    assert "L003" in run("lint", path).out
    path.write_text(WORDS + more.replace("30小时", "24小时"), encoding="utf-8")
    assert "L003" not in run("lint", path).out


def test_days_refuses_hours() -> None:
    ended = run("days", "2024-03-01", "24小时")
    assert ended.code == 2 and "小时从时刻数到时刻" in ended.err


def test_a_time_may_stand_where_it_belongs() -> None:
    """The time of a record that takes time is that of its start."""
    body = "措施 期限 不超过 48小时"
    for written in ("2024-03-01 08:00 至 2024-03-02", "2024-03-01 至 2024-03-02 08:00"):
        text = WORDS + RULE.format(body).replace(
            "违例 { 措施 2024-03-01 至 2024-03-02 }", f"违例 {{ 措施 {written} }}"
        )
        made, _ = compile_sources([Source("a.rule", text)])
        assert [e.records[0].time for e in made.examples] == [None, "08:00"]


def test_the_questions_and_findings_are_alike_in_a_proof() -> None:
    """A time not stated on either side: one question, named for both."""
    looked_at = case(record("A", 0), record("B", 1))
    finding = judged(core.Exists("B", ALWAYS, core.Window("after", hi=hours(24))), looked_at, 3)
    assert [label.zh for label in finding.unknown] == ["A.时间、B.时间"]
