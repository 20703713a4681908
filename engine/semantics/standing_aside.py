"""Shipped packs that stand aside in a run: they declare a word that a pack of the user's own declares as well, though
none of the user's packs builds on them.

In: the trees of the shipped and of the further packs, and what compiling all of them came to. Out: the packs that are
left out, with those that build on them, and a warning (P035) for each such pack at the user's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics.pack_needs import Headed, declared_words, needs_of
from guiju.engine.semantics.program import LeftOut
from guiju.engine.syntax import tree as t
from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from guiju.engine.semantics.compile import Compiled

CLASHES = frozenset({"P012", "P006"})
"""What is said of a name that is taken, or that only looks like one that is."""
_CODE = "P035"
_NAMED = 5
_WAY_OUT = Text(
    "要一并按它们判断的,给自己的词换个名称;用不着它们的,不必改",
    "to have their rules judged as well, give your own word another name; where they are not needed, nothing has to "
    "be changed",
)


class Aside(Struct, frozen=True):
    """The names of the packs that are left out, what is said of it while the packs are read, and what every report has to
    tell of it."""

    packs: frozenset[str]
    warnings: tuple[Diagnostic, ...]
    left_out: tuple[LeftOut, ...]


class _Clash(Struct, frozen=True):
    """A word of the user's, where it is declared, and where the shipped pack declares it."""

    word: t.Word
    pack: str
    shipped: Span


def standing_aside(
    shipped: Sequence[t.PackFile], further: Sequence[t.PackFile], compiled: Compiled
) -> Aside | None:
    """The shipped packs to leave out; None if no word calls for it."""
    theirs, own = Headed(shipped), Headed(further)
    clashes = list(_clashes(theirs, own, compiled.diagnostics))
    if not clashes:
        return None
    needs = needs_of(theirs, own, compiled)
    left: frozenset[str] = frozenset()
    warnings: list[Diagnostic] = []
    told: list[LeftOut] = []
    for pack in dict.fromkeys(clash.pack for clash in clashes):
        falling = _falling({*left, pack}, needs)
        if falling & own.packs:  # the user's packs build on it
            continue
        with_it = sorted(_falling({pack}, needs) - {pack})
        own_clashes = [c for c in clashes if c.pack == pack]
        warnings.append(_warning(pack, own_clashes, with_it, compiled))
        packs = [pack, *(p for p in with_it if p not in left)]
        told.append(_left_out(packs, own_clashes, compiled))
        left |= falling
    return Aside(left, tuple(warnings), tuple(told)) if left else None


def _left_out(packs: Sequence[str], clashes: Sequence[_Clash], compiled: Compiled) -> LeftOut:
    words = dict.fromkeys(clash.word.text for clash in clashes)
    return LeftOut(tuple(compiled.program.packs[p] for p in packs), tuple(words), clashes[0].word.span)


def without(shipped: Iterable[t.PackFile], left: frozenset[str]) -> list[t.PackFile]:
    """The shipped files but those of the packs left out; of the others, the examples that say something of a rule of
    these packs are left out too."""
    files = list(shipped)
    gone = [f for f in files if Headed([f]).packs & left]
    rules = {word.text for file in gone for kind, word in declared_words(file) if kind == "rule"}
    return [
        replace(file, decls=tuple(d for d in file.decls if not _speaks_of(d, rules)))
        for file in files
        if file not in gone
    ]


def _speaks_of(decl: t.Decl, rules: set[str]) -> bool:
    return decl.kind == "example" and any(
        rule.text in rules for c in decl.clauses if c.role == "example_expect" for rule, _ in c.args
    )


def _clashes(theirs: Headed, own: Headed, found: Iterable[Diagnostic]) -> Iterator[_Clash]:
    for diagnostic in found:
        if diagnostic.code not in CLASHES or diagnostic.span is None or not diagnostic.labels:
            continue
        for mine, other in (
            (diagnostic.span, diagnostic.labels[0].span),
            (diagnostic.labels[0].span, diagnostic.span),
        ):
            word, taken, pack = own.word_at(mine), theirs.word_at(other), theirs.pack_at(other)
            if word is not None and taken is not None and pack is not None:
                yield _Clash(word, pack, taken.span)


def _falling(first: Iterable[str], needs: Mapping[str, Iterable[frozenset[str]]]) -> frozenset[str]:
    """These packs and all that cannot be read without them."""
    left = frozenset(first)
    while True:
        more = {p for p, wanted in needs.items() if p not in left and any(one <= left for one in wanted)}
        if not more:
            return left
        left |= more


def _warning(pack: str, clashes: Sequence[_Clash], with_it: Sequence[str], compiled: Compiled) -> Diagnostic:
    clashes = list({(c.word.text, c.shipped): c for c in clashes}.values())
    words = list(dict.fromkeys(c.word.text for c in clashes))
    said = Text(
        "".join(f"“{shown(w)}”" for w in words[:_NAMED]), ", ".join(f"'{shown(w)}'" for w in words[:_NAMED])
    )
    if len(words) > _NAMED:
        said += Text(f"等 {len(words)} 个词", f" and {len(words) - _NAMED} more words")
    title = compiled.program.packs[pack].title
    message = said + Text(
        f"也由随附的规则包“{title.zh}”({pack})声明,这里的规则包没有一个以它为基础",
        f": the shipped pack '{title.en}' ({pack}) declares {'these words' if words[1:] else 'this word'} too, and no "
        "pack given here builds on it",
    )
    if with_it:
        others = join([plain(p) for p in with_it])
        message += Text(
            f";这次不用它,也不用以它为基础的 {others.zh},它们的规则都不判断",
            f"; this run goes without it and without what builds on it ({others.en}): their rules are not judged",
        )
    else:
        message += Text(";这次不用它,它的规则不判断", "; this run goes without it: its rules are not judged")
    labels = tuple(
        Label(c.shipped, Text("随附的规则包在这里声明", "declared here by the shipped pack")) for c in clashes
    )
    return Diagnostic(_CODE, message, clashes[0].word.span, _WAY_OUT, "warning", labels)
