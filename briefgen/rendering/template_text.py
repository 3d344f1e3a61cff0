"""Template text in the language of the brief: `{{ "Key points"|t }}`.

The text is the English one; a catalogue has the others. What stands in braces is put in as a value, escaped and
with its citation marks:

    {{ "{n} state is listed: {names}.|{n} states are listed: {names}."|t(n=parties|count, names=parties|listing) }}

A bar divides the form for one from the form for more; `n` decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from briefgen.document.escape import GUARD, escape
from briefgen.document.joining import MARK
from briefgen.document.sentences import without_stop
from briefgen.rendering.catalogue import PLACE
from briefgen.rendering.filter_input import FilterMisuse, number_of, scope_of, value_of

STOP = escape(".")
WORDS_ALONE = "|t is for words of the template; a value prints in the language that the facts have"
NOT_PRINTED = "what is given must be printed, or its sources are lost"


@pass_context  # not the environment alone: Jinja would translate a constant once and for all while it compiles
def t(context: Context, text: object, /, **values: object) -> str:
    """A text of the template in the language of the brief, its gaps filled; n chooses between one and more."""
    if not isinstance(text, str):
        raise FilterMisuse(WORDS_ALONE)
    number = number_of(value_of(values["n"], "t"), "t") if "n" in values else None
    if "|" in text and number is None:
        raise FilterMisuse("|t: this text has two forms; say which number decides, as in |t(n=parties|count)")
    said = scope_of(context.environment).translation.text(text, 1 if number is None else number)
    inserted = {name: _inserted(value) for name, value in values.items()}
    if (
        isinstance(values.get("n"), int) and "{n}" not in said
    ):  # a length: that some of so many are contested is no matter
        inserted["n"] = ""
    return _filled(said, inserted)


def _inserted(value: object) -> str:
    """A value as it stands in text: markup of the template as it is, anything else escaped, with its marks."""
    return value if isinstance(value, str) else str(value_of(value, "t"))


def _filled(text: str, values: Mapping[str, str]) -> str:
    parts = PLACE.split(text)
    names = parts[1::2]
    if unknown := [name for name in names if name not in values]:
        given = ", ".join(values) or "nothing"
        raise FilterMisuse(f"|t: no value is given for {{{unknown[0]}}}; given: {given}")
    for name, value in values.items():
        if name not in names and (name != "n" or _marks(value)):
            raise FilterMisuse(f"|t: the text has no {{{name}}}; {NOT_PRINTED}")
    out = parts[0]
    for name, literal in zip(names, parts[2::2], strict=True):
        out += values[name]
        out += literal[1:] if literal.startswith(".") and _ends_with_stop(values[name]) else literal
    return out


def _ends_with_stop(text: str) -> bool:
    """True for a value such as 17 октября 2025 г., whose full stop is the sentence's as well."""
    bare = text.rstrip(GUARD + _marks(text))
    return bare.endswith(STOP) or without_stop(bare) != bare


def _marks(text: str) -> str:
    return "".join(c for c in text if ord(c) >= MARK)


FILTER: Mapping[str, Any] = {"t": t}
