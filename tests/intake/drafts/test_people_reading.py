"""The persons whom a sentence names, and the posts that it gives them."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.people_reading import is_no_name, is_oblique, persons
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Dr. Ana de Sample met Ben Beispiel there.", "en", [("Ana de Sample", ""), ("Ben Beispiel", "")]),
        ("Ana Sample, Minister for the Coast, left.", "en", [("Ana Sample", "Minister for the Coast")]),
        ("Danish fisheries minister Mads Eksempel left.", "en", [("Mads Eksempel", "Danish fisheries minister")]),
        ("the President of the United Kingdom Ana Sample", "en", [("Ana Sample", "President of the United Kingdom")]),
        ("the head of the Trade Body (TB), Ana Sample, left.", "en", [("Ana Sample", "head of the Trade Body")]),
        ("Ana Sample the head of the Fund left.", "en", [("Ana Sample", "head of the Fund left")]),
        ("Директор отдела Портбюро ПСС Анна Пример ушла.", "ru", [("Анна Пример", "Директор отдела Портбюро ПСС")]),
        ("Minister for Mines and Minerals Ben Al Bei", "en", [("Ben Al Bei", "Minister for Mines and Minerals")]),
        ("He was joined by his Peruvian counterpart Ana Sample.", "en", [("Ana Sample", "Peruvian counterpart")]),
        ("They met at Ministerial Level on the Accession Processes of Peru.", "en", []),
        ("The Coastal Treaty Levy Mechanism (CTLM) named Lisbon Quay Grounds (LQG).", "en", []),
        ("Секретари Совбезов стран встретились.", "ru", []),
        ("sous la présidence du Processus de Lima", "fr", []),
        ("U.S President, Ana Sample, left.", "en", [("Ana Sample", "US President")]),
        ("Ana Sample, the head of U.S. Ports, left.", "en", [("Ana Sample", "head of U.S. Ports")]),
        ("a team of its Head of Ports, Ana Sample.", "en", [("Ana Sample", "Head of Ports")]),
        ("Ana Sample and Ben Muster (Peru) were elected mayors.", "en", [("Ana Sample", ""), ("Ben Muster", "")]),
        ("Ana Sample, mayor of Port X, left.", "en", [("Ana Sample", "mayor of Port X"), ("Port X", "")]),
        ("Ana SAMPLE (Left, PT) co-rapporteur for the law said", "en", [("Ana SAMPLE", "co-rapporteur for the law")]),
        ("Minister of Ports, Law and Sea Ana Sample", "en", [("Ana Sample", "Minister of Ports, Law and Sea")]),
        ("Ministers Ana Sample and Ben Cy", "en", [("Ana Sample", "Ministers"), ("Ben Cy", "Ministers")]),
        ("Губернатор Приморья Иван Пример", "ru", [("Иван Пример", "Губернатор Приморья")]),
        ("Port Commissioner SAMPLE Ana Bo left.", "en", [("SAMPLE Ana Bo", "Port Commissioner")]),
        ("They met National Port Surveillance Officers there.", "en", []),
        ("Mayor Ana Sample of Peru left.", "en", [("Ana Sample", "Mayor")]),
        ("Le maire Ana Marie EXEMPLE partit.", "fr", [("Ana Marie EXEMPLE", "maire")]),
        (
            "Глава порта, хяким Примерского края Пётр Образцов, министр моря Ольга Примерова",
            "ru",
            [("Пётр Образцов", ""), ("Ольга Примерова", "министр моря")],
        ),
        ("zum Schutz der Meere", "de", []),
        ("после принятия Соглашения ООН", "ru", []),
        ("Иван ПРИМЕР приехал", "ru", [("Иван ПРИМЕР", "")]),
        ("im Example Conference Center Bonn", "de", []),
        ("Minister of Ports, H E Dr. Ana Sample, left.", "en", [("Ana Sample", "Minister of Ports")]),
        ("Energy Minister Khalid al-Sample left.", "en", [("Khalid al-Sample", "Energy Minister")]),
        ("the Chair of the Port, Lieutenant-General E. Sample.", "en", [("E. Sample", "Chair of the Port")]),
        ("Head of the Border Troops Ana Sample left.", "en", [("Ana Sample", "Head of the Border Troops")]),
        ("It opened in New Sample for heads of Central Asian states.", "en", []),
        ("ministers and the Anti-Terrorist Structure", "en", []),
        ("президент Интерпола Анна Пример", "ru", [("Анна Пример", "президент Интерпола")]),
        ("директор ФСБ России Иван Пример", "ru", [("Иван Пример", "директор ФСБ России")]),
        ("сообщил глава ФСБ России.", "ru", []),
        ("с министром Анной Примеровой Иван Пример", "ru", [("Анной Примеровой", "министром"), ("Иван Пример", "")]),
        ("Its director, Akua Beispiel, left.", "en", [("Akua Beispiel", "director")]),
        ("Iranian President H.E. Mr. Ana Sample spoke.", "en", [("Ana Sample", "Iranian President")]),
        ("The Institute of Marine Studies and South America joined.", "en", []),
        ("It adopted the Manila Statement.", "en", []),
        ("сообщил министр торговли Азиз Намунаев.", "ru", [("Азиз Намунаев", "министр торговли")]),
        ("Verkehrsministerin Eva Muster kam.", "de", [("Eva Muster", "Verkehrsministerin")]),
        ("President Ben Probe.The mayor spoke.", "en", [("Ben Probe", "President")]),
        ("Attorney-General U Tun Oo", "en", [("U Tun Oo", "Attorney-General")]),
        ("Ana Lo, mayor, and Minister of Fish Ben Cy", "en", [("Ana Lo", "mayor"), ("Ben Cy", "Minister of Fish")]),
        ("President Ana R. Sample, Jr. of Peru left.", "en", [("Ana R. Sample, Jr.", "President")]),
        ("Chairman Sample B.Zh. left.", "en", [("Sample B.Zh.", "Chairman")]),
        ("Der Berliner Wissenschaftler Ben Muster kam.", "de", [("Ben Muster", "Berliner Wissenschaftler")]),
        ("Die Brandenburger Grünen kamen.", "de", []),
        ("Der frühere Gärtner Ben Muster kam.", "de", [("Ben Muster", "frühere Gärtner")]),
        ("Die Schlagersängerin Anna Muster kam.", "de", [("Anna Muster", "Schlagersängerin")]),
        ("die Autorin Anna Muster, Ben Probe (Hafenverein)", "de", [("Anna Muster", "Autorin"), ("Ben Probe", "")]),
        ("Dort sei er als Sprecher zu Minister Ben Muster gewechselt.", "de", [("Ben Muster", "Minister")]),
        ("L'économiste Awa Exemple est là.", "fr", [("Awa Exemple", "économiste")]),
        ("Madame Awa Exemple, maire, est là.", "fr", [("Awa Exemple", "maire")]),
        ("Пришёл главный врач ООО «Причал» Иван Пример.", "ru", [("Иван Пример", "главный врач ООО «Причал»")]),
        ("Он осудил визит на острова президента Ивана Примера.", "ru", [("Ивана Примера", "президента")]),
        ("Иван Пример - мэр, Анна Модель - врач.", "ru", [("Иван Пример", "мэр"), ("Анна Модель", "врач")]),
        ("Пример И.И. – секретарь.", "ru", [("Пример И.И.", "секретарь")]),
        ("Томас де Образец (Перу)", "ru", [("Томас де Образец", "")]),
        ("министр внутренних дел Марокко Иван Пример", "ru", [("Иван Пример", "министр внутренних дел Марокко")]),
        ("мэр Малой Народной Республики Иван Пример", "ru", [("Иван Пример", "мэр Малой Народной Республики")]),
        ("ветераны Великой Отечественной войны пришли", "ru", []),
        ("a dit Awa Exemple, ministre de la Pêche.", "fr", [("Awa Exemple", "ministre de la Pêche")]),
    ],
)  # fmt: skip
def test_names_without_titles_and_posts_without_articles(
    words: str, language: str, found: list[tuple[str, str]]
) -> None:
    assert [(p.name, p.post) for p in persons(words, word_list(language))] == found


def test_a_title_makes_a_name_of_one_word_and_brackets_say_for_whom() -> None:
    (mister,) = persons("Mr Sample left.", word_list("en"))
    assert (mister.name, mister.is_family) == ("Sample", True)
    (chair,) = persons("Ms Ana Sample (Norway) left.", word_list("en"))
    assert (chair.name, chair.party) == ("Ana Sample", "Norway")
    (guest,) = persons("Ministers of Norway (Ana Sample) left.", word_list("en"))
    assert (guest.name, guest.party) == ("Ana Sample", "Norway")


def test_the_country_of_each_in_a_list_of_ministers() -> None:
    words = "Участвовали министр Армении Иван Пример, Белоруссии Пётр Образец и Казахстана Анна Модель."
    assert [(p.name, p.party) for p in persons(words, word_list("ru"))][1:] == [
        ("Пётр Образец", "Белоруссии"),
        ("Анна Модель", "Казахстана"),
    ]


@pytest.mark.parametrize(
    ("words", "language", "posts"),
    [
        ("It thanked Ana Lo (Port Group), Ben Cy (Quay Trust).", "en", ["Port Group", "Quay Trust"]),
        ("E. Sample (Premier, Lima), L.J. King (Premier, Fiji)", "en", ["Premier", "Premier"]),
        (
            "Kommen werden die Minister von Peru und Fidschi, Eva Muster und Ben Probe.",
            "de",
            ["Minister von Peru und Fidschi"] * 2,
        ),
        (
            "Министры Перу и Фиджи Иван Пример, Пётр Образец и Анна Модель встретились.",
            "ru",
            ["Министры Перу и Фиджи"] * 3,
        ),
        ("The Minister of Ports, Mr Sample, left.", "en", ["Minister of Ports"]),
        ("Those present included Councillors Ana Sample, Ben Beispiel and Cy Exemple.", "en", ["Councillors"] * 3),
        (
            "It comprises Port Senators Ana Sample and Ben Beispiel, Sea Senators Cy Exemple and Eva Muster.",
            "en",
            ["Port Senators"] * 2 + ["Sea Senators"] * 2,
        ),
        ("Anwesend waren die Stadträte Anna Muster und Ben Probe.", "de", ["Stadträte"] * 2),
        (
            "Y prenaient part ses homologues fidjien et kenyan, Luc Exemple et Anne Essai.",
            "fr",
            ["homologues fidjien et kenyan"] * 2,
        ),
    ],
)
def test_the_posts_of_several(words: str, language: str, posts: list[str]) -> None:
    assert [p.post for p in persons(words, word_list(language))] == posts


def test_a_name_begins_behind_what_it_goes_with() -> None:
    assert [p.name for p in persons("die Initiative von Anna Muster", word_list("de"))] == ["Anna Muster"]
    assert [p.name for p in persons("C’est Awa Exemple qui chante.", word_list("fr"))] == ["Awa Exemple"]


def test_who_has_no_name() -> None:
    lists = word_list("en")
    nobody = ("Prime Minister", "Minister of Ports", "She", "witnesses", "Along with this")
    somebody = ("Sample", "Ana Sample", "Ana bin Ali", "Prime Minister Sample")
    assert [words for words in (*nobody, *somebody) if is_no_name(words, lists)] == list(nobody)


@pytest.mark.parametrize(
    ("words", "language", "name", "post"),
    [
        ("Chancellor Sample spoke.", "en", "Sample", "Chancellor"),
        ("Der neue Außenminister Muster kam.", "de", "Muster", "neue Außenminister"),
        ("Выступил президент Примеренко.", "ru", "Примеренко", "президент"),
        ("Le maire Exemple est là.", "fr", "Exemple", "maire"),
    ],
)
def test_a_word_right_behind_an_office_is_a_family_name(words: str, language: str, name: str, post: str) -> None:
    (person,) = persons(words, word_list(language))
    assert (person.name, person.post, person.is_family) == (name, post, True)
    assert not is_oblique(words, person, word_list(language))


def test_no_family_name_behind_an_office_is_a_town_or_a_body() -> None:
    assert persons("Пришли мэр Ростова и глава МИД.", word_list("ru")) == []
    assert persons("Die Vertreter Europas und Perus kamen.", word_list("de")) == []


def test_who_is_named_as_somebody_elses() -> None:
    words = "Sie sprachen über ein Treffen mit dem Präsidenten Muster."
    (person,) = persons(words, word_list("de"))
    assert is_oblique(words, person, word_list("de"))


def test_who_is_elected_or_acts_later_by_the_family_name_is_asked_about() -> None:
    elected = propose("The members elected Ana Sample on Monday.", "en")
    again = propose("Ana Sample got up late in the day. Sample left.", "en")
    once = propose("Ana Sample got up late in the day. It was Sample Street.", "en")
    people = [[(p.value, p.asks) for p in found if p.field == "people"] for found in (elected, again, once)]
    asked = ("Ana Sample", "the text names them, and no post: did they take part?")
    assert people == [[asked], [asked], []]


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("Mr Ben Beispiel SC, deputy chairman, came.", "en", "Ben Beispiel"),
        ("Director PORT Ana Bea Sample came.", "en", "Ana Bea Sample"),
        ("Представитель в Арктике и Антарктике А.Б. Пример прибыл.", "ru", "А.Б. Пример"),
    ],
)
def test_letters_around_a_name_are_no_part_of_it(words: str, language: str, name: str) -> None:
    assert [p.name for p in persons(words, word_list(language))] == [name]


@pytest.mark.parametrize(
    ("words", "language", "posts"),
    [
        (
            "Kamen der Innenminister, Anna Muster aus Frankreich und Otto Probe?",
            "de",
            {"Anna Muster": "", "Otto Probe": ""},
        ),
        (
            "Ben Sample, Minister of Ports of Fiji and Secretary-General Ana Sample came.",
            "en",
            {"Ben Sample": "Minister of Ports of Fiji", "Ana Sample": "Secretary-General"},
        ),
    ],
)
def test_nobody_takes_the_post_of_whoever_is_named_beside(words: str, language: str, posts: dict[str, str]) -> None:
    assert {p.name: p.post for p in persons(words, word_list(language))} == posts
