"""Chinese as official papers write it: marks in full width, days as 2025年11月3日, no blanks beside digits.

What stands in quotation marks or title marks is another's words and stays as it is.
"""

from __future__ import annotations

import re

from guiju.engine.diagnostics.text import Lang, Text

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_AROUND = f"{_HAN}“”《》〔〕（）、。，；：？！"
_OTHERS = re.compile("“[^”]*”|《[^》]*》")
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_MARK = re.compile(f"(?<=[{_AROUND}])[,;:?!]|[,;:?!](?=[{_AROUND}])")
_DAY = re.compile(rf"(?<![\d-])(\d{{4}})-(\d{{2}})-(\d{{2}})(?![\d-])(?: +(?=[{_AROUND}]))?")
_BLANK = re.compile(f"(?<=[{_AROUND}]) +(?=[0-9])|(?<=[0-9]) +(?=[{_AROUND}])")


def told(text: Text, lang: Lang) -> str:
    """A message of the tool in the language of a paper."""
    return phrased(text.in_lang(lang), lang)


def phrased(line: str, lang: Lang) -> str:
    """The same for a line that is in that language already."""
    return official(line) if lang == "zh" else line


def sentence(line: str, lang: Lang) -> str:
    """The same, ending in a full stop."""
    told_ = phrased(line, lang)
    if told_.rstrip("”’\"'")[-1:] in ("", *"。.；;：:！!？?…"):
        return told_
    return told_ + ("。" if lang == "zh" else ".")


def official(text: str) -> str:
    """The text in official Chinese. Brackets are in full width where what is in them, or before, is Chinese."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"《{len(kept) - 1}》" if found[0].startswith("《") else f"“{len(kept) - 1}”"

    open_text = _DAY.sub(_written_day, _brackets(_OTHERS.sub(keep, text)))
    spaced = _BLANK.sub("", _MARK.sub(lambda found: _MARKS[found[0]], open_text))
    return _OTHERS.sub(lambda found: kept[int(found[0][1:-1])], spaced)


def _written_day(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日"


def _brackets(text: str) -> str:
    signs, opened = list(text), []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            start = opened.pop()
            if re.search(f"[{_AROUND}]", text[max(start - 1, 0) : at]):
                signs[start], signs[at] = "（", "）"
    return "".join(signs)
