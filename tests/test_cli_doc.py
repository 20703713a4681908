"""`guiju doc` on the command line: what is written where, and what is said if it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.pipeline.library import load_library

from .command_line import command, environment, process, run
from .pages import blocks

ROOT = Path(__file__).parent.parent
TOWN = "决策_桥头"


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    """The complete pack of the language reference."""
    page = ROOT / "docs" / "language.md"
    (block,) = (b for b in blocks(page) if b.info == "rule file=parking.rule")
    path = tmp_path / "parking.rule"
    path.write_text(block.text, "utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_one_shipped_pack(tmp_path: Path) -> None:
    ended = run("doc", "--pack", TOWN, "-o", tmp_path / "手册")
    assert ended.code == 0
    assert ended.says("写了 2 页", "index.html")
    assert names(tmp_path / "手册") == ["index.html", f"{TOWN}.html"]
    text = (tmp_path / "手册" / f"{TOWN}.html").read_text("utf-8")
    assert '<html lang="zh-CN">' in text
    assert "每次作出决定之前,应当有会议形式为党政联席会议的集体讨论" in text
    assert (
        "Before each decision, there must be a collective discussion whose meeting kind is “joint meeting”"
        in text
    )


def test_markdown_in_english(tmp_path: Path) -> None:
    ended = run("doc", "--pack", TOWN, "-o", tmp_path, "--format", "markdown", lang="en")
    assert ended.code == 0
    assert ended.says("wrote 2 pages")
    assert names(tmp_path) == ["index.md", f"{TOWN}.md"]
    assert "## Index of provisions" in (tmp_path / f"{TOWN}.md").read_text("utf-8")


def test_a_pack_of_ones_own_is_written_alone(own_pack: Path, tmp_path: Path) -> None:
    ended = run("doc", own_pack, "-o", tmp_path / "out", lang="en")
    assert ended.code == 0
    assert names(tmp_path / "out") == ["index.html", "parking.html"]
    text = (tmp_path / "out" / "parking.html").read_text("utf-8")
    assert "Each plan display must last at least 15 days." in text
    assert "Within 60 working days after each works start, there must be a completion report." in text
    assert "A safety check whose “own check” is “yes” does not count as a safety check." in text
    assert "“check before works” does not apply." in text


def test_without_files_all_shipped_packs(tmp_path: Path) -> None:
    assert run("doc", "-o", tmp_path, "--format", "markdown").code == 0
    assert len(names(tmp_path)) == len(load_library()[0].packs) + 1


def test_writing_again_replaces_pages_and_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    (tmp_path / "index.html").write_text("old", "utf-8")
    assert run("doc", "--pack", TOWN, "-o", tmp_path).code == 0
    assert names(tmp_path) == ["index.html", "notes.txt", f"{TOWN}.html"]
    assert (tmp_path / "index.html").read_text("utf-8") != "old"


def test_bytes_do_not_hang_on_the_run(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        ended = process("doc", "--pack", TOWN, "-o", tmp_path / seed, env={"PYTHONHASHSEED": seed})
        assert ended.code == 0, ended.err
    for name in names(tmp_path / "1"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


@pytest.mark.parametrize(("lang", "said"), [("zh", "是不是“决策_桥头”"), ("en", "did you mean '决策_桥头'")])
def test_an_unknown_pack_names_the_nearest(lang: str, said: str, tmp_path: Path) -> None:
    ended = run("doc", "--pack", "决策_桥", "-o", tmp_path / "out", lang=lang)
    assert ended.code == 2
    assert ended.says(said)
    assert not (tmp_path / "out").exists()


def test_a_pack_with_errors_writes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.rule"
    bad.write_text("规则包 坏 { 层级 镇镇 }\n应当 甲 { }\n", "utf-8")
    ended = run("doc", bad, "-o", tmp_path / "out")
    assert ended.code == 2
    assert ended.says("bad.rule:1")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    ended = run("doc", "--pack", TOWN, "-o", tmp_path / "taken")
    assert ended.code == 2
    assert ended.says("写不了")
    assert (tmp_path / "taken").read_text("utf-8") == "a file"


def test_files_without_rules(tmp_path: Path) -> None:
    words = tmp_path / "words.rule"
    words.write_text(f'规则包 {TOWN} {{ }}\n事实 样例事实: 是否 "有没有?" / "Is there?"\n', "utf-8")
    ended = run("doc", words, "-o", tmp_path / "out")
    assert ended.code == 2
    assert ended.says("没有规则")


def test_a_file_of_a_shipped_pack_stands_for_the_pack(tmp_path: Path) -> None:
    assert run("doc", ROOT / "rules" / "decision" / "qiaotou.rule", "-o", tmp_path).code == 0
    assert names(tmp_path) == ["index.html", f"{TOWN}.html"]


def test_a_missing_file(tmp_path: Path) -> None:
    ended = run("doc", tmp_path / "none.rule", "-o", tmp_path / "out", lang="en")
    assert ended.code == 2
    assert ended.says("none.rule")


def test_help_speaks_both_languages() -> None:
    for lang, said in (("zh", "写成手册"), ("en", "as a handbook")):
        env = environment({"LANG": "zh_CN.UTF-8" if lang == "zh" else "en_US.UTF-8"})
        ended = process("doc", "--help", "--lang", lang, env=env)
        assert ended.code == 0
        assert ended.says(said), command("doc")
