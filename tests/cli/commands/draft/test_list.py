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
    assert workspace.run("draft", "list", "example-gazette", *where).out.startswith("d1  meeting place: Port Example\n")
    refused = workspace.run("draft", "list", "--json", *where)
    assert (refused.code, refused.err) == (2, "briefgen: --json is for one source: name it\n")
