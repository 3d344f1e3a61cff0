"""The participation matrix: what it refuses, what it says, and how it is drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest

from briefgen.figures.matrix_picture import draw_mark, draw_tile, participation_picture
from briefgen.figures.sheet import Sheet, Typesetter, fixed_settings
from briefgen.figures.shown import MARKS, STATUSES, Cell, Column, Matrix, Row, participation_alternative
from tests.figures.samples import ENDLESS, LONG, MATRIX_WORDS, SCRIPTS, TASTINGS, greys, has_ink_at_border, matrix

# --- in words ----------------------------------------------------------------------------------


def test_the_alternative_says_everything() -> None:
    assert participation_alternative(TASTINGS, MATRIX_WORDS) == (
        "Growers at the tastings. "
        "Spring: Lima, May 2023; Oslo, May 2024. "
        "Autumn: Lima, 2024. "
        "Almond Hill: the word for listed – Lima, May 2023; the word for present – Oslo (host);"
        " the word for no-list – Lima, 2024. "
        "Birch Farm, Cedar Dale: the word for not-listed – Lima, May 2023; the word for absent – Oslo;"
        " the word for no-list – Lima, 2024. "
        "Dogwood: the word for listed – all tastings."
    )


def test_the_alternative_names_every_row_column_status_and_mark() -> None:
    rows = {f"Grower {n}": f"{status}+host+chair listed" for n, status in enumerate(STATUSES)}
    text = participation_alternative(matrix(rows, (Column(("Lima",)), Column(("Oslo",)))), MATRIX_WORDS)
    said = [*rows, "Lima", "Oslo", *MATRIX_WORDS.statuses.values(), *MATRIX_WORDS.marks.values()]
    assert [part for part in said if part not in text] == []


def test_one_cell_is_said_by_its_column() -> None:
    one = matrix({"Almond Hill": "declined"}, (Column(("Lima",)),))
    words = replace(MATRIX_WORDS, opening="")
    assert participation_alternative(one, words) == "Lima. Almond Hill: the word for declined – Lima."


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((), ()),
        ((Column(("Lima",)),), ()),
        ((), (Row("Almond Hill", ()),)),
        ((Column(("Lima",)),), (Row("Almond Hill", ()),)),
        ((Column(("Lima",)),), (Row("Almond Hill", (Cell("there"),)),)),
        ((Column(("Lima",)),), (Row("Almond Hill", (Cell("listed", ("guest",)),)),)),
        ((Column(("Lima",)),), (Row("Almond Hill", (Cell("listed", ("host", "host")),)),)),
    ],
    ids=["nothing", "no row", "no column", "ragged", "unknown status", "unknown mark", "mark twice"],
)
def test_a_matrix_that_cannot_be_drawn_is_refused(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
    with pytest.raises(ValueError, match=r"needs|cells for|no such|twice"):
        Matrix(columns, rows)


# --- as a picture ------------------------------------------------------------------------------


def grid(rows: int, columns: int, label: str = "Grower", group: str = "Series", head: str = "Lima") -> Matrix:
    cells = tuple(Cell(STATUSES[n % len(STATUSES)], ("host", "chair")[: n % 3]) for n in range(columns))
    heads = tuple(Column((head, f"{n} May 2024"), f"{group} {n // 3}" if group else "") for n in range(columns))
    return Matrix(heads, tuple(Row(label and f"{label} {n}", cells) for n in range(rows)))


ODD = {
    "one cell": grid(1, 1),
    "sixty rows": grid(60, 5),
    "thirty columns": grid(4, 30),
    "seventy columns": grid(1, 70, label=LONG),
    "long words": grid(2, 7, LONG, LONG, LONG),
    "endless words": grid(2, 30, ENDLESS, ENDLESS, ENDLESS),
    "no words": Matrix((Column(()),), (Row("", (Cell("listed"),)),)),
    "scripts": Matrix(
        tuple(Column((script, script), script) for script in SCRIPTS),
        tuple(Row(script, (Cell("listed"),) * len(SCRIPTS)) for script in SCRIPTS),
    ),
}


@pytest.mark.few(2)
@pytest.mark.parametrize("description", ODD.values(), ids=ODD)
def test_whatever_is_described_stays_inside_the_picture(description: Matrix) -> None:
    picture = participation_picture(description, MATRIX_WORDS, "matrix.png")
    assert not has_ink_at_border(picture)
    assert 99 < picture.width <= 164
    assert participation_alternative(description, MATRIX_WORDS)


def test_long_words_of_the_legend_stay_inside() -> None:
    words = replace(MATRIX_WORDS, statuses={s: LONG + s for s in STATUSES}, marks={"host": ENDLESS})
    assert not has_ink_at_border(participation_picture(TASTINGS, words, "matrix.png"))


def test_the_picture_grows_with_its_rows() -> None:
    heights = [participation_picture(grid(n, 3), MATRIX_WORDS, "m.png").height for n in (1, 9, 20)]
    assert heights[1] - heights[0] == pytest.approx(8 * 6.4, abs=0.2)
    assert heights == sorted(heights)


def test_the_legend_has_only_what_occurs() -> None:
    """A word for a status that no cell has changes nothing."""
    used = {s: w for s, w in MATRIX_WORDS.statuses.items() if s in TASTINGS.statuses()}
    few = replace(MATRIX_WORDS, statuses=used, marks={"host": "host"})
    all_words = participation_picture(TASTINGS, MATRIX_WORDS, "matrix.png")
    assert participation_picture(TASTINGS, few, "matrix.png") == all_words


def test_a_dollar_sign_is_no_formula() -> None:
    plain, dollars = (participation_picture(grid(1, 1, label=text), MATRIX_WORDS, "m.png") for text in ("x_1", "$x_1$"))
    assert greys(plain) != greys(dollars)


def tile(status: str, mark: str = "", size: tuple[float, float] = (12.0, 5.4)) -> bytes:
    with fixed_settings():
        sheet = Sheet(size[0] + 2, size[1] + 2, Typesetter())
        draw_tile(sheet, status, (1.0, 1.0), size)
        if mark:
            draw_mark(sheet, mark, (size[0] - 1.0, 1.0 + size[1] / 2), 1.3)
        return greys(sheet.picture("tile.png"))


def different(a: bytes, b: bytes) -> float:
    """The share of pixels whose greys are far apart."""
    return sum(abs(x - y) > 40 for x, y in zip(a, b, strict=True)) / len(a)


@pytest.mark.parametrize("size", [(26.0, 5.4), (3.9, 4.4)], ids=["wide", "narrow"])
def test_statuses_are_told_apart_in_greyscale(size: tuple[float, float]) -> None:
    tiles = {status: tile(status, size=size) for status in STATUSES}
    alike = [(a, b) for a, b in combinations(STATUSES, 2) if different(tiles[a], tiles[b]) < 0.012]
    assert alike == []


def test_marks_are_seen_on_every_tile_and_told_apart() -> None:
    for status, (first, second) in product(STATUSES, combinations(MARKS, 2)):
        bare, one, other = tile(status), tile(status, first), tile(status, second)
        assert min(different(bare, one), different(bare, other), different(one, other)) > 0.006
