"""The eleven filed documents of `fixtures/filed`, reviewed as of 15 October 2024.

What a lawyer would say of each stands here, counted and read by hand; `expected.json` beside the documents holds the rest
(GUIJU_UPDATE_EXPECTED=1 writes it anew). What the rules do not see yet, or see wrongly, is told apart in `MISSED` and
`FALSE_HITS`: an entry goes when its rule is mended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest
from guiju.engine.document.read_document import read_document
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.library import load_library
from guiju.engine.portfolio.model import Reason, Review, Reviewed
from guiju.engine.semantics.case_schema import case_schema
from guiju.engine.semantics.program import Program

from .expected import Draft202012Validator, must_keep_to_the_schema
from .making_filed import FILED, LEDGER, files
from .reviewing import review_path

ON = date(2024, 10, 15)
EXPECTED = FILED / "expected.json"
CASES = sorted(FILED.glob("*.yaml"))
DOCUMENTS = sorted(
    path.name for path in FILED.iterdir() if path.name[:2].isdigit() and path.suffix != ".yaml"
)

# The result, whether a person has to verify it, the last day of validity; where it was filed late, the last day for that;
# the days late. 15 days from 8 November 2019 end on the 23rd: 29 - 23 = 6. From 10 April 2023 they end on the 25th: to
# 15 October 2024 it is a leap year, 366 days, and 173.
RESULTS: dict[str, tuple[str, bool, str | None, str | None, int | None]] = {
    "01": ("lapse", False, "2020-12-31", None, 0),
    "02": ("keep", False, "2024-11-30", None, 0),
    "03": ("amend", True, "2024-12-31", "2019-11-23", 6),
    "04": ("amend", True, "2024-10-31", None, 0),
    "05": ("amend", False, "2026-04-14", None, 0),
    "06": ("repeal", False, None, None, None),
    "07": ("amend", True, "2027-07-31", None, 0),
    "08": ("keep", False, None, "2023-04-25", 539),
    "09": ("amend", False, None, None, 0),
    "10": ("repeal", False, "2025-09-30", None, 0),
    "11": ("ask", False, None, None, None),
}
# What is proposed instead: whether effect before publication is to people's benefit no file says; a person has to.
PROPOSED = {"09": ("amend", True)}

Place = tuple[str, str, str]
"""Document, rule (or cause), where."""

RIGHT: set[Place] = {
    ("01", "期满", "十、"),
    ("03", "要求在本地登记", "二、（五）"),
    ("03", "要求在本地登记", "四、（十四）"),
    ("03", "区别对待外地经营者", "四、（十四）"),
    ("03", "特定优惠", "二、（五）"),
    ("03", "特定优惠", "二、（六）"),
    ("03", "优先本地产品", "四、（十三）"),
    ("03", "阻碍经营者迁出", "六、（二十二）"),
    ("04", "兜底处理", "第二十一条第(四)项"),
    ("04", "兜底由机关认定", "第十四条第(五)项"),
    ("04", "依据已经修改", "第一条"),
    ("05", "依据已经修改", "第一条"),
    ("05", "设定行政处罚", "第二十条"),
    ("05", "设定行政强制", "第二十一条"),
    ("06", "依据已经失效", "第一条"),
    ("06", "正文引用失效规定", "第九条"),
    ("06", "乡镇文本写明有效期", "全文"),
    ("07", "变相设定许可", "第七条"),
    ("07", "索要证明", "第八条第(三)项"),
    ("07", "设定收费", "第九条第一句"),
    ("07", "义务依据只在总则", "第十四条"),
    ("07", "减损权益增加义务", "第十五条"),
    ("08", "乡镇文本写明有效期", "全文"),
    ("09", "减损权益增加义务", "五、"),
    ("09", "减损权益增加义务", "六、第一句"),
    ("09", "追溯以前的事", "十五、"),
    ("09", "公布以前施行", "十六、"),
    ("09", "写明上位依据", "全文"),
    ("09", "乡镇文本写明有效期", "全文"),
    ("10", "以会议讲话为依据", "印发通知第4段"),
    ("10", "以会议讲话为依据", "第一条"),
    ("10", "以内部文件为依据", "第一条"),
    ("10", "署名主体无权制定", "全文"),
}
MISSED: set[Place] = {
    (
        "06",
        "乡镇文本写明有效期",
        "全文",
    ),  # no case says where the town is, and so no rule of its province binds
    ("07", "减损权益增加义务", "第十五条"),  # repeats what the fire rules demand
}
FALSE_HITS: set[Place] = set()

FAULTS = {
    "03": ["按本地期限备案"],
    "08": ["公布后备案", "未经审核审议", "二十个工作日内公开", "上会前程序审核"],
    "10": ["乡镇会议审议"],
}


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


@pytest.fixture(scope="module")
def reviews(program: Program) -> dict[str, Review]:
    return {
        "folder": review_path(program, FILED, Looking(ON)),
        "ledger": review_path(program, FILED / LEDGER, Looking(ON)),
    }


@pytest.fixture(scope="module")
def folder(reviews: dict[str, Review]) -> dict[str, Reviewed]:
    return by_number(reviews["folder"])


def _day(day: date | None) -> str | None:
    return str(day) if day is not None else None


def by_number(review: Review) -> dict[str, Reviewed]:
    return {(row.entry.text or "").rpartition("/")[2][:2]: row for row in review.reviewed}


def test_results_terms_and_days_late(folder: dict[str, Reviewed]) -> None:
    found = {}
    for number, row in folder.items():
        filing = row.filing
        late = filing.days_late if filing is not None else None
        ends = filing.last_day if filing is not None and late else None
        found[number] = (row.proposal, row.to_verify, _day(row.last_day), _day(ends), late)
    assert found == {n: (*PROPOSED.get(n, hand[:2]), *hand[2:]) for n, hand in RESULTS.items()}


def test_the_clauses_that_are_found(folder: dict[str, Reviewed]) -> None:
    """Near misses among the rest of the articles are not."""
    found = {
        (number, reason.finding.rule.id if reason.finding else reason.cause, reason.quote.where)
        for number, row in folder.items()
        for reason in (*row.reasons, *row.questions)
        if reason.quote is not None
    }
    assert found == (RIGHT - MISSED) | FALSE_HITS
    assert MISSED <= RIGHT and not FALSE_HITS & RIGHT


def test_faults_of_procedure(folder: dict[str, Reviewed]) -> None:
    found = {n: [r.finding.rule.id for r in row.faults if r.finding] for n, row in folder.items()}
    assert {n: rules for n, rules in found.items() if rules} == FAULTS
    assert [n for n, row in folder.items() if not row.judged_procedure] == ["06", "11"]


def test_one_document_has_nothing_against_it(folder: dict[str, Reviewed]) -> None:
    clean = folder["02"]
    assert (clean.reasons, clean.faults, clean.questions, clean.problems) == ((), (), (), ())
    assert clean.expires_soon and clean.evaluate_from == date(2024, 5, 30)


def test_validity_that_runs_out_within_a_year(reviews: dict[str, Review]) -> None:
    expiring = {(r.entry.text or "").rpartition("/")[2][:2] for r in reviews["folder"].expiring}
    assert expiring == {"02", "03", "04", "10"}


def test_what_a_person_has_looked_at(folder: dict[str, Reviewed]) -> None:
    firm = [r.quote.where for r in folder["05"].reasons if r.firm and r.quote]
    suspected = [r.quote.where for r in folder["05"].reasons if not r.firm and r.quote]
    assert firm == ["第二十条"] and suspected == ["第二十一条"]  # 第十七条 is cleared


def test_of_an_organ_without_power_the_signatory_is_quoted(folder: dict[str, Reviewed]) -> None:
    (reason,) = (r for r in folder["10"].reasons if r.cause == "主体无权" and r.quote is not None)
    assert reason.quote is not None and reason.quote.words == "桥头镇城市管理综合整治工作领导小组"


def test_the_damaged_file_is_one_row_with_its_error(folder: dict[str, Reviewed]) -> None:
    assert [d.severity for d in folder["11"].problems] == ["error"]
    assert [n for n, row in folder.items() if row.problems] == ["11"]
    with pytest.raises(BadZipFile):
        ZipFile(BytesIO((FILED / DOCUMENTS[-1]).read_bytes()))


def test_what_the_ledger_adds(reviews: dict[str, Review]) -> None:
    rows = by_number(reviews["ledger"])
    assert {n: row.entry.stated for n, row in rows.items() if row.entry.stated} == {
        "01": "repeal",
        "02": "keep",
        "04": "amend",
        "05": "amend",
        "06": "repeal",
        "08": "keep",
        "10": "repeal",
    }
    otherwise = rows["01"].stated_otherwise
    assert otherwise is not None and "应当宣布失效" in otherwise.zh  # its term was over
    (differs,) = rows["09"].differences
    assert differs.what == "published"
    assert {s.value for s in differs.stated} == {date(2023, 8, 25), date(2023, 8, 28)}
    assert [n for n, row in rows.items() if row.differences] == ["09"]
    assert [(r.kind, r.rows) for r in reviews["ledger"].remarks] == [("named", (6,)), ("no deadline", (4,))]
    assert reviews["ledger"].problems == ()


def test_folder_and_ledger_come_to_the_same(reviews: dict[str, Review]) -> None:
    def told(review: Review) -> list[tuple[str, bool]]:
        return [(row.proposal, row.to_verify) for row in review.reviewed]

    assert told(reviews["folder"]) == told(reviews["ledger"])
    assert sum(reviews["folder"].counts.values()) == len(RESULTS) == 11
    assert reviews["folder"].exit_code == reviews["ledger"].exit_code == 2  # one cannot be read


def test_as_expected(reviews: dict[str, Review]) -> None:
    found = {name: [_row(row) for row in review.reviewed] for name, review in reviews.items()}
    if os.environ.get("GUIJU_UPDATE_EXPECTED") == "1":
        EXPECTED.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    assert found == json.loads(EXPECTED.read_text("utf-8"))


def _row(row: Reviewed) -> dict[str, Any]:
    told = {
        "text": (row.entry.text or "").rpartition("/")[2],
        "title": row.entry.title,
        "number": row.entry.number,
        "proposal": row.proposal,
        "to_verify": row.to_verify,
        "reasons": _reasons(row.reasons),
        "faults": _reasons(row.faults),
        "questions": _reasons(row.questions),
        "differences": [f"{d.what} {s.source} {s.value}" for d in row.differences for s in d.stated],
        "stated_otherwise": row.stated_otherwise.zh if row.stated_otherwise else None,
        "evaluate_from": _day(row.evaluate_from),
        "problems": [d.code for d in row.problems],
    }
    return {key: value for key, value in told.items() if value not in (None, [], False)}


def _reasons(reasons: Iterable[Reason]) -> list[str]:
    """A line for each."""
    return [
        " · ".join(
            part
            for part in (
                reason.cause,
                "firm" if reason.firm else f"suspected {reason.sure}" if reason.sure else "asked",
                reason.finding.rule.id if reason.finding else None,
                f"{reason.quote.where} {reason.quote.words}" if reason.quote else reason.message.zh,
            )
            if part
        )
        for reason in reasons
    ]


def test_the_files_are_those_that_are_made() -> None:
    """Their contents: how they are packed may differ with the library."""
    for name, content in files():
        stored = (FILED / name).read_bytes()
        assert _parts(stored) == _parts(content), name


def _parts(data: bytes) -> object:
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile:
        return data[:2] == b"PK" or data
    return {
        n: archive.read(n)
        for n in archive.namelist()
        if n.endswith(("document.xml", "numbering.xml", "sheet1.xml", "Strings.xml"))
    }


@pytest.mark.parametrize("name", DOCUMENTS[:-1], ids=lambda name: name[:2])
def test_documents_are_read_whole(name: str) -> None:
    """Nothing that may not have been read, but for the menus of the web pages."""
    warned = {d.code for d in read_document(FILED / name).warnings}
    assert warned == ({"W029"} if name.endswith(".html") else set())


def test_cases_keep_to_the_schema(program: Program) -> None:
    validator = Draft202012Validator(case_schema(program))
    for case in CASES:
        must_keep_to_the_schema(validator, case)
    assert len(CASES) == 9


def test_a_question_about_a_basis_that_may_have_lapsed_names_the_norm(
    program: Program, tmp_path: Path
) -> None:
    words = "某县建房通知\n\n根据《中华人民共和国物权法》,制定本通知。\n\n某县人民政府\n2018年9月20日\n"
    (tmp_path / "1.txt").write_text(words, "utf-8")
    (got,) = review_path(program, tmp_path, Looking(ON)).reviewed
    asked = [r for r in (*got.reasons, *got.questions) if r.cause in ("依据废止", "依据修改")]
    assert asked and all(not r.firm and "《中华人民共和国物权法》" in r.message.zh for r in asked)
    questions = [r.question.zh for r in asked if r.question is not None]
    assert any("2021-01-01" in q and "民法典" in q for q in questions) and "目录里它" not in str(questions)
