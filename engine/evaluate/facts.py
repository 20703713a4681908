"""The facts of a case: stated, by default, those its head states of the organ, assumed as an answer, or open."""

from __future__ import annotations

from guiju.engine.case.model import Value
from guiju.engine.evaluate.env import Env, fact_use, read_fact
from guiju.engine.evaluate.known import Known, open_value
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS


def fact(env: Env, name: str) -> Known:
    """A fact of the case, else its explicit default, else open."""
    declared = env.vocabulary.facts.get(name) or AUTHORITY_FACTS.get(name)
    stated = stated_fact(env, name)
    by_default = stated is None and declared is not None and declared.default is not None
    value = declared.default if by_default and declared is not None else stated
    read_fact(env, ("fact", name), fact_use(env, name, value, by_default))
    if value is not None:
        return value
    return open_value(env, ("fact", name), env.vocabulary.words(name), declared.type if declared else None)


def stated_fact(env: Env, name: str) -> Value | None:
    """What the file states for a fact, the head of it for those of the organ; None where it states nothing."""
    if name in env.case.facts:
        return env.case.facts[name]
    organ = env.case.authority
    return {"机关名称": organ.name, "机关层级": organ.level, "机关地区": organ.region}.get(name)
