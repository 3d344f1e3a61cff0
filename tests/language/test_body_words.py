"""The words that tell bodies and towns apart, whatever language and legal form they are in."""

from __future__ import annotations

from collections import Counter

import pytest

from briefgen.language.body_words import (
    _data,
    body_words,
    first_letters,
    is_country,
    is_made_of,
    letters_in_english,
    meaning,
    meanings,
    names_within,
)
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
    meant = Counter(word for row in _data()["words"].splitlines() for word in {*row.split()[1:]})
    assert [word for word, count in meant.items() if count > 1] == []
