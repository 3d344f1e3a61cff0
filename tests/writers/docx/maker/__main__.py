"""`python -m tests.writers.docx.maker`: write the house documents that ship, the one with a cover among them."""

from __future__ import annotations

from tests.writers.docx.maker import HOUSE, HOUSE_WITH_COVER
from tests.writers.docx.maker.document import make_house_document

if __name__ == "__main__":
    HOUSE.write_bytes(make_house_document())
    HOUSE_WITH_COVER.write_bytes(make_house_document(cover=True))
