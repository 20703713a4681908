"""The codes of everything that is said of a document when it is read, each with its name in both languages.

W00. and W01. the file is not read · W02. and W03. it is read, and this was left out or done on the way. A code never
changes its meaning: people search for it. (G001 to G003 are those of every file: not there, empty, too large.)
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

CODES: Mapping[str, Text] = {
    "W001": Text("这种文件不读", "a kind of file that is not read"),
    "W002": Text("文件有密码", "a password"),
    "W003": Text("文件已损坏", "a damaged file"),
    "W004": Text("超过上限", "over a limit"),
    "W005": Text("用时太长", "too long a time"),
    "W006": Text("用的内存太多", "too much memory"),
    "W007": Text("读取进程中断", "the reading process broke off"),
    "W008": Text("文件里有 DTD 声明", "a DTD in the file"),
    "W009": Text("压缩包里的内容有两种读法", "an archive that can be read in two ways"),
    "W010": Text("认不出编码", "an unknown encoding"),
    "W011": Text("文件里没有文字", "no text"),
    "W012": Text("有一格离其余内容太远", "a cell far from all others"),
    "W020": Text("扩展名与内容不符", "a name that does not fit the content"),
    "W021": Text("隐藏的文字没有读", "hidden text left out"),
    "W022": Text("有未接受的修订", "tracked changes"),
    "W023": Text("文本框里的文字读在所在段落之后", "text boxes read behind their paragraph"),
    "W024": Text("脚注和尾注读在文末", "footnotes read at the end"),
    "W025": Text("图片、图表等没有读", "pictures and the like left out"),
    "W026": Text("有只是图片的页", "pages that are pictures"),
    "W027": Text("文字是扫描件识别出来的", "text recognised from a scan"),
    "W028": Text("页眉页脚没有读", "page headers and footers left out"),
    "W029": Text("网页的导航等没有读", "navigation of a web page left out"),
    "W030": Text("宏、脚本等没有执行", "macros and scripts not run"),
    "W031": Text("去掉了看不见的字符", "invisible characters removed"),
    "W032": Text("批注没有读", "comments left out"),
    "W033": Text("自动编号的样式不认识", "an unknown form of automatic numbering"),
    "W034": Text("有的页读不了", "pages that cannot be read"),
    "W035": Text("文件不完整", "an incomplete file"),
    "W036": Text("引用的外部内容没有取", "content elsewhere not fetched"),
    "W037": Text("有的页文字无法辨认", "pages whose text makes no sense"),
    "W038": Text("文字像是乱码", "text that looks garbled"),
}
