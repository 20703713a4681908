"""A document as it was read, arranged for a reader: head, own time, parts, what it cites, its words, what is odd.

In: a text case. Out: titled sections of lines in both languages, without blanks at their ends; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import quantity
from guiju.engine.document.dates import DayRead
from guiju.engine.document.tree import Document, Node
from guiju.engine.report.words.naming import behind, named
from guiju.engine.report.words.norms import rank_word, state_word
from guiju.engine.textcase.naming import part_name, place_name
from guiju.engine.textcase.text_case import TextCase
from guiju.engine.textcase.time_records import own_days
from guiju.engine.textcase.values import ANOTHER, UNKNOWN_RANK
from msgspec import Struct

_OPENING = 40


class Line(Struct, frozen=True):
    """A line with what leads it: `label` is padded to the widest of its section; `depth` indents it."""

    text: Text
    label: Text = Text("", "")
    depth: int = 0


class Part(Struct, frozen=True):
    """A section of the page."""

    title: Text
    lines: tuple[Line, ...]


def document_parts(text: TextCase) -> tuple[Part, ...]:
    """The sections that have lines, in the order in which they are read."""
    titled: tuple[tuple[Text, Iterable[Line]], ...] = (
        (Text("题首", "Head"), _head(text.document)),
        (Text("施行与失效", "In force"), _time(text)),
        (Text("结构", "Structure"), _structure(text.document)),
        (Text("引用", "Citations"), _citations(text)),
        (Text("用语", "Words"), _words(text)),
        (Text("形式上的问题", "Problems of form"), _problems(text)),
    )
    made = (Part(title, tuple(lines)) for title, lines in titled)
    return tuple(part for part in made if part.lines)


def title_of(text: TextCase) -> Text:
    title = text.document.core.title
    return plain(named(title.written)) if title is not None else Text("(没有标题)", "(no title)")


def _head(document: Document) -> Iterator[Line]:
    head, cover = document.head, document.wrapper
    if cover is not None and cover.title is not None:
        yield Line(plain(named(cover.title.written)), Text("印发通知", "Covering notice"))
    if head.number is not None:
        yield Line(plain(named(str(head.number))), Text("文号", "Number"))
    if head.register:
        yield Line(plain(named(head.register)), Text("登记号", "Register number"))
    if head.issuers:
        yield Line(join([plain(named(i)) for i in head.issuers]), Text("制定机关", "Issued by"))
    days = (
        (head.made, Text("成文日期", "Made on")),
        (head.published, Text("公布日期", "Published on")),
        (head.printed, Text("印发日期", "Printed on")),
    )
    for day, label in days:
        if day is not None:
            yield Line(_day(day), label)


def _day(read: DayRead) -> Text:
    if read.day is not None:
        return plain(str(read.day))
    written = plain(named(read.text))
    if not read.readings:
        return behind(written, Text("读不出来", "cannot be read"))
    either = join([plain(str(day)) for day in read.readings], " 或 ", " or ")
    return behind(written, Text(f"可读作 {either.zh}", f"may be {either.en}"))


def _time(text: TextCase) -> Iterator[Line]:
    """The days that follow from its clauses with the sum, then the clauses."""
    days = own_days(text.document, text.statements)
    found = days.validity
    not_said, not_known = Text("没有写", "not stated"), Text("算不出", "cannot be worked out")
    first = plain(str(days.first)) if days.first is not None else not_known
    yield Line(first if days.effect is not None else not_said, Text("施行", "From"))
    last = _last(days.last, text.on, found.inferred) if days.last is not None else not_known
    yield Line(last if days.expiry is not None else not_said, Text("有效期至", "Until"))
    if days.effect is not None or days.expiry is not None:
        yield from (Line(step, Text("算法", "Sum")) for step in (*found.steps, *found.missing))
    vocabulary = {
        "施行条款": Text("施行条款", "Effect clause"),
        "有效期条款": Text("有效期条款", "Expiry clause"),
        "废止条款": Text("废止条款", "Repeal clause"),
        "溯及用语": Text("溯及用语", "Reaches back"),
    }
    for record in text.case.records:
        if record.step in vocabulary:
            yield Line(_quoted(record), vocabulary[record.step])


def _last(last: date, on: date, inferred: bool) -> Text:
    left = (last - on).days
    if left < 0:
        ago = quantity(-left, "day")
        note = Text(f"已届满 {ago.zh}", f"ended {ago.en} ago")
    else:
        ahead = quantity(left, "day")
        note = Text(f"还有 {ahead.zh}", f"{ahead.en} left")
    if inferred:
        note += Text(",推定", ", inferred")
    return behind(plain(str(last)), note)


def _structure(document: Document) -> Iterator[Line]:
    for index, part in enumerate(document.parts):
        name = part_name(document, index)
        title = plain(named(part.title.written)) if part.title is not None else Text("无标题", "no title")
        yield Line(title, plain(named(name)))
        for node in part.nodes:
            yield from _nodes(node, 1)
    for annex in document.annexes:
        if annex.part.title is None and not annex.part.nodes:
            yield Line(plain(named(annex.mark.written)))


def _nodes(node: Node, depth: int) -> Iterator[Line]:
    """A node with the beginning of its text; of an article its 款 and 项 are counted."""
    mark = named(node.mark.text) if node.mark is not None else ""
    if node.level == "article":
        yield Line(_article(node), plain(mark), depth)
        return
    heading = node.heading.written if node.heading is not None else ""
    own = node.text.written if node.text is not None else ""
    yield Line(plain(_opening(heading or own)), plain(mark), depth)
    for child in node.children:
        if child.mark is not None:
            yield from _nodes(child, depth + 1)


def _article(node: Node) -> Text:
    heading = node.heading.written if node.heading is not None else ""
    first = next((n.text.written for n in node.walk() if n.text is not None), "")
    paragraphs = sum(child.level == "paragraph" for child in node.children)
    items = sum(inner.level == "item" for inner in node.walk())
    counted = [Text(f"{n} {zh}", f"{n} {en}") for n, zh, en in
               ((paragraphs, "款", "paragraphs"), (items, "项", "items")) if n > 1]  # fmt: skip
    line = plain(heading + _opening(first))
    return behind(line, join(counted)) if counted else line


def _opening(text: str) -> str:
    return named(text[:_OPENING]) + ("…" if len(text) > _OPENING else "")


def _citations(text: TextCase) -> Iterator[Line]:
    """Other documents that are cited, with what is known of them, in the order of the text."""
    for record in text.case.records:
        fields = record.fields
        if record.step != "引用处" or fields.get("对象") != ANOTHER:
            continue
        state = state_word(str(fields["状态"]))
        rank = rank_word(str(fields["位阶"]))
        if fields["位阶推定"] and fields["位阶"] != UNKNOWN_RANK:
            rank = behind(rank, Text("推定", "inferred"))
        known = [rank, state]
        if successor := fields.get("替代文件"):
            known.append(Text(f"现为《{named(str(successor))}》", f"now {named(str(successor))}"))
        if fields.get("条款存在") is False:
            known.append(Text("没有所引的条款", "it has no such provision"))
        note = join(known, " · ", " · ")
        yield Line(plain(f"{named(str(fields['文']))}  ") + note, plain(named(str(fields["位置"]))))


def _words(text: TextCase) -> Iterator[Line]:
    for each in text.statements.definitions:
        short = Text("简称,指", "short for") if each.short else Text("指", "means")
        yield Line(short + plain(f" {_opening(each.meaning)}"), plain(named(each.term)))


def _problems(text: TextCase) -> Iterator[Line]:
    cited = (problem for each in text.statements.citations for problem in each.problems)
    for problem in (*text.document.problems, *cited):
        yield Line(problem.message, plain(place_name(problem.places)))


def _quoted(record: Record) -> Text:
    return plain(f"{named(str(record.fields['位置']))}“{_opening(str(record.fields['文']))}”")
