"""A folder of records, looked at again: first whether it still holds what was recorded, then each case judged anew.

In: a folder that anyone may have written, and roots from minutes. Out: a `Verification`. Cases and packs are judged from
the texts in the records, with the program, the shipped packs and the calendar of today; no other file is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.limits import PACK_BYTES, PACKS_BESIDE
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.pipeline.calendars import calendar_of
from guiju.engine.pipeline.changes import changes_between
from guiju.engine.pipeline.check import Looking, check_source
from guiju.engine.pipeline.digests import digest, engine_digest, shipped_digests
from guiju.engine.pipeline.library import by_law_of, library_of
from guiju.engine.pipeline.recording import content_of_verdict, same_proofs
from guiju.engine.record.audit import Matched, Root, audit, read_record
from guiju.engine.record.content import Content, Inputs, Stored, content_of
from guiju.engine.record.entry import Malformed
from guiju.engine.record.fault import Damaged, Fault
from guiju.engine.record.tree import Tree
from guiju.engine.report.verify.verification import Bad, KeptRoot, Outcome, Reviewed, Verification
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

_NAMES = 5


class _CannotJudge(Exception):
    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


def verify_folder(folder: Path, roots: Sequence[Root] = (), *, rerun: bool = True) -> Verification:
    """Look at the folder, and judge again each record up to the first bad one. Raises `NoRecordFolder`, and OSError when
    something cannot be read."""
    looked = audit(folder, roots)
    again = _Again()
    records: list[Reviewed] = []
    bad = [_bad(fault) for fault in looked.faults]
    for number in range(1, looked.tree.size + 1):
        try:
            records.append(_reviewed(folder, number, looked.tree, again if rerun else None))
        except Damaged as damaged:
            bad.insert(0, _bad(damaged.fault))
            break
    tree = looked.tree
    return Verification(
        str(folder),
        tree.size,
        tree.root().hex(),
        tuple(bad),
        tuple(_kept(matched, tree) for matched in looked.roots),
        looked.unvouched,
        tuple(records),
        looked.strays,
    )


def _bad(fault: Fault) -> Bad:
    return Bad(fault.kind, fault.number, fault.message)


def _kept(matched: Matched, tree: Tree) -> KeptRoot:
    proof = tree.consistency(matched.size) if matched.size else []
    return KeptRoot(matched.root.value, matched.root.size, matched.size, tuple(h.hex() for h in proof))


def _reviewed(folder: Path, number: int, tree: Tree, again: _Again | None) -> Reviewed:
    """The record; judged again if `again` is given. Raises `Damaged` when it is no longer the one that was looked at."""
    entry = read_record(folder, number, tree)
    path = tuple(h.hex() for h in tree.inclusion(number - 1))
    seen = Reviewed(number, entry.recorded, tree.leaves[number - 1].hex(), path, "not_asked")
    try:
        content = content_of(entry.content)
        seen = replace(seen, file=content.inputs.case.name, on=content.inputs.on)
        return seen if again is None else again.judged(seen, content)
    except Malformed:
        reason = Text(
            "不是这个版本认得的结论", "what it holds is no verdict that this version of the program knows"
        )
    except _CannotJudge as cannot:
        reason = cannot.reason
    return replace(seen, outcome="unjudged" if again else "not_asked", reason=reason)


class _Again:
    """Judges cases from their records, each set of packs compiled once."""

    def __init__(self) -> None:
        self._programs: dict[tuple[tuple[Stored, ...], date | None], Program] = {}
        self._calendars: dict[tuple[tuple[Stored, ...], str | None], Calendar] = {}

    def judged(self, seen: Reviewed, content: Content) -> Reviewed:
        """Raises `_CannotJudge`."""
        inputs = content.inputs
        case = inputs.case
        try:
            on, law = date.fromisoformat(inputs.on), date.fromisoformat(inputs.law)
            source = decode(_bytes(case), case.name)
        except ValueError:
            raise _CannotJudge(Text("日期写得不对", "its day is no date")) from None
        except Refused as refused:
            raise _CannotJudge(_first(refused)) from None
        for day in (on, law):
            if not in_range(day):
                raise _CannotJudge(outside(day.isoformat()))
        program = self._program(inputs.packs, law if inputs.law_asked else None)
        result = check_source(program, source, Looking(on, self._calendar(inputs), inputs.waivers))
        if result.verdict is None:
            raise _CannotJudge(_first(Refused(result.diagnostics)))
        since = tuple(_since(content))
        now = content_of_verdict(result.verdict, inputs)
        changes = tuple(changes_between(content.findings, now.findings))
        reason = None if changes else _beside_findings(content, now, whole=not since)
        same = not changes and reason is None
        outcome: Outcome = "same" if same else "changed" if since and changes else "contradicted"
        return replace(seen, outcome=outcome, since=since, changes=changes, reason=reason)

    def _program(self, packs: tuple[Stored, ...], law: date | None) -> Program:
        if (packs, law) not in self._programs:
            if len(packs) > PACKS_BESIDE:
                raise _CannotJudge(Text("另加的规则包太多", "it names too many further packs"))
            sources = [
                Source(pack.name, _bytes(pack, PACK_BYTES).decode(errors="surrogatepass")) for pack in packs
            ]
            try:
                self._programs[packs, law] = by_law_of(library_of(sources)[0], law)
            except Refused as refused:
                raise _CannotJudge(_first(refused)) from None
        return self._programs[packs, law]

    def _calendar(self, inputs: Inputs) -> Calendar:
        """The calendar of then; of a year that has come with the program since, as it is there."""
        asked = (inputs.calendars, inputs.known_on)
        if asked not in self._calendars:
            sources = [Source(c.name, _bytes(c).decode(errors="surrogatepass")) for c in inputs.calendars]
            try:
                known_on = date.fromisoformat(inputs.known_on) if inputs.known_on is not None else None
                self._calendars[asked], _ = calendar_of(sources, known_on, settled=True)
            except ValueError:
                raise _CannotJudge(Text("日期写得不对", "its day is no date")) from None
            except Refused as refused:
                raise _CannotJudge(_first(refused)) from None
        return self._calendars[asked]


def _bytes(stored: Stored, most: int | None = None) -> bytes:
    """The bytes whose digest is recorded; `decode` limits those of a case."""
    data = stored.text.encode(errors="surrogatepass")
    if digest(data) != stored.digest:
        raise _CannotJudge(Text("原文与它的摘要不符", "a text does not have the digest recorded with it"))
    if most is not None and len(data) > most:
        raise _CannotJudge(Text("规则包的文字太长", "the text of a pack is too long"))
    return data


def _first(refused: Refused) -> Text:
    """The first thing wrong with an input that was once fine, with its place."""
    found = next((d for d in refused.diagnostics if d.severity == "error"), None)
    lead = Text("现在的程序读不了当时的输入:", "the program of today cannot read the input of then: ")
    if found is None:
        return lead + Text("原因未记录", "no reason recorded")
    at = plain(f"{found.span.file}:{found.span.line} ") if found.span else plain("")
    return lead + at + found.message


def _beside_findings(then: Content, now: Content, *, whole: bool) -> Text | None:
    """What differs although the findings are the same, which no change of the rules can bring about. When nothing has
    changed since (`whole`), the answer and the proofs must be the same to the letter."""
    if then.exit_code != now.exit_code:
        return Text(
            f"结论逐项相同,退出码却记成 {then.exit_code}",
            f"the findings are the same, but the exit code says {then.exit_code}",
        )
    if whole and (then.answer, then.packs) != (now.answer, now.packs):
        return Text(
            "结论逐项相同,答复或所用规则包却不同",
            "the findings are the same, but not the answer or the packs",
        )
    if whole and not same_proofs(then.proofs, now.proofs):
        return Text(
            "结论逐项相同,所附的证明却不同", "the findings are the same, but not the proofs kept with them"
        )
    return None


def _since(content: Content) -> Iterator[Text]:
    """What verdicts rest on that is not as it was when the record was made."""
    then, now = content.inputs.shipped, shipped_digests()
    for files_then, files_now, zh, en in (
        (then.packs, now.packs, "规则", "rules"),
        (then.calendar, now.calendar, "日历", "calendar"),
    ):
        names = [n for n in sorted({*files_then, *files_now}) if files_then.get(n) != files_now.get(n)]
        if names:
            more = Text(" 等", " and more") if len(names) > _NAMES else plain("")
            listed = Text("、".join(names[:_NAMES]), ", ".join(names[:_NAMES]))
            yield Text(f"{zh}:", f"{en}: ") + listed + more
    if then.norms != now.norms:
        yield Text("规范索引", "index of norms")
    engine, today = content.engine, engine_digest()
    if (engine.version, engine.code, then.grammar) != (today.version, today.code, now.grammar):
        same = engine.version == today.version
        yield Text("程序", "program") + (
            plain(f" {today.version}") if same else plain(f" {engine.version} → {today.version}")
        )
    if engine.python != today.python:
        yield plain(f"Python {engine.python} → {today.python}")
