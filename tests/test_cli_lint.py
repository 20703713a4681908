"""`guiju lint`: what is wrong with a pack is said at its place, whatever the pack tries."""

from __future__ import annotations

import shutil
import socket
import unicodedata
from pathlib import Path

import pytest

from .command_line import FIXTURES, ROOT, Ended, process, run

HEAD = '规则包 测试 "测试" / "test" { 层级 县 约束 县 适用程序 重大行政决策 版次 "1" 上位 决策_国家 }\n'
MOST = 64 * 1024


def rule(
    name: str = "甲", body: str = "每一 归档  有 备案 后于 本", good: str = "归档 2020-01-02  备案 2020-01-03"
) -> str:
    return (
        f'应当 {name} {{\n  依据 决策条例 第二条  要旨 "归档后备案" / "filing follows archiving"\n'
        f'  {body}  补正 "补备案" / "file it"\n'
        f"  合例 {{ {good} }}\n  违例 {{ 归档 2020-01-02  结案 }}\n}}\n"
    )


def lint(folder: Path, *texts: str | bytes, lang: str = "zh") -> Ended:
    """Lints files `a.rule`, `b.rule`, … of one folder, the first of them by name."""
    for name, text in zip("abcd", texts, strict=False):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / f"{name}.rule").write_bytes(data)
    return run("lint", folder / "a.rule", lang=lang)


# --- good packs, and examples that fail -----------------------------------------------------------------------


def test_a_good_pack(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + rule())
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "规则 1 条;案例 2 个,2 个合乎预期\n"
    assert lint(tmp_path, HEAD + rule(), lang="en").out == "1 rule; 2 examples, 2 as expected\n"


def test_an_example_that_fails_is_named_with_both_states(tmp_path: Path) -> None:
    late = rule(good="归档 2020-01-02  备案 2020-01-01  结案")
    ended = lint(tmp_path, HEAD + late)
    assert ended.code == 1
    assert "a.rule:5:3 错误 P040" in ended.out
    assert ended.says("规则“甲”应为已满足或暂合规或豁免,判断结果是违反")
    assert ended.out.endswith("案例 2 个,1 个合乎预期\n")
    english = lint(tmp_path, HEAD + late, lang="en")
    assert english.says("rule '甲' should be satisfied or holding or exempt, it is violated")


def test_a_named_example_expects_any_state(tmp_path: Path) -> None:
    text = (
        HEAD
        + rule()
        + "案例 未归档 { 公布 2020-01-02  预期 甲 不适用 }\n案例 错 { 归档 2020-01-02  预期 甲 已满足 }\n"
    )
    ended = lint(tmp_path, text)
    assert ended.code == 1 and ended.out.count("P040") == 1
    assert "a.rule:9:1" in ended.out and ended.says("应为已满足,判断结果是待办,因为:")


def test_an_example_that_fails_says_why_and_what_its_state_hangs_on(tmp_path: Path) -> None:
    exempt = (
        "事实 特别紧急: 是否\n"
        '例外 特急 针对 甲 { 依据 决策条例 第三条  要旨 "特急除外" / "not when urgent"  当 特别紧急 }\n'
    )
    ended = lint(tmp_path, HEAD + rule() + exempt)
    assert ended.code == 1 and ended.out.count("P040") == 1
    assert ended.says("应为违反,判断结果是待补充,因为:2020-01-02 的归档之后,没有备案")
    assert ended.says("→ 还不知道:特别紧急。在案例里写明")
    english = lint(tmp_path, HEAD + rule() + exempt, lang="en")
    assert english.says("should be violated, it is unknown because: no ", "→ not known yet: 特别紧急;")
    tried = run("test", tmp_path / "a.rule")
    assert tried.says("还不知道:特别紧急")


def test_an_example_whose_time_has_not_run_out_says_how_to_end_it(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + rule().replace("归档 2020-01-02  结案", "归档 2020-01-02"))
    assert ended.says("应为违反,判断结果是待办", "→ 期限未满,还可以做到", "写上“结案”", "更晚的“截至”")


def test_an_example_of_a_period_says_how_its_duty_falls_due(tmp_path: Path) -> None:
    yearly = HEAD + (
        '应当 年年备案 { 依据 决策条例 第三条  要旨 "每年备案" / "filed each year"  每年\n'
        "  有 备案 后于 本.止 至多 10日\n"
        "  合例 { 归档 2020-01-02  备案 2021-01-05  %s }\n"
        "  违例 { 归档 2020-01-02  截至 2021-02-01 } }\n"
    )
    ended = lint(tmp_path, yearly % "")
    assert ended.says("判断结果是待办", "→ 这一期间还没有到期", "更晚的“截至”", "写上“结案”")
    assert lint(tmp_path, yearly % "", lang="en").says("→ the period's duty is not due yet")
    assert lint(tmp_path, yearly % "结案").code == 0


def test_shipped_packs_can_be_linted_where_they_lie() -> None:
    ended = run("lint", *sorted((ROOT / "rules" / "decision").glob("[gq]*.rule")))
    assert ended.code == 0 and "错误" not in ended.out, ended.out


def test_a_case_file_is_sent_to_check(tmp_path: Path) -> None:
    (tmp_path / "案卷.yaml").write_text("案卷: 甲\n", encoding="utf-8")
    ended = run("lint", tmp_path / "案卷.yaml")
    assert (
        ended.code == 2
        and ended.out == ""
        and ended.err.endswith("案卷.yaml:这像案卷文件,请用 guiju check\n")
    )
    assert "looks like a case file; use guiju check" in run("lint", tmp_path / "案卷.yaml", lang="en").err
    assert run("lint", tmp_path / "没有.yaml").says("找不到文件")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    assert run("lint", tmp_path / "x.rule").says("找不到文件")
    assert "G001" in run("lint", tmp_path).out
    both = run("lint", tmp_path / "x.rule", tmp_path / "y.rule")
    assert both.code == 2 and "x.rule" in both.out and "y.rule" in both.out


# --- what the analysis finds ----------------------------------------------------------------------------------

CLASH = rule("甲") + rule("乙", "每一 归档  没有 备案 后于 本", "归档 2020-01-02  结案").replace(
    "违例 { 归档 2020-01-02  结案 }", "违例 { 归档 2020-01-02  备案 2020-01-03 }"
)
TWICE = rule("甲") + rule("乙")


def test_an_error_of_the_analysis_fails_with_both_places(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + CLASH)
    assert ended.code == 1 and "a.rule:2:1 错误 L003" in ended.out
    assert ended.says("─ ", "a.rule:8:1 “乙”(决策条例第二条)", "4 个合乎预期")
    english = lint(tmp_path, HEAD + CLASH, lang="en")
    assert english.code == 1 and "error L003" in english.out and english.says("both cannot be kept")


def test_warnings_fail_only_when_strict(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + TWICE)
    assert ended.code == 0 and "a.rule:8:1 警告 L004" in ended.out
    assert run("lint", tmp_path / "a.rule", "--strict").code == 1
    assert lint(tmp_path, HEAD + rule()).code == 0 == run("lint", tmp_path / "a.rule", "--strict").code


def test_hints_are_counted_and_shown_on_request(tmp_path: Path) -> None:
    bare = rule().replace('补正 "补备案" / "file it"', "")
    ended = lint(tmp_path, HEAD + bare)
    assert ended.code == 0 and ended.out == "规则 1 条;案例 2 个,2 个合乎预期;另有 1 条提示(--hints)\n"
    assert lint(tmp_path, HEAD + bare, lang="en").out.endswith("2 as expected; 1 hint more (--hints)\n")
    shown = run("lint", tmp_path / "a.rule", "--hints")
    assert "说明 L020" in shown.out and "--hints" not in shown.out
    assert run("lint", tmp_path / "a.rule", "--strict").code == 0


def test_hints_do_not_hide_the_only_error(tmp_path: Path) -> None:
    unused = "程序 多余程序 { " + "".join(f"步骤 多余{n}号 " for n in range(51)) + "}\n"
    lint(tmp_path, HEAD + unused + rule(good="归档 2020-01-02  备案 2020-01-01  结案"))
    ended = run("lint", tmp_path / "a.rule", "--hints")
    assert ended.code == 1 and "a.rule:6:3 错误 P040" in ended.out.splitlines()[0]
    assert ended.says("另有 2 处未显示:说明 2 处")


def test_powers_are_counted_apart_from_rules_by_both_commands(tmp_path: Path) -> None:
    power = '可以 权 { 依据 决策条例 第二条  要旨 "可以备案" / "filing is open"  有 备案 }\n'
    ended = lint(tmp_path, HEAD + rule() + power)
    line = "规则 1 条,权力 1 项;案例 2 个,2 个合乎预期"
    assert ended.code == 0 and line in ended.out
    assert run("test", tmp_path / "a.rule").out == line + "\n"
    assert run("test", tmp_path / "a.rule", lang="en").out.startswith("1 rule, 1 power; 2 examples, ")


def test_errors_of_the_text_leave_no_room_for_analysis(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + CLASH.replace("有 备案 后于 本  补", "有 备安 后于 本  补"))
    assert ended.code == 2 and "P010" in ended.out and "L003" not in ended.out


def test_the_shipped_packs_have_no_error_and_no_warning() -> None:
    ended = run("lint", *sorted((ROOT / "rules" / "decision").glob("*.rule")))
    assert ended.code == 0 and "错误" not in ended.out, ended.out
    assert "警告" not in ended.out, ended.out


def test_the_result_can_be_written_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.rule").write_text(HEAD + rule(), encoding="utf-8")
    ended = run("lint", tmp_path / "a.rule", "-o", tmp_path / "out.txt")
    assert ended.code == 0 and ended.out == ""
    assert (tmp_path / "out.txt").read_text("utf-8").startswith("规则 1 条")


# --- imports --------------------------------------------------------------------------------------------------


def test_an_import_brings_the_file_beside_it(tmp_path: Path) -> None:
    ended = lint(tmp_path, '导入 "b.rule"\n' + HEAD + rule("乙"), "规则包 测试 { }\n" + rule("甲"))
    assert ended.code == 0 and "规则 2 条" in ended.out
    judged = run("check", FIXTURES / "01_county_lawful.yaml", "--pack", tmp_path / "a.rule")
    assert judged.code == 1 and "归档后备案" in judged.out


@pytest.mark.parametrize(
    "path",
    [
        "../b.rule", "/etc/passwd", "./b.rule", "sub/b.rule", "..\\\\b.rule", "C:b.rule", "http://198.51.100.7/b.rule",
        "\\\\\\\\198.51.100.7\\\\b.rule", "~root.rule", ".hidden.rule", "passwd", "b.rule?x", "%62.rule", "",
    ],
)  # fmt: skip
def test_an_import_never_leaves_the_folder(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket, "socket", nothing)
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "b.rule").write_text("secret", encoding="utf-8")
    ended = lint(inner, HEAD + f'导入 "{path}"\n' + rule())
    assert ended.code == 2
    assert ended.says("a.rule:2:4 错误 P030") and "secret" not in ended.out


def test_every_bad_import_is_named_at_its_line(tmp_path: Path) -> None:
    lines = '导入 "../x.rule"\n导入 "b.rull"\n导入 "没有.rule"\n导入 "http://x/y.rule"\n'
    ended = lint(tmp_path, HEAD + lines + rule(body="每一 归挡  有 备案 后于 本"), HEAD)
    assert ended.code == 2
    for line, code in ((2, "P030"), (3, "P030"), (4, "P031"), (5, "P030")):
        assert f"a.rule:{line}:4 错误 {code}" in ended.out
    assert ended.says("没有声明步骤“归挡”")  # what else is wrong is said in the same run


def test_a_missing_import_names_the_nearest_file(tmp_path: Path) -> None:
    (tmp_path / "步骤表.rule").write_text(HEAD, encoding="utf-8")
    assert lint(tmp_path, '导入 "步骤.rule"\n' + HEAD + rule()).says("是不是“步骤表.rule”?")


def test_a_link_that_leads_elsewhere_is_no_import(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "out.rule").write_text("secret", encoding="utf-8")
    (inner / "b.rule").symlink_to(tmp_path / "out.rule")
    ended = lint(inner, '导入 "b.rule"\n' + HEAD + rule())
    assert ended.code == 2 and "P030" in ended.out and "secret" not in ended.out


def test_files_that_import_each_other_are_named_as_a_circle(tmp_path: Path) -> None:
    ended = lint(
        tmp_path, '导入 "b.rule"\n' + HEAD + rule(), '导入 "c.rule"\n' + HEAD, '导入 "a.rule"\n' + HEAD
    )
    assert ended.code == 2
    assert "P032" in ended.out and "b.rule → c.rule → a.rule" in "".join(ended.out.split("\n    ")).replace(
        "\n", ""
    )
    assert all(f"{n}.rule:1:" in ended.out for n in "abc")
    assert "P032" in lint(tmp_path, '导入 "a.rule"\n' + HEAD + rule()).out
    twice = lint(
        tmp_path,
        '导入 "b.rule"\n导入 "c.rule"\n' + HEAD + rule(),
        '导入 "c.rule"\n规则包 测试 { }\n',
        "规则包 测试 { }\n" + rule("丙"),
    )
    assert twice.code == 0, twice.out  # the same file by two ways is no circle


# --- words that mislead ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code_point", "twin"),
    [
        (HEAD + rule("审查") + rule("审\u200b查"), "U+200B ZERO WIDTH SPACE", "审查"),
        (HEAD + rule("review") + rule("revi\u0435w"), "U+0435 CYRILLIC SMALL LETTER IE", "review"),
        (HEAD + rule("α\u03bfmega") + rule("amega"), "U+03B1 GREEK SMALL LETTER ALPHA", None),
        (HEAD + rule("\u2f92到"), "U+2F92 KANGXI RADICAL SEE", None),
        (HEAD + rule("者") + rule("\ufa5b"), "U+FA5B", "者"),
        (HEAD + rule().replace("归档后备案", "\u202e案备后档归"), "U+202E RIGHT-TO-LEFT OVERRIDE", None),
    ],
)  # fmt: skip
def test_characters_that_mislead_are_named_with_their_twin(
    text: str, code_point: str, twin: str | None, tmp_path: Path
) -> None:
    ended = lint(tmp_path, text)
    assert ended.code == 2 and "P006" in ended.out
    assert ended.says(code_point)
    assert ended.says(f"看上去与这里的“{twin}”相同") is (twin is not None)
    assert not {c for c in ended.out if unicodedata.category(c) == "Cf"}


def test_names_that_only_look_alike_are_refused(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD + rule("abc") + rule("ａbc"))
    assert ended.code == 2
    assert ended.says("“ａbc”与“abc”看上去相同", "U+FF41", "U+0061")


def test_what_has_no_effect_is_refused(tmp_path: Path) -> None:
    for option in ("足日", "顺延", "倒计", "不计入 解读"):
        ended = lint(tmp_path, HEAD + rule(body=f"每一 归档  有 备案 后于 本 {option}"))
        assert ended.code == 2 and ended.says("P014", "不起作用"), option
    for option in ("至少 2日 足日", "至多 2日 顺延", "至多 2日 不计入 解读"):
        bounded = lint(tmp_path, HEAD + rule(body=f"每一 归档  有 备案 后于 本 {option}"))
        assert "P014" not in bounded.out, option


def test_a_pack_named_above_must_be_there(tmp_path: Path) -> None:
    ended = lint(tmp_path, HEAD.replace("决策_国家", "决策_国") + rule())
    assert ended.code == 2 and ended.says("没有声明规则包“决策_国”", "是不是“决策_国家”?")


def test_a_kind_of_row_is_one_of_five(tmp_path: Path) -> None:
    row = '不检 "T-1" {{ 依据 决策条例 第二条  类别 {}  理由 "甲" / "a" }}\n'
    assert lint(tmp_path, HEAD + rule() + row.format("原则")).code == 0
    wrong = lint(tmp_path, HEAD + rule() + row.format("原则性"))
    assert wrong.code == 2 and wrong.says("没有声明类别“原则性”", "是不是“原则”?")


# --- hostile texts --------------------------------------------------------------------------------------------

LONG = 50_000
HOSTILE: dict[str, str | bytes] = {
    "nothing": b"",
    "only blanks": " \n\t\n",
    "nul": HEAD + "\x00应当",
    "gbk": (HEAD + rule()).encode("gbk"),
    "utf-16": (HEAD + rule()).encode("utf-16"),
    "bad bytes": HEAD.encode() + b"\xc0\xaf\xed\xa0\x80\xff",
    "parentheses": HEAD + "应当 甲 { 当 " + "(" * 10_000 + " 探索性改革 }",
    "negations": HEAD + "应当 甲 { 当 " + "非 " * 20_000 + " 探索性改革 }",
    "long any": HEAD + "应当 甲 { 当 " + " 或 ".join(f"事实{i}" for i in range(5_000)) + " }",
    "errors": HEAD + "应当 { } }\n" * 3_000,
    "closing": HEAD + "}" * LONG,
    "opening": HEAD + "{ " * LONG,
    "unknown signs": HEAD + "@$" * LONG,
    "quotes": HEAD + '"\n' * LONG,
    "hidden": HEAD + "\u200b\n" * LONG,
    "one line": HEAD + '应当 甲 { 要旨 "x" 后果 违法 } ' * 3_000 + "应当 ???",
    "numbers": HEAD
    + "".join(f"参数 数{i} = {n}日\n" for i, n in enumerate(("9" * 5_000, "-3", "0.5", "99999999"))),
    "template": HEAD + rule().replace("归档后备案", "{{ 7*191 }}{0.__class__}%(x)s${7*191}"),
    "comments": HEAD + "/* /* 注释 */\n// {{{\n" + rule() + "/*",
    "tokens": HEAD + '应当 条 先于 ( = ( 先于 条 应当 " } 第 当 当 第 } " ' * 300,
    "exceptions in a circle": HEAD
    + rule()
    + "例外 子 针对 丑 { }\n例外 丑 针对 子 { }\n例外 寅 针对 寅 { }\n",
    "too large": HEAD + "# " + "x" * 1024 * 1024,
    "declarations": HEAD + "".join(f"事实 名{i}: 是否\n" for i in range(20_001)),
}
SAID = {
    "nothing": "文件是空的",
    "gbk": "很可能是 GBK",
    "utf-16": "UTF-16",
    "bad bytes": "第 2 行有字节 0xC0",
    "nul": "U+0000",
    "parentheses": "嵌套超过 64 层",
    "negations": "嵌套超过 64 层",
    "errors": "处未显示",
    "quotes": "错误太多,读到这里为止",
    "hidden": "处未显示",
    "numbers": "数字太长",
    "comments": "注释从 # 到行末",
    "exceptions in a circle": "子 → 丑 → 子",
    "too large": "超过 1 MiB",
    "declarations": "声明超过 20000 个",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_in_a_short_plain_answer(name: str, tmp_path: Path) -> None:
    ended = lint(tmp_path, HOSTILE[name])
    assert ended.code == (0 if name == "template" else 2)
    assert ended.says(SAID.get(name, ""))
    assert len(ended.said.encode()) < MOST
    assert "内部错误" not in ended.said and "1337" not in ended.said
    assert not {c for c in ended.said if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"}


@pytest.mark.parametrize("name", ["template", "errors", "quotes", "nul"])
def test_check_with_a_hostile_pack_says_the_same(name: str, tmp_path: Path) -> None:
    wanted = lint(tmp_path, HOSTILE[name])
    ended = run(
        "check", FIXTURES / "01_county_lawful.yaml", "--on", "2026-11-24", "--pack", tmp_path / "a.rule"
    )
    if name == "template":
        assert ended.code == 1 and "{{ 7*191 }}{0.__class__}%(x)s${7*191}" in ended.out
    else:
        assert (ended.code, ended.out) == (2, "") and ended.err.strip() == wanted.out.strip()


def test_one_mistake_gives_one_message(tmp_path: Path) -> None:
    for text, count in (
        (HEAD + rule() + "}}}}}} ((( [[[\n" + rule("乙"), 1),
        (HEAD + '应当 甲 { 依据 决策条例 第二条 要旨 "没有结束\n' + rule("乙"), 1),
        (HEAD + "应当 甲 { 后果 违法 }\n" + rule("乙"), 1),
        (HEAD + "@@@@ $$$$\n" + rule("乙"), 1),
    ):
        ended = lint(tmp_path, text)
        assert ended.code == 2 and ended.out.count("错误 P") == count, ended.out


def test_nothing_is_written_beside_the_packs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules" / "decision", tmp_path / "packs")
    before = sorted(p.name for p in (tmp_path / "packs").iterdir())
    assert process("lint", "packs/guangdong.rule", folder=tmp_path).code == 0
    assert sorted(p.name for p in (tmp_path / "packs").iterdir()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["packs"]
