"""Which changes of the rules the examples notice."""

from __future__ import annotations

import pytest
from guiju.engine.trial.killing import fates
from guiju.engine.trial.mutants import mutants

from .trying import NOTICE, REVIEW, SHARP, fates_of, program_of, surviving


def test_examples_far_from_the_bound_notice_little() -> None:
    assert surviving(program_of(NOTICE)) == {
        "公示期/req.duration/plus_one",
        "公示期/req.duration/minus_one",
        "公示期/req.duration/unit_changed",
    }


def test_an_example_on_each_side_of_the_bound_notices_all() -> None:
    killed = fates_of(program_of(NOTICE, SHARP))
    killers = {id_: fate.killer.name for id_, fate in killed.items() if fate.killer}
    assert set(killers) == set(killed)
    assert killers["公示期/req.duration/plus_one"] == "恰好7日"
    assert killers["公示期/req.duration/minus_one"] == "只有6日"


def test_each_value_and_each_condition_asks_for_an_example() -> None:
    assert surviving(program_of(REVIEW)) >= {
        "先论证/when/dropped",
        "先论证/req.where/dropped",
        "先论证/req.where/value_1_dropped",
    }
    more = """
    案例 保密的不论证 { 事实 保密 = 是  决定 2021-03-10  预期 先论证 不适用 }
    案例 论证不合格 { 事实 保密 = 否  论证(结论 = 不合格) 2021-03-01  决定 2021-03-10  预期 先论证 违反 }
    案例 论证存疑 { 事实 保密 = 否  论证(结论 = 存疑) 2021-03-01  决定 2021-03-10  预期 先论证 已满足 }
    """
    assert surviving(program_of(REVIEW, more)) == set()


EXCEPTION = """
例外 紧急先办 (urgent_first) 针对 先论证 {
  依据 试法 第三条  要旨 "紧急的可以先决定" / "In urgency the decision may come first"
  当 紧急
  须证明 保密
}
"""


def test_an_exception_is_noticed_by_the_examples_of_the_rule_it_lifts() -> None:
    unproved = "案例 主张而未证明 { 事实 紧急 = 是, 保密 = 否  决定 2021-03-10  预期 先论证 违反 }"
    left = surviving(program_of(REVIEW, EXCEPTION, unproved))
    assert "紧急先办/proof/dropped" not in left
    assert {"紧急先办/removed", "紧急先办/when/dropped"} <= left


COUNTS = """
视为 座谈也是论证 (talk_is_review) {
  依据 试法 第四条  要旨 "座谈也算论证" / "A talk stands as review"
  记录 座谈 作为 论证
}
不视为 无人的论证 (empty_review) {
  依据 试法 第四条  要旨 "没有人参加的不算" / "A review by nobody is none"
  记录 论证
  当 载明 人数 且 人数 = 0
}
应当 论证过 (reviewed) {
  依据 试法 第二条  要旨 "决定以前论证" / "A review comes before the decision"
  每一 决定
  有 论证 先于 本
  合例 { 论证 2021-03-01  决定 2021-03-10 }
  违例 { 决定 2021-03-10 }
}
"""


def test_what_counts_is_noticed_by_any_rule_about_the_step() -> None:
    assert {"座谈也是论证/removed", "无人的论证/removed"} <= surviving(program_of(COUNTS))
    more = """
    案例 座谈过 { 座谈 2021-03-01  决定 2021-03-10  预期 论证过 已满足 }
    案例 没有人论证 { 论证(人数 = 0) 2021-03-01  决定 2021-03-10  预期 论证过 违反 }
    """
    left = surviving(program_of(COUNTS, more))
    assert not {"座谈也是论证/removed", "座谈也是论证/polarity", "无人的论证/removed"} & left
    assert "无人的论证/when/part_0_dropped" not in left  # 论证 with 人数 not stated would be open


SCOPE = """
不适用于 保密事项 (secret_matters) {
  依据 试法 第五条  要旨 "保密事项不适用" / "Not for secret matters"
  当 保密
}
"""


def test_a_scope_is_noticed_by_what_it_takes_out_and_leaves_in() -> None:
    assert {"保密事项/removed", "保密事项/when/negated"} <= surviving(program_of(NOTICE, SCOPE))
    out = "案例 保密的 { 事实 保密 = 是  公示 2021-03-01 至 2021-03-02  预期 公示期 不适用 }"
    assert not {i for i in surviving(program_of(NOTICE, SCOPE, out)) if i.startswith("保密事项")}


READINGS = """
应当 公示几日 (how_long) {
  依据 试法 第一条  要旨 "公示7日" / "Seven days of notice"
  每一 公示
  解释 首日不计 (first_day_out) 默认 "次日起算" / "From the day after" { 期限 不少于7日 }
  解释 首日计入 (first_day_in) "当日起算" / "From the day itself" { 期限 不少于6日 }
  合例 { 公示 2021-03-01 至 2021-03-20 }
  违例 { 公示 2021-03-01 至 2021-03-02 }
}
"""


def test_a_change_inside_a_rival_reading_is_seen_under_that_reading() -> None:
    assert {"公示几日/default_reading_1", "公示几日/readings.1.req.duration/plus_one"} <= surviving(
        program_of(READINGS)
    )
    between = """
    案例 满6日 { 公示 2021-03-01 至 2021-03-07  预期 公示几日 违反 }
    案例 满5日 { 公示 2021-03-01 至 2021-03-06  预期 公示几日 违反 }
    案例 满7日 { 公示 2021-03-01 至 2021-03-08  预期 公示几日 已满足 }
    """
    assert surviving(program_of(READINGS, between)) == set()


PARAMS = """
参数 公示时间 (notice_time) = 7日
应当 公示满期 (full_notice) {
  依据 试法 第一条  要旨 "公示满期" / "The notice runs in full"
  公示 期限 不少于 公示时间
  合例 { 公示 2021-03-01 至 2021-03-08 }
  违例 { 公示 2021-03-01 至 2021-03-07 }
}
"""


LOWER = """
规则包 低 "下位" / "Lower" { 层级 乡镇  地区 "样例省"  约束 县  适用程序 试程序  上位 试 }
参数 公示时间 = 10日 { 依据 试法 第二条 }
"""


def test_the_value_of_a_parameter_is_noticed_through_the_rules_that_use_it() -> None:
    assert surviving(program_of(PARAMS)) == set()
    lower = {"公示时间/values.1/plus_one", "公示时间/values.1/minus_one"}
    assert surviving(program_of(PARAMS, LOWER)) == lower
    sharp = """
    案例 满10日 { 公示 2021-03-01 至 2021-03-11  预期 公示满期 已满足 }
    案例 满9日 { 公示 2021-03-01 至 2021-03-10  预期 公示满期 违反 }
    """
    assert surviving(program_of(PARAMS, LOWER, sharp)) == set()


def test_several_processes_come_to_the_same() -> None:
    program = program_of(NOTICE, REVIEW, EXCEPTION, COUNTS)
    alone, shared = fates_of(program), fates_of(program, jobs=2)
    assert alone == shared
    assert len(alone) > 30


@pytest.mark.parametrize("examples", [(), ("恰好7日",)])
def test_only_the_examples_given_are_asked(examples: tuple[str, ...]) -> None:
    program = program_of(NOTICE, SHARP)
    chosen = [e for e in program.examples if e.name in examples]
    found = fates(program, list(mutants(program)), chosen)
    assert {f.killer.name for f in found if f.killer} == set(examples)
