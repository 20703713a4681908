"""Texts judged: a document by itself, the text that a case names beside it, the facts that only the text states."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .command_line import Ended, process, run
from .making_documents import docx, p

PACK = """
规则包 试文本 "试文本" / "Trial of texts" { 层级 国家  适用程序 文件文本  上位 文本_国家 }
规范 试办法 《试办法》 { 文号 "试令第1号"  英文 "Trial Measures" }
应当 引法设禁 (bans_with_basis) {
  依据 试办法
  要旨 "给单位和个人设禁止的,要引法律" / "A ban on persons cites a law"
  每一 句
  当 情态 = 不得 且 主语 属于 [经营者, 个人, 单位和个人]
  要求 至少 1个 同条引用 满足 (位阶 = 法律)
  疑似 中 "这一禁止有没有法律依据?" / "Has the ban a basis in law?"
  归类 无依据
  合例 { 文本 "第一条 依照《集市法》第二条,经营者不得占道。" }
  违例 { 文本 "第一条 经营者不得占道。" }
}
应当 有效期不过三年 (three_years_at_most) {
  依据 试办法
  要旨 "有效期不超过三年" / "The term is three years at most"
  每一 有效期条款
  要求 年数 ≤ 3
  合例 { 文本 "第一条 本办法自2020年1月1日起施行,有效期三年。" }
  违例 { 文本 "第一条 本办法自2020年1月1日起施行,有效期五年。" }
}
"""
TEXT = """云溪镇集市办法
第一条 镇人民政府应当管理集市。
第二条 经营者不得占道。
第三条 本办法自2020年1月1日起施行,有效期五年。
云溪镇人民政府
2019年12月1日
"""
CASE = "程序: 规范性文件\n机关: {名称: 云溪镇人民政府, 层级: 乡镇, 地区: 某省某市}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "试.rule").write_text(PACK, encoding="utf-8")
    (tmp_path / "办法.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def check(
    folder: Path, *names: str, form: str = "text", more: tuple[str, ...] = (), lang: str = "zh"
) -> Ended:
    paths = [folder / name for name in names]
    how = ("--pack", str(folder / "试.rule"), "--on", "2024-06-01", "--format", form, *more)
    return run("check", *paths, *how, lang=lang)


def case(folder: Path, more: str, name: str = "案卷.yaml") -> str:
    (folder / name).write_text(CASE + more, encoding="utf-8")
    return name


def states(found: Ended, file: str) -> dict[str, str]:
    """The state of each rule of the trial pack, of the result of one file."""
    (result,) = (c for c in json.loads(found.out)["cases"] if Path(c["file"]).name == file)
    return {
        f["rule"]["id"]: f["state"]
        for f in result["verdict"]["findings"]
        if f["rule"]["pack"] == "试文本" and f["state"] != "not_applicable"
    }


def test_a_text_file_is_judged_by_the_rules_on_texts(folder: Path) -> None:
    found = check(folder, "办法.txt")
    assert found.code == 1
    assert found.says("—— 云溪镇集市办法(2024-06-01 所见)", "文件 " + str(folder / "办法.txt"))
    assert found.says("第三条不符合:年数 ≤ 3", "第三条“本办法自2020年1月1日起施行,有效期五年。”(第 4 段)")
    assert found.says("这一禁止有没有法律依据?", "第二条:“经营者不得占道。”")
    assert "2024-06-01的" not in found.out.replace(" ", "") and "行)" not in found.out


def test_of_a_suspicion_the_words_are_shown_and_not_what_the_program_took_them_for(folder: Path) -> None:
    found = check(folder, "办法.txt")
    suspected = found.out.partition("─ 引法设禁")[2].partition("\n\n")[0]
    assert "第二条:“经营者不得占道。”" in suspected
    assert not [guess for guess in ("情态", "主语", "不符合", "同条引用") if guess in suspected]


def test_the_same_in_english(folder: Path) -> None:
    found = check(folder, "办法.txt", lang="en")
    assert found.says("— 云溪镇集市办法 (as seen on 2024-06-01)", "(paragraph 4)")
    assert found.says("art. 3 does not meet the requirement: years ≤ 3")


@pytest.mark.parametrize("name", ["办法.docx", "办法.html", "办法.md"])
def test_documents_of_every_kind_come_to_the_same(folder: Path, name: str) -> None:
    lines = TEXT.splitlines()
    made = {
        "办法.docx": docx("".join(map(p, lines))),
        "办法.html": (
            "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
        ).encode(),
        "办法.md": "\n\n".join(lines).encode(),
    }
    (folder / name).write_bytes(made[name])
    found = check(folder, name, form="json")
    assert found.code == 1 and states(found, name) == {"引法设禁": "unknown", "有效期不过三年": "violated"}


def test_a_broken_document_stops_none_of_the_others(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "空.txt").write_bytes(b"")
    found = check(folder, "坏.docx", "旧.doc", "空.txt", "无.pdf", "办法.txt", case(folder, ""))
    assert found.code == 2
    assert found.says("W003", "W001", "G002", "G001", "共 6 个文件:4 个读不了")


def test_a_case_names_its_text_and_is_given_what_only_that_states(folder: Path) -> None:
    name = case(folder, "文本: 办法.txt\n步骤:\n  - {步骤: 公布, 日期: 2019-12-10}\n")
    found = check(folder, name, form="json")
    assert [Path(c["file"]).name for c in json.loads(found.out)["cases"]] == [name, "办法.txt"]
    assert states(found, "办法.txt") == {"引法设禁": "unknown", "有效期不过三年": "violated"}
    assert states(found, name) == {}
    shown = check(folder, name)
    assert shown.says("案卷没有写,取自文件文本:施行日期 2020-01-01、有效期至 2024-12-31、暂行或者试行 否")


def test_what_the_case_states_itself_is_believed(folder: Path) -> None:
    facts = "事实: {施行日期: 2020-03-01, 有效期至: 2023-01-01, 暂行或者试行: 是}\n"
    shown = check(folder, case(folder, "文本: 办法.txt\n" + facts))
    assert "取自文件文本" not in shown.out


def test_what_was_reviewed_and_waived_goes_to_where_the_rule_is_judged(folder: Path) -> None:
    signed = """文本: 办法.txt
核对:
  - {规则: 引法设禁, 原文: 经营者不得占道, 属实: 否, 核对人: 甲, 日期: 2024-05-01, 理由: 另有依据}
放行:
  - {规则: 有效期不过三年, 批准: 镇长, 理由: 期满即修, 依据: 会议, 至: 2024-12-31}
"""
    name = case(folder, signed)
    found = check(folder, name, form="json")
    assert states(found, "办法.txt") == {"引法设禁": "satisfied", "有效期不过三年": "violated"}
    shown = check(folder, name, more=("--all",))
    assert "不约束本案" not in shown.out and shown.says("甲 2024-05-01 核对,不属实:另有依据", "期满即修")


@pytest.mark.parametrize("path", ["../办法.txt", "/etc/passwd", "C:/办法.txt", "~/办法.txt"])
def test_a_text_outside_the_folder_of_the_case_is_refused(folder: Path, path: str) -> None:
    found = check(folder, case(folder, f"文本: {path}\n"))
    assert found.code == 2 and found.says("C049")


def test_a_link_out_of_the_folder_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "办法.txt"
    outside.write_text(TEXT, encoding="utf-8")
    try:
        (folder / "链接.txt").symlink_to(outside)
        (folder / "内.txt").symlink_to(folder / "办法.txt")
    except OSError:
        pytest.skip("no links here")
    found = check(folder, case(folder, "文本: 链接.txt\n"))
    assert found.code == 2 and found.says("C090", "指向案卷文件夹之外")
    assert check(folder, case(folder, "文本: 内.txt\n"), form="json").code == 1


def test_a_text_that_is_not_there_leaves_the_case_judged(folder: Path) -> None:
    name = case(folder, "文本: 无.txt\n步骤:\n  - {步骤: 公布, 日期: 2019-12-10}\n")
    found = check(folder, name)
    assert found.code == 2 and found.says("G001", "无.txt", "公布后备案")


def test_a_verdict_that_rests_on_a_text_is_not_recorded(folder: Path) -> None:
    more = ("--record", str(folder / "记录"))
    for name in ("办法.txt", case(folder, "文本: 办法.txt\n")):
        found = check(folder, name, more=more)
        assert found.code == 2 and found.says("C090", "不带 --record 判断")


def test_no_proof_file_is_written_for_a_text(folder: Path) -> None:
    found = check(folder, "办法.txt", more=("--proof", str(folder / "证明.json")))
    assert found.code == 2 and found.says("文件文本没有证明文件") and not (folder / "证明.json").exists()


def test_explain_shows_a_rule_on_a_document(folder: Path) -> None:
    how = ("--pack", folder / "试.rule", "--on", "2024-06-01")
    found = run("explain", "有效期不过三年", folder / "办法.txt", *how)
    assert found.says("年数 ≤ 3", "第三条的年数")
    named = run("explain", "有效期不过三年", folder / case(folder, "文本: 办法.txt\n"), *how)
    assert named.says("年数 ≤ 3", "第三条的年数")


def test_a_saved_text_is_judged_again(folder: Path) -> None:
    from guiju.engine.pipeline.watching import JudgedBy, Watch

    name = case(folder, "文本: 办法.txt\n")
    watch = Watch((folder / name,), JudgedBy((folder / "试.rule",)))
    first = watch.look()
    assert first is not None and len(first.results) == 2 and watch.look() is None
    changed = folder / "办法.txt"
    changed.write_text(TEXT.replace("五年", "三年"), encoding="utf-8")
    os.utime(changed, ns=(1, 1))
    again = watch.look()
    assert again is not None and [change.path.name for change in again.changes] == ["办法.txt"]
    assert len(again.judged) == 2 and watch.look() is None


LOADED = """
import sys
del sys.argv[1:3]
from guiju.cli.main import main
try:
    main()
except SystemExit:
    pass
print([m for m in sys.modules if "textcase" in m or "engine.document." in m or m == "lark"])
"""


def test_a_check_without_texts_loads_nothing_of_documents(folder: Path) -> None:
    name = case(folder, "")
    run("check", folder / name)  # the rules are cached by now
    ended = process("check", folder / name, options=("-c", LOADED))
    assert ended.out.rstrip().endswith("[]")
    ended = process("check", folder / "办法.txt", options=("-c", LOADED))
    assert "guiju.engine.textcase.text_case" in ended.out


@pytest.mark.parametrize("words", [("plan",), ("ask",), ("gate", "--before", "公布")])
def test_what_wants_the_steps_of_a_case_says_that_a_document_is_none(
    folder: Path, words: tuple[str, ...]
) -> None:
    found = run(words[0], folder / "办法.txt", *words[1:])
    assert found.code == 2 and found.says("C010", "这是一份文件,不是案卷", "文本: 文件")


def test_a_text_beside_the_case_that_it_does_not_name_is_told(folder: Path) -> None:
    (folder / "办法.yaml").write_text(CASE, "utf-8")
    found = check(folder, "办法.yaml")
    assert found.says("C091", "同名的「办法.txt」", "文本: 办法.txt")
    (folder / "办法.yaml").write_text("文本: 办法.txt\n" + CASE, "utf-8")
    assert not check(folder, "办法.yaml").says("C091")
    (folder / "别的.yaml").write_text(CASE, "utf-8")
    assert not check(folder, "别的.yaml").says("C091")


@pytest.mark.parametrize("name", ["办法.TXT", "办法.DOCX", "办法.Pdf"])
def test_its_ending_may_be_in_capitals(name: str, folder: Path) -> None:
    (folder / "办法.txt").rename(folder / name)
    (folder / "办法.md").mkdir()
    (folder / "办法.yaml").write_text(CASE, "utf-8")
    assert check(folder, "办法.yaml").says("C091", f"同名的「{name}」")


def test_a_folder_of_texts_alone_is_judged_by_them(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text(TEXT, "utf-8")
    found = run("check", tmp_path)
    assert found.code == run("check", tmp_path / "办法.txt").code != 2 and found.says("云溪镇集市办法")


def test_nothing_is_printed_of_how_the_program_looks_for_words(folder: Path) -> None:
    found = check(folder, "办法.txt", more=("--all",)).out.replace("\n", "").replace(" ", "")
    assert "符合这一要求" in found
    for inner in ("匹配", "载明", "前提不成立", "的句", "全文的", "→", "系标题"):
        assert inner not in found, inner
