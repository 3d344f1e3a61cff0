from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as open_document

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.wordtemplates.annotate import annotate
from briefgen.wordtemplates.reading import read_template
from tests.wordtemplates.samples import FILE, SAVED_BY_LIBREOFFICE, board_paper, template, typed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def held(data: bytes) -> dict[str, str]:
    """The text that each comment is about, by its own first words."""
    root = ET.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))
    texts: dict[str, str] = {}
    open_now: set[str] = set()
    for element in root.iter():
        if element.tag == W + "commentRangeStart":
            open_now.add(element.get(W + "id", ""))
        elif element.tag == W + "commentRangeEnd":
            open_now.discard(element.get(W + "id", ""))
        elif element.tag == W + "t":
            for comment in open_now:
                texts[comment] = texts.get(comment, "") + (element.text or "")
    return {c.text: texts.get(str(c.comment_id), "") for c in open_document(BytesIO(data)).comments}


def finding(line: int, column: int, message: str) -> Diagnostic:
    return Diagnostic(Location(FILE, line, column), message, "word-tag", "do something", Severity.WARNING)


def test_each_finding_is_a_comment_at_its_tag() -> None:
    data = typed("# Part", "On {{ meeting.dat }}.", "{% for x in y %}")
    found = read_template(data, FILE).diagnostics
    marked = annotate(data, [*found, finding(2, 4, "wrong")], author="Desk")
    assert held(marked) == {
        f"error: {found[0].message} [word-tag]\n{found[0].hint}": "{% for x in y %}",
        "warning: wrong [word-tag]\ndo something": "On {{ meeting.dat }}.",
    }
    assert {comment.author for comment in open_document(BytesIO(marked)).comments} == {"Desk"}


def test_a_tag_in_runs_of_its_own_is_marked_alone() -> None:
    marked = annotate(board_paper(), [finding(3, 9, "place"), finding(3, 32, "date")])
    assert [text.strip() for text in held(marked).values()] == ["{{ meeting.place }}", "{{\u00a0meeting.date }}"]


def test_what_is_wrong_in_a_note_or_header_is_said_where_a_comment_can_stand() -> None:
    lines = read_template(board_paper(), FILE).lines
    note = next(n for n, line in enumerate(lines, 1) if line.place.part == "note 1")
    header = next(n for n, line in enumerate(lines, 1) if line.place.part == "header 1")
    comments = held(annotate(board_paper(), [finding(note, 1, "a"), finding(header, 1, "b"), finding(0, 0, "c")]))
    assert [text.splitlines()[0] for text in comments] == [
        "In note 1: warning: a [word-tag]",
        "In header 1: warning: b [word-tag]",
        "warning: c [word-tag]",
    ]
    assert next(iter(comments.values())).startswith("Held in")


@pytest.mark.parametrize("data", [board_paper(), SAVED_BY_LIBREOFFICE.read_bytes()], ids=["word", "libreoffice"])
def test_the_copy_is_the_same_template_and_the_same_bytes_each_time(data: bytes) -> None:
    found = [finding(3, 9, "a"), finding(4, 1, "b")]
    once = annotate(data, found)
    assert once == annotate(data, found)
    assert read_template(once, FILE).source == read_template(data, FILE).source
    again = annotate(once, found)
    assert len(list(open_document(BytesIO(again)).comments)) == 4


def test_every_place_leads_back_to_its_words() -> None:
    word = template("# Part", "On {{ meeting.date }} in {{ meeting.place }}.")
    column = word.source.split("\n")[1].index("meeting.place") + 1
    place, start, end = word.place_of(2, column)
    assert place.text[start:end] == "{{ meeting.place }}"
    assert place.around(start, end) == '"On {{ meeting.date }} in {{ meeting.place }}."'
