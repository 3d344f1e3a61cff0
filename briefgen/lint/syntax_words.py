"""What Jinja says of a tag that it cannot read, for somebody who writes templates."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

from briefgen.lint.source import TagPlace, TemplateText
from briefgen.lint.tags import CLOSERS, Tag, TagFault

_EXPECTED = re.compile(r"expected token '([^']+)', got '([^']*)'")
_CHARACTER = re.compile(r"unexpected char (.+) at (\d+)")
_HERE = re.compile(r"\w+|\"[^\"]*\"|'[^']*'|\S")
_LOOKS = {
    "for": "{% for item in list %}",
    "set": "{% set name = value %}",
    "if": "{% if meeting.date %}",
    "elif": "{% elif meeting.place %}",
    "macro": "{% macro name(one, two) %}",
    "import": '{% import "_parts/words.md.j2" as words %}',
    "include": '{% include "_parts/gaps.md.j2" %}',
    "from": '{% from "_parts/words.md.j2" import claim %}',
    "extends": '{% extends "meeting/brief.md.j2" %}',
    "block": "{% block name %}",
}


def plainly(bad: TemplateSyntaxError, source: TemplateText, tag: Tag | None) -> TagFault:
    """A fault in plain words at the place that Jinja means."""
    message = bad.message or "this cannot be read"
    offset = source.offset(bad.lineno)
    start = tag.start if tag else offset
    if character := _CHARACTER.match(message):
        offset = start + int(character[2])
        here = source.text[offset : offset + 1]
        hint = 'write straight quotation marks: "' if here in "“”„«»‘’‚" else "text stands in quotation marks"
        return TagFault(offset, f"'{here}' means nothing in a tag", hint, start)
    if tag and (bracket := _open_bracket(message, source, tag)) is not None:
        return TagFault(bracket, f"a '{source.text[bracket]}' is not closed", "close it before the tag ends", start)
    if not isinstance(bad.lineno, TagPlace):
        offset = _sign(message, source, tag, offset)
    here = found[0] if (found := _HERE.match(source.text, offset)) else ""
    looks = _looks(tag)
    closer = CLOSERS[tag.opens] if tag else ""
    if here and closer.startswith(here) and source.text.startswith(closer, offset):
        return TagFault(offset, f"something is missing before {closer}", looks or "a name, such as meeting.date", start)
    expected = _EXPECTED.match(message)
    if here == "=":
        return TagFault(offset, "'=' gives a value, it does not compare", "to compare, write ==", start)
    if expected and expected[1] == "in":
        return TagFault(offset, f"'{here}' stands where 'in' belongs", looks, start)
    if expected or message.startswith(("Expected an expression", "unexpected")):
        hint = looks or "a filter stands behind |, a field behind a point, text in quotation marks"
        return TagFault(offset, f"'{here}' is not expected here", hint, start)
    if message == "expected name or number":
        return TagFault(offset, "a name is missing behind the point", "a field, such as meeting.date", start)
    if inner := re.search(r"block that needs to be closed is '(\w+)'", message):
        hint = f"the block that is open here is '{inner[1]}'"
        return TagFault(offset, f"this '{here}' does not belong here", hint, start)
    if message.startswith("Block names"):
        return TagFault(offset, "the name of a block has letters, digits and underscores alone", looks, start)
    return TagFault(offset, f"{message[:1].lower()}{message[1:]}".rstrip("."), looks, start)


def _open_bracket(message: str, source: TemplateText, tag: Tag) -> int | None:
    """The innermost bracket that is open where another sign than its own closes."""
    if not re.match(r"unexpected '.', expected '.'", message):
        return None
    text, stack = source.text[tag.start + 2 : tag.end - 2], list[int]()
    for found in re.finditer(r"\"[^\"]*\"|'[^']*'|[(\[{]|[)\]}]", text):
        if found[0] in "([{":
            stack.append(tag.start + 2 + found.start())
        elif found[0] in ")]}" and stack:
            stack.pop()
    return stack[-1] if stack else None


def _looks(tag: Tag | None) -> str:
    example = _LOOKS.get(tag.word, "") if tag is not None and tag.is_block else ""
    return f"it looks like {example}" if example else ""


def _sign(message: str, source: TemplateText, tag: Tag | None, offset: int) -> int:
    """Where a sign that a message quotes stands in the tag."""
    found = re.search(r"'(.)'", message)
    if tag is None or found is None:
        return tag.start if tag else offset
    inner = source.text.rfind(found[1], tag.start, tag.end - 2)
    return inner if inner >= 0 else tag.start
