"""What the readers of a marking may not know, told by what an earlier text rests on and by what changed since."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from briefgen.briefs.issue import Ground
from briefgen.briefs.news import Dispute, Fact, Snapshot
from briefgen.errors import UsageProblem
from briefgen.facts.conflicts.conflict import Conflict, ConflictType
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspace.test_audience import hide, told
from tests.workspaces import Scratch


@pytest.fixture
def opened(workspace: Scratch) -> Workspace:
    """A workspace with restricted facts, as all may know them."""
    hide(workspace)
    return Workspace(find_workspace(workspace.root)[0], Store(None))


@pytest.fixture
def green(opened: Workspace) -> Workspace:
    return opened.for_audience("TLP:GREEN")


REASONS = (
    "facts/persons/quicksilver.yaml changed",
    "person/quicksilver changed",
    "meeting/lisbon-2024 changed",
    "source/zugzwang-cable is new",
    "the template changed",
    "theme/stocks and theme/marzipan changed",
)


def test_reasons_that_name_what_is_held_back_are_not_told(opened: Workspace, green: Workspace) -> None:
    assert green.readers.tellable(REASONS[1:]) == ("meeting/lisbon-2024 changed", "the template changed")
    assert opened.readers.tellable(REASONS) == REASONS
    assert opened.for_audience("TLP:RED").readers.tellable(REASONS) == REASONS


def test_a_record_that_is_held_back_is_refused_at_its_place_and_no_other(green: Workspace) -> None:
    refused = green.readers.refuse("person/quicksilver")
    assert refused is not None
    assert (refused.code, refused.location.file) == ("not-released", "facts/persons/quicksilver.yaml")
    assert green.readers.refuse("meeting/lisbon-2024") is None
    assert green.readers.refuse("person/nobody") is None


def ground(workspace: Workspace, subject: str, property_: str, *sources: str) -> Ground:
    statements = workspace.facts.base.records[subject].statements
    id_ = next(s.id for s in statements if s.property == property_)
    return Ground(id_, subject, sources, (), "")


def test_of_what_an_issue_rests_on_statements_and_sources_are_held_back(opened: Workspace, green: Workspace) -> None:
    place, venue = (ground(opened, "meeting/lisbon-2024", name, "example-gazette") for name in ("place", "venue"))
    name = ground(opened, "person/quicksilver", "name", "zugzwang-cable")
    assert green.readers.held_back_of([place]) == []
    assert green.readers.held_back_of([place, venue, name, name]) == [venue.id, name.id, "source/zugzwang-cable"]
    assert opened.readers.held_back_of([place, venue, name]) == []


def fact(workspace: Workspace, subject: str, property_: str, words: str, *sources: str) -> Fact:
    return Fact(ground(workspace, subject, property_).id, subject, property_, words, sources=sources)


def test_of_an_earlier_issue_nothing_that_is_held_back_is_remembered(opened: Workspace, green: Workspace) -> None:
    place = fact(opened, "meeting/lisbon-2024", "place", "Lisbon", "example-gazette", "zugzwang-cable")
    venue = fact(opened, "meeting/lisbon-2024", "venue", "Xylophone hall", "example-gazette")
    open_ = Dispute("c1", ("theme/stocks",), "place", "open", ("Lisbon",), "said")
    cut = Dispute("c2", ("meeting/lisbon-2024",), "venue", "open", ("Lisbon", "Xylophone hall"), "said")
    before = Snapshot((place, venue), (open_, cut))
    after = green.readers.remembering(before, ())
    assert [(f.words, f.sources) for f in after.facts] == [("Lisbon", ("example-gazette",))]
    assert after.disputes == (open_,)
    assert told(str(after)) == []
    still = replace(cut, values=("Lisbon",), said="")
    conflict = Conflict("c2", ConflictType.VALUE, ("meeting/lisbon-2024",), "place", ())
    assert green.readers.remembering(before, (conflict,)).disputes == (open_, still)
    assert opened.readers.remembering(before, ()) == before


def test_an_audience_is_a_workspace_of_its_own_and_the_same_one_again(opened: Workspace, green: Workspace) -> None:
    assert opened.for_audience("TLP:GREEN") is green
    assert green.for_audience("") is green
    assert green.for_audience("TLP:RED") is opened.for_audience("TLP:RED")
    assert opened.for_audience("") is opened
    assert (green.whole, opened.whole, type(green)) == (opened, opened, Workspace)
    assert opened.facts.base.record("person/quicksilver") is not None
    assert green.facts.base.record("person/quicksilver") is None
    with pytest.raises(UsageProblem, match="'TLP:GREN' is no marking here; did you mean 'TLP:GREEN'"):
        opened.for_audience("TLP:GREN")


def test_another_process_reads_the_same_workspace_for_the_same_audience(green: Workspace) -> None:
    again = pickle.loads(pickle.dumps(green))
    assert (again.audience, again.facts.base.record("person/quicksilver")) == ("TLP:GREEN", None)
    assert again.whole.facts.base.record("person/quicksilver") is not None
