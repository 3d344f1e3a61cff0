"""Line ends behind tags: what an editor sees as the end of a paragraph, an item or a row of a table is one.

Jinja's `trim_blocks` takes the end of a line away behind any tag. That is right for a line of tags alone, and for words
that go on in the next line. But the blank line behind a sentence that ends with `{% endif %}` would be no blank line
any more, two paragraphs would become one, and two rows or items one line. There the end of the line stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2.lexer import Lexer

from briefgen.regexes import pattern

_ENDS = frozenset({"block_end", "comment_end", "raw_end"})
"""Tokens that may hold the end of a line behind a tag."""
_OPENING = frozenset({"if", "elif", "else", "for", "block", "filter", "call", "macro", "set", "with"})
"""Words of tags behind which something goes on, as in `- {% if … %}`."""
_BLOCK = pattern(r"[-*+] |\||#{1,6} |>|\d{1,9}[.)] ")
"""How a row, an item, a heading or a quotation begins, behind its indent."""


def _begins_a_block(text: str) -> bool:
    return _BLOCK.match(text.lstrip(" \t")) is not None


class LineLexer(Lexer):
    """Jinja's lexer with `trim_blocks`, but for lines behind whose end something of its own begins."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        begins, word, is_new, waits = "", "", False, False
        for line, token, value in super().tokeniter(source, name, filename, state):
            if waits and token == "data" and (value.lstrip(" \t")[:1] == "\n" or _begins_a_block(value)):
                yield line, "data", "\n"
            waits = False
            if token == "data":
                _, end, behind = value.rpartition("\n")
                begins = behind.strip() and behind if end else begins or (value.strip() and value)
            elif token == "variable_begin":
                begins = begins or value
            elif token in ("block_begin", "comment_begin", "raw_begin"):
                word, is_new = "", token == "block_begin"
            elif is_new and token == "name":
                word, is_new = value, False
            if token in _ENDS and value.endswith("\n") and not value.startswith("-"):
                kept = begins and word not in _OPENING and _begins_a_block(begins)
                waits = bool(begins) and word not in _OPENING and not kept
                yield line, token, value[:-1]
                if kept:
                    yield line, "data", "\n"
                begins = ""
                continue
            yield line, token, value
