"""`guiju norms`: the index as a list, and made anew from texts."""

from __future__ import annotations

from pathlib import Path

import yaml
from wcwidth import wcswidth

from .command_line import ROOT, run

CATALOGUE = """checked_to: 2025-01-01
norms:
  样例办法:
    title: 样例办法
    issuer: 样例县人民政府
    rank: 规范性文件
    in_force: {from: {value: 2020-01-01, source: stated}}
    text: 样例办法.md
"""
LAW = """# 样例办法

第一条 为了说明怎样生成索引,写下这个样例。

第二条 样例有下列部分:
(一)甲;
(二)乙。

样例不是法律。
"""


def prepared(folder: Path, law: str = LAW) -> tuple[Path, Path]:
    texts = folder / "texts"
    texts.mkdir()
    (texts / "样例办法.md").write_text(law, encoding="utf-8")
    catalogue = folder / "catalogue.yaml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    return texts, catalogue


def test_the_list_names_every_norm_of_the_index() -> None:
    zh, en = run("norms", "list"), run("norms", "list", lang="en")
    assert zh.code == en.code == 0
    norms = ROOT / "rules" / "norms"
    keys = [p.stem for p in norms.glob("*.yaml") if p.stem != "catalogue"]
    for path in (norms / "further").glob("*.yaml"):
        keys += yaml.safe_load(path.read_text("utf-8"))["norms"]
    assert len(keys) > 200
    for key in keys:
        line = next(line for line in zh.out.splitlines() if line.startswith(f"{key} "))
        assert wcswidth(line) <= 110
    assert f"共 {len(keys)} 件规范" in zh.out.splitlines()[-1]
    assert f"{len(keys)} norms" in en.out.splitlines()[-1]
    order = next(line for line in zh.out.splitlines() if line.startswith("决策条例 "))
    contract = next(line for line in en.out.splitlines() if line.startswith("合同法 "))
    assert "1999-10-01* until 2021-01-01*" in contract and "号*" in en.out
    assert "* entered from memory" in en.out and "* 凭记忆录入" in zh.out
    assert "2019-09-01 起" in order and "  44  " in order and "重大行政决策程序暂行条例" in order


def test_an_index_is_made_from_texts(tmp_path: Path) -> None:
    texts, catalogue = prepared(tmp_path)
    ended = run("norms", "index", texts, "--out", tmp_path / "out", "--catalogue", catalogue)
    assert (ended.code, ended.said) == (0, "")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["样例办法.yaml"]
    entry = yaml.safe_load((tmp_path / "out" / "样例办法.yaml").read_text("utf-8"))
    assert entry["articles"][2]["paragraphs"] == [2, 0]
    assert "样例不是法律" not in (tmp_path / "out" / "样例办法.yaml").read_text("utf-8")


def test_a_text_with_a_gap_is_an_error_at_its_line(tmp_path: Path) -> None:
    texts, catalogue = prepared(tmp_path, LAW.replace("第二条", "第三条"))
    ended = run("norms", "index", texts, "--out", tmp_path / "out", "--catalogue", catalogue)
    assert ended.code == 2 and "样例办法.md:5" in ended.err
    assert not list((tmp_path / "out").glob("*"))


def test_texts_that_are_not_there_are_warnings_and_leave_the_index(tmp_path: Path) -> None:
    # the one text is none of the shipped catalogue, which is an error of its own
    texts, _ = prepared(tmp_path)
    ended = run("norms", "index", texts, "--out", tmp_path / "out")
    assert ended.code == 2 and ended.err.count("错误") == 1 and "警告 N011" in ended.err
    assert (tmp_path / "out" / "广东听证规定.yaml").is_file()  # its head is all there is
    assert not (tmp_path / "out" / "决策条例.yaml").exists()


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    texts, catalogue = prepared(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    blocked = run("norms", "index", texts, "--out", tmp_path / "file", "--catalogue", catalogue)
    assert blocked.code == 2 and "N013" in blocked.err
    nowhere = run("norms", "index", texts, "--out", tmp_path / "out", "--catalogue", tmp_path / "x.yaml")
    assert nowhere.code == 2 and nowhere.says("找不到文件")
