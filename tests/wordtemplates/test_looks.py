"""What an editor set by hand in a template made in Word, and a brief keeps: widths, colours, sides."""

from __future__ import annotations

import pickle
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from briefgen.document.nodes import CellLook, Document, Paragraph, Table, document_as_json, document_from_json
from briefgen.readers.docx.reader import read_docx
from briefgen.revisions.merge import merge
from briefgen.wordtemplates.reading import read_template
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.programs import needed
from tests.wordtemplates.samples import FILE, on_board, saved, unrendered
from tests.workspaces import Scratch


def shaded(properties: Any, colour: str) -> None:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    properties.append(element)


def made_by_hand(party: str = "Brazil", status: str = "listed") -> bytes:
    """A paragraph in the middle before a colour, and a table with widths, colours and a side of its own."""
    document = new_document()
    middle = document.add_paragraph("In the middle")
    middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shaded(middle._p.get_or_add_pPr(), "DDEEFF")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.autofit = False
    for n, width in enumerate((Cm(4), Cm(12))):
        table.columns[n].width = width
        for row in table.rows:
            row.cells[n].width = width
    for row, words in zip(table.rows, (("Party", "Status"), (party, status)), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        shaded(cell._tc.get_or_add_tcPr(), "FFCC00")
    table.rows[1].cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def looks(document: Document) -> tuple[tuple[str, str], Table]:
    middle, table = document.blocks[0], document.blocks[1]
    assert isinstance(middle, Paragraph)
    assert isinstance(table, Table)
    return (middle.align, middle.shade), table


def check(document: Document) -> None:
    middle, table = looks(document)
    assert middle == ("center", "DDEEFF")
    assert len(table.widths) == 2
    assert round(table.widths[1] / table.widths[0]) == 3
    assert table.align == ("", "right")
    assert table.looks[0] == (CellLook("FFCC00"), CellLook("FFCC00", table.looks[0][1].align))
    assert table.looks[1] == (CellLook(), CellLook())


def test_what_is_set_by_hand_is_kept_and_nothing_is_told() -> None:
    template = read_template(made_by_hand(), FILE)
    assert [d.message for d in template.diagnostics] == []
    assert pickle.loads(pickle.dumps(template)) == template
    check(unrendered(made_by_hand()))


def test_it_stands_in_the_word_file_and_is_read_back(house: House) -> None:
    document = unrendered(made_by_hand())
    made = DocxWriter(house).write(document)
    xml = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    first, second = map(int, re.findall(r'<w:gridCol w:w="(\d+)"', xml))
    assert round(second / first) == 3
    assert xml.count('w:fill="FFCC00"') == 2
    assert '<w:shd w:val="clear" w:color="auto" w:fill="DDEEFF"/><w:jc w:val="center"/>' in xml
    read, _ = read_docx(made, "board.docx")
    check(read)


def test_it_survives_as_plain_data_and_others_hold_nothing_of_it() -> None:
    document = unrendered(made_by_hand())
    check(document_from_json(document_as_json(document)))
    assert "shade" not in str(document_as_json(Document((Paragraph(()), Table(((),), ((),))))))


def test_it_survives_a_merge() -> None:
    base, theirs, ours = (
        unrendered(made_by_hand(*words)) for words in (("Brazil", "listed"), ("Brasil", "listed"), ("Brazil", "absent"))
    )
    merged = merge(base, theirs, ours)
    assert merged.document == merged.by_hand
    check(merged.document)


def test_looks_follow_the_rows_that_a_loop_makes(workspace: Scratch) -> None:
    document = new_document()
    table = document.add_table(rows=4, cols=2, style="Table Grid")
    rows = (
        ("Party", "Status"),
        ("{% for p in meeting.participation %}", ""),
        ("{{ p.party }}", "{{ p.status }}"),
        ("{% endfor %}", ""),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    shaded(table.rows[2].cells[1]._tc.get_or_add_tcPr(), "EEEEEE")
    ran = on_board(workspace, saved(document))
    assert (ran.code, ran.err) == (0, "")
    made = ZipFile(workspace.root / "out/board/lisbon-2024.docx").read("word/document.xml").decode()
    rows_made = len(re.findall(r"<w:tr[ >]", made)) - 1
    assert rows_made > 1
    assert made.count('w:fill="EEEEEE"') == rows_made
    text = workspace.read("out/board/lisbon-2024.md")
    assert "EEEEEE" not in text


def test_a_heading_over_two_columns_stands_over_each_of_them() -> None:
    document = new_document()
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    table.rows[0].cells[1].merge(table.rows[0].cells[2])
    for cell, text in zip((table.cell(0, 0), table.cell(0, 1)), ("Party", "Votes"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("Brazil", "3", "4"), strict=True):
        cell.text = text
    made = unrendered(saved(document)).blocks[0]
    assert isinstance(made, Table)
    assert [str(cell) for cell in made.head][1:] == [str(made.head[1])] * 2
    assert all(made.rows[0])
    assert "merged cells are taken apart" in str(read_template(saved(document), FILE).diagnostics)


@pytest.mark.slow
def test_a_file_saved_by_libreoffice_keeps_them_too(tmp_path: Path) -> None:
    needed("soffice")
    (tmp_path / "by-hand.docx").write_bytes(made_by_hand())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "by-hand.docx")], check=True, timeout=120
    )
    check(unrendered((tmp_path / "out" / "by-hand.docx").read_bytes()))
