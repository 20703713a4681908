"""The codes of everything that is said of a ledger, each with its name in both languages.

X00. the table and its columns · X01. the values of cells · X02. and X03. it is read, and this was done on the way. (What
keeps the workbook as a whole from being read has the codes of documents, W0...)
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

CODES: Mapping[str, Text] = {
    "X001": Text("找不到表头", "no heading of a table"),
    "X002": Text("缺少必需的列", "a needed column is missing"),
    "X003": Text("同一列出现两次", "a column twice"),
    "X004": Text("不认识的列", "an unknown column"),
    "X005": Text("表里没有文件", "no document in the table"),
    "X006": Text("行数超过上限", "over the limit of rows"),
    "X010": Text("必填的内容没有填", "a needed value is missing"),
    "X011": Text("不是日期", "no date"),
    "X012": Text("没有这一天", "a day that does not exist"),
    "X013": Text("日期不能确定", "a date that is not certain"),
    "X014": Text("不是日期,也不是期限", "neither a date nor a length of time"),
    "X015": Text("不认识的清理意见", "an unknown result"),
    "X016": Text("公式没有保存过的值", "a formula without a saved value"),
    "X017": Text("单元格里是错误值", "an error value"),
    "X018": Text("路径不在台账所在的文件夹里", "a path that leads out of the folder of the ledger"),
    "X019": Text("台账写的文件找不到", "a file that the ledger names is not there"),
    "X020": Text("公式按上次保存的值读", "formulas read as last saved"),
    "X021": Text("数字当作日期读", "numbers read as days"),
    "X022": Text("有隐藏的行或列", "hidden rows or columns"),
    "X023": Text("有的行没有读", "rows that are not read"),
    "X024": Text("合并的单元格", "merged cells"),
    "X025": Text("还有别的工作表", "further sheets"),
    "X026": Text("台账在隐藏的工作表里", "the ledger is on a hidden sheet"),
    "X027": Text("同一份文件有两行", "the same document twice"),
    "X028": Text("有效期与有效期至不一致", "the term and the last day disagree"),
    "X029": Text("没有列名的列", "a column without a name"),
    "X030": Text("施行日期早于成文日期", "in force before the day of the document"),
}
