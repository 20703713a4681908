"""`guiju document`: what it lists of a document, in both languages and as JSON; broken files among others; exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import ROOT, Ended, run
from .text_documents import DAMAGED, MEASURES, NOTICE

MARKET = ROOT / "tests" / "labelled" / "01_measures_with_chapters.txt"
ON = ("--on", "2026-11-26")


def written(folder: Path, paragraphs: tuple[str, ...], name: str = "办法.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(paragraphs), encoding="utf-8")
    return path


def document(*arguments: str | Path, lang: str = "zh") -> Ended:
    return run("document", *arguments, *ON, lang=lang)


def test_what_is_listed_of_a_document() -> None:
    found = document(MARKET)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert lines[0].startswith("云溪市农贸市场管理办法(")
    sections = [line for line in lines[1:] if line and not line.startswith(" ")]
    assert sections == ["题首", "施行与失效", "结构", "引用", "用语"]
    for line in (
        "  文号      云府规〔2021〕8号",
        "  有效期至    2026-10-14(已届满 43日)",
        "  算法        2021-10-15 + 5年 → 最后一日 2026-10-14",
        "      第四条  市场开办者应当履行下列职责：(2 款、3 项)",
        "  第六条        《云溪市市场条例》第三十条第二款至第四款  地方性法规(推定) · 未收录",
        "  农贸市场  指 设有固定摊位，供经营者销售食用农产品的场所",
    ):
        assert line in lines


def test_the_same_in_english() -> None:
    found = document(MARKET, lang="en")
    assert found.says("Until 2026-10-14 (ended 43 days ago)", "2021-10-15 + 5 years → last day 2026-10-14")
    assert found.says("local regulations (inferred) · not listed", "(2 paragraphs, 3 items)")
    assert not any(word in found.out for word in ("题首", "结构", "推定", "未收录", "已届满"))


def test_norms_are_listed_as_they_stand_on_the_day(tmp_path: Path) -> None:
    text = ("甲镇办法", "第一条 根据《公平竞争审查条例》第二条制定本办法。")
    path = written(tmp_path, text)
    assert run("document", path, "--on", "2024-07-31").says("第二条 行政法规 · 尚未施行")
    found = run("document", path, "--on", "2024-08-01")
    assert found.says("第二条 行政法规 · 现行有效", "施行 没有写", "有效期至 没有写")


def test_what_is_odd_is_told_with_its_place(tmp_path: Path) -> None:
    found = document(written(tmp_path, DAMAGED))
    assert found.code == 0
    assert found.says("形式上的问题", "第3段 书名号不成对", "第3段 没有 2021年2月30日 这一天")
    notice = document(written(tmp_path, NOTICE, "通告.txt"))
    assert notice.says("文号写法不规范", "试行一年", "溯及用语", "推定")


def test_long_sections_are_cut_on_the_screen_only(tmp_path: Path) -> None:
    articles = (f"第{n}条 经营者应当登记。" for n in range(1, 61))
    path = written(tmp_path, ("甲镇办法", *articles))
    short, whole = document(path), document(path, "--all")
    assert "加 --all 查看" in short.out and "第60条" not in short.out
    assert "--all" not in whole.out and "第60条" in whole.out
    document(path, "-o", tmp_path / "读到.txt")
    assert (tmp_path / "读到.txt").read_text("utf-8") == whole.out


def test_one_broken_file_stops_none_of_the_others(tmp_path: Path) -> None:
    good = written(tmp_path, MEASURES)
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "空.md").write_bytes(b"")
    found = document(tmp_path / "坏.pdf", good, tmp_path / "空.md", tmp_path / "无.docx")
    assert found.code == 2 and "Traceback" not in found.said
    assert found.says("W003", "G002", "G001", "云溪镇集市管理办法", "共 4 个文件,3 个读不了")
    of_folder = document(tmp_path)
    assert of_folder.code == 2 and of_folder.says("共 3 个文件,2 个读不了")


def test_a_folder_is_read_in_the_order_of_its_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".c.txt", "~$d.docx", "e.yaml"):
        written(tmp_path, ("甲镇办法", "第一条 甲。"), name)
    data = json.loads(document(tmp_path, "--format", "json").out)
    assert [Path(d["file"]).name for d in data["documents"]] == ["a.md", "b.txt"]
    (tmp_path / "无").mkdir()
    assert document(tmp_path / "无").code == 2 and document(tmp_path / "无").says("G007")


def test_json_has_it_all(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURES)
    found = document(path, tmp_path / "无.txt", "--format", "json")
    data = json.loads(found.out)
    assert (found.code, data["exit"], data["version"]) == (2, 2, "1")
    read, missing = data["documents"]
    assert missing["read"] is False and missing["diagnostics"][0]["code"] == "G001" and "head" not in missing
    assert read["head"]["number"] == "云府规〔2021〕8号" and read["head"]["made"]["day"] == "2021-09-14"
    assert read["in_force"]["first"] == "2021-10-01" and read["in_force"]["last"] == "2026-09-30"
    assert [part["kind"] for part in read["parts"]] == ["印发通知", "正文", "附件"]
    chapter = read["parts"][1]["nodes"][0]
    assert (chapter["level"], chapter["mark"], chapter["nodes"][0]["mark"]) == ("chapter", "第一章", "第一条")
    (items,) = [r for r in read["records"] if r["step"] == "项" and r["fields"]["位置"] == "第四条第(三)项"]
    assert (
        items["fields"]["末项"] is True and items["fields"]["引语情态"] == "不得" and items["paragraph"] == 17
    )
    assert not any("同条文" in r["fields"] or "全部文字" in r["fields"] for r in read["records"])


def test_wrong_use_is_said_plainly(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURES)
    for arguments in ((), (path, "--format", "html"), (path, "--on", "2024-02-30"), (path, "--al")):
        found = run("document", *arguments)
        assert found.code == 2 and found.err and "Traceback" not in found.said
    refused = document(path, "-o", path)
    assert refused.code == 2 and refused.says("是输入文件")
    assert path.read_text("utf-8").startswith("云溪镇人民政府文件")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_are_shown_and_do_nothing(tmp_path: Path, lang: str) -> None:
    text = ("甲\x1b[31m镇\u202e办法", "第一条 \x07甲\x00乙《\u200b某\u202e法》第一条。")
    found = document(written(tmp_path, text), lang=lang)
    assert "\x1b" not in found.out and "\u202e" not in found.out and "\x07" not in found.out
