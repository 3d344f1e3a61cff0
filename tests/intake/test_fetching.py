"""One page is fetched, within bounds, and none of this machine or its network unless that is asked for."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import trustme

from briefgen.intake.fetching import Fetched, NotFetched, fetch


class Server(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    def do_GET(self) -> None:
        path = self.path
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", "http:" + path[3:] if path.startswith("/to//") else path[3:])
            self.end_headers()
        elif path.startswith("/tls/"):
            self.send_response(302)
            self.send_header("Location", "https:/" + path[5:])
            self.end_headers()
        elif path == "/loop":
            self.send_response(301)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hosts")
            self.end_headers()
        elif path == "/nowhere":
            self.send_response(302)
            self.send_header("Location", "http://[")
            self.end_headers()
        elif path == "/gone":
            self.send_error(404)
        else:
            body = gzip.compress(b"<p>page" + b"x" * 5000) if path == "/packed" else b"<p>page"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if path == "/packed":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_page_is_fetched_with_its_sort_and_its_last_address() -> None:
    with served() as base:
        found = fetch(f"{base}/to/page", own_network=True)
        assert found == Fetched(b"<p>page", f"{base}/page", "text/html; charset=utf-8")
        assert fetch(f"{base}/packed", own_network=True).content.startswith(b"<p>pagexx")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/loop", "leads on more than 5 times"),
        ("/away", "is no http or https address"),
        ("/nowhere", "leads to what is no address"),
        ("/gone", "answers 404"),
        ("/packed", "more than 1,000 bytes"),
    ],
)
def test_what_is_not_a_page_within_bounds_is_not_fetched(path: str, why: str) -> None:
    with served() as base, pytest.raises(NotFetched, match=why):
        fetch(base + path, own_network=True, most=1000)


@pytest.mark.parametrize(
    "number",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("::1", "fe80::1", "fd00::1", "fec0::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_addresses_of_this_machine_and_its_network_are_refused(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever name has the number, and though another of its numbers is open; nothing is connected to."""
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    answers = [(socket.AF_INET, 1, 6, "", ("93.184.216.34", 80)), (family, 1, 6, "", (number, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was connected to"))
    with pytest.raises(NotFetched, match="this machine or its network"):
        fetch("http://gazette.example/")


def test_a_redirect_is_looked_at_like_the_first_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """An open address leads to one of this network; the name of the open one is answered with our own server."""
    with served() as base:
        port = int(base.rpartition(":")[2])
        opened = []

        def connect(address: tuple[str, int], timeout: float) -> socket.socket:
            opened.append(address)
            own = socket.socket()
            own.settimeout(timeout)
            own.connect(("127.0.0.1", port))
            return own

        names = {"open.example": "93.184.216.34", "169.254.169.254": "169.254.169.254"}
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda name, port, **_: [(socket.AF_INET, 1, 6, "", (names[name], port))]
        )
        monkeypatch.setattr(socket, "create_connection", connect)
        with pytest.raises(NotFetched, match=r"this machine or its network \(169"):
            fetch("http://open.example/to//169.254.169.254/latest")
        assert opened == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.example/",
        "http://",
        "http://me:word@x.example/",
        "http://x.example:99999/",
        "http://x.example/\x00a",
        "x",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(NotFetched):
        fetch(address)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_says_nothing_is_not_waited_for(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as quiet, pytest.raises(NotFetched, match=r"within 0\.2 seconds"):
        fetch(f"{scheme}://127.0.0.1:{quiet.getsockname()[1]}/", own_network=True, seconds=0.2)


def answering(*parts: bytes, told: list[bytes] | None = None) -> str:
    """The address of a server that sends these parts to whoever comes first, and ends the connection."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with listening, listening.accept()[0] as came:
            came.recv(4096)
            with suppress(OSError):
                for part in parts:
                    came.sendall(part)
                    (told if told is not None else []).append(part)
                    sent.wait(0.02)

    sent = Event()
    Thread(target=run, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


PACKED = gzip.compress(b"<p>" + bytes(range(65, 91)) * 2000)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>half of it",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PACKED[: len(PACKED) // 2],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<p>half of it",
    ],
)
def test_a_page_that_breaks_off_is_not_taken_for_whole(answer: bytes) -> None:
    with pytest.raises(NotFetched):
        fetch(answering(answer), own_network=True)


def test_a_server_that_sends_line_by_line_does_not_hold_up_longer_than_allowed() -> None:
    """Each line comes within the time; it is over long before the last one."""
    lines, told = [b"HTTP/1.1 200 OK\r\n", *[b"X: a\r\n"] * 80, b"\r\n<p>page"], list[bytes]()
    with pytest.raises(NotFetched, match=r"within 0\.2 seconds"):
        fetch(answering(*lines, told=told), own_network=True, seconds=0.2)
    assert len(told) < len(lines)


# --- https, with a server and an authority of our own ---


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def secured(certificate: trustme.LeafCert) -> Iterator[int]:
    """The port of a server that shows a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def trusting(authority: trustme.CA, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this machine had always trusted an authority."""
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))


def test_a_certificate_that_holds_is_accepted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(authority, tmp_path, monkeypatch)
    with secured(authority.issue_cert("localhost")) as port:
        assert fetch(f"https://localhost:{port}/to/page", own_network=True).content == b"<p>page"


@pytest.mark.parametrize(
    ("trusted", "name", "expires"),
    [(False, "localhost", 2100), (True, "other.example", 2100), (True, "localhost", 2020)],
    ids=["by nobody known", "of another host", "of a time that is over"],
)
def test_a_certificate_that_does_not_hold_is_refused(
    trusted: bool, name: str, expires: int, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trusted:
        trusting(authority, tmp_path, monkeypatch)
    since, until = datetime(2019, 1, 1, tzinfo=UTC), datetime(expires, 1, 1, tzinfo=UTC)
    certificate = authority.issue_cert(name, not_before=since, not_after=until)
    with secured(certificate) as port, pytest.raises(NotFetched, match="has no certificate that holds"):
        fetch(f"https://localhost:{port}/page", own_network=True)


def test_a_page_leads_on_to_https_and_never_back(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(authority, tmp_path, monkeypatch)
    with secured(authority.issue_cert("localhost")) as port, served() as base:
        found = fetch(f"{base}/tls//localhost:{port}/page", own_network=True)
        assert found.address == f"https://localhost:{port}/page"
        plain = base.removeprefix("http:")
        with pytest.raises(NotFetched, match="leads from https to http"):
            fetch(f"https://localhost:{port}/to/{plain}/page", own_network=True)


def test_a_server_that_stops_in_the_middle_of_the_greeting_is_not_waited_for() -> None:
    """A beginning of TLS comes in time, and no end of it."""
    address = answering(*[b"\x16"] * 40).replace("http", "https")
    with pytest.raises(NotFetched):
        fetch(address, own_network=True, seconds=0.2)
