"""What any Word file written holds to, what the writer refuses, and how short footnotes lead to their words."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.document.nodes import (
    Block,
    BulletList,
    Cite,
    Document,
    Figure,
    FigureRef,
    Heading,
    Link,
    Marking,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Table,
    Text,
)
from briefgen.ooxml.text import refuse
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.document.png import png
from tests.document.strategies import documents
from tests.examples import examples
from tests.writers.docx.packages import META, changed, document, item, parts, words
from tests.writers.docx.validity import faults

IN_A_NEW_PROCESS = """
import hashlib, pickle, sys
from pathlib import Path
from briefgen.document.nodes import *
from briefgen.writers.docx.writer import DocxWriter
house = pickle.loads(Path(sys.argv[1]).read_bytes())
document = Document(
    (Heading(1, (Text("T"),)), Paragraph((Text("x"), NoteRef(1), Link("https://example.org", (Text("y"),))))),
    (Note(1, (Text("n"),)),),
    Meta(title="T", author="A", marking="TLP:RED", keywords=("b", "a"), properties=(("q", "1"), ("p", "2"))),
)
written = DocxWriter(house).write(document)
print(hashlib.sha256(written).hexdigest())
print(sorted({name.split(".")[0] for name in sys.modules} & {"docx", "lxml"}))
"""


@pytest.fixture(scope="session")
def house_cache(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("house") / "house"
    file.write_bytes(pickle.dumps(house))
    return file


def in_a_new_process(house_cache: Path, **environment: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS, str(house_cache)],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()


def test_the_same_document_gives_the_same_bytes_anywhere(house_cache: Path) -> None:
    environments = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"},
    ]
    assert len({in_a_new_process(house_cache, **e)[0] for e in environments}) == 1


def test_writing_with_a_cached_house_loads_neither_python_docx_nor_lxml(house_cache: Path) -> None:
    assert in_a_new_process(house_cache)[1] == "[]"


def test_every_entry_has_the_same_date_and_attributes_and_content_types_come_first(house: House) -> None:
    with ZipFile(BytesIO(DocxWriter(house).write(document(*item("x"))))) as archive:
        infos = archive.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    looks = {(i.date_time, i.create_system, i.external_attr, i.flag_bits) for i in infos}
    assert [date for date, *_ in looks] == [(1980, 1, 1, 0, 0, 0)]


@examples(8)
@given(made=documents(), footnotes=st.booleans(), contents=st.booleans())
def test_any_document_becomes_a_file_without_fault(
    house: House, made: Document, footnotes: bool, contents: bool
) -> None:
    writer = DocxWriter(house, "footnotes" if footnotes else "endnotes", "always" if contents else "auto")
    try:
        written = writer.write(made)
    except ValueError as problem:
        assume("a list begins with" not in str(problem))
        raise
    assert faults(written) == []


allowed = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\u2028\u2029")).filter(bool)


@examples(15)
@given(text=allowed)
def test_text_comes_back_code_point_for_code_point(house: House, text: str) -> None:
    try:
        refuse(text)
    except ValueError:
        assume(False)
    written = DocxWriter(house).write(document(Paragraph(words(text)), Table((words("h"),), ((words(text),),))))
    read = docx.Document(BytesIO(written))
    assert read.paragraphs[0].text == text
    assert read.tables[0].cell(1, 0).text == text


def test_python_docx_reads_headings_text_and_tables(house: House) -> None:
    made = document(
        Heading(1, words("Title")),
        Heading(3, words("Part")),
        Paragraph((Text("A "), Link("https://example.org", words("link")), Text("."))),
        Table((words("a"), words("b")), (((), words("1")),)),
    )
    read = docx.Document(BytesIO(DocxWriter(house).write(made)))
    assert [(p.style.name if p.style else "", p.text) for p in read.paragraphs[:3]] == [
        ("Heading 1", "Title"),
        ("Heading 3", "Part"),
        ("Body Text", "A link."),
    ]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["a", "b"], ["", "1"]]
    assert read.core_properties.title == "A title"
    assert read.core_properties.author == "A desk"


@pytest.mark.parametrize(
    ("label", "style"),
    [
        ("TLP:CLEAR", "MarkingCLEAR"),
        ("TLP:AMBER+STRICT", "MarkingAMBERSTRICT"),
        ("tlp:red", "MarkingRED"),
        ("OFFICE USE ONLY", "MarkingOther"),
        ("", "MarkingOther"),
    ],
)
def test_a_marking_has_its_style_in_text_header_and_footer(house: House, label: str, style: str) -> None:
    made = parts(DocxWriter(house).write(document(*item("x"), Marking(label), meta=replace(META, marking=label))))
    for name in ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml"):
        assert f'<w:rStyle w:val="{style}"/>' in made[name].decode()
        assert made[name].decode().count('w:rStyle w:val="Marking') == made[name].decode().count(f'"{style}"')


def without_marking(house: House) -> House:
    return replace(house, parts=tuple(p for p in house.parts if p.relation not in ("header", "footer")))


def test_a_marking_that_the_page_carries_does_not_begin_the_text_as_well(house: House) -> None:
    marking = Marking("TLP:GREEN")
    whole = document(marking, *item("x"), marking)
    bare = document(*item("x"), marking)
    assert DocxWriter(house).write(whole) == DocxWriter(house).write(bare)
    assert DocxWriter(without_marking(house)).write(whole) != DocxWriter(without_marking(house)).write(bare)
    other = document(Marking("TLP:RED"), *item("x"))
    assert "TLP:RED" in parts(DocxWriter(house).write(other))["word/document.xml"].decode()


def test_the_running_header_shows_the_short_title_where_there_is_one(house: House) -> None:
    for meta, shown in ((META, "A title"), (replace(META, short_title="Short"), "Short")):
        made = parts(DocxWriter(house).write(document(*item("x"), meta=meta)))
        assert f">{shown}</w:t>" in made["word/header2.xml"].decode()
        assert f'name="ShortTitle"><vt:lpwstr>{shown}<' in made["docProps/custom.xml"].decode()
        assert "<dc:title>A title<" in made["docProps/core.xml"].decode()


def test_fields_show_what_the_brief_says_however_it_is_spelt(house: House) -> None:
    meta = replace(META, title='DDEAUTO "x" & <b>', marking="TLP:GREEN")
    made = parts(DocxWriter(house).write(document(*item("x"), meta=meta)))
    header = made["word/header2.xml"].decode()
    assert '<w:t xml:space="preserve">DDEAUTO &quot;x&quot; &amp; &lt;b&gt;</w:t>' in header
    assert "DDEAUTO" not in "".join(header.split("instrText")[1::2])


def test_the_language_is_the_default_of_the_document(house: House) -> None:
    made = parts(DocxWriter(house).write(document(*item("x"), meta=replace(META, language="he-IL"))))
    assert '<w:lang w:val="he-IL" w:bidi="he-IL"/>' in made["word/styles.xml"].decode()
    assert '<w:themeFontLang w:val="he-IL" w:bidi="he-IL"/>' in made["word/settings.xml"].decode()


def test_a_property_that_fields_ask_for_and_no_brief_gives_is_empty(house: House) -> None:
    asking = replace(
        house,
        parts=tuple(
            replace(part, content=("<w:hdr/>", "property:Cut-off", "")) if part.name == "word/header1.xml" else part
            for part in house.parts
        ),
    )
    assert "Cut-off" in asking.asked_properties()
    made = parts(DocxWriter(asking).write(document(*item("x"))))
    assert 'name="Cut-off"><vt:lpwstr></vt:lpwstr>' in made["docProps/custom.xml"].decode()


def pictured(data: bytes, width: float = 40, height: float = 30) -> Document:
    return Document((Figure("b.png", "x"),), pictures=(Picture("b.png", data, width, height),))


def deep(levels: int) -> Block:
    return BulletList(((*item("x"), deep(levels - 1)) if levels > 1 else item("x"),))


def test_lists_may_be_nine_levels_deep_and_a_word_a_hundred_thousand_letters_long(house: House) -> None:
    assert faults(DocxWriter(house).write(document(deep(9), *item("x" * 100_000)))) == []


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("made", "message"),
    [
        (document(Paragraph((Cite(("s1",)),))), "the citation of s1 was not made a note"),
        (document(Paragraph((NoteRef(1),))), "note 1 is used but there is no such note"),
        (document(*item("x"), notes=("n",)), "note 1 is never used"),
        (document(Paragraph((NoteRef(2), NoteRef(1))), notes=("a", "b")), "note 2 is used before note 1"),
        (document(Paragraph((Link("file:///etc/passwd", words("x")),))), "only http, https and mailto"),
        (document(Paragraph((Link("javascript:alert(1)", words("x")),))), "only http, https and mailto"),
        (document(Paragraph(words("before\x0bafter"))), r"U\+000B cannot stand in a Word file: 'before\\x0bafter'"),
        (document(Paragraph(words("a mark \ue000"))), r"U\+E000"),
        (document(Paragraph(words("\ud800"))), r"U\+D800"),
        (document(Heading(10, words("x"))), "a heading has the level 10"),
        (document(deep(10)), "more than 9 levels"),
        (document(OrderedList((item("x"),), start=40_000)), "a list begins with 40000"),
        (document(Table(((),) * 64, ())), "a table has 64 columns"),
        (document(Table(((), ()), ((words("alone"),),))), "a table row has 1 cells, its header 2: 'alone'"),
        (document(Figure("../a.png", "x")), "cannot have the name"),
        (document(Figure("unknown.png", "x")), "unknown.png has no picture"),
        (document(Figure("a.png", " ")), "a.png has no alternative text"),
        (pictured(b"GIF89a"), "the picture b.png: these bytes are no PNG"),
        (pictured(png(1, 1), width=0), "the picture b.png has no size"),
        (document(meta=replace(META, date="21.11.2026")), "not YYYY-MM-DD"),
        (document(meta=replace(META, properties=(("marking", "x"),))), "'marking' has two values"),
    ],
)
def test_what_no_reader_makes_is_refused_in_words(house: House, made: Document, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DocxWriter(house).write(made)


def test_notes_must_be_numbered_from_one(house: House) -> None:
    made = document(Paragraph((NoteRef(1),)), notes=("a",))
    with pytest.raises(ValueError, match="not numbered 1 to 1"):
        DocxWriter(house).write(replace(made, notes=(replace(made.notes[0], number=3),)))


def test_a_second_write_gives_the_same_bytes(house: House) -> None:
    made = document(Paragraph((Text("x"), NoteRef(1))), notes=("a",))
    writer = DocxWriter(house)
    assert hashlib.sha256(writer.write(made)).digest() == hashlib.sha256(writer.write(made)).digest()


# --- figures and contents ----------------------------------------------------------------------


def test_a_picture_shown_twice_or_under_two_names_is_one_part(house: House) -> None:
    same = png(2, 2)
    pictures = (Picture("a.png", same, 10, 10), Picture("b.png", same, 20, 20))
    made = Document(tuple(Figure(name, "x") for name in ("a.png", "b.png", "a.png")), pictures=pictures)
    written = parts(DocxWriter(house).write(made))
    assert [name for name in written if "/media/" in name] == ["word/media/figure1.png"]
    assert written["word/media/figure1.png"] == same
    assert written["word/document.xml"].count(b'r:embed="rIdFigure1"') == 3


def test_a_picture_tells_nothing_but_what_it_shows(house: House) -> None:
    telling = png(2, 2, more=((b"tEXt", b"Author\0somebody"), (b"eXIf", b"MM\0*somewhere")))
    assert parts(DocxWriter(house).write(pictured(telling)))["word/media/figure1.png"] == png(2, 2)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((100, 50), (3_600_000, 1_800_000)),
        ((10.5, 7.05), (378_000, 253_800)),
        ((328, 100), (5_904_230, 1_800_070)),  # as wide as the text
        ((100, 1000), (814_705, 8_147_050)),  # as high as the text, less a caption
    ],
)
def test_a_picture_has_its_own_size_and_never_more_than_the_page(
    house: House, size: tuple[float, float], shown: tuple[int, int]
) -> None:
    made = parts(DocxWriter(house).write(pictured(png(1, 1), *size)))["word/document.xml"].decode()
    assert f'<wp:extent cx="{shown[0]}" cy="{shown[1]}"/>' in made
    assert f'<a:ext cx="{shown[0]}" cy="{shown[1]}"/>' in made


def long_brief(count: int) -> Document:
    """A brief with sections of about four fifths of a page."""
    sections = [(Heading(2, words(f"Part {n}")), *item("x") * 24) for n in range(1, count + 1)]
    return document(Heading(1, words("Title")), *(block for section in sections for block in section))


@pytest.mark.parametrize(("sections", "contents"), [(8, False), (12, True)])
def test_a_brief_of_eight_pages_has_a_table_of_contents(house: House, sections: int, contents: bool) -> None:
    made = DocxWriter(house).write(long_brief(sections))
    assert (b" TOC " in parts(made)["word/document.xml"]) == contents
    never = DocxWriter(house, contents="never").write(long_brief(sections))
    assert b" TOC " not in parts(never)["word/document.xml"]


def test_the_entries_are_filled_in_and_stand_before_the_first_section(house: House) -> None:
    read = docx.Document(BytesIO(DocxWriter(house, contents="always").write(long_brief(6))))
    lines = [(p.style.name if p.style else "", p.text) for p in read.paragraphs[:9]]
    entries = [("toc 2", f"Part {n}\t{page}") for n, page in enumerate((1, 2, 2, 3, 4, 5), 1)]
    assert lines == [("Heading 1", "Title"), ("TOC Heading", "Contents"), *entries, ("Normal", "")]
    assert read.paragraphs[9].text == "Part 1"


def test_a_brief_without_sections_has_no_contents(house: House) -> None:
    made = document(Heading(1, words("Title")), *item("x"))
    assert DocxWriter(house, contents="always").write(made) == DocxWriter(house).write(made)


def test_a_reference_to_a_figure_is_a_field_that_points_at_the_number_of_its_caption(house: House) -> None:
    sentence = Paragraph((Text("See "), FigureRef("a.png", "Figure 1"), Text(".")))
    written = DocxWriter(house).write(document(sentence, Figure("a.png", "x", words("y"))))
    xml = parts(written)["word/document.xml"].decode()
    assert faults(written) == []
    assert docx.Document(BytesIO(written)).paragraphs[0].text == "See Figure 1."
    assert r" REF _Figure1 \h " in xml
    assert 'w:name="_Figure1"' in xml


def test_a_house_without_the_styles_of_contents_and_figures_still_serves(house: House) -> None:
    bare = replace(
        house, styles={k: v for k, v in house.styles.items() if not v.startswith(("TOC", "Toc", "Fig", "Cap"))}
    )
    made = document(Heading(2, words("Part")), Figure("a.png", "x", words("y")))
    written = DocxWriter(bare, contents="always").write(made)
    assert faults(written) == []
    assert f'w:leader="dot" w:pos="{house.text_width}"' in parts(written)["word/document.xml"].decode()
    assert '<w:keepNext/><w:jc w:val="center"/>' in parts(written)["word/document.xml"].decode()


def test_a_paragraph_that_announces_what_follows_stays_with_it(house: House) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph((Text("On the agenda:"),)),
        BulletList(((Paragraph((Text("borders"),)),),)),
        Paragraph((Text("An ordinary sentence."),)),
    )
    written = docx.Document(BytesIO(DocxWriter(house).write(document(*blocks))))
    kept = {p.text: bool(p.paragraph_format.keep_with_next) for p in written.paragraphs}
    assert kept == {"On the agenda:": True, "borders": False, "An ordinary sentence.": False}


WHERE, WORDS = "Gazette, 12 March 2024, p3", ": “The forum met in Lisbon”."
BRIEF = Document(
    (Heading(1, (Text("A forum"),)), Paragraph((Text("It met."), NoteRef(1), Text(" Again."), NoteRef(2), NoteRef(1)))),
    (Note(1, (Text(WHERE + WORDS),), len(WHERE)), Note(2, (Text("Not stated in: Gazette."),))),
    META,
)


def text_of(xml: bytes) -> list[str]:
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)", p)) for p in re.findall(r"<w:p>.*?</w:p>", xml.decode(), re.S)]


def written(house: House, notes: str = "footnotes", document: Document = BRIEF) -> bytes:
    return DocxWriter(house, notes).write(document)  # type: ignore[arg-type]


def test_a_footnote_is_short_and_its_words_stand_in_the_annex(house: House) -> None:
    package = parts(written(house))
    assert [line for line in text_of(package["word/footnotes.xml"]) if line] == [WHERE, "Not stated in: Gazette."]
    assert text_of(package["word/document.xml"])[-2:] == ["Evidence", f"1{WORDS}"]
    assert faults(written(house)) == []


def test_a_note_leads_to_its_words_and_they_lead_back(house: House) -> None:
    package = parts(written(house))
    body, notes = package["word/document.xml"].decode(), package["word/footnotes.xml"].decode()
    assert 'w:anchor="_Evidence1"' in notes
    assert 'w:name="_Evidence1"' in body
    assert 'w:anchor="_Note1"' in body
    assert 'w:name="_Note1"' in body


@pytest.mark.parametrize(("many", "breaks"), [(1, False), (12, False), (24, True), (32, False)])
def test_the_annex_begins_a_page_where_that_of_the_text_is_well_filled(house: House, many: int, breaks: bool) -> None:
    """Not where it fits on it or most of it is empty, nor where it is so full that it may have run over."""
    note = Note(1, (Text(WHERE + WORDS + " x" * 2_000),), len(WHERE))
    text = (*(Paragraph((Text("It met."),)) for _ in range(many)), Paragraph((Text("So."), NoteRef(1))))
    xml = parts(written(house, document=Document(text, (note,), META)))["word/document.xml"].decode()
    heading = xml[: xml.index('w:name="_Evidence"')].rpartition("<w:p>")[2]
    assert ("<w:pageBreakBefore/>" in heading) == breaks


@pytest.mark.parametrize("notes", ["quoted", "endnotes"])
def test_other_notes_keep_their_words(house: House, notes: str) -> None:
    package = parts(written(house, notes))
    part = package["word/footnotes.xml" if notes == "quoted" else "word/endnotes.xml"]
    assert WHERE + WORDS in text_of(part)
    assert b"_Evidence" not in package["word/document.xml"]


def test_what_a_reader_reads_is_what_was_written(house: House) -> None:
    back, problems = read_docx(written(house), "brief.docx", base=BRIEF)
    assert (back, problems) == (BRIEF, [])
    assert [note.lead for note in back.notes] == [len(WHERE), 0]
    assert written(house, document=back) == written(house)


def test_words_changed_by_hand_in_the_annex_or_the_footnote_are_changed_in_the_note(house: House) -> None:
    edited = changed(written(house), "word/document.xml", lambda xml: xml.replace("The forum met", "The forum sat"))
    edited = changed(edited, "word/footnotes.xml", lambda xml: xml.replace(", p3", ", p4"))
    back, _ = read_docx(edited, "brief.docx", base=BRIEF)
    assert back.notes[0].content == (Text("Gazette, 12 March 2024, p4: “The forum sat in Lisbon”."),)


def edited(house: House, old: str, new: str) -> tuple[Document, list[str]]:
    """What comes back of the brief with some XML changed, and what is told."""
    data = changed(written(house), "word/document.xml", lambda xml: xml.replace(old, new, 1))
    found, told = read_docx(data, "a.docx", base=BRIEF)
    return found, [d.message for d in told]


def test_words_typed_among_the_evidence_stay_and_their_new_place_is_told(house: House) -> None:
    found, told = edited(house, "<w:sectPr>", "<w:p><w:r><w:t>A remark.</w:t></w:r></w:p><w:sectPr>")
    assert (found.blocks, found.notes) == ((*BRIEF.blocks, Paragraph((Text("A remark."),))), BRIEF.notes)
    assert told == ["the place among the evidence is lost at “A remark.”; the words stay"]


def test_another_heading_of_the_evidence_is_told(house: House) -> None:
    found, told = edited(house, ">Evidence<", ">Quotes<")
    assert (found, told) == (BRIEF, ["the heading of the evidence is written by the program; “Quotes” is not kept"])


def test_a_note_to_the_evidence_is_told_with_its_words(house: House) -> None:
    call = '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr>'
    found, told = edited(house, "</w:t></w:r></w:p><w:sectPr>", call)
    assert found == BRIEF
    assert told == ["a note to a note with the words “Not stated in: Gazette.” has no place in a brief and is left out"]


def test_a_note_read_with_all_its_words_goes_back_to_the_annex(house: House) -> None:
    """As in a file that showed both versions of a conflict, whose notes are whole."""
    found, _ = read_docx(written(house, "quoted"), "a.docx", base=BRIEF)
    assert [note.lead for note in found.notes] == [len(WHERE), 0]
