"""Reading a text file that anyone may have written: bytes to text, with the encoding trouble named.

Line ends are LF, CRLF and CR, nothing else (an editor shows U+2028 or U+0085 inside a line).
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.diagnostics.nearest import shown as printable
from guiju.engine.diagnostics.os_errors import os_reason
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

CASE_FILES = (".yaml", ".yml")
_EMPTY_HINT = Text(
    "用 guiju new 重大行政决策 -o 文件 生成样表",
    "make a skeleton with: guiju new major_decision -o FILE",
)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Source(Struct, frozen=True):
    """The text of one file with LF line ends and no byte order mark; `name` is the path as the user gave it."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """Line `number` (1-based) without its end; empty outside the file."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def span(self, line: int, column: int, length: int = 1) -> Span:
        return Span(self.name, line, column, line, column + max(length, 1))


def read_source(path: Path, name: str | None = None) -> Source:
    """The file as text. Raises `Refused` when it is missing, empty, too large or not UTF-8."""
    shown = name or str(path)
    return decode(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of the file, of one over the limit no more than show that it is. Raises `Refused` when there is none."""
    try:
        if not path.is_file():
            kind = Text("是一个目录或特殊文件", "is a folder or a special file")
            missing = Text("找不到文件", "no such file")
            if path.exists():
                raise _refused("G001", kind, shown)
            raise _refused("G001", missing, shown, _similar(path))
        with path.open("rb") as stream:
            return stream.read(limits.FILE_BYTES + 1)
    except OSError as error:
        reason = Text("读不了文件:", "cannot read the file: ") + os_reason(error)
        raise _refused("G001", reason, shown) from None


def decode(data: bytes, name: str) -> Source:
    """Bytes of a file as a `Source`; raises `Refused` naming the encoding, line and byte that do not fit."""
    if not data:
        raise _refused(
            "G002",
            Text("文件是空的", "the file is empty"),
            name,
            _EMPTY_HINT if name.endswith(CASE_FILES) else None,
        )
    if len(data) > limits.FILE_BYTES:
        size = limits.FILE_BYTES // (1024 * 1024)
        raise _refused(
            "G003", Text(f"文件超过 {size} MiB 上限", f"the file is over the limit of {size} MiB"), name
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (data[:200].count(0) * 3 > len(data[:200])):
        raise _refused(
            "G004",
            Text("文件是 UTF-16 编码,请另存为 UTF-8", "the file is UTF-16; save it as UTF-8"),
            name,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, name) from None
    text = _LINE_END.sub("\n", text)
    bad = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
        code = f"U+{ord(bad.group()):04X}"
        message = Text(f"文件里有控制字符 {code}", f"the file holds the control character {code}")
        raise Refused([Diagnostic("G006", message, Span(name, line, column, line, column + 1))])
    return Source(name, text)


def _not_utf8(data: bytes, start: int, name: str) -> Refused:
    line = len(re.findall(rb"\r\n|\r|\n", data[:start])) + 1
    column = start - max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start))
    byte = f"0x{data[start]:02X}"
    hint = None
    try:
        data.decode("gb18030")
        hint = Text(
            "很可能是 GBK 编码:用记事本或 WPS 另存为 UTF-8 再试",
            "it is likely GBK: save it as UTF-8 (Notepad: Save As, encoding UTF-8)",
        )
    except UnicodeDecodeError:
        pass
    message = Text(f"不是 UTF-8 文件:第 {line} 行有字节 {byte}", f"not UTF-8: byte {byte} on line {line}")
    return Refused([Diagnostic("G005", message, Span(name, line, column, line, column + 1), hint)])


def _similar(path: Path) -> Text | None:
    """The file of the same folder whose name is nearest to one that is not there."""
    try:
        beside = sorted(p for p in islice(path.parent.iterdir(), limits.NAMES_COMPARED) if p.is_file())
    except OSError:
        return Text("目录不存在", "there is no such folder")
    names = {p.stem: p.name for p in beside}
    close = nearest(path.stem, names)  # without the ending, which all case files share
    if not close:
        return None
    name = printable(names[close[0]])
    return Text(f"是不是 {name}?", f"did you mean {name}?")


def _refused(code: str, message: Text, name: str, hint: Text | None = None) -> Refused:
    return Refused([Diagnostic(code, message, Span(name, 1, 1, 1, 1), hint)])
