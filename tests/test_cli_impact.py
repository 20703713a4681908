"""`guiju impact` and `guiju graph FOLDER` on files."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from wcwidth import wcswidth

from .command_line import run

ON = ("--on", "2025-06-01")
MARKET = """\
云溪市农贸市场管理办法

云府规〔2016〕5号

第一条 根据《中华人民共和国食品安全法》和《中华人民共和国合同法》，制定本办法。

第二条 合同适用《合同法》第五十二条。

第三条 本办法自2016年6月1日起施行，有效期至2030年5月31日。

云溪市人民政府

2016年5月1日
"""
STALLS = """\
=云溪市摊位细则

第一条 根据《云溪市农贸市场管理办法》，制定本细则。

第二条 本细则自2021年3月1日起施行。

云溪市市场监督管理局

2021年2月1日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "办法.txt").write_text(MARKET, encoding="utf-8")
    (tmp_path / "细则.txt").write_text(STALLS, encoding="utf-8")
    return tmp_path


def test_who_rests_on_a_norm_that_ended_and_what_to_do(folder: Path) -> None:
    zh, en = run("impact", "合同法", folder, *ON), run("impact", "合同法", folder, *ON, lang="en")
    assert (zh.code, en.code) == (0, 0)
    assert zh.says(
        "《中华人民共和国合同法》(主席令第15号) ─ 2021-01-01 起被代替,现为《中华人民共和国民法典》",
        "(目录凭记忆录入,未核实)",
        "以 2025-06-01 看,2 件文件里有 2 件依赖它",
        "作为依据(1)《云溪市农贸市场管理办法》(云府规〔2016〕5号)",
        "第二条  《合同法》第五十二条",
        "怎么办  制定依据改为《中华人民共和国民法典》,并逐条对照",
        "通过别的文件或者规范(1)",
        "先看《云溪市农贸市场管理办法》怎样改,再定",
    )
    assert en.says(
        "replaced from 2021-01-01, now", "As its basis (1)", "name 《中华人民共和国民法典》 as its basis"
    )
    assert all(wcswidth(line) <= 100 for line in (zh.out + en.out).splitlines())


def test_as_json_and_as_a_table(folder: Path) -> None:
    data = json.loads(run("impact", "合同法", folder, *ON, "--format", "json").out)
    assert (data["exit"], data["documents"], data["change"]["kind"]) == (0, 2, "ended")
    assert data["successor"]["key"] == "民法典" and data["norm"]["since"] == "2021-01-01"
    first, second = data["affected"]
    assert [m["articles"] for m in first["mentions"]] == [[], ["52"]]
    assert first["to_do"].keys() == {"zh", "en"} and second["through"] == ["云溪市农贸市场管理办法"]
    written = run("impact", "合同法", folder, *ON, "--format", "csv").out
    assert written.startswith("\ufeff题名,文号,")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row[5] for row in rows[1:]] == ["第一条", "第二条", "第一条"]
    assert rows[3][0] == "'=云溪市摊位细则", "a spreadsheet would calculate it"


def test_the_same_twice_and_into_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("impact", "合同法", folder, *ON, "--format", "csv", "-o", out).code == 0
    once = out.read_bytes()
    run("impact", "合同法", folder, *ON, "--format", "csv", "-o", out)
    assert once == out.read_bytes() and once.startswith(b"\xef\xbb\xbf") and b"\r\n" in once
    assert run("impact", "合同法", folder, "-o", folder / "办法.txt").code == 2


@pytest.mark.parametrize("article", ["52", "五十二", "第五十二条"])
def test_only_one_article(folder: Path, article: str) -> None:
    ended = run("impact", "食品安全法", folder, *ON, "--amended", "2026-01-01", "--article", article)
    assert ended.says("设想 2026-01-01 起第五十二条修改", "对照第五十二条的新条文,看本文件有无抵触")


def test_an_unknown_norm_names_the_nearest(folder: Path) -> None:
    ended = run("impact", "合同发", folder)
    assert ended.code == 2 and ended.out == "" and "《合同法》" in ended.err
    assert "《合同法》" in run("impact", "合同发", folder, lang="en").err
    assert run("impact", "abcdefg", folder).err.strip().endswith("都找不到")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("--article", "款"), "“款”不是条号", "'款' is no article"),
        (("--repealed", "明年"), "不是日期", "is no date"),
        (("--repealed", "2026-01-01", "--amended", "2026-01-01"), "只能用一个", "not both"),
    ],
)
def test_what_is_wrong_with_the_options(folder: Path, arguments: tuple[str, ...], zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        ended = run("impact", "合同法", folder, *arguments, lang=lang)
        assert ended.code == 2 and said in ended.err


def test_without_documents_the_norms_of_the_catalogue(folder: Path) -> None:
    ended = run("impact", "安全生产法", *ON)
    assert ended.code == 0
    assert ended.says(
        "没有给出文件", "目录里以它为依据的规范(4)", "《生产安全事故应急条例》(国务院令第708号)"
    )


def test_a_broken_file_stops_nothing(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no")
    ended = run("impact", "合同法", folder, *ON)
    assert ended.code == 2 and "坏.docx" in ended.err and ended.says("2 件文件里有 2 件依赖它")
    data = json.loads(run("impact", "合同法", folder, *ON, "--format", "json").out)
    assert data["exit"] == 2 and [each["file"].endswith("坏.docx") for each in data["unread"]] == [True]


def test_a_folder_is_drawn(folder: Path) -> None:
    ended = run("graph", folder, *ON)
    words = "".join(ET.fromstring(ended.out).itertext())
    assert ended.code == 0 and "合同法" in words and "2021-01-01 起不再施行" in words and "民法典" in words
    text = run("graph", folder / "办法.txt", *ON, "--format", "mermaid", lang="en").out
    assert "flowchart LR" in text and "no longer in force from 2021-01-01" in text and "细则" not in text
    (folder / "空").mkdir()
    assert run("graph", folder / "空").code == 2
