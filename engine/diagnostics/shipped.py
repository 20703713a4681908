"""Where the data that comes with the program lies: grammars and rules, beside the code as they are in the repository.

A plain path, because looking it up by package (`importlib.resources`) costs a short run more than reading the files.
"""

from __future__ import annotations

from pathlib import Path

GRAMMARS = Path(__file__).parent.parent.parent / "grammars"
RULES = GRAMMARS.parent / "rules"
