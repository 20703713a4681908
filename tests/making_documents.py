"""Documents for tests, made as bytes: Word files out of pieces of their XML, PDF files out of lines with places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a text that is no markup becomes a run."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=properties)


def table(*rows: Sequence[str]) -> str:
    """A table of cells, each the XML of its blocks."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def docx(body: str, outside: Mapping[str, str] | None = None, /, **parts: str) -> bytes:
    """A Word file. `parts` are further parts by kind (`styles`, `numbering`, `footnotes`, `header`), each the XML inside
    its root; `outside` are relations by kind to addresses elsewhere."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations([("officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    related = [(kind, f"{kind}.xml", "") for kind in parts]
    related += [(kind, address, 'TargetMode="External"') for kind, address in (outside or {}).items()]
    files["word/_rels/document.xml.rels"] = relations(related)
    files |= {f"word/{kind}.xml": f"<w:{kind} {SPACES}>{xml}</w:{kind}>" for kind, xml in parts.items()}
    return archive(files.items())


def relations(found: Iterable[tuple[str, str, str]]) -> str:
    items = (
        f'<Relationship Id="r{n}" Type="{_KIND}{kind}" Target="{target}" {mode}/>'
        for n, (kind, target, mode) in enumerate(found)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(items)}</Relationships>'


def archive(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return stream.getvalue()


def with_document(xml: str | bytes) -> bytes:
    """A Word file whose main part is just this."""
    return archive(
        [
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", relations([("officeDocument", "word/document.xml", "")])),
            ("word/document.xml", xml),
        ]
    )


class At(NamedTuple):
    """A text on a PDF page, from the lower left corner, in points; `mode` 3 is not drawn."""

    x: float
    y: float
    text: str
    size: float = 16
    mode: int = 0


PICTURE = "q 500 0 0 700 0 0 cm /I Do Q"


def pdf(*pages: Sequence[At | str], more: str = "", catalog: str = "") -> bytes:
    """A PDF of pages with texts, or pieces of page content. The font is not in the file, its table of characters is."""
    used = sorted({char for page in pages for item in page if isinstance(item, At) for char in item.text})
    codes = {char: n for n, char in enumerate(used, 1)}
    pairs = "\n".join(f"<{n:04X}> <{char.encode('utf-16-be').hex()}>" for char, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 1000 /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /T /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 "
        "/CapHeight 800 /StemV 80 /ItalicAngle 0 >>",
        stream(cmap),
        stream(
            "\0" * 64,
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        ),
    ]
    for n, page in enumerate(pages):
        drawn = "\n".join(item if isinstance(item, str) else _drawn(item, codes) for item in page)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> /Contents {9 + 2 * n} 0 R {more} >>",
            stream(drawn),
        ]
    return numbered_objects(objects)


def _drawn(item: At, codes: Mapping[str, int]) -> str:
    shown = "".join(f"{codes[char]:04X}" for char in item.text)
    return f"BT /F {item.size} Tf {item.mode} Tr {item.x} {item.y} Td <{shown}> Tj ET"


def stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def numbered_objects(objects: Sequence[str], trailer: str = "") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
