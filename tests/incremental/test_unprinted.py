"""Statements that are recorded and stand in no standard brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import Scratch


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    template = "{{ meeting.date }}\n\n{{ meeting.place }}\n"
    workspace.write("templates/meeting/brief.md.j2", f"# M\n\n{template}")
    return workspace


def unprinted(desk: Scratch) -> set[str]:
    ran = desk.run("facts", "-w", str(desk.root), "--unprinted", "--json")
    return {f"{row['subject']} {row['property']}" for row in ran.json}


def test_what_no_brief_of_the_last_build_prints_is_listed_and_noted(desk: Scratch) -> None:
    assert desk.run("build", "-w", str(desk.root), "--jobs", "1").code == 0
    found = unprinted(desk)
    assert "meeting/lisbon-2024 names" in found
    assert not {"meeting/lisbon-2024 date", "meeting/lisbon-2024 place", "meeting/lisbon-2024 series"} & found
    checked = desk.run("check", "-w", str(desk.root))
    assert checked.code == 0
    assert "in no standard brief of the last build" in checked.out
    assert "[unprinted]" in checked.out


def test_what_a_template_prints_now_is_no_longer_listed_after_a_build(desk: Scratch) -> None:
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    desk.append("templates/meeting/brief.md.j2", "\n{{ meeting.names|first }}\n")
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    assert "meeting/lisbon-2024 names" not in unprinted(desk)


def test_before_any_build_nothing_can_be_said(desk: Scratch) -> None:
    ran = desk.run("facts", "-w", str(desk.root), "--unprinted")
    assert (ran.code, "briefgen build makes them" in ran.err) == (2, True)
    assert "[unprinted]" not in desk.run("check", "-w", str(desk.root)).out
