"""What a person found of a suspected passage, written into the case file under 核对.

In: the file as it stands, the passage, the answer, who looked, when and why. Out: the new bytes, in which nothing but
that entry is new, or why it is not written.
"""

from __future__ import annotations

from datetime import date

from guiju.engine.case.edit import spliced
from guiju.engine.case.edit_reviewed import into_reviewed
from guiju.engine.case.model import Case
from guiju.engine.case.nodes import Node
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.model import has_errors
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.explain.answering import Refusal, read_answer, same_but_for_places
from guiju.engine.explain.open_atoms import AboutPassage
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import Type
from msgspec import Struct
from msgspec.structs import replace

DOUBTFUL = Text(
    "这个文件的写法比较特别,写进去以后读出来的不是原来的案卷加上这个答案,所以没有写",
    "this file is written in an unusual way: with the answer it would not read as the same case, so nothing was written",
)
BY_HAND = Text("请自己在文件里写", "please write it into the file by hand")
_UNSIGNED = Text(
    "核对要写明谁看的、为什么这样认定", "a reviewed passage says who looked, and why it is so or not"
)
_SIGN = Text("用 --by 姓名 --reason 理由", "give --by NAME --reason REASON")


class Looker(Struct, frozen=True):
    """Who looked, on which day, and why it is so or not."""

    by: str
    on: date
    reason: str


def with_passage(
    program: Program,
    source: Source,
    root: Node,
    data: bytes,
    case: Case,
    topic: AboutPassage,
    text: str,
    looker: Looker | None,
) -> bytes | Refusal:
    """The bytes of the file with the entry in it."""
    answer = read_answer(text, Type("yesno"))
    if isinstance(answer, Refusal):
        return answer
    if looker is None or not looker.by.strip() or not looker.reason.strip():
        return Refusal(_UNSIGNED, _SIGN)
    name = next(rule.name for rule in program.rules if rule.id == topic.rule)
    confirmed = answer.value is True
    entry = (
        ("rule", Text(name.zh, name.en)),
        ("quote", plain(topic.quote)),
        ("confirmed", word("truth", "yes" if confirmed else "no")),
        ("by", plain(looker.by.strip())),
        ("date", plain(looker.on.isoformat())),
        ("reason", plain(looker.reason.strip())),
    )
    found = ReviewedPassage(
        topic.rule, name.words, topic.quote, confirmed, looker.by.strip(), looker.on, looker.reason.strip()
    )
    expected = replace(case, reviewed=(*case.reviewed, found))
    for splice in into_reviewed(source, root, entry):
        written = spliced(data, splice)
        read, diagnostics = bind_source(
            decode(written, source.name), program.vocabulary, program.procedures, program.rules
        )
        if read is not None and not has_errors(diagnostics) and same_but_for_places(read, expected):
            return written
    return Refusal(DOUBTFUL, BY_HAND)
