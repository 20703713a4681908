"""Files made to break readers: each is refused or read rightly, for what it is, and the files beside it are read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from guiju.engine.document.read_document import ReadResult, read_documents
from guiju.engine.document.read_limits import Limits

from .making_documents import (
    PICTURE,
    SPACES,
    archive,
    docx,
    numbered_objects,
    p,
    pdf,
    stream,
    table,
    with_document,
)

SECRET = "秘密"
UTF16 = '<?xml version="1.0" encoding="utf-16"?>'


def document(body: str, before: str = "") -> bytes:
    return with_document(f"{before}<w:document {SPACES}><w:body>{body}</w:body></w:document>")


def bomb() -> bytes:
    return document(p("甲") + " " * (48 << 20))


def pictures_bomb() -> bytes:
    stream = io.BytesIO(docx(p("甲")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/media/a.png", b"\0" * (16 << 20))
    return stream.getvalue()


def lying_directory() -> bytes:
    """The directory of the archive says that the part is small."""
    data = bytearray(document(p("甲" * 50) + " " * (40 << 20)))
    at = data.index(b"PK\x01\x02", data.rindex(b"word/document.xml") - 60)
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(data)


def expansion() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return document(p("&e9;"), f'<!DOCTYPE d [<!ENTITY e0 "合法">{entities}]>')


def nested_archive() -> bytes:
    inner = docx(p("甲"))
    for _ in range(5):
        inner = archive([("inner.zip", inner)])
    return inner


def twice() -> bytes:
    stream = io.BytesIO(docx(p("合法")))
    with zipfile.ZipFile(stream, "a") as made, pytest.warns(UserWarning):
        made.writestr("word/document.xml", "<a/>")
    return stream.getvalue()


def outer_names() -> bytes:
    stream = io.BytesIO(docx(p("甲")))
    with zipfile.ZipFile(stream, "a") as made:
        for name in ("../../escaped_part.txt", "/escaped_part.txt", "C:\\escaped_part.txt"):
            made.writestr(name, "x")
    return stream.getvalue()


def broken_xml() -> bytes:
    return document(p("甲")[:-3])


def flipped() -> bytes:
    data = bytearray(docx(p("甲" * 400)))
    data[data.index(b"word/document.xml") + 40] ^= 0xFF
    return bytes(data)


def deep_tables(levels: int) -> bytes:
    inner = p("底")
    for _ in range(levels):
        inner = table([inner + p("")])
    return docx(inner)


def styles_in_a_circle() -> bytes:
    styles = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BA"))
    return docx(p("甲", properties='<w:pStyle w:val="A"/>'), styles=styles)


def pages(kids: str, more: str = "") -> bytes:
    return numbered_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count 1 /Kids [{kids}] {more} >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>",
            stream("BT /F 12 Tf 72 700 Td (text) Tj ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def inflating() -> bytes:
    packed = zlib.compress(zlib.compress(b" " * (300 << 20), 9), 9).decode("latin-1")
    objects = pages("3 0 R").decode("latin-1")
    made = stream(packed, "/Filter [/FlateDecode /FlateDecode]")
    return objects.replace(stream("BT /F 12 Tf 72 700 Td (text) Tj ET"), made).encode("latin-1")


def own_predecessor() -> bytes:
    data = pages("3 0 R")
    start = data.rindex(b"startxref\n") + 10
    return data.replace(b"/Root", b"/Prev " + data[start:].split(b"\n")[0] + b" /Root")


def page_tree(levels: int) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [f"<< /Type /Pages /Count 1 /Kids [{n + 1} 0 R] >>" for n in range(2, levels + 2)]
    return numbered_objects([*objects, f"<< /Type /Page /Parent {levels + 1} 0 R /MediaBox [0 0 9 9] >>"])


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "bomb.docx": (bomb, {"W004"}),
    "pictures.docx": (pictures_bomb, {"W004"}),
    "lying.docx": (lying_directory, {"W003", "W004", "W009"}),
    "expansion.docx": (expansion, {"W008"}),
    "external.docx": (lambda: document(p("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "SECRET">]>'), {"W008"}),
    "parameter.docx": (lambda: document(p("甲"), '<!DOCTYPE d [<!ENTITY % x SYSTEM "SECRET"> %x;]>'), {"W008"}),
    "utf16.docx": (lambda: with_document(f'{UTF16}<!DOCTYPE d [<!ENTITY x "y">]><d/>'.encode("utf-16")), {"W008"}),
    "codec.docx": (lambda: document(p("甲"), '<?xml version="1.0" encoding="idna"?>'), {"read"}),
    "nested.docx": (nested_archive, {"W001"}),
    "twice.docx": (twice, {"W009"}),
    "names.docx": (outer_names, {"read"}),
    "parts.docx": (lambda: archive([(f"w/{n}", "") for n in range(3_000)]), {"W004"}),
    "cut.docx": (lambda: docx(p("甲" * 300))[:-200], {"W003"}),
    "broken.docx": (broken_xml, {"W003"}),
    "flipped.docx": (flipped, {"W003"}),
    "tables.docx": (lambda: deep_tables(400), {"W004"}),
    "tables-some.docx": (lambda: deep_tables(60), {"read"}),
    "paragraphs.docx": (lambda: docx(p("甲") * 120_000), {"W004"}),
    "inline.docx": (lambda: docx("<w:p>" + "<w:ins>" * 5_000 + "</w:ins>" * 5_000 + "</w:p>"), {"W004"}),
    "styles.docx": (styles_in_a_circle, {"read"}),
    "numbers.docx": (
        lambda: docx(
            p("甲", properties='<w:numPr><w:ilvl w:val="99999999999999999999"/><w:numId w:val="x"/></w:numPr>'),
            numbering='<w:num/><w:abstractNum><w:lvl w:ilvl="-1"><w:start w:val="1e9"/></w:lvl></w:abstractNum>',
        ),
        {"read"},
    ),
    "nothing.docx": (lambda: docx(p("")), {"W011"}),
    "workbook.docx": (lambda: archive([("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), {"W001"}),
    "cut.pdf": (lambda: pages("3 0 R")[:300], {"W003", "read"}),
    "head.pdf": (lambda: b"%PDF-1.7\n", {"W003"}),
    "loop.pdf": (lambda: pages("2 0 R 3 0 R"), {"W003", "W011", "read"}),
    "many.pdf": (lambda: pages("3 0 R", "/Count 2000000000"), {"W003", "W004", "read"}),
    "tree.pdf": (lambda: page_tree(3_000), {"W003", "W011"}),
    "previous.pdf": (own_predecessor, {"W003", "read"}),
    "table.pdf": (lambda: pages("3 0 R").replace(b"xref\n0 ", b"xref\n9 "), {"W003", "read"}),
    "length.pdf": (lambda: pages("3 0 R").replace(b"/Length 34", b"/Length 4 0 R"), {"W003", "W011", "read"}),
    "inflating.pdf": (inflating, {"W006", "W007"}),
    "scan.pdf": (lambda: pdf([PICTURE]), {"W011"}),
    "deep.html": (lambda: b"<body>" + b"<div>" * 20_000 + SECRET.encode() + b"</div>" * 20_000, {"read"}),
    "comments.html": (lambda: b"<!doctype html>" + b"<!--" * 100_000, {"W011"}),
    "sections.html": (lambda: "<!doctype html><p>甲<![".encode(), {"read"}),
    "attributes.html": (lambda: b"<!doctype html><p " + b"a=1 " * 200_000 + b">x", {"read"}),
    "brackets.md": (lambda: b"[" * 4_000, {"read"}),
    "quotes.md": (lambda: b"> " * 5_000 + b"x", {"W004"}),
    "zero.txt": (lambda: b"a\0" * 1_000 + b"b", {"W010"}),
    "long.txt": (lambda: "甲".encode() * 2_000_001, {"W004"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadResult]:
    """All of them in one batch, each with a good file behind it. A busy machine does not count as a slow file; one that
    takes more computing time than is allowed is refused with a code of its own."""
    at = tmp_path_factory.mktemp("hostile")
    paths: list[Path] = []
    for name, (make, _) in HOSTILE.items():
        (at / name).write_bytes(make())
        good = at / f"good-{name}.docx"
        good.write_bytes(docx(p("好文件")))
        paths += [at / name, good]
    found = {Path(result.name).name: result for result in read_documents(paths, Limits(wall=120))}
    assert {path.name for path in at.parent.rglob("escaped_part.txt")} == set()
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_rightly(results: dict[str, ReadResult], name: str) -> None:
    result = results[name]
    got = "read" if result.document is not None else result.refused[0].code
    assert got in HOSTILE[name][1], result
    said = result.document.warnings if result.document else result.refused
    assert all(d.span is not None and d.span.file == result.name for d in said)
    assert all("SECRET" not in d.message.zh and "Traceback" not in d.message.en for d in said)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_file_behind_it_is_read(results: dict[str, ReadResult], name: str) -> None:
    result = results[f"good-{name}.docx"]
    assert result.document is not None
    assert [x.text for x in result.document.paragraphs] == ["好文件"]


def test_text_deep_inside_is_read(results: dict[str, ReadResult]) -> None:
    document = results["deep.html"].document
    assert document is not None and [x.text for x in document.paragraphs] == [SECRET]
