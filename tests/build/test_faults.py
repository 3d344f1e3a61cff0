"""A build on a disk that fails, and one that is killed: at every call that reaches the disk, nothing is lost.

In the suite every 17th call of a whole build is tried, and every call of writing files; BRIEFGEN_EVERY=1 tries every
call of both.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from briefgen.cli.group import run
from tests.build.faulty import BROKEN, FULL, Disk, Fault, die, failing
from tests.build.test_run import outputs
from tests.workspaces import Ran, Workspace

EVERY = int(os.environ.get("BRIEFGEN_EVERY", "17"))
MINE = "My own words."
REASONS = ("No space left on device", "Input/output error")
NEVER = 10**9
THEMES = ("one", "two")


def write_themes(desk: Workspace, adjective: str) -> None:
    for theme in THEMES:
        desk.write(f"facts/themes/{theme}.yaml", f"label: {adjective} {theme}\nrecorded: 2024-01-01\n")


@dataclass
class Bench:
    """A small workspace with stale briefs, one of them edited by hand, and what a build makes of it undisturbed."""

    desk: Workspace
    cache: Path
    kept: Path
    old: dict[str, bytes]
    new: dict[str, bytes]

    def restore(self) -> None:
        for folder in (self.desk.root, self.cache):
            rmtree(folder)
            copytree(self.kept / folder.name, folder)

    def attempt(self, at: int, fault: Fault, *arguments: str) -> tuple[Ran, Disk]:
        """A command in a child process, whose disk fails at a call; a child that was killed leaves with -9."""
        said = self.kept / "said"
        disk = Disk((str(self.desk.root), str(self.cache)), at, fault)
        if (child := os.fork()) == 0:
            disk.only = os.getpid() if fault is die else 0
            handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            code = 99
            try:
                with failing(disk):
                    code = run([*arguments, "-w", str(self.desk.root)])
            finally:
                os.write(1, f"\n{disk.calls} {disk.call}".encode())
                os._exit(code)
        _, status = os.waitpid(child, 0)
        text, _, last = said.read_text("utf-8", "replace").rpartition("\n")
        calls, _, disk.call = last.partition(" ")
        disk.calls = int(calls) if calls.isdigit() else 0
        return Ran(os.waitstatus_to_exitcode(status), text, text), disk

    def build(self, at: int = NEVER, fault: Fault = die) -> tuple[Ran, Disk]:
        return self.attempt(at, fault, "build", "--jobs", "1")

    def leftovers(self) -> list[str]:
        """Temporary files, wherever they lie."""
        files = [p for folder in (self.desk.root, self.cache) for p in folder.rglob("*")]
        return [str(p) for p in files if p.name.endswith(".new") or p.name.startswith(".new-")]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("faults")
    desk, cache, kept = Workspace(folder / "desk"), folder / "cache", folder / "kept"
    desk.write("briefgen.toml", '[briefs.note]\nrecords = ["one", "two"]\n')
    desk.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    desk.write("templates/note/brief.md.j2", "# {{ theme.label }}\n\nText.\n")
    write_themes(desk, "old")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", str(cache))
        assert desk.run("build", "-w", str(desk.root), "-j", "1").code == 0
        desk.append("out/note/one.md", f"\n{MINE}\n")
        write_themes(desk, "new")
        old = outputs(desk)
        for part in (desk.root, cache):
            copytree(part, kept / part.name)
        assert desk.run("build", "-w", str(desk.root), "-j", "1").code == 0
        yield Bench(desk, cache, kept, old, outputs(desk))


def sound(bench: Bench) -> None:
    """Every output is wholly old or wholly new, and what a person wrote is there."""
    found = outputs(bench.desk)
    for name, content in bench.new.items():
        if name in found:
            assert found[name] in (content, bench.old.get(name)), name
        else:
            assert name not in bench.old, f"{name} is gone"
    assert MINE in b"\n".join(found.values()).decode()


def recovered(bench: Bench) -> None:
    """The next plain build gives what an undisturbed one does, takes no file for an edited one and leaves no rest."""
    again = bench.desk.run("build", "-w", str(bench.desk.root), "-j", "1")
    assert (again.code, again.err) == (0, "")
    assert outputs(bench.desk) == bench.new
    assert bench.leftovers() == []
    assert not (bench.desk.root / "out/.briefgen/journal").exists()


def moments(bench: Bench, first: int) -> Iterator[int]:
    """The numbers of the calls that are tried."""
    bench.restore()
    _, disk = bench.build()
    assert disk.calls > 100
    return iter(range(min(first, EVERY), disk.calls + 1, EVERY))


def test_a_build_that_is_killed_loses_nothing_and_the_next_one_is_as_if_nothing_had_been(bench: Bench) -> None:
    for at in moments(bench, 5):
        bench.restore()
        ran, _ = bench.build(at)
        assert ran.code == -signal.SIGKILL
        sound(bench)
        recovered(bench)


@pytest.mark.parametrize(("fault", "first"), [(FULL, 1), (BROKEN, 9)], ids=["full", "broken"])
def test_a_call_that_fails_is_named_with_its_reason_and_nothing_is_lost(bench: Bench, fault: Fault, first: int) -> None:
    for at in moments(bench, first):
        bench.restore()
        ran, disk = bench.build(at, fault)
        said = f"call {at}, {disk.call}:\n{ran.err}"
        assert ran.code in (0, 1, 2), said
        assert "Traceback" not in ran.err, said
        sound(bench)
        if ran.code:
            assert any(reason in ran.err for reason in REASONS), said
        else:
            assert outputs(bench.desk) == bench.new, said
        if not disk.call.startswith("os.remove"):
            assert bench.leftovers() == [], said
        recovered(bench)
