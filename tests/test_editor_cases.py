"""Case files in an editor: completion at keys and values, and the findings at their records."""

from __future__ import annotations

import pytest

from .editing import CASE, TODAY, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


HEAD = "案卷: 甲\n程序: 车位程序\n"
STEPS = f"{HEAD}步骤:\n"
FIELDS = ["结论", "自评", "人员", "收到日期"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("‸", ["案卷", "程序", "机关", "结案", "事实", "步骤", "原案", "文本", "放行", "核对", "说明"]),
        ("案卷: 甲\n‸", ["程序", "机关", "结案", "事实", "步骤", "原案", "文本", "放行", "核对", "说明"]),
        (
            f"{HEAD}结‸\n步骤:\n  - 步骤: 开工",
            ["机关", "结案", "事实", "原案", "文本", "放行", "核对", "说明"],
        ),
        (f"{HEAD}结案: ‸", ["是", "否"]),
        (f"{HEAD}机关: {{层级: ‸", ["省", "市", "县", "乡镇", "部门", "派出机关"]),
        (f"{HEAD}机关:\n  名称: 甲\n  ‸", ["层级", "地区"]),
        (f"{HEAD}事实:\n  类型: ‸", ["新建", "改建", "未知"]),
        (f"{HEAD}事实: {{类型: 新建, 抢险: ‸", ["是", "否", "未知"]),
        (f"{STEPS}  - 步骤: 安全评估\n    结论: ‸", ["通过", "不通过", "未知"]),
        (f"{STEPS}- 步骤: 安全评估\n  自评: 是‸", ["是", "否", "未知"]),
        (f"{STEPS}  - {{步骤: 安全评估, 日期: 2024-01-01,\n     结论: ‸}}", ["通过", "不通过", "未知"]),
        (f"{STEPS}  - 步骤: 开工\n    日期: ‸", ["2024-06-15"]),
        (f"{STEPS}  - 步骤: 方案公示\n    主体: ‸", ["社区"]),
        (f"{STEPS}  - 步骤: 方案公示\n    凭证: [‸", ["照片"]),
        (f"{STEPS}  - 步骤: 安全评估\n    人员:\n      - ‸", ["姓名", "资格"]),
        (f"{STEPS}  - 步骤: 安全评估\n    人员: ‸", []),
        (f"{STEPS}  - 步骤: 安全评估\n    人员:\n      - 姓名: 甲\n        ‸", ["资格"]),
        (f"{STEPS}  - {{步骤: 安全评估, 人员: [{{姓名: 甲, ‸", ["资格"]),
        (f"{STEPS}  - {{步骤: 安全评估, 人员: [{{资格: ‸", ["是", "否", "未知"]),
        (f"{HEAD}# 结‸", []),
        (f"{HEAD}备注: 没有这一项的‸", []),
    ],
)
def test_what_may_stand(desk: Desk, text: str, labels: list[str]) -> None:
    assert desk.labels("new.yaml", text) == labels


def test_procedures(desk: Desk) -> None:
    assert {"车位程序", "重大行政决策"} <= set(desk.labels("new.yaml", "案卷: 甲\n程序: ‸"))


def test_steps_with_a_word_begun(desk: Desk) -> None:
    items = desk.complete("new.yaml", f"{STEPS}  - 步骤: 安‸")
    assert {"安全评估", "开工", "集体讨论"} <= {i.label for i in items}
    assert {i.prefix for i in items} == {1}
    (step,) = [i for i in items if i.label == "安全评估"]
    assert step.detail.zh == "safety_check(步骤)" and step.about is not None and "结论" in step.about.zh


def test_keys_of_a_record_and_fields_of_its_step(desk: Desk) -> None:
    labels = desk.labels("new.yaml", f"{STEPS}  - 步骤: 安全评估\n    ‸\n    自评: 是\n  - 步骤: 开工")
    assert labels[-3:] == ["结论", "人员", "收到日期"]
    assert {"日期", "主体", "凭证"} <= set(labels) and not {"步骤", "自评"} & set(labels)
    flow = desk.labels("new.yaml", f"{STEPS}  - {{步骤: 安全评估, ‸, 自评: 是}}\n")
    assert flow[-3:] == ["结论", "人员", "收到日期"]
    assert set(FIELDS) & set(desk.labels("new.yaml", f"{STEPS}  - 步骤: 开工\n    ‸")) == set()
    first = desk.labels("new.yaml", f"{STEPS}  - ‸")
    assert first[:2] == ["步骤", "日期"]


def test_facts_that_are_not_there_yet(desk: Desk) -> None:
    labels = desk.labels("new.yaml", f"{HEAD}事实:\n  ‸\n  抢险: 是\n步骤:\n")
    assert "类型" in labels and "抢险" not in labels
    (item,) = [i for i in desk.complete("new.yaml", f"{HEAD}事实:\n  抢‸") if i.label == "抢险"]
    assert item.insert == "抢险: " and item.about is not None and "是不是抢险?" in item.about.zh


def test_english_cases_are_offered_english(desk: Desk) -> None:
    head = "case: x\nprocedure: parking_works\n"
    assert desk.labels("new.yaml", f"{head}‸")[:3] == ["authority", "closed", "facts"]
    text = f"{head}steps:\n  - step: safety_check\n    result: ‸"
    assert desk.labels("new.yaml", text) == ["passed", "failed", "unknown"]
    assert desk.labels("new.yaml", f"{head}closed: ‸") == ["yes", "no"]


def test_a_bracket_left_open_above_does_not_matter(desk: Desk) -> None:
    text = f"{STEPS}  - {{步骤: 开工, 日期: 2024-01-01\n  - 步骤: 安全评估\n    结论: ‸"
    assert desk.labels("new.yaml", text) == ["通过", "不通过", "未知"]


def test_other_yaml_is_left_alone(desk: Desk) -> None:
    path = desk.put("other.yaml", "services:\n  web:\n    image: x\x00\n")
    assert desk.session.diagnostics(path, TODAY) == []
    assert desk.session.complete(path, 2, 3, TODAY) == []
    assert desk.session.hover(path, 1, 1) is None


def test_every_place_of_a_case_can_be_asked(desk: Desk) -> None:
    for at in range(len(CASE)):
        desk.complete("cut.yaml", CASE[:at] + "‸" + CASE[at:])


# --- findings ---------------------------------------------------------------------------------------------


def test_a_violation_stands_at_its_record_with_article_and_cure(desk: Desk) -> None:
    (found,) = desk.session.diagnostics(desk.case, TODAY)
    assert found.severity == "error" and found.code == "先评估后开工"
    assert found.span is not None and (found.span.line, found.span.column) == (12, 9)
    assert "违反" in found.message.zh and "《样例市车位改造办法》第六条" in found.message.zh
    assert found.hint is not None and "停工补评" in found.hint.zh and "have it checked" in found.hint.en
    (label,) = found.labels
    assert label.span.line == 18 and label.message.en == "Works start only after a passed check"


def test_what_is_open_is_information(desk: Desk) -> None:
    path = desk.put("open.yaml", CASE.replace("    结论: 不通过\n", ""))
    found = [d for d in desk.session.diagnostics(path, TODAY) if d.code == "先评估后开工"]
    assert [d.severity for d in found] == ["note"]
    assert found[0].hint is not None and "结论" in found[0].hint.zh


def test_faults_of_the_text_come_alone(desk: Desk) -> None:
    path = desk.put("wrong.yaml", CASE.replace("步骤: 开工", "步骤: 开功"))
    found = desk.session.diagnostics(path, TODAY)
    assert [d.code for d in found] == ["C031"]


def test_a_case_beside_a_broken_pack_is_read_but_not_judged(desk: Desk) -> None:
    broken = desk.put("broken.rule", "规则包 坏 { }\n应当 坏 {")
    try:
        (found,) = desk.session.diagnostics(desk.case, TODAY)
        assert (
            found.severity == "note" and "没有判断" in found.message.zh and "not judged" in found.message.en
        )
    finally:
        desk.session.workspace.close(broken)


WAIVER = f"{HEAD}放行:\n  - "


def test_the_keys_of_a_waiver_and_the_rules_that_may_be_waived(desk: Desk) -> None:
    keys = ["规则", "批准", "理由", "依据", "至", "批准日期"]
    assert desk.labels("new.yaml", f"{WAIVER}‸") == keys
    assert desk.labels("new.yaml", f"{WAIVER}规则: 公示够久\n    ‸") == keys[1:]
    rules = desk.labels("new.yaml", f"{WAIVER}规则: ‸")
    assert {"公示够久", "先评估后开工", "征求意见期限"} <= set(rules)
    assert "上会前审查" not in rules and "抢险先开工" not in rules
    assert desk.labels("new.yaml", f"{WAIVER}{{规则: 公示够久, 至: ‸") == ["2024-06-15"]


def test_a_waived_finding_is_told_and_no_longer_an_error(desk: Desk) -> None:
    text = "案卷: 甲\n程序: 车位程序\n机关: {层级: 乡镇}\n步骤:\n  - {步骤: 方案公示, 起: 2024-03-01, 止: 2024-03-12}\n"
    signed = "放行:\n  - {规则: 公示够久, 批准: 镇长, 理由: 汛期, 依据: 第五条, 至: 2024-12-31}\n"
    (plain,) = [
        d for d in desk.session.diagnostics(desk.put("signed.yaml", text), TODAY) if d.code == "公示够久"
    ]
    (waived,) = [
        d
        for d in desk.session.diagnostics(desk.put("signed.yaml", text + signed), TODAY)
        if d.code == "公示够久"
    ]
    assert (plain.severity, waived.severity) == ("error", "note")
    assert waived.message.zh.startswith("违反,已放行:") and "镇长 批准,至 2024-12-31" in waived.message.zh
    assert waived.message.en.startswith("violated, waived:")
