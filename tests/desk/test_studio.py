"""Drafts in memory: the last good one stays, whatever goes wrong; problems come with their lines."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from briefgen.codes import rules
from briefgen.desk import studio as module
from briefgen.desk.draft import word_file
from briefgen.desk.studio import Excerpt, ListedBrief, State, Studio, excerpt, state_of
from briefgen.diagnostics import Location
from briefgen.errors import UsageProblem
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspace.test_audience import hide, told
from tests.workspaces import MEETING, Scratch

TEMPLATE = "templates/meeting/brief.md.j2"
BRIEF = ("meeting", "lisbon-2024")
FLOOR = '\nmarking-floor = "TLP:RED"\n'


@pytest.fixture
def studio(workspace: Scratch) -> Studio:
    return Studio(find_workspace(workspace.root)[0])


def test_a_draft_is_drawn_once_for_each_change(studio: Studio) -> None:
    first = studio.view(*BRIEF)
    assert studio.view(*BRIEF) is first
    studio.changed()
    assert studio.view(*BRIEF) is not first
    assert studio.view(*BRIEF).draft == first.draft


def test_facts_are_read_again_only_where_facts_were_saved(
    workspace: Scratch, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = studio.workspace().facts
    studio.changed(facts=False)
    assert studio.workspace().facts is before
    workspace.edit(MEETING, "every quarter.", "each quarter.")
    studio.changed(facts=True)
    assert studio.workspace().facts is not before
    view = studio.view(*BRIEF)
    assert view.draft is not None
    assert "each quarter." in view.draft.markdown


@pytest.mark.usefixtures("in_children")
@pytest.mark.parametrize("audience", ["", "TLP:GREEN"])
def test_facts_that_were_saved_over_are_held_no_longer(workspace: Scratch, audience: str) -> None:
    """A desk is open for weeks, and Python's collector of garbage seldom walks over what was read."""
    shown = Studio(find_workspace(workspace.root)[0], audience)
    gc.disable()
    try:
        workspace.edit(MEETING, "every quarter.", "each quarter.")
        assert shown.view(*BRIEF).draft is not None
        before = ref(shown.workspace().whole.facts.base)
        shown.changed()
        assert shown.view(*BRIEF).draft is not None
        assert before() is None
    finally:
        gc.enable()


def test_a_preview_for_an_audience_shows_what_a_run_for_it_writes_and_no_more(workspace: Scratch) -> None:
    hide(workspace)
    for_green = Studio(find_workspace(workspace.root)[0], "TLP:GREEN")
    draft = for_green.view(*BRIEF).draft
    assert draft is not None
    assert workspace.make("--audience", "TLP:GREEN", "-f", "md", "-f", "docx").code == 0
    written = workspace.root / "out/meeting/lisbon-2024.tlp-green.docx"
    assert draft.markdown == written.with_suffix(".md").read_text("utf-8")
    assert word_file(for_green.workspace(), draft) == written.read_bytes()
    listed = " ".join(f"{brief.id} {brief.name}" for brief in for_green.listing().briefs)
    assert told(draft.page + listed + str(for_green.view(*BRIEF).problems) + str(draft.cards)) == []
    (meeting,) = (b for b in for_green.listing().briefs if (b.kind, b.id) == BRIEF)
    assert state_of(for_green, meeting) is State.FRESH
    workspace.write("templates/meeting/template.toml", FLOOR + workspace.read("templates/meeting/template.toml"))
    for_green.changed(facts=False)
    assert for_green.view(*BRIEF).problems[0].diagnostic.code == "audience-too-low"


def test_what_cannot_be_drawn_keeps_the_last_good_draft(workspace: Scratch, studio: Studio) -> None:
    good = studio.view(*BRIEF).draft
    workspace.edit(TEMPLATE, "{% endfor %}", "")
    studio.changed(facts=False)
    view = studio.view(*BRIEF)
    assert (view.draft, view.stale) == (good, True)
    [problem] = view.problems
    assert problem.diagnostic.code == "template-syntax"
    assert problem.excerpt is not None
    assert problem.excerpt.line == problem.diagnostic.location.line
    workspace.write(TEMPLATE, "")  # as it is for a moment while it is saved
    studio.changed(facts=False)
    view = studio.view(*BRIEF)
    assert (view.draft, view.stale, [p.diagnostic.code for p in view.problems]) == (good, True, ["no-template"])


def test_a_fault_of_the_program_itself_is_told_in_the_page(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    good = studio.view(*BRIEF).draft

    def broken(*_: object) -> None:
        raise KeyError("unheard of")

    monkeypatch.setattr(module, "draw", broken)
    studio.changed()
    view = studio.view(*BRIEF)
    assert (view.draft, view.stale) == (good, True)
    [problem] = view.problems
    assert "briefgen itself failed: KeyError: 'unheard of'" in problem.diagnostic.message
    assert problem.diagnostic.code in rules()


def test_a_brief_that_never_was_is_refused_and_one_that_is_gone_is_kept(workspace: Scratch, studio: Studio) -> None:
    with pytest.raises(UsageProblem, match="there is no meeting 'lisbon-2042'; did you mean 'lisbon-2024'"):
        studio.view("meeting", "lisbon-2042")
    good = studio.view(*BRIEF).draft
    (workspace.root / MEETING).unlink()
    studio.changed()
    view = studio.view(*BRIEF)
    assert (view.draft, view.stale) == (good, True)


def test_settings_with_a_fault_are_told_with_their_line(workspace: Scratch, studio: Studio) -> None:
    studio.view(*BRIEF)
    workspace.write("briefgen.toml", 'language = "en-GB"\nauthro = "Desk"\n')
    studio.changed()
    [problem] = studio.view(*BRIEF).problems
    assert str(problem.diagnostic.location) == "briefgen.toml:2:1"
    assert problem.excerpt == Excerpt(2, "", 'authro = "Desk"')


def test_a_diagnostic_shows_no_file_from_elsewhere(workspace: Scratch, studio: Studio) -> None:
    workspace.write("secret.yaml", "secret\n")
    for name in ("secret.yaml", "facts/../secret.yaml", "/etc/passwd", "templates/../secret.yaml", "archive/x.txt"):
        path = studio._file(name)
        assert path is None or excerpt(path, Location(name, 1, 1)) is None


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("a: b", 4, Excerpt(1, "a: ", "b")),
        ("a: b", 99, Excerpt(1, "a: b", "")),
        ("a: b\r", 1, Excerpt(1, "", "a: b")),
        ("\ta\x1b[31m", 2, Excerpt(1, " ", "a [31m")),
        ("x" * 500, 300, Excerpt(1, "… " + "x" * 80, "x" * 160)),
    ],
)
def test_a_line_is_shown_as_plain_text_in_a_readable_width(
    workspace: Scratch, line: str, column: int, expected: Excerpt
) -> None:
    path = workspace.write("facts/line.yaml", line.encode())
    assert excerpt(path, Location("facts/line.yaml", 1, column)) == expected


def test_nothing_is_shown_of_a_line_that_is_not_there(workspace: Scratch) -> None:
    path = workspace.write("facts/line.yaml", b"one\n")
    assert excerpt(path, Location("facts/line.yaml", 9, 1)) is None
    assert excerpt(path, Location("facts/line.yaml")) is None
    assert excerpt(workspace.root / "gone", Location("gone", 1, 1)) is None


def test_the_list_names_each_brief_and_language(studio: Studio) -> None:
    listing = studio.listing()
    assert ("meeting", "lisbon-2024", "seventh session of the Example Harvest Forum") in [
        (brief.kind, brief.id, brief.name) for brief in listing.briefs
    ]
    assert listing.languages == ("en-GB", "ru")
    assert isinstance(studio.workspace(), Workspace)


MD = "out/meeting/lisbon-2024.md"
LISTED = ListedBrief("meeting", "lisbon-2024", "")


@pytest.mark.slow
def test_a_merged_brief_is_up_to_date_until_something_changes(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", 'formats = ["docx", "md"]', 'formats = ["md"]')
    workspace.make()
    studio = Studio(find_workspace(workspace.root)[0])
    assert state_of(studio, LISTED) is State.FRESH
    workspace.append(MD, "\nMy own words.\n")
    assert state_of(studio, LISTED) is State.EDITED
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    assert workspace.make().code == 0
    studio.changed()
    assert state_of(studio, LISTED) is State.MERGED
    workspace.edit(MEETING, "place: {is: Lisboa,", "place: {is: Lisbon,")
    studio.changed()
    assert state_of(studio, LISTED) is State.OLD
    workspace.append(MD, "\nMore.\n")
    assert state_of(studio, LISTED) is State.EDITED
