"""Whatever reads a part of an edited Word file meets the same gate."""

from __future__ import annotations

import pytest

from briefgen.errors import Problems
from briefgen.readers.docx.package import headers_and_footers
from briefgen.readers.docx.reader import read_docx, undecided_changes
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import document, item, package, parts

READERS = (read_docx, undecided_changes, headers_and_footers)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("blanks", [0, 64, 5000])
def test_a_document_type_declaration_is_refused_by_whoever_reads(house: House, read: object, blanks: int) -> None:
    made = parts(DocxWriter(house).write(document(*item("x"))))
    text = made["word/document.xml"].partition(b"\n")[2]
    hostile = b" " * blanks + b'<!DOCTYPE x [<!ENTITY e "lost">]>' + text
    assert callable(read)
    with pytest.raises(Problems, match="document type declaration"):
        read(package(made | {"word/document.xml": hostile}), "out/a.docx")
