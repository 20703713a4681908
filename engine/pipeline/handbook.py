"""The handbook of some packs, written into a folder: an index, and a page for each pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from guiju.engine.diagnostics.text import Lang
from guiju.engine.handbook.procedure_picture import Form
from guiju.engine.semantics.program import Pack, Program

_INDEX = "index"


def packs_of_files(program: Program, paths: Sequence[Path]) -> list[Pack]:
    """The packs that something in these files belongs to, in the order of the program."""
    names = {str(path) for path in paths}
    found: set[str] = set()
    for items in (program.rules, program.exceptions, program.counts, program.scopes, program.examples):
        found |= {i.pack for i in items if i.span is not None and i.span.file in names}
    found |= {p.id for p in program.packs.values() if p.span is not None and p.span.file in names}
    return [pack for pack in program.packs.values() if pack.id in found]


def in_layers(packs: Iterable[Pack]) -> list[Pack]:
    """The packs from the uppermost layer down, those of one layer in the order of their names."""
    from guiju.engine.semantics.vocabulary import LAYERS

    ranks = {name.zh: rank for rank, name in enumerate(LAYERS)}
    return sorted(packs, key=lambda pack: (ranks.get(pack.layer, len(ranks)), pack.id))


def render_handbook(program: Program, packs: Sequence[Pack], lang: Lang, form: Form) -> dict[str, str]:
    """The files of the handbook by name, in the order of the packs, the index first. The same program gives the
    same bytes."""
    from guiju.engine.handbook.pages import index_page, pack_page
    from guiju.engine.handbook.rendering import ending, render_index, render_pack

    files = _file_names(packs, ending(form))
    pages = {f"{_INDEX}.{ending(form)}": render_index(index_page(program, packs, lang, files), lang, form)}
    for pack in packs:
        pages[files[pack.id]] = render_pack(pack_page(program, pack, lang, form, files), lang, form)
    return pages


def write_handbook(pages: Mapping[str, str], folder: Path) -> list[Path]:
    """Writes the pages into a folder, which is made if need be: each in one move, so that no half-written page is
    ever left. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages.items():
        path = folder / name
        partial = folder / f".{name}.part"
        try:
            partial.write_text(text, encoding="utf-8", newline="\n")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        written.append(path)
    return written


def _file_names(packs: Sequence[Pack], suffix: str) -> dict[str, str]:
    """A file for each pack, named after it; names that some systems do not tell apart are numbered."""
    taken = {_INDEX}
    files = {}
    for pack in packs:
        stem, n = pack.id, 1
        while stem.casefold() in taken:
            n += 1
            stem = f"{pack.id}_{n}"
        taken.add(stem.casefold())
        files[pack.id] = f"{stem}.{suffix}"
    return files
