"""What an editor is told of a fault in a Word template: where it stands in Word, and what to do."""

from __future__ import annotations

import re
from random import Random

import pytest

from briefgen.errors import Problems
from briefgen.wordtemplates.annotate import annotate
from briefgen.wordtemplates.reading import read_template
from tests.examples import THOROUGH
from tests.wordtemplates.samples import FILE, board_paper, on_board, typed, with_notes
from tests.workspaces import Scratch
from tests.writers.docx.packages import package, parts

PARTS = ("# Outcome", "text", "## Documents")


@pytest.mark.few(6)
@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (
            (*PARTS, "| Name | Date", "| {{ meeting.place }} | Held {{ meeting.dat }} there"),
            ":7:6: error: a meeting has no 'dat' (body, under \"Outcome > Documents\", table 1, row 2, cell 2: "
            "\"Held {{ meeting.dat }} there\") [undefined-name]\n  hint: did you mean 'date'?",
        ),
        (
            ("{{ meting.date }}",),
            ":1:1: error: there is no 'meting' here (body: \"{{ meting.date }}\") [undefined-name]\n"
            "  hint: did you mean 'meeting'?",
        ),
        (
            (*PARTS, "On {{ meeting.date|whenn }}"),
            ":4:4: error: there is no filter 'whenn' (body, under \"Outcome > Documents\": "
            '"On {{ meeting.date|whenn }}") '
            "[template-syntax]\n  hint: did you mean 'when' or 'where'?",
        ),
        (
            (*PARTS, "All: {{ meeting.lists }}"),
            ':4:6: error: this is a list (body, under "Outcome > Documents": "All: {{ meeting.lists }}") [unprintable]',
        ),
        (("{% include “_parts/conflict.md.j2” %}",), ":1:1: error: there is no template '_parts/conflict.md.j2'"),
        (("{% include “board/brief.docx” %}",), ":1:1: error: 'board/brief.docx' is a Word file (body:"),
        (("On {{ meeting.date }",), ':1:4: error: {{ is never closed (body: "On {{ meeting.date }") [word-tag]'),
        (("{% for x in meeting.lists %}",), ":1:1: error: {% for %} is never closed"),
        (("text", "{% endif %}"), ":2:1: error: {% endif %} closes nothing"),
        (("{% else %}",), ":1:1: error: {% else %} belongs to nothing"),
        (
            ("| {% for x in meeting.lists %}{{ x }} | {% endfor %}y",),
            ":2:1: error: {% for %} begins inside a paragraph in a cell of table 1 and {% endfor %} stands inside a "
            'paragraph in a cell of table 1 (body, table 1, row 1, cell 2: "{% endfor %}y") [word-tag]\n'
            "  hint: to repeat the row, put {% for … %} alone into a row above it",
        ),
        (
            ("{% for x in meeting.lists %}", "| a | b", "| {% endfor %} | "),
            ":4:1: error: {% for %} begins outside of tables and {% endfor %} stands in a row of its own in table 1",
        ),
        (
            ("For {% if meeting.place %} all", "of us {% endif %}"),
            ":2:7: error: {% if %} begins inside a paragraph in the body and {% endif %} stands inside a paragraph in "
            "the body",
        ),
        (("{% set x %}", "text", "{% endset %}"), ":3:1: error: {% set %} goes over several paragraphs"),
    ],
)
def test_a_fault_is_told_where_it_stands_in_word(workspace: Scratch, paragraphs: tuple[str, ...], said: str) -> None:
    made = on_board(workspace, typed(*paragraphs))
    assert made.code == 1
    assert f"{FILE}{said}" in made.err


def test_all_faults_that_need_no_facts_are_told_at_once(workspace: Scratch) -> None:
    made = on_board(workspace, typed("{{ a|nofilter }}", "{{ meeting. }}", "{{ b is nothing }}"))
    assert [line.split(":")[1] for line in made.err.splitlines() if ": error: " in line] == ["1", "2", "3"]
    made = on_board(workspace, typed("{{ a", "}} b", "{% for %}", "{% macro x() %}"))
    assert made.err.count(": error: ") == 4


def test_a_fault_in_a_note_or_header_names_it(workspace: Scratch) -> None:
    from docx import Document as new_document

    from tests.wordtemplates.samples import saved

    document = new_document()
    document.add_heading("Part", 1)
    document.add_paragraph("Said").add_run("{note 1}")
    made = on_board(workspace, with_notes(saved(document), "See {{ meeting.plce }}."))
    assert 'a meeting has no \'plce\' (note 1, under "Part": "See {{ meeting.plce }}.")' in made.err
    document.sections[0].header.paragraphs[0].text = "For {{ brief.markin }}"
    made = on_board(workspace, saved(document))
    assert "this has no 'markin' (header 1: \"For {{ brief.markin }}\")" in made.err


def test_a_value_that_needs_a_note_is_refused_in_a_header(workspace: Scratch) -> None:
    from docx import Document as new_document

    from tests.wordtemplates.samples import saved

    document = new_document()
    document.add_paragraph("text")
    document.sections[0].footer.paragraphs[0].text = "Held in {{ meeting.place }}"
    made = on_board(workspace, saved(document))
    assert made.code == 1
    assert 'a value that needs a note cannot stand in a footer (footer 1: "Held in {{ meeting.place }}")' in made.err


@pytest.mark.slow
def test_the_check_tells_of_word_templates(workspace: Scratch) -> None:
    on_board(workspace, typed("{{ meeting.date|nofilter }}"))
    found = workspace.run("check", "-w", str(workspace.root), "--json").json["diagnostics"]
    (fault,) = [f for f in found if f["file"] == FILE and f["severity"] == "error"]
    assert (fault["line"], fault["code"]) == (1, "template-syntax")
    for form in ("github", "sarif", "text"):
        assert FILE in workspace.run("check", "-w", str(workspace.root), "--format", form).out


def test_two_templates_are_one_too_many(workspace: Scratch) -> None:
    workspace.write("templates/board/brief.md.j2", "# x\n")
    made = on_board(workspace, typed("x"))
    assert made.code == 1
    assert (
        f"{FILE}: error: there is a brief.md.j2 beside it; a kind of brief has one template [two-templates]" in made.err
    )


def test_a_link_out_of_the_templates_is_refused(workspace: Scratch) -> None:
    elsewhere = workspace.write("elsewhere.docx", typed("# T"))
    on_board(workspace, typed("x"))
    (workspace.root / FILE).unlink()
    (workspace.root / FILE).symlink_to(elsewhere)
    made = workspace.run("board", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 1
    assert f"{FILE}: error: cannot be read: a link leads out of the folder of templates [unreadable]" in made.err


@pytest.mark.slow
def test_a_tag_cannot_forge_what_the_document_is_made_of(workspace: Scratch) -> None:
    for text in ("{{ “\\ue100p9\\ue101 x \\ue100/p\\ue101” }}", "{{ “\\ue1029\\ue103” }}"):
        made = on_board(workspace, typed("# T", text))
        assert "an invisible character cannot stand in a template (body, under" in made.err


def test_a_name_that_only_a_loop_knows(workspace: Scratch) -> None:
    made = on_board(workspace, typed("{% for x in meeting.lists %}", "y", "{% endfor %}", "{{ x }}"))
    assert "there is no 'x' here" in made.err
    assert "hint: it is known only inside the block that sets it" in made.err


def test_a_hostile_template_is_refused(workspace: Scratch) -> None:
    for text in ("{{ meeting.__class__ }}", "{{ ''.join }}", "{{ self }}", "{% include '../../x' %}"):
        made = on_board(workspace, typed(text))
        assert made.code == 1, text
        assert "Traceback" not in made.err


def test_a_good_template_has_no_faults(workspace: Scratch) -> None:
    assert on_board(workspace, board_paper()).err == ""


# --- Damaged parts: a template or diagnostics, never a traceback ---


SOURCE = parts(
    with_notes(
        typed("# Outcome", "On {{ meeting.date }}", "{note 1}", "- one", "1. two", "| a | b", "| {{ x }} | y"),
        "A note.",
        kind="endnote",
    )
)
DAMAGED = [name for name in SOURCE if name.startswith("word/") and name.endswith((".xml", ".rels"))]
ODD = ("²", "٣", "Ⅷ", "", "x", "-1", "99999999999", "1e9", "0x20", "nil")


def outcome(data: bytes) -> set[str]:
    try:
        found = read_template(data, FILE)
        annotate(data, found.diagnostics)
    except Problems as bad:
        return {d.code for d in bad.diagnostics}
    return {"read"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40 if THOROUGH else 4))
def test_damaged_markup_is_told(seed: int) -> None:
    chance = Random(seed)
    for _ in range(15):
        made = dict(SOURCE)
        name = chance.choice(DAMAGED)
        text = made[name].decode()
        match chance.choice(("cut", "value", "value", "tag", "gone")):
            case "cut":
                text = text[: chance.randrange(len(text))]
            case "value" if values := list(re.finditer(r'(?<=")[^"<>]*(?=")', text)):
                place = chance.choice(values)
                text = text[: place.start()] + chance.choice(ODD) + text[place.end() :]
            case "tag" if tags := list(re.finditer(r"<w:(\w+)", text)):
                place = chance.choice(tags)
                text = text[: place.start(1)] + "other" + text[place.end(1) :]
            case _:
                del made[name]
        if name in made:
            made[name] = text.encode()
        assert outcome(package(made)) <= {"read", "house-unreadable", "house-unsafe"}


@pytest.mark.few(2)
@pytest.mark.parametrize("odd", ODD)
def test_digits_of_other_scripts_are_no_digits(odd: str) -> None:
    """Each number that a template's lists, levels and spans have is put to the test."""
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        text = re.sub(r'(<w:(?:ilvl|numId|start|outlineLvl) w:val=")[0-9]+', rf"\g<1>{odd}", SOURCE[name].decode())
        assert outcome(package(SOURCE | {name: text.encode()})) <= {"read", "house-unreadable"}
