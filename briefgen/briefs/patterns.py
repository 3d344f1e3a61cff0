"""Patterns of titles and of file names: words with places in braces, such as {kind}/{id}."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.diagnostics import did_you_mean
from briefgen.regexes import pattern

_PLACE = pattern(r"\{([^{}]*)\}")


def places(pattern: str) -> tuple[str, ...]:
    """The names in braces."""
    return tuple(_PLACE.findall(pattern))


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with a value at each of its places."""
    return _PLACE.sub(lambda found: values[found[1]], pattern)


def fault(pattern: str, known: Iterable[str], empty: Iterable[str] = ()) -> tuple[str, str] | None:
    """What is wrong with a pattern, and a hint; None where nothing is.

    `known` are the names of its places, `empty` those among the parameters that may have no value.
    """
    known, empty = list(known), list(empty)
    for name in places(pattern):
        if name in empty:
            return f"'{{{name}}}' may have no value", f"give [parameters.{name}] a default"
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(f'{{{n}}}' for n in known)}"
            return f"there is no '{{{name}}}' to fill in", hint
    if "{" in _PLACE.sub("", pattern) or "}" in _PLACE.sub("", pattern):
        return "a brace is not closed or not opened", "braces stand around names only, such as {id}"
    return None
