"""A page fetched once, for the archive: what was asked for, and nothing that it points to.

Meant for a child process. Addresses of this machine and its network are refused unless asked for: a name is resolved
first, every number it has is looked at, and the connection goes to the number that was looked at, so that no second
answer of the name can lead elsewhere. Each redirect is looked at in the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from briefgen.version import __version__

MOST_BYTES = 32 << 20
_MOST_REDIRECTS = 5
SECONDS = 60
_WAIT = 15  # seconds for one answer of the other side
_MOVED = (301, 302, 303, 307, 308)
_EMBEDDING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
"""Ranges of IPv6 that stand for numbers of IPv4, any of them."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, the address that gave them at last, and what sort the server called them."""

    content: bytes
    address: str
    sort: str


class NotFetched(ValueError):
    """The page was not fetched; the message says why, to stand behind its address."""


def fetch(address: str, *, own_network: bool = False, most: int = MOST_BYTES, seconds: float = SECONDS) -> Fetched:
    """The page at an http or https address; raises `NotFetched`."""
    until = monotonic() + seconds
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _checked(address)
        try:
            answer, connection = _ask(parts, own_network, until)
            try:
                if answer.status in _MOVED and (target := answer.getheader("Location")):
                    address = _joined(address, target.strip())
                    if parts.scheme == "https" and address.lower().startswith("http:"):
                        raise NotFetched(f"leads from https to http, where anybody may change it: {address}")
                    continue
                if answer.status != 200:
                    raise NotFetched(f"answers {answer.status} {answer.reason}".rstrip())
                content = _unpacked(_read(answer, most, until), answer.getheader("Content-Encoding") or "", most)
                _left(until)
                return Fetched(content, address, answer.getheader("Content-Type") or "")
            finally:
                connection.close()
        except (OSError, http.client.HTTPException) as bad:
            if isinstance(bad, TimeoutError) or monotonic() >= until:  # then it was broken off
                raise NotFetched(f"did not answer within {seconds:g} seconds") from bad
            if isinstance(bad, ssl.SSLError):
                raise NotFetched(f"has no certificate that holds: {bad.reason or bad}") from bad
            raise NotFetched(f"cannot be reached: {getattr(bad, 'strerror', None) or bad}") from bad
    raise NotFetched(f"leads on more than {_MOST_REDIRECTS} times")


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as bad:
        raise NotFetched(f"leads to what is no address: {bad}") from bad


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname
    except ValueError as bad:
        raise NotFetched(f"is no address: {bad}") from bad
    if parts.scheme not in ("http", "https") or not host:
        raise NotFetched("is no http or https address, or leads to one that is none")
    if parts.username is not None or port == 0:
        raise NotFetched("carries a name or password, or a port that there is not")
    if not address.isprintable() or " " in address:
        raise NotFetched("holds characters that no address has")
    return parts


def _ask(
    parts: SplitResult, own_network: bool, until: float
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    host = parts.hostname or ""
    try:
        name = host if ":" in host else host.encode("idna").decode()
    except UnicodeError as bad:
        raise NotFetched(f"has a host name that cannot be: {bad}") from bad
    port = parts.port or (443 if parts.scheme == "https" else 80)
    numbers = list(_numbers(name, port))
    if not own_network and (closed := [n for n in numbers if not _is_open(n)]):
        raise NotFetched(f"belongs to this machine or its network ({closed[0]}); --own-network fetches it all the same")
    connection = _connected(numbers, name, port, parts.scheme == "https", until)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    shown = f"[{name}]" if ":" in name else name
    headers = {
        "Host": shown if parts.port is None else f"{shown}:{parts.port}",
        "User-Agent": f"briefgen/{__version__}",
        "Accept": "text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    try:
        connection.request("GET", _ascii(path), headers=headers)
        return connection.getresponse(), connection
    except BaseException:
        connection.close()
        raise


def _ascii(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/%:?#[]@!$&'()*+,;=-._~")


def _numbers(name: str, port: int) -> Iterator[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except socket.gaierror as bad:
        raise NotFetched("has a name that is not known") from bad
    yield from dict.fromkeys(str(entry[4][0]) for entry in found)


def _is_open(number: str) -> bool:
    """Whether a number belongs to the open network, and not to this machine, its network, or many at once."""
    where = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(where, ipaddress.IPv6Address):
        if where.ipv4_mapped is not None:
            where = where.ipv4_mapped
        elif any(where in embedding for embedding in _EMBEDDING):
            return False
    return (
        where.is_global
        and not getattr(where, "is_site_local", False)
        and not where.is_multicast
        and not where.is_reserved
    )


def _connected(numbers: list[str], name: str, port: int, secure: bool, until: float) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(name, port, timeout=_WAIT)
    fault: OSError | None = None
    for number in numbers[:4]:
        try:
            opened = socket.create_connection((number, port), timeout=_left(until))
            if secure:
                context = ssl.create_default_context()
                opened = context.wrap_socket(opened, server_hostname=name, do_handshake_on_connect=False)
            connection.sock = opened
            guard = Timer(max(until - monotonic(), 0), _break_off, (opened,))
            guard.daemon = True
            guard.start()
            if isinstance(opened, ssl.SSLSocket):
                opened.do_handshake()
            return connection
        except ssl.SSLError:
            connection.close()
            raise
        except OSError as bad:
            connection.close()
            fault = bad
    raise fault or OSError("it has no address")


def _break_off(opened: socket.socket) -> None:
    """End a connection whose time is over, wherever it waits: each line may come in time, and all of them never."""
    with suppress(OSError):
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, _WAIT)


def _read(answer: http.client.HTTPResponse, most: int, until: float) -> bytes:
    chunks, size = [], 0
    while chunk := answer.read1(1 << 16):
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise NotFetched(f"has more than {most:,} bytes")
        _left(until)
    if answer.length:
        raise NotFetched("broke off before its end")
    return b"".join(chunks)


def _unpacked(content: bytes, encoding: str, most: int) -> bytes:
    if encoding.lower() in ("", "identity"):
        return content
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise NotFetched(f"is packed in a way that was not asked for: {encoding}")
    unpacker = zlib.decompressobj(31)
    try:
        found = unpacker.decompress(content, most + 1)
    except zlib.error as bad:
        raise NotFetched(f"is packed and cannot be unpacked: {bad}") from bad
    if len(found) > most:
        raise NotFetched(f"has more than {most:,} bytes")
    if not unpacker.eof:
        raise NotFetched("broke off before its end")
    return found
