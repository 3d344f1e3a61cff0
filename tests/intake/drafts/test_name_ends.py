"""How far the name of a meeting goes."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.name_ends import extended, from_number
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("words", "language", "begin", "name"),
    [
        ("A meeting of port ministers from Peru ended.", "en", "meeting", "meeting of port ministers"),
        ("The Conference on Sea Walls on 5 May ended.", "en", "Conference", "Conference on Sea Walls"),
        ("The U.S.-EU Meeting on Sea Walls in Lima ended.", "en", "U.S.-EU Meeting", "U.S.-EU Meeting on Sea Walls"),
        ("The talks ended.", "en", "talks", "talks"),
        ("A meeting of the Group of 20 ended.", "en", "meeting", "meeting of the Group of 20"),
        ("Die Jahrestagung der Hafenbehörde (HB) in Bonn", "de", "Jahrestagung", "Jahrestagung der Hafenbehörde"),
        ("Das Treffen der Häfen und der Werften am Montag", "de", "Treffen", "Treffen der Häfen und der Werften"),
        ("La réunion de l’équipe (EQ) des ports a eu lieu", "fr", "réunion", "réunion de l’équipe (EQ) des ports"),
        ("Совещание министров морских дел прошло в Лиме.", "ru", "Совещание", "Совещание министров морских дел"),
        ("Встреча глав стран – участниц ПСС в Лиме", "ru", "Встреча", "Встреча глав стран – участниц ПСС"),
        ("Заседание Совета портов – в Лиме", "ru", "Заседание", "Заседание Совета портов"),
        ("Встреча Совета при Главе Порта прошла", "ru", "Встреча", "Встреча Совета при Главе Порта"),
        ("Заседание Совета при участии гостей", "ru", "Заседание", "Заседание Совета"),
        ("На заседании комиссии по портам было решено", "ru", "заседании", "заседании комиссии по портам"),
    ],
)  # fmt: skip
def test_a_name_goes_on_to_where_the_sentence_does(words: str, language: str, begin: str, name: str) -> None:
    assert extended(begin, words, word_list(language)) == name


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("the 4th session of the Port Council that met in Lima", "en", "4th session of the Port Council"),
        ("the 4th of 9 sessions", "en", ""),
        ("a third session of the Port Council", "en", ""),
        ("die 27. Sitzung des Hafenrates heißt es im Text", "de", "27. Sitzung des Hafenrates"),
        ("5-е заседание Совета портов – участников ПСС прошло", "ru", "5-е заседание Совета портов – участников ПСС"),
        ("5-е заседание Совета при Президенте прошло", "ru", "5-е заседание Совета при Президенте"),
        ("le 8e sommet des ports) pour le premier sommet", "fr", "8e sommet des ports"),
    ],
)
def test_a_name_from_its_number_on(words: str, language: str, name: str) -> None:
    number = next(at for at, word in enumerate(words.split()) if word[0].isdigit() or word == "third")
    assert from_number(words, words.index(words.split()[number]), word_list(language)) == name
