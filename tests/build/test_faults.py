"""A build on a disk that fails, and one that is killed: at every call that reaches the disk, nothing is lost.

Every call of a batch of writing is tried, and every 43rd of a whole build and of an issue; with BRIEFGEN_EVERY=1 every
call of those too.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from briefgen.build.artifacts import Artifacts, Condition, Merging
from briefgen.errors import UsageProblem
from tests.build.faulty import BROKEN, FULL, Disk, Fault, die, failing
from tests.build.test_run import outputs
from tests.workspaces import Ran, Workspace

EVERY = int(os.environ.get("BRIEFGEN_EVERY", "43"))
MINE = "My own words."
REASONS = ("No space left on device", "Input/output error")
NEVER = 10**9
THEMES = ("one", "two")


def write_themes(desk: Workspace, adjective: str) -> None:
    for theme in THEMES:
        desk.write(f"facts/themes/{theme}.yaml", f"label: {adjective} {theme}\nrecorded: 2024-01-01\n")


# --- a batch of writing: every call ----------------------------------------------------------------

OLD = {"note/a.md": b"old", "note/b.docx": b"old", "note/c.md": b"old", "note/c.new.md": b"old"}
EDITED, PLACED = b"old and mine", b"new and mine"
NEW = {"note/a.md": b"new", "note/b.docx": b"new", "note/c.md": PLACED, "note/c.edited-1.md": EDITED}


def begin(out: Path) -> None:
    kept = out.with_name("kept")
    if not kept.is_dir():
        Artifacts(kept).write(OLD, "note/x")
        (kept / "note/c.md").write_bytes(EDITED)
    rmtree(out, ignore_errors=True)
    copytree(kept, out)


def batch(out: Path) -> None:
    """Two files replaced, one merged, one deleted."""
    artifacts = Artifacts(out)
    with artifacts.batch():
        artifacts.write({"note/a.md": b"new", "note/b.docx": b"new"}, "note/x")
        if (mine := artifacts.edited("note/c.md")) is not None:
            artifacts.place("note/c.md", Merging(mine, b"new", PLACED), "note/x")
        artifacts.withdraw("note/c.new.md")


def attempt(out: Path, at: int, fault: Fault) -> tuple[int, Disk, str]:
    """A batch whose disk fails at a call: how it left, what failed, what it said; a dying one is a child process."""
    disk = Disk((str(out),), at, fault)
    if fault is die and at != NEVER:
        if (child := os.fork()) == 0:
            with failing(disk):
                batch(out)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), disk, ""
    try:
        with failing(disk):
            batch(out)
    except UsageProblem as bad:
        return 2, disk, str(bad)
    return 0, disk, ""


def files(out: Path) -> dict[str, bytes]:
    return {f"note/{p.name}": p.read_bytes() for p in (out / "note").iterdir()}


@pytest.mark.parametrize("faults", [(die, die), (FULL, BROKEN)], ids=["killed", "refused"])
def test_at_every_call_of_a_batch_each_file_is_old_or_new_and_none_is_taken_for_edited(
    tmp_path: Path, faults: tuple[Fault, Fault], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the time that it takes
    out = tmp_path / "out"
    begin(out)
    code, disk, _ = attempt(out, NEVER, die)
    assert (code, files(out)) == (0, NEW)
    assert disk.calls > 40
    for at in range(1, disk.calls + 1):
        begin(out)
        code, _, message = attempt(out, at, faults[at % 2])
        assert code in ((-signal.SIGKILL,) if die in faults else (0, 2)), at
        if code == 2:
            assert str(out) in message
            assert any(reason in message for reason in REASONS)
        present = files(out)
        for name in ("note/a.md", "note/b.docx"):
            assert present[name] in (b"old", b"new"), at
            assert Artifacts(out).condition(name) is Condition.AS_WRITTEN, at
        assert present["note/c.md"] in (EDITED, PLACED), at
        assert Artifacts(out).condition("note/c.md") is Condition.EDITED
        assert EDITED in present.values()
        batch(out)
        assert files(out) == NEW, at
        assert not Artifacts(out).manifest.is_interrupted
        assert [p.name for p in out.rglob("*.new")] == []


# --- a whole build ---------------------------------------------------------------------------------


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
        """A command whose disk fails at a call; one that dies is a child process, and leaves with -9."""
        disk = Disk((str(self.desk.root), str(self.cache)), at, fault)
        words = [*arguments, "-w", str(self.desk.root)]
        if fault is die and at != NEVER:
            if (child := os.fork()) == 0:
                disk.only = os.getpid()
                with failing(disk):
                    os._exit(self.desk.run(*words).code)
            _, status = os.waitpid(child, 0)
            return Ran(os.waitstatus_to_exitcode(status), "", ""), disk
        with failing(disk):
            return self.desk.run(*words), disk

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


def test_an_issue_that_is_killed_is_whole_or_does_not_count_and_the_next_has_the_right_number(bench: Bench) -> None:
    words = ("issue", "note", "one", "--date", "2026-03-01")
    bench.restore()
    _, disk = bench.attempt(NEVER, die, *words)
    assert disk.calls > 60
    for at in range(min(EVERY, 60), disk.calls + 1, EVERY):
        bench.restore()
        ran, _ = bench.attempt(at, die, *words)
        assert ran.code == -signal.SIGKILL
        folder = bench.desk.root / "out/issued/note/one"
        counted = [p.name for p in folder.iterdir() if not p.name.startswith(".")] if folder.is_dir() else []
        assert counted in ([], ["1"])
        again = bench.desk.run(*words, "-w", str(bench.desk.root))
        assert again.code == 0
        assert ("unchanged" if counted else "issue 1") in again.out
        assert [p.name for p in folder.iterdir()] == ["1"]
        verified = bench.desk.run("verify", str(folder / "1/one.issue-1.md"), "-w", str(bench.desk.root))
        assert verified.code == 0, verified
