"""Words of a quote are looked up in the files that have them, saved or not."""

from __future__ import annotations

from briefgen.model.statement import Citation
from briefgen.production.quoted_words import words_at
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

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
