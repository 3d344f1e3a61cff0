"""The looks of Word files are read once, and faults on the way are told of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import Overrun, Problems
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.looks import read_house
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch

READER = "briefgen.writers.docx.reference.reader.read_house"


def opened(workspace: Scratch, store: Path) -> Workspace:
    store.mkdir(exist_ok=True)
    return Workspace(find_workspace(workspace.root)[0], Store(store))


def test_a_house_document_is_read_once_for_as_long_as_it_stays_the_same(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_house(opened(workspace, tmp_path / "store"))

    def again(*_: object) -> None:
        raise Overrun.big()

    monkeypatch.setattr(READER, again)
    assert read_house(opened(workspace, tmp_path / "store")) == first
    with pytest.raises(Problems):
        read_house(opened(workspace, tmp_path / "empty"))


@pytest.mark.parametrize(("what", "code"), [(Overrun.slow(), "too-slow"), (MemoryError(), "too-big")])
def test_a_house_document_that_costs_too_much_is_named(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: BaseException, code: str
) -> None:
    def costly(*_: object) -> None:
        raise what

    monkeypatch.setattr(READER, costly)
    with pytest.raises(Problems) as raised:
        read_house(opened(workspace, tmp_path / "store"))
    (told,) = raised.value.diagnostics
    assert (told.code, Path(told.location.file).name) == (code, "house.docx")
