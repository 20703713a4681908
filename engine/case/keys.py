"""Which keys a mapping of a case file may have, whatever they mean: short texts, distinct also to the eye."""

from __future__ import annotations

from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Label
from guiju.engine.diagnostics.nearest import suspicious, visible_core
from guiju.engine.diagnostics.text import Text, plain


def accept_key(key: Scalar, before: dict[str, Scalar], problems: Problems) -> bool:
    """Whether `key` may stand in a mapping that holds the keys `before` (by visible form; the key is added).

    Merge keys, empty and overlong keys and keys that equal an earlier one, or only look equal, are reported.
    """
    if key.text == "<<" and not key.quoted:
        message = Text("不能用合并键 <<", "the merge key << is not supported")
        problems.add("C004", message, key.span, Text("把各项直接写出来", "write the lines out"))
        return False
    if key.null or not key.text.strip():
        problems.add("C008", Text("冒号前没有项目名", "there is no key before the colon"), key.span)
        return False
    if len(key.text) > limits.KEY_CHARS:
        limit = limits.KEY_CHARS
        message = Text(f"项目名超过 {limit} 个字符:", f"a key of over {limit} characters: ")
        problems.add("C009", message + quoted(key.text), key.span)
        return False
    first = before.setdefault(visible_core(key.text), key)
    if first is key:
        return True
    _report_twin(key, first, problems)
    return False


def _report_twin(key: Scalar, first: Scalar, problems: Problems) -> None:
    line = first.span.line
    message = quoted(key.text) + Text(f"在第 {line} 行已经写过", f" was already given on line {line}")
    hint = Text("只保留一处", "keep one of the two")
    if first.text != key.text:
        odd = plain(", ".join(suspicious(key.text) or suspicious(first.text)))
        hint = Text("两处看上去一样,实际上字符不同 ", "the two look alike but are not: ") + odd
    label = Label(first.span, Text("第一处", "the first one"))
    problems.add("C007", message, key.span, hint, labels=(label,))
