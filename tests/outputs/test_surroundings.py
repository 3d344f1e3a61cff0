"""The surroundings of a build: what it asks of the disk, clocks set wrong, folders listed in another order.

The calls are watched by strace, clocks are set by libfaketime (`apt install strace faketime`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.bench import Bench
from tests.incremental.test_build import outputs
from tests.programs import needed
from tests.workspaces import Scratch

pytestmark = pytest.mark.slow

STEPS = ["write", "fsync", "rename", "flush"]
CALLS = "openat,open,creat,write,fsync,rename,renameat,renameat2,truncate,ftruncate"


@pytest.fixture
def both(bench: Bench) -> Bench:
    """The bench with briefs in Word as well."""
    bench.restore()
    bench.desk.edit("templates/note/template.toml", '["md"]', '["docx", "md"]')
    return bench


def build_at(bench: Bench, time: str, environment: dict[str, str], *before: str) -> str:
    """A build as a process of its own, at another time; what it said."""
    needed("faketime", *before[:1])
    command = [*before, "faketime", "-f", time, sys.executable, "-m", "briefgen", "build", "--jobs", "1"]
    variables = {**environment, "BRIEFGEN_CACHE": str(bench.cache), "TZ": "UTC"}
    ran = subprocess.run([*command, "-w", str(bench.desk.root)], env=variables, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_each_file_is_written_beside_its_place_flushed_and_moved_there_whatever_the_clock_says(
    both: Bench, environment: dict[str, str], tmp_path: Path
) -> None:
    assert both.run("build", "--jobs", "1").code == 0
    expected = outputs(both.desk)
    both.restore()
    both.desk.edit("templates/note/template.toml", '["md"]', '["docx", "md"]')
    trace = tmp_path / "trace"
    build_at(both, "@1970-01-02 00:00:00", environment, "strace", "-f", "-y", "-o", str(trace), "-e", f"trace={CALLS}")
    assert outputs(both.desk) == expected
    written = {"one.md", "two.md", "one.docx", "two.docx", "one.edited-1.md"}
    assert watched(trace, both.desk.root / "out/note") == dict.fromkeys(written, STEPS)
    assert "2 briefs: 1 fresh, 1 merged" in build_at(both, "@2100-12-31 23:59:59", environment)
    assert outputs(both.desk) == expected


def calls(trace: Path) -> Iterator[str]:
    """The calls that were traced; what one process began while another was at something is one line again."""
    begun: dict[str, str] = {}
    for line in trace.read_text().splitlines():
        process, call = line.split(None, 1)
        if call.endswith("<unfinished ...>"):
            begun[process] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            yield begun.pop(process, "") + call.partition("resumed>")[2]
        else:
            yield call


def watched(trace: Path, folder: Path) -> dict[str, list[str]]:
    """What was done for each file of a folder, in order; nothing else may be opened for writing there.

    One flush of the folder is for all files that were moved there before.
    """
    found: dict[str, list[str]] = {}
    moved: list[str] = []
    temporary = re.compile(rf"{re.escape(str(folder))}/\.([^/]+?)\.\w{{8}}\.new")
    for line in calls(trace):
        call = line.partition("(")[0]
        if str(folder) not in line:
            continue
        if beside := temporary.search(line):
            name = beside[1]
            if call == "openat":
                assert "O_EXCL" in line
                assert name not in found
                found[name] = []
            elif call == "write" and found[name][-1:] != ["write"]:
                found[name].append("write")
            elif call == "fsync":
                found[name].append("fsync")
            elif call.startswith("rename"):
                assert f'"{folder}/{name}"' in line
                found[name].append("rename")
                moved.append(name)
        elif call == "fsync":
            assert f"<{folder}>" in line
            for name in moved:
                found[name].append("flush")
            moved.clear()
        else:
            assert (call, "O_RDONLY" in line) == ("openat", True), line
    return found


# --- other orders -----------------------------------------------------------------------------------


class _Reversed:
    """What `os.scandir` gives, the other way round."""

    def __init__(self, entries: Any) -> None:
        self._entries = iter(sorted(entries, key=lambda entry: str(entry.name), reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Reversed:
        return self

    def __exit__(self, *_: object) -> None:
        return


def test_the_order_in_which_a_folder_is_listed_changes_nothing(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = workspace.brief()
    listed: Callable[..., list[Any]] = os.listdir
    scanned: Callable[..., Any] = os.scandir
    other = Scratch(Path(copytree(workspace.root, tmp_path / "other", ignore=lambda *_: ["out"])))
    monkeypatch.setattr(os, "listdir", lambda *a: sorted(listed(*a), reverse=True))
    monkeypatch.setattr(os, "scandir", lambda *a: _Reversed(scanned(*a)))
    assert other.brief() == expected
