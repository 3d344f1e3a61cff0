"""Files and folders that may not be written, and deletion: only what is the program's own and unchanged."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from shutil import rmtree

import pytest

from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Owner
from tests.bench import Bench, write_themes
from tests.incremental.test_build import outputs
from tests.workspaces import Scratch

MANIFEST = "out/.briefgen/manifest.json"


def without_privileges() -> None:
    """Let modes of files count for this process even where it is root's, for whom they do not otherwise."""
    if os.getuid() == 0 and sys.platform == "linux":
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # capset(2): version 3, this process
        assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0


def protect(bench: Bench, name: str, mode: int) -> None:
    (bench.desk.root / name).chmod(mode)


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("out/note/two.md", 0o444, "out/note/two.md is write-protected; it was left as it is"),
        ("out/note", 0o555, "out/note is write-protected; nothing was written to it"),
        ("out/.briefgen/lock", 0o444, "out cannot be written: Permission denied"),
    ],
)
def test_what_is_write_protected_is_named_before_anything_is_made(
    bench: Bench, name: str, mode: int, said: str
) -> None:
    bench.restore()
    bench.desk.write("templates/note/brief.md.j2", "{{ theme.labl }}")  # nobody comes to see this mistake
    protect(bench, name, mode)
    words = ("build", "--jobs", "1", *(["note/two"] if name.endswith(".md") else []))
    ran = bench.end(bench.start(*words, first=without_privileges))
    protect(bench, name, 0o755)
    assert ran.code == 2
    assert said in ran.err
    assert "labl" not in ran.err
    assert outputs(bench.desk) == bench.old


def test_a_protected_brief_stops_no_other_and_is_made_when_it_may_be(bench: Bench) -> None:
    bench.restore()
    protect(bench, "out/note/two.md", 0o444)
    ran = bench.end(bench.start("build", "--jobs", "1", first=without_privileges))
    assert ran.code == 2
    assert "merged     note/one" in ran.out
    assert "[write-protected]\n  hint: allow writing to it, then build again" in ran.err
    assert outputs(bench.desk)["note/two.md"] == bench.old["note/two.md"]
    protect(bench, "out/note/two.md", 0o644)
    assert bench.run("build", "--jobs", "1").code == 0
    assert outputs(bench.desk) == bench.new


def test_a_protected_brief_that_nothing_is_remembered_of_stops_no_other(bench: Bench) -> None:
    bench.restore()
    rmtree(bench.cache)
    protect(bench, "out/note/two.md", 0o444)
    ran = bench.end(bench.start("build", "--jobs", "1", first=without_privileges))
    assert ran.code == 2
    assert "merged     note/one" in ran.out
    assert "failed     note/two" in ran.out
    assert outputs(bench.desk)["note/two.md"] == bench.old["note/two.md"]
    protect(bench, "out/note/two.md", 0o644)
    assert bench.run("build", "--jobs", "1").code == 0
    assert outputs(bench.desk) == bench.new


# --- where out/ may lie -------------------------------------------------------------------------------


@pytest.mark.parametrize("out", ["/", "~", "..", ".", "../elsewhere", "facts", "facts/out", "templates"])
def test_out_is_a_folder_of_its_own_inside_the_workspace(workspace: Scratch, out: str) -> None:
    named = str(Path.home()) if out == "~" else out
    workspace.edit("briefgen.toml", "[folders]", f'[folders]\nout = "{named}"')
    ran = workspace.do("build", "-j", "1")
    assert ran.code == 1
    assert "[bad-folder]" in ran.err
    assert not (workspace.root / "out").exists()


def test_out_is_no_link(bench: Bench, tmp_path: Path) -> None:
    bench.restore()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/note").write_text("not ours")
    (bench.desk.root / "out").rename(tmp_path / "away")
    (bench.desk.root / "out").symlink_to(tmp_path / "theirs")
    ran = bench.run("build", "--jobs", "1")
    assert (ran.code, "[bad-folder]" in ran.err) == (1, True)
    assert [p.name for p in (tmp_path / "theirs").rglob("*")] == ["note"]
    (bench.desk.root / "out").unlink()


# --- what is deleted --------------------------------------------------------------------------------


def test_nothing_is_an_orphan_while_an_error_may_hide_its_brief(bench: Bench) -> None:
    bench.restore()
    bench.desk.write("facts/themes/two.yaml", "label: [two\n")
    ran = bench.run("build", "--jobs", "1")
    assert ran.code == 1
    assert "orphaned" not in ran.out
    assert (bench.desk.root / "out/note/two.md").is_file()
    write_themes(bench.desk, "new")
    assert bench.run("build", "--jobs", "1").code == 0
    assert outputs(bench.desk) == bench.new


# --- versions -----------------------------------------------------------------------------------------


def test_what_a_newer_program_wrote_is_left_alone(bench: Bench) -> None:
    bench.restore()
    data = json.loads(bench.desk.read(MANIFEST))
    bench.desk.write(MANIFEST, json.dumps({**data, "format": 99}))
    before = bench.desk.read(MANIFEST)
    for command in (("build", "--jobs", "1"), ("status",), ("note", "one")):
        ran = bench.run(*command)
        assert ran.code == 2
        assert "was written by a newer briefgen (format 99; this one knows 3); update this one" in ran.err
    assert outputs(bench.desk) == bench.old
    assert bench.desk.read(MANIFEST) == before


def test_what_an_older_program_wrote_is_read_and_a_copy_kept(bench: Bench) -> None:
    bench.restore()
    data = json.loads(bench.desk.read(MANIFEST))
    bench.desk.write(MANIFEST, json.dumps({**data, "format": 1}))
    before = bench.desk.read(MANIFEST)
    assert bench.run("build", "--jobs", "1").code == 0
    assert outputs(bench.desk) == bench.new
    assert bench.desk.read("out/.briefgen/older-manifest.json") == before
    assert json.loads(bench.desk.read(MANIFEST))["format"] == 3


def test_an_issue_of_a_newer_program_is_not_taken_for_a_damaged_one(bench: Bench) -> None:
    bench.restore()
    words = ("issue", "note", "one", "--without-edits", "--date", "2026-03-01")
    assert bench.run(*words).code == 0
    lock = bench.desk.root / "out/issued/note/one/1/issue.json"
    lock.chmod(0o644)
    lock.write_text(lock.read_text().replace('"briefgen:format": 1', '"briefgen:format": 2'))
    ran = bench.run(*words)
    assert ran.code == 1
    assert "issue 1 of note/one: it was issued with a newer briefgen (" in ran.out + ran.err
    assert "format 2); update this one" in ran.out + ran.err


def test_a_journal_from_elsewhere_leads_to_nothing_outside(bench: Bench) -> None:
    bench.restore()
    theirs = bench.desk.write(".x.md.abcdefgh.new", "not ours")
    bench.desk.write("out/.briefgen/journal", '["../x.md", "0", "note/one"]\n')
    assert bench.run("build", "--jobs", "1").code == 0
    assert theirs.is_file()


def test_only_what_the_program_wrote_and_nobody_changed_is_deleted(tmp_path: Path) -> None:
    artifacts = Artifacts(tmp_path)
    with artifacts.batch():
        artifacts.write({"own.md": b"own", "edited.md": b"own"}, Owner("note/x"))
        for name in ("edited.md", "theirs.md"):
            (tmp_path / name).write_bytes(b"somebody's")
        for name in ("own.md", "edited.md", "theirs.md", "gone.md", "../outside.md"):
            artifacts.withdraw(name)
    assert sorted(p.name for p in tmp_path.glob("*.md")) == ["edited.md", "theirs.md"]
    assert Artifacts(tmp_path).manifest.files == {}
