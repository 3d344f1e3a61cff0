"""What descriptions leave to be said is told at their own lines, and nothing where a workspace has none."""

from __future__ import annotations

from briefgen.production.described import amiss, answered, plural_forms, texts_about
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch


def opened(desk: Scratch) -> Workspace:
    return Workspace(find_workspace(desk.root)[0], Store(None))


def test_the_plural_forms_are_those_of_whole_numbers(workspace: Scratch) -> None:
    assert plural_forms(opened(workspace), "ru") == ["one", "few", "many"]
    assert plural_forms(opened(workspace), "en") == ["one", "other"]


def test_the_texts_about_a_kind_are_those_of_its_templates_and_their_parts(workspace: Scratch) -> None:
    texts = texts_about(opened(workspace))
    assert "selection" not in texts
    assert any("described.added" in text for text in texts["meeting"])


def test_a_template_that_names_a_field_as_a_word_prints_it(workspace: Scratch) -> None:
    assert list(amiss(opened(workspace))) == []
    workspace.write(
        "facts/_kinds/meeting-figures.yaml",
        "extends: meeting\nfields:\n  turnout: {type: number, meaning: how many came}\n",
    )
    assert [found.code for found in amiss(opened(workspace))] == ["unused-field"]
    workspace.write("templates/meeting/brief.md.j2", "# {{ meeting.place }}\n")
    assert [found.code for found in amiss(opened(workspace))] == ["unused-field", "unprinted-field"]
    workspace.write("templates/meeting/brief.md.j2", "# {{ [meeting]|each('turnout') }}\n")
    assert [found.code for found in amiss(opened(workspace))] == ["unused-field"]


def test_a_key_of_sentences_that_no_template_asks_for_is_told(workspace: Scratch) -> None:
    workspace.write(
        "facts/_kinds/sentence-mood.yaml", "extends: sentence\nkeys:\n  mood: {type: words, meaning: how it sounded}\n"
    )
    assert list(amiss(opened(workspace))) == []
    workspace.write("facts/meetings/m.yaml", "outcomes: {is: So it went., register: x, mood: calm}\n")
    (found,) = amiss(opened(workspace))
    assert str(found).startswith(
        "facts/_kinds/sentence-mood.yaml:3:3: note: no brief prints the key 'mood' of sentences [unprinted-field]"
    )
    workspace.write("templates/meeting/brief.md.j2", "{% for one in meeting.outcomes %}{{ one.mood }}{% endfor %}\n")
    assert list(amiss(opened(workspace))) == []


def test_a_kind_that_acts_as_a_session_has_what_is_answered_for_one(workspace: Scratch) -> None:
    answers = answered(opened(workspace))
    assert answers("meeting", "timeline")
    assert not answers("meeting", "place")
    assert not answers("person", "participation")
