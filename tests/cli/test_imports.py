"""What each command imports of large libraries, by name: a run that finds nothing changed needs none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.workspaces import MEETING, Scratch

LARGE = (
    *("babel", "charset_normalizer", "docx", "jinja2", "lxml", "matplotlib", "numpy", "PIL", "pydantic", "pypdfium2"),
    *("pyromark", "rapidfuzz", "regex", "sqlite3", "trafilatura", "unicode_rbnf", "yaml"),
)
PROGRAM = (
    "import contextlib, io, sys\n"
    "from briefgen.cli.run import run\n"
    "from briefgen.sandbox import bounded\n"
    "bounded._place = bounded.Place()\n"  # what a copy imports is imported here
    "with contextlib.redirect_stdout(io.StringIO()):\n"
    "    code = run(sys.argv[1:])\n"
    f"print(code, *[name for name in {LARGE!r} if name in sys.modules])\n"
)
ROOMS = PROGRAM.replace(
    f"*[name for name in {LARGE!r} if name in sys.modules]",
    "*sorted({name.split('.')[1] for name in sys.modules if name.startswith('briefgen.')})",
)
LIBRARY = PROGRAM.replace(
    repr(LARGE), repr(("asyncio", "difflib", "email", "zipfile", "briefgen.briefs.derived.charts"))
)
BOTH = (
    *("archive", "briefs", "checks", "citations", "cli", "codes", "collector", "copies", "diagnostics", "disk"),
    *("document", "errors", "facts", "frozen", "incremental", "language", "model", "outputs", "production", "query"),
    *("regexes", "rendering", "sandbox", "settings", "version", "workspace", "writers"),
)
"""The rooms that a changed fact needs, for a check and for a brief."""
MAKE = ("meeting", "lisbon-2024")
KNOWN = (
    "import os, sys\n"
    "before = {*sys.modules}\n"
    "from briefgen.cli import main\n"
    "try:\n"
    "    main()\n"
    "except SystemExit:\n"
    "    print(*sorted({*sys.modules} - before), sep='\\n')\n"
)
"""Prints every module that a call of the program imports."""


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, environment: dict[str, str]) -> tuple[Scratch, dict[str, str]]:
    (tmp_path / "cache").mkdir(mode=0o700)
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    return workspace, {**environment, "BRIEFGEN_CACHE": str(tmp_path / "cache")}


def imported(desk: tuple[Scratch, dict[str, str]], *words: str, asked: str = PROGRAM) -> str:
    """The exit code of a command, and which it imported of the large libraries or of what else is asked."""
    command = [sys.executable, "-c", asked, *words]
    ran = subprocess.run(command, cwd=desk[0].root, env=desk[1], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_help_needs_no_library(desk: tuple[Scratch, dict[str, str]]) -> None:
    assert imported(desk, "--help") == "0"
    assert imported(desk, "meeting", "--help") == "0"


def test_the_form_of_proposals_needs_no_facts(desk: tuple[Scratch, dict[str, str]]) -> None:
    assert "facts" not in imported(desk, "draft", "schema", asked=ROOMS).split()


def test_what_was_said_before_is_said_again_with_next_to_no_modules(desk: tuple[Scratch, dict[str, str]]) -> None:
    command = [sys.executable, "-c", KNOWN, "--version"]
    for _ in range(60):  # it is kept once the program's folders are a moment old: another test may write bytecode there
        ran = subprocess.run(command, cwd=desk[0].root, env=desk[1], capture_output=True, text=True, check=True)
        if found := ran.stdout.split("\n")[1:-1]:  # a call that does more ends at once
            break
    own = ["version", "cli", "cli.answers", "workspace"]
    own += [f"workspace.{name}" for name in ("cache", "cache_folder", "file_stat")]
    names = {"briefgen", *(f"briefgen.{name}" for name in own)}
    assert {*found} == {*names, "__future__", "_blake2"}


@pytest.mark.slow
def test_where_nothing_changed_no_library_is_needed(desk: tuple[Scratch, dict[str, str]]) -> None:
    for words in (MAKE, ("check",), ("build",)):
        imported(desk, *words)
        imported(desk, *words)
        assert imported(desk, *words) == "0", words
    for words in (("list", "meeting"), ("facts",), ("show", "meeting/lisbon-2024")):
        assert imported(desk, *words) == "0", words


@pytest.mark.slow
def test_one_changed_fact_needs_what_reads_it_and_what_makes_the_brief(desk: tuple[Scratch, dict[str, str]]) -> None:
    imported(desk, *MAKE)
    imported(desk, "check")
    desk[0].append(MEETING, "# a note\n")
    made = imported(desk, *MAKE)
    assert made == "0 jinja2 pyromark yaml"
    assert imported(desk, "check") == "0 babel rapidfuzz regex unicode_rbnf yaml"
    desk[0].append(MEETING, "# another\n")
    assert imported(desk, *MAKE, asked=LIBRARY) == "0"
    desk[0].append(MEETING, "# a third\n")
    assert imported(desk, *MAKE, asked=ROOMS).split() == sorted(["0", *BOTH, "ooxml", "readers"])
    desk[0].append(MEETING, "# a fourth\n")
    assert imported(desk, "check", asked=ROOMS).split() == ["0", *BOTH]
