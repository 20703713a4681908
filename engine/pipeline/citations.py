"""The citation graph of files and folders, and the change of a norm laid on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guiju.engine.norms.lookup import shipped_norms
from guiju.engine.pipeline.documents import look_at_documents
from guiju.engine.portfolio.citation_graph import CitationGraph, citation_graph
from guiju.engine.portfolio.citing_document import citing_document
from guiju.engine.report.document.result import DocumentRead
from msgspec import Struct


class Citations(Struct, frozen=True):
    """`unread` are the files that could not be used, with the reasons."""

    graph: CitationGraph
    unread: tuple[DocumentRead, ...] = ()


def citations_of(paths: Sequence[Path], on: date) -> Citations:
    """Of the documents named and of those in the folders named, as of `on`. One broken file stops none of the others; of
    each text only what it cites is kept."""
    norms = shipped_norms()
    documents, unread = [], []
    for read in look_at_documents(paths, on):
        if read.text is None:
            unread.append(read)
        else:
            documents.append(citing_document(read.text, norms))
    return Citations(citation_graph(documents, norms, on), tuple(unread))
