"""Checking a workspace: facts, quotes, words and templates together, and the lock that remembers quotes."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.diagnostics import Severity
from briefgen.errors import Problems, UsageProblem
from briefgen.production.check import lock_quotes
from briefgen.production.checking import check_workspace, wrong_settings
from briefgen.production.templates import lint_text
from briefgen.rendering.catalogue import catalogue_problems
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, REPOSITORY, Scratch

TEXT, LOCK, SOURCE = "archive/example-gazette.txt", "facts/quotes.lock", "facts/sources/example-gazette.yaml"
ARCHIVE = os.environ.get("BRIEFGEN_ARCHIVE", "")  # read before a fixture hides it


def opened(root: Path) -> Workspace:
    return Workspace(find_workspace(root)[0], Store(None))


def found(workspace: Scratch) -> list[tuple[str, int, str]]:
    """File, line and code of everything but notes."""
    diagnostics = check_workspace(opened(workspace.root)).diagnostics
    return [(d.location.file, d.location.line, d.code) for d in diagnostics if d.severity is not Severity.NOTE]


# --- the facts of this repository ------------------------------------------------------------------------


def told(root: Path) -> tuple[list[str], dict[str, int]]:
    checking = check_workspace(opened(root))
    return [str(d) for d in checking.diagnostics if d.severity is not Severity.NOTE], checking.quotes


def test_the_facts_of_this_repository_have_neither_errors_nor_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the lock alone, as after a fresh clone, and against the archived texts where BRIEFGEN_ARCHIVE names them."""
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", str(REPOSITORY / "no-such-folder"))
    problems, quotes = told(REPOSITORY)
    assert problems == []
    assert set(quotes) == {"verified"}
    if ARCHIVE:
        monkeypatch.setenv("BRIEFGEN_ARCHIVE", ARCHIVE)
        assert told(REPOSITORY) == ([], quotes)


@pytest.mark.slow
def test_the_example_has_neither_errors_nor_warnings(workspace: Scratch) -> None:
    problems, quotes = told(workspace.root)
    assert problems == []
    assert set(quotes) == {"verified"}


@pytest.mark.slow
def test_the_templates_of_the_program_have_no_fault_so_where_they_stand_unchanged_none_is_looked_for(
    workspace: Scratch,
) -> None:
    desk = opened(workspace.root)
    assert lint_text(desk) == ([], frozenset())
    assert catalogue_problems(desk.home.template_folders, lambda _: None) == []


# --- everything in one run -------------------------------------------------------------------------------


def test_faults_of_facts_words_lock_settings_and_templates_come_out_together(workspace: Scratch) -> None:
    workspace.append(MEETING, "venue: TBD\nplaec: Porto\n")
    workspace.write("facts/gaps/empty.yaml", "question: <text>\n")
    workspace.write("facts/words.yaml", "words: [{word: unsteady, why: it frightens}, {wird: x}]\n")
    workspace.write("facts/stray.yaml", "place: Porto\n")
    workspace.write(LOCK, "<<<<<<< ours\n")
    workspace.write("templates/meeting/template.toml", 'note = "end"\n')
    workspace.write("templates/_parts/gaps.md.j2", "{% if x %}\n")
    workspace.write("templates/house.docx", b"none")
    codes = {(file, code) for file, _, code in found(workspace)}
    assert {
        (MEETING, "unknown-key"),
        ("facts/gaps/empty.yaml", "placeholder"),
        ("facts/words.yaml", "unknown-key"),
        ("facts/stray.yaml", "stray-file"),
        (LOCK, "lock-damaged"),
        ("templates/meeting/template.toml", "unknown-key"),
        ("templates/_parts/gaps.md.j2", "template-syntax"),
        ("templates/house.docx", "house-unreadable"),
    } <= codes


@pytest.mark.slow
def test_a_loaded_word_of_the_list_is_found_in_claims_but_not_in_quotation_marks(workspace: Scratch) -> None:
    workspace.write("facts/words.yaml", "words: [{word: unsteady, why: it frightens, instead: changing}]\n")
    assert [code for _, _, code in found(workspace)] == ["loaded-word"]
    workspace.edit(MEETING, "prices would remain unsteady\n", "prices would remain “unsteady”\n")
    assert found(workspace) == []


@pytest.mark.slow
def test_a_step_of_the_settings_yardstick_is_known(workspace: Scratch) -> None:
    page = "text: Talks will follow.\nrests_on: lisbon-2024\nreviewed: 2024-04-01\nconfidence: fair\n"
    workspace.write("facts/assessments/talks.yaml", page)
    assert [code for _, _, code in found(workspace)] == ["unknown-step"]
    workspace.write("briefgen.toml", '[yardstick]\nconfidence = ["poor", "fair"]\n')
    assert found(workspace) == []


@pytest.mark.slow
def test_records_about_quite_another_field_need_no_change_of_the_program(workspace: Scratch) -> None:
    workspace.write(
        "archive/log.txt", "The reef group of divers met off Bergen on 3 June 2023. Two clubs sent teams.\n"
    )
    workspace.write("facts/sources/log.yaml", "type: other\nlanguage: en\nretrieved: 2023-06-04\nlabel: Log\n")
    digest = sha256((workspace.root / "archive/log.txt").read_bytes()).hexdigest()
    workspace.append("facts/sources/log.yaml", f"descriptor: a diver’s log\narchive: log.txt\nsha256: {digest}\n")
    page = """
        src: log
        date: {is: 2023-06-03, quote: "met off Bergen on 3 June 2023"}
        place: {is: off Bergen, quote: "met off Bergen on 3 June 2023"}
        discussion: {is: Two clubs took part., quote: "Three clubs sent teams"}
        """
    workspace.write("facts/meetings/reef-2023.yaml", page)
    assert found(workspace) == [("facts/meetings/reef-2023.yaml", 5, "quote-not-found")]
    workspace.edit("facts/meetings/reef-2023.yaml", "Three clubs", "Two clubs")
    assert found(workspace) == []


# --- archive and lock ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_changed_text_makes_every_quote_of_its_source_stale(workspace: Scratch) -> None:
    assert lock_quotes(opened(workspace.root), "2024-03-16")
    workspace.append(TEXT, "Corrected on 20 March.\n")
    checking = check_workspace(opened(workspace.root))
    assert set(checking.quotes) == {"stale"}
    (changed,) = [d for d in checking.diagnostics if d.code == "source-changed"]
    assert changed.location.file == SOURCE
    old, new = workspace.read(SOURCE).partition("sha256: ")[2][:64], sha256(workspace.read(TEXT).encode()).hexdigest()
    assert old in changed.message
    assert new in changed.message
    assert f"its {checking.quotes['stale']} quotes are stale" in changed.message


@pytest.mark.slow
def test_without_the_archive_the_lock_says_what_was_verified(workspace: Scratch) -> None:
    with_archive = check_workspace(opened(workspace.root))
    lock_quotes(opened(workspace.root), "2024-03-16")
    (workspace.root / TEXT).unlink()
    assert check_workspace(opened(workspace.root)) == with_archive
    (workspace.root / LOCK).unlink()
    without = check_workspace(opened(workspace.root))
    assert set(without.quotes) == {"unchecked"}
    assert found(workspace) == [(SOURCE, 11, "quote-unverified")]


def test_the_lock_keeps_its_days_and_is_not_written_again_without_need(workspace: Scratch) -> None:
    assert lock_quotes(opened(workspace.root), "2024-03-16")
    first = workspace.read(LOCK)
    before = (workspace.root / LOCK).stat()
    assert not lock_quotes(opened(workspace.root), "2031-01-01")
    after = (workspace.root / LOCK).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    workspace.append(MEETING, 'venue: {is: Lisbon, quote: "held its seventh session in Lisbon"}\n')
    assert lock_quotes(opened(workspace.root), "2031-01-01")
    lines = workspace.read(LOCK).splitlines()
    assert set(first.splitlines()) < set(lines)
    (new,) = set(lines) - set(first.splitlines())
    assert '"date": "2031-01-01"' in new
    assert "2031" not in first


def test_no_lock_is_written_without_an_archive_or_from_facts_with_errors(workspace: Scratch) -> None:
    workspace.append(MEETING, "plaec: Porto\n")
    with pytest.raises(Problems):
        lock_quotes(opened(workspace.root), "2024-03-16")
    (workspace.root / "archive").rename(workspace.root / "moved")
    with pytest.raises(UsageProblem, match="there is no archive"):
        lock_quotes(opened(workspace.root), "2024-03-16")
    assert not (workspace.root / LOCK).exists()


# --- settings that are well written and with which no brief can be made -----------------------------------


def of_settings(workspace: Scratch) -> list[str]:
    return [f"{d.location} {d.code} {d.hint}" for d in wrong_settings(opened(workspace.root))]


def test_the_shipped_settings_have_nothing_wrong(workspace: Scratch) -> None:
    assert of_settings(workspace) == []


def test_a_marking_and_languages_that_there_are_not_are_told_where_they_stand(workspace: Scratch) -> None:
    workspace.write(
        "briefgen.toml",
        'language = "xx-yy-zz"\n[markings]\ndefault = "TLP:BLUE"\n[briefs.meeting]\n  language = "qq"\n',
    )
    workspace.write(
        "templates/theme/template.toml", 'language = "klingon"\n' + workspace.read("templates/theme/template.toml")
    )
    found = of_settings(workspace)

    assert [line.split(" ")[:2] for line in found] == [
        ["briefgen.toml:3:1", "unknown-marking"],
        ["briefgen.toml:1:1", "unknown-language"],
        ["briefgen.toml:5:3", "unknown-language"],
        ["templates/theme/template.toml:1:1", "unknown-language"],
    ]
    assert "TLP:CLEAR" in found[0]
    assert "en-GB" in found[1]


def test_conflicts_that_the_workspace_knows_are_not_looked_for_again(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found_again(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("briefgen.checks.context.find_conflicts", found_again)
    assert workspace.do("check").code == 0


PAGE = """\
src: example-gazette
recorded: 2024-03-15
passages:
  - quote: The Example … March 2024.
    ordinal: 8
    place: Lisbon
  - quote: Participants … every quarter.
    outcomes: {is: The forum agreed to exchange figures., function: agreement}
  - quote: A joint … sesion.
    background: {is: A joint statement was signed.}
  - quote: The … session
    status: held
"""


def told_of_quotes(workspace: Scratch) -> list[str]:
    lines = workspace.do("check").out.splitlines()
    return sorted(line for line in lines if line.startswith("facts/meetings/other.yaml") and "note:" not in line)


def test_what_the_archived_text_has_is_told_once_and_its_values_are_checked(workspace: Scratch) -> None:
    workspace.write("facts/meetings/other.yaml", PAGE.encode())
    place = "facts/meetings/other.yaml"
    assert told_of_quotes(workspace) == sorted(
        [
            f"{place}:4:12: error: 2 quotes are known by first and last words alone [unread-quote]",
            f"{place}:5:14: warning: the quote of 'ordinal' does not give the number '8' [value-not-in-quote]",
            f"{place}:9:12: error: 'sesion.' does not stand in the archived text of example-gazette [unread-quote]",
            f"{place}:11:12: error: 'The … session' has several places in example-gazette [ambiguous-quote]",
        ]
    )
    mended = PAGE.replace("sesion", "session").replace("The … session", "Delegations … session").replace(": 8", ": 7")
    workspace.write("facts/meetings/other.yaml", mended.encode())
    assert told_of_quotes(workspace) == [
        f"{place}:4:12: error: 4 quotes are known by first and last words alone [unread-quote]"
    ]
    assert workspace.do("facts", "tidy").code == 0
    assert told_of_quotes(workspace) == []


def test_without_the_archived_text_each_is_told(workspace: Scratch) -> None:
    workspace.write("facts/meetings/other.yaml", PAGE.encode())
    (workspace.root / "archive/example-gazette.txt").unlink()
    assert {line.partition(" error: ")[2] for line in told_of_quotes(workspace)} == {
        f"'{words}' does not stand in what is kept of example-gazette [unread-quote]"
        for words in ("The Example", "Participants", "A joint", "The")
    }


def test_a_part_of_what_is_not_read_off_yet_is_no_fault_of_its_own(workspace: Scratch) -> None:
    page = PAGE[: PAGE.index("  - quote: A joint")].replace(": 8", ": {is: 7, part: its seventh session}")
    page += "  - {name: said, quote: Delegations … session}\n"
    page += "status: {is: held, from: {said: Delegations from Brazil}}\n"
    workspace.write("facts/meetings/other.yaml", page.encode())
    assert told_of_quotes(workspace) == [
        "facts/meetings/other.yaml:4:12: error: 3 quotes are known by first and last words alone [unread-quote]"
    ]
    assert workspace.do("facts", "tidy").code == 0
    assert told_of_quotes(workspace) == []
    workspace.write("facts/meetings/other.yaml", page.replace("its seventh", "its eighth").encode())
    assert any("'its eighth session' is no part of the passage" in line for line in told_of_quotes(workspace))


def test_a_named_passage_of_which_parts_are_cited_is_read_off_as_a_whole(workspace: Scratch) -> None:
    page = "src: example-gazette\nrecorded: 2024-03-15\npassages:\n  said: Delegations … session\nplace: Lisbon\n"
    workspace.write(
        "facts/meetings/other.yaml", f"{page}status: {{is: held, from: {{said: from Brazil … session}}}}\n".encode()
    )
    assert told_of_quotes(workspace) == [
        "facts/meetings/other.yaml:4:9: error: a quote is known by first and last words alone [unread-quote]"
    ]
    assert workspace.do("facts", "tidy").code == 0
    assert told_of_quotes(workspace) == []
