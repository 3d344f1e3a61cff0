"""A hundred things that hands and other programs do to a brief: each word survives the merge, or is named.

Every edit puts one word of its own into the file. The word then stands in the merged Document, in one of its conflicts,
or in what is told; and nothing that was there before is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Document,
    Heading,
    NoteRef,
    OrderedList,
    Paragraph,
    Strong,
    Superscript,
    Table,
    Text,
)
from briefgen.document.walk import containers, plain_text
from briefgen.readers.docx.normal import normal_form
from briefgen.readers.docx.reader import read_docx
from briefgen.revisions.merge import merge
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.examples import THOROUGH
from tests.programs import needed
from tests.readers.docx import office
from tests.writers.docx.packages import changed, document, item, words

WORD = "zebra{}"
BASE = document(
    Heading(1, words("A meeting")),
    Paragraph((Text("It took place on 11 March 2024"), NoteRef(1), Text(" in Lisbon with 10"), Superscript("6"))),
    Heading(2, words("What was said")),
    BulletList((item("A memorandum was signed."), item("A report was read."))),
    OrderedList((item("First a speech."), item("Then a vote."))),
    BlockQuote(item("We agree on all of it.")),
    Table((words("State"), words("Seat")), ((words("Peru"), words("Lima")), (words("Chile"), words("Santiago")))),
    Paragraph((Strong(words("At the end")), Text(" nothing else."), NoteRef(2))),
    notes=("The news agency, 12 March 2024.", "A second source."),
)
OURS = document(
    *BASE.blocks,
    Paragraph(words("A new fact of today.")),
    notes=("The news agency, 12 March 2024.", "A second source."),
)

Edit = Callable[[bytes, str, Random], bytes]

RUNS = (
    "<w:r><w:t>{}</w:t></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>",
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>',
    '<w:r><w:rPr><w:position w:val="-8"/></w:rPr><w:t>{}</w:t></w:r>',
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "<w:r><w:rPr><w:caps/></w:rPr><w:t>{}</w:t></w:r>",
    '<w:r><w:rPr><w:strike/><w:highlight w:val="red"/></w:rPr><w:t>{}</w:t></w:r>',
    '<w:ins w:id="900" w:author="P" w:date="2024-03-12T10:11:00Z"><w:r><w:t>{}</w:t></w:r></w:ins>',
    "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    '<w:smartTag w:element="place"><w:r><w:t>{}</w:t></w:r></w:smartTag>',
    '<w:fldSimple w:instr=" DATE "><w:r><w:t>{}</w:t></w:r></w:fldSimple>',
    '<w:hyperlink w:anchor="x"><w:r><w:t>{}</w:t></w:r></w:hyperlink>',
    '<w:dir w:val="rtl"><w:r><w:t>{}</w:t></w:r></w:dir>',
    '<w:bdo w:val="rtl"><w:r><w:t>{}</w:t></w:r></w:bdo>',
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r>",
    "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{}</m:t></m:r></m:oMath>',
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x">'
    "<w:r><w:t>{}</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    '<x:new xmlns:x="urn:x"><w:r><w:t>{}</w:t></w:r></x:new>',
    "<w:customXml><w:r><w:t>{}</w:t></w:r></w:customXml>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MACROBUTTON x {}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)
BLOCKS = (
    "<w:p>{}</w:p>",
    '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>{}</w:p>',
    '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{}</w:p>',
    "<w:tbl><w:tblPr/><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
    "<w:sdt><w:sdtPr/><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
    "<w:tbl><w:tblPr/><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr>"
    "</w:tbl>",
)


def raw(data: bytes, word: str, chance: Random) -> bytes:
    """A run of some sort at the end of a paragraph, in the text or in a note, or in a block of its own."""
    made = chance.choice(RUNS).format(word)
    part = "word/document.xml" if chance.random() < 0.85 else "word/endnotes.xml"

    def put(xml: str) -> str:
        if part == "word/document.xml" and chance.random() < 0.4:
            return xml.replace("<w:sectPr>", chance.choice(BLOCKS).format(made) + "<w:sectPr>", 1)
        ends = [at for at in range(len(xml)) if xml.startswith("</w:t></w:r></w:p>", at)]
        at = chance.choice(ends) + len("</w:t></w:r>")
        return xml[:at] + made + xml[at:]

    return changed(data, part, put)


def by_library(data: bytes, word: str, chance: Random) -> bytes:
    """What programs with python-docx do: paragraphs, runs, styles, tables, headings, breaks, pictures' captions."""
    opened: Any = docx.Document(BytesIO(data))
    paragraphs = [p for p in opened.paragraphs if p.text.strip()]
    paragraph = chance.choice(paragraphs[1:])
    match chance.randrange(9):
        case 0:
            opened.add_paragraph(word)
        case 1:
            opened.add_heading(word, level=chance.randint(1, 4))
        case 2:
            paragraph.add_run(f" {word}").italic = True
        case 3:
            paragraph.insert_paragraph_before(word)
        case 4:
            table = opened.add_table(rows=2, cols=2)
            table.cell(0, 0).merge(table.cell(0, 1)).text = word
        case 5:
            opened.tables[0].cell(1, 1).text = word
        case 6:
            opened.tables[0].add_row().cells[0].text = word
        case 7:
            style = opened.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
            style.font.hidden = chance.random() < 0.5
            style.font.superscript = True
            paragraph.add_run(word, style="Secret")
        case _:
            paragraph.runs[0].text = f"{word} {paragraph.runs[0].text}"
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


def fate(data: bytes, word: str, *, may_go: int = 0) -> str:
    """Where the word of an edit is after a merge with the brief of today: "kept", "named", or what is wrong.

    `may_go` says how many words of the brief the edit takes away.
    """
    theirs, problems = read_docx(data, "out/a.docx", base=BASE)
    merged = merge(normal_form(BASE), theirs, normal_form(OURS))
    texts = _texts(merged.document) + " " + _texts(merged.by_hand)
    if gone := [w for w in dict.fromkeys(_texts(OURS).split()) if w not in texts][may_go:]:
        return f"lost, but not by the edit: {gone}"
    if word in texts.translate(RAISED):
        return "kept"
    return "named" if any(word in problem.message for problem in problems) else "lost"


def _texts(document: Document) -> str:
    contents = [*containers(document), *(note.content for note in document.notes)]
    return " ".join(plain_text(content) for content in contents)


RAISED = str.maketrans("ᶻᵉᵇʳᵃ⁰¹²³⁴⁵⁶⁷⁸⁹ₑᵣₐ₀₁₂₃₄₅₆₇₈₉", "zebra0123456789era0123456789")


@pytest.fixture(scope="module")
def written(house: House) -> bytes:
    return DocxWriter(house, "endnotes").write(BASE)


@pytest.mark.few(3)
@pytest.mark.parametrize("edit", [raw, by_library])
@pytest.mark.parametrize("share", range(4))
def test_each_edit_survives_the_merge_or_is_named(written: bytes, edit: Edit, share: int) -> None:
    for seed in range(share, 100 if THOROUGH else 32, 4):
        word = WORD.format(seed)
        assert (seed, fate(edit(written, word, Random(seed)), word, may_go=1)) in ((seed, "kept"), (seed, "named"))


@pytest.mark.slow
def test_each_edit_in_libreoffice_survives_the_merge_or_is_named(written: bytes, tmp_path: Path) -> None:
    """Each sort of edit once; a hundred edits in `make test-all`."""
    needed("soffice")
    (tmp_path / "a.docx").write_bytes(written)
    chance = Random(14)
    jobs = [
        office.Job(
            tmp_path / "a.docx",
            office.KINDS[n % len(office.KINDS)],
            chance.randrange(1, 10),
            WORD.format(n),
            tmp_path / f"{n}.docx",
        )
        for n in range(100 if THOROUGH else len(office.KINDS))
    ]
    office.edit(jobs, tmp_path / "profile")
    taken = {"replaced": 1, "deleted": 14, "moved": 14}  # words, with those of a note that is called there
    fates = [(j.kind, j.place, fate(j.saved.read_bytes(), j.word, may_go=taken.get(j.kind, 0))) for j in jobs]
    assert [found for found in fates if found[2] not in ("kept", "named")] == []
