"""A draft as a Word file: what reads the house document does so in a child, within limits."""

from __future__ import annotations

import os
import re
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.desk import draft
from briefgen.desk.draft import Draft
from briefgen.desk.pages import PREVIEW, Macros
from briefgen.desk.studio import Studio
from briefgen.sandbox.limits import Limits
from briefgen.workspace.folder import find_workspace
from tests.workspaces import MEETING, Scratch


@pytest.mark.usefixtures("in_children")
def test_the_house_document_is_opened_by_a_child_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def writer(workspace: Any, kind: Any) -> Any:
        return SimpleNamespace(write=lambda document: str(os.getpid()).encode())

    monkeypatch.setattr(draft, "word_writer", writer)
    workspace: Any = SimpleNamespace(
        limits=Limits(seconds=10, megabytes=1024),
        home=SimpleNamespace(shown=lambda name: name),
        kind=lambda name: (name, []),
    )
    shown: Any = SimpleNamespace(kind="meeting", document=None)
    assert draft.word_file(workspace, shown) not in (b"", str(os.getpid()).encode())


def draft_of(workspace: Scratch) -> Draft:
    view = Studio(find_workspace(workspace.root)[0]).view("meeting", "lisbon-2024")
    assert view.draft is not None
    return view.draft


def remarked(draft: Draft, name: str) -> list[str]:
    """The sentences with a remark, without tags."""
    found = re.findall(rf'<span class="remark {name}"><span class="aloud">[^<]*</span>(.*?)</span>', draft.page)
    return [re.sub(r"<sup>.*?</sup>|<[^>]+>", "", text) for text in found]


def test_sentences_without_a_note_are_the_template_s_own(workspace: Scratch) -> None:
    uncited = remarked(draft_of(workspace), "uncited")
    assert "No source calls the list complete." in uncited
    assert not [text for text in uncited if "Lisbon" in text]


def test_sides_of_an_open_conflict_are_marked_until_it_is_explained(workspace: Scratch) -> None:
    other = 'date:\n  - {is: 2024-03-11, quote: "held its seventh session in Lisbon on 11 March 2024"}\n'
    other += '  - {is: 2024-03-12, quote: "held its seventh session in Lisbon on 11 March 2024"}\n'
    line = next(text for text in workspace.read(MEETING).splitlines() if text.startswith("date:"))
    workspace.edit(MEETING, line + "\n", other)
    draft = draft_of(workspace)
    assert any("11 March 2024" in text for text in remarked(draft, "conflict"))
    assert ("conflict", "Sources conflict") in [(remark.name, remark.words) for remark, _ in draft.tally]


def test_a_card_names_the_words_the_verdict_and_every_line(workspace: Scratch) -> None:
    every = [evidence for card in draft_of(workspace).cards for evidence in card.evidence]
    quote = "Delegations from Brazil, Colombia and Ethiopia attended the session"
    [evidence] = [evidence for evidence in every if evidence.quote == quote]
    assert evidence.verdict == "verified"
    assert evidence.source is not None
    assert evidence.source.place.startswith("facts/sources/example-gazette.yaml:")
    assert [fact.property for fact in evidence.facts][:1] == ["meeting/lisbon-2024 attendance"]


def test_every_note_has_a_card_and_one_without_a_source_says_what_it_rests_on(workspace: Scratch) -> None:
    workspace.append("templates/meeting/brief.md.j2", "\n{{ meeting.country }} is where it was.\n")
    draft = draft_of(workspace)
    assert [card.number for card in draft.cards] == [note.number for note in draft.document.notes]
    register = draft.cards[-1]
    assert register.evidence[0].source is None
    assert register.evidence[0].facts[0].basis == "place register"


def test_without_the_archive_a_quote_is_said_to_be_unchecked(workspace: Scratch) -> None:
    (workspace.root / "archive/example-gazette.txt").unlink()
    shown = PREVIEW.card_list(draft_of(workspace).cards)
    assert "Cannot be checked: there is no archived text here" in shown
    assert "Verified" not in shown


def test_what_is_hostile_in_cards_and_problems_stays_words(workspace: Scratch) -> None:
    workspace.edit("facts/sources/example-gazette.yaml", "label: ", 'title: "<script>alert(1)</script>"\nlabel: ')
    workspace.edit(MEETING, "is: Participants agreed", 'is: "<img src=x onerror=alert(1)>"  # Participants agreed')
    draft = draft_of(workspace)
    shown = PREVIEW.card_list(draft.cards) + draft.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;img src=x" in shown
    assert not re.search(r"<(script|img)\b", shown)


def test_many_problems_are_cut_short_with_a_word(workspace: Scratch) -> None:
    workspace.write("facts/themes/bad.yaml", "".join(f"wrong-{n}: <b>{n}</b>\n" for n in range(60)).encode())
    view = Studio(find_workspace(workspace.root)[0]).view("meeting", "lisbon-2024")
    shown = Macros("parts").problem_list(view.problems)
    assert shown.count("<li>") == 40
    assert re.search(r"And \d+ more: briefgen check lists them all\.", shown)
    assert "<b>" not in shown
