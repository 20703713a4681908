"""Where a fact of an opinion comes from: the case and its line, the text and the place in it, or worked out from these.

In: a fact that was read, or a field of the record of a text as a whole. Out: words for the column 出处.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.grammar import terminal
from guiju.engine.document.line import read_line
from guiju.engine.document.model import Paragraph
from guiju.engine.document.telling import days_in
from guiju.engine.evaluate.env import IN_THE_HEAD
from guiju.engine.evaluate.finding import FactUse
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.words.naming import behind, place
from guiju.engine.report.words.places import among_others
from guiju.engine.textcase.values import PUBLICATION

WHOLE = "全文"
"""The step of the record of a text as a whole."""

_EFFECT, _EXPIRY, _REPEAL, _SENTENCE = "施行条款", "有效期条款", "废止条款", "句"
_IN_FORCE, _UNTIL, _PUBLISHED, _PRINTED = "施行日期", "有效期至", "公布日期", "印发日期"
_CLAUSES: Mapping[str, str] = {
    _IN_FORCE: _EFFECT,
    "有施行条款": _EFFECT,
    _UNTIL: _EXPIRY,
    "有效期年数": _EXPIRY,
    "有有效期条款": _EXPIRY,
    "写明有效期": _EXPIRY,
    "有废止条款": _REPEAL,
}
"""The clause that a field is told by."""

_TITLE = frozenset({"题名", "文种", "暂行或试行", "暂行或者试行"})
_HEAD = frozenset({"文号", "登记号", "制定机关", "成文日期", _PUBLISHED, _PRINTED})
_INTERPRETER = frozenset({"解释机关", "有解释条款"})

_CASE = Text("案卷", "case")
_TEXT = Text("文件文本", "text")
_WORKED_OUT = Text("由文件文本得出", "worked out from the text")
_RECKONED = Text("按文件文本推算", "reckoned from the text")
_INFERRED = Text("按文件文本推定", "inferred from the text")


def source_of_fact(fact: FactUse, name: str, opinion: Opinion) -> Text:
    """Of a fact that a finding went by. What the case itself states is believed before the text."""
    if fact.by_default:
        return Text("按默认", "by default")
    span = fact.span or _stated_in_case(name, opinion)
    if span is not None:
        return _in_case(span)
    if opinion.of_text is not None and (opinion.of_case is None or name in opinion.of_text.case.facts):
        return source_of_field(name, fact.value, opinion)
    return _CASE if opinion.of_case is not None and opinion.of_case.case.file else Text("", "")


def source_of_field(name: str, value: object, opinion: Opinion) -> Text:
    """Of what the text says of itself."""
    if name == _PUBLISHED and (record := _publication(opinion, value)) is not None:
        return _in_case(record.span)
    if name in _CLAUSES and (clause := _clause(_CLAUSES[name], value, opinion)) is not None:
        told = behind(_told(name, value, clause, opinion), _where(clause))
        return told + _counted_from(clause, opinion) if isinstance(value, date) else told
    if name in _INTERPRETER and (sentence := _on_interpretation(opinion)) is not None:
        return behind(_TEXT, _where(sentence))
    whole = whole_record(opinion)
    if name == "外题名":
        return _TEXT
    if name in _TITLE and whole is not None:
        return behind(_TEXT, Text("标题", "title") + _paragraph(whole.span))
    if name in _HEAD:
        span = whole.spans.get(name) if whole is not None else None
        if span is not None:
            return behind(_TEXT, Text(f"第 {span.line} 段", f"paragraph {span.line}"))
        return behind(_TEXT, Text("文头、题注或者落款", "head, note below the title or signature"))
    return _WORKED_OUT


def whole_record(opinion: Opinion) -> Record | None:
    return next((r for r in _records(opinion) if r.step == WHOLE), None)


def _records(opinion: Opinion) -> tuple[Record, ...]:
    return opinion.of_text.case.records if opinion.of_text is not None else ()


def _in_case(span: Span | None) -> Text:
    return behind(_CASE, place(span))


def _stated_in_case(name: str, opinion: Opinion) -> Span | None:
    if opinion.of_case is None:
        return None
    case = opinion.of_case.case
    if name in IN_THE_HEAD:
        return case.spans.get(IN_THE_HEAD[name]) or case.spans.get("机关")
    return case.fact_spans.get(name)


def _publication(opinion: Opinion, day: object) -> Record | None:
    """The publication of the case on that day: a text whose head has none is told its day by the case."""
    records = opinion.of_case.case.records if opinion.of_case is not None else ()
    return next((r for r in records if r.step == PUBLICATION and r.start == day), None)


def _clause(step: str, value: object, opinion: Opinion) -> Record | None:
    """The clause that leads to the value, else the first of its kind."""
    found = [r for r in _records(opinion) if r.step == step]
    leading = (r for r in found if value in (r.fields.get("施行日"), r.fields.get("最后日")))
    return next(leading, found[0] if found else None)


def _told(name: str, value: object, clause: Record, opinion: Opinion) -> Text:
    """Whether a day is written in its clause, reckoned from it, or inferred as another day stands in for one."""
    if not isinstance(value, date) or value in _days_of(clause):
        return _TEXT
    whole = whole_record(opinion)
    fields = whole.fields if whole is not None else {}
    if name == _UNTIL:
        return _INFERRED if fields.get("有效期推定") is True else _RECKONED
    return _RECKONED if fields.keys() & {_PUBLISHED, _PRINTED} else _INFERRED


def _days_of(clause: Record) -> Iterator[date | None]:
    """The days that its text names, however they are written."""
    line = read_line(Paragraph(str(clause.fields.get("文")), 1))
    return (read.day for _, _, read in days_in(line))


def _counted_from(clause: Record, opinion: Opinion) -> Text:
    """That the day it counts from is that of the case."""
    whole = whole_record(opinion)
    published = whole.fields.get(_PUBLISHED) if whole is not None else None
    day = clause.fields.get("施行日")
    if day is not None and day == published and _publication(opinion, day) is not None:
        return Text(";公布日期取自案卷", "; the day of publication is that of the case")
    return Text("", "")


def _on_interpretation(opinion: Opinion) -> Record | None:
    """The last sentence that names who interprets the document."""
    clause = terminal("sentences", "INTERPRETED")
    sentences = [r for r in _records(opinion) if r.step == _SENTENCE]
    return next((r for r in reversed(sentences) if clause.search(str(r.fields.get("文")))), None)


def _where(record: Record) -> Text:
    return among_others(str(record.fields.get("位置", "")))


def _paragraph(span: Span | None) -> Text:
    if span is None or span.whole_file:
        return Text("", "")
    return Text(f",第 {span.line} 段", f", paragraph {span.line}")
