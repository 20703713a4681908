"""What an editor tells about a thing a word stands for: its names, what it is, and the law behind it, in Markdown."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity, word
from guiju.engine.editor.about_law import about_norm, cited
from guiju.engine.editor.library import Library
from guiju.engine.editor.markdown import bold, bullets, code, escaped, labelled, paragraphs, spelled
from guiju.engine.editor.sameness import Speaking, speaking_of
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.names import Reference
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    FactDecl,
    FieldDecl,
    Name,
    StepDecl,
    Type,
    find_field,
)

_KINDS = {
    "step": Text("步骤", "step"),
    "field": Text("字段", "field"),
    "fact": Text("事实", "fact"),
    "value": Text("取值", "value"),
    "rule": Text("规则", "rule"),
    "norm": Text("规范", "norm"),
    "procedure": Text("程序", "procedure"),
    "pack": Text("规则包", "pack"),
    "definition": Text("定义", "definition"),
    "parameter": Text("参数", "parameter"),
    "wording": Text("用语", "wording"),
    "word": Text("语言的词", "word of the language"),
}


def kind_word(kind: str) -> Text:
    """What a thing of a kind is called."""
    return _KINDS[kind]


def about(library: Library, reference: Reference) -> Text:
    """All that is worth saying of what a word stands for."""
    name = reference.name
    match reference.kind:
        case "step" if (step := library.program.vocabulary.steps.get(name.zh)) is not None:
            return paragraphs([_head("step", name), _fields(step), _speakers(library, reference)])
        case "fact":
            return paragraphs(
                [_head("fact", name), *_fact(_fact_decl(library, name)), _speakers(library, reference)]
            )
        case "field":
            return paragraphs(
                [_head("field", name), *_field(library, reference), _speakers(library, reference)]
            )
        case "rule":
            return about_rule(library, name.zh) or _head("rule", name)
        case "norm":
            return about_norm(library, name.zh)
        case "value":
            owner = labelled("属于", "of", code(reference.owner)) if reference.owner else None
            return paragraphs([_head("value", name), owner])
        case "parameter" if (param := library.program.params.get(name.zh)) is not None:
            rows = [
                Text(f"{_amount(v.value).zh}({v.pack})", f"{_amount(v.value).en} ({v.pack})")
                for v in param.values
            ]
            return paragraphs([_head("parameter", name), bullets([escaped(r) for r in rows])])
        case "wording" if (wording := library.program.wordings.get(name.zh)) is not None:
            patterns = bullets([code(p) for p in wording.patterns])
            return paragraphs([_head("wording", name), patterns, _speakers(library, reference)])
        case "pack" if (pack := library.program.packs.get(name.zh)) is not None:
            return paragraphs([_head("pack", name), escaped(pack.title)])
        case "definition":
            return paragraphs([_head("definition", name), _speakers(library, reference)])
    return _head(reference.kind, name)


def gist(library: Library, reference: Reference) -> Text | None:
    """The same in a line or two, for a list to choose from."""
    name = reference.name
    match reference.kind:
        case "step" if (step := library.program.vocabulary.steps.get(name.zh)) is not None:
            return _fields(step)
        case "fact":
            return paragraphs(_fact(_fact_decl(library, name)))
        case "field":
            return paragraphs(_field(library, reference))
        case "rule" if (item := _speaking(library, name.zh)) is not None:
            return paragraphs([escaped(item.gist), cited(library, item.basis)])
        case "norm":
            return about_norm(library, name.zh)
        case "wording" if (wording := library.program.wordings.get(name.zh)) is not None:
            return join([code(p) for p in wording.patterns], zh="、", en=", ")
        case "pack" if (pack := library.program.packs.get(name.zh)) is not None:
            return escaped(pack.title)
    return None


def about_rule(library: Library, rule_id: str) -> Text | None:
    """A rule or exception: gist, article, strength, severity, what it asks in plain words, and the cure."""
    item = _speaking(library, rule_id)
    if item is None:
        return None
    parts = [_head_of(item), escaped(item.gist), cited(library, item.basis)]
    if isinstance(item, Rule):
        from guiju.engine.handbook.sentences import rule_sentence
        from guiju.engine.report.words.suspicion import grave_for, suspected_sentence

        strength, severity = word("strength", item.strength), grave_for(item)
        parts += [
            join([strength, severity], zh=" · ", en=" · "),
            escaped(rule_sentence(item, library.program)),
            escaped(suspected_sentence(item.suspected)) if item.suspected else None,
            labelled("补正", "cure", escaped(item.cure)) if item.cure else None,
        ]
    elif isinstance(item, ExceptionRule):
        parts.append(labelled("针对", "against", _aim(item)))
    return paragraphs(parts)


def _aim(exception: ExceptionRule) -> Text:
    if exception.whole_pack:
        return Text("本包全部规则", "all rules of this pack")
    return join([code(t) for t in exception.targets])


def _speaking(library: Library, item_id: str) -> Speaking | None:
    program = library.program
    items: tuple[Speaking, ...] = (*program.rules, *program.exceptions, *program.counts, *program.scopes)
    return next((item for item in items if item.id == item_id), None)


def _head(kind: str, name: Name) -> Text:
    kind_of = _KINDS[kind]
    title, names = bold(name.text), spelled(name)
    return Text(f"{title.zh} — {kind_of.zh} {names.zh}", f"{title.en} — {kind_of.en} {names.en}")


def _head_of(item: Speaking) -> Text:
    title, names = bold(item.name.words), spelled(item.name)
    kind_of = Text("除外", "out of scope")
    if isinstance(item, Rule):
        kind_of = word("modality", item.modality)
    elif isinstance(item, ExceptionRule):
        kind_of = Text("例外", "exception")
    elif isinstance(item, CountsRule):
        kind_of = Text("视为", "counts as") if item.counts else Text("不视为", "does not count")
    return Text(f"{title.zh} — {kind_of.zh} {names.zh}", f"{title.en} — {kind_of.en} {names.en}")


def _speakers(library: Library, reference: Reference) -> Text | None:
    """The rules that speak of a thing, each with its article."""
    rows = [_row(library, item) for item in speaking_of(library, reference)]
    listed = bullets(rows)
    if listed is None:
        return None
    return Text(f"涉及它的规则:\n{listed.zh}", f"Rules that speak of it:\n{listed.en}")


def _row(library: Library, item: Speaking) -> Text:
    name, law = escaped(item.name.words), cited(library, item.basis)
    return Text(f"{name.zh} — {law.zh}", f"{name.en} — {law.en}") if law else name


def _fields(step: StepDecl) -> Text | None:
    shape = Text("有起有止的步骤", "lasts from a start to an end") if step.interval else None
    fields = join([_typed(f.name, f.type) for f in step.fields], zh=", ")
    listed = labelled("字段", "fields", fields) if step.fields else None
    return paragraphs([shape, listed])


def _fact_decl(library: Library, name: Name) -> FactDecl | None:
    return library.program.vocabulary.facts.get(name.zh) or AUTHORITY_FACTS.get(name.zh)


def _fact(fact: FactDecl | None) -> list[Text | None]:
    if fact is None:
        return []
    question = escaped(fact.question) if fact.question else None
    default = labelled("默认", "default", _amount(fact.default)) if fact.default is not None else None
    return [question, _type(fact.type), default]


def _field(library: Library, reference: Reference) -> list[Text | None]:
    step = library.program.vocabulary.steps.get(reference.owner)
    declared: FieldDecl | None = find_field(step.fields, reference.name.zh) if step else None
    if step is None or declared is None:
        return []
    return [labelled("属于", "of", code(step.name.zh)), _type(declared.type)]


def _typed(name: Name, kind: Type) -> Text:
    words = escaped(_type(kind))
    return Text(f"{escaped(name.text).zh}({words.zh})", f"{escaped(name.text).en} ({words.en})")


def _type(kind: Type) -> Text:
    if kind.item:
        fields = join([f.name.text for f in kind.item])
        return Text(f"列表,每项有 {fields.zh}", f"a list, each with {fields.en}")
    if kind.values:
        values = join([v.text for v in kind.values], zh=" | ", en=" | ")
        return Text(f"列表:{values.zh}", f"a list of {values.en}") if kind.kind == "list" else values
    return _TYPES[kind.kind]


_TYPES = {
    "yesno": Text("是或否", "yes or no"),
    "number": Text("数", "a number"),
    "amount": Text("金额,带单位", "an amount with its unit"),
    "duration": Text("一段时间,带单位", "a length of time with its unit"),
    "text": Text("文字", "a text"),
    "list": Text("列表", "a list"),
    "date": Text("日期", "a date"),
    "cite": Text("引文,或者无", "a citation, or none"),
    "enum": Text("取值", "one of several values"),
}


def _amount(value: object) -> Text:
    if isinstance(value, bool):
        return word("truth", "yes" if value else "no")
    if isinstance(value, Duration):
        return quantity(value.n, value.unit)
    return escaped(Text(str(value), str(value)))
