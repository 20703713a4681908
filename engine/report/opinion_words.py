"""What an opinion calls itself and the step it belongs to, and the blanks that it leaves."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.opinion_model import Opinion

BLANK = "【　　】"
DATED = Text("【　　】年【　】月【　】日", "【　　】")

_EXAMINATION, _REVIEW = "合法性审核", "合法性审查"


def reviews(opinion: Opinion) -> bool:
    """Whether the step is called 审查, as of decisions; that of documents is called 审核 (so is what has no case)."""
    if opinion.of_case is None:
        return False
    declared = (opinion.program.procedures.get(name) for name in opinion.of_case.case.procedures)
    steps = {step.name.zh for procedure in declared if procedure is not None for step in procedure.steps}
    return _REVIEW in steps and _EXAMINATION not in steps


def step_word(opinion: Opinion) -> Text:
    """审查 or 审核, for use in sentences."""
    return Text("审查", "review") if reviews(opinion) else Text("审核", "examination")


def title(opinion: Opinion) -> Text:
    if reviews(opinion):
        return Text("合法性审查意见书", "Opinion on Legality (Review)")
    return Text("合法性审核意见书", "Opinion on Legality (Examination)")


def numbered(level: int, at: int, text: str, lang: Lang) -> str:
    """The text of a heading with its number: 一、 (一) 1. in Chinese, I. (1) 1. in English; `at` counts from 1."""
    if lang == "zh":
        return (f"{_HAN[at]}、", f"（{_HAN[at]}）", f"{at}. ")[level - 1] + text
    return (f"{_ROMAN[at]}. ", f"({at}) ", f"{at}. ")[level - 1] + text


def entry_mark(at: int, lang: Lang) -> str:
    """What stands before one of several under a numbered heading."""
    return f"（{at}）" if lang == "zh" else f"({at}) "


_HAN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
