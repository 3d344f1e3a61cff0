"""Templates at the desk: problems at their lines, a page with what was chosen, saves inside the folder alone."""

from __future__ import annotations

import pytest

from briefgen.desk.pages import TEMPLATES
from briefgen.desk.saving import ChangedMeanwhile, Saving
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import PageChoice, TemplateDesk
from briefgen.errors import Problems, UsageProblem
from briefgen.production.field_list import fields_of
from briefgen.production.linting import lint_workspace
from briefgen.production.templates import line_reader
from briefgen.workspace.folder import find_workspace
from tests.wordtemplates.samples import typed
from tests.workspaces import Scratch

NAME, OWN = "note/brief.md.j2", "templates/note/brief.md.j2"


@pytest.fixture
def desk(workspace: Scratch) -> TemplateDesk:
    workspace.write(
        "templates/note/template.toml",
        'about = "meeting"\nformats = ["md"]\n\n[parameters.words]\ntype = "text"\ndefault = "none"\n',
    )
    workspace.write(OWN, "# {{ meeting.place }}\n\n{{ parameters.words }}\n")
    home = find_workspace(workspace.root)[0]
    return TemplateDesk(Studio(home), Saving(home))


@pytest.mark.slow
def test_every_problem_is_told_at_its_line_in_branches_too(workspace: Scratch, desk: TemplateDesk) -> None:
    workspace.write(OWN, "# {{ meeting.plce }}\n\n{% if meeting.venue %}{{ meeting.vnue }}{% endif %}\n")
    found = lint_workspace(desk.studio.workspace(), "note").diagnostics
    assert {d.location.line for d in found if d.severity == "error"} == {1, 3}
    line_of = line_reader(desk.studio.workspace())
    assert line_of(OWN, 1) == "# {{ meeting.plce }}"


def test_a_page_is_drawn_with_what_was_chosen(desk: TemplateDesk) -> None:
    chosen = PageChoice("lisbon-2024", values=(("words", "as the desk has it"),))
    draft = desk.draft(desk.studio.workspace(), "note", chosen)
    assert "as the desk has it" in draft.markdown
    assert "Lisbon" in draft.markdown
    with pytest.raises(UsageProblem, match="no parameter 'word'; did you mean 'words'"):
        desk.draft(desk.studio.workspace(), "note", PageChoice("lisbon-2024", values=(("word", "x"),)))


def test_an_audience_hides_what_it_may_not_see(workspace: Scratch, desk: TemplateDesk) -> None:
    workspace.edit("facts/meetings/lisbon-2024.yaml", "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:RED,")
    desk.studio.changed()
    workspace.write(OWN, "# {{ meeting.place or 'unknown' }}\n")
    shown = PageChoice("lisbon-2024", audience="TLP:GREEN")
    try:
        text = desk.draft(desk.studio.workspace(), "note", shown).markdown
    except Problems as bad:
        text = str(bad)
    assert "Lisbon" not in text


def test_a_text_is_saved_and_nothing_is_written_over(workspace: Scratch, desk: TemplateDesk) -> None:
    (file, *_) = [one for one in desk.files(desk.studio.workspace().kind("note")[0]) if one.name == NAME]
    desk.save(NAME, "# {{ meeting.date }}\r\n", file.digest)
    assert workspace.read(OWN) == "# {{ meeting.date }}\n"
    with pytest.raises(ChangedMeanwhile):
        desk.save(NAME, "# x\n", file.digest)


@pytest.mark.parametrize("name", ["note/none.j2", "../x.j2", "none/brief.md.j2", "note/../../facts/x.toml", "x.toml"])
def test_no_other_file_is_made(desk: TemplateDesk, name: str) -> None:
    with pytest.raises(UsageProblem):
        desk.save(name, "x", "")


def test_what_can_be_inserted_comes_with_examples(desk: TemplateDesk) -> None:
    found = {f.name: f.example for f in fields_of(desk.studio.workspace(), "note")}
    assert found["meeting.place"] == "Lisbon"


@pytest.mark.slow
def test_kinds_are_listed_with_their_problems_and_misnamed_files(workspace: Scratch, desk: TemplateDesk) -> None:
    workspace.write(OWN, "# {{ meeting.plce }}\n")
    workspace.write("templates/My note/brief.md", "# x\n")
    kinds, others = desk.overview(desk.studio.workspace())
    assert any("My note" in str(d) for d in others)
    found = {kind.name: len(problems) for kind, problems in kinds}
    assert found["note"] >= 1
    assert found["meeting"] == 0


def test_without_libreoffice_the_picture_is_refused_in_words(
    desk: TemplateDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(UsageProblem, match="is not installed here"):
        desk.word_page(desk.studio.workspace(), "meeting", PageChoice("lisbon-2024"))


@pytest.mark.slow
def test_the_word_page_is_a_picture(desk: TemplateDesk) -> None:
    from tests.programs import needed

    needed("soffice", "pdftoppm")
    workspace = desk.studio.workspace()
    png = desk.word_page(workspace, "meeting", PageChoice("lisbon-2024"))
    assert png.startswith(b"\x89PNG")
    assert desk.word_page(workspace, "meeting", PageChoice("lisbon-2024")) is png


@pytest.mark.slow
def test_a_fault_of_a_word_template_is_told_with_its_paragraph(workspace: Scratch, desk: TemplateDesk) -> None:
    """Not with bytes of a zip: the words of the paragraph in which it stands."""
    workspace.write("templates/paper/template.toml", 'about = "meeting"\n')
    data = typed("Notes for the board", "The meeting was held in {{ meeting.plce }}, as reported.")
    workspace.write("templates/paper/brief.docx", data)
    found = desk.studio.workspace()
    problems = lint_workspace(found, "paper").diagnostics
    page = TEMPLATES.problems_list(problems, line_reader(found))
    assert "did you mean" in page
    assert '<blockquote class="line">The meeting was held in {{ meeting.plce }}, as reported.</blockquote>' in page
    assert "PK" not in page
