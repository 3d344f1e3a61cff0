"""How a message shows what somebody typed: in one line, in quotation marks, and never endlessly."""

from __future__ import annotations

LONGEST_SHOWN = 60


def quoted(text: object, longest: int = LONGEST_SHOWN) -> str:
    """The characters in single quotation marks, cut in the middle where they are many.

    Line ends and what no terminal should be sent are shown as escapes.
    """
    shown = str(text)
    if len(shown) > longest:
        half = (longest - 3) // 2
        shown = f"{shown[:half]} … {shown[-half:]}"
    return f"'{printable(shown)}'"


def printable(text: str) -> str:
    """The text with every character that does not print (line ends, controls, half characters) as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
