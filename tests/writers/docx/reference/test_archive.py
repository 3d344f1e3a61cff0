"""Hostile and broken files are refused before any library opens them."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from briefgen.errors import Problems
from briefgen.writers.docx.reference import archive
from briefgen.writers.docx.reference.archive import unpack
from briefgen.writers.docx.reference.reader import read_house
from tests.writers.docx.packages import HOUSE_FILE, changed, package, parts


def zipped(*entries: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        for name, data in entries:
            made.writestr(ZipInfo(name), data, method)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Problems) as raised:
        read_house(data, "templates/house.docx")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.location.file == "templates/house.docx"
    return f"{diagnostic.message} [{diagnostic.code}]"


def encrypted(data: bytes) -> bytes:
    """The zip with the flag of encryption set at its first entry, in both of its headers."""
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    made = bytearray(data)
    made[local + 6] |= 1
    made[central + 8] |= 1
    return bytes(made)


def overlapping(data: bytes) -> bytes:
    """The zip with its second entry pointing at the first one's bytes."""
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(("bomb.xml", b"\0" * (4 << 20))), "unpacks to more than 300 times its size"),
        (zipped(("a.xml", b"1"), ("A.XML", b"2")), "'A.XML' stands in it twice"),
        (zipped(("../a.xml", b"1")), "leads out of the file"),
        (zipped(("/a.xml", b"1")), "leads out of the file"),
        (zipped(("word\\a.xml", b"1")), "leads out of the file"),
        (zipped(("C:a.xml", b"1")), "leads out of the file"),
        (zipped(("a.xml", b"1"), method=ZIP_LZMA), "packed in a way that Word does not use"),
        (encrypted(zipped(("a.xml", b"1"))), "is encrypted"),
        (overlapping(zipped(("a.xml", b"1"), ("b.xml", b"1"))), "lies over another entry"),
        (zipped(*((f"{n}.xml", b"") for n in range(5001))), "has 5001 entries"),
    ],
)
def test_an_archive_built_to_harm_is_refused(data: bytes, reason: str) -> None:
    said = refusal(data)
    assert reason in said
    assert said.endswith("[house-unsafe]")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(Problems, match="unpacks to more than"):
        unpack(zipped(("a", b"1" * 600), ("b", b"1" * 600)), "x.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(encoding: str) -> None:
    part = '<!DOCTYPE x [<!ENTITY e "lost">]><x>&e;</x>'.encode(encoding)
    said = refusal(package(parts(HOUSE_FILE.read_bytes()) | {"word/header1.xml": part}))
    assert "word/header1.xml has a document type declaration" in said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip at all",
        HOUSE_FILE.read_bytes()[:-200],
        HOUSE_FILE.read_bytes()[:3000] + b"damage" + HOUSE_FILE.read_bytes()[3006:],
        zipped(("a.txt", b"a zip, but no Word file")),
        changed(HOUSE_FILE.read_bytes(), "word/styles.xml", lambda x: x.replace("</w:styles>", "")),
        changed(HOUSE_FILE.read_bytes(), "[Content_Types].xml", lambda x: x.replace("document.main", "template.main")),
    ],
    ids=["empty", "text", "cut", "damaged", "other zip", "broken part", "a template"],
)
def test_what_is_no_word_document_is_said_to_be_unreadable(data: bytes) -> None:
    said = refusal(data)
    assert "the house document cannot be read" in said
    assert said.endswith("[house-unreadable]")
