"""Case files to results that are recorded: each verdict is in the folder, on the disk, before its result is given.

What is recorded already (the same case text under the same name, the same rules, calendar and program, the same day) is
found and not recorded again: a batch that was stopped is simply run once more.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.os_errors import os_reason
from guiju.engine.diagnostics.source import Source, decode, read_bytes
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.pipeline.calendars import calendar_of, calendar_sources
from guiju.engine.pipeline.check import Looking, case_files, check_source, is_document
from guiju.engine.pipeline.digests import digest, engine_digest, shipped_digests
from guiju.engine.pipeline.imports import with_imports
from guiju.engine.pipeline.library import library_digest
from guiju.engine.record.canonical import to_bytes
from guiju.engine.record.content import CONTENT, About, Bound, Content, Found, Inputs, Stored, content_of
from guiju.engine.record.disk import NoLinks
from guiju.engine.record.entry import Entry, Malformed
from guiju.engine.record.fault import Damaged, edited
from guiju.engine.record.folder import NoRecordFolder, Records, TooMuch
from guiju.engine.report.verdict.json import verdict_model
from guiju.engine.report.verdict.result import FileResult, Recorded
from guiju.engine.report.words.headline import answer
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

_PACKED = 9


class NotRecorded(Exception):
    """A verdict could not be recorded; those before it are."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


def record_paths(
    program: Program,
    paths: Sequence[Path],
    looking: Looking,
    folder: Path,
    packs: Sequence[Path] = (),
    calendars: Sequence[Path] = (),
) -> Iterator[FileResult]:
    """A result for every case file named and every one in the folders named, in a stable order, each recorded in
    `folder`. `program` is the library with the further `packs`, and `looking` has the calendar with `calendars`. Files
    that cannot be read come out as results without a verdict and are not recorded. Raises `NotRecorded`."""
    texts, given = _packs(program, packs), _calendars(looking, calendars)
    with _told(), Records(folder) as records:
        for path in case_files(paths):
            yield (
                path
                if isinstance(path, FileResult)
                else _recorded(program, path, looking, texts, given, records)
            )


def _packs(program: Program, packs: Sequence[Path]) -> tuple[Stored, ...]:
    """The texts of the further packs, which must be those that the program was made from."""
    sources, _ = with_imports(packs)
    if library_digest(sources) != program.digest:
        raise NotRecorded(
            Text("规则包在读取时被改动,请再运行一次", "a rule pack changed while it was read; run this again")
        )
    return _stored(sources)


def _calendars(looking: Looking, files: Sequence[Path]) -> tuple[Stored, ...]:
    """The texts of the calendar files, which must be those that the calendar was made from."""
    try:
        sources, _ = calendar_sources(files)
        same = calendar_of(sources, looking.calendar.known_on)[0] == looking.calendar
    except Refused:
        same = False
    if not same:
        raise NotRecorded(
            Text(
                "日历文件在读取时被改动,请再运行一次",
                "a calendar file changed while it was read; run this again",
            )
        )
    return _stored(sources)


def _stored(sources: Sequence[Source]) -> tuple[Stored, ...]:
    return tuple(Stored(s.name, digest(s.text.encode(errors="surrogatepass")), s.text) for s in sources)


def _recorded(
    program: Program,
    path: Path,
    looking: Looking,
    packs: tuple[Stored, ...],
    calendars: tuple[Stored, ...],
    records: Records,
) -> FileResult:
    """The verdict on the bytes that are recorded with it: the file is read once."""
    if is_document(path):
        return FileResult(str(path), None, (_kept_nowhere(Span(str(path), 1, 1, 1, 1)),))
    try:
        data = read_bytes(path, str(path))
        source = decode(data, str(path))
    except Refused as refused:
        return FileResult(str(path), None, refused.diagnostics)
    result = check_source(program, source, looking)
    if result.verdict is None:
        return result
    if result.verdict.case.text is not None:
        return FileResult(str(path), None, (_kept_nowhere(result.verdict.case.spans["文本"]),))
    inputs = inputs_of(source, data, packs, looking, program.law, calendars)
    content = content_of_verdict(result.verdict, inputs)
    kept = records.append(key_of(inputs), msgspec.to_builtins(content))
    if not _about(kept.entry, inputs):
        raise Damaged(edited(kept.number))
    return replace(result, record=Recorded(kept.number, kept.root), content=data)


def _kept_nowhere(span: Span) -> Diagnostic:
    """A verdict is recorded with all that it was made from, and documents are not."""
    message = Text(
        "文件文本不存入记录,所以依文本作出的结论不能记录",
        "texts of documents are not kept in records, so a verdict that rests on one cannot be recorded",
    )
    return Diagnostic("C090", message, span, Text("不带 --record 判断", "judge it without --record"))


def _about(entry: Entry, inputs: Inputs) -> bool:
    """A record found by its key is believed only if it is of the same inputs."""
    try:
        return content_of(entry.content).inputs == inputs
    except Malformed:
        return False


def inputs_of(
    source: Source,
    data: bytes,
    packs: tuple[Stored, ...],
    looking: Looking,
    law: date | None = None,
    calendars: tuple[Stored, ...] = (),
) -> Inputs:
    """What is judged, and by what, for the record: `data` are the bytes of the case file, `source` their text, `law` the
    day whose law was asked for."""
    case = Stored(source.name, digest(data), data.decode())
    on = looking.on.isoformat()
    asked = (law or looking.on).isoformat()
    known_on = looking.calendar.known_on
    return Inputs(
        case,
        packs,
        on,
        asked,
        shipped_digests(),
        waivers=looking.waivers,
        law_asked=law is not None,
        calendars=calendars,
        known_on=known_on.isoformat() if known_on else None,
    )


def key_of(inputs: Inputs) -> str:
    """Equal for equal inputs judged by the same program."""
    engine = engine_digest()
    return digest(to_bytes([msgspec.to_builtins(inputs), engine.version, engine.code]))


def content_of_verdict(verdict: Verdict, inputs: Inputs) -> Content:
    """The verdict with all its findings, also those that a report was asked to leave out."""
    return Content(
        CONTENT,
        inputs,
        engine_digest(),
        tuple(Bound(pack.id, pack.version) for pack in verdict.packs),
        answer(verdict),
        verdict.exit_code,
        tuple(_found(finding, verdict.program) for finding in verdict.findings),
        _proofs(verdict),
    )


def _found(finding: Finding, program: Program) -> Found:
    record = finding.activation
    about = None
    if record is not None:
        step = Text(record.step, program.vocabulary.english(record.step))
        about = About(step, record.start.isoformat(), record.index)
    return Found(
        finding.rule.id,
        Text(finding.rule.name.zh, finding.rule.name.en),
        about,
        finding.state.value,
        finding.strength,
        finding.severity,
        finding.last_day.isoformat() if finding.last_day else None,
        finding.days_late,
        finding.waived,
    )


def _proofs(verdict: Verdict) -> str:
    # the digest of the rules here covers times of files, which differ from one installation to the next
    model: dict[str, Any] = verdict_model(verdict).model_dump(
        mode="json", by_alias=True, exclude={"rules_digest"}
    )
    return b64encode(zlib.compress(to_bytes(model), _PACKED)).decode()


def same_proofs(one: str, other: str) -> bool:
    """Whether the proofs of two records say the same. `one` may come from anyone: no more of it is unpacked than there
    is of `other`."""
    wanted = zlib.decompress(b64decode(other))
    try:
        return zlib.decompressobj().decompress(b64decode(one, validate=True), len(wanted) + 1) == wanted
    except (ValueError, zlib.error):
        return False


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong with the folder, in plain words."""
    try:
        yield
    except Damaged as damaged:
        hint = Text(";请用 guiju verify 核对", "; look at the folder with guiju verify")
        raise NotRecorded(damaged.fault.message + hint) from None
    except NoRecordFolder:
        message = Text(
            "这个文件夹里放的是别的东西,不是记录;请另给一个新的或空的文件夹",
            "this folder holds other things, not records; name a new or an empty one",
        )
        raise NotRecorded(message) from None
    except NoLinks:
        message = Text(
            "这个磁盘不支持硬链接(如 FAT 格式的 U 盘),不能安全地记录,请换一个磁盘",
            "this disk has no hard links (a FAT stick, say), so nothing can be recorded safely; use another",
        )
        raise NotRecorded(message) from None
    except TooMuch:
        raise NotRecorded(
            Text("这条记录太大,或者文件夹已满", "the record is too large, or the folder is full")
        ) from None
    except OSError as error:
        raise NotRecorded(os_reason(error)) from None
