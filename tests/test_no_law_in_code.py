"""Law is data: no article is named in the code of the engine, nor in that of the commands, not by a pattern either."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .command_line import ROOT

NAMED = re.compile("第(?!几).{0,24}?条|国务院令", re.DOTALL)


def texts(path: Path) -> Iterator[str]:
    """The strings of a module that are no documentation; those of f-strings with what is filled in as one blank."""
    tree = ast.parse(path.read_text("utf-8"))
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    documentation = {node for node in statements if isinstance(node, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else " " for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
            yield node.value


def test_no_article_is_named_in_the_code() -> None:
    modules = [path for part in ("engine", "cli") for path in (ROOT / part).rglob("*.py")]
    assert len(modules) > 300
    found = [
        f"{path.relative_to(ROOT)}: {text}" for path in modules for text in texts(path) if NAMED.search(text)
    ]
    assert not found
