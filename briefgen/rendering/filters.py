"""The filters of templates. They change words, never evidence: a result rests on what went in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import pass_context, pass_environment
from jinja2.runtime import Context

from briefgen.document.escape import GUARD, escape
from briefgen.document.joining import MARK
from briefgen.document.sentences import capitalised, ended, without_stop
from briefgen.facts.origins import account_of
from briefgen.language.in_words import amount_in_words
from briefgen.language.phrases import number_in_words, ordinal, phrase
from briefgen.model.amounts import BadAmount, parse_amount, total
from briefgen.model.dates import BadDate, parse_date
from briefgen.model.schema import ASSERTION, no_kind_of_record, source_key
from briefgen.model.statement import Statement
from briefgen.rendering import list_filters
from briefgen.rendering.catalogue import PLACE
from briefgen.rendering.filter_input import FilterMisuse, field_of, number_of, rows, scope_of, value_of, values_of
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Listed, Missing, Value


@pass_environment
def listing(environment: Any, items: object) -> Value:
    """Names as a list in a sentence: Armenia, Belarus and Kazakhstan."""
    scope, values = scope_of(environment), values_of(items, "listing")
    every = scope.joined(scope.locale.listing([v.text for v in values]), values)
    printed = scope.locale.listing([str(v) for v in values])
    return Listed(every.text, every.marks, every.statements, printed, tuple(values))


def the(item: object) -> Any:
    """A name, or each name of a list, with the article that it takes in a sentence: the CIS, but TASS."""
    if isinstance(item, list | tuple):
        return [the(one) for one in item]
    value = value_of(item, "the")
    article = _article(item)
    return value.with_text(article + value.text) if article else value


def _article(item: object) -> str:
    record: object = item
    if isinstance(item, StatementValue):
        record = item.target
    elif isinstance(item, Value):
        record = field_of(item, "record") if "record" in item.fields else None
    if not isinstance(record, RecordView):
        return ""
    return record._scope.article(record.record.key)


@pass_environment
def count(environment: Any, items: object) -> Value:
    """How many there are, in figures; it rests on all of them."""
    values, scope = values_of(items, "count"), scope_of(environment)
    found = scope.joined(scope.locale.figures(str(len(values))), values, len(values))
    found.remark = scope.contested_among(list(items))  # type: ignore[call-overload]
    return found


@pass_environment
def sum_of(environment: Any, items: object) -> Value:
    """What amounts of one unit come to, as exact as the least exact of them: at least 150 delegates."""
    if isinstance(items, Missing):
        raise FilterMisuse(items.gap)
    scope, values = scope_of(environment), values_of(items, "total")
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
    value = value_of(item, "in_words")
    return value.with_text(number_in_words(scope_of(environment).locale, number_of(value, "in_words")))


@pass_environment
def as_ordinal(environment: Any, item: object) -> Value:
    """A number of rank: 21st."""
    value = value_of(item, "ordinal")
    return value.with_text(ordinal(scope_of(environment).locale, number_of(value, "ordinal")))


@pass_environment
def called(environment: Any, kind: object, number: object = 1) -> Value:
    """What so many records of a kind are called, as its description says: exercises of exercise; one of none given."""
    scope = scope_of(environment)
    spec = scope.base.schema.get(kind if isinstance(kind, str) else str(value_of(kind, "called").raw))
    if spec is None:
        message, hint = no_kind_of_record(str(kind), scope.base.schema)
        raise FilterMisuse(f"|called: {message}; {hint}")
    n, locale = number_of(value_of(number, "called"), "called"), scope.locale
    if locale.language not in spec.words:
        scope.translation.lacks_kind(spec.kind)
    return Value(spec.called(n, language=locale.language, form=locale.plural_form(n)))


@pass_environment
def when(environment: Any, item: object) -> Value:
    """A date as it stands in a sentence: on 17 October 2025, in October 2025."""
    value = value_of(item, "when")
    try:
        date = parse_date(str(value.raw))
    except BadDate:
        raise FilterMisuse(f"|when works on a date; '{value.text}' is none") from None
    if isinstance(date.start, str) or isinstance(date.end, str):
        return value  # until 7 July, since 2023
    day = date.start.precision == "day"
    return value.with_text(phrase(scope_of(environment).locale, "on-day" if day else "in-month", value.text))


@pass_environment
def sentence(environment: Any, item: object) -> Value:
    """With a capital first and a full stop last, where they are lacking, as the script of its words has them."""
    value = value_of(item, "sentence")
    return value.with_text(ended(capitalised(value.text, scope_of(environment).locale.language)))


_STOP_INSIDE = re.compile(r"(?<=\w\w)\.(?=[”\"»“]$)")  # not that of “the U.S.”


def clause(item: object) -> Value:
    """Without its full stop, to stand inside a sentence; nor one before the sign that ends a quotation."""
    value = value_of(item, "clause")
    return value.with_text(_STOP_INSIDE.sub("", without_stop(value.text)))


def is_quotation(item: object) -> bool:
    """Whether a text is a quotation from its first sign to its last: “We can no longer wait”."""
    return bool(re.fullmatch(r"[“\"«„][^“”\"«»„]+[”\"»“]\.?", value_of(item, "quotation").text.strip()))


@pass_environment
def is_gathering(environment: Any, item: object) -> bool:
    """Whether a name says itself that it is of a meeting, by one of its first two words or its last.

    Annual Conference of Ports; Monetary Policy Meeting.
    """
    known = phrase(scope_of(environment).locale, "gatherings").split()
    words = value_of(item, "gathering").text.casefold().split()
    return any(word in known for word in (*words[:2], *words[-1:]))


@pass_environment
def is_remote(environment: Any, item: object) -> bool:
    """Whether the way in which a meeting was held says that it met at no place: by video, online."""
    words = re.findall(r"\w+", value_of(item, "remote").text.casefold())
    remote, on_site = (set(phrase(scope_of(environment).locale, which).split()) for which in ("remote", "on-site"))
    return not remote.isdisjoint(words) and on_site.isdisjoint(words)


def plain_words(item: object) -> Value:
    """A word of a yardstick as it is spoken: highly-likely becomes highly likely."""
    value = value_of(item, "plain_words")
    return value.with_text(value.text.replace("-", " "))


def trim(item: object) -> Value | str:
    """Without blanks at its ends."""
    if isinstance(item, str):
        return item.strip()
    value = value_of(item, "trim")
    return value.with_text(value.text.strip())


@pass_environment
def capital(environment: Any, item: object) -> Value:
    """With a capital first; a script without capitals is left alone."""
    value = value_of(item, "capital")
    return value.with_text(capitalised(value.text, scope_of(environment).locale.language))


@pass_environment
def account(environment: Any, items: object) -> object:
    """Whose account sentences are: nCa; Caliber.Az, drawing on the ministry; nothing where no source bears all of them.

    That they draw on somebody is said where each of them does, and of what the desk reads nothing is said at all.
    """
    scope = scope_of(environment)
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
    for key in list_filters.contents(item):
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
    return RecordView(
        item._scope.over(narrow(item._scope.base, number_of(value_of(year, "since"), "since"))), item.record
    )


_STOP = escape(".")
WORDS_ALONE = "|t is for words of the template; a value prints in the language that the facts have"
NOT_PRINTED = "what is given must be printed, or its sources are lost"


@pass_context  # not the environment alone: Jinja would translate a constant once and for all while it compiles
def translated(context: Context, text: object, /, **values: object) -> str:
    """`|t`: a text of the template in the language of the brief, its gaps filled; n chooses between one and more.

    The text is the English one; a catalogue has the others. What stands in braces is put in as a value, escaped and
    with its citation marks:

        {{ "{n} state is listed: {names}.|{n} states are listed: {names}."|t(n=parties|count, names=parties|listing) }}

    A bar divides the form for one from the form for more; `n` decides.
    """
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
    return bare.endswith(_STOP) or without_stop(bare) != bare


def _marks(text: str) -> str:
    return "".join(c for c in text if ord(c) >= MARK)


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
    "where": list_filters.where,
    "without": list_filters.without,
    "each": list_filters.each,
    "grouped": list_filters.grouped,
    "sort": list_filters.sort,
    "take": list_filters.take,
    "beyond": list_filters.beyond,
    "followed_by": list_filters.followed_by,
    "besides": list_filters.besides,
    "once": list_filters.once,
    "within": list_filters.within,
    "account": account,
    "since": since,
    "t": translated,
}


def of_plugin(name: str, function: Callable[..., str]) -> Callable[..., Value]:
    """A filter of another package: it is given words and gives words, the evidence stays with the value."""

    def apply(item: object, *arguments: object) -> Value:
        value = value_of(item, name)
        plain = [argument.text if isinstance(argument, Value) else argument for argument in arguments]
        if not all(isinstance(argument, str | int | bool) for argument in plain):
            raise FilterMisuse(f"|{name} takes texts and numbers in its brackets")
        return value.with_text(function(value.text, *plain))

    apply.__doc__ = (function.__doc__ or "A filter of a plugin.").strip().partition("\n")[0]
    return apply
