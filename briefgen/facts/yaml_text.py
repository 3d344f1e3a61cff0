"""Data as the text of YAML, in the form of the records that ship: how `yaml_edit` writes what it puts in."""

from __future__ import annotations

import re
from typing import Any

WIDTH = 120
"""Characters of a line up to which a mapping or a list is written in one."""
_STEP = 2
_OPENS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_CUTS = re.compile(r":(?=\s|$)|\s#")
_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}])")
_ESCAPED = re.compile('[\\\\"\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}


class Exact(str):
    """Somebody else's words: written in quotation marks, so that they are known for what they are."""

    __slots__ = ()


class Block(dict[str, Any]):
    """A mapping that stands in lines of its own, however short it is."""


def in_line(value: Any) -> str:
    """A value in one line, as it stands inside `{…}` and `[…]`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {in_line(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_line(v) for v in value) + "]"
    return scalar(value, flow=True)


def scalar(value: Any, *, flow: bool = False) -> str:
    """One value, in quotation marks only where it needs them."""
    text = str(value)
    if isinstance(value, Exact) or _needs_marks(text, flow):
        if "'" not in text and '"' in text and not _ESCAPED.search(text.replace('"', "")):
            return f"'{text}'"
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    return text


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04x}"


def _needs_marks(text: str, flow: bool) -> bool:
    return (
        not text
        or text != text.strip()
        or text in ("~", "null", "Null", "NULL", "---", "...")
        or (text[0] in _OPENS and not (text[0] in "-?:" and len(text) > 1 and text[1] not in " \t,[]{}:-"))
        or bool(_CUTS.search(text) or _ESCAPED.search(text.replace('"', "").replace("\\", "")))
        or (flow and bool(_IN_FLOW.search(text)))
    )


def entry(key: str, value: Any, indent: int) -> str:
    """A key with its value as lines of a block, without the indent of the first line and the end of the last."""
    head = f"{scalar(key)}:"
    return f"{head}{_behind(value, indent, len(head))}"


def item(value: Any, indent: int) -> str:
    """An item of a list as lines of a block, without the indent of its dash and the end of the last line."""
    line = in_line(value) if isinstance(value, dict | list | tuple) else scalar(value)
    if not isinstance(value, Block) and (indent + 2 + len(line) <= WIDTH or not isinstance(value, dict)):
        return f"- {line}"
    return "- " + _lines(value, indent + _STEP)


def record(data: dict[str, Any]) -> str:
    """The text of a whole record."""
    return _lines(data, 0) + "\n"


def _behind(value: Any, indent: int, taken: int) -> str:
    """What follows a key's colon: the value in its line, or in the lines below."""
    if not isinstance(value, dict | list | tuple):
        return f" {scalar(value)}"
    line = in_line(value)
    items = list(value.values()) if isinstance(value, dict) else list(value)
    small = isinstance(value, dict) or not any(isinstance(i, dict) for i in items)
    if not items or (small and indent + taken + 1 + len(line) <= WIDTH):
        return f" {line}"
    pad = " " * (indent + _STEP)
    if isinstance(value, dict):
        return f"\n{pad}{_lines(value, indent + _STEP)}"
    return "".join(f"\n{pad}{item(i, indent + _STEP)}" for i in items)


def _lines(data: dict[str, Any], indent: int) -> str:
    return f"\n{' ' * indent}".join(entry(str(key), value, indent) for key, value in data.items())
