"""The steps of a case file as records: dates, order within the day, actor, evidence and the step's own fields."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from guiju.engine.case.dates import NotADate, read_time
from guiju.engine.case.evidence import leaves_folder
from guiju.engine.case.form import RecordForm
from guiju.engine.case.model import Record, Value
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.case.structure import first_line, report_same
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Label, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind_names import Lexicon, unknown_field, unknown_step
from guiju.engine.semantics.bind_values import NOTHING, is_unknown, read_day, read_value, warn_joined
from guiju.engine.semantics.core import ACTOR, END, EVIDENCE, START, TIME
from guiju.engine.semantics.vocabulary import StepDecl

_ORDER = re.compile(r"[1-9][0-9]{0,5}")
_STEP, _DATE, _ORDER_KEY = "步骤", "日期", "次序"


def read_records(forms: tuple[RecordForm, ...], lexicon: Lexicon, problems: Problems) -> tuple[Record, ...]:
    """The records without fault, in the order of the file; `index` counts all entries of the file from 0."""
    records = []
    counts: Counter[str] = Counter()
    for index, form in enumerate(forms):
        if index == limits.RECORDS_PER_CASE:
            _too_many(form.step.span, limits.RECORDS_PER_CASE, problems)
        decl = lexicon.steps.get(form.step.text)
        if decl is None:
            unknown_step(form.step, lexicon, problems)
            continue
        counts[decl.name.zh] += 1
        if counts[decl.name.zh] == limits.RECORDS_PER_STEP + 1:
            _too_many(form.step.span, limits.RECORDS_PER_STEP, problems, decl)
        record = _record(form, decl, index, lexicon, problems)
        if record is not None:
            records.append(record)
    return tuple(records)


def _record(
    form: RecordForm, decl: StepDecl, index: int, lexicon: Lexicon, problems: Problems
) -> Record | None:
    spans: dict[str, Span] = {_STEP: form.step.span}
    for name, word in (
        *((_DATE, form.date), (START, form.start), (END, form.end)),
        *((TIME, form.time), (_ORDER_KEY, form.order), (ACTOR, form.actor)),
    ):
        if word is not None:
            spans[name] = word.span
    if form.evidence:
        spans[EVIDENCE] = form.evidence[0].span
    days = _days(form, decl, problems)
    fields = _fields(form, decl, lexicon, problems, spans)
    evidence = _evidence(form.evidence, problems)
    time, order = _time(form.time, problems), _order(form.order, problems)
    if days is None:
        return None
    return Record(
        step=decl.name.zh,
        start=days[0],
        end=days[1],
        index=index,
        time=time,
        order=order,
        actor=form.actor.text if form.actor and not is_unknown(form.actor) else None,
        evidence=evidence,
        fields=fields,
        span=form.fields.span,
        spans=spans,
    )


def _fields(
    form: RecordForm, decl: StepDecl, lexicon: Lexicon, problems: Problems, spans: dict[str, Span]
) -> dict[str, Value]:
    """The step's own fields by Chinese name; a field called 说明 or note takes that line from the remarks."""
    known = lexicon.fields[decl.name.zh]
    own = [entry for entry in form.note if entry.key.text in known]
    remarks = [entry for entry in form.note if entry.key.text not in known]
    for entry in remarks[1:]:
        report_same(entry.key, remarks[0].key, problems)
    for entry in remarks:
        if not isinstance(entry.value, Scalar):
            message = Text("说明应当是一个文字", "a note must be one text")
            problems.add("C021", message, first_line(entry.value.span))
    values: dict[str, Value] = {}
    seen: dict[str, Scalar] = {}
    for entry in (*own, *form.fields.entries):
        field = known.get(entry.key.text)
        if field is None:
            unknown_field(entry.key, decl, lexicon, problems)
            continue
        first = seen.setdefault(field.name.zh, entry.key)
        if first is not entry.key:
            report_same(entry.key, first, problems)
            continue
        spans[field.name.zh] = entry.value.span
        value = read_value(entry, field.type, problems)
        if value is not None:
            values[field.name.zh] = value
    return values


# --- days ---------------------------------------------------------------------------------------------------


def _days(form: RecordForm, decl: StepDecl, problems: Problems) -> tuple[date, date | None] | None:
    """Start and end; the end is None while an interval step is under way. None when the days are at fault."""
    if form.date and (form.start or form.end):
        other = form.start or form.end
        message = Text(
            "「日期」和「起」「止」只能写一种", "give either “date” or “start” and “end”, not both"
        )
        labels = (Label(other.span, Text("这里是另一种", "the other one")),) if other else ()
        problems.add("C051", message, form.date.span, labels=labels)
        return None
    if form.date:
        day = read_day(form.date, problems)
        return (day, day) if day else None
    if form.start:
        return _interval(form.start, form.end, "end" in form.spoilt, decl, problems)
    if form.spoilt and {"date", "start"} & set(form.spoilt):
        return None
    name = Text(f"步骤「{decl.name.zh}」", f"the step “{decl.name.en}”")
    if form.end:
        hint = Text("加一行「起: …」", "add a line “start: …”")
        problems.add(
            "C052", name + Text("只写了止,没有写起", " has an end but no start"), form.end.span, hint
        )
        return None
    hint = Text(
        "加一行「日期: …」,还没有做的步骤整条删去",
        "add a line “date: …”; delete the whole entry if the step has not been done",
    )
    if decl.interval:
        hint = Text("加上「起: …」和「止: …」", "add the lines “start: …” and “end: …”")
    problems.add("C050", name + Text("没有写日期", " has no date"), form.step.span, hint)
    return None


def _interval(
    start_word: Scalar, end_word: Scalar | None, end_spoilt: bool, decl: StepDecl, problems: Problems
) -> tuple[date, date | None] | None:
    start = read_day(start_word, problems)
    if end_word is None or is_unknown(end_word):
        if not decl.interval and not end_spoilt:
            name = Text(f"步骤「{decl.name.zh}」", f"the step “{decl.name.en}”")
            message = name + Text("当天完成,不能只写起", " is done within a day: a start alone is not enough")
            hint = Text("改写为「日期: …」,或者补上「止: …」", "write “date: …”, or add “end: …”")
            problems.add("C054", message, start_word.span, hint)
            return None
        return (start, None) if start else None
    end = read_day(end_word, problems)
    if start is None or end is None:
        return None
    if end < start:
        message = Text(f"止 {end} 早于起 {start}", f"the end {end} is before the start {start}")
        label = Label(start_word.span, Text("起", "the start"))
        problems.add("C053", message, end_word.span, labels=(label,))
        return None
    if end > start and not decl.interval:
        name = Text(f"步骤「{decl.name.zh}」", f"the step “{decl.name.en}”")
        message = name + Text(
            "当天完成,起和止却不是同一天", " is done within a day, but it begins and ends on different days"
        )
        hint = Text(
            "改写为「日期: …」,写办完的那一天;判断时以起算先后、以止起算期限",
            "write “date: …”, the day on which it was done; as it stands what comes before goes by the start, and "
            "periods run from the end",
        )
        problems.add("C055", message, end_word.span, hint, severity="warning")
    return start, end


# --- the rest of a record -----------------------------------------------------------------------------------


def _time(word: Scalar | None, problems: Problems) -> str | None:
    if word is None or is_unknown(word):
        return None
    time = read_time(word.text)
    if isinstance(time, NotADate):
        problems.add(time.code, time.message, first_line(word.span), time.hint)
        return None
    return time


def _order(word: Scalar | None, problems: Problems) -> int | None:
    if word is None or is_unknown(word):
        return None
    if not _ORDER.fullmatch(word.text):
        message = (
            Text("次序", "the order ")
            + quoted(word.text)
            + Text("不是正整数", " is not a whole number above 0")
        )
        hint = Text("同一天的步骤按先后写 1、2、3", "number the steps of one day 1, 2, 3")
        problems.add("C047", message, first_line(word.span), hint)
        return None
    return int(word.text)


def _evidence(words: list[Scalar] | None, problems: Problems) -> tuple[str, ...] | None:
    """The names of evidence: None when not stated, empty when the file says there is none."""
    if words is None or (len(words) == 1 and is_unknown(words[0])):
        return None
    if len(words) == 1 and words[0].text in NOTHING:
        return ()
    for word in words:
        check_path(word, Text("凭证", "the evidence "), problems)
        warn_joined(word, problems)
    return tuple(word.text for word in words)


def check_path(word: Scalar, what: Text, problems: Problems) -> None:
    """Report a name that would lead out of the folder of the case."""
    reason = leaves_folder(word.text)
    if not word.text.strip():
        reason = Text("是空的", "it is empty")
    if reason is not None:
        message = what + quoted(word.text) + Text("不能用:", " cannot be used: ") + reason
        hint = Text(
            "写材料名称或案卷文件夹内的路径;网址写在「说明」里",
            "write its name or a path inside the folder of the case; an address goes into “note”",
        )
        problems.add("C049", message, first_line(word.span), hint)


def _too_many(place: Span, limit: int, problems: Problems, decl: StepDecl | None = None) -> None:
    what = Text(f"步骤「{decl.name.zh}」", f"the step “{decl.name.en}”") if decl else Text("案卷", "the case")
    message = what + Text(f"的记录超过上限 {limit} 条", f" has more than {limit} entries, the limit")
    problems.add("C060", message, place)
