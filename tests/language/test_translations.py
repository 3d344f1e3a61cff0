"""Names of bodies in two languages: which say the same, and which do not."""

from __future__ import annotations

import pytest

from briefgen.language.namesakes import namesakes
from briefgen.language.same_name import same_name
from briefgen.language.translations import found_by

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
