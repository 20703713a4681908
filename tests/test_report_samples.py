"""Two verdicts made by hand that between them hold every element a proof can have, and that they do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guiju.engine.calendar import OpenDay
from guiju.engine.case.model import Authority, Case, Record
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.finding import (
    Ahead,
    Answer,
    Arithmetic,
    Assumption,
    Cure,
    ExceptionResult,
    FactUse,
    Finding,
    IdleReview,
    IdleWaiver,
    NotUsed,
    ParamUse,
    Part,
    Proof,
    ReadingResult,
    State,
    Suspicion,
    Verdict,
    WaiverSeen,
)
from guiju.engine.evaluate.waived import with_waivers
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import (
    Citation,
)
from guiju.engine.semantics.vocabulary import Name
from msgspec.structs import fields

from tests.test_report_sample_law import (
    COMMENT,
    CONSULTATION,
    CONSULTED,
    DECISION,
    DEEMED,
    EXPERTS,
    FILE,
    MEETING,
    PACK,
    PLANNED,
    PROGRAM,
    REFORM,
    REVIEW_FIRST,
    SECOND,
    record,
    rule,
    span,
)

DISCOUNTED = NotUsed(
    CONSULTED, Text("只是征求意见,不是审查", "a request for comments, no review"), CONSULTATION
)
_CURE = Cure(
    Text("撤回议题,补办审查,重新讨论", "withdraw the item, have it reviewed, discuss it again"),
    missing="合法性审查",
    worthless=(MEETING, DECISION),
    redo=("合法性审查", "集体讨论", "作出决定"),
)


def skipped_review(meeting: Record) -> Finding:
    return Finding(
        REVIEW_FIRST,
        meeting,
        State.VIOLATED,
        Text("讨论之前没有合法性审查", "no legality review before the discussion"),
        Proof(
            used=(meeting,),
            not_used=(DISCOUNTED,),
            sought=Text(
                f"{meeting.start} 之前没有算数的合法性审查",
                f"no legality review that counts before {meeting.start}",
            ),
            facts=(
                FactUse(Text("探索性改革", "exploratory reform"), False, span(5)),
                FactUse(Text("情况紧急", "urgent"), False, None, by_default=True),
            ),
            exceptions=(
                ExceptionResult(REFORM, False, False, Text("探索性改革 = 否", "exploratory reform = no")),
            ),
            parameters=(
                ParamUse(
                    Text("审查天数", "review days"),
                    Duration(7, "workday"),
                    Text("样例省的规定", "Rules of Sample Province"),
                    (Citation("决策条例", 25),),
                    "duration",
                ),
                ParamUse(
                    Text("门槛", "threshold"), Decimal(50_000_000), Text("样例", "Sample"), (), "amount"
                ),
            ),
            version_start=date(2019, 9, 1),
        ),
        cure=_CURE,
    )


SHORT_COMMENT = Finding(
    rule(
        "征求意见期限",
        "征求意见期限",
        "comment_period",
        Text("公开征求意见不少于30日", "public comment lasts at least 30 days"),
        Citation("决策条例", 15, 2),
        step="公开征求意见",
        row="15-2",
        severity="flaw",
    ),
    COMMENT,
    State.VIOLATED,
    Text("公开征求意见的时间不够", "the time for public comment was too short"),
    Proof(
        used=(COMMENT,),
        arithmetic=(
            Arithmetic(
                date(2019, 9, 5), Duration(30, "day"), date(2019, 10, 5), ">=", date(2019, 10, 1), False
            ),
        ),
        exceptions=(
            ExceptionResult(
                REFORM, True, False, Text("另一例外更具体", "another exception is more specific")
            ),
            ExceptionResult(
                REFORM, None, False, Text("没有写明缩短的原因", "no reason for shortening stated")
            ),
        ),
    ),
    strength="by_reference",
    severity="flaw",
    chain=(Citation("决策条例", 42),),
    bound_by="《样例镇决策程序规定》第三条",
    cure=Cure(Text("补足期限", "extend the period")),
)
PARTY = Finding(
    rule("报告", "出台前报告", "report_first", Text("出台前报告", "report before issue"), step="公布"),
    PLANNED,
    State.DOOMED,
    Text("计划的公布日之前已来不及报告", "no time is left to report before the planned publication"),
    strength="inferred",
    last_day=date(2019, 11, 20),
    ahead=Ahead(State.PENDING, -2),
    breach=Name("决定前审查", "review_before_decision"),
)
FILING = Finding(
    rule("备案期限", "备案期限", "filing_deadline", Text("公布后备案", "file after publication"), row="31-1"),
    DECISION,
    State.AT_RISK,
    Text("备案期限快到", "the deadline for filing is near"),
    Proof(
        arithmetic=(
            Arithmetic(
                date(2019, 9, 27),
                Duration(6, "workday"),
                date(2019, 10, 12),
                "<=",
                skipped=tuple(date(2019, 9, 28) for _ in range(1))
                + tuple(date(2019, 10, d) for d in range(1, 8))
                + (date(2019, 10, 13),),
                options=("roll",),
            ),
            Arithmetic(
                date(2029, 1, 4),
                Duration(5, "workday"),
                None,
                "<=",
                between=OpenDay(date(2029, 1, 9), None, 2029),
            ),
        ),
    ),
    last_day=date(2019, 11, 22),
)
EXPERT = Finding(
    rule("专家论证", "专家论证", "expert_review", Text("专业性强的须论证", "technical matters need experts")),
    None,
    State.UNKNOWN,
    Text("是否须专家论证,取决于专业性", "whether experts are needed depends on how technical it is"),
    Proof(facts=(FactUse(Text("专业性较强", "highly technical"), None, None),)),
    strength="unsure",
    unknown=(Text("专业性较强", "highly technical"),),
    questions=(("fact", "专业性较强"),),
    open_last_day=OpenDay(date(2029, 1, 9), None, 2029),
    answers=(
        Answer(((Text("专业性较强", "highly technical"), Text("是", "yes")),), State.VIOLATED),
        Answer(((Text("专业性较强", "highly technical"), Text("否", "no")),), State.NOT_APPLICABLE),
    ),
)
NOTICE = Finding(
    rule("提前通知", "提前通知", "notice", Text("提前七日通知", "seven days' notice"), step="集体讨论"),
    MEETING,
    State.PENDING,
    Text("还没有通知", "no notice yet"),
    Proof(
        readings=(
            ReadingResult(
                Text("首日不计", "first day not counted"),
                Text("通知当日不算", "the day of the notice is not counted"),
                (Citation("决策条例", 16, 2),),
                True,
                State.PENDING,
                (
                    Arithmetic(
                        date(2019, 11, 30),
                        Duration(7, "day"),
                        date(2019, 11, 23),
                        "<=",
                        options=("back",),
                        back=True,
                    ),
                ),
                date(2019, 11, 23),
            ),
            ReadingResult(Text("首日计入", "first day counted"), None, (), False, State.VIOLATED),
        ),
    ),
    last_day=date(2019, 11, 23),
)
LATE = Finding(
    rule("公布", "及时公布", "publish", Text("决定后公布", "publish after deciding"), severity="hint"),
    DECISION,
    State.CURED,
    Text("公布迟了,已说明", "published late, and explained"),
    Proof(
        used=(DEEMED,),
        readings=(
            ReadingResult(Text("甲说", "view A"), None, (), True, State.CURED),
            ReadingResult(Text("乙说", "view B"), None, (), False, State.CURED),
        ),
        version_start=date(2019, 9, 1),
        version_until=date(2024, 1, 1),
    ),
    severity="hint",
    last_day=date(2019, 11, 1),
    days_late=12,
)
KEPT = Finding(
    rule("归档", "归档", "archiving", Text("归档", "keep the file")),
    None,
    State.SATISFIED,
    Text("已归档", "archived"),
)
HELD = Finding(
    rule("不得撤回", "不得撤回", "no_return", Text("不得撤回", "no withdrawal")),
    Record("", date(2019, 11, 14), date(2020, 11, 13), -1),
    State.HOLDING,
    Text("没有撤回", "not withdrawn"),
    source=DECISION,
    parts=(Part((DECISION,), (), None),),
)
SECRET = Finding(
    rule("公开", "公开", "open_meeting", Text("公开", "in public")),
    None,
    State.EXEMPT,
    Text("依法不公开", "lawfully secret"),
    Proof(exceptions=(ExceptionResult(REFORM, True, True, Text("条件具备", "conditions met")),)),
)
NEED = Finding(
    REVIEW_FIRST,
    None,
    State.NOT_APPLICABLE,
    Text("还没有讨论", "no discussion yet"),
    need="合法性审查",
)
NEED_RISK = Finding(
    rule("评估前置", "评估前置", "risk_first", Text("先评估", "risk first"), step="集体讨论"),
    None,
    State.NOT_APPLICABLE,
    Text("还没有讨论", "no discussion yet"),
    need="风险评估",
)
UNUSED = Finding(
    rule("听证", "听证", "hearing", Text("听证", "hearing")),
    None,
    State.NOT_APPLICABLE,
    Text("没有听证", "no hearing"),
)

WAIVERS = (
    Waiver(
        SHORT_COMMENT.rule.id,
        SHORT_COMMENT.rule.name.words,
        "样例镇镇长",
        "汛期将至,工程不能再等",
        "条例第十五条第一款",
        date(2019, 12, 31),
        date(2019, 10, 8),
        span(20),
    ),
    Waiver(
        EXPERT.rule.id,
        EXPERT.rule.name.words,
        "分管副镇长",
        "论证安排在下一次",
        "条例第十九条",
        date(2019, 11, 1),
        span=span(26),
    ),
    Waiver(
        KEPT.rule.id,
        KEPT.rule.name.words,
        "办公室主任",
        "库房在修",
        "条例第三十三条",
        date(2020, 6, 30),
        date(2019, 11, 25),
        span(32),
    ),
)

FULL_AS_JUDGED = Verdict(
    Case(
        "老旧小区加装电梯补贴方案",
        ("决策",),
        Authority("样例镇人民政府", "乡镇", "某省某市"),
        facts={"探索性改革": False, "预算": Decimal("120.5")},
        records=(COMMENT, CONSULTED, MEETING, SECOND, DECISION, EXPERTS, PLANNED),
        file=FILE,
        waivers=WAIVERS,
    ),
    PROGRAM,
    date(2019, 11, 20),
    (
        KEPT,
        skipped_review(MEETING),
        skipped_review(SECOND),
        SHORT_COMMENT,
        PARTY,
        FILING,
        EXPERT,
        NOTICE,
        LATE,
        HELD,
        SECRET,
        UNUSED,
    ),
    assumptions=(
        Assumption(
            Text("列入目录未写,按列入处理", "not stated whether listed; taken as listed"),
            (Citation("决策条例", 3),),
            span(4),
        ),
    ),
    packs=(PACK,),
    planned=(PLANNED,),
    discounted=(DISCOUNTED,),
)
FULL = with_waivers(FULL_AS_JUDGED)

EARLY = Verdict(
    Case("公园改造方案", ("决策",), closed=True, records=(COMMENT,), file="park.yaml"),
    PROGRAM,
    date(2019, 10, 8),
    (KEPT, NEED, NEED_RISK),
    packs=(PACK,),
    waivers_ignored=2,
)

HOSTILE_NAME = '<script>alert(1)</script>{{7*7}}"\x1b]0;owned\x07\u202e\u2066\ud800\u0085\u2028'
HOSTILE_WAIVER = Waiver(
    HOSTILE_NAME, plain(HOSTILE_NAME), HOSTILE_NAME, HOSTILE_NAME, HOSTILE_NAME, date(2020, 1, 1)
)
HOSTILE_REVIEW = ReviewedPassage(
    HOSTILE_NAME, plain(HOSTILE_NAME), HOSTILE_NAME, True, HOSTILE_NAME, date(2020, 1, 1), HOSTILE_NAME
)
HOSTILE = Verdict(
    Case(HOSTILE_NAME, ("决策",), file=f"{HOSTILE_NAME}.yaml", facts={HOSTILE_NAME: HOSTILE_NAME}),
    PROGRAM,
    date(2019, 11, 20),
    (
        Finding(
            rule("甲", HOSTILE_NAME, HOSTILE_NAME, plain(HOSTILE_NAME), row=HOSTILE_NAME),
            record(
                HOSTILE_NAME,
                date(2019, 11, 1),
                date(2019, 11, 1),
                0,
                actor=HOSTILE_NAME,
                span=span(1, file=HOSTILE_NAME),
                evidence=(HOSTILE_NAME,),
                fields={HOSTILE_NAME: (HOSTILE_NAME, {HOSTILE_NAME: HOSTILE_NAME})},
            ),
            State.VIOLATED,
            plain(HOSTILE_NAME),
            Proof(facts=(FactUse(plain(HOSTILE_NAME), (HOSTILE_NAME, {HOSTILE_NAME: HOSTILE_NAME}), None),)),
            bound_by=HOSTILE_NAME,
            unknown=(plain(HOSTILE_NAME),),
            cure=Cure(plain(HOSTILE_NAME), HOSTILE_NAME, (), (HOSTILE_NAME,)),
            waiver=WaiverSeen(HOSTILE_WAIVER, "live"),
            suspected=Suspicion(
                "low",
                plain(HOSTILE_NAME),
                HOSTILE_NAME,
                HOSTILE_NAME,
                None,
                (HOSTILE_NAME,),
                HOSTILE_REVIEW,
            ),
        ),
    ),
    idle_waivers=(IdleWaiver(WaiverSeen(HOSTILE_WAIVER, "not_yet"), ()),),
    idle_reviews=(IdleReview(HOSTILE_REVIEW, "not there"),),
    assumptions=(Assumption(plain(HOSTILE_NAME)),),
)

SUSPECTING = Verdict(
    Case("样例镇停车办法", ("决策",), records=(COMMENT,), file="office.yaml"),
    PROGRAM,
    date(2019, 11, 20),
    (
        Finding(
            rule("不设处罚", "不设处罚", "no_penalties", Text("不得设定处罚", "no penalties"), row="11"),
            COMMENT,
            State.UNKNOWN,
            Text("须由人核对", "for a person to look at"),
            suspected=Suspicion(
                "high",
                Text("这一句是不是设定了处罚?", "Does this sentence set a penalty?"),
                "第三条",
                "可以处五百元罚款",
                span(3),
                ("罚款",),
            ),
        ),
    ),
)
"""What a heuristic suspects, for a person to look at."""

PROBLEM = Diagnostic(
    "C012",
    Text("没有步骤“合法性申查”", 'there is no step "合法性申查"'),
    Span("bad.yaml", 2, 10, 2, 15),
    Text("是不是“合法性审查”?", 'did you mean "合法性审查"?'),
    labels=(Label(Span("bad.yaml", 1, 1, 1, 3), Text("程序在这里", "the procedure is named here")),),
)
WARNING = Diagnostic("C030", Text("日期在将来", "the date lies ahead"), span(14, 7, 10), severity="warning")

RESULTS = (
    FileResult(FILE, FULL, (WARNING,)),
    FileResult("park.yaml", EARLY),
    FileResult("bad.yaml", None, (PROBLEM,)),
)


def test_the_samples_hold_every_state_and_every_element_of_a_proof() -> None:
    findings = [f for v in (FULL, EARLY, SUSPECTING) for f in v.findings]
    assert {f.state for f in findings} == set(State)
    for part in fields(Proof):
        assert any(getattr(f.proof, part.name) for f in findings), part.name
    for part in fields(Finding):
        if part.name in (
            "deciding",
            "outside",
            "done_late",
        ):  # notes for the cure and the remarks, not part of the proof
            continue
        assert any(getattr(f, part.name) for f in findings), part.name
    assert {f.strength for f in findings} == {"explicit", "inferred", "by_reference", "unsure"}
    assert {f.severity for f in findings} == {"breach", "flaw", "hint"}
