"""Mistakes of a rule author who is no programmer: each is named once, for what it is, at its own line."""

from __future__ import annotations

import re
from pathlib import Path

from .command_line import Ended, run

HEAD = '规则包 甲包 "甲" / "A" { 层级 国家 }\n'
EXAMPLES = "合例 { 公布 2020-01-02  归档 2020-01-03 }  违例 { 公布 2020-01-02  结案 }"
START = '依据 决策条例 第三条  要旨 "要旨" / "gist"  '


def lint(folder: Path, text: str, lang: str = "zh") -> Ended:
    (folder / "a.rule").write_text(HEAD + text, encoding="utf-8")
    ended = run("lint", folder / "a.rule", lang=lang)
    assert ended.code == 2
    return ended


def places(ended: Ended) -> list[tuple[str, str]]:
    return re.findall(r"^\S*a\.rule:(\d+):\d+ 错误 (\w+)", ended.out, re.M)


def test_a_text_without_its_closing_quote_is_reported_at_its_place(tmp_path: Path) -> None:
    body = "\n  每一 公布  有 归档 后于 本\n}\n"
    for text in ('要旨 "没有 / "english"', '要旨 "甲" / "没有', '要旨 "没有'):
        ended = lint(tmp_path, "应当 甲 { 依据 决策条例 第三条\n" + text + body)
        assert places(ended) == [("3", "P001")] and ended.says("这段文字没有结束的引号")
    assert "a.rule:3:4 " in lint(tmp_path, '应当 甲 {\n要旨 "没有 / "english"' + body).out


def test_the_brace_that_is_not_closed_is_named(tmp_path: Path) -> None:
    rule = "应当 甲 {\n  " + START + "每一 公布  有 归档 后于 本\n  "
    last = lint(tmp_path, rule + EXAMPLES + "\n")
    assert places(last) == [("2", "P001")] and last.says("第 2 行的 { 没有关上")
    inner = lint(tmp_path, rule + '备注 "{"\n  合例 { 公布 2020-01-02\n}\n')
    assert places(inner) == [("2", "P001")]
    before = lint(
        tmp_path,
        rule + EXAMPLES + "\n\n应当 乙 {\n  " + START + "每一 公布  有 归挡 后于 本 " + EXAMPLES + " }\n",
    )
    assert places(before) == [("2", "P001"), ("7", "P010")]  # the next rule is checked all the same
    assert lint(tmp_path, rule, lang="en").says("the { on line 2 is not closed")


def test_a_rule_declared_twice_is_checked_like_any_other(tmp_path: Path) -> None:
    first = "应当 甲 { " + START + "每一 公布  有 归档 后于 本 " + EXAMPLES + " }\n"
    ended = lint(tmp_path, first + first.replace("归档 后于", "归挡 后于").replace("第三条", "第九十九条"))
    assert places(ended) == [("3", "P012"), ("3", "P020"), ("3", "P010")]


def test_a_value_beside_an_unknown_name_is_no_second_error(tmp_path: Path) -> None:
    ended = lint(
        tmp_path, "应当 甲 { " + START + "每一 公布  有 合法性审查(结伦 = 合法) 先于 本 " + EXAMPLES + " }\n"
    )
    assert places(ended) == [("2", "P010")] and ended.says("“结伦”", "是不是“结论”?")


def test_words_of_a_fixed_set_are_listed(tmp_path: Path) -> None:
    body = "每一 公布  有 归档 后于 本 严重程度 很重 强度 强 " + EXAMPLES + " }\n"
    ended = lint(tmp_path, "应当 甲 { " + START + body)
    assert ended.says("可以是:违反程序、瑕疵、提示", "可以是:明文、推论、参照、存疑")
    assert lint(tmp_path, "应当 甲 { " + START + body, lang="en").says("it can be: breach, flaw, hint")


def test_the_packs_there_are_are_listed_the_nearest_first(tmp_path: Path) -> None:
    head = '规则包 乙包 "乙" / "B" { 层级 省  约束 县  适用程序 重大行政决策  上位 重大行政决策 }\n'
    (tmp_path / "b.rule").write_text(head, encoding="utf-8")
    ended = run("lint", tmp_path / "b.rule")
    assert ended.code == 2 and ended.says("没有声明规则包“重大行政决策”", "可以是:决策_国家、决策_")
    assert not ended.says("乙包、") and not ended.says("、乙包")
    close = head.replace("上位 重大行政决策", "上位 决策国家")
    (tmp_path / "b.rule").write_text(close, encoding="utf-8")
    assert run("lint", tmp_path / "b.rule").says("是不是“决策_国家”?", "可以是:决策_国家、")


def test_a_keyword_run_together_with_a_step(tmp_path: Path) -> None:
    ended = lint(tmp_path, "应当 甲 { " + START + "每一公布  有 归档 后于 本 " + EXAMPLES + " }\n")
    assert places(ended)[0] == ("2", "P001") and ended.says("这里不能是“每一公布”", "“每一”后要空一格")


CHECKS = """程序 查程序 {
  步骤 查 { 字段 调查人: 列表 }  步骤 送达书 { 字段 受送达人: 文本 }  步骤 听证 时段
}
"""


def test_a_field_of_the_record_looked_for_is_not_taken_for_one_of_this_record(tmp_path: Path) -> None:
    rule = "应当 甲 { " + START + "每一 查  没有 送达书(本.调查人 含 受送达人) 先于 本\n"
    examples = "  合例 { 查 2022-02-01 }\n  违例 { 送达书 2022-01-01  查 2022-02-01 } }\n"
    ended = lint(tmp_path, CHECKS + rule + examples)
    assert ended.says("指所找记录的受送达人,写 至少 1个 本.调查人 满足 (它 = 受送达人)")
    assert lint(tmp_path, CHECKS + rule + examples, lang="en").says(
        "at_least 1 of this.调查人 satisfies (it = 受送达人)"
    )
    meant = rule.replace("本.调查人 含 受送达人", "至少 1个 本.调查人 满足 (它 = 受送达人)")
    told = """  合例 { 查(调查人 = ["乙"]) 2022-02-01 }
  违例 { 送达书(受送达人 = "乙") 2022-01-01  查(调查人 = ["乙"]) 2022-02-01 } }
"""
    (tmp_path / "a.rule").write_text(HEAD + CHECKS + meant + told, encoding="utf-8")
    assert run("lint", tmp_path / "a.rule").code == 0


def test_the_name_of_a_rule_is_no_requirement(tmp_path: Path) -> None:
    deemed = "视为 乙 { " + START + "记录 公布 作为 归档  若未 甲 }\n"
    ended = lint(tmp_path, deemed)
    assert ended.says("“甲”在这里读作步骤的名称", "这里要的是一项要求,不能写规则的名称")
    assert lint(tmp_path, deemed, lang="en").says("a requirement is wanted here, and no name of a rule")
    ordered = lint(tmp_path, "应当 甲 { " + START + "依次 公布, 归档 " + EXAMPLES + " }\n")
    assert ordered.says("这里不能是“依次”", "甲 先于 乙")


def test_the_time_of_an_example_stands_behind_either_of_its_days(tmp_path: Path) -> None:
    rule = "应当 甲 { " + START + "每一 查  有 听证 先于 本\n"
    violating = "  违例 { 查 2022-02-01 } }\n"
    for when in ("2022-01-01 08:00 至 2022-01-02", "2022-01-01 至 2022-01-02 08:00"):
        text = rule + f"  合例 {{ 听证 {when}  查 2022-02-01 }}\n" + violating
        (tmp_path / "a.rule").write_text(HEAD + CHECKS + text, encoding="utf-8")
        assert run("lint", tmp_path / "a.rule").code == 0, when


def test_a_step_in_the_earliest_day_is_one_error(tmp_path: Path) -> None:
    ended = lint(
        tmp_path,
        "应当 甲 { " + START + "每一 公布  有 归档 后于 本  适用时点 最早(归档) " + EXAMPLES + " }\n",
    )
    assert ended.says("“最早”里只写日期,不写步骤") and ended.out.count("P014") == 1


def test_two_packs_may_state_when_the_procedure_began(tmp_path: Path) -> None:
    began = "事实 程序启动日: 日期\n"
    (tmp_path / "a.rule").write_text(HEAD + began, encoding="utf-8")
    other = HEAD.replace("甲包", "乙包") + began
    (tmp_path / "b.rule").write_text(other, encoding="utf-8")
    assert "P012" not in run("lint", tmp_path / "a.rule", tmp_path / "b.rule").out
    (tmp_path / "b.rule").write_text(other.replace("日期", "文本"), encoding="utf-8")
    assert "P012" in run("lint", tmp_path / "a.rule", tmp_path / "b.rule").out


def test_a_field_of_a_deemed_record_is_given_by_the_rule_that_deems_it(tmp_path: Path) -> None:
    words = "程序 询程序 { 步骤 询  步骤 意 { 字段 见: 同意 | 不同意 }  步骤 决 }\n"
    deemed = "视为 默同 { " + START + "记录 询 作为 意 期满  若未 有 意 后于 本 10日内 }\n"
    barred = (
        "应当 甲 { " + START + "每一 决  没有 意(见 = 不同意) 先于 本\n"
        "  合例 { 询 2024-03-01  决 2024-03-20 }\n  违例 { 意(见 = 不同意) 2024-03-02  决 2024-03-20 } }\n"
    )
    (tmp_path / "a.rule").write_text(HEAD + words + deemed + barred, encoding="utf-8")
    ended = run("lint", tmp_path / "a.rule")
    assert ended.says("还不知道:意.见", "这是视为的记录的字段,案例里写不上", "作为 步骤(字段 = 值)")
    (tmp_path / "a.rule").write_text(
        HEAD + words + deemed.replace("作为 意", "作为 意(见 = 同意)") + barred, encoding="utf-8"
    )
    assert run("lint", tmp_path / "a.rule").code == 0
