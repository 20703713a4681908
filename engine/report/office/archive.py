"""An office file is a zip archive; here it gets the same bytes wherever and whenever it is written.

In: the archive as a library wrote it. Out: the same members in the same order, without times, owners and the marks of a
system; some of them changed on the way.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

Change = Callable[[str], str]

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def fixed_archive(data: bytes, changes: Mapping[str, Change] | None = None) -> bytes:
    """`changes` by the name of the member; each takes its text in UTF-8 and gives another."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = _UNIX
            content = old.read(name)
            if changes is not None and name in changes:
                content = changes[name](content.decode("utf-8")).encode("utf-8")
            new.writestr(member, content, compresslevel=6)
    return out.getvalue()
