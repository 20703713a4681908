"""Names of evidence. Evidence is a name, or a path inside the folder of the case; it is never opened.

A path that would leave the folder, reach a device or the network is refused all the same: reports turn
evidence into links, and a case file may come from anyone.
"""

from __future__ import annotations

import re
import unicodedata

from guiju.engine.diagnostics.text import Text

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])\s*(?:[.:].*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(?:file|data|javascript):", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")


def leaves_folder(text: str) -> Text | None:
    """Why `text` must not stand as evidence, or None. Full-width forms count as what they look like."""
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n" for c in text):
        return Text("含有控制字符", "it holds a control character")
    folded = unicodedata.normalize("NFKC", text).strip()
    if "\\" in folded:
        return Text("含有反斜杠;文件夹之间用 /", "it holds a backslash; separate folders by /")
    if folded.startswith("/"):
        return Text("以 / 开头", "it begins with /")
    if folded.startswith("~"):
        return Text("以 ~ 开头", "it begins with ~")
    if _DRIVE.match(folded):
        return Text("以盘符开头", "it begins with a drive letter")
    if _SCHEME.match(folded):
        return Text("是网址一类的地址", "it is an address, not a name")
    parts = [part.strip() for part in folded.split("/")]
    if ".." in parts:
        return Text("含有 ..", "it holds ..")
    if any(_DEVICE.fullmatch(part) for part in parts):
        return Text("是 Windows 的设备名", "it is the name of a Windows device")
    return None
