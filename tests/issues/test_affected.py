"""briefgen affected: when something is withdrawn, whoever has read it can be told."""

from __future__ import annotations

from tests.workspaces import MEETING, Ran, Scratch

POINT = "Participants discussed stocks of green coffee."


def issued(workspace: Scratch, *words: str) -> None:
    ran = workspace.do("issue", *words, "--date", "2026-03-01")
    assert ran.code == 0, ran


def affected(workspace: Scratch, id_: str, *arguments: str) -> Ran:
    return workspace.do("affected", id_, *arguments)


def test_issues_that_rest_on_a_source_are_listed_with_their_sentences(workspace: Scratch) -> None:
    issued(workspace, "meeting/lisbon-2024", "country/brazil")
    ran = affected(workspace, "example-gazette", "--json")
    assert (ran.code, [i["brief"] for i in ran.json["issues"]]) == (0, ["country/brazil", "meeting/lisbon-2024"])
    notes = {s["text"]: s["notes"] for s in ran.json["issues"][1]["sentences"]}
    assert notes["Who took part. Brazil, Colombia and Ethiopia are listed."] == [1]
    assert "issue 1 of meeting/lisbon-2024, of 2026-03-01" in affected(workspace, "example-gazette").out


def test_what_is_gone_from_the_facts_is_still_found(workspace: Scratch) -> None:
    issued(workspace, "meeting/lisbon-2024")
    facts = workspace.do("facts", "--json", "--property", "discussion").json
    (statement,) = (fact["id"] for fact in facts if POINT in fact["value"].values())
    text = workspace.read(MEETING)
    begin = text.index(f"  - is: {POINT}")
    workspace.write(MEETING, text[:begin] + text[text.index("  - is:", begin + 5) :])
    ran = affected(workspace, statement, "--json")
    (found,) = ran.json["issues"][0]["sentences"]
    assert found["text"] == f"What it was about. Stocks of green coffee: {POINT}"


def test_a_record_is_found_by_its_key_or_id_alone(workspace: Scratch) -> None:
    issued(workspace, "meeting/lisbon-2024")
    for id_ in ("country/brazil", "brazil"):
        (one,) = affected(workspace, id_, "--json").json["issues"]
        assert any("Brazil" in sentence["text"] for sentence in one["sentences"])


def test_an_earlier_issue_says_that_another_has_followed(workspace: Scratch) -> None:
    issued(workspace, "meeting/lisbon-2024")
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    issued(workspace, "meeting/lisbon-2024")
    said = affected(workspace, "brazil").out
    assert "issue 1 of meeting/lisbon-2024, of 2026-03-01; another has followed\n" in said
    assert said.index("issue 2 of") < said.index("issue 1 of")
    assert "2 issues (1 of them followed by another) with" in said


def test_standard_briefs_as_last_built_are_named(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    workspace.build()
    ran = affected(workspace, "brazil")
    assert ran.out == (
        "no issue rests on brazil\nas last built, these standard briefs rest on it: meeting/lisbon-2024\n"
    )


def test_mistakes_are_said(workspace: Scratch) -> None:
    ran = affected(workspace, "example-gazete")
    assert (ran.code, "knows 'example-gazete'; did you mean 'example-gazette'" in ran.err) == (2, True)
    issued(workspace, "meeting/lisbon-2024")
    (workspace.root / "out/issued/meeting/lisbon-2024/1/contents.json").unlink()
    ran = affected(workspace, "brazil")
    assert (ran.code, "1/contents.json: error: is gone [issue-changed]" in ran.err) == (1, True)


# --- as an editor reads it ---


def test_what_repeats_is_one_line_and_the_end_says_how_much_there_is(workspace: Scratch) -> None:
    issued(workspace, "meeting/lisbon-2024")
    lines = affected(workspace, "example-gazette").out.splitlines()
    assert len(lines) == len(set(lines))
    found = affected(workspace, "example-gazette", "--json").json
    assert lines[-1] == (
        f"1 issue with {len(found['issues'][0]['sentences'])} places on example-gazette; once the facts are right,"
        " briefgen issue publishes what has changed"
    )
    by_file = affected(workspace, "facts/sources/example-gazette.yaml", "--json").json
    assert by_file["issues"] == found["issues"]
