"""A requirement for each element of a list, and conditions on what happened, taken apart and mended."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.explain.edits import AddRecord, MoveRecord
from guiju.engine.explain.nearest import nearest
from guiju.engine.explain.node import Node
from guiju.engine.explain.questions import questions
from guiju.engine.explain.setting import Setting, setting
from guiju.engine.explain.tree import proof_tree
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.trial.run import example_case

PACK = """规则包 样 "样" / "Sample" {{ 层级 国家 }}
规范 办法 《样办法》 {{ 施行 2020-01-01 }}
程序 样程序 (sample) {{
  步骤 会议 (meeting) {{ 字段 部门 (departments): 列表, 通知日 (notified): 日期, 答复日 (answered): 日期 }}
  步骤 意见 (opinion)
  步骤 展示 (display) 时段
}}
应当 甲 (rule_a) {{
  依据 办法 第一条  要旨 "甲" / "A"
  每一 会议
  {requirement}
  合例 {{ 会议 2024-03-01 }}  违例 {{ 会议 2024-03-01 }}
}}
案例 样例 {{ {case}  预期 甲 违反 }}
"""
OPINION = "对每个 部门 { 有 意见(主体 = 它) 先于 本 }"


def judged(requirement: str, case: str) -> tuple[Setting, Case, date, Finding, Node]:
    program, found = compile_sources([Source("a.rule", PACK.format(requirement=requirement, case=case))])
    assert found == []
    made, on = example_case(program, program.examples[-1])
    view = setting(program, made, on)
    (finding,) = judge_case(program, made, on).findings
    return view, made, on, finding, proof_tree(view.env("样"), finding)


def test_each_element_has_a_part_of_its_own() -> None:
    case = '意见(主体 = "甲局") 2024-02-01  会议(部门 = ["甲局", "乙局"]) 2024-03-01'
    _, _, _, finding, tree = judged(OPINION, case)
    (whole,) = [n for n in tree.children if n.kind == "requirement"]
    assert finding.state is State.VIOLATED and whole.states == (State.VIOLATED,)
    assert [n.states for n in whole.children] == [(State.SATISFIED,), (State.VIOLATED,)]
    assert [n.label.en.partition(":")[0] for n in whole.children] == ["entry 1 (甲局)", "entry 2 (乙局)"]


def test_what_is_missing_for_one_element_is_added_for_it() -> None:
    case = '意见(主体 = "甲局") 2024-02-01  会议(部门 = ["甲局", "乙局"]) 2024-03-01'
    view, _, _, finding, _ = judged(OPINION, case)
    found = nearest(view, finding)
    assert found is not None
    added = [e.record for c in found.changes for e in c.edits if isinstance(e, AddRecord)]
    assert added and added[0].actor == "乙局" and added[0].start < date(2024, 3, 1)


def test_each_element_and_named_days_are_said() -> None:
    case = '意见(主体 = "甲局") 2024-02-01  会议(部门 = ["甲局"], 通知日 = 2024-02-01, 答复日 = 2024-02-20) 2024-03-01'
    *_, tree = judged(OPINION, case.replace('"甲局"]', '"乙局"]'))
    (whole,) = [n for n in tree.children if n.kind == "requirement"]
    assert whole.label == Text("对部门的每一项都要做到", "for each entry of departments")
    *_, tree = judged("从 通知日 至 答复日 不超过10日", case)
    (whole,) = [n for n in tree.children if n.kind == "requirement"]
    assert whole.label == Text(
        "从通知日到答复日不超过 10日", "the time from notified to answered lasts at most 10 days"
    )


def test_a_list_that_is_not_stated_is_asked_for() -> None:
    view, made, on, finding, tree = judged(OPINION, "会议 2024-03-01")
    assert finding.state is State.UNKNOWN
    (whole,) = [n for n in tree.children if n.kind == "requirement"]
    assert whole.children == () and whole.atoms
    verdict = judge_case(view.program, made, on)
    assert [q.label.zh for q in questions(view.program, made, on, verdict)] == ["会议.部门(第 14 行)"]


def test_how_long_a_record_must_last_is_met_by_its_end() -> None:
    requirement = "有 展示(历时 不少于 10日) 先于 本"
    view, _, _, finding, tree = judged(requirement, "展示 2024-02-01 至 2024-02-05  会议 2024-03-01")
    assert finding.state is State.VIOLATED
    lasting = [n for n in tree.walk() if n.kind == "condition" and n.sums]
    assert [n.sums[0].result for n in lasting] == [date(2024, 2, 11)]
    found = nearest(view, finding)
    assert found is not None
    ends = {e.end for c in found.changes for e in c.edits if isinstance(e, MoveRecord)}
    assert date(2024, 2, 11) in ends


def test_a_condition_on_what_happened_shows_the_records() -> None:
    requirement = "当 有 展示 先于 本  有 意见 先于 本"
    _, _, _, finding, tree = judged(requirement, "展示 2024-02-01 至 2024-02-05  会议 2024-03-01")
    assert finding.state is State.VIOLATED
    guard = tree.children[0] if tree.children[0].kind == "guard" else tree.children[1]
    assert guard.kind == "guard" and guard.truth is True
    (happened,) = guard.children
    assert [(n.kind, n.truth) for n in happened.children] == [("record", True)]
