"""The lists of an editor: loaded words, and what is wrong with one."""

from __future__ import annotations

from briefgen.checks.context import LoadedWord, read_words


def test_the_list_gives_each_word_with_its_reason_and_its_neutral_form() -> None:
    text = b"""\
words:
  - word: regime
    why: it denies that a government is one
    instead: government
  - {word: "so-called*", why: it sneers}
"""
    assert read_words(text) == (
        (
            LoadedWord("regime", "it denies that a government is one", "government"),
            LoadedWord("so-called*", "it sneers"),
        ),
        [],
    )


def test_faults_of_the_list_stand_at_their_own_line() -> None:
    text = b"""\
word: []
words:
  - regime
  - {wird: regime, why: it sneers}
  - {word: [a], why: it sneers}
  - {word: fine, why: it is fine}
"""
    words, problems = read_words(text)
    assert words == (LoadedWord("fine", "it is fine"),)
    assert [str(p).partition("\n")[0] for p in problems] == [
        "facts/words.yaml:1:1: error: unknown key 'word' [unknown-key]",
        "facts/words.yaml:3:5: error: expected a mapping of keys to values [wrong-type]",
        "facts/words.yaml:4:6: error: unknown key 'wird' [unknown-key]",
        "facts/words.yaml:4:5: error: the key 'word' is missing [missing-key]",
        "facts/words.yaml:5:12: error: expected text [wrong-type]",
    ]


def test_a_list_that_cannot_be_read_is_no_list() -> None:
    assert read_words(b"words: {")[0] == ()
    assert [p.code for p in read_words(b"words: regime")[1]] == ["wrong-type"]
    assert read_words(b"words: regime")[0] == ()
