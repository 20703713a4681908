"""What a finding says of the calendar behind its sums: notices that came later, and local closures with their source."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.calendar import Calendar, Closure
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.pipeline.check import Looking, check_source
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.report.verdict.json import verdict_model
from guiju.engine.report.verdict.text import render_text
from guiju.engine.semantics.program import Program

from .test_calendar_record import CASE, PACK

TYPHOON = Closure(
    date(2026, 8, 3),
    date(2026, 8, 4),
    Text("防御台风停工", "closed for a typhoon"),
    "样例市人民政府",
    "样府通〔2026〕3号",
    date(2026, 8, 2),
)


@pytest.fixture(scope="module")
def program() -> Program:
    return compile_sources([Source("sample.rule", PACK)])[0]


def report(program: Program, start: str, end: str, calendar: Calendar, lang: Lang = "zh") -> str:
    source = Source("case.yaml", CASE % (start, end))
    verdict = check_source(program, source, Looking(date(2026, 11, 26), calendar)).verdict
    assert verdict is not None
    text = "".join(render_text(verdict, lang, show_all=True).split())
    (finding,) = (f for f in verdict_model(verdict).findings if f.arithmetic)
    for said in finding.arithmetic:
        assert "".join((said.text.zh if lang == "zh" else said.text.en).split()) in text
    return text


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_last_day_that_a_later_notice_moved(program: Program) -> None:
    # by all notices 2020-02-06; by those of the day of acceptance 2020-02-04
    zh = report(program, "2020-01-20", "2020-02-10", Calendar())
    assert (
        "=2020-02-06" in zh
        and "按2020-01-20已公布的通知为2020-02-04,此后公布国办发明电〔2020〕1号(2020-01-27)" in zh
    )
    en = report(program, "2020-01-20", "2020-02-10", Calendar(), "en")
    assert (
        squeezed("by the notices public on 2020-01-20 it was 2020-02-04; since then: 国办发明电〔2020〕1号")
        in en
    )


@pytest.mark.parametrize("start", ["2020-01-10", "2020-02-03", "2019-09-05"])
def test_nothing_is_said_where_no_notice_moved_it(program: Program, start: str) -> None:
    assert "已公布的通知" not in report(program, start, "2021-01-04", Calendar())


def test_nor_where_it_is_counted_by_the_notices_of_then(program: Program) -> None:
    text = report(program, "2020-01-20", "2020-02-10", Calendar(date(2020, 1, 20)))
    assert "=2020-02-04" in text and "已公布的通知为" not in text


def test_a_local_closure_on_the_way(program: Program) -> None:
    # from Thu 07-30: 1 Fri 31, (1-2), (3-4 closed), 2 Wed 5, 3 Thu 6, 4 Fri 7, (8-9), 5 Mon 10, 6 Tue 11, 7 Wed 12
    zh = report(program, "2026-07-30", "2026-08-13", Calendar(closures=(TYPHOON,)))
    assert "=2026-08-12" in zh
    assert "其中08-03至08-04当地不上班:防御台风停工(样例市人民政府,样府通〔2026〕3号)" in zh
    assert "=2026-08-10" in report(program, "2026-07-30", "2026-08-13", Calendar())


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("按 2020-01-20 当天已公布的放假通知", "日历文件另加:样例市人民政府 样府通〔2026〕3号")),
        (
            "en",
            (
                "the holiday notices public on 2020-01-20",
                "added to the calendar by files: 样例市人民政府 样府通〔2026〕3号",
            ),
        ),
    ],
)
def test_the_report_says_which_calendar_it_was(program: Program, lang: Lang, said: tuple[str, ...]) -> None:
    told = report(program, "2020-01-20", "2020-02-10", Calendar(date(2020, 1, 20), (), (TYPHOON,)), lang)
    assert all(squeezed(one) in told for one in said)
    shipped = report(program, "2020-01-20", "2020-02-10", Calendar(), lang)
    assert not any(squeezed(one) in shipped for one in said)
