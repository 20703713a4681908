"""What a document defines: 本办法所称出租屋，是指…; 出租人，是指…; 某镇人民政府（以下简称镇政府）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.document.clause_lines import Clause, clauses
from guiju.engine.document.clauses import Definition
from guiju.engine.document.grammar import words
from guiju.engine.document.tree import Document

_LONGEST_TERM = 40
_LONGEST_NAME = 30
_QUOTES = "“”\"'《》"
_SENTENCE_ENDS = "。！？"


def definitions(document: Document, found: Sequence[Clause] | None = None) -> tuple[Definition, ...]:
    """The definitions and short names, in the order of the text; `found` as for `own_time`."""
    every = clauses(document) if found is None else found
    return tuple(definition for clause in every for definition in _of_clause(clause))


def _of_clause(clause: Clause) -> Iterator[Definition]:
    if clause.kind == "SHORT_NAME":
        yield from _short_name(clause)
    elif clause.kind == "MEANS":
        yield from _meaning(clause)


def _meaning(clause: Clause) -> Iterator[Definition]:
    """The term is what stands between 所称, or the beginning of a line, and the word of meaning."""
    called = [index for index, token in enumerate(clause.before) if token.type == "CALLED"]
    if any(token.type == "MEANS" for token in clause.before[called[-1] if called else 0 :]):
        return  # the sentence has had its definition
    if not called and (not clause.first or not clause.text.rstrip().endswith(words("means_alone"))):
        return
    tokens = clause.before[called[-1] + 1 :] if called else clause.before
    said = "".join(tokens).rstrip("，：")
    quoted = said.endswith('"') and said.count('"') > 1
    term = said.split('"')[-2] if quoted else said.strip(_QUOTES)
    whole = "（" in term and not term.endswith("）")  # 电动（人力）车, of which the bracket is a part
    term = (term if whole else term.partition("（")[0]).rpartition("：")[2]  # 第二条修改为：三轮车是指…
    if not 0 < len(term) <= _LONGEST_TERM or "，" in term:
        return
    text = clause.spot.line.text
    ends = [at for at in (text.find(sign, clause.end) for sign in _SENTENCE_ENDS) if at >= 0]
    end = min(ends, default=len(text))
    start = tokens[0].start_pos or 0
    meaning = text[clause.end : end].lstrip("：")
    if not meaning:  # a list below
        meaning = "".join(child.text.text for child in clause.spot.node.children if child.text is not None)
    yield Definition(clause.spot.part, term, meaning, clause.spot.line.places(start, end))


def _short_name(clause: Clause) -> Iterator[Definition]:
    short = clause.text.strip("（）").lstrip("以下").lstrip("简统称").strip("：" + _QUOTES)
    full = ""
    for token in reversed(clause.before):
        if (
            token.type in ("COMMA", "STOP", "WITH")
            or len(full) > _LONGEST_NAME
            or (full and token.type == "TITLE")
        ):
            break
        full = str(token) + full
        if token.type == "TITLE":
            break
    if not clause.text.startswith(words("called_together")):
        full = full.rpartition("、")[2]
    full = full.rpartition("对")[2] if len(full.rpartition("对")[2]) > len(short) else full
    lead = next((word for word in words("before_short_name") if full.startswith(word)), "")
    full = full.removeprefix(lead)
    if short and full:
        yield Definition(clause.spot.part, short, full.strip("《》"), clause.places, short=True)
