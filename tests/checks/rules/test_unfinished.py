"""Sentences that do not end as sentences do, and words that stand where facts should."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.context import Context
from briefgen.checks.rules.unfinished import check
from briefgen.diagnostics import has_errors
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.model.reference import skeleton
from tests.checks.pages import context, expect, said
from tests.facts.pages import write


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


def test_a_placeholder_in_a_text_is_an_error(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: TBD
        venue: {is: Example Hall, contested: lorem ipsum}
        people: {is: ana, post: TBC}
        date: XXXX-10-20
        discussion: [Who came???, 'The word "todo" and xxxl shirts stay.', {is: Fine., quote: TODO, src: paper}]
        === persons/ana.yaml
        name: Ana Sample
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d}
        """
    expected = """
        facts/meetings/m.yaml:1:8: error: 'TBD' in 'place' is a placeholder [placeholder]
          hint: write the fact, or leave the key out
        facts/meetings/m.yaml:2:8: error: 'lorem ipsum' in 'venue' is a placeholder [placeholder]
          hint: write the fact, or leave the key out
        facts/meetings/m.yaml:3:9: error: 'TBC' in 'people' is a placeholder [placeholder]
          hint: write the fact, or leave the key out
        """
    expect(check, context(tmp_path, page), expected)


def test_what_a_skeleton_left_to_be_filled_in_is_a_placeholder(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: {paper: "<exact words>"}
        place: <text>
        venue: 'House <of> Words'
        background: {en: Talks, ru: <words>}
        discussion: [{is: "a < b > c", quote: "<b>bold</b>"}]
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: <text>}
        """
    seen = said(check, context(tmp_path, page))
    assert [line for line in seen.splitlines() if "error" in line] == [
        "facts/meetings/m.yaml:2:8: error: '<exact words>' in 'place' is a placeholder [placeholder]",
        "facts/meetings/m.yaml:2:8: error: '<text>' in 'place' is a placeholder [placeholder]",
        "facts/meetings/m.yaml:4:13: error: '<words>' in 'background' is a placeholder [placeholder]",
        "facts/sources/paper.yaml:1:74: error: '<text>' in 'descriptor' is a placeholder [placeholder]",
    ]


@pytest.mark.parametrize("kind", sorted(shipped_kinds().schema))
def test_a_skeleton_as_it_was_written_never_passes(tmp_path: Path, kind: str) -> None:
    """Whatever its other values, an empty form must not be taken for a fact."""
    kinds = shipped_kinds().schema
    write(tmp_path, f"{kinds[kind].folder}/new-one.yaml", skeleton(kinds, kind, "new-one"))
    loaded = load_facts(tmp_path)
    found = [*loaded.diagnostics, *check(Context(loaded.base))]
    live = [line for line in skeleton(kinds, kind, "new-one").splitlines() if "<" in line and not line.startswith("#")]
    assert has_errors(found) == bool(live)
