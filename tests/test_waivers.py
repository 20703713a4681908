"""A waiver marks a finding and changes no state; the exit code leaves it out while it is live; nothing is silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.firmness import at_least
from guiju.engine.evaluate.waived import COVERED, with_waivers
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.library import load_library
from guiju.engine.record.content import Found, Inputs, Shipped, Stored
from guiju.engine.report.proof.file import proof_data
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.verdict.summary import render_summary
from guiju.engine.report.words.headline import answer
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .command_line import FIXTURES, Ended, run
from .site_works import made, rule, verdict

ON = date(2024, 6, 15)
PROGRAM = made(
    rule("show lasts at_least 15 days", "long_show"),
    rule("check(result = passed) before begin", "checked_first"),
    rule("show before begin", "show_first"),
    rule("each check ensure cost >= 1 yuan", "paid"),
    rule("begin then report within 400 days", "reported"),
)
STEPS = """  - {step: show, start: 2024-03-01, end: 2024-03-12}
  - {step: check, date: 2024-04-01, result: failed}
  - {step: check, date: 2024-04-02, result: failed, cost: 2 yuan}
  - {step: begin, date: 2024-04-10}"""
JUDGED = verdict(PROGRAM, STEPS, ON)
RULES = [r.id for r in PROGRAM.rules]


def waiver(rule_id: str, until: date = date(2024, 12, 31), approved_on: date | None = None) -> Waiver:
    return Waiver(rule_id, Text(rule_id, rule_id), "甲", "乙", "丙", until, approved_on)


def seen(*waivers: Waiver, on: Verdict = JUDGED, heeded: bool = True) -> Verdict:
    return with_waivers(replace(on, case=replace(on.case, waivers=waivers)), heeded=heeded)


def states(found: Verdict) -> dict[str, list[State]]:
    return {r: [f.state for f in found.findings if f.rule.id == r] for r in RULES}


def test_the_sample_has_what_it_takes() -> None:
    assert states(JUDGED) == {
        "long_show": [State.VIOLATED],
        "checked_first": [State.VIOLATED],
        "show_first": [State.SATISFIED],
        "paid": [State.UNKNOWN, State.SATISFIED],
        "reported": [State.PENDING],
    }


# --- what it does to a verdict ------------------------------------------------------------------------------


def bare(finding: Finding) -> Finding:
    return replace(finding, waiver=None)


_DAYS = st.integers(-3, 3).map(lambda n: ON + timedelta(days=n))
_WAIVERS = st.lists(
    st.builds(waiver, st.sampled_from([*RULES, "elsewhere"]), _DAYS, st.none() | _DAYS),
    unique_by=lambda w: w.rule,
    max_size=5,
).map(tuple)


@settings(max_examples=200, deadline=None)
@given(_WAIVERS)
def test_no_state_and_no_other_finding_changes(waivers: tuple[Waiver, ...]) -> None:
    found = seen(*waivers)
    assert tuple(map(bare, found.findings)) == JUDGED.findings
    given_ = {w.rule: w for w in waivers}
    for finding in found.findings:
        if finding.state not in COVERED or finding.rule.id not in given_:
            assert finding.waiver is None
        else:
            assert finding.waiver is not None and finding.waiver.waiver == given_[finding.rule.id]
    marked = {f.rule.id for f in found.findings if f.waiver}
    assert marked | {i.seen.waiver.rule for i in found.idle_waivers} == set(given_)


@settings(max_examples=200, deadline=None)
@given(_WAIVERS)
def test_without_heeding_them_the_verdict_is_that_of_a_case_without(waivers: tuple[Waiver, ...]) -> None:
    found = seen(*waivers, heeded=False)
    assert (found.findings, found.exit_code, answer(found)) == (
        JUDGED.findings,
        JUDGED.exit_code,
        answer(JUDGED),
    )
    assert found.idle_waivers == () and found.waivers_ignored == len(waivers)


@settings(max_examples=200, deadline=None)
@given(_WAIVERS)
def test_only_live_waivers_touch_the_exit_code(waivers: tuple[Waiver, ...]) -> None:
    dead = [w for w in waivers if w.standing(ON) != "live"]
    assert seen(*dead).exit_code == JUDGED.exit_code
    assert seen(*waivers).exit_code == seen(*(w for w in waivers if w not in dead)).exit_code


def test_the_exit_code_is_that_of_what_is_not_waived() -> None:
    breaches = waiver("long_show"), waiver("checked_first")
    assert [seen(*breaches[:n]).exit_code for n in range(3)] == [1, 1, 3]
    assert seen(*breaches, waiver("paid")).exit_code == 0


def test_doomed_is_covered_and_what_is_only_pending_is_not() -> None:
    doomed = replace(
        JUDGED,
        findings=tuple(f.in_state(State.DOOMED) for f in JUDGED.findings if f.state is State.PENDING),
    )
    assert (doomed.exit_code, seen(waiver("reported"), on=doomed).exit_code) == (1, 0)
    (idle,) = seen(waiver("reported")).idle_waivers
    assert idle.states == (State.PENDING,)


def test_a_case_in_which_nothing_is_recorded_stays_unknown() -> None:
    empty = verdict(PROGRAM, "", ON)
    assert seen(*map(waiver, RULES), on=empty).exit_code == 3


# --- the headline and the table -----------------------------------------------------------------------------


def test_the_headline_counts_them_apart() -> None:
    one, both = seen(waiver("long_show")), seen(waiver("long_show"), waiver("checked_first"))
    assert answer(one).zh.startswith("违反 2 项,其中已放行 1 项 · 待补充 1 项 · 待办 1 项 ——")
    assert answer(one).en.startswith("2 violated (1 waived) · 1 unknown · 1 pending —")
    assert answer(both).zh.startswith("违反 2 项,其中已放行 2 项 · 待补充 1 项 · 待办 1 项 · 其余没有违反 ——")
    assert answer(both).en.startswith(
        "2 violated (2 waived) · 1 unknown · 1 pending · nothing else violated —"
    )


def test_a_requirement_that_is_waived_in_part_is_counted_by_places() -> None:
    rows = tuple(replace(f, rule=replace(f.rule, row="W")) for f in JUDGED.findings)
    found = seen(waiver("long_show"), on=replace(JUDGED, findings=rows))
    assert answer(found).zh.startswith("违反 1 项(2 处),其中已放行 1 处 ·")
    assert answer(found).en.startswith("1 violated (2 instances, 1 instance waived) ·")


def test_the_table_has_a_column_only_where_something_is_waived() -> None:
    plain, signed = FileResult("a", JUDGED), FileResult("b", seen(waiver("long_show")))
    assert "已放行" not in render_summary([plain, plain], "zh")
    lines = render_summary([plain, signed], "zh").splitlines()
    assert lines[0].split()[-2:] == ["已放行", "退出码"]
    assert [line.split()[-2:] for line in lines[2:4]] == [["0", "1"], ["1", "1"]]
    assert "其中已放行 1 项" in lines[4]
    only = FileResult("c", seen(waiver("long_show"), waiver("checked_first")))
    assert render_summary([only], "en").splitlines()[2].split()[:3] == ["c", "violated", "(waived)"]


# --- the command --------------------------------------------------------------------------------------------

PACK = """规则包 甲 "甲" / "Pack A" { 层级 国家  约束 县  适用程序 办事 }
规范 办法 《办事办法》 { 文号 "试1号" 位阶 部门规章 施行 2019-01-01 }
程序 办事 (work) { 步骤 受理 (received) { } 步骤 公示 (shown) 时段 { } 步骤 答复 (answered) { } }
应当 公示够久 (shown_long_enough) {
  要旨 "公示十日" / "Ten days on display"
  依据 办法 第一条
  公示 期限 至少 10日
  合例 { 公示 2026-03-02 至 2026-03-12 }
  违例 { 公示 2026-03-02 至 2026-03-05 }
}
不得 未公示答复 (answered_unshown) {
  要旨 "没有公示过的不答复" / "No answer without display"
  依据 办法 第二条
  公示 先于 答复
  不可放行
  合例 { 公示 2026-03-02 至 2026-03-12  答复 2026-03-20 }
  违例 { 答复 2026-03-20 }
}
应当 先受理 (received_first) {
  要旨 "先受理后答复" / "Receipt comes before the answer"
  依据 办法 第三条
  受理 先于 答复
  合例 { 受理 2026-03-02  答复 2026-03-20 }
  违例 { 答复 2026-03-20 }
}
"""
CASE = """案卷: 试
程序: 办事
机关: {名称: 海桐县人民政府, 层级: 县}
步骤:
  - {步骤: 受理, 日期: 2026-03-01}
  - {步骤: 公示, 起: 2026-03-02, 止: 2026-03-05}
  - {步骤: 答复, 日期: 2026-03-20}
"""
SIGNED = "放行:\n  - {规则: 公示够久, 批准: 县长, 理由: 汛期, 依据: 办法第一条, 至: 2026-12-31}\n"
IDLE = "  - {规则: 先受理, 批准: 主任, 理由: 备用, 依据: 办法第三条, 至: 2026-12-31}\n"


@pytest.fixture
def guiju(tmp_path: Path) -> Callable[..., Ended]:
    (tmp_path / "甲.rule").write_text(PACK, encoding="utf-8")

    def ran(text: str, *arguments: str | Path, lang: str = "zh", command: str = "check") -> Ended:
        (tmp_path / "案.yaml").write_text(text, encoding="utf-8")
        words = ["check"] if command == "check" else command.split()
        return run(
            *words, tmp_path / "案.yaml", "--pack", tmp_path / "甲.rule", "--on", *arguments, lang=lang
        )

    return ran


def test_the_finding_is_shown_with_its_signature(guiju: Callable[..., Ended]) -> None:
    zh, en = guiju(CASE + SIGNED, "2026-11-24"), guiju(CASE + SIGNED, "2026-11-24", lang="en")
    assert (zh.code, en.code, guiju(CASE, "2026-11-24").code) == (0, 0, 1)
    assert zh.says(
        "×违反(违反程序),已放行─公示够久", "县长批准,至2026-12-31(第9行)", "理由:汛期", "依据:办法第一条"
    )
    assert en.says("violated (breach of procedure), waived", "approved by 县长, until 2026-12-31 (line 9)")
    for said in (zh, en):
        assert "合法" not in said.out and "lawful" not in said.out


def test_an_expired_one_counts_and_says_so(guiju: Callable[..., Ended]) -> None:
    last, after = guiju(CASE + SIGNED, "2026-12-31"), guiju(CASE + SIGNED, "2027-01-01")
    assert (last.code, after.code) == (0, 1)
    assert after.says("违反1项——", "放行已于2026-12-31到期") and not after.says("已放行")


def test_one_that_is_not_approved_yet_counts_and_says_so(guiju: Callable[..., Ended]) -> None:
    later = SIGNED.replace("批准: 县长", "批准: 县长, 批准日期: 2026-11-25")
    before, since = guiju(CASE + later, "2026-11-24"), guiju(CASE + later, "2026-11-25")
    assert (before.code, since.code) == (1, 0) and before.says("放行2026-11-25才批准")


def test_one_with_nothing_to_waive_is_told_and_does_no_harm(guiju: Callable[..., Ended]) -> None:
    said = guiju(CASE + SIGNED + IDLE, "2026-11-24")
    assert said.code == 0
    assert said.says("先受理:没有可放行的,这条规则已满足;主任批准,至2026-12-31(第10行);理由:备用")
    elsewhere = IDLE.replace("先受理", "征求意见期限")
    assert guiju(CASE + SIGNED + elsewhere, "2026-11-24").says("征求意见期限:没有可放行的,这条规则不约束本案")


def test_they_can_be_left_aside_which_is_said(guiju: Callable[..., Ended]) -> None:
    said = guiju(CASE + SIGNED + IDLE, "2026-11-24", "--no-waivers")
    assert said.code == 1 and said.says("案卷里有2项放行,本次不理会") and not said.says("已放行")
    assert not guiju(CASE, "2026-11-24", "--no-waivers").says("放行")


def test_a_rule_that_cannot_be_waived_stops_the_case(guiju: Callable[..., Ended]) -> None:
    text = CASE + SIGNED.replace("公示够久", "未公示答复")
    for more in ((), ("--no-waivers",)):
        said = guiju(text, "2026-11-24", *more)
        assert said.code == 2 and said.says(
            "C073", "规则「未公示答复」不可放行", "甲.rule:15", "案.yaml:9:10"
        )
        assert not said.says("违反1项")


def test_the_json_report_has_all_of_it(guiju: Callable[..., Ended]) -> None:
    (file,) = json.loads(guiju(CASE + SIGNED + IDLE, "2026-11-24", "--format", "json").out)["cases"]
    verdict = file["verdict"]
    assert file["exit_code"] == 0 and verdict["counts"]["violated"] == 1
    assert verdict["waived"] == {"violated": 1} and verdict["waivers_ignored"] == 0
    (found,) = [f for f in verdict["findings"] if f["state"] == "violated"]
    assert found["waiver"] == {
        "approved_by": "县长",
        "reason": "汛期",
        "basis": "办法第一条",
        "until": "2026-12-31",
        "approved_on": None,
        "standing": "live",
        "live": True,
        "place": {"file": file["file"], "line": 9, "column": 10},
    }
    (idle,) = verdict["idle_waivers"]
    assert idle["rule"]["zh"] == "先受理" and idle["states"] == ["satisfied"]
    (file,) = json.loads(guiju(CASE + SIGNED, "2026-11-24", "--no-waivers", "--format", "json").out)["cases"]
    assert file["exit_code"] == 1 and file["verdict"]["waivers_ignored"] == 1


def test_the_page_and_the_explanation_show_it(guiju: Callable[..., Ended]) -> None:
    page = guiju(CASE + SIGNED, "2026-11-24", "--format", "html")
    assert page.code == 0 and page.says('<article class="finding violated waived">', "县长批准,至2026-12-31")
    explained = guiju(CASE + SIGNED, "2026-11-24", command="explain 公示够久")
    assert explained.says("×违反,已放行─", "县长批准,至2026-12-31")


def test_a_rule_by_itself_says_that_it_cannot_be_waived() -> None:
    assert run("explain", "上会前审查").says("规则包写明不可放行")
    assert not run("explain", "征求意见期限").says("放行")


def test_a_limit_on_strength_does_not_make_a_waiver_idle() -> None:
    unsure = tuple(replace(f, strength="unsure") for f in JUDGED.findings)
    found = at_least(seen(waiver("long_show"), on=replace(JUDGED, findings=unsure)), "explicit")
    assert found.findings == () and found.idle_waivers == ()


# --- records and proofs -------------------------------------------------------------------------------------


def test_a_record_remembers_whether_they_were_heeded(guiju: Callable[..., Ended], tmp_path: Path) -> None:
    folder = tmp_path / "记录"
    for more in ((), ("--no-waivers",), ()):
        assert guiju(CASE + SIGNED, "2026-11-24", "--record", str(folder), *more).code == (1 if more else 0)
    kept = sorted(folder.rglob("*.json"))
    records = [json.loads(p.read_text("utf-8"))["content"] for p in kept if p.name != "head.json"]
    assert [(r["inputs"]["waivers"], r["exit_code"]) for r in records] == [(True, 0), (False, 1)]
    waived = [[f["waived"] for f in r["findings"] if f["state"] == "violated"] for r in records]
    assert waived == [[True], [False]]
    assert run("verify", folder).code == 0


def test_a_record_made_before_there_were_waivers_is_read_as_heeding_them() -> None:
    shipped = Shipped({}, {}, "", "")
    assert Inputs(Stored("x", "", ""), (), "2026-11-24", "2026-11-24", shipped).waivers
    about = Found("r", Text("r", "r"), None, "violated", "explicit", "breach", None, None)
    assert not about.waived


def test_a_proof_has_the_states_that_a_waiver_leaves_alone() -> None:
    program = load_library()[0]
    looked = [
        check_file(program, FIXTURES / "41_waived.yaml", Looking(date(2026, 11, 24), waivers=heeded)).verdict
        for heeded in (True, False)
    ]
    with_them, without = (proof_data(v) for v in looked if v is not None)
    assert with_them == without
    assert "violated" in [f["state"] for f in with_them["findings"]]
