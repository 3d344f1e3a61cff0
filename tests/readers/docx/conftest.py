from __future__ import annotations

import pytest

from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from tests.writers.docx.packages import HOUSE_FILE


@pytest.fixture(scope="session")
def house() -> House:
    """The house that ships with briefgen."""
    return read_house(HOUSE_FILE.read_bytes(), "templates/house.docx")
