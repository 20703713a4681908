"""Verdicts recorded with calendar files: the texts are kept, and judged with again when the files are gone."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.calendar import years
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import State
from guiju.engine.pipeline.calendars import calendar_from
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.digests import shipped_digests
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.recording import NotRecorded, inputs_of, key_of, record_paths
from guiju.engine.pipeline.verifying import verify_folder
from guiju.engine.record.content import Inputs, Stored, content_of
from guiju.engine.record.folder import Records
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .records import Unflushed, edit, raw
from .test_calendar_given import YEAR

PACK = """规则包 样例 "样例" / "sample" { 层级 国家 约束 乡镇 适用程序 样例程序 版次 "1" }
规范 样例办法 《样例办法》 { 施行 2018-01-01 }
程序 样例程序 (sample_procedure) { 步骤 受理 (acceptance)  步骤 答复 (answer) }
应当 按时答复 (answer_in_time) {
  依据 样例办法 第一条  要旨 "7个工作日内答复" / "Answered within 7 working days"
  受理 之后 答复 7个工作日内
  合例 { 受理 2021-03-01  答复 2021-03-05 }
  违例 { 受理 2021-03-01  答复 2021-03-31 }
}
"""
CASE = """\
案卷: 样例
程序: 样例程序
机关: {名称: 样例镇人民政府, 层级: 乡镇, 地区: 样例省样例市}
步骤:
- {步骤: 受理, 日期: %s}
- {步骤: 答复, 日期: %s}
"""
ON = date(2027, 6, 1)
# 1 Mon 28, 2 Tue 29, 3 Wed 30, 4 Thu 31, (1-3), 5 Mon 4, 6 Tue 5, 7 Wed 6: the last day is 2027-01-06
DUE = ("2026-12-25", "2027-01-07")


class Files:
    """A pack, a case and calendar files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pack = self.write("sample.rule", PACK)
        self.case = self.write("case.yaml", CASE % DUE)
        self.year = self.write("2027.yaml", YEAR)
        self.records = folder / "r"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def record(self, *calendars: Path, known_on: date | None = None) -> FileResult:
        looking = Looking(ON, calendar_from(calendars, known_on)[0])
        (result,) = record_paths(self.program, [self.case], looking, self.records, [self.pack], calendars)
        return result

    @property
    def program(self) -> Program:
        return load_library([self.pack])[0]

    def content(self, number: int) -> dict[str, Any]:
        content: dict[str, Any] = raw(self.records, number)["content"]
        return content


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def state(result: FileResult) -> State:
    assert result.verdict is not None
    (finding,) = (f for f in result.verdict.findings if f.rule.id == "按时答复")
    return finding.state


def outcomes(files: Files) -> list[str]:
    found = verify_folder(files.records)
    assert not found.bad
    return [record.outcome for record in found.records]


def test_the_texts_are_kept_and_the_verdict_comes_out_again_without_the_files(files: Files) -> None:
    assert state(files.record()) is State.UNKNOWN
    assert state(files.record(files.year)) is State.VIOLATED
    assert files.content(1)["inputs"]["calendars"] == []
    (kept,) = files.content(2)["inputs"]["calendars"]
    assert (kept["name"], kept["text"]) == (str(files.year), YEAR)
    for path in (files.year, files.pack, files.case):
        path.unlink()
    assert outcomes(files) == ["same", "same"]


def test_the_same_run_again_is_the_same_record_and_another_calendar_another_one(files: Files) -> None:
    numbers = [files.record(files.year).record for _ in range(2)]
    files.write("2027.yaml", YEAR.replace("某发〔2026〕9号", "某发〔2026〕8号"))
    numbers += [files.record(files.year).record, files.record(files.year, known_on=date(2026, 12, 1)).record]
    assert [r.number for r in numbers if r] == [1, 1, 2, 3]
    assert files.content(3)["inputs"]["known_on"] == "2026-12-01"
    assert outcomes(files) == ["same", "same", "same"]


def test_what_was_known_then_is_judged_by_again(files: Files) -> None:
    files.write("case.yaml", CASE % ("2020-01-20", "2020-02-05"))
    # the last day is 2020-02-06, by the notices public on the first day 2020-02-04
    assert state(files.record()) is State.SATISFIED
    assert state(files.record(known_on=date(2020, 1, 20))) is State.VIOLATED
    assert outcomes(files) == ["same", "same"]


def test_a_calendar_that_is_not_that_of_the_files_is_not_recorded(files: Files) -> None:
    looking = Looking(ON, calendar_from([files.year])[0])
    with pytest.raises(NotRecorded):
        list(record_paths(files.program, [files.case], looking, files.records, [files.pack]))
    files.write("2027.yaml", YEAR.replace("2027-04-25", "2027-04-24"))
    with pytest.raises(NotRecorded):
        list(record_paths(files.program, [files.case], looking, files.records, [files.pack], [files.year]))
    files.year.unlink()
    with pytest.raises(NotRecorded):
        list(record_paths(files.program, [files.case], looking, files.records, [files.pack], [files.year]))


def test_records_from_before_there_were_such_files_can_be_read(files: Files) -> None:
    files.record()

    def older(value: dict[str, Any]) -> None:
        del value["content"]["inputs"]["calendars"], value["content"]["inputs"]["known_on"]

    edit(files.records, 1, older)
    content = content_of(files.content(1))
    assert (content.inputs.calendars, content.inputs.known_on) == ((), None)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("calendars", [{"name": "a", "digest": "0", "text": YEAR}], "digest recorded with it"),
        ("known_on", "soon", "no date"),
    ],
)
def test_what_a_forger_puts_there_is_not_judged_with(files: Files, key: str, value: Any, said: str) -> None:
    files.record(files.year)
    content = copy.deepcopy(files.content(1))
    content["inputs"][key] = value
    with Records(files.folder / "forged", Unflushed()) as records:
        records.append("key", content)
    (record,) = verify_folder(files.folder / "forged").records
    assert record.outcome == "unjudged" and record.reason is not None and said in record.reason.en


def test_a_year_that_has_come_with_the_program_since_is_taken_from_there(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state(files.record(files.year)) is State.VIOLATED
    (notice,) = calendar_from([files.year])[0].notices
    first, *others = notice.holidays
    # the official one gives a day more, so that the answer was in time
    official = replace(
        notice, number="国办发明电〔2026〕9号", holidays=(replace(first, last=date(2027, 1, 4)), *others)
    )
    shipped = years.shipped_notices.__wrapped__
    monkeypatch.setattr(years, "shipped_notices", lambda year: (official,) if year == 2027 else shipped(year))
    monkeypatch.setattr("guiju.engine.calendar.beside.shipped_notices", years.shipped_notices)
    now = shipped_digests()
    later = replace(now, calendar={**now.calendar, "calendar/2027.yaml": "0"})
    monkeypatch.setattr("guiju.engine.pipeline.verifying.shipped_digests", lambda: later)
    years.year_known_on.cache_clear()
    try:
        (record,) = verify_folder(files.records).records
    finally:
        years.year_known_on.cache_clear()
    assert (record.outcome, [t.en for t in record.since]) == ("changed", ["calendar: calendar/2027.yaml"])
    assert [(c.before, c.after) for c in record.changes] == [("violated", "satisfied")]


def test_inputs_that_differ_in_the_calendar_have_another_key() -> None:
    source, stored = Source("a.yaml", "案卷: 甲\n"), Stored("c.yaml", "0", "year: 2027\n")
    looking = Looking(ON)

    def inputs(*calendars: Stored) -> Inputs:
        return inputs_of(source, source.text.encode(), (), looking, None, calendars)

    then = replace(inputs(), known_on="2020-01-20")
    assert len({key_of(inputs()), key_of(inputs(stored)), key_of(then)}) == 3
    assert key_of(inputs(stored)) == key_of(inputs(stored))
