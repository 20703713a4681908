"""A case is accepted without pydantic exactly where pydantic finds no fault, and the form is the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from guiju.engine.case import structure
from guiju.engine.case.file import CaseModel, find_faults
from guiju.engine.case.form import AUTHORITY, CASE, RECORD, WAIVER, CaseForm, accept
from guiju.engine.case.nodes import Bad, Entry, ListNode, MapNode, Node, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.model import Span
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from pydantic import BaseModel

HERE = Span("x.yaml", 1, 1, 1, 2)
KEYS = sorted(
    {s for form in (CASE, AUTHORITY, RECORD, WAIVER) for key in form.values() for s in key.spellings}
)


def scalar(text: str, quoted: bool = False) -> Scalar:
    return Scalar(text, quoted, HERE)


def mapping(pairs: Mapping[str, Node]) -> MapNode:
    return MapNode(tuple(Entry(scalar(key), value) for key, value in pairs.items()), HERE)


leaves = st.one_of(
    st.builds(scalar, st.sampled_from(["", "甲", "是", "2019-10-20", "~", " "]), st.booleans()),
    st.just(Bad(HERE)),
)
keys = st.sampled_from([*KEYS, "结论", "colour"])
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: ListNode(tuple(items), HERE)),
        st.dictionaries(keys, inner, max_size=4).map(mapping),
    ),
    max_leaves=8,
)
records = st.lists(
    st.builds(
        lambda step, more: mapping({"步骤": step, **more}),
        leaves,
        st.dictionaries(
            st.sampled_from([s for key in RECORD.values() for s in key.spellings]), nodes, max_size=3
        ),
    ),
    max_size=2,
).map(lambda items: ListNode(tuple(items), HERE))
cases = st.builds(
    lambda good, more: mapping({**good, **more}),
    st.fixed_dictionaries({"程序": leaves}, optional={"步骤": records}),
    st.dictionaries(st.sampled_from([s for key in CASE.values() for s in key.spellings]), nodes, max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(cases | nodes)
def test_accepted_exactly_where_pydantic_finds_nothing(root: Node) -> None:
    seen: list[tuple[dict[str, Any], CaseForm | None]] = []

    def watched(data: Mapping[str, Any]) -> CaseForm | None:
        form = accept(data)
        assert (form is None) == bool(find_faults(data))
        if form is not None:
            assert plain(form) == plain(CaseModel.model_validate(data))
        seen.append((dict(data), form))
        return form

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(structure, "accept", watched)
        form = structure.read_form(root, Problems(), ["重大行政决策"])
    assert (form is not None) == isinstance(root, MapNode)  # what is at fault is left out, the rest accepted
    assert not seen or seen[-1][1] is form


def plain(value: Any) -> Any:
    """A form or model as dictionaries, the nodes as they are."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields if name in told(value)}
    if type(value).__name__.endswith("Form"):
        return {name: plain(got) for name, got in structs.asdict(value).items() if got not in (None, ())}
    if isinstance(value, tuple):
        return tuple(plain(v) for v in value)
    return value


def told(model: Any) -> set[str]:
    return {name for name in type(model).model_fields if getattr(model, name) not in (None, ())}


def test_a_case_without_faults_is_read_without_pydantic() -> None:
    code = (
        "import sys; import guiju.engine.semantics.bind, guiju.engine.case.structure as s;"
        "from guiju.engine.case.compose import compose; from guiju.engine.case.problems import Problems;"
        "from guiju.engine.diagnostics.source import Source;"
        "found = Problems(); root = compose(Source('x', '程序: 甲\\n步骤:\\n- {步骤: 乙, 日期: 2019-10-20}\\n'), found);"
        "assert s.read_form(root, found, []) and not found.found;"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=False).returncode == 0
