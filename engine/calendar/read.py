"""One file of `rules/calendar/` into notices. All that is wrong with it is reported at once, by place."""

from __future__ import annotations

import re
from datetime import date

import yaml
from guiju.engine.calendar.notice import Holiday, Notice
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text

# The libyaml loader reads the same language ten times faster; not every build of PyYAML has it.
_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_notices(source: Source, year: int) -> tuple[Notice, ...]:
    """The notices in the file of `year`, in the order of the file. Raises `Refused` with every problem."""
    try:
        root = yaml.compose(source.text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = Text("这里不是合法的 YAML", "this is not valid YAML")
        raise Refused([Diagnostic("K001", message, source.span(line, column))]) from None
    reader = _Reader(source.name, year)
    notices = reader.file(root)
    if reader.problems:
        raise Refused(reader.problems)
    return notices


class _Reader:
    """Walks the nodes of one file; a part that cannot be read is reported and left out."""

    def __init__(self, name: str, year: int) -> None:
        self.name = name
        self.year = year
        self.problems: list[Diagnostic] = []

    def file(self, root: yaml.Node | None) -> tuple[Notice, ...]:
        top = self.mapping(root, ("year", "notices"))
        stated = top.get("year")
        if stated is not None and self.text(stated) != str(self.year):
            self.report(
                "K005", stated, f"年份应当与文件名一致:{self.year}", f"the file's name says {self.year}"
            )
        notices = [self.notice(item) for item in self.items(top.get("notices"))]
        if "notices" in top and not notices:
            self.report("K002", top["notices"], "至少要有一个通知", "at least one notice is needed")
        return tuple(notice for notice in notices if notice)

    def notice(self, node: yaml.Node) -> Notice | None:
        part = self.mapping(node, ("number", "title", "dated", "known_from", "holidays"))
        title = self.mapping(part.get("title"), ("zh", "en")) if "title" in part else {}
        number, zh, en = self.text(part.get("number")), self.text(title.get("zh")), self.text(title.get("en"))
        dated, known_from = self.date(part.get("dated")), self.date(part.get("known_from"))
        found = [self.holiday(item) for item in self.items(part.get("holidays"))]
        if dated and known_from and known_from < dated:
            self.report(
                "K005",
                part["known_from"],
                "公开日不能早于成文日",
                "a notice is not public before its own date",
            )
        holidays = tuple(holiday for holiday in found if holiday)
        for worked in (day for holiday in holidays for day in holiday.worked):
            if any(holiday.first <= worked <= holiday.last for holiday in holidays):
                zh_said, en_said = f"{worked} 既放假又上班", f"{worked} is both off and worked"
                self.report("K005", part["holidays"], zh_said, en_said)
        if not (number and zh and en and dated and known_from):
            return None
        return Notice(number, Text(zh, en), dated, known_from, holidays)

    def holiday(self, node: yaml.Node) -> Holiday | None:
        part = self.mapping(node, ("zh", "en", "first", "last"), ("worked",))
        zh, en = self.text(part.get("zh")), self.text(part.get("en"))
        first, last = self.day(part.get("first")), self.day(part.get("last"))
        worked = [self.weekend(item) for item in self.items(part.get("worked"))]
        if first and last and last < first:
            self.report("K005", part["last"], "末日早于首日", "the last day lies before the first")
        if not (zh and en and first and last):
            return None
        return Holiday(Text(zh, en), first, last, tuple(day for day in worked if day))

    def weekend(self, node: yaml.Node) -> date | None:
        """A day worked in exchange: only a Saturday or Sunday can be one."""
        day = self.day(node)
        if day and day.weekday() < 5:
            self.report("K005", node, f"{day} 不是周末", f"{day} is not a weekend day")
        return day

    def day(self, node: yaml.Node | None) -> date | None:
        """A day that a notice for this year may speak of: in the year, or in the December before."""
        day = self.date(node)
        if node and day and day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
            zh = f"{day} 不在 {self.year} 年,也不在上一年的 12 月"
            self.report("K005", node, zh, f"{day} is neither in {self.year} nor in the December before")
        return day

    def date(self, node: yaml.Node | None) -> date | None:
        if node is None:
            return None
        text = self.text(node)
        try:
            if text and _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        if text:
            said = shown(text)
            self.report(
                "K004", node, f"不是日期:{said}(写法如 2019-10-01)", f"no date: {said} (as in 2019-10-01)"
            )
        return None

    def text(self, node: yaml.Node | None) -> str | None:
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.value:
            return str(node.value)
        self.report("K002", node, "这里应当是一段文字或一个日期", "a text or date is expected here")
        return None

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
        for key, value in node.value:
            name = self.text(key)
            if name is None:
                continue
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

    def report(self, code: str, node: yaml.Node | None, zh: str, en: str, hint: Text | None = None) -> None:
        span = Span(self.name, 1, 1, 1, 1)
        if node is not None:
            start, end = node.start_mark, node.end_mark
            span = Span(self.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self.problems.append(Diagnostic(code, Text(zh, en), span, hint))
