"""briefgen import and new: tables, references and names become records; a form to fill in, never over what is there."""

from __future__ import annotations

import re

import pytest

from briefgen.facts.kinds import shipped_kinds
from tests.workspaces import MEETING, Scratch


@pytest.mark.few(1)
@pytest.mark.parametrize("kind", shipped_kinds().schema)
def test_a_form_is_written_that_names_only_keys_that_are_known(workspace: Scratch, kind: str) -> None:
    ran = workspace.do("new", kind, "fresh-one")
    file = f"facts/{shipped_kinds().schema[kind].folder}/fresh-one.yaml"
    assert (ran.code, ran.err) == (0, "")
    assert f"/{file}\n" in ran.out.replace("wrote ", "wrote /")
    text = workspace.read(file)
    workspace.write(file, re.sub(r"(?m)^#(?=[a-z_0-9]+:)", "", text))  # every key in use
    said = workspace.do("check", "--json").json["diagnostics"]
    codes = {d["code"] for d in said if d["file"] == file}
    assert codes
    assert "unknown-key" not in codes


@pytest.mark.slow
def test_an_empty_form_does_not_pass_the_check(workspace: Scratch) -> None:
    workspace.do("new", "gap", "fresh-one")
    ran = workspace.do("check")
    assert ran.code == 1
    assert "'<text>' in 'question' is a placeholder [placeholder]" in ran.out


def test_a_form_that_is_filled_in_is_a_record(workspace: Scratch) -> None:
    workspace.do("new", "gap", "fresh-one")
    workspace.edit("facts/gaps/fresh-one.yaml", "question: <text>", "question: Who paid?")
    assert workspace.do("check").code == 0
    assert workspace.do("show", "gap/fresh-one").out.startswith("gap/fresh-one")


def test_nothing_is_overwritten(workspace: Scratch) -> None:
    before = workspace.read(MEETING)
    ran = workspace.do("new", "meeting", "lisbon-2024")
    assert (ran.code, ran.out) == (2, "")
    assert "is there already; it was left as it is" in ran.err
    assert workspace.read(MEETING) == before


@pytest.mark.few(5)
@pytest.mark.parametrize(
    "id_",
    [
        *(
            "Lisbon-2025",
            "lisbon 2025",
            "../lisbon",
            "/etc/x",
            "a/b",
            "a\\b",
            "con",
            "aux",
            ".git",
            "x:y",
            "x.",
            "é",
            "",
        ),
        *("a" * 81, "-a", "a--b", "a\0b"),
    ],
)
def test_what_is_no_id_is_refused_and_writes_nothing(workspace: Scratch, id_: str) -> None:
    files = sorted(workspace.root.rglob("*"))
    ran = workspace.do("new", "meeting", "--", id_)
    assert (ran.code, ran.out) == (2, "")
    assert "is no id: " in ran.err
    assert sorted(workspace.root.rglob("*")) == files


def test_the_id_that_a_name_would_have_is_named(workspace: Scratch) -> None:
    assert "did you mean 'coffee-fair'?" in workspace.do("new", "meeting", "Coffee Fair").err


@pytest.mark.parametrize(("kind", "said"), [("meting", "did you mean 'meeting'?"), ("zzz", "kinds are: source, ")])
def test_an_unknown_kind_names_the_nearest_or_all(workspace: Scratch, kind: str, said: str) -> None:
    ran = workspace.do("new", kind, "fresh-one")
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no kind of record '{kind}'; " in ran.err
    assert said in ran.err


def test_a_form_that_cannot_be_written_is_2(workspace: Scratch) -> None:
    workspace.write("facts/gaps", "a file where a folder should be")
    ran = workspace.do("new", "gap", "fresh-one")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_tables_references_and_names_are_taken_in(workspace: Scratch) -> None:
    at = ("-w", str(workspace.root))
    people = workspace.write("people.csv", "name;country\nAna Sample;Exampleland of Nowhere\n")
    ran = workspace.run("import", str(people), "--kind", "person", *at)
    assert (ran.code, ran.out) == (1, "")
    assert "people.csv:2:2: error: no country is called 'Exampleland of Nowhere' [unknown-record]" in ran.err
    ran = workspace.run("import", str(workspace.write("p.csv", "name\nAna Sample\n")), "--kind", "person", *at)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("wrote ")
    library = workspace.write("library.bib", "@online{walls, title = {On walls}, url = {https://gazette.example/w}}\n")
    ran = workspace.run("import", str(library), *at)
    assert (ran.code, ran.out.endswith("facts/sources/walls.yaml\n")) == (0, True)
    assert workspace.run("import", str(library), *at).out == "1 was there already\n"
    names, meeting = workspace.write("names.txt", "Ana Sample\n"), "lisbon-2024"
    ran = workspace.run("import", str(names), "--participants", meeting, *at)
    assert (ran.code, ran.out.startswith("wrote ")) == (0, True)
    assert workspace.run("import", str(names), *at).code == 2
    assert workspace.run("import", str(names), "--kind", "person", "--participants", meeting, *at).code == 2
    assert workspace.run("import", "nowhere.csv", "--kind", "person", *at).code == 2


def test_a_correction_late_in_a_long_passage_is_shown(workspace: Scratch) -> None:
    words = "The ports met, and their masters spoke at length of walls. " * 5
    words += "Twelve voted against, and {} were absent."
    for absent in ("thirty", "seven"):
        workspace.write("page.txt", f"Title: A vote\n\n{words.format(absent)}\n\nNobody spoke behind them.\n")
        ran = workspace.do("add", str(workspace.root / "page.txt"), "--id", "a-vote")
    assert "a-vote: a new version; 1 passage changed\n" in ran.out
    assert "  - …masters spoke at length of walls. Twelve voted against, and thirty were absent.\n" in ran.out
    assert "and seven were absent.\n" in ran.out


def test_where_the_words_of_a_quote_that_fell_are_kept_is_told_with_the_new_version(workspace: Scratch) -> None:
    words = "Title: A vote\n\nTwelve states voted against the charter of ports, and {} were absent.\n"
    workspace.write("page.txt", words.format("thirty"))
    add = ("add", str(workspace.root / "page.txt"), "--id", "a-vote")
    workspace.do(*add)
    workspace.append(MEETING, "programme: {is: Some were absent., src: {a-vote: Twelve states … absent.}}\n")
    assert workspace.do("facts", "tidy").code == 0
    workspace.write("page.txt", words.format("seven"))
    told = workspace.do(*add, "--new-version").out
    assert "next: correct what rests on them; words kept in facts/sources/a-vote.txt are read anew when taken" in told
    workspace.write("facts/sources/a-vote.txt", "")
    assert workspace.do("facts", "tidy").code == 0
    assert "and seven were absent." in workspace.read("facts/sources/a-vote.txt")
