"""Who says what in a sentence, in each of the ways that reports put it."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.speaking.speech_reading import assertions
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("words", "language", "speaker", "says"),
    [
        ("Ana Sample, the chair, said that walls were low.", "en", "Ana Sample", "walls were low"),
        ("“Walls are far too low,” said Ben Beispiel, the mayor.", "en", "Ben Beispiel", "Walls are far too low"),
        ("“Walls are low now,” the head of ports, Ana Sample, told us.", "en", "Ana Sample", "Walls are low now"),
        ("Ana Sample, while opening it, said that walls are low.", "en", "Ana Sample", "walls are low"),
        ("Ana Sample saying the walls are low and wet.", "en", "Ana Sample", "the walls are low and wet"),
        ("According to the mayor, Ana Sample, walls are low.", "en", "Ana Sample", "walls are low"),
        ("Walls are too low now, the mayor said on Thursday.", "en", "the mayor", "Walls are too low now"),
        ("According to the Example Institute, walls are low.", "en", "Example Institute", "walls are low"),
        ("The observer of Finland stated that walls were low.", "en", "observer of Finland", "walls were low"),
        ("Ben Beispiel of the Union left; she added that walls were low.", "en", "she", "walls were low"),
        ("The government said that walls were low.", "en", "government", "walls were low"),
        ("A joint statement issued on Sunday added that walls were low.", "en", "joint statement", "walls were low"),
        ("“Walls are too low,” said a joint statement after it.", "en", "joint statement", "Walls are too low"),
        ("'The port's walls are low,' Minister Ana Sample told us.", "en", "Ana Sample", "The port's walls are low"),
        ("Port House officials said walls were low.", "en", "Port House officials", "walls were low"),
        ("Minister of Ports: walls are far too low", "en", "Minister of Ports", "walls are far too low"),
        ("Как сообщил министр Иван Пример, стены слишком низкие.", "ru", "Иван Пример", "стены слишком низкие"),
        ("Стены построят к лету, сообщили в Минобороны РФ.", "ru", "Минобороны РФ", "Стены построят к лету"),
        ("The Port Office released a note, adding that walls were low.", "en", "Port Office", "walls were low"),
        ("Ana Sample said that Ben Beispiel had denied it.", "en", "Ana Sample", "Ben Beispiel had denied it"),
        ("Ana SAMPLE (Left, PT), head of it (IT), said: “Walls are low now.”", "en", "Ana SAMPLE", "Walls are low now"),
        ("A spokesman warned that walls would fall.", "en", "spokesman", "walls would fall"),
        ("Walls are far too low, Sample Ltd said according to it.", "en", "Sample Ltd", "Walls are far too low"),
        ("“Walls are too low”, a statement by the ministers says.", "en", "statement", "Walls are too low"),
        ("Walls are far too low, it added.", "en", "it", "Walls are far too low"),
        ("Walls are far too low, according to Sample.", "en", "Sample", "Walls are far too low"),
        ("Ana Sample hatte am Sonntagabend erklärt, der Hafen sei voll.", "de", "Ana Sample", "der Hafen sei voll"),
        ("Ana Sample sagte am Kai, der leer war, nichts.", "de", "Ana Sample", "am Kai, der leer war, nichts"),
        ("Member states praised it and noted that walls are low.", "en", "Member states", "walls are low"),
        ("Walls are far too low, witnesses said.", "en", "witnesses", "Walls are far too low"),
        ("After it, the top negotiator said walls were low.", "en", "top negotiator", "walls were low"),
        ("“Walls are far too low,” concluded President Sample.", "en", "Sample", "Walls are far too low"),
        ("“Walls are far too low,” he continued.", "en", "he", "Walls are far too low"),
        ("Port ministers said Monday that walls were low.", "en", "Port ministers", "walls were low"),
        ("Some of the 43 member nations said walls were low.", "en", "Some of the 43 member nations", "walls were low"),
        ("Some members, mostly Peru and Fiji, argued that old walls fell.", "en", "Some members", "old walls fell"),
        ("The MB5 website said walls were low.", "en", "MB5 website", "walls were low"),
        ("« Les murs sont trop bas », a-t-il déclaré.", "fr", "il", "Les murs sont trop bas"),
        ("Le maire a cependant évoqué des murs trop bas.", "fr", "maire", "des murs trop bas"),
        ("Ana Sample, ministre du Port et du Fret a dit que tout est bas.", "fr", "Ana Sample", "tout est bas"),
        ("Die Mauer bleibe sehr alt, sagte Ministerin Ana Muster.", "de", "Ana Muster", "Die Mauer bleibe sehr alt"),
        ("Ana Sample, minister of ports and customs said walls were low.", "en", "Ana Sample", "walls were low"),
        ("Minister Ana Sample put it so: “Walls are far too low.”", "en", "Ana Sample", "Walls are far too low"),
        ("Ana Sample defended the report, saying walls were low.", "en", "Ana Sample", "walls were low"),
        ("According to this analysis, walls were low.", "en", "analysis", "walls were low"),
        ("Airlines fear that walls are low.", "en", "Airlines", "walls are low"),
        ("„Mauern sind viel zu niedrig“, so Muster auf der Tagung.", "de", "Muster", "Mauern sind viel zu niedrig"),
        ("The council said walls were low.", "en", "council", "walls were low"),
        ("Walls are low, Ana Sample told a press conference after it.", "en", "Ana Sample", "Walls are low"),
        ("“Walls are low,” Ana Sample, a port specialist, told the Gazette.", "en", "Ana Sample", "Walls are low"),
        ("Ana Sample, while opening it, said that walls were low.", "en", "Ana Sample", "walls were low"),
        ("Les experts craignent que les murs ne tombent.", "fr", "experts", "les murs ne tombent"),
        ("Alles sei falsch, sagte eine Sprecherin der Stadt.", "de", "Sprecherin der Stadt", "Alles sei falsch"),
        ("Die Wirtin, Eva Muster, gehe, erklärte sie am Montag.", "de", "sie", "Die Wirtin, Eva Muster, gehe"),
        ("Einerseits lobt sie den neuen Hafen.", "de", "sie", "den neuen Hafen"),
        ("Der Minister machte deutlich, dass alles gut ist.", "de", "Minister", "alles gut ist"),
        ("Стены слишком низкие, сообщили в службе порта.", "ru", "службе порта", "Стены слишком низкие"),
        ("Мэр обратил внимание на то, что все стены низкие.", "ru", "Мэр", "все стены низкие"),
        ("« Tout va bien », assure la directrice du port.", "fr", "directrice du port", "Tout va bien"),
        ("La déclaration appelle à la retenue de tous.", "fr", "déclaration", "la retenue de tous"),
        ("Ana Sample used the occasion to announce that all walls fell.", "en", "Ana Sample", "all walls fell"),
        ("The two sides met and stressed that walls were low.", "en", "two sides", "walls were low"),
        ("The Leaders condemn the fall of the walls.", "en", "Leaders", "the fall of the walls"),
        ("По их мнению, стены слишком низкие.", "ru", "их", "стены слишком низкие"),
        ("We strongly condemn the fall of the walls.", "en", "We", "condemn the fall of the walls"),
        ("Wir verurteilen den Fall der Mauern.", "de", "Wir", "verurteilen den Fall der Mauern"),
        ("Nous condamnons la chute des murs.", "fr", "Nous", "condamnons la chute des murs"),
        ("Мы осуждаем падение стен.", "ru", "Мы", "осуждаем падение стен"),
        ("Experten warnten, dass Mauern niedrig seien.", "de", "Experten", "Mauern niedrig seien"),
        ("Стены низкие и старые, сообщил и.о. мэра Иван Пример.", "ru", "Иван Пример", "Стены низкие и старые"),
        ("«Стены слишком низкие», — сказал Ерлан Мысалов.", "ru", "Ерлан Мысалов", "Стены слишком низкие"),
        ("По его словам, стены слишком низкие.", "ru", "его", "стены слишком низкие"),
        ("„Mauern sind zu niedrig“, erklärte Eva Muster.", "de", "Eva Muster", "Mauern sind zu niedrig"),
        ("Selon l'Institut de la mer, les murs sont bas.", "fr", "Institut de la mer", "les murs sont bas"),
    ],
)  # fmt: skip
def test_the_speaker_and_the_words(words: str, language: str, speaker: str, says: str) -> None:
    (found,) = assertions(words, word_list(language))
    assert (found.speaker, found.says) == (speaker, says)


@pytest.mark.parametrize(
    "words",
    [
        "A compromise proposed by Denmark was read.",
        "According to Exampleland practice, the walls of ports were low.",
        "Ana Sample was told that walls were low.",
    ],
)
def test_what_nobody_says_is_no_claim(words: str) -> None:
    assert assertions(words, word_list("en")) == []


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The ministers noted with concern that walls were low.", "ministers"),
        ("They said that walls were low.", "They"),
        ("In Lima, the participants also urged that walls be built.", "participants"),
        ("Both leaders underscored their resolve to build walls.", "leaders"),
    ],
)
def test_what_all_of_them_say_together_is_their_claim(words: str, speaker: str) -> None:
    (found,) = assertions(words, word_list("en"))
    assert found.speaker.endswith(speaker)


def test_who_denies_something_does_not_say_it() -> None:
    (found,) = assertions("The chair, Ana Sample, denied that the talks had failed.", word_list("en"))
    assert (found.says, found.verb) == ("the talks had failed", "denied")
    assert assertions("The chair, Ana Sample, denied a report of three failed talks.", word_list("en")) == []


def test_words_of_one_verb_are_not_those_of_another() -> None:
    words = "Ana Sample called it “a floor, not a ceiling” and said that Portugal would forbid such payments."
    said = next(one for one in assertions(words, word_list("en")) if one.says.startswith("Portugal"))
    assert said.quoted == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Ana Sample said the accord was “the first of its kind”.", "the accord was “the first of its kind”"),
        ("Ana Sample said: “The accord is the first of its kind”.", "The accord is the first of its kind"),
    ],
)
def test_a_quotation_within_what_is_said_keeps_both_of_its_marks(words: str, says: str) -> None:
    assert [one.says for one in assertions(words, word_list("en"))] == [says]


def test_quotation_marks_within_like_ones_are_not_read() -> None:
    assert assertions('"The "new" wall is too low," Ana Sample said.', word_list("en")) == []
    assert len(assertions('"Walls are too low," she said, and "ports are closed".', word_list("en"))) == 1


@pytest.mark.parametrize(
    ("words", "language", "speaker", "says"),
    [
        ("Prices, Ana Sample said, would not fall for years.", "en", "Ana Sample", "Prices would not fall for years"),
        ("Ana Sample told the BBC walls are low.", "en", "Ana Sample", "walls are low"),
        ("On Monday the chair, Ana Sample, told AFP the text was weak.", "en", "Ana Sample", "the text was weak"),
        ("“We are very late indeed,” quipped Ana Sample.", "en", "Ana Sample", "We are very late indeed"),
        ("Peru's delegate surmised that the sea rises.", "en", "Peru's delegate", "the sea rises"),
        ("The port watchdog said walls are low.", "en", "port watchdog", "walls are low"),
        ("He did not rule it out but said walls are low.", "en", "He", "walls are low"),
        ("As Ana Sample noted on Monday, the sea rises.", "en", "Ana Sample", "the sea rises"),
        ("“This is a landmark day” – Ana Sample, Minister of Ports", "en", "Ana Sample", "This is a landmark day"),
        ("In Lima sagte Ministerin Anna Muster, die Preise stiegen.", "de", "Anna Muster", "die Preise stiegen"),
        ("Wie Muster erläuterte, steigen die Preise.", "de", "Muster", "steigen die Preise"),
        ("„Es ist ein gutes Ergebnis“, freute sich Anna Muster.", "de", "Anna Muster", "Es ist ein gutes Ergebnis"),
        ("Muster: „Wir brauchen mehr Häfen.“", "de", "Muster", "Wir brauchen mehr Häfen"),
        ("Анна Пример доложила, что порт давно готов.", "ru", "Анна Пример", "порт давно готов"),
        ("«Порт уже построен», - подытожил Пример.", "ru", "Пример", "Порт уже построен"),
        ("Comme l'a souligné Jean Exemple, les prix montent.", "fr", "Jean Exemple", "les prix montent"),
        ("« Les prix montent, a-t-il ajouté, et vite. »", "fr", "il", "Les prix montent et vite"),
        ('"The sea," Ana Sample noted, "is rising fast."', "en", "Ana Sample", "The sea is rising fast"),
        ("Said one member, “I will abstain from everything.”", "en", "member", "I will abstain from everything"),
        (
            "Während es regnete, warnte der Vorsitzende, dass die Dämme brechen.",
            "de",
            "Vorsitzende",
            "die Dämme brechen",
        ),
        ("Der Vorstand hat vor zu hohen Preisen gewarnt.", "de", "Vorstand", "vor zu hohen Preisen gewarnt"),
        ("Pour le directeur du port, le budget est trop mince.", "fr", "directeur du port", "le budget est trop mince"),
        ("SAMPLE: The walls of the port are far too low.", "en", "SAMPLE", "The walls of the port are far too low"),
    ],
)
def test_verbs_that_no_list_has_and_speakers_in_other_places(
    words: str, language: str, speaker: str, says: str
) -> None:
    assert [(one.speaker, one.says) for one in assertions(words, word_list(language))] == [(speaker, says)]


def test_who_spoke_after_somebody_had_said_it_did_not_say_it() -> None:
    words = "Ana Sample spoke after Ben Beispiel had said that walls are too low."
    assert [one.speaker for one in assertions(words, word_list("en"))] == ["Ben Beispiel"]


def test_an_adverb_at_the_head_speaks_for_nobody() -> None:
    words = "Отдельно говорили о розыске лиц, скрывающихся от следствия."
    assert [one.speaker for one in assertions(words, word_list("ru")) if one.speaker] == []


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("„Die Mauern sind viel zu niedrig“, sagte er und dankte der Ministerin, Eva Muster, für ihre Hilfe.", "er"),
        (
            "Ana Muster, die den Hafen vertrat, zeigte sich im Nachgang zuversichtlich, dass es dem Hafen gelingt.",
            "Ana Muster",
        ),
        ("Man brauche Häfen, die sicher seien, sagte Ana Muster.", "Ana Muster"),
        ("„Wir wollen höhere Mauern“, sagt der Bürgermeister aus Muster im Kreis Beispiel.", "Bürgermeister"),
    ],
)
def test_who_speaks_beside_others_in_german(words: str, speaker: str) -> None:
    assert assertions(words, word_list("de"))[0].speaker == speaker


@pytest.mark.parametrize(
    ("words", "language", "says"),
    [
        ("Walls are too low, said Ana Sample, who chairs the port.", "en", "Walls are too low"),
        ("Walls are too low, said Ana Sample, mayor of the port.", "en", "Walls are too low"),
        ("Walls are too low, said a delegate, adding that nobody cares.", "en", "Walls are too low"),
        ("Not all ports, said a source in Lima, are ready for it.", "en", "Not all ports are ready for it"),
        ("Не все порты, пояснил источник в делегации, готовы.", "ru", "Не все порты готовы"),
        ("Не все порты готовы, пояснил источник в делегации, который молчит.", "ru", "Не все порты готовы"),
        ("Les murs, a expliqué une source dans une délégation, sont trop bas.", "fr", "Les murs sont trop bas"),
    ],
)
def test_what_is_said_goes_on_behind_the_speaker_and_what_tells_of_the_speaker_does_not(
    words: str, language: str, says: str
) -> None:
    assert [one.says for one in assertions(words, word_list(language))] == [says]


def test_who_spoke_of_something_and_said_so_is_one() -> None:
    words = 'One envoy spoke of "a wonderful week" and said the pace of it had surprised all.'
    assert {one.speaker for one in assertions(words, word_list("en"))} == {"envoy"}


def test_in_his_words_within_what_he_recalled_is_a_part_of_it() -> None:
    words = "Она напомнила, что порту исполнится 30 лет; он, по её словам, надёжен."
    assert [one.speaker for one in assertions(words, word_list("ru"))] == ["Она"]


def test_a_quotation_within_a_sentence_is_said_with_all_of_it() -> None:
    (one,) = assertions("The pact on ports is “a first step for all,” he said.", word_list("en"))
    assert (one.says, one.quoted) == ("The pact on ports is “a first step for all”", "a first step for all")


def test_what_one_warns_of_is_no_clause() -> None:
    (one,) = assertions('Ana Sample warned of the "flattening" of ports.', word_list("en"))
    assert one.no_clause
    (one,) = assertions(
        "Ports must pay for the walls, according to Sample's notes.", word_list("en"), frozenset({"Sample"})
    )
    assert one.speaker == "Sample"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Die Verbände fordern eine Prämie für alle Häfen.", "eine Prämie für alle Häfen"),
        ("Ana Muster kündigte an, den Hafen im Mai zu eröffnen.", "den Hafen im Mai zu eröffnen"),
    ],
)
def test_what_one_demands_or_promises_stands_without_the_end_of_its_verb(words: str, says: str) -> None:
    assert [one.says for one in assertions(words, word_list("de"))] == [says]


def test_what_follows_a_verb_without_a_comma_is_no_clause_in_german() -> None:
    (one,) = assertions("Die Verbände fordern eine Prämie für alle Häfen.", word_list("de"))
    assert one.no_clause
    (one,) = assertions("Ana Muster sagte am Montag, die Häfen seien voll.", word_list("de"))
    assert not one.no_clause


def test_a_day_right_behind_the_verb_is_no_word_of_what_is_said() -> None:
    (one,) = assertions("But Moscow announced Friday it will close the ports of the north.", word_list("en"))
    assert (one.speaker, one.says) == ("Moscow", "it will close the ports of the north")


def test_a_noun_behind_of_is_no_verb() -> None:
    for words in (
        "They left a deeply sown atmosphere of fear and distrust on the banks of the river.",
        "This committee has oversight of matters that involve the roads and the bridges of the county.",
    ):
        assert assertions(words, word_list("en")) == []


def test_when_and_in_which_document_it_was_said_is_no_speaker_and_no_part_of_it() -> None:
    words = "Ports will pay for it, they said on Monday in a joint statement after the talks in Lima on ports."
    assert [(one.speaker, one.says) for one in assertions(words, word_list("en"))] == [
        ("they", "Ports will pay for it")
    ]
    words = "Встреча прошла в порту, сообщает в понедельник, 13 апреля, пресс-служба порта."
    assert [one for one in assertions(words, word_list("ru")) if "понедельник" in one.speaker] == []


def test_who_took_the_floor_with_words_of_welcome_said_nothing() -> None:
    words = "Заместитель министра Иван Пример выступил на встрече с приветственным словом."
    assert assertions(words, word_list("ru")) == []


@pytest.mark.parametrize("who", ["spokesman for the minister", "adviser to the minister"])
def test_who_speaks_for_the_minister_is_not_the_minister(who: str) -> None:
    found = assertions(f"The {who} said that walls are too low.", word_list("en"))
    assert [one.speaker for one in found if one.speaker != who] == []
