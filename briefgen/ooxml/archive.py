"""Unpacking a Word file that may be hostile, before any library sees it.

The limits are our own because Python's zipfile has few, and none against overlapping entries before 3.11.8
(CVE-2024-0450). python-docx must never meet a document type declaration: it does not expand entities, but
text at an entity vanishes without an error. Nor may it meet more markup than fits into memory: a tag of four
bytes becomes an object of a hundred.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems
from briefgen.frozen import dataclass

MOST_ENTRIES = 5_000
MOST_BYTES = 128 << 20
MOST_RATIO = 300
MOST_TAGS = 500_000
MOST_ATTRIBUTES = 1_000_000
RATIO_FROM = 1 << 20  # small parts may be as repetitive as they like

_HEADER = 30  # bytes of a local file header (APPNOTE 4.3.7), at least
_UNSAFE_NAME = re.compile(r"^/|\\|(^|/)\.\.?(/|$)|^[A-Za-z]:|[\x00-\x1f]")
_DECLARED = re.compile(r"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe\x00 \t\r\n]*+<")  # however many blanks stand before it
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm" there: a reader of XML would know it, and nothing of ours would
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii")


class Unsafe(ValueError):
    """The file has the marks of one that is built to harm; the message says which."""


class Unreadable(ValueError):
    """The file is no zip, or damaged; the message says how."""


def open_safely(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name; raises `Unsafe` or `Unreadable`, and needs little memory to do so."""
    if len(data) > MOST_BYTES:
        raise Unsafe(f"it has more than {MOST_BYTES >> 20} MB")
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if reason := _harm(infos):
                raise Unsafe(reason)
            parts = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except Unsafe:
        raise
    except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError, RuntimeError, zlib.error) as problem:
        raise Unreadable(str(problem)) from problem
    if reason := _markup_harm(parts):
        raise Unsafe(reason)
    return parts


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate for Word files of one sort: what one is called where it is refused, the codes, and what to do."""

    called: str
    unsafe_code: str
    if_unsafe: str
    unreadable_code: str
    if_unreadable: str

    def unpack(self, data: bytes, file: str) -> dict[str, bytes]:
        """The parts of a file by name; `file` is its name for messages. Raises `Problems` with one diagnostic."""
        try:
            return open_safely(data)
        except Unsafe as why:
            message = f"{self.called} is not safe to open: {why}"
            raise Problems([Diagnostic(Location(file), message, self.unsafe_code, self.if_unsafe)]) from None
        except Unreadable as why:
            raise self.unreadable(file, str(why)) from None

    def unreadable(self, file: str, reason: str) -> Problems:
        """The exception for a file that is damaged, or whole and no Word document."""
        message = f"{self.called} cannot be read: {reason}"
        return Problems([Diagnostic(Location(file), message, self.unreadable_code, self.if_unreadable)])


HOUSE = Gate(
    "the house document",
    "house-unsafe",
    "save it anew from Word, or take the one that ships with briefgen",
    "house-unreadable",
    "open it in Word and save it as a Word document (.docx)",
)
_ANEW = "save it anew from Word, as a Word document (.docx)"
TEMPLATE = Gate("this template", "house-unsafe", _ANEW, "house-unreadable", _ANEW)
EDITED = Gate(
    "the edited file",
    "edit-unsafe",
    "save it anew from Word",
    "edit-unreadable",
    "open it in Word and save it as a Word document (.docx), or put the last good file in its place",
)


def repack(parts: dict[str, bytes], compression: int = ZIP_STORED) -> BytesIO:
    """A plain zip of the parts, so that another reader sees exactly what was checked; equal parts make equal bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, part, compression)
    buffer.seek(0)
    return buffer


def _harm(infos: list[ZipInfo]) -> str | None:
    """Why these entries must not be unpacked, or None."""
    if len(infos) > MOST_ENTRIES:
        return f"it has {len(infos)} entries; {MOST_ENTRIES} are allowed"
    if sum(info.file_size for info in infos) > MOST_BYTES:
        return f"it unpacks to more than {MOST_BYTES >> 20} MB"
    names: set[str] = set()
    for info in infos:
        reason = _entry_harm(info)
        if reason:
            return f"{info.filename!r} {reason}"
        if info.filename.casefold() in names:
            return f"{info.filename!r} stands in it twice"
        names.add(info.filename.casefold())
    return _overlap(infos)


def _entry_harm(info: ZipInfo) -> str | None:
    if _UNSAFE_NAME.search(info.filename):
        return "is a name that leads out of the file"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that Word does not use"
    if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {MOST_RATIO} times its size"
    return None


def _overlap(infos: list[ZipInfo]) -> str | None:
    """Entries that share bytes make a small file unpack to a huge one."""
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            return f"{info.filename!r} lies over another entry"
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
    return None


def _markup_harm(parts: dict[str, bytes]) -> str | None:
    """Why these parts must not be parsed, or None. What is markup is told by how it begins, not by its name."""
    tags = attributes = 0
    for name, part in parts.items():
        if part.startswith(_EBCDIC):
            return f"{name} is not written in UTF-8"
        if not _MARKUP.match(part):
            continue
        if reason := _text_harm(part):
            return f"{name} {reason}"
        tags += part.count(b"<")
        attributes += part.count(b"=")
    if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
        return f"it has more than {MOST_TAGS} tags or {MOST_ATTRIBUTES} attributes"
    return None


def _text_harm(part: bytes) -> str | None:
    """Word writes UTF-8; in another encoding than that and UTF-16 anything could be hidden (ECMA-376 part 2, 8.1.1)."""
    wide = part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:4]
    endings = {b"<": "utf-16-le", b"\0": "utf-16-be"}
    encoding = "utf-8" if not wide else endings.get(part[:1], "utf-16")
    try:
        text = part.decode(encoding) if wide else ""
        head = text[:400] if wide else part[:400].decode("utf-8-sig", "replace")
    except UnicodeDecodeError:
        return "is not written in UTF-8"
    declared = _DECLARED.match(head.lstrip("\ufeff"))
    if (declared and declared[1].lower() not in _ENCODINGS) or "\0" in text:
        return "is not written in UTF-8"
    if "<!DOCTYPE" in text or b"<!DOCTYPE" in part:
        return "has a document type declaration, behind which text can vanish"
    return None
