"""A trial of rule packs as JUnit XML, the form that build servers read.

One suite for each pack file with its examples, and with mutants one suite for these: a change that an example notices
passes, one declared to make no difference is skipped with its reason, any other fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.layout.xml_text import xml_text
from guiju.engine.report.trial.words import difference, example_title, grounds, place
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import Tried


def trial_junit(trial: Trial, lang: Lang) -> str:
    """The trial in one language."""
    root = ET.Element("testsuites", name="guiju test")
    by_file: dict[str, list[Tried]] = {}
    for tried in trial.tried:
        by_file.setdefault(tried.example.span.file if tried.example.span else "", []).append(tried)
    for file, entries in by_file.items():
        _suite(root, file, [_of_example(t, lang) for t in entries])
    if trial.mutation is not None:
        name = Text("试改", "changes of the rules").in_lang(lang)
        _suite(root, name, list(_of_mutants(trial.mutation, lang)))
    for count in ("tests", "failures", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    suite = ET.SubElement(
        root,
        "testsuite",
        name=xml_text(name),
        tests=str(len(cases)),
        failures=str(sum(1 for c in cases if c.find("failure") is not None)),
        errors="0",
        skipped=str(sum(1 for c in cases if c.find("skipped") is not None)),
    )
    suite.extend(cases)


def _of_example(tried: Tried, lang: Lang) -> ET.Element:
    title = f"{example_title(tried).in_lang(lang)} ({place(tried.example.span)})"
    case = ET.Element("testcase", classname=xml_text(tried.rule), name=xml_text(title), time="0")
    if not tried.met:
        expected, found = difference(tried)
        message = Text(f"应为{expected.zh},得到{found.zh}", f"expected {expected.en}, found {found.en}")
        failure = ET.SubElement(case, "failure", type="state", message=xml_text(message.in_lang(lang)))
        failure.text = xml_text("\n".join(g.in_lang(lang) for g in grounds(tried)))
    return case


def _of_mutants(mutation: Mutation, lang: Lang) -> Iterable[ET.Element]:
    for fate in mutation.fates:
        mutant = fate.mutant
        case = ET.Element("testcase", classname=xml_text(mutant.owner), name=xml_text(mutant.id), time="0")
        declared = mutation.declared.get(mutant.id)
        if fate.killer is None and declared is not None:
            ET.SubElement(case, "skipped", message=xml_text(declared.reason.in_lang(lang)))
        elif fate.killer is None:
            message = Text("没有案例发觉", "no example notices it").in_lang(lang)
            failure = ET.SubElement(case, "failure", type="mutant", message=message)
            failure.text = xml_text(mutant.text.in_lang(lang))
        yield case
