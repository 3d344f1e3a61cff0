"""The filters that choose from lists, put them in order and make groups of them; what is in them stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import pass_environment

from briefgen.facts.factbase import in_language
from briefgen.language.in_words import date_in_words
from briefgen.language.phrases import phrase, quarter_of_year
from briefgen.model.dates import Edtf, parse_date
from briefgen.rendering.comparing import SPANS, SortKey, alphabet_key, sort_key, span_of
from briefgen.rendering.filter_input import FilterMisuse, field_of, number_of, rows, scope_of, value_of
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Measured, Missing, Value
from briefgen.rendering.wording import ARTICLES

UNRANKED = 1_000_000
"""The rank of what editors have not ranked: behind all that they have."""


def where(items: Iterable[Any], name: str, *wanted: object) -> list[Any]:
    """The items whose field `name` is one of the wanted values; with none named, those that have the field."""
    return [item for item in rows(items) if _has(item, name, wanted)]


def without(items: Iterable[Any], name: str, *unwanted: object) -> list[Any]:
    """The items whose field `name` is none of the unwanted values; with none named, those that lack the field."""
    return [item for item in rows(items) if not _has(item, name, unwanted)]


def _has(item: Any, name: str, values: tuple[object, ...]) -> bool:
    """Whether a field is one of these, or is there where none are given; lists stand for their items."""
    value = field_of(item, name)
    if not values:
        return bool(value)
    values = tuple(one for part in values for one in (part if isinstance(part, list | tuple) else (part,)))
    return any(one in values for one in value) if isinstance(value, list | tuple) else value in values


def each(items: Iterable[Any], name: str) -> list[Any]:
    """The field `name` of each item that has one, such as the party of each row; of a list, what is in it."""
    found = [value for item in rows(items) if (value := field_of(item, name))]
    return [one for value in found for one in (value if isinstance(value, list | tuple) else (value,))]


@pass_environment
def grouped(environment: Any, items: Iterable[Any], name: str, span: str = "") -> list[dict[str, Any]]:
    """The items in groups of the same `name`, each `{by, items}`, in the order of their first item.

    Where the field holds a list, the first of it counts; items without it stand in a group whose `by` is
    false, which comes last. A date may be taken by its month, quarter or year: then `by` is the name of that in the
    language of the brief, and the groups are in the order of time.
    """
    if span:
        return _by_span(scope_of(environment), items, name, span)
    groups: dict[object, dict[str, Any]] = {}
    rest: list[Any] = []
    for item in rows(items):
        value = field_of(item, name)
        if isinstance(value, list | tuple):
            value = value[0] if value else None
        if not value:
            rest.append(item)
            continue
        key = value.raw if isinstance(value, Value) and value.record_id else value  # two may be called alike
        groups.setdefault(key, {"by": value, "items": []})["items"].append(item)
    found = list(groups.values())
    return [*found, {"by": False, "items": rest}] if rest else found


def _by_span(scope: Scope, items: Iterable[Any], name: str, span: str) -> list[dict[str, Any]]:
    if span not in SPANS:
        raise FilterMisuse(f"|grouped takes dates by {', '.join(SPANS[:-1])} or {SPANS[-1]}, not by '{span}'")
    groups: dict[str, list[Any]] = {}
    rest: list[Any] = []
    for item in rows(items):
        value = _first(field_of(item, name))
        if value and not (isinstance(value, Value) and isinstance(value.measure, Edtf)):
            raise FilterMisuse(f"|grouped takes dates by the {span}; '{name}' is no date")
        key = span_of(value.measure, span) if value else ""
        (groups.setdefault(key, []) if key else rest).append(item)
    found = [{"by": _span_named(scope, key), "items": groups[key]} for key in sorted(groups)]
    return [*found, {"by": False, "items": rest}] if rest else found


def _span_named(scope: Scope, key: str) -> Value:
    """The name of a month, a quarter or a year, in the language of the brief."""
    year, _, quarter = key.rstrip("?").partition("-Q")
    if not quarter:
        date = parse_date(key)
        return Measured(date, date_in_words(scope.locale, date), raw=key)
    text = scope.locale.figures(quarter_of_year(scope.locale, int(quarter), year))
    text = phrase(scope.locale, "uncertain", text) if key.endswith("?") else text
    last = 3 * int(quarter)
    return Measured(parse_date(f"{year}-{last - 2:02}/{year}-{last:02}"), text, raw=key)


def sort(items: Iterable[Any], attribute: str = "", reverse: bool = False) -> list[Any]:
    """The items by a field that is a date, a number, an amount or words; those without it come last in either order."""
    found = [(item, _first(field_of(item, attribute) if attribute else item)) for item in rows(items)]
    keyed = [(_sort_key(value), item) for item, value in found if value]
    if len(sorts := dict.fromkeys(key[0] for key, _ in keyed)) > 1:
        raise FilterMisuse(f"|sort works on things of one sort; these are {' and '.join(sorts)}")
    keyed.sort(key=lambda pair: pair[0][1], reverse=reverse is True)  # type: ignore[arg-type, return-value]
    return [*(item for _, item in keyed), *(item for item, value in found if not value)]


def _sort_key(value: Any) -> SortKey:
    if isinstance(value, RecordView):
        return alphabet_key(value._scope.name(value.record.key).text)
    if isinstance(value, Value) and value.measure is not None:
        return sort_key(value.measure)
    plain = value.raw if isinstance(value, Value) else value
    if isinstance(plain, int):
        return "numbers", plain
    if isinstance(value, Value | str):
        return alphabet_key(value.text if isinstance(value, Value) else value)
    raise FilterMisuse("|sort works on dates, numbers, amounts and words; name a field that is one: |sort('date')")


def _first(value: Any) -> Any:
    """A value; of a list the first."""
    if isinstance(value, list | tuple):
        return value[0] if value else None
    return value


def take(items: Iterable[Any], most: object) -> list[Any]:
    """The first few; all of them where nothing says how many."""
    found = list(rows(items))
    return found if most is None or isinstance(most, Missing) else found[: number_of(value_of(most, "take"), "take")]


def beyond(items: Iterable[Any], most: object) -> list[Any]:
    """What `take` leaves out: the items behind the first few; none where nothing says how many."""
    found = list(rows(items))
    return found[len(take(found, most)) :]


def followed_by(items: Iterable[Any], *others: Iterable[Any]) -> list[Any]:
    """The items and, behind them, those of other lists."""
    return [item for part in (items, *others) for item in rows(part)]


def once(items: Iterable[Any]) -> list[Any]:
    """The values without those that stand beside an earlier one wherever it is printed: two days for one event."""
    kept: list[Any] = []
    told: set[str] = set()
    for item in rows(items):
        if not isinstance(item, StatementValue):
            kept.append(item)
        elif item.statement.id not in told:
            kept.append(item)
            told.update(item._scope.remarks.beside(item.statement.id))
    return kept


def besides(items: Iterable[Any], *others: object) -> list[Any]:
    """The items that are not among the others: what was not yet said, such as the discussion beside the key points."""
    said = {key for other in others for key in contents(other)}
    return [item for item in rows(items) if not (held := set(contents(item))) or not held <= said]


def contents(item: object) -> Iterator[str]:
    """What an item says, by the ids of statements and the keys of records; of a list or a row, all that it holds."""
    if isinstance(item, Value):
        yield from item.statements
    elif isinstance(item, RecordView):
        yield item.record.key
    elif isinstance(item, (list, tuple)):
        for one in item:
            yield from contents(one)
    elif isinstance(item, Mapping):
        for one in item.values():
            yield from contents(one)


def within(items: Iterable[Any], words: object, *others: object) -> list[Any]:
    """Those that so many words have room for, in their order; all of them where nothing says how many.

    `others` share the room and were chosen before. What editors ranked goes before the rest, what a sentence does in
    a meeting before what it only tells. Claims that contradict each other are chosen together, or none of them.
    """
    found = list(rows(items))
    if words is None or isinstance(words, Missing):
        return found
    left = number_of(value_of(words, "within"), "within") - sum(_length(other) for other in others)
    chosen, together = set[int](), _contradicting(found)
    for n in sorted(range(len(found)), key=lambda n: (_weight(found[n]), n)):
        these = together.get(n, {n})
        size = sum(_length(found[one]) for one in these)
        if n not in chosen and size <= left:
            chosen |= these
            left -= size
    return [item for n, item in enumerate(found) if n in chosen]


def _contradicting(items: list[Any]) -> dict[int, set[int]]:
    """The places of claims that contradict each other, by the place of each."""
    places = {item.record.key: n for n, item in enumerate(items) if isinstance(item, RecordView)}
    found: dict[int, set[int]] = {}
    for n in places.values():
        for against in (places.get(str(s.value)) for s in items[n].record.values("disputed_by")):
            if against is not None:
                these = {n, against} | found.get(n, set()) | found.get(against, set())
                found |= dict.fromkeys(these, these)
    return found


def _weight(item: object) -> tuple[int, bool]:
    if isinstance(item, RecordView):
        ranks = item.record.values("key")
        return (int(str(ranks[0].value)) if ranks else UNRANKED, False)
    if isinstance(item, StatementValue):
        key = item.statement.qualifiers.get("key")
        return (int(key) if key is not None else UNRANKED, not item.statement.qualifiers.get("function"))
    return (UNRANKED, True)


def _length(item: object) -> int:
    """How many words an item brings into a brief, the same in each language; of a claim, its speaker's post as well.

    Of a row it is all that it holds, such as what the sides of a conflict say and what the desk makes of it.
    """
    if isinstance(item, StatementValue):
        return _words_of(item.statement.value)
    if isinstance(item, RecordView):
        return sum(_words_of(s.value) for p in ("capacity", "says", "question") for s in item.record.values(p))
    if isinstance(item, (list, tuple)):
        return sum(map(_length, item))
    if isinstance(item, Mapping):
        return sum(map(_length, item.values()))
    return len(item.text.split()) if isinstance(item, Value) else 0


def _words_of(value: object) -> int:
    return len((in_language(value, ARTICLES) if isinstance(value, Mapping) else str(value)).split())
