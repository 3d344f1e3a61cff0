"""What a meeting spoke of and what came of it, told apart."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.matters_reading import matters
from briefgen.intake.drafts.minutes_reading import by_lines
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.wordlists import word_list
from tests.intake.drafts.reports import TEXT, found


def test_what_it_was_about_and_what_came_of_it() -> None:
    assert [p.value for p in found(TEXT, "agenda")] == ["sea walls and early warning"]
    listed = found("The agenda had three items: the reporting of ransoms, levies and help for ports.", "agenda")
    assert [p.value for p in listed] == ["the reporting of ransoms", "levies", "help for ports"]
    motto = found('The theme of the 7th forum, held in Lima on Monday, is "Ports for All, Walls for All."', "agenda")
    assert [p.value for p in motto] == ["Ports for All, Walls for All"]
    assert [p.value for p in found(TEXT, "outcomes")] == ["At the close the delegations signed a joint statement."]


def test_what_the_meeting_did_is_proposed_though_somebody_tells_of_it() -> None:
    text = "The meeting discussed sea walls, the statement said. He said his ministry discussed it."
    assert [p.value for p in found(text, "discussion")] == ["The meeting discussed sea walls, the statement said."]
    assert [p.quote for p in found("The delegates condemned attacks on ports.", "outcomes")] != []
    assert found("The delegates attended a dinner in port.", "outcomes") == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("They discussed quotas that were adopted a year ago.", {"discussion"}),
        ("They discussed quotas and agreed to meet again.", {"discussion", "outcomes"}),
        ("They made a joint statement in which they stressed quotas.", {"outcomes"}),
        ("They discussed many topics on the agenda.", {"discussion"}),
        ("New walls will be shared and built, the ministers agreed.", {"outcomes"}),
        ("The Foreign Ministers of Peru and Fiji jointly condemned it.", {"outcomes", "attendance"}),
        ("The ministers unanimously adopted it.", {"outcomes"}),
        ("It was told in the Review and Coordination Meeting.", {"names"}),
        ("The council was founded in 1996 after it was agreed.", set()),
        ("It should be noted that they agreed to quotas.", set()),
        ("Ministers Adopt a Declaration on Quotas", set()),
    ],
)
def test_what_was_discussed_and_what_came_of_it_are_told_apart(text: str, fields: set[str]) -> None:
    assert {p.field for p in propose(text, "en")} == fields


@pytest.mark.parametrize(
    ("words", "language", "fields"),
    [
        ("Following discussion on quotas, parties agreed to meet again.", "en", ["discussion", "outcomes"]),
        ("Ana Sample was elected with 40 votes.", "en", ["outcomes"]),
        ("We agree to remain in touch.", "en", ["outcomes"]),
        ("Information was provided on the new lamps.", "en", ["discussion"]),
        ("Auch unser zweiter Antrag wurde einstimmig angenommen.", "de", ["outcomes"]),
        ("Eva Muster wurde für 40 Jahre Mitgliedschaft geehrt.", "de", ["outcomes"]),
        ("Nun einigte man sich auf eine Abgabe.", "de", ["outcomes"]),
        ("Es wurde beschlossen, den Hafen zu schließen.", "de", ["outcomes"]),
        ("Il a été convenu de tenir chaque mois une réunion.", "fr", ["outcomes"]),
        ("Ana Exemple a été élue présidente.", "fr", ["outcomes"]),
        ("Les questions relatives aux ports ont été abordées en détail.", "fr", ["discussion"]),
        ("Было решено создать фонд.", "ru", ["outcomes"]),
        ("Победителям были вручены награды.", "ru", ["outcomes"]),
        ("Состоялось заседание, шла речь о портах.", "ru", ["discussion"]),
    ],
)
def test_what_is_told_in_the_passive(words: str, language: str, fields: list[str]) -> None:
    assert [p.field for p in matters(words, words, word_list(language))] == fields


@pytest.mark.parametrize(
    ("words", "language", "topics"),
    [
        ("Smuggling was another focus of the meeting.", "en", ["Smuggling"]),
        ("The agenda covered sinking and raising ships, and trade.", "en", ["sinking and raising ships", "trade"]),
        ("Topics included threats, including piracy, smuggling and theft.", "en", ["piracy", "smuggling", "theft"]),
        ("Die Tagesordnungspunkte (Hafen, Fähren, Boote) wurden abgearbeitet.", "de", ["Hafen", "Fähren", "Boote"]),
        ("The primary focus of the meeting was on safer ports.", "en", ["safer ports"]),
        ("Walls in Peru were a key topic of concern to all.", "en", ["Walls in Peru"]),
        ("Охрана портов стала главной темой встречи.", "ru", ["Охрана портов"]),
        ("Les ports étaient au centre des échanges.", "fr", ["Les ports"]),
    ],
)  # fmt: skip
def test_a_topic_in_front_of_its_verb_and_topics_that_are_listed(words: str, language: str, topics: list[str]) -> None:
    assert [p.value for p in matters(words, words, word_list(language)) if p.field == "agenda"] == topics


def test_what_leads_up_to_an_outcome_is_no_part_of_it() -> None:
    words = "Given that prices fell, the ministers agreed on a levy."
    (one,) = matters(words, words, word_list("en"))
    assert (one.value, one.quote) == ("The ministers agreed on a levy.", words)


def test_minutes_tell_in_lines_of_their_own() -> None:
    text = (
        "1. Call to order\nThe chair was there.\n\n2. Dredging of the basin\nA survey was read.\n\n"
        "3. Lamps\n\nDecisions:\n* publish the survey by June\n* buy a second crane\n"
    )
    told = [(p.field, p.value, p.quote) for p in by_lines(text, word_list("en"))]
    assert told == [
        ("agenda", "Dredging of the basin", "2. Dredging of the basin"),
        ("agenda", "Lamps", "3. Lamps\n\nDecisions:"),
        ("outcomes", "publish the survey by June", "publish the survey by June"),
        ("outcomes", "buy a second crane", "buy a second crane"),
    ]


@pytest.mark.parametrize(
    "words", ["She requested a map.", "Ana Sample agreed to it.", "We are committed to free ports."]
)
def test_what_one_person_asks_for_is_no_outcome(words: str) -> None:
    assert [p.field for p in propose(words, "en") if p.field == "outcomes"] == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("She requested a map.", "en"),
        ("Ana Sample agreed to it.", "en"),
        ("We are committed to free ports.", "en"),
        ("Yesterday I adopted a dog.", "en"),
        ("A friend of walls, I decided to look at them.", "en"),
        ("Gestern beschloss ich, einen Hund zu kaufen.", "de"),
    ],
)
def test_what_one_person_asks_for_or_does_is_no_outcome(words: str, language: str) -> None:
    assert [p.field for p in propose(words, language) if p.field == "outcomes"] == []


def test_a_list_below_a_line_that_leads_to_what_was_decided() -> None:
    text = "The board therefore agrees to:\n\na) Set aside the order of the council; and\n\nb) Meet again in May."
    found = [(p.field, p.value) for p in by_lines(text, word_list("en"))]
    assert found == [("outcomes", "Set aside the order of the council"), ("outcomes", "Meet again in May")]


def test_what_media_attention_was_focused_on_keeps_its_place_behind_the_verb() -> None:
    words = "The attention of the meeting was focused on ports, lamps and walls."
    assert [p.value for p in matters(words, words, word_list("en"))] == ["ports", "lamps", "walls"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The goal of the workshop was to create a fund.", "en"),
        ("Most of us hoped that a levy would be agreed.", "en"),
        ("In 2022, the assembly voted to close the port.", "en"),
        ("Three guests gave lively speeches.", "en"),
        ("The leaders commended the work of the pilots.", "en"),
        ("Ziel der Tagung war es, einen Fonds zu beschließen.", "de"),
        ("Die Minister nahmen zeitweise an einem Treffen teil.", "de"),
        ("Der Anwalt regt an, die Satzung beschließen zu lassen.", "de"),
        ("L’objectif était de parvenir à un accord.", "fr"),
        ("En 2019, les ministres ont adopté une taxe.", "fr"),
        ("Целью встречи было создать фонд.", "ru"),
        ("План одобрили на предыдущей встрече в порту.", "ru"),
    ],
)
def test_an_aim_a_hope_and_what_was_done_before_are_no_outcomes(words: str, language: str) -> None:
    assert list(matters(words, words, word_list(language))) == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The world’s attention was focused on Peru.", "en"),
        ("A room was shared by all according to the agenda.", "en"),
        ("Der Vorsitzende verliest die Tagesordnung.", "de"),
        ("Die Kinder standen dabei im Mittelpunkt.", "de"),
        ("L’ordre du jour étant épuisé, la séance est levée à 18 heures.", "fr"),
        ("Сейчас в центре внимания две дороги — через горы и море.", "ru"),
    ],
)
def test_what_is_at_the_centre_of_something_else_is_on_no_agenda(words: str, language: str) -> None:
    assert [p.value for p in matters(words, words, word_list(language)) if p.field == "agenda"] == []


def test_a_part_of_a_verb_that_stands_apart_ends_its_clause() -> None:
    told = [list(matters(words, words, word_list("de"))) for words in ("Sie nahmen ihn an.", "Sie nahmen an ihm teil.")]
    assert [[p.field for p in found] for found in told] == [["outcomes"], []]


@pytest.mark.parametrize(
    ("words", "language", "field"),
    [
        ("The conversation turned to lamps.", "en", "discussion"),
        ("Lamps were at the centre of the talks.", "en", "discussion"),
        ("There was a lively debate over lamps.", "en", "discussion"),
        ("Die Gespräche drehten sich um Lampen.", "de", "discussion"),
        ("Der Rat nahm den Bericht über die Lampen entgegen.", "de", "discussion"),
        ("Breiten Raum nahm die Debatte über Lampen ein.", "de", "discussion"),
        ("Der Rat erteilte dem Kauf der Lampen seine Zustimmung.", "de", "outcomes"),
        ("Der Ausschuss setzte eine Gruppe zu Lampen ein.", "de", "outcomes"),
        ("Les lampes ont fait l’objet d’un débat.", "fr", "discussion"),
        ("Les membres ont été informés de l’état des lampes.", "fr", "discussion"),
        ("Les lampes du sommet qui se tiendra en mai ont été abordées.", "fr", "discussion"),
        ("Le comité a créé un groupe de travail.", "fr", "outcomes"),
        ("Состоялся обмен мнениями о лампах.", "ru", "discussion"),
        ("Беседа касалась ламп в порту.", "ru", "discussion"),
        ("Депутаты проголосовали за покупку ламп.", "ru", "outcomes"),
        ("Предметом переговоров стали лампы.", "ru", "agenda"),
    ],
)
def test_verbs_and_nouns_of_talking_over_and_of_deciding(words: str, language: str, field: str) -> None:
    assert [p.field for p in propose(words, language)] == [field]


@pytest.mark.parametrize(
    ("words", "language", "field"),
    [
        ("The board voted to buy lamps, Ana Sample reported.", "en", "outcomes"),
        ("Der Rat habe den Kauf beschlossen, teilte die Stadt mit.", "de", "outcomes"),
        ("Les questions débattues concernaient les lampes, a indiqué Anne Exemple.", "fr", "discussion"),
        ("Стороны обсудили лампы, сообщила Анна Пример.", "ru", "discussion"),
    ],
)
def test_what_somebody_tells_of_the_meeting_is_its_own_too(words: str, language: str, field: str) -> None:
    assert field in [p.field for p in propose(words, language)]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The agenda of the forum mirrors all that ails the port.", "en"),
        ("Повестка встречи охватывала всё, что тревожит порт.", "ru"),
    ],
)
def test_topics_that_no_rule_parts_are_proposed_as_a_sentence_and_asked_about(words: str, language: str) -> None:
    (found,) = [p for p in matters(words, words, word_list(language)) if p.field == "agenda"]
    assert (found.value, found.asks.partition("?")[0]) == (words.rstrip("."), "which topics")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The next Port Congress is to be staged in Lima.", "en"),
        ("Talks will resume on Monday.", "en"),
        ("Das nächste Treffen wird im Mai in Bonn stattfinden.", "de"),
        ("La prochaine réunion se tiendra à Lyon.", "fr"),
        ("Следующее заседание пройдёт в Минске.", "ru"),
    ],
)
def test_that_a_next_meeting_is_set_comes_of_this_one(words: str, language: str) -> None:
    assert [p.field for p in matters(words, words, word_list(language))] == ["outcomes"]


@pytest.mark.parametrize("words", ["Next year’s council tax will be higher.", "Nächstes Jahr findet der Rat Geld."])
def test_a_next_year_is_no_next_meeting(words: str) -> None:
    assert list(matters(words, words, word_list("en" if "tax" in words else "de"))) == []


@pytest.mark.parametrize(
    ("words", "language", "field"),
    [
        ("Attention turned to lamps.", "en", "discussion"),
        ("There were questions about lamps.", "en", "discussion"),
        ("The board heard a short report on lamps.", "en", "discussion"),
        ("The motion was referred to a committee.", "en", "outcomes"),
        ("A fund for lamps will be established.", "en", "outcomes"),
        ("The talks ended without a deal.", "en", "outcomes"),
        ("Die Lampen kamen zur Sprache.", "de", "discussion"),
        ("Der Vorstand wurde einstimmig entlastet.", "de", "outcomes"),
        ("Sur les lampes, le débat a été vif.", "fr", "discussion"),
        ("La commission a enfin accepté les lampes.", "fr", "outcomes"),
        ("Зашла речь о лампах.", "ru", "discussion"),
        ("Проект был передан на рассмотрение комиссии.", "ru", "outcomes"),
    ],
)
def test_nouns_of_talking_over_and_passives_of_deciding(words: str, language: str, field: str) -> None:
    assert field in [p.field for p in propose(words, language)]


def test_what_was_decided_in_a_sentence_stands_beside_what_is_said_in_it() -> None:
    words = "Ana Sample deferred the lamps, noting that there were some hundred of them."
    assert [p.field for p in propose(words, "en") if p.field != "people"] == ["claims", "outcomes"]
    words = "Ana Sample noted that Ben Beispiel had deferred the lamps."
    assert "outcomes" not in [p.field for p in propose(words, "en")]


def test_a_ministry_that_will_consider_something_sets_no_agenda() -> None:
    words = "The Ministry will consider these views."
    assert [p for p in matters(words, words, word_list("en")) if p.field == "agenda"] == []
    words = "The ministers met to discuss lamps."
    assert [p.value for p in matters(words, words, word_list("en")) if p.field == "agenda"] == ["lamps"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Topics: none.", "en"),
        ("The agenda includes no mention of ports, quotas or tides.", "en"),
        ("The agenda of the meeting did not include ports.", "en"),
        ("None of ports, quotas and tides was on the agenda.", "en"),
        ("He is set to discuss ports, quotas and tides with his wife.", "en"),
        ("Critics said the agenda includes secrecy, lies and theft.", "en"),
        ("Themen: keine.", "de"),
        ("Auf der Tagesordnung standen weder Häfen noch Quoten.", "de"),
        ("Kritiker sagten, auf der Tagesordnung stünden Lügen, Betrug und Diebstahl.", "de"),
        ("Aucun port, quota ou phare ne figurait à l'ordre du jour.", "fr"),
        ("Selon les critiques, l'ordre du jour comprend le secret, le mensonge et le vol.", "fr"),
        ("El orden del día no incluía los puertos, las cuotas y las mareas.", "es"),
        ("Los críticos dijeron que el orden del día incluía mentiras, secretos y robos.", "es"),
        ("Темы: нет.", "ru"),
        ("Повестка дня не включает порты, квоты и приливы.", "ru"),
        ("Критики заявили, что повестка дня включает ложь, тайны и кражи.", "ru"),
    ],
)
def test_a_denial_and_what_critics_say_give_no_topic(text: str, language: str) -> None:
    assert [p.value for p in propose(text, language) if p.field == "agenda"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The agenda includes ports, quotas and no-fly zones.",
        "The agenda includes not only ports, quotas and tides.",
        "No decision was taken, but the agenda includes ports, quotas and tides.",
        "The ministers are set to discuss ports, quotas and tides.",
    ],
)
def test_what_is_not_denied_remains_a_topic(text: str) -> None:
    assert len([p for p in propose(text, "en") if p.field == "agenda"]) == 3


def test_topics_of_a_clause_behind_another_are_those_of_the_clause() -> None:
    words = "Partners joined for the second session, where repairs were the main subject."
    assert [one.value for one in matters(words, words, word_list("en"))] == ["repairs"]
    words = "Fischerei, die Häfen und Zölle standen auf der Tagesordnung."
    assert [one.value for one in matters(words, words, word_list("de"))] == ["Fischerei", "die Häfen", "Zölle"]


def test_what_somebody_says_or_denies_is_not_called_agreed() -> None:
    agreed = "The delegations agreed on a levy for ports."
    assert [p.keys.get("function") for p in found(agreed, "outcomes")] == ["agreement"]
    for words in (
        "Ana Sample, the port minister, said that the delegations had agreed on a levy for ports.",
        "The delegations never agreed on a levy for ports.",
    ):
        assert {p.keys.get("function") for p in found(words, "outcomes")} <= {None}


def test_a_number_of_an_annex_is_nobody_who_speaks() -> None:
    for words in (
        "The Conference adopted, by eight votes to one, the statement in Annex I, by which members are invited to pay.",
        "The Conference accepted the offer of Peru to host the seventh session in Lima.",
    ):
        assert [p.value for p in found(words, "outcomes")] == [words]
    assert found("Yesterday I adopted a dog.", "outcomes") == []


@pytest.mark.parametrize("where", ["au Centre de formation des ports", "au centre des Congrès de Port"])
def test_a_hall_called_centre_is_no_agenda(where: str) -> None:
    words = f"Les ministres se sont réunis hier {where}."
    assert [one for one in matters(words, words, word_list("fr")) if one.field == "agenda"] == []
    words = "Les droits de port étaient au centre des débats."
    assert [one.field for one in matters(words, words, word_list("fr"))] == ["agenda"]


def test_that_the_agenda_was_adopted_tells_no_topic() -> None:
    words = "The Council adopted the draft Agenda contained in document 5 and took note of the schedule of meetings."
    assert [one for one in matters(words, words, word_list("en")) if one.field == "agenda"] == []


def test_what_laws_promise_is_no_outcome_where_no_meeting_is_told() -> None:
    law = "A committee will be set up. Fees shall be paid by the carrier. Ports keep records of every load. " * 4
    assert not [p for p in propose(law, "en") if p.field == "outcomes"]
    told = propose(f"The Port Council met in Lima on 3 May 2031. {law}", "en")
    assert {(p.value, p.asks) for p in told if p.field == "outcomes"} >= {("A committee will be set up.", "")}
