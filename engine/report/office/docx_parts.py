"""The parts of a Word file that python-docx takes from its template as they are: fonts, theme, settings, properties.

Each function takes the text of a part and gives another; `CHANGES` says which part is which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from xml.sax.saxutils import quoteattr

from docx.document import Document
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.office.archive import Change
from guiju.engine.report.office.faces import LOOKS, STANDS_IN

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHINESE, _WESTERN = "86", "00"
_NOT_NEEDED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering", "/webSettings")
_RSIDS = re.compile(
    r"<w:rsids>.*?</w:rsids>|<w:savePreviewPicture/>|<w:proofState[^>]*/>|<w:zoom[^>]*/>", re.DOTALL
)
_EAST = re.compile(r'(<a:(major|minor)Font>.*?<a:ea typeface=")[^"]*(")', re.DOTALL)


def drop_unneeded(document: Document) -> None:
    """Leaves out what the template has and no paper needs, a preview picture among it."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NOT_NEEDED)]:
            rels.pop(key)


def changes(lang: Lang) -> Mapping[str, Change]:
    return {
        "word/fontTable.xml": lambda _: _font_table(),
        "word/theme/theme1.xml": partial(_theme, lang=lang),
        "word/settings.xml": _settings,
        "docProps/app.xml": lambda _: _APP,
    }


_APP = (
    f"{_DECLARATION}"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>guiju</Application></Properties>"
)


def _font_table() -> str:
    """Which typeface stands in for another, and of which kind each is."""
    chinese = [
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        f'<w:charset w:val="{_CHINESE}"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in STANDS_IN.items()
    ]
    others = [
        f'<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="{_CHINESE}"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>',
        f'<w:font w:name="Times New Roman"><w:charset w:val="{_WESTERN}"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>',
    ]
    return f"{_DECLARATION}<w:fonts {_W}>{''.join(chinese + others)}</w:fonts>"


def _theme(xml: str, lang: Lang) -> str:
    """The typefaces under the names that a theme has for them, for what an editor adds."""
    look = LOOKS[lang]
    east = {"major": look.title.east, "minor": look.body.east}
    return _EAST.sub(lambda found: f"{found[1]}{east[found[2]]}{found[3]}", xml)


def _settings(xml: str) -> str:
    """Without the marks of the sessions in which the template was edited; the languages those of the paper."""
    return _RSIDS.sub("", xml).replace('w:eastAsia="ja-JP"', 'w:eastAsia="zh-CN"')
