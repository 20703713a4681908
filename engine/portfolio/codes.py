"""The codes of what keeps a review from being made, each with its name in both languages. (What is wrong with one file of
it has the codes of that file.)
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

CODES: Mapping[str, Text] = {
    "V001": Text("决定表读不了", "the decision table cannot be read"),
    "V002": Text("文件夹里没有文件可以清理", "nothing in the folder to review"),
    "V003": Text("链接指向台账文件夹之外", "a link that leads out of the folder of the ledger"),
    "V004": Text("不是文件夹,也不是台账", "neither a folder nor a ledger"),
}
