"""A template's text with places: every node of its tree knows line and column, and so do its tags where it has no tree.

Jinja's nodes know their line alone. Here each token's line number is a `TagPlace`, an integer that carries the
column along, so that the nodes made of the tokens have it too. And Jinja stops at the first fault: the reader of tags
cuts the text by their brackets alone, so that what is wrong in one tag does not hide what is wrong in the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cached_property

from jinja2 import Environment, nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from briefgen.diagnostics import Location, did_you_mean
from briefgen.frozen import dataclass, replace
from briefgen.wordtemplates.tags import CLOSERS, foreign_tag

Shown = Callable[[int, int], Location]
_MEANT: dict[type[nodes.Node], str] = {
    **dict.fromkeys((nodes.Getitem, nodes.Call, nodes.Test), "node"),
    nodes.CondExpr: "expr1",
    nodes.BinExpr: "left",
    nodes.Compare: "expr",
}
"""The part of an expression that is shown where something is wrong with it."""
_LINE_END = re.compile(r"\r\n|\r")


class TagPlace(int):
    """A line number, from 1, with its column, from 1."""

    column: int

    def __new__(cls, line: int, column: int) -> TagPlace:
        made = super().__new__(cls, line)
        made.column = column
        return made


@dataclass(frozen=True, eq=False)
class TemplateText:
    """A template: the name that `include` calls it by, its text, and how a place in it is shown.

    `shown` turns line and column into the location that a message names; for a template made in Word it leads
    from the text that was read out of the file back to a place in the file. Such a text is `made` by the program,
    with marks of its own in it, and whoever made it has told which tags do not begin, end or nest.
    """

    name: str
    given: str = field(repr=False)
    shown: Shown = field(repr=False)
    made: bool = False

    @classmethod
    def of_file(cls, name: str, text: str, file: str) -> TemplateText:
        """A template that is a file of text."""
        return cls(name, text, lambda line, column: Location(file, line, column))

    @cached_property
    def text(self) -> str:
        """The text with ends of lines as Jinja has them."""
        return _LINE_END.sub("\n", self.given)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> TagPlace:
        line = bisect_right(self._starts, offset)
        return TagPlace(line, offset - self._starts[line - 1] + 1)

    def offset(self, place: int) -> int:
        """Where a place stands in the text; the start of its line where the column is not known."""
        start = self._starts[min(max(place, 1), len(self._starts)) - 1]
        return start + getattr(place, "column", 1) - 1

    def location(self, place: int) -> Location:
        return self.shown(int(place), getattr(place, "column", 1))

    def after(self, place: int, word: str) -> TagPlace:
        """Where a word stands at or behind a place; the place itself where it does not."""
        offset = self.offset(place)
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(self.text, offset)
        return self.place(found.start() if found else offset)

    def before(self, place: int, word: str) -> TagPlace:
        """Where a word with `=` behind it stands last before a place."""
        offset = self.offset(place)
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word)}\s*=", self.text[:offset])]
        return self.place(found[-1] if found else offset)

    def place_of(self, node: nodes.Node) -> int:
        """Where the last name of an expression stands, or the expression begins."""
        if isinstance(node, nodes.Getattr):
            return self.after(node.lineno, node.attr)
        inner = next((one for type_, one in _MEANT.items() if isinstance(node, type_)), "")
        return self.place_of(getattr(node, inner)) if inner else node.lineno


def parse(environment: Environment, source: TemplateText) -> nodes.Template:
    """The tree of a template; raises `TemplateSyntaxError`, whose line is a `TagPlace` where it can be told."""
    return parse_tokens(environment, source, tokens_of(environment, source, source.text))


def tokens_of(environment: Environment, source: TemplateText, text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a part of a template that begins at offset `start`."""
    lexer = environment.lexer
    return lexer.wrap(_placed(source, text, start, lexer.tokeniter(text, source.name)), source.name)


def _placed(
    source: TemplateText, text: str, start: int, tokens: Iterable[tuple[int, str, str]]
) -> Iterator[tuple[int, str, str]]:
    """Tokens with their places: what Jinja leaves out between them is white space alone."""
    position = 0
    for _, type_, value in tokens:
        while not text.startswith(value, position):
            position += 1
        yield source.place(start + position), type_, value
        position += len(value)


def parse_tokens(environment: Environment, source: TemplateText, tokens: Iterable[Token]) -> nodes.Template:
    """The tree that tokens make."""
    parser = Parser(environment, "", source.name)
    parser.stream = TokenStream(iter(tokens), source.name, None)
    return parser.parse()


# --- The tags of a template that Jinja cannot read: where each begins and ends, and which open and close blocks ---


BLOCKS = ("for", "if", "macro", "block", "call", "filter", "with", "set")
SINGLE = ("include", "import", "from", "extends")
MIDDLE = ("else", "elif")
ENDS = tuple(f"end{name}" for name in BLOCKS)
KNOWN = (*BLOCKS, *SINGLE, *MIDDLE, *ENDS, "raw", "endraw")
_OPENER = re.compile(r"\{[{%#]")
_STRING = re.compile(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"")
_LONG_STRING = re.compile(r"'(?:\\.|[^'\\])*?'|\"(?:\\.|[^\"\\])*?\"", re.S)
_ENDRAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_INLINE_SET = re.compile(r"set\s+[^=%}]+=(?!=)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong, at an offset of the text; `tag` is the start of the tag that it stands in."""

    offset: int
    message: str
    hint: str
    tag: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: the offsets of its first character and behind its last, its opening, its first word."""

    start: int
    end: int
    opens: str
    word: str
    closed: bool = True

    @property
    def is_block(self) -> bool:
        return self.opens == "{%"


def scan(text: str) -> tuple[list[Tag], list[TagFault]]:
    """All tags in order, comments among them, and those that do not end."""
    tags, faults, position = list[Tag](), list[TagFault](), 0
    while (found := _OPENER.search(text, position)) is not None:
        tag, fault = _foreign(text, found.start(), found[0]) or _tag(text, found.start(), found[0])
        tags.append(tag)
        faults.extend(fault)
        position = tag.end
        if tag.word == "raw" and tag.is_block and tag.closed:
            end = _ENDRAW.search(text, position)
            if end is None:
                faults.append(TagFault(tag.start, "a 'raw' is not closed", "put {% endraw %} where it ends", tag.start))
            else:
                tags[-1] = replace(tag, end=end.end())
                position = end.end()
    return tags, faults


def _foreign(text: str, start: int, opens: str) -> tuple[Tag, list[TagFault]] | None:
    """A tag of another tool, taken for the one that belongs here."""
    found = foreign_tag(text, start)
    if found is None:
        return None
    tag = Tag(start, found.end, "{%" if found.word else "{{" if opens == "{{" else "{#", found.word, closed=False)
    return tag, [TagFault(start, found.message, found.hint, start)]


def _tag(text: str, start: int, opens: str) -> tuple[Tag, list[TagFault]]:
    closer = CLOSERS[opens]
    if opens == "{#":
        end = text.find(closer, start)
        if end >= 0:
            return Tag(start, end + 2, opens, ""), []
        fault = TagFault(start, "a comment is not closed", "put #} where it ends", start)
        return Tag(start, len(text), opens, "", closed=False), [fault]
    word = _WORD.match(text, _skip(text, start + 2))
    name = word[0] if word else ""
    end, fault_at, message, hint = _end(text, start, opens, closer)
    if message:
        return Tag(start, end, opens, name, closed=False), [TagFault(fault_at, message, hint, start)]
    return Tag(start, end, opens, name), []


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in "-+ \t\n":
        position += 1
    return position


def _end(text: str, start: int, opens: str, closer: str) -> tuple[int, int, str, str]:
    """Where a tag ends, and what is wrong with its end: an offset, a message and a hint."""
    position, depth = start + 2, 0
    other = "%}" if closer == "}}" else "}}"
    while position < len(text):
        char, pair = text[position], text[position : position + 2]
        if char in "'\"":
            string = _STRING.match(text, position) or _long_string(text, position)
            if string is None:
                return _line_end(text, start), position, "a quotation mark is not closed", f"put {char} where it ends"
            position = string.end()
        elif pair == closer and depth <= 0:
            return position + 2, 0, "", ""
        elif pair == other and depth <= 0:
            return position + 2, position, f"a tag that begins with {opens} ends with {other}", f"end it with {closer}"
        elif pair in ("{{", "{%", "{#") and not (pair == "{{" and opens == "{{" and depth):
            return _line_end(text, start, position), start, f"this {opens} is not closed", f"put {closer} where it ends"
        else:
            depth += (char == "{") - (char == "}")
            position += 1
    return _line_end(text, start), start, f"this {opens} is not closed", f"put {closer} where it ends"


def _long_string(text: str, position: int) -> re.Match[str] | None:
    found = _LONG_STRING.match(text, position)
    return None if found is None or re.search(r"[%}]\}|\{[{%]", found[0]) else found


def _line_end(text: str, start: int, before: int | None = None) -> int:
    """Where a tag without an end is taken to stop: at the end of its line or before the next tag."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end if before is None else min(end, before)


@dataclass(frozen=True, slots=True)
class Structure:
    """How the blocks of a template nest once mended: tags left out, ends put in before a tag (or at the end)."""

    dropped: frozenset[int]
    renamed: dict[int, str]
    ends_before: dict[int, list[str]]
    faults: list[TagFault]


def nest(text: str, tags: list[Tag]) -> Structure:
    """Which blocks do not close, and which tags close or divide nothing; each mistake is named once."""
    blocks = [t for t in tags if t.is_block and t.word not in ("raw", "")]
    mended = Structure(frozenset(), {}, {}, [])
    dropped, stack = set[int](), list[tuple[Tag, str]]()
    line = _lines(text)
    for number, tag in enumerate(blocks):
        word = _meant(tag, text, mended, stack, blocks[number + 1 :])
        if word in BLOCKS and not _is_inline_set(text, tag, word):
            stack.append((tag, word))
        elif word in MIDDLE and not (stack and stack[-1][1] in (("if", "for") if word == "else" else ("if",))):
            hint = f"it is inside '{stack[-1][1]}' of line {line(stack[-1][0])}" if stack else "no block is open here"
            mended.faults.append(TagFault(tag.start, f"'{word}' belongs to no 'if'", hint, tag.start))
            dropped.add(tag.start)
        elif word in ENDS:
            if not _close(tag, word, stack, blocks[number + 1 :], mended, line):
                dropped.add(tag.start)
        elif word not in KNOWN:
            dropped.add(tag.start)
    for tag, word in reversed(stack):
        mended.faults.append(_unclosed(tag, word, f"put {{% end{word} %}} where it ends"))
        mended.ends_before.setdefault(len(text), []).append(word)
    return replace(mended, dropped=frozenset(dropped))


def _lines(text: str) -> Callable[[Tag], int]:
    return lambda tag: text.count("\n", 0, tag.start) + 1


def _meant(tag: Tag, text: str, mended: Structure, stack: list[tuple[Tag, str]], rest: list[Tag]) -> str:
    """The word of a tag; for an unknown one what it was probably meant to be, and the fault."""
    if tag.word in KNOWN:
        return tag.word
    turned = next((known for known in KNOWN if sorted(known) == sorted(tag.word)), "")
    near = did_you_mean(tag.word, KNOWN) if not turned else f"did you mean '{turned}'"
    guess = {"elseif": "elif", "elsif": "elif", "elif": "elif"}.get(tag.word, "")
    if tag.word.startswith("end") and stack:
        guess = f"end{stack[-1][1]}" if not _closes_later(stack[-1][1], rest) else guess
    guess = guess or (near or "").removeprefix("did you mean '").partition("'")[0]
    hint = f"did you mean '{guess}'?" if guess else f"tags are: {', '.join((*BLOCKS, *SINGLE))}"
    offset = text.find(tag.word, tag.start) if tag.word else tag.start
    message = f"there is no tag '{tag.word}'" if tag.word else "this tag says nothing"
    mended.faults.append(TagFault(offset, message, hint, tag.start))
    if guess:
        mended.renamed[tag.start] = guess
    return guess or tag.word


def _is_inline_set(text: str, tag: Tag, word: str) -> bool:
    inner = text[_skip(text, tag.start + 2) : tag.end]
    return word == "set" and _INLINE_SET.match(inner) is not None


def _closes_later(word: str, rest: list[Tag]) -> bool:
    depth = 0
    for tag in rest:
        depth += (tag.word == word) - (tag.word == f"end{word}")
        if depth < 0:
            return True
    return False


def _close(
    tag: Tag, word: str, stack: list[tuple[Tag, str]], rest: list[Tag], mended: Structure, line: Callable[[Tag], int]
) -> bool:
    """Close a block; False where the tag closes nothing and is to be left out."""
    wanted = word.removeprefix("end")
    if not stack:
        hint = "no block is open here; leave it out, or put back the tag that opens the block"
        mended.faults.append(TagFault(tag.start, f"this '{word}' closes nothing", hint, tag.start))
        return False
    if stack[-1][1] == wanted:
        stack.pop()
        return True
    if wanted in [name for _, name in stack]:
        while stack[-1][1] != wanted:
            opener, name = stack.pop()
            hint = f"put {{% end{name} %}} before the {{% {word} %}} of line {line(tag)}"
            mended.faults.append(_unclosed(opener, name, hint))
            mended.ends_before.setdefault(tag.start, []).append(name)
        stack.pop()
        return True
    opener, name = stack[-1]
    if _closes_later(name, rest):
        hint = f"{open_block(name)} of line {line(opener)}"
        mended.faults.append(TagFault(tag.start, f"this '{word}' closes nothing", hint, tag.start))
        return False
    stack.pop()
    message = f"this '{word}' stands where '{name}' of line {line(opener)} ends"
    mended.faults.append(TagFault(tag.start, message, f"write {{% end{name} %}}", tag.start))
    mended.renamed[tag.start] = f"end{name}"
    return True


def open_block(name: str) -> str:
    return f"the block that is open here is '{name}'"


def _unclosed(tag: Tag, word: str, hint: str) -> TagFault:
    if word == "set":
        hint += ", or give it a value: {% set name = … %}"
    return TagFault(tag.start, f"this '{word}' is not closed", hint, tag.start)
