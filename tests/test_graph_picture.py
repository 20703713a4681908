"""Pictures of procedures and cases: goldens, what they show, escaping. GUIJU_UPDATE_GOLDEN=1 rewrites the goldens."""

from __future__ import annotations

import os
import re
import tomllib
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any, get_args

import networkx as nx
import pytest
from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph.case_graph import CaseGraph, lay_case
from guiju.engine.graph.mermaid import mermaid
from guiju.engine.graph.picture import BoxKind, LinkKind, drawn_edges, picture
from guiju.engine.graph.procedure import downstream, procedure_graph, topological_order
from guiju.engine.graph.redo import redo_after_skip
from guiju.engine.graph.style import BOXES, LINKS
from guiju.engine.graph.svg import svg
from guiju.engine.semantics.core import (
    AnyOf,
    Const,
    Duration,
    Exists,
    FactRef,
    Forbid,
    Lasts,
    Req,
    Truth,
    Unit,
    Window,
)
from guiju.engine.semantics.core import Test as Holds
from guiju.engine.semantics.program import Modality, Reading, Rule, Version
from guiju.engine.semantics.vocabulary import Name, StepDecl
from hypothesis import given
from hypothesis import strategies as st

GOLDEN = Path(__file__).parent / "golden" / "graph"
DATA: dict[str, Any] = tomllib.loads((GOLDEN / "decision.toml").read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
TRUE = Const(True)
LANGS: tuple[Lang, ...] = get_args(Lang)
TITLE = Text("加装电梯补贴方案:程序图", "Subsidy for lifts: the procedure")


def rule(
    rule_id: str, step: str | None, req: Req, *, conditional: bool = False, modality: Modality = "must"
) -> Rule:
    when = Truth(FactRef("事实")) if conditional else TRUE
    versions = (Version(None, None, (Reading(Name("", ""), req),)),)
    name = Name(rule_id, rule_id)
    return Rule(rule_id, name, "pack", modality, step, None, when, versions, (), Text(rule_id, rule_id))


def before(earlier: str, later: str, lo: Duration | None = None, *, conditional: bool = False) -> Rule:
    req = Exists(earlier, TRUE, Window("before", lo=lo))
    return rule(f"{earlier}-{later}", later, req, conditional=conditional)


def after(earlier: str, later: str, hi: Duration | None = None) -> Rule:
    return rule(f"{earlier}+{later}", earlier, Exists(later, TRUE, Window("after", hi=hi)))


def duration(words: str) -> Duration | None:
    if not words:
        return None
    number, unit = words.split()
    units: dict[str, Unit] = {unit: unit for unit in get_args(Unit)}
    return Duration(int(number), units[unit])


def decision_rules() -> list[Rule]:
    rules = [before(a, b, duration(lo), conditional=bool(c)) for a, b, lo, c in DATA["before"]]
    rules += [after(a, b, duration(hi)) for a, b, hi in DATA["after"]]
    rules += [rule(f"len-{a}", a, Lasts(">=", duration(n) or Duration(0, "day"))) for a, n in DATA["lasts"]]
    rules += [rule(f"need-{a}", None, Exists(a, TRUE, Window())) for a in DATA["required"]]
    return rules


def declared(names: list[str] | None = None) -> dict[str, StepDecl]:
    every = {zh: StepDecl(Name(zh, en), bool(rest)) for zh, en, *rest in DATA["steps"]}
    return {name: every[name] for name in every if names is None or name in names}


def decision() -> nx.DiGraph[str]:
    return procedure_graph(decision_rules(), declared())


def skipped_review(graph: nx.DiGraph[str]) -> CaseGraph:
    missing = DATA["skipped"]
    records = [
        Record(step, date.fromisoformat(start), date.fromisoformat(end), index)
        for index, (step, start, end) in enumerate(DATA["records"])
    ]
    worthless, redo = redo_after_skip(missing, records, topological_order(graph), downstream(graph))
    done: dict[str, list[Record]] = {}
    for record in records:
        done.setdefault(record.step, []).append(record)
    return lay_case(
        graph,
        done=done,
        skipped={missing},
        worthless={r.index for r in worthless},
        redo=redo,
        violations={missing: ["审查前置"]},
    )


def small() -> nx.DiGraph[str]:
    return procedure_graph(decision_rules(), declared(["送审", "合法性审查", "集体讨论"]))


def isolated() -> nx.DiGraph[str]:
    names = ["送审", "合法性审查", "集体讨论", "备案", "解读", "重大调整"]
    return procedure_graph([before("合法性审查", "集体讨论")], declared(names))


def pictures() -> dict[str, tuple[nx.DiGraph[str], CaseGraph | None]]:
    whole = decision()
    return {
        "procedure": (whole, None),
        "case": (whole, skipped_review(whole)),
        "small": (small(), None),
        "isolated": (isolated(), None),
    }


NAMES = tuple(pictures())


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GUIJU_UPDATE_GOLDEN") == "1":
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_goldens(name: str, lang: Lang) -> None:
    graph, case = pictures()[name]
    golden(f"{name}.{lang}.mmd", mermaid(graph, lang, case, TITLE))
    golden(f"{name}.{lang}.svg", svg(graph, lang, case, TITLE))


def test_an_empty_procedure_is_an_empty_picture() -> None:
    ET.fromstring(svg(procedure_graph([], {}), "zh"))
    assert mermaid(procedure_graph([], {}), "zh") == "flowchart TB\n"


# --- what is shown ----------------------------------------------------------------------------------------


def groups(root: ET.Element, kind: str) -> list[ET.Element]:
    return [g for g in root.iter(f"{SVG}g") if g.get("class", "").split(" ")[0] == kind]


def texts_of(root: ET.Element, step: str) -> list[tuple[str, bool]]:
    for group in groups(root, "step"):
        if group.get("data-step") == step:
            lines = group.findall(f"{SVG}text")
            return [(line.text or "", line.get("text-decoration") == "line-through") for line in lines]
    raise AssertionError(step)


def test_the_skipped_step_stands_out_and_what_rests_on_it_is_struck() -> None:
    graph = decision()
    root = ET.fromstring(svg(graph, "zh", skipped_review(graph)))
    assert texts_of(root, "合法性审查") == [("合法性审查", False), ("缺 (1)", False), ("✗ 审查前置", False)]
    assert texts_of(root, "集体讨论") == [("集体讨论", True), ("2024-06-07", True), ("须重做 (3)", False)]
    assert texts_of(root, "送审") == [("送审", False), ("2024-05-22", False)]
    assert texts_of(root, "公开征求意见")[1] == ("2024-04-10 至 05-12", False)
    (skipped,) = [g for g in groups(root, "step") if "skipped" in g.get("class", "")]
    outline = skipped.find(f"{SVG}rect")
    assert outline is not None and outline.get("stroke-dasharray") and outline.get("stroke") == "#dc2626"


def test_english_pictures_use_english_words() -> None:
    graph = decision()
    root = ET.fromstring(svg(graph, "en", skipped_review(graph)))
    assert texts_of(root, "legality review")[1] == ("missing (1)", False)
    assert texts_of(root, "collective discussion")[-1] == ("redo (3)", False)
    assert "≥7 working days" in [g.findtext(f"{SVG}text") for g in groups(root, "bound")]


def test_many_records_and_defects_are_counted_not_dropped() -> None:
    graph = procedure_graph([], declared(["送审"]))
    records = [
        Record("送审", date(2024, 1, day), None if day == 9 else date(2024, 1, day), day)
        for day in range(1, 10)
    ]
    case = lay_case(graph, done={"送审": records}, violations={"送审": ["甲", "乙", "丙", "丁", "戊"]})
    (box,) = picture(graph, "zh", case).boxes
    assert [line.text for line in box.lines] == [
        "送审",
        "此前 6 次",
        "2024-01-07",
        "2024-01-08",
        "2024-01-09 起",
        "✗ 甲",
        "✗ 乙",
        "✗ 丙",
        "另有 2 项",
    ]


def test_the_legend_names_what_is_there_and_nothing_else() -> None:
    root = ET.fromstring(svg(small(), "zh"))
    (legend,) = groups(root, "legend")
    assert [t.text for t in legend.iter(f"{SVG}text")] == ["必经步骤", "视情形的步骤", "必须先后"]


def test_every_kind_has_a_style() -> None:
    assert set(BOXES) == {kind for kinds in get_args(BoxKind) for kind in get_args(kinds)}
    assert set(LINKS) == {kind for kinds in get_args(LinkKind) for kind in get_args(kinds)}


def test_only_a_chain_as_firm_makes_a_link_superfluous() -> None:
    steps = {name: StepDecl(Name(name, name), False) for name in "ABC"}
    chain = [before("A", "B"), before("B", "C")]
    assert drawn_edges(procedure_graph([*chain, before("A", "C")], steps)) == [("A", "B"), ("B", "C")]
    loose = [before("A", "B", conditional=True), before("B", "C"), before("A", "C")]
    assert ("A", "C") in drawn_edges(procedure_graph(loose, steps))
    bounded = [*chain, before("A", "C", Duration(7, "day"))]
    assert ("A", "C") in drawn_edges(procedure_graph(bounded, steps))


def test_prohibitions_and_powers_are_not_drawn_and_alternatives_are_dotted() -> None:
    steps = {name: StepDecl(Name(name, name), False) for name in "ABCD"}
    rules = [
        rule("f", "A", Forbid("B", TRUE, Window("after"))),
        rule("p", "C", Exists("A", TRUE, Window("before")), modality="may"),
        rule("x", "D", AnyOf((Exists("A", TRUE, Window("before")), Holds(TRUE)))),
    ]
    drawn = picture(procedure_graph(rules, steps), "zh")
    assert [(link.source, link.target, link.kind) for link in drawn.links] == [(0, 3, "alternative")]


def test_a_cycle_is_drawn_whole() -> None:
    steps = {name: StepDecl(Name(name, name), False) for name in "AB"}
    graph = procedure_graph([before("A", "B"), before("B", "A")], steps)
    assert drawn_edges(graph) == [("A", "B"), ("B", "A")]
    assert len(groups(ET.fromstring(svg(graph, "zh")), "step")) == 2


# --- escaping ---------------------------------------------------------------------------------------------

EVIL = (
    'a"]; click n0 href "javascript:alert(1)"',
    "<script>alert(1)</script>&amp;",
    '%%{init: {"theme":"dark"}}%%',
    "x`**b**`\\n#quot; | end",
    "a\u202eb\x00\n---\nflowchart LR",
    "]]><!--\ud800\ufffe",
)


def evil_graph() -> nx.DiGraph[str]:
    steps = {name: StepDecl(Name(name, name), False) for name in EVIL}
    return procedure_graph([before(EVIL[0], EVIL[1])], steps)


@pytest.mark.parametrize("title", EVIL)
def test_names_cannot_leave_their_label(title: str) -> None:
    graph = evil_graph()
    case = lay_case(graph, done={}, skipped={EVIL[0]}, violations={EVIL[0]: list(EVIL)})
    text = mermaid(graph, "zh", case, Text(title, title))
    text.encode("utf-8")
    head, body = text.split("flowchart TB\n")
    assert head.count("\n") == 3 and not re.search(r"[%{}<>&`]", head)
    shape = r'  n\d+\["([^"\]\[%{}`|\\&<>]|<br/>|</?s>)*"\]|  n\d+ ==> n\d+|  class(Def)? [\w,]+ [\w:;#,. -]+'
    for line in body.splitlines():
        assert re.fullmatch(shape, line), line
    root = ET.fromstring(svg(graph, "zh", case, Text(title, title)))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "rect", "text", "g", "path", "polygon"),
    }
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on") or "href" in name]


@given(st.text(max_size=40))
def test_any_name_gives_well_formed_xml(name: str) -> None:
    graph = procedure_graph([], {name: StepDecl(Name(name, name), False)})
    ET.fromstring(svg(graph, "zh", title=Text(name, name)).encode("utf-8"))
