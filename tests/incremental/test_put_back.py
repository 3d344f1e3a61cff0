"""An `out` that was put back from a copy: hashes decide what is fresh, not what is remembered of builds."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

import pytest

from tests.incremental.test_build import build, desk, from_scratch, outputs, standings
from tests.workspaces import MEETING, Scratch

__all__ = ["desk"]
DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")


def without_copies(desk: Scratch) -> dict[str, bytes]:
    return {name: content for name, content in outputs(desk).items() if ".edited-" not in name}


@pytest.mark.few(1)
@pytest.mark.parametrize("part", ["", ".briefgen", "meeting"])
def test_what_is_older_than_the_last_build_is_made_again(desk: Scratch, tmp_path: Path, part: str) -> None:
    build(desk)
    copytree(desk.root / "out", tmp_path / "old")
    desk.edit(MEETING, *DATE)
    build(desk)
    new = outputs(desk)
    rmtree(desk.root / "out" / part)
    copytree(tmp_path / "old" / part, desk.root / "out" / part)
    ran = desk.run("status", "-w", str(desk.root), "--json")
    assert (ran.code, standings(ran)["meeting/lisbon-2024"]) == (1, "stale")
    assert build(desk).code == 0
    assert without_copies(desk) == new
    assert build(desk).out == "3 briefs: 3 fresh\n"


@pytest.mark.slow
def test_what_is_newer_than_the_memory_of_builds_is_made_again(
    desk: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "cache"
    monkeypatch.setenv("BRIEFGEN_CACHE", str(memory))
    build(desk)
    copytree(memory, tmp_path / "old")
    first = outputs(desk)
    desk.edit(MEETING, *DATE)
    build(desk)
    desk.edit(MEETING, *reversed(DATE))
    rmtree(memory)
    copytree(tmp_path / "old", memory)
    built = build(desk, "--json")
    assert standings(built)["meeting/lisbon-2024"] == "made"
    assert outputs(desk) == first


@pytest.mark.slow
def test_the_program_s_own_records_may_be_gone(desk: Scratch) -> None:
    build(desk)
    first = outputs(desk)
    (desk.root / "out/.briefgen/manifest.json").unlink()
    assert build(desk).code == 0
    assert without_copies(desk) == first == from_scratch(desk)
