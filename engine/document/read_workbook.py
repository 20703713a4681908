"""A workbook of an office as cells: `read_workbook`. In: a path. Out: a `Workbook`, or the reasons why there is none.

The file is parsed in a process of its own, as documents are (`sandbox.py`). What kind of file it is, is told by its first
bytes before its name.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.document.read_file import read_file
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Remark, Unreadable
from guiju.engine.document.read_words import diagnostic
from guiju.engine.document.sandbox import Sandbox
from guiju.engine.document.workbook import Workbook

USUAL = Limits()

_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


def read_workbook(path: Path, limits: Limits = USUAL) -> Workbook:
    """The cells of a workbook. Raises `Refused` with diagnostics G001 to G003 and W001 to W012."""
    name = str(path)
    data = read_file(path, limits.file)
    try:
        _refuse_other_kinds(data)
        with Sandbox(limits) as sandbox:
            answer = sandbox.read("xlsx", data)
        if answer.refusal is not None:
            raise Refused([_said(answer.refusal, name)])
        remarks = answer.remarks
        suffix = PurePath(name).suffix
        if suffix.lower() not in _SUFFIXES:
            remarks = (Remark("W020", (suffix, "xlsx")), *remarks)
        warnings = tuple(_said(remark, name) for remark in remarks)
    except Unreadable as error:
        raise Refused([_said(error.remark, name)]) from None
    except ValueError:  # an answer whose values do not fit its codes is none
        raise Refused([_said(Remark("W007", (limits.memory,)), name)]) from None
    return Workbook(name, answer.book, warnings)


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_ARCHIVE):
        return
    if not data.startswith(_OLE):
        raise Unreadable("W001", "no workbook")
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("W002")
    raise Unreadable("W001", "old workbook")


def _said(remark: Remark, name: str) -> Diagnostic:
    return diagnostic(remark, name, workbook=True)
