"""An `out` that was put back from a copy, or whose records are damaged: hashes decide what is fresh, and it is told."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

import pytest

from tests.incremental.test_build import desk, from_scratch, outputs, standings
from tests.incremental.test_staleness import BRIEFS
from tests.outputs.test_planted import DAMAGES
from tests.workspaces import MEETING, Scratch

__all__ = ["desk"]
DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")


def without_copies(desk: Scratch) -> dict[str, bytes]:
    return {name: content for name, content in outputs(desk).items() if ".edited-" not in name}


@pytest.mark.few(1)
@pytest.mark.parametrize("part", ["", ".briefgen", "meeting"])
def test_what_is_older_than_the_last_build_is_made_again(desk: Scratch, tmp_path: Path, part: str) -> None:
    desk.build()
    copytree(desk.root / "out", tmp_path / "old")
    desk.edit(MEETING, *DATE)
    desk.build()
    new = outputs(desk)
    rmtree(desk.root / "out" / part)
    copytree(tmp_path / "old" / part, desk.root / "out" / part)
    ran = desk.do("status", "--json")
    assert (ran.code, standings(ran)["meeting/lisbon-2024"]) == (1, "stale")
    assert desk.build().code == 0
    assert without_copies(desk) == new
    assert desk.build().out == "3 briefs: 3 fresh\n"


@pytest.mark.slow
def test_what_is_newer_than_the_memory_of_builds_is_made_again(
    desk: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "cache"
    monkeypatch.setenv("BRIEFGEN_CACHE", str(memory))
    desk.build()
    copytree(memory, tmp_path / "old")
    first = outputs(desk)
    desk.edit(MEETING, *DATE)
    desk.build()
    desk.edit(MEETING, *reversed(DATE))
    rmtree(memory)
    copytree(tmp_path / "old", memory)
    built = desk.build("--json")
    assert standings(built)["meeting/lisbon-2024"] == "made"
    assert outputs(desk) == first


@pytest.mark.slow
def test_the_program_s_own_records_may_be_gone(desk: Scratch) -> None:
    desk.build()
    first = outputs(desk)
    (desk.root / "out/.briefgen/manifest.json").unlink()
    assert desk.build().code == 0
    assert without_copies(desk) == first == from_scratch(desk)


HOOKS = '[hooks]\ncommand = ["true"]\n'


@pytest.fixture
def hooked(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.setenv("BRIEFGEN_TRUST_HOOKS", "1")
    workspace.write("briefgen.toml", HOOKS + BRIEFS)
    assert workspace.build().code == 0
    return workspace


@pytest.mark.few(2)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["manifest.json", "journal", "report.json", "told.json"])
def test_a_build_goes_on_and_says_so(hooked: Scratch, name: str, damage: bytes) -> None:
    hooked.write(f"out/.briefgen/{name}", damage)
    for command in (("status",), ("affected", "meeting/lisbon-2024")):
        assert hooked.do(*command).code in (0, 1)
    hooked.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    ran = hooked.build()
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran
    if name in ("manifest.json", "told.json"):
        assert f"out/.briefgen/{name}: warning: " in ran.err
        assert "[state-damaged]" in ran.err
    assert "12 March 2024" in hooked.read("out/meeting/lisbon-2024.md")
    assert hooked.build().err == ""
