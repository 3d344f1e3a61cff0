"""One run at a time writes to out/."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from briefgen.errors import Busy, UsageProblem
from briefgen.outputs import runlock
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Owner, own_folder
from briefgen.outputs.runlock import running

HOLD = """
import sys
from pathlib import Path
from briefgen.outputs.runlock import running
with running(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(out: Path) -> subprocess.Popen[bytes]:
    """Another process that holds the lock until its input ends."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    return other


def test_a_second_run_names_the_first(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        told = rf"another run of briefgen writes to .* \(process {other.pid}\); try again"
        with pytest.raises(Busy, match=told), running(tmp_path):
            pass
        other.communicate()


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with running(tmp_path):
            assert (tmp_path / ".briefgen/lock").read_text() == f"{os.getpid()}\n"


def test_a_run_waits_for_another_that_ends(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.close()
        with running(tmp_path, wait=30):
            assert other.wait() == 0


def test_what_another_run_wrote_meanwhile_is_known(tmp_path: Path) -> None:
    first = Artifacts(tmp_path)
    Artifacts(tmp_path).write({"a.md": b"by the other"}, Owner("meeting/a"))
    first.write({"b.md": b"by the first"}, Owner("meeting/b"))
    assert Artifacts(tmp_path).manifest.files.keys() == {"a.md", "b.md"}


def failing(number: int) -> Callable[[object], None]:
    def fail(_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("words", "is_free"),
    [("", True), ("nonsense", True), ("0", True), ("ours", True), ("9" * 40, True), ("1", False)],
)
def test_where_no_drive_knows_locks_the_file_says_who_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, is_free: bool
) -> None:
    own_folder(tmp_path)
    (tmp_path / ".briefgen/lock").write_text(str(os.getpid()) if words == "ours" else words)
    monkeypatch.setattr(runlock, "_lock", failing(errno.ENOLCK))
    with nullcontext() if is_free else pytest.raises(Busy, match=r" \(process 1\); try again"), running(tmp_path):
        assert (tmp_path / ".briefgen/lock").read_text() == f"{os.getpid()}\n"
    assert (tmp_path / ".briefgen/lock").read_text() == ("" if is_free else words)


def test_a_holder_that_cannot_be_named_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_folder(tmp_path)
    (tmp_path / ".briefgen/lock").write_text("somebody")
    monkeypatch.setattr(runlock, "_lock", failing(errno.EAGAIN))
    with pytest.raises(Busy, match=f"writes to {tmp_path}; try again when it has ended"), running(tmp_path):
        pass


def test_a_run_waits_as_long_as_it_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, pauses = iter([0.0, 1.0, 4.9, 5.0]), list[float]()
    monkeypatch.setattr(runlock, "_lock", failing(errno.EWOULDBLOCK))
    monkeypatch.setattr("briefgen.outputs.runlock.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("briefgen.outputs.runlock.time.sleep", pauses.append)
    with pytest.raises(Busy), running(tmp_path, wait=5.0):
        pass
    assert len(pauses) == 2
    assert 0 < pauses[0] < 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [(OSError(errno.EROFS, "Read-only file system"), "Read-only file system"), (OSError("odd"), "odd")],
)
def test_a_lock_that_cannot_be_made_says_why_in_the_words_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    own_folder(tmp_path)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UsageProblem) as refused, running(tmp_path):
        pass
    assert str(refused.value) == f"{tmp_path} cannot be written: {said}"


def test_a_copy_of_the_holder_does_not_hold_the_lock(tmp_path: Path) -> None:
    (ours, theirs), (begun, begins) = os.pipe(), os.pipe()
    with running(tmp_path):
        if (child := os.fork()) == 0:
            os.close(theirs)
            os.write(begins, b"x")
            os.read(ours, 1)
            os._exit(0)
        assert os.read(begun, 1) == b"x"
    with running(tmp_path):
        pass
    os.close(theirs)
    assert os.waitpid(child, 0)[1] == 0
    for handle in (ours, begun, begins):
        os.close(handle)
