"""Statements that are recorded and stand in no standard brief."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from briefgen.incremental.unprinted import in_full_account
from briefgen.incremental.unprinted import unprinted as left_of
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import REPOSITORY, Scratch


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    template = "{{ meeting.date }}\n\n{{ meeting.place }}\n"
    workspace.write("templates/meeting/brief.md.j2", f"# M\n\n{template}")
    return workspace


def unprinted(desk: Scratch) -> set[str]:
    ran = desk.run("facts", "-w", str(desk.root), "--unprinted", "--json")
    return {f"{row['subject']} {row['property']}" for row in ran.json}


def checked(desk: Scratch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.run("check", "-w", str(desk.root), "--json").json["diagnostics"]
    return found


def test_what_no_brief_of_the_last_build_prints_is_listed_and_noted(desk: Scratch) -> None:
    assert desk.run("build", "-w", str(desk.root), "--jobs", "1").code == 0
    found = unprinted(desk)
    assert "meeting/lisbon-2024 names" in found
    assert not {"meeting/lisbon-2024 date", "meeting/lisbon-2024 place", "meeting/lisbon-2024 series"} & found
    ran = desk.run("check", "-w", str(desk.root))
    assert ran.code == 0
    assert "in no standard brief of the last build" in ran.out
    assert "[unprinted]" in ran.out


def test_what_a_template_prints_now_is_no_longer_listed_after_a_build(desk: Scratch) -> None:
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    desk.append("templates/meeting/brief.md.j2", "\n{{ meeting.names|first }}\n")
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    assert "meeting/lisbon-2024 names" not in unprinted(desk)


@pytest.mark.slow
def test_before_any_build_nothing_can_be_said(desk: Scratch) -> None:
    ran = desk.run("facts", "-w", str(desk.root), "--unprinted")
    assert (ran.code, "briefgen build makes them" in ran.err) == (2, True)
    assert "[unprinted]" not in desk.run("check", "-w", str(desk.root)).out


def test_the_name_of_a_record_is_printed_where_a_printed_statement_leads_to_it(desk: Scratch) -> None:
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    assert "organisation/example-secretariat name" in unprinted(desk)
    desk.append("templates/meeting/brief.md.j2", "\n{{ (meeting.claims|first).in_words }}\n")
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    assert "organisation/example-secretariat name" not in unprinted(desk)


def test_what_has_a_reason_is_neither_listed_nor_noted_unless_all_is_asked_for(desk: Scratch) -> None:
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    before = unprinted(desk)
    desk.append("briefgen.toml", '\n[unprinted.names]\nstatements = ["meeting/*/names"]\nwhy = "Found by them."\n')
    desk.run("build", "-w", str(desk.root), "--jobs", "1")
    assert unprinted(desk) == {row for row in before if not row.endswith(" names") or not row.startswith("meeting/")}
    rows = desk.run("facts", "-w", str(desk.root), "--unprinted", "--all", "--json").json
    reasons = {f"{row['subject']} {row['property']}": row["reason"] for row in rows}
    assert set(reasons) == before
    assert reasons["meeting/lisbon-2024 names"] == "Found by them."
    assert "Found by them." in desk.run("facts", "-w", str(desk.root), "--unprinted", "--all").out
    desk.append("briefgen.toml", '\n[unprinted.all]\nstatements = ["*"]\nwhy = "A desk that prints nothing."\n')
    assert "[unprinted]" not in desk.run("check", "-w", str(desk.root)).out


REASONS = [
    ('statements = ["meting/*/names"]\nwhy = "X."', ("no statement is meant by 'meting/*/names'", "'meeting'")),
    ('statements = ["meeting/lisbon-2042"]\nwhy = "X."', ("by 'meeting/lisbon-2042'", "'lisbon-2024'")),
    ('statements = ["meeting/*/name"]\nwhy = "X."', ("by 'meeting/*/name'", "'names'")),
    ('statements = ["meeting/*/names/no"]\nwhy = "X."', ("by 'meeting/*/names/no'", "there are")),
    ('statements = ["meeting/*/names"]', ("needs both statements and why",)),
    ('why = "X."', ("needs both statements and why",)),
]


def test_a_reason_that_is_about_nothing_or_gives_none_is_told(workspace: Scratch) -> None:
    lines = []
    for number, (table, _) in enumerate(REASONS):
        lines.append(workspace.read("briefgen.toml").count("\n"))
        workspace.append("briefgen.toml", f"\n[unprinted.reason-{number}]\n{table}\n")
    found = [d for d in checked(workspace) if d["code"] == "unprinted-reason"]
    assert len(found) == len(REASONS)
    for (_, said), line, told in zip(REASONS, lines, found, strict=True):
        assert all(words in told["message"] + str(told["hint"]) for words in said)
        assert (told["file"], line < told["line"] < line + 5) == ("briefgen.toml", True)


def test_all_goes_with_unprinted(desk: Scratch) -> None:
    ran = desk.run("facts", "-w", str(desk.root), "--all")
    assert (ran.code, "--all goes with --unprinted" in ran.err) == (2, True)


@pytest.mark.slow
def test_in_the_shipped_base_everything_is_printed_or_has_a_reason_that_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    desk = Scratch(tmp_path / "desk")
    desk.write("briefgen.toml", (REPOSITORY / "briefgen.toml").read_bytes())
    for folder in ("facts", "templates"):
        copytree(REPOSITORY / folder, desk.root / folder)
    assert desk.run("build", "-w", str(desk.root), "--jobs", "2").code == 0
    assert unprinted(desk) == set()
    assert not [d for d in checked(desk) if d["code"].startswith("unprinted")]
    workspace = Workspace(find_workspace(desk.root)[0], Store.of(desk.root))
    left = left_of(workspace) or []
    tables = workspace.home.settings["unprinted"]
    told_in_full = {u.statement.id for u in left if u.why == tables["full-account"]["why"]}
    assert told_in_full
    assert in_full_account(workspace, told_in_full) == told_in_full
    ids = [u.statement.id for u in left]
    needed = [p for table in tables.values() for p in table["statements"] if not any(_meets(p, id_) for id_ in ids)]
    assert needed == [], "all that these are about is printed by now"


def _meets(pattern: str, id_: str) -> bool:
    parts = zip(pattern.split("/"), id_.split("/"), strict=False)
    return all(fnmatchcase(part, word) for word, part in parts)
