"""A house document with bytes or markup changed at random: a house or a diagnostic, never a traceback."""

from __future__ import annotations

from random import Random

import pytest

from briefgen.errors import Problems
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from tests.writers.docx.covers import broken, covered, field, picture, with_picture
from tests.writers.docx.packages import HOUSE_FILE, package, parts

HOUSE = HOUSE_FILE.read_bytes()
PARTS = parts(HOUSE)
COVERED = covered(picture("rIdLogo", "A sign") + field("TITLE") + broken(), with_picture(HOUSE, "rIdLogo", b"x"))


def outcome(data: bytes) -> str:
    try:
        assert isinstance(read_house(data, "house.docx"), House)
    except Problems as found:
        (diagnostic,) = found.diagnostics
        return diagnostic.code
    return "house"


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes(seed: int) -> None:
    chance = Random(seed)
    for _ in range(60):
        data = bytearray(HOUSE)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.randrange(len(data)) if chance.random() < 0.2 else len(data)
        assert outcome(bytes(data[:cut])) in ("house", "house-unsafe", "house-unreadable")


@pytest.mark.few(1)
@pytest.mark.parametrize("source", [PARTS, parts(COVERED)], ids=["bare", "covered"])
@pytest.mark.parametrize("seed", range(4))
def test_damaged_markup(seed: int, source: dict[str, bytes]) -> None:
    chance = Random(seed)
    for _ in range(25):
        made = dict(source)
        for name in chance.sample(sorted(made), chance.randint(1, 2)):
            text = made[name].decode("utf-8", "replace")
            start = chance.randrange(len(text))
            piece = text[chance.randrange(len(text)) :][: chance.choice((0, 3, 60))]
            made[name] = (text[:start] + piece + text[start + chance.choice((0, 1, 30)) :]).encode()
        if chance.random() < 0.2:
            del made[chance.choice(sorted(made))]
        assert outcome(package(made)) in ("house", "house-unsafe", "house-unreadable")
