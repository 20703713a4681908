"""`guiju check`: exit codes, several files, where the result goes, and that nothing hostile breaks it."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from guiju.engine.diagnostics import limits

from .command_line import FIXTURES, ROOT, command, environment, process, run

ON = ("--on", "2026-11-24")
LAWFUL = FIXTURES / "01_county_lawful.yaml"
SKIPPED = FIXTURES / "05_review_skipped.yaml"
OPEN_FACTS = FIXTURES / "29_facts_missing.yaml"
MOST = 64 * 1024
HEAD = "程序: 重大行政决策\n机关: {层级: 县}\n"
CLOSED = """year: 2026
closures:
  - {zh: 台风, first: 2026-08-03, last: 2026-08-04, issuer: 样例市人民政府, number: 3号, known_from: 2026-08-02}
"""


@pytest.mark.parametrize(("file", "code"), [(LAWFUL, 0), (SKIPPED, 1), (OPEN_FACTS, 3)])
def test_the_exit_code_sums_up_the_verdict(file: Path, code: int) -> None:
    ended = run("check", file, *ON)
    assert (ended.code, ended.err) == (code, "")


def test_what_cannot_be_read_is_code_2(tmp_path: Path) -> None:
    missing = run("check", tmp_path / "没有.yaml")
    assert missing.code == 2 and missing.says("找不到文件")
    broken = tmp_path / "a.yaml"
    broken.write_text("程序: 重大行政决策\n步聚: []\n", encoding="utf-8")
    ended = run("check", broken)
    assert ended.code == 2 and ended.says("a.yaml:2:1", "步骤")


def test_both_languages_give_one_verdict_in_their_own_words() -> None:
    zh, en = run("check", SKIPPED, *ON), run("check", SKIPPED, *ON, lang="en")
    assert zh.code == en.code == 1
    assert zh.out.startswith("违反 1 项(2 处)") and "合法性审查" in zh.out
    assert "violated" in en.out.splitlines()[0] and "legality review" in en.out
    words = "".join(en.out.split())
    for name in (
        "老旧小区加装电梯补贴方案",
        "县住房和城乡建设局",
        "海桐县人民政府",
        "县长",
    ):  # the names that the case itself gives
        words = words.replace(name, "")
    assert not [c for c in words if "一" <= c <= "鿿"]


@pytest.mark.parametrize(
    ("env", "first"),
    [
        ({}, "违反"),
        ({"LANG": "C.UTF-8"}, "违反"),
        ({"LANG": "en_US.UTF-8"}, "1 violated (2 instances)"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "违反"),
    ],
)
def test_the_locale_chooses_the_language(env: dict[str, str], first: str) -> None:
    assert process("check", SKIPPED, *ON, env=env).out.startswith(first)


def test_check_is_guiju_check() -> None:
    alone, long = process(SKIPPED, *ON, program="check"), process("check", SKIPPED, *ON)
    assert alone == long and alone.code == 1
    assert run(SKIPPED, *ON, program="check").out == alone.out


def test_files_and_folders_are_summed_up_and_the_gravest_counts(tmp_path: Path) -> None:
    inner = tmp_path / "cases" / "inner"
    inner.mkdir(parents=True)
    for name, source in (("b.yaml", SKIPPED), ("a.yml", LAWFUL), ("inner/c.yaml", OPEN_FACTS)):
        (tmp_path / "cases" / name).write_bytes(source.read_bytes())
    (tmp_path / "cases" / "note.txt").write_text("不是案卷", encoding="utf-8")
    (tmp_path / "cases" / ".hidden.yaml").write_text("[", encoding="utf-8")
    ended = run("check", tmp_path / "cases", *ON)
    assert ended.code == 1
    places = [ended.out.rindex(name) for name in ("a.yml", "b.yaml", "c.yaml")]
    assert places == sorted(places)  # the summary at the end, in the order of the files
    assert "note.txt" not in ended.out and ".hidden" not in ended.out

    (tmp_path / "cases" / "aa.yaml").write_text("程序: [", encoding="utf-8")
    broken = run("check", tmp_path / "cases", *ON)
    assert broken.code == 2
    assert "aa.yaml:1" in broken.out and "违反 1 项 ·" in broken.out  # the good ones are judged all the same


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    ended = run("check", tmp_path)
    assert ended.code == 2 and ended.says("没有案卷文件")


def test_the_result_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "报告.txt"
    ended = run("check", SKIPPED, *ON, "--output", target)
    assert (ended.code, ended.out) == (1, "")
    assert target.read_text("utf-8") == run("check", SKIPPED, *ON).out

    nowhere = run("check", SKIPPED, *ON, "-o", tmp_path / "没有" / "x.txt")
    assert nowhere.code == 2 and nowhere.err.startswith("写不了")
    folder = run("check", SKIPPED, *ON, "-o", tmp_path)
    assert folder.code == 2 and folder.err.startswith("写不了")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["报告.txt"]


def test_json_is_valid_and_says_the_same() -> None:
    ended = run("check", SKIPPED, LAWFUL, "缺.yaml", *ON, "--format", "json")
    data = json.loads(ended.out)
    jsonschema.validate(data, json.loads((ROOT / "docs" / "report-schema.json").read_text("utf-8")))
    assert ended.code == data["exit_code"] == 2
    assert [c["exit_code"] for c in data["cases"]] == [1, 0, 2]


def test_html_is_one_page() -> None:
    page = run("check", SKIPPED, *ON, "--format", "html").out
    assert page.lstrip().startswith("<!doctype html>") and page.rstrip().endswith("</html>")
    assert "src=" not in page and "@import" not in page


def test_a_further_pack_joins_in(tmp_path: Path) -> None:
    pack = tmp_path / "more.rule"
    pack.write_text(
        '规则包 附加 "附加" / "more" { 层级 县 约束 县 适用程序 重大行政决策 版次 "1" 上位 决策_国家 }\n'
        "应当 附加要求 (extra_demand) {\n"
        '  依据 决策条例 第二条  要旨 "归档后要备案" / "Filing follows archiving"\n'
        "  每一 归档\n  有 备案 后于 本\n"
        "  合例 { 归档 2020-01-02  备案 2020-01-03 }\n  违例 { 归档 2020-01-02  结案 }\n}\n",
        encoding="utf-8",
    )
    ended = run("check", LAWFUL, *ON, "--pack", pack)
    assert ended.code == 1 and "附加要求" in ended.out
    pack.write_text("规则包 附加 {", encoding="utf-8")
    refused = run("check", LAWFUL, *ON, "--pack", pack)
    assert refused.code == 2 and "more.rule:1" in refused.err and refused.out == ""
    folder = run("check", LAWFUL, "--pack", tmp_path)
    assert folder.code == 2 and "G001" in folder.err


def many(folder: Path, steps: tuple[str, ...], each: int) -> Path:
    """A case with `each` records of each of the steps, a day apart."""
    day = date(2020, 1, 1)
    rows = [f"  - {{步骤: {s}, 日期: {day + timedelta(days=i)}}}" for s in steps for i in range(each)]
    file = folder / "many.yaml"
    file.write_text(HEAD + "步骤:\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_as_many_records_as_allowed_are_judged(tmp_path: Path) -> None:
    file = many(tmp_path, ("督促检查", "执行报告", "问题报告", "解读", "备案"), limits.RECORDS_PER_CASE // 5)
    ended = run("check", file, *ON)
    assert ended.code == 0 and len(ended.out.encode()) < MOST


def test_a_long_report_is_cut_on_the_screen_and_says_so(tmp_path: Path) -> None:
    file = many(tmp_path, ("作出决定", "公布", "启动决定"), 20)
    ended = run("check", file, *ON)
    assert ended.code == 1 and len(ended.out.encode()) < MOST
    whole = run("check", file, *ON, "-o", tmp_path / "all.txt")
    assert whole.code == 1
    lines = (tmp_path / "all.txt").read_text("utf-8").splitlines()
    shown, said = ended.out.rstrip("\n").rsplit("\n\n", 1)
    assert lines[: len(shown.splitlines())] == shown.splitlines()
    assert f"另有 {len(lines) - len(shown.splitlines())} 行未显示" in said


HOSTILE = {
    "deep": "[" * 5000,
    "escape": HEAD + 'note: "\\e[2J\\e]0;owned\\a\u202e"\n案卷: "\\e[31m红"\n',
    "huge key": HEAD + "k" * 100_000 + ": 1\n",
    "huge value": HEAD + "案卷: " + "名" * 200_000 + "\n",
    "laughs": "a: &a [x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)),
    "many errors": HEAD + "步骤:\n" + "  - {步骤: 没有这步, 日期: 2020-13-45}\n" * 3000,
    "python": HEAD + "案卷: !!python/object/apply:os.system ['touch owned']\n",
    "records": HEAD + "步骤:\n" + "  - {步骤: 公布, 日期: 2020-01-01}\n" * 6000,
    "tag": HEAD + "%s{7*191}{{7*191}}: ${jndi}\n",
    "utf-16": "\ufeff程序",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["text", "html"])
def test_hostile_files_end_in_a_plain_report(name: str, form: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HOSTILE[name], encoding="utf-16" if name == "utf-16" else "utf-8")
    ended = run("check", file, *ON, "--format", form)
    assert ended.code in (0, 1, 2, 3)
    assert len(ended.said.encode()) < MOST
    assert "内部错误" not in ended.said and "1337" not in ended.said
    unseen = {c for c in ended.said if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"}
    assert not unseen
    assert [p.name for p in tmp_path.iterdir()] == ["x.yaml"]


def test_names_of_files_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "\x1b[31m\u202e.yaml"
    file.write_text("程序: [", encoding="utf-8")
    for arguments in (
        ("check", file),
        ("check", tmp_path),
        ("lint", file),
        ("graph", file),
        ("check", f"{file}x"),
    ):
        said = run(*arguments).said
        assert "\x1b" not in said and "\u202e" not in said, arguments


def test_a_reader_who_goes_away_is_no_error() -> None:
    running = subprocess.Popen(
        command("check", *[OPEN_FACTS] * 20, *ON, "--all"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()  # long before the first word is written
    said = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == 3  # the verdict is not lost
    assert said == b""


def test_output_and_exit_code_can_be_limited_by_strength() -> None:
    case = Path(__file__).parent.parent / "fixtures" / "decisions" / "09_condition_not_met.yaml"
    whole = run("check", case, *ON)
    assert whole.code == 1 and "[D25-2a]" in whole.out  # its breach is an inference
    for lang, said in (("zh", "按强度限制,没有列出"), ("en", "left out by the limit on strength")):
        firm = run("check", case, *ON, "--strength", "explicit", lang=lang)
        assert firm.code == 0 and "[D25-2a]" not in firm.out and said in firm.out
    assert run("check", case, *ON, "--strength", "inferred").code == 1
    assert run("check", case, "--strength", "firm").code == 2


def test_no_pack_or_calendar_file_that_was_read_is_written_over(tmp_path: Path) -> None:
    pack, calendar = tmp_path / "own.rule", tmp_path / "2026.yaml"
    pack.write_text((ROOT / "rules" / "decision" / "guangdong.rule").read_text("utf-8"), "utf-8")
    calendar.write_text(CLOSED, "utf-8")
    kept = [(f, f.read_bytes()) for f in (pack, calendar)]
    for option in (("--format", "text", "--output"), ("--proof",)):
        for target in (pack, calendar):
            ended = run("check", LAWFUL, "--pack", pack, "--calendar", calendar, *option, target)
            assert ended.code == 2 and ended.says("是输入文件")
    assert [(f, f.read_bytes()) for f, _ in kept] == kept


def test_a_folder_without_cases_is_judged_by_its_documents(tmp_path: Path) -> None:
    notice = "某县人民政府关于禁牧的通告\n一、未经县水利局批准，不得放牧。\n某县人民政府\n2024年3月1日\n"
    (tmp_path / "甲.txt").write_text(notice, "utf-8")
    (tmp_path / "README.md").write_text("说明", "utf-8")
    ended = run("check", tmp_path, "--on", "2026-11-24")
    assert ended.code == 1 and ended.says("某县人民政府关于禁牧的通告", "B-12") and not ended.says("README")


def test_a_document_whose_validity_is_over_is_told_to_be(tmp_path: Path) -> None:
    lasts = "二、本通告自2015年4月1日起施行，有效期5年。"
    notice = f"某县人民政府关于禁牧的通告\n一、全县禁牧。\n{lasts}\n某县人民政府\n2015年3月1日\n"
    (tmp_path / "甲.txt").write_text(notice, "utf-8")
    over = run("check", tmp_path / "甲.txt", "--on", "2020-04-02")
    assert over.says("文件的有效期到 2020-03-31 为止,已届满 2 日")
    assert not run("check", tmp_path / "甲.txt", "--on", "2020-03-31").says("为止")
