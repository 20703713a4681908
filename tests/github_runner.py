"""What the runner of GitHub Actions makes of the lines of a step.

By the published rules of the runner: a line that starts with `::` up to the next `::` is a command with properties
(`key=value`, parted by commas), the rest its data; `%25 %0D %0A` stand for their signs, in properties also `%3A %2C`, and
`%25` is read last. Ten annotations of each kind are kept for a step.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("error", "warning", "notice")
KEPT = 10
KNOWN = ("file", "line", "endline", "col", "endcolumn", "title")


@dataclass(frozen=True)
class Annotation:
    kind: str
    properties: dict[str, str]
    message: str


def parsed(line: str) -> Annotation | None:
    """The command on a line; None where the runner takes it for plain text."""
    line = line.lstrip()
    if not line.startswith("::"):
        return None
    info, found, data = line[2:].partition("::")
    kind, _, listed = info.partition(" ")
    if not found or kind not in KINDS:
        return None
    pairs = (p.split("=", 1) for p in listed.strip().split(",") if p)
    properties = {p[0].lower(): _read(p[1], (":", ",")) for p in pairs if len(p) == 2 and p[1]}
    return Annotation(kind, properties, _read(data))


def shown(output: str) -> list[Annotation]:
    """Those that are kept and shown."""
    found = [a for line in output.split("\n") if (a := parsed(line)) is not None]
    return [a for kind in KINDS for a in [f for f in found if f.kind == kind][:KEPT]]


def _read(text: str, more: tuple[str, ...] = ()) -> str:
    for sign in ("\r", "\n", *more, "%"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text
