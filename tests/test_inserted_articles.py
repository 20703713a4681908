"""Articles inserted after another (第十五条之一) wherever citations are shown, put in order or compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.analysis.law_drift import drifted
from guiju.engine.analysis.naming import cite as cite_short
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.editor.about_law import shape_of
from guiju.engine.norms.norm_index import NormIndex, index_folder
from guiju.engine.pipeline.coverage import coverage
from guiju.engine.pipeline.laws import laws_of_today
from guiju.engine.report.words.citation import cite, cite_all
from guiju.engine.report.words.short_citation import ShortCitations
from guiju.engine.semantics.citation_words import depth_of, place_in_norm
from guiju.engine.semantics.compile import compile_packs
from guiju.engine.semantics.core import Exists, Window
from guiju.engine.semantics.program import Citation, Norm
from guiju.engine.syntax.parse import parse_pack
from msgspec.structs import replace

from .evaluating import verdict
from .oracle.small import ALWAYS, program, rule

INSERTED = Citation("norm", 15, 2, suffix=1)
"""Article 15-1, paragraph 2."""


def test_the_place_in_words() -> None:
    assert place_in_norm(INSERTED) == Text("第十五条之一第二款", "art. 15-1 para. 2")
    assert place_in_norm(replace(INSERTED, suffix=0)) == Text("第十五条第二款", "art. 15 para. 2")
    assert place_in_norm(replace(INSERTED, suffix=12)).zh == "第十五条之十二第二款"
    assert place_in_norm(Citation("norm")) == Text("", "")
    assert cite_short(INSERTED) == Text("norm第十五条之一第二款", "norm art. 15-1 para. 2")
    assert cite(INSERTED, {}).zh == "《norm》第十五条之一第二款"


def test_two_articles_of_one_number_are_two() -> None:
    both = cite_all((Citation("norm", 15), Citation("norm", 15, suffix=1)), {})
    assert both.zh == "《norm》第十五条、第十五条之一"
    assert depth_of(INSERTED) == (15, 1, 2, 0, 0, 0, 0)


def test_findings_come_in_the_order_of_the_articles() -> None:
    req = Exists("B", ALWAYS, Window("before"))
    places = {"R": (16, 0), "S": (15, 1), "T": (15, 0), "U": (15, 2)}
    rules = [
        replace(rule(req, name=name), basis=(Citation("norm", article, suffix=suffix),))
        for name, (article, suffix) in places.items()
    ]
    assert [f.rule.id for f in verdict(*rules).findings] == ["T", "S", "U", "R"]


def test_a_row_of_the_table_rests_on_both() -> None:
    req = Exists("B", ALWAYS, Window("before"))
    basis = (Citation("norm", 15, suffix=1), Citation("norm", 16), Citation("norm", 15), Citation("norm", 15))
    made = program(replace(rule(req), row="R-1", basis=basis))
    (row,) = coverage(made).rows
    assert [(c.article, c.suffix) for c in row.basis] == [(15, 0), (15, 1), (16, 0)]


def test_where_room_is_short() -> None:
    made = program(replace(rule(Exists("B", ALWAYS, Window("before"))), basis=(INSERTED,)))
    made = replace(made, norms={"norm": Norm("norm", "样例条例", None, None, None, en="Sample Rules")})
    short = ShortCitations(made, made.rules).cite
    assert short(INSERTED) == Text("条例第十五条之一第二款", "art. 15-1 para. 2")


CATALOGUE = """\
norms:
  灯塔办法:
    title: 灯塔办法
    in_force: {from: {value: 2020-01-01, source: stated}}
    text: 灯塔.md
"""
PACK = """\
规则包 甲 "甲" { 层级 国家  约束 市  适用程序 程序甲 }
规范 灯塔办法 { }
程序 程序甲 { 步骤 巡查  步骤 修灯 }
应当 先巡查 {
  依据 灯塔办法 第二条, 灯塔办法 第二条之一
  要旨 "先巡查" / "Inspect first"
  巡查 先于 修灯
  合例 { 巡查 2024-01-01 修灯 2024-01-02 }
  违例 { 修灯 2024-01-02 }
}
"""


def law(inserted: str) -> str:
    return f"# 灯塔办法\n\n<!-- INFO END -->\n\n第一条 看灯。\n\n第二条 修灯。\n\n第二条之一 {inserted}\n\n第三条 罚。\n"


@pytest.fixture
def index(tmp_path: Path) -> NormIndex:
    texts, catalogue = tmp_path / "then", tmp_path / "catalogue.yaml"
    texts.mkdir()
    (texts / "灯塔.md").write_text(law("先报。\n\n后修。"), encoding="utf-8")
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    index_folder(texts, catalogue, tmp_path / "index")
    return NormIndex(tmp_path / "index")


def test_the_shape_of_an_inserted_article(index: NormIndex) -> None:
    entry = index.get("灯塔办法")
    assert entry is not None
    assert shape_of(entry, 2, 1) == Text("共2款", "2 paragraphs")
    assert shape_of(entry, 2) == Text("共1款", "1 paragraph")
    assert shape_of(entry, 3, 1) is None


def changed(index: NormIndex, folder: Path, inserted: str) -> list[Diagnostic]:
    tree, misread = parse_pack(Source("a.rule", PACK))
    program, wrong = compile_packs([tree], index)
    assert [d.message.zh for d in (*misread, *wrong)] == []
    folder.mkdir()
    (folder / "灯塔.md").write_text(law(inserted), encoding="utf-8")
    now, _ = laws_of_today(folder, index)
    return drifted(program, {"a.rule"}, index, now)


def test_only_the_inserted_article_has_changed(index: NormIndex, tmp_path: Path) -> None:
    assert changed(index, tmp_path / "same", "先报。\n\n后修。") == []
    (found,) = changed(index, tmp_path / "other", "先报后修。")
    assert "《灯塔办法》第二条之一" in found.message.zh and "art. 2-1 of" in found.message.en
