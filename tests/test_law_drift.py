"""Citations whose article has changed since the rule was written (L022)."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.analysis.law_drift import drifted, not_compared
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.norms.norm_index import NormIndex, index_folder
from guiju.engine.pipeline.laws import laws_of_today
from guiju.engine.semantics.compile import compile_packs
from guiju.engine.syntax.parse import parse_pack

CATALOGUE = """\
norms:
  旧灯塔办法:
    title: 灯塔办法
    in_force: {until: {value: 2020-01-01, source: stated}}
    text: 旧.md
  灯塔办法:
    title: 灯塔办法
    in_force: {from: {value: 2020-01-01, source: stated}}
    text: 新.md
  航标规定:
    title: 航标规定
    in_force: {}
    text: none
  船坞规定:
    title: 船坞规定
    in_force: {}
    text: 船坞.md
"""
PACK = """规则包 甲包 { 层级 国家 }
规范 灯塔办法 { }
规范 航标规定 { }
规范 船坞规定 { }
程序 灯塔程序 { 步骤 巡查  步骤 修灯 }
参数 天数 = 3日 { 依据 灯塔办法 第三条 }
应当 先巡查 {
  依据 灯塔办法 第一条, 航标规定 第九条
  要旨 "先巡查" / "Inspect first"
  巡查 先于 修灯
  责任 灯塔办法 第二条第1句
  合例 { 巡查 2024-01-01 修灯 2024-01-02 }
  违例 { 修灯 2024-01-02 }
}
例外 急修 针对 先巡查 {
  依据 船坞规定 第一条
  要旨 "急修" / "Urgent"
  当 有 巡查 后于 本
}
"""


def text(title: str, *articles: str) -> str:
    numbers = "一二三四五六"
    lines = [f"第{numbers[n]}条 {article}" for n, article in enumerate(articles)]
    return "\n\n".join([f"# {title}", "<!-- INFO END -->", *lines]) + "\n"


@pytest.fixture
def index(tmp_path: Path) -> NormIndex:
    then, catalogue, out = tmp_path / "then", tmp_path / "catalogue.yaml", tmp_path / "index"
    then.mkdir()
    (then / "旧.md").write_text(text("灯塔办法", "旧的。"), encoding="utf-8")
    (then / "新.md").write_text(text("灯塔办法", "先看灯。", "不看的受罚。", "三日。"), encoding="utf-8")
    (then / "船坞.md").write_text(text("船坞规定", "急的先修。"), encoding="utf-8")
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    assert index_folder(then, catalogue, out) == []
    return NormIndex(out)


def changes(index: NormIndex, today: Path, own: str = "a.rule") -> list[Diagnostic]:
    tree, misread = parse_pack(Source("a.rule", PACK))
    program, wrong = compile_packs([tree], index)
    assert misread == wrong == []
    now, problems = laws_of_today(today, index)
    assert problems == []
    return drifted(program, {own}, index, now)


def today(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "today"
    folder.mkdir()
    for name, content in texts.items():
        (folder / f"{name}.md").write_text(content, encoding="utf-8")
    (folder / "README.md").write_text("no law", encoding="utf-8")
    return folder


def places(found: list[Diagnostic]) -> list[tuple[int, str, str]]:
    return [(d.span.line, d.code, d.severity) for d in found if d.span]


def test_what_reads_as_before_is_not_reported(index: NormIndex, tmp_path: Path) -> None:
    same = text(
        "灯塔办法", "先看灯｡", " 不看的受罚。", "三日。", "新加的。"
    )  # another width, blanks, one more article
    assert changes(index, today(tmp_path, 新=same)) == []


def test_each_citation_of_a_changed_article_is_an_error_at_its_place(
    index: NormIndex, tmp_path: Path
) -> None:
    changed = text("灯塔办法", "先看灯和塔。", "不看的受罚。", "五日。")
    found = changes(index, today(tmp_path, 新=changed, 船坞=text("船坞规定", "急的先修。")))
    assert places(found) == [(6, "L022", "error"), (8, "L022", "error")]
    assert "《灯塔办法》第三条" in found[0].message.zh and "art. 3" in found[0].message.en
    assert found[0].hint is not None


def test_an_article_that_is_gone_is_an_error(index: NormIndex, tmp_path: Path) -> None:
    found = changes(index, today(tmp_path, 新=text("灯塔办法", "先看灯。")))
    assert places(found) == [(6, "L022", "error"), (11, "L022", "error")]
    assert "没有这一条" in found[0].message.zh


def test_exceptions_cite_too_and_other_files_are_not_reported(index: NormIndex, tmp_path: Path) -> None:
    folder = today(tmp_path, 船坞=text("船坞规定", "急的后修。"))
    assert places(changes(index, folder)) == [(16, "L022", "error")]
    assert changes(index, folder, own="b.rule") == []


def test_a_norm_whose_text_the_folder_lacks_is_said_not_to_be_compared(
    index: NormIndex, tmp_path: Path
) -> None:
    now, _ = laws_of_today(today(tmp_path, 船坞=text("船坞规定", "急的后修。")), index)
    program, _ = compile_packs([parse_pack(Source("a.rule", PACK))[0]], index)
    found = not_compared(program, {"a.rule"}, index, now)
    assert places(found) == [(6, "L022", "warning"), (8, "L022", "warning")]
    assert "《灯塔办法》" in found[0].message.zh and "航标规定" in found[1].message.en
    assert not_compared(program, {"b.rule"}, index, now) == []


def test_a_text_belongs_to_the_norm_with_its_file_name_or_else_its_title(
    index: NormIndex, tmp_path: Path
) -> None:
    folder = today(tmp_path, 随便=text("船坞规定", "急的后修。"))
    now, problems = laws_of_today(folder, index)
    assert list(now) == ["船坞规定"] and problems == []


def test_a_text_that_fits_none_or_several_norms_is_said_to_be_left_out(
    index: NormIndex, tmp_path: Path
) -> None:
    folder = today(tmp_path, 甲=text("灯塔办法", "先看灯。"), 乙=text("渔港规定", "甲。"))
    now, problems = laws_of_today(folder, index)
    assert now == {} and [(d.code, d.severity) for d in problems] == [("N015", "warning")] * 2
    told = {Path(d.span.file).name: d.message.zh for d in problems if d.span}
    assert "旧.md" in told["甲.md"] and "新.md" in told["甲.md"] and "任何规范" in told["乙.md"]


def test_a_norm_without_a_text_then_is_only_noted(index: NormIndex, tmp_path: Path) -> None:
    folder = today(tmp_path, 航标=text("航标规定", *["甲。"] * 5))
    assert places(changes(index, folder)) == [(8, "L022", "note")]
