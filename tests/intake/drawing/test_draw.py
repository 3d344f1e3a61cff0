"""Each format is known by its content, what cannot be read is refused with the reason, and mails lose no word."""

from __future__ import annotations

import gzip
from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as new_docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from briefgen.intake.drawing.draw import charset_of, draw, draw_mail
from briefgen.intake.drawing.drawn import Undrawable

WORDS = "The second Coastal Climate Forum met in the old custom house of Port Example."
PAGE = f"<html><body><h1>Walls</h1><p>{WORDS}</p></body></html>".encode()


def warc(*pages: tuple[str, bytes]) -> bytes:
    found = b""
    for address, content in pages:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        head += "Content-Type: application/http; msgtype=response\r\n"
        found += f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"
    return found


def docx(*paragraphs: str) -> bytes:
    document, file = new_docx(), BytesIO()
    document.add_heading("Walls", 1)
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(file)
    return file.getvalue()


def odt(body: str) -> bytes:
    file = BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        words = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {spaces}>{words}</office:document-content>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (PAGE, "a.txt", "html"),
        (b"<!-- saved from url=(0025)https://gazette.example/ -->\n" + PAGE, "", "html"),
        (WORDS.encode(), "a.txt", "text"),
        (b"# Walls\n\n" + WORDS.encode(), "a.md", "markdown"),
        (f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{WORDS}\n".encode(), "", "vtt"),
        (f"1\n00:00:01,000 --> 00:00:02,000\n{WORDS}\n".encode(), "", "srt"),
        (f"From: Jo <jo@x.example>\nTo: a@x.example\nSubject: Walls\nDate: unknown\n\n{WORDS}\n".encode(), "", "mail"),
        (docx(WORDS), "a.bin", "docx"),
        (odt(f"<text:h>Walls</text:h><text:p>{WORDS}</text:p>"), "", "odt"),
        (warc(("https://gazette.example/a", PAGE)), "", "html"),
        (gzip.compress(warc(("https://gazette.example/a", PAGE)), mtime=0), "", "html"),
    ],
    ids=["page", "saved", "text", "markdown", "vtt", "srt", "mail", "docx", "odt", "warc", "packed"],
)
def test_a_format_is_known_by_its_content(data: bytes, name: str, form: str) -> None:
    found = draw(data, name)
    assert found.form == form
    assert WORDS in " ".join(found.text.split())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04", "is not opened"),
        (docx(WORDS)[:900], "is not opened"),
        (b"%PDF-1.7\nnothing", "is no PDF that can be read"),
        (gzip.compress(b"words", mtime=0), "gzip archive"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nnonsense\n\r\n\r\n", "web archive"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "without a page"),
    ],
    ids=["nothing", "blank", "cut", "short", "no-pdf", "gzip", "broken-archive", "no-page"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(Undrawable, match=why):
        draw(data)


def test_a_web_archive_gives_the_page_that_is_asked_for() -> None:
    other = PAGE.replace(b"custom house", b"lighthouse")
    data = warc(("https://gazette.example/a", PAGE), ("https://gazette.example/b", other))
    assert "custom house" in draw(data).text
    assert draw(data).remarks == ("the archive holds 1 other page, such as https://gazette.example/b",)
    assert "lighthouse" in draw(data, address="https://gazette.example/b").text


def test_lists_with_one_id_are_read_as_programs_write_them() -> None:
    listed = "".join(f"<text:list xml:id='list1'><text:p>{word}</text:p></text:list>" for word in ("Walls", "Levies"))
    assert draw(odt(listed)).text == "Walls\n\nLevies\n"


def test_notes_of_an_opendocument_stand_behind_their_paragraph() -> None:
    note = (
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Founded in 2029.</text:p></text:note-body>"
    )
    note = f"<text:note>{note}</text:note>"
    found = draw(odt(f"<text:p>The forum{note} met<text:s/>again.</text:p><text:p>It ended.</text:p>"))
    assert found.text == "The forum met again.\n\nFounded in 2029.\n\nIt ended.\n"


def test_the_attachments_of_a_mail_are_named_and_not_read() -> None:
    data = (
        b"From: Jo Sample <jo@x.example>\nDate: Fri, 13 Jun 2031 08:00:00 +0000\nSubject: =?utf-8?q?W=C3=A4lle?=\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
    ) + "Делегации прибыли.\n".encode("koi8-r")
    data += b'--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n\nx\n--b--\n'
    found = draw(data)
    assert "Делегации прибыли." in found.text
    assert found.remarks == ("attached and not read: a.pdf",)
    assert [(s.what, s.value) for s in found.said] == [
        ("title", "Wälle"),
        ("author", "Jo Sample"),
        ("published", "2031-06-13"),
    ]


def test_a_transcript_has_the_time_of_every_caption() -> None:
    data = b"""WEBVTT

00:00:01.000 --> 00:00:03.000
<v Jo>The walls are

00:00:03.500 --> 00:01:05.000
<v Jo>too <i>low</i>.

00:01:10.000 --> 00:01:12.000
<v Ana>Who &amp; what pays?
"""
    found = draw(data)
    assert found.text == "Jo: The walls are\ntoo low.\n\nAna: Who & what pays?\n"
    assert [(s.paragraph, s.time) for s in found.stretches] == [(1, "0:00:01"), (1, "0:00:03"), (2, "0:01:10")]


@pytest.mark.parametrize(("sort", "charset"), [("text/html; charset=UTF-8", "UTF-8"), ("text/html", "")])
def test_the_encoding_of_a_content_type(sort: str, charset: str) -> None:
    assert charset_of(sort) == charset


def test_a_page_that_a_browser_saved_as_mhtml_has_its_own_encoding_and_address() -> None:
    page = "<meta charset=utf-8><h1>Walls</h1><p>The “second” Coastal Climate Forum met in the old custom house.</p>"
    data = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/a\nSubject: Walls\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + b64encode(page.encode()) + b"\n--b--\n"
    )
    found = draw(data, "page.mhtml")
    assert "The “second” Coastal Climate Forum" in found.text
    assert ("address", "https://gazette.example/a") in [(s.what, s.value) for s in found.said]


def test_the_title_of_an_office_file_is_its_first_heading_where_it_names_none() -> None:
    assert [(s.what, s.value) for s in draw(odt("<text:p>x</text:p><text:h>Walls</text:h>")).said] == [
        ("title", "Walls")
    ]


def test_the_title_of_an_office_file_without_headings_stands_above_its_text() -> None:
    lines = "Harbour talks end without a pact", "By Ana Sample", WORDS
    said = [(s.what, s.value) for s in draw(odt("".join(f"<text:p>{line}</text:p>" for line in lines))).said]
    assert said == [("title", "Harbour talks end without a pact"), ("author", "Ana Sample")]
    assert list(draw(odt(f"<text:p>{WORDS}</text:p><text:p>Stocks were low.</text:p>")).said) == []


def test_the_day_of_a_word_file_stands_above_its_text() -> None:
    def published(line: str) -> list[str]:
        return [s.value for s in draw(docx(line, WORDS)).said if s.what == "published"]

    assert published("Example Times, October 31, 2031") == ["2031-10-31"]
    assert published("Port Example, 14-21 November 2031") == []
    body = f"<text:p>Hafenstadt, 18. November 2031</text:p><text:p>Die Minister trafen sich und {WORDS}</text:p>"
    assert [s.value for s in draw(odt(body)).said if s.what == "published"] == ["2031-11-18"]


def test_a_program_is_no_author() -> None:
    assert [s.what for s in draw(docx(WORDS)).said if s.what == "author"] == []  # python-docx, say its properties


def arc(address: str, content: bytes) -> bytes:
    """A page in the form that went before WARC."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
    head = "1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    first = f"filedesc://a.arc 127.0.0.1 20310613000000 text/plain {len(head)}\n{head}\n"
    return f"{first}{address} 127.0.0.1 20310613000000 text/html {len(answer)}\n".encode() + answer + b"\n"


def test_older_web_archives_are_read_too() -> None:
    for data in (
        arc("https://gazette.example/a", PAGE),
        gzip.compress(arc("https://gazette.example/a", PAGE), mtime=0),
    ):
        assert WORDS in draw(data).text


def test_a_word_file_whose_text_is_in_another_part_or_of_the_strict_kind() -> None:
    def changed(*pairs: tuple[bytes, bytes], main: str = "word/document.xml") -> bytes:
        file = BytesIO()
        with ZipFile(BytesIO(docx(WORDS))) as old, ZipFile(file, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                for before, after in pairs:
                    data = data.replace(before, after)
                new.writestr(main if name == "word/document.xml" else name, data)
        return file.getvalue()

    elsewhere = changed((b"word/document.xml", b"word/document2.xml"), main="word/document2.xml")
    strict = changed(
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    )
    assert draw(elsewhere).text == draw(strict).text == f"Walls\n\n{WORDS}\n"


def test_a_large_first_letter_belongs_to_its_paragraph() -> None:
    document, file = new_docx(), BytesIO()
    letter = document.add_paragraph("W")
    letter.paragraph_format.element.get_or_add_pPr().append(
        OxmlElement("w:framePr", attrs={qn("w:dropCap"): "drop", qn("w:lines"): "3"})
    )
    document.add_paragraph("alls were too low.")
    document.save(file)
    assert draw(file.getvalue()).text == "Walls were too low.\n"


def test_a_document_is_called_by_its_heading_and_not_by_the_site_behind_it() -> None:
    for title, expected in (("Walls fall | Example House", "Walls fall"), ("Walls fall again", "Walls fall again")):
        document, file = new_docx(), BytesIO()
        document.core_properties.title = title
        document.add_heading("Walls fall", 1)
        document.add_paragraph(WORDS)
        document.save(file)
        assert next(s.value for s in draw(file.getvalue()).said if s.what == "title") == expected


HEAD = "From: Ana Sample <ana@example.org>\nSubject: The forum\nContent-Type: text/plain; charset=utf-8\n\n"
OWN = "Dear Ben,\n\nthe forum met on 6 March 2031:\n\nthree states came."


@pytest.mark.parametrize(
    ("behind", "around"),
    [
        ("", []),
        ("\n\n-- \nAna Sample\nMinistry of Ports\n\nPort Example", ["-- Ana Sample Ministry of Ports", "Port Example"]),
        ("\n\nSent from my telephone", ["Sent from my telephone"]),
        ("\n\nOn 5 March, Ben Beispiel wrote:\n\n> Who\n> came?", ["On 5 March, Ben Beispiel wrote: > Who > came?"]),
        ("\n> Who came?\n\nNobody else.", ["> Who came?"]),
        (
            "\n\n-----Original Message-----\nFrom: Ben\n\nWho came?",
            ["-----Original Message----- From: Ben", "Who came?"],
        ),
        ("\n\n---------- Forwarded message ---------\nFrom: Ben\n\nThree came.", []),
    ],
)
def test_signatures_and_mails_that_are_answered_are_furniture(behind: str, around: list[str]) -> None:
    drawn = draw_mail((HEAD + OWN + behind).encode())
    assert [line.lstrip("> ") for line in around] == list(drawn.furniture)
    assert "".join(drawn.text.split()).endswith("".join((OWN + behind).split()))
