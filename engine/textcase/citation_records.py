"""Citations as records, and as the lists that sentences and articles hold of the norms they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from guiju.engine.case.model import Value
from guiju.engine.document.cited import Cited
from guiju.engine.document.grammar import words
from guiju.engine.document.statements import Statements
from guiju.engine.document.tree import Document
from guiju.engine.textcase.naming import place_name
from guiju.engine.textcase.norms_cited import NormCited, NormsCited, has_places
from guiju.engine.textcase.parts import kind_of_part
from guiju.engine.textcase.preamble import Preamble, preamble
from guiju.engine.textcase.records import Made, made
from guiju.engine.textcase.text_read import Sentence, TextRead
from guiju.engine.textcase.values import ANOTHER, BASIS, ITSELF, MENTION, REPEALED
from msgspec import Struct

MOST_NORMS = 100
"""A list of norms holds the first so many: it is gone through for each sentence of an article."""

_MOST_CLAUSES = 10
_CLAUSE_ENDS = "；;。"

Listed = tuple[Mapping[str, Value], ...]


class Citing(Struct, frozen=True):
    """A citation with the sentence it stands in (None: elsewhere) and the norm it names (None: the document itself).
    `clause` is the part of that sentence between semicolons, so that the law which one half names need not cover the
    other."""

    cited: Cited
    sentence: int | None
    norm: NormCited | None
    role: str
    clause: str = ""


def citing(document: Document, said: Statements, text: TextRead, norms: NormsCited) -> tuple[Citing, ...]:
    """All citations that name a text, in their order."""
    repealed = {target.places for repeal in said.repeals for target in repeal.targets}
    opening = preamble(document, text)
    found = []
    for cited in said.citations:
        norm = norms.of(cited)
        if norm is None and (cited.source.kind == "unclear" or cited.source.part is None):
            continue
        at = text.finder.sentence(cited.places)
        sentence = text.sentences[at] if at is not None else None
        found.append(
            Citing(cited, at, norm, _role(cited, sentence, repealed, opening), _clause(sentence, cited))
        )
    return tuple(found)


def _clause(sentence: Sentence | None, cited: Cited) -> str:
    if sentence is None:
        return cited.text
    said = sentence.line.written
    at = max(said.find(cited.text), 0)
    start = max((said.rfind(sign, 0, at) + 1 for sign in _CLAUSE_ENDS), default=0)
    ends = [end for end in (said.find(sign, at + len(cited.text)) for sign in _CLAUSE_ENDS) if end >= 0]
    return said[start : min(ends, default=len(said))]


def _role(cited: Cited, sentence: Sentence | None, repealed: set[Any], opening: Preamble) -> str:
    if cited.places in repealed:
        return REPEALED
    if sentence is not None and _says_why(sentence, cited, opening):
        return BASIS
    return MENTION


def _says_why(sentence: Sentence, cited: Cited, opening: Preamble) -> bool:
    """Behind 根据 or the like, in a sentence before the first article or point or in one with 制定本办法 or 通告如下.
    In a text without points 按照 tells others what to follow."""
    line = sentence.line
    announced = any(word in line.text for word in words("made_from"))
    if sentence.at not in opening.passages and not announced:
        return False
    leads = words("rests_on") if announced or opening.before_points else words("derives_from")
    before = line.text[: max(line.written.find(cited.text), 0) + 1]
    return any(word in before for word in leads)


def listed(citations: Iterable[Citing]) -> Listed:
    """The other norms that are cited, each once; `有条款` where a provision of it is named at least once, `分句` all the
    clauses that name it, with line ends between them."""
    by_norm: dict[tuple[str | None, str | None], tuple[NormCited, bool]] = {}
    clauses: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for each in citations:
        if each.norm is None:
            continue
        key = each.norm.title, each.norm.number
        before = by_norm.get(key)
        if before is None and len(by_norm) == MOST_NORMS:
            continue
        by_norm[key] = each.norm, bool(each.cited.locations) or (before is not None and before[1])
        if len(clauses.setdefault(key, {})) < _MOST_CLAUSES:
            clauses[key][each.clause] = None
    return tuple(
        _element(norm, provision, "\n".join(clauses[key])) for key, (norm, provision) in by_norm.items()
    )


def _element(norm: NormCited, provision: bool, clause: str) -> Mapping[str, Value]:
    stated: dict[str, Value | None] = {
        "题名": norm.title,
        "文号": norm.number,
        "位阶": norm.rank,
        "状态": norm.state,
        "有条款": provision,
        "分句": clause,
    }
    return {name: value for name, value in stated.items() if value is not None}


def citation_records(document: Document, text: TextRead, found: Sequence[Citing]) -> Iterator[Made]:
    for each in found:
        cited, norm = each.cited, each.norm
        sentence = text.sentences[each.sentence] if each.sentence is not None else None
        where = sentence.where if sentence is not None else place_name(cited.places)
        yield made(
            "引用处",
            where,
            cited.text,
            cited.places,
            {
                "条号": sentence.passage.unit.label if sentence is not None else where,
                "所在句": sentence.line.written if sentence is not None else cited.text,
                "部分": kind_of_part(document, cited.part),
                "对象": ANOTHER if norm is not None else ITSELF,
                "版本": cited.source.edition,
                "用简称": cited.source.alias is not None,
                "所在": each.role,
                "有条款": bool(cited.locations),
                "条款存在": _exists(each),
                **(_of_norm(norm) if norm is not None else {}),
            },
        )


def _exists(each: Citing) -> bool | None:
    """Whether the provisions are there; None where that is not known."""
    if not each.cited.locations:
        return None
    if each.norm is None:
        return not any(problem.kind == "no such provision" for problem in each.cited.problems)
    return has_places(each.norm.norm, each.cited.locations) if each.norm.norm is not None else None


def _of_norm(norm: NormCited) -> dict[str, Value | None]:
    return {
        "题名": norm.title,
        "文号": norm.number,
        "位阶": norm.rank,
        "位阶推定": norm.inferred,
        "状态": norm.state,
        "成文时状态": norm.then,
        "失效日期": norm.ended,
        "替代文件": norm.successor,
        "成文后改版": norm.revised,
        "已核实": norm.norm is not None and norm.norm.verified,
    }
