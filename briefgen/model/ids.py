"""Ids: words a person can say and type, safe as file names on every system."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count
from unicodedata import combining, normalize

from briefgen.diagnostics import quoted
from briefgen.regexes import pattern

SLUG = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80
# Windows refuses these as file names, whatever their ending.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
RULE = "an id is lower-case letters, digits and single hyphens, such as samarkand-2025"


def is_slug(text: str) -> bool:
    """True for an id that may stand in a file name and in a reference."""
    return len(text) <= LONGEST and SLUG.fullmatch(text) is not None and text not in RESERVED


def free_id(id_: str, taken: Container[str]) -> str:
    """An id that is not taken: itself, or else with the first free number behind it."""
    return next(one for one in chain([id_], (f"{id_}-{n}" for n in count(2))) if one not in taken)


def hint_of_slug(text: str) -> str:
    """The id that is meant by a name, UK, Coffee Fair or José Muster; "" where that cannot be told."""
    from briefgen.model.states import ALSO_CALLED

    plain = "".join(letter for letter in normalize("NFD", text.lower()) if not combining(letter))
    meant = "-".join(plain.replace("'", "").split())
    meant = ALSO_CALLED.get(meant, meant)
    return f"did you mean {quoted(meant)}?" if meant != text and is_slug(meant) else ""


def why_no_slug(text: str) -> str:
    """What is wrong with an id that `is_slug` refuses, in one line."""
    if text in RESERVED:
        return f"{quoted(text)} is no id: Windows keeps this name for a device"
    if len(text) > LONGEST:
        return f"{quoted(text)} is no id: it has {len(text):,} characters, at most {LONGEST} are allowed"
    return f"{quoted(text)} is no id: {RULE}"
