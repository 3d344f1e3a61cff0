"""Shared drives that answer locks, modes of files and flushing of folders with an error: what can be done is done."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.disk import replace_file, sweep_beside
from briefgen.errors import Busy, UsageProblem
from briefgen.outputs import runlock
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.runlock import running
from briefgen.workspace.register import Register


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_drive_without_locks_is_written_to_and_the_lock_s_file_names_the_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(runlock, "_lock", refusing(number))
    Artifacts(tmp_path).write({"a.md": b"new"})
    assert (tmp_path / "a.md").read_bytes() == b"new"
    lock = tmp_path / ".briefgen/lock"
    assert lock.read_bytes() == b""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        lock.write_text(f"{other.pid}\n")
        with pytest.raises(Busy, match=rf"process {other.pid}"), running(tmp_path):
            pass
        other.communicate(b"\n")
    with running(tmp_path):  # the one that it names is dead
        assert lock.read_text() == f"{os.getpid()}\n"


def test_a_lock_that_fails_for_another_reason_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runlock, "_lock", refusing(errno.EIO))
    with pytest.raises(UsageProblem, match="cannot be locked: Input/output error"), running(tmp_path):
        pass


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EINVAL])
@pytest.mark.parametrize("call", ["chmod", "fsync"])
def test_modes_and_flushing_that_a_drive_does_not_know_are_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    monkeypatch.setattr(os, call, refusing(number))
    replace_file(tmp_path / "a.md", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.md", b"new")]
    issue = Register(tmp_path / "out", "out").publish("meeting/a", 1, {"a.md": b"issued"})
    assert (issue.folder / "a.md").read_bytes() == b"issued"


def test_a_disk_that_fails_to_flush_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refusing(errno.EIO))
    with pytest.raises(UsageProblem, match=r"a\.md cannot be written: Input/output error"):
        replace_file(tmp_path / "a.md", b"new")


def test_what_a_killed_run_left_beside_a_file_is_swept(tmp_path: Path) -> None:
    for name in (".quotes.lock.ab12cd34.new", ".quotes.lock.new", "quotes.lock", ".other.ab12cd34.new"):
        (tmp_path / name).write_bytes(b"")
    sweep_beside(tmp_path / "quotes.lock")
    assert {p.name for p in tmp_path.iterdir()} == {".quotes.lock.new", "quotes.lock", ".other.ab12cd34.new"}
