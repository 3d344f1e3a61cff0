"""How far a build is: shown on a terminal, a plain line now and then in a log, and nothing among JSON."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from briefgen.cli.commands import build
from tests.workspaces import Scratch

BRIEFS = '\n[briefs.country]\nformats = ["md"]\nrecords = ["brazil"]\n'


def watched(command: list[str], environment: dict[str, str]) -> tuple[str, str]:
    """What a command writes to its standard output, a pipe, and what a terminal shows of its standard error."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, True)
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**environment, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the terminal has no other end any more
            pass
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(ours)
    assert process.returncode == 0
    return out, shown.decode()


def test_who_watches_sees_what_is_made_and_how_long_it_takes(workspace: Scratch, environment: dict[str, str]) -> None:
    workspace.append("briefgen.toml", BRIEFS)
    command = [sys.executable, "-m", "briefgen", "build", "-w", str(workspace.root)]
    out, shown = watched(command, environment)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert re.search(r"making country/brazil\W+0/1 -:--:-- left", text)
    assert "1/1" in text
    assert "\x1b" not in out
    assert out.splitlines()[-1] == "1 brief: 1 made"


def test_a_log_has_lines_and_no_bar(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.append("briefgen.toml", BRIEFS)
    monkeypatch.setattr(build, "EVERY", 0.0)
    ran = workspace.build()
    assert ran.err == "0 of 1 briefs are done; making country/brazil\n"
    assert "\x1b" not in ran.out


def test_a_minute_of_work_is_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter(range(0, 1000, 5))
    tell = build._log(lambda: float(next(seconds)))
    for done in range(10):
        tell(f"meeting/{done}", done, 12)
    assert len(capsys.readouterr().err.splitlines()) == 1 + 0
