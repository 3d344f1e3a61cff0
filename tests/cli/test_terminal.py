"""What reaches the terminal: every word, in any code page, and no order to the terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from briefgen.cli.commands import COMMANDS
from briefgen.cli.run import run
from briefgen.cli.terminal import Guarded, guarded_streams, print_bold
from tests.workspaces import MEETING, Scratch

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etxt\r"
ORDERS = ("\x1b", "\x07", "\x9b", "\u202e", "\r")


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "latin-1", "utf-8", "utf-16", "cp932", "koi8-r"])
def test_any_letter_can_be_written_in_any_code_page_and_json_reads_it_back(encoding: str) -> None:
    words = "Участники 会议 é “x” 😀 \u200f"
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding=encoding, newline="\n")
    Guarded(stream, 1, []).write(json.dumps({"words": words}, ensure_ascii=False))
    stream.flush()
    assert json.loads(raw.getvalue().decode(encoding)) == {"words": words}


def test_no_text_gives_an_order_to_the_terminal() -> None:
    out = StringIO()
    Guarded(out, 1, []).write(f"a\tb\n{HOSTILE}\udcff")
    assert out.getvalue() == ("a\tb\n\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202etxt\\u000d\\udcff")


@pytest.mark.slow
@pytest.mark.parametrize("code_page", ["cp1252", "cp437"])
def test_a_run_into_a_file_on_windows_loses_no_finding(workspace: Scratch, code_page: str) -> None:
    workspace.edit(
        MEETING, 'quote: "Participants discussed stocks of green coffee"', 'quote: "Участники обсудили запасы"'
    )
    for command, code in ((("check",), 1), (("show", "lisbon-2024"), 0), (("facts",), 0)):
        ran = subprocess.run(
            [sys.executable, "-m", "briefgen", *command, "-w", str(workspace.root)],
            env={**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0"},
            capture_output=True,
            check=False,
        )
        said = (ran.stdout + ran.stderr).decode(code_page)
        assert (ran.returncode, "Traceback" in said) == (code, False)
        assert command != ("check",) or "[quote-not-found]" in said


EVERY_COMMAND: tuple[tuple[str, ...], ...] = (
    *(("check",), ("check", "--json"), ("check", "--lock"), ("list",), ("list", "meeting", "--json")),
    *(("show", "lisbon-2024"), ("show", "lisbon-2024", "--json"), ("facts",), ("facts", "--json")),
    *(("meeting", "lisbon-2024", "--language", "ru"), ("build",), ("build", "--explain"), ("status",)),
    *(("trace", "--source", "example-gazette"), ("trace", "out/meeting/lisbon-2024.md", "Участники")),
    *(("issue", "meeting", "lisbon-2024", "--date", "2026-11-30"), ("verify", "out/meeting/lisbon-2024.md")),
    *(("redline", "meeting", "lisbon-2024"), ("affected", "example-gazette")),
    *(("template", "list"), ("template", "fields", "meeting"), ("template", "check"), ("template", "new", "note")),
    *(("template", "house", "own.docx"), ("schema",), ("schedule", "show"), ("schedule", "export", "--to", "cron")),
    *(("new", "person", "ana-sample"), ("init", "elsewhere"), ("trust",)),
    *(("add", "новости.txt"), ("draft", "example-gazette"), ("draft", "list", "example-gazette")),
    *(("import", "persons.csv", "--kind", "person"), ("export", "statements", "x.csv"), ("review",)),
    ("review", "show", "meeting/lisbon-2024"),
)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp437"])
def test_every_command_writes_into_a_code_page_that_lacks_its_letters(
    workspace: Scratch, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {command[0] for command in EVERY_COMMAND} >= {*COMMANDS} - {"preview", "desk"}  # they end when stopped
    workspace.edit(MEETING, "is: Participants discussed stocks of green coffee.", "is: Участники обсудили “会议”—שלום.")
    workspace.edit("facts/sources/example-gazette.yaml", "label: ", "label: Газета 会 ")
    workspace.write("новости.txt", "Совет “会议” прошёл в Порту 5 мая 2025 года.\n")
    workspace.write("persons.csv", "id,name,colour\nana-sample,会议 Ана,x\n")
    monkeypatch.chdir(workspace.root)
    for command in EVERY_COMMAND:
        raw = BytesIO()
        stream = TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        code = run(command)
        monkeypatch.undo()
        monkeypatch.chdir(workspace.root)
        stream.flush()
        said = raw.getvalue()
        assert code in (0, 1, 2), (command, said)
        assert b"Traceback" not in said, command


def test_names_of_files_and_keys_reach_the_terminal_as_text(workspace: Scratch) -> None:
    name = f"facts/meetings/x{HOSTILE}.yaml"
    workspace.write(name, "a: 1\n")
    workspace.append("briefgen.toml", '\n["bad\\u001b[31mkey"]\nx = 1\n')
    workspace.write(f"out/{HOSTILE}.md", "x")
    for command in (
        ("check",),
        ("build",),
        ("verify", f"{workspace.root}/out/{HOSTILE}.md"),
        ("list",),
        ("nope\x1b[1m",),
    ):
        ran = workspace.do(*command, *(() if command[0] == "nope\x1b[1m" else ("-w", str(workspace.root))))
        assert ran.code in (1, 2)
        assert not [order for order in ORDERS if order in ran.out + ran.err]


def test_a_heading_is_bold_where_somebody_watches_and_its_words_stay_words(tmp_path: Path) -> None:
    seen, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        with guarded_streams([]):
            print_bold(f"x{HOSTILE}")
        stream.flush()
        shown = os.read(seen, 1000).decode()
    os.close(seen)
    assert shown.startswith("\x1b[1mx\\u001b]0;owned")
    assert shown.count("\x1b") == 2
