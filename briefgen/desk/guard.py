"""What stands between the network and the preview: who may ask, for what, and what every answer says of itself.

A page on the web can make a browser send requests to the loopback address, and can make a name of its own lead
there. So the name in `Host` must be one of ours, `Origin` and `Sec-Fetch-Site` must not tell of another site, and
the path begins with a word that nobody can guess. Only GET is answered; nothing on disk is served by its path.

That word never stands in a command line, which every user of the machine can read: a browser is started with an address
that leads to the page once.
"""

from __future__ import annotations

import re
from hmac import compare_digest
from secrets import token_urlsafe

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN = "open"
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

    def __init__(self, application: ASGIApp, token: str, port: int) -> None:
        self.application, self.token = application, token
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
        if scope["method"] != "GET":
            return "Only GET is answered here.\n", 405
        path = scope["raw_path"]
        if len(path) + len(scope["query_string"]) > LONGEST:
            return "The address is too long.\n", 414
        word = path[1:].partition(b"/")[0]
        if not compare_digest(word, self.token.encode()):
            return "The address lacks its secret word; take it from where briefgen preview was started.\n", 403
        return None if _PLAIN.fullmatch(path) else ("There is nothing here.\n", 404)

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
