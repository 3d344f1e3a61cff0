"""Lines are read in the order of the page, also where a program wrote them in another."""

from __future__ import annotations

from briefgen.intake.drawing.pdf import draw_pdf
from briefgen.intake.drawing.pdf_lines import PdfLine, in_reading_order


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


def upright(words: str) -> bytes:
    """A PDF of one page on which words run from below to above."""
    stream = f"BT /F1 12 Tf 0 1 -1 0 200 100 Tm ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


def test_words_that_run_upwards_are_one_line() -> None:
    assert draw_pdf(upright("Walls were too low in Port Example.")).text == "Walls were too low in Port Example.\n"
