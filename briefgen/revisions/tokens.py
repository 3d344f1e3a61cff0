"""Inlines as a row of tokens, each with the formatting it stands in, and back.

What a comparison moves about is a token: a word, a number or a date, a mark of punctuation, blanks, a link, a
reference. None of them is ever cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen.document.joining import plainest
from briefgen.document.nodes import Emphasis, Inline, Strong, Text
from briefgen.document.walk import plain_text
from briefgen.frozen import dataclass

_PUNCTUATION = r"\s!-/:-@\[-`{-~\u00a1-\u00bf\u2000-\u200b\u200e-\u206f\u3000-\u303f"
_LETTER = rf"[^{_PUNCTUATION}]"
_TOKEN = re.compile(
    rf"""
      [0-9]{{1,2}}\.?[ \u00a0][^\W\d_]{{3,}}[ \u00a0][0-9]{{4}}(?!\w)       # 17 October 2025
    | [0-9]+(?:[.,:/–-][0-9]+)*{_LETTER}*%?                    # 2025-10-17, 1,200.5, 21st
    | [\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\u3099?                 # scripts without blanks: a character
    | {_LETTER}+(?:['’&+-]{_LETTER}+)*                         # words, counter-terrorism, Shanghai’s
    | [ ]+ | \s
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a blank, a mark or a node that is not cut; `spans` is the formatting around it, outermost first."""

    value: str | Inline
    spans: tuple[type[Strong] | type[Emphasis], ...] = ()

    @property
    def text(self) -> str:
        """What the reader sees of it."""
        return self.value if isinstance(self.value, str) else plain_text((self.value,))

    @property
    def is_word(self) -> bool:
        return any(map(str.isalnum, self.text))


def split_words(text: str) -> list[str]:
    """The text in pieces that a comparison keeps whole; joined they are the text."""
    return _TOKEN.findall(text)


def tokens(content: Iterable[Inline]) -> list[Token]:
    return list(_tokens(content, ()))


def _tokens(content: Iterable[Inline], spans: tuple[type[Strong] | type[Emphasis], ...]) -> Iterator[Token]:
    for node in content:
        if isinstance(node, Text):
            for word in split_words(node.value):
                yield Token(word, spans)
        elif isinstance(node, Strong | Emphasis):
            yield from _tokens(node.content, (*spans, type(node)))
        else:
            yield Token(node, spans)


def assembled(row: Iterable[Token]) -> tuple[Inline, ...]:
    """The inlines that the tokens are, in their plainest form."""
    return plainest(_assembled(list(row), 0))


def _assembled(row: list[Token], depth: int) -> list[Inline]:
    made: list[Inline] = []
    for span, group in groupby(row, key=lambda t: t.spans[depth] if len(t.spans) > depth else None):
        members = list(group)
        if span is not None:
            made.append(span(tuple(_assembled(members, depth + 1))))
        else:
            made += [Text(t.value) if isinstance(t.value, str) else t.value for t in members]
    return made
