"""`guiju test`: packs are tried from the command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from .command_line import ROOT, Ended, process, run
from .trying import HEAD, NOTICE, SHARP

PACK = HEAD + NOTICE
CASES = "规则包 试 { }\n"
WRONG = "案例 太短 { 公示 2021-03-01 至 2021-03-04  预期 公示期 已满足 }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "试.rule").write_text(PACK, "utf-8")
    return tmp_path


def tried(folder: Path, *options: str | Path, lang: str = "zh") -> Ended:
    return run("test", folder, *options, lang=lang)


def test_a_folder_of_packs(folder: Path) -> None:
    ended = tried(folder)
    assert (ended.code, ended.out, ended.err) == (0, "规则 1 条;案例 2 个,2 个合乎预期\n", "")
    assert tried(folder, lang="en").out == "1 rule; 2 examples, 2 as expected\n"


def test_examples_in_files_of_their_own(folder: Path) -> None:
    cases = folder / "tests" / "期限.rule"
    cases.parent.mkdir()
    cases.write_text(CASES + SHARP, "utf-8")
    assert "案例 4 个,4 个合乎预期" in tried(folder).out
    cases.write_text(CASES + SHARP + WRONG, "utf-8")
    ended = tried(folder)
    assert ended.code == 1
    assert ended.says("案例“太短”不合预期", "期限.rule:4", "应为已满足", "得到违反", "2021-03-08")


def test_a_file_of_examples_is_tried_with_the_rules_it_speaks_of(tmp_path: Path) -> None:
    cases = tmp_path / "案例.rule"
    cases.write_text(
        "规则包 决策_国家 { }\n案例 没有审查 { 集体讨论 2021-05-20  预期 上会前审查 违反 }\n", "utf-8"
    )
    ended = run("test", cases, "--coverage")
    assert ended.code == 0
    assert ended.says("规则 1 条;案例 1 个,1 个合乎预期", "上会前审查", "合乎要求的")


def test_changes_that_no_example_notices(folder: Path) -> None:
    weak = tried(folder, "--mutate")
    assert weak.code == 1
    assert weak.says("7日 → 8日", "[公示期/req.duration/plus_one]", "试改 4 处:1 处有案例发觉(25.0%")
    assert tried(folder, "--mutate", "--min-killed", "25").code == 0
    (folder / "cases.rule").write_text(CASES + SHARP, "utf-8")
    strong = tried(folder, "--mutate", "--jobs", "2", lang="en")
    assert strong.code == 0
    assert strong.says("4 changes tried: 4 noticed by an example (100.0%")


def test_an_example_that_does_not_come_out_notices_nothing(folder: Path) -> None:
    (folder / "cases.rule").write_text(CASES + WRONG, "utf-8")
    ended = tried(folder, "--mutate", "--min-killed", "0")
    assert ended.code == 1 and ended.says("案例“太短”不合预期", "试改 4 处:1 处有案例发觉")


def test_what_else_the_files_hold_is_changed_too(folder: Path) -> None:
    scope = """
    不适用于 保密事项 (secret_matters) { 依据 试法 第五条  要旨 "保密事项除外" / "Not secret matters"  当 保密 }
    """
    elsewhere = "规则包 决策_国家 { }\n案例 别处的规则 { 集体讨论 2021-05-20  预期 上会前审查 违反 }\n"
    (folder / "试.rule").write_text(PACK + scope + elsewhere, "utf-8")
    ended = tried(folder, "--mutate", "--min-killed", "0")
    assert ended.says("规则 1 条;案例 3 个", "保密事项 ─", "[保密事项/removed]")
    assert not ended.says("上会前审查/")


def test_changes_that_make_no_difference_are_declared_beside_the_pack(folder: Path) -> None:
    declared = folder / "equivalent.toml"
    entry = '[[same]]\nchanges = ["{}"]\nzh = "样例理由"\nen = "a sample reason"\n'
    declared.write_text(entry.format("公示期/req.duration/unit_changed"), "utf-8")
    ended = tried(folder, "--mutate", "--min-killed", "0")
    assert ended.code == 0 and ended.says("1 处已声明没有差别,2 处没有案例发觉", "理由:样例理由")
    declared.write_text(entry.format("公示期/req/bound_swapped"), "utf-8")
    noticed = tried(folder, "--mutate", "--min-killed", "0")
    assert noticed.code == 2 and noticed.says("T004", "equivalent.toml:2", "已有案例能发觉这一处试改")
    assert noticed.says("0 处已声明没有差别")
    declared.write_text(entry.format("公示期/req/bound_swopped"), "utf-8")
    gone = tried(folder, "--mutate", lang="en")
    assert gone.code == 2 and gone.says("T003", "did you mean 公示期/req/bound_swapped?")
    declared.write_text("[[same]\n", "utf-8")
    assert tried(folder, "--mutate").says("T001", "TOML")


def test_one_rule_by_any_of_its_names(folder: Path) -> None:
    ended = tried(folder, "--rule", "notice_period", "--mutate", "--min-killed", "0")
    assert ended.code == 0 and ended.says("试改 4 处")
    wrong = tried(folder, "--rule", "公示其", lang="en")
    assert wrong.code == 2 and wrong.says("there is no rule 公示其; did you mean 公示期?")
    assert wrong.out == ""


def test_json_and_junit_into_a_file(folder: Path) -> None:
    report = folder / "report.json"
    assert tried(folder, "--format", "json", "-o", report).code == 0
    assert json.loads(report.read_text("utf-8"))["examples"] == 2
    shown = tried(folder, "--format", "junit")
    assert ET.fromstring(shown.out.split("\n", 1)[1]).get("tests") == "2"


def test_errors_in_files(folder: Path) -> None:
    (folder / "broken.rule").write_text(CASES + "案例 错 { 公示 2021-03-01 预期 公示其 违反 }\n", "utf-8")
    ended = tried(folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.says("P010", "公示期")
    empty = folder / "empty"
    empty.mkdir()
    nothing = run("test", empty)
    assert nothing.code == 2 and nothing.says("T006", "文件夹里没有规则包文件")
    missing = run("test", folder / "none.rule", lang="en")
    assert missing.code == 2 and missing.says("G001", "no such file")


def test_a_shipped_pack_stands_in_its_own_place(tmp_path: Path) -> None:
    copied = tmp_path / "guangdong.rule"
    shutil.copy(ROOT / "rules" / "decision" / "guangdong.rule", copied)
    ended = run("test", copied)
    assert ended.code == 0 and "规则 1 条" in ended.out


def test_the_shipped_packs_without_a_path() -> None:
    ended = process("test", "--lang", "en")
    told = re.match(r"(\d+) rules, (\d+) powers; (\d+) examples, (\d+) as expected", ended.out)
    assert ended.code == 0 and told is not None and int(told[1]) > 200 and told[3] == told[4]


@pytest.mark.parametrize("option", [("--min-killed", "101"), ("--jobs", "0"), ("--format", "xml")])
def test_options_out_of_bounds(option: tuple[str, str], folder: Path) -> None:
    ended = tried(folder, *option)
    assert ended.code == 2 and option[0] in ended.err


def test_the_help_says_how_to_notice_enough_changes() -> None:
    chinese = process("test", "--help", env={"LANG": "zh_CN.UTF-8"})
    assert chinese.says("大约六成", "每个界限的两边各加一个案例", "docs/testing.zh.md")
    english = process("test", "--help", env={"LANG": "en_US.UTF-8"})
    assert english.says("about 60 %", "on either side of each bound")
