"""`导入 "x.rule"`: the further files a pack asks for, found beside it and nowhere else.

An import is the plain name of a pack file in the folder of the file that imports it. A path, a drive, an address
or a name with another ending is an error and is not opened. Diagnostics: P030 not a plain name, P031 no such file,
P032 files that import each other in a circle, P034 a text other than the import says; what is wrong inside an
imported file is named there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.limits import PACK_BYTES
from guiju.engine.diagnostics.model import Diagnostic, Label, Refused
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source, read_source
from guiju.engine.diagnostics.text import Text

if TYPE_CHECKING:
    from guiju.engine.syntax.tree import Decl, PackFile, Word

PACK_SUFFIX = ".rule"
_NAME_CHARS = 200
_DIGEST_CHARS = 12


def with_imports(
    paths: Sequence[Path], texts: Mapping[Path, Source] = MappingProxyType({})
) -> tuple[list[Source], list[Diagnostic]]:
    """The texts of some pack files and of all they import, each file once, in the order they are met; and
    everything that could not be read, with every import that leads nowhere, outside or back.

    `texts` stand, by resolved path, for the files that an editor has open.
    """
    search = _Search(texts)
    for path in paths:
        search.visit(path)
    return list(search.sources.values()), search.problems


class _Search:
    def __init__(self, texts: Mapping[Path, Source]) -> None:
        self._texts = texts
        self.sources: dict[Path, Source] = {}
        self.problems: list[Diagnostic] = []
        self._open: list[tuple[Path, Decl | None]] = []

    def visit(self, path: Path, by: Decl | None = None) -> None:
        """Read a file and then its imports; `by` is the declaration that asks for it."""
        key = path.resolve()
        opened = [p for p, _ in self._open]
        if key in opened:
            assert by is not None
            self.problems.append(_circle([*self._open[opened.index(key) + 1 :], (key, by)]))
        elif key not in self.sources:
            try:
                source = self._texts.get(key) or _read(path)
            except Refused as refused:
                self.problems += refused.diagnostics
                return
            self.sources[key] = source
            self._open.append((key, by))
            for decl in _imports(source):
                self._follow(path.parent, decl)
            self._open.pop()

    def _follow(self, folder: Path, decl: Decl) -> None:
        word: Word = decl.head[0]
        path = folder / word.text
        if not _plain(word.text) or _leads_elsewhere(path):
            message = Text(
                f"导入“{shown(word.text, _NAME_CHARS)}”:只能写同一目录里的文件名(以 {PACK_SUFFIX} 结尾)",
                f"import '{shown(word.text, _NAME_CHARS)}': only the name of a file in the same folder may stand "
                f"here (ending in {PACK_SUFFIX})",
            )
            self.problems.append(Diagnostic("P030", message, word.span))
        elif not path.is_file() and path.resolve() not in self._texts:
            name = shown(word.text, _NAME_CHARS)
            message = Text(f"同一目录里没有文件“{name}”", f"there is no file '{name}' in the same folder")
            self.problems.append(Diagnostic("P031", message, word.span, _nearest_file(folder, word.text)))
        else:
            self.visit(path, decl)
            self._as_expected(path, decl)

    def _as_expected(self, path: Path, decl: Decl) -> None:
        """An import may say which text it means, by the beginning of its SHA-256."""
        wanted: Word | None = decl.head[1]
        source = self.sources.get(path.resolve())
        if wanted is None or source is None:
            return
        found = digest_of(source)
        if len(wanted.text) < _DIGEST_CHARS or not found.startswith(wanted.text.lower()):
            name = shown(path.name, _NAME_CHARS)
            message = Text(
                f"“{name}”的内容与摘要不符,现在的摘要是 {found[:_DIGEST_CHARS]}",
                f"the text of '{name}' does not have this digest; it is now {found[:_DIGEST_CHARS]}",
            )
            hint = Text(
                f"核对改动之后再换摘要;摘要至少写 {_DIGEST_CHARS} 位",
                f"look at what changed, then put the new digest; it has at least {_DIGEST_CHARS} digits",
            )
            self.problems.append(Diagnostic("P034", message, wanted.span, hint))


def digest_of(source: Source) -> str:
    """The SHA-256 of a pack text in UTF-8, in hexadecimal."""
    return hashlib.sha256(source.text.encode(errors="surrogatepass")).hexdigest()


def _read(path: Path) -> Source:
    if path.is_dir():
        message = Text("这里要一个规则包文件,不是目录", "a pack file is wanted here, not a folder")
        raise Refused([Diagnostic("G001", message, Source(str(path), "").span(1, 1))])
    source = read_source(path)
    if len(source.text.encode()) > PACK_BYTES:
        size = PACK_BYTES // (1024 * 1024)
        message = Text(
            f"规则包文件超过 {size} MiB 上限,请分成几个文件",
            f"the pack file is over the limit of {size} MiB; split it into several",
        )
        raise Refused([Diagnostic("G003", message, source.span(1, 1))])
    return source


def _imports(source: Source) -> list[Decl]:
    """The import declarations of a file. A text without the word has none and need not be parsed for it."""
    from guiju.engine.syntax.keywords import keyword_table

    words = [w for spellings in keyword_table()["declaration"]["IMPORT"] for w in spellings]
    if not any(w in source.text for w in words):
        return []
    return [d for d in parsed(source)[0].decls if d.kind == "import"]


@lru_cache(maxsize=128)
def parsed(source: Source) -> tuple[PackFile, tuple[Diagnostic, ...]]:
    """`parse_pack`, once for each text."""
    from guiju.engine.syntax.parse import parse_pack

    tree, diagnostics = parse_pack(source)
    return tree, tuple(diagnostics)


def _plain(name: str) -> bool:
    """The name of a pack file and nothing that could lead elsewhere on any system."""
    return (
        name.endswith(PACK_SUFFIX)
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|%')
        and not name.startswith((".", "~"))
    )


def _leads_elsewhere(path: Path) -> bool:
    """A link in the folder to something outside of it."""
    return path.is_symlink() and path.resolve().parent != path.parent.resolve()


def _nearest_file(folder: Path, name: str) -> Text | None:
    try:
        there = sorted(p.name for p in folder.iterdir() if p.suffix == PACK_SUFFIX)
    except OSError:
        return None
    close = nearest(name, there)
    return Text(f"是不是“{shown(close[0])}”?", f"did you mean '{shown(close[0])}'?") if close else None


def _circle(chain: list[tuple[Path, Decl | None]]) -> Diagnostic:
    """The members of a circle, each with the line of its import; the last closes the circle."""
    decls = [d for _, d in chain if d is not None]
    files = [shown(Path(d.span.file).name, _NAME_CHARS) for d in decls]
    listed = " → ".join([*files, files[0]])
    message = Text(f"文件互相导入,成了圈:{listed}", f"files import each other in a circle: {listed}")
    labels = tuple(Label(d.span, Text("这里导入", "imported here")) for d in decls[:-1])
    return Diagnostic("P032", message, decls[-1].head[0].span, None, "error", labels)
