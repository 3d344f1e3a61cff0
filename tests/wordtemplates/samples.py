"""Templates as an editor types them in Word, made with python-docx; and the odd things that Word does to them."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from briefgen.wordtemplates.reading import read_template
from briefgen.wordtemplates.template import WordTemplate

FILE = "templates/board/brief.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def typed(*paragraphs: str, style: str = "Normal") -> bytes:
    """A Word file with these paragraphs; `# x` is a heading, `- x` a list item, `| a | b` a row of a table."""
    document = new_document()
    table: Any = None
    for text in paragraphs:
        if text.startswith("| "):
            cells = [cell.strip() for cell in text[2:].split(" | ")]
            if table is None:
                table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.paragraphs[0].text = words
            continue
        table = None
        level = len(text) - len(text.lstrip("#"))
        if level:
            document.add_heading(text[level:].strip(), level)
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text, style=style)
    return saved(document)


def template(*paragraphs: str) -> WordTemplate:
    return read_template(typed(*paragraphs), FILE)


def split(paragraph: Any, *pieces: str, between: str = "") -> None:
    """Type a text as Word stores it: in runs of its own, with what Word puts between them."""
    for n, piece in enumerate(pieces):
        if n and between:
            paragraph._p.append(parse_xml(between.replace("<w:", "<w:", 1).replace(" ", f' xmlns:w="{W}" ', 1)))
        paragraph.add_run(piece)


def with_notes(data: bytes, kind: str, *texts: str) -> bytes:
    """The file with notes of a kind; note n is referred to by a run with the text `{note n}`."""
    with ZipFile(BytesIO(data)) as package:
        parts = {
            name: package.read(name).decode() if name.endswith((".xml", ".rels")) else package.read(name)
            for name in package.namelist()
        }
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for n, text in enumerate(texts, 1)
    )
    parts[f"word/{kind}s.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s xmlns:w="{W}">{notes}</w:{kind}s>'
    main = str(parts["word/document.xml"])
    for n in range(1, len(texts) + 1):
        main = main.replace(f"<w:t>{{note {n}}}</w:t>", f'<w:{kind}Reference w:id="{n}"/>')
    parts["word/document.xml"] = main
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/word/{kind}s.xml" ContentType="{_NOTES.format(kind)}"/></Types>'
    )
    relation = f'<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s" Target="{kind}s.xml"/>'
    parts["word/_rels/document.xml.rels"] = str(parts["word/_rels/document.xml.rels"]).replace(
        "</Relationships>", f"{relation}</Relationships>"
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def board_paper() -> bytes:
    """A whole template about a meeting, with most of what an editor would want in it."""
    document = new_document()
    lead = document.styles.add_style("Board Lead", WD_STYLE_TYPE.PARAGRAPH)
    lead.base_style, lead.font.italic, lead.font.size = document.styles["Normal"], True, Pt(13)
    document.styles["Normal"].font.name = "Liberation Serif"
    _header(document)
    document.add_paragraph("{% import “_parts/words.md.j2” as words %}")
    document.add_paragraph("{{ words.meeting_title(meeting) }}", style="Title")
    paragraph = document.add_paragraph(style="Board Lead")
    paragraph.add_run("Held in ")
    for piece in ("{", "{ meeting", ".pla", "ce }", "}"):
        paragraph.add_run(piece)
        paragraph._p.append(OxmlElement("w:proofErr", {qn("w:type"): "spellStart"}))
    paragraph.add_run(" on ")
    paragraph.add_run("{{\u00a0meeting.date }}").bold = True
    paragraph.add_run(" & recorded <here>")
    paragraph.add_run("{note 1}")
    paragraph.add_run(".")
    document.add_heading("At a glance", 1)
    _table(document)
    document.add_heading("Outcome", 1)
    document.add_paragraph("{% For item in meeting.outcomes %}")
    document.add_paragraph("{{ words.attributed(item) }}", style="List Bullet")
    document.add_paragraph("{% endfor %}")
    document.add_heading("What is not known", 2)
    document.add_paragraph("{% set gaps = meeting.gaps %}{% set conflicts = meeting.conflicts %}")
    document.add_paragraph("{% include “_parts/conflicts.md.j2” %}")
    document.add_paragraph("{% include “_parts/gaps.md.j2” %}")
    document.add_paragraph("{% include “_parts/sources.md.j2” %}")
    return with_notes(
        saved(document), "footnote", "Reported by {{ meeting.sources|count }} source(s); see {{ meeting.place }}."
    )


def _header(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]
    header.text = "Board paper — {{ brief.marking }}{% if brief.notes > 3 %}, {{ brief.notes }} notes{% endif %}"
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("As of {{ brief.cut_off }}, page ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _table(document: Any) -> None:
    table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Party", "How it is named"
    for cells in (
        ("{% for list in meeting.lists %}{% for party in list.parties %}", ""),
        ("{{ party }}", "{{ party.status }}"),
        ("{% endfor %}{% endfor %}", ""),
    ):
        row = table.add_row().cells
        row[0].paragraphs[0].text, row[1].paragraphs[0].text = cells
