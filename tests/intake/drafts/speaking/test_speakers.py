"""Who can speak in a sentence, and who stands behind its verb."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.speaking.speakers import inverted, speaking
from briefgen.intake.drafts.wordlists import word_list

FAMILIES = frozenset({"Sample"})


@pytest.mark.parametrize(
    ("subject", "speaker"),
    [
        ("The observer of Finland", "observer of Finland"),
        ("the younger Sample", "Sample"),
        ("A joint statement from the ministers", "joint statement"),
        ("The delegates", ""),
        ("walls on the coast", ""),
    ],
)
def test_who_can_speak(subject: str, speaker: str) -> None:
    assert speaking(subject, word_list("en"), FAMILIES) == speaker


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [("Ana Sample on Monday.", "Ana Sample"), ("Sample in Lima.", "Sample"), ("she.", "she"), ("walls of it.", "")],
)
def test_who_is_named_right_behind_a_verb(behind: str, speaker: str) -> None:
    assert inverted(f"It is so, said {behind}", len("It is so, said"), word_list("en"), FAMILIES) == speaker
