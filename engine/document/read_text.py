"""Plain text (.txt): each line is a paragraph; empty lines are left out.

Whether lines were broken in the middle of a sentence is not decided here.
"""

from __future__ import annotations

import re

from guiju.engine.document.encoding import decode
from guiju.engine.document.read_collect import Collector
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Counts, Found

_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def read_text(data: bytes, limits: Limits) -> Found:
    """Raises `Unreadable`."""
    counts = Counts()
    collector = Collector(limits, counts)
    for line in lines(decode(data)):
        collector.add(line)
    return Found(tuple(collector.paragraphs), counts.remarks())


def lines(text: str) -> list[str]:
    """The lines of a text, whichever system ended them."""
    return _LINE_END.split(text)
