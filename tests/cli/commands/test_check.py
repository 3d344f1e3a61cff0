"""briefgen check, as it is typed: exit codes, four formats, explanations, and the lock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workspaces import MEETING, Scratch

LOCK = "facts/quotes.lock"


def warn(workspace: Scratch) -> None:
    workspace.write("facts/words.yaml", "words: [{word: unsteady, why: 100% of it\n\n  frightens}]\n")


def test_a_sound_workspace_leaves_with_0_and_a_summary(workspace: Scratch) -> None:
    ran = workspace.do("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-2:] == ["1 note", "13 records, 50 statements; quotes: 19 verified"]


@pytest.mark.slow
def test_warnings_fail_only_when_strict_and_notes_never(workspace: Scratch) -> None:
    assert workspace.do("check", "--strict").code == 0
    warn(workspace)
    assert [workspace.do("check").code, workspace.do("check", "--strict").code] == [0, 1]
    workspace.append(MEETING, "plaec: Porto\n")
    assert [workspace.do("check").code, workspace.do("check", "--strict").code] == [1, 1]


def test_text_has_place_severity_code_and_hint(workspace: Scratch) -> None:
    workspace.append(MEETING, "plaec: Porto\n")
    line = len(workspace.read(MEETING).splitlines())
    assert (
        f"{MEETING}:{line}:1: error: unknown key 'plaec' [unknown-key]\n  hint: did you mean 'place'?\n"
        in workspace.do("check").out
    )


@pytest.mark.few(1)
@pytest.mark.parametrize("words", [("--json",), ("--format", "json"), ("-f", "json")])
def test_json_is_one_object_with_counts(workspace: Scratch, words: tuple[str, ...]) -> None:
    workspace.append(MEETING, "plaec: Porto\n")
    ran = workspace.do("check", *words)
    assert ran.code == 1
    assert ran.json["counts"]["error"] == 1
    (found,) = [d for d in ran.json["diagnostics"] if d["severity"] == "error"]
    assert (found["file"], found["code"], found["hint"]) == (MEETING, "unknown-key", "did you mean 'place'?")


@pytest.mark.slow
def test_github_shows_each_problem_at_its_line(workspace: Scratch) -> None:
    warn(workspace)
    workspace.append(MEETING, 'venue: {is: "100%, or more", quote: "held, in 100% of cases, there"}\n')
    lines = workspace.do("check", "--format", "github").out.splitlines()
    line = len(workspace.read(MEETING).splitlines())
    assert any(
        one.startswith(
            f"::error file={MEETING},line={line},col=37,title=quote-not-found::the quote 'held, in 100%25 of"
        )
        for one in lines
    )
    assert any(one.startswith("::warning file=") and "100%25 of it%0Afrightens%0Ahint: " in one for one in lines)
    assert all(one.startswith(("::error ", "::warning ", "::notice ")) for one in lines)


def test_a_bad_quote_is_told_where_its_words_stand(workspace: Scratch) -> None:
    page = """\
        src: example-gazette
        recorded: 2024-03-15
        series: {is: harvest-forum, quote: "The Example Harvest Forum held its seventh session"}
        place:
          is: Lisbon
          note: the gazette says no more
          quote: in Lisboa on 11 March
        passages:
          - quote: The forum met … at last.
            venue: Hall
        """
    workspace.write("facts/meetings/other.yaml", page)
    workspace.write("facts/sources/example-gazette.txt", "The forum met in the hall of the port of Lisbon at last.\n")
    told = [line for line in workspace.do("check").out.splitlines() if "[quote-not-found]" in line]
    assert [line.partition(" error")[0] for line in told] == [
        "facts/meetings/other.yaml:7:10:",
        "facts/meetings/other.yaml:9:12:",
    ]


def test_sarif_has_the_structure_that_code_scanning_wants(workspace: Scratch) -> None:
    workspace.append("facts/themes/stocks.yaml", "braoder: stocks\n")
    log = workspace.do("check", "--format", "sarif").json
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"].endswith((".", "?", "!"))
        (place,) = result["locations"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        assert (workspace.root / uri).is_file()
    assert {"unknown-key", "single-origin"} <= {rule["id"] for rule in rules}
    assert all(rule["help"]["text"] for rule in rules)


@pytest.mark.slow
def test_machines_get_nothing_but_their_format(workspace: Scratch) -> None:
    for form in ("json", "sarif"):
        json.loads(workspace.do("check", "--format", form).out)
    assert all(line.startswith("::") for line in workspace.do("check", "--format", "github").out.splitlines())


def test_an_unknown_format_is_2(workspace: Scratch) -> None:
    ran = workspace.do("check", "--format", "xml")
    assert (ran.code, ran.out) == (2, "")
    assert "'text', 'json', 'github', 'sarif'" in ran.err


# --- explanations ----------------------------------------------------------------------------------------


def test_a_folder_that_has_been_removed_is_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    ran = Scratch(tmp_path).run("check")
    assert (ran.code, ran.err) == (2, "briefgen: the folder you are in has been removed; change to another one\n")


def test_a_code_is_explained_with_its_example(tmp_path: Path) -> None:
    ran = Scratch(tmp_path).run("check", "--explain", "quote-not-found")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("quote-not-found (error): ")


def test_a_misspelt_code_is_2_and_names_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no workspace is needed
    ran = Scratch(tmp_path).run("check", "--explain", "quote-notfound")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no code 'quote-notfound'; did you mean 'quote-not-found'" in ran.err
    assert "unknown-key, " in Scratch(tmp_path).run("check", "--explain", "zzz").err


# --- the lock --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_lock_is_written_once_and_keeps_its_days(workspace: Scratch) -> None:
    first = workspace.do("check", "--lock")
    assert (first.code, first.err) == (0, f"wrote {LOCK}\n")
    again = workspace.do("check", "--lock")
    assert (again.code, again.err) == (0, f"up to date: {LOCK}\n")
    day = workspace.read(LOCK).partition('"date": "')[2][:10]
    workspace.write(LOCK, workspace.read(LOCK).replace(day, "2024-03-16"))
    workspace.append(MEETING, 'venue: {is: Lisbon, quote: "held its seventh session in Lisbon"}\n')
    assert workspace.do("check", "--lock").err == f"wrote {LOCK}\n"
    assert sorted({json.loads(line)["date"] for line in workspace.read(LOCK).splitlines()[1:]}) == ["2024-03-16", day]


def test_no_archive_to_lock_against_is_2(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", str(workspace.root / "none"))
    ran = workspace.do("check", "--lock")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no archive at " in ran.err
    assert not (workspace.root / LOCK).exists()


@pytest.mark.slow
def test_the_archive_of_the_environment_goes_before_that_of_the_settings(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "archive").rename(tmp_path / "texts")
    assert "quote-unverified" in workspace.do("check").out
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", str(tmp_path / "texts"))
    assert "quotes: 19 verified" in workspace.do("check").out


@pytest.mark.slow
def test_quotes_that_are_not_found_are_locked_as_such(workspace: Scratch) -> None:
    workspace.append(MEETING, 'venue: {is: Porto, quote: "held its seventh session in Porto"}\n')
    ran = workspace.do("check", "--lock")
    assert ran.code == 1
    assert "quote-not-found" in ran.out
    (workspace.root / "archive/example-gazette.txt").unlink()
    assert "so says the lock of" in workspace.do("check").out
