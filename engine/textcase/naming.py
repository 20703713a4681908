"""What places of a document are called, with the words of the law's form: 第三条第二款第(一)项, 二、（三）, 第12段."""

from __future__ import annotations

from guiju.engine.diagnostics.words import MOST_NUMERAL, numbered, word
from guiju.engine.document.model import Place
from guiju.engine.document.tree import Document, Node


def part_name(document: Document, index: int) -> str:
    """What is put before the places of a part: nothing for the text that rules."""
    first_annex = 1 if document.wrapper is None else 2
    if index >= first_annex:
        return document.annexes[index - first_annex].mark.text
    return word("document_place", "cover").zh if document.wrapper is not None and index == 0 else ""


def paragraph_of_file(number: int) -> str:
    """A paragraph of the file, by its number there."""
    return word("document_place", "paragraph").zh.format(n=number)


def paragraph_name(node: Node) -> str:
    return paragraph_of_file(node.places[0].paragraph) if node.places else ""


def place_name(places: tuple[Place, ...]) -> str:
    """For what stands in none of the articles and paragraphs; the whole document where it has no place at all."""
    return paragraph_of_file(places[0].paragraph) if places else word("document_place", "whole").zh


def sentence_of(where: str, number: int) -> str:
    return where + _numbered("sentence", number)


def below(where: str, node: Node, paragraphs: int) -> str:
    """The place of a node below a place. A 款 is named where its article has several (`paragraphs`)."""
    if node.level == "article":
        return where + (node.mark.text if node.mark is not None else "")
    if node.level == "paragraph":
        several = paragraphs > 1 and node.number is not None
        return where + _numbered("paragraph", node.number.n) if several and node.number else where
    if node.level in ("item", "subitem") and node.number is not None:
        return where + _numbered(node.level, node.number.n)
    if node.level in ("continuation", "table"):
        return where
    return where + (node.mark.text if node.mark is not None else "")


def _numbered(word_of: str, n: int) -> str:
    if 0 < n < MOST_NUMERAL:
        return numbered("citation", word_of, n).zh
    return word("citation", word_of).zh.format(n=n)
