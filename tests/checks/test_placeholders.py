"""Words that stand where facts should."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks import placeholders
from tests.checks.pages import context, expect


def test_a_placeholder_in_a_text_is_an_error(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: TBD
        venue: {is: Example Hall, contested: lorem ipsum}
        date: XXXX-10-20
        discussion: [Who came???, 'The word "todo" and xxxl shirts stay.', {is: Fine., quote: TODO, src: paper}]
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d}
        """
    expected = """
        facts/meetings/m.yaml:1:8: error: 'TBD' in 'place' is a placeholder [placeholder]
          hint: write the fact, or leave the key out
        facts/meetings/m.yaml:2:8: error: 'lorem ipsum' in 'venue' is a placeholder [placeholder]
          hint: write the fact, or leave the key out
        """
    expect(placeholders.check, context(tmp_path, page), expected)
