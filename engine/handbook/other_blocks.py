"""Exceptions, counts-as rules and limits of scope as blocks of a page."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.page_model import OtherBlock
from guiju.engine.handbook.page_parts import Page, cited, labelled, linked, place
from guiju.engine.handbook.scene import shown_text
from guiju.engine.handbook.sentences_others import counts_sentence, exception_sentence, scope_sentence
from guiju.engine.semantics.program import CountsRule, ExceptionRule, ScopeRule


def exception_block(exception: ExceptionRule, page: Page) -> OtherBlock:
    """An exception; what it lifts stands in its sentence."""
    return _block(exception, exception_sentence(exception, page.program), page)


def lifting_block(exception: ExceptionRule, page: Page) -> OtherBlock:
    """An exception apart from the rules it lifts, with links to them."""
    block = exception_block(exception, page)
    if exception.whole_pack:  # its sentence says so
        return block
    links = linked(page, "lifts", [tuple(page.rule_link(t) for t in exception.targets)])
    return OtherBlock(block.anchor, block.name, block.sentence, (*links, *block.parts))


def counts_block(rule: CountsRule, page: Page) -> OtherBlock:
    return _block(rule, counts_sentence(rule, page.program), page)


def scope_block(rule: ScopeRule, page: Page) -> OtherBlock:
    return _block(rule, scope_sentence(rule, page.program), page)


def _block(item: ExceptionRule | CountsRule | ScopeRule, sentence: Text, page: Page) -> OtherBlock:
    parts = (
        *labelled(page, "basis", cited(page, item.basis)),
        *labelled(page, "gist", item.gist),
        *labelled(page, "row", item.row),
        *labelled(page, "place", place(item.span)),
    )
    return OtherBlock(page.anchors["other", item.id], shown_text(item.name.words), sentence, parts)
