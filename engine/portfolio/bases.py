"""What became of the norms that a document names as its basis, as the catalogue has it.

A norm that ended or that another one replaced: 依据废止, if none of the bases is left standing, or the title names it
(the document carries out just that norm); else 依据修改. A norm revised under the same title is only asked about. What
the catalogue has not verified is no fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.titles import title_key
from guiju.engine.portfolio.model import GoneNorm, Reason
from guiju.engine.portfolio.seen import CITATION, Looked, TextSeen, quote_of
from guiju.engine.portfolio.table import BASIS_CHANGED, BASIS_REPEALED
from guiju.engine.textcase.values import BASIS, STATES, UNLISTED
from msgspec.structs import replace

_LAPSED, _REPLACED = STATES["lapsed"], STATES["replaced"]
_GONE = (_LAPSED, _REPLACED)
_LEADS = {BASIS: Text("所依据的", "its basis ")}


def bases_gone(text: TextSeen, judged: Collection[int]) -> Iterator[Reason]:
    """Why its basis no longer holds. `judged` are the numbers of the citations about which a rule has spoken."""
    seen: set[tuple[object, object]] = set()
    for record in text.bases:
        key = record.fields.get("题名"), record.fields.get("文号")
        if key in seen or record.index in judged:
            continue
        seen.add(key)
        state = record.fields.get("状态")
        if state in _GONE:
            yield replace(
                _reason(record, _cause(record, text), _told(record, text)), cure=_cure(record, text)
            )
        elif record.fields.get("成文后改版") is True:
            yield _revised(record)


def resorted(reason: Reason, text: TextSeen) -> Reason:
    """What a rule found of a basis, sorted by what is left of all bases: the rule sees only the one."""
    record = reason.finding.activation if reason.finding is not None else None
    if record is None or record.step != CITATION:
        return reason
    reason = _naming(reason, record, text)
    if reason.cause != BASIS_REPEALED:
        return reason
    return replace(reason, cause=_cause(record, text), cure=_cure(record, text) or reason.cure)


def _naming(reason: Reason, record: Record, text: TextSeen) -> Reason:
    """The same, naming the norm, its last day and its successor where the rule itself speaks only of what it found."""
    if record.fields.get("状态") in _GONE:
        if reason.firm:
            return replace(reason, message=_told(record, text)) if reason.cause == BASIS_REPEALED else reason
        if record.fields.get("所在") != BASIS:
            became = _became(record, record.fields.get("状态") == _REPLACED)
            asked_ = Text(
                f"{became.zh}:现在应当引哪一条,还是删去?",
                f"{became.en}: which provision takes its place, or is it to be struck out?",
            )
            return replace(reason, message=became, question=asked_)
        asked = _reason(record, reason.cause, _told(record, text))
        told = Text(f"{asked.message.zh}:是不是?", f"{asked.message.en}: is that so?")
        return replace(reason, message=asked.message, question=told)
    if record.fields.get("成文后改版") is True and not reason.firm:
        asked = _revised(record)
        return replace(reason, message=asked.message, question=asked.question)
    return reason


def _cause(record: Record, text: TextSeen) -> str:
    return BASIS_REPEALED if _none_left(text) or _is_for(record, text) else BASIS_CHANGED


def _none_left(text: TextSeen) -> bool:
    return bool(text.bases) and all(r.fields.get("状态") in _GONE for r in text.bases)


def _is_for(record: Record, text: TextSeen) -> bool:
    """Whether the title names the norm: 某镇《甲条例》实施细则."""
    norm = record.fields.get("题名")
    return norm is not None and title_key(str(norm)) in title_key(text.title or "")


def _told(record: Record, text: TextSeen) -> Text:
    became = _became(record, record.fields.get("状态") == _REPLACED)
    if _none_left(text):
        return became + Text(",别的依据也没有", ", and no other basis is left")
    return became


def _cure(record: Record, text: TextSeen) -> Text | None:
    """What to do about a document without a basis where another norm took the place of its own."""
    successor = record.fields.get("替代文件")
    if successor is None or _cause(record, text) != BASIS_REPEALED:
        return None
    return Text(
        f"废止;还需要的,按《{successor}》修改,改以它为依据",
        f"Repeal it; if it is still needed, amend it to 《{successor}》 and rest it on that",
    )


def gone_norms(every: Iterable[Looked]) -> tuple[GoneNorm, ...]:
    """The norms that are no longer in force, each with the rows whose documents name it as their basis; those with most
    rows first."""
    rows: dict[str, list[tuple[int, Record]]] = {}
    for looked in every:
        for record in looked.text.bases if looked.text is not None else ():
            if record.fields.get("状态") in _GONE:
                key = title_key(str(record.fields.get("题名") or record.fields.get("文号")))
                rows.setdefault(key, []).append((looked.entry.row, record))
    norms = [_gone(found) for found in rows.values()]
    return tuple(sorted(norms, key=lambda norm: (-len(norm.rows), norm.rows, norm.title)))


def _gone(found: Sequence[tuple[int, Record]]) -> GoneNorm:
    fields = [record.fields for _, record in found]
    number = next((f["文号"] for f in fields if "文号" in f), None)
    since, successor = fields[0].get("失效日期"), fields[0].get("替代文件")
    return GoneNorm(
        str(fields[0].get("题名") or fields[0].get("文号")),
        str(number) if number is not None else None,
        since if isinstance(since, date) else None,
        str(successor) if successor is not None else None,
        tuple(dict.fromkeys(row for row, _ in found)),
    )


def _became(record: Record, replaced: bool) -> Text:
    name = _named(record)
    since = record.fields.get("失效日期")
    zh, en = (f"已于 {since} ", f" on {since}") if since is not None else ("已", "")
    led = _LEADS.get(str(record.fields.get("所在")), Text("引用的", ""))
    if replaced and (successor := record.fields.get("替代文件")):
        return Text(
            f"{led.zh}{name}{zh}由《{successor}》代替",
            f"{led.en}{name} was replaced{en} by 《{successor}》",
        )
    return Text(f"{led.zh}{name}{zh}不再有效", f"{led.en}{name} ceased to be in force{en}")


def _reason(record: Record, cause: str, message: Text) -> Reason:
    if record.fields.get("已核实") is True:
        return Reason(cause, message, quote=quote_of(record))
    return Reason(
        cause,
        message + Text("(目录未核实)", " (as the catalogue has it, unverified)"),
        quote=quote_of(record),
        firm=False,
        sure="medium",
        question=Text(
            f"{_named(record)}是否确已失效?有没有接替的文件?",
            f"Is {_named(record)} indeed no longer in force? Has something taken its place?",
        ),
    )


def _revised(record: Record) -> Reason:
    name = _named(record)
    return Reason(
        BASIS_CHANGED,
        Text(
            f"所依据的{name}在文件制定以后有新的版本",
            f"its basis {name} has a newer version than the document",
        ),
        quote=quote_of(record),
        firm=False,
        sure="low",
        question=Text(
            f"对照{name}的现行版本,本文件有没有不一致的条款?",
            f"Compared with the version of {name} now in force, does any provision differ?",
        ),
    )


def _named(record: Record) -> str:
    title, number = record.fields.get("题名"), record.fields.get("文号")
    return f"《{title}》" if title is not None else str(number or UNLISTED)
