"""What a passage gives to one of several that it names is not another's; and is theirs whatever name they go by."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.proposal import DraftedValue
from tests.intake.drafts.planted import cases, how, refused


@pytest.mark.parametrize(("language", "verdict", "one"), list(cases("belonging.txt")))
def test_what_is_theirs_passes_and_what_is_another_s_does_not(language: str, verdict: str, one: DraftedValue) -> None:
    expected = {"R": ("refused",), "A": ("refused", "asked"), "N": ("passes", "asked"), "T": ("passes",)}
    assert how(one, language, one.quote) in expected[verdict]


def test_who_speaks_behind_a_but_is_out_of_reach_of_a_denial_before_it() -> None:
    quote = "delegates said they expected money soon."
    one = DraftedValue("x", "meeting", "claims", "they expected money soon", quote, speaker="delegates")
    for text, expected in (
        (f"The day has not been set but {quote}", []),
        (f"It is not true that {quote}", ["quote-clips-negation"]),
    ):
        assert refused(one, "en", text) == expected
