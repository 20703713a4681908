"""A run as workflow commands of GitHub Actions, which become annotations of files.

The runner shows ten errors, ten warnings and ten notices of a step: the gravest come first, and the notice that sums up
the run comes before all other notices. Line ends and the signs that mean something to the runner are escaped by its own
rules, so that nothing that a file says is taken for a command.
"""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.model import CiFinding, CiPlace, CiRemark, CiRun, Level
from guiju.engine.report.ci.words import headline, message

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def ci_github(run: CiRun, lang: Lang) -> str:
    """A command to a line, ending with a line end."""
    found = run.reported
    grave = [_command(f, lang) for f in found if f.level != "note"]
    notes = [_command(f, lang) for f in found if f.level == "note"]
    answered = any(isinstance(f, CiRemark) and f.text.zh.startswith(run.answer.zh) for f in found)
    summary = [] if answered else [f"::notice title=guiju {run.command}::{_data(run.answer.in_lang(lang))}"]
    records = [f"{c.file}: {n.in_lang(lang)}" for c in run.cases for n in c.notes]
    recorded = [f"::notice title=guiju --record::{_data(chr(10).join(records))}"] if records else []
    return "\n".join([*grave, *summary, *recorded, *notes]) + "\n"


def _command(found: CiFinding | CiRemark, lang: Lang) -> str:
    properties = {**_place(found.place), "title": headline(found, lang)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[found.level or 'note']} {listed}::{_data(message(found, lang))}"


def _place(place: CiPlace) -> dict[str, str]:
    """Columns only within one line: the runner takes them for nothing else."""
    told = {"file": place.file, "line": str(place.line)}
    if place.whole_file:
        return told
    if place.end_line != place.line:
        return {**told, "endLine": str(place.end_line)}
    return {**told, "col": str(place.column), "endColumn": str(place.end_column)}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
