"""What is said of waivers: beside a finding, and of those that come to nothing.

A waiver says nothing of lawfulness, and neither does a line here: what was violated is called violated.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Finding, Verdict, WaiverSeen
from guiju.engine.report.words.naming import behind, named, place
from guiju.engine.report.words.suspicion import finding_word

WAIVED = Text("已放行", "waived")


def marked_if_waived(label: Text, finding: Finding) -> Text:
    """A state or name, with a word that the finding is waived where it is."""
    return Text(f"{label.zh},{WAIVED.zh}", f"{label.en}, {WAIVED.en}") if finding.waived else label


def waiver_lines(finding: Finding) -> list[Text]:
    """Who signed what, why, under which article and until when; and what that comes to on the day of looking."""
    seen = finding.waiver
    if seen is None:
        return []
    state = finding_word(finding)
    return [_effect(seen, state), _signed(seen.waiver), *_grounds(seen.waiver)]


def waiver_line(finding: Finding) -> Text:
    """The same in one line, where no exit code hangs on it; empty where there is no waiver."""
    seen = finding.waiver
    if seen is None:
        return plain("")
    stands = WAIVED if seen.live else _not_live(seen)
    return join([stands, _signed(seen.waiver), *_grounds(seen.waiver)], ";", "; ")


def _effect(seen: WaiverSeen, state: Text) -> Text:
    if seen.live:
        return Text(
            f"已放行:仍是{state.zh},不计入退出码", f"waived: still {state.en}, left out of the exit code"
        )
    return _not_live(seen) + Text(",照常计入", ", so it counts as usual")


def _not_live(seen: WaiverSeen) -> Text:
    until, since = seen.waiver.until, seen.waiver.approved_on
    if seen.standing == "expired":
        return Text(f"放行已于 {until} 到期", f"expired on {until}")
    return Text(f"放行 {since} 才批准", f"approved only on {since}")


def _signed(waiver: Waiver) -> Text:
    who = named(waiver.approved_by)
    line = Text(f"{who} 批准,至 {waiver.until}", f"approved by {who}, until {waiver.until}")
    if waiver.approved_on is not None:
        line = Text(
            f"{who} {waiver.approved_on} 批准,至 {waiver.until}",
            f"approved by {who} on {waiver.approved_on}, until {waiver.until}",
        )
    return behind(line, place(waiver.span))


def _grounds(waiver: Waiver) -> Iterator[Text]:
    yield Text(f"理由:{waiver.reason}", f"reason: {waiver.reason}")
    yield Text(f"依据:{waiver.basis}", f"basis: {waiver.basis}")


def ignored_waivers(verdict: Verdict) -> Iterator[Text]:
    """How many waivers were left aside, if any were."""
    yield from left_aside(verdict.waivers_ignored)


def left_aside(n: int) -> Iterator[Text]:
    """The same by their number."""
    if n:
        many = "waiver is" if n == 1 else "waivers are"
        yield Text(f"案卷里有 {n} 项放行,本次不理会", f"{n} {many} in the case, ignored this time")


def waiver_notes(verdict: Verdict) -> Iterator[Text]:
    """The waivers that nothing was marked with: those ignored, and those that have nothing to waive."""
    yield from ignored_waivers(verdict)
    yield from idle_waivers(verdict)


def idle_waivers(verdict: Verdict) -> Iterator[Text]:
    """The waivers that have nothing to waive, and why."""
    for idle in verdict.idle_waivers:
        waiver = idle.seen.waiver
        states = join([word("state", s.value) for s in dict.fromkeys(idle.states)])
        why = Text("这条规则不约束本案", "the rule does not bind this case")
        if idle.states:
            why = Text(f"这条规则{states.zh}", f"the rule is {states.en}")
        lead = Text(
            f"{waiver.name.zh}:没有可放行的,{why.zh}", f"{waiver.name.en}: nothing to waive, {why.en}"
        )
        parts = [lead, *([] if idle.seen.live else [_not_live(idle.seen)])]
        parts += [_signed(waiver), *_grounds(waiver)]
        yield join(parts, ";", "; ")
