"""A redline is made of two versions of one brief, for readers who may see both."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefgen.briefs.redline import Version, redline, redline_markdown
from briefgen.document.nodes import Block, Document, Heading, Marking, Meta, Paragraph, Text
from briefgen.errors import UsageProblem
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.workspaces import MARKINGS
from tests.writers.docx.packages import HOUSE_FILE, parts
from tests.writers.docx.redline.tracked import reading


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(HOUSE_FILE.read_bytes(), "templates/house.docx")


def version(place: str, marking: str = "TLP:CLEAR", name: str = "issue 1", key: str = "meeting/a") -> Version:
    blocks: tuple[Block, ...] = (
        Marking(marking),
        Heading(1, (Text("The meeting"),)),
        Paragraph((Text(f"It met in {place}."),)),
    )
    return Version("meeting", key, name, Document(blocks, meta=Meta(title="The meeting", marking=marking)))


def made(house: House, old: Version, new: Version, ceiling: str = "TLP:GREEN") -> bytes:
    return redline(
        old, new, writer=DocxWriter(house), author="A desk", date="2026-11-21", scheme=MARKINGS, ceiling=ceiling,
        why=lambda change: f"place: {change.old} became {change.new}" if change.old else "",
    )  # fmt: skip


def test_the_redline_has_the_changes_and_the_reasons(house: House) -> None:
    written = made(house, version("Astana"), version("Almaty", name="the brief"))
    assert "It met in Almaty." in str(reading(written, "del"))
    assert "It met in Astana." in str(reading(written, "ins"))
    assert b"place: It met in Astana. became It met in Almaty." in parts(written)["word/comments.xml"]


def test_the_redline_carries_the_higher_marking_of_the_two(house: House) -> None:
    written = made(house, version("Astana", "TLP:GREEN"), version("Almaty"))
    assert b">TLP:GREEN</vt:lpwstr>" in parts(written)["docProps/custom.xml"]
    assert "TLP:CLEAR" in str(reading(written, "del"))
    assert "TLP:GREEN" in str(reading(written, "ins"))


@pytest.mark.parametrize(("was", "now"), [("TLP:GREEN", "TLP:CLEAR"), ("TLP:CLEAR", "TLP:GREEN")])
def test_a_marking_that_changed_leaves_the_higher_one_on_every_page_and_at_the_head(
    house: House, was: str, now: str
) -> None:
    old, new = version("Astana", was), version("Almaty", now)
    running = {n: d for n, d in parts(made(house, old, new)).items() if re.match(r"word/(?:header|footer)\d+\.xml", n)}
    assert {place[5:11] for place in running} == {"header", "footer"}
    assert all(re.findall(rb"TLP:\w+", part) == [b"TLP:GREEN"] for part in running.values())
    text = redline_markdown(old, new, scheme=MARKINGS, ceiling="TLP:GREEN").decode()
    assert text.startswith(f"{{~~**{was}**~>**{now}**~~}}{{>>TLP:GREEN<<}}\n\n# The meeting\n")


@pytest.mark.parametrize(
    ("old", "new", "ceiling", "words"),
    [
        (
            version("A", "TLP:RED"),
            version("B"),
            "TLP:GREEN",
            "issue 1 is marked TLP:RED, and the redline is for readers",
        ),
        (version("A"), version("B", "TLP:AMBER", "the brief"), "TLP:GREEN", "the brief is marked TLP:AMBER"),
        (version("A", "SECRET"), version("B"), "TLP:GREEN", "'SECRET' is no marking here"),
        (version("A"), version("B"), "SECRET", "'SECRET' is no marking here"),
        (version("A", key="meeting/b"), version("B"), "TLP:RED", "issue 1 is a meeting brief about meeting/b, not"),
        (replace(version("A"), kind="country"), version("B"), "TLP:RED", "versions of one brief"),
    ],
)
def test_a_base_that_must_not_be_read_or_compared_is_refused(
    house: House, old: Version, new: Version, ceiling: str, words: str
) -> None:
    with pytest.raises(UsageProblem, match=words):
        made(house, old, new, ceiling)
    with pytest.raises(UsageProblem, match=words):
        redline_markdown(old, new, scheme=MARKINGS, ceiling=ceiling)


def test_markdown_says_the_same(house: House) -> None:
    text = redline_markdown(
        version("Astana"), version("Almaty"), scheme=MARKINGS, ceiling="TLP:GREEN", why={"It met in Almaty.": "moved"}
    )
    assert "It met in {~~Astana~>Almaty~~}{>>moved<<}." in text.decode()
