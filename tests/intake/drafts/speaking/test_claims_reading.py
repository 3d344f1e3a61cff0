"""The claims of a text: who says so, whose quotation goes on, and what is asked about."""

from __future__ import annotations

from tests.intake.drafts.reports import TEXT, found


def test_who_said_what_and_the_speaker_as_a_question() -> None:
    claims = found(TEXT, "claims")
    assert [(p.speaker, p.keys["mode"]) for p in claims] == [
        ("Ana Sample", "reported"),
        ("She", "reported"),
        ("Ben Beispiel", "quoted"),
        ("Ports Authority", "reported"),
    ]
    assert claims[0].value == "every wall on the coast would be too low within twenty years"
    assert claims[1].asks == "who is 'She'? perhaps Ana Sample"


def test_a_family_name_alone_is_asked_about_with_the_one_full_name_before() -> None:
    text = "Ana Sample came. Sample said that walls were low."
    (claim,) = found(text, "claims")
    assert (claim.speaker, claim.asks) == ("Sample", "is it Sample, named before as Ana Sample, who says so?")
    (either,) = found(f"Ben Sample left. {text}", "claims")
    assert (either.speaker, either.asks) == ("Sample", "is it Sample who says so?")


def test_a_pronoun_may_mean_who_spoke_last() -> None:
    text = "Ana Sample, the mayor, came. A Peruvian official said that walls were low. She noted that quays leak, too."
    assert found(text, "claims")[1].asks == "who is 'She'? perhaps a Peruvian official"
    text = (
        "Ben Sample, the mayor, met Eva Muster, a minister. Sample said walls were low. He added that quays leak, too."
    )
    assert found(text, "claims")[1].asks == "who is 'He'? perhaps Ben Sample"
    text = "Ana Sample, the mayor, came. The ministry said that walls were low. She noted that quays leak, too."
    assert found(text, "claims")[1].asks == "who is 'She'? perhaps Ana Sample"


def test_what_is_said_is_told_as_it_follows_said_that() -> None:
    text = 'The walls are low. "We can no longer wait for it," Ana Sample said. "Walls are too low," Ana Sample said.'
    first, second = found(text, "claims")
    assert (first.value, first.keys) == ("“We can no longer wait for it”", {"mode": "quoted"})
    assert (second.value, second.keys) == ("walls are too low", {"mode": "quoted", "words": "Walls are too low"})
    (indirect,) = found("Ana Sample said that our walls were low.", "claims")
    assert ["first person" in one.asks for one in (first, second, indirect)] == [False, False, True]
    (named,) = found("Ana Sample said Lisbon would pay for it.", "claims")
    assert named.value == "Lisbon would pay for it"
    (acronym,) = found('"NATO will not pay for it," Ana Sample said.', "claims")
    assert acronym.value == "NATO will not pay for it"


def test_who_asks_without_quotation_marks_claims_nothing() -> None:
    assert found("Ana Sample said: are the walls low enough for the sea?", "claims") == []


def test_who_said_so_is_told_in_the_sentence_behind() -> None:
    text = "Стены на берегу слишком низкие. Об этом заявил глава порта Иван Пример на встрече в Лиме."
    (claim,) = found(text, "claims", "ru")
    assert (claim.speaker, claim.quote) == ("Иван Пример", text)
    assert claim.value == "стены на берегу слишком низкие"


def test_what_must_be_is_said_by_who_spoke_right_before() -> None:
    text = "Ana Sample said that walls were low. The levy must be paid by ports, a rule that the forum adopted."
    _, goes_on = found(text, "claims")
    assert (goes_on.value, goes_on.asks) == (
        "the levy must be paid by ports, a rule that the forum adopted",
        "does Ana Sample go on here?",
    )
    assert found(text, "outcomes") == []
    text = "Ana Sample said that walls were low. The ministers agreed that ports must pay a levy."
    assert [one.value for one in found(text, "claims")] == ["walls were low"]
    assert len(found(text, "outcomes")) == 1
    text = "Ana Sample said that walls were low.\n\nA levy must be paid, the rules of the forum adopted in May say."
    assert "go on" not in "".join(one.asks for one in found(text, "claims"))


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    text = 'The walls are low. "They fall down," Ana Sample said. "Nobody has paid for them."\n\n"That is a shame."'
    one, two, three = found(text, "claims")
    assert [one.speaker, two.speaker, three.speaker] == ["Ana Sample"] * 3
    assert (two.keys["words"], two.asks) == ("Nobody has paid for them", "does Ana Sample go on here?")
    assert three.quote == '"They fall down," Ana Sample said. "Nobody has paid for them."\n\n"That is a shame."'
    text = "Minister Ana Sample noted:\n\n“Ports need much higher walls.\n\n“They have lower ones today,” she said."
    assert [(p.speaker, p.value) for p in found(text, "claims")] == [
        ("Ana Sample", "ports need much higher walls"),
        ("she", "they have lower ones today"),
    ]
    text = "“Ports need much higher walls.\n\n“They have lower ones today,” concluded Ana Sample."
    assert [p.speaker for p in found(text, "claims")] == ["Ana Sample", "Ana Sample"]
    assert found('"Nobody has paid for them."', "claims") == []


def test_a_call_is_asked_about() -> None:
    for text in (
        "Ana Sample urged ports to pay.",
        "Ana Sample called it “a floor for all”.",
        "He thanked the hosts of it.",
    ):
        (claim,) = found(text, "claims")
        assert "a call or what something is called" in claim.asks
    (claim,) = found("Ana Sample stressed that ports must pay.", "claims")
    assert "a call" not in claim.asks


def test_who_speaks_more_than_once_in_front_of_a_colon_speaks_in_minutes() -> None:
    text = "Ana: we should wait for the lamps.\nBen: it is far too late.\nAna: then buy them in Lima."
    assert [(p.speaker, p.value) for p in found(text, "claims")] == [
        ("Ana", "we should wait for the lamps"),
        ("Ben", "it is far too late"),
        ("Ana", "then buy them in Lima"),
    ]


def test_in_a_transcript_nothing_came_of_the_meeting_by_itself_and_a_greeting_claims_nothing() -> None:
    text = (
        "Ana Sample: Good afternoon. The council met for two days.\nThe filling of the dam may begin in 2031.\n\n"
        "Reporter: Did Chad walk out of it?\n\nAna Sample: Nobody walked out.\n\n"
        "Ben Beispiel: Ports will not pay before the audit. We agreed on the curve."
    )
    assert found(text, "outcomes") == []
    assert [(p.speaker, p.value) for p in found(text, "claims")] == [
        ("Ana Sample", "nobody walked out"),
        ("Ben Beispiel", "ports will not pay before the audit"),
        ("Ben Beispiel", "we agreed on the curve"),
    ]


def test_no_noun_speaks_by_the_verb_of_its_clause_nor_who_does_something_when() -> None:
    assert found("Partners that support the plan met.", "claims") == []
    assert found("When Ana Sample announced a new levy, ports were hit hardest.", "claims") == []


def test_what_holds_another_speech_belongs_to_who_tells_it() -> None:
    text = "Port Example believes that walls are far too low, an envoy said."
    assert [(p.speaker, p.value) for p in found(text, "claims")] == [
        ("an envoy", "Port Example believes that walls are far too low")
    ]


def test_german_speech_goes_on_in_its_mood() -> None:
    text = "Die Mauern seien zu niedrig, sagte Ministerin Anna Muster. Sie schäme sich dafür."
    claims = found(text, "claims", "de")
    assert [(p.speaker, p.value) for p in claims] == [
        ("Anna Muster", "Die Mauern seien zu niedrig"),
        ("Sie", "Sie schäme sich dafür"),
    ]


def test_who_asks_claims_nothing() -> None:
    text = "HOST: Was there an agreement on a fund?\nSAMPLE: There was no agreement on any fund.\n"
    text += "HOST: Will the walls be built in time?\nSAMPLE: They will be built in time.\n"
    told = [p.value for field in ("claims", "outcomes", "discussion") for p in found(text, field)]
    assert [value for value in told if value.endswith("?")] == []


def test_whom_a_speaker_thanks_is_not_who_speaks_on() -> None:
    text = "Der Bürgermeister, Ben Muster, kam. „Häfen sind voll“, sagte er und dankte der Ministerin, Ana Muster. "
    last = found(f"{text}Er erklärte, dass die Häfen voll seien.", "claims", "de")[-1]
    assert last.asks == "who is 'Er'? perhaps Ben Muster"
    assert found("Ana Muster sagte, der Hafen sei voll. Aus dem Rat hieß es, er sei leer.", "claims", "de")[
        -1
    ].value == ("der Hafen sei voll")


def test_what_stands_below_a_picture_is_said_by_nobody() -> None:
    text = "Bottom: The harbour as it was.\n\nThe chiefs met.\n\nBottom: The walls are too low for the tide."
    assert found(text, "claims") == []
