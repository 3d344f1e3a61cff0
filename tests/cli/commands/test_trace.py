"""briefgen trace, as it is typed."""

from __future__ import annotations

import pytest

from tests.workspaces import MEETING, Scratch

BRIEF = "out/meeting/lisbon-2024.md"


def trace(workspace: Scratch, *words: str) -> list[str]:
    return ["trace", "-w", str(workspace.root), *words]


def test_a_sentence_leads_to_record_and_line_quote_source_and_day(workspace: Scratch) -> None:
    workspace.brief()
    assert workspace.do("check", "--lock").code == 0
    day = workspace.read("facts/quotes.lock").partition('"date": "')[2][:10]
    ran = workspace.run(*trace(workspace, str(workspace.root / BRIEF), "crop figures every quarter"))
    line = (
        workspace.read(MEETING)
        .splitlines()
        .index("  - is: Participants agreed to exchange crop figures every quarter.")
        + 1
    )
    assert ran.code == 0
    assert ran.out == (
        "“Participants agreed to exchange crop figures every quarter.”  [2]\n"
        "  meeting/lisbon-2024 outcomes: Participants agreed to exchange crop figures every quarter. → theme/stocks\n"
        f"      {MEETING}:{line}\n"
        f"      Example Gazette (example-gazette), verified {day}\n"
        "      “agreed to exchange crop figures every quarter”\n"
    )


def test_the_words_of_a_list_are_told_once(workspace: Scratch) -> None:
    workspace.brief()
    ran = workspace.run(*trace(workspace, str(workspace.root / BRIEF), "are listed as taking part"))
    assert "attendance: Brazil (country/brazil); Colombia (country/colombia); Ethiopia (country/ethiopia)\n" in ran.out
    assert ran.out.count("Delegations from Brazil") == 1


def test_an_edited_file_is_told(workspace: Scratch) -> None:
    workspace.brief()
    workspace.edit(BRIEF, "every quarter.**[^2]", "every month.**[^2]")
    ran = workspace.run(*trace(workspace, str(workspace.root / BRIEF), "1"))
    assert "the file does not say this" not in ran.out
    workspace.write(BRIEF, workspace.read(BRIEF).replace("every quarter.**[^2]", "every month.**[^2]"))
    ran = workspace.run(*trace(workspace, str(workspace.root / BRIEF), "2"))
    assert (ran.code, ran.out.count("the file does not say this: it was edited")) == (0, 1)


def test_json_names_sentence_notes_statements_verdict_and_day(workspace: Scratch) -> None:
    workspace.brief()
    (one,) = workspace.run(*trace(workspace, str(workspace.root / BRIEF), "agreed to exchange", "--json")).json
    assert (one["sentence"], one["notes"], one["in_file"]) == (
        "Participants agreed to exchange crop figures every quarter.",
        [2],
        True,
    )
    (statement,) = one["statements"]
    assert statement["file"] == MEETING
    quote = "agreed to exchange crop figures every quarter"
    assert statement["citations"] == [
        {"source": "example-gazette", "locator": "", "quote": quote, "verdict": "verified", "verified_on": ""}
    ]


@pytest.mark.slow
def test_a_source_leads_to_statements_briefs_and_sentences(workspace: Scratch) -> None:
    ran = workspace.run(*trace(workspace, "--source", "example-gazette"))
    assert ran.code == 0
    assert " statements rest on example-gazette\n" in ran.out
    assert f"  {MEETING}:" in ran.out
    assert "\nmeeting lisbon-2024: " in ran.out
    assert "  “Participants agreed to exchange crop figures every quarter.”\n" in ran.out
    data = workspace.run(*trace(workspace, "--source", "example-gazette", "--json")).json
    assert data["source"] == "example-gazette"
    assert {"meeting/lisbon-2024"} <= {"/".join(s.split("/")[:2]) for s in data["statements"]}
    assert ("meeting", "lisbon-2024") in {(b["kind"], b["id"]) for b in data["briefs"]}
    assert all(s["text"] and s["notes"] for b in data["briefs"] for s in b["sentences"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name a file and some words of a sentence in it, or --source ID"),
        (["out/meeting/lisbon-2024.md"], "name a file and some words"),
        (["--source", "example-gazete"], "did you mean 'example-gazette'?"),
        (["no/such.md", "1"], "is no brief of this workspace"),
    ],
)
def test_wrong_usage_is_2(workspace: Scratch, words: list[str], said: str) -> None:
    ran = workspace.run(*trace(workspace, *words))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_facts_with_errors_are_named_first(workspace: Scratch) -> None:
    workspace.append(MEETING, "plaec: Porto\n")
    ran = workspace.run(*trace(workspace, "--source", "example-gazette"))
    assert ran.code == 1
    assert "unknown-key" in ran.err
