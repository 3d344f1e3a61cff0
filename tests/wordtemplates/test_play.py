from __future__ import annotations

from typing import Any

import pytest
from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from briefgen.document.escape import escape
from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Cite,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Marking,
    OrderedList,
    Paragraph,
    Strong,
    Table,
    TemplateNote,
    Text,
)
from briefgen.wordtemplates.play import play
from briefgen.wordtemplates.reading import read_template
from tests.wordtemplates.samples import FILE, body, saved, template, typed, unrendered, with_notes


def item(text: str, *more: Any, style: str = "List Bullet") -> tuple[Any, ...]:
    return (Paragraph((Text(text),), style), *more)


def words(text: str, style: str = "Normal") -> Paragraph:
    return Paragraph((Text(text),), style)


def test_paragraphs_keep_their_styles_and_headings_their_levels() -> None:
    assert unrendered(typed("# A", "text", "## B")).blocks == (
        Heading(1, (Text("A"),)),
        words("text"),
        Heading(2, (Text("B"),)),
    )


def test_where_the_title_has_the_style_title_headings_are_sections() -> None:
    document = new_document()
    document.add_paragraph("T", style="Title")
    document.add_heading("A", 1)
    assert unrendered(saved(document)).blocks == (Heading(1, (Text("T"),)), Heading(2, (Text("A"),)))


def test_what_markdown_would_read_as_markup_is_text() -> None:
    document = new_document()
    for text in ("# x", "- x", "1. x", "> x", "    x", "---", "**x**", "![x](y.png)"):
        document.add_paragraph(text)
    said = [block.content for block in unrendered(saved(document)).blocks if isinstance(block, Paragraph)]
    assert said == [(Text(t),) for t in ("# x", "- x", "1. x", "> x", "x", "---", "**x**", "![x](y.png)")]


def test_bold_and_italic_runs_and_bold_values() -> None:
    document = new_document()
    paragraph = document.add_paragraph("On ")
    paragraph.add_run("{{ x").bold = True
    paragraph.add_run(" }}").bold = True
    paragraph.add_run(" at").italic = True
    run = paragraph.add_run(" last")
    run.bold = run.italic = True
    word = read_template(saved(document), FILE)
    (made,) = play(word, word.source.replace("{{ x }}", f"{escape('1*2')}\U000f0000"), cites=["s"])[0].blocks
    assert made == Paragraph(
        (
            Text("On "),
            Strong((Text("1*2"),)),
            Cite(("s",)),
            Emphasis((Text(" at"),)),
            Strong((Emphasis((Text(" last"),)),)),
        ),
        "Normal",
    )


def test_what_parts_print_is_markdown() -> None:
    word = template("Before {{ x }} behind")
    (made,) = play(word, word.source.replace("{{ x }}", "**b** and [c](https://example.org)"))[0].blocks
    assert made == Paragraph(
        (
            Text("Before "),
            Strong((Text("b"),)),
            Text(" and "),
            Link("https://example.org", (Text("c"),)),
            Text(" behind"),
        ),
        "Normal",
    )


def test_blocks_of_a_part_stand_where_its_paragraph_stood() -> None:
    word = template("before", "{{ x }}", "behind")
    document, problems = play(word, word.source.replace("{{ x }}", "\n## H\n\n- a\n- b\n\n| c |\n| --- |\n| d |\n"))
    assert problems == []
    assert [type(block) for block in document.blocks] == [Paragraph, Heading, BulletList, Table, Paragraph]


@pytest.mark.parametrize(("where", "place"), [("| {{ x }}", "a table cell"), ("{n}", "a note")])
def test_blocks_in_a_cell_or_note_are_told_with_their_place(where: str, place: str) -> None:
    data = typed("# A", "| Head", where) if where.startswith("|") else _noted("{{ x }}")
    word = read_template(data, FILE)
    _, problems = play(word, word.source.replace("{{ x }}", "- a\n- b"))
    (problem,) = problems
    assert problem.code == "word-block"
    assert problem.message.startswith(f"{place} cannot hold a bullet list (body, under ")


def _noted(*texts: str) -> bytes:
    document = new_document()
    document.add_heading("A", 1)
    paragraph = document.add_paragraph("Said")
    for n in range(1, len(texts) + 1):
        paragraph.add_run(f"{{note {n}}}")
    paragraph.add_run(".")
    return with_notes(saved(document), *texts)


def test_notes_become_remarks_with_the_facts_in_them() -> None:
    word = read_template(_noted("See {{ x }}.", "Also *this*."), FILE)
    document, problems = play(word, word.source.replace("{{ x }}", f"{escape('a&b')}\U000f0000"), cites=["s"])
    assert problems == []
    assert document.blocks[1] == Paragraph(
        (
            Text("Said"),
            TemplateNote((Text("See a&b"), Cite(("s",)), Text("."))),
            TemplateNote((Text("Also *this*."),)),
            Text("."),
        ),
        "Normal",
    )


def test_list_items_are_gathered_and_nest() -> None:
    document = new_document()
    for text, style in (("a", ""), ("b", " 2"), ("c", " 2"), ("d", "")):
        document.add_paragraph(text, style=f"List Bullet{style}")
    deep = BulletList((item("b", style="List Bullet 2"), item("c", style="List Bullet 2")))
    assert unrendered(saved(document)).blocks == (BulletList((item("a", deep), item("d"))),)


def test_a_numbered_list_goes_on_after_other_text_as_it_does_in_word() -> None:
    first, _, second = unrendered(typed("1. a", "1. b", "text", "1. c")).blocks
    assert first == OrderedList((item("a", style="List Number"), item("b", style="List Number")))
    assert second == OrderedList((item("c", style="List Number"),), 3)


def test_a_numbered_list_in_a_loop_begins_anew_each_time() -> None:
    word = template("text", "1. a", "1. b")
    twice = word.source.replace("\ue100p1", "@", 1)  # the loop's tags are gone by now: its body stands twice
    twice = (twice + "\n" + twice).replace("@", "\ue100p1")
    blocks = play(word, twice)[0].blocks
    assert [block.start for block in blocks if isinstance(block, OrderedList)] == [1, 1]


def test_quotes_and_line_breaks() -> None:
    document = new_document()
    document.add_paragraph("one\ntwo", style="Quote")
    document.add_paragraph("three", style="Quote")
    quoted = (Paragraph((Text("one"), LineBreak(), Text("two")), "Quote"), words("three", "Quote"))
    assert unrendered(saved(document)).blocks == (BlockQuote(quoted),)


def test_a_paragraph_that_is_a_marking() -> None:
    word = template("{{ x }}")
    assert play(word, word.source.replace("{{ x }}", escape("TLP:CLEAR")), markings=["TLP:CLEAR"])[0].blocks == (
        Marking("TLP:CLEAR"),
    )


def test_tables_keep_their_style_and_the_sides_of_columns() -> None:
    document = new_document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ("a", "b", "c", "1"), strict=True):
        cell.text = text
    table.cell(1, 1).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    (made,) = unrendered(saved(document)).blocks
    head, row = ((Text("a"),), (Text("b"),)), ((Text("c"),), (Text("1"),))
    assert made == Table(head, (row,), ("", "right"), "Table Grid")


def test_a_table_whose_design_has_no_header_row_has_no_head() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in "ab")
    look = '<w:tblPr><w:tblLook w:val="0000" w:firstRow="0"/></w:tblPr>'
    (made,) = unrendered(body(f"<w:tbl>{look}<w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>")).blocks
    assert made == Table(((), ()), (((Text("a"),), (Text("b"),)),), ("", ""))


def test_several_paragraphs_and_lists_in_a_cell_are_lines() -> None:
    document = new_document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "one"
    cell.add_paragraph("two", style="List Bullet")
    (made,) = unrendered(saved(document)).blocks
    assert isinstance(made, Table)
    assert made.head == ((Text("one"), LineBreak(), Text("• two")),)


def test_rows_that_do_not_match_are_told() -> None:
    word = template("| a | b", "| c | d")
    tape = word.source.replace("\ue100/c\ue101\ue100c\ue101\ue100p4", "\ue100p4")
    _, problems = play(word, tape)
    assert [problem.message for problem in problems] == [
        'the rows of table 1 have 1 or 2 cells (body, table 1, row 2, cell 2: "d")'
    ]
