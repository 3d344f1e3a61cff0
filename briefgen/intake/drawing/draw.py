"""Which format a file has, by its content, and the text drawn from it; of web archives and mails, of what they hold.

What is attached to a mail is named and not opened. A page that a browser saved as a mail (MHTML) is a page.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO, StringIO
from typing import Any

from briefgen.diagnostics import counted
from briefgen.frozen import replace
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Undrawable, drawn, in_one_line
from briefgen.intake.drawing.ocr import draw_picture
from briefgen.intake.drawing.office import draw_office, draw_old_office, is_old_office
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
        return draw_office(data) or _refuse("zip archive of another sort; unpack it and add the files in it")
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
    page = draw(content, declared=charset_of(sort), address=where, language=language)
    if not others:
        return page
    remark = f"the archive holds {counted(len(others), 'other page')}, such as {others[0]}"
    return replace(page, remarks=(*page.remarks, remark))


def _records(data: bytes) -> Iterator[Any]:
    """The records of an archive; what the library has to say of damaged ones is not for the terminal."""
    from warcio.archiveiterator import ArchiveIterator

    with redirect_stderr(StringIO()):
        yield from ArchiveIterator(BytesIO(data), arc2warc=True)


def charset_of(sort: str) -> str:
    """The encoding that a Content-Type names; "" where it names none."""
    match = re.search(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", sort, re.IGNORECASE)
    return match[1] if match else ""


# --- mails ---


_OVER = re.compile(r"-- ?$|[-_]{3,} ?(?:original message|ursprüngliche nachricht|message d.origine|mensaje original|"
                   r"исходное сообщение)", re.IGNORECASE)  # fmt: skip
"""The line behind which a mail has nothing of its own: a signature (RFC 3676, 4.3), or the mail that is answered."""
_LONGEST_HEAD = 2
_SHOWN = ("From", "To", "Cc", "Date", "Subject")


def draw_mail(data: bytes) -> Drawn:
    """The head of a message and the words of its body; what is attached is named, not opened."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if message.get_content_type() == "multipart/related" and not message.get("To"):
        return _saved_page(message)
    body = _body(message)
    head = [f"{name}: {_header(message, name)}" for name in _SHOWN if _header(message, name)]
    paragraphs = [DrawnParagraph.of("\n".join(head))] if head else []
    around: list[str] = []
    if body is not None:
        is_page = body.get_content_type() == "text/html"
        inner = draw_html(_bytes(body), _charset(body)) if is_page else draw_plain(_content(body))
        around = [*inner.furniture, *_around(inner.text)]
        starts = [s.start for s in inner.stretches] or [0]
        paragraphs += [
            DrawnParagraph.of(inner.text[a:b]) for a, b in zip(starts, [*starts[1:], len(inner.text)], strict=True)
        ]
    if not paragraphs:
        raise Undrawable("is an e-mail without words")
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    remarks = [f"attached and not read: {', '.join(names)}"] if names else []
    return drawn("mail", paragraphs, _said(message), around, remarks)


def _around(text: str) -> Iterator[str]:
    """What stands in a mail around its own words, by paragraphs: its signature, and older mails that it answers."""
    is_over = False
    for paragraph in re.sub(r":\n\n(?=>)", ":\n", text).split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        ends = next((n for n, line in enumerate(lines) if _OVER.match(line)), len(lines))
        answered = next((n for n, line in enumerate(lines) if line.startswith(">")), len(lines))
        begins = 0 if is_over else min(ends, answered)
        is_over = is_over or ends < len(lines)
        if begins == answered < len(lines) and lines[begins - 1].endswith(":"):  # On Thursday Ana Sample wrote:
            begins = max(begins - _LONGEST_HEAD, 0)
        if found := in_one_line("\n".join(lines[begins:])).strip("> "):
            yield found


def _saved_page(message: EmailMessage) -> Drawn:
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
            return draw_html(_bytes(part), _charset(part), address if address.startswith("http") else "")
    raise Undrawable("is a saved page without a page in it")


def _body(message: EmailMessage) -> EmailMessage | None:
    try:
        found = message.get_body(preferencelist=("plain", "html"))
    except (KeyError, ValueError, AttributeError):
        return None
    return found if isinstance(found, EmailMessage) else None


def _content(part: EmailMessage) -> bytes:
    """The words of a part in UTF-8, whatever it is encoded in."""
    try:
        return str(part.get_content()).encode()
    except (KeyError, LookupError, ValueError):  # an encoding that nobody knows
        return _bytes(part)


def _bytes(part: EmailMessage) -> bytes:
    """The bytes of a page, which itself may say how they are encoded."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError):
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError):  # a header that no standard allows
        return ""


def _said(message: EmailMessage) -> Iterator[Imprint]:
    yield Imprint("title", _header(message, "Subject"), "the subject of the mail")
    yield Imprint("author", _header(message, "From").partition("<")[0].strip(' "'), "the sender of the mail")
    if date := _header(message, "Date"):
        try:
            sent: datetime = parsedate_to_datetime(date)
        except (ValueError, TypeError):
            return
        yield Imprint("published", sent.date().isoformat(), "the date of the mail")
