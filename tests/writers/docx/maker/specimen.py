"""What the house document shows: each style named by a text in that style."""

from __future__ import annotations

import zlib

from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    Marking,
    Meta,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from tests.writers.docx.maker.styles import BLUE, SHADE


def _png(width: int, height: int, rows: bytes) -> bytes:
    """A picture of two colours in one bit a pixel; `rows` are the bytes of each row behind that of its filter.

    They are not packed, so that every zlib gives the same bytes.
    """
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((1, 3, 0, 0, 0))
    palette = bytes.fromhex(SHADE + BLUE)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4) for kind, data in chunks
    )


_PICTURE = Picture("house-style.png", _png(width=8, height=1, rows=b"\x00\xaa"), width=120.0, height=15.0)

_META = Meta(
    title="House style",
    marking="TLP:CLEAR",
    author="briefgen",
    subject="The styles that briefs are written in",
)


def specimen() -> Document:
    """A short document that uses every style the writer asks for."""
    return Document(
        blocks=(
            Heading(1, _words("heading 1: the title of a brief")),
            Paragraph(
                _words(
                    "This file gives briefs their looks. Change its styles, its page setup, its header and footer in "
                    "Word and save it: the next brief follows. Its text is only here to show the styles. "
                    "This paragraph has the style Body Text."
                )
            ),
            Paragraph(
                _words(
                    "Header and footer may hold the fields DOCPROPERTY, TITLE, SUBJECT, PAGE and NUMPAGES "
                    "(Insert, Quick Parts, Field). A property that a brief sets, such as Marking or ShortTitle, is "
                    "shown by DOCPROPERTY and its name; where a character style of the markings is used, each brief "
                    "puts in that of its own marking."
                )
            ),
            Heading(2, _words("heading 2: a section")),
            BulletList((_item("List Bullet"), (*_item("List Bullet"), BulletList((_item("its second level"),))))),
            OrderedList((_item("List Number"), (*_item("List Number"), OrderedList((_item("its second level"),))))),
            Heading(3, _words("heading 3: a part of a section")),
            Table(
                head=(_words("Brief Table"), _words("A header row"), _words("Number")),
                rows=(
                    (_words("The text of cells has the style Table Text"), _note("A note", 1), _words("1")),
                    (_words("Rows do not split across pages"), _note("The same note again", 1), _words("20")),
                ),
                align=("", "", "right"),
            ),
            Figure(
                "house-style.png",
                "Bars in the two colours of the house, dark and light by turns",
                _words("the style caption, below a picture in the style Figure"),
            ),
            Heading(4, _words("heading 4")),
            Paragraph((Strong(_words("Strong")), Text(", "), Emphasis(_words("emphasis")), *_link())),
            BlockQuote((Paragraph(_words("Quote: the words of others, at a length that asks for a paragraph.")),)),
            Table(
                head=(_words("Markings"), ()),
                rows=tuple(
                    (_words(f"Marking {name}"), _words(use))
                    for name, use in (
                        ("CLEAR, GREEN, AMBER, AMBER+STRICT, RED", "one character style for each label of TLP 2.0"),
                        ("Other", "for every label that has no style of its own"),
                    )
                ),
            ),
            Paragraph(_words("A marking within the text, here another than that of the page, has the style Marking:")),
            Marking("TLP:GREEN"),
            Heading(5, _words("heading 5")),
            Heading(6, _words("heading 6")),
            Paragraph(_words("Headings below the third level are rare in a brief.")),
        ),
        notes=(Note(1, _words("footnote text (or endnote text): the source and its words.")),),
        meta=_META,
        pictures=(_PICTURE,),
    )


def _words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _item(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(_words(text)),)


def _note(text: str, number: int) -> tuple[Inline, ...]:
    return (Text(text), NoteRef(number))


def _link() -> tuple[Inline, ...]:
    return (Text(" and a "), Link("https://www.first.org/tlp/", _words("link to the TLP standard")), Text("."))
