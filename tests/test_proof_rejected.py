"""No proof that was tampered with is accepted: each claim of several findings is changed in turn, and the program that
checks proofs names the finding and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics.bind import load_case

from .command_line import FIXTURES
from .proving import CHECK, day_in, faults, proof_of

NAMES = (
    "05_review_skipped",
    "11_comment_26_days",
    "26_published_late",
    "29_facts_missing",
    "03_comment_running",
)
Changed = Iterator[tuple[str, Any]]


@cache
def proof(name: str) -> str:
    program, path = load_library()[0], FIXTURES / f"{name}.yaml"
    case, _ = load_case(path, program.vocabulary, program.procedures)
    assert case is not None
    return proof_of(judge_case(program, case, day_in(path)), path.read_bytes())


def narrowed(whole: Any, rule: str) -> Any:
    """The proof of one rule alone, so that it is checked in no time."""
    packs = [
        {**pack, "rules": [r for r in pack["rules"] if r["id"] == rule]} for pack in whole["rules"]["packs"]
    ]
    found = [f for f in whole["findings"] if f["key"][0] == rule]
    return {**whole, "rules": {**whole["rules"], "packs": packs}, "findings": found}


def moved(day: Any, days: int) -> Any:
    return {"day": (date.fromisoformat(day["day"]) + timedelta(days)).isoformat()}


def changes(finding: Any) -> Changed:
    """The finding with one thing in it changed, and what that is."""

    def changed(*way: Any, to: Any) -> Any:
        copy = deepcopy(finding)
        at = copy
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] = to
        return copy

    for state in State:
        if state.value != finding["state"]:
            yield f"state {state.value}", changed("state", to=state.value)
    for n in (1, -1):
        if finding.get("last_day"):
            yield f"last day {n}", changed("last_day", to=moved(finding["last_day"], n))
        if finding.get("days_late"):
            yield f"days late {n}", changed("days_late", to=finding["days_late"] + n)
    if finding.get("version"):
        yield "version", changed("version", 0, to={"day": "1999-01-01"})
    for i, (used, unused, last) in enumerate(finding.get("parts", ())):
        for j in range(len(used)):
            yield "record removed", changed("parts", i, 0, to=used[:j] + used[j + 1 :])
            yield "record replaced", changed("parts", i, 0, j, to="会议#99")
        for j, record in enumerate(unused):
            yield (
                "unused called used",
                changed("parts", i, to=[[*used, record], unused[:j] + unused[j + 1 :], last]),
            )
        if last:
            yield "last day of a part", changed("parts", i, 2, to=moved(last, 1))
    for i, (_, live, applied) in enumerate(finding.get("exceptions", ())):
        yield "exception live", changed("exceptions", i, 1, to=not live)
        yield "exception applied", changed("exceptions", i, 2, to=not applied)
    for i, (_, _, value, line, by_default) in enumerate(finding.get("facts", ())):
        flipped = not value if isinstance(value, bool) else "没有这回事"
        yield "value of a fact", changed("facts", i, 2, to=flipped)
        yield "line of a fact", changed("facts", i, 3, to=(line or 0) + 1)
        yield "fact by default", changed("facts", i, 4, to=not by_default)
    for i, ((start, n, _, _, gives, skipped), said) in enumerate(finding.get("sums", ())):
        yield "start of a sum", changed("sums", i, 0, 0, to=moved(start, 1))
        yield "number in a sum", changed("sums", i, 0, 1, to=n + 1)
        yield "unit of a sum", changed("sums", i, 0, 2, to="fortnight")
        yield "option of a sum", changed("sums", i, 0, 3, to=["roll", "back"])
        if gives:
            yield "result of a sum", changed("sums", i, 0, 4, to=moved(gives, -1))
        for j in range(len(skipped)):
            yield "day passed over", changed("sums", i, 0, 5, to=skipped[:j] + skipped[j + 1 :])
        if said and said[2] is not None:
            yield "what a sum says", changed("sums", i, 1, 2, to=not said[2])
            yield "day held against a sum", changed("sums", i, 1, 0, to={"day": "1999-01-01"})
    for i in range(len(finding.get("questions", ()))):
        rest = finding["questions"][:i] + finding["questions"][i + 1 :]
        yield "question dropped", changed("questions", to=rest)
        yield "question replaced", changed("questions", i, to="fact 没有的事实")
    if finding.get("outcomes"):
        yield "outcome", changed("outcomes", to=finding["outcomes"][1:])
    yield "what it is about", changed("key", 1, to="会议#99")


@pytest.mark.parametrize("name", NAMES)
def test_each_change_of_a_finding_is_rejected(name: str) -> None:
    whole, tried, accepted = json.loads(proof(name)), 0, []
    telling = [f for f in whole["findings"] if f["state"] not in ("not_applicable", "satisfied")]
    plain = [f for f in whole["findings"] if f["state"] == "satisfied" and f.get("exceptions")]
    for finding in [*telling, *plain[:2]][:14]:
        mine = narrowed(whole, finding["key"][0])
        assert faults(json.dumps(mine)) == []
        others = [f for f in mine["findings"] if f["key"] != finding["key"]]
        ways = [("dropped", others), ("doubled", [*mine["findings"], finding])]
        ways += [(what, [*others, changed]) for what, changed in changes(finding)]
        for what, findings in ways:
            found = faults(json.dumps({**mine, "findings": findings}))
            tried += 1
            if not found or finding["key"][0] not in " ".join(found):
                accepted.append((finding["key"], what))
    assert accepted == []
    assert tried >= 60, "with the others more than 200"


def test_more_than_two_hundred_changes_are_tried() -> None:
    made = sum(len(list(changes(f))) for f in json.loads(proof("29_facts_missing"))["findings"])
    assert made > 200


def test_a_change_of_the_case_does_not_fit_the_findings_or_the_file() -> None:
    name = "05_review_skipped"
    whole, content = json.loads(proof(name)), (FIXTURES / f"{name}.yaml").read_bytes()
    as_read = json.loads(proof(name), object_hook=CHECK.read)
    assert CHECK.check_file(as_read["case"], content) == []
    for record in as_read["case"]["records"]:
        changed = deepcopy(as_read["case"])
        changed["records"][record["index"]]["start"] += timedelta(1)
        assert CHECK.check_file(changed, content), record["step"]
    for fact, entry in as_read["case"]["facts"].items():
        if isinstance(entry["value"], bool):
            changed = deepcopy(as_read["case"])
            changed["facts"][fact]["value"] = not entry["value"]
            assert CHECK.check_file(changed, content), fact
            changed["facts"][fact] = {**entry, "line": entry["line"] + 1, "words": f"{fact}: 是"}
            assert CHECK.check_file(changed, content), fact
    assert CHECK.check_file(as_read["case"], content + b"\n")
    for part, value in (("on", {"day": "2022-01-01"}), ("case", {**whole["case"], "records": []})):
        assert faults(json.dumps({**whole, part: value})), part
