"""The text of a norm, taken apart: articles 条, paragraphs 款, items 项 and sentences, with digests.

In: a markdown copy of a law. Out: `LawText`, and every oddity of the copy as a diagnostic with its line.
The form read here: `# title`, lines of metadata, `<!-- INFO END -->`, chapters as `##` headings, articles
that begin a line with their number, paragraphs as blocks between blank lines, items that begin with a
bracketed Chinese numeral. Without the marker everything before the first article is metadata.

What belongs to what:
- An item belongs to the paragraph before it, which counts as one 款 together with its items.
- Points (目, `1.` or `(1)`) and plain blocks *between* two items of one sequence belong to the item before
  them; that the later item goes on counting is the only sign of it.
- A line without a blank line before it goes on with its block unless the line before ended a sentence.

A digest is of the text without blanks and with punctuation of one width (`normalised`), so that two copies of
one law agree; the number of the article is left out, so that a renumbered article keeps its digest.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Literal

from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import chinese_number, inserted, numbered, word
from guiju.engine.norms.law_blocks import Block, blocks, classify
from msgspec import Struct

DIGEST_DIGITS = 16
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "〈": "<", "〉": ">"})
_BLANKS = ("Zs", "Zl", "Zp", "Cc", "Cf")
_SENTENCE_ENDS = "。!?"
_OPENING, _CLOSING = "(“《「", ")”》」"


class Paragraph(Struct, frozen=True):
    """A 款 with its items: their number, one digest over all of it, the sentences of its own words and of
    each item."""

    items: int
    digest: str
    sentences: int
    item_sentences: tuple[int, ...] = ()


class Article(Struct, frozen=True):
    """An article; `suffix` is 1 for the one inserted after it with 之一, 0 for the article itself."""

    number: int
    suffix: int
    paragraphs: tuple[Paragraph, ...]
    digest: str


class LawText(Struct, frozen=True):
    """The form of a norm, without its words."""

    title: str
    articles: tuple[Article, ...]


def read_law(source: Source) -> tuple[LawText, list[Diagnostic]]:
    """The form of a law and what is odd about the copy, in the order of its lines. Raises nothing."""
    reader = _Reader(source)
    for block in blocks(source):
        reader.take(block)
    return reader.result()


def normalised(text: str) -> str:
    """The text as a digest sees it: NFKC (one width), no blanks or invisible characters, plain quotes."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return "".join(c for c in folded if unicodedata.category(c) not in _BLANKS)


def digest(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of the normalised text."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()[:DIGEST_DIGITS]


def cited(kind: str, number: int) -> Text:
    """How an article, paragraph, item or sentence is cited; a number no law has is left in digits."""
    if 0 < number < 10000:
        return numbered("citation", kind, number)
    form = word("citation", kind)
    return Text(form.zh.format(n=number), form.en.format(n=number))


def article_form(number: int, suffix: int = 0) -> Text:
    """How an article is cited; art. 10-1 is the first one inserted after art. 10."""
    return inserted(cited("article", number), suffix)


def count_sentences(text: str) -> int:
    """What ends with a full stop outside brackets and quotations, and words after the last of them (a head
    ending with a colon). Brackets that do not close are taken for plain characters."""
    balanced = sum(map(text.count, _OPENING)) == sum(map(text.count, _CLOSING))
    depth, count, rest = 0, 0, False
    for char in text:
        if balanced:
            depth += (char in _OPENING) - (char in _CLOSING)
        ends = depth <= 0 and char in _SENTENCE_ENDS
        count += ends and rest
        rest = not ends and (rest or not char.isspace())
    return count + rest


class _Draft:
    """A paragraph while it is read: its own words and those of its items, in pieces."""

    def __init__(self, text: str) -> None:
        self._own = [text]
        self._items: list[list[str]] = []
        self.last_item = 0

    def append(self, text: str) -> None:
        """More words for the last item, or for the paragraph when it has none."""
        (self._items[-1] if self._items else self._own).append(text)

    def add_item(self, number: int, text: str) -> None:
        self._items.append([text])
        self.last_item = number

    def own_words(self) -> str:
        return "".join(self._own)

    def whole(self) -> str:
        return self.own_words() + "".join("".join(item) for item in self._items)

    def paragraph(self) -> Paragraph:
        counts = tuple(count_sentences("".join(item)) for item in self._items)
        return Paragraph(len(counts), digest(self.whole()), count_sentences(self.own_words()), counts)


class _Reader:
    """Puts blocks together. After a complaint it goes on from what it found: one gap is one complaint."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lengths = [len(line) for line in source.text.split("\n")]
        self._title: str | None = None
        self._articles: list[Article] = []
        self._head: Block | None = None
        self._drafts: list[_Draft] = []
        self._listing: int | None = None  # the last draft that has items
        self._diagnostics: list[Diagnostic] = []

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self._close()
            if self._title is None:
                self._title = block.text.lstrip("# ")
        elif block.kind == "article":
            self._close()
            self._open(block)
        elif self._head is None:
            if normalised(block.text) not in normalised(self._title or ""):
                message = Text("这一段不属于任何一条,未计入", "this belongs to no article and is left out")
                self._report("N002", message, block.line, "warning")
        elif block.kind == "item":
            self._item(block)
        elif block.kind == "point" and self._drafts:
            self._drafts[-1].append(block.text)
        else:
            self._drafts.append(_Draft(block.text))

    def result(self) -> tuple[LawText, list[Diagnostic]]:
        self._close()
        if not self._articles:
            self._report("N001", Text("没有找到任何条文", "no article was found"), 1)
        return LawText(self._title or "", tuple(self._articles)), by_place(self._diagnostics)

    def _open(self, head: Block) -> None:
        last = self._articles[-1] if self._articles else None
        if head.number is None:
            head.number = last.number + 1 if last else 1
            message = Text(f"“{head.numeral}”不是条的序号", f'"{head.numeral}" is no number of an article')
            self._report("N005", message, head.line)
        else:
            self._in_sequence(head, head.number, last)
        self._head = head
        if head.text:
            first = classify(head.text, head.line)
            self.take(first if first.kind == "item" else Block("plain", head.line, head.text))

    def _in_sequence(self, head: Block, number: int, last: Article | None) -> None:
        now = article_form(number, head.suffix)
        if last is None:
            if (number, head.suffix) != (1, 0):
                message = Text(f"全文从{now.zh}开始", f"the text begins with {now.en}")
                self._report("N003", message, head.line, "warning")
            return
        before = article_form(last.number, last.suffix)
        if (number, head.suffix) <= (last.number, last.suffix):
            message = Text(f"{now.zh}排在{before.zh}之后", f"{now.en} stands after {before.en}")
            self._report("N003", message, head.line)
        elif (number, head.suffix) not in ((last.number + 1, 0), (last.number, last.suffix + 1)):
            zh = f"{before.zh}之后就是{now.zh},中间有缺漏"
            message = Text(zh, f"{now.en} follows {before.en}: what lies between is missing")
            self._report("N003", message, head.line)

    def _item(self, block: Block) -> None:
        if not self._drafts:
            self._drafts.append(_Draft(""))
        self._fold(block.number)
        draft = self._drafts[-1]
        if block.number != draft.last_item + 1:
            found, due = f"({block.numeral})", f"({chinese_number(draft.last_item + 1)})"
            message = Text(f"项的序号是{found},按顺序应是{due}", f"the item is {found}; {due} was due")
            self._report("N004", message, block.line)
        draft.add_item(block.number or draft.last_item + 1, block.text)
        self._listing = len(self._drafts) - 1

    def _fold(self, number: int | None) -> None:
        """Plain blocks between two items of one sequence go to the item before them."""
        at = self._listing
        if at is not None and self._drafts[at].last_item + 1 == number:
            for between in self._drafts[at + 1 :]:
                self._drafts[at].append(between.own_words())
            del self._drafts[at + 1 :]

    def _close(self) -> None:
        head, drafts = self._head, self._drafts
        self._head, self._drafts, self._listing = None, [], None
        if head is None or head.number is None:
            return
        if not drafts:
            form = article_form(head.number, head.suffix)
            self._report("N006", Text(f"{form.zh}没有内容", f"{form.en} is empty"), head.line)
        paragraphs = tuple(draft.paragraph() for draft in drafts)
        whole = digest("".join(draft.whole() for draft in drafts))
        self._articles.append(Article(head.number, head.suffix, paragraphs, whole))

    def _report(
        self, code: str, message: Text, line: int, severity: Literal["error", "warning"] = "error"
    ) -> None:
        span = self._source.span(line, 1, self._lengths[line - 1])
        self._diagnostics.append(Diagnostic(code, message, span, severity=severity))
