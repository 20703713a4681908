"""Rules about the breach of other rules (若违反, if_violated), and ranges of articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from guiju.engine.case.model import Authority, Case, Record, Value
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.report.words.citation import cite
from guiju.engine.semantics.program import Citation, Program, Rule
from guiju.engine.syntax.format import format_pack
from guiju.engine.trial.mutants import mutants

WORDS = """规则包 省包 "省" / "province" { 层级 省  约束 县  适用程序 程序甲  版次 "1" }
规范 条例 《样条例》 { 施行 2018-01-01  英文 "Sample Rules" }
程序 程序甲 (procedure_a) { 步骤 通知 (notice) 步骤 报告 (report) 步骤 检查 (visit) 步骤 责令 (order) 步骤 约谈 (talk) }
事实 紧急 (urgent): 是否
"""
EXAMPLES = "合例 { 通知 2024-03-01 }  违例 { 通知 2024-03-01 }"


def rule(name: str, article: str, body: str, kind: str = "应当") -> str:
    """A rule in one line; its examples are not meant to be run."""
    examples = "" if kind == "可以" else EXAMPLES
    return f'{kind} {name} {{ 依据 条例 {article}  要旨 "a"  {body}  {examples} }}\n'


BROKEN = (
    rule("报告期 (report_time)", "第十条", "每一 通知  有 报告 后于 本 10日内")
    + '例外 紧急不报 针对 报告期 { 依据 条例 第十条  要旨 "b"  当 紧急 }\n'
    + rule("不得检查 (no_visit)", "第十二条", "每一 通知  没有 检查 后于 本", "不得")
)
FOLLOWS = rule("责令改正 (ordered)", "第九十条", "若违反 报告期, no_visit  有 责令 后于 本 10日内") + rule(
    "上报约谈 (talked)", "第九十一条", "若违反 责令改正  有 约谈 后于 本 5日内"
)
NOTICE = ("通知", 1)


def compiled(*texts: str) -> tuple[Program, list[tuple[str, str]]]:
    program, found = compile_sources([Source(f"{n}.rule", text) for n, text in enumerate(texts)])
    told = [(d.code, d.message.zh) for d in found if d.code not in ("P025", "P026")]
    return program, told


def judged(
    program: Program,
    *records: tuple[str, int],
    on: int,
    facts: Mapping[str, Value] | None = None,
    closed: bool = False,
) -> Verdict:
    """The verdict on records of days of March 2024 (32 is 1 April), as seen on such a day."""
    made = tuple(Record(step, day(n), day(n), i) for i, (step, n) in enumerate(records))
    organ = Authority("某县", "县", "某省")
    case = Case("案", ("程序甲",), organ, closed, facts or {}, made)
    return judge_case(program, case, day(on))


def day(n: int) -> date:
    return date.fromordinal(date(2024, 2, 29).toordinal() + n)


def of(verdict: Verdict, rule: str) -> list[Finding]:
    return [f for f in verdict.findings if f.rule.id == rule]


def states(verdict: Verdict, rule: str) -> list[str]:
    return [f.state.value for f in of(verdict, rule)]


CHAIN, _ = compiled(WORDS + BROKEN + FOLLOWS)
NOT_URGENT = {"紧急": False}


@pytest.mark.parametrize(
    ("records", "on", "ordered", "talked"),
    [
        ([NOTICE], 11, "not_applicable", "not_applicable"),
        ([NOTICE], 12, "pending", "not_applicable"),  # broken on the 12th: ten days more
        ([NOTICE, ("责令", 12)], 12, "satisfied", "not_applicable"),
        ([NOTICE, ("责令", 11)], 12, "pending", "not_applicable"),
        ([NOTICE, ("责令", 22)], 22, "satisfied", "not_applicable"),
        ([NOTICE, ("责令", 23)], 23, "violated", "pending"),
        ([NOTICE, ("约谈", 28)], 28, "violated", "satisfied"),
        ([NOTICE, ("约谈", 29)], 29, "violated", "violated"),
    ],
)
def test_one_grade_after_the_other(
    records: list[tuple[str, int]], on: int, ordered: str, talked: str
) -> None:
    verdict = judged(CHAIN, *records, on=on, facts=NOT_URGENT)
    assert (states(verdict, "责令改正"), states(verdict, "上报约谈")) == ([ordered], [talked])


def test_each_breach_has_its_day_and_is_told() -> None:
    verdict = judged(CHAIN, NOTICE, ("检查", 4), on=13, facts=NOT_URGENT)
    found = {f.breach.zh: f for f in of(verdict, "责令改正") if f.breach}
    assert {n: f.last_day for n, f in found.items()} == {"报告期": day(22), "不得检查": day(14)}
    assert "2024-03-04 对“不得检查”的违反" in found["不得检查"].why.zh
    assert "the breach of 'report time' on 2024-03-12" in found["报告期"].why.en


def test_what_the_breach_hangs_on_is_what_the_rule_hangs_on() -> None:
    verdict = judged(CHAIN, NOTICE, on=60)
    assert states(verdict, "责令改正") == states(verdict, "上报约谈") == ["unknown"]
    (finding,) = of(verdict, "责令改正")
    assert [u.zh for u in finding.unknown] == ["紧急"]
    exempt = judged(CHAIN, NOTICE, on=60, facts={"紧急": True})
    assert states(exempt, "责令改正") == ["not_applicable"]


def test_the_day_may_hang_on_an_answer() -> None:
    on_one_day = judged(CHAIN, NOTICE, ("检查", 1), ("检查", 20), on=21, facts={"紧急": True})
    assert states(on_one_day, "责令改正") == ["unknown"]  # from the 1st: late; from the 20th: pending
    assert states(judged(CHAIN, NOTICE, ("检查", 20), on=21, facts={"紧急": True}), "责令改正") == ["pending"]


def test_a_breach_before_the_stated_start_is_no_period_that_began_too_early() -> None:
    stated = compiled(WORDS + "事实 程序启动日: 日期\n" + BROKEN + FOLLOWS)[0]
    verdict = judged(stated, NOTICE, ("检查", 2), on=40, facts={"紧急": True, "程序启动日": day(30)})
    assert states(verdict, "责令改正") == ["violated"]


def test_nothing_follows_what_only_the_closing_breaks() -> None:
    text = rule("要报告", "第一条", "每一 通知  有 报告 后于 本") + rule(
        "后果", "第二条", "若违反 要报告  有 责令 后于 本"
    )
    verdict = judged(compiled(WORDS + text)[0], NOTICE, on=5, closed=True)
    assert (states(verdict, "要报告"), states(verdict, "后果")) == (["violated"], ["not_applicable"])


def test_where_the_closing_breaks_it_in_any_case_an_earlier_day_may_hang_on_an_answer() -> None:
    both = rule("报告不检查", "第十二条", "每一 通知  全部 { 有 报告 后于 本 10日内; 没有 检查 后于 本 }")
    follows = rule("后果", "第九十条", "若违反 报告不检查  有 责令 后于 本 10日内")
    program, _ = compiled(WORDS + both + follows)
    same_day = judged(program, NOTICE, ("检查", 1), on=2, closed=True)
    assert states(same_day, "报告不检查") == ["violated"]
    assert states(same_day, "后果") == ["unknown"], "broken on that day, or only by the closing"


def test_or_else_must_be_broken_too_and_gives_the_day() -> None:
    text = rule("先后", "第一条", "每一 通知  有 报告 后于 本 10日内  否则 有 报告 5日内")
    program, _ = compiled(WORDS + text + rule("后果", "第二条", "若违反 先后  有 责令 后于 本 10日内"))
    assert states(judged(program, NOTICE, on=17), "后果") == ["not_applicable"]
    (finding,) = of(judged(program, NOTICE, on=18), "后果")
    assert finding.last_day == day(28)  # until the 17th it could be made good


def lower(named: str) -> str:
    """A pack of a county with a rule about the breach of what is named."""
    head = '规则包 县包 "县" / "county" { 层级 县  地区 "某省"  约束 县  适用程序 程序甲  版次 "1"  上位 省包 }\n'
    return head + rule("县责令", "第九十条", f"若违反 {named}  有 责令 后于 本 10日内")


@pytest.mark.parametrize("named", ["报告期", "条例 第十条", "条例 第十条至第十二条", "条例"])
def test_a_lower_pack_speaks_of_the_rules_of_a_higher_one(named: str) -> None:
    program, told = compiled(WORDS + BROKEN, lower(named))
    assert told == []
    assert states(judged(program, NOTICE, on=12, facts=NOT_URGENT), "县责令") == ["pending"]


def test_rules_that_are_not_judged_are_not_broken() -> None:
    outside = '不适用于 不管 { 依据 条例 第二条  要旨 "g"  当 紧急 }\n'
    scoped = f"{WORDS}{BROKEN.replace('紧急不报', '紧急免报')}{outside}"
    program, told = compiled(scoped, lower("不得检查"))
    assert told == []
    visited = judged(program, NOTICE, ("检查", 4), on=5, facts={"紧急": True})
    assert states(visited, "县责令") == ["not_applicable"]


def test_a_range_leaves_out_what_itself_follows_a_breach() -> None:
    more = rule("全面责令", "第九十二条", "若违反 条例 第一条至第九十九条  有 责令 后于 本")
    program, told = compiled(WORDS + BROKEN + FOLLOWS + more)
    assert told == []
    (wide,) = (r for r in program.rules if r.id == "全面责令")
    assert wide.breaches is not None and wide.breaches.rules == ("报告期", "不得检查")


@pytest.mark.parametrize(
    ("named", "code", "words"),
    [
        ("没有的", "P010", "没有声明规则“没有的”"),
        ("条例 第三条", "P010", "没有规则以条例第三条为依据"),
        ("条例 第三条至第九条", "P010", "没有规则以条例第三条至第九条为依据"),
        ("条例 第九条至第三条", "P020", "后一条要在前一条之后"),
        ("可以查", "P013", "权力"),
        ("自己", "P027", "自己 → 自己"),
        ("责令改正, 互相", "P027", "互相"),
    ],
)
def test_mistakes(named: str, code: str, words: str) -> None:
    text = rule("可以查", "第五十条", "", "可以") + rule("自己", "第八十条", f"若违反 {named}  有 责令")
    text += rule("互相", "第八十条", "若违反 自己  有 责令") if "互相" in named else ""
    _, told = compiled(WORDS + BROKEN + FOLLOWS + text)
    assert any(c == code and words in message for c, message in told), told


def test_two_ways_to_say_what_a_rule_is_about() -> None:
    text = rule("两样", "第一条", "每一 通知  若违反 报告期  有 责令")
    assert [code for code, _ in compiled(WORDS + BROKEN + text)[1]] == ["P013"]


def test_the_formatter_writes_it_back_in_either_language() -> None:
    text = WORDS + BROKEN + FOLLOWS.replace("报告期, no_visit", "条例 第十条 至 第十二条, 报告期")
    chinese = format_pack(Source("a.rule", text), "zh")
    english = format_pack(Source("a.rule", text), "en")
    assert "若违反 条例 第十条至第十二条, 报告期" in chinese
    assert "if_violated 条例 art 10 to 12, 报告期" in english
    assert format_pack(Source("a.rule", english), "zh") == chinese


def test_a_range_of_articles_in_words() -> None:
    norms = CHAIN.norms
    assert cite(Citation("条例", 10, through=(15, 0)), norms).zh == "《样条例》第十条至第十五条"
    inserted = cite(Citation("条例", 15, suffix=1, through=(17, 2)), norms)
    assert (inserted.zh, inserted.en) == (
        "《样条例》第十五条之一至第十七条之二",
        "Sample Rules arts. 15-1 to 17-2",
    )


def test_what_a_citation_covers() -> None:
    wide, deep = Citation("条例", 10, through=(15, 0)), Citation("条例", 12, 1, 2)
    assert wide.covers(deep) and Citation("条例").covers(deep) and Citation("条例", 12, 1).covers(deep)
    assert wide.covers(Citation("条例", 11, through=(13, 0))) and not wide.covers(
        Citation("条例", 15, suffix=1)
    )
    assert not Citation("条例", 12, 2).covers(deep) and not Citation("条例", 12).covers(wide)
    assert not wide.covers(Citation("别的", 12)) and not wide.covers(Citation("条例"))


def test_mutants_leave_one_of_the_named_rules_out() -> None:
    dropped = [m for m in mutants(CHAIN) if m.operator == "breach_dropped"]
    left = [m.element.breaches.rules for m in dropped if isinstance(m.element, Rule) and m.element.breaches]
    assert left == [("不得检查",), ("报告期",)]


def test_a_reason_says_something_where_nothing_is_broken() -> None:
    (finding,) = of(judged(CHAIN, NOTICE, on=11, facts=NOT_URGENT), "责令改正")
    assert finding.why.zh == "所说的规则没有被违反"
    assert finding.why.en == "none of the rules that it speaks of is violated"


def test_an_exception_that_holds_whatever_the_answer_is_named() -> None:
    always = BROKEN.replace("当 紧急", "当 紧急 或 非 紧急")
    program, told = compiled(WORDS + always)
    assert told == []
    (finding,) = of(judged(program, NOTICE, on=60), "报告期")
    assert finding.state.value == "exempt"
    assert (finding.why.zh, finding.why.en) == ("适用例外:b", "an exception applies: b")
