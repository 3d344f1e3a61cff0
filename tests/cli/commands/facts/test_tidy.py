"""briefgen facts tidy: shown, asked for, done, and refused."""

from __future__ import annotations

import re

import pytest

from briefgen.facts.passages.excerpt import KeptPassages
from tests.workspaces import MEETING, Ran, Scratch


def tidy(workspace: Scratch, *words: str) -> Ran:
    return workspace.run("facts", "tidy", "-w", str(workspace.root), *words)


def test_it_shows_and_counts_what_would_change_and_writes_when_told_to(workspace: Scratch) -> None:
    text = workspace.read(MEETING)
    ids = {s["id"] for s in workspace.run("facts", "-w", str(workspace.root), "--json").json}
    asked, shown = tidy(workspace, "--check"), tidy(workspace, "--diff")
    assert (asked.code, shown.code) == (1, 0)
    told = re.match(
        r"\d+ files would be tidied, \S+ characters become \S+, (\S+) of them kept passages; \d+ statements stay as",
        asked.out,
    )
    assert told
    assert '-place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"}' in shown.out
    assert workspace.read(MEETING) == text
    assert tidy(workspace).code == 0
    below = "  - quote: held its … March 2024\n    date: 2024-03-11\n    place: Lisbon\n"
    assert below in workspace.read(MEETING)
    assert "\n\nDelegations from Brazil" in workspace.read("facts/sources/example-gazette.txt")
    sources = (workspace.root / "facts/sources").glob("*.txt")
    assert told[1] == f"{sum(len(path.read_text('utf-8')) for path in sources):,}"
    assert {s["id"] for s in workspace.run("facts", "-w", str(workspace.root), "--json").json} == ids
    again = tidy(workspace, "--check")
    assert (again.code, again.out) == (0, "tidy already: no passage stands twice\n")


def test_files_with_errors_are_told_and_left_alone_and_the_others_tidied(workspace: Scratch) -> None:
    assert tidy(workspace).code == 0
    document = "facts/documents/crop-statement.yaml"
    workspace.append(MEETING, "ordinall: 3\n")
    tidied, text = workspace.read(document), workspace.read(MEETING)
    whole = "A joint statement on crop figures was signed at the end of the session"
    workspace.append(document, f'date: {{is: 2024-03, quote: "{whole}", inferred: year, why: Of the session.}}\n')
    kept, ran = workspace.read("facts/sources/example-gazette.txt"), tidy(workspace)
    assert ran.code == 1
    assert "unknown key 'ordinall'" in ran.err
    assert "left as they are, for the errors in them: meetings/lisbon-2024.yaml" in ran.err
    assert "1 file tidied" in ran.out
    assert whole not in workspace.read(document)
    assert tidied != workspace.read(document)
    assert workspace.read(MEETING) == text
    assert workspace.read("facts/sources/example-gazette.txt") == kept


def test_nothing_is_tidied_where_what_all_records_are_read_by_has_an_error(workspace: Scratch) -> None:
    workspace.write("facts/_kinds/treaty.yaml", "no-such-key: 1\n")
    text, ran = workspace.read(MEETING), tidy(workspace)
    assert ran.code == 1
    assert "nothing was written: other records may need _kinds/treaty.yaml" in ran.err
    assert workspace.read(MEETING) == text
    (workspace.root / "facts/_kinds/treaty.yaml").unlink()
    workspace.write("facts/defaults.yaml", "no-such-key: 1\n")  # of which no record has anything
    ran = tidy(workspace)
    assert "left as they are, for the errors in them: defaults.yaml" in ran.err
    assert workspace.read(MEETING) != text


def test_nothing_is_written_where_a_statement_would_be_another(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = workspace.read(MEETING)
    monkeypatch.setattr(KeptPassages, "short", lambda self, quote, text=None: "The Example … Lisbon")
    ran = tidy(workspace)
    assert ran.code != 0
    assert "nothing was written: these statements would be others: claim/unsteady-prices/" in ran.err
    assert workspace.read(MEETING) == text


def test_first_and_last_words_are_read_off_the_archive_and_others_are_told(workspace: Scratch) -> None:
    workspace.append(MEETING, "venue: {is: a hall, quote: The gazette … the session}\n")
    told = workspace.run("check", "-w", str(workspace.root))
    assert told.code == 1
    assert "[unread-quote]" in told.out + told.err
    ran = tidy(workspace)
    assert ran.code == 0, ran.err
    kept = workspace.read("facts/sources/example-gazette.txt")
    assert "The gazette could not learn who chaired the session\n" in kept
    assert "[unread-quote]" not in workspace.run("check", "-w", str(workspace.root)).out
    workspace.append(MEETING, "format: {is: in private, quote: Behind … closed doors}\n")
    text, ran = workspace.read(MEETING), tidy(workspace)
    assert ran.code == 1
    assert "'Behind' does not stand in what is kept of example-gazette" in ran.err
    assert workspace.read(MEETING) == text
