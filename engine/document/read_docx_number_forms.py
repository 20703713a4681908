"""Numbers as Word writes them in front of numbered paragraphs: one function for each form that Chinese documents use.

The names are those of ST_NumberFormat in ISO/IEC 29500-1, 17.18.59.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_SIMPLE = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 9_999


def _chinese(n: int, digits: str = _SIMPLE, units: str = "十百千", bare_ten: bool = True) -> str:
    """1..9999: 十二, 一百零五; with `bare_ten` off 一十二 also at the front."""
    out, zero = "", False
    for power in range(3, -1, -1):
        digit = n // 10**power % 10
        if digit:
            out += (digits[0] if zero and out else "") + digits[digit] + (units[power - 1] if power else "")
            zero = False
        else:
            zero = True
    return out[1:] if bare_ten and 10 <= n < 20 else out


def _by_digit(n: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(n))


def _roman(n: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        times, n = divmod(n, worth)
        out += sign * times
    return out


def _letter(n: int) -> str:
    """a … z, aa, bb …, as Word counts on."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _row(first: str, most: int) -> Callable[[int], str]:
    """Signs that stand one behind the other in Unicode, for 1 up to `most`; digits beyond."""
    return lambda n: chr(ord(first) + n - 1) if n <= most else str(n)


def _formal(n: int) -> str:
    return _chinese(n, _FORMAL, "拾佰仟", bare_ten=False)


FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "chineseLegalSimplified": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
}


def written(n: int, form: str) -> str:
    """The number in the form; in digits where the form is unknown or does not reach so far."""
    return FORMS[form](n) if form in FORMS and 0 < n <= _MOST else str(n)
