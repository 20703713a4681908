"""The nodes of a YAML file of the calendar as texts, days, lists and mappings; what does not fit is reported by place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import yaml
from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.limits import CALENDAR_TEXT_CHARS
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.nearest import nearest, shown, suspicious
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text

if TYPE_CHECKING:
    Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]

LOADER: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The libyaml loader reads the same language ten times faster; not every build of PyYAML has it."""

_ORDINARY = re.compile("[ -~\u4e00-\u9fff\u3001-\u301f\uff01-\uff5e]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def place(source: Source, first: int, last: int) -> Span:
    """The characters from `first` to before `last`. Lines end where an editor ends them, which YAML sees otherwise."""
    line, column = _at(source.text, first)
    end_line, end_column = _at(source.text, max(first, last))
    return Span(source.name, line, column, end_line, max(end_column, column + (line == end_line)))


def _at(text: str, index: int) -> tuple[int, int]:
    begin = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - begin + 1


class Nodes:
    """Reads the nodes of one source. A part that cannot be read is reported, once, and comes out as None or left out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []

    def root(self) -> yaml.Node | None:
        """The root of the file; None with a problem noted when it is no YAML."""
        try:
            found: yaml.Node | None = yaml.compose(self.source.text, Loader=LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            index = int(mark.index if mark else getattr(error, "position", 0) or 0)
            message, hint = Text("这里不是合法的 YAML", "this is not valid YAML"), None
            if _indented_by_tab(self.source.text, index):
                message = Text("用了制表符(Tab)缩进", "the line is indented with a tab")
                hint = Text("请改用空格缩进", "use spaces instead")
            self.problems.append(Diagnostic("K001", message, place(self.source, index, index + 1), hint))
            return None
        return found

    def date(self, node: yaml.Node | None) -> date | None:
        if node is None:
            return None
        text = self.text(node)
        day = _day(text) if text else None
        if text and day is None:
            said = shown(text)
            zh, en = f"不是日期:{said}(写法如 2019-10-01)", f"no date: {said} (as in 2019-10-01)"
            self.report("K004", node, zh, en)
        elif text and day and not in_range(day):
            said_of = outside(text)
            self.report("K005", node, said_of.zh, said_of.en)
            return None
        return day

    def text(self, node: yaml.Node | None) -> str | None:
        """One text, as a reader sees it: nothing in it is invisible, and it fits a line of a report."""
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.report("K002", node, "这里应当是一段文字或一个日期", "a text or date is expected here")
            return None
        text = str(node.value).strip()
        odd = [] if _ORDINARY.fullmatch(text) else suspicious(text)
        if odd:
            zh, en = f"含有看不见或形似的字符 {odd[0]}", f"it holds a misleading character: {odd[0]}"
            self.report("K002", node, zh, en)
            return None
        if len(text) > CALENDAR_TEXT_CHARS:
            most = CALENDAR_TEXT_CHARS
            self.report("K006", node, f"文字超过 {most} 个字符", f"the text is over {most} characters long")
            return None
        return text

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.report("K002", node, "这里应当是一个列表", "a list is expected here")
        return []

    def mapping(
        self, node: yaml.Node | None, needed: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        """The values by key; unknown, repeated and missing keys are reported."""
        if not isinstance(node, yaml.MappingNode):
            self.report("K002", node, "这里应当是“键: 值”", "keys with values are expected here")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in self._keyed(node):
            name = str(key.value)
            if name in found:
                self.report("K003", key, f"键重复:{shown(name)}", f"key given twice: {shown(name)}")
            elif name in needed or name in optional:
                found[name] = value
            else:
                close = nearest(name, (*needed, *optional))
                hint = Text(f"是不是 {close[0]}?", f"did you mean {close[0]}?") if close else None
                self.report("K003", key, f"没有这个键:{shown(name)}", f"no such key: {shown(name)}", hint)
        for name in needed:
            if name not in found:
                self.report("K003", node, f"缺少键 {name}", f"the key {name} is missing")
        return found

    def _keyed(self, node: yaml.MappingNode) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value:
                yield key, value
            else:
                self.report("K002", key, "键应当是一段文字", "a key is a text")

    def report(self, code: str, node: yaml.Node | None, zh: str, en: str, hint: Text | None = None) -> None:
        self.problems.append(Diagnostic(code, Text(zh, en), self.span(node), hint))

    def span(self, node: yaml.Node | None) -> Span:
        """Where the node stands; the file as a whole for none. A block ends with its last line, not with the next one."""
        if node is None:
            return Span(self.source.name, 1, 1, 1, 1)
        first, last = node.start_mark.index, node.end_mark.index
        return place(self.source, first, first + len(self.source.text[first:last].rstrip()))


def _indented_by_tab(text: str, index: int) -> bool:
    """Whether a tab stands before the first word of the line."""
    begin = text.rfind("\n", 0, index) + 1
    line = text[begin:].partition("\n")[0]
    return "\t" in line[: len(line) - len(line.lstrip())]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
