"""The text of an e-mail, and of a page that a browser saved as one (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Undrawable, drawn, in_one_line
from briefgen.intake.drawing.plain_text import draw_plain
from briefgen.intake.drawing.web_page import draw_html

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
