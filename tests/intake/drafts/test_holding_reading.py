"""Sentences in many styles, each with what it tells of a meeting; `!chair` where it tells of no chair."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.intake.drafts.rules import propose

TOLD = [
    (part.partition("\n")[0], block.split("\n"))
    for part in Path(__file__).with_name("texts").joinpath("told.txt").read_text("utf-8").split("=== ")[1:]
    for block in part.partition("\n")[2].strip().split("\n\n")
]


@pytest.mark.parametrize(("language", "lines"), TOLD, ids=[lines[0][:40] for _, lines in TOLD])
def test_what_a_sentence_tells_of_a_meeting(language: str, lines: list[str]) -> None:
    every = propose(lines[0], language)
    found = [(p.field, "|".join(p.value) if isinstance(p.value, list) else p.value) for p in every]
    for row in lines[1:]:
        field, _, value = row.partition(" :: ")
        those = [one for name, one in found if name == field.lstrip("!")]
        if field[0] == "!":
            assert not those, row
        elif field == "attendance":
            assert value in those, (row, those)
        else:
            assert set(value.split("|")) & set(those), (row, those)
