"""The filters of templates. They change words, never evidence: a result rests on what went in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import pass_environment
from jinja2.runtime import Undefined

from briefgen.document.sentences import capitalised, ended, without_stop
from briefgen.facts.factbase import in_language
from briefgen.facts.origins import account_of
from briefgen.language.amount_words import amount_in_words
from briefgen.language.date_words import date_in_words
from briefgen.language.phrases import number_in_words, ordinal, phrase
from briefgen.model.amounts import BadAmount, parse_amount, total
from briefgen.model.dates import BadDate, Edtf, PartialDate, parse_date
from briefgen.model.schema import ASSERTION, no_kind_of_record, source_key
from briefgen.model.statement import Statement
from briefgen.rendering.comparing import SPANS, SortKey, alphabet_key, sort_key, span_of
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Listed, Measured, Missing, NoSuchField, Value
from briefgen.rendering.wording import ARTICLES

UNRANKED = 1_000_000
"""The rank of what editors have not ranked: behind all that they have."""


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
        raise FilterMisuse(item.gap)
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
    found = scope.joined(scope.locale.figures(str(len(values))), values, len(values))
    found.remark = scope.contested_among(list(items))  # type: ignore[call-overload]
    return found


@pass_environment
def sum_of(environment: Any, items: object) -> Value:
    """What amounts of one unit come to, as exact as the least exact of them: at least 150 delegates."""
    if isinstance(items, Missing):
        raise FilterMisuse(items.gap)
    scope, values = _scope(environment), _values(items, "total")
    if not values:
        raise FilterMisuse("|total: the list is empty; put {% if … %} around it")
    try:
        found = total(parse_amount(str(value.raw)) for value in values)
    except BadAmount as bad:
        raise FilterMisuse(f"|total: {bad}") from None
    summed = scope.joined(amount_in_words(scope.locale, found), values, found.text)
    summed.remark = scope.contested_among(list(items))  # type: ignore[call-overload]
    return summed


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


@pass_environment
def called(environment: Any, kind: object, number: object = 1) -> Value:
    """What so many records of a kind are called, as its description says: exercises of exercise; one of none given."""
    scope = _scope(environment)
    spec = scope.base.schema.get(kind if isinstance(kind, str) else str(_value(kind, "called").raw))
    if spec is None:
        message, hint = no_kind_of_record(str(kind), scope.base.schema)
        raise FilterMisuse(f"|called: {message}; {hint}")
    n, locale = _number(_value(number, "called"), "called"), scope.locale
    if locale.language not in spec.words:
        scope.translation.lacks_kind(spec.kind)
    return Value(spec.called(n, language=locale.language, form=locale.plural_form(n)))


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
        if _is_one_of(value, wanted) if wanted else value:
            found.append(item)
    return found


def without(items: Iterable[Any], name: str, *unwanted: object) -> list[Any]:
    """The items whose field `name` is none of the unwanted values; with none named, those that lack the field."""
    found = []
    for item in rows(items):
        value = _get(item, name)
        if not _is_one_of(value, unwanted) if unwanted else not value:
            found.append(item)
    return found


def _is_one_of(value: object, wanted: tuple[object, ...]) -> bool:
    """Whether a field is one of these; a field that is a list where one of its items is."""
    if isinstance(value, list | tuple):
        return any(one in wanted for one in value)
    return value in wanted


def each(items: Iterable[Any], name: str) -> list[Any]:
    """The field `name` of each item that has one, such as the party of each row; of a list, what is in it."""
    found = [value for item in rows(items) if (value := _get(item, name))]
    return [one for value in found for one in (value if isinstance(value, list | tuple) else (value,))]


@pass_environment
def grouped(environment: Any, items: Iterable[Any], name: str, span: str = "") -> list[dict[str, Any]]:
    """The items in groups of the same `name`, each `{by, items}`, in the order of their first item.

    Where the field holds a list, the first of it counts; items without it stand in a group whose `by` is
    false, which comes last. A date may be taken by its month, quarter or year: then `by` is the name of that in the
    language of the brief, and the groups are in the order of time.
    """
    if span:
        return _by_span(_scope(environment), items, name, span)
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


def _by_span(scope: Scope, items: Iterable[Any], name: str, span: str) -> list[dict[str, Any]]:
    if span not in SPANS:
        raise FilterMisuse(f"|grouped takes dates by {', '.join(SPANS[:-1])} or {SPANS[-1]}, not by '{span}'")
    groups: dict[str, list[Any]] = {}
    rest: list[Any] = []
    for item in rows(items):
        value = _first(_get(item, name))
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
    text = scope.locale.figures(phrase(scope.locale, "quarter", quarter, year))
    text = phrase(scope.locale, "uncertain", text) if key.endswith("?") else text
    last = 3 * int(quarter)
    return Measured(parse_date(f"{year}-{last - 2:02}/{year}-{last:02}"), text, raw=key)


def sort(items: Iterable[Any], attribute: str = "", reverse: bool = False) -> list[Any]:
    """The items by a field that is a date, a number, an amount or words; those without it come last in either order."""
    found = [(item, _first(_get(item, attribute) if attribute else item)) for item in rows(items)]
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
    said = {key for other in others for key in _contents(other)}
    return [item for item in rows(items) if not (held := set(_contents(item))) or not held <= said]


def _contents(item: object) -> Iterator[str]:
    """What an item says, by the ids of statements and the keys of records; of a list or a row, all that it holds."""
    if isinstance(item, RecordView):
        yield item.record.key
    elif isinstance(item, Value):
        yield from item.statements
    elif isinstance(item, Mapping):
        yield from (key for value in item.values() for key in _contents(value))
    elif isinstance(item, list | tuple):
        yield from (key for one in item for key in _contents(one))


def within(items: Iterable[Any], words: object, *others: object) -> list[Any]:
    """Those that so many words have room for, in their order; all of them where nothing says how many.

    `others` share the room and were chosen before. What editors ranked goes before the rest, what a sentence does in
    a meeting before what it only tells.
    """
    found = list(rows(items))
    if words is None or isinstance(words, Missing):
        return found
    left = _number(_value(words, "within"), "within") - sum(_length(other) for other in others)
    chosen = set[int]()
    for n in sorted(range(len(found)), key=lambda n: (_weight(found[n]), n)):
        size = _length(found[n])
        if size <= left:
            chosen.add(n)
            left -= size
    return [item for n, item in enumerate(found) if n in chosen]


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
    if isinstance(item, RecordView):
        return sum(_words_of(s.value) for p in ("capacity", "says", "question") for s in item.record.values(p))
    if isinstance(item, list | tuple):
        return sum(_length(one) for one in item)
    if isinstance(item, Mapping):
        return sum(_length(one) for one in item.values())
    if isinstance(item, StatementValue):
        return _words_of(item.statement.value)
    return len(item.text.split()) if isinstance(item, Value) else 0


def _words_of(value: object) -> int:
    return len((in_language(value, ARTICLES) if isinstance(value, Mapping) else str(value)).split())


@pass_environment
def account(environment: Any, items: object) -> object:
    """Whose account sentences are: nCa; Caliber.Az, drawing on the ministry; nothing where no source bears all of them.

    That they draw on somebody is said where each of them does, and of what the desk reads nothing is said at all.
    """
    scope = _scope(environment)
    found = account_of(scope.base, [s for item in rows(items) for s in _told(scope, item)])
    if found is None:
        return Missing("the account of these sentences")
    text = scope.labels(found.sources)
    if found.drawing_on:
        text = phrase(
            scope.locale, "drawing-on", text, scope.locale.listing(list(map(scope.in_prose, found.drawing_on)))
        )
    return Value(text, "".join(scope.mention(source_key(source)) for source in found.sources))


def _told(scope: Scope, item: object) -> Iterator[Statement]:
    """What an item tells: of a claim its words, of a row all that is in it."""
    for key in _contents(item):
        if (statement := scope.base.statement_or_none(key)) is not None:
            yield statement
        elif scope.base.acts(key, ASSERTION) and (record := scope.base.record(key)) is not None:
            yield from record.values(record.role("name"))
        else:
            raise FilterMisuse("|account takes sentences and claims")


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
    "total": sum_of,
    "in_words": in_words,
    "ordinal": as_ordinal,
    "called": called,
    "when": when,
    "sentence": sentence,
    "clause": clause,
    "plain_words": plain_words,
    "capital": capital,
    "trim": trim,
    "where": where,
    "without": without,
    "each": each,
    "grouped": grouped,
    "sort": sort,
    "take": take,
    "beyond": beyond,
    "followed_by": followed_by,
    "besides": besides,
    "once": once,
    "within": within,
    "account": account,
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
