"""Fixtures of every room."""

from __future__ import annotations

import gc
import os
import pickle
import pkgutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from shutil import copy2, copyfile, copytree, rmtree
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import nodes

import briefgen
from briefgen.collector import own_garbage_only
from briefgen.lint.template_source import TemplateText, parse
from briefgen.rendering.environment import Environment
from briefgen.sandbox import bounded
from briefgen.sandbox.limits import Limits
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import shipped_templates
from briefgen.workspace.workspace import HOUSE_FILE
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference import reader
from tests.bench import Bench, set_up
from tests.examples import PROFILE
from tests.workspaces import Scratch, write_in_full

settings.load_profile(PROFILE)
gc.disable()  # until the tests are found: thousands of them come up, and nothing goes


@pytest.hookimpl(tryfirst=True)  # before it is decided which of them to leave out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test marked `few(n)`, the cases after the first n are slow: each costs, and they are much alike."""
    cases: Counter[str] = Counter()
    for item in items:
        if few := item.get_closest_marker("few"):
            name = item.nodeid.partition("[")[0]
            cases[name] += 1
            if cases[name] > few.args[0]:
                item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What there is of tests stays to the end, and is no garbage to look for; what was left over goes."""
    gc.collect()
    own_garbage_only()


KEPT = ("templates", "house", "facts.", "language-", "styles.tried", "lint")
"""What the store of the example keeps for its copies: what follows from the content of files alone."""


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or leaves anything in the user's cache, or reads the user's archive without saying so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("BRIEFGEN_CONFIG", str(tmp_path_factory.mktemp("config")))
        patch.delenv("BRIEFGEN_WORKSPACE", raising=False)
        patch.delenv("BRIEFGEN_ARCHIVE", raising=False)
        yield


class InPlace(bounded.Place):
    """What templates steer is done in the process of the tests, and comes back as it would from a child.

    A copy of a process as large as this one takes longer than most briefs. What does not end fails its test.
    """

    def done(self, limits: Limits, file: str, work: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
        self.file = file
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, 30)
        try:
            found = pickle.loads(pickle.dumps(bounded.outcome(work, arguments)))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return bounded._opened(found, self.file)


def _too_long(_signal: int, _frame: object) -> None:
    raise AssertionError("without limits this takes very long: use the fixture in_children")


@pytest.fixture(scope="session", autouse=True)
def _in_place() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "_place", InPlace())
        yield


@pytest.fixture(scope="session", autouse=True)
def _not_flushed() -> Iterator[None]:
    """Nobody waits here for the disk: a flush is for a failure of power, which no test brings.

    When one is asked for, and what becomes of one that fails, the tests of `outputs` hold; those by strace are real.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_read_once() -> Iterator[None]:
    """A shipped template is compiled, and parsed for the lint, once in a process, though the tests keep nothing.

    That takes longer than a brief.
    """
    shipped = {path.read_text("utf-8") for path in shipped_templates().rglob("*.md.j2")}
    known: dict[tuple[object, ...], Any] = {}
    compile_ = Environment.compile

    def compiled(self: Environment, source: Any, *given: Any, **more: Any) -> Any:
        if not isinstance(source, str) or source not in shipped:
            return compile_(self, source, *given, **more)
        key = source, given, tuple(more.items()), frozenset(self.filters)
        if key not in known:
            known[key] = compile_(self, source, *given, **more)
        return known[key]

    def parsed(environment: Environment, source: TemplateText) -> nodes.Template:
        if source.text not in shipped:
            return parse(environment, source)
        if (source.name, source.text) not in known:
            known[source.name, source.text] = parse(environment, source)
        return known[source.name, source.text]  # type: ignore[no-any-return]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compiled)
        patch.setattr("briefgen.lint.library.parse", parsed)
        yield


@pytest.fixture
def in_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """What templates steer is done in a child process within limits, as the program does it."""
    monkeypatch.setattr(bounded, "_place", None)


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
def example(tmp_path_factory: pytest.TempPathFactory, _cache: None) -> Path:
    """What `briefgen init` makes, each value with its own quote; to be copied, not changed.

    What can be kept of it between runs has been.
    """
    made = Scratch(tmp_path_factory.mktemp("example") / "desk")
    assert made.run("init", str(made.root)).code == 0
    write_in_full(made.root)
    for words in (["check"], ["build", "-j", "1"]):
        assert made.run(*words, "-w", str(made.root)).code == 0
    rmtree(made.root / "out")
    kept = Path(Store.of(made.root).folder)
    assert all(any(kept.glob(f"{name}*")) for name in KEPT), "what is kept has another name by now"
    # What commands import in children of this process: here it is imported once, there it would be each time.
    for module in pkgutil.walk_packages(briefgen.__path__, "briefgen."):
        if module.name != "briefgen.__main__":
            import_module(module.name)
    gc.collect()
    own_garbage_only()  # what is there by now is no garbage, and no copy of this process goes over it
    return made.root


@pytest.fixture
def workspace(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scratch]:
    """A workspace of one's own with the shipped example and templates, to be edited at will.

    Its templates and schemas are the example's until they are written anew, as the program and `Scratch` do.
    """
    monkeypatch.delenv("BRIEFGEN_ARCHIVE", raising=False)
    made = Scratch(Path(copytree(example, tmp_path / "desk", copy_function=_copy)))
    before = _states(example / "templates")
    kept, own = (Path(Store.of(root).folder) for root in (example, made.root))
    for path in kept.iterdir():
        if path.name.startswith(KEPT):
            copyfile(path, own / path.name)
    yield made
    assert _states(example / "templates") == before, "written in place, which is the example's: use Scratch.write"


def _copy(source: str, target: str) -> None:
    """Most files are read alone: they are linked, which takes a fifth of the time."""
    (os.link if "/templates/" in source or "/.schemas/" in source else copy2)(source, target)


def _states(folder: Path) -> dict[str, tuple[int, int]]:
    """How large each file is and when it was written."""
    found: dict[str, tuple[int, int]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found.update(_states(Path(entry)))
            else:
                status = entry.stat()
                found[entry.path] = status.st_size, status.st_mtime_ns
    return found


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The variables that a command of its own process gets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFGEN_", "PYTHON", "LC_"))}
    return {**kept, "BRIEFGEN_CACHE": "off"}


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A small workspace with stale briefs; a test begins with `restore`."""
    return set_up(tmp_path_factory.mktemp("bench"))
