"""A Word template with damaged parts: a template or diagnostics, never a traceback."""

from __future__ import annotations

import re
from random import Random

import pytest

from briefgen.errors import Problems
from briefgen.wordtemplates.annotate import annotate
from briefgen.wordtemplates.reading import read_template
from tests.examples import THOROUGH
from tests.wordtemplates.samples import FILE, typed, with_notes
from tests.writers.docx.packages import package, parts

SOURCE = parts(
    with_notes(
        typed("# Outcome", "On {{ meeting.date }}", "{note 1}", "- one", "1. two", "| a | b", "| {{ x }} | y"),
        "A note.",
        kind="endnote",
    )
)
DAMAGED = [name for name in SOURCE if name.startswith("word/") and name.endswith((".xml", ".rels"))]
ODD = ("²", "٣", "Ⅷ", "", "x", "-1", "99999999999", "1e9", "0x20", "nil")


def outcome(data: bytes) -> set[str]:
    try:
        found = read_template(data, FILE)
        annotate(data, found.diagnostics)
    except Problems as bad:
        return {d.code for d in bad.diagnostics}
    return {"read"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40 if THOROUGH else 4))
def test_damaged_markup_is_told(seed: int) -> None:
    chance = Random(seed)
    for _ in range(15):
        made = dict(SOURCE)
        name = chance.choice(DAMAGED)
        text = made[name].decode()
        match chance.choice(("cut", "value", "value", "tag", "gone")):
            case "cut":
                text = text[: chance.randrange(len(text))]
            case "value" if values := list(re.finditer(r'(?<=")[^"<>]*(?=")', text)):
                place = chance.choice(values)
                text = text[: place.start()] + chance.choice(ODD) + text[place.end() :]
            case "tag" if tags := list(re.finditer(r"<w:(\w+)", text)):
                place = chance.choice(tags)
                text = text[: place.start(1)] + "other" + text[place.end(1) :]
            case _:
                del made[name]
        if name in made:
            made[name] = text.encode()
        assert outcome(package(made)) <= {"read", "house-unreadable", "house-unsafe"}


@pytest.mark.few(2)
@pytest.mark.parametrize("odd", ODD)
def test_digits_of_other_scripts_are_no_digits(odd: str) -> None:
    """Each number that a template's lists, levels and spans have is put to the test."""
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        text = re.sub(r'(<w:(?:ilvl|numId|start|outlineLvl) w:val=")[0-9]+', rf"\g<1>{odd}", SOURCE[name].decode())
        assert outcome(package(SOURCE | {name: text.encode()})) <= {"read", "house-unreadable"}
