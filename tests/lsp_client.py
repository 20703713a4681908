"""An editor that drives the language server: a process, its standard input and output, the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path

from .command_line import command, environment

WAIT = 30.0


class Editor:
    """A client with a server of its own."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.folder = Path()
        self.client = LanguageClient("test", "1")
        self.texts: dict[str, str] = {}
        self._published: dict[str, asyncio.Queue[types.PublishDiagnosticsParams]] = {}
        self._versions: dict[str, int] = {}

        def received(params: types.PublishDiagnosticsParams) -> None:
            self._queue(params.uri).put_nowait(params)

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(received)

    def _queue(self, uri: str) -> asyncio.Queue[types.PublishDiagnosticsParams]:
        return self._published.setdefault(uri, asyncio.Queue())

    def uri(self, name: str) -> str:
        return str(from_fs_path(str(self.folder / name)))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str) -> None:
        self.texts[name], self._versions[name] = text, 1
        language = "guiju" if name.endswith(".rule") else "yaml"
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name: str, text: str) -> None:
        self.texts[name] = text
        self._versions[name] += 1
        identifier = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))

    async def diagnostics(self, name: str) -> list[types.Diagnostic]:
        """The next diagnostics of a file as it is now."""
        while True:
            found = await asyncio.wait_for(self._queue(self.uri(name)).get(), WAIT)
            if found.version == self._versions[name]:
                return list(found.diagnostics)

    def at(self, name: str, text: str, shift: int = 0) -> dict[str, Any]:
        """The file and the place of a text in it, in the units of the encoding."""
        before = self.texts[name][: self.texts[name].index(text) + shift]
        last = before.rpartition("\n")[2]
        units = len(last.encode()) if self.encoding == "utf-8" else len(last.encode("utf-16-le")) // 2
        position = types.Position(before.count("\n"), units)
        return {"text_document": self.document(name), "position": position}

    async def labels(self, name: str, text: str) -> list[str]:
        """What is offered right behind a text."""
        place = self.at(name, text, len(text))
        found = await self.client.text_document_completion_async(types.CompletionParams(**place))
        assert isinstance(found, list)
        return [item.label for item in found]

    async def hover(self, name: str, text: str) -> str:
        found = await self.client.text_document_hover_async(types.HoverParams(**self.at(name, text)))
        assert found is not None and isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def applied(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts of open files with an edit worked in."""
        assert edit is not None and edit.changes is not None
        return {Path(uri).name: self.edited(Path(uri).name, edits) for uri, edits in edit.changes.items()}

    def edited(self, name: str, edits: Any) -> str:
        lines = self.texts[name].split("\n")

        def offset(position: types.Position) -> int:
            line = lines[position.line].encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
            return sum(len(text) + 1 for text in lines[: position.line]) + len(line)

        text = self.texts[name]
        for edit in sorted(edits, key=lambda e: offset(e.range.start), reverse=True):
            text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
        return text


class Running:
    """An editor and the loop in which it runs, kept for several tests."""

    def __init__(self, folder: Path, locale: str, encoding: str) -> None:
        self._runner = asyncio.Runner()
        self._folder = folder
        self._editor = Editor(encoding)
        self._runner.run(self._start(locale))

    async def _start(self, locale: str) -> None:
        program, *arguments = command("lsp", "--stdio")
        client = self._editor.client
        await client.start_io(program, *arguments, env=environment())
        general = types.GeneralClientCapabilities(position_encodings=[self._editor.encoding])
        answer = await client.initialize_async(
            types.InitializeParams(
                types.ClientCapabilities(general=general),
                root_uri=from_fs_path(str(self._folder)),
                locale=locale,
            )
        )
        assert answer.capabilities.position_encoding == self._editor.encoding
        client.initialized(types.InitializedParams())

    def run(self, work: Callable[[Editor], Coroutine[Any, Any, None]], folder: Path) -> None:
        """Lets a test talk to the server about the files of a folder."""
        self._editor.folder = folder
        self._runner.run(work(self._editor))

    def stop(self) -> None:
        async def work() -> None:
            client = self._editor.client
            await client.shutdown_async(None)
            client.exit(None)
            process = client._server
            assert process is not None
            assert await asyncio.wait_for(process.wait(), WAIT) == 0
            await stopped(client)

        self._runner.run(work())
        self._runner.close()


async def stopped(client: Any) -> None:
    """Ends a client's own tasks."""
    await client.stop()
