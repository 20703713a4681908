"""A run as SARIF 2.1.0. Results are what has a level: broken, open, running out of time, waived, and faults of files.

What is open has the kind `fail` and the level `warning`, not `open` and `none`: code hosts show a result by its level
alone, and what is undecided must not look decided. What is merely owed or has been put right is counted in the
properties of the run; hosts would show it as an alarm. A waived result has a suppression, and the level `note` for
hosts that do not read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci import sarif_model as model
from guiju.engine.report.ci.check import UNREADABLE
from guiju.engine.report.ci.findings import LANGS
from guiju.engine.report.ci.model import CiCase, CiFinding, CiPlace, CiRemark, CiRule, CiRun, CiWaiver
from guiju.engine.report.ci.paths import file_uri
from guiju.engine.report.ci.sarif_problems import sarif_text
from guiju.engine.report.ci.words import headline, message
from guiju.engine.report.words.both_languages import both

_FINGERPRINT = "guiju/v1"
_CANNOT_READ = "unreadable-file"


def ci_sarif(run: CiRun, lang: Lang, version: str) -> str:
    """The run as a SARIF log; messages in `lang`, both languages in the properties. `version` is that of the program."""
    writer = _Writer(run, lang)
    driver = model.Driver(
        name="guiju",
        semantic_version=version,
        language=lang,
        rules=list(writer.descriptors()),
    )
    return sarif_text(
        model.Run(
            tool=model.Tool(driver=driver),
            column_kind="unicodeCodePoints",
            automation_details=model.AutomationDetails(id=f"guiju-{run.command}{_before(run)}/"),
            invocations=[writer.invocation()],
            results=[writer.result(f) for f in run.reported],
            properties={
                "answer": both(run.answer),
                "cases": [_case(c) for c in run.cases],
            },
        )
    )


def _before(run: CiRun) -> str:
    return f"/{run.before.zh}" if run.before is not None else ""


def _case(case: CiCase) -> dict[str, Any]:
    return {
        "file": case.file,
        "name": case.name,
        "answer": both(case.answer),
        "exitCode": case.exit_code,
        "findings": dict(case.counts),
        "notes": [both(n) for n in case.notes],
    }


class _Writer:
    """The parts of one run."""

    def __init__(self, run: CiRun, lang: Lang) -> None:
        self._run = run
        self._lang: Lang = lang
        self._rules = {f.rule.id: f.rule for c in run.cases for f in c.findings}
        self._remarks = {r.code: r for c in run.cases for r in c.remarks}
        ids = [*self._rules, *(c for c in self._remarks if c not in self._rules)]
        self._index = {id_: n for n, id_ in enumerate(ids)}

    def descriptors(self) -> Iterator[model.Descriptor]:
        """Every rule that applied, whatever came of it, and every code of a remark."""
        for id_ in self._index:
            yield self._rule(self._rules[id_]) if id_ in self._rules else self._code(self._remarks[id_])

    def result(self, found: CiFinding | CiRemark) -> model.Result:
        id_ = found.rule.id if isinstance(found, CiFinding) else found.code
        result = model.Result(
            rule_id=id_,
            rule_index=self._index[id_],
            level=found.level or "note",
            message=model.Message(text=message(found, self._lang)),
            locations=[_location(found.place)],
            partial_fingerprints={_FINGERPRINT: found.fingerprint},
        )
        return result.model_copy(update=self._more(found)) if isinstance(found, CiFinding) else result

    def invocation(self) -> model.Invocation:
        """How the run ended; a file that could not be read is told here as well as in the results."""
        unread = [c for c in self._run.cases if not c.readable]
        return model.Invocation(
            execution_successful=not unread,
            exit_code=self._run.exit_code,
            exit_code_description=self._run.answer.in_lang(self._lang),
            tool_execution_notifications=[
                model.Notification(
                    descriptor=model.Reference(id=_CANNOT_READ),
                    level="error",
                    message=model.Message(text=UNREADABLE.in_lang(self._lang)),
                    locations=[_location(CiPlace(case.file))],
                )
                for case in unread
            ],
        )

    def _more(self, finding: CiFinding) -> dict[str, Any]:
        related = [_location(r.place, r.text.in_lang(self._lang)) for r in finding.related]
        return {
            "related_locations": related or None,
            "suppressions": [self._suppression(finding.waiver)] if finding.waiver is not None else None,
            "properties": {
                "state": finding.state,
                "about": both(finding.about),
                "message": {lang: message(finding, lang) for lang in LANGS},
            },
        }

    def _suppression(self, waiver: CiWaiver) -> model.Suppression:
        return model.Suppression(
            justification="\n".join(t.in_lang(self._lang) for t in waiver.lines),
            location=_location(waiver.place) if waiver.place is not None else None,
        )

    def _rule(self, rule: CiRule) -> model.Descriptor:
        lang = self._lang
        help_ = [Text("依据", "Basis").in_lang(lang) + ": " + rule.basis.in_lang(lang)]
        if rule.cure is not None:
            help_.append(Text("怎么办", "What to do").in_lang(lang) + ": " + rule.cure.in_lang(lang))
        return model.Descriptor(
            id=rule.id,
            name="".join(word.capitalize() for word in rule.name.en.split()),
            short_description=model.Message(text=rule.label.in_lang(lang)),
            full_description=model.Message(text=rule.gist.in_lang(lang)),
            help=model.Message(text="\n".join(help_)),
            default_configuration=model.Configuration(level=rule.level),
            properties={
                "pack": rule.pack,
                "name": both(rule.name),
                "gist": both(rule.gist),
                "basis": both(rule.basis),
            },
        )

    def _code(self, remark: CiRemark) -> model.Descriptor:
        return model.Descriptor(
            id=remark.code,
            short_description=model.Message(text=headline(remark, self._lang)),
            default_configuration=model.Configuration(level=remark.level),
        )


def _location(place: CiPlace, message: str | None = None) -> model.Location:
    """A file as a whole stands for its first line: some hosts take no place without one."""
    region = model.Region(start_line=1)
    if not place.whole_file:
        region = model.Region(
            start_line=place.line,
            start_column=place.column,
            end_line=place.end_line,
            end_column=place.end_column,
        )
    return model.Location(
        physical_location=model.PhysicalLocation(
            artifact_location=model.ArtifactLocation(uri=file_uri(place.file)), region=region
        ),
        message=model.Message(text=message) if message else None,
    )
