"""The author whom a short line names: "By Ana Sample, 7 March 2031"; never a day or what describes somebody."""

from __future__ import annotations

import re

_BYLINE = re.compile(
    r"(?:by|from|written by|author|автор|автор текста|von|par|por|di)\s*:?\s+(?P<name>\S.{2,60})", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*[|•·,–—]\s*|\s{2,}|\s(?=\d)")


def begins_byline(line: str) -> bool:
    """Whether a line begins like one that names an author."""
    return _BYLINE.match(line) is not None


def author_in(line: str) -> str:
    """The name in a line that begins with by, автор, von and their like; else ""."""
    match = _BYLINE.match(line)
    name = _BEHIND.split(match["name"])[0] if match else ""
    return name.strip(" .,") if is_name(name) else ""


def is_name(text: str) -> bool:
    """Whether a line can be the name of somebody: no day, and no words that describe one."""
    words = re.findall(r"[^\W\d_]+", text)
    little = sum(1 for word in words if word[0].islower())
    return bool(words) and not any(c.isdigit() for c in text) and little <= len(words) // 3
