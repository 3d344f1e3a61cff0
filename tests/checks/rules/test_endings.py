"""Sentences that do not end as sentences do."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules.endings import check
from tests.checks.pages import context, expect


def test_a_sentence_without_its_full_stop_is_told(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        outcomes:
          - Participants adopted # 1373 against trade in stolen coffee.
        === gaps/g.yaml
        question: Who was there
        """
    expected = """
        facts/gaps/g.yaml:1:11: warning: 'question' is a sentence and does not end as one: 'Who was there' [unfinished-sentence]
          hint: end it with '.'; put a text that holds ' #' into quotation marks
        facts/meetings/m.yaml:2:5: warning: 'outcomes' is a sentence and does not end as one: 'Participants adopted' [unfinished-sentence]
          hint: end it with '.'; put a text that holds ' #' into quotation marks
        """  # noqa: E501
    expect(check, context(tmp_path, page), expected)


@pytest.mark.parametrize(
    "line",
    [
        "outcomes: They met. # as far as is known",
        'outcomes: "They called it “a success.”"',
        "outcomes: {is: {ja: 会議が開かれた。}}",
        "outcomes: {is: {th: ที่ประชุมตกลงกัน}}",
        "agenda: border security",
        "place: Lisbon",
    ],
)
def test_what_ends_as_it_should_is_not(tmp_path: Path, line: str) -> None:
    expect(check, context(tmp_path, f"=== meetings/m.yaml\n{line}\n"), "")
