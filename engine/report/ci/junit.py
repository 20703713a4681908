"""A run as JUnit XML: a suite for each file, a test for each rule that applied, and one for the file (or gate) itself.

A rule with several findings is one test, and fails with the worst of them. Broken is a failure; open is an error, since
the test could not be carried out; waived is skipped, with who signed; the rest passes, and what is worth knowing of it
stands in the output of the test. Test names are unique in a run: `classname` begins with the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from xml.etree import ElementTree as ET

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci.check import NOT_JUDGED, NOTHING_RECORDED
from guiju.engine.report.ci.model import OUTCOMES, CiCase, CiFinding, CiRemark, CiRun, Outcome
from guiju.engine.report.ci.words import headline, message, sentence
from guiju.engine.report.layout.xml_text import xml_text

_JUDGED = Text("案卷可以判断", "the case can be judged")
_TAGS: dict[Outcome, Literal["failure", "error", "skipped"]] = {
    "broken": "failure",
    "open": "error",
    "waived": "skipped",
}


def ci_junit(run: CiRun, lang: Lang) -> str:
    """The run in one language."""
    root = ET.Element("testsuites", name=f"guiju {run.command}")
    for case in run.cases:
        _suite(root, case, [_whole(case, run, lang), *_rules(case, lang)], lang)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, case: CiCase, tests: Sequence[ET.Element], lang: Lang) -> None:
    suite = ET.SubElement(
        root,
        "testsuite",
        name=xml_text(case.file),
        tests=str(len(tests)),
        failures=_with(tests, "failure"),
        errors=_with(tests, "error"),
        skipped=_with(tests, "skipped"),
        time="0",
        file=xml_text(case.file),
    )
    properties = ET.SubElement(suite, "properties")
    told = {"case": case.name, "answer": case.answer.in_lang(lang), "exit_code": str(case.exit_code)}
    told |= {f"note_{n}": note.in_lang(lang) for n, note in enumerate(case.notes, 1)}
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=xml_text(value))
    suite.extend(tests)


def _with(tests: Iterable[ET.Element], tag: str) -> str:
    return str(sum(1 for t in tests if t.find(tag) is not None))


def _whole(case: CiCase, run: CiRun, lang: Lang) -> ET.Element:
    """The file itself: whether it can be judged; before a step: the answer of the gate."""
    step = run.before
    name = _JUDGED if step is None else Text(f"{step.zh}能不能办", f"may {step.en} take place")
    test = _test(case, "guiju", name.in_lang(lang))
    bad = [r for r in case.remarks if r.level == "error"] or [r for r in case.remarks if r.level == "warning"]
    grave = _grave(case, run, bad)
    if grave is not None:
        part = ET.SubElement(test, grave, type=xml_text(bad[0].code if bad else "file"))
        part.set("message", xml_text(bad[0].text.in_lang(lang) if bad else case.answer.in_lang(lang)))
        part.text = xml_text("\n".join(_placed(r, lang) for r in bad))
    others = [r for r in case.remarks if grave is None or r not in bad]
    _output(test, [case.answer.in_lang(lang), *(_placed(r, lang) for r in others)])
    return test


def _grave(case: CiCase, run: CiRun, bad: Sequence[CiRemark]) -> Literal["failure", "error"] | None:
    if not case.readable:
        return "error"
    if run.command == "gate":
        tags: dict[int, Literal["failure", "error"]] = {1: "failure", 3: "error"}
        return tags.get(case.exit_code)
    nothing = any(r.code in (NOTHING_RECORDED, NOT_JUDGED) for r in bad)
    return "error" if nothing else None


def _placed(remark: CiRemark, lang: Lang) -> str:
    place = remark.place
    return f"{place.file}:{place.line}:{place.column}: {headline(remark, lang)}: {remark.text.in_lang(lang)}"


def _rules(case: CiCase, lang: Lang) -> Iterator[ET.Element]:
    by_rule: dict[str, list[CiFinding]] = {}
    for finding in case.findings:
        by_rule.setdefault(finding.rule.id, []).append(finding)
    for findings in by_rule.values():
        worst = min(findings, key=lambda f: OUTCOMES.index(f.outcome))
        test = _test(case, worst.rule.pack, worst.rule.label.in_lang(lang))
        tag = _TAGS.get(worst.outcome)
        told = [f for f in findings if f.outcome != "kept"]
        if tag is not None:
            grave = [f for f in told if f.outcome == worst.outcome]
            part = ET.SubElement(test, tag, type=xml_text(worst.state))
            part.set("message", xml_text(sentence(worst, lang)))
            part.text = xml_text("\n\n".join(_told(f, lang) for f in grave))
            told = [f for f in told if f.outcome != worst.outcome]
        _output(test, [_told(f, lang) for f in told])
        yield test


def _told(finding: CiFinding, lang: Lang) -> str:
    place = finding.place
    return (
        f"{place.file}:{place.line}:{place.column}: {finding.about.in_lang(lang)}\n{message(finding, lang)}"
    )


def _test(case: CiCase, group: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=xml_text(f"{case.file}.{group}"), name=xml_text(name), time="0")


def _output(test: ET.Element, texts: Sequence[str]) -> None:
    if texts:
        ET.SubElement(test, "system-out").text = xml_text("\n\n".join(texts))
