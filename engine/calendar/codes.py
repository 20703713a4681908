"""The codes of everything that can be wrong with a file of the calendar, each with its name in both languages.

K00. how the file is written · K01. whether it fits what is known already · K02. whether it can be what it says it is.
A code never changes its meaning: people search for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

CODES: Mapping[str, Text] = {
    "K001": Text("不是合法的 YAML", "not valid YAML"),
    "K002": Text("内容的形式不对", "a value of the wrong shape"),
    "K003": Text("键不对:没有这个键、重复或缺少", "a key that is unknown, given twice or missing"),
    "K004": Text("不是日期", "no date"),
    "K005": Text("日期放在这里不可能", "a date that cannot stand here"),
    "K006": Text("超过上限,或用了引用、标签", "over a limit, or references and tags"),
    "K010": Text("与已有的通知冲突", "at odds with the notices there are"),
    "K011": Text("改动了随程序提供的日历", "a change of the calendar that comes with the program"),
    "K012": Text("已经有了,不需要", "there already, not needed"),
    "K013": Text("这一年没有通知", "a year without a notice"),
    "K020": Text("法定假日没有放假", "a day off by statute that is worked"),
    "K021": Text("缺少法定节日", "a holiday by statute that is missing"),
    "K022": Text("放假天数与法定天数不符", "days off that do not come to those of the statute"),
    "K023": Text("没有这一年的放假办法", "a year whose statute is not at hand"),
}
