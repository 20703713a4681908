"""The templates and styles of the pages, which are data in `engine/report/templates/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_PACKAGE, _FOLDER = "guiju.engine.report", "templates"


@cache
def template(name: str) -> Template:
    """The template of that file name; whatever is put into it is escaped."""
    return _environment().get_template(name)


@cache
def style(*names: str) -> str:
    """The style sheets of these file names, one after the other."""
    folder = files(_PACKAGE) / _FOLDER
    return "".join((folder / name).read_text("utf-8") for name in names)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(_PACKAGE, _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
