"""What feels the change of a norm: by which words, through what, and what there is to do."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

from guiju.engine.diagnostics.model import Span
from guiju.engine.document.numbers import Ordinal
from guiju.engine.norms.lookup import KnownNorm, NormBook
from guiju.engine.portfolio.article_asked import article_asked
from guiju.engine.portfolio.citation_graph import CitationGraph, citation_graph
from guiju.engine.portfolio.citing_document import Cites, CitingDocument, Mention, Role
from guiju.engine.portfolio.find_node import find_node
from guiju.engine.portfolio.impact import Affected, Change, Impact, Kind, Way, impact
from guiju.engine.portfolio.impact_advice import advice
from hypothesis import given
from hypothesis import strategies as st

from .citing import ON, graph_of

GRAPH = graph_of()
OPEN = Change("open")


def asked(norm: str, change: Change = OPEN, graph: CitationGraph = GRAPH) -> Impact:
    target = find_node(graph, norm)
    assert target is not None
    return impact(graph, target, change)


def ways(result: Impact) -> dict[str, Way]:
    return {each.node.document.file: each.way for each in result.affected}


def one(result: Impact, file: str) -> Affected:
    return next(each for each in result.affected if each.node.document.file == file)


def told(result: Impact, file: str) -> str:
    return advice(one(result, file), result).zh


# --- who is affected ----------------------------------------------------------------------------------------


def test_directly_by_a_provision_and_through_another_document() -> None:
    result = asked("渡口法")
    assert ways(result) == {"办法.txt": "basis", "细则.txt": "through", "通知.txt": "through"}
    assert one(result, "细则.txt").path == ("云溪县渡口管理办法",)
    assert one(result, "通知.txt").path == ("云溪县渡口收费细则", "云溪县渡口管理办法")
    assert [(each.node.title, each.path) for each in result.norms] == [
        ("渡口条例", ()),
        ("渡船检验细则", ("渡口条例",)),
    ]
    assert result.looked == 4


def test_a_norm_in_between_carries_only_where_it_is_a_basis() -> None:
    """The notice speaks of 渡口条例, which rests on 渡口法; the measures rest on it in no way."""
    files = ways(
        asked("渡口法", graph=graph_of({"通知.txt": ("关于渡口的通知", "请按照《渡口条例》办理。")}))
    )
    assert files == {}
    text = ("渡口细则", "第一条 根据《渡口条例》，制定本细则。")
    assert ways(asked("渡口法", graph=graph_of({"甲.txt": text}))) == {"甲.txt": "through"}


def test_what_only_ends_it_is_told_apart() -> None:
    result = asked("云溪县渡口暂行办法")
    assert result.affected == () and [node.document.file for node in result.ending] == ["办法.txt"]


def test_only_the_articles_that_change() -> None:
    sixteen = asked("渡口法", Change("amended", date(2026, 1, 1), (Ordinal(16),)))
    assert one(sixteen, "办法.txt").way == "basis"
    assert [m.where for m in one(sixteen, "办法.txt").mentions] == ["第一条", "第四条"]
    seventeen = asked("渡口法", Change("amended", date(2026, 1, 1), (Ordinal(17),)))
    assert [m.where for m in one(seventeen, "办法.txt").mentions] == ["第一条"]
    nine = asked("渡船检验细则", Change("amended", date(2026, 1, 1), (Ordinal(9),)))
    assert nine.affected == () and [node.document.file for node in nine.elsewhere] == ["办法.txt"]
    eight = asked("渡船检验细则", Change("amended", date(2026, 1, 1), (Ordinal(8),)))
    assert ways(eight) == {"办法.txt": "provision", "细则.txt": "through", "通知.txt": "through"}


def test_one_of_the_documents_may_be_asked_about() -> None:
    result = asked("云溪县渡口管理办法")
    assert ways(result) == {"细则.txt": "basis", "通知.txt": "through"}
    assert result.successor is None and result.norms == ()


# --- what becomes of them -----------------------------------------------------------------------------------


def test_a_norm_that_ended_with_a_successor() -> None:
    result = asked("摆渡规定")
    assert (result.change.kind, result.change.day) == ("ended", date(2020, 1, 1))
    assert result.successor is not None and result.successor.key == "渡口条例"
    assert told(result, "办法.txt") == "制定依据改为《渡口条例》,并逐条对照"
    assert told(result, "旧.txt") == "本文件已不再施行,不必修改"


def test_a_norm_that_ended_without_one() -> None:
    assert told(asked("缆绳管理办法"), "办法.txt") == "没有接替的规范:删去或者改写这些地方"
    alone = graph_of(
        {
            "甲.txt": (
                "缆绳细则",
                "第一条 根据《缆绳管理办法》，制定本细则。",
                "云溪县人民政府",
                "2017年1月1日",
            )
        }
    )
    assert "没有别的现行依据" in told(asked("缆绳管理办法", graph=alone), "甲.txt")


def test_a_repeal_that_is_supposed() -> None:
    result = asked("渡口法", Change("repealed", date(2027, 1, 1)))
    measures = one(result, "办法.txt")
    assert measures.standing == () and not measures.over
    assert "没有接替的规范" in told(result, "办法.txt")
    assert told(result, "细则.txt") == "本文件已不再施行,不必修改"
    later = asked("渡口法", Change("repealed", date(2030, 6, 1)))
    assert one(later, "办法.txt").over and told(later, "办法.txt") == "届时本文件已不再施行,不必修改"
    assert not one(asked("渡口法", Change("repealed", date(2030, 5, 31))), "办法.txt").over


def test_bases_that_the_catalogue_does_not_have_may_be_left() -> None:
    text = (
        "码头办法",
        "第一条 根据《渡口法》和《云岭省码头条例》，制定本办法。",
        "云溪县人民政府",
        "2023年1月1日",
    )
    graph = graph_of({"甲.txt": text})
    assert one(asked("渡口法", graph=graph), "甲.txt").unlisted == ("云岭省码头条例",)
    said = told(asked("渡口法", graph=graph), "甲.txt")
    assert "目录里没有别的现行依据(另有依据《云岭省码头条例》,目录没有收录,须另查)" in said
    ended = told(asked("渡口法", Change("repealed", date(2027, 1, 1)), graph), "甲.txt")
    assert "没有接替的规范(另有依据《云岭省码头条例》" in ended and "没有别的现行依据" not in ended


def test_the_other_bases_that_are_left() -> None:
    text = (
        "码头办法",
        "第一条 根据《渡口法》、《灯塔法》、《摆渡规定》和《航标法》，制定本办法。",
        "云溪县人民政府",
        "2023年1月1日",
    )
    graph = graph_of({"甲.txt": text})
    assert one(asked("渡口法", graph=graph), "甲.txt").standing == ("灯塔法",)
    by_2031 = asked("渡口法", Change("repealed", date(2031, 1, 1)), graph)
    assert one(by_2031, "甲.txt").standing == ("灯塔法", "航标法")
    assert told(by_2031, "甲.txt") == "删去这一依据;还有依据《灯塔法》、《航标法》,只靠它的条款另行核对"


def test_all_advice_has_both_languages_and_calls_nothing_unlawful() -> None:
    kinds: tuple[Kind, ...] = ("repealed", "amended", "open")
    for norm, kind in product(("渡口法", "摆渡规定", "缆绳管理办法", "渡船检验细则", "灯塔法"), kinds):
        day = None if kind == "open" else date(2026, 1, 1)
        result = asked(norm, Change(kind, day))
        for each in result.affected:
            said = advice(each, result)
            assert said.zh and said.en and not any(word in said.zh for word in ("违法", "无效", "可撤销"))
            assert said.en.isascii() or "《" in said.en


# --- the property: affected is what can be reached -----------------------------------------------------------

SIZE = 5
NAMES = [f"文件{at}" for at in range(SIZE)]
NORMS = [f"规范{at}" for at in range(3)]
SPAN = Span("x", 1, 1, 1, 1)
ROLE = st.sampled_from(["basis", "mention", "repealed"])


def _document(at: int, said: dict[str, Role]) -> CitingDocument:
    cites = tuple(
        Cites(title, None, BOOK.by_key.get(title), (Mention(role, "第一条", title, SPAN),))
        for title, role in said.items()
        if title != NAMES[at]
    )
    title = NAMES[at]
    return CitingDocument(title, title, (title,), None, (), date(2020, 1, 1), None, None, cites)


BOOK = NormBook(
    [
        KnownNorm("规范0", "规范0", start=date(2000, 1, 1)),
        KnownNorm("规范1", "规范1", start=date(2000, 1, 1), based_on=("规范0",)),
        KnownNorm(
            "规范2",
            "规范2",
            start=date(2000, 1, 1),
            until=date(2010, 1, 1),
            successor="规范0",
            based_on=("规范1",),
        ),
    ]
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*NAMES, *NORMS]), ROLE), min_size=SIZE, max_size=SIZE),
    st.sampled_from(NORMS),
)
def test_affected_is_what_can_be_reached(said: list[dict[str, Role]], target: str) -> None:
    documents = [_document(at, each) for at, each in enumerate(said)]
    result = asked(target, OPEN, citation_graph(documents, BOOK, ON))
    rests = {(NORMS[1], NORMS[0]), (NORMS[2], NORMS[1])}
    for at, each in enumerate(said):
        for title, role in each.items():
            carries = role == "basis" or (role == "mention" and (title in NAMES or title == target))
            if carries and title != NAMES[at]:
                rests.add((NAMES[at], title))
    reached: set[str] = set()
    while more := {a for a, b in rests if (b == target or b in reached) and a != target} - reached:
        reached |= more
    assert {each.node.title for each in result.affected} == reached & set(NAMES)
    assert {each.node.title for each in result.norms} == reached & set(NORMS)
    direct = {a for a, b in rests if b == target}
    assert {each.node.title for each in result.affected if each.way != "through"} == direct & set(NAMES)
    for found in result.affected:
        steps = [found.node.title, *found.path, target]
        assert all(step in rests for step in pairwise(steps))


# --- articles as people write them ---------------------------------------------------------------------------


def test_articles_as_people_write_them() -> None:
    assert {article_asked(text) for text in ("16", "十六", "第十六条", "第16条", " 第 十六 条 ")} == {
        Ordinal(16)
    }
    assert {article_asked(text) for text in ("10-1", "第十条之一", "十之一", "第10条之1")} == {Ordinal(10, 1)}
    assert [
        article_asked(text) for text in ("", "条", "第条", "abc", "0", "10-", "-1", "之一", "十六款")
    ] == [None] * 9
