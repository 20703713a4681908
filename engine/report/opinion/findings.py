"""What was found, under the four heads of an opinion: what is not lawful, what is open, what a person must look at, and,
in brief, what is in order."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.office.numbering import entry_mark, numbered
from guiju.engine.report.office.official import phrased, told
from guiju.engine.report.office.paper import Block, Heading, Para
from guiju.engine.report.opinion.heads import HEADS, Head, heads
from guiju.engine.report.opinion.in_order import IN_FULL, in_order, under
from guiju.engine.report.opinion.model import Opinion
from guiju.engine.report.verdict.outline import Group, groups_of
from guiju.engine.report.verdict.paper_parts import parts_told
from msgspec.structs import replace

_LEFT_OUT = frozenset({"waiver"})
"""The parts of a proof that an opinion tells elsewhere."""

_QUOTED = frozenset({"records", "facts"})
"""Those that say no more than the words of the text, where these are quoted."""

_ASKED = frozenset({"why"})
"""Those that say no more than the question, or than who looked at it, where one is asked."""


def findings(opinion: Opinion, lang: Lang) -> Iterator[Block]:
    for at, head in enumerate(HEADS, 1):
        yield Heading(2, numbered(2, at, heads().names[head].in_lang(lang), lang))
        yield from _under_head(head, opinion, lang)


def _under_head(head: Head, opinion: Opinion, lang: Lang) -> Iterator[Block]:
    every = under(head, opinion)
    unseen = _unseen(head, opinion)
    blocks: list[Block] = [Para(told(unseen, lang))] if unseen is not None else []
    blocks += [block for part in every for block in in_order(part, lang)]
    n = 0
    for part in every:
        for group in groups_of([*part.in_states(*IN_FULL), *part.to_tell()], part.verdict, lang):
            n += 1
            blocks.append(Heading(3, numbered(3, n, _heading(group, lang), lang)))
            blocks += _group(group, lang)
    yield from blocks or [Para(told(_NOT_JUDGED, lang))]


_NOT_JUDGED = Text(
    "本次适用的规则没有一条判断这一方面,请审查人员自行审查。",
    "None of the rules applied here judges this; the reviewer has to do so.",
)


def _unseen(head: Head, opinion: Opinion) -> Text | None:
    """What was not there to be looked at. That nothing is said is not to say that all is in order."""
    if head == "content" and opinion.of_text is None:
        return Text(
            "没有文件文本,本次没有看内容,请审查人员自行审查。",
            "There is no text of the document, so its content was not looked at; the reviewer has to do so.",
        )
    if head == "procedure" and opinion.of_case is None:
        return Text(
            "没有案卷,本次没有看办理过程,请审查人员自行审查。",
            "There is no case, so how it was made was not looked at; the reviewer has to do so.",
        )
    return None


def _heading(group: Group, lang: Lang) -> str:
    n = len(group.entries)
    standing = Text(group.standing, group.standing)
    if n > 1:
        standing += Text(f",{n} 处", f", {n} instances")
    return told(Text(f"{group.name}:{standing.zh}", f"{group.name}: {standing.en}"), lang)


def _group(group: Group, lang: Lang) -> Iterator[Block]:
    keys = {part.key for entry in group.entries for part in (*group.before, *entry.parts, *group.after)}
    left_out = _LEFT_OUT | (_QUOTED if keys & {"suspected", "reviewed"} else frozenset())
    left_out |= _ASKED if keys & {"suspected", "reviewed"} else frozenset()
    yield from parts_told(group.before, lang, left_out=left_out)
    for at, entry in enumerate(group.entries, 1):
        told_ = list(parts_told(entry.parts, lang, left_out=left_out))
        mark = entry_mark(at, lang)
        if len(group.entries) == 1:
            yield from told_
        elif keys & {"suspected", "reviewed"} and told_:
            yield replace(told_[0], label=mark + told_[0].label)
            yield from told_[1:]
        else:
            yield Para(phrased(entry.about, lang), mark)
            yield from told_
    yield from parts_told(group.after, lang, left_out=left_out)
