"""Where the catalogue lies, and its short way of writing: values without a mark of their own.

`catalogue.yaml` holds the norms whose texts were looked at; each file under `further/` holds more of one
field, and may say once for all of it how its values are known:

    otherwise: {source: memory, verified: false}

A number or a day written there as a plain value is read as one with these marks, and a norm without
`text` as one whose text is not at hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every value arrives as a text and gets its type from the model, which knows what belongs where."""

CATALOGUE = "catalogue.yaml"
FURTHER = "further"
OTHERWISE = "otherwise"
NO_TEXT = "none"
"""The value of `text` for a norm whose text is not at hand: nothing in it can be checked."""


def further_files(folder: Path) -> tuple[Path, ...]:
    """The files of the catalogue beside `catalogue.yaml`, in the order of their names."""
    found = (folder / FURTHER).iterdir() if (folder / FURTHER).is_dir() else ()
    return tuple(sorted(p for p in found if p.name.endswith(".yaml") and not p.name.startswith(".")))


def further_keys(folder: Path) -> tuple[str, ...]:
    """The keys of the norms in these files; none of a file that is no catalogue (norm_catalogue.py says
    what it lacks)."""
    found: list[str] = []
    for path in further_files(folder):
        try:
            data = yaml.load(path.read_text("utf-8"), Loader=LOADER)
        except (OSError, ValueError, yaml.YAMLError):
            continue
        norms = data.get("norms") if isinstance(data, dict) else None
        found += norms if isinstance(norms, dict) else ()
    return tuple(found)


def with_marks(head: object, marks: object) -> object:
    """A head with the marks of its file on every value that has none. What is no head is left as it is."""
    if not isinstance(head, dict) or not isinstance(marks, dict):
        return head

    def marked(value: Any) -> Any:
        return {"value": value, **marks} if isinstance(value, str) else value

    full: dict[Any, Any] = {"text": NO_TEXT} | head
    if "number" in full:
        full["number"] = marked(full["number"])
    if isinstance(full.get("other_numbers"), list):
        full["other_numbers"] = [marked(number) for number in full["other_numbers"]]
    if isinstance(full.get("in_force"), dict):
        full["in_force"] = {name: marked(day) for name, day in full["in_force"].items()}
    return full
