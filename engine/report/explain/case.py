"""A case against rules for a terminal: for each finding its proof tree, what to do, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.explain.explained import CaseExplained, Explained
from guiju.engine.explain.node import Node
from guiju.engine.report.explain.change import TITLE, ChangeWords
from guiju.engine.report.explain.rows import POWER, heading, rows_of
from guiju.engine.report.explain.tree import tree_lines
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.verdict.outline import MARKS
from guiju.engine.report.verdict.proof_parts import activation_label, proof_parts
from guiju.engine.report.words.citation import cite_basis
from guiju.engine.report.words.headline import law_asked
from guiju.engine.report.words.naming import Names, behind, named, visible
from guiju.engine.report.words.suspicion import finding_word
from guiju.engine.report.words.waivers import ignored_waivers, marked_if_waived
from guiju.engine.semantics.program import Rule


def render_case(explained: CaseExplained, rules: Sequence[Rule], lang: Lang, width: int = 100) -> str:
    """How a case stands against the rules: for each finding its tree, and what would change it."""
    verdict = explained.verdict
    names = Names(verdict.program)
    changes = ChangeWords(verdict.program, names, verdict.on)
    seen = behind(plain(named(verdict.case.name)), _seen(verdict))
    file = Text(f"案卷文件 {named(verdict.case.file)}", f"case file {named(verdict.case.file)}")
    looked = (a.text for a in verdict.assumptions if a.of_run)
    head = [seen, file, *looked, *ignored_waivers(verdict)]
    lines = [line for text in head for line in fill(visible(text.in_lang(lang)), width)]
    for rule in rules:
        found = [e for e in explained.findings if e.finding.rule.id == rule.id]
        lines += ["", *fill(heading(rule, names, lang), width)]
        lines += rows_of({"gist": [rule.gist]} if found else _without_finding(rule), lang, width)
        for one in found:
            lines += _finding(one, explained, names, changes, lang, width)
    return "\n".join(lines) + "\n"


def _seen(verdict: Verdict) -> Text:
    """On which day, and by the law of which one if that was asked."""
    seen = Text(f"{verdict.on} 所见", f"as seen on {verdict.on}")
    law = verdict.program.law
    return seen if law is None else join([seen, law_asked(law)], ",", ", ")


def _without_finding(rule: Rule) -> dict[str, list[Text]]:
    """A rule that gives no finding on the case: a power, or one of a pack that does not bind it."""
    if rule.modality == "may":
        return {"gist": [rule.gist, POWER]}
    reason = Text(
        "这份案卷不受这条规则所在的规则包约束(程序、地区、层级)",
        "the pack of this rule does not bind this case (procedure, region, level)",
    )
    return {"gist": [rule.gist, reason]}


def _finding(
    one: Explained, explained: CaseExplained, names: Names, changes: ChangeWords, lang: Lang, width: int
) -> Iterator[str]:
    finding = one.finding
    basis = cite_basis(finding, names.norms)
    yield from rows_of({"basis": [basis]}, lang, width)
    yield ""
    about = activation_label(finding, names, lang)
    state = marked_if_waived(finding_word(finding), finding).in_lang(lang)
    yield from fill(f"{MARKS[finding.state]} {state} ─ {about}", width, "  ", "    ")
    yield from _labelled(Text("认定", "Finding").in_lang(lang), [finding.why.in_lang(lang)], lang, width)
    for line in tree_lines(one.tree, finding.rule, names, lang, width - 2):
        yield "  " + line
    yield from _what_to_do(one, explained, names, lang, width)
    if one.nearest is not None:
        yield "  " + TITLE.in_lang(lang)
        for text in changes.lines(one.nearest, finding, unmet(one.tree)):
            yield from fill(
                visible(text.in_lang(lang)), width, "    - " if not text.zh.startswith(" ") else "    "
            )


def _what_to_do(
    one: Explained, explained: CaseExplained, names: Names, lang: Lang, width: int
) -> Iterator[str]:
    """Until when, and the cure that the report of a check gives."""
    for part in proof_parts(one.finding, names, explained.verdict.on, lang):
        if part.key in ("suspected", "reviewed", "waiver", "due", "cure", "redo"):
            yield from _labelled(part.label, part.lines, lang, width)


def _labelled(label: str, lines: Sequence[str], lang: Lang, width: int) -> Iterator[str]:
    lead = "  " + pad(label, _LABEL[lang])
    blank = " " * columns(lead)
    for i, line in enumerate(lines):
        yield from fill(visible(line), width, blank if i else lead, blank)


_LABEL: dict[Lang, int] = {"zh": 8, "en": 12}


def unmet(tree: Node) -> list[Text]:
    """The parts of a requirement that are not met, the innermost ones."""
    found = [n for n in tree.walk() if n.kind == "requirement" and State.VIOLATED in n.states]
    return [n.label for n in found if not any(c.kind == "requirement" for c in n.children)]
