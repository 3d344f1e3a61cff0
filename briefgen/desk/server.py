"""The server of preview and desk: a socket on the loopback address, bounded in every way, and its end."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from asyncio import Transport
from collections.abc import AsyncGenerator, Callable
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe

import uvicorn
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from watchfiles import Change, awatch

from briefgen.desk.application import Preview
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.studio import Studio
from briefgen.disk import resolved
from briefgen.errors import UsageProblem
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder, find_workspace

ADDRESS = "127.0.0.1"
CONNECTIONS = 64
"""How many connections may be open; further ones are closed at once."""
QUEUE = 1024
"""How many connections may wait to be looked at; those that cannot wait would try again after a second."""
HASTE = 10.0
"""Seconds in which a connection must have sent its first request."""
LARGEST_REQUEST = 16_384
"""How many bytes the head of a request may have."""


class Bounded(H11Protocol):
    """A connection that is closed where nothing is asked; where there are too many, the oldest that asks nothing goes.

    So a program that holds many, each with half a request, shuts nobody out who asks at once.
    """

    opened = 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.opened = self.loop.time()
        if len(self.connections) > CONNECTIONS:
            silent = [other for other in self.connections if isinstance(other, Bounded) and other.asks_nothing]
            min(silent, key=lambda other: other.opened).leave()
        self.loop.call_later(HASTE, self._close_if_silent)

    @property
    def asks_nothing(self) -> bool:
        """True for one that waits for a request, or for the rest of one."""
        return self.cycle is None or self.cycle.response_complete

    def leave(self) -> None:
        self.connections.discard(self)
        self.transport.abort()

    def _close_if_silent(self) -> None:
        if self.cycle is None:
            self.transport.abort()


class Server(uvicorn.Server):
    """uvicorn's server with pages that listen told to go before it waits for them."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self.preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.preview.close()
        await super().shutdown(sockets)


def listen(port: int = 0) -> socket.socket:
    """A socket on the loopback address; port 0 takes a free one. Raises `UsageProblem` for one that is in use."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere the option lets two programs have one port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((ADDRESS, port))
    except OSError as bad:
        found.close()
        raise UsageProblem(f"port {port} cannot be used ({bad.strerror}); without --port a free one is taken") from bad
    return found


def serve(
    studio: Studio,
    sock: socket.socket,
    on_ready: Callable[[str, Callable[[str], str]], None],
    desk: EvidenceDesk | None = None,
) -> None:
    """Serve until the process is interrupted; with a desk, what is sent to it is written.

    `on_ready` gets the address of the start page, its token included, and what makes of a path below it an address
    that leads there once, to be named where others can read it.
    """
    asyncio.run(_serve(studio, sock, on_ready, desk))


async def _serve(
    studio: Studio,
    sock: socket.socket,
    on_ready: Callable[[str, Callable[[str], str]], None],
    desk: EvidenceDesk | None,
) -> None:
    token, port = new_token(), sock.getsockname()[1]
    preview = Preview(studio, token, desk)
    guard = Guard(preview.application(), token, port, writable=desk is not None)
    config = uvicorn.Config(
        guard,
        http=Bounded,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=QUEUE,
        h11_max_incomplete_event_size=LARGEST_REQUEST,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )
    stop = asyncio.Event()
    watch = Watch(studio.home, preview.inputs_changed, preview.files_changed)
    watching = asyncio.create_task(watch.run(stop))
    sock.listen(QUEUE)
    if desk is not None:
        desk.begin()
    on_ready(f"http://{ADDRESS}:{port}/{token}/", lambda path: f"http://{ADDRESS}:{port}{guard.door(path)}")
    try:
        await Server(config, preview).serve(sockets=[sock])
    finally:
        stop.set()
        await watching


# --- What stands between the network and the preview: who may ask, for what, and what every answer says of itself ---


OPEN = "open"
LARGEST_BODY = 48 << 20
"""How many bytes may be sent at once: a report in PDF with its pictures."""
LONGEST = 1000
"""The longest address that is looked at, in bytes."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_PLAIN = re.compile(rb"(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?")
_OURS = ("same-origin", "none")


def new_token() -> str:
    """A word that nobody can guess: 256 bits."""
    return token_urlsafe(32)


class Guard:
    """The application behind it hears of a request only when it may be answered; `base` is the path with the token."""

    def __init__(self, application: ASGIApp, token: str, port: int, *, writable: bool = False) -> None:
        self.application, self.token, self.writable = application, token, writable
        self._doors: dict[bytes, str] = {}
        names = [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")]
        self.hosts = frozenset(name.encode() for name in names)
        self.origins = frozenset(f"http://{name}".encode() for name in names)

    def door(self, path: str) -> str:
        """A path that leads once to one below the token."""
        word = new_token()
        self._doors[word.encode()] = f"/{self.token}/{path}"
        return f"/{OPEN}/{word}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refused = self._refusal(scope)
        application = self.application if refused is None else PlainTextResponse(*refused)
        if refused is not None and refused[1] == 403 and (target := self._opened(scope)):
            application = RedirectResponse(target, 303)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        await application(scope, receive, sending)

    def _refusal(self, scope: Scope) -> tuple[str, int] | None:
        """What a request that is not answered is told, and its status."""
        if self._is_foreign(scope["headers"]):
            return "This page is for the browser on this computer alone.\n", 403
        if scope["method"] != "GET" and not (self.writable and scope["method"] == "POST"):
            return "Only GET is answered here.\n", 405
        path = scope["raw_path"]
        if len(path) + len(scope["query_string"]) > LONGEST:
            return "The address is too long.\n", 414
        word = path[1:].partition(b"/")[0]
        if not compare_digest(word, self.token.encode()):
            return "The address lacks its secret word; take it from where briefgen preview was started.\n", 403
        if scope["method"] == "POST" and (refused := self._no_writing(scope["headers"])):
            return refused
        return None if _PLAIN.fullmatch(path) else ("There is nothing here.\n", 404)

    def _no_writing(self, headers: list[tuple[bytes, bytes]]) -> tuple[str, int] | None:
        """Why what is sent is not taken: a page of ours always says where it comes from, and sends JSON."""
        said = dict(headers)
        if said.get(b"origin") not in self.origins:
            return "What is written must come from the page itself.\n", 403
        if said.get(b"content-type", b"").partition(b";")[0].strip() != b"application/json":
            return "Only JSON is taken here.\n", 415
        length = said.get(b"content-length", b"")
        if not length.isdigit():
            return "It must be said how long it is.\n", 411
        return None if int(length) <= LARGEST_BODY else ("That is more than can be taken at once.\n", 413)

    def _opened(self, scope: Scope) -> str:
        """Where a path leads that has not been used yet; "" where it leads nowhere."""
        first, _, word = scope["raw_path"][1:].partition(b"/")
        if first != OPEN.encode() or scope["method"] != "GET" or self._is_foreign(scope["headers"]):
            return ""
        return self._doors.pop(word, "")

    def _is_foreign(self, headers: list[tuple[bytes, bytes]]) -> bool:
        """Whether a request comes through another name, from another site, or says twice where it comes from."""
        said: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            said.setdefault(name, []).append(value)
        hosts, origins, sites = (said.get(name, []) for name in (b"host", b"origin", b"sec-fetch-site"))
        return (
            len(hosts) != 1
            or hosts[0] not in self.hosts
            or any(origin not in self.origins for origin in origins)
            or any(site.decode("latin-1") not in _OURS for site in sites)
        )


# --- Noticing that somebody has saved something that briefs are made of ---


STEP = 30
"""Milliseconds of quiet after which changes are told."""
LONGEST_SILENCE = 200
"""Milliseconds after which changes are told although there is no quiet."""


SETTLING = (0.3, 2.0)
"""Seconds after which the system tells of changes in folders that it was asked to watch: as a rule, and surely."""


class Watch:
    """The folders of facts, archived texts and templates, the settings, and `out`.

    `on_inputs` is called when a brief may look different, with False where templates alone were saved; `on_files`
    when something in `out` has changed.
    """

    def __init__(self, home: WorkspaceFolder, on_inputs: Callable[[bool], None], on_files: Callable[[], None]) -> None:
        self.root, self.on_inputs, self.on_files = home.root, on_inputs, on_files
        self._name_folders(home)
        self.polling: bool | None = None  # None: as WATCHFILES_FORCE_POLLING says

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until `stop`. A folder that appears, or that is replaced by another, is watched anew.

        Where the system cannot tell of changes (too many folders, some network drives), it is asked regularly.
        """
        while not stop.is_set():
            self._name_folders(find_workspace(self.root)[0])
            # What was saved before the system listens is heard of all the same.
            for seconds in SETTLING:
                asyncio.get_running_loop().call_later(seconds, self.on_inputs, True)
            watching = [asyncio.create_task(task) for task in (self._root(), self._folders())]
            tasks = [asyncio.create_task(stop.wait()), *watching]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            if failed := [bad for bad in ended if isinstance(bad, OSError | RuntimeError)]:
                if self.polling and not isinstance(failed[0], FileNotFoundError):
                    raise failed[0]
                self.polling = not isinstance(failed[0], FileNotFoundError)
                await asyncio.sleep(0.1)

    def _name_folders(self, home: WorkspaceFolder) -> None:
        """The folders that the settings name; those of facts, and of the texts that they quote, stand first."""
        self.quoted = tuple(resolved(home.folder(name)) for name in ("facts", "archive"))
        named = (*self.quoted, home.folder("templates"), *(folder for _, folder in home.template_folders))
        self.inputs = tuple(dict.fromkeys(resolved(folder) for folder in named))
        self.out = resolved(home.folder("out"))

    async def _root(self) -> None:
        """The settings, and the folders themselves, which lie in the root as a rule."""
        parents = {resolved(self.root), *(folder.parent for folder in self.inputs if folder.parent.is_dir())}
        async for changes in self._changes(*parents, recursive=False):
            settings = any(Path(path).name == SETTINGS_FILE for _, path in changes)
            if settings or any(
                change is not Change.modified and Path(path) in (*self.inputs, self.out) for change, path in changes
            ):
                self.on_inputs(True)
                return

    async def _folders(self) -> None:
        there = [folder for folder in (*self.inputs, self.out) if folder.is_dir()]
        async for changes in self._changes(*there):
            paths = [Path(path) for _, path in changes]
            inputs = [folder for folder in self.inputs if any(path.is_relative_to(folder) for path in paths)]
            if inputs:
                self.on_inputs(any(folder in inputs for folder in self.quoted))
            if any(path.is_relative_to(self.out) for path in paths):
                self.on_files()

    def _changes(self, *paths: Path, recursive: bool = True) -> AsyncGenerator[set[tuple[Change, str]], None]:
        return awatch(
            *paths,
            watch_filter=_counts,
            step=STEP,
            debounce=LONGEST_SILENCE,
            recursive=recursive,
            force_polling=self.polling or None,
            ignore_permission_denied=True,
        )


def _counts(_: Change, path: str) -> bool:
    """Whether a file is one that briefs are made of, or a brief."""
    name = Path(path).name
    return not name.startswith((".", "~$", "#")) and not name.endswith(("~", ".tmp", ".swp", ".pyc"))
