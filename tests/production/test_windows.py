"""The paths of the program that Windows and macOS take, as far as they can be walked without them.

A process in which nothing of POSIX is left that Windows lacks: no fork, no fcntl, no resource, no alarm; `sys.platform`
says win32, standard output has a code page, locks are msvcrt's. What it makes has the same bytes. Never run: Windows
and macOS themselves (`docs/platforms.md`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.workspaces import MEETING, Scratch

WITHOUT_POSIX = """
import asyncio, concurrent.futures.process, ctypes, multiprocessing.popen_spawn_posix, multiprocessing.spawn, os
import pathlib, platform, shutil, signal, subprocess, sys, sysconfig, tempfile, types, uuid, webbrowser
import click, jinja2, lxml.etree, yaml
sysconfig.get_config_vars()
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
lacking = "fork forkpty getuid geteuid getpgid setsid killpg O_NONBLOCK O_NOCTTY O_NOFOLLOW"
for name in lacking.split():
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGALRM", "SIGPROF", "SIGXCPU", "ITIMER_REAL", "setitimer"):
    delattr(signal, name)
held = types.ModuleType("msvcrt")
held.LK_NBLCK = 2
held.locking = lambda handle, mode, size: None
sys.modules["msvcrt"] = held
sys.platform = "win32"
from briefgen.cli import main
main()
"""


def run(root: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "BRIEFGEN_CACHE": "off"}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, *command, "-w", str(root)],
        env=environment,
        capture_output=True,
        check=False,
        timeout=300,
    )


@pytest.mark.slow
def test_a_brief_is_checked_made_issued_and_verified_without_posix_and_has_the_same_bytes(
    workspace: Scratch, tmp_path: Path
) -> None:
    other = Scratch(Path(copytree(workspace.root, tmp_path / "windows")))
    for command in (("check",), ("meeting", "lisbon-2024", "--language", "ru"), ("build", "meeting/lisbon-2024")):
        ran = run(other.root, *command)
        assert ran.returncode == 0, (command, ran.stdout, ran.stderr)
        assert workspace.do(*command).code == 0
    for name in ("lisbon-2024.md", "lisbon-2024.docx", "lisbon-2024.ru.md", "lisbon-2024.ru.docx"):
        assert (other.root / "out/meeting" / name).read_bytes() == (workspace.root / "out/meeting" / name).read_bytes()
    assert run(other.root, "issue", "meeting", "lisbon-2024", "--date", "2026-11-30").returncode == 0
    (issued,) = (other.root / "out/issued/meeting/lisbon-2024/1").glob("*.md")
    assert run(other.root, "verify", str(issued)).returncode == 0


@pytest.mark.usefixtures("in_children")
@pytest.mark.slow
def test_a_template_without_end_is_stopped_without_posix(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", workspace.read("briefgen.toml").replace("# seconds = 10", "seconds = 2"))
    workspace.write("templates/meeting/brief.md.j2", "# x\n{% for a in range %}{% endfor %}{{ oops }}")
    ran = run(workspace.root, "meeting", "lisbon-2024")
    assert (ran.returncode, b"Traceback" in ran.stderr) == (1, False)


def test_line_ends_of_windows_in_every_text_give_the_same_brief(workspace: Scratch, tmp_path: Path) -> None:
    other = Scratch(Path(copytree(workspace.root, tmp_path / "crlf")))
    for path in (*other.root.rglob("*.yaml"), *other.root.rglob("*.j2"), *other.root.rglob("*.toml")):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert other.brief() == workspace.brief()


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["CON", "aux", "nul.2024", "com1", "lisbon.", "lisbon ", "a:b", "a\\b", "LISBON-2024"])
def test_a_name_that_windows_reserves_or_takes_for_another_is_no_id(workspace: Scratch, name: str) -> None:
    workspace.write(f"facts/meetings/{name}.yaml", workspace.read(MEETING))
    ran = workspace.do("check")
    assert ran.code == 1
    assert "[bad-id]" in ran.out or "[copied-file]" in ran.out
