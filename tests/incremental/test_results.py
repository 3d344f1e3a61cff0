"""The report of a build: what was made, why, from what, and with which programs; ids alone, and only when it acted."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.incremental.results import (
    BriefResult,
    BuildResult,
    Choices,
    Status,
    has_acted,
    to_bytes,
    write_report,
)
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Manifest, Owner
from briefgen.outputs.publishing import KeepEdits
from briefgen.version import __version__
from briefgen.workspace import file_stat as stamps
from tests.workspaces import MEETING, Scratch

REPORT = "out/.briefgen/report.json"
WORDS = "Participants discussed stocks of green coffee."


WRONG = Diagnostic(Location("facts/a.yaml", 3, 5), "words of a fact", "bad-date", hint="mend it")
ODD = Diagnostic(Location("/machine/desk/a.md"), "words", "no-such-code", severity=Severity.WARNING)


def told(built: BuildResult, out: Path) -> Any:
    return json.loads(to_bytes(built, Manifest(out)))


def test_a_report_has_each_brief_with_its_files_and_how_each_stands(tmp_path: Path) -> None:
    artifacts = Artifacts(tmp_path)
    artifacts.write({"a.md": b"a", "a.docx": b"b", "a.png": b"c"}, Owner("meeting/a"))
    artifacts.write({"b.md": b"d"}, Owner("meeting/b"))
    entry = BriefResult(
        "meeting/a",
        Status.MADE,
        reasons=("all of it",),
        reported=("what may be told",),
        written=("a.docx",),
        copies=("a.edited-1.md",),
        edited=("a.md",),
        merged=("a.png",),
        findings=(ODD, WRONG),
        statements=("meeting/a/date/1",),
    )
    found = told(BuildResult([entry, BriefResult("meeting/c", Status.FRESH)], ["old.md"]), tmp_path)
    assert (found["format"], found["failed"], found["orphans"], found["findings"]) == (1, False, ["old.md"], [])
    assert found["counts"] == {"fresh": 1, "made": 1}
    first, second = found["briefs"]
    assert (first["name"], first["standing"], first["reasons"]) == ("meeting/a", "made", ["what may be told"])
    assert (first["statements"], first["kept_copies"]) == (["meeting/a/date/1"], ["a.edited-1.md"])
    keys = ("name", "written", "edited", "merged")
    assert [tuple(file[key] for key in keys) for file in first["files"]] == [
        ("a.docx", True, False, False),
        ("a.md", False, True, False),
        ("a.png", False, False, True),
    ]
    assert first["files"][1]["sha256"] == sha256(b"a").hexdigest()
    assert (second["name"], second["files"], second["statements"]) == ("meeting/c", [], [])


def test_a_finding_is_told_by_place_and_code_and_title_in_order_and_never_by_its_words(tmp_path: Path) -> None:
    found = told(BuildResult(problems=[WRONG, ODD]), tmp_path)
    assert [(d["file"], d["line"], d["column"], d["severity"], d["code"]) for d in found["findings"]] == [
        ("a.md", 0, 0, "warning", "no-such-code"),
        ("facts/a.yaml", 3, 5, "error", "bad-date"),
    ]
    assert [bool(d["title"]) for d in found["findings"]] == [False, True]
    assert found["failed"]
    assert "words" not in json.dumps(found["findings"])


@pytest.mark.parametrize(
    ("built", "failed", "acted"),
    [
        (BuildResult([BriefResult("a", Status.FRESH)]), False, False),
        (BuildResult([BriefResult("a", Status.MADE, reasons=("x",))]), False, True),
        (BuildResult([BriefResult("a", Status.FRESH), BriefResult("b", Status.FAILED)]), True, True),
        (BuildResult([BriefResult("a", Status.CONFLICT)]), True, True),
        (BuildResult([BriefResult("a", Status.EDITED), BriefResult("b", Status.MERGED)]), False, False),
        (BuildResult(problems=[WRONG]), True, True),
        (BuildResult(problems=[ODD]), False, False),
    ],
)
def test_when_a_build_has_failed_and_when_it_did_anything(built: BuildResult, failed: bool, acted: bool) -> None:
    assert (built.failed, has_acted(built), built.refused) == (failed, acted, False)


def test_unless_it_is_told_to_a_build_neither_waits_nor_leaves_anything_out() -> None:
    choices = Choices()
    assert (choices.wait, choices.wanted, choices.tables, choices.jobs, choices.executor) == (0.0, (), (), 0, "")
    assert (choices.keep_edits, choices.allow_stale) == (KeepEdits.MERGE, False)


def test_a_build_that_may_not_write_was_refused() -> None:
    why = Diagnostic(Location("a"), "m", "write-protected")
    built = BuildResult([BriefResult("a", Status.FAILED, findings=(WRONG, why)), BriefResult("b", Status.FRESH)])
    assert (built.refused, built.count(Status.FAILED), built.count(Status.MADE)) == (True, 1, 0)


def test_a_report_is_written_where_a_build_acted_and_taken_back_where_a_fault_is_gone(tmp_path: Path) -> None:
    path = tmp_path / ".briefgen/report.json"
    fresh, failed = BuildResult([BriefResult("a", Status.FRESH)]), BuildResult([BriefResult("a", Status.FAILED)])
    write_report(fresh, tmp_path, Manifest(tmp_path))
    assert not path.exists()
    write_report(failed, tmp_path, Manifest(tmp_path))
    before = path.stat().st_ino
    write_report(failed, tmp_path, Manifest(tmp_path))
    assert path.stat().st_ino == before  # the same words are not written again
    write_report(fresh, tmp_path, Manifest(tmp_path))
    assert not json.loads(path.read_bytes())["failed"]


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    return workspace


def report(desk: Scratch) -> Any:
    return json.loads(desk.read(REPORT))


def test_it_says_what_was_made_and_why_from_which_statements_with_which_versions(desk: Scratch) -> None:
    desk.build()
    desk.edit(MEETING, WORDS, "Participants discussed green coffee in stock.")
    assert desk.build().code == 0
    found = report(desk)
    (brief,) = found["briefs"]
    assert (found["failed"], found["counts"], brief["standing"]) == (False, {"made": 1}, "made")
    assert "discussion of meeting/lisbon-2024 changed" in brief["reasons"]
    (file,) = brief["files"]
    made = (desk.root / "out" / file["name"]).read_bytes()
    assert (file["sha256"], file["written"]) == (sha256(made).hexdigest(), True)
    listed = desk.do("facts", "--json").json
    assert brief["statements"]
    assert set(brief["statements"]) <= {row["id"] for row in listed}
    assert found["versions"]["briefgen"] == __version__
    assert {"python", "jinja2", "python-docx", "lxml"} <= set(found["versions"])


def test_a_build_with_nothing_to_do_leaves_it_untouched(desk: Scratch) -> None:
    desk.build()
    path = desk.root / REPORT
    before = (path.stat().st_mtime_ns, path.stat().st_ino)
    assert desk.build().code == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.slow
def test_a_new_schedule_and_new_hooks_make_nothing_again(desk: Scratch) -> None:
    desk.build()
    before = desk.read(REPORT)
    hooks = '[hooks]\ncommand = ["no-such-program"]\n'
    desk.write("briefgen.toml", f'[schedule]\nat = "03:00"\n{hooks}[briefs.meeting]\nformats = ["md"]\n')
    assert desk.build().out == "1 brief: 1 fresh\n"
    assert desk.read(REPORT) == before


def test_no_words_of_a_fact_and_no_path_of_the_machine_are_in_it(desk: Scratch) -> None:
    desk.edit(MEETING, "    quote: ", "    quote: CODEWORD ")
    failed = desk.build()
    assert failed.code == 1
    text = desk.read(REPORT)
    assert "CODEWORD" not in text
    assert WORDS not in text
    assert str(desk.root) not in text
    assert str(Path.home()) not in text


def test_a_failed_brief_is_in_it_with_place_and_code(desk: Scratch) -> None:
    desk.edit(MEETING, "date: ", "date: never, not ")
    assert desk.build().code == 1
    found = report(desk)
    assert found["failed"] is True
    every = [f for brief in found["briefs"] for f in brief["findings"]] + found["findings"]
    first = next(f for f in every if f["file"] == MEETING)
    assert (first["severity"], first["line"] > 0, bool(first["title"])) == ("error", True, True)


@pytest.mark.slow
def test_made_from_nothing_it_names_the_same_files_and_statements(desk: Scratch) -> None:
    import shutil

    desk.build()
    first = desk.read(REPORT)
    shutil.rmtree(desk.root / "out")
    (desk.root / "out").mkdir()
    desk.build()
    assert report(desk)["versions"] == json.loads(first)["versions"]
    assert report(desk)["briefs"][0]["files"] == json.loads(first)["briefs"][0]["files"]
    assert report(desk)["briefs"][0]["statements"] == json.loads(first)["briefs"][0]["statements"]


@pytest.mark.slow
def test_a_build_that_can_do_nothing_leaves_a_report_and_the_next_one_takes_it_back(
    desk: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "TICK", -(10**18))  # files count as written long ago
    desk.build()
    before = desk.read(REPORT)
    assert desk.do("build", "--executor", "nowhere").code in (0, 2)
    desk.edit(MEETING, WORDS, "Participants discussed green coffee in stock.")
    assert desk.do("build", "--executor", "nowhere").code == 2
    assert [found["code"] for found in report(desk)["findings"]] == ["cannot-build"]
    assert (report(desk)["failed"], "nowhere" in desk.read(REPORT)) == (True, False)
    desk.edit(MEETING, "Participants discussed green coffee in stock.", WORDS)
    assert desk.build().code == 0
    assert not report(desk)["failed"]
    assert before != desk.read(REPORT)


def test_a_name_that_is_mistyped_leaves_the_report_alone(desk: Scratch) -> None:
    desk.build()
    before = desk.read(REPORT)
    assert desk.do("build", "metting/lisbon-2024").code == 2
    assert desk.read(REPORT) == before


def test_a_fault_that_is_gone_is_no_longer_reported(desk: Scratch) -> None:
    desk.build()
    desk.write("facts/themes/broken.yaml", "label: [\n")
    assert desk.build().code == 1
    assert report(desk)["failed"]
    (desk.root / "facts/themes/broken.yaml").unlink()
    assert desk.build().code == 0
    assert not report(desk)["failed"]
