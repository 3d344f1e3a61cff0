"""A text as rules read it: sentences, countries and towns."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.text_reading import countries, sentences, towns


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("delegates from the Netherlands and Kenya", "en", [("NL", "Netherlands"), ("KE", "Kenya")]),
        ("Viet Nam, the Gambia, Ivory Coast", "en", [("VN", "Viet Nam"), ("GM", "Gambia"), ("CI", "Ivory Coast")]),
        ("из Молдавии и Ирана", "ru", [("MD", "Молдавии"), ("IR", "Ирана")]),
        ("от Кыргызской Республики", "ru", [("KG", "Кыргызской Республики")]),
        ("aus den Niederlanden", "de", [("NL", "Niederlanden")]),
        ("Ираклий приехал", "ru", []),
        ("Малая сцена на Кубе", "ru", [("CU", "Кубе")]),
    ],
)  # fmt: skip
def test_countries_by_the_names_that_texts_give_them(words: str, language: str, found: list[tuple[str, str]]) -> None:
    assert [(code, name) for code, name, _ in countries(words, language)] == found


def test_towns_that_cldr_names_with_their_states() -> None:
    assert towns("Talks in Lima and Example", "en") == [("PE", "Lima", 9)]
    assert [(code, town) for code, town, _ in towns("в Вене и Нью-Йорке", "ru")] == [
        ("AT", "Вене"),
        ("US", "Нью-Йорке"),
    ]
    assert [code for code, _, _ in towns("in Brüssel", "de")] == ["BE"]
    assert towns("Lima", "xx") == []


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
