"""Briefs made from templates that are Word files: sources travel along, and Markdown says the same."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as open_document

from briefgen.desk.draft import word_file
from briefgen.desk.studio import Studio
from briefgen.workspace.folder import find_workspace
from tests.wordtemplates.samples import SAVED_BY_LIBREOFFICE, board_paper, brief, on_board, typed
from tests.workspaces import MEETING, Scratch
from tests.writers.docx.validity import faults


def made(workspace: Scratch) -> bytes:
    return (workspace.root / "out/board/lisbon-2024.docx").read_bytes()


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


@pytest.mark.few(1)
@pytest.mark.parametrize("notes", ["footnotes", "endnotes"])
@pytest.mark.parametrize("data", [board_paper(), SAVED_BY_LIBREOFFICE.read_bytes()], ids=["word", "libreoffice"])
def test_a_whole_paper(workspace: Scratch, data: bytes, notes: str) -> None:
    ran = on_board(workspace, data, f'notes = "{notes}"\n')
    assert (ran.code, "error" in ran.err) == (0, False)
    assert faults(made(workspace)) == []
    text = workspace.read("out/board/lisbon-2024.md")
    assert "Held in Lisbon on **11 March 2024** & recorded \\<here>[^1].[^2]" in text
    assert re.search(r"^\| (\*\*)?Brazil(\*\*)?\[\^2\] \| listed \|$", text, re.M)
    assert "[^1]: Reported by 1 source(s); see Lisbon." in text
    assert "- Participants agreed to exchange crop figures every quarter.[^3]" in text
    assert "## Not known" in text


def test_the_word_file_has_the_template_s_looks(workspace: Scratch) -> None:
    on_board(workspace, board_paper())
    document = open_document(BytesIO(made(workspace)))
    styles = {p.text.partition(":")[0][:12]: p.style.name for p in document.paragraphs if p.style}
    assert (styles["Lisbon, 11 M"], styles["Held in Lisb"], styles["At a glance"]) == (
        "Title",
        "Board Lead",
        "Heading 1",
    )
    assert (styles["Not known"], styles["What is not "]) == ("Heading 1", "Heading 2")
    assert {table.style.name for table in document.tables if table.style} == {"Light Grid Accent 1"}
    assert document.sections[0].header.paragraphs[0].text == "Board paper — TLP:CLEAR, 2 notes"
    assert document.sections[0].footer.paragraphs[0].text.startswith("As of 15 March 2024, page ")


def test_styles_that_the_template_lacks_are_lent_by_the_house_document(workspace: Scratch) -> None:
    assert on_board(workspace, board_paper()).err == ""
    styles = part(made(workspace), "word/styles.xml")
    assert 'w:val="endnote reference"' in styles
    assert 'w:val="Marking CLEAR"' in styles


def test_what_facts_say_is_printed_exactly(workspace: Scratch) -> None:
    odd = "R&D <b> {{ 7*7 }} {% raw %} *x* | [^1] Ünï \u05d0\u05d1"
    workspace.edit(MEETING, "exchange crop figures every quarter", odd)
    ran = on_board(workspace, typed("{% for o in meeting.outcomes %}", "{{ o }}", "{% endfor %}"))
    assert ran.code == 0, ran.err
    texts = [p.text for p in open_document(BytesIO(made(workspace))).paragraphs]
    assert any(odd in text for text in texts)


def test_loops_conditions_and_macros(workspace: Scratch) -> None:
    text = brief(
        workspace,
        "{% from “_parts/words.md.j2” import meeting_title %}",
        "# {{ meeting_title(meeting) }}",
        "{% for list in meeting.lists %}",
        "There: {% for party in list.parties %}{{ party }}{{ “, ” if not loop.last }}{% endfor %}.",
        "{% endfor %}",
        "{% if meeting.venue %}",
        "## Never",
        "{% else %}",
        "None.",
        "{% endif %}",
    )
    lines = [re.sub(r"\[\^\d+\]", "", line) for line in text.split("\n\n")]
    assert lines == [
        "# Lisbon, 11 March 2024: 7th meeting of the Example Harvest Forum",
        "There: Brazil, Colombia, Ethiopia.",
        "None.",
    ]


def test_a_table_may_begin_with_a_row_of_tags(workspace: Scratch) -> None:
    loop = (
        "| {% for list in meeting.lists %}{% for p in list.parties %} | ",
        "| {{ p }} | x",
        "| {% endfor %}{% endfor %} | ",
    )
    text = re.sub(r"\[\^\d+\]", "", brief(workspace, "# T", *loop))
    assert text.split("\n")[2:] == ["| Brazil | x |", "| --- | --- |", "| Colombia | x |", "| Ethiopia | x |"]


def test_columns_repeat_by_tags_alone_in_cells(workspace: Scratch) -> None:
    row = "{% for list in meeting.lists %}{% for p in list.parties %} | {{ p }} | {% endfor %}{% endfor %}"
    text = brief(workspace, "# T", f"| Party | {row}")
    assert re.sub(r"\[\^\d+\]", "", text).split("\n")[2] == "| Party | Brazil | Colombia | Ethiopia |"


@pytest.mark.slow
def test_the_same_bytes_again_and_nothing_is_written_twice(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    on_board(workspace, board_paper())
    first = made(workspace)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(workspace.root / "cache"))
    for _ in range(2):  # with what is kept, and from it
        (workspace.root / "out/board/lisbon-2024.docx").unlink()
        assert on_board(workspace, board_paper()).code == 0
        assert made(workspace) == first
    assert "up to date: " in on_board(workspace, board_paper()).out + on_board(workspace, board_paper()).err
    on_board(workspace, typed("# Other"))
    assert made(workspace) != first


def test_a_workspace_s_word_template_goes_before_the_shipped_one(workspace: Scratch) -> None:
    shipped = workspace.root / "templates/meeting"
    for file in list(shipped.iterdir()) if shipped.is_dir() else []:
        file.unlink()
    workspace.write("templates/meeting/brief.docx", typed("# Only {{ meeting.place }}"))
    assert workspace.make().code == 0
    assert workspace.read("out/meeting/lisbon-2024.md").startswith("**TLP:CLEAR**\n\n# Only Lisbon")


def with_contents(text: str = "{{ meeting.date }}") -> bytes:
    """A template made in Word that has a table of contents."""
    from tests.wordtemplates.samples import body

    field = '<w:p><w:fldSimple w:instr="TOC \\o"><w:r><w:t>old</w:t></w:r></w:fldSimple></w:p>'
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    said = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return body(heading.format(1, "T") + field + heading.format(2, "A") + said + heading.format(3, "B"))


def test_a_template_with_a_table_of_contents_gets_one(workspace: Scratch) -> None:
    on_board(workspace, with_contents())
    main = part(made(workspace), "word/document.xml")
    assert ' TOC \\o "2-3"' in main
    assert "old" not in main
    assert faults(made(workspace)) == []


@pytest.mark.slow
def test_its_preview_has_the_table_of_contents_too(workspace: Scratch) -> None:
    on_board(workspace, with_contents())
    studio = Studio(find_workspace(workspace.root)[0])
    draft = studio.view("board", "lisbon-2024").draft
    assert draft is not None
    assert word_file(studio.workspace(), draft) == made(workspace)


@pytest.mark.slow
def test_its_redline_has_the_table_of_contents_too(workspace: Scratch) -> None:
    on_board(workspace, with_contents())
    assert workspace.run("issue", "board", "lisbon-2024", "-w", str(workspace.root), "--date", "2026-03-01").code == 0
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    assert workspace.run("redline", "board", "lisbon-2024", "-w", str(workspace.root)).code == 0
    written = (workspace.root / "out/redlines/board/lisbon-2024.since-issue-1.docx").read_bytes()
    main = part(written, "word/document.xml")
    assert ' TOC \\o "2-3"' in main
    assert "<w:ins " in main
    assert faults(written) == []
