"""A document as it was read → what it consists of: head, carried text, tree of parts, signature, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.document.carried import carried_titles, find_core
from guiju.engine.document.dates import DayRead
from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.head import Labelled, Top, read_top
from guiju.engine.document.joining import whole_lines
from guiju.engine.document.levels import leveled, style_of, tree
from guiju.engine.document.line import Line, joined, read_line
from guiju.engine.document.model import RawDocument
from guiju.engine.document.numbers import DocumentNumber, Ordinal, doubt_text
from guiju.engine.document.order import problems_of_order
from guiju.engine.document.rows import Row, rows
from guiju.engine.document.tail import Tail, read_imprint, read_tail
from guiju.engine.document.telling import days_in, genre_of
from guiju.engine.document.tree import Annex, Document, Head, Part, Problem
from msgspec.structs import replace


def structure(raw: RawDocument) -> Document:
    """The document taken apart. Whatever it holds there is an answer; what is odd is among its `problems`."""
    whole = whole_lines(raw, [line for line in map(read_line, raw.paragraphs) if line.text])
    every = rows(whole)
    imprint_at, printed = read_imprint(every)
    body, imprint = every[:imprint_at], every[imprint_at:]
    top = read_top(body)
    carried = carried_titles(
        top.title.text if top.title else "", [row.line for row in body[top.end : top.end + 1]]
    )
    at = find_core(body, top.end, carried) if carried else None
    wrapper: Part | None = None
    missing = bool(carried) and at is None
    if at is None:
        core, end, said = _part(body, top, len(body))
        if _begins_articles(body, end) and core.style != "articles":  # the title stands above the order only
            wrapper = core
            core, end, _ = _part(body, Top(top.title, Labelled([], [], []), None, end), len(body))
    else:
        bound = at[0] - (1 if at[0] > top.end and body[at[0] - 1].mark.kind == "ANNEX" else 0)
        wrapper, _, _ = _part(body, top, bound)
        inner = read_top(body, at[1], titled=True)
        title = joined([row.line for row in body[at[0] : at[1]]])
        core, end, said = _part(body, replace(inner, title=title), len(body))
    annexes = tuple(_annexes(body, end))
    document = Document(
        raw,
        _head(top, said, wrapper, core, printed),
        wrapper,
        core,
        annexes,
        tuple(row.line for row in imprint),
    )
    return replace(document, problems=tuple(_problems(document, whole, top, missing)))


def _begins_articles(body: Sequence[Row], at: int) -> bool:
    """Whether a text in articles begins at the row."""
    mark = body[at].mark if at < len(body) else None
    return mark is not None and mark.kind in ("BOOK", "CHAPTER", "ARTICLE") and mark.number == Ordinal(1)


def _part(body: Sequence[Row], top: Top, end: int) -> tuple[Part, int, Labelled]:
    """The text below a head, and the row after its last."""
    tail = read_tail(body, top.end, end)
    return _made(body[top.end : tail.body_end], top, tail), tail.end, top.said


def _made(body: Sequence[Row], top: Top, tail: Tail | None) -> Part:
    style = style_of(body)
    lines = leveled(body, style)
    flattened = style == "articles" and any(
        line.row.inside and line.level in ("article", "chapter", "section") for line in lines
    )
    title = top.title
    return Part(
        title,
        genre_of(title.text) if title is not None else "",
        style,
        tree(lines, style, flattened),
        top.addressee,
        tail.signature if tail else None,
        tail.attachments if tail else (),
        (*top.said.notes, *(tail.notes if tail else ())),
        flattened,
    )


def _annexes(body: Sequence[Row], start: int) -> Iterator[Annex]:
    """What is left below the text: a part from each 附件 on; without such a mark nothing of it is an annex of its own."""
    if start >= len(body):
        return
    begins = [at for at in range(start, len(body)) if body[at].mark.kind == "ANNEX" or at == start]
    for at, end in zip(begins, [*begins[1:], len(body)], strict=True):
        own, row = body[at:end], body[at]
        marked = row.mark.kind == "ANNEX"
        mark = row.line.cut(0, row.mark.end) if marked else row.line.cut(0, 0)
        beside = row.line.cut(row.mark.end) if marked else row.line.cut(0, 0)
        first = 1 if marked else 0
        top = Top(beside, Labelled([], [], []), None, first) if beside.text else read_top(own, first)
        yield Annex(mark, _made(own[top.end :], top, None))


def _head(top: Top, inner: Labelled, wrapper: Part | None, core: Part, printed: DayRead | None) -> Head:
    signature = (wrapper.signature if wrapper else None) or core.signature
    numbers = [number for number, _ in top.said.numbers] or [number for number, _ in inner.numbers]
    signed = tuple(line.text for line in signature.issuers) if signature else ()
    number = _order_number(numbers[0], top.title) if numbers else None
    issuers = (
        signed
        or tuple(dict.fromkeys(top.said.issuers))
        or _issuer_in_title(top.title)
        or _issuer_of_order(number)
    )
    return Head(
        number,
        top.said.register or inner.register or _registered(wrapper or core),
        issuers,
        (signature.day if signature else None) or top.said.made or inner.made,
        top.said.published or inner.published,
        top.said.printed or inner.printed or printed,
    )


def _registered(part: Part) -> str | None:
    """The register number that the first line of the text names."""
    first = next((node.text.text for node in part.walk() if node.text is not None), "")
    match = terminal("inside", "REGISTERED").search(first)
    return match[0].lstrip("".join(words("label_register"))).lstrip("：") if match else None


def _order_number(number: DocumentNumber, title: Line | None) -> DocumentNumber:
    """第52号 below the title 某市人民政府令 is the number of that order."""
    if number.order and not number.code and title is not None and title.text.endswith("令"):
        return replace(number, code=title.text)
    return number


def _issuer_in_title(title: Line | None) -> tuple[str, ...]:
    """某镇人民政府关于…的通知, 某市人民政府令, 某县人民政府森林禁火令: the name before that."""
    text = title.text if title is not None else ""
    before = text.partition("关于")[0] if "关于" in text else text.removesuffix("令")
    if before.endswith(words("organ")):
        return (before,)
    government = next((w for w in words("government") if text.partition(w)[0] and w in text), None)
    return (text.partition(government)[0] + government,) if government and "关于" not in text else ()


def _issuer_of_order(number: DocumentNumber | None) -> tuple[str, ...]:
    """某市人民政府令第129号: the name before 令."""
    code = number.code.removesuffix("令") if number is not None and number.order else ""
    return (code,) if code.endswith(words("organ")) else ()


def _problems(document: Document, lines: Sequence[Line], top: Top, missing: bool) -> Iterator[Problem]:
    if top.title is None:
        yield Problem("no title", Text("没有找到标题", "no title was found"))
    for number, line in top.said.numbers:
        if number.doubts:
            why = join([doubt_text(doubt) for doubt in number.doubts], zh=";", en="; ")
            message = Text(f"文号写法不规范,读作 {number}:", f"the number is read as {number}: ") + why
            yield Problem("number form", message, line.places())
    if missing:
        message = Text(
            "标题说随文印发另一份文件,正文里没有找到它",
            "the title says that another text is attached, which was not found in the file",
        )
        yield Problem("no core", message)
    for part in document.parts:
        yield from problems_of_order(part)
    for line in lines:
        yield from _problems_of_line(line)


def _problems_of_line(line: Line) -> Iterator[Problem]:
    if line.text.count("《") != line.text.count("》"):
        message = Text("书名号不成对", "the title marks 《》 do not pair")
        yield Problem("unclosed title", message, line.places())
    if "年" not in line.text:
        return
    for start, end, day in days_in(line):
        shown = plain(day.text)
        if day.damaged:
            either = join([plain(d.isoformat()) for d in day.readings], " 或 ", " or ")
            read = Text(f",可读作 {either.zh}", f": {either.en}") if day.readings else Text("", "")
            message = Text(f"日期残缺:{shown.zh}", f"a damaged date, {shown.en}") + read
            yield Problem("damaged day", message, line.places(start, end), day.readings)
        elif day.day is None:
            message = Text(f"没有 {shown.zh} 这一天", f"there is no such day as {shown.en}")
            yield Problem("no such day", message, line.places(start, end))
