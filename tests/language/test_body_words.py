"""The words that tell bodies and towns apart, whatever language and legal form they are in."""

from __future__ import annotations

from collections import Counter

import pytest

from briefgen.language.body_words import (
    body_words,
    first_letters,
    found_by,
    is_country,
    is_made_of,
    letters_in_english,
    meaning,
    meanings,
    names_within,
)
from briefgen.language.cldr import words_beside
from briefgen.language.namesakes import namesakes
from briefgen.language.same_name import same_name
from briefgen.language.sounds import sound_of


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ministry of Foreign Affairs of Kazakhstan", "Министерство иностранных дел Республики Казахстан"),
        ("Ministère de l'Intérieur", "Ministry of the Interior"),
        ("Deutsche Bank AG", "Deutsche Bank Aktiengesellschaft"),
        ("S.C. Johnson & Son, Inc.", "SC Johnson & Son, Inc."),
        ("Антитеррористический центр СНГ", "CIS Anti-Terrorism Center"),
        ("United Nations", "Организация Объединённых Наций"),
        ("Вена", "Wien"),
        ("Saint Petersburg", "Санкт-Петербург"),
        ("Organisation du Traité de sécurité collective", "Collective Security Treaty Organization"),
        ("Centre contre la traite des êtres humains", "Centre for Trafficking in Human Beings"),
    ],
)
def test_words_stand_for_one_another(name: str, other: str) -> None:
    assert sorted(map(meaning, body_words(name))) == sorted(map(meaning, body_words(other)))


def test_bodies_of_one_kind_are_told_apart() -> None:
    assert sorted(body_words("European Council")) != sorted(body_words("Council of Europe"))
    assert body_words("Ministry of Internal Affairs") != body_words("Ministry of International Affairs")
    assert body_words("Company") == ("company",)


def test_what_is_in_brackets_is_a_name_too() -> None:
    assert names_within("State Committee (GKNB)") == ("State Committee (GKNB)", "State Committee", "GKNB")


def test_a_body_is_called_by_its_first_letters() -> None:
    assert "unodc" in first_letters("United Nations Office on Drugs and Crime")
    assert "osce" in first_letters("Organization for Security and Co-operation in Europe")
    assert {"ds", "dos"} <= {*first_letters("Department of State")}
    assert "bms" in first_letters("Bundesministerium der Sicherheit")
    assert {"ng", "ngk"} <= {*first_letters("National Guard of Kazakhstan")}
    assert "ips" in first_letters("Institute of Port Studies (Quay House) named after Ana Sample")


def test_a_body_with_a_name_in_another_language_is_called_by_its_letters_in_english() -> None:
    assert "fta" in letters_in_english("Агентство лесной торговли Беларуси")
    assert "cso" in letters_in_english("مكتب الإحصاء المركزي")
    assert "fta" in letters_in_english("Агентство лесной торговли (Минск) имени Анны Примеровой")
    assert letters_in_english("Forest Trade Agency") == ()
    assert letters_in_english("Агентство сэмпловой торговли") == ()


def test_letters_may_be_the_beginnings_of_words() -> None:
    assert is_made_of("samec", "Sample Energy Commission")
    assert not is_made_of("samec", "Energy Commission of Samples")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("sicherheitsrat", ("security", "council")),
        ("bundesnachrichtendienst", ("federal", "intelligence", "service")),
        ("interamericana", ("inter", "america")),
        ("interpol", ("interpol",)),
        ("international", ("international",)),
        ("sample", ("sample",)),
    ],
)
def test_a_word_has_the_meanings_of_its_parts(word: str, parts: tuple[str, ...]) -> None:
    assert meanings(word) == parts


def test_states_are_known() -> None:
    assert is_country(sound_of(meaning("kazakhskiy")))
    assert not is_country("ministry")


def test_no_word_of_the_list_has_two_meanings() -> None:
    meant = Counter(word for row in words_beside("body_words")["words"].splitlines() for word in {*row.split()[1:]})
    assert [word for word, count in meant.items() if count > 1] == []


IN_ANOTHER_LANGUAGE = "the same name in another language"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Coffee Council of the Sea States", "Kaffeerat der Meeresstaaten"),
        ("Международная организация кофе", "International Coffee Organisation"),
        ("Regional Forum on Water and Forests", "Forum régional sur l’eau et les forêts"),
        ("Институт исследований рыболовства", "Institut für Fischereiforschung"),
        ("Regional Coffee Trade Office", "Agence régionale du commerce du café"),  # an agency for an office
        ("Trois-Rivières Port Authority", "Administration portuaire de Trois-Rivières"),  # a town is written alike
        ("Board of Coffee Appeals", "Commission d’appel du café"),  # a commission for a board
        ("Department of Coffee Fisheries", "Ministère des pêches et du café"),
        ("Партия прогресса Эстонии", "Estnische Fortschrittspartei"),
        ("Oʻzbekiston Respublikasi Ichki ishlar vazirligi", "Ministry of Internal Affairs of Uzbekistan"),
        ("Ўзбекистон Республикаси Ташқи ишлар вазирлиги", "Министерство иностранных дел Узбекистана"),
        ("Қазақстан Республикасының Қорғаныс министрлігі", "Ministry of Defence of Kazakhstan"),
        ("Вазорати корҳои дохилии Ҷумҳурии Тоҷикистон", "Ministry of Internal Affairs of Tajikistan"),
        ("Azərbaycan Respublikasının Dövlət Təhlükəsizliyi Xidməti", "State Security Service of Azerbaijan"),
        ("المعهد الوطني للإحصاء", "National Institute of Statistics"),
        ("شورای عالی امنیت ملی", "Supreme National Security Council"),
        ("Milli Savunma Bakanlığı", "Ministry of National Defence"),
        ("Nationale Bank van België", "National Bank of Belgium"),
        ("Федеральное бюро расследований", "Federal Bureau of Investigation"),
        (
            "Kommission der Vereinten Nationen für Kinderarbeit",
            "Commission on the Labour of Children",
        ),  # without the UN
    ],
)
def test_a_name_is_found_in_another_language(name: str, other: str) -> None:
    assert same_name(name, other, of_person=False)
    assert same_name(other, name, of_person=False)
    assert namesakes([("a", name), ("b", other)], of_person=False)
    assert {*found_by(name)} & {*found_by(other)}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Council of Europe", "Conseil européen"),
        ("Council of Europe", "Council of the European Union"),
        ("Совет Европы", "Rat der Europäischen Union"),
        ("Regional Coffee Forum", "Regionales Kakaoforum"),
        ("Regional Coffee Trade Office", "Regional Coffee Office"),  # in one language a word more is another body
        ("International Coffee Council", "Международный совет по кофе и какао Украины"),
        ("Defence Ministry", "Министерство обороны Украины"),
        ("press office of the Foreign Coffee Trade Service", "Служба внешней торговли кофе"),
        ("Court of the Caspian Coffee Community", "Communauté caspienne du café"),
        ("Central Coffee Board of Guinea", "Conseil central du café de Guinée-Bissau"),
        ("Coffee Parliament of South Sudan", "Кофейный парламент Судана"),
        ("Technical Coffee University of Vienna", "Kaffeeuniversität Wien"),
        ("Nordic Council of Ministers", "Nordischer Rat"),
        ("Federal Court of Justice", "Bundesverwaltungsgericht"),
        ("Stadtrat Sample", "Stadtverwaltungsrat Sample"),
        ("Court of Appeal of Sample", "Gericht Sample"),
        ("Police Academy of Minsk", "Академия Минска"),
        ("Kulturrat", "Kulturstiftungsrat"),
        ("Kulturrat Sample", "Kulturstiftungsrat Sample"),
        ("Hafenamt Sample", "Hafenbauamt Sample"),
    ],
)
def test_another_body_is_not_found(name: str, other: str) -> None:
    assert not same_name(name, other, of_person=False)


@pytest.mark.parametrize(
    ("name", "other", "why"),
    [
        ("ШОС", "Shanghai Cooperation Organisation", "the same name in other letters"),
        ("ОБСЕ", "OSZE", "the same name in other letters"),
        ("ЮНЕСКО", "Organisation des Nations unies pour l’éducation, la science et la culture", IN_ANOTHER_LANGUAGE),
        ("OSCE Sample Office", "Sample Office of the Organization for Security and Co-operation in Europe", ""),
        ("Sample Coffee JU", "Sample Coffee Joint Undertaking", ""),
        ("Sample CDF", "Sample Court for Data and Forests", "the first letters of some of its words"),
        ("DoS", "Department of Samples", "the first letters of its words"),
        ("FTA", "Агентство лесной торговли", "the first letters of its words in English"),
    ],
)
def test_known_letters_stand_for_the_words_of_a_body(name: str, other: str, why: str) -> None:
    found = same_name(name, other, of_person=False)
    assert found == why if why else found
    assert namesakes([("a", name), ("b", other)], of_person=False)
