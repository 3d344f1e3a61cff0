"""Tables are read whatever their separator and encoding."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.drawn import Undrawable
from briefgen.intake.tables.worksheet import read_sheet


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_told_apart(separator: str, encoding: str) -> None:
    table = f'id{separator}name\r\na{separator}"Ann; of, Port\tExample | north"\r\n\r\nb{separator}Bo\r\n'
    sheet = read_sheet(table.encode(encoding))
    assert [c.text for c in sheet.headings] == ["id", "name"]
    assert [[(c.text, c.row, c.column) for c in row] for row in sheet.rows] == [
        [("a", 2, 1), ("Ann; of, Port Example | north", 2, 2)],
        [("b", 4, 1), ("Bo", 4, 2)],
    ]


@pytest.mark.parametrize("data", [b"", b"\n,,\n", b"PK\x03\x04nothing"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Undrawable):
        read_sheet(data)
