"""A source as a tree of nodes, built from YAML events one by one under limits, never by YAML constructors.

Everything that can grow is counted while the events arrive, so that a file over a limit is refused before
anything of that size exists. YAML 1.1 and 1.2 differ only in how they read plain texts, and nothing here
reads those.
"""

from __future__ import annotations

from typing import Any

import yaml
from guiju.engine.case.counting import Counter, LimitHit, bounds
from guiju.engine.case.keys import accept_key
from guiju.engine.case.nodes import Bad, Entry, ListNode, MapNode, Node, Scalar
from guiju.engine.case.places import Places, check_characters
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.case.yaml_errors import DIRECTIVE, DIRECTIVE_HINT, explain
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from msgspec import Struct, field

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML was built with it. Only its events are used, never its constructors."""

_CORE = "tag:yaml.org,2002:"
_HARMLESS_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "map", "seq"))
_VERSIONS = (None, (1, 1), (1, 2))


def compose(source: Source, problems: Problems, parser: Any = PARSER) -> Node | None:
    """The root node, or None when the text cannot be read to its end (the reason is among `problems`).

    Faults that leave the tree readable (tags, merge keys, equal keys, a second document) are reported, and
    what they spoil is left out or stands as `Bad`.
    """
    places = Places(source)
    if not check_characters(places, problems):
        return None
    composer = _Composer(places, problems)
    try:
        for event in yaml.parse(source.text, Loader=parser):
            if not composer.take(event):
                break
    except yaml.YAMLError as error:
        problems.found.append(explain(error, places))
        return None
    except LimitHit:
        return None
    if composer.root is None:
        problems.add("C010", Text("文件里没有案卷", "there is no case in the file"), places.span(0, 1))
    return composer.root


class _Open(Struct):
    """A list or mapping whose end has not come yet."""

    start: int
    anchor: str | None
    mapping: bool
    tag_ok: bool
    size: int = 1
    last_end: int = 0
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    key_bad: bool = False

    @property
    def wants_key(self) -> bool:
        return self.mapping and self.key is None and not self.key_bad


class _Composer:
    def __init__(self, places: Places, problems: Problems) -> None:
        self.places = places
        self.problems = problems
        self.counter = Counter(places, problems)
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str | None, tuple[Node, int] | None] = {}  # None as long as the value is open

    def take(self, event: yaml.Event) -> bool:
        """Work in one event; false when nothing after it is to be read."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close(event)
        return True

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        start, _ = bounds(event)
        if self.root is not None:
            message = Text("从这里开始是第二份案卷", "a second case begins here")
            hint = Text("一个文件只放一份案卷,请拆成两个文件", "one case per file: move it to another file")
            self.problems.add("C006", message, self.places.span(start, start + 3), hint)
            return False
        if event.version not in _VERSIONS:
            self.problems.add("C012", DIRECTIVE, self.places.span(start, start + 1), DIRECTIVE_HINT)
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self.counter.count(event)
        start, end = bounds(event)
        # the line end belongs to a block text, not to what a reader sees of it
        span = self.places.span(start, end - 1 if event.style in ("|", ">") else end)
        quoted_text = event.style not in (None, "") or event.tag == _CORE + "str"
        good = self._tag_ok(event, start) and self._text_ok(event.value, span)
        node = Scalar(event.value, quoted_text, span) if good else Bad(span)
        self._place(node, span, end, event.anchor, 1)

    def _text_ok(self, text: str, span: Span) -> bool:
        half = next((c for c in text if "\ud800" <= c <= "\udfff"), None)
        if half is not None:
            name = f"U+{ord(half):04X}"
            self.problems.add("C011", Text(f"不完整的字符 {name}", f"half a character: {name}"), span)
        if len(text) > limits.SCALAR_CHARS:
            limit = limits.SCALAR_CHARS
            message = Text(f"内容超过 {limit} 个字符", f"the text is over {limit} characters long")
            self.problems.add("C009", message, span)
        return half is None and len(text) <= limits.SCALAR_CHARS

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = bounds(event)
        span = self.places.span(start, end)
        known = self.anchors.get(event.anchor)
        node, size = known or (Bad(span), 1)
        self.counter.count(event, size)
        if known is None:
            message = Text("没有可以引用的", "there is nothing to refer to as ")
            if event.anchor in self.anchors:
                message = Text("引用指向了自己所在的内容:", "the reference points to what it stands in: ")
            self.problems.add("C005", message + quoted(f"*{event.anchor}"), span)
        if self.stack and self.stack[-1].wants_key:
            node = Bad(span)
        self._place(node, span, end, None, size)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self.counter.count(event)
        self.counter.depth(event, len(self.stack) + 1)
        start, end = bounds(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(start, event.anchor, mapping, self._tag_ok(event, start), last_end=end))

    def _close(self, event: yaml.Event) -> None:
        done = self.stack.pop()
        end = bounds(event)[1]
        if self.places.source.text[max(end - 1, 0) : end] not in ("]", "}"):
            end = done.last_end  # a block ends where its last value does, not at the next line
        span = self.places.span(done.start, end)
        node: Node = MapNode(tuple(done.entries), span) if done.mapping else ListNode(tuple(done.items), span)
        self._place(node if done.tag_ok else Bad(span), span, end, done.anchor, done.size)

    def _place(self, node: Node, span: Span, end: int, anchor: str | None, size: int) -> None:
        """Put a finished node where it belongs: as root, item, key or value."""
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        parent.last_end = max(parent.last_end, end)
        if not parent.mapping:
            parent.items.append(node)
        elif parent.wants_key:
            self._key(parent, node, span)
        else:
            if parent.key is not None:
                parent.entries.append(Entry(parent.key, node))
            parent.key, parent.key_bad = None, False

    def _key(self, parent: _Open, node: Node, span: Span) -> None:
        """Take `node` as the key of the innermost mapping, or mark the entry as spoilt."""
        if isinstance(node, Scalar):
            if accept_key(node, parent.keys, self.problems):
                parent.key = node
        else:
            message = Text("项目名必须是文字,不能是列表或引用", "a key must be a text, no list or reference")
            self.problems.add("C008", message, span)
        parent.key_bad = parent.key is None

    def _tag_ok(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> bool:
        tag = event.tag
        if tag is None or tag == "!" or tag in _HARMLESS_TAGS:
            return True
        written = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
        hint = Text(
            "删去标签;如果感叹号属于内容,请用引号把整个内容括起来",
            "delete it; if the exclamation mark belongs to the value, put the value in quotation marks",
        )
        message = Text("案卷里不能用类型标签", "a case cannot use the type tag ") + quoted(written)
        length = len(written) if self.places.rest_of_line(start).startswith(written) else 1
        self.problems.add("C003", message, self.places.span(start, start + length), hint)
        return False
