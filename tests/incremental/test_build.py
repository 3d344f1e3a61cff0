"""briefgen build: only what is stale, each with its reason; nothing that is asked for is silently not fresh."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import UsageProblem
from briefgen.incremental.build import MEANWHILE, report_missed, status_of_briefs
from briefgen.incremental.build import build as make
from briefgen.incremental.build_state import States
from briefgen.incremental.results import BuildResult, Choices, Listener
from briefgen.outputs.runlock import running
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.examples import examples
from tests.incremental.conftest import opened
from tests.workspace.test_audience import SOURCE
from tests.workspaces import MEETING, Ran, Scratch

BRIEFS = """
[briefs.meeting]
formats = ["md"]

[briefs.countries]
kind = "country"
records = ["brazil", "ethiopia"]
formats = ["md"]
"""


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    """A workspace with three standard briefs and a memory."""
    workspace.append("briefgen.toml", BRIEFS)
    return workspace


def standings(ran: Ran) -> dict[str, str]:
    return {entry["name"]: entry["standing"] for entry in ran.json["briefs"]}


def outputs(desk: Scratch) -> dict[str, bytes]:
    out = desk.root / "out"
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and ".briefgen" not in p.parts)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def from_scratch(desk: Scratch) -> dict[str, bytes]:
    """The files that a build makes where there are none, without memory of any other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", "off")
        for path in list((desk.root / "out").rglob("*.*")):
            if path.is_file():
                path.unlink()
        desk.build()
    return outputs(desk)


def states(desk: Scratch) -> dict[str, tuple[int, int]]:
    return {name: ((s := (desk.root / "out" / name).stat()).st_mtime_ns, s.st_ino) for name in outputs(desk)}


ALL = ["country/brazil", "country/ethiopia", "meeting/lisbon-2024"]


def test_a_build_makes_every_standard_brief_and_then_nothing(desk: Scratch) -> None:
    first = desk.build("--json")
    assert (first.code, standings(first)) == (0, dict.fromkeys(ALL, "made"))
    assert "meeting/lisbon-2024.md" in outputs(desk)
    before = states(desk)
    again = desk.build()
    assert (again.code, again.out, again.err) == (0, "3 briefs: 3 fresh\n", "")
    assert states(desk) == before


def test_without_a_list_every_kind_of_every_record_is_standard(workspace: Scratch) -> None:
    named = {entry["name"] for entry in workspace.do("status", "--json").json["briefs"]}
    assert {"meeting/lisbon-2024", "country/colombia", "theme/stocks"} <= named


def test_one_changed_fact_makes_only_its_brief(desk: Scratch) -> None:
    desk.build()
    before = states(desk)
    desk.edit(
        MEETING, "Participants discussed stocks of green coffee.", "Participants discussed green coffee in stock."
    )
    built = desk.build("--json")
    assert standings(built) == {**dict.fromkeys(ALL, "fresh"), "meeting/lisbon-2024": "made"}
    (entry,) = (e for e in built.json["briefs"] if e["standing"] == "made")
    assert "discussion of meeting/lisbon-2024 changed" in entry["reasons"]
    assert {n for n, state in states(desk).items() if state != before[n]} == {"meeting/lisbon-2024.md"}


@pytest.mark.slow
def test_a_new_record_makes_the_briefs_that_asked_for_such(desk: Scratch) -> None:
    desk.build()
    desk.write(
        "facts/gaps/next.yaml",
        "question: When is the next session?\nabout: meeting/lisbon-2024\nrecorded: 2024-03-15\n",
    )
    built = desk.build("--json")
    assert standings(built)["meeting/lisbon-2024"] == "made"
    assert standings(built)["country/brazil"] == "fresh"
    assert "When is the next session?" in desk.read("out/meeting/lisbon-2024.md")


@pytest.mark.slow
def test_what_has_gone_is_told_once(desk: Scratch) -> None:
    desk.build()
    facts = desk.read(MEETING)
    desk.write(MEETING, facts[: facts.index("gaps:")].encode())
    (entry,) = (e for e in desk.build("--json").json["briefs"] if e["name"] == "meeting/lisbon-2024")
    assert "gap/lisbon-chair is gone" in entry["reasons"]
    assert not [r for r in entry["reasons"] if "of gap/lisbon-chair" in r]


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (("templates/_parts/words.md.j2", "\n", "\n{% set note = 1 %}\n"), "the template _parts/words.md.j2 changed"),
        (("templates/meeting/template.toml", "Meeting brief", "Brief"), "the settings of meeting changed"),
        (("briefgen.toml", "[briefs.meeting]", 'author = "Desk"\n[briefs.meeting]'), "briefgen.toml changed"),
    ],
)
def test_a_reason_names_what_changed(desk: Scratch, edit: tuple[str, str, str], reason: str) -> None:
    desk.build()
    if edit[0] == "briefgen.toml":
        desk.write("briefgen.toml", 'author = "Desk"\n' + desk.read("briefgen.toml"))
    else:
        desk.edit(*edit)
    planned = desk.build("--dry-run")
    assert f"stale      meeting/lisbon-2024: {reason}" in planned.out
    assert "stale      meeting/lisbon-2024" in planned.out
    assert desk.build().code == 0


@pytest.mark.slow
def test_touching_files_makes_nothing(desk: Scratch) -> None:

    desk.build()
    for path in desk.root.rglob("*"):
        if "out" not in path.parts:
            desk.written_at(path, 1)
    assert desk.build().out == "3 briefs: 3 fresh\n"


@pytest.mark.slow
def test_a_missing_file_is_made_again(desk: Scratch) -> None:
    desk.build()
    (desk.root / "out/country/brazil.md").unlink()
    built = desk.build("--json")
    assert standings(built) == {**dict.fromkeys(ALL, "fresh"), "country/brazil": "made"}
    assert (desk.root / "out/country/brazil.md").is_file()


def test_a_build_of_one_brief_tells_of_no_other_though_none_is_stale(small: Scratch) -> None:
    assert [small.build().code for _ in range(2)] == [0, 0]
    assert small.build("note/one").out == "1 brief: 1 fresh\n"


def test_what_a_failed_build_reported_is_taken_back_when_all_is_again_as_it_was(small: Scratch) -> None:
    assert [small.build().code for _ in range(2)] == [0, 0]
    good = small.read("templates/note/brief.md.j2")
    small.append("templates/note/brief.md.j2", "{{ nothing.here }}\n")
    assert small.build().code == 1
    small.write("templates/note/brief.md.j2", good.encode())
    assert small.build().code == 0
    assert not json.loads(small.read("out/.briefgen/report.json"))["failed"]


@pytest.mark.slow
def test_a_branch_of_a_template_counts_for_the_briefs_that_reach_it(small: Scratch) -> None:
    parts = "{% macro never() %}x{% endmacro %}{% if theme.id == 'one' %}First.{% else %}Other.{% endif %}"
    small.write("templates/note/brief.md.j2", f"# {{{{ theme.label }}}}\n{parts}\n")
    assert small.build().code == 0
    small.edit("templates/note/brief.md.j2", "First", "Very first")
    explained = small.build("--explain").out
    assert "note/one: the template note/brief.md.j2 changed" in explained
    assert "2 briefs: 1 fresh, 1 made" in explained
    small.edit("templates/note/brief.md.j2", "%}x{%", "%}y{{ theme.label }}{% if %}{%")  # no template any more
    assert "2 failed" in small.build().out
    small.edit("templates/note/brief.md.j2", "{% if %}", "")
    assert "Very first" in small.read("out/note/one.md")


def test_a_comment_in_a_template_makes_nothing_and_a_word_does(desk: Scratch) -> None:
    desk.build()
    desk.write(
        "templates/country/brief.md.j2", "{# for whom\nthis is #}\n" + desk.read("templates/country/brief.md.j2")
    )
    assert desk.build().out == "3 briefs: 3 fresh\n"
    desk.write("templates/country/brief.md.j2", desk.read("templates/country/brief.md.j2") + "\nOne more word.\n")
    assert "country/brazil: the template country/brief.md.j2 changed" in desk.build("--explain").out
    assert "One more word." in desk.read("out/country/brazil.md")


def test_a_change_of_the_description_of_a_kind_makes_the_briefs_anew(desk: Scratch) -> None:
    field = "extends: country\nfields:\n  motto: {type: text, meaning: its motto}\n"
    desk.write("facts/_kinds/country.yaml", field)
    desk.build()
    assert desk.build().out == "3 briefs: 3 fresh\n"
    desk.write("facts/_kinds/country.yaml", field.replace("its motto", "what it says of itself"))
    assert "a description of a kind of record changed" in desk.build("--explain").out
    assert desk.build().out == "3 briefs: 3 fresh\n"


def test_only_files_that_changed_are_said_to_be_written(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", "\n[briefs.meeting]\n")
    workspace.build()
    (workspace.root / "out/meeting/lisbon-2024.md").unlink()
    (brief,) = workspace.build("--json").json["briefs"]
    assert brief["written"] == ["meeting/lisbon-2024.md"]


@pytest.mark.slow
def test_whoever_listens_hears_what_is_at_work_from_the_beginning(desk: Scratch) -> None:
    heard: list[tuple[str, int, int]] = []
    workspace = Workspace(find_workspace(desk.root)[0], Store.of(desk.root))
    make(workspace, Choices(jobs=1), lambda *said: heard.append(said))
    assert [(done, due) for _, done, due in heard] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert heard[0][0] in ALL


@pytest.mark.slow
def test_a_build_that_could_do_nothing_is_no_longer_reported_after_the_next(desk: Scratch) -> None:
    desk.build()
    desk.build()
    workspace = Workspace(find_workspace(desk.root)[0], Store.of(desk.root))
    report = "out/.briefgen/report.json"
    assert [p.message for p in report_missed(workspace, "no room").problems] == ["no room"]
    assert "cannot-build" in desk.read(report)
    desk.build()
    assert "cannot-build" not in desk.read(report)


@pytest.mark.slow
def test_only_the_briefs_that_are_named_are_made(desk: Scratch) -> None:
    built = desk.build("country/brazil")
    assert built.out.startswith("made       country/brazil")
    assert "out/meeting" not in {p.parent.as_posix() for p in (desk.root / "out").rglob("*.md")}
    assert (desk.root / "out/country/brazil.md").is_file()
    desk.build()
    desk.build()
    assert desk.build("country/brazil").out == "1 brief: 1 fresh\n"  # whatever is known of all
    wrong = desk.build("country/brasil")
    assert (wrong.code, "did you mean 'country/brazil'" in wrong.err) == (2, True)


# --- faults ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_only_the_tables_that_are_named_are_made_and_a_second_time_nothing(desk: Scratch) -> None:
    only = ("--only", "countries")
    assert standings(desk.build(*only, "--json")) == {"country/brazil": "made", "country/ethiopia": "made"}
    assert not (desk.root / "out/meeting").exists()
    assert desk.build(*only).out == "2 briefs: 2 fresh\n"
    assert standings(desk.build("--only", "meeting", "--json")) == {"meeting/lisbon-2024": "made"}
    assert desk.build(*only, "--only", "meeting").out == "3 briefs: 3 fresh\n"
    desk.edit(MEETING, "Participants discussed stocks of", "They discussed stocks of")
    assert standings(desk.build("--only", "meeting", "--json")) == {"meeting/lisbon-2024": "made"}
    assert desk.build().code == 0


@pytest.mark.slow
def test_some_tables_built_without_memory_leave_nobody_elses_files_orphaned(
    desk: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.build()
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "another"))
    built = [desk.build("--only", "countries", "--json") for _ in range(3)]
    assert [one.json["orphans"] for one in built] == [[], [], []]


def test_a_build_that_had_to_wait_makes_nothing_that_the_other_has_made(
    desk: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[Ran] = []

    def waiting(out: Path, *, wait: float = 0.0) -> AbstractContextManager[None]:
        if not others:
            monkeypatch.setattr("briefgen.outputs.artifacts.running", running)
            others.append(desk.build("--only", "meeting"))
        return running(out, wait=wait)

    monkeypatch.setattr("briefgen.outputs.artifacts.running", waiting)
    waited = desk.build("--only", "meeting")
    assert (others[0].out.splitlines()[-1], waited.out) == ("1 brief: 1 made", "1 brief: 1 fresh\n")


@pytest.mark.slow
def test_settings_that_were_saved_while_a_build_waited_count_in_the_next(
    desk: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waiting(out: Path, *, wait: float = 0.0) -> AbstractContextManager[None]:
        desk.edit("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "TLP:GREEN"')
        return running(out, wait=wait)

    with monkeypatch.context() as patch:
        patch.setattr("briefgen.outputs.artifacts.running", waiting)
        desk.build("--wait", "60")
    desk.build()
    assert outputs(desk)["meeting/lisbon-2024.md"].startswith(b"**TLP:GREEN**")


@pytest.mark.slow
def test_a_table_that_is_not_there_leaves_with_2_and_names_the_nearest(desk: Scratch) -> None:
    ran = desk.do("build", "--only", "countri")
    assert ran.code == 2
    assert "briefgen.toml has no table [briefs.countri]; did you mean 'countries'?" in ran.err


def test_a_broken_file_stops_only_the_briefs_that_use_it(desk: Scratch) -> None:
    desk.build()
    before = outputs(desk)
    desk.edit(MEETING, "Participants discussed stocks of green coffee.", "Participants discussed green coffee.")
    desk.write("facts/themes/roads.yaml", "label: [roads\n")
    built = desk.build("--json")
    assert built.code == 1
    assert standings(built)["meeting/lisbon-2024"] == "made"
    assert [d["file"] for d in built.json["problems"]] == ["facts/themes/roads.yaml"]
    desk.edit(MEETING, "place: {is: Lisbon,", "place: {is: [Lisbon,")
    after = outputs(desk)
    built = desk.build("--json")
    assert (built.code, set(standings(built).values())) == (1, {"failed"})
    assert outputs(desk) == after != before


@pytest.mark.slow
def test_a_brief_that_fails_is_tried_again_and_keeps_its_files(desk: Scratch) -> None:
    desk.build()
    before = outputs(desk)
    desk.edit("templates/country/brief.md.j2", "country.tally", "country.tallly")
    failed = desk.build()
    assert failed.code == 1
    assert "failed     country/brazil" in failed.out
    assert "did you mean 'tally'?" in failed.err
    assert outputs(desk) == before
    status = desk.do("status")
    assert (status.code, "failed     country/brazil" in status.out) == (1, True)
    desk.edit("templates/country/brief.md.j2", "country.tallly", "country.tally")
    assert desk.build().code == 0


@pytest.mark.slow
def test_a_brief_that_is_no_longer_standard_is_orphaned_and_not_deleted(desk: Scratch) -> None:
    desk.build()
    desk.edit("briefgen.toml", 'records = ["brazil", "ethiopia"]', 'records = ["brazil"]')
    built = desk.build()
    assert built.code == 0
    assert "orphaned   country/ethiopia.md\n           orphaned files belong to no standard brief (a comm" in built.out
    assert (desk.root / "out/country/ethiopia.md").is_file()
    for language in ("de", "es", "fr", "it", "pt"):
        desk.do("country", "brazil", "--language", language, "--format", "md")
    said = "orphaned   6 files, which belong to no standard brief; briefgen status names them\n"
    assert (said in desk.build().out, desk.do("status").out.count("orphaned   ")) == (True, 6)


def test_nobody_is_told_to_delete_an_orphan_that_holds_what_a_person_wrote(desk: Scratch) -> None:
    desk.build()
    desk.append("out/country/ethiopia.md", "\nWhat the minister asked for.\n")
    desk.edit("briefgen.toml", 'records = ["brazil", "ethiopia"]', 'records = ["brazil"]')
    told = "orphaned   country/ethiopia.md: it belongs to no standard brief and holds what somebody wrote"
    for command in ("build", "build", "status"):
        ran = desk.do(command)
        assert (told in ran.out, "delete" in ran.out) == (True, False), ran
    again = desk.do("status", "--json").json
    assert (again["orphans"], again["edited_orphans"]) == (["country/ethiopia.md"], ["country/ethiopia.md"])


def test_a_copy_beside_a_fresh_brief_is_told_by_each_build_and_by_status(desk: Scratch) -> None:
    desk.build()
    copy = "out/country/brazil-ANNLAPTOP.md"
    desk.write(copy, desk.read("out/country/brazil.md") + "\nWhat Ann wrote.\n")
    for command in ("build", "build", "status"):
        ran = desk.do(command)
        assert (ran.code, f"{copy}: warning: looks like a copy of brazil.md" in ran.err) == (0, True), ran
    (desk.root / copy).unlink()
    assert "copied-brief" not in desk.build().err


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'kind = "country"',
            'kind = "contry"',
            "there is no kind of brief 'contry' [bad-brief]\n  hint: did you mean 'c",
        ),
        ('"brazil", ', '"brasil", ', "there is no country 'brasil' [bad-brief]\n  hint: did you mean 'brazil'?"),
        ('"brazil", ', '"cod = BR", ', "a country has no field 'cod' [bad-brief]\n  hint: did you mean 'code'?"),
        ('kind = "country"', 'kind = "country"\nparameters = ["max-pints = 5"]', "is no parameter of country"),
        ('kind = "country"', 'kind = "country"\nparameters = ["max-points = x"]', "is no whole number"),
        ('kind = "country"', 'kind = "country"\nrecord = ["x"]', "unknown key 'record'"),
    ],
)
def test_a_mistake_in_the_list_is_told_at_its_place(desk: Scratch, old: str, new: str, told: str) -> None:
    desk.edit("briefgen.toml", old, new)
    built = desk.build()
    assert built.code == 1
    assert "briefgen.toml:" in built.err
    assert told in built.err


@pytest.mark.slow
def test_a_condition_chooses_records(desk: Scratch) -> None:
    desk.edit("briefgen.toml", 'records = ["brazil", "ethiopia"]', 'records = ["code = CO"]')
    assert "country/colombia" in standings(desk.build("--json"))


# --- hand edits -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_edited_file_stays_while_its_brief_would_be_the_same(desk: Scratch) -> None:
    desk.build()
    desk.append("out/country/brazil.md", "\nMy own words.\n")
    built = desk.build()
    assert (built.code, "country/brazil.md was edited by hand and is left as it is" in built.out) == (0, True)
    desk.edit("templates/_parts/words.md.j2", "\n", "\n{% set note = 1 %}\n")
    assert desk.build().code == 0
    assert desk.read("out/country/brazil.md").endswith("My own words.\n")


# --- the law --------------------------------------------------------------------------------------

CHANGES: dict[str, tuple[str, str, str]] = {
    "place": (MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,"),
    "sentence": (MEETING, "Participants discussed stocks of green coffee.", "Participants discussed coffee."),
    "status": (MEETING, "status: listed", "status: present"),
    "parties": (MEETING, "parties: [brazil, colombia, ethiopia]", "parties: [brazil, ethiopia]"),
    "claim": (MEETING, "says: prices would remain unsteady", "says: prices would rise"),
    "name": ("facts/series/harvest-forum.yaml", "type: conference", "type: council"),
    "label": ("facts/themes/stocks.yaml", "label: stocks of green coffee", "label: coffee in stock"),
    "source": ("facts/sources/example-gazette.yaml", "reliability: C", "reliability: B"),
    "template": ("templates/country/brief.md.j2", "and the meetings on record", "and its meetings on record"),
    "part": ("templates/_parts/gaps.md.j2", "\n", "\n{# note #}\n"),
    "words": ("templates/_parts/gaps.md.j2", "\n", "\n{% set note = 1 %}\n"),
    "branch": ("templates/country/brief.md.j2", '"not on record"|t', '"not told"|t'),
    "said": ("templates/country/brief.md.j2", "No decision is on record.", "No decision is told."),
    "macro": ("templates/_parts/words.md.j2", '"according to {who}"|t', '"as {who} has it"|t'),
    "kind": ("templates/meeting/template.toml", "Meeting brief", "Brief"),
}


@pytest.mark.slow
@examples(2)
@given(steps=st.lists(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3), min_size=1, max_size=3))
def test_incremental_equals_from_scratch(desk: Scratch, steps: list[list[str]]) -> None:
    before = {name: desk.read(name) for name, _, _ in CHANGES.values()}
    try:
        for changes in steps:
            for change in changes:
                name, old, new = CHANGES[change]
                there = old in desk.read(name)
                desk.edit(name, *((old, new) if there else (new, old)))
            desk.build()
        incremental = outputs(desk)
        assert from_scratch(desk) == incremental
    finally:
        for name, text in before.items():
            desk.write(name, text.encode())
        desk.build()


def test_a_brief_is_stale_by_a_conflict_that_only_another_file_makes(small: Scratch) -> None:
    small.write("briefgen.toml", '[briefs.first]\nkind = "note"\nrecords = ["one"]\n')
    small.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    small.write("templates/note/brief.md.j2", "# {{ meeting.ordinal }}\n")
    small.write("facts/sources/gazette.yaml", f"{SOURCE}label: Gazette\n")
    small.write("facts/series/forum.yaml", "name: Forum\nsrc: gazette\n")
    for name, number in (("one", 1), ("two", 2)):
        text = f"series: forum\nsrc: gazette\nordinal: {number}\ndate: 202{number}-03-11\nplace: Exampleport\n"
        small.write(f"facts/meetings/{name}.yaml", text)
    assert told(built(small)) == {"note/one": "made"}
    small.edit("facts/meetings/two.yaml", "date: 2022-03-11", "date: 2023-03-11")
    assert told(built(small)) == {"note/one": "fresh"}
    small.edit("facts/meetings/two.yaml", "ordinal: 2", "ordinal: 1")
    assert built(small).entries[0].reasons == ("a conflict that touches meeting/one changed",)


# --- what a table asks for ---


@pytest.mark.slow
def test_the_brief_of_a_record_that_cannot_be_read_is_named_and_keeps_its_files(desk: Scratch) -> None:
    desk.build()
    kept = outputs(desk)
    desk.edit(MEETING, "date: ", "\tdate: ")
    built = desk.build()
    assert built.code == 1
    assert "failed     meeting/lisbon-2024" in built.out
    assert "meeting/lisbon-2024 cannot be read" in built.out
    assert f"{MEETING}:" in built.err
    assert outputs(desk) == kept
    alone = desk.build("meeting/lisbon-2024")
    assert (alone.code, f"{MEETING}:" in alone.err) == (1, True)


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('records = ["series = harvest-forun"]', "no meeting has series 'harvest-forun'"),
        ('records = ["series == harvest-forum"]', "no meeting has series '= harvest-forum'"),
    ],
)
def test_a_condition_that_no_record_meets_is_told(desk: Scratch, lines: str, said: str) -> None:
    desk.append("briefgen.toml", f'[briefs.forum]\nkind = "meeting"\n{lines}\n')
    built = desk.build()
    assert f"warning: {said} [nothing-chosen]" in built.err
    assert "did you mean 'harvest-forum'?" in built.err


@pytest.mark.slow
def test_a_parameter_that_is_wrong_makes_no_brief_without_it(desk: Scratch) -> None:
    desk.append("briefgen.toml", '[briefs.late]\nkind = "meeting"\nlanguage = "ru"\nparameters = ["since = 2024"]\n')
    built = desk.build()
    assert built.code == 1
    assert "'since = 2024' is no parameter of meeting [bad-brief]" in built.err
    assert "hint: meeting has: depth; write them" in built.err
    assert not (desk.root / "out/meeting/lisbon-2024.ru.md").exists()


# --- a build as its callers get it, of a workspace so small that it takes no time ------------------------------


def built(desk: Scratch, *wanted: str, listener: Listener = lambda *_: None, **choices: Any) -> BuildResult:
    return make(opened(desk), Choices(wanted=wanted, jobs=1, **choices), listener)


def told(result: BuildResult) -> dict[str, str]:
    return {entry.name: entry.status.value for entry in result.entries}


def remembered(desk: Scratch) -> States:
    return States.read(opened(desk).store)


def test_what_is_made_is_told_with_its_reasons_its_files_and_what_it_says(small: Scratch) -> None:
    result = built(small)
    assert told(result) == {"note/one": "made", "note/two": "made"}
    first = result.entries[0]
    assert first.reasons == first.reported == ("no build has made it here before",)
    assert (first.written, first.copies, first.edited, first.merged) == (("note/one.md",), (), (), ())
    assert (result.failed, result.problems, result.orphans) == (False, [], [])
    again = built(small)
    assert told(again) == {"note/one": "fresh", "note/two": "fresh"}
    assert [entry.reasons for entry in again.entries] == [(), ()]
    (small.root / "out/note/two.md").unlink()
    assert told(built(small)) == {"note/one": "fresh", "note/two": "made"}


def test_who_listens_hears_the_next_brief_and_how_many_are_done(small: Scratch) -> None:
    heard: list[tuple[str, int, int]] = []
    built(small, listener=lambda *said: heard.append(said))
    assert heard == [("note/one", 0, 2), ("note/two", 1, 2), ("note/two", 2, 2)]
    heard.clear()
    built(small, listener=lambda *said: heard.append(said))
    assert heard == []


def test_the_state_of_briefs_is_told_and_nothing_is_made(small: Scratch) -> None:
    result = status_of_briefs(opened(small), Choices())
    assert told(result) == {"note/one": "stale", "note/two": "stale"}
    assert result.entries[1].reasons == ("no build has made it here before",)
    assert not (small.root / "out").exists()
    built(small)
    small.append("out/note/one.md", "\nMine.\n")
    small.edit("facts/themes/two.yaml", "Theme two", "Second theme")
    small.write("out/note/one (2).md", small.read("out/note/one.md"))
    result = status_of_briefs(opened(small), Choices())
    assert told(result) == {"note/one": "edited", "note/two": "stale"}
    assert "label of theme/two changed" in result.entries[1].reasons
    assert [d.code for d in result.problems] == ["copied-brief"]


def test_a_brief_that_fails_is_told_keeps_its_file_and_stops_no_other(small: Scratch) -> None:
    built(small)
    small.write("templates/note/brief.md.j2", "# {{ theme.label }}\n{% if theme.id == 'one' %}{{ 1 / 0 }}{% endif %}\n")
    result = built(small)
    assert told(result) == {"note/one": "failed", "note/two": "made"}
    assert result.failed
    assert [d.message for d in result.entries[0].findings] == ["division by zero"]
    assert small.read("out/note/one.md").endswith("Text.\n")
    kept = remembered(small)
    assert ([d.message for d in kept.briefs["note/one"].failed], kept.up_to_date_key) == (["division by zero"], "")
    assert kept.briefs["note/one"].files == {"note/one.md": kept.briefs["note/one"].files["note/one.md"]}
    stands = status_of_briefs(opened(small), Choices())
    assert (told(stands)["note/one"], [d.message for d in stands.entries[0].findings]) == (
        "failed",
        ["division by zero"],
    )
    again = built(small)
    assert (told(again)["note/one"], told(again)["note/two"]) == ("failed", "fresh")
    small.write("templates/note/brief.md.j2", "# {{ theme.label }}\n")
    assert told(built(small)) == {"note/one": "made", "note/two": "unchanged"}


def test_only_what_is_asked_for_by_name_or_by_table_is_made(small: Scratch) -> None:
    assert told(built(small, "note/two")) == {"note/two": "made"}
    assert (remembered(small).up_to_date_key, remembered(small).others) == ("", ["note/one"])
    assert told(built(small, tables=("second",))) == {"note/two": "fresh"}
    assert told(built(small, tables=("first",))) == {"note/one": "made"}
    assert told(built(small, "note/two", tables=("first",))) == {"note/one": "fresh", "note/two": "fresh"}
    with pytest.raises(UsageProblem, match="there is no standard brief 'note/tow'; did you mean 'note/two'"):
        built(small, "note/tow")
    with pytest.raises(UsageProblem, match=r"has no table \[briefs.frist\]; did you mean 'first'"):
        built(small, tables=("frist",))
    with pytest.raises(UsageProblem, match=r"\[briefs.frist\]"):
        status_of_briefs(opened(small), Choices(tables=("frist",)))


def test_a_table_that_is_up_to_date_vouches_for_no_other(small: Scratch) -> None:
    built(small, tables=("first",))
    assert told(built(small)) == {"note/one": "fresh", "note/two": "made"}
    assert remembered(small).scopes.keys() >= {""}


def test_what_is_saved_while_a_brief_is_made_makes_it_again(small: Scratch) -> None:
    def save(name: str, done: int, _: int) -> None:
        if (name, done) == ("note/two", 1):
            small.edit("facts/themes/one.yaml", "Theme one", "First theme")

    built(small, listener=save)
    kept = remembered(small)
    assert (kept.up_to_date_key, [*kept.briefs["note/one"].fingerprints]) == ("", [MEANWHILE])
    assert not kept.source_digest.rest
    assert told(built(small)) == {"note/one": "made", "note/two": "unchanged"}
    assert "# First theme" in small.read("out/note/one.md")


def test_what_is_no_longer_standard_is_forgotten_and_its_file_an_orphan(small: Scratch) -> None:
    built(small)
    (small.root / "facts/themes/two.yaml").unlink()
    small.edit("briefgen.toml", '[briefs.second]\nkind = "note"\nrecords = ["two"]\n', "")
    result = built(small)
    assert (told(result), result.orphans) == ({"note/one": "fresh"}, ["note/two.md"])
    assert [*remembered(small).briefs] == ["note/one"]


def test_while_a_record_cannot_be_read_no_file_is_an_orphan_and_nothing_is_forgotten(small: Scratch) -> None:
    built(small)
    small.write("facts/themes/two.yaml", "label: [\n")
    small.edit("briefgen.toml", '[briefs.second]\nkind = "note"\nrecords = ["two"]\n', "")
    result = built(small)
    assert (result.failed, result.orphans) == (True, [])
    assert {d.location.file for d in result.problems} == {"facts/themes/two.yaml"}
    assert remembered(small).briefs.keys() == {"note/one", "note/two"}


def test_edits_are_merged_and_a_place_with_two_versions_stays_in_conflict(small: Scratch) -> None:
    built(small)
    small.append("out/note/one.md", "\nMine.\n")
    small.edit("out/note/two.md", "Theme two", "My theme")
    small.edit("facts/themes/one.yaml", "Theme one", "First theme")
    small.edit("facts/themes/two.yaml", "Theme two", "Second theme")
    result = built(small)
    assert told(result) == {"note/one": "merged", "note/two": "conflict"}
    assert (result.entries[0].merged, result.failed) == (("note/one.md",), True)
    assert "Mine." in small.read("out/note/one.md")
    assert "First theme" in small.read("out/note/one.md")
    assert told(status_of_briefs(opened(small), Choices()))["note/two"] == "conflict"


def test_a_damaged_record_of_what_was_written_is_told_by_the_build(small: Scratch) -> None:
    built(small)
    small.write("out/.briefgen/manifest.json", "{")
    small.edit("facts/themes/one.yaml", "Theme one", "First theme")
    result = built(small)
    assert [(d.location.file, d.code) for d in result.problems] == [("out/.briefgen/manifest.json", "state-damaged")]
    assert told(result) == {"note/one": "made", "note/two": "unchanged"}


def test_a_build_that_could_do_nothing_is_reported_and_the_next_looks_at_everything(small: Scratch) -> None:
    built(small)
    result = report_missed(opened(small), "no room on the disk")
    (told_,) = result.problems
    assert (told_.location.file, told_.message, told_.code) == ("briefgen.toml", "no room on the disk", "cannot-build")
    assert '"failed": true' in small.read("out/.briefgen/report.json")
    assert remembered(small).up_to_date_key == ""
    assert told(built(small)) == {"note/one": "fresh", "note/two": "fresh"}
    assert '"failed": true' not in small.read("out/.briefgen/report.json")


def test_the_report_names_no_reason_that_readers_of_a_brief_may_not_know(small: Scratch) -> None:
    small.edit("briefgen.toml", 'records = ["one"]\n', 'records = ["one"]\naudience = "TLP:GREEN"\n')
    built(small)
    small.edit("templates/note/brief.md.j2", "Text.", "Text of {{ theme.label }}.")
    small.append("facts/themes/two.yaml", 'marking: "TLP:RED"\n')
    small.edit("facts/themes/one.yaml", "Theme one", "First theme")
    first = built(small).entries[0]
    assert first.reported == first.reasons
    assert "label of theme/one changed" in first.reported
