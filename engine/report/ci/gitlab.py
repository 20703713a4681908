"""A run as a Code Quality report of GitLab: a JSON array of issues, shown beside the changes of a merge request.

GitLab keeps one issue for each fingerprint and compares these between branches. The format knows no other result than an
issue, so that what is waived is one of severity `info` that says so, and so is the line of a record.
"""

from __future__ import annotations

import json
from typing import Any

from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.report.ci.fingerprint import fingerprint
from guiju.engine.report.ci.model import CiCase, CiFinding, CiPlace, CiRemark, CiRun
from guiju.engine.report.ci.words import headline, lines, sentence

_RECORD = "record"
_TITLE = plain("guiju --record")


def ci_gitlab(run: CiRun, lang: Lang) -> str:
    """The array, gravest first, in one language."""
    notes = (_note(case, number, text) for case in run.cases for number, text in enumerate(case.notes, 1))
    issues = [_issue(found, lang) for found in (*run.reported, *notes)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _note(case: CiCase, number: int, text: Text) -> CiRemark:
    """The fingerprint leaves the text out: the next record of a file is no new issue."""
    told = fingerprint(case.file, _RECORD, str(number))
    return CiRemark(_RECORD, "note", text, CiPlace(case.file), told, _TITLE)


def _issue(found: CiFinding | CiRemark, lang: Lang) -> dict[str, Any]:
    finding = found if isinstance(found, CiFinding) else None
    check = finding.rule.id if finding is not None else found.code if isinstance(found, CiRemark) else ""
    return {
        "description": _described(found, lang),
        "check_name": check,
        "fingerprint": found.fingerprint,
        "severity": _severity(found),
        "location": {
            "path": found.place.file,
            "lines": {"begin": found.place.line, "end": found.place.end_line},
        },
        "content": {"body": "\n".join(lines(finding, lang)) if finding is not None else ""},
    }


def _described(found: CiFinding | CiRemark, lang: Lang) -> str:
    """One line, which is all that is shown in a merge request: what it comes to, why, and the article."""
    if isinstance(found, CiRemark):
        return f"{headline(found, lang)}: {found.text.in_lang(lang)}"
    label, basis = found.rule.label.in_lang(lang), found.basis.in_lang(lang)
    return f"{label} {sentence(found, lang)} ({basis})"


def _severity(found: CiFinding | CiRemark) -> str:
    """A file that cannot be read or a gate that is shut blocks; a breach is critical, what is open or a flaw major."""
    if isinstance(found, CiRemark):
        return {"error": "blocker", "warning": "major"}.get(found.level, "info")
    match found.outcome:
        case "broken":
            return {"error": "critical", "warning": "major"}.get(found.level or "", "minor")
        case "open":
            return "major"
        case "short":
            return "minor"
    return "info"
