"""briefgen draft list: the proposals of one source, or the sources that have any."""

from __future__ import annotations

from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.store import keep_drafts
from tests.workspaces import Scratch

ONE = DraftedValue("d1", "meeting", "place", "Port Example", "in Port Example", by="rules 1")


def test_the_sources_that_have_proposals_are_named(workspace: Scratch) -> None:
    facts, where = workspace.root / "facts", ("-w", str(workspace.root))
    assert workspace.run("draft", "list", *where).out == ""
    taken = DraftedValue("d2", "meeting", "place", "Lima", "Lima", state="accepted")
    keep_drafts(facts, "example-gazette", [ONE, taken])
    assert workspace.run("draft", "list", *where).out == "example-gazette  1 of 2 proposals are open\n"
    assert workspace.run("draft", "list", "example-gazette", *where).out.startswith(
        "“in Port Example”\n  d1  meeting place: "
    )
    refused = workspace.run("draft", "list", "--json", *where)
    assert (refused.code, refused.err) == (2, "briefgen: --json is for one source: name it\n")


def test_a_passage_is_printed_once_above_all_that_rest_on_it(workspace: Scratch) -> None:
    held = "The forum was held in Port Example on 3 May 2031."
    drafted = [
        DraftedValue("d1", "meeting", "date", "2031-05-03", held, place="par2"),
        DraftedValue("d2", "meeting", "agenda", "fishing quotas", "Quotas were on the agenda.", place="par3"),
        DraftedValue("d3", "meeting", "claims", "it went well", held, place="par2", speaker="Ana", asks="is it Ana?"),
    ]
    keep_drafts(workspace.root / "facts", "example-gazette", drafted)
    assert workspace.run("draft", "list", "example-gazette", "-w", str(workspace.root)).out == (
        f"par2: “{held}”\n  d1  meeting date: 2031-05-03\n  d3  meeting claims: it went well\n"
        "      said by: Ana\n      is it Ana?\n"
        "par3: “Quotas were on the agenda.”\n  d2  meeting agenda: fishing quotas\n3 proposals\n"
    )
