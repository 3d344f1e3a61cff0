"""The report of a build: what was made, why, from what, and with which programs; ids alone, and only when it acted."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefgen.version import __version__
from briefgen.workspace import file_stat as stamps
from tests.workspaces import MEETING, Ran, Scratch

REPORT = "out/.briefgen/report.json"
WORDS = "Participants discussed stocks of green coffee."


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    return workspace


def build(desk: Scratch) -> Ran:
    return desk.run("build", "-w", str(desk.root), "--jobs", "1")


def report(desk: Scratch) -> Any:
    return json.loads(desk.read(REPORT))


def test_it_says_what_was_made_and_why_from_which_statements_with_which_versions(desk: Scratch) -> None:
    build(desk)
    desk.edit(MEETING, WORDS, "Participants discussed green coffee in stock.")
    assert build(desk).code == 0
    found = report(desk)
    (brief,) = found["briefs"]
    assert (found["failed"], found["counts"], brief["standing"]) == (False, {"made": 1}, "made")
    assert "discussion of meeting/lisbon-2024 changed" in brief["reasons"]
    (file,) = brief["files"]
    made = (desk.root / "out" / file["name"]).read_bytes()
    assert (file["sha256"], file["written"]) == (sha256(made).hexdigest(), True)
    listed = desk.run("facts", "-w", str(desk.root), "--json").json
    assert brief["statements"]
    assert set(brief["statements"]) <= {row["id"] for row in listed}
    assert found["versions"]["briefgen"] == __version__
    assert {"python", "jinja2", "python-docx", "lxml"} <= set(found["versions"])


def test_a_build_with_nothing_to_do_leaves_it_untouched(desk: Scratch) -> None:
    build(desk)
    path = desk.root / REPORT
    before = (path.stat().st_mtime_ns, path.stat().st_ino)
    assert build(desk).code == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.slow
def test_a_new_schedule_and_new_hooks_make_nothing_again(desk: Scratch) -> None:
    build(desk)
    before = desk.read(REPORT)
    hooks = '[hooks]\ncommand = ["no-such-program"]\n'
    desk.write("briefgen.toml", f'[schedule]\nat = "03:00"\n{hooks}[briefs.meeting]\nformats = ["md"]\n')
    assert build(desk).out == "1 brief: 1 fresh\n"
    assert desk.read(REPORT) == before


def test_no_words_of_a_fact_and_no_path_of_the_machine_are_in_it(desk: Scratch) -> None:
    desk.edit(MEETING, "    quote: ", "    quote: CODEWORD ")
    failed = build(desk)
    assert failed.code == 1
    text = desk.read(REPORT)
    assert "CODEWORD" not in text
    assert WORDS not in text
    assert str(desk.root) not in text
    assert str(Path.home()) not in text


def test_a_failed_brief_is_in_it_with_place_and_code(desk: Scratch) -> None:
    desk.edit(MEETING, "date: ", "date: never, not ")
    assert build(desk).code == 1
    found = report(desk)
    assert found["failed"] is True
    every = [f for brief in found["briefs"] for f in brief["findings"]] + found["findings"]
    first = next(f for f in every if f["file"] == MEETING)
    assert (first["severity"], first["line"] > 0, bool(first["title"])) == ("error", True, True)


@pytest.mark.slow
def test_made_from_nothing_it_names_the_same_files_and_statements(desk: Scratch) -> None:
    import shutil

    build(desk)
    first = desk.read(REPORT)
    shutil.rmtree(desk.root / "out")
    (desk.root / "out").mkdir()
    build(desk)
    assert report(desk)["versions"] == json.loads(first)["versions"]
    assert report(desk)["briefs"][0]["files"] == json.loads(first)["briefs"][0]["files"]
    assert report(desk)["briefs"][0]["statements"] == json.loads(first)["briefs"][0]["statements"]


@pytest.mark.slow
def test_a_build_that_can_do_nothing_leaves_a_report_and_the_next_one_takes_it_back(
    desk: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "TICK", -(10**18))  # files count as written long ago
    build(desk)
    before = desk.read(REPORT)
    assert desk.run("build", "-w", str(desk.root), "--executor", "nowhere").code in (0, 2)
    desk.edit(MEETING, WORDS, "Participants discussed green coffee in stock.")
    assert desk.run("build", "-w", str(desk.root), "--executor", "nowhere").code == 2
    assert [found["code"] for found in report(desk)["findings"]] == ["cannot-build"]
    assert (report(desk)["failed"], "nowhere" in desk.read(REPORT)) == (True, False)
    desk.edit(MEETING, "Participants discussed green coffee in stock.", WORDS)
    assert build(desk).code == 0
    assert not report(desk)["failed"]
    assert before != desk.read(REPORT)


def test_a_name_that_is_mistyped_leaves_the_report_alone(desk: Scratch) -> None:
    build(desk)
    before = desk.read(REPORT)
    assert desk.run("build", "-w", str(desk.root), "metting/lisbon-2024").code == 2
    assert desk.read(REPORT) == before


def test_a_fault_that_is_gone_is_no_longer_reported(desk: Scratch) -> None:
    build(desk)
    desk.write("facts/themes/broken.yaml", "label: [\n")
    assert build(desk).code == 1
    assert report(desk)["failed"]
    (desk.root / "facts/themes/broken.yaml").unlink()
    assert build(desk).code == 0
    assert not report(desk)["failed"]
