"""The bytes of a file as text, and the characters that no fact may carry."""

from __future__ import annotations

from itertools import islice

from briefgen.diagnostics import Diagnostic, Location, not_utf8
from briefgen.facts.yaml_tree import Place
from briefgen.regexes import pattern

MOST_SHOWN = 50
_NO_CHARACTERS = "".join(chr((plane << 16) + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
FORBIDDEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    f"\U000f0000-\U0010ffff{_NO_CHARACTERS}]"
)
_PLAIN = bytes([9, 10, 13, *range(32, 127)])
DIRECTION = pattern("[\u202a-\u202e\u2066-\u2069]")


def decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file, or None where it is no text; and what is wrong with its characters.

    A forbidden character is replaced by U+FFFD, so that the rest of the file can still be looked at.
    """
    if raw.isascii() and not raw.translate(None, _PLAIN):
        return raw.decode("ascii"), []
    if _is_utf16(raw):
        return None, [Diagnostic(Location(file), "the file is UTF-16, not UTF-8", "encoding", hint="save it as UTF-8")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        before = raw[: bad.start].decode("utf-8-sig", "replace")
        at = place_of(before, len(before))
        return None, [not_utf8(Location(file, *at), raw)]
    if text.replace("\n", "").isprintable():  # as nearly every file, and told at once
        return text, []
    problems = [forbidden(m[0], file, place_of(text, m.start())) for m in islice(FORBIDDEN.finditer(text), MOST_SHOWN)]
    if len(problems) == MOST_SHOWN:
        return None, problems
    if problems:
        text = FORBIDDEN.sub("\ufffd", text)
    signs = islice(DIRECTION.finditer(text), MOST_SHOWN)
    return text, problems + [changes_direction(m[0], file, place_of(text, m.start())) for m in signs]


def _is_utf16(raw: bytes) -> bool:
    every_second_is_nul = b"\0\0" in (raw[0:4:2], raw[1:4:2]) and raw[:4].strip(b"\0") != b""
    return raw.startswith((b"\xff\xfe", b"\xfe\xff")) or every_second_is_nul


def forbidden(character: str, file: str, at: Place) -> Diagnostic:
    return Diagnostic(
        Location(file, *at),
        f"the character U+{ord(character):04X} may not stand in a fact",
        "forbidden-character",
        hint="delete it; it is invisible or has a meaning of its own inside documents",
    )


def changes_direction(character: str, file: str, at: Place) -> Diagnostic:
    return Diagnostic(
        Location(file, *at),
        f"the invisible character U+{ord(character):04X} changes the direction of text",
        "direction-override",
        "right-to-left text needs none; delete it unless it is meant",
    )


def place_of(text: str, index: int) -> Place:
    """Line and column of a character, both from 1; lines end as YAML's do."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    lines = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
    return lines + 1, index - start + 1
