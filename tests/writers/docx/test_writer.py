"""What any Word file written holds to, and what the writer refuses."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefgen.document.nodes import (
    Block,
    BulletList,
    Cite,
    Document,
    Heading,
    Link,
    Marking,
    NoteRef,
    OrderedList,
    Paragraph,
    Table,
    Text,
)
from briefgen.writers.docx.house import House
from briefgen.writers.docx.text import refuse
from briefgen.writers.docx.writer import DocxWriter
from tests.document.strategies import documents
from tests.writers.docx.packages import META, document, item, parts, words
from tests.writers.docx.validity import faults

SHARED = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)

IN_A_NEW_PROCESS = """
import hashlib, sys
from pathlib import Path
from briefgen.document.nodes import *
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
house = House.from_bytes(Path(sys.argv[1]).read_bytes())
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
    file = tmp_path_factory.mktemp("house") / "house.json"
    file.write_bytes(house.to_bytes())
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


@settings(SHARED, max_examples=25)  # whole documents are slow to draw
@given(made=documents(), notes=st.sampled_from(["endnotes", "footnotes"]))
def test_any_document_becomes_a_file_without_fault(house: House, made: Document, notes: str) -> None:
    writer = DocxWriter(house, notes="endnotes" if notes == "endnotes" else "footnotes")
    try:
        written = writer.write(made)
    except ValueError as problem:
        assume("a list begins with" not in str(problem))
        raise
    assert faults(written) == []


allowed = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\u2028\u2029")).filter(bool)


@SHARED
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
        Table((words("a"), words("b")), ((words("1"), ()),)),
    )
    read = docx.Document(BytesIO(DocxWriter(house).write(made)))
    assert [(p.style.name if p.style else "", p.text) for p in read.paragraphs[:3]] == [
        ("Heading 1", "Title"),
        ("Heading 3", "Part"),
        ("Body Text", "A link."),
    ]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["a", "b"], ["1", ""]]
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
    made = parts(DocxWriter(house).write(document(Marking(label), meta=replace(META, marking=label))))
    for name in ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml"):
        assert f'<w:rStyle w:val="{style}"/>' in made[name].decode()
        assert made[name].decode().count('w:rStyle w:val="Marking') == made[name].decode().count(f'"{style}"')


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


def deep(levels: int) -> Block:
    return BulletList(((*item("x"), deep(levels - 1)) if levels > 1 else item("x"),))


def test_lists_may_be_nine_levels_deep_and_a_word_a_hundred_thousand_letters_long(house: House) -> None:
    assert faults(DocxWriter(house).write(document(deep(9), *item("x" * 100_000)))) == []


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (document(Paragraph((Cite(("s1",)),))), "a citation was not turned into a note: s1"),
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
