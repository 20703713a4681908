"""A verification as JSON: the values of `verification`, with every sentence in both languages.

`leaf` and `path` of a record, and `consistency` of a kept root, are hashes in hexadecimal that any program for RFC 9162
can check without the folder.
"""

from __future__ import annotations

import json

import msgspec
from guiju.engine.report.verdict.json import escaped
from guiju.engine.report.verify.verification import Verification

SCHEMA = "guiju.verification/1"


def verification_json(seen: Verification) -> str:
    """`{schema, exit_code, folder, size, root, bad, roots, unvouched, records, strays}`, indented."""
    whole = {"schema": SCHEMA, "exit_code": seen.exit_code, **msgspec.to_builtins(seen)}
    return escaped(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"
