"""The filters of templates. They change words, never evidence: a result rests on what went in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import pass_environment
from jinja2.runtime import Undefined

from briefgen.document.sentences import capitalised, ended, without_stop
from briefgen.language.phrases import number_in_words, ordinal, phrase
from briefgen.model.dates import BadDate, PartialDate, parse_date
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Listed, Missing, NoSuchField, Value


class FilterMisuse(ValueError):
    """A filter was given something it cannot work on; the message says what it wants."""


def _scope(environment: Any) -> Scope:
    scope = environment.scope
    assert isinstance(scope, Scope)
    return scope


def _value(item: object, filter_: str) -> Value:
    if isinstance(item, RecordView):
        return item._scope.name(item.record.key)
    if isinstance(item, Value):
        return item
    if isinstance(item, int) and not isinstance(item, bool):
        return Value(str(item), raw=item, remark=getattr(item, "remark", ""))
    if isinstance(item, Undefined):
        item._fail_with_undefined_error()
    if isinstance(item, Missing):
        raise FilterMisuse(f"nothing is recorded for {item.what}; put {{% if … %}} around it")
    if isinstance(item, str):
        return Value(item)
    raise FilterMisuse(f"|{filter_} works on a value; this is none")


def _values(items: object, filter_: str) -> list[Value]:
    if isinstance(items, Value | RecordView | str) or not isinstance(items, Iterable):
        raise FilterMisuse(f"|{filter_} works on a list; this is none")
    return [_value(item, filter_) for item in items]


def rows(items: Any) -> Any:
    """What can be gone through one by one. A text cannot: it would come apart from its sources."""
    if isinstance(items, str):
        raise FilterMisuse("this is a text, not a list; a text is printed as a whole")
    return items


@pass_environment
def listing(environment: Any, items: object) -> Value:
    """Names as a list in a sentence: Armenia, Belarus and Kazakhstan."""
    scope, values = _scope(environment), _values(items, "listing")
    every = scope.joined(scope.locale.listing([v.text for v in values]), values)
    return Listed(every.text, every.marks, every.statements, scope.locale.listing([str(v) for v in values]))


def the(item: object) -> Any:
    """A name, or each name of a list, with the article that it takes in a sentence: the CIS, but TASS."""
    if isinstance(item, list | tuple):
        return [the(one) for one in item]
    value = _value(item, "the")
    article = _article(item)
    return value.with_text(article + value.text) if article else value


def _article(item: object) -> str:
    record: object = item
    if isinstance(item, StatementValue):
        record = item.target
    elif isinstance(item, Value):
        record = _get(item, "record") if "record" in item.fields else None
    if not isinstance(record, RecordView):
        return ""
    return record._scope.article(record.record.key)


@pass_environment
def count(environment: Any, items: object) -> Value:
    """How many there are, in figures; it rests on all of them."""
    values, scope = _values(items, "count"), _scope(environment)
    found = scope.joined(str(len(values)), values, len(values))
    found.remark = scope.how_many_contested(sum(map(scope.is_contested, items)))  # type: ignore[call-overload]
    return found


@pass_environment
def in_words(environment: Any, item: object) -> Value:
    """A number in words, up to twelve: nine."""
    value = _value(item, "in_words")
    return value.with_text(number_in_words(_scope(environment).locale, _number(value, "in_words")))


@pass_environment
def as_ordinal(environment: Any, item: object) -> Value:
    """A number of rank: 21st."""
    value = _value(item, "ordinal")
    return value.with_text(ordinal(_scope(environment).locale, _number(value, "ordinal")))


def _number(value: Value, filter_: str) -> int:
    if isinstance(value.raw, int):
        return value.raw
    raise FilterMisuse(f"|{filter_} works on a number; '{value.text}' is none")


@pass_environment
def when(environment: Any, item: object) -> Value:
    """A date as it stands in a sentence: on 17 October 2025, in October 2025."""
    value = _value(item, "when")
    try:
        date = parse_date(str(value.raw))
    except BadDate:
        raise FilterMisuse(f"|when works on a date; '{value.text}' is none") from None
    start = date.start if isinstance(date.start, PartialDate) else date.end
    day = isinstance(start, PartialDate) and start.precision == "day"
    return value.with_text(phrase(_scope(environment).locale, "on-day" if day else "in-month", value.text))


@pass_environment
def sentence(environment: Any, item: object) -> Value:
    """With a capital first and a full stop last, where they are lacking, as the script of its words has them."""
    value = _value(item, "sentence")
    return value.with_text(ended(capitalised(value.text, _scope(environment).locale.language)))


def clause(item: object) -> Value:
    """Without its full stop, to stand inside a sentence."""
    value = _value(item, "clause")
    return value.with_text(without_stop(value.text))


def plain_words(item: object) -> Value:
    """A word of a yardstick as it is spoken: highly-likely becomes highly likely."""
    value = _value(item, "plain_words")
    return value.with_text(value.text.replace("-", " "))


def trim(item: object) -> Value | str:
    """Without blanks at its ends."""
    if isinstance(item, str):
        return item.strip()
    value = _value(item, "trim")
    return value.with_text(value.text.strip())


@pass_environment
def capital(environment: Any, item: object) -> Value:
    """With a capital first; a script without capitals is left alone."""
    value = _value(item, "capital")
    return value.with_text(capitalised(value.text, _scope(environment).locale.language))


def where(items: Iterable[Any], name: str, *wanted: object) -> list[Any]:
    """The items whose field `name` is one of the wanted values; with none named, those that have the field."""
    found = []
    for item in rows(items):
        value = _get(item, name)
        if (value in wanted) if wanted else value:
            found.append(item)
    return found


def without(items: Iterable[Any], name: str, *unwanted: object) -> list[Any]:
    """The items whose field `name` is none of the unwanted values; with none named, those that lack the field."""
    found = []
    for item in rows(items):
        value = _get(item, name)
        if (value not in unwanted) if unwanted else not value:
            found.append(item)
    return found


def grouped(items: Iterable[Any], name: str) -> list[dict[str, Any]]:
    """The items in groups of the same `name`, each `{by, items}`, in the order of their first item.

    Where the field holds a list, the first of it counts; items without it stand in a group whose `by` is
    false, which comes last.
    """
    groups: dict[object, dict[str, Any]] = {}
    rest: list[Any] = []
    for item in rows(items):
        value = _get(item, name)
        if isinstance(value, list | tuple):
            value = value[0] if value else None
        if not value:
            rest.append(item)
            continue
        groups.setdefault(value, {"by": value, "items": []})["items"].append(item)
    found = list(groups.values())
    return [*found, {"by": False, "items": rest}] if rest else found


def _get(item: Any, name: str) -> Any:
    if not isinstance(name, str):
        raise FilterMisuse("a field is named by a text, such as 'date'")
    try:
        if isinstance(item, dict):
            return item[name]
        if isinstance(item, RecordView | Value):
            return item.field(name)
    except KeyError:
        raise FilterMisuse(f"the items have no '{name}'; they have: {', '.join(item)}") from None
    except NoSuchField as bad:
        raise FilterMisuse(f"{bad}; {bad.hint}") from None
    raise FilterMisuse(f"the items have no field '{name}'")


def take(items: Iterable[Any], most: object) -> list[Any]:
    """The first few; all of them where nothing says how many."""
    found = list(rows(items))
    return found if most is None or isinstance(most, Missing) else found[: _number(_value(most, "take"), "take")]


def beyond(items: Iterable[Any], most: object) -> list[Any]:
    """What `take` leaves out: the items behind the first few; none where nothing says how many."""
    found = list(rows(items))
    return found[len(take(found, most)) :]


@pass_environment
def since(environment: Any, item: object, year: object) -> object:
    """A record seen from a year on: what it says of meetings leaves out earlier ones; all, where no year is given."""
    if not isinstance(item, RecordView):
        raise FilterMisuse("|since works on a record, such as the theme")
    if year is None or isinstance(year, Missing):
        return item
    narrow = environment.from_year
    return RecordView(item._scope.over(narrow(item._scope.base, _number(_value(year, "since"), "since"))), item.record)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "listing": listing,
    "the": the,
    "count": count,
    "in_words": in_words,
    "ordinal": as_ordinal,
    "when": when,
    "sentence": sentence,
    "clause": clause,
    "plain_words": plain_words,
    "capital": capital,
    "trim": trim,
    "where": where,
    "without": without,
    "grouped": grouped,
    "take": take,
    "beyond": beyond,
    "since": since,
}


def of_plugin(name: str, function: Callable[..., str]) -> Callable[..., Value]:
    """A filter of another package: it is given words and gives words, the evidence stays with the value."""

    def apply(item: object, *arguments: object) -> Value:
        value = _value(item, name)
        plain = [argument.text if isinstance(argument, Value) else argument for argument in arguments]
        if not all(isinstance(argument, str | int | bool) for argument in plain):
            raise FilterMisuse(f"|{name} takes texts and numbers in its brackets")
        return value.with_text(function(value.text, *plain))

    apply.__doc__ = (function.__doc__ or "A filter of a plugin.").strip().partition("\n")[0]
    return apply
