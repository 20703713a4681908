"""Asking for what a case file leaves open, and writing the answers into it.

In: a program, the path of a case file, how it is looked at. Out: the questions, ranked; and for an answer the new bytes
of the file, in which nothing but the answer is new. Whatever does not read back as the same case with the answer is
refused. Writing the bytes is left to the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guiju.engine.case.compose import compose
from guiju.engine.case.edit import (
    AUTHORITY_KEYS,
    Key,
    Splice,
    element_at,
    into_map,
    into_top,
    record_at,
    spliced,
)
from guiju.engine.case.edit_values import Written
from guiju.engine.case.form import RECORD
from guiju.engine.case.model import Case
from guiju.engine.case.nodes import MapNode, Node
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.model import Diagnostic, has_errors
from guiju.engine.diagnostics.source import Source, decode, read_bytes
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.evaluate.waived import with_waivers
from guiju.engine.evaluate.written import written_in
from guiju.engine.explain.answering import (
    Refusal,
    answered,
    in_order,
    read_answer,
    same_but_for_places,
)
from guiju.engine.explain.open_atoms import (
    About,
    AboutFact,
    AboutField,
    AboutItem,
    AboutOrder,
    AboutPassage,
    Inner,
)
from guiju.engine.explain.passages import passages
from guiju.engine.explain.questions import Question, declared_field, fact_of, questions
from guiju.engine.explain.setting import setting
from guiju.engine.explain.topics import RECORD_KEYS
from guiju.engine.pipeline.ask_passages import BY_HAND, DOUBTFUL, Looker, with_passage
from guiju.engine.pipeline.case_at import refuse_document
from guiju.engine.pipeline.check import Looking
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import Name, Type
from msgspec import Struct
from msgspec.structs import replace

_ORDER = Key(Text("次序", "order"), RECORD["order"].spellings)
_NOT_FOUND = Text("找不到写在哪里", "there is no place to write it")
_ALREADY = Text("案卷里已经写了", "the file states it already")


class Opened(Struct, frozen=True):
    """A case file as it stands: its bytes, its tree, the case, the verdict and what is still open."""

    name: str
    data: bytes
    source: Source
    root: Node
    case: Case
    verdict: Verdict
    questions: tuple[Question, ...]


def open_case(program: Program, path: Path, looking: Looking) -> tuple[Opened | None, list[Diagnostic]]:
    """The file with its questions, or what is wrong with it. Raises `Refused` for a file that cannot be read."""
    on = looking.on
    refuse_document(path)
    data = read_bytes(path, str(path))
    source = decode(data, str(path))
    case, diagnostics = bind_source(source, program.vocabulary, program.procedures, program.rules)
    root = compose(source, Problems())
    if case is None or root is None:
        return None, diagnostics
    known, of_text = case, None
    if case.text is not None:
        from guiju.engine.pipeline.texts import with_its_text

        read = with_its_text(program, case, on)
        known, of_text = read.case, read.text.case if read.text is not None else None
    verdict = _judged(program, known, looking)
    found = questions(program, known, on, verdict, looking.calendar) + passages(verdict)
    if of_text is not None:
        found += passages(_judged(program, of_text, looking))
    return Opened(str(path), data, source, root, case, verdict, tuple(found)), diagnostics


def _judged(program: Program, case: Case, looking: Looking) -> Verdict:
    return with_waivers(judge_case(program, case, looking.on, looking.calendar), heeded=looking.waivers)


# --- answers ----------------------------------------------------------------------------------------------------


def with_answer(
    program: Program, opened: Opened, topic: About, text: str, looker: Looker | None = None
) -> bytes | Refusal:
    """The bytes of the file with the answer written in, or why it is not. `looker` signs for what a passage is."""
    if isinstance(topic, AboutPassage):
        return with_passage(
            program, opened.source, opened.root, opened.data, opened.case, topic, text, looker
        )
    if isinstance(topic, AboutOrder):
        return _with_order(program, opened, topic, text)
    kind = _type(program, opened, topic)
    if kind is None:
        return Refusal(_NOT_FOUND)
    if _stated(opened.case, topic):
        return Refusal(_ALREADY, BY_HAND)
    answer = read_answer(text, kind)
    if isinstance(answer, Refusal):
        return answer
    expected = answered(opened.case, topic, answer.value)
    for splice in _ways(program, opened, topic, answer.written):
        data = spliced(opened.data, splice)
        if _reads_as(program, data, opened.name, expected):
            return data
    return Refusal(DOUBTFUL, BY_HAND)


def _type(program: Program, opened: Opened, topic: About) -> Type | None:
    if isinstance(topic, AboutFact):
        declared = fact_of(program, topic.name)
        return declared.type if declared else None
    if isinstance(topic, AboutOrder | AboutPassage):
        return None
    field = declared_field(setting(program, opened.case, opened.verdict.on), topic)
    return field.type if field else None


def _stated(case: Case, topic: About) -> bool:
    """Whether the file says it already: an answer never replaces what is written."""
    match topic:
        case AboutFact(name):
            organ = case.authority
            head = {"机关名称": organ.name, "机关层级": organ.level, "机关地区": organ.region}
            return name in case.facts or head.get(name) is not None
        case AboutField(index, name, None):
            return written_in(next(r for r in case.records if r.index == index), name) is not None
    return False


def _ways(program: Program, opened: Opened, topic: About, value: Written) -> Iterator[Splice]:
    source, root = opened.source, opened.root
    match topic:
        case AboutFact(name) if name in AUTHORITY_KEYS:
            yield from into_top(source, root, "authority", AUTHORITY_KEYS[name], value)
        case AboutFact(name):
            declared = fact_of(program, name)
            key = _key(declared.name) if declared else Key(plain(name), (name,))
            yield from into_top(source, root, "facts", key, value)
        case AboutField(index, name, None):
            record = record_at(root, index)
            if record is not None:
                yield from into_map(source, root, record, _field_key(program, opened, topic), value)
        case AboutField(index, name, int(item), str(part), inner):
            record = record_at(root, index)
            outer = _field_key(program, opened, AboutField(index, name))
            element = element_at(record, outer.spellings, item) if record is not None else None
            element = _further(program, opened, AboutField(index, name, item, part), inner, element)
            yield from _into_element(program, opened, topic, element, value)
        case AboutItem(fact, item, part, inner):
            declared = fact_of(program, fact)
            spellings = declared.name.spellings if declared else (fact,)
            facts = (
                next((e.value for e in root.entries if e.key.text in ("事实", "facts")), None)
                if isinstance(root, MapNode)
                else None
            )
            element = element_at(facts, spellings, item) if isinstance(facts, MapNode) else None
            element = _further(program, opened, AboutItem(fact, item, part), inner, element)
            yield from _into_element(program, opened, topic, element, value)


def _further(
    program: Program, opened: Opened, outer: AboutField | AboutItem, inner: Inner, element: MapNode | None
) -> MapNode | None:
    """The element in the lists inside a part of `element`, if the file has it; `outer` is about that part."""
    for number, (item, _) in enumerate(inner):
        spellings = _field_key(program, opened, replace(outer, inner=inner[:number])).spellings
        element = element_at(element, spellings, item) if element is not None else None
    return element


def _into_element(
    program: Program, opened: Opened, topic: AboutField | AboutItem, element: MapNode | None, value: Written
) -> Iterator[Splice]:
    if element is not None:
        key = _field_key(program, opened, topic)
        yield from into_map(opened.source, opened.root, element, key, value)


def _field_key(program: Program, opened: Opened, topic: AboutField | AboutItem) -> Key:
    if isinstance(topic, AboutField) and topic.part is None and topic.name in RECORD_KEYS:
        spellings = RECORD[RECORD_KEYS[topic.name]].spellings
        return Key(Text(spellings[0], spellings[1]), spellings)
    declared = declared_field(setting(program, opened.case, opened.verdict.on), topic)
    name = topic.part or (topic.name if isinstance(topic, AboutField) else topic.fact)
    name = topic.inner[-1][1] if topic.inner else name
    return _key(declared.name) if declared else Key(plain(name), (name,))


def _key(name: Name) -> Key:
    return Key(name.text, name.spellings)


def _reads_as(program: Program, data: bytes, name: str, expected: Case) -> bool:
    """Whether the bytes are a case file without errors that says what is expected, and no more."""
    case, diagnostics = bind_source(decode(data, name), program.vocabulary, program.procedures, program.rules)
    return case is not None and not has_errors(diagnostics) and same_but_for_places(case, expected)


# --- the order of two records -----------------------------------------------------------------------------------


def _with_order(program: Program, opened: Opened, topic: AboutOrder, text: str) -> bytes | Refusal:
    """Numbers for two records of one day; the answer names the one that came first, or is 1 or 2."""
    low_first = _first_of(program, opened, topic, text)
    if low_first is None:
        return Refusal(
            Text(
                "请答 1(前一个在先)或 2(后一个在先)", "answer 1 (the first came first) or 2 (the second did)"
            )
        )
    expected = in_order(opened.case, topic, low_first=low_first)
    data = opened.data
    for index, number in ((topic.high, 2 if low_first else 1), (topic.low, 1 if low_first else 2)):
        source = decode(data, opened.name)
        root = compose(source, Problems())
        record = record_at(root, index) if root is not None else None
        if root is None or record is None:
            return Refusal(_NOT_FOUND, BY_HAND)
        splice = next(iter(into_map(source, root, record, _ORDER, plain(str(number)))), None)
        if splice is None:
            return Refusal(_NOT_FOUND, BY_HAND)
        data = spliced(data, splice)
    return data if _reads_as(program, data, opened.name, expected) else Refusal(DOUBTFUL, BY_HAND)


def _first_of(program: Program, opened: Opened, topic: AboutOrder, text: str) -> bool | None:
    if text in ("1", "2"):
        return text == "1"
    for index, low in ((topic.low, True), (topic.high, False)):
        record = next(r for r in opened.case.records if r.index == index)
        declared = program.vocabulary.steps.get(record.step)
        if declared is not None and text in (*declared.name.spellings, declared.name.words.en):
            return low
    return None
