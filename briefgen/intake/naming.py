"""The id of the record that a text means: by its id, by its very name, or the reason why none is meant.

What a cell of a table, a pasted list and an accepted proposal name is found in the same way, by nobody's guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.diagnostics import did_you_mean
from briefgen.facts.factbase import FactBase
from briefgen.intake.proposing import slug
from briefgen.language.cldr import states_called
from briefgen.model.schema import SOURCE, STATE, acting_as
from briefgen.model.states import FORMER, STATES
from briefgen.query.whose import meant, whose_name


@dataclass(frozen=True, slots=True)
class NoneNamed:
    """Why a text leads to no record, as it follows the text, and what to do; `is_near`: one may be meant."""

    message: str
    hint: str | None
    is_near: bool = True


def is_id(base: FactBase, text: str, kinds: Sequence[str]) -> bool:
    """Whether a text is the id or the key of a record of these kinds, or of a state that needs none."""
    before, slash, after = text.partition("/")
    of = [kind for kind in kinds if kind == before] if slash else kinds
    id_ = after if slash else text
    if any(base.record(f"{kind}/{id_}") is not None for kind in of):
        return True
    return bool(set(of) & set(acting_as(base.schema, STATE))) and id_ in STATES.keys() | FORMER.keys()


def id_named(base: FactBase, text: str, kinds: Sequence[str]) -> str | NoneNamed:
    """The id of the one record of these kinds that has the very name, or the text itself where it is an id."""
    if is_id(base, text, kinds):
        return text
    last, comma, given = text.partition(", ")
    if comma and states_called(f"{given} {last}"):  # Korea, Republic of
        text = f"{given} {last}"
    found = whose_name(base, text, kinds)
    # The label of a source is as a rule the name of somebody who published it, and they are meant, not the page, unless
    # that is called so to the letter.
    sources, may_be = ([one for one in found if (one.record.kind == SOURCE) is is_one] for is_one in (True, False))
    exact = [one for one in may_be if one.is_exact] or [
        one for one in sources if one.name.casefold() == text.casefold()
    ]
    if len(exact) == 1:
        return exact[0].record.id
    what = " or ".join(kinds) or "record"
    if exact:
        hint = f"it is the name of {', '.join(one.record.key for one in exact)}; write the id"
        return NoneNamed(f"no {what} alone is called", hint)
    if may_be:
        return NoneNamed(f"no {what} is called", meant(may_be))
    near = did_you_mean(text, _ids(base, kinds))
    first = to_make(text, kinds) if kinds else None
    if sources and first:
        first += f"; or say {sources[0].record.id} if the source itself is meant"
    return NoneNamed(f"no {what} is called", first if sources else near or first, _is_mistyped(text, _ids(base, kinds)))


def _is_mistyped(text: str, ids: Iterator[str]) -> bool:
    """Whether words are an id but for a letter or two."""
    from difflib import get_close_matches

    return bool(get_close_matches("-".join(text.split()), list(ids), n=1, cutoff=0.85))


def _ids(base: FactBase, kinds: Sequence[str]) -> Iterator[str]:
    for kind in kinds:
        yield from (record.id for record in base.of_kind(kind))
    if set(kinds) & set(acting_as(base.schema, STATE)):
        yield from STATES


def to_make(name: str, kinds: Iterable[str]) -> str:
    """The hint to make a record of one of some kinds first, whose command can be typed as it stands."""
    first, *others = dict.fromkeys(kinds)
    which = f", as {' or '.join((first, *others))}" if others else ""
    return f"make its record first{which}: briefgen new {first} {slug(name) or 'an-id'}"
