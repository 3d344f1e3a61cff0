"""Copies beside briefs: which files are such, and what is said of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from briefgen.outputs.copied_briefs import StrayCopy, stray_copies, told_of
from briefgen.outputs.manifest import ManifestEntry, Owner


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/a.md").write_bytes(b"first\n")
    return tmp_path


def copies(out: Path, *names: str, known: dict[str, ManifestEntry] | None = None) -> list[str]:
    return [copy.name for copy in stray_copies(names or ["m/a.md"], out, known or {})]


@pytest.mark.parametrize("name", ["m/a (1).md", "m/a-DESKTOP-7AB12.md", "m/a (Ann's conflicted copy 2024-03-15).md"])
def test_a_copy_that_lies_beside_a_brief_is_named_with_what_differs(out: Path, name: str) -> None:
    (out / name).write_bytes(b"first\nmine\n")
    found = stray_copies(["m/a.md"], out, {})
    assert found == [StrayCopy(name, "m/a.md")]
    (told,) = told_of(found, out, "out")
    assert (str(told.location), told.code) == (f"out/{name}", "copied-brief")
    assert told.message == "looks like a copy of a.md; it differs in line 2: 'mine'"


def test_several_copies_are_named_in_order(out: Path) -> None:
    for number in (3, 1, 5, 2, 4):
        (out / f"m/a ({number}).md").write_bytes(b"mine\n")
    assert copies(out) == [f"m/a ({number}).md" for number in range(1, 6)]


def test_what_the_program_or_a_person_put_beside_a_brief_is_no_copy(out: Path) -> None:
    (out / "m/a.edited-1.md").write_bytes(b"mine\n")
    (out / "m/a-for-the-minister.md").write_bytes(b"something of my own\n")
    assert copies(out) == []


def test_a_file_that_the_program_wrote_is_no_copy(out: Path) -> None:
    (out / "m/a (1).md").write_bytes(b"first\n")
    assert copies(out, known={"m/a (1).md": ManifestEntry("x", Owner())}) == []


def test_copies_of_files_of_other_briefs_are_not_told(out: Path) -> None:
    for name in ("m/b.md", "m/b (1).md", "a.md", "a (1).md"):
        (out / name).write_bytes(b"x\n")
    assert (copies(out), copies(out, "a.md"), copies(out, "gone/a.md")) == ([], ["a (1).md"], [])


def test_a_folder_is_gone_through_once_however_many_briefs_it_has(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    scandir = os.scandir

    def counted(path: Path) -> Any:
        looked.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    copies(out, *(f"m/{number}.md" for number in range(50)))
    assert looked == [out / "m"]
