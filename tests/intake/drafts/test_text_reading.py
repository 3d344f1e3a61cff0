"""A text as rules read it: sentences, dates and countries."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.text_reading import countries, dates, sentences


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("on 17 October 2025", "en", ["2025-10-17"]),
        ("from October 16 to 17, 2024", "en", ["2024-10-16/2024-10-17"]),
        ("from 30 September to 2 October 2025", "en", ["2025-09-30/2025-10-02"]),
        ("December 31 – January 2, 2031", "en", ["2030-12-31/2031-01-02"]),
        ("28 December 2024 - 3 January 2025", "en", ["2024-12-28/2025-01-03"]),
        ("from Wednesday (Feb. 14) to Thursday (Feb. 15)", "en", ["XXXX-02-14/XXXX-02-15"]),
        ("5, 6 and 7 June 2024", "en", ["2024-06-05/2024-06-07"]),
        ("from Thursday, 21st to Saturday, 23rd November, 2019", "en", ["2019-11-21/2019-11-23"]),
        ("с 30 сентября по 2 октября 2025 года", "ru", ["2025-09-30/2025-10-02"]),
        ("on 9–10 May", "en", ["XXXX-05-09/XXXX-05-10"]),
        ("2031-06-11", "en", ["2031-06-11"]),
        ("30.11.2017 в Минске", "ru", ["2017-11-30"]),
        ("17 октября 2025 года", "ru", ["2025-10-17"]),
        ("am 17. Oktober 2025", "de", ["2025-10-17"]),
        ("le 1er mars 2027", "fr", ["2027-03-01"]),
        ("el 3 de abril de 2030", "es", ["2030-04-03"]),
        ("on 45 May 2020, room 12", "en", []),
    ],
)
def test_dates_as_they_are_written(words: str, language: str, found: list[str]) -> None:
    assert [value for value, _ in dates(words, language)] == found


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("delegates from the Netherlands and Kenya", "en", [("NL", "Netherlands"), ("KE", "Kenya")]),
        ("Viet Nam, the Gambia, Ivory Coast", "en", [("VN", "Viet Nam"), ("GM", "Gambia"), ("CI", "Ivory Coast")]),
        ("из Молдавии и Ирана", "ru", [("MD", "Молдавии"), ("IR", "Ирана")]),
        ("от Кыргызской Республики", "ru", [("KG", "Кыргызской Республики")]),
        ("aus den Niederlanden", "de", [("NL", "Niederlanden")]),
        ("Ираклий приехал", "ru", []),
    ],
)  # fmt: skip
def test_countries_by_the_names_that_texts_give_them(words: str, language: str, found: list[tuple[str, str]]) -> None:
    assert [(code, name) for code, name, _ in countries(words, language)] == found


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
