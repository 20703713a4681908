"""Wordings and suspicions as they are written: laid out, turned into the other language, and offered by the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.editor.rename import Refusal, replaced
from guiju.engine.norms.norm_index import load_index
from guiju.engine.semantics.compile import compile_library
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.syntax.format import format_pack
from guiju.engine.syntax.format_same import first_difference
from guiju.engine.syntax.parse import parse_pack

from .editing import TODAY, Desk
from .suspecting import SUSPECTS, WORDING, WORLD

PACK = WORLD + WORDING + SUSPECTS
TEXT = """\
用语 许可 (licences) = "须经.{0,9}批准"
案例 一段 { 文本 "第一条 应当改正。", "第二条 处罚款。"  截至 2024-03-01  预期 不罚 疑似, 不罚 未见疑似 }
"""


def names_of(source: Source) -> dict[tuple[int, int], Name]:
    tree, found = parse_pack(source)
    assert not found
    return {(r.span.line, r.span.column): r.name for r in compile_library([tree], load_index()).references}


def turned(source: Source, language: Lang) -> Source:
    return Source(source.name, format_pack(source, language, names_of(source)))


# --- the formatter ----------------------------------------------------------------------------------------


def test_a_pack_comes_back_from_english_as_it_was() -> None:
    chinese = turned(Source("包.rule", PACK + TEXT), "zh")
    english = turned(chinese, "en")
    assert turned(english, "zh") == chinese and turned(english, "en") == english
    same = first_difference(
        parse_pack(Source("包.rule", PACK + TEXT))[0], parse_pack(chinese)[0], names_of(chinese)
    )
    assert same is None


def test_each_word_is_in_its_language() -> None:
    english = turned(Source("包.rule", PACK + TEXT), "en").text
    for line in (
        'wording 罚 (fines) = "罚款", "没收.{0,4}所得"',
        "ensure not text matches fines",
        'suspected high "是不是设定了处罚?" / "Does this set a penalty?"',
        "sorted_as 越权设定",
        'text "第一条 应当改正。", "第二条 处罚款。"',
        "expect no_fines suspected, no_fines clear",
    ):
        assert line in english, line


def test_a_backslash_in_a_pattern_stays() -> None:
    pack = Source("包.rule", r'用语 号 = "第\(?[0-9]+\)?号", “\d{4}年”' + "\n")
    assert format_pack(pack, "zh", {}) == r'用语 号 = "第\(?[0-9]+\)?号", "\d{4}年"' + "\n"


# --- the editor -------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.pack = made.put("words.rule", PACK)
    return made


def test_wordings_are_offered_after_matches(desk: Desk) -> None:
    labels = desk.labels("more.rule", "规则包 更多 { }\n应当 甲 { 每一 段 要求 非 文 匹配 ‸", "wording")
    assert "罚" in labels
    english = desk.labels(
        "more.rule", "pack more { }\nmust a { each passage ensure text matches ‸", "wording"
    )
    assert "fines" in english


def test_the_new_keywords_are_offered_where_they_may_stand(desk: Desk) -> None:
    keywords = desk.labels("more.rule", "规则包 更多 { }\n应当 甲 { ‸", "keyword")
    assert {"疑似", "归类"} <= set(keywords)
    assert "用语" in desk.labels("more.rule", "规则包 更多 { }\n‸", "keyword")
    assert "匹配" in desk.labels("more.rule", "规则包 更多 { }\n应当 甲 { 每一 段 要求 文 ‸", "keyword")
    assert "文本" in desk.labels("more.rule", "规则包 更多 { }\n案例 甲 { ‸", "keyword")
    assert desk.labels("more.rule", "规则包 更多 { }\n应当 甲 { 疑似 ‸", "word") == ["高", "中", "低"]
    states = desk.labels("more.rule", "规则包 更多 { }\n案例 甲 { 预期 不罚 ‸", "word")
    assert {"疑似", "未见疑似"} <= set(states)


def test_hover_shows_the_patterns_and_who_uses_them(desk: Desk) -> None:
    found = desk.session.hover(*desk.at(desk.pack, "匹配 ‸罚"))
    assert found is not None
    for part in ("用语", "`罚款`", "`没收.{0,4}所得`", "- 不罚 — "):
        assert part in found.text.zh, part
    rule = desk.session.hover(*desk.at(desk.pack, "应当 ‸不罚"))
    assert rule is not None and "只是疑似(把握高)" in rule.text.zh
    keyword = desk.session.hover(*desk.at(desk.pack, "‸疑似 高"))
    assert keyword is not None and "线索" in keyword.text.zh


def test_definition_references_and_renaming(desk: Desk) -> None:
    (home,) = desk.session.definition(*desk.at(desk.pack, "匹配 ‸罚"))
    assert (home.line, home.column) == (WORLD.count("\n") + 1, 4)
    uses = desk.session.references(*desk.at(desk.pack, "用语 ‸罚"), declarations=False)
    assert [u.line for u in uses] == [WORLD.count("\n") + 5]
    places = desk.session.rename(*desk.at(desk.pack, "匹配 ‸罚"), "罚的说法")
    assert not isinstance(places, Refusal)
    ((_, spans),) = places.items()
    text = replaced(Source("words.rule", PACK), spans, "罚的说法").text
    assert "用语 罚的说法 (fines)" in text and "非 文 匹配 罚的说法\n" in text


def test_a_bad_pattern_is_underlined_while_it_is_written(desk: Desk) -> None:
    path = desk.put("words.rule", PACK.replace('"罚款"', '"罚款("', 1))
    found = [d for d in desk.session.diagnostics(path, TODAY) if d.code == "P050"]
    assert [(d.span.line, d.span.column) for d in found if d.span] == [(WORLD.count("\n") + 1, 17)]


def test_a_case_offers_the_heuristics_and_shows_what_is_suspected(desk: Desk) -> None:
    head = "案卷: 甲\n程序: 文程序\n机关: {层级: 县}\n"
    assert "不罚" in desk.labels("new.yaml", f"{head}核对:\n  - 规则: ‸", "rule")
    keys = desk.labels("new.yaml", f"{head}核对:\n  - 规则: 不罚\n    ‸", "key")
    assert keys == ["原文", "属实", "核对人", "日期", "理由"]
    assert desk.labels("new.yaml", f"{head}核对:\n  - 属实: ‸") == ["是", "否"]
    case = desk.put(
        "case.yaml", f"{head}步骤:\n  - {{步骤: 段, 日期: 2024-02-01, 文: 处罚款, 位置: 第三条}}\n"
    )
    (found,) = [d for d in desk.session.diagnostics(case, TODAY) if d.code == "不罚"]
    assert found.severity == "note" and found.message.zh.startswith("疑似(把握高):")
    assert found.hint is not None and "须由人核对:是不是设定了处罚?;第三条:“处罚款”" in found.hint.zh
