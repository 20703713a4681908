"""Documents that were made for one occasion: is its time over, was it carried out when it was published?

Both are read from words (engine/document/occasion.py), so they are never firm: a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.diagnostics.text import Text
from guiju.engine.portfolio.model import Reason
from guiju.engine.portfolio.seen import TextSeen
from guiju.engine.portfolio.table import CARRIED_OUT, TASK_DONE


def time_over(text: TextSeen, on: date) -> Iterator[Reason]:
    """That what it was made for is over on `on`, or that nobody can tell as it has no day."""
    once = text.occasion
    if once is None or text.only_repeals or (once.last is not None and once.last >= on):
        return
    if once.last is None:
        message = Text(
            "只管当年的事,而文件没有写成文日期",
            "it is for the year it was made in, and no day of making is stated",
        )
        question = Text("是哪一年的事?已经过去了吗?", "Which year is that? Is it over?")
    else:
        message = Text(
            f"写明的时间到 {once.last} 为止,已经过去", f"the time it names ended on {once.last} and is over"
        )
        question = Text(
            "是不是只管这一段时间?任务已经完成的,宣布失效",
            "Was it for that time only? If its task is done, declare it lapsed",
        )
    yield Reason(
        TASK_DONE,
        message,
        quote=text.occasion_quote,
        firm=False,
        sure="medium",
        question=question,
        whole=True,
    )


def done_with(text: TextSeen) -> Iterator[Reason]:
    """That all it does is to end other documents, or to publish what became of them."""
    if not text.only_repeals:
        return
    yield Reason(
        CARRIED_OUT,
        Text(
            "只废止别的文件或者公布清理结果,公布时就已经执行完毕",
            "it only ends other documents or publishes the result of a clean-up, and was carried out with that",
        ),
        firm=False,
        sure="medium",
        question=Text(
            "有没有还要执行的内容?没有的,不列入清理",
            "Does it hold anything that is still to be applied? If not, leave it out",
        ),
        whole=True,
    )
