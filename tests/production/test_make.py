"""Making a brief: same inputs, same bytes; nothing changed, nothing written; faults leave the last good files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.errors import Overrun, Problems
from briefgen.production.make import report_of
from briefgen.production.request import Request
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

BOTH = ("-f", "md", "-f", "docx")
FILES = ("out/meeting/lisbon-2024.docx", "out/meeting/lisbon-2024.md")


@pytest.mark.slow
def test_the_same_bytes_in_any_surroundings(example: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    cache = tmp_path / "cache"
    surroundings: list[tuple[dict[str, str], int]] = [
        ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C"}, 0o022),
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, 0o077),
        ({"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "BRIEFGEN_CACHE": str(cache)}, 0o002),
        ({"PYTHONHASHSEED": "random", "USER": "other", "HOME": str(tmp_path), "BRIEFGEN_CACHE": str(cache)}, 0o022),
    ]
    found = set()
    for n, (variables, mask) in enumerate(surroundings):
        root = Scratch(Path(copytree(example, tmp_path / f"desk-{n}")))
        for path in sorted(root.root.rglob("*")):
            os.utime(path, ns=(10**18 * n + 1, 10**18 * n + 1))
        here = root.root / "facts/meetings" if n % 2 else tmp_path
        subprocess.run(
            [sys.executable, "-m", "briefgen", "meeting", "lisbon-2024", "-w", str(root.root), *BOTH],
            env={**environment, **variables},
            cwd=here,
            umask=mask,
            check=True,
            capture_output=True,
        )
        found.add(tuple((root.root / name).read_bytes() for name in FILES))
    assert len(found) == 1


def test_no_output_tells_where_or_by_whom_it_was_made(workspace: Scratch) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    workspace.make(*BOTH)
    package = ZipFile(BytesIO((workspace.root / FILES[0]).read_bytes()))
    told = [package.read(name) for name in package.namelist()] + [(workspace.root / FILES[1]).read_bytes()]
    for secret in (str(workspace.root), "python-docx", "2013", ".md.j2", "U000F", "\ue000"):
        assert not any(secret.encode() in part for part in told), secret


@pytest.mark.few(1)
@pytest.mark.parametrize("cache", ["off", "on"])
def test_nothing_changed_writes_nothing(
    workspace: Scratch, cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", "off" if cache == "off" else str(tmp_path / "cache"))
    workspace.make(*BOTH)
    before = [(workspace.root / name).stat() for name in FILES]
    again = workspace.make(*BOTH)
    assert again.code == 0
    assert again.out.count("up to date: ") == 2
    now = [(workspace.root / name).stat() for name in FILES]
    assert [(s.st_mtime_ns, s.st_ino) for s in now] == [(s.st_mtime_ns, s.st_ino) for s in before]


EDITS = {
    "a fact": (MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,", "Lisboa"),
    "a template": (
        "templates/meeting/brief.md.j2",
        '## {{ "Where it stands in its series"|t }}',
        "## In short",
        "## In short",
    ),
    "a part": ("templates/_parts/sources.md.j2", '## {{ "Source"|t }}', "## It rests on", "## It rests on"),
    "a setting": ("briefgen.toml", '# language = "en-GB"', 'language = "en-US"', "March 11, 2024"),
    "a template's setting": ("templates/meeting/template.toml", "Meeting brief", "Short note", "Short note"),
}


@pytest.mark.few(1)
@pytest.mark.parametrize("what", EDITS)
def test_an_edit_shows_in_the_next_brief_even_with_a_store(
    workspace: Scratch, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    name, old, new, shown = EDITS[what]
    assert shown not in workspace.brief()
    workspace.edit(name, old, new)
    assert shown in workspace.brief()
    workspace.edit(name, new, old)
    assert shown not in workspace.brief()


def test_what_was_said_of_a_brief_is_said_again_from_the_store(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    made = [workspace.make("-f", "md", "--json").json for _ in range(2)]
    for report in made:
        del report["files"]
    assert made[0] == made[1]


def test_a_hand_edited_brief_is_kept_as_a_copy_and_the_user_is_told(workspace: Scratch) -> None:
    workspace.brief()
    workspace.write("out/meeting/lisbon-2024.md", "my own words\n")
    assert "was edited by hand, and the brief is as before" in workspace.make().out
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    made = workspace.make("-f", "md", "--keep-edits", "copy")
    assert "kept       " in made.out
    assert "lisbon-2024.edited-1.md: somebody had changed the file; this is a copy of it" in made.out
    assert workspace.read("out/meeting/lisbon-2024.edited-1.md") == "my own words\n"
    assert workspace.read("out/meeting/lisbon-2024.md").startswith("**TLP:CLEAR**")


FAULTS = {
    "a fact": (MEETING, "date: {is: 2024-03-11", "date: {is: 2024-13-11", 1),
    "a template": (
        "templates/meeting/brief.md.j2",
        "set why = meeting.why_contested",
        "set why = meeting.why_contseted",
        1,
    ),
    "a setting": ("briefgen.toml", "[folders]", "[folders", 1),
    "a quote": (MEETING, 'date: {is: 2024-03-11, quote: "held its', 'date: {is: 2024-03-11, quote: "held each', 1),
}


@pytest.mark.few(2)
@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_leaves_the_last_good_files(workspace: Scratch, what: str) -> None:
    workspace.make(*BOTH)
    before = [(workspace.root / name).read_bytes() for name in FILES]
    name, old, new, code = FAULTS[what]
    workspace.edit(name, old, new)
    made = workspace.make(*BOTH)
    assert made.code == code
    assert [(workspace.root / name).read_bytes() for name in FILES] == before


def test_files_can_go_to_another_folder(workspace: Scratch, tmp_path: Path) -> None:
    made = workspace.make("-f", "md", "--out", str(tmp_path / "drafts"))
    assert made.code == 0
    assert (tmp_path / "drafts/meeting/lisbon-2024.md").is_file()
    assert not (workspace.root / "out").exists()


def test_a_write_protected_brief_is_refused(workspace: Scratch) -> None:
    workspace.brief()
    (workspace.root / FILES[1]).chmod(0o444)
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    made = workspace.make()
    assert (made.code, "is write-protected; it was left as it is" in made.err) == (2, True)
    assert "Lisboa" not in workspace.read(FILES[1])


# --- a template that came with the program passes a limit -------------------------------------------


def stopped(workspace: Scratch, kind: str, id_: str, *, alone: bool = False) -> str:
    """The hint of a brief that takes too long."""
    at = Workspace(find_workspace(workspace.root)[0], Store(None))
    with pytest.raises(Problems) as raised:
        report_of(at, Request(kind, id_, ("md",)), alone=alone)
    (told,) = raised.value.diagnostics
    assert told.code == "too-slow"
    return told.hint or ""


def test_nobody_is_told_to_mend_a_template_that_came_with_the_program(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        raise Overrun.slow()

    monkeypatch.setattr("briefgen.production.make.assemble", endless)
    assert "please report that" in stopped(workspace, "country", "brazil")
    workspace.append("templates/country/brief.md.j2", "\n")
    assert "loops inside loops" in stopped(workspace, "country", "brazil")


@pytest.mark.usefixtures("in_children")
def test_nobody_is_told_to_where_the_system_ends_it(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGXCPU)

    monkeypatch.setattr("briefgen.production.make.assemble", ended)
    assert "please report that" in stopped(workspace, "country", "brazil", alone=True)
