"""A verification for a terminal: whole or not, then what came of each verdict that is not as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.limits import ERRORS_SHOWN
from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.verdict.record_line import record_line
from guiju.engine.report.verdict.result import Recorded
from guiju.engine.report.verify.verification import Change, KeptRoot, Outcome, Reviewed, Verification
from guiju.engine.report.words.naming import named, visible

_NONE = Text("没有记录", "no records")
_WHOLE = Text(
    "完整:没有发现被抽走、改动、换序、重编或截去",
    "whole: nothing removed, edited, reordered, chained anew or cut",
)
_BROKEN = Text("不完整:", "not whole: ")
_DIFFERS = Text("不符:", "differs: ")
_OUTCOMES: dict[Outcome, Text] = {
    "contradicted": Text(
        "材料、规则、日历和程序都没有变,结论却不同",
        "nothing else has changed, and yet the verdict is another",
    ),
    "changed": Text(
        "结论不同,而规则、日历或程序已经变动",
        "the verdict is another, and rules, calendar or program have changed",
    ),
    "unjudged": Text("无法重新判断", "could not be judged again"),
}


def render_verification(seen: Verification, lang: Lang, *, width: int = 100) -> str:
    """The lines, of at most `width` columns save for the root, which is never broken."""
    return "\n".join(visible(line) for line in _lines(seen, lang, width)) + "\n"


def _lines(seen: Verification, lang: Lang, width: int) -> Iterator[str]:
    if seen.size:
        yield record_line(Recorded(seen.size, seen.root)).in_lang(lang)
    elif not seen.bad:
        yield _NONE.in_lang(lang)
    for bad in seen.bad:
        lead = _DIFFERS if bad.kind == "misnumbered" else _BROKEN
        yield from fill((lead + bad.message).in_lang(lang), width, rest="  ")
    if not seen.bad:
        yield _WHOLE.in_lang(lang)
    elif seen.size:
        good = Text(f"到记录 {seen.size} 为止没有问题", f"up to record {seen.size} nothing is wrong")
        if all(bad.kind == "misnumbered" for bad in seen.bad):
            good = Text("记录本身没有问题", "the records themselves are as they were")
        yield good.in_lang(lang)
    for root in seen.roots:
        yield from fill(_root(root, bool(seen.bad)).in_lang(lang), width, rest="  ")
    if seen.strays:
        listed = join([plain(named(name)) for name in seen.strays[:ERRORS_SHOWN]])
        note = Text(
            f"注意:records 里有不是记录的文件,没有核对:{listed.zh}",
            f"note: in records there are files that are no records; nobody has looked at them: {listed.en}",
        )
        yield from fill(note.in_lang(lang), width, rest="  ")
    if seen.unvouched and not any(bad.kind == "head" for bad in seen.bad):
        note = Text(
            f"注意:head.json 缺失或过时,记录 {seen.size} 的内容在文件夹里没有旁证,请与纸上的根核对",
            f"note: head.json is missing or behind; nothing in the folder bears witness to record {seen.size}, so "
            "compare the root on paper",
        )
        yield from fill(note.in_lang(lang), width, rest="  ")
    yield from _verdicts(seen, lang, width)


def _root(root: KeptRoot, broken: bool) -> Text:
    short = plain(f"{root.root[:8]}…")
    if root.size is None:
        never = Text(":这些记录从来没有过这个根", ": these records never had this root")
        unsure = Text(
            ":头一个坏记录以前没有过这个根,再往后无从核对",
            ": the records before the first bad one never had it; what comes after cannot be told",
        )
        return Text("根 ", "root ") + short + (unsure if broken else never)
    at = Text(f":与记录 {root.size} 时相符", f": as it was with record {root.size}")
    if root.number is not None and root.number != root.size:
        at += Text(f"(给出的编号是 {root.number})", f" (the number given is {root.number})")
    return Text("根 ", "root ") + short + at


def _verdicts(seen: Verification, lang: Lang, width: int) -> Iterator[str]:
    judged = len(seen.records) - len(seen.with_outcome("not_asked"))
    if not judged:
        return
    same = seen.with_outcome("same")
    parts = [
        Text(f"重新判断 {judged} 条", f"judged again: {judged}"),
        Text(f"结论相同 {len(same)} 条", f"the same verdict: {len(same)}"),
    ]
    parts += [
        Text(f"{zh} {len(found)} 条", f"{en}: {len(found)}")
        for zh, en, found in (
            ("结论不同", "another verdict", seen.with_outcome("changed", "contradicted")),
            ("无法判断", "not possible", seen.with_outcome("unjudged")),
        )
        if found
    ]
    yield from fill(join(parts, " · ", " · ").in_lang(lang), width, rest="  ")
    moved = sum(bool(r.since) for r in same)
    if moved:
        note = Text(
            f"其中 {moved} 条是在规则、日历或程序变动之后重新判断的,结论仍相同",
            f"of these, {moved} after a change of rules, calendar or program, and yet the same",
        )
        yield from fill(note.in_lang(lang), width, "  ")
    shown = [r for outcome in _OUTCOMES for r in seen.with_outcome(outcome)]
    for record in shown[:ERRORS_SHOWN]:
        yield ""
        yield from _record(record, lang, width)
    if len(shown) > ERRORS_SHOWN:
        left = len(shown) - ERRORS_SHOWN
        yield ""
        yield Text(f"另有 {left} 条,用 --format json 看全部", f"{left} more; --format json has all").in_lang(
            lang
        )


def _record(record: Reviewed, lang: Lang, width: int) -> Iterator[str]:
    head = Text(f"记录 {record.number}", f"record {record.number}")
    if record.file is not None:
        head += plain(f" {named(record.file)}") + Text(f"({record.on} 所见)", f" (as seen on {record.on})")
    yield from fill((head + Text(":", ": ") + _OUTCOMES[record.outcome]).in_lang(lang), width, rest="  ")
    if record.reason is not None:
        yield from fill(record.reason.in_lang(lang), width, "  ")
    if record.since and record.outcome != "same":
        since = Text("变动过的:", "changed since: ") + join(list(record.since), ";", "; ")
        yield from fill(since.in_lang(lang), width, "  ", "    ")
    for change in record.changes[:ERRORS_SHOWN]:
        yield from fill(_change(change).in_lang(lang), width, "  - ", "    ")
    if len(record.changes) > ERRORS_SHOWN:
        left = len(record.changes) - ERRORS_SHOWN
        yield Text(f"  另有 {left} 处", f"  {left} more").in_lang(lang)


def _change(change: Change) -> Text:
    about = Text("(", " (") + change.about + Text(")", ")") if change.about else plain("")
    before, after = _state(change.before), _state(change.after)
    states = before if before == after else before + plain(" → ") + after
    details = [states, *change.details]
    return change.name + about + Text(":", ": ") + join(details, ";", "; ")


def _state(state: str | None) -> Text:
    if state is None:
        return Text("没有这一项", "no such finding")
    try:
        return word("state", state)
    except KeyError:
        return plain(named(state))
