"""A document of which next to nothing is left without what is to be taken out is proposed for repeal, to be verified; one
with a few such articles for amendment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guiju.engine.diagnostics.text import plain
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.library import load_library
from guiju.engine.portfolio.decide import decide
from guiju.engine.portfolio.model import Reason, Reviewed
from guiju.engine.portfolio.substance import Share
from guiju.engine.portfolio.table import MAINLY, decision_table

from .reviewing import review_path

TABLE = decision_table()
HEAD = (
    "柳府规〔2025〕3号\n柳桥镇扶持企业若干规定\n"
    "第一条 为了扶持企业，根据《中华人民共和国中小企业促进法》，制定本规定。\n"
)
TAIL = (
    "第九条 本规定由柳桥镇人民政府负责解释。\n第十条 本规定自2025年7月1日起施行，有效期五年。\n"
    "柳桥镇人民政府\n2025年6月1日\n"
)
LOCAL = (
    "第二条 镇属单位采购货物的，应当优先采购本镇企业的产品。\n",
    "第三条 对在本镇注册登记的企业，一次性奖励10万元。\n",
    "第四条 按企业当年缴纳税收的镇级留成部分的50%给予奖励。\n",
)
SOUND = (
    "第五条 企业应当如实提交申请材料。\n",
    "第六条 企业不得将同一项目重复申请补助。\n",
    "第七条 申请人可以自收到决定之日起申请复核。\n",
)


def reviewed(tmp_path: Path, *articles: str) -> Reviewed:
    (tmp_path / "规定.txt").write_text(HEAD + "".join(articles) + TAIL, "utf-8")
    (found,) = review_path(load_library()[0], tmp_path, Looking(date(2026, 11, 24))).reviewed
    return found


def test_nothing_but_articles_to_be_taken_out_is_proposed_for_repeal(tmp_path: Path) -> None:
    found = reviewed(tmp_path, *LOCAL)
    first = found.reasons[0]
    assert (found.proposal, found.to_verify, first.cause) == ("repeal", True, MAINLY)
    assert first.message.zh == "有权利义务内容的 3 条里,3 条有问题(第二条、第三条、第四条;公平竞争)"
    assert "art. 2, art. 3, art. 4" in first.message.en


def test_a_few_of_many_are_amended(tmp_path: Path) -> None:
    found = reviewed(tmp_path, *LOCAL, *SOUND)
    assert found.proposal == "amend" and found.to_verify
    assert MAINLY not in [r.cause for r in found.reasons]


def test_what_would_be_left_is_named(tmp_path: Path) -> None:
    found = reviewed(tmp_path, *LOCAL, SOUND[0])
    assert found.proposal == "repeal"
    assert found.reasons[0].message.zh.endswith(",其余是第五条")


@pytest.mark.parametrize(
    ("hit", "every", "reached"),
    [(3, 4, True), (2, 3, False), (5, 7, False), (6, 8, True), (1, 1, False), (2, 2, True), (0, 0, False)],
)
def test_the_share_that_counts(hit: int, every: int, reached: bool) -> None:
    assert TABLE.mainly.share == Share(3, 4, 2)
    assert TABLE.mainly.share.reached(hit, every) is reached


def test_confirming_one_article_does_not_make_the_others_harmless() -> None:
    whole = Reason(MAINLY, plain("主要内容"), firm=False, sure="medium", whole=True)
    confirmed = Reason("公平竞争", plain("核对属实"))
    decided = decide(TABLE, [confirmed, whole], readable=True)
    assert (decided.proposal, decided.to_verify) == ("repeal", True)
    over = Reason("期满", plain("届满"), whole=True)
    decided = decide(TABLE, [confirmed, whole, over], readable=True)
    assert (decided.proposal, decided.to_verify) == ("lapse", False)


def test_a_mention_of_an_ended_norm_is_not_asked_about_as_a_basis(tmp_path: Path) -> None:
    found = reviewed(
        tmp_path, *SOUND, "第八条 多人共同提出的，依照《信访条例》第十八条第二款的规定推选代表。\n"
    )
    (asked,) = (
        r for r in found.reasons if r.finding is not None and r.finding.rule.name.zh == "正文引用失效规定"
    )
    assert asked.question is not None
    assert asked.question.zh == (
        "引用的《信访条例》已于 2022-05-01 由《信访工作条例》代替:现在应当引哪一条,还是删去?"
    )


def test_the_announcing_sentence_and_headings_are_no_articles_of_substance(tmp_path: Path) -> None:
    notice = (
        "柳桥镇人民政府关于禁行的通告\n根据《中华人民共和国道路交通安全法》，现就禁止货车通行的有关事项通告如下：\n"
        "一、禁止通行区域\n柳桥路。\n二、禁止通行车型\n大货车。\n三、禁止通行时间\n全天。\n"
        "四、违反规定通行的，处1000元罚款。\n五、任何单位和个人可以举报。\n柳桥镇人民政府\n2025年6月1日\n"
    )
    (tmp_path / "通告.txt").write_text(notice, "utf-8")
    (found,) = review_path(load_library()[0], tmp_path, Looking(date(2026, 11, 24))).reviewed
    every = [*found.reasons, *found.questions]
    quoted = [r.quote.where for r in every if r.finding is not None and r.quote is not None]
    assert "四、" in quoted and not {"一、", "二、", "三、"} & set(quoted)
    assert MAINLY not in [r.cause for r in every] and found.proposal == "amend"
