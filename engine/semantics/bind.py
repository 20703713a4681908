"""Loading a case file: bytes of anyone's making to a typed `Case`, or everything that is wrong with them.

In: YAML in UTF-8 (case/compose.py says which part of YAML), the vocabulary, the procedures and the rules of the packs
(rules are what waivers and reviewed passages name; a caller that knows none refuses files with either).
Out: the case with canonical Chinese names, or None, and all diagnostics (`C…` codes of case/codes.py, `G…` for
unreadable files) in the order of their places. Nothing is raised for a bad file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from guiju.engine.case.compose import compose
from guiju.engine.case.form import AuthorityForm, CaseForm
from guiju.engine.case.model import Authority, Case, Value
from guiju.engine.case.nodes import MapNode, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.structure import read_form, report_same
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, by_place, has_errors
from guiju.engine.diagnostics.source import Source, read_source
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind_names import Lexicon, unknown_fact, unknown_procedure
from guiju.engine.semantics.bind_records import check_path, read_records
from guiju.engine.semantics.bind_values import is_unknown, read_name, read_value, read_yesno
from guiju.engine.semantics.program import Rule
from guiju.engine.semantics.vocabulary import Procedure, Vocabulary


def load_case(
    path: Path,
    vocabulary: Vocabulary,
    procedures: Mapping[str, Procedure],
    name: str | None = None,
    rules: Sequence[Rule] = (),
) -> tuple[Case | None, list[Diagnostic]]:
    """The case in the file at `path`. `name` is the path to show in messages, when it is another one."""
    try:
        source = read_source(path, name)
    except Refused as refused:
        return None, list(refused.diagnostics)
    return bind_source(source, vocabulary, procedures, rules)


def bind_source(
    source: Source,
    vocabulary: Vocabulary,
    procedures: Mapping[str, Procedure],
    rules: Sequence[Rule] = (),
) -> tuple[Case | None, list[Diagnostic]]:
    """The case in a text already read; None when any diagnostic is an error."""
    problems = Problems()
    lexicon = Lexicon(vocabulary, procedures)
    case = None
    root = compose(source, problems)
    if root is not None:
        form = read_form(root, problems, [Text(p.name.zh, p.name.en) for p in procedures.values()])
        if form is not None:
            case = _case(form, source.name, lexicon, rules, problems)
    # a value that is referred to several times is read, and found at fault, several times
    found = by_place(dict.fromkeys(problems.found))
    return (None if has_errors(found) else case), found


def _case(form: CaseForm, file: str, lexicon: Lexicon, rules: Sequence[Rule], problems: Problems) -> Case:
    spans: dict[str, Span] = {}
    stated = (("案卷", form.name), ("结案", form.closed), ("原案", form.prior_case), ("文本", form.text))
    for key, word in stated:
        if word is not None:
            spans[key] = word.span
    if form.procedure:
        spans["程序"] = form.procedure[0].span
    fact_spans: dict[str, Span] = {}
    if form.prior_case is not None:
        check_path(form.prior_case, Text("原案", "the prior case "), problems)
    if form.text is not None:
        check_path(form.text, Text("文本", "the text "), problems)
    return Case(
        name=(form.name.text.strip() if form.name else "") or PurePath(file).stem,
        procedures=_procedures(form.procedure, lexicon, problems),
        authority=_authority(form.authority, lexicon, problems, spans),
        closed=bool(form.closed and read_yesno(form.closed, problems)),
        facts=_facts(form.facts, lexicon, problems, fact_spans),
        records=read_records(form.steps, lexicon, problems),
        file=file,
        prior_case=form.prior_case.text if form.prior_case else None,
        text=form.text.text.strip() if form.text else None,
        fact_spans=fact_spans,
        spans=spans,
        waivers=_waivers(form, rules, problems) if form.waivers else (),
        reviewed=_reviewed(form, rules, problems) if form.reviewed else (),
    )


def _waivers(form: CaseForm, rules: Sequence[Rule], problems: Problems) -> tuple[Waiver, ...]:
    from guiju.engine.semantics.bind_waivers import read_waivers  # few cases have any

    return read_waivers(form.waivers, rules, problems)


def _reviewed(form: CaseForm, rules: Sequence[Rule], problems: Problems) -> tuple[ReviewedPassage, ...]:
    from guiju.engine.semantics.bind_reviewed import read_reviewed  # few cases have any

    return read_reviewed(form.reviewed, rules, problems)


def _procedures(words: list[Scalar], lexicon: Lexicon, problems: Problems) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words:
        name = lexicon.procedure_names.get(word.text)
        if name is None:
            unknown_procedure(word, lexicon, problems)
        else:
            found[name.zh] = None
    return tuple(found)


def _authority(
    form: AuthorityForm | None, lexicon: Lexicon, problems: Problems, spans: dict[str, Span]
) -> Authority:
    if form is None:
        return Authority()
    stated = {
        key: word
        for key, word in (("名称", form.name), ("层级", form.level), ("地区", form.region))
        if word is not None and not is_unknown(word)
    }
    for key, word in stated.items():
        spans.setdefault("机关", word.span)
        if key != "名称":
            spans[key] = word.span
    texts = {key: word.text for key, word in stated.items()}
    level = texts.get("层级")
    if level is not None and lexicon.vocabulary.levels:
        level = read_name(stated["层级"], lexicon.vocabulary.levels, problems)
    return Authority(texts.get("名称"), level, texts.get("地区"))


def _facts(
    node: MapNode | None, lexicon: Lexicon, problems: Problems, spans: dict[str, Span]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    seen: dict[str, Scalar] = {}
    for entry in node.entries if node else ():
        fact = lexicon.facts.get(entry.key.text)
        if fact is None:
            unknown_fact(entry.key, lexicon, problems)
            continue
        first = seen.setdefault(fact.name.zh, entry.key)
        if first is not entry.key:
            report_same(entry.key, first, problems)
            continue
        spans[fact.name.zh] = entry.value.span
        value = read_value(entry, fact.type, problems)
        if value is not None:
            values[fact.name.zh] = value
    return values
