"""The sentences about documents: a remark of the reading process as a diagnostic of the file.

Out of a code and its values, which are of no more trust than the file itself: numbers, one word of a fixed set, or a
short quotation, of which everything that does not print is escaped. Raises `ValueError` for values that do not fit
the code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guiju.engine.diagnostics.model import Diagnostic, Severity, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.read_codes import CODES
from guiju.engine.document.read_limits import MIB
from guiju.engine.document.read_remarks import Remark, Value
from guiju.engine.document.read_words_kinds import (
    DAMAGES,
    KINDS,
    LIMITS,
    SAVE_A_COPY,
    SAVE_AS_DOCX,
    SAVE_AS_XLSX,
    SCRIPTS,
)

_Sentence = tuple[Text, Text | None]
_QUOTED = 60
_OF_WORKBOOKS: Mapping[Text, Text] = {SAVE_AS_DOCX: SAVE_AS_XLSX, SAVE_A_COPY["docx"]: SAVE_A_COPY["xlsx"]}
_BYTES = ("file", "unpacked", "part", "memory", "answer")


def diagnostic(remark: Remark, name: str, workbook: bool = False) -> Diagnostic:
    """The remark on the file `name` (as it was given), which is a `workbook` or a document."""
    if remark.code not in CODES:
        raise ValueError(f"no such code: {remark.code}")
    try:
        message, hint = _SENTENCES[remark.code](*remark.values)
    except (TypeError, KeyError) as error:
        raise ValueError(f"the values of {remark.code} do not fit") from error
    if workbook and hint is not None:
        hint = _OF_WORKBOOKS.get(hint, hint)
    severity: Severity = "error" if remark.code < "W020" else "warning"
    line = _number(remark.values[0]) if remark.code == "W010" else 1
    end = 2 if line > 1 else 1
    return Diagnostic(remark.code, message, Span(name, line, 1, line, end), hint, severity)


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("a number is wanted")
    return value


def _quoted(value: Value) -> str:
    text = str(value)
    return shown(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")


def _kind(kind: Value) -> _Sentence:
    return KINDS[str(kind)]


def _password() -> _Sentence:
    return (
        Text("文件有密码,读不了", "the file has a password and cannot be read"),
        Text("另存一份不带密码的再试", "save a copy without the password"),
    )


def _damaged(kind: Value, part: Value = "") -> _Sentence:
    what = DAMAGES[str(kind)]
    if part:
        what += Text(f"(「{_quoted(part)}」部分)", f" (part {_quoted(part)})")
    return what, SAVE_A_COPY[str(kind)]


def _over(what: Value, limit: Value) -> _Sentence:
    number = _number(limit)
    size = f"{number // MIB} MiB" if what in _BYTES else f"{number:,}"
    zh, en = LIMITS[str(what)]
    return Text(zh.format(size), en.format(size)), None


def _time(seconds: Value) -> _Sentence:
    number = _number(seconds)
    return (
        Text(
            f"{number} 秒没有读完,已停下;文件可能是有意做成这样的",
            f"not read within {number} seconds and stopped; the file may be made so on purpose",
        ),
        SAVE_AS_DOCX,
    )


def _memory(limit: Value) -> _Sentence:
    size = _number(limit) // MIB
    return (
        Text(
            f"读这份文件要用的内存超过 {size} MiB 上限,已停下",
            f"reading the file takes more than the limit of {size} MiB of memory and was stopped",
        ),
        Text("拆成几份再试", "split it into several files"),
    )


def _broke_off(limit: Value) -> _Sentence:
    size = _number(limit) // MIB
    return (
        Text(
            f"读这份文件的进程中断了:文件已损坏,或解开后超过 {size} MiB 上限",
            f"the process that reads the file broke off: it is damaged, or unpacks to more than {size} MiB",
        ),
        SAVE_AS_DOCX,
    )


def _dtd(part: Value) -> _Sentence:
    return (
        Text(
            f"「{_quoted(part)}」部分里有 DTD 声明,Office 文件不会有;没有读,也没有打开它所指的文件",
            f"part {_quoted(part)} holds a DTD, which no Office file does; it was not read and nothing it names opened",
        ),
        SAVE_AS_DOCX,
    )


def _twice(part: Value) -> _Sentence:
    return (
        Text(
            f"压缩包里「{_quoted(part)}」有两份或互相重叠,不同的软件会读成不同的内容",
            f"part {_quoted(part)} is in the archive twice or overlaps another; programs would read different things",
        ),
        SAVE_AS_DOCX,
    )


def _encoding(line: Value, byte: Value) -> _Sentence:
    en = f"the encoding is neither UTF-8, UTF-16 nor GB18030 (GBK): line {_number(line)}"
    zh = f"编码不是 UTF-8、UTF-16,也不是 GB18030(GBK):第 {_number(line)} 行"
    if byte:
        zh, en = f"{zh}有字节 {_quoted(byte)}", f"{en} has the byte {_quoted(byte)}"
    return (
        Text(zh, en),
        Text("用记事本或 WPS 另存为 UTF-8 再试", "save it as UTF-8 (Notepad: Save As, encoding UTF-8)"),
    )


def _no_text(pictures: Value) -> _Sentence:
    if _number(pictures):
        return (
            Text(
                f"文件里没有文字,只有图片({pictures} 处):不做文字识别",
                f"the file holds no text, only pictures ({pictures}); text in pictures is not recognised",
            ),
            Text(
                "换成有文字的版本,或先做文字识别",
                "give the version with text, or have the text recognised first",
            ),
        )
    return Text("文件里没有文字", "the file holds no text"), None


def _far(sheet: Value, cell: Value, limit: Value) -> _Sentence:
    where, area = _quoted(cell), f"{_number(limit):,}"
    return (
        Text(
            f"工作表「{_quoted(sheet)}」的单元格 {where} 离其余内容太远,整张表要占 {area} 格以上,没有展开",
            f"cell {where} of sheet “{_quoted(sheet)}” is so far from the others that the sheet would take more than "
            f"{area} cells; it is not laid out",
        ),
        Text(
            "删掉台账以外的行和列,另存再试",
            "delete the rows and columns outside of the table and save it again",
        ),
    )


def _suffix(suffix: Value, form: Value) -> _Sentence:
    kind = str(form)
    if kind not in ("docx", "txt", "md", "html", "pdf", "xlsx"):
        raise ValueError("no such form")
    return (
        Text(
            f"扩展名是「{_quoted(suffix)}」,内容却是 {kind},按 {kind} 读",
            f"the name ends in “{_quoted(suffix)}”, but the content is {kind}; read as {kind}",
        ),
        None,
    )


def _changes(inserted: Value, deleted: Value) -> _Sentence:
    return (
        Text(
            f"有未接受的修订:插入 {_number(inserted)} 处照读,删除 {_number(deleted)} 处不读",
            f"tracked changes: {_number(inserted)} insertions are read, {_number(deleted)} deletions are not",
        ),
        Text("在 Word 里接受或拒绝修订后再审", "accept or reject the changes in Word before a review"),
    )


def _headers(sample: Value) -> _Sentence:
    return (
        Text(
            f"页眉页脚没有读,如「{_quoted(sample)}」",
            f"page headers and footers are not read, such as “{_quoted(sample)}”",
        ),
        None,
    )


def _scripts(kind: Value) -> _Sentence:
    return SCRIPTS[str(kind)], None


def _form(form: Value) -> _Sentence:
    return (
        Text(
            f"自动编号的样式「{_quoted(form)}」不认识,写成了阿拉伯数字",
            f"the form of automatic numbers “{_quoted(form)}” is unknown; they are given in digits",
        ),
        None,
    )


def _times(zh: str, en: str) -> Callable[..., _Sentence]:
    """A sentence with one number in it."""

    def worded(times: Value) -> _Sentence:
        return Text(zh.format(_number(times)), en.format(_number(times))), None

    return worded


def _pages(zh: str, en: str) -> Callable[..., _Sentence]:
    """A sentence with a list of pages in it: the first of them as text, and how many there are."""

    def worded(first: Value, count: Value) -> _Sentence:
        return Text(
            zh.format(_quoted(first), _number(count)), en.format(_quoted(first), _number(count))
        ), None

    return worded


_SENTENCES: Mapping[str, Callable[..., _Sentence]] = {
    "W001": _kind,
    "W002": _password,
    "W003": _damaged,
    "W004": _over,
    "W005": _time,
    "W006": _memory,
    "W007": _broke_off,
    "W008": _dtd,
    "W009": _twice,
    "W010": _encoding,
    "W011": _no_text,
    "W012": _far,
    "W020": _suffix,
    "W021": _times("隐藏的文字 {} 处没有读", "{} stretches of hidden text are not read"),
    "W022": _changes,
    "W023": _times(
        "文本框 {} 个,其中的文字读在所在段落之后", "the text of {} text boxes is read behind their paragraph"
    ),
    "W024": _times("脚注和尾注 {} 条,读在文末", "{} footnotes and endnotes are read at the end"),
    "W025": _times(
        "图片、图表、表单、嵌入的文件 {} 处没有读",
        "{} pictures, charts, form fields or embedded files are not read",
    ),
    "W026": _pages(
        "第 {} 页只有图片,共 {} 页:不做文字识别",
        "pages {} hold pictures only, {} in all; text in pictures is not recognised",
    ),
    "W027": _pages(
        "第 {} 页的文字是扫描后识别的,共 {} 页,可能有错",
        "the text of pages {} was recognised from a scan, {} in all, and may hold errors",
    ),
    "W028": _headers,
    "W029": _times(
        "网页的导航、按钮等 {} 处没有读", "{} menus, buttons and the like of the web page are not read"
    ),
    "W030": _scripts,
    "W031": _times("去掉了 {} 个看不见的字符", "{} invisible characters were removed"),
    "W032": _times("批注 {} 条没有读", "{} comments are not read"),
    "W033": _form,
    "W034": _pages("第 {} 页已损坏,没有读,共 {} 页", "pages {} are damaged and not read, {} in all"),
    "W035": lambda: (
        Text("文件不完整,读出的是找得回的部分", "the file is incomplete; what could be recovered is read"),
        None,
    ),
    "W036": _times("引用的外部内容 {} 处没有取", "{} references to content elsewhere were not followed"),
    "W037": _pages(
        "第 {} 页的文字无法辨认(字体缺少对照表),共 {} 页",
        "the text of pages {} makes no sense (a font without a table of its characters), {} in all",
    ),
    "W038": lambda: (
        Text(
            "文字大半不是常用的汉字,像是乱码(存的时候认错了编码)",
            "most of its characters are hardly ever used: it looks garbled (saved in the wrong encoding)",
        ),
        Text("打开看看,是乱码的,找原来的文件", "open it, and if it is garbled look for the original file"),
    ),
}
