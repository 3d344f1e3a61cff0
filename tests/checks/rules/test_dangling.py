# ruff: noqa: E501  (a diagnostic is one line)
"""A sentence says what it means by itself, wherever a brief prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules import dangling
from tests.checks.pages import context, expect, said


def test_what_points_at_a_neighbour_is_told_at_its_line(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        discussion:
          - The heads said that these challenges demand action.
          - Prices were discussed.
          - {is: {en: Prices rose., ru: Эти вызовы растут.}}
          - {is: These prices were too high., refers_to: above}
        """
    expected = """
        facts/meetings/m.yaml:2:5: warning: 'these challenges' points at something that a brief may not print beside the sentence [dangling]
          hint: say what is meant: these challenges -> drug trafficking; or name it, refers_to: its-id
        facts/meetings/m.yaml:4:5: warning: 'Эти' points at something that a brief may not print beside the sentence [dangling]
          hint: say what is meant: these challenges -> drug trafficking; or name it, refers_to: its-id
        """
    expect(dangling.check, context(tmp_path, page), expected)


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("They called for more.", True),
        ("He added that prices rose.", True),
        ("It also called for silos.", True),
        ("According to the essay, prices rose.", True),
        ("Prices rose, the report says.", True),
        ("The latter is not named.", True),
        ("Delegates took up those plans.", True),
        ("It was emphasised that prices rise.", False),
        ("It is not stated who signed.", False),
        ("The report by the Institute has prices rise.", False),
        ("Delegates met those who had come.", False),
        ("Two thirds of those present agreed; those against left.", False),
        ("Delegates spoke of “these challenges”.", False),
        ("The author of the report is not named.", False),
        ("Participants identified measures; the measures are not named.", False),
    ],
)
def test_what_points_and_what_does_not(tmp_path: Path, sentence: str, points: bool) -> None:
    page = f"=== meetings/m.yaml\ndiscussion:\n  - {sentence}\n"
    assert ("[dangling]" in said(dangling.check, context(tmp_path, page))) is points
