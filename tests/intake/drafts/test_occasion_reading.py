"""What a sentence tells of the meeting itself, and who held it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.wordlists import word_list
from tests.intake.drafts.reports import found

EN = word_list("en")


def test_who_chaired_and_who_hosted_it() -> None:
    words = "It was hosted by the Sample Foundation and chaired by Ms Ana Sample."
    assert occasion.chairs(words, EN, persons(words, EN)) == ["Ana Sample"]
    assert occasion.hosts(words, EN) == ["Sample Foundation"]
    assert occasion.chairs("The talks, chaired by Portugal, ended.", EN, []) == ["Portugal"]
    assert occasion.chairs("A working group led by Finland will report.", EN, []) == []
    assert occasion.chairs("The group is to be led by Finland.", EN, []) == []
    words = "Провел его глава порта Анна Примерова."
    assert occasion.chairs(words, word_list("ru"), persons(words, word_list("ru"))) == ["Анна Примерова"]
    assert occasion.hosts("The Ministry of Fish organised a workshop.", EN) == ["Ministry of Fish"]
    assert occasion.hosts("It was hosted by India on Saturday.", EN) == ["India"]
    assert occasion.hosts("It was hosted by the Finnish fish body FIB.", EN) == ["Finnish fish body FIB"]
    words = "In the chair was Ana Sample of Peru."
    assert occasion.chairs(words, EN, persons(words, EN)) == ["Ana Sample"]
    assert occasion.hosts("Встреча, организованная председательствующей Румынией.", word_list("ru")) == ["Румынией"]
    words = "По приглашению министра морских дел Перу Анны Образцовой прошла встреча."
    assert occasion.hosts(words, word_list("ru")) == ["Анны Образцовой"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Ben Beispiel, the brother of Ana Sample, chaired the talks.", "en"),
        ("Geleitet wurde die Sitzung nicht wie sonst von Ana Sample, sondern von Ben Beispiel.", "de"),
        ("Den Vorsitz führte statt der erkrankten Ministerin Eva Muster ihr Stellvertreter Ben Beispiel.", "de"),
    ],
)
def test_who_only_goes_with_the_chair_or_stayed_away_is_none(words: str, language: str) -> None:
    lists = word_list(language)
    assert occasion.chairs(words, lists, persons(words, lists)) == ["Ben Beispiel"]


def test_two_who_chaired_it_together() -> None:
    for words in (
        "It was co-chaired by Ana Sample, Minister of Ports of Peru, and Ben Beispiel, her counterpart.",
        "Minister Ana Sample and Prime Minister Ben Beispiel chaired the talks.",
    ):
        assert occasion.chairs(words, EN, persons(words, EN)) == ["Ana Sample", "Ben Beispiel"]
    words = "It was chaired by H.E. Ambassador Ana Sample of Peru."
    assert occasion.chairs(words, EN, persons(words, EN)) == ["Ana Sample"]


def test_a_meeting_told_of_after_what_came_of_it() -> None:
    words = "Peru and Fiji signed a deal after a regional meeting that ended in Lima on 3 May 2031."
    assert occasion.is_held(occasion.of_this_meeting(words, EN), EN)
    words = "In a statement following the meeting held in Lima it told so."
    assert occasion.is_held(occasion.of_this_meeting(words, EN), EN)
    words = "Peru and Fiji signed a deal after the last meeting, which ended in Lima."
    assert not occasion.is_held(occasion.of_this_meeting(words, EN), EN)


@pytest.mark.parametrize(
    ("words", "language", "who"),
    [
        ("It was chaired by the Special Secretary and attended by few.", "en", "Special Secretary"),
        ("The talks were chaired by the Director of the Port Agency.", "en", "Director of the Port Agency"),
        ("The Ministers of Peru and Fiji co-chaired the talks.", "en", "Ministers of Peru and Fiji"),
        ("Ana Sample, Chair, called the meeting to order.", "en", "Ana Sample"),
        ("Die Sitzung leitete Bürgermeisterin Anna Muster.", "de", "Anna Muster"),
        ("Совещание провёл мэр Иван Пример.", "ru", "Иван Пример"),
        ("Peru chaired the second session.", "en", "Peru"),
        ("It met under the presidency of Fiji.", "en", "Fiji"),
        ("It was chaired by the Port Council and attended by Ana Sample.", "en", "Port Council"),
        ("It was chaired by Port Council President Ana Sample.", "en", "Ana Sample"),
        ("Chairing the session, Ana Sample spoke of ports.", "en", "Ana Sample"),
        ("Chair: Ana Sample", "en", "Ana Sample"),
        ("Er tagte unter dem Vorsitz der Ministerin Anna Muster.", "de", "Anna Muster"),
        ("Die Sitzung wurde von Minister Ben Probe geleitet.", "de", "Ben Probe"),
        ("Geleitet wurde die Tagung von Minister Ben Probe.", "de", "Ben Probe"),
        ("Vorsitz: Anna Muster", "de", "Anna Muster"),
        ("La réunion était présidée par la Banque maritime.", "fr", "Banque maritime"),
        ("Président de séance : Jean Modèle", "fr", "Jean Modèle"),
        ("Мэр Иван Пример провёл в Лиме пятое заседание.", "ru", "Иван Пример"),
        ("Иван Пример, председательствовавший на встрече, ушёл.", "ru", "Иван Пример"),
        ("Председателем выступила Портовая полиция.", "ru", "Портовая полиция"),
    ],
)
def test_who_chairs_by_the_post_alone_or_behind_the_verb(words: str, language: str, who: str) -> None:
    lists = word_list(language)
    assert occasion.chairs(words, lists, persons(words, lists)) == [who]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Organisiert wurde die Tagung vom Hafenverein Ulm.", "de", ["Hafenverein Ulm"]),
        ("Eingeladen hatte der Hafenverein Ulm.", "de", ["Hafenverein Ulm"]),
        ("Le colloque, organisé par l'Institut des ports, a réuni peu de monde.", "fr", ["Institut des ports"]),
        ("Форум организован Министерством портов при поддержке банка.", "ru", ["Министерством портов"]),
        ("Организатором встречи выступил Институт портов.", "ru", ["Институт портов"]),
        ("It was jointly organised by the Port Bank and the Sea Union.", "en", ["Port Bank", "Sea Union"]),
        ("It was convened by the Ministry of Ports, Ships, and Trade.", "en", ["Ministry of Ports, Ships, and Trade"]),
        ("The Port Bank is holding a seminar on quotas.", "en", ["Port Bank"]),
        ("Die Tagung wurde von der Seebank in Lima ausgerichtet.", "de", ["Seebank"]),
        ("Die Seebank lud zu einer Tagung nach Lima ein.", "de", ["Seebank"]),
        ("La Banque maritime a organisé un séminaire.", "fr", ["Banque maritime"]),
        ("Морской банк провёл в Лиме семинар.", "ru", ["Морской банк"]),
        ("Организатором форума стал Морской банк.", "ru", ["Морской банк"]),
        ("Advisor Ana Sample convened a meeting on ports.", "en", ["Ana Sample"]),
        ("The event, hosted by the U.K., drew few.", "en", ["U.K."]),
    ],
)
def test_hosts_by_many_verbs(words: str, language: str, found: list[str]) -> None:
    assert occasion.hosts(words, word_list(language)) == found


def test_who_is_called_chair_and_opens_the_meeting() -> None:
    words = "Ausschussvorsitzender Muster eröffnet die Sitzung."
    (person,) = persons(words, word_list("de"))
    assert occasion.opens_it(words, person, word_list("de"))
    words = "Ana Sample, the mayor, opened the meeting."
    assert not occasion.opens_it(words, persons(words, EN)[0], EN)


def test_a_post_that_chairs() -> None:
    assert occasion.is_chair("Chairperson of the current session of the Committee", EN)
    assert not occasion.is_chair("chairman of the port union", EN)


def test_what_is_to_come_and_what_was() -> None:
    assert occasion.is_due("The next meeting will be held in Lima.", EN)
    assert occasion.is_due("The next meeting of the council is in Lima.", EN)
    assert not occasion.is_due("Before the next meeting of the council it was held in Lima.", EN)


@pytest.mark.parametrize(
    ("words", "language", "chairs"),
    [
        (
            "The session was held at the Hotel Casa Ejemplo and chaired jointly by Spain's deputy minister for ports, "
            "Ana Sample, and Peru's state minister for ports, Ben Beispiel.",
            "en",
            ["Ana Sample", "Ben Beispiel"],
        ),
        (
            "Ms Ana Sample (Spain) and Mr Ben Beispiel (Peru) were elected co-chairs.",
            "en",
            ["Ana Sample", "Ben Beispiel"],
        ),
        ("The session was chaired by Ana Sample, and on Monday, Ben Beispiel left.", "en", ["Ana Sample"]),
        ("La reunión fue copresidida por Ana Sample y Ben Beispiel.", "es", ["Ana Sample", "Ben Beispiel"]),
        (
            "Le comité s'est réuni sous la coprésidence de Mme Ana Sample et de M. Ben Beispiel.",
            "fr",
            ["Ana Sample", "Ben Beispiel"],
        ),
        (
            "Die Sitzung fand unter dem gemeinsamen Vorsitz von Ana Sample und Ben Beispiel statt.",
            "de",
            ["Ana Sample", "Ben Beispiel"],
        ),
    ],
)
def test_several_may_chair_it_together(words: str, language: str, chairs: list[str]) -> None:
    assert [p.value for p in found(words, "chair", language)] == chairs


def test_a_session_that_convened_hosts_nothing() -> None:
    assert occasion.hosts("The 5th session for the Port Council convened online.", EN) == []


TOLD = [
    (part.partition("\n")[0], block.split("\n"))
    for part in Path(__file__).with_name("texts").joinpath("told.txt").read_text("utf-8").split("=== ")[1:]
    for block in part.partition("\n")[2].strip().split("\n\n")
]


@pytest.mark.parametrize(("language", "lines"), TOLD, ids=[lines[0][:40] for _, lines in TOLD])
def test_what_a_sentence_tells_of_a_meeting(language: str, lines: list[str]) -> None:
    every = propose(lines[0], language)
    found = [(p.field, "|".join(p.value) if isinstance(p.value, list) else p.value) for p in every]
    for row in lines[1:]:
        field, _, value = row.partition(" :: ")
        those = [one for name, one in found if name == field.lstrip("!")]
        if field[0] == "!":
            assert not those, row
        elif field == "attendance":
            assert value in those, (row, those)
        else:
            assert set(value.split("|")) & set(those), (row, those)
