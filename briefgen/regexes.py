"""Patterns of a module that are compiled when first used: a run imports some 130, and most of what it does needs few.

`pattern` stands for `re.compile`, and `letters` for `regex.compile`, which knows the properties of letters in any
script and is imported no sooner than that. What comes back is used like any compiled pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

_compile = re.compile

if TYPE_CHECKING:
    from re import compile as pattern

    from regex import compile as letters
else:

    class _Late:
        """A compiled pattern in all that is asked of it."""

        def __init__(self, library: str, *asked: object, **named: object) -> None:
            self._made_of = library, asked, named

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            library, asked, named = self._made_of
            made = (_compile if library == "re" else __import__(library).compile)(*asked, **named)
            for one in _ASKED_OF_ONE:  # from now on found at once
                setattr(self, one, getattr(made, one))
            return getattr(made, name)

    _ASKED_OF_ONE = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer", "pattern")

    def pattern(*asked, **named):
        return _Late("re", *asked, **named)

    def letters(*asked, **named):
        return _Late("regex", *asked, **named)


@contextmanager
def patterns_late() -> Iterator[None]:
    """While a library is imported: its patterns, too, are compiled when first used.

    One of PyYAML alone, for a reader that stands idle where libyaml reads, takes as long to compile as a file of facts
    to be read.
    """
    re.compile = pattern
    try:
        yield
    finally:
        re.compile = _compile


def without_case(text: str) -> str:
    """The text where letters of either case are one: what a pattern that goes by no case finds is found in this, too.

    So most texts are told apart from those in which it is worth looking.
    """
    return text.casefold().replace("ı", "i").replace("\u0307", "")


__all__ = ["letters", "pattern", "patterns_late", "without_case"]
