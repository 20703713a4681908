"""The rules of a program in plain sentences, Chinese and English, made from the compiled rules alone.

`sentences_of` gives the sentences of a rule by version and reading, `rule_sentence` all of them as one text. The
sentences about what surrounds the rules are in `sentences_others`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.handbook.scene import Scene, shown_text, step_name
from guiju.engine.handbook.sentences_conditions import condition
from guiju.engine.handbook.sentences_requirements import duty
from guiju.engine.handbook.sentences_rules import full_stop, rule_clause, scene_of, scene_of_conditions
from guiju.engine.handbook.sentences_values import day_words, quoted
from guiju.engine.handbook.sentences_windows import point
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Reading, Rule, Version
from msgspec import Struct
from msgspec.structs import replace

_POWER = Text(
    "这是一项权力:可以行使,也可以不行使,不作判断。",
    "This is a power: it may be used or left unused, and nothing is judged.",
)
_NEAREST = {"before": Text("以前最近一次", "the last"), "after": Text("以后第一次", "the first")}


class ReadingSentence(Struct, frozen=True):
    """What a rule says under one reading."""

    reading: Reading
    sentence: Text


class VersionSentences(Struct, frozen=True):
    """What a rule says in one version: when that is, and a sentence for each reading, the default first."""

    version: Version
    when: Text
    readings: tuple[ReadingSentence, ...]


def sentences_of(rule: Rule, program: Program) -> tuple[VersionSentences, ...]:
    """The versions of a rule in the order of time; none for a power, which has no requirement."""
    return tuple(
        VersionSentences(
            version,
            version_words(version),
            tuple(
                ReadingSentence(r, full_stop(rule_clause(rule, r.req, program)))
                for r in sorted(version.readings, key=lambda r: not r.default)
            ),
        )
        for version in rule.versions
    )


def rule_sentence(rule: Rule, program: Program) -> Text:
    """All that a rule says: its sentence, or one for each version and reading."""
    spoken = sentences_of(rule, program)
    if not spoken:
        return _POWER
    parts = []
    for version in spoken:
        for reading in version.readings:
            labels = [version.when] * (len(spoken) > 1)
            labels += [_reading_words(reading.reading)] * (len(version.readings) > 1)
            parts.append(_labelled(labels, reading.sentence))
    return join(parts, zh="", en=" ")


def or_else_sentences(rule: Rule, program: Program) -> tuple[Text, ...]:
    """What is owed once the rule is broken, each demand once; none for most rules."""
    scene = replace(scene_of(rule, program), breached=True)
    owed = (r.req.otherwise for v in rule.versions for r in v.readings if isinstance(r.req, core.OrElse))
    return tuple(dict.fromkeys(full_stop(duty(req, scene).text) for req in owed))


def version_words(version: Version) -> Text:
    """When a version holds, the last day included."""
    start = day_words(version.start) if version.start else None
    last = (
        day_words(version.until - timedelta(days=1)) if version.until and version.until > date.min else None
    )
    match start, last:
        case None, None:
            return Text("一直", "at all times")
        case Text(), None:
            return Text(f"{start.zh}起", f"from {start.en} on")
        case None, Text():
            return Text(f"{last.zh}以前(含当日)", f"up to {last.en}")
        case _:
            assert start is not None and last is not None
            return Text(f"{start.zh}至{last.zh}", f"from {start.en} to {last.en}")


def condition_words(rule: Rule, program: Program) -> Text | None:
    """The condition under which a rule applies, by itself; None if it always does."""
    return None if rule.when == core.Const(True) else condition(rule.when, scene_of_conditions(rule, program))


def version_choice(rule: Rule, program: Program) -> Text | None:
    """By which day the version of a rule is chosen, where the rule says so."""
    if rule.reference is None:
        return None
    day = _law_day(rule.reference, scene_of(rule, program))
    return full_stop(Text(f"适用哪一版本,以{day.zh}为准", f"the version is chosen by {day.en}"))


def _law_day(day: core.LawDay, scene: Scene) -> Text:
    match day:
        case core.ProcedureStart():
            return Text("程序开始之日", "the day the procedure started")
        case core.StepStart(step, direction):
            name, mention = step_name(scene, step), scene.mention
            which = _NEAREST[direction]
            return Text(
                f"{mention.zh}{which.zh}{name.zh}之日", f"{which.en} {name.en} {direction} {mention.en}"
            )
        case _:
            return point(day, scene)


def _reading_words(reading: Reading) -> Text:
    name = quoted(shown_text(reading.name.words))
    if reading.default:
        return Text(f"解释{name.zh}(默认)", f"reading {name.en} (default)")
    return Text(f"解释{name.zh}", f"reading {name.en}")


def _labelled(labels: Sequence[Text], sentence: Text) -> Text:
    if not labels:
        return sentence
    label = join(list(labels), zh=",", en=", ")
    return Text(f"{label.zh}:{sentence.zh}", f"{label.en[:1].upper()}{label.en[1:]}: {sentence.en}")
