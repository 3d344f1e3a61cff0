"""Quotes that are not read off yet: told once, and the values that rest on them are checked all the same."""

from __future__ import annotations

from tests.workspaces import Scratch

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


def told(workspace: Scratch) -> list[str]:
    lines = workspace.run("check", "-w", str(workspace.root)).out.splitlines()
    return sorted(line for line in lines if line.startswith("facts/meetings/other.yaml") and "note:" not in line)


def test_what_the_archived_text_has_is_told_once_and_its_values_are_checked(workspace: Scratch) -> None:
    workspace.write("facts/meetings/other.yaml", PAGE.encode())
    place = "facts/meetings/other.yaml"
    assert told(workspace) == sorted(
        [
            f"{place}:4:12: error: 2 quotes are known by first and last words alone [unread-quote]",
            f"{place}:5:14: warning: the quote of 'ordinal' does not give the number '8' [value-not-in-quote]",
            f"{place}:9:12: error: 'sesion.' does not stand in the archived text of example-gazette [unread-quote]",
            f"{place}:11:12: error: 'The … session' has several places in example-gazette [ambiguous-quote]",
        ]
    )
    mended = PAGE.replace("sesion", "session").replace("The … session", "Delegations … session").replace(": 8", ": 7")
    workspace.write("facts/meetings/other.yaml", mended.encode())
    assert told(workspace) == [f"{place}:4:12: error: 4 quotes are known by first and last words alone [unread-quote]"]
    assert workspace.run("facts", "tidy", "-w", str(workspace.root)).code == 0
    assert told(workspace) == []


def test_without_the_archived_text_each_is_told(workspace: Scratch) -> None:
    workspace.write("facts/meetings/other.yaml", PAGE.encode())
    (workspace.root / "archive/example-gazette.txt").unlink()
    assert {line.partition(" error: ")[2] for line in told(workspace)} == {
        f"'{words}' does not stand in what is kept of example-gazette [unread-quote]"
        for words in ("The Example", "Participants", "A joint", "The")
    }


def test_a_part_of_what_is_not_read_off_yet_is_no_fault_of_its_own(workspace: Scratch) -> None:
    page = PAGE[: PAGE.index("  - quote: A joint")].replace(": 8", ": {is: 7, part: its seventh session}")
    page += "  - {name: said, quote: Delegations … session}\n"
    page += "status: {is: held, from: {said: Delegations from Brazil}}\n"
    workspace.write("facts/meetings/other.yaml", page.encode())
    assert told(workspace) == [
        "facts/meetings/other.yaml:4:12: error: 3 quotes are known by first and last words alone [unread-quote]"
    ]
    assert workspace.run("facts", "tidy", "-w", str(workspace.root)).code == 0
    assert told(workspace) == []
    workspace.write("facts/meetings/other.yaml", page.replace("its seventh", "its eighth").encode())
    assert any("'its eighth session' is no part of the passage" in line for line in told(workspace))


def test_a_named_passage_of_which_parts_are_cited_is_read_off_as_a_whole(workspace: Scratch) -> None:
    page = "src: example-gazette\nrecorded: 2024-03-15\npassages:\n  said: Delegations … session\nplace: Lisbon\n"
    workspace.write(
        "facts/meetings/other.yaml", f"{page}status: {{is: held, from: {{said: from Brazil … session}}}}\n".encode()
    )
    assert told(workspace) == [
        "facts/meetings/other.yaml:4:9: error: a quote is known by first and last words alone [unread-quote]"
    ]
    assert workspace.run("facts", "tidy", "-w", str(workspace.root)).code == 0
    assert told(workspace) == []
