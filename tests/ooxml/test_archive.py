"""Hostile and broken files are refused before any library opens them."""

from __future__ import annotations

import struct
import subprocess
import sys
import warnings
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from briefgen.errors import Problems
from briefgen.ooxml import archive
from briefgen.ooxml.archive import HOUSE
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


def with_part(part: bytes, name: str = "word/header1.xml") -> bytes:
    return package(parts(HOUSE_FILE.read_bytes()) | {name: part})


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (lambda: b"<a>" + b"".join(b"<b%d/>" % n for n in range(500_001)) + b"</a>", "has more than 500000 tags"),
        (lambda: b"<a " + b" ".join(b"b%d='%d'" % (n, n) for n in range(1_000_001)) + b"/>", "or 1000000 attributes"),
        (b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>', "is not written in UTF-8"),
        (b'<?xml version="1.0" encoding="iso-2022-jp"?><x/>', "is not written in UTF-8"),
        ("<x/>".encode("utf-32"), "is not written in UTF-8"),
        ("<!DOCTYPE x><x/>".encode("utf-16-be"), "has a document type declaration"),
        (b"\xef\xbb\xbf\n <!DOCTYPE x><x/>", "has a document type declaration"),
        (b" " * 64 + b"<!DOCTYPE x><x/>", "has a document type declaration"),
        (b"\n" * 100_000 + b"<!DOCTYPE x><x/>", "has a document type declaration"),
        ('<?xml version="1.0" encoding="cp037"?><!DOCTYPE x><x/>'.encode("cp037"), "is not written in UTF-8"),
    ],
    ids=[
        *("tags", "attributes", "utf-7", "iso-2022-jp", "utf-32", "utf-16 without a mark", "utf-8 with a mark"),
        *("behind blanks", "behind line ends", "ebcdic"),
    ],
)
def test_markup_built_to_harm_is_refused(part: bytes | Callable[[], bytes], reason: str) -> None:
    said = refusal(with_part(part() if callable(part) else part))
    assert reason in said
    assert said.endswith("[house-unsafe]")


def test_markup_is_known_by_how_it_begins_not_by_its_name() -> None:
    entries = parts(HOUSE_FILE.read_bytes())
    named = {name: part.replace(b"header1.xml", b"header1.png") for name, part in entries.items()}
    del named["word/header1.xml"]
    said = refusal(package(named | {"word/header1.png": b'<!DOCTYPE x [<!ENTITY e "lost">]><x>&e;</x>'}))
    assert "word/header1.png has a document type declaration" in said


def test_markup_that_is_too_deep_is_refused() -> None:
    tags = [f"<w:a{n}>" for n in range(2000)]
    deep = f"<w:hdr {SPACE}>{''.join(tags)}{''.join(t.replace('<', '</') for t in reversed(tags))}</w:hdr>"
    assert refusal(with_part(deep.encode())).endswith("[house-unreadable]")


def test_a_wrong_checksum_is_refused() -> None:
    data = bytearray(HOUSE_FILE.read_bytes())
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF
    data[data.index(b"PK\x03\x04") + 14] ^= 0xFF
    assert "Bad CRC-32" in refusal(bytes(data))


def test_the_long_form_of_zip_is_read_as_any_other() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts(HOUSE_FILE.read_bytes()).items():
            with archive.open(ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(part)
    assert HOUSE.unpack(buffer.getvalue(), "x.docx") == parts(HOUSE_FILE.read_bytes())


def test_no_bomb_takes_much_memory() -> None:
    """A child reads each; the largest of them stays small."""
    bombs = [
        zipped(("bomb.xml", b"\0" * (64 << 20))),
        with_part(b"<a>" + b"".join(b"<b%d/>" % (n % 9973) for n in range(600_000)) + b"</a>"),
        with_part(("<a " + " ".join(f"b{n}='{n * 7919}'" for n in range(200_000)) + "/>").encode(), "word/styles.xml"),
    ]
    for bomb in bombs:
        assert peak_megabytes(bomb) < 700


def peak_megabytes(data: bytes) -> int:
    """Of an interpreter of its own: a copy of this process would begin with what all tests before have left here."""
    script = (
        "import re, sys\n"
        "from contextlib import suppress\n"
        "from briefgen.errors import Problems\n"
        "from briefgen.writers.docx.reference.reader import read_house\n"
        "with suppress(Problems):\n"
        "    read_house(sys.stdin.buffer.read(), 'templates/house.docx')\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=True)
    return int(done.stdout) >> 10


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(Problems, match="unpacks to more than"):
        HOUSE.unpack(zipped(("a", b"1" * 600), ("b", b"1" * 600)), "x.docx")


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
