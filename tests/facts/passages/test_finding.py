"""Which passages quotes make."""

from __future__ import annotations

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.passages.excerpt import KeptPassages
from briefgen.facts.passages.finding import gathered, with_quote

A = "The forum met in the old custom house of Port Example on a Wednesday."
B = "Delegations came from both of the countries on the coast of the bay."
BOTH = f"{A} {B}"
TEXT = ArchivedText(f"News.\n\n{A}\n{B}\n\nThe end of the report, which nobody quotes.", "")


@pytest.mark.parametrize(
    ("quotes", "passages"),
    [
        ([A, B], (A, B)),
        ([B, A], (A, B)),  # as the text has them
        ([BOTH, A], (BOTH,)),
        ([A, BOTH[32:116]], (BOTH[:116],)),  # they overlap
        (["in the old custom house"], ()),  # short enough to stand where it is needed
        ([A.replace("forum", "Forum")], (A.replace("forum", "Forum"),)),  # not in the text: kept for the check to tell
    ],
)
def test_quotes_that_share_words_of_the_text_are_one_passage(quotes: list[str], passages: tuple[str, ...]) -> None:
    assert gathered(KeptPassages(()), quotes, TEXT).passages == passages


def test_what_is_kept_stays_and_grows_in_its_place() -> None:
    kept = KeptPassages((B,))
    assert gathered(kept, [B[:63]], None) == kept
    assert gathered(kept, [B[:63]], TEXT).passages == (B[:63],)  # no more than is quoted
    assert gathered(kept, [A], None).passages == (A,)
    assert gathered(kept, [B, A], None).passages == (B, A)
    assert gathered(kept, [B, A], TEXT).passages == (A, B)


def test_one_quote_more_is_kept_with_the_others_and_written_by_its_ends() -> None:
    kept, short = with_quote(KeptPassages((B,)), A, TEXT)
    assert (kept.passages, short) == ((A, B), "The forum … Wednesday.")
    assert with_quote(kept, "in the old custom house", TEXT) == (kept, "")


@pytest.mark.parametrize("text", [TEXT, None])
def test_a_short_passage_that_a_person_keeps_stays_when_one_quote_more_comes_in(text: ArchivedText | None) -> None:
    kept = KeptPassages(("The end of the report",))
    new, short = with_quote(kept, A, text)
    assert short == "The forum … Wednesday."
    assert new.read("The end … report").words == "The end of the report"
