"""What PyYAML says about a text that is no YAML, in the words of someone who has never heard of YAML.

The parser's phrases differ between its C and its Python form; a row matches either by a piece of the phrase.
"""

from __future__ import annotations

import re
from typing import Literal

from guiju.engine.case.colons import glued
from guiju.engine.case.places import Places
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from msgspec import Struct
from yaml import MarkedYAMLError, YAMLError

_YAML_KEY = 1024  # YAML's own limit on a key written before a colon


class _Row(Struct, frozen=True):
    pieces: tuple[str, ...]
    message: Text
    hint: Text | None = None
    at: Literal["problem", "context"] = "problem"
    code: str = "C001"


DIRECTIVE = Text("不认识文件开头的 % 指令", "the % directive at the top of the file is not known")
DIRECTIVE_HINT = Text("删去以 % 开头的行", "delete the lines that begin with %")
_WHOLE = Text("用引号把整个内容括起来", "put the whole value in quotation marks")
_QUOTE = Text(
    "引号只能成对地包住整个内容;内容里有引号时,外面换另一种引号",
    "quotation marks must enclose the whole value, in pairs; use the other kind outside if it holds some",
)
_COLON = Text(
    "每项写成「名称: 内容」,用半角冒号,冒号后空一格",
    "write each line as “name: value”, with an ASCII colon and a space after it",
)

_ROWS = (
    _Row(
        ("incompatible YAML document", "directive", "version number", "expected a digit"),
        DIRECTIVE,
        DIRECTIVE_HINT,
        code="C012",
    ),
    _Row(
        ("mapping values are not allowed", "found unexpected ':'"),
        Text("这里不能再有冒号", "a colon is not allowed here"),
        Text(
            "可能是上一行或这一行缩进不齐;如果冒号属于内容,请用引号把整个内容括起来",
            "the indentation of this line or the one above may be off; if the colon belongs to the value, "
            "put the whole value in quotation marks",
        ),
    ),
    _Row(
        ("could not find expected ':'",),
        Text("这一行没有冒号", "this line has no colon"),
        _COLON,
        at="context",
    ),
    _Row(
        ("unexpected end of stream",),
        Text("引号没有关上", "a quotation mark is never closed"),
        _QUOTE,
        at="context",
    ),
    _Row(
        ("',' or ']'",),
        Text("方括号 [ 没有关上,或者各项之间少了逗号", "a bracket [ is not closed, or a comma is missing"),
        Text("列表写成 [甲, 乙],逗号用半角", "write a list as [a, b], with ASCII commas"),
        at="context",
    ),
    _Row(
        ("',' or '}'",),
        Text("花括号 { 没有关上,或者各项之间少了逗号", "a brace { is not closed, or a comma is missing"),
        Text(
            "写成 {名称: 内容, 名称: 内容},逗号用半角", "write {name: value, name: value}, with ASCII commas"
        ),
        at="context",
    ),
    _Row(
        ("'-' indicator", "sequence entries are not allowed"),
        Text("这里的列表写法不对", "the list is not written correctly here"),
        Text(
            "同一列表的每一项都以「- 」开头,并且左边对齐",
            "every item of a list begins with “- ”, and all of them line up on the left",
        ),
    ),
    _Row(
        ("expected key", "<block end>"),
        Text("这里的内容接不上前文", "this does not follow from what stands before it"),
        Text(
            "检查这一行与上一行是否左对齐,引号后面是否多了文字",
            "check that this line and the one above line up on the left, and that nothing follows a "
            "closed quotation",
        ),
    ),
    _Row(
        ("<document start>",),
        Text("这里的内容在案卷之外", "this stands outside the case"),
        Text("最外层各项的左边要对齐", "the outermost lines must line up on the left"),
    ),
    _Row(
        ("node content",),
        Text("这里少了内容", "something is missing here"),
        Text("可能多了一个逗号", "there may be a comma too many"),
    ),
    _Row(
        ("escape", "hexdecimal number"),
        Text("反斜杠后面的写法不认识", "what follows the backslash is not known"),
        Text(
            "改用单引号,反斜杠就没有特别含义",
            "in single quotation marks a backslash means nothing special",
        ),
    ),
    _Row(
        ("nesting depth", "max depth"),
        Text(f"嵌套超过 {limits.YAML_DEPTH} 层", f"nested deeper than {limits.YAML_DEPTH} levels"),
        code="C002",
    ),
    _Row(
        ("block scalar",),
        Text("以 | 或 > 开头的内容要用引号括起来", "a value that begins with | or > needs quotation marks"),
        at="context",
    ),
    _Row(
        ("mapping keys are not allowed",),
        Text("以 ? 开头的内容要用引号括起来", "a value that begins with ? needs quotation marks"),
    ),
    _Row(
        ("alphabetic or numeric character",),
        Text(
            "以 * 或 & 开头的内容要用引号括起来",
            "a value that begins with * or & needs quotation marks",
        ),
        at="context",
    ),
    _Row(
        ("tag",),
        Text("以 ! 开头的内容要用引号括起来", "a value that begins with ! must stand in quotation marks"),
        code="C003",
    ),
)
_OTHER = Text("从这里起读不懂", "the file cannot be understood from here on")
FULL_WIDTH_COMMA = Text(
    "这里是全角逗号,分不开各项", "this is a full-width comma: it does not separate the items"
)
ASCII_COMMA = Text("把「，」改为半角逗号「,」", "change “，” to an ASCII comma “,”")
_COMMA_OR_QUOTED = re.compile(r""""[^"]*"|'[^']*'|(?P<comma>，(?=\s*[^\s,，:：{}\[\]]+:))""")
_TAB = Text("用了制表符(Tab)缩进", "the line is indented with a tab")
_TAB_HINT = Text("请改用空格缩进", "use spaces instead")


def explain(error: YAMLError, places: Places) -> Diagnostic:
    """The diagnostic for an error raised by PyYAML's event parser."""
    problem = str(getattr(error, "problem", None) or "")
    where = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    context = getattr(error, "context_mark", None) or where
    position = int(where.index) if where is not None else int(getattr(error, "position", 0) or 0)
    start = int(context.index) if context is not None else position
    if "tab character" in problem:
        return Diagnostic("C001", _TAB, places.span(position, position + 1), _TAB_HINT)
    if "cannot start any token" in problem:
        return _bad_start(places, position)
    if "could not find expected ':'" in problem and position - start > limits.KEY_CHARS:
        return _long_key(places, start)
    if "mapping values are not allowed" in problem and places.column(position) > _YAML_KEY:
        begin = places.line_start(position)
        if ": " not in places.source.text[begin:position]:
            return _long_key(places, begin)
    if "mapping values are not allowed" in problem or "could not find expected ':'" in problem:
        unspaced = _unspaced(places, start if "could not" in problem else position)
        if unspaced is not None:
            return unspaced
    if "',' or '" in problem and (comma := _full_width_comma(places, start, position)) is not None:
        return comma
    phrase = f"{problem} {getattr(error, 'context', None) or ''}"
    row = next((row for row in _ROWS if any(piece in phrase for piece in row.pieces)), None)
    if row is None:
        return Diagnostic("C001", _OTHER, places.span(position, position + 1), _COLON)
    place = start if row.at == "context" else position
    hint = row.hint
    if row.at == "context" and "：" in places.rest_of_line(start)[: limits.KEY_CHARS]:
        hint = Text(
            "这一行用了全角冒号,请改为半角冒号加空格「: 」", "the line has a full-width colon; use “: ”"
        )
    return Diagnostic(row.code, row.message, places.span(place, place + 1), hint)


def _unspaced(places: Places, position: int) -> Diagnostic | None:
    """The colon without a blank in the line of `position`, or in the line above that runs on into it."""
    text = places.source.text
    end = position
    for _ in range(2):
        begin = places.line_start(end)
        found = glued(places.rest_of_line(begin))
        if found is not None:
            return Diagnostic("C001", found[0], places.span(begin, begin + 1), found[1])
        end = max(text.rfind("\n", 0, begin), 0)
    return None


def _full_width_comma(places: Places, start: int, end: int) -> Diagnostic | None:
    """The full-width comma before the next name inside a brace, which runs two items together."""
    for found in _COMMA_OR_QUOTED.finditer(places.source.text, start, end + 1):
        if found["comma"]:
            span = places.span(found.start(), found.start() + 1)
            return Diagnostic("C001", FULL_WIDTH_COMMA, span, ASCII_COMMA)
    return None


def _bad_start(places: Places, position: int) -> Diagnostic:
    char = places.rest_of_line(position)[:1]
    span = places.span(position, position + 1)
    if char == "\t":
        return Diagnostic("C001", _TAB, span, _TAB_HINT)
    message = Text(f"内容不能以 {char} 开头", f"a value cannot begin with {char}")
    return Diagnostic("C001", message, span, _WHOLE)


def _long_key(places: Places, start: int) -> Diagnostic:
    begin = places.rest_of_line(start)[:16]
    message = Text(
        f"项目名太长(「{begin}…」),上限 {limits.KEY_CHARS} 个字符",
        f"the key is too long (“{begin}…”); the limit is {limits.KEY_CHARS} characters",
    )
    return Diagnostic("C009", message, places.span(start, start + 16), _COLON)
