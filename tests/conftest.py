"""Fixtures of every room."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.rendering.environment import Environment
from briefgen.rendering.folders import CompiledTemplates
from briefgen.workspace.folder import find_workspace, shipped_templates
from briefgen.workspace.workspace import HOUSE_FILE, Workspace
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference import reader
from briefgen.writers.docx.reference.style_fallback import StyleFallback
from tests.bench import Bench, set_up
from tests.workspaces import Scratch


@pytest.fixture(scope="session", autouse=True)
def _no_cache() -> Iterator[None]:
    """No test reads or leaves anything in the user's cache, or reads the user's archive without saying so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", "off")
        patch.delenv("BRIEFGEN_WORKSPACE", raising=False)
        patch.delenv("BRIEFGEN_ARCHIVE", raising=False)
        yield


@pytest.fixture(scope="session")
def house() -> House:
    """The house that ships with briefgen."""
    return reader.read_house((shipped_templates() / HOUSE_FILE).read_bytes(), "templates/house.docx")


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Ctrl-C works in every program that a test starts, also where the tests run in the background of a shell."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `briefgen init` makes; to be copied, not changed."""
    made = Scratch(tmp_path_factory.mktemp("example") / "desk")
    assert made.run("init", str(made.root)).code == 0
    return made.root


@pytest.fixture(scope="session", autouse=True)
def _compiled(example: Path) -> Iterator[None]:
    """The shipped templates are compiled once for all tests that keep nothing; one that a test edits, by that test."""
    kept: dict[str, bytes] = {}
    environment = Environment(find_workspace(example)[0].template_folders, CompiledTemplates(kept))
    for name in environment.list_templates():
        environment.get_template(name)
    own = Workspace.compiled_templates

    def compiled(workspace: Workspace) -> dict[str, bytes]:
        return dict(kept) if workspace.store.folder is None else own(workspace)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "compiled_templates", compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_house(example: Path) -> Iterator[None]:
    """The shipped house document is read once for all tests; what writes and draws is imported once."""
    import briefgen.writers.docx.writer  # noqa: F401
    from briefgen.figures.sheet import load

    load()
    gc.collect()
    gc.freeze()  # what is there by now is no garbage, and no copy of this process goes over it
    shipped = (example / "templates" / HOUSE_FILE).read_bytes()
    own, known = reader.read_house, reader.read_house(shipped, HOUSE_FILE)

    def read(content: bytes, file: str, fallback: StyleFallback | None = None) -> House:
        return known if content == shipped and fallback is None else own(content, file, fallback)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_house", read)
        yield


@pytest.fixture
def workspace(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A workspace of one's own with the shipped example and templates, to be edited at will."""
    monkeypatch.delenv("BRIEFGEN_ARCHIVE", raising=False)
    return Scratch(Path(copytree(example, tmp_path / "desk")))


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The variables that a command of its own process gets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFGEN_", "PYTHON", "LC_"))}
    return {**kept, "BRIEFGEN_CACHE": "off"}


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A small workspace with stale briefs; a test begins with `restore`."""
    return set_up(tmp_path_factory.mktemp("bench"))
