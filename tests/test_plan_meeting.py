"""Which step a plan means by the meeting: the one at which the procedure says that it is settled, if it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.plan.presupposed import main_step
from guiju.engine.semantics.core import Exists, Window
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.vocabulary import Procedure
from msgspec.structs import replace

from .command_line import run
from .oracle.small import ALWAYS, program, rule


def needing(step: str, *before: str) -> list[Rule]:
    found = [Exists(b, ALWAYS, Window("before")) for b in before]
    return [rule(req, step, name=f"{step}{i}") for i, req in enumerate(found)]


def settled_at(made: Program, step: str) -> Program:
    """The program in whose procedure the matter is settled at a step."""
    words = made.vocabulary
    steps = {zh: replace(s, deliberates=zh == step) for zh, s in words.steps.items()}
    procedures = {
        zh: Procedure(p.name, tuple(steps[s.name.zh] for s in p.steps), p.pack)
        for zh, p in made.procedures.items()
    }
    return replace(made, vocabulary=replace(words, steps=steps), procedures=procedures)


MADE = program(*needing("C", "A", "B"), *needing("B", "A"))


def test_the_step_that_the_procedure_names_is_the_main_one_though_more_is_asked_before_another() -> None:
    assert main_step(MADE, MADE.rules, ("程序",)) == "C"
    assert main_step(settled_at(MADE, "B"), MADE.rules, ("程序",)) == "B"


def test_a_step_that_the_rules_of_the_case_do_not_speak_of_is_not_the_main_one() -> None:
    assert main_step(settled_at(MADE, "I"), MADE.rules, ("程序",)) == "C"
    assert main_step(settled_at(MADE, "B"), MADE.rules, ("别的程序",)) == "C"


COUNTY = """案卷: 县文件已送审
程序: 规范性文件
机关: {名称: 丹荔县人民政府, 层级: 县, 地区: 广东省韶东市}
结案: 否
事实:
  制定机关类型: 行政机关
  属于公文: 是
  对外公开发布: 是
  涉及权利义务: 是
  普遍约束力: 是
  一定期限内反复适用: 是
  文件类别: 对外管理文件
  依法不予公开: 否
  紧急命令或者部署: 否
  涉及市场主体经济活动: 否
步骤:
  - {步骤: 评估论证, 日期: 2026-09-01, 必要性: 是, 可行性: 是, 合理性: 是}
  - {步骤: 公开征求意见, 起: 2026-09-18, 止: 2026-10-26, 面向全社会: 是, 渠道: [政府网站], 公布草案: 是}
  - {步骤: 送审, 日期: 2026-11-24, 材料齐备: 是, 起草说明: 是, 属性认定: 是, 评估结论写入: 是}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "county.yaml"
    path.write_text(COUNTY, "utf-8")
    return path


def test_the_meeting_of_a_county_document_is_its_deliberation_not_its_publication(county: Path) -> None:
    ended = run("plan", county, "--on", "2026-11-26", "--meeting", "2026-12-02")
    assert ended.says("集体讨论不晚于 2026-12-02", "集体讨论最早 2026-12-02") and ended.code != 1
    # The 5 working days of the review end on 12-01: on that day only a meeting after it would do.
    that_day = run("plan", county, "--on", "2026-11-26", "--meeting", "2026-12-01")
    assert that_day.code == 3 and that_day.says("几步在同一天里依次办完才来得及,最早 2026-12-01")
    before = run("plan", county, "--on", "2026-11-26", "--meeting", "2026-11-30")
    assert before.code == 1 and before.says("办不到:集体讨论不晚于 2026-11-30")
