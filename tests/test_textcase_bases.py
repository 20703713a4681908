"""Which norms a document rests on, whether they changed after it, and in which clause a norm is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from guiju.engine.case.model import Record, Value
from guiju.engine.norms.lookup import KnownNorm, NormBook
from guiju.engine.textcase import records_of_paragraphs

NORMS = NormBook(
    (
        KnownNorm("水法", "水法", start=date(2002, 10, 1), amended=(date(2016, 7, 2),), rank="法律"),
        KnownNorm("草原法", "草原法", start=date(2003, 3, 1), earlier=True, rank="法律"),
        KnownNorm("殡葬管理条例", "殡葬管理条例", issuer="国务院", start=date(1997, 7, 21), rank="行政法规"),
    )
)
POINTS = ("一、全县实行禁牧。", "二、本通告自公布之日起施行。", "云岭县人民政府", "2015年5月20日")


def records(*lines: str, step: str) -> list[Record]:
    return [r for r in records_of_paragraphs(lines, date(2024, 6, 1), NORMS)[0] if r.step == step]


def roles(*lines: str) -> list[Value]:
    return [r.fields["所在"] for r in records(*lines, step="引用处")]


@pytest.mark.parametrize(
    "opening",
    [
        "根据《水法》的规定，县人民政府决定禁牧。现将有关事项通告如下：",
        "据《水法》等法律法规，经县政府研究决定，特发布此通告：",
        "根据《水法》（省政府令第28号）的规定进行了清理，现将清理结果公布如下：",
        "按照《水法》的要求，我县进行了清理。现将结果公布如下：",
        "根据《水法》的规定，我县从今年起实行禁牧。为做好此项工作，现将事项通告如下：",
        "根据《水法》等规定，县人民政府决定在全县实行禁牧。",
    ],
)
def test_a_norm_named_before_the_points_is_the_basis(opening: str) -> None:
    assert roles("云岭县人民政府关于禁牧的通告", opening, *POINTS) == ["依据"]


def test_a_norm_that_is_only_spoken_of_is_not() -> None:
    assert roles("关于渡口的通知", "请按照《水法》办理。") == ["正文引用"]
    assert roles("关于渡口的通知", "根据《水法》，决定停渡。") == ["依据"]
    assert roles("云岭县人民政府关于禁牧的通告", "近来放牧违反《水法》。", *POINTS) == ["正文引用"]
    assert roles("云岭县人民政府关于禁牧的通告", "现通告如下：", "一、依照《水法》处理。", *POINTS[1:]) == [
        "正文引用"
    ]


@pytest.mark.parametrize(
    ("made", "norm", "changed"),
    [
        ("2015年5月20日", "水法", True),
        ("2017年5月20日", "水法", False),
        ("2002年5月20日", "水法", True),
        ("2002年5月20日", "草原法", True),
        ("2004年5月20日", "草原法", False),
        ("2004年5月20日", "国务院殡葬管理条例", False),
    ],
)
def test_a_norm_that_changed_after_the_document(made: str, norm: str, changed: bool) -> None:
    opening = f"根据《{norm}》的规定，现通告如下："
    (found,) = records("云岭县人民政府关于禁牧的通告", opening, *POINTS[:3], made, step="引用处")
    assert (found.fields["状态"], found.fields["成文后改版"]) == ("现行有效", changed)


def test_the_clause_that_names_a_norm() -> None:
    text = "第一条 违反的，责令停止，并处罚款；构成犯罪的，依照《水法》处理；情节轻微的，依照《草原法》第三条处理。"
    (sentence,) = [r for r in records("某办法", text, step="句") if r.fields["引用"]]
    cites = sentence.fields["引用"]
    assert isinstance(cites, tuple)
    assert [each["分句"] for each in cites if isinstance(each, Mapping)] == [
        "构成犯罪的，依照《水法》处理",
        "情节轻微的，依照《草原法》第三条处理",
    ]


def test_a_notice_of_results_only_ends_others_and_every_text_is_an_order_or_not() -> None:
    opening = "按照《水法》的要求进行了清理，现将清理结果公布如下："
    (found,) = records("云岭县人民政府公告", opening, *POINTS, step="全文")
    assert (found.fields["单纯废止"], found.fields["系令"]) == (True, False)
    (order,) = records("云岭市人民政府令", "现公布《甲办法》。", step="全文")
    assert order.fields["系令"] is True
