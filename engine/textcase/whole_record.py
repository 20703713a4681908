"""The document as a whole as a record: its head, its days, which clauses it has, what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from guiju.engine.case.model import Value
from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import read_line
from guiju.engine.document.statements import Statements
from guiju.engine.document.tree import Document, Part
from guiju.engine.textcase.citation_records import Citing, listed
from guiju.engine.textcase.head_places import head_places
from guiju.engine.textcase.naming import place_name
from guiju.engine.textcase.records import Made, made
from guiju.engine.textcase.text_read import TextRead
from guiju.engine.textcase.time_records import OwnDays, day_of
from guiju.engine.textcase.values import BASIS, PROBLEMS
from msgspec.structs import replace

_FULL, _SHORT = "人民政府", "政府"
_JOIN = "、"


def whole_record(
    document: Document,
    said: Statements,
    text: TextRead,
    days: OwnDays,
    found: Sequence[Citing],
    copies: Mapping[int, str],
) -> Made:
    """Its span is the title of the text that rules, the whole file where that has none."""
    head, core, cover = document.head, document.core, document.wrapper
    title, cover_title = _title(core), _title(cover)
    places = core.title.places() if core.title is not None else ()
    interpreter = _interpreter(text)
    signed = [part.signature for part in document.parts if part.signature is not None]
    fields: dict[str, Value | None] = {
        "题名": title,
        "外题名": cover_title if cover is not None else None,
        "文种": core.genre,
        "登记号": head.register,
        "制定机关": _JOIN.join(head.issuers) or None,
        "制定机关数": Decimal(len(head.issuers)),
        "有署名": any(signature.issuers for signature in signed),
        "成文日期": day_of(head, "made"),
        "公布日期": day_of(head, "published"),
        "印发日期": day_of(head, "printed"),
        "施行日期": days.first,
        "有效期至": days.last,
        "有效期年数": days.years,
        "有效期推定": days.validity.inferred if days.last is not None else None,
        "暂行或试行": is_on_trial(document),
        "有施行条款": bool(said.effects),
        "有有效期条款": bool(said.expiries),
        "有废止条款": bool(said.repeals),
        "有解释条款": interpreter is not None,
        "解释机关": interpreter,
        "解释机关系制定机关": _is_issuer(interpreter, head.issuers),
        "条数": Decimal(sum(node.level in ("article", "first") for node in core.walk())),
        "照抄条数": Decimal(len(copies)),
        "系转发": _says(cover_title or title, "title_forwarding"),
        "单纯废止": cover is None and (_says(title, "title_repealing") or _publishes_results(core)),
        "款项方向": tuple(dict.fromkeys(way for s in text.sentences for way in s.wording.money)),
        "涉及主体": tuple(dict.fromkeys(who for s in text.sentences for who in s.wording.subjects)),
        "依据": listed(each for each in found if each.role == BASIS),
        "系令": _is_order(document),
        **_number(document),
    }
    lines = [line for line in (read_line(p).text for p in document.raw.paragraphs) if line]
    fields["全部文字"] = "\n".join(lines)
    whole = made("全文", place_name(()), title or next(iter(lines), ""), places, fields)
    return replace(whole, field_places=head_places(document))


def problem_records(document: Document, found: Iterable[Citing]) -> Iterable[Made]:
    """What is odd about its form, and what citations lead nowhere."""
    problems = (*document.problems, *(p for each in found for p in each.cited.problems))
    for problem in problems:
        where = place_name(problem.places)
        yield made("形式问题", where, problem.message.zh, problem.places, {"种类": PROBLEMS[problem.kind]})


def is_on_trial(document: Document) -> bool:
    return _says(_title(document.core) + _title(document.wrapper), "title_on_trial")


def _number(document: Document) -> dict[str, Value | None]:
    number = document.head.number
    if number is None:
        return {}
    return {
        "文号": str(number),
        "文号规范": not number.doubts,
        "文号有规字": any(mark in number.code for mark in words("number_mark")),
    }


def _is_order(document: Document) -> bool:
    """By its number, 某市人民政府令第3号, or its title. A bare 第3号 is that of an order, but that of a notice where the
    document is one: offices number those too."""
    number = document.head.number
    titles = (_title(document.core), _title(document.wrapper))
    if number is None or not number.order:
        return number is None and any(title.endswith(words("order_end")) for title in titles)
    return bool(number.code) or not any(title.endswith(words("numbered_notice")) for title in titles)


def _title(part: Part | None) -> str:
    return part.title.written if part is not None and part.title is not None else ""


def _says(title: str, list_name: str) -> bool:
    return any(word in title for word in words(list_name))


def _publishes_results(part: Part) -> bool:
    """现将清理结果公布如下, in the first paragraph of a text whose title may say nothing."""
    first = next((node.text.text for node in part.nodes if node.text is not None), "")
    return first.endswith("：") and any(word in first for word in words("results_published"))


def _interpreter(text: TextRead) -> str | None:
    """Whom the document names for its interpretation, in the last clause that does."""
    for sentence in reversed(text.sentences):
        match = terminal("sentences", "INTERPRETED").search(sentence.line.text)
        if match is not None:
            return _named(match[0])
    return None


def _named(clause: str) -> str:
    """由镇司法所负责解释, 解释权归镇人民政府: the organ in it."""
    for lead in ("解释权归", "解释权属于", "解释权属", "解释权由", "由"):
        if clause.startswith(lead):
            clause = clause.removeprefix(lead)
            break
    return clause.removesuffix("负责解释").removesuffix("解释")


def _is_issuer(interpreter: str | None, issuers: Sequence[str]) -> bool | None:
    """Whether the organs made the document, also by shorter names; None where either is not known."""
    if interpreter is None or not issuers:
        return None
    named = [each.replace(_FULL, _SHORT) for each in interpreter.split(_JOIN)]
    return interpreter in words("own_organ") or all(
        any(issuer.replace(_FULL, _SHORT).endswith(short) for issuer in issuers) for short in named
    )
