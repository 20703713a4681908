"""What can be wrong with a folder of records, as a value: the first bad record, the kind, and the sentence."""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Kind = Literal["removed", "truncated", "edited", "reordered", "rechained", "misnumbered", "head"]


class Fault(Struct, frozen=True):
    """`number` is the first bad record; None when it cannot be told which, as when only a kept root speaks against
    the folder (`message` then says between which records it lies), for `head.json`, and for a root under the number of
    another record, by which it is not known which of the two was written down wrongly."""

    kind: Kind
    number: int | None
    message: Text


class Damaged(Exception):
    """A folder to which nothing may be added, since what is in it is no longer what was recorded."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message.en)


def removed(number: int) -> Fault:
    return Fault("removed", number, Text(f"记录 {number} 被抽走了", f"record {number} has been removed"))


def truncated(number: int, last: int) -> Fault:
    many = Text(
        f"记录 {number} 起到 {last} 被截去了", f"the records from {number} to {last} have been cut off"
    )
    one = Text(f"末尾的记录 {number} 被截去了", f"record {number}, the last, has been cut off")
    return Fault("truncated", number, one if number == last else many)


def no_record(number: int) -> Fault:
    message = Text(
        f"记录 {number} 的文件已不是一份完整的记录",
        f"the file of record {number} is no longer a whole record",
    )
    return Fault("edited", number, message)


def edited(number: int) -> Fault:
    message = Text(
        f"记录 {number} 的内容被改动过",
        f"what record {number} says has been changed",
    )
    return Fault("edited", number, message)


def copied(number: int, other: int) -> Fault:
    message = Text(
        f"在记录 {number} 的位置上放的是记录 {other} 的副本",
        f"in the place of record {number} there is a copy of record {other}",
    )
    return Fault("edited", number, message)


def reordered(number: int, other: int) -> Fault:
    message = Text(
        f"次序被改过:在记录 {number} 的位置上的是记录 {other}",
        f"the order has been changed: in the place of record {number} stands record {other}",
    )
    return Fault("reordered", number, message)


def closed_up(number: int, other: int) -> Fault:
    message = Text(
        f"记录 {number} 被抽走了,后面的文件改了编号补上(现在放的是记录 {other})",
        f"record {number} has been removed and the files behind it were renumbered (record {other} stands there now)",
    )
    return Fault("removed", number, message)


def rechained(number: int) -> Fault:
    message = Text(
        f"记录 {number} 被换过,后面的记录也跟着重新编过,与 head.json 里保存的不一致",
        f"record {number} has been replaced and those after it were chained anew; head.json still knows the old one",
    )
    return Fault("rechained", number, message)


def misnumbered(given: int, size: int) -> Fault:
    message = Text(
        f"记录 {given} 时不是这个根,它是记录 {size} 时的;请再看一遍纪要",
        f"with record {given} the root was not this one, which came with record {size}; look at the minutes again",
    )
    return Fault("misnumbered", None, message)


def spoilt_head() -> Fault:
    message = Text(
        "head.json 坏了或被改动过;它可以由记录重新生成,但最后一条记录暂时只有纸上的根可以作证",
        "head.json is damaged or has been changed; it can be made anew from the records, but for the last record only "
        "a root on paper bears witness now",
    )
    return Fault("head", None, message)
