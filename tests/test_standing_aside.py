"""A word that a pack of the user's and a shipped pack both declare: the shipped one stands aside, and that is said."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest
from guiju.engine.editor.rename import Refusal
from guiju.engine.pipeline import library
from guiju.engine.pipeline.library import load_library

from .command_line import run
from .editing import TODAY, Desk

HEAD = """
规则包 自查 "处罚自查" / "Own check" {{ 层级 县  约束 县  适用程序 {procedure} {over} }}
规范 自查办法 《自查办法》 {{ 施行 2020-01-01 }}
"""
STEPS = "程序 自查程序 (self_check) { 步骤 决定稿 (draft) { 字段 内容 (content): 文本 } }\n"
WORDING = '用语 处罚用语 (penalty_words) = "罚款", "没收.{0,10}所得"\n'
RULE = """应当 决定里不设处罚 (no_penalty_in_decisions) {
  依据 自查办法 第三条  要旨 "样例:决定里不设处罚" / "Sample: a decision sets no penalty"
  每一 决定稿
  要求 非 内容 匹配 处罚用语
  合例 { 决定稿(内容 = "同意实施,费用由财政承担") 2024-03-20 }
  违例 { 决定稿(内容 = "乱停车的,处 50 元罚 款") 2024-03-20 }
}
"""
CASE = """案卷: 试
程序: 自查程序
机关: {名称: 样例县人民政府, 层级: 县, 地区: 样例省样例县}
步骤:
  - {步骤: 决定稿, 日期: 2024-03-01, 内容: 处以罚款}
"""


def head(procedure: str = "自查程序", over: str = "") -> str:
    return HEAD.format(procedure=procedure, over=over)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with the wording of the language reference, which the text packs declare too."""
    path = tmp_path / "own.rule"
    path.write_text(head() + STEPS + WORDING + RULE, "utf-8")
    return path


def test_everything_else_is_judged(pack: Path) -> None:
    ended = run("lint", pack)
    assert ended.code == 0 and "P012" not in ended.said
    assert ended.says("警告 P035 “处罚用语”也由随附的规则包“文件文本(国家)”(文本_国家)声明")
    assert ended.says("也不用以它为基础的 文本_三亚、文本_广东", "规则 1 条;案例 2 个,2 个合乎预期")
    assert "own.rule:5:4" in ended.said and "text/state_1_penalties.rule" in ended.said
    assert run("lint", pack, "--strict").code == 1


def test_in_english_too(pack: Path) -> None:
    ended = run("lint", pack, lang="en")
    assert ended.says("'处罚用语': the shipped pack 'The text of documents (national)' (文本_国家) declares")
    assert ended.says("this run goes without it and without what builds on it (文本_三亚, 文本_广东)")
    assert ended.says("give your own word another name")


@pytest.mark.parametrize("command", ["check", "plan", "gate"])
def test_cases_are_judged_each_time_with_the_warning(pack: Path, tmp_path: Path, command: str) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE, "utf-8")
    before = ("--before", "决定稿") if command == "gate" else ()
    for _ in range(2):  # the second time the program comes out of the cache
        ended = run(command, case, "--pack", pack, "--on", "2024-06-01", *before)
        assert ended.says("警告 P035") and ended.says("决定里不设处罚")


def test_changes_of_the_rule_are_tried(pack: Path) -> None:
    ended = run("test", pack, "--mutate")
    assert "T003" not in ended.said and ended.says("警告 P035", "没收")


def test_the_two_programs_are_kept_apart(pack: Path, tmp_path: Path) -> None:
    with mock.patch.dict(os.environ, {"GUIJU_CACHE_DIR": str(tmp_path / "cache")}):
        for _ in range(2):
            narrow, warnings = load_library([pack])
            assert "文本_国家" not in narrow.packs and [d.code for d in warnings] == ["P035"]
            whole, none = load_library()
            assert "文本_国家" in whole.packs and not none
        with mock.patch.object(library, "compile_beside") as compiling:
            load_library([pack])
        assert not compiling.called


@pytest.mark.parametrize(
    "text",
    [
        head(over="上位 文本_国家") + STEPS + WORDING,
        head(procedure="文件文本") + WORDING,
        head() + "程序 文件文本 { 步骤 另读 }\n" + STEPS + WORDING,
        head() + "程序 自查程序 { 增补 全文 { 字段 甲: 是否 } }\n" + WORDING,
        head(over="上位 文本_广东") + STEPS + WORDING,
    ],
    ids=["over", "for_procedure", "procedure", "extend", "over one that builds on it"],
)
def test_a_pack_that_builds_on_it_takes_no_word_of_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.rule"
    path.write_text(text, "utf-8")
    ended = run("lint", path)
    assert ended.code == 2 and "P012" in ended.said and "P035" not in ended.said


def test_a_step_of_a_later_pack(tmp_path: Path) -> None:
    path = tmp_path / "own.rule"
    steps = STEPS.replace("步骤 决定稿", "步骤 审核补正 (review_and_mend) 步骤 决定稿")
    path.write_text(head() + steps + WORDING + RULE, "utf-8")
    ended = run("lint", path)
    assert ended.code == 0 and ended.said.count("P035") == 2
    assert ended.says("“审核补正”也由随附的规则包“行政规范性文件(国家)”(文件_国家)声明")


def test_two_packs_of_the_users_do_not_share_a_word(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.rule"
    other.write_text(head().replace("自查 ", "又一 ") + WORDING, "utf-8")
    ended = run("lint", pack, other)
    assert ended.code == 2 and "P012" in ended.said


@pytest.mark.parametrize(
    ("word", "pack", "left"),
    [
        ("步骤 公布", "决策_国家", set()),
        ("步骤 审核补正", "文件_国家", {"决策_国家", "决策_广东", "决策_参照", "决策_桥头"}),
        ("步骤 全文", "文本_国家", {"决策_国家", "文件_国家", "文件_三亚", "文件_附带审查"}),
    ],
)
def test_what_is_left_can_be_read_by_itself(word: str, pack: str, left: set[str], tmp_path: Path) -> None:
    path = tmp_path / "own.rule"
    path.write_text(head() + STEPS.replace("步骤 决定稿", f"{word} 步骤 决定稿"), "utf-8")
    program, warnings = load_library([path])
    assert pack not in program.packs and {"自查", *left} <= set(program.packs)
    assert [d.code for d in warnings] == ["P035"]


def test_a_lower_pack_alone_stands_aside(tmp_path: Path) -> None:
    """Upper packs have examples that say something of its rules; these go with it."""
    path = tmp_path / "own.rule"
    rule = RULE.replace("决定里不设处罚 (no_penalty_in_decisions)", "三亚文号有规字")
    rule = rule.replace("匹配 处罚用语", '匹配 "罚"')
    path.write_text(head() + STEPS + rule, "utf-8")
    program, warnings = load_library([path])
    whole = load_library()[0]
    assert set(whole.packs) - set(program.packs) == {"文件_三亚", "文本_三亚"}
    assert [d.code for d in warnings] == ["P035"]
    assert {r.id for r in whole.rules if r.pack == "文件_国家"} <= {r.id for r in program.rules}


def test_an_editor_goes_without_it_as_well(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    path = desk.put("own.rule", head() + STEPS + WORDING + RULE)
    (warning,) = [d for d in desk.session.diagnostics(path, TODAY) if d.severity != "note"]
    assert (warning.code, warning.severity) == ("P035", "warning")
    places = desk.session.rename(*desk.at(path, "决定稿"), "稿子")
    assert not isinstance(places, Refusal)


DOCUMENT = (
    "某县人民政府关于资助的通知\n\n各镇人民政府:\n\n一、资助每人100元。\n\n二、本通知自2024年1月1日起施行。\n\n"
    "某县人民政府\n\n2023年12月1日\n"
)
NOT_USED = "没有用随附的规则包“文件文本(国家)”,也没有用以它为基础的"
NOT_CLEAR = "有 1 个适用的规则包这次没有用,不能说没有违反"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    folder = tmp_path / "filed"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text(DOCUMENT, "utf-8")
    return path


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown", "sarif", "junit", "github", "gitlab"])
def test_every_form_of_the_report_tells_what_was_left_out_and_is_not_clear(
    pack: Path, document: Path, tmp_path: Path, form: str
) -> None:
    written = tmp_path / "report.out"
    ended = run("check", document, "--pack", pack, "--on", "2024-06-01", "--format", form, "-o", written)
    assert ended.code == 3
    report = "".join(written.read_text("utf-8").split())
    for words in (NOT_USED, "自己的规则包也声明了它的“处罚用语”", "own.rule:5", NOT_CLEAR):
        assert "".join(words.split()) in report, words
    assert "没有一条规则适用" not in report


def test_the_report_in_english_too(pack: Path, document: Path) -> None:
    ended = run("check", document, "--pack", pack, "--on", "2024-06-01", lang="en")
    assert ended.says("1 pack that applies was left out, so it cannot be said that nothing is violated")
    assert ended.says("the shipped pack 'The text of documents (national)' is not used, nor", "own.rule:5")


def test_in_machine_formats_it_is_no_green_test(pack: Path, document: Path) -> None:
    junit = run("check", document, "--pack", pack, "--format", "junit").out
    assert '<error type="not-judged"' in junit and 'errors="1"' in junit
    assert "::warning file=" in run("check", document, "--pack", pack, "--format", "github").out


def test_a_review_asks_instead_of_keeping(pack: Path, document: Path, tmp_path: Path) -> None:
    assert run("review", document.parent, "--on", "2024-06-01").says("继续有效")
    for form in ("text", "json", "html", "csv"):
        written = tmp_path / f"review.{form}"
        ended = run(
            "review", document.parent, "--pack", pack, "--on", "2024-06-01", "--format", form, "-o", written
        )
        report = "".join(written.read_text("utf-8").split())
        assert ended.code == 3 and "适用的规则包这次没有用:“文件文本(国家)”" in report, form
        assert form == "csv" or "".join(NOT_USED.split()) in report


def test_an_opinion_does_not_call_it_lawful(pack: Path, document: Path) -> None:
    for form in ("text", "markdown"):
        ended = run("opinion", document, "--pack", pack, "--on", "2024-06-01", "--format", form)
        assert ended.says(
            "建议意见为“补充、核实后再作结论”", "适用的规则包这次没有用", "没有用随附的规则包“文件文本"
        )


def test_where_none_of_them_would_bind_the_answer_stands(pack: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE.replace("处以罚款", "同意实施"), "utf-8")
    ended = run("check", case, "--pack", pack, "--on", "2024-06-01")
    assert ended.code == 0 and "不能说没有违反" not in ended.out
    assert NOT_USED.replace(" ", "") in "".join(ended.out.split()), (
        "that it was left out is told all the same"
    )
