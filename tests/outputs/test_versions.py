"""An edited file is held against the version that it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.disk import replace_files
from briefgen.outputs.versions import Versions, find_merge_base

FIRST = b"# Title\n\nOne.\n\nTwo.\n\nThree.\n"
SECOND = FIRST.replace(b"One", b"1").replace(b"Two", b"2")


@pytest.mark.parametrize(
    ("edited", "began"),
    [
        (FIRST + b"\nTyped.\n", FIRST),
        (SECOND + b"\nTyped.\n", SECOND),
        (FIRST.replace(b"Three", b"Drei").replace(b"\n", b"\r\n"), FIRST),
        (SECOND.replace(b"1.", b"One."), SECOND),  # one old word put back is an edit
        (SECOND.replace(b"1.", b"One.").replace(b"2.\n\n", b""), SECOND),  # and so it is beside a line taken out
        (b"", SECOND),
    ],
)
def test_markdown_began_with_what_it_differs_least_from(edited: bytes, began: bytes) -> None:
    assert find_merge_base("b.md", edited, [SECOND, FIRST]) == began


def test_blank_lines_say_nothing_of_where_a_text_began() -> None:
    """Some editors take them out, or put more of them in."""
    airy = SECOND.replace(b"\n\n", b"\n\n\n\n\n")
    assert find_merge_base("b.md", SECOND, [airy, FIRST]) == airy
    assert find_merge_base("b.md", b"\xef\xbb\xbf" + FIRST, [airy, FIRST]) == FIRST


def test_a_word_file_without_a_mark_began_with_the_last_version() -> None:
    assert find_merge_base("b.docx", b"no mark", [b"last", b"first"]) == b"last"


def test_contents_are_kept_under_their_hashes_until_nobody_knows_them(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "generated")
    one, two, gone = ("1" * 64, "2" * 64, "3" * 64)
    for digest in (one, two):
        replace_files(versions.to_keep(digest, digest.encode(), tmp_path / "b.md"))
    assert versions.to_keep(one, b"another", tmp_path / "b.md") == []  # is there already
    assert versions.get([two, one, gone, two, "../b.md"]) == [two.encode(), one.encode()]
    (tmp_path / "generated/note.txt").write_text("a person's")
    versions.sweep({two})
    assert sorted(path.name for path in (tmp_path / "generated").iterdir()) == [two, "note.txt"]
