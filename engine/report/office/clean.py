"""Text from files made fit for an office file: nothing in it that XML cannot hold or a reader cannot see."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The text without control and direction characters and halves of characters; each line ends in `\\n`, a tab is a
    blank."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(part for part in clean(text).split("\n") if part.strip())
