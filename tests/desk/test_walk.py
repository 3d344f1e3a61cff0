"""A new analyst's walk: an article never seen is added, read and recorded wholly at the desk, counted key by key.

`pytest -s tests/desk/test_walk.py` prints the count beside that of typing the same records by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from briefgen.facts.passages.excerpt import KeptPassages
from tests.desk.browser import ENTER, TAB, Page, chromium
from tests.desk.running import preview
from tests.desk.test_workplace import chord
from tests.workspaces import Scratch

pytestmark = pytest.mark.slow

ARTICLE = """Herring Commission lowers the catch

Coast Tribune, 14 March 2031

The Northern Herring Commission held its fourth annual session in Port Ellery on 12 March 2031. Delegations from \
Iceland, Norway and Denmark attended. Marta Solheim, director of the Fisheries Institute, chaired the session.

The commission agreed to lower the total catch by nine per cent in 2032. It also discussed nets that are lost at sea.

Solheim said that the stock had not recovered since 2027. The commission did not say how the quota will be divided.
"""
MEETING = "facts/meetings/port-ellery-2031.yaml"


class Walk:
    """Somebody at the desk: every key and click counts; a chord counts each of its keys, a paste two."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.clicks = page, 0, 0

    def type(self, words: str) -> None:
        self.keys += len(words)
        self.page.press(words)

    def chord(self, key: str) -> None:
        self.keys += 2
        chord(self.page, Keys.CONTROL, key)

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.click(selector)

    def until(self, holds: Callable[[], Any]) -> None:
        self.page.until(holds)

    def saved(self) -> None:
        """Save by key, and wait until the form is there for the next one."""
        self.until(lambda: self.page.count("#save[aria-disabled=false]"))
        before = self.page.workspace.read(MEETING)
        self.chord(ENTER)
        self.until(lambda: self.page.workspace.read(MEETING) != before)
        self.until(lambda: self.page.js("return document.activeElement.id") == "text")

    def proposal(self, key: str) -> str:
        """The next proposal, taken up or put aside; what it proposes."""
        count = self.page.count(".proposal")
        self.type("p")
        self.until(lambda: self.page.js("return document.activeElement.classList.contains('take')"))
        said = str(self.page.js("return document.activeElement.closest('.proposal').innerText"))
        self.type(key)
        if key == "d":
            self.until(lambda: self.page.count(".proposal") == count - 1)
            self.page.focus("#text")
        else:
            self.until(lambda: self.page.count("#entry [required]"))
        return said.partition("\n")[0]

    def field(self, name: str) -> None:
        """What the words say, chosen by its first letters, after Enter in the text."""
        self.type(ENTER)
        self.until(lambda: self.page.js("return document.activeElement.id") == "field")
        self.type(name)
        self.until(lambda: self.page.count("#entry [required]"))
        self.type(TAB)


def test_an_article_is_recorded_with_a_fraction_of_the_keys(example: Path, tmp_path: Path) -> None:
    workspace = Scratch(Path(copytree(example, tmp_path / "desk")))
    with (
        preview(workspace.root, "--by", "Ana Lopes", command="desk") as running,
        chromium(tmp_path / "profile") as browser,
    ):
        page = Page(browser, running, workspace)
        walk = Walk(page)
        page.width(1500, 1000)
        browser.get(running.address)
        # The text is pasted, its id typed.
        walk.click("#add-text")
        page.js("document.getElementById('add-text').value = arguments[0]", ARTICLE)
        walk.keys += 2
        walk.type(TAB)
        walk.type("coast-tribune-2031")
        walk.type(ENTER)
        walk.until(lambda: "Port Ellery" in page.text("#text") and page.count("#field"))
        # The meeting is made.
        walk.click("#entry input")
        walk.type("Fourth session of the Northern Herring Commission")
        walk.until(lambda: "Northern Herring Commission”" in page.text(".options:not([hidden])"))
        walk.type(Keys.ARROW_UP)
        walk.type(ENTER)
        walk.until(lambda: page.count("dialog[open] .field") >= 3)
        walk.chord("a")
        walk.type("port-ellery-2031")
        walk.type(ENTER)
        walk.until(lambda: page.js("return document.getElementById('field') && !document.querySelector('dialog')"))
        walk.click("#text .sentence")
        # What the rules propose is taken up, or put aside where it is wrong.
        while page.count(".proposal"):
            first = page.text(".proposal .property") + page.text(".proposal p")
            said = walk.proposal("d" if "Coast Tribune" in first or "2031-03-14" in first else "a")
            if "Coast Tribune" in said or "2031-03-14" in said:
                continue
            if page.count("#entry .made"):  # "Make “Marta Solheim”…", or "It is Marta Solheim"
                walk.type(ENTER)
                page.until(lambda: page.count("dialog[open]") or not page.count("#entry .made"))
                if page.count("dialog[open]"):
                    walk.type(ENTER)
                    walk.until(lambda: not page.count("dialog"))
            walk.saved()
        # The brief is there.
        page.until(lambda: page.count("#sentences h3 a"))
        walk.click("#sentences h3 a")
        walk.until(lambda: "The meeting took place in Port Ellery on 12 March 2031" in page.text("article"))
        assert "nine per cent" in page.text("article")
    recorded = [workspace.read(name) for name in (MEETING, "facts/persons/marta-solheim.yaml")]
    kept = KeptPassages.of((workspace.root / "facts/sources/coast-tribune-2031.txt").read_bytes())
    by_hand = [re.sub(r",? *proposed_by: [^,\n}]*(?:\n *)?", "", text) for text in recorded]
    by_hand = [
        re.sub(r"[^\s{:\"][^\n{:\"]* … [^\n}\"]*", lambda m: f'"{kept.read(m[0]).words}"', text) for text in by_hand
    ]
    typed = sum(map(len, by_hand)) + len("briefgen add paper.txt --id coast-tribune-2031\nbriefgen check\n")
    pasted = typed - sum(len(q) - 4 for text in by_hand for q in re.findall(r'quote: "([^"]*)"', text))
    at_desk = walk.keys + walk.clicks
    print(
        f"\nat the desk: {walk.keys} keys and {walk.clicks} clicks; by hand: {typed} keys, {pasted} with quotes pasted"
    )
    checked = workspace.run("check", "-w", str(workspace.root))
    assert "port-ellery-2031.yaml" not in checked.err + "".join(re.findall(r".* error: .*", checked.out))
    assert at_desk * 3 < typed
    assert at_desk < pasted
