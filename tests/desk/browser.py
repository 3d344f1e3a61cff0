"""A real browser on a page of the preview: Debian's chromium, driven without a screen."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.desk.firefox import Firefox
from tests.desk.running import Running
from tests.programs import needed
from tests.workspaces import Scratch

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1500,1000",
)


HOLD = """const [part] = arguments, now = window.fetch, held = [];
let isOpen = false;
const keep = async (answer) => {
  await answer;
  if (!isOpen) await new Promise((go) => held.push(go));
  return answer;
};
window.fetch = (...asked) => asked[0].includes(part) ? keep(now(...asked)) : now(...asked);
window.heldBack = () => held.length;
window.letGo = async () => {
  isOpen = true;
  window.fetch = now;
  for (const go of held.splice(0).reverse()) {
    go();
    for (const n of "12") await now(`${base}/list?n=${n}`);  // by then it is read
  }
};"""


class Chromium(webdriver.Chrome):
    """Debian's chromium."""

    def log(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.get_log("browser")  # type: ignore[no-untyped-call]
        return entries

    def screen(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def scheme(self, name: str) -> None:
        feature = {"features": [{"name": "prefers-color-scheme", "value": name}]}
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)


@contextmanager
def chromium(profile: Path) -> Iterator[Chromium]:
    """A browser with a profile of its own; a machine without one leaves the test out, CI fails."""
    needed("chromium", "chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for option in (*OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chromium(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()


@dataclass
class Page:
    """The open page with the workspace that it shows; what a test edits is put back by `restore`.

    `shows` is an address below the token, and what of its answer tells whether the server has seen what was put back.
    """

    browser: Chromium | Firefox
    running: Running
    workspace: Scratch
    shows: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        self.before: dict[str, bytes | None] = {}
        self.at_first = self.seen()

    def seen(self) -> list[str]:
        path, part = self.shows
        return re.findall(part, self.running.get(path).text) if path else []

    def open(self, query: str = "", brief: str = "meeting/lisbon-2024") -> None:
        """Load the page anew and wait until it listens to changes."""
        self.browser.get(f"http://127.0.0.1:{self.running.port}{self.running.base}/brief/{brief}/{query}")
        self.until(lambda: self.text("#status") != "")
        self.js("window.sameDocument = true")
        self.log()

    def log(self) -> list[dict[str, Any]]:
        """What the browser complained of since it was last asked."""
        return self.browser.log()

    def save(self, name: str, text: str) -> None:
        path = self.workspace.root / name
        self.before.setdefault(name, path.read_bytes() if path.exists() else None)
        put(path, text.encode())

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.workspace.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.save(name, text.replace(old, new, 1))

    def restore(self) -> None:
        for name, content in self.before.items():
            path = self.workspace.root / name
            path.unlink() if content is None else put(path, content)
        self.before.clear()
        self.until(lambda: self.seen() == self.at_first)  # else the next test would begin with what this one saved

    def js(self, script: str, *arguments: object) -> Any:
        return self.browser.execute_script(script, *arguments)

    def hold(self, part: str) -> None:
        """Answers to what is asked of such an address stay away until they are let go."""
        self.js(HOLD, part)

    def until_held(self, count: int = 1) -> None:
        self.until(lambda: self.js("return heldBack()") >= count)  # the page may ask of itself, too

    def let_go(self) -> None:
        """They arrive, the newest first."""
        self.js("return letGo()")

    def text(self, selector: str) -> str:
        """The text that is seen of the first such element; "" where there is none."""
        return str(self.js("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def note(self, words: str) -> str:
        """The id of the first note of the brief that quotes some words."""
        script = (
            "return [...document.querySelectorAll('.notes li')].find(one => one.innerText.includes(arguments[0])).id"
        )
        return str(self.js(script, words))

    def count(self, selector: str) -> int:
        return int(self.js("return document.querySelectorAll(arguments[0]).length", selector))

    def until(self, holds: Callable[[], object], seconds: float = 40) -> None:
        """Wait for what is to become true."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"still not so; the page shows: {self.text('body')[:2000]}"

    def until_seen(self, words: str, selector: str = "article") -> None:
        self.until(lambda: words in self.text(selector))

    def press(self, key: str) -> None:
        webdriver.ActionChains(self.browser).send_keys(key).perform()

    def focus(self, selector: str) -> None:
        """Put the cursor there as soon as it is there."""
        script = "const e = document.querySelector(arguments[0]); e?.focus(); return Boolean(e)"
        self.until(lambda: self.js(script, selector))

    def click(self, selector: str) -> None:
        """Click on it where it is by then: what is drawn anew meanwhile is looked for again, as a reader would."""
        self.until(lambda: self._is_clicked(selector))

    def _is_clicked(self, selector: str) -> bool:
        try:
            element = self.browser.find_element(By.CSS_SELECTOR, selector)
            self.js("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
        except (ElementClickInterceptedException, NoSuchElementException, StaleElementReferenceException):
            return False
        return True

    def width(self, width: int, height: int = 800) -> None:
        """The size of the screen in CSS pixels, as a phone or a desk has it."""
        self.browser.screen(width, height)

    def scheme(self, name: str) -> None:
        """Light or dark, as the system asks for."""
        self.browser.scheme(name)


def put(path: Path, content: bytes) -> None:
    """Save a file as editors do: a new one beside it, then renamed; it is never seen empty."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


ESCAPE, ENTER, TAB = Keys.ESCAPE, Keys.ENTER, Keys.TAB
