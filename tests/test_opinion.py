"""The opinion on legality: every finding has its place, the conclusion is only proposed, nothing is made up."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.text import Lang
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.opining import opine
from guiju.engine.portfolio.substance import of_substance
from guiju.engine.report.office.paper import Heading, Paper, Para, Table
from guiju.engine.report.office.paper_text import paper_markdown, paper_text
from guiju.engine.report.opinion.docx import opinion_docx
from guiju.engine.report.opinion.heads import HEADS, heads
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.opinion.outline import opinion_paper
from guiju.engine.report.opinion.proposal import proposal
from msgspec.structs import replace

from .office_files import digest, elsewhere, parts, words_of
from .opinion_samples import EVERYTHING, HARMFUL, OF_TEXT, ON, opinion, text_verdict, with_states
from .test_report_golden import LANGS, hold
from .test_report_samples import FULL, SUSPECTING

GOLDEN = Path(__file__).parent / "golden" / "opinion"
BARRED = re.compile("无效|可撤销|void|voidable")
WRITE = (
    "import sys; from tests.opinion_samples import EVERYTHING; "
    "from guiju.engine.report.opinion.docx import opinion_docx; "
    "sys.stdout.buffer.write(opinion_docx(EVERYTHING, 'zh'))"
)


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_paper(lang: Lang) -> None:
    for name, of in (("everything", EVERYTHING), ("text", OF_TEXT)):
        hold(GOLDEN / f"{name}.{lang}.txt", words_of(opinion_docx(of, lang)))
    hold(GOLDEN / f"everything.{lang}.md", paper_markdown(opinion_paper(EVERYTHING, lang)))


def test_two_runs_give_the_same_bytes_also_elsewhere() -> None:
    written = opinion_docx(EVERYTHING, "zh")
    assert opinion_docx(EVERYTHING, "zh") == written
    assert elsewhere(WRITE) == digest(written)


def section(paper: Paper, number: int) -> str:
    """The text of one of the four parts."""
    texts, at = [], 0
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            at += 1
        if at == number and isinstance(block, Heading | Para):
            texts.append((block.label if isinstance(block, Para) else "") + block.text)
    return "\n".join(texts)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", list(State))
def test_a_finding_of_each_state_is_where_it_belongs(state: State, lang: Lang) -> None:
    paper = opinion_paper(EVERYTHING, lang)
    findings = [f for v in EVERYTHING.verdicts() for f in v.findings if f.state is state]
    assert findings
    for finding in findings:
        name = finding.rule.name.words.in_lang(lang).replace("_", " ")
        if state is State.NOT_APPLICABLE:
            assert (name in section(paper, 2)) == any(
                f.rule.name == finding.rule.name and f.state is not state for f in EVERYTHING_FINDINGS
            )
        elif state is State.PENDING:
            assert name in section(paper, 4)
        else:
            assert name in section(paper, 2)


EVERYTHING_FINDINGS: list[Finding] = [f for v in EVERYTHING.verdicts() for f in v.findings]


def test_a_breach_is_told_with_records_sums_article_and_cure() -> None:
    text = section(opinion_paper(EVERYTHING, "zh"), 2)
    for told in (
        "依据：",
        "认定：公开征求意见的时间不够",
        "期限计算：2019年9月5日起算，当日不计，+30日 = 2019年10月5日",
        "改正措施：补足期限。",
        "须重做：",
        "专业性较强为“是”的：违反",
    ):
        assert told in text, told


def test_both_readings_are_told_where_they_differ() -> None:
    disputed = [replace(f, state=State.SATISFIED) for f in FULL.findings if f.rule.name.zh == "提前通知"]
    paper = opinion_paper(opinion(replace(FULL, findings=tuple(disputed))), "zh")
    assert "首日不计" in section(paper, 2) and "首日计入" in section(paper, 2)


def test_what_is_suspected_has_its_question_and_its_words_and_is_no_breach() -> None:
    text = section(opinion_paper(OF_TEXT, "zh"), 2)
    assert "疑似（把握高" in text and "这一句是不是设定了处罚？" in text and "可以处五百元罚款" in text
    assert "违反（" not in text
    assert "1处疑似问题待核实" in section(opinion_paper(OF_TEXT, "zh"), 3)


def test_what_a_person_found_of_a_suspicion_is_told_either_way() -> None:
    text = text_verdict()
    (waiting,) = text.findings
    assert waiting.suspected is not None
    for confirmed, state, word in ((True, State.VIOLATED, "属实"), (False, State.SATISFIED, "不属实")):
        entry = ReviewedPassage(
            waiting.rule.id, waiting.rule.name.words, "罚款", confirmed, "王律师", ON, "看过上位法"
        )
        seen = replace(waiting, state=state, suspected=replace(waiting.suspected, reviewed=entry))
        told = section(opinion_paper(opinion(of_text=replace(text, findings=(seen,))), "zh"), 2)
        assert f"王律师2021年11月1日核对，{word}：看过上位法" in told


def test_what_is_planned_and_what_does_not_count_is_told() -> None:
    text = section(opinion_paper(EVERYTHING, "zh"), 4)
    assert "不作数的记录：\n（1）合法性审查2019年10月18日（第9行）：只是征求意见，不是审查" in text
    assert "计划中，不当作已做的：\n（1）公布2019年12月2日（第14行）" in text


def test_another_law_asked_for_is_said() -> None:
    made = replace(opinion(FULL), program=replace(FULL.program, law=date(2018, 1, 1)))
    assert "按2018年1月1日的法律判断，而不是各步骤当时的法律。" in paper_text(opinion_paper(made, "zh"))


def test_who_signed_for_a_breach_is_told_and_it_still_counts() -> None:
    paper = opinion_paper(EVERYTHING, "zh")
    assert "样例镇镇长2019年10月8日批准" in section(paper, 4)
    assert "退出码" not in paper_text(paper)


CONCLUSIONS = [
    (with_states(State.SATISFIED, State.HOLDING), "lawful"),
    (with_states(State.SATISFIED, State.UNKNOWN), "open"),
    (with_states(State.NOT_APPLICABLE), "open"),
    (with_states(State.SATISFIED, State.VIOLATED), "redo"),
    (with_states(State.SATISFIED, State.DOOMED), "redo"),
    (with_states(State.VIOLATED, category="越权设定"), "unlawful"),
    (with_states(State.VIOLATED, category="主体变更"), "unlawful"),
    (with_states(State.VIOLATED, category="兜底"), "redo"),
    (SUSPECTING, "open"),
]


@pytest.mark.parametrize(("verdict", "conclusion"), CONCLUSIONS)
def test_the_conclusion_proposed(verdict: Verdict, conclusion: str) -> None:
    made = opinion(verdict)
    assert proposal(made).conclusion == conclusion
    assert section(opinion_paper(made, "zh"), 3).count("☑") == 1
    assert section(opinion_paper(made, "en"), 3).count("☑") == 1
    assert "建议意见为“" in section(opinion_paper(made, "zh"), 3)


def test_a_hint_changes_no_conclusion() -> None:
    broken = with_states(State.VIOLATED)
    hints = tuple(replace(f, severity="hint") for f in broken.findings)
    made = opinion(replace(broken, findings=hints))
    assert proposal(made).conclusion == "lawful" and proposal(made).hints
    assert "除列为提示的以外" in section(opinion_paper(made, "zh"), 3)
    clean = opinion(with_states(State.SATISFIED))
    assert not proposal(clean).hints and "除列为提示" not in section(opinion_paper(clean, "zh"), 3)


def test_a_flaw_alone_is_never_unlawful() -> None:
    broken = with_states(State.VIOLATED, category="越权设定")
    flaws = tuple(replace(f, severity="flaw") for f in broken.findings)
    assert proposal(opinion(replace(broken, findings=flaws))).conclusion == "mostly"


def test_what_has_only_flaws_is_not_called_lawful_while_something_is_open() -> None:
    flaws = tuple(replace(f, severity="flaw") for f in with_states(State.VIOLATED).findings)
    open_ = with_states(State.UNKNOWN).findings
    made = opinion(replace(FULL, findings=(*flaws, *open_)))
    assert proposal(made).conclusion == "redo"
    assert "☐基本合法" in section(opinion_paper(made, "zh"), 3)


def confirmed(*words: str) -> Verdict:
    """The document with a breach under 权限 in each sentence that has one of the words."""
    text = text_verdict()
    (waiting,) = text.findings
    sentences = [
        r for r in text.case.records if r.step == "句" and any(w in str(r.fields["文"]) for w in words)
    ]
    rule = replace(waiting.rule, category="越权设定", severity="breach")
    broken = [
        replace(waiting, rule=rule, severity="breach", state=State.VIOLATED, suspected=None, activation=r)
        for r in sentences
    ]
    assert len(broken) >= len(words)
    return replace(text, findings=tuple(broken))


def test_a_breach_in_one_article_is_to_be_amended_and_the_others_can_stay() -> None:
    made = opinion(of_text=confirmed("罚款"))
    assert proposal(made).conclusion == "amend"
    told = section(opinion_paper(made, "zh"), 3)
    assert (
        "☑应予修改" in told
        and f"条款的问题在{proposal(made).articles[0]}（" in told
        and "其余可以保留" in told
    )
    assert "the trouble is in art. " in section(opinion_paper(made, "en"), 3)


def broken_in(count: int) -> Opinion:
    """An opinion on the document with as many of its articles of substance, each of them broken."""
    whole = text_verdict()
    substance = of_substance(whole.case.records)
    assert len(substance) > 1
    (waiting,) = whole.findings
    rule = replace(waiting.rule, category="越权设定", severity="breach")
    left_out = set(substance[count:])
    records = tuple(r for r in whole.case.records if str(r.fields.get("条号")) not in left_out)
    sentences = {str(r.fields["条号"]): r for r in records if r.step == "句"}
    broken = tuple(
        replace(
            waiting,
            rule=rule,
            severity="breach",
            state=State.VIOLATED,
            suspected=None,
            activation=sentences[a],
        )
        for a in substance[:count]
    )
    return opinion(of_text=replace(whole, case=replace(whole.case, records=records), findings=broken))


def test_a_text_that_rests_on_what_is_broken_is_unlawful() -> None:
    made = broken_in(2)
    assert proposal(made).conclusion == "unlawful"
    assert "主要内容不复存在" in section(opinion_paper(made, "zh"), 3)
    assert "2 of the 2 articles that give rights or lay duties on break a rule" in section(
        opinion_paper(made, "en"), 3
    )


def test_the_only_article_that_binds_is_told_in_the_singular() -> None:
    made = broken_in(1)
    assert proposal(made).conclusion == "amend"
    assert "(the only one that gives rights or lays duties on)" in section(opinion_paper(made, "en"), 3)


def test_what_is_beyond_the_powers_as_a_whole_is_unlawful_and_named() -> None:
    made = opinion(with_states(State.VIOLATED, category="越权设定"))
    assert "及于整体" in section(opinion_paper(made, "zh"), 3)


def test_what_was_not_looked_at_is_said() -> None:
    assert "没有文件文本" in section(opinion_paper(opinion(FULL), "zh"), 2)
    assert "没有案卷" in section(opinion_paper(OF_TEXT, "zh"), 2)
    assert "只送来文件文本" in section(opinion_paper(OF_TEXT, "zh"), 1)
    nothing = "本次适用的规则没有一条判断这一方面"
    assert section(opinion_paper(opinion(FULL), "zh"), 2).count(nothing) == 2


def test_the_head_says_what_is_known_and_leaves_the_rest_blank() -> None:
    words = words_of(opinion_docx(OF_TEXT, "zh"))
    assert words.startswith("合法性审核意见书\n")
    assert "送审单位：【　　】\n送审文件：《云溪镇集市管理办法》\n文号：云府规〔2021〕8号\n" in words
    assert "制定机关：云溪镇人民政府\n收件日期：【　　】\n" in words
    assert "审核人：【　　】" in words and "【　　】年【　】月【　】日" in words


def test_the_annex_has_facts_rules_and_digests() -> None:
    vocabulary = load_library()[0].vocabulary
    text = text_verdict()
    text = replace(text, program=replace(text.program, vocabulary=vocabulary))
    words = words_of(opinion_docx(opinion(FULL, text), "zh")).partition("附件\n所用事实和规则")[2]
    assert words.count("0123456789abcdef" * 4) == 3
    assert "\n样例决策程序 | 1.2\n" in words
    assert "\n文号 | 云府规〔2021〕8号 | 文件文本（第2段）\n" in words
    assert "\n有效期至 | 2026年9月30日 | 按文件文本推算（" in words


def sources_of_facts(file: Path) -> dict[tuple[str, str], str]:
    """The table of facts of the opinion on this file: name and value, where it comes from."""
    made = opine(load_library()[0], file, Looking(date(2026, 11, 24))).opinion
    assert made is not None
    facts = next(b for b in opinion_paper(made, "zh").annexes[0].blocks if isinstance(b, Table))
    return {(name, value): source for name, value, source in facts.rows}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2019年7月1日", "2024年6月30日"),
        ("2019 年 7 月 1 日", "2024 年 6 月 30 日"),
        ("2019年07月01日", "2024年06月30日"),
        ("二〇一九年七月一日", "二〇二四年六月三十日"),
        ("2019-07-01", "2024-06-30"),
        ("２０１９年７月１日", "２０２４/６/３０"),
    ],
)
def test_a_day_in_the_text_is_that_of_the_text_however_it_is_written(
    first: str, last: str, tmp_path: Path
) -> None:
    text = tmp_path / "办法.txt"
    text.write_text(
        f"柳桥镇甲办法\n第一条 为了甲，制定本办法。\n第二条 本办法自{first}起施行，有效期至{last}。\n",
        "utf-8",
    )
    sources = sources_of_facts(text)
    assert sources["施行日期", "2019年7月1日"] == "文件文本（第二条）"
    assert sources["有效期至", "2024年6月30日"] == "文件文本（第二条）"


def test_each_fact_says_where_it_comes_from(tmp_path: Path) -> None:
    """The text of the case does not say when it was published: that day is a step of the case, and the days that follow
    from it are reckoned from the clause."""
    (tmp_path / "办法.txt").write_text(
        "柳府规〔2023〕3号\n柳桥镇甲办法\n第一条 为了甲，制定本办法。\n第二条 本办法由镇人民政府解释。\n"
        "第三条 本办法自发布之日起施行，有效期五年。\n",
        "utf-8",
    )
    case = tmp_path / "案卷.yaml"
    case.write_text(
        "案卷: 柳桥镇甲办法\n程序: 规范性文件\n机关: {名称: 柳桥镇人民政府, 层级: 乡镇, 地区: 广东省柳江市}\n"
        "文本: 办法.txt\n事实:\n  重要文件: 否\n步骤:\n  - {步骤: 公布, 日期: 2023-03-01, 渠道: [政府网站]}\n",
        "utf-8",
    )
    sources = sources_of_facts(case)
    by_clause = "按文件文本推算（第三条）"
    assert sources["公布日期", "2023年3月1日"] == "案卷（第8行）"
    assert sources["施行日期", "2023年3月1日"] == f"{by_clause}；公布日期取自案卷"
    assert sources["有效期至", "2028年2月29日"] == by_clause
    assert sources["题名", "柳桥镇甲办法"] == "文件文本（标题，第2段）"
    assert sources["解释机关", "镇人民政府"] == "文件文本（第二条）"
    assert sources["条数", "3"] == "由文件文本得出"
    assert sources["机关层级", "乡镇"] == "案卷（第3行）"


@pytest.mark.parametrize("lang", LANGS)
def test_texts_that_mean_harm_stay_texts(lang: Lang) -> None:
    data = opinion_docx(HARMFUL, lang)
    words = words_of(data)
    assert "<script>alert(1)</script>{{7*7}}" in words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u2066\ud800]", words)
    assert parts(data)
    shown = paper_text(opinion_paper(HARMFUL, lang)) + paper_markdown(opinion_paper(HARMFUL, lang))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u2066\ud800]", shown)
    assert "<script>" not in paper_markdown(opinion_paper(HARMFUL, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_it_never_calls_anything_void(lang: Lang) -> None:
    for of in (EVERYTHING, OF_TEXT, opinion(SUSPECTING), opinion(FULL)):
        assert not BARRED.search(paper_text(opinion_paper(of, lang)))


def test_the_word_for_the_step_is_that_of_the_procedure() -> None:
    program = load_library()[0]
    for procedure, title in (
        ("重大行政决策", "合法性审查意见书"),
        ("规范性文件", "合法性审核意见书"),
    ):
        case = replace(FULL.case, procedures=(procedure,))
        made = replace(opinion(replace(FULL, case=case)), program=program)
        assert opinion_paper(made, "zh").title == title


def test_every_rule_named_for_a_head_is_a_rule() -> None:
    known = {rule.id for rule in load_library()[0].rules}
    assert set(heads().rules) <= known


def test_each_head_has_its_place_and_its_name() -> None:
    assert [heads().names[head].zh for head in HEADS] == ["主体", "权限", "程序", "内容"]


def test_a_text_is_read_with_its_case() -> None:
    made = opinion(FULL, text_verdict())
    assert [v.case.name for v in made.verdicts()] == [FULL.case.name, "云溪镇集市管理办法"]
