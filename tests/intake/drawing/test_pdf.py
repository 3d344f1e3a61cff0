"""Lines of a PDF become paragraphs: columns in their order, heads left out, sentences over two pages whole."""

from __future__ import annotations

from io import BytesIO

import pytest

from briefgen.intake.drawing.drawn import Drawn, Undrawable
from briefgen.intake.drawing.pdf import draw_pdf
from tests.intake.drawing.test_pdf_lines import one_page

Placed = tuple[float, float, float, str]
"""How far to the right and up, as a part of the page, how large, and the words."""


def pdf(*pages: list[Placed], **says: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    file = BytesIO()
    with rc_context({"pdf.fonttype": 42}), PdfPages(file, metadata=says) as book:
        for page in pages:
            figure = Figure(figsize=(8, 11))
            for x, y, size, words in page:
                figure.text(x, y, words, fontsize=size)
            book.savefig(figure)
    return file.getvalue()


def column(x: float, top: float, lines: list[str], size: float = 10) -> list[Placed]:
    return [(x, top - n * 0.02, size, words) for n, words in enumerate(lines)]


def flat(drawn: Drawn) -> list[str]:
    return [" ".join(p.split()) for p in drawn.text.split("\n\n")]


LEFT = [
    "The second Coastal Climate Forum",
    "met in the old custom house of",
    "Port Example, and nobody knew",
    "who was to pay for it.",
]
RIGHT = [
    "Delegations came from far and",
    "wide. They spoke of counter-",
    "measures, and of the weather",
    "that the coast has had.",
]


@pytest.mark.slow
def test_a_sentence_over_two_pages_is_whole_and_heads_are_left_out() -> None:
    first = [(0.1, 0.96, 10, "Coastal Review"), (0.5, 0.03, 10, "Page 1"), *column(0.1, 0.9, LEFT[:3])]
    second = [(0.1, 0.96, 10, "Coastal Review"), (0.5, 0.03, 10, "Page 2"), *column(0.1, 0.9, LEFT[3:] + RIGHT)]
    found = draw_pdf(pdf(first, second))
    assert flat(found)[0].startswith(" ".join(LEFT))
    assert [(s.page, s.start) for s in found.stretches][:2] == [(1, 0), (2, found.text.index(LEFT[3]))]
    assert found.remarks == ("left out as running heads: Coastal Review | Page 1 | Page 2",)


def test_columns_that_are_written_across_are_read_one_after_the_other() -> None:
    lines = [
        placed for row in zip(column(0.08, 0.9, LEFT * 4), column(0.55, 0.9, RIGHT * 4), strict=True) for placed in row
    ]
    found = " ".join(draw_pdf(pdf(lines)).text.split())
    assert " ".join(LEFT) in found
    assert "wide. They spoke of counter- measures, and of the weather that the coast has had." in found


def test_numbers_of_notes_are_no_part_of_a_sentence_and_notes_stand_behind_it() -> None:
    first = [
        *column(0.1, 0.9, [*LEFT[:2], "Port Example"]),
        (0.27, 0.868, 6, "12"),
        (0.1, 0.1, 7, "12 See the record."),
    ]
    second = column(0.1, 0.9, ["and nobody knew.", *RIGHT])
    found = flat(draw_pdf(pdf(first, second)))
    assert "custom house of Port Example and nobody knew." in found[0]
    assert "12 See the record." in found


def test_a_title_is_what_stands_in_the_largest_letters() -> None:
    found = draw_pdf(pdf([(0.1, 0.95, 22, "On walls"), *column(0.1, 0.85, ["13 June 2031", *LEFT, *RIGHT])]))
    assert [(s.what, s.value) for s in found.said if s.where.startswith("the ")] == [
        ("title", "On walls"),
        ("published", "2031-06-13"),
    ]
    assert {s.heading for s in found.stretches} == {"On walls"}


def test_a_title_in_two_lines_is_one_though_large_letters_stand_apart() -> None:
    title = [(0.1, 0.95, 22, "On walls and on what"), (0.1, 0.914, 22, "Ports make of them")]
    found = draw_pdf(pdf([*title, *column(0.1, 0.85, [*LEFT, *RIGHT])]))
    assert found.text.split("\n")[0] == "On walls and on what Ports make of them"


def test_a_heading_within_the_text_is_no_title() -> None:
    headed = [(0.1, 0.5, 18, "What was agreed"), *column(0.1, 0.45, LEFT), (0.1, 0.2, 18, "What was not")]
    found = draw_pdf(pdf([*column(0.1, 0.95, [*LEFT, *RIGHT, *LEFT, *RIGHT]), *headed]))
    assert [s.value for s in found.said if s.what == "title"] == []


def test_a_document_in_one_size_is_called_by_its_first_lines() -> None:
    lines = [*column(0.1, 0.95, ["Report on the walls of Port Example"]), *column(0.1, 0.85, [*LEFT, *RIGHT])]
    assert [s.value for s in draw_pdf(pdf(lines)).said if s.what == "title"] == ["Report on the walls of Port Example"]
    assert not [s for s in draw_pdf(pdf(column(0.1, 0.95, [*LEFT, *RIGHT]))).said if s.what == "title"]


def test_a_day_in_a_sentence_is_not_that_of_the_document_and_one_at_its_end_is() -> None:
    lines = column(0.1, 0.95, ["On 12 June 2031, Ana Sample and", *LEFT, *RIGHT])
    found = draw_pdf(pdf([*lines, (0.1, 0.5, 10, "Ana Sample"), (0.1, 0.4, 10, "13 June 2031")]))
    assert [(s.value, s.where) for s in found.said if s.what == "published"] == [
        ("2031-06-13", "the visible line on its first page")
    ]


def test_what_a_program_has_written_is_no_title_and_no_author() -> None:
    lines = column(0.1, 0.95, [*LEFT, *RIGHT])
    for title, author, said in (
        ("Microsoft Word - Walls of ports.docx", "PORTSAMPLE", [("title", "Walls of ports")]),
        ("walls-2031", "jsample", []),
        ("会議録表示", "jsample", [("title", "会議録表示")]),
        ("Walls of ports", "Ana Sample", [("title", "Walls of ports"), ("author", "Ana Sample")]),
    ):
        found = draw_pdf(pdf(lines, Title=title, Author=author))
        assert [(s.what, s.value) for s in found.said if s.what in ("title", "author")] == said


@pytest.mark.slow
def test_what_heads_a_table_on_two_pages_of_many_is_kept() -> None:
    pages = [column(0.1, 0.8, LEFT) for _ in range(5)]
    for page in pages[2:4]:
        page.append((0.1, 0.96, 10, "Port and what it pays"))
    assert "Port and what it pays" in draw_pdf(pdf(*pages)).text


def test_a_page_without_words_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Undrawable, match="has no words"):
        draw_pdf(pdf([]))


@pytest.mark.slow
def test_a_label_and_what_stands_behind_it_are_one_line_and_one_paragraph() -> None:
    rows = [("Body:", "Port Council"), ("Location:", "Old custom house"), ("In the chair:", "Ana Sample")]
    placed = [
        (x, 0.9 - n * 0.02, 10, words) for n, row in enumerate(rows) for x, words in zip((0.1, 0.4), row, strict=True)
    ]
    assert flat(draw_pdf(pdf([*placed, *column(0.1, 0.7, LEFT)])))[:3] == [" ".join(row) for row in rows]


@pytest.mark.slow
def test_a_word_alone_is_no_title_and_a_day_in_another_language_is_read() -> None:
    head = [(0.1, 0.95, 24, "COMMUNIQUÉ"), (0.1, 0.9, 18, "27 JUILLET 2031"), (0.1, 0.85, 18, "Les digues du port")]
    text = 3 * ["Les digues du port sont trop basses et", "la ville de Port Exemple est dans l’eau."]
    said = {one.what: one.value for one in draw_pdf(pdf([*head, *column(0.1, 0.7, text)])).said if one.what != "made"}
    assert (said["title"], said["published"]) == ("Les digues du port", "2031-07-27")


def test_a_sentence_goes_on_in_the_next_column_below_a_table_and_its_caption() -> None:
    first = column(0.08, 0.9, [*LEFT, "They agreed that the wall was as", "low as ever, and that they would"])
    table = column(0.55, 0.9, ["Port Wall", "Example 2.1"], 7)
    caption = column(0.55, 0.85, ["Table 1: What the walls of the", "coast measure. In metres."])
    second = column(0.55, 0.79, ["build it anew before the winter.", *RIGHT])
    found = flat(draw_pdf(pdf([*first, *table, *caption, *second])))
    assert "and that they would build it anew before the winter." in " ".join(found)
    assert "Table 1: What the walls of the coast measure. In metres." in found


def test_running_heads_with_a_number_sign_are_read() -> None:
    pages = [[(0.1, 0.96, 10, head), *column(0.1, 0.9, LEFT)] for head in ("No. # 1", "No. 2 3", "No. # 3")]
    assert "met in the old custom house of" in draw_pdf(pdf(*pages)).text


SENTENCE = "The second Coastal Climate Forum met in the old custom house of Port Example."


def shown(words: bytes, encoding: bytes = b"/WinAnsiEncoding") -> bytes:
    return one_page(b"20 400 Td /F1 4 Tf (%s) Tj" % words.replace(b"\\", b"_")).replace(b"/WinAnsiEncoding", encoding)


NUMBERED = b"<< /Differences [33 %s] >>" % b" ".join(b"/g%d" % n for n in range(90))


@pytest.mark.parametrize(
    "page",
    [
        shown(bytes(42 + n % 45 for n in range(90)), NUMBERED),
        shown("Второй климатический форум побережья собрался в старой таможне".encode("cp1251")),
        shown(bytes(c - 29 if c > 96 else c for c in 2 * SENTENCE.encode())),
    ],
)
def test_a_page_whose_letters_have_no_codes_is_said_to_be_garbage(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.intake.drawing.pdf.is_installed", lambda: False)
    with pytest.raises(Undrawable, match="codes say nothing of which they are; install tesseract"):
        draw_pdf(page)
    monkeypatch.setattr("briefgen.intake.drawing.pdf.is_installed", lambda: True)
    monkeypatch.setattr("briefgen.intake.drawing.pdf.words_of_picture", lambda picture, language: SENTENCE)
    found = draw_pdf(page)
    assert (found.text, found.stretches[0].ocr) == (f"{SENTENCE}\n", True)
    assert "read off its picture (OCR); look for another copy" in found.remarks[0]


@pytest.mark.parametrize(
    "words",
    [
        "Der Präsident der Türkei sprach über die großen Häfen",
        "UNHCR, OSZE, EBRD: 1,204 5.61 x 773",
        "Zwölf Brücken für Åland",
    ],
)
def test_a_page_in_words_or_figures_is_no_garbage(words: str) -> None:
    assert words in draw_pdf(shown(words.encode("cp1252"))).text


def test_the_cells_of_a_row_are_one_line() -> None:
    rows = [
        ("Port Example", "1,204 guests", "56.1 (53.2 to 58.8)"),
        ("Lake Example", "773 guests", "24.1 (23.4 to 24.8)"),
    ]
    cells: list[Placed] = [
        (x, 0.9 - n * 0.03, 10, words)
        for n, row in enumerate(4 * rows)
        for x, words in zip((0.05, 0.35, 0.65), row, strict=True)
    ]
    lines = draw_pdf(pdf(cells)).text.split("\n")
    assert lines[:2] == [" ".join(row) for row in rows]


def test_a_sentence_that_names_a_figure_at_the_head_of_a_line_is_whole() -> None:
    lines = ["How low the walls have been", "since the war is shown in", "Figure 5. Nobody had measured", "them."]
    assert "is shown in Figure 5. Nobody" in " ".join(draw_pdf(pdf(column(0.1, 0.9, lines))).text.split())


def test_a_letter_that_has_no_code_is_shown_to_lack_and_said() -> None:
    found = draw_pdf(shown(b"The ports had di\x01culties with their walls and no o\x01ce"))
    assert "di\ufffdculties with their walls and no o\ufffdce" in found.text
    told = "di\ufffdculties (page 1), o\ufffdce (page 1)"
    assert found.remarks == (f"2 words with a letter that has no code, \ufffd: {told}; compare with the pages",)
    assert "no code" not in "".join(draw_pdf(shown(b"x \x01 = y \x01 z")).remarks)


def test_a_sentence_goes_on_in_the_next_column_behind_notes_in_letters_of_its_size() -> None:
    left = [*LEFT[:3], "who was to pay for the walls that"]
    notes = ["1 Walls of ports, a survey of all.", "2 The levy of ports, in figures."]
    right = ["the ports had built on the coast.", *RIGHT[1:]]
    page = [*column(0.1, 0.8, left), *column(0.1, 0.3, notes), *column(0.55, 0.8, right)]
    assert "to pay for the walls that the ports had built on the coast." in " ".join(draw_pdf(pdf(page)).text.split())
