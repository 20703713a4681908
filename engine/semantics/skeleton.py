"""An empty case file for a procedure, to be filled in by a person: what can be stated, and which articles ask for it.

Lines that begin with `# ` are data switched off, lines that begin with `## ` are words. Taking away one `# ` per line
(as editors do for a selection) switches data on and leaves the words comments. The file loads without error as it
is, and also with lines switched on whose value is still 未知 (unknown); only dates must then be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import NONE
from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import money, quantity, word
from guiju.engine.semantics.program import Citation, Program, Rule
from guiju.engine.semantics.rule_steps import named_steps
from guiju.engine.semantics.usual import Asked, facts_of, owed_steps, rules_of, steps_of
from guiju.engine.semantics.vocabulary import FactDecl, Name, StepDecl, Type

SCHEMA = "guiju-case.schema.json"

_KINDS = {
    "number": Text("数字", "a number"),
    "amount": Text("带单位的金额 5000万元", "an amount with its unit: 100 yuan"),
    "duration": Text("带单位的一段时间 30日", "a length of time with its unit: 30 days"),
    "text": Text("文字", "a text"),
    "list": Text("一项或几项 [甲, 乙]", "one item or several [a, b]"),
    "date": Text("日期 2019-09-05", "a date 2019-09-05"),
    "cite": Text("写明依据的条文,没有就填 无", "the provision it rests on, or none"),
}
_INTRO = (
    Text(
        "去掉行首的「# 」就是填写这一行;不知道的不用管。",
        "Take away the “# ” of a line to fill it in.",
    ),
    Text("以「## 」开头的是说明,不用去掉。", "Lines that begin with “## ” are explanations: leave them."),
)
_KEYS = {
    "case": Text("案卷", "case"),
    "procedure": Text("程序", "procedure"),
    "authority": Text("机关", "authority"),
    "name": Text("名称", "name"),
    "level": Text("层级", "level"),
    "region": Text("地区", "region"),
    "closed": Text("结案", "closed"),
    "facts": Text("事实", "facts"),
    "steps": Text("步骤", "steps"),
    "step": Text("步骤", "step"),
    "date": Text("日期", "date"),
    "start": Text("起", "start"),
    "end": Text("止", "end"),
    "actor": Text("主体", "actor"),
    "evidence": Text("凭证", "evidence"),
}
_WAIVERS = (
    Text(
        "经有权的人签字放行一条规则的,写在这里;结论不变,只是不计入退出码:",
        "A rule waived by whoever may sign for it; the finding stays, and is left out of the exit code:",
    ),
    Text("  放行:", "  waivers:"),
    Text(
        "    - {规则: 名称或编号, 批准: 谁, 批准日期: YYYY-MM-DD, 理由: 为什么, 依据: 哪一条, 至: YYYY-MM-DD}",
        "    - {rule: name or number, approved_by: who, approved_on: YYYY-MM-DD, reason: why, basis: which article, "
        "until: YYYY-MM-DD}",
    ),
)
_REVIEWED = (
    Text(
        "疑似的地方由人核对,核对结果写在这里;原文照抄报告里的那句话:",
        "What a person found of suspected passages; the quote is copied from the report:",
    ),
    Text("  核对:", "  reviewed:"),
    Text(
        "    - {规则: 名称或编号, 原文: 那句话, 属实: 是或否, 核对人: 谁, 日期: YYYY-MM-DD, 理由: 为什么}",
        "    - {rule: name or number, quote: the words, confirmed: yes or no, by: who, date: YYYY-MM-DD, reason: why}",
    ),
)
"""Words, not lines to switch on: somebody answers for what is written there."""
_RULES_SHOWN, _CITATIONS_SHOWN = 2, 2
_UNKNOWN = Text("未知", "unknown")
_USUALLY = Text("通常:", "usually: ")


def skeleton(
    asked: Asked,
    lang: Lang,
    cite: Callable[[Citation], Text],
    schema: str = SCHEMA,
    notes: Iterable[Text] = (),
) -> str:
    """The text of a case file for a procedure. KeyError if the program has no such procedure.

    `cite` words a citation; `schema` is the path or address of the JSON Schema that editors are to use; `notes`
    stand among the words at the top. Packs of one place or organ add neither steps nor facts nor articles, unless
    their files are asked for.
    """
    program, declared = asked.program, asked.declared
    steps = _in_order(steps_of(asked), program)
    general = [rule for rule in rules_of(asked) if not asked.lies_in_files(rule.span)]
    asked_for = [rule for rule in rules_of(asked) if asked.lies_in_files(rule.span)]
    words = (*_INTRO, *_usual(steps, asked), *notes)
    return "\n".join(
        [
            f"# yaml-language-server: $schema={_one_line(schema)}",
            *(f"## {_one_line(line.in_lang(lang))}" for line in words),
            "",
            f'{_key("case", lang)}: ""',
            f"{_key('procedure', lang)}: {declared.name.text.in_lang(lang)}",
            *_authority(program.vocabulary.levels, lang),
            f"{_key('closed', lang)}: {word('truth', 'no').in_lang(lang)}",
            "",
            f"{_key('facts', lang)}:",
            *(line for fact in facts_of(asked) for line in _fact(fact, lang)),
            "",
            f"{_key('steps', lang)}:",
            *(line for step in steps for line in _step(step, (general, asked_for), lang, cite)),
            "",
            *(f"## {line.in_lang(lang)}" for line in _WAIVERS),
            *([f"## {line.in_lang(lang)}" for line in _REVIEWED] if _suspects(asked) else []),
            "",
        ]
    )


def _suspects(asked: Asked) -> bool:
    return any(rule.suspected is not None for rule in rules_of(asked))


def _usual(steps: list[StepDecl], asked: Asked) -> Iterator[Text]:
    needed = owed_steps(asked)
    names = [step.name.text for step in steps if step.name.zh in needed]
    if names:
        yield Text("每个案卷通常都有的步骤:", "Steps that every case usually has: ") + join(names)


def _authority(levels: tuple[Name, ...], lang: Lang) -> Iterator[str]:
    yield f"# {_key('authority', lang)}:"
    for key in ("name", "level", "region"):
        words = join([level.text for level in levels]) if key == "level" and levels else None
        yield "# " + _line("  " + _key(key, lang), words, lang)


def _fact(fact: FactDecl, lang: Lang) -> Iterator[str]:
    if fact.question is not None:
        yield "  ## " + _one_line(fact.question.in_lang(lang))
    words = _allowed(fact.type)
    if fact.default is not None:
        words += Text(";不填时按 ", "; if left out: ") + _default(fact)
    yield "  # " + _line(fact.name.text.in_lang(lang), words, lang)


def _step(
    step: StepDecl, rules: tuple[list[Rule], ...], lang: Lang, cite: Callable[[Citation], Text]
) -> Iterator[str]:
    """A step switched off, with a few rules of each kind that speak of it."""
    yield ""
    yield f"  # - {_key('step', lang)}: {step.name.text.in_lang(lang)}"
    for key in ("start", "end") if step.interval else ("date",):
        yield f"  #   {_key(key, lang)}: YYYY-MM-DD"
    for key, usual in (("actor", step.actors), ("evidence", step.evidence)):
        words = _USUALLY + join([plain(u) for u in usual]) if usual else None
        yield "  # " + _line("  " + _key(key, lang), words, lang)
    for field in step.fields:
        yield "  # " + _line("  " + field.name.text.in_lang(lang), _allowed(field.type), lang)
    concerned = [(rule for rule in kind if step.name.zh in named_steps(rule)) for kind in rules]
    for rule in chain.from_iterable(islice(some, _RULES_SHOWN) for some in concerned):
        basis = join([cite(citation) for citation in rule.basis[:_CITATIONS_SHOWN]]) + Text(":", ": ")
        yield "  ## " + _one_line((basis + rule.gist).in_lang(lang))


def _line(key: str, words: Text | None, lang: Lang) -> str:
    note = f"  ## {_one_line(words.in_lang(lang))}" if words else ""
    return f"{key}: {_UNKNOWN.in_lang(lang)}{note}"


def _allowed(type_: Type) -> Text:
    """What may be written for a value of the type."""
    if type_.kind == "yesno":
        return join([word("truth", "yes"), word("truth", "no")])
    if type_.item:
        parts = join([field.name.text + Text(": …", ": …") for field in type_.item], ", ", ", ")
        return Text("一项或几项 ", "one item or several ") + Text("{", "{") + parts + Text("}", "}")
    if type_.values:
        return join([name.text for name in type_.values])
    return _KINDS[type_.kind]


def _default(fact: FactDecl) -> Text:
    if isinstance(fact.default, bool):
        return word("truth", "yes" if fact.default else "no")
    if fact.type.kind == "cite" and fact.default == NONE:
        return Text(NONE, "none")
    if isinstance(fact.default, Duration):
        return quantity(fact.default.n, fact.default.unit)
    if fact.type.kind == "amount" and isinstance(fact.default, Decimal):
        return money(fact.default)
    named = next((name for name in fact.type.values if name.zh == fact.default), None)
    return named.text if named else plain(str(fact.default))


def _key(key: str, lang: Lang) -> str:
    return _KEYS[key].in_lang(lang)


def _one_line(text: str) -> str:
    """Words of a pack as part of a comment: no line end and nothing unprintable can break out of it."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _in_order(steps: Iterable[StepDecl], program: Program) -> list[StepDecl]:
    place = {zh: n for n, zh in enumerate(program.order)}
    return sorted(steps, key=lambda step: place.get(step.name.zh, len(place)))
