"""A day that an entry of a list states, in a window: `不晚于 它.限期`."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Finding
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import Program
from guiju.engine.trial.run import example_case

WORDS = """规则包 样 "样" { 层级 国家  版次 "1" }
规范 办法 《样办法》 { 施行 2018-01-01 }
程序 程序甲 {
  步骤 征询 { 字段 单位: 列表 { 名称: 文本, 限期: 日期 }, 别名: 列表 }
  步骤 答复
}
"""
ASKED = '征询(单位 = [{名称 = "甲", 限期 = 2024-03-05}, {名称 = "乙", 限期 = 2024-03-09}]) 2024-03-01'
UNTIL = "有 答复(主体 = 它.名称) 后于 本 不晚于 它.限期"


def compiled(each: str, case: str = ASKED) -> tuple[Program, list[tuple[str, str]]]:
    examples = f"合例 {{ {case} }}  违例 {{ {case} }}"
    rule = f'应当 逐家 {{ 依据 办法 第一条  要旨 "逐家"  每一 征询  对每个 {each}  {examples} }}\n'
    program, found = compile_sources([Source("a.rule", WORDS + rule)])
    return program, [(d.code, d.message.zh) for d in found]


def finding(each: str, case: str) -> Finding:
    program, found = compiled(each, case)
    assert found == []
    made, on = example_case(program, program.examples[0])
    (one,) = judge_case(program, made, on).findings
    return one


@pytest.mark.parametrize(
    ("requirement", "case", "state"),
    [
        (UNTIL, f"{ASKED}  截至 2024-03-05", "pending"),
        (UNTIL, f"{ASKED}  截至 2024-03-06", "violated"),
        (UNTIL, f'{ASKED}  答复(主体 = "甲") 2024-03-05  截至 2024-03-09', "pending"),
        (UNTIL, f'{ASKED}  答复(主体 = "甲") 2024-03-05  截至 2024-03-10', "violated"),
        (UNTIL, f'{ASKED}  答复(主体 = "甲") 2024-03-06  答复(主体 = "乙") 2024-03-06', "violated"),
        (UNTIL, f'{ASKED}  答复(主体 = "甲") 2024-03-05  答复(主体 = "乙") 2024-03-09', "satisfied"),
        (UNTIL, '征询(单位 = [{名称 = "甲"}]) 2024-03-01  答复(主体 = "甲") 2024-03-02', "unknown"),
        ("有 答复(主体 = 它.名称) 后于 它.限期 至多 3日", f"{ASKED}  截至 2024-03-08", "pending"),
        ("有 答复(主体 = 它.名称) 后于 它.限期 至多 3日", f"{ASKED}  截至 2024-03-09", "violated"),
        ("没有 答复(主体 = 它.名称) 先于 它.限期", f'{ASKED}  答复(主体 = "乙") 2024-03-06', "violated"),
        ("没有 答复(主体 = 它.名称) 先于 它.限期", f'{ASKED}  答复(主体 = "甲") 2024-03-06', "holding"),
    ],
)  # fmt: skip
def test_states(requirement: str, case: str, state: str) -> None:
    assert finding(f"单位 {{ {requirement} }}", case).state.value == state


def test_the_last_day_is_that_of_the_entry_still_waited_for() -> None:
    found = finding(f"单位 {{ {UNTIL} }}", f'{ASKED}  答复(主体 = "甲") 2024-03-05  截至 2024-03-06')
    assert str(found.last_day) == "2024-03-09"


@pytest.mark.parametrize(
    ("each", "code", "words"),
    [
        ("单位 { 有 答复 后于 本 不晚于 它.没有 }", "P010", "没有声明列表项的字段"),
        ("单位 { 有 答复 后于 本 不晚于 它.名称 }", "P011", "不是日期"),
        ("别名 { 有 答复 后于 本 不晚于 它.限期 }", "P011", "不是日期"),
    ],
)
def test_mistakes(each: str, code: str, words: str) -> None:
    (told,) = compiled(each)[1]
    assert told[0] == code and words in told[1]
