"""A requirement for each element of a list."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Finding
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.trial.run import example_case

PACK = """规则包 样 "样" / "Sample" {{ 层级 国家 }}
规范 办法 《样办法》 {{ 施行 2020-01-01 }}
程序 样程序 (sample) {{
  步骤 会议 (meeting) {{
    字段 部门 (departments): 列表, 渠道 (channels): 列表 [网站 (site) | 报纸 (paper)],
      专家 (experts): 列表 {{ 姓名 (name): 文本, 外请 (outside): 是否 }}
  }}
  步骤 意见 (opinion)
}}
事实 名单 (roll): 列表
应当 甲 (rule_a) {{
  依据 办法 第一条  要旨 "甲" / "A"
  每一 会议
  {requirement}
  合例 {{ 会议 2024-03-01 }}  违例 {{ 会议 2024-03-01 }}
}}
案例 样例 {{ {case}  预期 甲 违反 }}
"""


def finding(requirement: str, case: str) -> Finding:
    program, found = compile_sources([Source("a.rule", PACK.format(requirement=requirement, case=case))])
    assert found == []
    made, on = example_case(program, program.examples[-1])
    (only,) = judge_case(program, made, on).findings
    return only


OPINION = "对每个 部门 { 有 意见(主体 = 它) 先于 本 }"
TWO = '会议(部门 = ["甲局", "乙局"]) 2024-03-01'


@pytest.mark.parametrize(
    ("requirement", "case", "state"),
    [
        (OPINION, f'意见(主体 = "甲局") 2024-02-01  意见(主体 = "乙局") 2024-02-01  {TWO}', "satisfied"),
        (OPINION, f'意见(主体 = "甲局") 2024-02-01  意见(主体 = "甲局") 2024-02-02  {TWO}', "violated"),
        (OPINION, f'意见(主体 = "甲局") 2024-02-01  意见(主体 = "乙局") 2024-03-02  {TWO}', "violated"),
        (OPINION, f'意见 2024-02-01  意见(主体 = "乙局") 2024-02-01  {TWO}', "unknown"),
        (OPINION, "会议(部门 = []) 2024-03-01", "satisfied"),
        (OPINION, "会议 2024-03-01", "unknown"),
        ("对每个 部门 { 有 意见(主体 = 它) 后于 本 30日内 }", TWO, "pending"),
        ("对每个 部门 { 有 意见(主体 = 它) 后于 本 30日内 }", f"{TWO} 截至 2024-04-01", "violated"),
        (
            "对每个 部门 { 没有 意见(主体 = 它) 后于 本 }",
            f'意见(主体 = "丙局") 2024-03-05  {TWO} 截至 2024-04-01',
            "holding",
        ),
        ("对每个 渠道 { 要求 它 = 网站 }", "会议(渠道 = [网站, 报纸]) 2024-03-01", "violated"),
        ("对每个 渠道 { 要求 它 属于 [网站, 报纸] }", "会议(渠道 = [网站, 报纸]) 2024-03-01", "satisfied"),
        (
            "对每个 专家 { 要求 它.外请 且 本.部门 含 它.姓名 }",
            '会议(部门 = ["甲"], 专家 = [{姓名 = "甲", 外请 = 是}]) 2024-03-01',
            "satisfied",
        ),
        (
            "对每个 专家 { 要求 它.外请 或 本.部门 含 它.姓名 }",
            '会议(部门 = ["甲"], 专家 = [{姓名 = "甲", 外请 = 否}, {姓名 = "乙", 外请 = 否}]) 2024-03-01',
            "violated",
        ),
        ("对每个 专家 { 要求 它.外请 }", '会议(专家 = [{姓名 = "甲"}]) 2024-03-01', "unknown"),
        (
            "对每个 专家 { 任一 { 要求 它.外请; 有 意见(凭证 含 它.姓名) 先于 本 } }",
            '意见(凭证 = ["乙的意见"]) 2024-02-01  '
            '会议(专家 = [{姓名 = "甲", 外请 = 是}, {姓名 = "乙", 外请 = 否}]) 2024-03-01',
            "satisfied",
        ),
        (
            "对每个 事实.名单 { 有 意见(主体 = 它) 先于 本 }",
            '事实 名单 = ["甲局"]  意见(主体 = "甲局") 2024-02-01  会议 2024-03-01',
            "satisfied",
        ),
        (
            "对每个 事实.名单 { 要求 部门 含 它 }",
            '事实 名单 = ["甲局", "乙局"]  会议(部门 = ["甲局"]) 2024-03-01',
            "violated",
        ),
    ],
)  # fmt: skip
def test_states(requirement: str, case: str, state: str) -> None:
    assert finding(requirement, case).state.value == state


def test_the_elements_that_fail_are_named() -> None:
    why = finding(OPINION, f'意见(主体 = "甲局") 2024-02-01  {TWO}').why
    assert why.zh.startswith("乙局:") and why.en.startswith("乙局: ")
    people = '会议(专家 = [{姓名 = "甲", 外请 = 是}, {姓名 = "乙", 外请 = 否}, {外请 = 否}]) 2024-03-01'
    assert finding("对每个 专家 { 要求 它.外请 }", people).why.zh.startswith("乙、第 3 项:")
    channels = finding("对每个 渠道 { 要求 它 = 网站 }", "会议(渠道 = [网站, 报纸]) 2024-03-01").why
    assert channels.en.startswith("paper: ")


def test_a_long_list_is_judged_in_no_time() -> None:
    people = ", ".join(f'{{姓名 = "{n}"}}' for n in range(200))
    assert (
        finding("对每个 专家 { 要求 它.外请 }", f"会议(专家 = [{people}]) 2024-03-01").state.value
        == "unknown"
    )
