"""A draft as a Word file: what reads the house document does so in a child, within limits."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.desk import draft
from briefgen.sandbox.limits import Limits


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
