"""What text records say of sentences, items, citations and clauses, on the traps that rules about texts must pass by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.case.model import Record, Value
from guiju.engine.textcase import records_of_paragraphs
from guiju.engine.textcase.wording import wording

from .known_norms import KNOWN
from .text_documents import MEASURES, NOTICE

ON = date(2024, 6, 1)


def records(*paragraphs: str, step: str, on: date = ON) -> list[Record]:
    return [r for r in records_of_paragraphs(paragraphs, on, KNOWN)[0] if r.step == step]


def fields(*paragraphs: str, step: str) -> Mapping[str, Value]:
    """Those of the only record of the step."""
    (found,) = records(*paragraphs, step=step)
    return found.fields


def where(*paragraphs: str, step: str) -> list[object]:
    return [r.fields["位置"] for r in records(*paragraphs, step=step)]


def titles(value: Value) -> list[object]:
    assert isinstance(value, tuple)
    return [each.get("题名") for each in value if isinstance(each, Mapping)]


# --- a sentence: whom it is about, how it binds, which way money goes ----------------------------------------------


@pytest.mark.parametrize(
    ("text", "mood", "subject"),
    [
        ("任何单位和个人未经镇人民政府批准，不得在河道内设障。", "不得", "单位和个人"),
        ("未经镇人民政府批准，任何单位和个人不得在河道内设障。", "不得", "单位和个人"),
        ("严禁村民在田间焚烧秸秆。", "不得", "个人"),
        ("镇政府各部门必须于每月5日前报送台账。", "应当", "行政机关"),
        ("机关工作人员不得违规接受宴请。", "不得", "公职人员"),
        ("各村应当建立巡查制度。", "应当", "村居组织"),
        ("村民委员会可以协助清理。", "可以", "村居组织"),
        ("提倡村民文明办丧事。", "倡导", "个人"),
        ("对违反规定的经营者，由镇执法队处理。", "其他", "行政机关"),
        ("建设单位应当向镇规划所申请。", "应当", "经营者"),
        ("市场开办者应于每年3月前备案。", "应当", "经营者"),
        ("申请人须提供证明。", "应当", "单位和个人"),
        ("应急预案每年演练一次。", "其他", "未写明"),
        ("请仔细阅读办事须知。", "其他", "未写明"),
        ("设施相应更新，不得已的除外。", "其他", "未写明"),
        ("许可证由公安机关发放。", "其他", "行政机关"),
        ("应当报经镇人民政府、街道办事处审核同意。", "应当", "未写明"),
        ("镇人民政府、街道办事处应当巡查。", "应当", "行政机关"),
        ("运输渣土应当征得镇政府同意。", "应当", "未写明"),
        ("建成区（甲街道办事处、乙街道办事处）禁止燃放。", "不得", "未写明"),
        ("建成区（不含甲镇）村民不得燃放。", "不得", "个人"),
        ("提供派出所出具的同一人证明。", "其他", "未写明"),
        ("镇政府应当公布名单。", "应当", "行政机关"),
        ("改走其他路线的，应经审批部门和公安交警部门批准。", "应当", "未写明"),
        ("不得在公安部门禁止通行的道路上行驶。", "不得", "未写明"),
        ("在本镇由镇政府部门禁止采砂。", "不得", "行政机关"),
        ("由镇住建部门和镇公安部门负责，不得推诿。", "不得", "行政机关"),
        ("各责任单位必须在6月底前报送方案。", "应当", "行政机关"),
        ("卫生责任单位应当清扫门前。", "应当", "经营者"),
        ("门前三包责任单位不得乱堆杂物。", "不得", "经营者"),
    ],
)
def test_how_a_sentence_binds_and_whom(text: str, mood: str, subject: str) -> None:
    said = wording(text)
    assert (said.mood, said.subject) == (mood, subject)


@pytest.mark.parametrize(
    ("text", "money", "amounts"),
    [
        ("每户收取保证金500元。", ("收取",), ["500"]),
        ("每户给予1，000元补助。", ("给付",), ["1000"]),
        ("养殖户每头补贴二百元。", ("给付",), ["200"]),
        ("对按时缴纳社会保险费的企业，按每人500元给予补贴。", ("收取", "给付"), ["500"]),
        ("处200元以上5万元以下罚款。", ("罚没",), ["200", "50000"]),
        ("不得收取任何费用。", (), []),
        ("免收押金，给予行政处罚。", ("给付",), []),
        ("投资1.5亿元的项目。", (), ["150000000"]),
    ],
)
def test_which_way_money_goes(text: str, money: tuple[str, ...], amounts: list[str]) -> None:
    said = wording(text)
    assert said.money == money and said.amounts == tuple(map(Decimal, amounts))


def test_a_sentence_without_a_subject_goes_on_with_that_of_the_one_before() -> None:
    found = records("甲镇办法", "第一条 出租人应当登记。未登记的，不得出租。", "第二条 不得转租。", step="句")
    assert [r.fields["主语"] for r in found] == ["个人", "个人", "未写明"]


def test_items_are_sentences_with_the_words_that_lead_them_in() -> None:
    found = records("甲镇办法", "第一条 经营者不得有下列行为：", "（一）占道；", "（二）喧哗。", step="句")
    assert [
        (r.fields["引语"], r.fields["引语情态"], r.fields["主语"], r.fields["在项中"]) for r in found
    ] == [
        ("", "其他", "经营者", False),
        ("经营者不得有下列行为：", "不得", "经营者", True),
        ("经营者不得有下列行为：", "不得", "经营者", True),
    ]


def test_the_last_item_is_the_last_of_its_own_list() -> None:
    found = records(
        "甲镇办法",
        "第一条 提交下列材料：",
        "（一）证明：",
        "1.身份证；",
        "2.其他；",
        "（二）其他材料。",
        step="项",
    )
    shown = [(r.fields["文"], r.fields["末项"], r.fields["同级项数"]) for r in found]
    assert shown == [
        ("证明：", False, 2),
        ("身份证；", False, 2),
        ("其他；", True, 2),
        ("其他材料。", True, 2),
    ]


def test_points_of_a_notice_are_items_where_they_follow_a_lead_in() -> None:
    found = records(
        "甲镇通告", "一、禁止下列行为：", "1.占道；", "2.其他行为。", "二、本通告公布。", step="项"
    )
    assert [(r.fields["位置"], r.fields["末项"]) for r in found] == [("一、1.", False), ("一、2.", True)]


def test_headings_are_told_from_what_is_said() -> None:
    found = records(
        "甲镇方案", "一、证明材料", "（一）提交证明。", "（二）核对。", "二、其他", "办理。", step="句"
    )
    assert [(r.fields["文"], r.fields["系标题"], r.fields["标题"]) for r in found] == [
        ("证明材料", True, ""),
        ("提交证明。", False, "证明材料"),
        ("核对。", False, "证明材料"),
        ("其他", True, ""),
        ("办理。", False, ""),
    ]


def test_what_binds_is_a_sentence_however_short_and_though_more_follows() -> None:
    found = records(
        "甲镇通告",
        "一、本通告适用于本镇犬只。军犬除外。",
        "二、任何人不得饲养烈性犬。名录另行公布。",
        "三、办证每只缴200元。登记免费。",
        "四、提倡文明养犬。各村制定公约。",
        "五、禁止下列行为",
        "（一）遛狗不牵绳。",
        "（二）弃养。",
        "六、应当提交的材料",
        "（一）申请表。",
        "（二）照片。",
        step="句",
    )
    assert [r.fields["文"] for r in found if r.fields["系标题"]] == ["应当提交的材料"]
    assert {"任何人不得饲养烈性犬。", "办证每只缴200元。", "禁止下列行为"} <= {r.fields["文"] for r in found}


def test_short_first_sentences_are_headings_where_most_points_have_one() -> None:
    points = (
        "（一）加强监管。各部门要协同。",
        "（二）规范收费。一律不得乱收费。",
        "（三）不得推诿。限时办结。",
        "（四）落实责任。",
    )
    found = records("甲镇意见", "一、总体要求", *points, step="句")
    assert [r.fields["文"] for r in found if r.fields["系标题"]] == ["总体要求", "加强监管。", "规范收费。"]


def test_words_are_shown_as_the_document_has_them() -> None:
    written = ("某镇“金荷奖”奖励办法", "第一条  “金荷奖”每件奖励３，000元（含税）:当场发放。")
    whole = fields(*written, step="全文")
    assert (whole["题名"], whole["文"]) == (written[0], written[0])
    said = fields(*written, step="句")
    assert said["文"] == "“金荷奖”每件奖励３，000元（含税）:当场发放。"
    assert said["涉及金额"] == ({"数额": Decimal(3000)},)


# --- citations -----------------------------------------------------------------------------------------------------


def test_a_law_cited_in_the_sentence_and_one_cited_in_the_article_are_told_apart() -> None:
    first, second, _ = records(
        "甲镇办法",
        "第一条 依照《集市法》第四条处200元罚款。乱停的，处100元罚款。",
        "第二条 不得占道。",
        step="句",
    )
    assert titles(first.fields["引用"]) == ["集市法"] and titles(second.fields["引用"]) == []
    assert titles(second.fields["同条引用"]) == ["集市法"]


def test_a_citation_has_rank_and_state_on_the_day_of_looking_and_when_the_document_was_made() -> None:
    found = {r.fields["题名"]: r.fields for r in records(*MEASURES, step="引用处") if "题名" in r.fields}
    assert (found["集市法"]["位阶"], found["集市法"]["状态"]) == ("法律", "现行有效")
    assert (found["集市法"]["位阶推定"], found["集市法"]["条款存在"]) == (False, True)
    assert (found["摊贩登记规定"]["状态"], found["摊贩登记规定"]["失效日期"]) == ("已失效", date(2019, 1, 1))
    assert found["集市收费条例"]["状态"] == found["集市收费条例"]["成文时状态"] == "已被替代"
    assert found["集市收费条例"]["替代文件"] == "集市价格条例"
    revised = found["云溪市市场条例"]
    assert (revised["状态"], revised["成文后改版"], revised["条款存在"]) == ("现行有效", True, False)


def test_what_the_document_rests_on_is_told_from_what_it_mentions_and_repeals() -> None:
    roles = {r.fields["文"]: r.fields["所在"] for r in records(*MEASURES, step="引用处")}
    assert roles["《集市法》第五条"] == "依据"
    assert roles["《摊贩登记规定》第二条"] == "正文引用"
    assert roles["《云溪镇集市管理暂行办法》（云府〔2016〕11号）"] == "废止对象"


@pytest.mark.parametrize(
    ("cited", "rank"),
    [
        ("《无名法》", "法律"),
        ("《某某管理办法》", "位阶不明"),
        ("《某某条例》", "行政法规"),
        ("《云溪市某某条例》", "地方性法规"),
        ("《云岭省实施<中华人民共和国甲法>办法》", "地方性法规"),
        ("《云岭省实施〈甲法〉办法》", "地方性法规"),
        ("《云岭省实施〈甲条例〉办法》", "位阶不明"),
        ("《实施〈甲法〉办法》", "位阶不明"),
        ("《某某规定》（国务院令第9号）", "行政法规"),
        ("《某某规定》（云府〔2020〕9号）", "规范性文件"),
        ("《某某办法》（云溪市人民政府令第9号）", "地方政府规章"),
    ],
)
def test_the_rank_of_an_unlisted_norm_follows_from_its_title_and_number(cited: str, rank: str) -> None:
    found = fields(f"依照{cited}办理。", step="引用处")
    assert (found["位阶"], found["位阶推定"], found["状态"]) == (rank, True, "未收录")


def test_a_provision_of_its_own_that_is_not_there() -> None:
    found = records(
        "甲镇办法", "第一条 依照本办法第二条办理。", "第二条 依照本办法第九条办理。", step="引用处"
    )
    assert [(r.fields["对象"], r.fields["条款存在"]) for r in found] == [("本文件", True), ("本文件", False)]


# --- the document's own time ----------------------------------------------------------------------------------------


def test_terms_of_licences_are_no_terms_of_the_document() -> None:
    assert (
        records("甲镇办法", "第一条 许可证有效期三年。", "第二条 在有效期内年检。", step="有效期条款") == []
    )


def test_validity_in_years_whether_as_a_term_or_to_a_day() -> None:
    head = ("甲镇办法", "成文日期：2019年11月1日")
    term = fields(*head, "第一条 本办法自2019年12月1日起施行，有效期五年。", step="有效期条款")
    day = fields(*head, "第一条 本办法自2019年12月1日起施行，有效期至2024年11月30日。", step="有效期条款")
    months = fields(*head, "第一条 本办法自2019年12月1日起施行，有效期18个月。", step="有效期条款")
    assert term["年数"] == day["年数"] == Decimal(5)
    assert term["最后日"] == day["最后日"] == date(2024, 11, 30)
    assert months["年数"] == Decimal("1.5")


def test_whether_the_term_is_over_hangs_on_the_day_of_looking() -> None:
    text = ("甲镇办法", "第一条 本办法自2019年12月1日起施行，有效期五年。")
    before, after = (
        records(*text, step="有效期条款", on=day)[0] for day in (date(2024, 11, 30), date(2024, 12, 1))
    )
    assert (before.fields["已届满"], before.fields["剩余日数"]) == (False, 0)
    assert (after.fields["已届满"], after.fields["剩余日数"]) == (True, -1)


def test_effect_before_the_document_was_made_or_published() -> None:
    found = fields(*NOTICE, step="施行条款")
    assert (found["早于成文"], found["早于公布"], found["距公布日数"]) == (True, True, -9)


def test_a_deadline_is_no_effect_clause() -> None:
    assert records("甲镇办法", "第一条 自收到申请之日起十五日内办结。", step="施行条款") == []


# --- the whole, and the places ----------------------------------------------------------------------------------------


def test_the_document_as_a_whole() -> None:
    found = fields(*MEASURES, step="全文")
    assert (found["题名"], found["文种"], found["文"]) == ("云溪镇集市管理办法", "办法", "云溪镇集市管理办法")
    assert (found["文号"], found["文号规范"], found["文号有规字"]) == ("云府规〔2021〕8号", True, True)
    assert (found["制定机关"], found["解释机关"], found["解释机关系制定机关"]) == (
        "云溪镇人民政府", "镇人民政府", True,
    )  # fmt: skip
    assert (found["有效期年数"], found["条数"], found["单纯废止"]) == (5, 9, False)
    assert "收费标准" in str(found["全部文字"])


def test_places_are_named_as_the_document_would_cite_them() -> None:
    assert where(*MEASURES, step="项")[:3] == ["第四条第(一)项", "第四条第(二)项", "第四条第(三)项"]
    assert "第五条第二款第一句" in where(*MEASURES, step="句")
    assert "印发通知第5段" in where(*MEASURES, step="句")
    assert f"附件1第{len(MEASURES)}段" in where(*MEASURES, step="句")
    assert where(*NOTICE, step="项") == ["一、（一）", "一、（二）", "二、1.", "二、2."]


def test_an_article_is_one_text_with_its_paragraphs_apart() -> None:
    found = records("甲镇办法", "第一条 甲：", "（一）乙；", "（二）丙。", "丁。", "第二条 戊。", step="条")
    assert [(r.fields["条号"], r.fields["文"]) for r in found] == [
        ("第一条", "甲：\n乙；\n丙。\n丁。"),
        ("第二条", "戊。"),
    ]


def test_an_order_has_a_number_of_its_own_form() -> None:
    found = fields("云溪镇人民政府令", "第3号", "现公布决定。", step="全文")
    assert (found["文号"], found["系令"], found["文号规范"]) == ("云溪镇人民政府令第3号", True, True)


def test_the_head_says_in_which_paragraph_its_number_its_issuer_and_its_day_stand() -> None:
    (whole,) = records(*MEASURES, step="全文")
    for name, words in (
        ("文号", "云府规〔2021〕8号"),
        ("制定机关", "云溪镇人民政府"),
        ("成文日期", "2021年"),
    ):
        assert words in MEASURES[whole.spans[name].line - 1].replace(" ", "")


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (("云岭市人民政府", "通 告", "第3号"), False),
        (("云岭市人民政府公告", "2019年第3号"), False),
        (("云岭市人民政府关于禁渔的通告", "（第3号）"), False),
        (("云岭市人民政府令", "第3号"), True),
        (("云岭市人民政府令第3号", "云岭市渡口管理办法"), True),
        (("云岭市渡口管理办法", "（第121号）"), True),
    ],
)
def test_a_numbered_notice_is_no_order(lines: tuple[str, ...], order: bool) -> None:
    text = "根据《中华人民共和国水法》，现通告如下：", "一、禁止垂钓。", "云岭市人民政府", "2018年5月31日"
    assert fields(*lines, *text, step="全文")["系令"] is order
