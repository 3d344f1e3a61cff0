# ruff: noqa: E501  (a diagnostic is one line)
"""The desk's own likelihood, and words that take sides."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefgen.checks.context import LoadedWord, Settings, Yardstick
from briefgen.checks.rules import wording
from briefgen.regexes import without_case
from tests.checks.pages import context, expect, said


def test_likelihood_does_not_belong_into_a_sentence_of_fact(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        === meetings/m.yaml
        discussion:
          - Prices will probably rise.
          - Prices will "probably" rise.
          - It was said with high confidence.
          - {is: Prices are likely to rise., according_to: p}
          - The likelihood of rain was discussed.
        claims:
          - {id: c, said_by: p, says: prices are likely to rise, mode: reported}
        """
    expected = """
        facts/meetings/m.yaml:2:5: warning: 'probably' in a sentence of fact reads as the desk's judgement [likelihood-in-fact]
          hint: put the source's word in quotation marks, name the speaker, or write an assessment
        facts/meetings/m.yaml:4:5: warning: 'high confidence' in a sentence of fact reads as the desk's judgement [likelihood-in-fact]
          hint: put the source's word in quotation marks, name the speaker, or write an assessment
        """
    expect(wording.check, context(tmp_path, page), expected)


def test_loaded_words_stand_in_quotation_marks(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        === meetings/m.yaml
        discussion:
          - The regime and the terrorists were discussed.
          - The "regime" was discussed under a regimen.
        claims:
          - {id: c, said_by: p, says: the Regime was weak, mode: reported}
        """
    words = (LoadedWord("regime", "it denies that it is a government", "government"), LoadedWord("terroris*", "vague"))
    expected = """
        facts/meetings/m.yaml:2:5: warning: 'regime' is a loaded word: it denies that it is a government [loaded-word]
          hint: write 'government', or quote the source's word
        facts/meetings/m.yaml:2:5: warning: 'terrorists' is a loaded word: vague [loaded-word]
          hint: quote the source's word
        facts/meetings/m.yaml:5:31: warning: 'Regime' is a loaded word: it denies that it is a government [loaded-word]
          hint: write 'government', or quote the source's word
        """
    expect(wording.check, context(tmp_path, page, settings=Settings(loaded_words=words)), expected)


def test_an_assessment_keeps_likelihood_and_confidence_apart(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: Example City
        === assessments/a.yaml
        text: We judge with high confidence that a meeting is likely.
        likelihood: certain
        confidence: high
        rests_on: m
        reviewed: 2026-01-01
        === assessments/b.yaml
        text: A meeting is likely. The desk has high confidence.
        rests_on: m
        reviewed: 2026-01-01
        """
    expected = """
        facts/assessments/a.yaml:1:7: error: one sentence states both a likelihood and a confidence [likelihood-and-confidence]
          hint: give them under likelihood, confidence and confidence_why
        facts/assessments/a.yaml:2:13: error: 'certain' is no step of likelihood [unknown-step]
          hint: steps are: maybe, likely
        """
    settings = Settings(yardstick=Yardstick.of(["maybe", "likely"], ["high", "very-high"]))
    expect(wording.check, context(tmp_path, page, settings=settings), expected)


def test_a_step_without_words_of_its_own_is_expressed_by_its_name(tmp_path: Path) -> None:
    yardstick = Yardstick.of(["even-chance"], ["very-high"])
    assert yardstick.likelihood == {"even-chance": ("even chance",)}
    assert yardstick.confidence == {"very-high": ("very high confidence",)}
    page = "=== meetings/m.yaml\ndiscussion: There is an even chance of it.\n"
    assert "'even chance'" in said(wording.check, context(tmp_path, page, settings=Settings(yardstick=yardstick)))


_CASES = "aikKsßIıİſẞ\u212aσςΣйЙµμ\u0307"


@given(st.text(_CASES, min_size=1, max_size=3), st.text(_CASES + " ", max_size=8))
def test_what_is_passed_over_holds_no_loaded_word(word: str, text: str) -> None:
    for loaded in (LoadedWord(word, "why"), LoadedWord(f"{word}*", "why")):
        if re.search(wording._loaded_pattern(loaded), text, re.IGNORECASE):
            assert without_case(word) in without_case(text)
