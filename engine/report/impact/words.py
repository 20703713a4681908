"""The words of an impact: how a norm stands, what happens to it, in which way a document rests on it."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.norms.law_text import article_form
from guiju.engine.norms.titles import in_marks
from guiju.engine.portfolio.citation_graph import DocumentNode, DocumentState, Node, NormNode
from guiju.engine.portfolio.citing_document import Role
from guiju.engine.portfolio.impact import Change, Way
from guiju.engine.report.words.naming import behind, named

WAYS: Mapping[Way, Text] = {
    "basis": Text("作为依据", "as its basis"),
    "provision": Text("引用条文", "cites its provisions"),
    "mention": Text("提到它", "speaks of it"),
    "through": Text("通过别的文件或者规范", "through another document or norm"),
}
ROLES: Mapping[Role, Text] = {
    "basis": Text("依据", "basis"),
    "mention": Text("正文", "text"),
    "repealed": Text("废止", "repeal"),
}
DOCUMENT_STATES: Mapping[DocumentState, Text] = {
    "in force": Text("施行中", "in force"),
    "not yet": Text("尚未施行", "not yet in force"),
    "expired": Text("已届满", "expired"),
    "repealed": Text("已废止", "repealed"),
    "unknown": Text("施行日期不详", "time in force unknown"),
}
UNVERIFIED = Text("目录凭记忆录入,未核实", "from memory in the catalogue, unverified")


def titled(node: Node) -> Text:
    """《title》 with the number in brackets."""
    number = plain(named(node.number)) if node.number else Text("", "")
    return behind(quoted(node.title), number)


def quoted(title: str) -> Text:
    """A title in its marks, safe to show."""
    return plain(in_marks(named(title)))


def standing(node: Node) -> Text:
    """How a norm or a document stands on the day of the graph."""
    if isinstance(node, DocumentNode):
        word = DOCUMENT_STATES[node.state]
        return behind(word, quoted(node.ended_by)) if node.ended_by else word
    return _norm_standing(node)


def _norm_standing(node: NormNode) -> Text:
    found = node.found
    if found.norm is None:
        return Text("目录里没有", "not in the catalogue")
    if found.state == "unlisted":
        return Text("施行日期目录里没有", "its days in force are not in the catalogue")
    word = _STATES[found.state]
    if found.since is not None:
        word = Text(f"{found.since} 起{word.zh}", f"{word.en} from {found.since}")
    if found.successor is not None:
        word = word + Text(",现为", ", now ") + quoted(found.successor.title)
    return word if found.norm.verified else behind(word, UNVERIFIED)


_STATES = {
    "in force": Text("施行", "in force"),
    "not yet": Text("施行", "will be in force"),
    "lapsed": Text("不再施行", "no longer in force"),
    "replaced": Text("被代替", "replaced"),
}


def changed(change: Change) -> Text:
    """What is asked: repealed or amended from a day, as far as articles are named in these."""
    forms = join([article_form(each.n, each.suffix) for each in change.articles])
    about = Text(f"{forms.zh}", f"{forms.en} ") if change.articles else Text("", "")
    if change.kind == "repealed":
        return Text(f"设想 {change.day} 起{about.zh}废止", f"supposing {about.en}repealed from {change.day}")
    if change.kind == "amended":
        return Text(f"设想 {change.day} 起{about.zh}修改", f"supposing {about.en}amended from {change.day}")
    return Text(f"只看{forms.zh}", f"only {forms.en}") if change.articles else Text("", "")
