"""Numbers with a unit in case files: amounts of money and lengths of time.

The units are those of the rule language (`grammars/keywords.toml`), in both languages: 5000万元, 100 yuan, 30日,
20 working_days. A number without its unit is an error: 5000 may be meant as 5000元 or 5000万元.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from guiju.engine.case.duration import Duration
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.case.structure import first_line
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax.money import YUAN

_MEASURED = re.compile(r"([0-9]+(?:\.[0-9]+)?)[ ]*([^\W\d]\w*)")
_LONGEST = 36_500


@cache
def amount_units() -> dict[str, Decimal]:
    """{unit: yuan}: 万元 is 10,000."""
    from guiju.engine.syntax.keywords import keyword_table

    words = keyword_table()["word"]
    return {
        spelling: yuan for terminal, yuan in YUAN.items() for both in words[terminal] for spelling in both
    }


@cache
def length_units() -> dict[str, str]:
    """{unit: hour, day, workday, month or year}."""
    from guiju.engine.syntax.keywords import keyword_table

    table = keyword_table()["unit"]
    return {spelling: unit.lower() for unit, both in table.items() for words in both for spelling in words}


def read_amount(node: Scalar, problems: Problems) -> Decimal | None:
    """An amount in yuan; None when it is none (reported)."""
    found = _MEASURED.fullmatch(node.text)
    yuan = amount_units().get(found[2]) if found else None
    if found is None or yuan is None or _too_long(found[1]):
        hint = Text("请连单位写,如 5000万元", "write it with its unit, such as 100 yuan")
        problems.add("C042", quoted(node.text) + _NO_AMOUNT, first_line(node.span), hint)
        return None
    return Decimal(found[1]) * yuan


def read_length(node: Scalar, problems: Problems) -> Duration | None:
    """A length of time; None when it is none (reported)."""
    found = _MEASURED.fullmatch(node.text)
    unit = length_units().get(found[2]) if found else None
    if found is None or unit is None or not found[1].isdecimal() or int(found[1][:6]) > _LONGEST:
        hint = Text("请连单位写,如 30日、3个月", "write it with its unit, such as 30 days or 3 months")
        problems.add("C048", quoted(node.text) + _NO_LENGTH, first_line(node.span), hint)
        return None
    match unit:
        case "hour" | "day" | "workday" | "month" | "year":
            return Duration(int(found[1]), unit)
    raise KeyError(unit)


_NO_AMOUNT = Text("不是金额", " is not an amount of money")
_NO_LENGTH = Text("不是一段时间", " is not a length of time")


def _too_long(number: str) -> bool:
    return sum(c.isdigit() for c in number) > limits.NUMBER_DIGITS
