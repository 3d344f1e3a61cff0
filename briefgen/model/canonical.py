"""What an editor writes in the shortest form that is still true, turned into the one form that the program knows.

A bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list of citations. What has
no such form raises `scalars.problem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.diagnostics import quoted
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.scalars import LOCATOR, Path, is_by_language, no_value, problem, words

Apart = tuple[object, object, Path]
"""What names a source, the words quoted from it, and the way to them."""


def listed(value: object) -> list[object]:
    """One thing, or a list of them, as a list."""
    if value in ("", []):
        raise no_value()
    return value if isinstance(value, list) else [value]


def stated(value: object) -> list[object]:
    """One value with its sources, or several, each of which may be written bare."""
    return [item if isinstance(item, dict) and not is_by_language(item) else {"is": item} for item in listed(value)]


def citations(value: object) -> list[Apart]:
    """Every citation apart, with the way to it, so that each can be refused at its own place."""
    if value in ("", [], {}):
        raise no_value()
    if not isinstance(value, list):
        return list(_apart(value, ()))
    return [citation for n, item in enumerate(value) for citation in _apart(item, (n,))]


def _apart(item: object, at: Path) -> Iterator[Apart]:
    if isinstance(item, dict) and item:
        yield from ((key, words, (*at, str(key))) for key, words in item.items())
    else:
        yield item or "", "", at


def citation(apart: Apart) -> dict[str, str]:
    """The source, the locator and the quote of one."""
    key, quote, at = apart
    is_key = quote != "" or (isinstance(key, str) and at[-1:] == (key,))
    text = str(key) if is_key else words(key, at, up=1)
    source, has_locator, locator = text.partition("#")
    if not is_slug(source):
        raise problem("bad-id", f"in src, {why_no_slug(source)}", up=1, at=at, at_key=is_key)
    if has_locator and not re.fullmatch(LOCATOR, locator):
        message = f"{quoted(locator)} is no locator such as p3 or min12"
        raise problem("bad-locator", message, up=1, at=at, at_key=is_key)
    return {"source": source, "locator": locator, "quote": words(quote, at, up=1) if is_key else ""}
