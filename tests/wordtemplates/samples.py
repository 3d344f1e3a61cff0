"""Templates as an editor types them in Word, made with python-docx; and the odd things that Word does to them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from briefgen.document.nodes import Document
from briefgen.wordtemplates.play import play
from briefgen.wordtemplates.reading import read_template
from briefgen.wordtemplates.template import WordTemplate
from tests.workspaces import Ran, Scratch

FILE = "templates/board/brief.docx"
SAVED_BY_LIBREOFFICE = Path(__file__).parent / "data" / "saved-by-libreoffice.docx"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def typed(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs; `# x` is a heading, `- x` a list item, `| a | b` a row of a table."""
    document = new_document()
    table: Any = None
    for text in paragraphs:
        if not text.startswith("| "):
            table = None
            _type(document, text)
            continue
        cells = [cell.strip() for cell in text[2:].split(" | ")]
        table = table or document.add_table(rows=0, cols=len(cells), style="Table Grid")
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.paragraphs[0].text = words
    return saved(document)


def _type(document: Any, text: str) -> None:
    level = len(text) - len(text.lstrip("#"))
    if level:
        document.add_heading(text[level:].strip(), level)
    elif text.startswith(("- ", "1. ")):
        mark, _, words = text.partition(" ")
        document.add_paragraph(words, style="List Bullet" if mark == "-" else "List Number")
    else:
        document.add_paragraph(text)


def template(*paragraphs: str) -> WordTemplate:
    return read_template(typed(*paragraphs), FILE)


def body(xml: str) -> bytes:
    """A Word file whose text is this XML, with the prefix w: declared."""
    document = new_document()
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def unrendered(data: bytes) -> Document:
    """What a template without tags says."""
    word = read_template(data, FILE)
    document, problems = play(word, word.source)
    assert problems == []
    return document


def on_board(workspace: Scratch, data: bytes, settings: str = "") -> Ran:
    """A brief about the example's meeting from a template made in Word, as Markdown and as a Word file."""
    workspace.write("templates/board/template.toml", f'label = "Board paper"\nabout = "meeting"\n{settings}')
    workspace.write(FILE, data)
    return workspace.run("board", "lisbon-2024", "-w", str(workspace.root))


def brief(workspace: Scratch, *paragraphs: str) -> str:
    """The Markdown that a template of these paragraphs makes, without notes and its marking; it must be well."""
    made = on_board(workspace, typed(*paragraphs))
    assert (made.code, made.err) == (0, "")
    text = workspace.read("out/board/lisbon-2024.md").split("\n\n[^1]: ")[0].rstrip("\n")
    return text.removeprefix("**TLP:CLEAR**\n\n")


def with_notes(data: bytes, *texts: str, kind: str = "footnote") -> bytes:
    """The file with notes; note n is referred to where a run of its own says `{note n}`."""
    with ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        f"</w:{kind}>"
        for n, text in enumerate(texts, 1)
    )
    parts[f"word/{kind}s.xml"] = f'<w:{kind}s xmlns:w="{_W}">{notes}</w:{kind}s>'.encode()
    for n in range(1, len(texts) + 1):
        _put(parts, "word/document.xml", f"<w:t>{{note {n}}}</w:t>", f'<w:{kind}Reference w:id="{n}"/>')
    override = f'<Override PartName="/word/{kind}s.xml" ContentType="{_NOTES.format(kind)}"/>'
    relation = f'<Relationship Id="rIdNotes" Type="{_R}/{kind}s" Target="{kind}s.xml"/>'
    _put(parts, "[Content_Types].xml", "</Types>", f"{override}</Types>")
    _put(parts, "word/_rels/document.xml.rels", "</Relationships>", f"{relation}</Relationships>")
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def _put(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    assert old.encode() in parts[name], old
    parts[name] = parts[name].replace(old.encode(), new.encode())


def board_paper() -> bytes:
    """A whole template about a meeting, with most of what an editor would want in it."""
    document = new_document()
    lead = document.styles.add_style("Board Lead", WD_STYLE_TYPE.PARAGRAPH)
    lead.base_style, lead.font.italic, lead.font.size = document.styles["Normal"], True, Pt(13)
    document.styles["Normal"].font.name = "Liberation Serif"
    _header(document)
    document.add_paragraph("{% import “_parts/words.md.j2” as words %}")
    document.add_paragraph("{{ words.meeting_title(meeting) }}", style="Title")
    _lead(document.add_paragraph(style="Board Lead"))
    document.add_heading("At a glance", 1)
    _table(document)
    document.add_heading("Outcome", 1)
    document.add_paragraph("{% For item in meeting.outcomes %}")
    document.add_paragraph("{{ words.attributed(item) }}", style="List Bullet")
    document.add_paragraph("{% endfor %}")
    document.add_heading("What is not known", 2)
    document.add_paragraph("{% set gaps = meeting.gaps %}{% set conflicts = meeting.conflicts %}")
    for part in ("conflicts", "gaps", "sources"):
        document.add_paragraph(f"{{% include “_parts/{part}.md.j2” %}}")
    note = "Reported by {{ meeting.sources|count }} source(s); see {{ meeting.place }}."
    return with_notes(saved(document), note)


def _header(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]
    header.text = "Board paper — {{ brief.marking }}{% if brief.notes > 1 %}, {{ brief.notes }} notes{% endif %}"
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("As of {{ brief.cut_off }}, page ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _lead(paragraph: Any) -> None:
    paragraph.add_run("Held in ")
    for piece in ("{", "{ meeting", ".pla", "ce }", "}"):
        paragraph.add_run(piece)
        paragraph._p.append(OxmlElement("w:proofErr", {qn("w:type"): "spellStart"}))
    paragraph.add_run(" on ")
    paragraph.add_run("{{\u00a0meeting.date }}").bold = True
    for piece in (" & recorded <here>", "{note 1}", "."):
        paragraph.add_run(piece)


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
