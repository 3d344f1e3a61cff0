"""Whose name it may be: the records that a name in a text, a table or a question leads to, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from briefgen.archive.matching import fold
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Towns
from briefgen.facts.references import codes_of, state_of
from briefgen.language.cldr import extract, other_state_names, states_called
from briefgen.language.same_name import same_name
from briefgen.model.schema import SOURCE, STATE, KindSpec
from briefgen.model.statement import Rank, Record
from briefgen.model.states import FORMER, STATES


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
    found = {one.record.key: one for one in _states(base, name, kinds)}
    states = states_called(name)
    for kind, spec in base.schema.items():
        if (kinds and kind not in kinds) or not spec.role("name"):
            continue
        for record in base.of_kind(kind):
            if record.deprecated:
                continue
            is_other = bool(states) and _is_another_state(record, spec, states)
            for known in names_of(base, record):
                is_exact = _bare(known) == _bare(name)
                if is_other and not is_exact:
                    continue
                why = same_name(name, known, of_person=spec.names_people, alone=spec.names_people)
                if why and (record.key not in found or (is_exact and not found[record.key].is_exact)):
                    found[record.key] = MayBe(record, known, why, is_exact)
    return sorted(found.values(), key=lambda one: (not one.is_exact, one.record.key))


def _bare(name: str) -> str:
    """A name without the article that a list may have before it: the Czech Republic."""
    return name.casefold().removeprefix("the ")


def meant(may_be: Sequence[MayBe]) -> str:
    """A question that names the records that a name may be, three at most: those that it may be for the same reason."""
    alike = [f"{one.record.id} ({one.name})" for one in may_be if one.why == may_be[0].why][:3]
    return f"did you mean {' or '.join(alike)}? {may_be[0].why}"


def place_like(base: FactBase, name: str) -> tuple[str, str]:
    """A place that records name and that a name may be, and why; "" where the name is there itself, or none is near."""
    towns = Towns(base)
    known = {called: None for names in towns.names.values() for called in names}
    for statement in base.statements:
        if base.plays(statement, "place") and isinstance(statement.value, Mapping):
            known |= dict.fromkeys(statement.value.values())
    if name in known or towns.called(name):
        return "", ""
    near = ((one, same_name(name, one, of_person=False)) for one in known)
    return next(((one, why) for one, why in near if why), ("", ""))


def _states(base: FactBase, name: str, kinds: Collection[str]) -> Iterator[MayBe]:
    """The states of ISO 3166 that a name leads to, by the names that CLDR has for them in the languages of the base.

    A state with a record of its own, or of its code, is that record.
    """
    kind = next((k for k in base.kinds_acting(STATE) if not kinds or k in kinds), None)
    if kind is None:
        return
    wanted, by_code = _bare(fold(name)), codes_of(base.schema, base.acting(STATE))
    for key, known in _names_of_states(_languages(base)):
        exact = next((one for one in known if one.casefold() == wanted), "")
        near = (one for one in known if wanted[:1] == one[:1].casefold())
        one = exact or next((one for one in near if same_name(name, one, of_person=False, alone=False)), "")
        if one:
            own = by_code.get(STATES.get(key, "")) or f"{kind}/{key}"
            why = "the same name" if exact else "the same name in another spelling"
            yield MayBe(base.record(own) or state_of(own), one, why, bool(exact))


def state_with_code(base: FactBase, code: str, kinds: Collection[str] = ()) -> str:
    """The key of the state that has a code of ISO 3166-1, by its record or the register; "" for none."""
    kind = next((k for k in base.kinds_acting(STATE) if not kinds or k in kinds), "")
    id_ = next((id_ for id_, known in STATES.items() if known == code), "")
    own = codes_of(base.schema, base.acting(STATE)).get(code, "")
    return kind and (own or (id_ and f"{kind}/{id_}"))


def _is_another_state(record: Record, spec: KindSpec, codes: frozenset[str]) -> bool:
    """Whether a record is that of a state, and of none with these codes."""
    own = {str(s.value) for s in record.values("code")} if STATE in spec.acts_as else set()
    return bool(own) and own.isdisjoint(codes)


def _languages(base: FactBase) -> frozenset[str]:
    """English, and every language that a source of the base is in."""
    said = (str(s.value).partition("-")[0] for source in base.of_kind(SOURCE) for s in source.values("language"))
    return frozenset({"en", *said})


@lru_cache(maxsize=8)
def _names_of_states(languages: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each state is called, by its id; former ones by their own name."""
    tables, also = [], []
    for language in sorted(languages, key=lambda tag: (tag != "en", tag)):
        also.append(other_state_names(language))
        with suppress(UsageProblem):  # a language that CLDR does not know has no names there
            tables.append(extract(language)["territories"])
    today = {
        id_: [
            *(t[code] for t in tables if code in t),
            id_.replace("-", " "),
            *(n for a in also for n in a.get(code, ())),
        ]
        for id_, code in STATES.items()
    }
    former = {id_: [name, id_.replace("-", " ")] for id_, (_, name) in FORMER.items()}
    return tuple((id_, tuple(dict.fromkeys(names))) for id_, names in (today | former).items())


def names_of(base: FactBase, record: Record) -> Iterator[str]:
    """Every name of a record, in every language: its name, its short name and the others."""
    roles = base.schema[record.kind].roles
    properties = {field for role in ("name", "short", "other_names") for field in roles.get(role, ())}
    for statement in record.statements:
        if statement.property in properties and statement.rank is not Rank.DEPRECATED:
            value = statement.value
            yield from map(str, value.values()) if isinstance(value, Mapping) else [str(value)]
