"""Where sentences end, shown by a bar."""

from __future__ import annotations

import pytest
from hypothesis import given

from briefgen.document.sentences import sentence_ends
from tests.document.strategies import texts

CASES = (
    "They met.| They left.|",
    "They met|",
    "They met. |".replace(". |", ".| "),
    "Did they meet?| They did!| Indeed…|",
    "He said: “They met.”| They left.|",
    "(They met.)| They left.|",
    "It was (they said) over.| Then “So be it.”|",
    "Mr. Smith met Dr. Jones at St. Mary.| They left.|",
    "The U.S. delegation met at 5 p.m. in Moscow.| It left.|",
    "J. Smith spoke.| A. N. Other listened.|",
    "See Art. 5 and para. 3, No. 7, pp. 3-4.| It holds.|",
    "They rose by 3.5 per cent.| In 2024.| Then fell.|",
    "They met. they left.|",
    "The site example.org is down.| So what?|",
    "Они встретились в г. Москва.| Они уехали.|",
    "会议召开。|结束。|",
    "他说：“会议召开。”|结束。|",
    "One.|\nTwo.|",
)


@pytest.mark.parametrize("shown", CASES)
def test_sentences_end_where_a_reader_says(shown: str) -> None:
    text, ends = shown.replace("|", ""), []
    for n, _ in enumerate(shown.split("|")[:-1]):
        ends.append(len("".join(shown.split("|")[: n + 1])))
    assert sentence_ends(text) == ends


@pytest.mark.parametrize("text", ["", " ", " \n\t "])
def test_blanks_have_no_sentence(text: str) -> None:
    assert sentence_ends(text) == []


@given(texts())
def test_ends_ascend_and_the_last_is_the_end_of_the_text(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(text.rstrip())] if text.strip() else [])
