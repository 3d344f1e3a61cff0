"""Descriptions to draw, from an invented field, and what is needed to look at the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from PIL import Image

from briefgen.document.nodes import Picture
from briefgen.figures.shown import (
    STATUSES,
    Cell,
    Column,
    Event,
    Lane,
    Matrix,
    MatrixWords,
    Row,
    Timeline,
    TimelineWords,
)

MATRIX_WORDS = MatrixWords(
    statuses={status: f"the word for {status}" for status in STATUSES},
    marks={"host": "host", "chair": "in the chair"},
    opening="Growers at the tastings.",
    everywhere="all tastings",
)
TIMELINE_WORDS = TimelineWords("sure", "uncertain", "contested", opening="Tastings by year.")

LONG = "Association of Growers of the Upper Valleys and the Lower Slopes " * 8
ENDLESS = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6
SCRIPTS = (
    "Россия",
    "دولة فلسطين",
    "ישראל",
    "中华人民共和国",
    "ประเทศไทย",
    "$x^2$ \\frac",
    "a\u200db\x07",
    "👩‍🌾 \ud800",
    "",
)


def matrix(rows: dict[str, str], columns: tuple[Column, ...]) -> Matrix:
    """Rows as `listed present+host`."""

    def cell(text: str) -> Cell:
        status, *marks = text.split("+")
        return Cell(status, tuple(marks))

    return Matrix(columns, tuple(Row(label, tuple(map(cell, cells.split()))) for label, cells in rows.items()))


TASTINGS = matrix(
    {
        "Almond Hill": "listed present+host no-list",
        "Birch Farm": "not-listed absent no-list",
        "Cedar Dale": "not-listed absent no-list",
        "Dogwood": "listed listed listed",
    },
    (
        Column(("Lima", "May 2023"), "Spring"),
        Column(("Oslo", "May 2024"), "Spring"),
        Column(("Lima", "2024"), "Autumn"),
    ),
)
YEARS = Timeline(
    (
        Lane(
            "Spring",
            (
                Event(
                    ("Oslo", "2nd"), date(2024, 5, 4), date(2024, 5, 4), "4 May 2024", contested=True, note="or Rome"
                ),
                Event(("Lima", "1st"), date(2023, 5, 2), date(2023, 5, 3), "2–3 May 2023"),
            ),
        ),
        Lane("Autumn", (Event(("Lima",), date(2024, 1, 1), date(2024, 12, 31), "2024", uncertain=True),)),
    )
)


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.png))
    image.load()
    return image


def greys(picture: Picture) -> bytes:
    return opened(picture).convert("L").tobytes()


def has_ink_at_border(picture: Picture, depth: int = 3) -> bool:
    image = opened(picture).convert("L")
    w, h = image.size
    strips = ((0, 0, w, depth), (0, h - depth, w, h), (0, 0, depth, h), (w - depth, 0, w, h))
    return any(image.crop(strip).getextrema() != (255, 255) for strip in strips)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG (ISO/IEC 15948, 5.3): type and data."""
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
