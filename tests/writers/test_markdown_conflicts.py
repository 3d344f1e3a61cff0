"""Where a person has to decide, both versions stand between marks."""

from __future__ import annotations

from briefgen.revisions.merge import merge
from briefgen.writers.markdown import MarkdownWriter
from briefgen.writers.markdown_conflicts import write_with_conflicts
from tests.revisions.test_merge import doc

BASE = doc("# A\n\n- one apple[^1]\n- two pears\n\nThe end.\n\n[^1]: A source.")


def test_both_versions_stand_between_marks_and_notes_once_at_the_end() -> None:
    written = MarkdownWriter().write(BASE).decode()
    theirs, ours = doc(written.replace("one", "nine")), doc(written.replace("one", "ten"))
    assert write_with_conflicts(merge(BASE, theirs, ours)).decode() == (
        "# A\n\n<<<<<<< edited by hand\n- nine apple[^1]\n=======\n- ten apple[^1]\n>>>>>>> briefgen\n- two pears\n\n"
        "The end.\n\n[^1]: A source.\n"
    )


def test_notes_of_both_versions_have_one_numbering() -> None:
    base = doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: A source.\n[^2]: Another.")
    theirs, ours = (
        doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: Mine is this.\n[^2]: Another."),
        doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: New and other.\n[^2]: Another."),
    )
    assert write_with_conflicts(merge(base, theirs, ours)).decode() == (
        "<<<<<<< edited by hand\nOne.[^1]\n=======\nOne.[^3]\n>>>>>>> briefgen\n\nTwo.[^2]\n\n"
        "[^1]: Mine is this.\n[^2]: Another.\n[^3]: New and other.\n"
    )


def test_without_a_conflict_it_is_what_any_document_is_written_as() -> None:
    assert write_with_conflicts(merge(BASE, BASE, BASE)) == MarkdownWriter().write(BASE)
