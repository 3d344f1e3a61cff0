"""Words and headings that stand in a template itself, in Word too."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document as new_document
from docx import Document as open_document

from briefgen.lint.typed_words import _LINE, fits
from tests.growth import assert_linear
from tests.wordtemplates.samples import FILE, saved, typed
from tests.wordtemplates.test_annotate import held
from tests.workspaces import Scratch
from tests.writers.docx.validity import faults

SETTINGS = 'label = "Board paper"\nabout = "meeting"\n'
UNUSED = '\n[parameters.since]\ntype = "number"\nhelp = "from which year on"\n'


def ten_mistakes() -> bytes:
    document = new_document()
    document.sections[0].header.paragraphs[0].text = "Board paper, {{ bref.marking }}"
    document.add_heading("{{ meeting.label }}", 1)
    document.add_paragraph("Held in {{ meeting.plcae }}.")
    document.add_paragraph("On {{ meeting.date|whenn }}.")
    document.add_paragraph("{% for list in meeting.lists %}")
    split = document.add_paragraph("From {{ meet")
    split.add_run("ing.sta").bold = True
    split.add_run("tr }} on.")
    document.add_heading("Parties", 2)
    document.add_paragraph("All: {{ meeting.lists }}")
    _table(
        document,
        ("Name", "Status"),
        ("{% for party in list.parties %}", ""),
        ("{{ party }}", "{{ party.statsu }}"),
        ("{% endfor %}", ""),
    )
    document.add_paragraph("Outcome:")
    _table(document, ("{% for item in meeting.outcomes %}{{ item }}", "and {% endfor %}"))
    document.add_paragraph("{% include “_parts/gap.md.j2” %}")
    return saved(document)


def _table(document: Any, *rows: tuple[str, str]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.paragraphs[0].text = text


def put(workspace: Scratch, data: bytes, settings: str = "") -> None:
    workspace.write("templates/board/template.toml", SETTINGS + settings)
    workspace.write(FILE, data)


def check(workspace: Scratch, *arguments: str) -> tuple[int, str]:
    ran = workspace.run("template", "check", "board", "-w", str(workspace.root), *arguments)
    assert ran.err == ""
    return ran.code, ran.out


PLACES = [
    (2, 9, "'plcae'", "body"),
    (3, 4, "'whenn'", "body"),
    (4, 1, "never closed", "body"),
    (5, 6, "'statr'", "body"),
    (7, 6, "a list", 'under "{{ meeting.label }} > Parties"'),
    (12, 1, "'statsu'", "table 1, row 3, cell 2"),
    (16, 5, "{% endfor %} stands", "table 2, row 1, cell 2"),
    (17, 1, "'_parts/gap.md.j2'", "body"),
    (18, 14, "'bref'", "header 1"),
]
"""Line, column, what is wrong, and where in Word; the tenth stands in the settings."""


@pytest.mark.slow
def test_ten_mistakes_are_ten_findings_in_one_run(workspace: Scratch) -> None:
    put(workspace, ten_mistakes(), UNUSED)
    found = findings(workspace)
    assert len(found) == 10
    for (line, column, what, where), seen in zip(PLACES, found, strict=False):
        assert (seen["file"], seen["line"], seen["column"]) == (FILE, line, column)
        assert what in seen["message"]
        assert where in seen["message"]
    assert (found[9]["file"], found[9]["line"], found[9]["code"]) == ("templates/board/template.toml", 4, "unused")


@pytest.mark.slow
def test_the_line_with_the_caret_is_what_the_paragraph_says(workspace: Scratch) -> None:
    put(workspace, typed("# Part", "On {{ meeting.dtae }} it met."))
    code, said = check(workspace)
    assert code == 1
    assert (
        'brief.docx:2:4: error: a meeting has no \'dtae\' (body, under "Part": "On {{ meeting.dtae }} it met.") '
        "[undefined-name]\n    On {{ meeting.dtae }} it met.\n       ^\n  hint: did you mean 'date'?\n"
    ) in said


@pytest.mark.slow
def test_a_sound_template_has_no_findings_and_no_copy(workspace: Scratch) -> None:
    put(
        workspace,
        typed(
            "{% import “_parts/words.md.j2” as words %}",
            "# {{ words.meeting_title(meeting) }}",
            "{% if meeting.place and meeting.date %}",
            "Held in {{ meeting.place }} on {{ meeting.date }}.",
            "{% endif %}",
            "| Party | How it is named",
            "| {% for list in meeting.lists %}{% for party in list.parties %} | ",
            "| {{ party }} | {{ party.status }}",
            "| {% endfor %}{% endfor %} | ",
        ),
    )
    code, said = check(workspace, "--strict", "--annotate")
    assert (code, re.findall("(?:error|warning):.*", said)) == (0, [])
    assert re.search(r"; 1 brief made in memory, \d+ passages", said)
    assert "no copy was written: nothing was found" in said
    assert not (workspace.root / "annotated").exists()


@pytest.mark.slow
def test_other_formats_have_the_places_too(workspace: Scratch) -> None:
    put(workspace, ten_mistakes())
    assert (
        f"::error file={FILE},line=12,col=1,title=undefined-name::'party' has no 'statsu' (body, under"
        in (check(workspace, "--format", "github")[1])
    )
    results = json.loads(check(workspace, "--format", "sarif")[1])["runs"][0]["results"]
    regions = [r["locations"][0]["physicalLocation"].get("region") for r in results]
    assert {"startLine": 12, "startColumn": 1} in regions


@pytest.mark.slow
def test_the_copy_holds_each_finding_as_a_comment_at_its_place(workspace: Scratch) -> None:
    put(workspace, ten_mistakes(), UNUSED)
    before = {path: path.read_bytes() for path in (workspace.root / "templates").rglob("*") if path.is_file()}
    code, said = check(workspace, "--annotate", "--without-facts")
    copy = (workspace.root / "annotated/board/brief.annotated.docx").read_bytes()
    assert (code, faults(copy)) == (1, [])
    assert re.search(r"annotated/board/brief.annotated.docx: 10 comments\n", said)
    comments = list(open_document(BytesIO(copy)).comments)
    assert [c.author for c in comments] == ["Briefing desk"] * 10
    about = held(copy)
    for _, _, what, where in PLACES:
        (comment,) = [c for c in comments if what in c.text]
        assert where in comment.text
        assert where == "header 1" or about[comment.text]
    assert about[next(c.text for c in comments if "'statsu'" in c.text)] == "{{ party.statsu }}"
    assert any("templates/board/template.toml:4:1: the parameter 'since' is never used" in c.text for c in comments)
    assert before == {path: path.read_bytes() for path in before}
    assert len(before) == len([path for path in (workspace.root / "templates").rglob("*") if path.is_file()])


@pytest.mark.slow
def test_a_copy_that_somebody_changed_is_kept(workspace: Scratch) -> None:
    put(workspace, ten_mistakes())
    copy = "mine/board/brief.annotated.docx"
    folder = str(workspace.root / "mine")
    workspace.write(copy, b"somebody's own")
    said = check(workspace, "--annotate", folder, "--without-facts")[1]
    assert workspace.read("mine/board/brief.annotated.edited-1.docx") == "somebody's own"
    assert "brief.annotated.edited-1.docx: the copy as somebody changed it" in said
    first = (workspace.root / copy).read_bytes()
    check(workspace, "--annotate", folder, "--without-facts")
    assert (workspace.root / copy).read_bytes() == first
    assert len(list((workspace.root / "mine/board").iterdir())) == 2


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("templates/board", "copies do not go among templates"),
        ("out", "that is for briefs alone"),
        ("briefgen.toml", "is no folder"),
    ],
)
def test_copies_go_neither_among_templates_nor_among_briefs(workspace: Scratch, folder: str, said: str) -> None:
    workspace.write("briefgen.toml", "")
    put(workspace, ten_mistakes())
    ran = workspace.run("template", "check", "-w", str(workspace.root), "--annotate", str(workspace.root / folder))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.slow
def test_a_file_that_is_no_word_document_is_told_once_and_gets_no_copy(workspace: Scratch) -> None:
    put(workspace, b"no Word file")
    code, said = check(workspace, "--annotate")
    assert (code, said.count(f"{FILE}: error: ")) == (1, 1)
    assert "no copy was written" in said


@pytest.mark.slow
def test_a_style_that_the_file_does_not_have_is_told(workspace: Scratch) -> None:
    document = new_document()
    paragraph = document.add_paragraph("Text.")
    paragraph._p.get_or_add_pPr().style = "Nowhere"
    put(workspace, saved(document))
    assert (
        "brief.docx:1:1: warning: the style “Nowhere” is not in this file (body) [word-left-out]" in check(workspace)[1]
    )


@pytest.mark.slow
def test_markdown_templates_have_no_copies(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    workspace.write("templates/note/brief.md.j2", "{{ meeting.dtae }}")
    ran = workspace.run("template", "check", "-w", str(workspace.root), "--annotate", "note")
    assert "no copy was written: nothing was found" in ran.out
    assert not (workspace.root / "annotated").exists()


@pytest.mark.slow
def test_json_stays_json_beside_the_copies(workspace: Scratch) -> None:
    put(workspace, ten_mistakes())
    ran = workspace.run("template", "check", "-w", str(workspace.root), "--json", "--annotate", "board")
    assert len([d for d in ran.json["diagnostics"] if d["severity"] == "error"]) == 9
    assert "annotated/board/brief.annotated.docx" in ran.err


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (
            ("# {{ meeting.label }}", "Text.", "### Deep", "Text."),
            "brief.docx:3:1: warning: the heading 'Deep' is of level 3, and the one before it of level 1 "
            '(body, under "{{ meeting.label }}": "Deep") (in the brief of meeting/lisbon-2024) '
            "[skipped-heading]\n    Deep\n    ^\n  hint: give it the style Heading 2",
        ),
        (
            ("# {{ meeting.label }}", "Text.", "## Empty", "## {{ meeting.place }}", "Text."),
            "brief.docx:3:1: warning: nothing stands under 'Empty' (body",
        ),
        (
            ("# Part", "The town of Lisbon, not lisbon. {{ 'In Lisbon.'|t }}"),
            "brief.docx:2:13: warning: 'Lisbon' is typed in; it is the place of meeting/lisbon-2024 (body, under",
        ),
        (("# Part", "Held. {{ 'In Lisbon.'|t }}"), "brief.docx:2:7: warning: 'Lisbon' is typed in"),
        (
            ("# Part", "{{ meeting.format }}"),
            "brief.docx:2:1: error: nothing is recorded for meeting/lisbon-2024: format",
        ),
        (("# Part", "{% include “board/brief.docx” %}"), "brief.docx:2:1: error: 'board/brief.docx' is a Word file"),
        (("# Part", "{% set x = 1 %}", "Text."), "brief.docx:2:1: warning: 'x' is set and never used"),
        (("# Part", "{% fro x in meeting.lists %}"), "brief.docx:2:1: error: there is no {% fro %} in a Word template"),
        (("# Part", "{{ meeting. }}"), "brief.docx:2:1: error: something is missing before }} (body"),
        (("# Part", "{{ meeting.date }"), "brief.docx:2:1: error: {{ is never closed"),
    ],
)
def test_what_else_is_told_of_word(workspace: Scratch, paragraphs: tuple[str, ...], said: str) -> None:
    put(workspace, typed(*paragraphs))
    found = check(workspace)[1]
    assert said in found
    assert found.count(said) == 1


def findings(workspace: Scratch) -> list[Any]:
    """What was found, without notes on the looks of the file."""
    ran = workspace.run("template", "check", "board", "-w", str(workspace.root), "--json")
    return [d for d in ran.json["diagnostics"] if d["severity"] != "note"]


@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["a"], "a"),
        (["a"], "ab"),
        (["a", "b"], "ab"),
        (["a", "b"], "axb"),
        (["", ""], ""),
        (["", ""], "x"),
        (["a", "b", "b"], "ab"),
        (["a", "b", "c"], "axbxbxc"),
        (["ab", "ba"], "aba"),
        (["", "x", ""], "xxx"),
    ],
)
def test_words_around_gaps_fit_as_a_pattern_would(parts: list[str], text: str, least: int) -> None:
    gap = ".+" if least else ".*"
    assert fits(parts, text, least) == bool(re.fullmatch(gap.join(parts), text))


def test_many_gaps_and_many_tags_in_one_line_cost_one_pass() -> None:
    assert_linear(lambda text: fits(["a"] * 60 + ["b"], text), "a" * 50_000, "a" * 400_000)
    assert_linear(_LINE.search, "{% if a %} " * 5_000 + "x", "{% if a %} " * 40_000 + "x")
    assert not fits(["a"] * 60 + ["b"], "a" * 20_000)
    assert not _LINE.search("{% if a %} " * 4_000 + "x")


def test_tags_before_a_heading_are_passed_over() -> None:
    found = _LINE.search("{% if a %}{% if b %}## Words {{ x }}")
    assert found is not None
    assert (found["signs"], found["text"]) == ("##", "Words {{ x }}")
