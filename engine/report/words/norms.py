"""The words for the rank and the state of norms, which records of texts hold by their Chinese names."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.textcase.values import STATES

_STATE_WORDS = {name: state.replace(" ", "_") for state, name in STATES.items()}


def state_word(name: str) -> Text:
    return word("norm_state", _STATE_WORDS[name])


def rank_word(name: str) -> Text:
    return _RANKS.get(name, plain(name))


_RANKS = {
    "宪法": Text("宪法", "constitution"),
    "法律": Text("法律", "law"),
    "行政法规": Text("行政法规", "State Council regulations"),
    "地方性法规": Text("地方性法规", "local regulations"),
    "部门规章": Text("部门规章", "ministry rules"),
    "地方政府规章": Text("地方政府规章", "local government rules"),
    "规范性文件": Text("规范性文件", "normative document"),
    "党内法规": Text("党内法规", "Party rules"),
    "地方标准": Text("地方标准", "local standard"),
    "位阶不明": Text("位阶不明", "rank unknown"),
}
