"""Hover, definitions, references and renaming, in packs and in the case files beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from guiju.engine.diagnostics.model import Span, has_errors
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor.rename import Refusal, replaced
from guiju.engine.editor.session import Session
from guiju.engine.pipeline.library import compile_texts
from guiju.engine.semantics.program import Program

from .editing import CASE, PACK, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def hovered(desk: Desk, text: str, nth: int = 0, *, case: bool = False) -> str:
    """Both languages of what is shown at a text."""
    found = desk.session.hover(*desk.at(desk.case if case else desk.pack, text, nth))
    return f"{found.text.zh}\n{found.text.en}" if found else ""


# --- hover ------------------------------------------------------------------------------------------------


def test_a_rule_shows_gist_article_strength_and_requirement(desk: Desk) -> None:
    shown = hovered(desk, "先评估后开工")
    for part in (
        "评估通过才能开工",
        "《样例市车位改造办法》第六条",
        "明文",
        "违反程序",
        "停工补评",
        "`check_first`",
    ):
        assert part in shown, part
    assert "Works start only after a passed check" in shown and "art. 6" in shown and "explicit" in shown
    assert "安全评估" in shown.partition("明文")[2]  # what it asks, in words


def test_a_step_shows_its_fields_and_the_rules_that_speak_of_it(desk: Desk) -> None:
    shown = hovered(desk, "安全评估", 1)
    assert "`safety_check`" in shown and "通过 | 不通过" in shown.replace("\\", "")
    assert "先评估后开工 — 依据:《样例市车位改造办法》第六条" in shown
    assert "公示够久" not in shown


def test_what_stands_in_an_example_alone_is_not_spoken_of(desk: Desk) -> None:
    assert "公示够久" in hovered(desk, "方案公示", 1)
    assert "先评估后开工" not in hovered(desk, "抢险 且")


def test_a_fact_shows_its_question_and_rules_that_ask_it_through_a_definition(desk: Desk) -> None:
    shown = hovered(desk, "抢险 且")
    assert "是不是抢险?" in shown and "Is it an emergency?" in shown and "是或否" in shown
    assert "抢险先开工 — 依据:《样例市车位改造办法》第七条" in shown


def test_a_citation_shows_the_norm_and_whether_the_place_exists(desk: Desk) -> None:
    shown = hovered(desk, "车位办法 第‸六条")
    assert "《样例市车位改造办法》第六条" in shown and "样府令第9号" in shown and "2023-01-01" in shown
    assert "手头没有文本" in shown
    path = desk.put("law.rule", '规则包 法 { }\n可以 甲 { 依据 民法典 第二百零一条第九款 要旨 "x" }')
    found = desk.session.hover(*desk.at(path, "第二百零一条"))
    assert found is not None and "没有第九款" in found.text.zh and "no para" in found.text.en
    desk.session.workspace.close(path)


def test_a_keyword_shows_what_it_does_in_both_spellings(desk: Desk) -> None:
    assert "`不少于`" in hovered(desk, "不少‸于") and "This much or more." in hovered(desk, "不少‸于")
    assert "`each`" in hovered(desk, "每一")


def test_names_of_other_kinds(desk: Desk) -> None:
    assert "15日(车位)" in hovered(desk, "不少于 公示期‸").replace("\\", "")
    assert "车位改造" in hovered(desk, "规则包 车‸位")
    assert "`结论`" in hovered(desk, "= 通过‸")
    assert hovered(desk, '"评估‸通过') == ""


def test_text_of_a_file_is_no_markdown(desk: Desk) -> None:
    path = desk.put("evil.rule", '规则包 坏 "![x](http://a/b.png)" / "<img src=x>" { 层级 市 }')
    found = desk.session.hover(*desk.at(path, "坏"))
    assert found is not None and "\\!\\[x\\](" in found.text.zh and "\\<img" in found.text.en
    desk.session.workspace.close(path)


def test_hover_in_a_case(desk: Desk) -> None:
    assert "是不是抢险?" in hovered(desk, "抢险", case=True)
    assert "先评估后开工 — 依据" in hovered(desk, "安全评估", case=True)
    assert "`passed`" not in hovered(desk, "不通过", case=True) and "`failed`" in hovered(
        desk, "不通过", case=True
    )


# --- definitions and references ---------------------------------------------------------------------------


def places(desk: Desk, spans: list[Span]) -> list[tuple[str, int, int]]:
    return [(Path(s.file).name, s.line, s.column) for s in spans]


def place(desk: Desk, path: Path, text: str) -> tuple[str, int, int]:
    _, line, column = desk.at(path, text)
    return path.name, line, column


@pytest.mark.parametrize(
    ("use", "declaration"),
    [
        ("‸安全评估(结论 = 通过) 先于", "安全评估 (safety_check)"),
        ("(‸结论 = 通过) 先于", "结论 (result)"),
        ("= ‸通过) 先于", "通过 (passed)"),
        ("针对 ‸先评估后开工", "先评估后开工 (check_first)"),
        ("当 ‸急事", "急事 (pressing)"),
        ("不少于 ‸公示期", "公示期 (display_time)"),
        ("依据 ‸车位办法 第七条", "车位办法 《"),
        ("= ‸抢险 且", "抢险 (emergency)"),
        ("适用程序 ‸车位程序", "车位程序 (parking_works)"),
    ],
)
def test_definitions(desk: Desk, use: str, declaration: str) -> None:
    found = desk.session.definition(*desk.at(desk.pack, use))
    assert places(desk, found) == [place(desk, desk.pack, declaration)]


def test_a_step_of_a_case_is_declared_in_its_pack(desk: Desk) -> None:
    found = desk.session.definition(*desk.at(desk.case, "安全评估"))
    assert places(desk, found) == [place(desk, desk.pack, "安全评估 (safety_check)")]
    path, source = desk.session.located(desk.case, found[0].file)
    assert path == desk.pack.resolve() and source is not None and source.text == PACK


def test_references_are_in_packs_and_cases(desk: Desk) -> None:
    at = desk.at(desk.pack, "安全评估 (safety_check)")
    found = places(desk, desk.session.references(*at, declarations=True))
    assert len([p for p in found if p[0] == "parking.rule"]) == 4  # both names, the rule, its example
    assert place(desk, desk.case, "安全评估") in found
    assert place(desk, desk.pack, "安全评估 (safety_check)") in found
    uses = places(desk, desk.session.references(*at, declarations=False))
    assert set(found) - set(uses) == {
        place(desk, desk.pack, "安全评估 (safety_check)"),
        place(desk, desk.pack, "safety_check"),
    }


def test_fields_of_one_name_in_two_steps_are_two_things(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = "规则包 又 { }\n程序 又程序 { 步骤 又一步 { 字段 结论: 是否 } }"
    path = desk.put("again.rule", text)
    found = places(desk, desk.session.references(*desk.at(path, "结论"), declarations=True))
    assert found == [place(desk, path, "结论")]


# --- renaming ---------------------------------------------------------------------------------------------


def renamed(desk: Desk, path: Path, text: str, new: str) -> dict[str, str]:
    """The texts after renaming, by the names of their files; raises AssertionError if it is refused."""
    places = desk.session.rename(*desk.at(path, text), new)
    assert not isinstance(places, Refusal), places
    out = {}
    for file, spans in places.items():
        source = desk.session.located(path, file)[1]
        assert source is not None
        out[Path(file).name] = replaced(source, spans, new).text
    return out


def refused(desk: Desk, path: Path, text: str, new: str) -> str:
    found = desk.session.rename(*desk.at(path, text), new)
    assert isinstance(found, Refusal), found
    return f"{found.reason.zh} {found.reason.en}"


def same_but_for(before: Program, after: Program, names: Mapping[str, str]) -> bool:
    """Whether two programs are equal once the names of one are those of the other, places left out."""

    def plain(program: Program) -> Any:
        data = json.dumps(msgspec.to_builtins(program, str_keys=True), ensure_ascii=False, sort_keys=True)
        data = re.sub(r'"(?:column|end_column)": \d+', '"column": 0', data)
        for old, new in names.items():
            data = data.replace(f'"{old}"', f'"{new}"').replace(f'"{old}:', f'"{new}:')
        loaded = json.loads(data)
        return [sorted(json.dumps(x, sort_keys=True) for x in _items(v)) for v in loaded.values()]

    return bool(plain(before) == plain(after))


def _items(value: Any) -> Any:
    return value.items() if isinstance(value, dict) else value if isinstance(value, list) else [value]


@pytest.mark.parametrize(
    ("word", "new"),
    [
        ("安全评估", "安全检查"),
        ("safety_check", "check_of_safety"),
        ("结论", "评估结论"),
        ("passed", "good"),
        ("不通过", "没过"),
        ("抢险", "应急抢险"),
        ("先评估后开工", "评估在前"),
        ("check_first", "first_the_check"),
        ("急事", "紧急情形"),
        ("公示期", "公示时间"),
        ("车位办法", "改造办法"),
        ("车位程序", "改造程序"),
    ],
)
def test_a_renamed_library_is_the_same_program(desk: Desk, word: str, new: str) -> None:
    texts = renamed(desk, desk.pack, word, new)
    before, after = compile_texts([Source("x", PACK)]), compile_texts([Source("x", texts["parking.rule"])])
    assert not has_errors(after.diagnostics)
    assert texts["parking.rule"] != PACK
    assert same_but_for(before.program, after.program, {word: new})


def test_only_the_spelling_under_the_cursor_changes(desk: Desk) -> None:
    texts = renamed(desk, desk.pack, "安全评估", "安全检查")
    assert "步骤 安全检查 (safety_check)" in texts["parking.rule"] and "安全评估" not in texts["parking.rule"]
    assert texts["case.yaml"] == CASE.replace("安全评估", "安全检查")
    english = renamed(desk, desk.pack, "safety_check", "inspection")
    assert "步骤 安全评估 (inspection)" in english["parking.rule"] and "case.yaml" not in english


def test_renaming_begins_in_a_case_as_well(desk: Desk) -> None:
    texts = renamed(desk, desk.case, "抢险", "应急")
    assert "应急: 否" in texts["case.yaml"] and "事实 应急 (emergency)" in texts["parking.rule"]


@pytest.mark.parametrize(
    ("word", "new", "why"),
    [
        ("安全评估", "每一", "关键词"),
        ("安全评估", "has", "keyword"),
        ("安全评估", "2次评估", "以字母或汉字开头"),
        ("安全评估", "a b", "begins with a letter"),
        ("安全评估", "", "不能作名称"),
        ("安全评估", "开工", "已经有了"),
        ("抢险", "类型", "there already"),
        ("先评估后开工", "公示够久", "已经有了"),
        ("抢险", "结论", ""),
    ],
)
def test_names_that_cannot_be_taken(desk: Desk, word: str, new: str, why: str) -> None:
    if why:
        assert why in refused(desk, desk.pack, word, new)
    else:  # a field of that name would not be reached by a fact: the program must stay the same
        assert "parking.rule" in renamed(desk, desk.pack, word, new)


def test_a_name_that_would_be_taken_for_another_thing_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rule = '应当 甲 { 依据 民法典 要旨 "x" 每一 安全评估 当 抢险 有 开工 合例 { } 违例 { } }'
    path = desk.put("more.rule", f"规则包 更多 {{ }}\n{rule}")
    found = desk.session.rename(*desk.at(path, "抢险"), "自评")
    assert isinstance(found, Refusal)
    assert "会指别的东西" in found.reason.zh and "something else" in found.reason.en


def test_what_a_shipped_pack_declares_is_not_renamed(desk: Desk) -> None:
    path = desk.put("more.rule", '规则包 更多 { }\n可以 甲 { 依据 民法典 要旨 "x" 每一 集体讨论 }')
    assert "随附的规则包" in refused(desk, path, "集体讨论", "讨论")
    assert "索引" in refused(desk, path, "民法典", "民法")
    assert "语言" in refused(desk, desk.pack, "层级 市‸", "州")
    assert "没有可以改名的名称" in refused(desk, desk.pack, "要旨", "x")
    desk.session.workspace.close(path)


def test_a_shipped_pack_that_is_open_is_not_renamed_either() -> None:
    session = Session([RULES.parent])
    path = RULES / "decision" / "qiaotou.rule"
    text = path.read_text("utf-8")
    session.workspace.put(path, text)
    line = next(n for n, words in enumerate(text.split("\n"), 1) if words.startswith("应当 "))
    answer = session.rename(path, line, 4, "新名称")
    assert isinstance(answer, Refusal) and "随附" in answer.reason.zh
