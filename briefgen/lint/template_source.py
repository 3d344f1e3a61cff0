"""A template's text with places: every node of its tree knows line and column.

Jinja's nodes know their line alone. Here each token's line number is a `TagPlace`, an integer that carries the
column along, so that the nodes made of the tokens have it too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from jinja2 import Environment, nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from briefgen.diagnostics import Location

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
