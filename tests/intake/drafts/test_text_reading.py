"""A text as rules read it: sentences, clauses, and whose they are."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.text_reading import (
    clauses,
    governing,
    is_of_another_speaker,
    of_another_day,
    parted_by_speaker,
    sentences,
    sentences_in,
    without_asides,
)
from briefgen.intake.drafts.wordlists import word_list


def test_sentences_have_their_place_and_their_paragraph() -> None:
    found = sentences("Menu\n• It rained. It stopped.", "en", ("Menu",))
    assert [(s.words, s.start, s.paragraph) for s in found] == [("It rained.", 7, 2), ("It stopped.", 18, 2)]


def test_a_sentence_goes_on_over_the_ends_of_lines_of_a_page_that_is_set() -> None:
    text = (
        "Wire, 5 May\nThe forum ended in Port Example, and a delegate\n"
        "said that the levy on freight weakened it. Ana\nSample chaired.\n\nMenu\nHome\n"
    )
    found = sentences(text, "en")
    assert [s.words for s in found] == [
        "Wire, 5 May",
        "The forum ended in Port Example, and a delegate said that the levy on freight weakened it.",
        "Ana Sample chaired.",
        "Menu",
        "Home",
    ]
    assert all(text.replace("\n", " ")[s.start :].startswith(s.words) for s in found)


def test_a_number_and_its_words_are_one_sentence_where_a_line_parts_them() -> None:
    text = (
        "Tallinn, 20 March 2025\nThe second Harbour Summit took place in Port Example from 12 to 14\n"
        "March 2025. It came to an end.\n\n"
        "The declaration that the ministers signed establishes a fund of\n20 million euros.\n\n"
        "A line that is as long as the others of this page, of six parts\n1) Walls\n2) Flooding"
    )
    assert [s.words for s in sentences(text, "en")] == [
        "Tallinn, 20 March 2025",
        "The second Harbour Summit took place in Port Example from 12 to 14 March 2025.",
        "It came to an end.",
        "The declaration that the ministers signed establishes a fund of 20 million euros.",
        "A line that is as long as the others of this page, of six parts",
        "1) Walls",
        "2) Flooding",
    ]


def test_a_quotation_of_several_sentences_is_one_passage() -> None:
    text = "It began. “Walls fall. They always do,” said Ana Sample. It ended."
    assert [s.words for s in sentences(text, "en")][1] == "“Walls fall. They always do,” said Ana Sample."
    assert len(sentences("“Nobody closes this. It rained. It stopped.", "en")) == 3


def test_the_numbers_of_paragraphs_are_no_part_of_their_sentences() -> None:
    text = "4 The ministers agreed on a levy for ports.\n5 They came from many places.\n6 They left it in the end."
    assert [s.words.split()[0] for s in sentences(text, "en")] == ["The", "They", "They"]
    assert sentences("14 states came from all over the coast.\n14 May 2031", "en")[0].words.startswith("14 states")


def test_a_line_that_begins_with_a_bracket_goes_on() -> None:
    text = "In May, the council passed the Port Walls\n(Amendment) Bill. It was read, the Second\nReading is due."
    assert [s.words for s in sentences(text, "en")] == [
        "In May, the council passed the Port Walls (Amendment) Bill.",
        "It was read, the Second Reading is due.",
    ]


def test_a_line_goes_on_where_the_next_word_had_no_room_in_it() -> None:
    head = "LIMA (PN) -- The meeting of the Coastal Union of Independent Port States (CUIPS)"
    wide = f"{head}\nCouncil of Ministers was held.\n\n{'Ports keep walls, ' * 4}docks\nand walls keep ports."
    assert next(iter(sentences(wide, "en"))).words == f"{head} Council of Ministers was held."
    short = "Ana Sample, Minister of Ports and of the Coast of Peru\nBen Beispiel, Minister of Trade\n\nThey came."
    assert len(sentences(short, "en")) == 3


EN, DE = word_list("en"), word_list("de")


def test_clauses_end_at_marks_and_at_words_that_begin_another_and_not_within_numbers() -> None:
    text = "The ports paid 1,500 euros, but Spain left; it rained"
    assert [text[a:b].strip() for a, b in clauses(text, EN)] == [
        "The ports paid 1,500 euros",
        "",
        "Spain left",
        "it rained",
    ]


def test_what_governs_words_may_stand_in_the_clause_before() -> None:
    said = "Der Rat verzichtete darauf, den Angriff zu verurteilen"
    assert governing(said, said.index("den"), said[said.index("den") :], DE) == "Der Rat verzichtete darauf, "
    denied = "Man wies es zurück, dass der Nachbar zahlte"
    assert governing(denied, denied.index("der N"), "der Nachbar zahlte", DE).startswith("Man wies")
    assert governing("It rained, Spain paid", 11, "Spain paid", EN) == " "


@pytest.mark.parametrize(
    ("quote", "day", "expected"),
    [
        ("The council, founded on 3 March 1998, met in Lisbon.", "1998-03-03", "founded"),
        ("The council met on 5 May 2031 before the vote of 9 May 2031.", "2031-05-09", "before"),
        ("The council met on 5 May 2031 before the vote of 9 May 2031.", "2031-05-05", ""),
        ("After the vote of 9 May 2031 the council rested.", "2031-05-09", ""),  # it may be all there is to say
    ],
)
def test_a_day_of_something_else_is_told_by_the_words_before_it(quote: str, day: str, expected: str) -> None:
    assert of_another_day(day, quote, EN) == expected


def test_whose_words_they_are_within_a_speech() -> None:
    assert is_of_another_speaker("an adviser had told her that ", EN) == "told"
    assert is_of_another_speaker("in 2030 ", EN) == ""
    assert without_asides("Ana, who met Ben, led", EN) == "Ana" + " " * 14 + " led"


def test_no_sentence_ends_behind_a_title_or_an_initial_even_where_capitals_are_gone() -> None:
    text = "“It is late,” said Mr. Phosay. J. Sample left."
    assert sentences_in(text, EN) == ["“It is late,” said Mr. Phosay.", "J. Sample left."]
    assert len(sentences_in(text.casefold(), EN)) == 2


def test_a_speaker_in_the_middle_parts_what_they_say() -> None:
    assert parted_by_speaker("Prices, Ana said, would fall.", "Ana", "would fall") == "Prices"
    assert parted_by_speaker("After the talks, Ana said prices would fall.", "Ana", "prices would fall") == ""
