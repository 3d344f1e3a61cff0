"""Speakers told without a verb of speech: by their source, or in a line of its own."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.speaking.verbless_reading import by_source, in_a_line, in_document
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("words", "language", "speaker", "says"),
    [
        ("Walls, according to the mayor, are far too low.", "en", "mayor", "Walls are far too low"),
        ("Walls are far too low, according to the mayor, who left.", "en", "mayor", "Walls are far too low"),
        ("Walls are far too low according to the mayor on Monday.", "en", "mayor", "Walls are far too low"),
        ("According to the mayor, who asked to wait, walls are far too low.", "en", "mayor", "walls are far too low"),
        ("Die Mauern sinken laut Hafenamt seit zwei Jahren.", "de", "Hafenamt", "Die Mauern sinken seit zwei Jahren"),
        ("Nach Angaben des Hafenamts sinken die Mauern.", "de", "Hafenamts", "sinken die Mauern"),
        ("Aus Sicht der Stadt Ulm ist das Geld zu knapp.", "de", "Stadt Ulm", "ist das Geld zu knapp"),
        ("Dem Hafenamt zufolge sinken die Mauern.", "de", "Hafenamt", "sinken die Mauern"),
        ("Für Anna Muster ist die Mauer alt.", "de", "Anna Muster", "ist die Mauer alt"),
        ("Pour Awa Exemple, maire, les murs sont bas.", "fr", "Awa Exemple", "les murs sont bas"),
    ],
)
def test_whose_words_they_are(words: str, language: str, speaker: str, says: str) -> None:
    lists = word_list(language)
    assert by_source(words, lists, persons(words, lists)) == (speaker, says)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Les murs tombent selon l'intensité des vagues.", "fr"),
        ("Für Anna Muster war es das erste Treffen.", "de"),
        ("Walls are low, Ana Sample said according to it.", "en"),
    ],
)
def test_what_is_nobodys_words(words: str, language: str) -> None:
    lists = word_list(language)
    assert by_source(words, lists, persons(words, lists)) is None


@pytest.mark.parametrize(
    ("words", "language", "document", "says"),
    [
        ("В докладе порта также отмечается, что стены низкие.", "ru", "докладе порта", "стены низкие"),
        ("In der Erklärung heißt es, die Mauern seien alt.", "de", "Erklärung", "die Mauern seien alt"),
        ("Dans le communiqué, il est indiqué que tout va bien.", "fr", "communiqué", "tout va bien"),
    ],
)
def test_what_a_document_says(words: str, language: str, document: str, says: str) -> None:
    found = in_document(words, word_list(language))
    assert found is not None
    assert (found[0], found[1].rstrip(".")) == (document, says)


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The mayor Ana Sample laid it open: “Walls are low.”", "Ana Sample"),
        ("Sample: “Walls are far too low”", "Sample"),
        ("“Walls are far too low” – Ana Sample, mayor", "Ana Sample"),
        ("SAMPLE: Walls are far too low now.", "SAMPLE"),
        ("Minister of Ports: walls are far too low", "Minister of Ports"),
    ],
)
def test_who_speaks_in_a_line(line: str, speaker: str) -> None:
    lists = word_list("en")
    assert [who for _, who in in_a_line(line, lists, persons(line, lists))] == [speaker]


def test_an_agenda_is_no_speech() -> None:
    assert [who for _, who in in_a_line("AGENDA: walls, harbours and quays of it", word_list("en"), []) if who] == []


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Representative of the police: Captain Carl Sample", "en"),
        ("Vertreter der Polizei: Kommandant Beispiel Paul", "de"),
        ("Annex Port: Example Statement of the Ports", "en"),
        ("Hafenkonferenz Lima: Bericht des Beobachters", "de"),
    ],
)
def test_who_holds_a_post_says_nothing(line: str, language: str) -> None:
    lists = word_list(language)
    assert list(in_a_line(line, lists, persons(line, lists))) == []
