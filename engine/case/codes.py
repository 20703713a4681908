"""The codes of everything that can be wrong with a case file, each with its name in both languages.

C00. the YAML itself · C02. keys and shape · C03. names · C04. values · C05. dates of a record · C06. limits
and doubts · C07. waivers · C08. reviewed passages. A code never changes its meaning: people search for it. (G00. codes,
for a file that cannot be read at all, are in `diagnostics/source.py`.)
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

CODES: Mapping[str, Text] = {
    "C001": Text("写法不合 YAML 格式", "not well-formed YAML"),
    "C002": Text("层数、项数或引用超过上限", "over a limit of depth, size or references"),
    "C003": Text("用了类型标签", "a type tag"),
    "C004": Text("用了合并键 <<", "a merge key <<"),
    "C005": Text("引用(*)指向自身或不存在", "a reference (*) to itself or to nothing"),
    "C006": Text("一个文件里有几份案卷", "more than one case in the file"),
    "C007": Text("同一项写了两次", "the same key twice"),
    "C008": Text("项目名不是文字", "a key that is not text"),
    "C009": Text("项目名或内容太长", "a key or value too long"),
    "C010": Text("文件里没有案卷", "no case in the file"),
    "C011": Text("文件里有不该有的字符", "a character that has no place in a case"),
    "C012": Text("文件开头的 % 指令不认识", "an unknown % directive"),
    "C020": Text("没有这个项目", "unknown key"),
    "C021": Text("内容的形式不对", "a value of the wrong shape"),
    "C022": Text("没有写内容", "no value"),
    "C023": Text("缺少必填的项目", "a required key is missing"),
    "C030": Text("没有这个程序", "unknown procedure"),
    "C031": Text("没有这个步骤", "unknown step"),
    "C032": Text("这个步骤没有这一项", "unknown field of the step"),
    "C033": Text("这一项属于别的地方", "a field that belongs elsewhere"),
    "C034": Text("没有这个事实", "unknown fact"),
    "C035": Text("不是允许的取值", "not one of the allowed values"),
    "C040": Text("应当填是或否", "yes or no wanted"),
    "C041": Text("不是数字", "not a number"),
    "C042": Text("不是带单位的金额", "not an amount with its unit"),
    "C043": Text("日期写法不对", "date not written as YYYY-MM-DD"),
    "C044": Text("没有这一天", "a day that does not exist"),
    "C045": Text("年份超出范围", "year out of range"),
    "C046": Text("时间写法不对", "time not written as HH:MM"),
    "C047": Text("次序不是正整数", "order is not a positive whole number"),
    "C048": Text("不是带单位的一段时间", "not a length of time with its unit"),
    "C049": Text("指向案卷文件夹之外的路径", "a path that leaves the folder of the case"),
    "C050": Text("步骤没有日期", "a record without a date"),
    "C051": Text("日期写了两种", "a date given in two ways"),
    "C052": Text("只写了止,没有起", "an end without a start"),
    "C053": Text("止早于起", "the end is before the start"),
    "C054": Text("不能只写起", "a step that cannot be under way"),
    "C055": Text("当天完成而有止日", "a last day of a step that is done within a day"),
    "C060": Text("记录太多", "too many records"),
    "C061": Text("几项写成了一项", "several items written as one"),
    "C070": Text("没有这条规则", "unknown rule"),
    "C071": Text("一个名称是几条规则的", "a name of several rules"),
    "C072": Text("同一条规则放行了两次", "a rule waived twice"),
    "C073": Text("规则不可放行", "a rule that cannot be waived"),
    "C074": Text("放行太多", "too many waivers"),
    "C075": Text("放行在批准之前就到期", "a waiver that ends before it was approved"),
    "C076": Text("放行里有一项没有写明", "a waiver that leaves something open"),
    "C080": Text("规则不是疑似线索,无须核对", "a rule that suspects nothing, so there is nothing to review"),
    "C081": Text("同一处原文核对了两次", "a passage reviewed twice"),
    "C082": Text("核对太多", "too many reviewed passages"),
    "C083": Text("核对里有一项没有写明", "a reviewed passage that leaves something open"),
    "C090": Text("文件文本在这里用不了", "a text of a document that cannot be used here"),
    "C091": Text(
        "旁边同名的文本没有写进案卷", "a text of the same name beside the case that it does not name"
    ),
}
