"""Wrong arguments, help pages and faults of the program itself: plain words in the language of the run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guiju.cli import check as check_module
from guiju.engine.pipeline import library
from wcwidth import wcswidth

from .command_line import FIXTURES, process, run

CASE = str(FIXTURES / "01_county_lawful.yaml")
COMMANDS = ("check", "new", "graph", "coverage", "schema", "lint", "norms", "impact")

WRONG: list[tuple[tuple[str, ...], str, str]] = [
    (("chek",), "没有命令 chek,是不是 check?", "there is no command chek; did you mean check?"),
    (
        ("check", CASE, "--onn", "x"),
        "没有选项 --onn,是不是 --on?",
        "there is no option --onn; did you mean --on?",
    ),
    (("check", CASE, "--all=1"), "选项 --all 后面不能有值", "option --all takes no value"),
    (("check", CASE, "--on", "2019-02-30"), "没有 2019-02-30 这一天", "there is no day 2019-02-30"),
    (("check", CASE, "--on", "昨天"), "“昨天”不是日期", "'昨天' is no date"),
    (("check", CASE, "--on", "9月5日"), "“9月5日”不是日期", "'9月5日' is no date"),
    (("--on", "2019-10-30", "check"), "没有选项 --on:选项写在命令后面", "no option --on: options stand"),
    (("check", CASE, "--on", "\x1b[31m"), "<U+001B>", "<U+001B>"),
    (("check", CASE, "--format", "pdf"), "可以是 text | json | html", "it can be text | json | html"),
    (("graph", "重大行政决策", "--format", "png"), "可以是 svg | mermaid", "it can be svg | mermaid"),
    (("new", "甲", "乙"), "多出的参数:乙", "surplus arguments: 乙"),
    (
        ("new", "重大决策"),
        "没有程序“重大决策”,是不是“重大行政决策”?",
        "there is no procedure '重大决策'; did you mean",
    ),
    (("new", "major_decison"), "是不是“major_decision”?", "did you mean 'major_decision'?"),
    (
        ("graph", "qqqq"),
        "没有程序“qqqq”;有:重大行政决策",
        "there is no procedure 'qqqq'; there are: major_decision",
    ),
    (("norms", "lst"), "没有命令 lst,是不是 list?", "there is no command lst; did you mean list?"),
    (("norms", "index", "没有", "--out", "x"), "没有目录 没有", "there is no folder 没有"),
]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"), WRONG, ids=[" ".join(w[0][:2])[-30:] + w[1][:9] for w in WRONG]
)
def test_wrong_arguments_are_named_in_both_languages(arguments: tuple[str, ...], zh: str, en: str) -> None:
    for lang, wanted in (("zh", zh), ("en", en)):
        ended = run(*arguments, lang=lang)
        assert ended.code == 2 and ended.out == ""
        assert wanted in ended.err
        assert len(ended.err) < 500


@pytest.mark.parametrize("written", ["2019-9-5", "2019/09/05", "2019年9月5日", "20190905", "2019-09-05"])
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert "2019-09-05" in run("check", CASE, "--on", written).out


def test_a_wrong_language_is_named() -> None:
    assert "可以是 zh | en" in run("check", CASE, "--lang", "fr", lang=None).err


@pytest.mark.parametrize("missing", [("check",), ("new",), ("graph",), ("lint",), ("norms", "index")])
def test_a_missing_argument_is_named_and_help_offered(missing: tuple[str, ...]) -> None:
    zh, en = process(*missing, "--lang=zh"), process(*missing, "--lang", "en")
    assert zh.code == en.code == 2
    assert "缺少参数" in zh.err and f"guiju {' '.join(missing)} --help" in zh.err
    assert "missing argument" in en.err and not re.search("[一-鿿]", en.err)


@pytest.mark.parametrize(
    ("wrong", "zh", "en"),
    [(("2019-13-05", "5日"), "起算日", "START"), (("2019-10-05", "五天半"), "期限", "PERIOD")],
)
def test_an_argument_is_named_by_the_word_of_the_help(wrong: tuple[str, str], zh: str, en: str) -> None:
    assert f"参数 {zh} 的值不对" in process("days", *wrong, "--lang=zh").err
    assert f"bad value for {en}:" in process("days", *wrong, "--lang=en").err


def test_an_option_without_its_value_is_named() -> None:
    assert "选项 --on 后面要有值" in process("check", CASE, "--on").err
    assert "option --on needs a value" in process("check", CASE, "--on", env={"LANG": "en_GB.UTF-8"}).err


def test_without_a_command_the_help_page_comes() -> None:
    ended = process(env={"LANG": "zh_CN.UTF-8"})
    assert ended.code == 2
    assert all(name in ended.err for name in COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS, "norms list", "norms index", "ledger new", "ledger check"])
def test_help_pages_are_wholly_in_one_language(name: str) -> None:
    zh = process(*name.split(), "--help", env={"LANG": "zh_CN.UTF-8"})
    en = process(*name.split(), "--help", env={"LANG": "en_GB.UTF-8"})
    assert zh.code == en.code == 0
    assert not re.search("[一-鿿]", en.out)
    assert "用法" in zh.out and "Usage" in en.out
    assert not re.search(r"\b(Usage|Options|Commands|Show|message|OPTIONS|ARGS|default|required)\b", zh.out)


@pytest.mark.parametrize("name", ["check", "graph", "norms index", "coverage"])
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_descriptions_of_options_are_in_line_on_the_screen(name: str, language: str) -> None:
    page = process(*name.split(), "--help", env={"LANG": language, "COLUMNS": "80"}).out
    rows = re.findall(r"^(  -.*?\S  +)(?=\S)", page, re.M)
    assert len(rows) >= 3 and len({wcswidth(row) for row in rows}) == 1
    assert max(wcswidth(line) for line in page.splitlines()) <= 80


def test_a_required_option_is_marked_in_the_language_of_the_run() -> None:
    assert "(必填)" in run("norms", "index", "--help").out
    assert "(required)" in run("norms", "index", "--help", lang="en").out


def test_the_program_claims_what_it_does() -> None:
    claim = "".join(process("--help").out.split())
    assert "重大行政决策" in claim and "规范性文件" in claim


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert process("--version").out == f"guiju {version('guiju')}\n"


def test_a_fault_of_the_program_is_one_line_and_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("half\x1b[31m done")

    monkeypatch.setattr(library, "load_library", breaks)
    ended = run("check", CASE)
    assert ended.code == 2 and ended.out == ""
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("程序内部错误(RuntimeError") and "\x1b" not in ended.err
    assert run("check", CASE, lang="en").err.startswith("internal error (RuntimeError")


def test_the_details_of_a_fault_come_on_request(tmp_path: Path) -> None:
    start = (
        "import guiju.engine.pipeline.check as c\n"
        "def breaks(*_): raise RuntimeError('half done')\n"
        "c.check_paths = breaks\n"
    )
    (tmp_path / "sitecustomize.py").write_text(start, encoding="utf-8")
    ended = process("check", CASE, env={"GUIJU_DEBUG": "1", "PYTHONPATH": str(tmp_path)})
    assert ended.code == 2 and "Traceback" in ended.err and "half done" in ended.err


def test_an_interruption_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_module, "load_packs", interrupted)
    ended = run("check", CASE)
    assert (ended.code, ended.said.strip()) == (130, "")
