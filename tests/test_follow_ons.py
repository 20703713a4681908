"""One mistake is told once: not what follows from a text that cannot be read, nor an unknown name at every place."""

from __future__ import annotations

from pathlib import Path

import pytest
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import plain
from guiju.engine.pipeline.follow_on import UNKNOWN, gathered, telling

from .command_line import run
from .test_pack_mistakes import places

PACK = """规则包 车位 "车位" / "Parking" { 层级 市  约束 县  适用程序 车位改造 }
规范 车位办法 《车位办法》 { 施行 2020-01-01 }
程序 车位改造 (parking_works) {
  步骤 方案公示 (plan_display) 时段
  步骤 车位开工 (works_start) { 字段 造价 (cost): 金额 }
  步骤 竣工报告 (completion_report)
}
应当 公示期 (display_period) {
  依据 车位办法 第五条  要旨 "公示" / "Display"
  每一 方案公示
  期限 不少于 15日
  合例 { 方案公示 2024-03-01 至 2024-03-16 }
  违例 { 方案公示 2024-03-01 至 2024-03-12 }
}
应当 报告期 (report_in_time) {
  依据 车位办法 第六条  要旨 "报告" / "Report"
  每一 车位开工(造价 ≥ 10万元)
  有 竣工报告 后于 本 60日内
  合例 { 车位开工(造价 = 20万元) 2024-04-10  竣工报告 2024-05-20 }
  违例 { 车位开工(造价 = 20万元) 2024-04-10  截至 2024-09-01 }
}
案例 小工程 {
  车位开工(造价 = 1万元) 2024-04-10
  预期 报告期 不适用
}
"""


def lint(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    assert PACK.count(old) >= 1
    (folder / "a.rule").write_text(PACK.replace(old, new, 1), "utf-8")
    return places(run("lint", folder / "a.rule"))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("程序 车位改造 (parking_works) {", "程序 车位改造 (parking_works)", "4"),
        ("《车位办法》", "《车位办法", "2"),
        ("步骤 竣工报告", "步聚 竣工报告", "6"),
        ("2024-09-01 }\n}", "2024-09-01 }\n", "15"),
        ("案例 小工程 {", "案例 小工程 (small_works) {", "22"),
        ("60日内", "６０日内", "18"),
    ],
    ids=[
        "brace of a procedure",
        "title",
        "keyword of a step",
        "brace of a rule",
        "name of an example",
        "digits",
    ],
)
def test_what_a_lost_declaration_would_have_said(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert lint(tmp_path, old, new) == [(line, "P001")]


def test_other_mistakes_beside_it_are_told(tmp_path: Path) -> None:
    text = PACK.replace("步骤 竣工报告", "步聚 竣工报告").replace("每一 方案公示", "每一 方案公市")
    (tmp_path / "a.rule").write_text(text, "utf-8")
    assert places(run("lint", tmp_path / "a.rule"))[0] == ("6", "P001")
    assert ("10", "P010") in places(run("lint", tmp_path / "a.rule"))


def test_an_unknown_name_is_told_once_with_its_other_places(tmp_path: Path) -> None:
    assert lint(tmp_path, "规范 车位办法", "规范 车位办发") == [("9", "P010")]
    ended = run("lint", tmp_path / "a.rule")
    assert ended.says("a.rule:16:6 这里也用了它", "是不是“车位办发”?")


@pytest.mark.parametrize("wrong", ["报告期 不适永", "报告旗 不适用"])
def test_an_expectation_misspelt_is_no_expectation_missing(tmp_path: Path, wrong: str) -> None:
    assert lint(tmp_path, "预期 报告期 不适用", f"预期 {wrong}") == [("24", "P010")]


def test_a_number_in_wide_digits_is_told_how_to_write_it(tmp_path: Path) -> None:
    lint(tmp_path, "2024-05-20", "２０２４-０５-２０")
    assert run("lint", tmp_path / "a.rule").says("写 2024-05-20")
    assert run("lint", tmp_path / "a.rule", lang="en").says("in their narrow form: 2024-05-20")


def test_english_names_rules_in_english(tmp_path: Path) -> None:
    lint(tmp_path, "预期 报告期 不适用", "预期 报告期 违反")
    assert run("lint", tmp_path / "a.rule", lang="en").says("rule 'report_in_time' should be violated")
    circle = '应当 甲 (first) { 依据 车位办法 第一条 要旨 "x" / "x" 若违反 乙 有 竣工报告 后于 本 }\n'
    (tmp_path / "a.rule").write_text(
        PACK + circle + circle.replace("甲 (first)", "乙 (second)").replace("若违反 乙", "若违反 甲"), "utf-8"
    )
    assert run("lint", tmp_path / "a.rule", lang="en").says("in a circle: first → second → first")


def test_a_provision_on_which_only_suspicions_rest(tmp_path: Path) -> None:
    more = (
        '应当 疑 (doubt) { 依据 车位办法 第九条 要旨 "x" / "x" 疑似 中 "对?" / "so?" 每一 车位开工 要求 造价 > 1元 }\n'
        '应当 果 (then_mend) { 依据 车位办法 第十条 要旨 "x" / "x" 若违反 车位办法 第九条 有 竣工报告 后于 本 }\n'
    )
    (tmp_path / "a.rule").write_text(PACK + more, "utf-8")
    ended = run("lint", tmp_path / "a.rule")
    assert ("27", "P013") in places(ended) and ended.says("都只是疑似")


class Compared(str):
    """The name of a file that counts how often it is compared."""

    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


def test_what_is_told_of_a_name_used_everywhere_takes_time_by_its_uses_and_not_their_square() -> None:
    uses = 300
    found = [
        Diagnostic(UNKNOWN, plain("no 甲"), Span(Compared("a.rule"), n, 1, n, 2)) for n in range(1, uses + 1)
    ]
    Compared.times = 0
    (told,) = gathered(found)
    assert told.span == found[0].span and [d.span for d in told.labels] == [d.span for d in found[1:]]
    assert telling(found, found[:1], (), ()) == found[1:]
    assert Compared.times < 20 * uses
