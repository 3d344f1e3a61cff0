"""Unpacking a Word file that may be hostile, before any library sees it.

The limits are our own because Python's zipfile has few, and none against overlapping entries before 3.11.8
(CVE-2024-0450). python-docx must never meet a document type declaration: it does not expand entities, but
text at an entity vanishes without an error.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems

MOST_ENTRIES = 5_000
MOST_BYTES = 512 << 20
MOST_RATIO = 300
RATIO_FROM = 1 << 20  # small parts may be as repetitive as they like

_HEADER = 30  # bytes of a local file header (APPNOTE 4.3.7), at least
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_UNSAFE_NAME = re.compile(r"^/|\\|(^|/)\.\.?(/|$)|^[A-Za-z]:|[\x00-\x1f]")


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """The parts of a Word file by name.

    `file` is the name for messages. Raises Problems with one diagnostic: `house-unreadable` for what is no
    zip or damaged, `house-unsafe` for what is built to harm.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            reason = _harm(infos)
            if reason:
                raise _refusal(file, reason)
            parts = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError, zlib.error) as problem:
        raise Problems([_unreadable(file, str(problem))]) from problem
    for name, part in parts.items():
        if any(doctype in part for doctype in _DOCTYPES) and name.endswith((".xml", ".rels", ".vml")):
            raise _refusal(file, f"{name} has a document type declaration, behind which text can vanish")
    return parts


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


def _refusal(file: str, reason: str) -> Problems:
    return Problems(
        [
            Diagnostic(
                Location(file),
                f"the house document is not safe to open: {reason}",
                "house-unsafe",
                hint="save it anew from Word, or take the one that ships with briefgen",
            )
        ]
    )


def _unreadable(file: str, reason: str) -> Diagnostic:
    return Diagnostic(
        Location(file),
        f"the house document cannot be read: {reason}",
        "house-unreadable",
        hint="open it in Word and save it as a Word document (.docx)",
    )


def unreadable(file: str, reason: str) -> Problems:
    """The exception for a file that is whole but no Word document."""
    return Problems([_unreadable(file, reason)])
