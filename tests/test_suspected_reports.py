"""Every output says that something is only suspected, how surely, what is asked and of which passage."""

from __future__ import annotations

import json
from functools import cache
from html import unescape
from pathlib import PurePath

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.explain.card import card
from guiju.engine.handbook.sentences import rule_sentence
from guiju.engine.pipeline.handbook import in_layers, render_handbook
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.markdown import check_markdown
from guiju.engine.report.ci.render import FORMS, Form, render_ci
from guiju.engine.report.explain.rule import render_card
from guiju.engine.report.verdict.html import render_html
from guiju.engine.report.verdict.json import render_json
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.verdict.text import render_summary, render_text

from .suspecting import SUSPECTS, WORDING, passage, program_of, review, verdict

FINE = "对违反规定的,处500元罚款。"
PROGRAM = program_of(WORDING, SUSPECTS)
ROOT = PurePath("/")


@cache
def judged() -> Verdict:
    """One passage suspected, one confirmed, one cleared, and an entry about words that are gone."""
    reviewed = (
        review("另处罚款", confirmed=True, by="李四", reason="上位法没有"),
        review("不缴罚款", confirmed=False, by="王五", reason="只是转述"),
        review("早已删去", confirmed=False),
    )
    records = (
        passage(FINE, 0, "第三条"),
        passage("另处罚款", 1, "第四条"),
        passage("不缴罚款的", 2, "第五条"),
    )
    return verdict(PROGRAM, *records, reviewed=reviewed)


def squeezed(text: str) -> str:
    return "".join(unescape(text).split())


def outputs(lang: Lang) -> dict[str, str]:
    results = [FileResult("case.yaml", judged())]
    run = check_run(results, ROOT)
    return {
        "text": render_text(judged(), lang),
        "html": render_html(results, lang),
        "markdown": check_markdown(results, lang, ROOT),
        **{form: render_ci(run, form, lang) for form in FORMS},
    }


SAID: dict[Lang, tuple[str, ...]] = {
    "zh": ("疑似", "把握高", "是不是设定了处罚?", "第三条", FINE, "用语:“罚款”"),
    "en": ("suspected", "high confidence", "Does this set a penalty?", "art. 3", FINE, "words: “罚款”"),
}
REVIEWED: dict[Lang, tuple[str, ...]] = {
    "zh": ("李四 2024-03-01 核对,属实:上位法没有", "第四条"),
    "en": ("confirmed, as 李四 found on 2024-03-01: 上位法没有", "art. 4"),
}
IDLE: dict[Lang, tuple[str, ...]] = {
    "zh": ("早已删去", "文字可能已经改动"),
    "en": ("早已删去", "the text may have changed"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "html", "markdown", *FORMS])
def test_every_format_says_what_is_asked_of_which_passage(form: str, lang: Lang) -> None:
    said = squeezed(outputs(lang)[form]).replace('\\"', '"').replace("%3A", ":")
    for part in (*SAID[lang], *REVIEWED[lang], *IDLE[lang]):
        assert squeezed(part) in said, (form, part)


@pytest.mark.parametrize("form", FORMS)
def test_a_suspicion_is_a_warning_and_no_failure(form: Form) -> None:
    alone = verdict(PROGRAM, passage(FINE))
    said = render_ci(check_run([FileResult("case.yaml", alone)], ROOT), form, "zh")
    match form:
        case "junit":
            assert 'failures="0"' in said
        case "github":
            assert said.startswith("::warning ") and "::error" not in said
        case "sarif":
            levels = [r["level"] for r in json.loads(said)["runs"][0]["results"]]
            assert levels == ["warning"]
        case "gitlab":
            assert [i["severity"] for i in json.loads(said)] == ["major"]


def test_the_headline_counts_suspicions_apart() -> None:
    english = render_text(judged(), "en").splitlines()[0]
    assert english.startswith("1 violated · 1 suspected — ")
    alone = verdict(PROGRAM, passage(FINE), passage(None, 1), passage(FINE, 2))
    assert render_text(alone, "zh").splitlines()[0].startswith("疑似 1 项(2 处) · 待补充 1 项 · 其余没有违反")


def test_the_table_of_several_files_counts_suspicions_apart() -> None:
    alone = verdict(PROGRAM, passage(FINE), passage(None, 1))
    asked = verdict(PROGRAM, passage(FINE))
    lines = render_summary([FileResult("a", alone), FileResult("b", asked)], "zh").splitlines()
    assert lines[0].split() == ["文件", "结论", "违反", "疑似", "待补充", "待办", "退出码"]
    assert lines[2].split() == ["a", "待补充", "0", "1", "1", "0", "3"]
    assert lines[3].split() == ["b", "疑似", "0", "1", "0", "0", "3"]
    assert lines[4] == "共 2 个文件:疑似 2 项 · 待补充 1 项 · 退出码 3"


def test_a_suspicion_and_a_missing_text_are_not_one_group() -> None:
    both = render_text(verdict(PROGRAM, passage(FINE), passage(None, 1)), "en")
    assert "? suspected (high confidence; if so: to be put right)" in both
    assert "? unknown (if violated: to be put right)" in both


def test_what_was_cleared_is_shown_on_request() -> None:
    said = squeezed(render_text(judged(), "zh", show_all=True))
    assert squeezed("王五 2024-03-01 核对,不属实:只是转述") in said
    assert "王五" not in render_text(judged(), "zh")


def test_the_table_of_files_still_counts_by_state() -> None:
    assert "待补充" in render_summary([FileResult("a.yaml", judged()), FileResult("b.yaml", judged())], "zh")


def test_json_holds_all_of_it() -> None:
    told = json.loads(render_json([FileResult("case.yaml", judged())]))["cases"][0]["verdict"]
    states = {f["suspected"]["where"]: (f["state"], f["suspected"]["reviewed"]) for f in told["findings"]}
    assert states["第三条"] == ("unknown", None)
    assert (states["第四条"][0], states["第四条"][1]["confirmed"]) == ("violated", True)
    assert (states["第五条"][0], states["第五条"][1]["by"]) == ("satisfied", "王五")
    (open_,) = [f for f in told["findings"] if f["state"] == State.UNKNOWN.value]
    suspicion = open_["suspected"]
    assert (suspicion["how_sure"], suspicion["quote"], suspicion["words"]) == ("high", FINE, ["罚款"])
    assert suspicion["question"]["en"] == "Does this set a penalty?" and suspicion["place"]["line"] == 1
    assert open_["rule"]["sorted_as"] == "越权设定" and told["suspected"] == 1
    assert [(i["reason"], i["reviewed"]["quote"]) for i in told["idle_reviews"]] == [
        ("not there", "早已删去")
    ]


def test_a_long_passage_is_cut_at_its_end() -> None:
    long = "处罚款" + "长" * 400
    said = squeezed(render_text(verdict(PROGRAM, passage(long)), "zh"))
    assert "“处罚款" + "长" * 157 + "…”" in said and "长" * 158 not in said


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "只是疑似(把握高),要由人核对:是不是设定了处罚?"), ("en", "only suspected")]
)
def test_pages_about_the_rule_say_that_it_only_suspects(lang: Lang, says: str) -> None:
    shown = render_card(card(PROGRAM, PROGRAM.rules[0], (), None), PROGRAM, lang)
    pages = render_handbook(PROGRAM, in_layers(PROGRAM.packs.values()), lang, "html")
    for page in (shown, "".join(pages.values())):
        assert squeezed(says) in squeezed(page) and "越权设定" in page


def test_a_condition_on_words_is_said_in_a_sentence() -> None:
    said = rule_sentence(PROGRAM.rules[0], PROGRAM)
    assert "没有匹配“罚”的用语" in said.zh and "does not match the wording “fines”" in said.en
