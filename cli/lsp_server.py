"""The language server: takes the client's requests, asks the editor session, and answers in the client's terms.

A request that fails is answered with an error and logged; the server goes on. Diagnostics come a moment after the last
change, those of examples and analysis after a longer pause. Both are worked out in threads of their own, so that
requests are answered meanwhile; what is out of date when it is ready is dropped and worked out anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, TypeVar

from guiju.cli.language import run_language
from guiju.cli.lsp_convert import Converter, Located, uri_of
from guiju.cli.lsp_worker import Worker
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.editor.formatting import whole
from guiju.engine.editor.rename import Refusal
from guiju.engine.editor.session import Session
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

_SOON, _LATER = 0.15, 1.0
"""Seconds from the last change to the diagnostics of the compiler, and to those of examples and analysis."""

_REQUEST_FAILED = -32803
_TRIGGERS = [*" .([=,:", *"（【＝，、：第"]
_FAILED = Text("这个请求没有完成,详情见日志", "this request could not be completed; the log has the details")

Kind = Literal["quick", "slow"]
Findings = dict[Path, list[Diagnostic]]
_P = TypeVar("_P")
_R = TypeVar("_R")
_log = logging.getLogger(__name__)


class Server:
    """One client, its open files, and what is still to be told about them."""

    def __init__(self) -> None:
        self.protocol = LanguageServer(
            "guiju", version("guiju"), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self._language: Lang = run_language()
        self._session = Session()
        self._converter = Converter(self._language, "utf-16")
        self._addresses: dict[Path, str] = {}
        self._versions: dict[Path, int] = {}
        self._quick: dict[Path, list[Diagnostic]] = {}
        self._slow: dict[Path, list[Diagnostic]] = {}
        self._timers: dict[tuple[Path, Kind], asyncio.TimerHandle] = {}
        self._workers: dict[Kind, Worker] = {"quick": Worker(), "slow": Worker()}
        self._changes: Counter[Path] = Counter()
        self._register()

    def _register(self) -> None:
        completion = types.CompletionOptions(trigger_characters=_TRIGGERS)
        renaming = types.RenameOptions(prepare_provider=True)
        handlers: list[tuple[str, Callable[[Any], Any], Any]] = [
            (types.INITIALIZE, self._initialize, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self._saved, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed, None),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._touched, None),
            (types.TEXT_DOCUMENT_COMPLETION, self._complete, completion),
            (types.TEXT_DOCUMENT_HOVER, self._hover, None),
            (types.TEXT_DOCUMENT_DEFINITION, self._definition, None),
            (types.TEXT_DOCUMENT_REFERENCES, self._references, None),
            (types.TEXT_DOCUMENT_PREPARE_RENAME, self._prepare_rename, None),
            (types.TEXT_DOCUMENT_RENAME, self._rename, renaming),
            (types.TEXT_DOCUMENT_FORMATTING, self._format, None),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self._symbols, None),
        ]
        for name, handler, options in handlers:
            self.protocol.feature(name, options)(self._guarded(handler))

    def _guarded(self, handler: Callable[[_P], _R]) -> Callable[[_P], _R]:
        """The handler with every fault of the program made an error response that names no inner matters."""

        def guarded(params: _P) -> _R:
            try:
                return handler(params)
            except JsonRpcException:
                raise
            except Exception:
                _log.exception("%s", handler.__name__)
                raise JsonRpcException(_FAILED.in_lang(self._language)) from None

        return guarded

    # --- files --------------------------------------------------------------------------------------------

    def _initialize(self, params: types.InitializeParams) -> None:
        locale = (params.locale or "").lower()
        if locale[:2] in ("zh", "en"):
            self._language = "en" if locale.startswith("en") else "zh"
        folders = [folder.uri for folder in params.workspace_folders or []]
        addresses = folders or ([params.root_uri] if params.root_uri else [])
        roots = [Path(path) for path in map(to_fs_path, addresses) if path]
        self._session = Session(roots)
        encoding = self.protocol.workspace.position_encoding
        self._converter = Converter(
            self._language,
            "utf-8" if encoding == "utf-8" else "utf-32" if encoding == "utf-32" else "utf-16",
        )

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._put(document.uri, document.version, document.text, 0.0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        if params.content_changes:
            self._put(document.uri, document.version, params.content_changes[-1].text, _SOON)

    def _put(self, uri: str, version: int, text: str, delay: float) -> None:
        path = _path(uri)
        if path is not None:
            self._addresses[path] = uri
            self._versions[path] = version
            self._changes[path.parent] += 1
            self._session.workspace.put(path, text)
            self._slow.pop(path, None)
            self._later(path, "quick", delay)
            self._later(path, "slow", max(delay, _LATER))

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        path = _path(params.text_document.uri)
        if path is not None:
            self._later(path, "slow", 0.0)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        path = _path(params.text_document.uri)
        if path is None:
            return
        for kind in self._workers:
            timer = self._timers.pop((path, kind), None)
            if timer is not None:
                timer.cancel()
        self._changes[path.parent] += 1
        self._session.workspace.close(path)
        self._quick.pop(path, None)
        self._slow.pop(path, None)
        self._addresses.pop(path, None)
        self._versions.pop(path, None)
        self._send(params.text_document.uri, [], None)
        for other in self._session.concerned(path)[:1]:
            self._later(other, "quick", _SOON)

    def _touched(self, params: types.DidChangeWatchedFilesParams) -> None:
        self._session.workspace.touched()
        one_of_each_folder = {path.parent: path for path in self._session.workspace.open_files}
        for path in one_of_each_folder.values():
            self._changes[path.parent] += 1
            self._later(path, "quick", _SOON)

    # --- diagnostics --------------------------------------------------------------------------------------

    def _later(self, path: Path, kind: Kind, delay: float) -> None:
        """Diagnose a file after a pause; a pause that is under way begins anew."""
        waiting = self._timers.pop((path, kind), None)
        if waiting is not None:
            waiting.cancel()
        loop = asyncio.get_running_loop()
        self._timers[path, kind] = loop.call_later(delay, self._begin, path, kind)

    def _begin(self, path: Path, kind: Kind) -> None:
        """Have a file diagnosed in the thread for that, which comes back to the loop with what it found."""
        del self._timers[path, kind]
        session, as_of = self._session, self._changes[path.parent]
        look = _diagnosed if kind == "quick" else _examined
        loop = asyncio.get_running_loop()

        def job() -> None:
            try:
                found = look(session, path)
            except Exception:
                _log.exception("%s", path)
            else:
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(self._done, path, kind, as_of, found)

        self._workers[kind].do(path, job)

    def _done(self, path: Path, kind: Kind, as_of: int, found: Findings) -> None:
        if as_of != self._changes[path.parent]:
            if path in self._versions and (path, kind) not in self._timers:
                self._later(path, kind, _SOON if kind == "quick" else _LATER)
            return
        kept = self._quick if kind == "quick" else self._slow
        for concerned, diagnostics in found.items():
            changed = kept.get(concerned, []) != diagnostics
            kept[concerned] = diagnostics
            if changed or kind == "quick":
                self._publish(concerned)

    def _publish(self, path: Path) -> None:
        source = self._session.workspace.source(path)
        found = [*self._quick.get(path, ()), *self._slow.get(path, ())]
        located = self._located(path)
        self._send(
            self._addresses.get(path, uri_of(path)),
            [self._converter.diagnostic(d, source, located) for d in found],
            self._versions.get(path),
        )

    def _send(self, uri: str, found: Sequence[types.Diagnostic], version: int | None) -> None:
        self.protocol.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    # --- requests -----------------------------------------------------------------------------------------

    def _complete(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        at = self._at(params)
        if at is None:
            return []
        path, source, line, column = at
        items = self._session.complete(path, line, column, date.today())
        return self._converter.items(items, source, line, column)

    def _hover(self, params: types.HoverParams) -> types.Hover | None:
        at = self._at(params)
        found = self._session.hover(at[0], *at[2:]) if at is not None else None
        return self._converter.hover(found, at[1]) if at is not None and found is not None else None

    def _definition(self, params: types.DefinitionParams) -> list[types.Location]:
        at = self._at(params)
        return self._locations(at[0], self._session.definition(at[0], *at[2:])) if at is not None else []

    def _references(self, params: types.ReferenceParams) -> list[types.Location]:
        at = self._at(params)
        if at is None:
            return []
        declarations = params.context.include_declaration
        return self._locations(at[0], self._session.references(at[0], *at[2:], declarations=declarations))

    def _prepare_rename(self, params: types.PrepareRenameParams) -> types.Range | None:
        at = self._at(params)
        if at is None:
            return None
        return self._converter.range(at[1], self._granted(self._session.renamable(at[0], *at[2:])))

    def _rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        at = self._at(params)
        if at is None:
            return None
        path = at[0]
        places = self._granted(self._session.rename(path, *at[2:], params.new_name))
        changes: dict[str, list[types.TextEdit]] = {}
        for file, spans in places.items():
            uri, source = self._located(path)(file)
            changes[uri] = [
                types.TextEdit(self._converter.range(source, span), params.new_name) for span in spans
            ]
        return types.WorkspaceEdit(changes)

    def _format(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        path = _path(params.text_document.uri)
        source = self._session.workspace.source(path) if path is not None else None
        text = self._session.formatted(path) if path is not None else None
        if source is None or text is None:
            return None
        return [types.TextEdit(self._converter.range(source, whole(source)), text)]

    def _symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        path = _path(params.text_document.uri)
        source = self._session.workspace.source(path) if path is not None else None
        if path is None or source is None:
            return []
        return [self._converter.symbol(found, source) for found in self._session.symbols(path)]

    # --- places -------------------------------------------------------------------------------------------

    def _at(self, params: Any) -> tuple[Path, Source, int, int] | None:
        """The open file of a request, and the place in it."""
        path = _path(params.text_document.uri)
        source = self._session.workspace.source(path) if path is not None else None
        if path is None or source is None:
            return None
        return path, source, *self._converter.place(source, params.position)

    def _locations(self, path: Path, spans: Sequence[Span]) -> list[types.Location]:
        located = self._located(path)
        return [self._converter.location(span, located) for span in spans]

    def _located(self, path: Path) -> Located:
        def located(file: str) -> tuple[str, Source | None]:
            place, source = self._session.located(path, file)
            return self._addresses.get(place, uri_of(place)), source

        return located

    def _granted(self, answer: Refusal | _R) -> _R:
        if isinstance(answer, Refusal):
            raise JsonRpcException(answer.reason.in_lang(self._language), _REQUEST_FAILED)
        return answer


def _diagnosed(session: Session, path: Path) -> Findings:
    """What the compiler says of the files that a change concerns."""
    return {concerned: session.diagnostics(concerned, date.today()) for concerned in session.concerned(path)}


def _examined(session: Session, path: Path) -> Findings:
    """What examples and analysis show in a file."""
    return {path: session.findings(path)}


def _path(uri: str) -> Path | None:
    """The file of an address; None for what is no file."""
    path = to_fs_path(uri)
    return Path(path).resolve() if path else None
