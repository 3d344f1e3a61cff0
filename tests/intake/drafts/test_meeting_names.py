"""What a meeting is called, with its number and without, and how far its name goes."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts import meeting_names as naming
from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts.meeting_names import extended, from_number
from briefgen.intake.drafts.wordlists import word_list

EN = word_list("en")


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("The fifth Black Sea Wine Forum opened in Tbilisi.", "en", (5, "fifth Black Sea Wine Forum")),
        ("The 4th session was held.", "en", (4, "4th session")),
        ("It was told at the 4th World Port Assembly follows years of talks.", "en", (4, "4th World Port Assembly")),
        ("I. Meeting Background", "en", (0, "")),
        ("The summit, the eighth of its kind, ended.", "en", (8, "")),
        ("It ended the session of the Council, its 40th.", "en", (40, "")),
        ("Quota cut by a fifth after the session", "en", (0, "")),
        ("Состоялось XXI заседание Совета в Казани.", "ru", (21, "XXI заседание Совета")),
        ("Die siebte Rheinkonferenz hat begonnen.", "de", (7, "siebte Rheinkonferenz")),
        ("La neuvième Conférence de la Pêche s'est tenue.", "fr", (9, "neuvième Conférence de la Pêche")),
    ],
)
def test_the_number_and_the_name_with_it(words: str, language: str, found: tuple[int, str]) -> None:
    assert naming.number(words, word_list(language)) == found


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("It was her first visit since the storm.", "en"),
        ("Es war das erste Treffen auf dieser Ebene seit dem Sturm.", "de"),
        ("Это был его первый зарубежный визит.", "ru"),
    ],
)
def test_the_first_of_its_sort_has_no_number_among_others(words: str, language: str) -> None:
    assert naming.number(words, word_list(language)) == (0, "")


def test_what_stands_in_quotation_marks_behind_a_name_belongs_to_it() -> None:
    words = "Прошла 39-я встреча объединения «Начальники всех портов тихоокеанских островов» в Лиме."
    assert naming.marked("39-я встреча объединения", words).endswith(
        "объединения «Начальники всех портов тихоокеанских островов»"
    )


def test_a_meeting_and_the_ones_beside_it() -> None:
    words = "The 33rd Ministers on Energy Meeting and related meetings opened in Lima."
    assert naming.number(words, EN) == (33, "33rd Ministers on Energy Meeting")


def test_what_a_session_did_is_no_part_of_its_name() -> None:
    assert naming.number("The council said the 42nd Port session achieved much.", EN) == (42, "42nd Port session")


def test_names_of_meetings_with_commas() -> None:
    words = "The 6th Session of the Commission on Trade, Technical Cooperation was held in Lima."
    assert naming.number(words, EN) == (6, "6th Session of the Commission on Trade, Technical Cooperation")
    assert naming.number("Speaking at the 1st Chiefs of Ports Meeting, she left.", EN)[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        "Sample met him on the sidelines of the 78th session of the Assembly.",
        "The drafts of the 78th session of the Assembly were read.",
        "While others met for the 78th session of the Assembly, they stayed.",
        'Nobody was asked to this "first round" of talks.',
        "Sample spoke at the second session of the Summit.",
    ],
)
def test_the_number_of_another_meeting_or_of_a_part_is_none(words: str) -> None:
    assert naming.number(occasion.of_this_meeting(words, EN), EN) == (0, "")


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("The World Port Forum Summit opened in Lima.", "en", "World Port Forum Summit"),
        ("He spoke at the annual meeting of the Port Council in Lima.", "en", "annual meeting of the Port Council"),
        ("They met on Monday in Lima.", "en", ""),
        ("The meeting was held by President Ana Sample.", "en", ""),
        ("Readers of the Fair Housing Act met.", "en", ""),
        ("Ana Sample’s Meeting with Port Chiefs ended.", "en", "Meeting with Port Chiefs"),
        ("В Риме прошла встреча министров морских дел.", "ru", "встреча министров морских дел"),
        ("The regular meeting was called to order.", "en", "regular meeting"),
        ("Peru holds Port Consultations with Fiji/NZ", "en", "Port Consultations with Fiji/NZ"),
        ("Un accord a été trouvé lors du sommet de l’Union portuaire.", "fr", "sommet de l’Union portuaire"),
        ("Состоялась Конференция Союза «Белый порт».", "ru", "Конференция Союза «Белый порт»"),
        ("Состоялось очередное заседание Совета по портам.", "ru", "очередное заседание Совета по портам"),
        ("Die Rheinhafenkonferenz hat begonnen.", "de", "Rheinhafenkonferenz"),
        ("After the talks the ministers held a press conference.", "en", ""),
        ("Después de la cumbre los ministros hablaron.", "es", ""),
        ("Die Konferenz der Minister endete.", "de", "Konferenz der Minister"),
        ("An  Tagung nahmen Delegationen aus Bonn teil.", "de", ""),  # two spaces
    ],
)
def test_the_name_of_a_meeting_without_a_number(words: str, language: str, name: str) -> None:
    assert naming.unnumbered(words, word_list(language))[0] == name


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("The ministry held a seminar “Better walls for ports” in Lima.", "en", "seminar “Better walls for ports”"),
        ("Ana Sample said the meeting “helped ports to go on”.", "en", ""),
        ("В Лиме прошло совещание «Порты и стены».", "ru", "совещание «Порты и стены»"),
        ("Das Seminar „Bessere Mauern“ fand in Bonn statt.", "de", "Seminar „Bessere Mauern“"),
        ("Un colloque «Les ports» s’est tenu.", "fr", "colloque «Les ports»"),
        ("They met in Lima.", "en", ""),
    ],
)
def test_a_meeting_by_its_title(words: str, language: str, name: str) -> None:
    assert naming.titled(words, word_list(language)) == name


@pytest.mark.parametrize(
    ("words", "language", "name", "is_all"),
    [
        ("4th Workshop on Rowing in Harbours at Sea Level", "en", "4th Workshop on Rowing", True),
        ("Second Port Conference on Lamps, Walls and Related Crime", "en", "Second Port Conference", True),
        ("Fifth Lamp Workshop Advances Knowledge of Lamps", "en", "Fifth Lamp Workshop", False),
        ("5. Hafentag der Lampen im Norden", "de", "5. Hafentag", True),
        ("5e Congrès sur les lampes dans les ports", "fr", "5e Congrès sur les lampes", True),
        ("5-й форум о лампах в портах", "ru", "5-й форум о лампах", True),
        ("5-й форум о лампах прошёл в портах", "ru", "5-й форум", False),
    ],
)
def test_a_headline_that_only_goes_on_with_the_name(words: str, language: str, name: str, is_all: bool) -> None:
    assert naming.is_all_name(words, name, word_list(language)) is is_all


def test_a_name_may_end_with_a_country_that_ends_as_an_adjective_does() -> None:
    words = "The meeting of Ministers of Fish of the countries-neighbors of Kazakhstan was held."
    name = "meeting of Ministers of Fish of the countries-neighbors of Kazakhstan"
    assert naming.unnumbered(words, word_list("en")) == (name, 2)


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
