"""PNG pictures lose their past, and damaged ones are refused; captions say their numbers where nothing counts."""

from __future__ import annotations

import pytest

from briefgen.document.figures import numbered_captions, plain_captions, plain_png
from briefgen.document.nodes import BlockQuote, BulletList, Document, Figure, Paragraph, Strong, Text
from briefgen.document.walk import blocks, plain_text
from tests.document.png import chunk, png

PLAIN = png(3, 2)
SIZE = (b"pHYs", (11811).to_bytes(4) * 2 + b"\x01")


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"iCCP", b"prVt"])
def test_what_does_not_show_is_left_out(kind: bytes) -> None:
    assert plain_png(png(3, 2, more=((kind, b"Author\0somebody"),))) == PLAIN


def test_what_shows_is_kept() -> None:
    made = png(3, 2, more=(SIZE, (b"gAMA", (45455).to_bytes(4))))
    assert plain_png(made) == made
    assert plain_png(PLAIN) == PLAIN


def test_what_stands_behind_the_end_is_no_part_of_the_picture() -> None:
    assert plain_png(PLAIN + chunk(b"tEXt", b"more") + b"and more") == PLAIN


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no PNG"),
        (b"GIF89a", "no PNG"),
        (PLAIN[:8], "no whole PNG"),
        (PLAIN[:-12], "no whole PNG"),
        (PLAIN[:-1], "damaged"),
        (PLAIN[:30], "damaged"),
        (PLAIN.replace(b"\xff", b"\xfe", 1), "damaged"),
        (PLAIN[:8] + b"\xff\xff\xff\xff" + PLAIN[12:], "damaged"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plain_png(data)


FIGURES = Document(
    (
        Figure("a.png", "what it shows", (Text("Who came."),)),
        BlockQuote((Figure("b.png", "what it shows", (Strong((Text("Figure 2:"),)), Text(" of the author"))),)),
        BulletList(((Paragraph((Text("An item"),)), Figure("c.png", "what it shows")),)),
    )
)


def test_captions_say_their_numbers_where_nothing_counts_them_and_are_themselves_again_without() -> None:
    made = numbered_captions(FIGURES)
    figures = [block for block in blocks(made.blocks) if isinstance(block, Figure)]
    said = [plain_text(figure.caption) for figure in figures]
    assert said == ["Figure 1: Who came.", "Figure 2: Figure 2: of the author", "Figure 3"]
    assert plain_captions(made) == FIGURES


def test_a_caption_that_says_another_number_keeps_it() -> None:
    caption = (Strong((Text("Figure 7:"),)), Text(" Who came."))
    made = Document((Figure("a.png", "what it shows", caption),))
    assert plain_captions(made) == made
