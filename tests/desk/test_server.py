"""Who is answered, and how: only the browser on this computer, only what is known by name."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress

import pytest

from tests.desk.running import Running, preview
from tests.workspaces import Scratch

PAGE = "/brief/meeting/lisbon-2024/"


def test_the_page_is_served_with_every_header_that_keeps_it_to_itself(running: Running) -> None:
    page = running.get(PAGE)
    assert page.status == 200
    assert page.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert not [name for name in page.headers if name.startswith("access-control")]
    assert "server" not in page.headers


def test_refusals_carry_the_same_headers(running: Running) -> None:
    answers = [running.ask("/"), running.get("/nothing"), running.get("/", "POST")]
    assert [answer.status for answer in answers] == [403, 404, 405]
    assert all("content-security-policy" in answer.headers for answer in answers)


def test_it_listens_on_the_loopback_address_alone(running: Running) -> None:
    try:
        others = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        others = set()
    for address in {*others, "127.0.0.2"} - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((address, running.port), timeout=2).close()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
def test_its_own_names_are_answered(running: Running, host: str) -> None:
    assert running.get(PAGE, Host=host.format(port=running.port)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:{port}",
        "127.0.0.1:{port}@evil.example",
        "0.0.0.0:{port}",
        "",
    ],
)
def test_any_other_name_is_refused(running: Running, host: str) -> None:
    """A page on the web can have its own name lead to 127.0.0.1."""
    answer = running.get(PAGE, Host=host.format(port=running.port))
    assert (answer.status, b"Lisbon" in answer.body) == (403, False)


def test_a_request_with_no_name_or_two_is_refused(running: Running) -> None:
    line = f"GET {running.base}{PAGE} HTTP/1.0\r\n"
    own = f"Host: 127.0.0.1:{running.port}\r\n"
    assert b" 403 " in running.raw(f"{line}\r\n".encode())
    assert re.search(rb" 40[03] ", running.raw(f"{line}{own}Host: evil.example\r\n\r\n".encode()))


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Origin", "http://127.0.0.1:{port}", 200),
        ("Origin", "http://evil.example", 403),
        ("Origin", "http://127.0.0.1:1", 403),
        ("Origin", "https://127.0.0.1:{port}", 403),
        ("Origin", "null", 403),
        ("Sec_Fetch_Site", "same-origin", 200),
        ("Sec_Fetch_Site", "none", 200),
        ("Sec_Fetch_Site", "same-site", 403),
        ("Sec_Fetch_Site", "cross-site", 403),
    ],
)
def test_other_sites_are_refused(running: Running, header: str, value: str, status: int) -> None:
    assert running.get(PAGE, **{header: value.format(port=running.port)}).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE", "PROPFIND"])
def test_only_get_is_answered(running: Running, method: str) -> None:
    assert running.get(PAGE, method).status == 405


def test_a_websocket_is_not_opened(running: Running) -> None:
    asked = running.get("/events", Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Version="13", Origin="null")
    assert asked.status == 403


@pytest.mark.parametrize("token", ["", "x", "-" * 43, "é"])
def test_without_the_token_nothing_is_told(running: Running, token: str) -> None:
    path = f"/{token.encode('latin-1').hex()}{PAGE}" if token else PAGE
    assert running.ask(path).status == 403
    assert running.ask(f"{running.base[:-1]}{PAGE}").status == 403
    assert running.ask(f"{running.base}x{PAGE}").status == 403


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/..%2f..%2fbriefgen.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../../etc/passwd",
        "//etc/passwd",
        "/brief//meeting/lisbon-2024/",
        "/brief/meeting/lisbon-2024",
        "/brief/meeting/lisbon-2024/%00",
        "/brief/meeting/lisbon-2024\\..\\..\\briefgen.toml",
        "/brief/meeting/..%5c",
        "/style.css/",
        "/style.css%00.png",
        "/.briefgen.json",
        "/briefgen.toml",
        "/facts/meetings/lisbon-2024.yaml",
        "/looks/",
        "/brief/",
        "/brief/meeting/",
        "/brief/meeting/lisbon-2024/picture/0000000000000000/none.png",
        "/brief/meeting/lisbon-2024/picture/..%2f..%2f/briefgen.toml",
        "/brief/meeting/nowhere-1999/",
        "/brief/zzz/lisbon-2024/",
        "/brief/meeting/nowhere-1999/draft",
        "/brief/meeting/nowhere-1999/brief.docx",
    ],
)
def test_nothing_else_is_there(running: Running, path: str) -> None:
    answer = running.get(path)
    assert answer.status == 404
    assert b"root:" not in answer.body


@pytest.mark.parametrize("byte", [b"\0", b"\x7f", b"\xff", b"\t", b"\\"])
def test_bytes_that_no_address_has_are_refused(running: Running, byte: bytes) -> None:
    host = f"Host: 127.0.0.1:{running.port}".encode()
    line = b"GET " + running.base.encode() + b"/brief/" + byte + b" HTTP/1.1\r\n"
    assert re.match(rb"HTTP/1.1 40[04] ", running.raw(line + host + b"\r\nConnection: close\r\n\r\n"))


def test_a_long_address_is_refused_and_a_huge_one_is_not_read(running: Running) -> None:
    assert running.get(f"/{'a' * 2000}").status == 414
    with running.connect() as line:
        line.sendall(b"GET /")
        try:
            for _ in range(1000):
                line.sendall(b"a" * 10_000)
            got = line.recv(1000)
        except OSError:  # closed while it was still being sent
            got = b""
    assert not got or got.startswith(b"HTTP/1.1 400 ")
    assert running.get(PAGE).status == 200


def test_a_thousand_silent_connections_hold_nothing_up_for_good(running: Running) -> None:
    """Beyond a bound they are closed at once; when they go, the page is back."""
    lines: list[socket.socket] = []
    closed = 0
    for _ in range(1000):
        try:
            lines.append(running.connect())
        except OSError:
            closed += 1
    for line in lines[200:-64]:
        try:
            closed += line.recv(1) == b""
        except OSError:
            closed += 1
    assert closed + 264 >= 1000
    for line in lines:
        line.close()
    assert running.get(PAGE).status == 200


def test_whoever_asks_at_once_gets_in_past_many_with_half_a_request(running: Running) -> None:
    lines = []
    for _ in range(200):
        line = running.connect()
        with suppress(OSError):
            line.sendall(f"GET {running.base}{PAGE} HTTP/1.1\r\nHost: 127".encode())
        lines.append(line)
    assert running.get(PAGE).status == 200
    for line in lines:
        line.close()


@pytest.mark.slow
def test_the_browser_is_given_an_address_that_leads_in_once(workspace: Scratch) -> None:
    """What stands in its command line, which others can read, opens nothing a second time (red team 18)."""
    opening = (
        "sys.argv.remove('--no-open'); webbrowser.open = lambda url: print(url, file=sys.stderr, flush=True) or True"
    )
    with preview(workspace.root, "meeting", "lisbon-2024", before=f"import sys, webbrowser; {opening}") as running:
        assert running.process.stderr is not None
        given = running.process.stderr.readline().strip()
        path = "/" + given.split("/", 3)[3]
        assert running.base[1:] not in given
        assert running.ask(path, Sec_Fetch_Site="cross-site").status == 403
        assert running.ask(path, Host="evil.example").status == 403
        first = running.ask(path)
        assert (first.status, first.headers["location"]) == (303, f"{running.base}/brief/meeting/lisbon-2024/")
        assert running.ask(first.headers["location"]).status == 200
        assert running.ask(path).status == 403
        assert running.ask("/open/").status == running.ask("/open").status == 403


@pytest.mark.slow
def test_a_client_that_never_finishes_its_request_is_let_go(workspace: Scratch) -> None:
    haste = "import briefgen.desk.server\nbriefgen.desk.server.HASTE = 0.2"
    with preview(workspace.root, before=haste) as running, running.connect() as line:
        line.sendall(f"GET {running.base}{PAGE} HTTP/1.1\r\nHost: 127".encode())
        with suppress(ConnectionResetError):
            assert line.recv(100) == b""


def test_many_at_once_all_get_a_whole_page(running: Running) -> None:
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda: bodies.append(running.get(PAGE).body)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert len(bodies) == 20
    assert all(body.endswith(b"</body></html>\n") for body in bodies)


def test_pages_that_listen_are_bounded(running: Running) -> None:
    statuses = []
    lines = []
    request = f"GET {running.base}/events HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode()
    for _ in range(40):
        line = running.connect()
        line.sendall(request)
        statuses.append(line.recv(12))
        lines.append(line)
    for line in lines:
        line.close()
    assert statuses.count(b"HTTP/1.1 200") <= 24
    assert statuses.count(b"HTTP/1.1 503") >= 16
