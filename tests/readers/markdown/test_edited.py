"""A Markdown file that a person has edited, and conflict marks that nobody has resolved."""

from __future__ import annotations

import pytest
from hypothesis import given

from briefgen.document.nodes import Document
from briefgen.errors import Problems
from briefgen.outputs.publishing import lock_names
from briefgen.readers.markdown.reader import read_edited_markdown
from briefgen.revisions.merge import merge
from briefgen.revisions.merged import conflict_marks
from briefgen.writers.markdown import MarkdownWriter
from briefgen.writers.markdown_versions import write_with_conflicts
from tests.document.strategies import MARKINGS, documents, in_characters_alone
from tests.examples import examples
from tests.revisions.test_merge import doc

BASE = doc("# A\n\n- one apple[^1]\n- two pears\n\nThe end.\n\n[^1]: A source.")


def read(text: str | bytes, base: Document = BASE) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    document, problems = read_edited_markdown(data, "out/a.md", base=base, markings=MARKINGS)
    assert problems == []
    return document


def told(data: bytes) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_edited_markdown(data, "out/a.md", base=BASE)
    return [str(problem).split("\n")[0] for problem in caught.value.diagnostics]


def written(document: Document) -> str:
    return MarkdownWriter().write(document).decode()


@examples(15)
@given(documents())
def test_an_untouched_file_says_what_was_written(document: Document) -> None:
    assert read(written(document), document) == in_characters_alone(document)


def test_line_ends_and_a_mark_of_windows_change_nothing() -> None:
    assert read(b"\xef\xbb\xbf" + written(BASE).replace("\n", "\r\n").encode()) == BASE


def test_a_note_put_in_out_of_order_is_numbered_anew() -> None:
    edited = written(BASE).replace("# A", "# A[^7]").replace("[^1]: ", "[^7]: By hand.\n\n[^1]: ")
    assert written(read(edited)) == (
        "# A[^1]\n\n- one apple[^2]\n- two pears\n\nThe end.\n\n[^1]: By hand.\n[^2]: A source.\n"
    )


def test_what_is_not_utf_8_is_told_at_its_place() -> None:
    assert told("# A\n\nZürich".encode("latin-1")) == [
        "out/a.md:3:2: error: the edited file cannot be read: it is not UTF-8 [edit-unreadable]"
    ]


def conflicted() -> str:
    theirs, ours = doc(written(BASE).replace("one", "nine")), doc(written(BASE).replace("one", "ten"))
    return write_with_conflicts(merge(BASE, theirs, ours)).decode()


def test_unresolved_marks_are_told_at_their_lines() -> None:
    assert told(conflicted().encode()) == [
        "out/a.md:3:1: error: this line still marks a conflict: <<<<<<< edited by hand [conflict-unresolved]",
        "out/a.md:5:1: error: this line still marks a conflict: ======= [conflict-unresolved]",
        "out/a.md:7:1: error: this line still marks a conflict: >>>>>>> briefgen [conflict-unresolved]",
    ]


@pytest.mark.parametrize("left", [0, 2])
def test_one_mark_left_is_told(left: int) -> None:
    marks = ["<<<<<<< edited by hand\n", "=======\n", ">>>>>>> briefgen\n"]
    text = conflicted()
    for n, mark in enumerate(marks):
        text = text if n == left else text.replace(mark, "")
    assert len(told(text.encode())) == 1


def test_a_resolved_file_reads_as_what_was_chosen() -> None:
    lines = conflicted().split("\n")
    chosen = "\n".join(lines[:2] + lines[3:4] + lines[7:])
    assert read(chosen) == doc(written(BASE).replace("one", "nine"))


def test_an_underlined_heading_is_no_mark() -> None:
    assert conflict_marks("Heading\n=======\n\ntext", "a.md") == []


@examples(15)
@given(documents())
def test_nothing_the_program_writes_is_taken_for_a_mark(document: Document) -> None:
    assert conflict_marks(written(document), "a.md") == []


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("a.docx", "~$a.docx"),
        ("armenia.docx", "~$rmenia.docx"),
        ("samarkand-2025.docx", "~$markand-2025.docx"),
        ("samarkand-2025.docx", ".~lock.samarkand-2025.docx#"),
    ],
)
def test_the_names_of_lock_files(name: str, lock: str) -> None:
    assert lock in lock_names(name)
