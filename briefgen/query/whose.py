"""Whose name it may be: the records that a name in a text, a table or a question leads to, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from briefgen.facts.factbase import FactBase
from briefgen.language.same_name import same_name
from briefgen.model.statement import Rank, Record


@dataclass(frozen=True, slots=True)
class MayBe:
    """A record, the name of it that comes close, and why; `is_exact` where it is the very name."""

    record: Record
    name: str
    why: str
    is_exact: bool


def whose_name(base: FactBase, name: str, kinds: Collection[str] = ()) -> list[MayBe]:
    """The records in force that may be meant, those with the very name first; `kinds`: of these alone.

    A family name alone leads to everybody who has it. Nothing is decided: one of them, none or several may be meant.
    """
    found: dict[str, MayBe] = {}
    for kind, spec in base.schema.items():
        if (kinds and kind not in kinds) or not spec.role("name"):
            continue
        for record in base.of_kind(kind):
            if record.deprecated:
                continue
            for known in names_of(base, record):
                why = same_name(name, known, of_person=spec.names_people, alone=spec.names_people)
                is_exact = known.casefold() == name.casefold()
                if why and (record.key not in found or (is_exact and not found[record.key].is_exact)):
                    found[record.key] = MayBe(record, known, why, is_exact)
    return sorted(found.values(), key=lambda one: (not one.is_exact, one.record.key))


def names_of(base: FactBase, record: Record) -> Iterator[str]:
    """Every name of a record, in every language: its name, its short name and the others."""
    roles = base.schema[record.kind].roles
    properties = {field for role in ("name", "short", "other_names") for field in roles.get(role, ())}
    for statement in record.statements:
        if statement.property in properties and statement.rank is not Rank.DEPRECATED:
            value = statement.value
            yield from map(str, value.values()) if isinstance(value, Mapping) else [str(value)]
