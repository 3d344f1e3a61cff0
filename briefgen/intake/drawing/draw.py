"""Which format a file has, by its content, and the text drawn from it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import Any

from briefgen.diagnostics import counted
from briefgen.frozen import replace
from briefgen.intake.drawing.drawn import Drawn, Undrawable
from briefgen.intake.drawing.mail import draw_mail
from briefgen.intake.drawing.ocr import draw_picture
from briefgen.intake.drawing.office import (
    draw_old_office,
    draw_opendocument,
    draw_word,
    is_old_office,
    main_part,
    parts_of,
)
from briefgen.intake.drawing.pdf import draw_pdf
from briefgen.intake.drawing.plain_text import decoded, draw_plain, draw_transcript, is_srt
from briefgen.intake.drawing.web_page import draw_html, draw_markdown

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|title)\b", re.I | re.S
)
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELDS = re.compile(r"^(?:From|Date|Subject|Message-ID|Received|MIME-Version):", re.I | re.M)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_ARCHIVES = (b"WARC/", b"filedesc://")  # WARC, and ARC, which went before it
_BEGINNING = 4096
_MOST_UNPACKED = 64 << 20


def draw(data: bytes, name: str = "", *, declared: str = "", address: str = "", language: str = "") -> Drawn:
    """The text of a file; raises `Undrawable` with the reason.

    `name` decides where the content does not: between Markdown and plain text. `declared` is the encoding that a server
    named, `address` the page's, `language` that in which a picture is read.
    """
    if not data.strip():
        raise Undrawable("is empty")
    ending = name.lower().rpartition(".")[2]
    if data.startswith(b"\x1f\x8b"):
        unpacked = _unpacked(data)
        is_web = unpacked.startswith(_ARCHIVES)
        return _from_web_archive(unpacked, address, language) if is_web else _refuse("gzip archive")
    if data.startswith(_ARCHIVES):
        return _from_web_archive(data, address, language)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return draw_pdf(data, language)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return draw_picture(data, language)
    if is_old_office(data):
        return draw_old_office(data)
    return _text(data, ending, declared, address)


def _text(data: bytes, ending: str, declared: str, address: str) -> Drawn:
    begin = decoded(data, declared)[0][:_BEGINNING].replace("\r\n", "\n").lstrip("\ufeff")
    if begin.startswith("WEBVTT") or is_srt(begin):
        return draw_transcript(data)
    if _HTML.match(begin) or ending in ("html", "htm", "xhtml"):
        return draw_html(data, declared, address)
    head = _MAIL.match(begin)
    if ending in ("eml", "mht", "mhtml") or (head and len(_MAIL_FIELDS.findall(head[0])) >= 3):
        return draw_mail(data)
    return draw_markdown(data) if ending in ("md", "markdown") else draw_plain(data)


def _office(data: bytes) -> Drawn:
    parts = parts_of(data)
    if main_part(parts):
        return draw_word(parts)
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.text"):
        return draw_opendocument(parts)
    return _refuse("zip archive of another sort; unpack it and add the files in it")


def _refuse(what: str) -> Drawn:
    raise Undrawable(f"is no page, text, PDF, Word or OpenDocument file, mail, transcript or picture: a {what}")


# --- pages from web archives ---


def _unpacked(data: bytes) -> bytes:
    """What is packed, as far as it may be read; nothing where it cannot be unpacked."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            return file.read(_MOST_UNPACKED)
    except (OSError, EOFError, zlib.error):
        return b""


def _from_web_archive(data: bytes, address: str, language: str) -> Drawn:
    """The page of a WARC file: the one at `address`, or else the first that is a page or a PDF."""
    from warcio.exceptions import ArchiveLoadFailed

    others = []
    found: tuple[bytes, str, str] | None = None
    try:
        for record in _records(data):
            if record.rec_type not in ("response", "resource"):
                continue
            where = record.rec_headers.get_header("WARC-Target-URI") or ""
            head = record.http_headers
            sort = (head.get_header("Content-Type") if head else record.content_type) or ""
            fine = head is None or (head.get_statuscode() or "").startswith("200")
            if not fine or not sort.lower().startswith(("text/html", "application/xhtml", "application/pdf")):
                continue
            if found is None and (not address or where == address):
                found = record.content_stream().read(_MOST_UNPACKED), sort, where
            else:
                others.append(where)
    except (ArchiveLoadFailed, EOFError, zlib.error, OSError, ValueError, AttributeError, TypeError) as bad:
        why = str(bad).strip().partition("\n")[0]
        raise Undrawable(f"is a web archive that cannot be read: {why}") from bad
    if found is None:
        raise Undrawable(f"is a web archive without {'the page ' + address if address else 'a page'} in it")
    content, sort, where = found
    drawn = draw(content, declared=charset_of(sort), address=where, language=language)
    if not others:
        return drawn
    remark = f"the archive holds {counted(len(others), 'other page')}, such as {others[0]}"
    return replace(drawn, remarks=(*drawn.remarks, remark))


def _records(data: bytes) -> Iterator[Any]:
    """The records of an archive; what the library has to say of damaged ones is not for the terminal."""
    from warcio.archiveiterator import ArchiveIterator

    with redirect_stderr(StringIO()):
        yield from ArchiveIterator(BytesIO(data), arc2warc=True)


def charset_of(sort: str) -> str:
    """The encoding that a Content-Type names; "" where it names none."""
    match = re.search(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", sort, re.IGNORECASE)
    return match[1] if match else ""
