"""Statements that are recorded and stand in no standard brief."""

from __future__ import annotations

import json
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from briefgen.incremental.unprinted import in_full_account, notes
from briefgen.incremental.unprinted import unprinted as left_of
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.incremental.conftest import opened
from tests.workspaces import REPOSITORY, Scratch


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    template = "{{ meeting.date }}\n\n{{ meeting.place }}\n"
    workspace.write("templates/meeting/brief.md.j2", f"# M\n\n{template}")
    return workspace


def unprinted(desk: Scratch) -> set[str]:
    ran = desk.do("facts", "--unprinted", "--json")
    return {f"{row['subject']} {row['property']}" for row in ran.json}


def checked(desk: Scratch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.do("check", "--json").json["diagnostics"]
    return found


@pytest.mark.slow
def test_what_no_brief_of_the_last_build_prints_is_listed_and_noted(desk: Scratch) -> None:
    assert desk.build().code == 0
    found = unprinted(desk)
    assert "meeting/lisbon-2024 names" in found
    assert "country/brazil code" not in found  # which a register alone has
    assert not {"meeting/lisbon-2024 date", "meeting/lisbon-2024 place", "meeting/lisbon-2024 series"} & found
    ran = desk.do("check")
    assert ran.code == 0
    assert "in no standard brief of the last build" in ran.out
    assert "[unprinted]" in ran.out


def test_who_makes_a_printed_claim_is_printed_and_a_reason_without_words_excuses_nothing(desk: Scratch) -> None:
    desk.append("templates/meeting/brief.md.j2", "\n{{ (meeting.claims|first).says }}\n")
    desk.build()
    desk.append("briefgen.toml", '\n[unprinted.names]\nstatements = ["meeting/*/names"]\nwhy = " "\n')
    left = {(u.statement.kind, u.statement.property): u.why for u in left_of(opened(desk)) or []}
    assert left["meeting", "names"] == ""
    assert ("claim", "said_by") not in left


@pytest.mark.slow
def test_what_a_template_prints_now_is_no_longer_listed_after_a_build(desk: Scratch) -> None:
    desk.build()
    desk.append("templates/meeting/brief.md.j2", "\n{{ meeting.names|first }}\n")
    desk.build()
    assert "meeting/lisbon-2024 names" not in unprinted(desk)


@pytest.mark.slow
def test_before_any_build_nothing_can_be_said(desk: Scratch) -> None:
    ran = desk.do("facts", "--unprinted")
    assert (ran.code, "briefgen build makes them" in ran.err) == (2, True)
    assert "[unprinted]" not in desk.do("check").out


@pytest.mark.slow
def test_the_name_of_a_record_is_printed_where_a_printed_statement_leads_to_it(desk: Scratch) -> None:
    desk.build()
    assert "organisation/example-secretariat name" in unprinted(desk)
    desk.append("templates/meeting/brief.md.j2", "\n{{ (meeting.claims|first).in_words }}\n")
    desk.build()
    assert "organisation/example-secretariat name" not in unprinted(desk)


@pytest.mark.slow
def test_what_has_a_reason_is_neither_listed_nor_noted_unless_all_is_asked_for(desk: Scratch) -> None:
    desk.build()
    before = unprinted(desk)
    desk.append("briefgen.toml", '\n[unprinted.names]\nstatements = ["meeting/*/names"]\nwhy = "Found by them."\n')
    desk.build()
    assert unprinted(desk) == {row for row in before if not row.endswith(" names") or not row.startswith("meeting/")}
    rows = desk.do("facts", "--unprinted", "--all", "--json").json
    reasons = {f"{row['subject']} {row['property']}": row["reason"] for row in rows}
    assert set(reasons) == before
    assert reasons["meeting/lisbon-2024 names"] == "Found by them."
    assert "Found by them." in desk.do("facts", "--unprinted", "--all").out
    desk.append("briefgen.toml", '\n[unprinted.all]\nstatements = ["*"]\nwhy = "A desk that prints nothing."\n')
    assert "[unprinted]" not in desk.do("check").out


REASONS = [
    ('statements = ["meting/*/names"]\nwhy = "X."', ("no statement is meant by 'meting/*/names'", "'meeting'")),
    ('statements = ["meeting/lisbon-2042"]\nwhy = "X."', ("by 'meeting/lisbon-2042'", "'lisbon-2024'")),
    ('statements = ["meeting/*/name"]\nwhy = "X."', ("by 'meeting/*/name'", "'names'")),
    ('statements = ["meeting/*/names/no"]\nwhy = "X."', ("by 'meeting/*/names/no'", "there are")),
    ('statements = ["meeting/*/names"]', ("needs both statements and why",)),
    ('why = "X."', ("needs both statements and why",)),
]


@pytest.mark.slow
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
    ran = desk.do("facts", "--all")
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
    assert desk.do("build", "--jobs", "2").code == 0
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


# --- what follows from a build, without the build -----------------------------------------------------------


@pytest.fixture(scope="module")
def built(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace whose only brief prints a date, a place and a claim; to be opened, not changed."""
    made = Scratch(Path(copytree(example, tmp_path_factory.mktemp("built") / "desk")))
    made.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    text = "# M\n\n{{ meeting.date }}\n\n{{ meeting.place }}\n\n{{ (meeting.claims|first).in_words }}\n"
    made.write("templates/meeting/brief.md.j2", text)
    assert made.build().code == 0
    return made


def sort_of(id_: str) -> str:
    """The record and the field of a statement."""
    return "/".join(id_.split("/")[:3])


def left(workspace: Workspace) -> set[str]:
    found = left_of(workspace)
    assert found is not None
    return {sort_of(u.statement.id) for u in found}


def with_settings(built: Scratch, tmp_path: Path, text: str) -> Workspace:
    """The workspace with other settings, and the memory of what was built."""
    desk = Scratch(Path(copytree(built.root, tmp_path / "desk")))
    desk.append("briefgen.toml", text)
    return Workspace(find_workspace(desk.root)[0], Store.of(built.root))


def test_what_is_printed_and_what_it_leads_to_is_not_listed(built: Scratch) -> None:
    found = left(opened(built))
    assert not {id_.partition("/")[0] for id_ in found} & {"source", "theme"}  # the desk's own, with no note
    subjects = {id_.rpartition("/")[0] for id_ in found}
    assert "meeting/lisbon-2024" in subjects
    assert not found & {"meeting/lisbon-2024/date", "meeting/lisbon-2024/place"}
    assert "meeting/lisbon-2024/names" in found
    assert "organisation/example-secretariat/name" not in found  # whose claim is printed
    assert not any(id_.startswith("claim/") and id_.endswith("/said_by") for id_ in found)


def test_records_that_are_deprecated_and_ties_are_nobodys_to_print(built: Scratch, tmp_path: Path) -> None:
    desk = Scratch(Path(copytree(built.root, tmp_path / "desk")))
    at = Workspace(find_workspace(desk.root)[0], Store.of(built.root))
    assert any(id_.startswith("document/crop-statement/") for id_ in left(at))
    assert not any(id_ in ("meeting/lisbon-2024/series", "meeting/lisbon-2024/documents") for id_ in left(at))
    desk.append("facts/documents/crop-statement.yaml", "deprecated: It was put in twice.\n")
    at = Workspace(find_workspace(desk.root)[0], Store.of(built.root))
    assert not any(id_.startswith("document/crop-statement/") for id_ in left(at))


def test_without_a_build_nothing_is_known(built: Scratch, tmp_path: Path) -> None:
    at = Workspace(find_workspace(built.root)[0], Store(tmp_path))
    assert left_of(at) is None
    assert list(notes(at)) == []


def test_the_note_counts_the_sorts_of_statement_the_most_frequent_first(built: Scratch) -> None:
    at = opened(built)
    sorts = Counter(f"{u.statement.kind} {u.statement.property}" for u in left_of(at) or ()).most_common()
    (note,) = notes(at)
    assert len(sorts) > 4
    listed = ", ".join(f"{count} {sort}" for sort, count in sorts[:4])
    assert (
        note.message
        == f"{sum(dict(sorts).values())} statements are in no standard brief of the last build: {listed}, …"
    )
    assert (str(note.location), note.code, note.hint) == ("facts", "unprinted", "briefgen facts --unprinted lists them")


def test_the_note_on_one_statement_speaks_of_one(built: Scratch, tmp_path: Path) -> None:
    rest = sorted(left(opened(built)) - {"meeting/lisbon-2024/ordinal"})
    one, *others = rest
    table = f"\n[unprinted.most]\nstatements = {json.dumps(others)}\nwhy = 'X.'\n"
    at = with_settings(built, tmp_path, table)
    by_reason = {sort_of(u.statement.id): u.why for u in left_of(at) or ()}
    assert {by_reason[id_] for id_ in others} == {"X."}
    assert by_reason[one] == ""
    if sum(not why for why in by_reason.values()) == 1:
        assert [d.message.partition(":")[0] for d in notes(at)] == [
            "1 statement is in no standard brief of the last build"
        ]


def test_a_star_stands_for_anything_within_its_part_and_a_pattern_for_what_is_below(
    built: Scratch, tmp_path: Path
) -> None:
    table = '\n[unprinted.a]\nstatements = ["meet*/lisbon-*/n*s"]\nwhy = "A."\n'
    table += '[unprinted.b]\nstatements = ["document/crop-statement"]\nwhy = "B."\n'
    reasons = {u.statement.id: u.why for u in left_of(with_settings(built, tmp_path, table)) or ()}
    for id_, why in reasons.items():
        names, paper = id_.startswith("meeting/lisbon-2024/names/"), id_.startswith("document/crop-statement/")
        assert why == ("A." if names else "B." if paper else ""), id_
    assert {"A.", "B.", ""} <= set(reasons.values())


def test_each_fault_of_a_reason_has_its_place_and_the_nearest_word(built: Scratch, tmp_path: Path) -> None:
    table = '\n[unprinted.a]\nstatements = ["meeting/lisbon-2024/nmaes", "meeting/*/names"]\nwhy = "A."\n'
    table += '[unprinted.b]\nstatements = []\nwhy = "B."\n[unprinted.c]\nstatements = ["*"]\nwhy = " "\n'
    at = with_settings(built, tmp_path, table)
    first, second, third = (d for d in notes(at) if d.code == "unprinted-reason")
    assert (first.message, first.hint) == (
        "no statement is meant by 'meeting/lisbon-2024/nmaes'",
        "did you mean 'names'?",
    )
    assert [d.message for d in (second, third)] == [
        "[unprinted.b] needs both statements and why",
        "[unprinted.c] needs both statements and why",
    ]
    assert first.location.line + 2 == second.location.line
    assert second.location.line + 3 == third.location.line


def test_what_stands_in_a_record_that_cannot_be_read_is_not_called_missing(built: Scratch, tmp_path: Path) -> None:
    at = with_settings(built, tmp_path, '\n[unprinted.a]\nstatements = ["meeting/nowhere"]\nwhy = "A."\n')
    assert [d.code for d in notes(at) if d.code == "unprinted-reason"] == ["unprinted-reason"]
    folder = at.home.root / "facts/meetings"
    (folder / "broken.yaml").write_text("date: 17.10.2025\n", encoding="utf-8")
    again = Workspace(at.home, at.store)
    assert "unprinted-reason" not in {d.code for d in notes(again)}


def test_in_full_account_is_what_briefs_that_have_a_depth_print_at_their_fullest(workspace: Scratch) -> None:
    text = "# M\n\n{{ meeting.date }}{% if parameters.depth in ('full', 'long') %}{{ meeting.place }}{% endif %}\n"
    workspace.append("briefgen.toml", '\n[briefs.note]\nformats = ["md"]\nparameters = {depth = "brief"}\n')
    workspace.write("templates/note/brief.md.j2", text)
    settings = 'about = "meeting"\nformats = ["md"]\n[parameters.depth]\ntype = "choice"\ndefault = "brief"\n'
    for other, found in (("full", {"date", "place"}), ("long", set())):
        workspace.write("templates/note/template.toml", f'{settings}choices = ["brief", "{other}"]\n')
        at = opened(workspace)
        wanted = {s.id for s in at.facts.base.statements if sort_of(s.id) in (f"{LISBON}/date", f"{LISBON}/place")}
        assert {id_.split("/")[2] for id_ in in_full_account(at, {*wanted, f"{LISBON}/nothing/1"})} == found
    assert in_full_account(at, set()) == set()


LISBON = "meeting/lisbon-2024"
