"""What a passage gives to one of several that it names is not another's; and is theirs whatever name they go by."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.proposal import DraftedValue
from tests.intake.drafts.planted import asked, refused

TWO = "Presidents Ana Sample of Peru and Eva Muster of Chile opened the talks."
LED = "General Ana Sample chaired the talks, with General Ben Beispiel of the coast guard as her deputy."
CAME = "South Korean and Chinese ministers met the Nigerian delegation at a forum in the Tajik capital."
LATIN = "Latin American and Nigerien envoys attended the talks."
OPENED = (
    "Talks were hosted by mayor Eva Muster and attended by Ana Sample and the former Peruvian president Cy Exemple."
)
THREE = "Ana Sample of Peru, Chilean envoy Eva Muster and Cy Exemple, mayor of Quito in Ecuador, met in the town hall."
SPOKE = "Delegates said walls are low. No repair of quotas is near and no money is likely this year, they said."
TOLD = "Die Häfen bräuchten jetzt Geld, sagte Muster, der mit seinem Kollegen Ben Beispiel vor die Presse trat."
RELAYED = "Der Hafenminister betonte, dass der neue Kai allen Schiffen offen sein wird, erklärte das Außenministerium."
BEHIND = "Das Außenministerium von Peru schwieg nicht. Nach Angaben des Ministeriums wurden die Mauern am Hafen erhöht."
OWN = '"As we said from the start, no agreement, no harbour," Ana Sample told the Gazette.'
LONG = "Le parti estime que le débat au SENAT est trop long, appelant à changer la loi des ports avant l'été."
NEXT = "Стены там строго запрещены законом. Перу не должна сомневаться, что они упадут, сказал Иван Примеров."
DAYS = "LIMA, May 15, 2031 - Ministers ended talks here on Thursday that ran for three days."


def proposed(field: str, value: object, quote: str, speaker: str = "", **keys: str) -> DraftedValue:
    return DraftedValue("x", "meeting", field, value, quote, speaker=speaker, keys=dict(keys))


@pytest.mark.parametrize(
    ("language", "one"),
    [
        ("en", proposed("people", "Eva Muster", TWO, post="President")),
        ("en", proposed("people", "Ben Beispiel", LED, post="General")),
        ("en", proposed("attendance", ["South Korea", "China", "Nigeria"], CAME, status="present")),
        ("en", proposed("country", "Tajikistan", CAME)),
        ("en", proposed("attendance", ["Niger"], LATIN, status="present")),
        ("en", proposed("host", "Eva Muster", OPENED)),
        ("en", proposed("people", "Ana Sample", THREE, party="Peru")),
        ("en", proposed("people", "Eva Muster", THREE, post="envoy", party="Chile")),
        ("en", proposed("people", "Cy Exemple", THREE, post="mayor of Quito", party="Ecuador")),
        ("en", proposed("people", "Cy Exemple", OPENED, post="former Peruvian president")),
        ("en", proposed("claims", "no money is likely this year", SPOKE, "Delegates")),
        ("de", proposed("claims", "Die Häfen bräuchten jetzt Geld", TOLD, "Muster")),
        ("de", proposed("claims", "der neue Kai allen Schiffen offen sein wird", RELAYED, "Der Hafenminister")),
        ("de", proposed("claims", "wurden die Mauern am Hafen erhöht", BEHIND, "Das Außenministerium von Peru")),
        ("en", proposed("claims", "no agreement, no harbour", OWN, "Ana Sample")),
        ("fr", proposed("claims", "changer la loi des ports avant l'été", LONG, "Le parti")),
        ("ru", proposed("claims", "Стены там строго запрещены законом", NEXT, "Иван Примеров")),
        ("en", proposed("date", "2031-05-13/2031-05-15", DAYS, inferred="day", why="Three days, to Thursday.")),
    ],
)
def test_what_is_theirs_by_another_name_or_through_another_passes(language: str, one: DraftedValue) -> None:
    assert refused(one, language, one.quote) == []


@pytest.mark.parametrize(
    ("language", "one"),
    [
        ("en", proposed("people", "Eva Muster", TWO.replace("Presidents", "President"), post="President")),
        ("en", proposed("people", "Cy Exemple", OPENED, post="Peruvian president")),
        ("en", proposed("people", "Ana Sample", "Ana Sample, the deputy mayor of Port Example, spoke.", post="mayor")),
        ("ru", proposed("people", "Иван Примеров", "Выступил бывший министр Иван Примеров.", post="министр")),
        ("en", proposed("attendance", ["Niger"], CAME, status="present")),
        ("en", proposed("attendance", ["Nigeria"], LATIN, status="present")),
        ("en", proposed("attendance", ["Latvia"], LATIN, status="present")),
        ("en", proposed("attendance", ["South Africa"], "South American envoys attended.", status="present")),
        ("en", proposed("host", "Ana Sample", OPENED)),
        ("en", proposed("people", "Ana Sample", OPENED, role="host")),
        ("en", proposed("people", "Ana Sample", THREE, party="Chile")),
        ("en", proposed("people", "Eva Muster", THREE, party="Peru")),
        ("en", proposed("people", "Cy Exemple", THREE, party="Chile")),
        ("en", proposed("people", "Cy Exemple", THREE, post="envoy")),
        ("en", proposed("attendance", ["Peru"], "Peru is the one of four that had not been hit.", status="absent")),
        ("de", proposed("claims", "Die Häfen bräuchten jetzt Geld", TOLD, "Ben Beispiel")),
        ("en", proposed("claims", "no money is likely this year", f"Ana Sample was there. {SPOKE}", "Ana Sample")),
        ("en", proposed("date", "2031-05-12/2031-05-15", DAYS, inferred="day", why="Four days, to Thursday.")),
        ("en", proposed("people", "Ana Sample", "The Vice Chancellor, Prof. Ana Sample, spoke.", post="Chancellor")),
        (
            "en",
            proposed("people", "Ana Sample", "Ana Sample (Peru) and Eva Muster (Chile) were elected.", party="Chile"),
        ),
        ("en", proposed("date", "2032-06", "The next forum is set for Port Example in June 2032, ahead of the vote.")),
        ("en", proposed("headcount", "300 delegates", "Close to 300 delegates attended the forum.")),
        ("de", proposed("headcount", "300 Delegierte", "Knapp 300 Delegierte kamen zum Gipfel.")),
        ("de", proposed("headcount", "300 Delegierte", "Gut 300 Delegierte kamen zum Gipfel.")),
        ("de", proposed("outcomes", "50 Euro werden gezahlt", "Höchstens 50 Euro werden gezahlt.")),
    ],
)
def test_what_is_another_s_or_was_once_theirs_is_refused(language: str, one: DraftedValue) -> None:
    assert refused(one, language, one.quote) != []


BEGUN = "The new harbour office of the union is to start its work on 1 January 2031."
ASKED = "All bureaus are now asked to come to the headquarters of the union in Lyon."
LAST = "The ministers looked at what had changed since they last gathered, in Port Example."
CHAIR = "Ana Sample, chair of the {}, said that walls are low."
GUEST = "Ana Sample, mayor of Port Example, attended the talks."
BACKED = "Lima backs a levy that Chile is against, with Peru."
STORM = "Иван Примеров заявил, что порт «закроют» в случае шторма."
WAITS = '"The sea rises," Ana Sample said. "As long as Peru waits there will be no walls."'
MET = "The ministers of the coast met in Lima to speak about the walls of the harbour."


@pytest.mark.parametrize(
    ("language", "one"),
    [
        ("en", proposed("date", "2031-01-01", BEGUN)),
        ("en", proposed("date", "2031-05-15", "LIMA, May 15, 2031 - Ministers ended talks on walls with a pact.")),
        ("en", proposed("place", "Lyon", ASKED)),
        ("en", proposed("place", "Port Example", LAST)),
        ("en", proposed("chair", "Ana Sample", CHAIR.format("council"))),
        ("en", proposed("host", "Ana Sample", GUEST)),
        ("en", proposed("attendance", ["Peru", "Chile"], BACKED, status="present")),
        ("ru", proposed("claims", "порт «закроют»", STORM, "Иван Примеров")),
        ("en", proposed("claims", "there will be no walls", WAITS, "Ana Sample")),
    ],
)
def test_a_day_a_place_or_a_chair_of_something_else_is_asked_about(language: str, one: DraftedValue) -> None:
    assert refused(one, language, one.quote) or asked(one, language, one.quote)


@pytest.mark.parametrize(
    "one",
    [
        proposed("date", "2031-05-14", "Lima, 14 May 2031"),
        proposed("date", "2031-05-14", "LIMA, May 14, 2031 - Ministers ended talks on walls with a pact here today."),
        proposed("people", "Ana Sample", "Ana Sample (Peru) and Eva Muster (Chile) met the press.", party="Peru"),
        proposed("chair", "Ana Sample", CHAIR.format("talks")),
        proposed("attendance", ["Peru"], "Peru and Chile were absent.", status="absent"),
        proposed("place", "Lima", MET),
    ],
)
def test_what_tells_of_the_meeting_is_not_asked_about(one: DraftedValue) -> None:
    assert asked(one, "en", one.quote) == ""


def test_who_speaks_behind_a_but_is_out_of_reach_of_a_denial_before_it() -> None:
    quote = "delegates said they expected money soon."
    for text, expected in (
        (f"The day has not been set but {quote}", []),
        (f"It is not true that {quote}", ["quote-clips-negation"]),
    ):
        assert refused(proposed("claims", "they expected money soon", quote, "delegates"), "en", text) == expected


def test_who_chairs_is_none_who_is_named_with_them() -> None:
    for name, is_chair in (("Eva Muster", True), ("Ana Sample", False)):
        one = proposed("chair", name, "Eva Muster, the sister of Ana Sample, chaired the talks.")
        assert bool(refused(one, "en", one.quote)) is not is_chair
    one = proposed("chair", "Пётр Образцов", "Пётр Образцов вёл заседание вместо Ивана Примерова.")
    assert refused(one, "ru", one.quote) == []
