"""What is wrong with a catalogue that could not be read the fast way (known_heads.py): the strict reader goes over it."""

from __future__ import annotations

from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.source import read_source
from guiju.engine.norms.norm_catalogue import read_catalogue
from guiju.engine.norms.norm_files import CATALOGUE, further_files, further_keys


def catalogue_problems(folder: Path) -> tuple[Diagnostic, ...]:
    """All problems of `catalogue.yaml`, each with its line; where it has none, those of the further files."""
    further = further_keys(folder)
    try:
        keys = (*read_catalogue(read_source(folder / CATALOGUE), further), *further)
    except Refused as refused:
        return refused.diagnostics
    found: list[Diagnostic] = []
    for path in further_files(folder):
        try:
            read_catalogue(read_source(path), keys)
        except Refused as refused:
            found += refused.diagnostics
    return tuple(found)
