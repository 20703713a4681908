"""`explain`, `ask` and `graph` take the options of `check` on how a case is looked at, and say what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.evaluate.finding import Ahead, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.explain.nearest import nearest
from guiju.engine.explain.setting import setting
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics.bind import load_case
from msgspec.structs import replace

from .command_line import FIXTURES, Ended, run

ON = "2026-11-24"
PACK = """规则包 甲 "甲" / "Pack A" { 层级 国家  约束 县  适用程序 办事 }
规范 办法 《办事办法》 { 文号 "试1号" 位阶 部门规章 施行 2026-01-01 }
规范 老办法 《办事老办法》 { 文号 "试2号" 位阶 部门规章 施行 2020-01-01 废止 2026-01-01 }
程序 办事 (work) { 步骤 受理 (received) { } 步骤 公示 (shown) 时段 { } 步骤 答复 (answered) { } }
事实 要紧 (pressing): 是否
应当 公示够久 (shown_long_enough) {
  要旨 "公示五个工作日" / "Five working days on display"
  依据 办法 第一条
  公示 期限 至少 5个工作日
  合例 { 公示 2026-03-02 至 2026-03-20 }
  违例 { 公示 2026-03-02 至 2026-03-05 }
}
应当 先受理 (received_first) {
  要旨 "要紧的先受理后答复" / "Receipt of what is urgent comes before the answer"
  依据 办法 第二条
  当 要紧
  受理 先于 答复
  合例 { 事实 要紧 = 是  受理 2026-03-02  答复 2026-03-20 }
  违例 { 事实 要紧 = 是  答复 2026-03-20 }
}
应当 从前也公示 (shown_before) {
  要旨 "答复前公示" / "Display comes before the answer"
  依据 老办法 第一条
  公示 先于 答复
  合例 { 公示 2025-03-02 至 2025-03-12  答复 2025-03-20 }
  违例 { 答复 2025-03-20 }
}
应当 及时受理 (received_in_time) {
  要旨 "公示后五个工作日内受理" / "Receipt within five working days of the display"
  依据 办法 第三条
  公示 之后 受理 5个工作日内
  合例 { 公示 2026-03-02 至 2026-03-05  受理 2026-03-06 }
  违例 { 公示 2026-03-02 至 2026-03-05 }
}
"""
CASE = """案卷: 试
程序: 办事
机关: {名称: 海桐县人民政府, 层级: 县}
步骤:
  - {步骤: 公示, 起: 2026-03-02, 止: 2026-03-09}
  - {步骤: 答复, 日期: 2026-03-20}
放行:
  - {规则: 先受理, 批准: 县长, 理由: 汛期, 依据: 办法第一条, 至: 2026-12-31}
"""
CLOSURE = """year: 2026
closures:
  - zh: 台风
    en: typhoon
    first: 2026-03-04
    last: 2026-03-05
    issuer: 某县
    number: 3号
    known_from: 2026-03-03
"""
RULES = ("公示够久", "先受理", "从前也公示", "及时受理")


@pytest.fixture
def guiju(tmp_path: Path) -> Callable[..., Ended]:
    for name, text in (("甲.rule", PACK), ("案.yaml", CASE), ("closure.yaml", CLOSURE)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def ran(*words: str, more: tuple[str, ...] = (), on: str = ON) -> Ended:
        given = [tmp_path / w if w in ("案.yaml", "closure.yaml") else w for w in (*words, *more)]
        return run(*given, "--pack", tmp_path / "甲.rule", "--on", on)

    return ran


OPTIONS = [
    (),
    ("--no-waivers",),
    ("--calendar", "closure.yaml"),
    ("--known-on", "2020-01-20"),
    ("--as-of-law", "2025-06-01"),
    ("--as-of-law", "2026-06-01", "--no-waivers"),
]


@pytest.mark.parametrize("more", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("on", [ON, "2026-03-12"])
def test_an_explanation_finds_what_a_check_finds(
    guiju: Callable[..., Ended], more: tuple[str, ...], on: str
) -> None:
    (file,) = json.loads(guiju("check", "案.yaml", "--format", "json", more=more, on=on).out)["cases"]
    checked = sorted(
        (f["rule"]["id"], f["state"], f["why"]["zh"], bool(f["waiver"] and f["waiver"]["live"]))
        for f in file["verdict"]["findings"]
    )
    explained = []
    for rule in RULES:
        told = json.loads(guiju("explain", rule, "案.yaml", "--format", "json", more=more, on=on).out)
        assert told["law"] == file["verdict"]["law"]
        explained += [
            (f["rule"], f["state"], f["why"]["zh"], bool(f["waiver"] and f["waiver"]["live"]))
            for f in told["findings"]
        ]
    assert sorted(explained) == checked


def test_each_option_makes_a_difference(guiju: Callable[..., Ended]) -> None:
    long, old, first = "公示够久", "从前也公示", "先受理"
    assert guiju("explain", long, "案.yaml").says("√ 已满足")
    assert guiju("explain", long, "案.yaml", more=("--calendar", "closure.yaml")).says("× 违反")
    assert guiju("explain", long, "案.yaml", more=("--known-on", "2020-01-20")).says("? 待补充")
    assert guiju("explain", old, "案.yaml").says("不适用")
    then = guiju("explain", old, "案.yaml", more=("--as-of-law", "2025-06-01"))
    assert then.says("√ 已满足", "按 2025-06-01 的法律判断,而不是各步骤当时的法律")
    assert guiju("explain", first, "案.yaml").says("? 待补充,已放行")
    heedless = guiju("explain", first, "案.yaml", more=("--no-waivers",))
    assert heedless.says("? 待补充", "案卷里有 1 项放行,本次不理会") and not heedless.says("已放行")


def test_what_is_scarce_or_lost_is_so_in_an_explanation(guiju: Callable[..., Ended]) -> None:
    told = guiju("explain", "及时受理", "案.yaml", on="2026-03-12")
    assert told.says("▲ 临期", "只剩", "现在还可以:")


def test_what_is_kept_so_far_and_lost_is_not_mended_by_just_any_change() -> None:
    program, on = load_library()[0], date(2026, 11, 24)
    case, _ = load_case(FIXTURES / "29_facts_missing.yaml", program.vocabulary, program.procedures)
    assert case is not None
    held = next(f for f in judge_case(program, case, on).findings if f.state is State.HOLDING)
    lost = replace(held, state=State.DOOMED, ahead=Ahead(State.HOLDING))
    assert nearest(setting(program, case, on), lost) is None


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ((), []),
        (("--no-waivers",), ["要紧"]),
        (("--no-waivers", "--as-of-law", "2025-06-01"), []),
        (("--no-waivers", "--calendar", "closure.yaml"), ["要紧"]),
    ],
    ids=str,
)
def test_what_a_check_leaves_open_is_asked_and_nothing_else(
    guiju: Callable[..., Ended], more: tuple[str, ...], asked: list[str]
) -> None:
    listed = guiju("ask", "案.yaml", "--list", "--format", "json", more=more)
    assert [q["about"]["fact"] for q in json.loads(listed.out)["questions"]] == asked
    assert listed.code == (3 if asked else 0)
    (file,) = json.loads(guiju("check", "案.yaml", "--format", "json", more=more).out)["cases"]
    counted = file["verdict"]["counts"].get("unknown", 0) - file["verdict"]["waived"].get("unknown", 0)
    assert bool(counted) == bool(asked)


def test_answers_are_judged_with_the_same_options(guiju: Callable[..., Ended]) -> None:
    done = guiju("ask", "案.yaml", "--answer", "要紧=是", more=("--no-waivers",))
    assert done.code == 0 and done.says("已写入 要紧 = 是")


def test_a_picture_goes_by_the_same_calendar_and_law(guiju: Callable[..., Ended]) -> None:
    def drawn(*more: str) -> str:
        return guiju("graph", "案.yaml", "--format", "mermaid", more=more).out

    assert "公示够久" not in drawn()
    assert "公示够久" in drawn("--calendar", "closure.yaml")
    assert "公示够久" not in drawn("--calendar", "closure.yaml", "--as-of-law", "2025-06-01")


@pytest.mark.parametrize("option", [("--as-of-law", ON), ("--no-waivers",), ("--known-on", ON)], ids=" ".join)
def test_what_documents_rest_on_is_drawn_without_options_about_cases(
    tmp_path: Path, option: tuple[str, ...]
) -> None:
    ended = run("graph", tmp_path, *option)
    assert ended.code == 2 and ended.says("说的是怎样看案卷") and not ended.out


@pytest.mark.parametrize("law", ["2000-01-01", "2018-06-01", "2025-07-01"])
def test_rules_can_be_explained_under_any_law(law: str) -> None:
    case = next(FIXTURES.glob("*_same_steps_2018.yaml"))
    for rule in ("征求意见期限", "及时公布决策", "未经公平竞争审查出台"):
        for more in ((), (case, "--on", ON)):
            ended = run("explain", rule, *more, "--as-of-law", law)
            assert ended.code == 0 and not ended.err and ended.says(rule)
