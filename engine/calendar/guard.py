"""The text of a calendar file that anyone may have written, before it is read: bounded in size, number and depth, and
without what its form has no use for (references, tags, a second document)."""

from __future__ import annotations

import yaml
from guiju.engine.calendar.nodes import LOADER, place
from guiju.engine.diagnostics.limits import CALENDAR_BYTES, CALENDAR_DEPTH, CALENDAR_NODES
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text


def guarded(source: Source) -> Diagnostic | None:
    """Why the text must not be read; None when it may. What is no YAML is left to the reader to say."""
    if len(source.text) > CALENDAR_BYTES or len(source.text.encode(errors="surrogatepass")) > CALENDAR_BYTES:
        size = CALENDAR_BYTES // 1024
        message = Text(f"日历文件超过 {size} KiB 上限", f"a calendar file is at most {size} KiB long")
        return Diagnostic("K006", message, Span(source.name, 1, 1, 1, 1))
    depth = nodes = documents = 0
    try:
        for event in yaml.parse(source.text, Loader=LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            wrong = _form(event) or _amount(depth, nodes, documents)
            if wrong is not None:
                first = event.start_mark.index if event.start_mark else 0
                return Diagnostic("K006", wrong, place(source, first, first + 1))
    except yaml.YAMLError:
        return None
    return None


def _form(event: yaml.Event) -> Text | None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        return Text("日历文件里不能用引用(& 和 *)", "a calendar file has no references (& and *)")
    if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
        return Text("日历文件里不能用类型标签(!)", "a calendar file has no type tags (!)")
    return None


def _amount(depth: int, nodes: int, documents: int) -> Text | None:
    if depth > CALENDAR_DEPTH:
        return Text(f"嵌套超过 {CALENDAR_DEPTH} 层", f"nested deeper than {CALENDAR_DEPTH} levels")
    if nodes > CALENDAR_NODES:
        return Text(f"内容超过 {CALENDAR_NODES} 项", f"too many values: the limit is {CALENDAR_NODES}")
    if documents > 1:
        return Text("一个文件里有几份日历", "more than one calendar in the file")
    return None
