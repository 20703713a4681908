"""The language server, driven as an editor drives it: a process, its standard input and output, the protocol."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path
from pygls.workspace import Workspace

from .command_line import command, environment, run
from .editing import CASE, PACK
from .lsp_client import WAIT, Editor, Running, stopped


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def folder(root: Path, request: pytest.FixtureRequest) -> Path:
    """A folder for each test, so that its packs are a library of their own."""
    made: Path = root / request.node.name
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def chinese(root: Path) -> Iterator[Running]:
    running = Running(root, "zh-cn", "utf-16")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def english(root: Path) -> Iterator[Running]:
    """This one counts columns in bytes."""
    running = Running(root, "en-US", "utf-8")
    yield running
    running.stop()


def test_a_pack_in_chinese(chinese: Running, folder: Path) -> None:
    async def work(ed: Editor) -> None:
        ed.open("parking.rule", PACK)
        assert await ed.diagnostics("parking.rule") == []

        ed.change("parking.rule", PACK.replace("车位办法 第五条", "车位办沽 第五条"))
        (found,) = await ed.diagnostics("parking.rule")
        assert (found.code, found.source, found.severity) == ("P010", "guiju", types.DiagnosticSeverity.Error)
        assert found.message == "没有声明规范“车位办沽”\n是不是“车位办法”?"
        start, end = found.range.start, found.range.end
        assert (start.line, start.character, end.line, end.character) == (26, 5, 26, 9)

        ed.change("parking.rule", PACK)
        assert await ed.diagnostics("parking.rule") == []

        assert (await ed.labels("parking.rule", "  安全评估("))[:2] == ["结论", "自评"]
        assert (await ed.labels("parking.rule", "  安全评估(结论 = "))[:2] == ["通过", "不通过"]
        assert "《样例市车位改造办法》第六条" in await ed.hover("parking.rule", "第六条")
        assert "评估通过才能开工" in await ed.hover("parking.rule", "先评估后开工 {")

        where = ed.at("parking.rule", "针对 先评估后开工", 3)
        place = await ed.client.text_document_definition_async(types.DefinitionParams(**where))
        assert isinstance(place, list) and isinstance(place[0], types.Location)
        assert (place[0].uri, place[0].range.start.line) == (ed.uri("parking.rule"), 17)

        context = types.ReferenceContext(include_declaration=False)
        asked = types.ReferenceParams(context, **ed.at("parking.rule", "抢险 (emergency)"))
        uses = await ed.client.text_document_references_async(asked)
        assert uses is not None and [u.range.start.line for u in uses] == [15, 23]

        outline = await ed.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(ed.document("parking.rule"))
        )
        assert outline is not None and [s.name for s in outline][:4] == [
            "车位",
            "车位办法",
            "民法典",
            "车位程序",
        ]

    chinese.run(work, folder)


def test_renaming_and_formatting(chinese: Running, folder: Path) -> None:
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")

    async def work(ed: Editor) -> None:
        ed.open("parking.rule", PACK)
        ed.texts["case.yaml"] = CASE
        word = ed.at("parking.rule", "安全评估 (safety_check)")
        ready = await ed.client.text_document_prepare_rename_async(types.PrepareRenameParams(**word))
        assert isinstance(ready, types.Range)
        assert (ready.start.character, ready.end.character) == (5, 9)

        edit = await ed.client.text_document_rename_async(types.RenameParams(new_name="𠮷检查", **word))
        texts = ed.applied(edit)
        assert texts["case.yaml"] == CASE.replace("安全评估", "𠮷检查")
        assert texts["parking.rule"] == PACK.replace("安全评估", "𠮷检查")
        ed.change("parking.rule", texts["parking.rule"])
        assert await ed.diagnostics("parking.rule") == []
        assert (await ed.labels("parking.rule", "  𠮷检查(结论 = "))[:2] == ["通过", "不通过"]
        behind = ed.at("parking.rule", "𠮷检查(结论 = 通过) 先于", len("𠮷检查(结"))
        assert await ed.client.text_document_hover_async(types.HoverParams(**behind)) is not None

        for text, new, why in (("要旨", "x", "没有可以改名"), ("急事 (", "每一", "关键词")):
            refused = types.RenameParams(new_name=new, **ed.at("parking.rule", text))
            with pytest.raises(JsonRpcException, match=why):
                await ed.client.text_document_rename_async(refused)

        ed.change("parking.rule", "规则包   甲{层级 市 }\r\n可以 乙{依据 民法典  要旨“x”}\r\n")
        options = types.FormattingOptions(tab_size=2, insert_spaces=True)
        asked = types.DocumentFormattingParams(ed.document("parking.rule"), options)
        edits = await ed.client.text_document_formatting_async(asked)
        assert edits is not None and len(edits) == 1
        assert (edits[0].range.end.line, edits[0].range.end.character) == (2, 0)
        assert '  要旨 "x"\n' in edits[0].new_text
        ed.change("parking.rule", edits[0].new_text)
        assert await ed.client.text_document_formatting_async(asked) is None
        ed.change("parking.rule", "应当 {")
        assert await ed.client.text_document_formatting_async(asked) is None

    chinese.run(work, folder)


def test_a_case_in_english(english: Running, folder: Path) -> None:
    (folder / "parking.rule").write_text(PACK, encoding="utf-8")
    case = (
        "case: x\nprocedure: parking_works\nauthority: {level: town}\nclosed: yes\nfacts:\n  emergency: no\n"
        "steps:\n  - {step: plan_display, start: 2024-03-01, end: 2024-03-20}\n"
        "  - step: safety_check\n    date: 2024-04-01\n    result: failed\n  - {step: works_start, date: 2024-04-10}\n"
    )

    async def work(ed: Editor) -> None:
        ed.open("case.yaml", case)
        (found,) = await ed.diagnostics("case.yaml")
        assert found.severity is types.DiagnosticSeverity.Error and found.range.start.line == 11
        assert found.message.startswith("violated: check first.") and "art. 6" in found.message
        assert "Stop and have it checked" in found.message
        assert found.related_information is not None
        assert found.related_information[0].location.uri == ed.uri("parking.rule")

        ed.change("case.yaml", case.replace("result: failed", "result: "))
        (found,) = await ed.diagnostics("case.yaml")
        assert found.code == "C022" and "has no value" in found.message
        assert (await ed.labels("case.yaml", "result: "))[:2] == ["passed", "failed"]
        ed.change("case.yaml", case)
        assert len(await ed.diagnostics("case.yaml")) == 1
        assert "Is it an emergency?" in await ed.hover("case.yaml", "emergency")
        where = types.DefinitionParams(**ed.at("case.yaml", "safety_check"))
        place = await ed.client.text_document_definition_async(where)
        assert isinstance(place, list) and isinstance(place[0], types.Location)
        assert (place[0].uri, place[0].range.start.line) == (ed.uri("parking.rule"), 7)

        ed.open("services.yaml", "services:\n  - procedures\n")
        assert await ed.diagnostics("services.yaml") == []

    english.run(work, folder)


def test_nothing_ends_the_server(english: Running, folder: Path) -> None:
    """Texts that are none, places that are none, addresses that are no files."""

    async def work(ed: Editor) -> None:
        for number, text in enumerate(
            ("", "\x00", "}}}}((((", "应当 " * 3000, "规则包 甲 {" * 300, "\ufeff\r\r\n")
        ):
            ed.open(f"{number}.rule", text)
            place: dict[str, Any] = {
                "text_document": ed.document(f"{number}.rule"),
                "position": types.Position(99, 99),
            }
            await ed.client.text_document_hover_async(types.HoverParams(**place))
            await ed.client.text_document_completion_async(types.CompletionParams(**place))
            await ed.client.text_document_definition_async(types.DefinitionParams(**place))
        nowhere: dict[str, Any] = {
            "text_document": types.TextDocumentIdentifier("untitled:x"),
            "position": types.Position(0, 0),
        }
        assert await ed.client.text_document_hover_async(types.HoverParams(**nowhere)) is None
        with pytest.raises(JsonRpcException):
            await asyncio.wait_for(ed.client.protocol.send_request_async("guiju/unknown", {}), WAIT)
        ed.open("good.rule", 'pack x { }\nmay y { basis 民法典 gist "x" each nowhere }')
        (found, *_) = await ed.diagnostics("good.rule")
        assert found.message.startswith("no step 'nowhere' is declared")

    english.run(work, folder)


def test_another_encoding_of_columns(english: Running, folder: Path) -> None:
    async def work(ed: Editor) -> None:
        ed.open("a.rule", "规则包 甲 { 层级 镇 }")
        (found,) = await ed.diagnostics("a.rule")
        assert found.range.start.character == len("规则包 甲 { 层级 ".encode())

    english.run(work, folder)


def test_the_shipped_packs_are_found_without_fault(chinese: Running, folder: Path) -> None:
    path = RULES / "decision" / "qiaotou.rule"

    async def work(ed: Editor) -> None:
        ed.open(path.name, path.read_text("utf-8"))
        assert await ed.diagnostics(path.name) == []
        word = types.PrepareRenameParams(**ed.at(path.name, "应当 ", len("应当 ")))
        with pytest.raises(JsonRpcException, match="随附"):
            await ed.client.text_document_prepare_rename_async(word)

    chinese.run(work, folder)


def test_over_tcp_on_this_machine_only(tmp_path: Path) -> None:
    async def work() -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        program, *arguments = command("lsp", "--tcp", str(port))
        server = await asyncio.create_subprocess_exec(program, *arguments, env=environment())
        client = LanguageClient("test", "1")
        await _until(lambda: client.start_tcp("127.0.0.1", port))
        answer = await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        assert answer.server_info is not None and answer.server_info.name == "guiju"
        server.kill()
        await server.wait()
        await stopped(client)

    asyncio.run(work())


async def _until(attempt: Callable[[], Awaitable[None]]) -> None:
    for _ in range(100):
        try:
            return await attempt()
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError


def test_a_fault_of_the_program_is_an_error_answer_and_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from guiju.cli.lsp_server import Server
    from guiju.engine.editor.session import Session

    def broken(*_: object) -> None:
        raise KeyError("inner matter")

    server = Server().protocol
    server.protocol._workspace = Workspace(None)
    server.protocol.fm.features[types.INITIALIZE](
        types.InitializeParams(types.ClientCapabilities(), locale="en")
    )
    monkeypatch.setattr(Session, "symbols", broken)
    document = types.TextDocumentIdentifier(str(from_fs_path(str(tmp_path / "a.rule"))))
    monkeypatch.setattr("guiju.engine.editor.workspace.Workspace.source", lambda *_: Source("a", "b"))
    with pytest.raises(JsonRpcException, match="could not be completed") as raised:
        server.protocol.fm.features[types.TEXT_DOCUMENT_DOCUMENT_SYMBOL](types.DocumentSymbolParams(document))
    assert "inner matter" not in raised.value.message and raised.value.data is None
    assert "inner matter" in caplog.text


def test_requests_are_answered_while_a_pack_is_examined_and_stale_findings_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guiju.cli.lsp_server import Server
    from guiju.engine.editor.session import Session

    begun, go_on = Event(), Event()
    texts: list[str] = []

    def long(session: Session, path: Path) -> list[Diagnostic]:
        source = session.workspace.source(path)
        assert source is not None
        texts.append(source.text)
        begun.set()
        assert go_on.wait(WAIT)
        return [Diagnostic("L999", Text(str(len(texts)), ""), Span(source.name, 1, 1, 1, 2))]

    monkeypatch.setattr(Session, "findings", long)
    monkeypatch.setattr("guiju.cli.lsp_server._LATER", 0.01)
    sent: list[str] = []
    monkeypatch.setattr(
        Server,
        "_send",
        lambda _, uri, found, version: sent.extend(d.message for d in found if d.code == "L999"),
    )
    uri = str(from_fs_path(str(tmp_path / "a.rule")))

    async def work() -> None:
        server = Server()
        server._put(uri, 1, PACK, 0.0)
        while not begun.is_set():
            await asyncio.sleep(0.01)
        place = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(0, 0))
        assert server._complete(place)
        server._put(uri, 2, PACK + "\n", 0.0)
        go_on.set()
        while not sent:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(work(), WAIT))
    assert sent == ["2"] and [t.endswith("\n\n") for t in texts] == [False, True]


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    for lang in ("zh", "en"):
        ended = run("lsp", lang=lang)
        assert ended.code == 2 and ended.says("pip install 'guiju[editor]'")


def test_bad_ports() -> None:
    assert run("lsp", "--tcp", "99999").code == 2
