from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import Document, Table, Text
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.tables import widths
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import META, parts

WIDTH = 9298


def test_columns_that_fit_share_what_is_left_over() -> None:
    narrow, wide = widths([["State", "Head of delegation"], ["Azerbaijan", "not named"]], WIDTH)
    assert narrow < wide
    assert narrow + wide == WIDTH


def test_a_long_cell_does_not_starve_its_neighbours() -> None:
    short, long = widths([["Threat", "External forces are active in trying to destabilise. " * 20]], WIDTH)
    assert 600 < short < 2000 < long


def test_a_column_that_names_the_rows_is_alike_in_all_tables() -> None:
    first = [widths([[name, "x" * 20]], WIDTH, names_first=True)[0] for name in ("On", "Date", "Place")]
    assert set(first) == {WIDTH // 5}


def test_a_long_word_gets_its_room() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    _, wide = widths([["some words that could be broken anywhere " * 9, word]], WIDTH)
    assert wide > 190 * 20


cells = st.integers(1, 12).flatmap(
    lambda n: st.lists(st.lists(st.text(max_size=60), min_size=n, max_size=n), min_size=1, max_size=4)
)


@given(cells, st.booleans())
def test_columns_always_fill_the_table(table: list[list[str]], names_first: bool) -> None:
    made = widths(table, WIDTH, names_first=names_first)
    assert sum(made) == WIDTH
    assert len(made) == len(table[0])
    assert min(made) > 0


def rows_that_keep(house: House, rows: int, words: str) -> list[bool]:
    """For each row of a table, the header first, whether it stays on the page of the next."""
    cells = ((Text("Meeting"),), (Text("What is reported"),))
    made = Table(cells, tuple(((Text(f"No {n}"),), (Text(words),)) for n in range(rows)))
    xml = parts(DocxWriter(house).write(Document((made,), (), META)))["word/document.xml"].decode()
    return ["<w:keepNext/>" in row for row in xml.split("<w:tr>")[1:]]


def test_a_short_table_stays_on_one_page(house: House) -> None:
    assert rows_that_keep(house, 5, "listed") == [True] * 5 + [False]


def test_no_row_of_a_long_table_stands_alone_on_a_page(house: House) -> None:
    """Its header has two rows below it, and the last one has another before it."""
    for rows, words in ((12, "listed"), (8, "It was listed. " * 40), (4, "It was listed. " * 16)):
        assert rows_that_keep(house, rows, words) == [True, True, *[False] * (rows - 3), True, False]


def test_a_row_of_which_only_the_first_cell_speaks_goes_over_all_columns_and_stays_with_the_next(house: House) -> None:
    def cells(*words: str) -> tuple[tuple[Text, ...], ...]:
        return tuple((Text(word),) if word else () for word in words)

    rows = [
        cells("The Council of all the heads of everything", ""),
        *[cells(f"No {n}", "word " * 40) for n in range(9)],
    ]
    made = Table(cells("Meeting", "What is reported"), (*rows, cells("Last", "")))
    written = DocxWriter(house).write(Document((made,), (), META))
    _, head, title, first, *_, last = parts(written)["word/document.xml"].decode().split("<w:tr>")
    assert '<w:gridSpan w:val="2"/>' in title
    assert title.count("<w:tc>") == 1
    assert "<w:keepNext/>" in title
    assert "<w:tblHeader/>" not in title
    assert "gridSpan" not in head + first
    # In a redline a row is the last of one version and not of the other, so that is no matter of its cells.
    assert ('<w:gridSpan w:val="2"/>' in last, "<w:keepNext/>" in last) == (True, False)
    again, _ = read_docx(written, "a.docx")
    assert next(block for block in again.blocks if isinstance(block, Table)).rows[0] == rows[0]
