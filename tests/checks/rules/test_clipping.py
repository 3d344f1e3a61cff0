# ruff: noqa: E501  (a diagnostic is one line)
"""A quote keeps the negation and the speaker of its sentence."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import clipping
from tests.checks.pages import context, expect

SOURCE = """
        === sources/paper.yaml
        type: essay
        language: en
        retrieved: 2026-01-01
        label: Paper
        descriptor: an essay
        archive: paper.txt
        === archive/paper.txt
        There is no evidence that the service was involved in it. It is not only the service that grew.
        Officials claimed that the talks had succeeded beyond all hope. "The talks went well", the minister said.
        "The talks were short." The minister said so.
        He claimed credit. The talks were long and hard.
        """


def test_a_negation_right_before_the_quote_is_named(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: The service was involved., quote: "the service was involved in it"}
          - {is: The service grew., quote: "the service that grew"}
        """
    expected = """
        facts/meetings/m.yaml:3:5: warning: 'no' stands right before the quote: 'is no evidence that' 'the service was involved in it' [quote-clips-negation]
          hint: begin the quote earlier
        """
    expect(clipping.check, context(tmp_path, page + SOURCE), expected)


def test_a_speaker_right_before_or_behind_the_quote_is_named(tmp_path: Path) -> None:
    page = """
        === persons/minister.yaml
        name: A Minister
        src: paper
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: The talks succeeded., quote: "the talks had succeeded beyond all hope"}
          - {is: The talks went well., quote: "The talks went well"}
          - {is: The talks were good., quote: "The talks went well", according_to: minister}
          - {is: The talks were long., quote: "The talks were long"}
          - {is: The talks were short., quote: "The talks were short."}
        """
    expected = """
        facts/meetings/m.yaml:3:5: warning: the source gives these words to a speaker: 'Officials claimed that' [quote-clips-speaker]
          hint: add according_to, or write it as a claim
        facts/meetings/m.yaml:4:5: warning: the source gives these words to a speaker: '", the minister said' [quote-clips-speaker]
          hint: add according_to, or write it as a claim
        """
    expect(clipping.check, context(tmp_path, page + SOURCE), expected)
