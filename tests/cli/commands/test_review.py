"""briefgen review, as it is typed."""

from __future__ import annotations

from tests.workspaces import Scratch


def review(workspace: Scratch, *words: str) -> list[str]:
    return ["review", *words, "-w", str(workspace.root)]


def prepared(workspace: Scratch) -> Scratch:
    """Every record by Bo Chen, in a folder without git."""
    for record in workspace.run(*review(workspace, "--json")).json["records"]:
        assert workspace.run(*review(workspace, "wrote", record, "--by", "Bo Chen")).code == 0
    return workspace


def test_alone_it_lists_what_is_open(workspace: Scratch) -> None:
    ran = workspace.run(*review(workspace))
    assert ran.code == 1
    assert "meeting/lisbon-2024: " in ran.out
    assert ran.out.splitlines()[-1].endswith("open, 0 approved, 0 objected, 0 void")


def test_show_sets_statement_words_and_source_side_by_side(workspace: Scratch) -> None:
    ran = workspace.run(*review(workspace, "show", "lisbon-2024"))
    assert ran.code == 0
    assert (
        "  says    Lisbon\n"
        "  words   “held its seventh session in Lisbon on 11 March 2024”\n"
        "  source  Example Gazette (example-gazette, paragraph 3)\n"
    ) in ran.out
    missing = workspace.run(*review(workspace, "show", "lisbon-2042"))
    assert (missing.code, "did you mean 'lisbon-2024'" in missing.err) == (2, True)


def test_a_brief_is_issued_when_somebody_else_has_approved_all_that_it_says(workspace: Scratch) -> None:
    prepared(workspace).edit("briefgen.toml", "[review]\n", "[review]\nrequired = true\n")
    issue = ("issue", "meeting", "lisbon-2024", "-w", str(workspace.root))
    refused = workspace.run(*issue)
    assert (refused.code, "[not-reviewed]" in refused.err) == (1, True)
    assert "facts/meetings/lisbon-2024.yaml:" in refused.err
    own = workspace.run(*review(workspace, "approve", "meeting/lisbon-2024", "--by", "Bo Chen"))
    assert (own.code, "nobody approves their own" in own.err) == (2, True)
    records = workspace.run(*review(workspace, "--json")).json["records"]
    assert workspace.run(*review(workspace, "approve", *records, "--by", "Ana Lopes")).code == 0
    assert workspace.run(*review(workspace)).code == 0
    issued = workspace.run(*issue)
    assert (issued.code, issued.err) == (0, "")


def test_status_counts_what_is_open(workspace: Scratch) -> None:
    status = ("status", "-w", str(workspace.root))
    assert "review" not in workspace.run(*status).out
    prepared(workspace)
    assert workspace.run(*review(workspace, "object", "meeting/lisbon-2024/date", "no", "--by", "Ana Lopes")).code == 0
    assert "1 objected, 0 void" in workspace.run(*status).out
    assert workspace.run(*status, "--json").json["review"]["objected"] == 1
    back = workspace.run(*review(workspace, "withdraw", "meeting/lisbon-2024", "--by", "Ana Lopes"))
    assert (back.code, back.out.startswith("Ana Lopes took it back, in ")) == (0, True)
    assert "0 objected, 0 void" in workspace.run(*status).out


def test_a_sheet_is_written_in_word_and_markdown(workspace: Scratch) -> None:
    ran = workspace.run(*review(workspace, "sheet", "meeting", "lisbon-2024"))
    assert (ran.code, ran.err) == (0, "")
    assert "| ☐ |" in workspace.read("out/reviews/meeting-lisbon-2024.md")
    assert (workspace.root / "out/reviews/meeting-lisbon-2024.docx").is_file()
