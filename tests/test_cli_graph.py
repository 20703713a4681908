"""`guiju graph`: a procedure as a picture, and a case laid on it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .command_line import FIXTURES, run

ON = ("--on", "2026-11-24")
MERMAID = ("--format", "mermaid")
SVG = "{http://www.w3.org/2000/svg}"


def boxes(flowchart: str) -> dict[str, str]:
    """{first line of a box: its other lines}, struck-out words as they are."""
    found = re.findall(r'n\d+\["(.*)"\]$', flowchart, re.M)
    return {re.sub("</?s>", "", first): rest for first, _, rest in (b.partition("<br/>") for b in found)}


def kinds(flowchart: str) -> dict[str, str]:
    """{name of a step: the class of its box}."""
    names = {
        n: re.sub("</?s>", "", label).split("<br/>")[0]
        for n, label in re.findall(r'(n\d+)\["(.*)"\]$', flowchart, re.M)
    }
    classes = re.findall(r"^  class (\S+) (\w+)$", flowchart, re.M)
    return {names[n]: kind for members, kind in classes for n in members.split(",")}


@pytest.mark.parametrize(
    ("lang", "title", "step"),
    [("zh", "重大行政决策", "合法性审查"), ("en", "major decision", "legality review")],
)
def test_a_procedure_as_svg(lang: str, title: str, step: str) -> None:
    ended = run("graph", "重大行政决策", lang=lang)
    assert (ended.code, ended.err) == (0, "")
    root = ElementTree.fromstring(ended.out)
    assert root.findtext(f"{SVG}title") == title
    words = "".join(root.itertext())
    assert step.replace(" ", "") in re.sub(r"\s", "", words)
    assert not re.search("[一-鿿]", words) if lang == "en" else True
    assert run("graph", "major_decision", lang=lang).out == ended.out


def test_only_packs_of_every_place_are_drawn_for_a_procedure_and_only_binding_ones_for_a_case(
    tmp_path: Path,
) -> None:
    pack = tmp_path / "far.rule"
    pack.write_text(
        '规则包 远方 "远方" / "far" { 层级 省 地区 "黄土省" 约束 县 适用程序 重大行政决策 版次 "1" 上位 决策_国家 }\n'
        "应当 先备案再研究 (filing_first) {\n"
        '  依据 决策条例 第二条  要旨 "样例" / "sample"\n'
        "  备案 先于 研究论证 至少 11日\n"
        "  合例 { 备案 2020-01-01  研究论证 2020-02-03 }\n  违例 { 研究论证 2020-01-02 }\n}\n",
        encoding="utf-8",
    )
    case = FIXTURES / "05_review_skipped.yaml"
    near = case.read_text("utf-8")
    far = tmp_path / "far.yaml"
    far.write_text(near.replace("广东省梅南市", "黄土省"), encoding="utf-8")
    for subject, drawn in (("重大行政决策", False), (case, False), (far, True)):
        out = run("graph", subject, *MERMAID, *ON, "--pack", pack).out
        assert ("≥11日" in out) is drawn, subject


def test_a_case_shows_what_is_done_missing_and_to_redo() -> None:
    ended = run("graph", FIXTURES / "05_review_skipped.yaml", *MERMAID, *ON)
    assert (ended.code, ended.err) == (0, "")
    kind = kinds(ended.out)
    assert kind["合法性审查"] == "skipped"
    assert {s for s, k in kind.items() if k == "worthless"} == {"提交讨论", "集体讨论", "作出决定", "公布"}
    assert kind["启动决定"] == kind["公开征求意见"] == "done"
    assert "听取意见" not in kind  # the file has none; the public comment stands for it
    assert "专家论证" not in kind  # neither taken nor asked for
    box = boxes(ended.out)
    assert box["合法性审查"].startswith("缺 (1)") and "✗ 上会前审查" in box["合法性审查"]
    assert "须重做 (3)" in box["集体讨论"] and "2022-05-16" in box["集体讨论"]

    english = boxes(run("graph", FIXTURES / "05_review_skipped.yaml", *MERMAID, *ON, lang="en").out)
    assert english["legality review"].startswith("missing (1)")
    assert "review before discussion" in english["legality review"] or "✗" in english["legality review"]
    assert not re.search("[一-鿿]", "".join(english.values()))


def test_a_record_that_does_not_count_is_shown_at_the_step_it_passes_for() -> None:
    out = run("graph", FIXTURES / "10_comments_for_review.yaml", *MERMAID, *ON).out
    assert kinds(out)["合法性审查"] == "skipped"
    assert boxes(out)["合法性审查"].startswith("<s>2021-09-29</s><br/>缺 (1)")


def test_the_day_of_looking_counts() -> None:
    case = FIXTURES / "05_review_skipped.yaml"
    early = run("graph", case, *MERMAID, "--on", "2022-03-01").out
    assert "2022-03-01 所见" in early
    assert kinds(early)["集体讨论"] == "pending" and "skipped" not in kinds(early).values()


def test_the_rules_in_force_on_a_day_are_drawn() -> None:
    arrow = re.compile(r"(==>|-->|-\.->)")
    now = run("graph", "重大行政决策", *MERMAID).out
    before_the_law = run("graph", "重大行政决策", *MERMAID, "--on", "2010-01-01").out
    assert arrow.search(now) and not arrow.search(before_the_law)


def test_every_fixture_can_be_drawn_in_both_forms() -> None:
    for case in sorted(FIXTURES.glob("*.yaml")):
        ended = run("graph", case, *ON)
        assert ended.code == 0 and ended.err == "", case.name
        ElementTree.fromstring(ended.out)


def test_the_name_of_the_file_tells_the_form(tmp_path: Path) -> None:
    for name, begin in (("a.mmd", "---\n"), ("a.md", "---\n"), ("a.SVG", "<svg")):
        ended = run("graph", "重大行政决策", "-o", tmp_path / name)
        assert (ended.code, ended.said) == (0, "")
        assert (tmp_path / name).read_text("utf-8").startswith(begin)


@pytest.mark.parametrize(
    ("name", "form"),
    [("x.png", ()), ("x", ()), ("x.txt", ("--format", "svg")), ("x.mmd", ("--format", "svg"))],
)
def test_other_names_are_refused_and_nothing_is_written(
    name: str, form: tuple[str, ...], tmp_path: Path
) -> None:
    zh = run("graph", "重大行政决策", "-o", tmp_path / name, *form)
    en = run("graph", "重大行政决策", "-o", tmp_path / name, *form, lang="en")
    assert zh.code == en.code == 2 and zh.says("图只能写成 .svg(svg)或者 .mmd、.md(mermaid)文件")
    assert ".svg (svg) or as .mmd or .md (mermaid)" in en.err and not list(tmp_path.iterdir())


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = run("graph", tmp_path / "x.yaml")
    assert missing.code == 2 and missing.says("找不到文件") and missing.out == ""
    (tmp_path / "x.yaml").write_text("程序: 重大行政决策\n步聚: []\n", encoding="utf-8")
    wrong = run("graph", tmp_path / "x.yaml")
    assert wrong.code == 2 and "x.yaml:2:1" in wrong.err and wrong.out == ""


def test_a_hostile_name_cannot_break_out_of_the_picture(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    name = '</text><script>alert(1)</script>]]>\\"];click n0'
    file.write_text(f"案卷: '{name}'\n程序: 重大行政决策\n机关: {{层级: 县}}\n", encoding="utf-8")
    picture = run("graph", file).out
    assert [e for e in ElementTree.fromstring(picture).iter() if "script" in e.tag] == []
    assert "<script" not in run("graph", file, *MERMAID).out
