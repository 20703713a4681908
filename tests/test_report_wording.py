"""How the reports say things: counts, states, places, articles and dates in the words a reader needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from guiju.engine.case.model import Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import (
    Cure,
    ExceptionResult,
    FactUse,
    Finding,
    Proof,
    ReadingResult,
    State,
    Verdict,
)
from guiju.engine.report.verdict.json import render_json
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.verdict.text import render_text
from guiju.engine.report.words.headline import answer
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics.core import Duration, Lasts
from guiju.engine.semantics.program import Citation, Version
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, Type
from msgspec.structs import replace

from tests.test_report_sample_law import COMMENT, DECISION, MEETING, PROGRAM, REFORM, SECOND, rule, span
from tests.test_report_samples import EARLY, EXPERT, FULL, KEPT, NOTICE, SECRET, UNUSED, skipped_review


def seen(*findings: Finding, base: Verdict = FULL) -> Verdict:
    return replace(base, findings=findings)


def zh(*findings: Finding, base: Verdict = FULL, show_all: bool = False) -> str:
    return render_text(seen(*findings, base=base), "zh", show_all=show_all, width=300)


def en(*findings: Finding, base: Verdict = FULL, show_all: bool = False) -> str:
    return render_text(seen(*findings, base=base), "en", show_all=show_all, width=300)


def test_the_headline_counts_requirements_and_places_where_there_are_more() -> None:
    twice = seen(skipped_review(MEETING), skipped_review(SECOND), EXPERT)
    assert answer(twice).zh.startswith("违反 1 项(2 处) · 待补充 1 项 —— ")
    assert answer(twice).en.startswith("1 violated (2 instances) · 1 unknown — ")
    in_data = json.loads(render_json([FileResult("a", twice)]))
    assert in_data["counts"]["violated"] == 2


def test_the_unknown_comes_before_what_is_clear() -> None:
    assert answer(seen(EXPERT)).zh.startswith("待补充 1 项 · 其余没有违反 —— ")
    assert answer(seen(EXPERT, NOTICE)).en.startswith("1 unknown · 1 pending · nothing else violated — ")
    assert answer(seen(NOTICE)).zh.startswith("没有违反 · 待办 1 项 —— ")


def test_a_closed_case_seen_before_its_end_is_not_called_closed() -> None:
    assert ",已结案)" in answer(EARLY).zh
    assert "closed" not in answer(replace(EARLY, planned=(DECISION,))).en


PROHIBITION = replace(KEPT, rule=replace(KEPT.rule, id="禁", row="禁", modality="must_not"))


def test_a_prohibition_that_was_kept_is_not_violated() -> None:
    text = zh(PROHIBITION, KEPT, show_all=True)
    assert "√ 未违反 ─ 归档 [禁]" in text and "√ 已满足 ─ 归档 [样例_决策.归档]" in text
    assert "其余:已满足 1 项 · 未违反 1 项" in zh(KEPT, PROHIBITION)
    assert "The rest: 1 not violated" in en(PROHIBITION)
    assert "√ 已满足" in zh(PROHIBITION, replace(KEPT, rule=replace(KEPT.rule, row="禁")), show_all=True)


def test_readings_are_named_with_blanks() -> None:
    views = tuple(
        ReadingResult(Text(z, e), None, (), d, s)
        for z, e, d, s in (
            ("甲说", "day_one_out", True, State.SATISFIED),
            ("乙说", "last_day_rolls", False, State.VIOLATED),
        )
    )
    disputed = replace(KEPT, proof=Proof(readings=views))
    text = en(disputed, show_all=True)
    assert "day one out (used in this report) → satisfied" in text
    assert "by 'day one out' satisfied; by 'last day rolls' violated" in text
    agreed = tuple(replace(v, state=State.PENDING) for v in views)
    assert "day one out, last day rolls: same result under each, pending" in en(
        replace(NOTICE, proof=Proof(readings=agreed))
    )


def test_fields_of_a_list_of_records_have_english_names() -> None:
    people = Type(
        "list",
        item=(
            FieldDecl(Name("姓名", "full_name"), Type("text")),
            FieldDecl(Name("利害关系", "conflict"), Type("yesno")),
        ),
    )
    vocabulary = replace(PROGRAM.vocabulary, facts={"专家": FactDecl(Name("专家", "experts"), people)})
    names = Names(replace(PROGRAM, vocabulary=vocabulary))
    expert: Mapping[str, Value] = {"姓名": "周明", "利害关系": False}
    shown = names.value((expert,))
    assert shown == Text("(姓名 周明,利害关系 否)", "(full name 周明, conflict no)")
    norm: Mapping[str, Value] = {"题名": "样例法", "利害关系": False}
    assert names.value((norm,)) == Text("《样例法》(利害关系 否)", "《样例法》 (conflict no)")


def test_an_exemption_cites_the_exception_that_applied() -> None:
    reform = replace(REFORM, basis=(Citation("决策条例", 30),))
    considered = (
        ExceptionResult(REFORM, False, False, Text("不具备", "not met")),
        ExceptionResult(reform, True, True, Text("具备", "met")),
    )
    assert "豁免 公开:依法不公开(《样例决策条例》第三十条)\n" in zh(
        replace(SECRET, proof=Proof(exceptions=considered)), KEPT
    )
    assert "豁免 公开:依法不公开(《样例决策条例》第二十五条)\n" in zh(replace(SECRET, proof=Proof()), KEPT)


RUNNING = replace(
    NOTICE,
    proof=Proof(),
    last_day=date(2019, 11, 26),
    deciding=Lasts(">=", Duration(30, "day")),
)


def test_a_running_period_has_an_earliest_end_and_no_deadline() -> None:
    assert "期限      最早可于 2019-11-26 结束,还须开放 6 日" in zh(RUNNING)
    assert "may end on 2019-11-26 at the earliest, 6 days to run" in en(RUNNING)
    assert "最早可于 2019-11-20 结束,就是报告当日" in zh(replace(RUNNING, last_day=FULL.on))
    at_most = replace(RUNNING, deciding=Lasts("<=", Duration(30, "day")))
    assert "最后一日 2019-11-26,还有 6 日" in zh(at_most)
    assert "最后一日 2019-11-26" in zh(replace(RUNNING, state=State.AT_RISK))


def test_out_of_scope_is_said_once_with_its_article() -> None:
    outside = replace(
        UNUSED, why=Text("不在适用范围内", "out of scope"), outside=True, chain=(Citation("决策条例", 3, 2),)
    )
    text = zh(outside, replace(outside, rule=replace(UNUSED.rule, id="另", row="另")))
    assert text.count("不在适用范围内(《样例决策条例》第三条第二款)") == 1
    assert "参照" not in zh(outside, show_all=True)


def test_a_norm_not_yet_in_force_is_named_once() -> None:
    new = replace(
        UNUSED.rule,
        versions=(Version(date(2030, 1, 1), None, ()),),
    )
    told = [
        replace(
            UNUSED,
            rule=new,
            activation=r,
            outside=True,
            why=Text(f"{r.start} 时还没有施行", f"not on {r.start}"),
        )
        for r in (MEETING, SECOND)
    ]
    text = zh(*told)
    assert "2019-11-12 时还没有施行" in text and "2019-10-30 时还没有施行" not in text


def test_a_label_that_says_the_line_is_not_followed_by_another() -> None:
    facts = (
        FactUse(Text("听证会.人数(第 42 行)", "hearing.number (line 42)"), True, span(43)),
        FactUse(Text("情况紧急", "urgent"), True, span(7)),
    )
    text = zh(replace(EXPERT, proof=Proof(facts=facts)))
    assert "听证会.人数(第 42 行):是;情况紧急:是(第 7 行)" in text


def test_a_single_step_to_redo_has_no_order() -> None:
    one = replace(skipped_review(MEETING), cure=Cure(None, "合法性审查", (DECISION,), ("合法性审查",)))
    assert "须重做    合法性审查\n" in zh(one) and "in this order" not in en(one)
    assert "因此须一并重新履行:作出决定 2019-11-13" in zh(one)
    assert "to be done again because they rest on it: " in en(one)


def test_notes_stand_once_in_a_group() -> None:
    noted = rule("甲", "甲", "a", Text("甲", "a"), row="甲行")
    findings = [
        Finding(replace(noted, id=str(i), note=Text(note, note)), r, State.VIOLATED, Text(str(i), str(i)))
        for i, (note, r) in enumerate((("注一", MEETING), ("注二", SECOND), ("注一", COMMENT)))
    ]
    text = zh(*findings)
    assert text.count("说明") == 1 and text.count("注一") == 1 and text.count("注二") == 1
    fine = replace(KEPT, rule=replace(KEPT.rule, note=Text("注", "n")))
    assert "说明" not in zh(replace(fine, state=State.CURED), show_all=True)
