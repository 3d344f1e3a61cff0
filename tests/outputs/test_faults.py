"""A build on a disk that fails, and one that is killed: at every call that reaches the disk, nothing is lost.

Of a batch of writing every call is refused, and the process dies at every second one; of a whole build and of an
issue it is every 61st. With BRIEFGEN_EVERY=1 it is every call of all of them.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from briefgen.errors import UsageProblem
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import Owner
from tests.bench import MINE, NEVER, Bench
from tests.faulty import BROKEN, FULL, Disk, Fault, die, failing, interrupt, terminate
from tests.incremental.test_build import outputs
from tests.workspaces import Ran

pytestmark = pytest.mark.slow

EVERY = int(os.environ.get("BRIEFGEN_EVERY", "61"))
SPARE = 8
REASONS = ("No space left on device", "Input/output error")


# --- a batch of writing: every call ----------------------------------------------------------------

OLD = {"note/a.md": b"old", "note/b.docx": b"old", "note/c.md": b"old", "note/c.new.md": b"old"}
EDITED, PLACED = b"old and mine", b"new and mine"
NEW = {"note/a.md": b"new", "note/b.docx": b"new", "note/c.md": PLACED, "note/c.edited-1.md": EDITED}


def begin(out: Path) -> None:
    kept = out.with_name("kept")
    if not kept.is_dir():
        Artifacts(kept).write(OLD, Owner("note/x"))
        (kept / "note/c.md").write_bytes(EDITED)
    rmtree(out, ignore_errors=True)
    copytree(kept, out)


def batch(out: Path) -> None:
    """Two files replaced, one merged, one deleted."""
    artifacts = Artifacts(out)
    with artifacts.batch():
        artifacts.write({"note/a.md": b"new", "note/b.docx": b"new"}, Owner("note/x"))
        if (mine := artifacts.edited("note/c.md")) is not None:
            artifacts.write_merged("note/c.md", PLACED, b"new", Owner("note/x"), edited=mine)
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
    tmp_path: Path, faults: tuple[Fault, Fault]
) -> None:
    out = tmp_path / "out"
    begin(out)
    code, disk, _ = attempt(out, NEVER, die)
    assert (code, files(out)) == (0, NEW)
    assert disk.calls > 40
    for at in range(1, disk.calls + 1, min(EVERY, 2) if die in faults else 1):
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
        stands = Condition.MERGED if present["note/c.md"] == PLACED else Condition.EDITED
        assert Artifacts(out).condition("note/c.md") is stands, at
        assert EDITED in present.values()
        batch(out)
        assert files(out) == NEW, at
        assert not Artifacts(out).manifest.is_interrupted
        assert [p.name for p in out.rglob("*.new")] == []


# --- a whole build ---------------------------------------------------------------------------------


def sound(bench: Bench) -> None:
    """Every output is wholly old or wholly new, and what a person wrote is there."""
    found = outputs(bench.desk)
    for name, content in bench.new.items():
        if name in found:
            assert found[name] in (content, bench.old.get(name)), name
        else:
            assert name not in bench.old, f"{name} is gone"
    assert MINE.encode() in b"\n".join(found.values())


def recovered(bench: Bench) -> None:
    """The next plain build gives what an undisturbed one does, takes no file for an edited one and leaves no rest."""
    again = bench.run("build", "-j", "1")
    assert (again.code, again.err) == (0, "")
    assert outputs(bench.desk) == bench.new
    assert bench.leftovers() == []
    assert not (bench.desk.root / "out/.briefgen/journal").exists()


def moments(bench: Bench, first: int) -> Iterator[int]:
    """The numbers of the calls that are tried, of those that every such build makes: some files may be read twice."""
    counted = []
    for _ in range(3):
        bench.restore()
        counted.append(bench.build()[1].calls)
    assert min(counted) > 100
    last = min(counted) - SPARE
    return iter((*range(min(first, EVERY), last, EVERY), last))


def was_through(ran: Ran, disk: Disk) -> bool:
    """Whether a build made fewer calls than that at which it was to end: on a busy machine some are not made."""
    return ran.code == 0 and 0 < disk.calls < disk.at


@pytest.mark.parametrize("together", [False, True])
def test_a_build_that_is_killed_loses_nothing_and_the_next_one_is_as_if_nothing_had_been(
    bench: Bench, together: bool
) -> None:
    bench = replace(bench, together=together)
    for at in moments(bench, 5):
        bench.restore()
        ran, disk = bench.build(at)
        assert ran.code == -signal.SIGKILL or was_through(ran, disk)
        sound(bench)
        recovered(bench)


@pytest.mark.parametrize(("fault", "code", "first"), [(terminate, 143, 31), (interrupt, 130, 29)])
def test_a_build_that_is_stopped_by_a_signal_says_so_and_tidies_up(
    bench: Bench, fault: Fault, code: int, first: int
) -> None:
    for at in moments(bench, first):
        bench.restore()
        ran, disk = bench.build(at, fault)
        if not was_through(ran, disk):
            assert ran.code == code, ran
            assert ran.err.endswith("files that were there are as they were\n")
        sound(bench)
        assert bench.leftovers() == []
        recovered(bench)


def test_a_limit_on_the_size_of_files_is_a_full_disk(bench: Bench) -> None:
    bench.restore()

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))

    ran = bench.end(bench.start("build", "-j", "1", first=limit))
    assert ran.code == 2
    assert "cannot be written: File too large" in ran.err
    assert str(bench.desk.root) in ran.err
    sound(bench)
    assert bench.leftovers() == []
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
    words = ("issue", "note", "one", "--without-edits", "--date", "2026-03-01")
    bench.restore()
    _, disk = bench.attempt(NEVER, die, *words)
    assert disk.calls > 40
    for at in range(min(EVERY, 60), disk.calls + 1, EVERY):
        bench.restore()
        ran, _ = bench.attempt(at, die, *words)
        assert ran.code == -signal.SIGKILL
        folder = bench.desk.root / "out/issued/note/one"
        counted = [p.name for p in folder.iterdir() if not p.name.startswith(".")] if folder.is_dir() else []
        assert counted in ([], ["1"])
        again = bench.run(*words)
        assert again.code == 0
        assert ("unchanged" if counted else "issue 1") in again.out
        assert [p.name for p in folder.iterdir()] == ["1"]
        assert not list((bench.desk.root / "out/issued").rglob(".new-*"))
        verified = bench.run("verify", str(folder / "1/one.issue-1.md"))
        assert verified.code == 0, verified


def test_no_interrupt_is_lost_in_what_others_have_called_at_a_collection_of_garbage() -> None:
    """Python drops what is raised there; the library of random examples has something called."""
    seen: list[str] = []

    def note(phase: str, _: object) -> None:
        seen.append(phase)

    gc.callbacks.append(note)
    try:
        with failing(Disk((), NEVER, die)):
            gc.collect()
        assert seen == []
        gc.collect()
        assert seen == ["start", "stop"]
    finally:
        gc.callbacks.remove(note)
