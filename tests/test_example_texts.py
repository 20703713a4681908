"""Examples that hold a text: its units are the records of the example, as of its day of looking."""

from __future__ import annotations

from datetime import date
from functools import cache

from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.handbook import in_layers, render_handbook
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import Program
from guiju.engine.trial.run import example_case, run_examples, try_examples

PACK = """\
规则包 文试 "文本试" / "Text trial" { 层级 国家  约束 省, 市, 县, 乡镇, 部门, 派出机关  适用程序 文件文本 }
规范 试罚法 《试罚法》 { 施行 1996-10-01 }
应当 句中不罚 (no_fine_in_sentences) {
  依据 试罚法 第一条  要旨 "不得设定罚款" / "No fines may be set"
  每一 句
  要求 非 文 匹配 "处.{0,20}罚款"
  疑似 高 "这一句是不是设定了处罚?" / "Does this sentence set a penalty?"
  合例 { 文本 "第一条 当事人应当改正。"  截至 2024-05-01 }
  违例 { 文本 "第一条 当事人应当改正。", "第二条 拒不改正的,处五百元罚 款。"  截至 2024-05-01 }
}
"""


@cache
def program() -> Program:
    words = RULES / "text" / "vocabulary.rule"
    made, found = compile_sources([Source("v.rule", words.read_text("utf-8")), Source("t.rule", PACK)])
    assert not found, found
    return made


def test_each_quotation_is_a_paragraph_of_the_text() -> None:
    fine, found = program().examples
    assert fine.paragraphs == ("第一条 当事人应当改正。",) and len(found.paragraphs) == 2


def test_the_units_are_records_of_the_day_of_looking_behind_those_written_out() -> None:
    case, on = example_case(program(), program().examples[1])
    sentences = [r for r in case.records if r.step == "句"]
    assert on == date(2024, 5, 1) and {r.start for r in case.records} == {on}
    assert ["改正" in str(r.fields["文"]) for r in sentences] == [True, True]
    assert [r.index for r in case.records] == list(range(len(case.records)))
    assert {r.span for r in case.records} == {program().examples[1].span}


def test_what_is_found_in_the_text_comes_out() -> None:
    assert run_examples(program(), program().examples) == []
    _, found = try_examples(program(), program().examples)
    assert found.telling is not None and found.telling.suspected is not None
    assert (found.telling.suspected.where or "").startswith("第二条")


def test_a_text_may_stand_in_a_named_example() -> None:
    plain = '案例 无 { 截至 2024-05-01  文本 "第一条 改正。"  预期 句中不罚 未见疑似 }\n'
    made, wrong = compile_sources(
        [
            Source("v.rule", (RULES / "text" / "vocabulary.rule").read_text("utf-8")),
            Source("t.rule", PACK + plain),
        ]
    )
    assert not wrong and run_examples(made, made.examples) == []


def test_the_handbook_shows_the_text() -> None:
    pages = render_handbook(program(), in_layers(program().packs.values()), "zh", "html")
    assert any("拒不改正的" in page for page in pages.values())
