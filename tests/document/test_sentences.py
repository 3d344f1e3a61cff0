"""Where sentences end, shown by a bar; and Latin and Cyrillic texts read as the library of all scripts reads them."""

from __future__ import annotations

import random
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from briefgen.archive import matching
from briefgen.document import direction, sentences
from briefgen.document.sentences import capitalised, ended, is_ended, is_western, sentence_ends, without_stop
from briefgen.language.cldr import abbreviations, days_are_stopped
from tests.document.strategies import texts

CASES = (
    "They met.| They left.|",
    "They met|",
    "They met. |".replace(". |", ".| "),
    "Did they meet?| They did!| Indeed…|",
    "He said: “They met.”| They left.|",
    "(They met.)| They left.|",
    "It was (they said) over.| Then “So be it.”|",
    "Mr. Smith met Dr. Jones at St. Mary.| They left.|",
    "The U.S. delegation met at 5 p.m. in Moscow.| It left.|",
    "J. Smith spoke.| A. N. Other listened.|",
    "See Art. 5 and para. 3, No. 7, pp. 3-4.| It holds.|",
    "They rose by 3.5 per cent.| In 2024.| Then fell.|",
    "They met. they left.|",
    "The site example.org is down.| So what?|",
    "Они встретились в г. Москва.| Они уехали.|",
    "会议召开。|结束。|",
    "他说：“会议召开。”|结束。|",
    "One.|\nTwo.|",
    "Директор А. Бортников подвёл итоги года.|",
    "Дж. Смит и Ю. Петров пришли.| Они ушли.|",
    "Отырыс 2024 ж. 4 қазанда өтті.|",
    "Sh. Mirziyoyev keldi.| Oʻ. Karimov ketdi.| U gapirdi.|",
    "Maj. Gen. Smith met Sen. Brown.| They left.|",
    "Այն ավարտվեց։| Նոր նիստ։|",
    "वह समाप्त हुई।| के. चंद्रशेखर आए।|",
    "انعقد الاجتماع.| ثم غادروا؟| نعم.|",
    "حضر د. محمد الاجتماع.| غادر.|",
    "اجلاس ختم ہوا۔| وہ چلے گئے۔|",
    "שר החוץ נפגש.| הוא עזב.|",
    "შეხვედრა გაიმართა.| მინისტრი წავიდა.|",
    "ა. ბერიძე წავიდა.| დასრულდა.|",
    "회의가 열렸다.| 김 장관이 말했다.|",
    "พ.ศ. 2568 การประชุม|",
    "会议召开!|下一次会议?|是的|",
    "外相会合は東京で開かれた。|共同声明を採択した。|",
    "កិច្ចប្រជុំបានបញ្ចប់។| ពួកគេ|",
    "ስብሰባው ተጠናቀቀ።| ሄዱ።|",
    "Er sagte: „Ja.“| Dann ging er.|",
)
OF_LANGUAGES = (
    ("en", "On Sept. 11 they met in the capital.| They left.|"),
    ("de", "Am 17. Oktober traf sich z. B. der Rat.| Vgl. Abs. 2 Nr. 3 dort.| Er ging.|"),
    ("fr", "Voir l’art. 5 et le vol. II, p. ex. ici.| Fin.|"),
    ("es", "El Excmo. Sr. Pérez y la Dra. Ruiz llegaron.| Salieron.|"),
    ("pt", "Em out. Lisboa recebeu o Dr. Silva.| Saiu.|"),
    ("tr", "Sn. Bakan ve Doç. Dr. Yılmaz 21. Toplantıya katıldı.| Gitti.|"),
    ("ru", "Проф. Иванов и ген. Петров прибыли.| Уехали.|"),
    ("kk", "Т.б. Астана қ. Мемлекет басшысы келді.| Кетті.|"),
    ("uz", "Prof. Karimov va akad. Sodiqov keldi.| Ketdi.|"),
    ("hy", "Պրոֆ. Պետրոսյանը և պրոֆ. Աբրահամյանը եկան։| Գնացին։|"),
    ("hi", "डॉ. शर्मा और प्रो. सिंह आए।| वे गए।|"),
    ("tr", "M.S. Dördüncü yüzyılda IV. Murat geldi.| Bkz. Madde başı.| Gitti.|"),
    ("de", "Der 1. FC Köln und Wilhelm II. Friedrich kamen.| Ende.|"),
    ("en", "Do it on 23rd. May, by G.B.J. Dreyfus and K.A. Vose.| End.|"),
    ("es", "EE. UU. y la Sra. Pérez firmaron el Art. 3.| Fin.|"),
    ("fr", "M. Dupont et Mme. Durand, cf. Art. 3.| Fin.|"),
    ("he", "ד״ר כהן ופרופ. לוי הגיעו.| סוף.|"),
    ("ka", "ქ. თბილისი და აკად. ბერიძე.| დასასრული.|"),
    ("nl", "Dhr. Th. Janssen en Ph. Smit kwamen.| Einde.|"),
    ("en", "They met at sea, off the mar.| Then out.| Then all was set.| Fine.|"),
)


@pytest.mark.parametrize("shown", CASES)
def test_sentences_end_where_a_reader_says(shown: str) -> None:
    text, ends = shown.replace("|", ""), []
    for n, _ in enumerate(shown.split("|")[:-1]):
        ends.append(len("".join(shown.split("|")[: n + 1])))
    assert sentence_ends(text) == ends


@pytest.mark.parametrize(("language", "shown"), OF_LANGUAGES)
def test_abbreviations_of_a_language_end_no_sentence_in_it(language: str, shown: str) -> None:
    text, pieces = shown.replace("|", ""), shown.split("|")[:-1]
    ends = [len("".join(pieces[: n + 1])) for n in range(len(pieces))]
    assert sentence_ends(text, abbreviations(language), days_stopped=days_are_stopped(language)) == ends


@pytest.mark.parametrize(
    ("text", "language", "capital"),
    [
        ("talks", "en", "Talks"),
        ("переговоры", "ru", "Переговоры"),
        ("istanbul", "tr", "İstanbul"),
        ("istanbul", "en", "Istanbul"),
        ("ışık", "tr", "Işık"),
        ("շուշի", "hy", "Շուշի"),
        ("ǆungla", "hr", "ǅungla"),
        ("საქართველო", "ka", "საქართველო"),
        ("שלום", "he", "שלום"),
        ("会议", "zh", "会议"),
        ("बैठक", "hi", "बैठक"),
        ("5 states", "en", "5 states"),
        ("nCa reports", "en", "nCa reports"),
        ("harbour.example, 2 May", "en", "harbour.example, 2 May"),
        ("e.g. talks", "en", "E.g. talks"),
        ("сообщение о Москве", "ru", "Сообщение о Москве"),
        ("", "en", ""),
    ],
)
def test_a_capital_is_that_of_the_language_and_scripts_without_one_are_left_alone(
    text: str, language: str, capital: str
) -> None:
    assert capitalised(text, language) == capital


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("They met", "They met."),
        ("They met!", "They met!"),
        ("“They met.”", "“They met.”"),
        ("会议召开", "会议召开。"),
        ("会议召开。", "会议召开。"),
        ("「共同声明を採択した。」", "「共同声明を採択した。」"),
        ("Այն ավարտվեց", "Այն ավարտվեց։"),
        ("वह समाप्त हुई", "वह समाप्त हुई।"),
        ("متى انعقد؟", "متى انعقد؟"),
        ("انعقد الاجتماع", "انعقد الاجتماع."),
        ("ประชุมแล้ว", "ประชุมแล้ว"),
        ("회의가 열렸다", "회의가 열렸다."),
        ("ስብሰባው ተጠናቀቀ", "ስብሰባው ተጠናቀቀ።"),
    ],
)
def test_a_full_stop_is_that_of_the_script_and_stands_once(text: str, whole: str) -> None:
    assert ended(text) == ended(ended(text)) == whole
    assert is_ended(whole) or whole == text
    assert without_stop(whole) == text or is_ended(text)


@pytest.mark.parametrize("text", ["", " ", " \n\t "])
def test_blanks_have_no_sentence(text: str) -> None:
    assert sentence_ends(text) == []


@given(texts())
def test_ends_ascend_and_the_last_is_the_end_of_the_text(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(text.rstrip())] if text.strip() else [])


REFUSED = "\x1c\x1d\x1e\x1f"
"""Signs that Python takes for blanks: neither facts nor templates may hold them."""
_ALL = (*range(0x3000), 0xE000, 0xF8FF, 0xF0000, sys.maxunicode)
WESTERN = [c for c in map(chr, _ALL) if is_western(c) and c not in REFUSED]
_SIGNS = "".join(dict.fromkeys(c for c in WESTERN if c < "\u3000" and not c.isalnum() and c.isprintable()))
TEXTS = st.text("aAbBoеЕшШсЖʻ’' .\u00a0\n1…!?‼()[]«»„“”\"-–/\u2069\u200d" + _SIGNS + "éß\ue001", max_size=30)


def test_of_each_character_python_says_what_the_library_says() -> None:
    for asked, say in (
        (r"\p{SB=Lower}", str.islower),
        (r"(?V1)[\p{Ll}&&[\p{Latin}\p{Cyrillic}]]", str.islower),
        (r"(?V1)[\p{Lu}&&[\p{Latin}\p{Cyrillic}]]", str.isupper),
        (r"\s", str.isspace),
        (r"\p{L}", lambda c: c.isalnum() and not c.isdecimal()),
        (r"\p{N}", str.isdecimal),
        (r"\p{M}", lambda c: False),
        (r"[\p{Ps}\p{Pi}]", lambda c: c in sentences._OPENS.replace("\\", "")),
        (r"[\p{Pe}\p{Pf}]", lambda c: c in sentences._CLOSES.replace("\\", "")),
        (r"\p{SB=STerm}", lambda c: c in "!?‼‽⁇⁈⁉"),
        (r"\p{Sentence_Terminal}", lambda c: c in "!.?․‼‽⁇⁈⁉"),
        (r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]", lambda c: False),
        (r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Armenian}\u094d\u09cd]", lambda c: False),
    ):
        known = regex.compile(asked)
        assert [c for c in WESTERN if bool(known.fullmatch(c)) != say(c)] == [], asked


def test_no_letter_before_thai_is_of_a_script_without_blanks() -> None:
    below = map(chr, range(ord(matching._FIRST_BLANKLESS)))
    assert [c for c in below if matching._BLANKLESS.match(c)] == []


def as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every text as one in any script."""
    for module in (sentences, direction):
        monkeypatch.setattr(module, "is_western", lambda _: False)
    sentences._is_abbreviation.cache_clear()


def told(text: str) -> tuple[object, ...]:
    short = frozenset({"т.е.", "art.", "зам."})
    return (
        sentences.sentence_ends(text, short),
        sentences.sentence_ends(text, short, days_stopped=True),
        sentences.is_ended(text),
        sentences.full_stop(text),
        direction.begins_rtl(text),
        direction.isolated(text, "en"),
    )


def compare(text: str) -> None:
    sentences._is_abbreviation.cache_clear()
    found = told(text)
    with pytest.MonkeyPatch.context() as patch:
        as_any(patch)
        assert told(text) == found
    sentences._is_abbreviation.cache_clear()


@given(TEXTS)
def test_both_ways_find_the_same(text: str) -> None:
    compare(text)


@pytest.mark.slow
def test_both_ways_find_the_same_in_many_texts() -> None:
    some = random.Random(17)
    words = [
        "Dr",
        "Sh",
        "Дж",
        "т.е",
        "O‘",
        "gen",
        "17",
        "IV",
        "21st",
        "art",
        "зам",
        "l’art",
        "U.S",
        "Hello",
        "шаг",
        "Ünlü",
    ]
    for _ in range(20_000):
        compare("".join(some.choice([*words, *WESTERN[:0x250], " ", " ", ". ", ".» ", "! "]) for _ in range(12)))


@pytest.mark.parametrize("text", ["ª", "µ", "x²", "e\u0301", "שלום", "日本", "\u200f", "Ա", "αβγ", "é\x1c"])
def test_what_it_is_not_made_for_is_left_to_the_library(text: str) -> None:
    assert not is_western(text)


@pytest.mark.parametrize("text", ["", "Sh. Mirziyoyev’s", "Ўзбекистон – «МДҲ»", "O‘zbekiston", "€5 №3", "\ue000"])
def test_what_most_texts_are_is(text: str) -> None:
    assert is_western(text)
