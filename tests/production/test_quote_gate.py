"""Whether the quotes that a brief prints may stand: what its source does not say is in no brief."""

from __future__ import annotations

import pytest

from briefgen.model.statement import Citation
from briefgen.production.quote_gate import words_at
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

SOURCE = "facts/sources/example-gazette.yaml"
ARCHIVED = "archive/example-gazette.txt"
SAID = 'quote: "Participants discussed stocks of green coffee"'


def refused(workspace: Scratch, code: str) -> str:
    """What is said of the brief, which is not made."""
    made = workspace.make()
    assert (made.code, f"[{code}]" in made.err) == (1, True), made.err
    assert not (workspace.root / "out").exists()
    return made.err


def test_a_quote_that_is_not_in_its_source_refuses_the_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, SAID, SAID.replace("green", "roasted"))
    said = refused(workspace, "quote-not-found")
    line, column = next(
        (n, text.index('"Participants') + 1)
        for n, text in enumerate(workspace.read(MEETING).splitlines(), 1)
        if "roasted coffee" in text
    )
    assert f"{MEETING}:{line}:{column}: error" in said  # at the words, as a check does
    assert "the quote of 'discussion' is not in example-gazette; no brief prints it" in said


def test_a_quote_that_stands_only_in_page_furniture_refuses_the_brief(workspace: Scratch) -> None:
    workspace.append(SOURCE, "boilerplate: [Participants discussed stocks of green coffee]\n")
    said = refused(workspace, "quote-in-boilerplate")
    assert "the quote of 'discussion' stands only in the page furniture of example-gazette; no brief prints it" in said


@pytest.mark.parametrize("fault", [SAID.replace("green", "roasted"), SAID])
def test_a_wrong_quote_of_what_a_brief_does_not_use_does_not_refuse_it(workspace: Scratch, fault: str) -> None:
    if fault == SAID:
        workspace.append(SOURCE, "boilerplate: [Participants discussed stocks of green coffee]\n")
    workspace.edit(MEETING, SAID, fault)
    made = workspace.template("{{ meeting.place }}")
    assert (made.code, made.err) == (0, "")
    assert "Lisbon" in workspace.read("out/note/lisbon-2024.md")


def test_a_text_that_has_changed_refuses_the_brief_unless_stale_quotes_are_allowed(workspace: Scratch) -> None:
    workspace.append(ARCHIVED, "One line more.\n")
    assert "stale quotes: the text of example-gazette has sha256" in refused(workspace, "source-changed")
    made = workspace.make("--allow-stale", "-f", "md")
    assert made.code == 0
    assert "source-changed" not in made.err
    assert "changed" in workspace.read("out/meeting/lisbon-2024.md").lower()


def test_allowing_stale_quotes_allows_no_wrong_ones(workspace: Scratch) -> None:
    workspace.append(SOURCE, "boilerplate: [Participants discussed stocks of green coffee]\n")
    made = workspace.make("--allow-stale", "-f", "md")
    assert (made.code, "[quote-in-boilerplate]" in made.err) == (1, True)


def test_quotes_that_cannot_be_compared_are_counted_and_printed(workspace: Scratch) -> None:
    (workspace.root / ARCHIVED).unlink()
    made = workspace.make()
    assert made.code == 0
    assert f"{SOURCE}:" in made.err
    assert "quotes of example-gazette could not be compared with its text [quote-unverified]" in made.err
    assert "Participants discussed stocks of green coffee." in workspace.read("out/meeting/lisbon-2024.md")


# --- Words of a quote are looked up in the files that have them, saved or not ---


QUOTE = "Participants discussed stocks of green coffee"
WRITTEN = f'quote: "{QUOTE}'


def test_they_are_found_in_the_saved_file_and_in_one_that_is_not_saved_yet(workspace: Scratch) -> None:
    opened = Workspace(find_workspace(workspace.root)[0], Store(None))
    cited, text = Citation("example-gazette", "", QUOTE), workspace.read(MEETING)
    line = text[: text.index(WRITTEN)].count("\n") + 1
    at = words_at(opened)(MEETING, cited, 1)
    assert at is not None
    assert at[0] == line
    unsaved = words_at(opened, {MEETING: f"# A line more.\n{text}".encode()})
    assert unsaved(MEETING, cited, 1) == (line + 1, at[1])
    assert words_at(opened)(MEETING, Citation("example-gazette", "", "Nobody wrote this"), 1) is None
