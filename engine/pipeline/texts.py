"""Texts of documents judged: a document by itself, and the one that a case names (文本), next to the case.

In: a document read (engine/document/read_document.py), or a case with the folder that it lies in. Out: text cases, and
the case completed by the facts that its text gives. What is wrong with a file is in the result; nothing is raised.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.model import RawDocument
from guiju.engine.document.read_document import read_document
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.norms.lookup import shipped_norms
from guiju.engine.semantics.program import Program
from guiju.engine.textcase import Setting, TextCase, text_case
from guiju.engine.textcase.organs import authority_of
from guiju.engine.textcase.values import PROCEDURE, PUBLICATION
from msgspec import Struct
from msgspec.structs import replace


class CaseRead(Struct, frozen=True):
    """A case with the text that it names. `case` has, beside its own facts, those of `given`, which only the text states.
    `text` is None where the file could not be used; `refused` then says why. `warnings` are those about the file."""

    case: Case
    file: str
    text: TextCase | None
    given: tuple[str, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


def text_of(raw: RawDocument, on: date, published: date | None = None) -> TextCase:
    """A document as a case of its own; who made it is told by its head, as far as that goes. `published` is the day of
    its publication, where that is known from elsewhere."""
    document = structure(raw)
    setting = Setting(on, shipped_norms(), authority_of(document.head), published)
    return text_case(document, statements(document), setting)


def with_its_text(program: Program, case: Case, on: date) -> CaseRead:
    """The case, which names a text, and that text; both looked at on `on`."""
    name = named_text(case)
    try:
        raw = replace(read_document(text_path(case)), name=name)
    except Refused as refused:
        return CaseRead(case, name, None, refused=refused.diagnostics)
    return with_text(program, case, raw, on)


def with_text(program: Program, case: Case, raw: RawDocument, on: date) -> CaseRead:
    """The case, and the text that was read for it."""
    document = structure(raw)
    published = min((r.start for r in case.records if r.step == PUBLICATION), default=None)
    setting = Setting(on, shipped_norms(), case.authority, published, facts=case.facts)
    text = text_case(document, statements(document), setting)
    declared = program.vocabulary.facts
    given = {n: v for n, v in text.case.facts.items() if n not in case.facts and n in declared}
    text, case = _signed_for(program, text, case)
    case = replace(case, facts={**case.facts, **given})
    return CaseRead(case, raw.name, text, tuple(given), warnings=raw.warnings)


def completed(program: Program, case: Case, on: date) -> Case:
    """The case with the facts that only its text states, where it names one that can be read; else as it is."""
    return with_its_text(program, case, on).case if case.text is not None else case


def named_text(case: Case) -> str:
    """The file that the case names, as it is shown."""
    return str(Path(case.file).parent / (case.text or ""))


def text_path(case: Case) -> Path:
    """The file that the case names, in its own folder. Raises `Refused` (C090) where a link leads out of it."""
    folder = Path(case.file).parent
    path = folder / (case.text or "")
    try:
        real, home = path.resolve(), folder.resolve()
    except OSError:
        return path  # reading it says what is wrong
    if not real.is_relative_to(home):
        name = shown(case.text or "")
        message = Text(
            f"文本「{name}」是一个链接,指向案卷文件夹之外",
            f"the text “{name}” is a link that leads out of the folder of the case",
        )
        hint = Text("把文件本身放进案卷文件夹", "put the file itself into the folder of the case")
        raise Refused([Diagnostic("C090", message, case.spans.get("文本"), hint)])
    return real


def _signed_for(program: Program, text: TextCase, case: Case) -> tuple[TextCase, Case]:
    """What people signed in the case file, waivers and reviewed passages, goes to where its rule is judged."""
    own, of_text = _judged(program, case.procedures), of_texts(program)
    case_of_text = replace(
        text.case,
        waivers=tuple(w for w in case.waivers if w.rule in of_text),
        reviewed=tuple(r for r in case.reviewed if r.rule in of_text),
    )
    case = replace(
        case,
        waivers=tuple(w for w in case.waivers if w.rule in own or w.rule not in of_text),
        reviewed=tuple(r for r in case.reviewed if r.rule in own or r.rule not in of_text),
    )
    return replace(text, case=case_of_text), case


def of_texts(program: Program) -> frozenset[str]:
    """The ids of the rules about texts."""
    return _judged(program, (PROCEDURE,))


def _judged(program: Program, procedures: tuple[str, ...]) -> frozenset[str]:
    """The rules for cases of these procedures."""
    wanted = set(procedures)
    return frozenset(
        rule.id
        for rule in program.rules
        if wanted & set(rule.procedures or program.packs[rule.pack].procedures or wanted)
    )
