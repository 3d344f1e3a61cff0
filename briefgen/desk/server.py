"""The server of the preview: a socket on the loopback address, bounded in every way, and its end."""

from __future__ import annotations

import asyncio
import os
import socket
from asyncio import Transport
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from briefgen.desk.application import Preview
from briefgen.desk.guard import Guard, new_token
from briefgen.desk.studio import Studio
from briefgen.desk.watch import Watch
from briefgen.errors import UsageProblem

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


def serve(studio: Studio, sock: socket.socket, on_ready: Callable[[str, Callable[[str], str]], None]) -> None:
    """Serve until the process is interrupted.

    `on_ready` gets the address of the start page, its token included, and what makes of a path below it an address
    that leads there once, to be named where others can read it.
    """
    asyncio.run(_serve(studio, sock, on_ready))


async def _serve(studio: Studio, sock: socket.socket, on_ready: Callable[[str, Callable[[str], str]], None]) -> None:
    token, port = new_token(), sock.getsockname()[1]
    preview = Preview(studio, token)
    guard = Guard(preview.application(), token, port)
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
    on_ready(f"http://{ADDRESS}:{port}/{token}/", lambda path: f"http://{ADDRESS}:{port}{guard.door(path)}")
    try:
        await Server(config, preview).serve(sockets=[sock])
    finally:
        stop.set()
        await watching
