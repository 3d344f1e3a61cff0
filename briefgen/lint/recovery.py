"""Reading a template that Jinja cannot read: every syntax fault, and a tree of all that is sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import Token

from briefgen.frozen import dataclass
from briefgen.lint.template_source import (
    Structure,
    Tag,
    TagFault,
    TagPlace,
    TemplateText,
    nest,
    open_block,
    parse_tokens,
    scan,
    tokens_of,
)
from briefgen.wordtemplates.tags import CLOSERS

UNKNOWN = "?"
"""A name in the mended tree for what could not be read; it may be anything."""
MOST = 100
_FOR = re.compile(r"for\s+([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s")
_NAMED = re.compile(r"(?:macro|block|set)\s+([A-Za-z_]\w*)")
_FIELD = re.compile(r"""'[^'\n]*'|"[^"\n]*"|(?<![\w.|])(?P<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?![\w(.])""")
"""Fields of something, `meeting.date`, and what stands in quotation marks, where there are none."""
_THROUGH = re.compile(r"\sin\s+[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\b(?!\s*[|\[(.])")
"""A loop through a field as it is, whose items are therefore known."""
_IMPORTED = re.compile(r"import\b.*\bas\s+([A-Za-z_]\w*)", re.S)


def recover(
    environment: Environment, source: TemplateText, first: TemplateSyntaxError
) -> tuple[nodes.Template, list[TagFault]]:
    """The tree of what can be read, and all syntax faults, of which there is at least one.

    What is told already of a text that was made, how its tags begin, end and nest, is not told again.
    """
    tags, faults = scan(source.text)
    structure = nest(source.text, tags)
    faults = [*faults, *structure.faults]
    told = {fault.tag for fault in faults} if source.made else set[int]()
    broken = {fault.tag for fault in faults if fault.tag not in structure.renamed}
    broken -= {tag.start for tag in tags if tag.closed and tag.start not in structure.dropped}
    tree = None
    for _ in range(MOST):
        mended = _Mended(environment, source, tags, structure, broken)
        tokens = list(mended.tokens())
        faults.extend(mended.faults)
        broken |= {fault.tag for fault in mended.faults}
        try:
            tree = parse_tokens(environment, source, tokens)
            break
        except RecursionError:
            break
        except TemplateSyntaxError as bad:
            offset = source.offset(bad.lineno)
            tag = next((t for t in tags if t.start <= offset < t.end), None)
            if tag is None or tag.start in broken:
                break
            broken.add(tag.start)
            faults.append(plainly(bad, source, tag))
    if not faults:
        faults.append(plainly(first, source, None))
    return tree or nodes.Template([], lineno=1), [fault for fault in _once_a_tag(faults) if fault.tag not in told]


def _once_a_tag(faults: list[TagFault]) -> list[TagFault]:
    """The first fault of each tag: what follows from it is no news."""
    found: dict[int, TagFault] = {}
    for fault in faults:
        found.setdefault(fault.tag, fault)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class NamedField:
    """The field of something that a broken tag names, `meeting.date`, and where."""

    offset: int
    path: str


class _Mended:
    """The tokens of a template in which broken tags are replaced by sound ones of the same sort."""

    def __init__(
        self, environment: Environment, source: TemplateText, tags: list[Tag], structure: Structure, broken: set[int]
    ) -> None:
        self.environment, self.source, self.tags = environment, source, tags
        self.structure, self.broken = structure, broken
        self.faults: list[TagFault] = []

    def tokens(self) -> Iterator[Token]:
        position = 0
        for tag in self.tags:
            if tag.start > position:
                yield self._token(position, "data", self.source.text[position : tag.start])
            for word in self.structure.ends_before.get(tag.start, ()):
                yield from self._block(tag.start, f"end{word}")
            if tag.opens != "{#" and tag.start not in self.structure.dropped:
                yield from self._tag(tag)
            position = tag.end
        if position < len(self.source.text):
            yield self._token(position, "data", self.source.text[position:])
        for word in self.structure.ends_before.get(len(self.source.text), ()):
            yield from self._block(position, f"end{word}")

    def _tag(self, tag: Tag) -> Iterator[Token]:
        if tag.start in self.broken or tag.start in self.structure.renamed or not tag.closed:
            yield from self._sound(tag)
            return
        text = self.source.text[tag.start : tag.end]
        try:
            yield from list(tokens_of(self.environment, self.source, text, tag.start))
        except TemplateSyntaxError as bad:
            self.faults.append(plainly(bad, self.source, tag))
            yield from self._sound(tag)

    def _sound(self, tag: Tag) -> Iterator[Token]:
        """A tag that opens, divides or closes what the broken one does, and asks for the fields that it names."""
        whole = self.source.text[tag.start : tag.end]
        fields = [
            NamedField(tag.start + found.start(), found["path"]) for found in _FIELD.finditer(whole) if found["path"]
        ]
        if not tag.is_block or tag.word == "set":
            yield from self._asked(fields)
        if not tag.is_block:
            return
        text = whole.lstrip("{%-+ \t\n")
        text = text[max(text.find(tag.word), 0) :]
        word = self.structure.renamed.get(tag.start, tag.word)
        text = word + text.removeprefix(tag.word)
        named = match[1] if (match := _NAMED.match(text)) else "_"
        if word in ("if", "elif"):
            yield from self._block(tag.start, word, *(fields or (UNKNOWN,)))
        elif word == "for":
            through = fields[:1] if _THROUGH.search(whole) else []
            names = re.split(r"\s*,\s*", match[1]) if (match := _FOR.match(text)) else ["_"]
            commas = [part for name in names for part in (",", name)][1:]
            yield from self._block(tag.start, word, *commas, "in", *(through or (UNKNOWN,)))
            yield from self._asked(fields[len(through) :])
        elif word in ("macro", "block"):
            brackets = ("(", ")") if word == "macro" else ()
            yield from self._block(tag.start, word, named, *brackets)
        elif word == "set":
            value = ("=", UNKNOWN) if re.match(r"set\s+[^=]+=", text) else ()
            yield from self._block(tag.start, word, named, *value)
        elif word == "call":
            yield from self._block(tag.start, word, UNKNOWN, "(", ")")
        elif word == "filter":
            yield from self._block(tag.start, word, "trim")
        elif word == "import":
            if match := _IMPORTED.match(text):
                yield from self._block(tag.start, "set", match[1], "=", UNKNOWN)
        elif word in ("with", "else") or word.startswith("end"):
            yield from self._block(tag.start, word)
            yield from self._asked(fields if word == "else" else [])

    def _asked(self, fields: list[NamedField]) -> Iterator[Token]:
        """A condition that asks for some fields and does nothing."""
        if fields:
            yield from self._block(fields[0].offset, "if", *fields)
            yield from self._block(fields[0].offset, "endif")

    def _block(self, offset: int, *words: str | NamedField) -> Iterator[Token]:
        signs = {",": "comma", "(": "lparen", ")": "rparen", "=": "assign", ".": "dot"}
        yield self._token(offset, "block_begin", "{%")
        for before, word in zip(("", *words), words, strict=False):
            if isinstance(word, str):
                yield self._token(offset, signs.get(word, "name"), word)
                continue
            if isinstance(before, NamedField):
                yield self._token(word.offset, "name", "and")
            for part in re.finditer(r"\w+|\.", word.path):
                yield self._token(word.offset + part.start(), signs.get(part[0], "name"), part[0])
        yield self._token(offset, "block_end", "%}")

    def _token(self, offset: int, type_: str, value: str) -> Token:
        return Token(self.source.place(offset), type_, value)


# --- What Jinja says of a tag that it cannot read, for somebody who writes templates ---


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
    if here == "if" and tag is not None and tag.word == "else":
        return TagFault(offset, "'if' is not expected behind 'else'", "write {% elif … %}", start)
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
        return TagFault(offset, f"this '{here}' does not belong here", open_block(inner[1]), start)
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
