"""Lines are read in the order of the page, also where a program wrote them in another."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.pdf import draw_pdf
from briefgen.intake.drawing.pdf_lines import PdfLine, in_reading_order, joined


def line(text: str, left: float, bottom: float, right: float | None = None) -> PdfLine:
    return PdfLine(1, text, left, right or left + 200, bottom, 10)


def test_lines_that_were_written_in_order_stay_as_they_are() -> None:
    lines = [line(str(n), 50 + 250 * (n // 6), 700 - 12 * (n % 6)) for n in range(12)]
    assert in_reading_order(lines) == lines


def test_lines_woven_from_two_columns_are_taken_apart_below_and_above_a_title() -> None:
    title = line("title", 50, 750, 500)
    left = [line(f"l{n}", 50, 700 - 12 * n) for n in range(6)]
    right = [line(f"r{n}", 300, 700 - 12 * n) for n in range(6)]
    woven = [title, *(one for pair in zip(left, right, strict=True) for one in pair)]
    assert in_reading_order(woven) == [title, *left, *right]


def test_a_page_written_from_below_is_read_from_above() -> None:
    lines = [line(str(n), 50, 700 - 12 * n) for n in range(9)]
    assert in_reading_order(lines[::-1]) == lines


def test_a_headline_above_both_columns_is_read_first_wherever_it_was_written() -> None:
    head = PdfLine(1, "head", 50, 500, 750, 20)
    left = [line(f"l{n}", 50, 700 - 12 * n, 240 + n % 3 * 10) for n in range(6)]
    right = [line(f"r{n}", 300, 700 - 12 * n) for n in range(6)]
    assert in_reading_order([*left, head, *right]) == [head, *left, *right]


def test_a_headline_below_small_print_is_read_before_the_text() -> None:
    small, head = PdfLine(1, "13 June 2031", 50, 100, 760, 6), PdfLine(1, "head", 50, 500, 730, 20)
    text = [line(f"l{n}", 50, 700 - 12 * n) for n in range(6)]
    assert in_reading_order([small, *text, head]) == [head, small, *text]


def test_two_pieces_of_one_line_are_joined_where_there_are_no_columns() -> None:
    pieces = [line("The ports", 50, 700, 242), line("of walls.", 50, 688, 230), line("spoke", 248, 699.5, 300)]
    assert [one.text for one in joined(pieces)] == ["The ports spoke", "of walls."]
    columns = [line(f"{x}", x, 700 - 12 * n, x + 190) for x in (50, 246) for n in range(6)]
    assert joined(columns) == columns


def test_the_words_in_a_drawing_do_not_disturb_the_order_of_the_text() -> None:
    left = [line(f"The first column of Port Example {n}", 50, 700 - 12 * n, 240) for n in range(8)]
    right = [line(f"The second column of Port Example {n}", 300, 700 - 12 * n) for n in range(8)]
    labels = [PdfLine(1, str(n), x, x + 8, 500 + 9 * n, 5) for x in (60, 200, 310, 420) for n in range(9)]
    assert in_reading_order([*left, *labels, *right]) == [*left, *labels, *right]


def one_page(words: bytes) -> bytes:
    """A PDF of one page in Helvetica; `words` is what stands between BT and ET."""
    stream = b"BT /F1 12 Tf " + words + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (rb"[(Ben M) (\250) 445 (uller of Port Example)] TJ", "Ben Müller of Port Example"),
        (rb"(Ben Muller of Port) Tj 36 0 Td (\250) Tj 70 0 Td (spoke.) Tj", "Ben Müller of Port spoke."),
        (rb"[(600 seconds) -125 (into the talks)] TJ", "600 seconds into the talks"),
        (rb"[(B) -125 (E) -125 (N)] TJ", "BEN"),
    ],
)
def test_accents_drawn_by_themselves_and_narrow_blanks_are_read(pieces: bytes, words: str) -> None:
    assert draw_pdf(one_page(b"50 400 Td " + pieces)).text == f"{words}\n"


def test_words_that_run_upwards_are_one_line() -> None:
    upwards = one_page(b"0 1 -1 0 200 100 Tm (Walls were too low in Port Example.) Tj")
    assert draw_pdf(upwards).text == "Walls were too low in Port Example.\n"


def test_letters_of_a_font_of_pictures_have_the_size_that_is_seen() -> None:
    names = b" ".join(b"/%c" % c for c in range(97, 123))
    pictures = names.replace(b" ", b" 6 0 R ") + b" 6 0 R"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 6 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 122"
        b" /Encoding << /Differences [97 %s] >> /CharProcs << %s >> /Widths [%s] >>" % (names, pictures, b" 6" * 26)
    )
    square = b"6 0 0 0 6 9 d1 0 0 5 9 re f"
    page = one_page(b"50 400 Td /F1 1 Tf (walls) Tj 34 0 Td (are) Tj -34 -12 Td (low) Tj")
    page = page.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", font)
    page = page.replace(b"/F1 12 Tf", b"")
    picture = b"6 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(square), square)
    assert draw_pdf(page.replace(b"trailer", picture + b"trailer")).text == "walls are\nlow\n"
