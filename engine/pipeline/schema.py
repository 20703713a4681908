"""The JSON Schema of case files as a file, and how a case file names the one that is nearest to it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from guiju.engine.semantics.case_schema import case_schema
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.skeleton import SCHEMA

FOLDER = "schema"
"""The folder of a project that holds its schemas."""


def schema_text(program: Program) -> str:
    """The schema of case files for the procedures of a program."""
    return json.dumps(case_schema(program), ensure_ascii=False, indent=1) + "\n"


def schema_reference(folder: Path) -> tuple[str, bool]:
    """How a case file in `folder` names the schema, and whether it is there.

    Looked for in `folder` and every folder above it, and in a `schema` folder there. If there is none, the plain name: a
    schema put beside the case file will be found.
    """
    start = folder.absolute()
    for place in (start, *start.parents):
        for candidate in (place / SCHEMA, place / FOLDER / SCHEMA):
            if candidate.is_file():
                return Path(os.path.relpath(candidate, start)).as_posix(), True
    return SCHEMA, False
