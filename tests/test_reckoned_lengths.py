"""Lengths of time that are reckoned: shares, multiples and sums (`办结期 × 1/3`, `60日 + 本.延长`)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from guiju.engine.case.duration import Duration, Share, reckoned
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Finding
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program
from guiju.engine.syntax.format import format_pack
from guiju.engine.trial.mutants import mutants
from guiju.engine.trial.run import example_case

WORDS = """规则包 样 "样" { 层级 国家  版次 "1" }
规范 办法 《样办法》 { 施行 2018-01-01 }
参数 办结期 (term) = 20日
参数 以月计 (months_term) = 3个月
参数 人数 (people) = 3
程序 程序甲 { 步骤 受理 { 字段 延长: 时长, 备考: 文本 } 步骤 办结 步骤 公示 时段 }
事实 法定期: 时长
"""
CITY = """规则包 市 "市" { 层级 市  上位 样  版次 "1" }
参数 办结期 = 10日 { 依据 办法 }
"""
EXAMPLES = "合例 {{ {case} }}  违例 {{ {case} }}"
RULE = '应当 甲 {{ 依据 办法 第一条  要旨 "甲"  {}  ' + EXAMPLES + " }}\n"
ACCEPTED = "受理 2024-03-01"


def compiled(
    body: str, case: str = ACCEPTED, more: Sequence[str] = ()
) -> tuple[Program, list[tuple[str, str]]]:
    texts = [WORDS + RULE.format(body, case=case), *more]
    program, found = compile_sources([Source(f"{n}.rule", text) for n, text in enumerate(texts)])
    return program, [(d.code, d.message.zh) for d in found]


def finding(body: str, case: str, more: Sequence[str] = ()) -> Finding:
    program, found = compiled(body, case, more)
    assert found == []
    made, on = example_case(program, program.examples[0])
    (one,) = judge_case(program, made, on).findings
    return one


def done(bound: str) -> str:
    return f"每一 受理  有 办结 后于 本 {bound}"


@pytest.mark.parametrize(
    ("body", "case", "state"),
    [
        (done("至多 办结期 × 1/3"), f"{ACCEPTED}  办结 2024-03-07", "satisfied"),  # 6 2/3 days
        (done("至多 办结期 × 1/3"), f"{ACCEPTED}  办结 2024-03-08", "violated"),
        (done("至多 办结期 × 三分之一"), f"{ACCEPTED}  办结 2024-03-08", "violated"),
        (done("至少 办结期 × 1/3"), f"{ACCEPTED}  办结 2024-03-08", "satisfied"),
        (done("至少 办结期 × 1/3"), f"{ACCEPTED}  办结 2024-03-07  结案", "violated"),
        ("每一 受理  没有 办结 后于 本 至多 办结期 × 1/3", f"{ACCEPTED}  办结 2024-03-08", "violated"),
        ("每一 受理  没有 办结 后于 本 至少 办结期 × 1/3", f"{ACCEPTED}  办结 2024-03-07", "violated"),
        (done("至多 办结期 × 2"), f"{ACCEPTED}  办结 2024-04-10", "satisfied"),
        (done("至多 办结期 × 2 + 1日"), f"{ACCEPTED}  办结 2024-04-12", "violated"),
        (done("至多 60日 + 本.延长"), "受理(延长 = 10日) 2024-03-01  办结 2024-05-10", "satisfied"),
        (done("至多 60日 + 本.延长"), "受理(延长 = 10日) 2024-03-01  办结 2024-05-11", "violated"),
        (done("至多 60日 + 本.延长"), f"{ACCEPTED}  办结 2024-05-10", "unknown"),
        (done("至多 60日 + 本.延长"), "受理(延长 = 1个月) 2024-03-01  办结 2024-03-10", "unknown"),
        (done("至多 3个月 + 本.延长"), "受理(延长 = 1年) 2024-03-01  办结 2025-06-01", "satisfied"),
        (done("至多 3个月 + 本.延长"), "受理(延长 = 1年) 2024-03-01  办结 2025-06-02", "violated"),
        (done("至多 事实.法定期 × 1/2"), f"事实 法定期 = 1年  {ACCEPTED}  办结 2024-09-01", "satisfied"),
        (done("至多 事实.法定期 × 1/2"), f"事实 法定期 = 1年  {ACCEPTED}  办结 2024-09-02", "violated"),
        ("公示 期限 不少于 7日 × 1/2", "公示 2024-03-01 至 2024-03-05", "satisfied"),
        ("公示 期限 不少于 7日 × 1/2", "公示 2024-03-01 至 2024-03-04", "violated"),
        ("公示 期限 不超过 7日 × 1/2", "公示 2024-03-01 至 2024-03-05", "violated"),
    ],
)  # fmt: skip
def test_states(body: str, case: str, state: str) -> None:
    assert finding(body, case).state.value == state


def test_a_lower_pack_changes_the_parameter_it_is_reckoned_from() -> None:
    found = finding(done("至多 办结期 × 1/2"), f"{ACCEPTED}  办结 2024-03-06", [CITY])
    assert found.state.value == "satisfied"
    found = finding(done("至多 办结期 × 1/2"), f"{ACCEPTED}  办结 2024-03-07", [CITY])
    assert found.state.value == "violated"
    assert [p.name.zh for p in found.proof.parameters] == ["办结期"]


def test_the_sum_is_shown_with_the_way_it_was_rounded() -> None:
    line = sum_line(finding(done("至多 办结期 × 1/3"), f"{ACCEPTED}  截至 2024-03-02").proof.arithmetic[0])
    assert "+6日(20日 × 1/3,零头不算) = 2024-03-07" in line.zh
    assert "+ 6 days (20 days × 1/3, rounded down)" in line.en
    line = sum_line(finding(done("至多 60日 + 本.延长"), "受理(延长 = 10日) 2024-03-01").proof.arithmetic[0])
    assert "+70日(60日 + 10日) = 2024-05-10" in line.zh
    line = sum_line(
        finding("公示 期限 不少于 7日 × 1/2", "公示 2024-03-01 至 2024-03-05").proof.arithmetic[0]
    )
    assert "(7日 × 1/2,不足一的进一)" in line.zh


@pytest.mark.parametrize(
    ("shares", "up", "whole"),
    [
        ([(20, "day", 1, 3)], False, (6, "day")),
        ([(20, "day", 1, 3)], True, (7, "day")),
        ([(20, "day", 1, 3), (1, "day", 1, 3)], True, (7, "day")),  # seven days, nothing left over
        ([(1, "year", 1, 2)], False, (6, "month")),
        ([(1, "year", 2, 1)], False, (2, "year")),
        ([(1, "year", 1, 1), (3, "month", 1, 1)], False, (15, "month")),
        ([(1, "day", 1, 1), (3, "month", 1, 1)], False, None),
        ([(1, "day", 1, 1), (3, "workday", 1, 1)], False, None),
    ],
)
def test_reckoned(
    shares: list[tuple[int, core.Unit, int, int]], up: bool, whole: tuple[int, str] | None
) -> None:
    found = reckoned([Share(Duration(n, unit), a, b) for n, unit, a, b in shares], up=up)
    assert (found and (found.n, found.unit)) == whole


@pytest.mark.parametrize(
    ("bound", "code", "words"),
    [
        ("至多 60日 + 办结期 + 以月计", "P011", "单位不同"),
        ("至多 60日 + 人数", "P011", "不是一段时间"),
        ("至多 60日 + 本.备考", "P011", "不是一段时间"),
        ("至多 60日 × 0", "P005", "不能是零"),
        ("至多 60日 × 1/0", "P005", "不能是零"),
        ("至多 60日 + 没有", "P010", "没有声明参数"),
    ],
)
def test_mistakes(bound: str, code: str, words: str) -> None:
    told = compiled(done(bound))[1]
    assert any(c == code and words in message for c, message in told), told


def test_the_formatter_writes_it_back_in_either_language() -> None:
    body = "每一 受理\n  全部 { 有 办结 后于 本 至多 办结期×1/3+本.延长 顺延; 有 办结 后于 本 20日内 }"
    text = WORDS + RULE.format(body, case=ACCEPTED)
    chinese, english = (format_pack(Source("a.rule", text), lang) for lang in ("zh", "en"))
    assert "有 办结 后于 本 至多 办结期 * 三分之一 + 本.延长 顺延" in chinese
    assert "has 办结 after this at_most 办结期 * 1/3 + this.延长 rolling" in english
    assert format_pack(Source("a.rule", english), "zh") == chinese


def test_mutants_change_a_share_and_drop_a_length() -> None:
    program, _ = compiled(done("至多 办结期 × 1/3 + 60日"))
    names = {m.operator for m in mutants(program) if "shares" in m.id or m.operator.startswith("share_")}
    assert names == {
        "another_share",
        "share_0_dropped",
        "share_1_dropped",
        "plus_one",
        "minus_one",
        "unit_changed",
    }
