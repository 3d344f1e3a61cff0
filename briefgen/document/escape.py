"""Escaping: how a fact's text passes through Markdown without ever being Markdown.

The template layer prints a fact's text escaped: every character that could mean something to Markdown is
replaced by a private-use stand-in, U+E000 plus its code. Markdown sees letters of no known alphabet; the
reader turns them back. So a fact that reads `# x`, `a|b` or `<b>` is printed as just these characters,
wherever a template puts it.

Escaped are all ASCII punctuation, all control characters (line ends and tabs among them), blanks at
either edge and blanks in a row. Where a text begins or ends with anything but a letter, a digit or an
escaped character, a guard that stands for nothing is put there: it keeps no-break blanks from being
trimmed and lets `**{{ value }}**` work for a value that ends in a curly quote.

The law: `unescape(escape(x)) == x` for every `x` without private-use characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import punctuation

from briefgen.regexes import pattern

SHIFT = 0xE000
GUARD = chr(SHIFT + 0xFF)

_ESCAPED = [*range(0x20), *map(ord, punctuation), 0x7F]
_BARE = pattern(f"[{re.escape(''.join(map(chr, _ESCAPED)))}]")
_OFF = {chr(SHIFT + code): chr(code) for code in [*_ESCAPED, 0x20]} | {GUARD: ""}
_WORN = pattern(f"[{''.join(_OFF)}]")
_BLANKS = pattern(r"\A +| +\Z| {2,}")


@lru_cache(4096)
def escape(text: str) -> str:
    """The text with nothing left in it that Markdown could read as markup."""
    escaped = _BARE.sub(_escape, text)
    if "  " in escaped or escaped[:1] == " " or escaped[-1:] == " ":
        escaped = _BLANKS.sub(_escape_blanks, escaped)
    if not escaped:
        return escaped
    before = "" if _is_firm(escaped[0]) else GUARD
    after = "" if _is_firm(escaped[-1]) else GUARD
    return f"{before}{escaped}{after}"


def unescape(text: str) -> str:
    """The plain text of an escaped one; what was never escaped stays as it is."""
    return _WORN.sub(_plain, text)


def _plain(worn: re.Match[str]) -> str:
    return _OFF[worn[0]]


def _escape(bare: re.Match[str]) -> str:
    return chr(SHIFT + ord(bare[0]))


def _escape_blanks(blanks: re.Match[str]) -> str:
    return chr(SHIFT + 0x20) * len(blanks[0])


def _is_firm(char: str) -> bool:
    """Whether every Markdown reader takes the character for a letter, so that no guard is needed."""
    return char.isalnum() or SHIFT <= ord(char) <= SHIFT + 0x7F
