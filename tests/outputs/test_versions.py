"""An edited file is held against the version that it was made from."""

from __future__ import annotations

import pytest

from briefgen.outputs.versions import find_merge_base

FIRST = b"# Title\n\nOne.\n\nTwo.\n\nThree.\n"
SECOND = FIRST.replace(b"One", b"1").replace(b"Two", b"2")


@pytest.mark.parametrize(
    ("edited", "began"),
    [
        (FIRST + b"\nTyped.\n", FIRST),
        (SECOND + b"\nTyped.\n", SECOND),
        (FIRST.replace(b"Three", b"Drei").replace(b"\n", b"\r\n"), FIRST),
        (SECOND.replace(b"1.", b"One."), SECOND),  # one old word put back is an edit
        (b"", SECOND),
    ],
)
def test_markdown_began_with_what_it_differs_least_from(edited: bytes, began: bytes) -> None:
    assert find_merge_base("b.md", edited, [SECOND, FIRST]) == began
