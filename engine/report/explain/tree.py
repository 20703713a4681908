"""A proof tree as lines with box characters, each line one part: its mark, what it asks, how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.evaluate.finding import FactUse, State
from guiju.engine.explain.node import Node
from guiju.engine.report.layout.columns import columns, fill
from guiju.engine.report.verdict.outline import MARKS
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, behind, place, state_word, visible
from guiju.engine.semantics.program import Rule

_TRUTH = {
    "condition": {
        True: Text("成立", "holds"),
        False: Text("不成立", "does not hold"),
        None: Text("还不清楚", "open"),
    },
    "record": {
        True: Text("符合", "serves"),
        False: Text("不符合", "does not serve"),
        None: Text("还不清楚", "open"),
    },
    "barred": {
        True: Text("正是不得有的", "is what is barred"),
        False: Text("不属于", "is none"),
        None: Text("还不清楚", "open"),
    },
    "counts": {True: Text("是", "yes"), False: Text("否", "no"), None: Text("还不清楚", "open")},
    "to_come": {True: Text("是", "yes"), False: Text("否", "no"), None: Text("还不清楚", "open")},
    "window": {
        True: Text("时间符合", "in time"),
        False: Text("时间不符", "not in time"),
        None: Text("还不清楚", "open"),
    },
}
_PART = {
    State.VIOLATED: Text("没有做到", "not met"),
    State.PENDING: Text("尚待做到", "still due"),
    State.HOLDING: Text("目前做到", "met so far"),
    State.SATISFIED: Text("做到了", "met"),
}
"""The states of a part: what one way out lacks is no violation of the rule."""

_SIGN = {True: "√", False: "×", None: "?"}
_BRANCH, _LAST, _PIPE, _BLANK = "├─ ", "└─ ", "│  ", "   "


def tree_lines(tree: Node, rule: Rule, names: Names, lang: Lang, width: int = 100) -> Iterator[str]:
    """The parts below the root, in order; the root itself is the heading of the finding."""
    for i, child in enumerate(tree.children):
        yield from _lines(child, "", i + 1 == len(tree.children), rule, names, lang, width)


def _lines(
    node: Node, indent: str, last: bool, rule: Rule, names: Names, lang: Lang, width: int
) -> Iterator[str]:
    first = indent + (_LAST if last else _BRANCH)
    below = indent + (_BLANK if last else _PIPE)
    if columns(below) > width // 2:
        below = indent  # further in there would be no room for words
    inner = below + (_PIPE if node.children else _BLANK)
    yield from fill(visible(headline(node, rule, names).in_lang(lang)), width, first, inner)
    for detail in details(node, names):
        yield from fill(visible(detail.in_lang(lang)), width, inner, inner + "  ")
    for i, child in enumerate(node.children):
        yield from _lines(child, below, i + 1 == len(node.children), rule, names, lang, width)


def headline(node: Node, rule: Rule, names: Names) -> Text:
    """The mark, the words and the standing of a part."""
    label = names.record(node.record) if node.kind in ("record", "barred") and node.record else node.label
    if node.basis:
        label = behind(label, cite_all(node.basis, names.norms))
    label = Text(mark(node), mark(node)) + label
    standing = standing_words(node, rule)
    if standing is None:
        return label
    return label + Text(f" → {standing.zh}", f" → {standing.en}")


def mark(node: Node) -> str:
    """One sign for how a part stands; none for what only leads on."""
    if node.asked:
        good = node.truth if node.kind != "barred" or node.truth is None else not node.truth
        return _SIGN[good] + " "
    if node.states:
        return (MARKS[node.states[0]] if len(node.states) == 1 else "?") + " "
    return ""


def standing_words(node: Node, rule: Rule) -> Text | None:
    """How a part stands, in words."""
    found: Text | None
    if node.asked and node.truth is None and not node.atoms:
        found = Text("要看以后", "still to come")
    elif node.asked:
        found = _TRUTH.get(node.kind, _TRUTH["condition"])[node.truth]
    elif node.states:
        words = [
            _PART[s] if node.kind == "requirement" and s in _PART else state_word(s, rule)
            for s in node.states
        ]
        found = join(words, "或", " or ")
    else:
        found = None
    if node.note is None:
        return found
    return behind(found, node.note) if found else node.note


def details(node: Node, names: Names) -> Iterator[Text]:
    """What stands behind a part: facts read, sums, what is open, until when."""
    if node.facts:
        yield join([fact_words(f, names) for f in node.facts], ";", "; ")
    for sum_ in node.sums:
        yield sum_line(sum_)
    if node.atoms and not node.children:
        listed = join([a.label for a in sorted(node.atoms, key=lambda a: str(a.key))])
        yield Text(f"要看:{listed.zh}", f"hangs on: {listed.en}")
    if node.last_day is not None and not node.sums:
        yield Text(f"最后一日 {node.last_day}", f"last day {node.last_day}")


def fact_words(fact: FactUse, names: Names) -> Text:
    """A fact or field read: name, value, line."""
    value = names.value(fact.value, fact.kind)
    line = Text(f"{fact.label.zh}:{value.zh}", f"{fact.label.en}: {value.en}")
    if fact.by_default:
        return behind(line, Text("未写,按默认", "not stated, by default"))
    if fact.value is None or "(line " in fact.label.en:
        return line
    return behind(line, place(fact.span))
