"""The formats for machines by the name that the command line knows them by."""

from __future__ import annotations

from typing import Final, Literal, get_args

from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.model import CiRun

Form = Literal["sarif", "junit", "github", "gitlab"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)


def render_ci(run: CiRun, form: Form, lang: Lang) -> str:
    """The run in one of the formats, ending in a line end."""
    match form:
        case "sarif":
            from importlib.metadata import version

            from guiju.engine.report.ci.sarif import ci_sarif

            return ci_sarif(run, lang, version("guiju"))
        case "junit":
            from guiju.engine.report.ci.junit import ci_junit

            return ci_junit(run, lang)
        case "github":
            from guiju.engine.report.ci.github import ci_github

            return ci_github(run, lang)
        case "gitlab":
            from guiju.engine.report.ci.gitlab import ci_gitlab

            return ci_gitlab(run, lang)
