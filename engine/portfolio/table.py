"""The decision table of a clean-up, as data under `rules/review/decision.yaml`: which cause leads to which result."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.portfolio.substance import Share
from msgspec import Struct

Proposal = Literal["keep", "amend", "repeal", "lapse", "outside", "ask"]
"""继续有效, 修改, 废止, 宣布失效; 不列入清理: it is no normative document, or was carried out when it was published;
待核: nothing can be proposed before somebody has looked."""

EXPIRED, OBJECT_GONE, TASK_DONE = "期满", "对象消失", "任务完成"
BASIS_REPEALED, BASIS_CHANGED, SUPERSEDED = "依据废止", "依据修改", "被覆盖"
NOT_NORMATIVE, CARRIED_OUT = "不属于规范性文件", "已执行完毕"
MAINLY, MISSING = "主要内容", "材料缺失"
"""The causes that are found without a rule."""

_FILE = "review/decision.yaml"


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """`causes` hit wherever they are found, those of `whole` only where they are about the document as a whole."""

    result: Proposal
    causes: tuple[str, ...]
    whole: tuple[str, ...] = ()

    def hit(self, cause: str, whole: bool) -> bool:
        return cause in self.causes or (whole and cause in self.whole)


class Mainly(Struct, frozen=True, forbid_unknown_fields=True):
    """Of which causes, and on which share of the articles of substance, the main content of a document is hit."""

    causes: tuple[str, ...]
    share: Share


class Unsorted(Struct, frozen=True, forbid_unknown_fields=True):
    """The causes that stand for a rule which is sorted as none: one about texts, one about procedure."""

    text: str
    procedure: str


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """See the head of the file."""

    edition: str
    results: Mapping[Proposal, Text]
    causes: Mapping[str, Text]
    unsorted: Unsorted
    table: tuple[Row, ...]
    mainly: Mainly
    beside: tuple[str, ...]
    stated: Mapping[str, tuple[str, ...]]
    renewing: tuple[str, ...]
    unread: tuple[str, ...]
    expires_within: Duration
    evaluate_before: Duration

    def cause(self, name: str) -> Text:
        """What a cause is called; one that a pack of one's own sorts by is called by its name."""
        return self.causes.get(name) or plain(name)

    def result_of(self, words: str) -> Proposal | None:
        """The result that is called so; None where there is none."""
        return next((key for key, name in self.results.items() if words in (name.zh, name.en)), None)

    def row(self, cause: str, whole: bool) -> Row | None:
        """The row that a cause hits. One that the table does not have leads where 其他 does; None for one of `beside`."""
        if cause in self.beside:
            return None
        known = cause if cause in self.causes else self.unsorted.text
        return next((row for row in self.table if row.hit(known, whole)), None)

    def causes_stated(self, text: str) -> tuple[str, ...]:
        """The causes that the words of a ledger state."""
        return tuple(cause for cause, words in self.stated.items() if any(word in text for word in words))


@cache
def decision_table() -> Table:
    """The table that is shipped. Raises `Refused` (V001) when its file is missing or damaged."""
    import msgspec.yaml

    try:
        return msgspec.yaml.decode((RULES / _FILE).read_bytes(), type=Table)
    except (OSError, msgspec.MsgspecError) as error:
        message = Text("文件读不了:", "the file cannot be read: ") + plain(shown(str(error), 200))
        raise Refused([Diagnostic("V001", message, Span(f"rules/{_FILE}", 1, 1, 1, 1))]) from None
