"""The decision table: which causes lead to which result, and what outweighs what."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from guiju.engine.diagnostics.text import plain
from guiju.engine.portfolio.decide import decide
from guiju.engine.portfolio.model import Reason
from guiju.engine.portfolio.table import (
    BASIS_CHANGED,
    BASIS_REPEALED,
    CARRIED_OUT,
    EXPIRED,
    MAINLY,
    MISSING,
    NOT_NORMATIVE,
    OBJECT_GONE,
    SUPERSEDED,
    TASK_DONE,
    decision_table,
)
from guiju.engine.semantics.program import HowSure

ROOT = Path(__file__).parent.parent
TABLE = decision_table()


def firm(cause: str, *, whole: bool = False) -> Reason:
    return Reason(cause, plain(cause), whole=whole)


def suspected(cause: str, sure: HowSure = "high") -> Reason:
    return Reason(cause, plain(cause), firm=False, sure=sure, question=plain("?"))


@pytest.mark.parametrize(
    ("cause", "result"),
    [
        ("期满", "lapse"),
        ("对象消失", "lapse"),
        ("任务完成", "lapse"),
        ("依据废止", "repeal"),
        ("被覆盖", "repeal"),
        ("抵触", "amend"),
        ("依据修改", "amend"),
        ("兜底", "amend"),
        ("主体变更", "amend"),
        ("主体无权", "repeal"),
        ("越权设定", "amend"),
        ("自己起的名称", "amend"),
        ("程序缺失", "keep"),
        ("要素缺失", "keep"),
    ],
)
def test_each_cause_alone(cause: str, result: str) -> None:
    assert decide(TABLE, [firm(cause)], readable=True).proposal == result


def test_a_conflict_of_the_whole_document_repeals_it() -> None:
    assert decide(TABLE, [firm("抵触", whole=True)], readable=True).proposal == "repeal"


def test_the_first_row_that_is_hit_decides_in_any_order() -> None:
    for found in permutations([firm("兜底"), firm("被覆盖"), firm("期满")]):
        decided = decide(TABLE, found, readable=True)
        assert decided.proposal == "lapse" and [r.cause for r in decided.reasons] == [
            "期满",
            "被覆盖",
            "兜底",
        ]


def test_a_firm_cause_outweighs_every_suspicion() -> None:
    decided = decide(TABLE, [suspected("被覆盖"), firm("兜底")], readable=True)
    assert decided.proposal == "amend" and not decided.to_verify
    assert [r.cause for r in decided.reasons] == ["兜底", "被覆盖"]


@pytest.mark.parametrize("sure", ["high", "medium"])
def test_a_suspicion_alone_proposes_and_is_to_be_verified(sure: HowSure) -> None:
    decided = decide(TABLE, [suspected("兜底", sure)], readable=True)
    assert decided.proposal == "amend" and decided.to_verify


def test_one_of_low_confidence_is_only_asked_about() -> None:
    decided = decide(TABLE, [suspected("兜底", "low")], readable=True)
    assert decided.proposal == "keep" and not decided.reasons and len(decided.questions) == 1


def test_faults_stand_beside_the_result_and_suspected_ones_are_asked_about() -> None:
    decided = decide(TABLE, [firm("程序缺失"), suspected("程序缺失"), firm("兜底")], readable=True)
    assert decided.proposal == "amend"
    assert [r.firm for r in decided.faults] == [True] and [r.firm for r in decided.questions] == [False]


def test_without_its_text_only_a_firm_cause_decides() -> None:
    assert decide(TABLE, [], readable=False).proposal == "ask"
    assert decide(TABLE, [suspected("兜底")], readable=False).proposal == "ask"
    assert decide(TABLE, [firm("程序缺失")], readable=False).proposal == "ask"
    assert decide(TABLE, [firm("期满")], readable=False).proposal == "lapse"


def test_the_table_has_every_cause_that_the_program_or_it_speaks_of() -> None:
    told = (EXPIRED, OBJECT_GONE, TASK_DONE, BASIS_REPEALED, BASIS_CHANGED, SUPERSEDED, MISSING)
    found = (*told, NOT_NORMATIVE, CARRIED_OUT, MAINLY, *TABLE.mainly.causes)
    named = [c for row in TABLE.table for c in (*row.causes, *row.whole)]
    sorted_ = (TABLE.unsorted.text, TABLE.unsorted.procedure)
    for cause in (*found, *named, *TABLE.beside, *TABLE.stated, *sorted_):
        assert cause in TABLE.causes, cause


def test_every_cause_of_the_table_leads_somewhere() -> None:
    for cause in TABLE.causes:
        assert (TABLE.row(cause, whole=False) is None) == (cause in TABLE.beside), cause


@pytest.mark.parametrize("page", ["review.md", "review.zh.md"])
def test_the_page_shows_the_table(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    shown = text.partition("<!-- decision table -->")[2].partition("<!-- /decision table -->")[0]
    rows = [line.split("|")[1:3] for line in shown.strip().splitlines()[2:]]
    cells = [
        [name.split()[0], re.findall(r"[一-龥]{2,8}(?=[,;|]|$)", causes.strip())] for name, causes in rows
    ]
    table = [[TABLE.results[row.result].zh, [*row.causes, *row.whole]] for row in TABLE.table]
    assert [cell[1] for cell in cells] == [*(causes for _, causes in table), list(TABLE.beside)]
    assert [cell[0] for cell in cells[:-1]] == [name for name, _ in table]
