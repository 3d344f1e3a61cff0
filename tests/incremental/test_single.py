"""One brief by itself: whose its files are, and what is told first."""

from __future__ import annotations

import pytest

from briefgen.errors import Problems
from briefgen.incremental.single import make_brief, to_publish
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Owner
from briefgen.outputs.publishing import KeepEdits, Policy
from briefgen.production.make import make_report, report_of
from briefgen.production.request import Report, Request
from briefgen.workspace.workspace import Workspace
from tests.incremental.conftest import opened
from tests.workspaces import Scratch

ONE = Request("note", "one", ("md",))
GREEN = Request("note", "one", ("md",), audience="TLP:GREEN")
FILE = "note/one.md"


def test_what_is_to_be_published_has_its_owner_its_files_and_its_workspace(small: Scratch) -> None:
    at = opened(small)
    report = report_of(at, ONE)
    asked = to_publish(at, ONE, report)
    assert (asked.owner, asked.files, asked.root) == (Owner("note/one"), report.files, at.home.root)
    assert asked.files.keys() == {FILE}
    held = to_publish(at, GREEN, report_of(at, GREEN)).owner
    assert (held.brief, held.audience) == ("note/one (for TLP:GREEN)", "TLP:GREEN")
    assert held.rests_on == report_of(at, GREEN).statements


def test_a_brief_is_made_and_published_under_its_owner(small: Scratch) -> None:
    artifacts = Artifacts(small.root / "out")
    report, done = make_brief(opened(small), ONE, artifacts, Policy())
    assert [w.path.relative_to(small.root).as_posix() for w in done.written if w.changed] == [f"out/{FILE}"]
    assert (done.failed, artifacts.manifest.files[FILE].owner) == ([], Owner("note/one"))
    assert small.read(f"out/{FILE}").encode() == report.files[FILE]
    _, again = make_brief(opened(small), ONE, artifacts, Policy())
    assert not any(w.changed for w in again.written)


@pytest.mark.usefixtures("in_children")
def test_who_makes_a_brief_reads_the_facts_unless_they_are_needed_here(small: Scratch) -> None:
    artifacts, at = Artifacts(small.root / "out"), opened(small)
    make_brief(at, ONE, artifacts, Policy())
    assert "facts" not in vars(at)
    make_brief(opened(small), GREEN, artifacts, Policy())
    make_brief(at, Request("note", "one", ("md",), allow_stale=True), artifacts, Policy())
    assert "facts" in vars(at)


def test_the_policy_decides_about_a_file_that_was_edited(small: Scratch) -> None:
    artifacts = Artifacts(small.root / "out")
    make_brief(opened(small), ONE, artifacts, Policy())
    small.append(f"out/{FILE}", "\nMine.\n")
    small.edit("facts/themes/one.yaml", "Theme one", "First theme")
    _, refused = make_brief(opened(small), ONE, artifacts, Policy(KeepEdits.REFUSE))
    assert (len(refused.failed), "Mine." in small.read(f"out/{FILE}")) == (1, True)
    _, merged = make_brief(opened(small), ONE, artifacts, Policy(KeepEdits.MERGE))
    assert (merged.failed, merged.merged) == ([], [FILE])
    assert "Mine." in small.read(f"out/{FILE}")
    assert "First theme" in small.read(f"out/{FILE}")


def test_what_was_marked_higher_is_put_away_before_and_told_first(small: Scratch) -> None:
    artifacts = Artifacts(small.root / "out")
    name = "note/one.tlp-green.md"
    make_brief(opened(small), GREEN, artifacts, Policy())
    entry = artifacts.manifest.files[name]
    artifacts.write({name: b"more"}, Owner(entry.owner.brief, "TLP:GREEN", ("theme/two/label",)))
    small.append(f"out/{name}", "\nMine.\n")
    small.append("facts/themes/two.yaml", 'marking: "TLP:RED"\n')
    _, done = make_brief(opened(small), GREEN, artifacts, Policy(KeepEdits.MERGE))
    assert [d.code for d in done.failed] == ["marking-raised"]
    assert "Mine." not in small.read(f"out/{name}")


def test_a_fault_leaves_everything_as_it_was(small: Scratch) -> None:
    artifacts = Artifacts(small.root / "out")
    make_brief(opened(small), ONE, artifacts, Policy())
    before = small.read(f"out/{FILE}")
    small.write("templates/note/brief.md.j2", "{{ theme.lable }}\n")
    with pytest.raises(Problems):
        make_brief(opened(small), ONE, artifacts, Policy())
    assert small.read(f"out/{FILE}") == before


def test_a_template_saved_while_a_brief_is_made_keeps_nothing(small: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    template = "templates/note/brief.md.j2"
    before = small.read(template)

    def saved_meanwhile(at: Workspace, request: Request) -> Report:
        small.write(template, f"{before}\nNew words.\n")
        return make_report(at, request)

    monkeypatch.setattr("briefgen.production.make.make_report", saved_meanwhile)
    assert b"New words." in report_of(opened(small), ONE).files[FILE]
    monkeypatch.undo()
    small.write(template, before)
    assert b"New words." not in report_of(opened(small), ONE).files[FILE]
