"""Conditions as clauses, and steps with conditions as nouns."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.english import a, listing, plural
from guiju.engine.handbook.scene import Scene, step_name, type_of
from guiju.engine.handbook.sentences_atoms import Atom, atom
from guiju.engine.handbook.sentences_records import Noun, happening
from guiju.engine.handbook.sentences_values import fraction, literal, operand, owner
from guiju.engine.handbook.sentences_windows import counting_words, excluding_words
from guiju.engine.semantics import core
from msgspec.structs import replace

_SHORT = 24
"""Characters of a Chinese condition up to which it can stand before its noun without losing the reader."""


def condition(cond: core.Cond, scene: Scene) -> Text:
    """A condition as a clause."""
    match cond:
        case core.Not(of) if isinstance(of, Atom):
            return atom(of, scene, denied=True)
        case core.Not(of):
            inner = condition(of, scene)
            return Text(f"并非({inner.zh})", f"it is not so that ({inner.en})")
        case core.And(parts):
            return _joined(_merged(parts, scene), Text("且", "and"))
        case core.Or(parts):
            return _joined([_part(p, scene) for p in parts], Text("或者", "or"))
        case core.Quant():
            return _quantified(cond, scene)
        case core.Lasting():
            return _lasting(cond, scene)
        case core.Occurs(req):
            return happening(req, pattern(req.step, req.where, scene), scene)
        case _:
            return atom(cond, scene, denied=False)


def pattern(step: str, where: core.Cond, scene: Scene) -> Noun:
    """A record looked for, as a noun: `结论为合法的合法性审查`. Another one, where the activation is of that step."""
    name = step_name(scene, step)
    another = step == scene.step
    singular, many = (
        (f"other {name.en}", plural(f"other {name.en}")) if another else (name.en, plural(name.en))
    )
    noun = Noun(
        f"其他的{name.zh}" if another else name.zh,
        f"another {name.en}" if another else a(name.en),
        singular,
        many,
    )
    return noun if where == core.Const(True) else _with(noun, where, replace(scene, that=step, own="that"))


def described(step: str, where: core.Cond, scene: Scene) -> Noun:
    """A record of the activating step with a condition over its own fields, as a noun."""
    name = step_name(scene, step)
    noun = Noun(name.zh, a(name.en), name.en, plural(name.en))
    return noun if where == core.Const(True) else _with(noun, where, replace(scene, own="this"))


def _with(noun: Noun, where: core.Cond, scene: Scene) -> Noun:
    clause = condition(where, scene)
    behind = _relative(where, clause.en, scene)
    zh = f"{de(clause.zh)}{noun.zh}" if len(clause.zh) <= _SHORT else f"{noun.zh}(限于{de(clause.zh)})"
    return Noun(zh, *(f"{part} {behind}" for part in (noun.one, noun.name, noun.many)))


def _relative(where: core.Cond, clause: str, scene: Scene) -> str:
    """`whose conclusion is lawful` where each part is about a field of the record, else `for which …`."""
    parts = where.parts if isinstance(where, core.And) else (where,)
    clauses = [c.en for c in _merged(parts, scene)]
    if all(c.startswith("its ") for c in clauses) and not isinstance(where, core.Or):
        return listing([f"whose {c.removeprefix('its ')}" for c in clauses], "and")
    return f"for which {clause}"


def de(clause: str) -> str:
    """A Chinese clause made to stand before a noun."""
    return clause if clause.endswith("的") else f"{clause}的"


def once_owned(text: Text, scene: Scene) -> Text:
    """The text with the activating record named once as the owner of fields, and `its` from then on."""
    whose = owner("this", replace(scene, own=None))
    out = []
    for language, its in ((0, "其"), (1, "its ")):
        before, name, after = (text.zh, text.en)[language].partition((whose.zh, whose.en)[language])
        out.append(before + name + after.replace(name, its) if name else before)
    return Text(*out)


def _merged(parts: tuple[core.Cond, ...], scene: Scene) -> list[Text]:
    """The parts of a conjunction; that something is stated and what it says become one: `载明结论为合法`."""
    out: list[Text] = []
    rest = list(parts)
    while rest:
        first = rest.pop(0)
        if isinstance(first, core.Stated) and rest and _subject(rest[0]) == first.of:
            said = condition(rest.pop(0), scene)
            out.append(Text(f"载明{said.zh}", f"it is stated that {said.en}"))
        else:
            out.append(_part(first, scene))
    return out


def _subject(cond: core.Cond) -> core.Operand | None:
    """What a simple condition says something about."""
    match cond:
        case core.Not(of):
            return _subject(of)
        case core.Truth(of) | core.Contains(of, _):
            return of
        case core.Compare(_, left, _) | core.Member(left, _):
            return left
        case _:
            return None


def _part(cond: core.Cond, scene: Scene) -> Text:
    text = condition(cond, scene)
    return Text(f"({text.zh})", f"({text.en})") if isinstance(cond, core.And | core.Or) else text


def _joined(parts: list[Text], by: Text) -> Text:
    """Clauses in a row; short ones without a comma before the last in Chinese."""
    zh = [p.zh for p in parts]
    if len(zh) < 2:
        return parts[0] if parts else Text("", "")
    comma = "" if len(zh) == 2 and sum(map(len, zh)) < _SHORT and "," not in "".join(zh) else ","
    return Text(
        f"{','.join(zh[:-1])}{comma}{by.zh}{zh[-1]}",
        listing([p.en for p in parts], "and" if by.en == "and" else "or"),
    )


def _quantified(cond: core.Quant, scene: Scene) -> Text:
    whole = operand(cond.of, scene)
    inside = replace(scene, own="item", listed=type_of(cond.of, scene))
    inner = condition(cond.where, inside)
    n = cond.n
    entries = "entry" if n == 1 else "entries"
    amount = {
        "every": Text("每一个都", "every entry of"),
        "at_least": Text(f"至少{n}个", f"at least {n} {entries} of"),
        "at_most": Text(f"至多{n}个", f"at most {n} {entries} of"),
        "exactly": Text(f"恰好{n}个", f"exactly {n} {entries} of"),
        "most": Text("过半数", "more than half of the entries of"),
        "share": Text(f"至少{fraction(n, cond.d)}", f"at least {n}/{cond.d} of the entries of"),
    }[cond.kind]
    return Text(
        f"{whole.zh}中有{amount.zh}符合({inner.zh})"
        if cond.kind != "every"
        else f"{whole.zh}中{amount.zh}符合({inner.zh})",
        f"for {amount.en} {whole.en} ({inner.en})",
    )


def _lasting(cond: core.Lasting, scene: Scene) -> Text:
    length = bounded_length(cond, scene)
    if cond.first is None and cond.last is None:
        whose = owner(cond.who or "this", scene)
        who_en = whose.en.removesuffix("’s ") if whose.en != "its " else "it"
        return Text(f"{whose.zh.removesuffix('的')}持续{length.zh}", f"{who_en} lasts {length.en}")
    span = span_words(cond, scene)
    return Text(f"{span.zh}为{length.zh}", f"the time {span.en} is {length.en}")


def bounded_length(of: core.Lasting | core.Lasts, scene: Scene) -> Text:
    """`至少30日`, with how it is counted."""
    length = literal(of.duration, None, scene)
    least = of.op == ">="
    words = (
        Text(f"至少{length.zh}", f"at least {length.en}")
        if least
        else Text(f"至多{length.zh}", f"at most {length.en}")
    )
    return words + counting_words(of.full_days, of.roll) + excluding_words(of.excluding, scene)


def span_words(of: core.Lasting | core.Lasts, scene: Scene) -> Text:
    """`从甲日到乙日`; a day that is not named is the start, or the end, of the record."""
    who = of.who if isinstance(of, core.Lasting) else "this"
    first = of.first or core.FieldRef(who or "this", core.START)
    last = of.last or core.FieldRef(who or "this", core.END)
    x, y = operand(first, scene), operand(last, scene)
    return Text(f"从{x.zh}到{y.zh}", f"from {x.en} to {y.en}")
