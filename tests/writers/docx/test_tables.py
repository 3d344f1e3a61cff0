from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.writers.docx.tables import widths

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
