"""One edited file merged with the brief as it is now: what comes back, and what cannot be kept."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.nodes import Document, Meta, Paragraph, Text
from briefgen.document.walk import block_text
from briefgen.outputs.merging import EditedFile, MergedFile, _new, merge_file, still_open
from briefgen.readers.markdown.reader import read_markdown
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.looks import word_writer
from briefgen.workspace.workspace import Workspace
from briefgen.writers.markdown import MarkdownWriter
from tests.workspaces import Scratch
from tests.writers.docx.packages import parts

BASE = "# Talks\n\nThey met in Lisbon, on Monday, with nine states.[^1]\n\nThe end.\n\n[^1]: A source.\n"


@pytest.fixture
def opened(workspace: Scratch) -> Workspace:
    return Workspace(find_workspace(workspace.root)[0], Store(None))


def document(text: str) -> Document:
    found, problems = read_markdown(text, meta=Meta(title="Talks", language="en-GB"))
    assert problems == []
    return found


def written(text: str) -> bytes:
    return MarkdownWriter().write(document(text))


def merge(workspace: Workspace, theirs: bytes, ours: str = BASE) -> MergedFile:
    edited = EditedFile("out/a.md", written(BASE), theirs, written(ours))
    return merge_file(workspace, workspace.kind("meeting")[0], document(ours), edited)


def test_an_edit_and_what_is_new_are_both_in_the_merged_file(opened: Workspace) -> None:
    theirs = written(BASE).replace(b"nine", b"9")
    merged = merge(opened, theirs, BASE.replace("Monday", "Friday"))
    assert (merged.findings, merged.conflicts) == ((), 0)
    assert merged.content is not None
    assert b"They met in Lisbon, on Friday, with 9 states.[^1]" in merged.content


def test_without_an_edit_the_new_file_comes_back_to_the_byte(opened: Workspace) -> None:
    ours = BASE.replace("Monday", "Friday")
    assert merge(opened, written(BASE), ours).content == written(ours)
    assert merge(opened, written(ours), ours).content == written(ours)


def test_words_that_both_changed_stand_there_twice_between_marks(opened: Workspace) -> None:
    merged = merge(opened, written(BASE).replace(b"Monday", b"Sunday"), BASE.replace("Monday", "Friday"))
    assert (merged.conflicts, merged.findings) == (1, ())
    assert merged.content is not None
    assert (merged.content.count(b"Sunday"), merged.content.count(b"Friday")) == (1, 1)
    marks = still_open("a.md", merged.content.replace(b"\n", b"\r\n"), "out/a.md", in_conflict=False)
    assert [d.code for d in marks] == ["conflict-unresolved"] * 3


def test_in_word_both_stand_as_a_change_with_a_comment_that_says_what_to_do(opened: Workspace) -> None:
    kind = opened.kind("meeting")[0]
    base, theirs, ours = (document(BASE.replace("Monday", day)) for day in ("Monday", "Sunday", "Friday"))
    before, edited, after = (word_writer(opened, kind).write(one) for one in (base, theirs, ours))
    for why, said in ((("meeting/a, date", "theme/b"), "What changed: meeting/a, date; theme/b"), ((), "")):
        merged = merge_file(opened, kind, ours, EditedFile("out/a.docx", before, edited, after, why))
        assert (merged.conflicts, merged.findings) == (1, ())
        assert merged.content is not None
        comment = parts(merged.content)["word/comments.xml"].decode()
        assert "Reject the change to keep the words written by hand" in comment
        assert (said in comment, "What changed" in comment) == (True, bool(said))
        assert still_open("a.docx", merged.content, "a.docx", in_conflict=True) != []
        assert still_open("a.docx", merged.content, "a.docx", in_conflict=False) == []


def test_a_note_of_a_sentence_that_was_deleted_is_no_matter(opened: Workspace) -> None:
    merged = merge(opened, written(BASE).replace(b"[^1]\n", b"\n", 1))
    assert merged.findings == ()
    assert merged.content is not None
    assert b"[^1]" not in merged.content


def test_what_the_merge_would_lose_is_told_and_nothing_is_merged(opened: Workspace) -> None:
    merged = merge(opened, written(BASE).replace(b"The end.", b"The end.[^7]"), BASE.replace("Monday", "Friday"))
    assert (merged.content, merged.conflicts) == (None, 0)
    assert [d.location.file for d in merged.findings] == ["out/a.md"]


def test_other_files_than_text_and_word_are_never_in_conflict() -> None:
    assert still_open("a.png", b"<<<<<<< x", "a.png", in_conflict=True) == []
    assert still_open("a.docx", b"no Word file", "a.docx", in_conflict=False) == []
    assert still_open("a.docx", b"no Word file", "a.docx", in_conflict=True) == []


class Plugin:
    """A format of another package that shows the words alone; with `faithful` it reads back all that it wrote."""

    suffix = "txt"

    def __init__(self, *, reads: bool = True, faithful: bool = True) -> None:
        self._reads, self._faithful = reads, faithful
        self.plugins = self

    def writer(self, format_: str) -> Plugin | None:
        return self if format_ == self.suffix else None

    def reads(self, suffix: str) -> bool:
        return self._reads and suffix == self.suffix

    def write(self, document: Document) -> bytes:
        return "\n".join(block_text(block) for block in document.blocks).encode()

    def read(self, _: str, data: bytes) -> Document | None:
        lines = data.decode().splitlines()[None if self._faithful else 1 :]
        return Document(tuple(Paragraph((Text(line),)) for line in lines)) if lines else None


def merged_by(plugin: Plugin, base: str, theirs: str, ours: str) -> MergedFile:
    edited = EditedFile("out/a.txt", base.encode(), theirs.encode(), ours.encode())
    made: Any = plugin  # in the place of a workspace and of a kind of brief
    return merge_file(made, made, plugin.read("txt", edited.ours) or Document(()), edited)


def test_a_format_of_other_packages_is_merged_where_its_reader_loses_nothing() -> None:
    base = "They met on Monday.\nThe end."
    theirs, ours = base.replace("end", "very end"), base.replace("Monday", "Friday")
    merged = merged_by(Plugin(), base, theirs, ours)
    assert (merged.content, merged.findings) == (b"They met on Friday.\nThe very end.", ())
    for plugin, edited, why in (
        (Plugin(reads=False), theirs, "no plugin reads txt files back"),
        (Plugin(faithful=False), theirs, "the plugins for txt do not write again what they have read"),
        (
            Plugin(),
            base.replace("Monday", "Sunday"),
            "the same words were edited and changed, and its format shows one version alone",
        ),
    ):
        refused = merged_by(plugin, base, edited, ours)
        assert (refused.content, refused.why) == (None, why)


def test_a_finding_that_the_generated_file_has_as_well_is_told_as_often_as_there_are_more_of_it() -> None:
    one, other = (Diagnostic(Location("a.md", line), "an image is left out", "image-dropped") for line in (1, 7))
    assert _new([one], [one]) == []
    assert _new([one], [one, other]) == [other]
