"""The preview as a user starts it: the command in a process of its own, and raw words to it over the network."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What the server said: status, headers by small name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Running:
    """A preview that runs; `address` is the page that it printed."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def base(self) -> str:
        """The path with the token."""
        return "/" + urlsplit(self.address).path.split("/")[1]

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a path below the token."""
        return self.ask(self.base + path, method, b"", **headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """The answer to something that is sent as the page's script sends it, but for the headers that are given."""
        named = {"Origin": f"http://127.0.0.1:{self.port}", "Content_Type": "application/json", **headers}
        named.setdefault("Content_Length", str(len(body)))
        return self.ask(self.base + path, "POST", body, **{name: value for name, value in named.items() if value})

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """The answer to any path; `_` in the name of a header stands for a hyphen."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders(body or None)
            return _answer(connection.getresponse())
        finally:
            connection.close()

    def raw(self, words: bytes) -> bytes:
        """What comes back for these very bytes until the server closes or falls silent."""
        with self.connect() as line:
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)
            got = b""
            while more := line.recv(65536):
                got += more
            return got

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)

    @contextmanager
    def events(self) -> Iterator[Iterator[str]]:
        """The words that an open page is told."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", f"{self.base}/events")
        response = connection.getresponse()
        assert response.status == 200
        try:
            assert response.readline() == b"retry: 1000\n"
            yield (line[7:].decode().strip() for line in response if line.startswith(b"event: "))
        finally:
            response.close()
            connection.close()

    def interrupt(self) -> tuple[int, str, str]:
        """Ctrl-C: the exit code and what was printed after the address."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


def _answer(response: HTTPResponse) -> Answer:
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


@contextmanager
def preview(root: Path, *arguments: str, before: str = "pass", command: str = "preview") -> Iterator[Running]:
    """The preview of a workspace, or its desk; ended when the block is left.

    `before` is Python to run before the command.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFGEN_")}
    environment["BRIEFGEN_CACHE"] = "off"
    program = f"{before}\nfrom briefgen.cli import main\nmain()"
    words = [sys.executable, "-c", program, command, *arguments, "--no-open", "-w", str(root)]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**environment, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(rf"{command}: (http://127\.0\.0\.1:\d+/[\w-]{{43}}/\S*)\n", line)
        if not found:
            process.kill()
            raise AssertionError(f"no address was printed: {line!r} {process.communicate()}")
        assert process.stdout.readline() == "Ctrl-C ends it.\n"
        yield Running(process, found[1])
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
