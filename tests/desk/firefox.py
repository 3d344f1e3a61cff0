"""Debian's firefox-esr under Selenium, which needs no driver of its own: Firefox answers by its protocol Marionette."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import FirefoxOptions, Remote
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

from tests.programs import needed

COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.GET: "WebDriver:Navigate",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
}
COMPLAINTS = """const found = Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("http"));
Services.console.reset();
return found.map((one) => ({ level: one.flags & Ci.nsIScriptError.warningFlag ? "WARNING" : "SEVERE",
  message: `${one.sourceName}:${one.lineNumber} ${one.errorMessage}` }))"""
SIZE = """const { style } = gBrowser.selectedBrowser;
for (const [n, edge] of ["width", "height"].entries())
  for (const bound of ["", "min-", "max-"]) style.setProperty(bound + edge, `${arguments[n]}px`)"""
SCHEME = "gBrowser.selectedBrowser.browsingContext.prefersColorSchemeOverride = arguments[0]"


class Marionette(RemoteConnection):
    """What Selenium asks, put to Firefox over its own socket: `LENGTH:[0, number, command, parameters]`."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.number = 0
        self._read()  # who it is

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        return self.ask(COMMANDS[command], params)

    def ask(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        words = json.dumps([0, self.number, name, params]).encode()
        self.line.sendall(b"%d:%s" % (len(words), words))
        _, number, fault, result = self._read()
        assert number == self.number
        if fault:
            return {"status": fault["error"], "value": fault}
        return {"value": result if name == COMMANDS[Command.NEW_SESSION] else result.get("value")}

    def close(self) -> None:
        self.line.close()

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        words = b""
        while len(words) < int(length[:-1]):
            words += self._some(int(length[:-1]) - len(words))
        return json.loads(words)

    def _some(self, most: int) -> bytes:
        words = self.line.recv(most)
        assert words, "Firefox has ended"
        return words


class Firefox(Remote):
    """Firefox in the words of `Chromium`; what no page can do, the window around it does, as for an add-on."""

    def __init__(self, line: Marionette) -> None:
        self.line = line
        super().__init__(command_executor=line, options=FirefoxOptions())

    def log(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self._around(COMPLAINTS)
        return entries

    def screen(self, width: int, height: int) -> None:
        self._around(SIZE, width, height)
        while self.execute_script("return [innerWidth, innerHeight]") != [width, height]:
            pass

    def scheme(self, name: str) -> None:
        self._around(SCHEME, name)

    def _around(self, script: str, *arguments: object) -> Any:
        self.line.ask("Marionette:SetContext", {"value": "chrome"})
        answer = self.line.ask("WebDriver:ExecuteScript", {"script": script, "args": arguments})
        self.line.ask("Marionette:SetContext", {"value": "content"})
        assert "status" not in answer, answer
        return answer["value"]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A browser with a profile of its own; a machine without one leaves the test out, CI fails."""
    needed("firefox-esr")
    profile.mkdir()
    (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')  # any that is free
    program = [shutil.which("firefox-esr") or "", "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*program, "--marionette", "--remote-allow-system-access"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        line = Marionette(_port(process, profile / "MarionetteActivePort"))
        yield Firefox(line)
        line.close()
    finally:
        process.terminate()
        process.wait(60)


def _port(process: subprocess.Popen[bytes], told: Path) -> int:
    end = time.monotonic() + 120
    while not (told.exists() and told.read_text()):
        assert process.poll() is None, "Firefox has ended"
        assert time.monotonic() < end, "Firefox does not say where it listens"
        time.sleep(0.05)
    return int(told.read_text())
