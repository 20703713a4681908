"""What rests on what: documents → norms → norms, as it stands on a day; and its picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from guiju.engine.graph.mermaid import picture_mermaid
from guiju.engine.graph.picture import Picture
from guiju.engine.graph.svg import picture_svg
from guiju.engine.norms.lookup import KnownNorm, NormBook
from guiju.engine.portfolio.citation_graph import CitationGraph, DocumentNode, NormNode
from guiju.engine.portfolio.citation_picture import citation_picture
from guiju.engine.portfolio.find_node import find_node, nearest_names
from hypothesis import given, settings
from hypothesis import strategies as st

from .citing import BOOK, FILES, MEASURES, NOTICE, OLD, ON, RULES, document, graph_of

GRAPH = graph_of()


def name(title: str, graph: CitationGraph = GRAPH) -> str:
    found = find_node(graph, title)
    assert found is not None
    return found


def roles(source: str, target: str, graph: CitationGraph = GRAPH) -> list[tuple[str, str]]:
    found = graph.mentions(name(source, graph), name(target, graph))
    return [(mention.role, mention.where) for mention in found]


# --- documents ----------------------------------------------------------------------------------------------


def test_what_a_document_says_of_itself_and_of_others() -> None:
    own = document("办法.txt", MEASURES)
    assert (own.title, own.number, own.issuers) == (
        "云溪县渡口管理办法",
        "云府规〔2016〕5号",
        ("云溪县人民政府",),
    )
    assert (own.made, own.first, own.last) == (date(2016, 5, 1), date(2016, 6, 1), date(2030, 5, 31))
    said = {cites.title: [(m.role, m.where, m.words) for m in cites.mentions] for cites in own.cites}
    assert said["摆渡规定"] == [("basis", "第一条", "《摆渡规定》")]
    assert said["渡船检验细则"] == [("mention", "第二条", "《渡船检验细则》第八条")]
    assert [(role, where) for role, where, _ in said["云溪县渡口暂行办法"]] == [("repealed", "第五条第二句")]
    norms = {cites.title: cites.norm and cites.norm.key for cites in own.cites}
    assert norms["中华人民共和国渡口法"] == norms["渡口法"] == "渡口法"
    assert norms["云溪县船只规定"] is None


def test_both_titles_of_a_law_are_one_node_with_all_its_places() -> None:
    found = GRAPH.mentions(name("云溪县渡口管理办法"), name("渡口法"))
    assert [(m.role, m.where) for m in found] == [("basis", "第一条"), ("mention", "第四条")]
    assert [str(p.article) for p in found[1].provisions] == ["16", "20"]


def test_documents_of_the_set_cite_each_other_by_number_or_title() -> None:
    assert roles("云溪县渡口收费细则", "云溪县渡口管理办法") == [("basis", "第一条")]
    assert roles("云溪县人民政府关于做好渡口安全工作的通知", "云溪县渡口收费细则")[0][0] == "mention"
    assert roles("云溪县渡口管理办法", "云府〔2009〕2号") == [("repealed", "第五条第二句")]


def test_a_number_that_is_another_documents_is_not_overruled_by_the_title() -> None:
    later = ("云溪县渡口暂行办法", "云府〔2012〕7号", *OLD[2:])
    graph = graph_of({"办法.txt": MEASURES, "另一件.txt": later})
    node = graph[name("云府〔2012〕7号", graph)]
    assert isinstance(node, DocumentNode) and node.state == "in force"
    assert isinstance(graph[name("云府〔2009〕2号", graph)], NormNode)


def test_how_documents_stand_on_a_day() -> None:
    states = {node.document.file: node.state for _, node in GRAPH.documents()}
    assert states == {
        "办法.txt": "in force",
        "旧.txt": "repealed",
        "细则.txt": "expired",
        "通知.txt": "in force",
    }
    early = {node.document.file: node.state for _, node in graph_of(on=date(2016, 5, 15)).documents()}
    assert early == {
        "办法.txt": "not yet",
        "旧.txt": "in force",
        "细则.txt": "not yet",
        "通知.txt": "not yet",
    }
    ended = GRAPH[name("云溪县渡口暂行办法")]
    assert isinstance(ended, DocumentNode) and ended.ended_by == "云溪县渡口管理办法"


def test_an_earlier_document_ends_no_later_one_of_the_same_title() -> None:
    renewed = ("云溪县渡口暂行办法", "第一条 根据《渡口法》，制定本办法。", "云溪县人民政府", "2022年6月1日")
    unnumbered = tuple(line.replace("（云府〔2009〕2号）", "") for line in MEASURES)
    graph = graph_of({"办法.txt": unnumbered, "新.txt": renewed})
    assert [node.state for _, node in graph.documents()] == ["in force", "in force"]


# --- norms --------------------------------------------------------------------------------------------------


def test_norms_rest_on_norms_and_are_replaced() -> None:
    assert GRAPH.relation(name("渡口条例"), name("渡口法")) == "based on"
    assert GRAPH.relation(name("摆渡规定"), name("渡口条例")) == "replaced by"
    node = GRAPH[name("灯塔法")]
    assert isinstance(node, NormNode)
    assert [version.key for version in node.versions] == ["灯塔法_2005", "灯塔法"]
    assert node.found.state == "in force" and not GRAPH.graph.has_edge(name("灯塔法"), name("灯塔法"))


def test_a_text_that_nobody_knows_is_a_node_too() -> None:
    node = GRAPH[name("《云溪县船只规定》")]
    assert isinstance(node, NormNode) and node.versions == () and node.found.state == "unlisted"


def test_a_node_is_found_by_title_number_short_name_and_key() -> None:
    wanted = name("中华人民共和国渡口法")
    assert {name(asked) for asked in ("渡口法", "《渡口法》", " 渡口法 ")} == {wanted}
    assert name("国务院令第900号") == name("渡口条例")
    assert name("灯塔法_2005") == name("灯塔法（2021年修订）") == name("灯塔法")
    assert name("云府规[2016]5号") == name("云溪县渡口管理办法")
    assert find_node(GRAPH, "没有的规定") is None and find_node(GRAPH, "") is None
    assert nearest_names(GRAPH, "渡口条理")[0] == "渡口条例"
    assert nearest_names(GRAPH, "云溪县渡口管理办")[0] == "云溪县渡口管理办法"


# --- the property: the graph says what the documents were made to say ----------------------------------------

TITLES = [f"{c}港规则" for c in "甲乙丙丁"]
NORMS = NormBook([KnownNorm(t, t, start=date(2000, 1, 1)) for t in TITLES])
ROLES = {
    "basis": "第{n}条 根据《{t}》，制定本办法。",
    "mention": "第{n}条 船只依照《{t}》停靠。",
    "repealed": "第{n}条 《{t}》同时废止。",
}
SAID = st.lists(st.tuples(st.sampled_from(list(ROLES)), st.sampled_from(TITLES)), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4))
def test_the_graph_of_generated_documents(documents: list[list[tuple[str, str]]]) -> None:
    numerals = "一二三四五"
    files = {
        f"{at}.txt": (
            f"第{numerals[at]}号码头办法",
            *(ROLES[role].format(n=numerals[n], t=title) for n, (role, title) in enumerate(said)),
            "云溪县人民政府",
            "2020年1月1日",
        )
        for at, said in enumerate(documents)
    }
    graph = graph_of(files, book=NORMS)
    for at, (source, node) in enumerate(graph.documents()):
        assert node.document.file == f"{at}.txt"
        told: dict[str, list[tuple[str, str]]] = {}
        for n, (role, title) in enumerate(documents[at]):
            told.setdefault(f"norm {title}", []).append((role, f"第{numerals[n]}条"))
        assert set(graph.graph.successors(source)) == set(told)
        for target, expected in told.items():
            found = graph.mentions(source, target)
            assert [(mention.role, mention.where) for mention in found] == expected


# --- the picture --------------------------------------------------------------------------------------------


def drawn(picture: Picture) -> tuple[dict[str, str], set[tuple[str, str, str]]]:
    titles = ["".join(line.text for line in box.lines if line.kind == "name") for box in picture.boxes]
    kinds: dict[str, str] = {title: box.kind for title, box in zip(titles, picture.boxes, strict=True)}
    return kinds, {(titles[link.source], titles[link.target], link.kind) for link in picture.links}


def test_the_picture_marks_what_ended_and_what_took_its_place() -> None:
    kinds, links = drawn(citation_picture(GRAPH, "zh"))
    assert kinds["摆渡规定"] == "norm_over" and kinds["渡口条例"] == "norm" and kinds["渡口法"] == "norm"
    assert kinds["云溪县船只规定"] == "norm_unknown"
    assert kinds["云溪县渡口暂行办法"] == kinds["云溪县渡口收费细则"] == "document_over"
    assert ("摆渡规定", "渡口条例", "replaced") in links
    assert ("渡口条例", "渡口法", "basis") in links
    assert ("云溪县渡口管理办法", "摆渡规定", "basis") in links
    assert ("云溪县渡口管理办法", "缆绳管理办法", "cites") in links
    assert ("云溪县渡口管理办法", "云溪县渡口暂行办法", "repeals") in links


def test_what_is_only_spoken_of_is_counted_unless_all_is_asked_for() -> None:
    some, every = citation_picture(GRAPH, "en"), citation_picture(GRAPH, "en", whole=True)
    assert "渡船检验细则" not in drawn(some)[0] and "渡船检验细则" in drawn(every)[0]
    lines = {line.text for box in some.boxes for line in box.lines}
    assert "speaks of 1 more" in lines
    assert not any("more" in line.text for box in every.boxes for line in box.lines)


def test_the_picture_can_be_drawn_in_both_forms() -> None:
    picture = citation_picture(GRAPH, "zh", whole=True)
    root = ET.fromstring(picture_svg(picture, "zh"))
    words = "".join(root.itertext())
    assert "2020-01-01 起不再施行" in words and "由其代替" in words and "规范,不再施行" in words
    text = picture_mermaid(picture, "zh", direction="LR")
    assert text.startswith("flowchart LR\n") and "<s>摆渡规定</s>" in text
    assert text.count("classDef") == len({box.kind for box in picture.boxes})
    assert picture_svg(picture, "zh") == picture_svg(citation_picture(graph_of(), "zh", whole=True), "zh")


def test_no_documents_no_picture_and_no_error() -> None:
    empty = graph_of({})
    assert citation_picture(empty, "zh").boxes == ()
    assert {len(list(empty.documents())), len(list(empty.norms()))} == {0, 7}


def test_every_fixture_here_has_its_part() -> None:
    assert set(FILES.values()) == {MEASURES, OLD, RULES, NOTICE}
    assert GRAPH.on == ON and len(BOOK.by_key) == 8
