"""Latin and Cyrillic texts are read as the library that knows all scripts reads them."""

from __future__ import annotations

import random
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from briefgen.archive import matching
from briefgen.document import direction, sentences, western
from briefgen.document.western import is_western

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
        (r"[\p{Ps}\p{Pi}]", lambda c: c in western._OPENS.replace("\\", "")),
        (r"[\p{Pe}\p{Pf}]", lambda c: c in western._CLOSES.replace("\\", "")),
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
