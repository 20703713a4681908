"""Names and values in running text: steps, fields, facts, numbers, days, lengths of time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import MOST_NUMERAL, chinese_number, money, multiple, quantity, word
from guiju.engine.handbook.scene import NAME_CHARS, Scene, field_declared, shown_text, step_name, type_of
from guiju.engine.semantics import core
from guiju.engine.semantics.vocabulary import Type
from msgspec.structs import replace

_IN_PROSE = {
    core.START: Text("开始之日", "first day"),
    core.END: Text("结束之日", "last day"),
    core.TIME: Text("时刻", "time of day"),
}
_TALLIES: dict[core.TallyKind, Text] = {
    "distinct": Text("不同值的个数", "the number of different values of"),
    "most_frequent": Text("中最多见的值出现的次数", "how often the most frequent value occurs among"),
    "sum": Text("的合计", "the sum of"),
}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_day(month: int, day: int) -> Text:
    return Text(f"{month}月{day}日", f"{day} {_MONTHS[month - 1]}")


def day_words(day: date) -> Text:
    """A day of the calendar, written out."""
    inner = month_day(day.month, day.day)
    return Text(f"{day.year}年{inner.zh}", f"{inner.en} {day.year}")


def from_parameter(text: Text, name: str | None, scene: Scene) -> Text:
    """The value with the parameter it came from in brackets: a lower layer may give that another value."""
    if name is None:
        return text
    declared = scene.program.params.get(name)
    words = shown_text(declared.name.words if declared else plain(name))
    return Text(f"{text.zh}(参数 {words.zh})", f"{text.en} (parameter “{words.en}”)")


def duration(length: core.Duration, scene: Scene) -> Text:
    if length.shares:
        parts = [multiple(duration(s.length, scene), s.n, s.d) for s in length.shares]
        return join(parts, "与", " plus ") + (Text("之和", "") if len(parts) > 1 else Text("", ""))
    if length.of is not None:
        place, name = length.of
        named = operand(core.FactRef(name) if place == "fact" else core.FieldRef("this", name), scene)
        return Text(f"{named.zh}所载的时长", f"the time stated as {named.en}")
    return from_parameter(quantity(length.n, length.unit), length.param, scene)


def number_words(value: Decimal) -> str:
    """Digits without an exponent or idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fraction(n: int, d: int) -> str:
    """A share in Chinese numerals, as the law writes it: 三分之二; with digits where these do not reach."""
    if not (0 < n < MOST_NUMERAL and 0 < d < MOST_NUMERAL):
        return f"{n}/{d}"
    return f"{chinese_number(d)}分之{chinese_number(n)}"


def literal(value: bool | Decimal | str | date | core.Duration, kind: Type | None, scene: Scene) -> Text:
    """A value written in a rule; `kind` is the type of what it is compared with."""
    if isinstance(value, bool):
        return quoted(word("truth", "yes" if value else "no"))
    if isinstance(value, Decimal):
        return money(value) if kind and kind.kind == "amount" else plain(number_words(value))
    if isinstance(value, core.Duration):
        return duration(value, scene)
    if isinstance(value, date):
        return day_words(value)
    named = next((v for v in kind.values if v.zh == value), None) if kind else None
    if named is not None:
        words = shown_text(named.words)
        return Text(words.zh, f"“{words.en}”")
    if value == NONE:
        return quoted(Text(NONE, "none"))
    return quoted(plain(shown(value, NAME_CHARS)))


def quoted(text: Text) -> Text:
    return Text(f"“{text.zh}”", f"“{text.en}”")


def operand(of: core.Operand, scene: Scene, like: Type | None = None) -> Text:
    """What is compared, as a noun; `like` is the type of the other side."""
    match of:
        case core.Lit(value, param):
            return from_parameter(literal(value, like, scene), param, scene)
        case core.FactRef(name):
            return fact(name, scene)
        case core.FieldRef("item", core.ELEMENT):
            return Text("该项", "the entry")
        case core.FieldRef(who, name):
            named = field(who, name, scene)
            kind = type_of(of, scene)
            numeric = kind is not None and kind.kind in ("number", "amount")
            return owner(who, scene) + Text(named.zh, f"“{named.en}”" if numeric else named.en)
        case core.Count(inner):
            of_list = operand(inner, scene)
            return Text(f"{of_list.zh}的个数", f"the number of entries in {of_list.en}")
        case core.Pick(which, inner):
            of_list = operand(inner, scene)
            return Text(
                f"{of_list.zh}中的{'第一个' if which == 'first' else '最后一个'}",
                f"the {which} entry of {of_list.en}",
            )
        case core.Tally(kind=how, of=inner, field=part):
            return _tally(_TALLIES[how], inner, part, scene)
        case core.Calc(op, left, right):
            kind = type_of(of, scene) if op in "+-" else None
            a = _term(left, scene, kind, bracketed=_binds(left) < _binds(of))
            b = _term(right, scene, kind, bracketed=_binds(right) <= _binds(of))
            return Text(f"{a.zh} {_SIGNS[op]} {b.zh}", f"{a.en} {_SIGNS[op]} {b.en}")


def _term(of: core.Operand, scene: Scene, like: Type | None, *, bracketed: bool) -> Text:
    """One side of a calculation; a name between signs needs no quotes."""
    text = operand(of, scene, like)
    if isinstance(of, core.FactRef):
        text = Text(text.zh, text.en.removeprefix("“").removesuffix("”"))
    return Text(f"({text.zh})", f"({text.en})") if bracketed else text


def _binds(of: core.Operand) -> int:
    """How closely an operand hangs together: sums least, then products, then what is no calculation."""
    return 2 if not isinstance(of, core.Calc) else 1 if of.op in "*/" else 0


def _tally(how: Text, of: core.FactRef | core.FieldRef, part: str | None, scene: Scene) -> Text:
    """What is reckoned over a list, or over one field of its entries."""
    whole = operand(of, scene)
    if part is not None:
        named = field("item", part, replace(scene, listed=type_of(of, scene)))
        whole = Text(f"{whole.zh}中各项{named.zh}", f"“{named.en}” in {whole.en}")
    return Text(f"{whole.zh}{how.zh}", f"{how.en} {whole.en}")


def fact(name: str, scene: Scene) -> Text:
    """A fact of the case; in English in quotes, since its name is seldom a noun."""
    words = shown_text(scene.program.vocabulary.words(name))
    return Text(words.zh, f"“{words.en}”")


def field(who: core.Who, name: str, scene: Scene) -> Text:
    """The name of a field alone."""
    if who != "item" and name in _IN_PROSE:
        return _IN_PROSE[name]
    declared = field_declared(scene, who, name)
    return shown_text(declared.name.words if declared else plain(name))


def owner(who: core.Who, scene: Scene) -> Text:
    """The owner of a field, put before its name: nothing in Chinese and `its` in English where it is plain."""
    if who == scene.own:
        return Text("", "its ")
    if who == "item":
        return Text("该项的", "the entry’s ")
    step = scene.step if who == "this" else scene.that
    if step is None:
        return (
            Text(f"{scene.mention.zh}的", f"the {scene.mention.en}’s ") if who == "this" else Text("", "its ")
        )
    name = step_name(scene, step)
    return (
        Text(f"本次{name.zh}的", f"this {name.en}’s ")
        if who == "this"
        else Text(f"该次{name.zh}的", f"that {name.en}’s ")
    )
