"""The gate that every proposal passes, whoever made it: its words stand in the archived text and bear its value.

Stricter than the check of facts, which lets pass what cannot be told: here what cannot be told is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import regex

from briefgen.archive.archived import ArchivedText, places
from briefgen.archive.matching import GAP, fragments, matches, stands_in
from briefgen.checks.rules.bearing import NAMES, unborne_date
from briefgen.frozen import replace
from briefgen.intake.drafts.cldr_reading import (
    adjectives,
    countries,
    dates,
    is_as_long,
    is_counted_back,
    may_be_counted_back,
    ranks,
)
from briefgen.intake.drafts.judging.clause_scope import names_speaker, perhaps_unsaid, share, speakers
from briefgen.intake.drafts.judging.fidelity import clipped, of_another_clause, twists
from briefgen.intake.drafts.judging.named_values import perhaps_in_part, perhaps_otherwise, perhaps_to_come
from briefgen.intake.drafts.judging.own_words import asked, cuts, misplaced, rewordings
from briefgen.intake.drafts.judging.stated_amounts import numbers_alike, of_another_number, raised
from briefgen.intake.drafts.proposal import CLAIMS, SENTENCES, DraftedValue, Refusal
from briefgen.intake.drafts.wordlists import NOTHING, WordList, compiled, word_list
from briefgen.language.name_forms import is_form
from briefgen.language.numerals import WORD, figures, read, roman, script
from briefgen.language.numerals import fold as fold_word
from briefgen.model.dates import BadDate
from briefgen.model.schema import AMOUNT, DATE, EVENT, NUMBER, REFERENCE, FieldSpec, Schema
from briefgen.model.states import STATES

_LONGEST_NAME = 8
_INITIALS = 2  # letters of what may stand among the words of a name, beside little words
FEWEST = 3
"""Words of a quote."""
_NAME = regex.compile(r"(?<!\p{L})\p{Lu}[\p{L}\p{M}'’.-]*")
COMPARED_KEYS = frozenset({"post", "capacity", "delegation", "party", "head"})
"""The keys of a value whose texts must stand in its passage."""
_OTHER_KEYS = frozenset({"mode", "words", "verb", "capacity", "code", "inferred", "why"})
_MARKS = " \"'“„«‘’…[]()—–-"
_JOINED = re.compile("[-'’]")
_BEGINS = re.compile(r"(?:\A|[.!?:;])[\W_]{0,8}\Z")
_FEW, _NONE = "the passage has few of these words", "the passage has none of these words"


def refusals(
    proposal: DraftedValue,
    text: ArchivedText,
    schema: Schema,
    language: str,
    negations: re.Pattern[str] | None = None,
    furniture: tuple[str, ...] = (),
    own: str = "",
) -> list[Refusal]:
    """Everything that speaks against a proposal; none where a person may be asked to accept it.

    `furniture` are lines of the page around the text: they bear nothing. `own` is the language of the desk, in which a
    value is that has few of the words of its passage.
    """
    lists = word_list(language)
    found = list(_words(proposal, text, negations, lists, furniture))
    kind = schema.get(proposal.kind)
    spec = kind.fields.get(proposal.field) if kind else None
    if kind is None:
        found.append(Refusal("unknown-kind", f"records are of other kinds than '{proposal.kind}'"))
    elif spec is None:
        found.append(Refusal("unknown-key", f"{kind.a} has no field '{proposal.field}'"))
    else:
        texts = _free_texts(proposal, spec, lists)
        is_foreign = own not in ("", lists.language.partition("-")[0]) and share(texts, proposal.quote) < 1 / 2
        found += _value(proposal, spec, language, is_foreign=is_foreign)
        found += twists(proposal, texts, lists, negations, word_list(own) if is_foreign else lists)
    if kind is not None and EVENT in kind.acts_as:
        found += of_another_clause(proposal, kind, lists)
    if proposal.field == CLAIMS:
        found += _speaker(proposal, lists)
    if (words := proposal.keys.get("words")) and not (isinstance(words, str) and stands_in(words, proposal.quote)):
        found.append(Refusal("words-not-in-quote", f"the words of the speaker do not stand in the quote: {words}"))
    return found


def refusals_of_program(
    proposal: DraftedValue, schema: Schema, language: str, negations: re.Pattern[str] | None
) -> list[Refusal]:
    """What speaks against a proposal besides where a program makes it."""
    kind = schema.get(proposal.kind)
    if kind is None or proposal.field not in kind.fields:
        return []
    found = list(misplaced(proposal, kind, word_list(language)))
    return found + _doubts(proposal, kind.fields[proposal.field], language, negations)


def asks_of_program(proposal: DraftedValue, text: ArchivedText, schema: Schema, language: str) -> str:
    """What a person is asked about the wording of a proposal that a program makes; "" where it has its passage's."""
    lists, spec = word_list(language), _spec(proposal, schema)
    place = next(matches(text.folded, text.fold(proposal.quote), GAP), None)
    if spec is None or place is None:
        return ""
    texts, kind = [] if proposal.field == "status" else _free_texts(proposal, spec, lists), schema[proposal.kind]
    if lists["little"] == NOTHING:
        return asked([_FEW] if share(texts, proposal.quote) < 1 / 2 else [])
    elided = [(text.folded[:a].rstrip()[-1:], text.folded[a:b], text.folded[b:].lstrip()[:1]) for a, b in place.elided]
    before = text.text[: text.span(place)[0]]
    beside = _texts({k: v for k, v in proposal.keys.items() if k in COMPARED_KEYS})
    by = speakers(proposal, lists) if proposal.field in SENTENCES else ()
    where = [
        *(f"{who} says so in the passage" for who in by if not lists.has("meetings", who)),
        *perhaps_unsaid(proposal, lists),
        *perhaps_in_part(proposal, kind, lists),
        *perhaps_otherwise(proposal, kind, lists),
        *perhaps_to_come(proposal, kind, text.text, lists),
        *(f"the passage has the words of '{s}' apart" for s in beside if not _is_whole(s, proposal.quote, language)),
    ]
    return asked([*rewordings(proposal, texts, lists), *cuts(before, proposal, elided, lists), *where])


def asks_of_person(proposal: DraftedValue, schema: Schema, language: str, negations: re.Pattern[str] | None) -> str:
    """What a person who has worded a value is asked about it; "" for nothing."""
    if (spec := _spec(proposal, schema)) is None:
        return ""
    few = [_FEW] if share(_free_texts(proposal, spec, word_list(language)), proposal.quote) < 1 / 2 else []
    return asked([*few, *(r.message for r in _doubts(proposal, spec, language, negations) if r.message != _NONE)])


def is_in_its_words(proposal: DraftedValue, schema: Schema, lists: WordList) -> bool:
    """Whether a value that is no name says its passage in words of that, and so in its language."""
    spec = _spec(proposal, schema)
    texts = _free_texts(proposal, spec, lists) if spec and proposal.field not in NAMES else []
    return bool(texts) and share(texts, proposal.quote) >= 1 / 2


def _spec(proposal: DraftedValue, schema: Schema) -> FieldSpec | None:
    kind = schema.get(proposal.kind)
    return kind.fields.get(proposal.field) if kind else None


def _doubts(proposal: DraftedValue, spec: FieldSpec, language: str, negations: re.Pattern[str] | None) -> list[Refusal]:
    """What only a person may say of a passage: what it does not seem to say, by its numbers and by how much it says."""
    lists, quote = word_list(language), proposal.quote
    texts = [] if spec.choices else _free_texts(proposal, spec, lists)
    is_of_its_script = any(script(said.lstrip(_MARKS)) == script(quote.lstrip(_MARKS)) for said in texts)
    found = [Refusal("value-not-in-quote", _NONE)] if is_of_its_script and share(texts, quote) == 0 else []
    if missing := [part for said in texts for part in _unborne(said, quote, language, is_name=False)]:
        found.append(_not_in(missing))
    for said in texts:
        found += [*of_another_number(said, quote, lists), *raised(said, quote, lists, negations)]
    return found


def _free_texts(proposal: DraftedValue, spec: FieldSpec, lists: WordList) -> list[str]:
    """What a proposal says in words, not as a name, a date or a number."""
    is_free = spec.type not in (DATE, NUMBER, REFERENCE)
    is_amount = spec.type == AMOUNT  # 300 Delegierte
    return [said for said in _texts(proposal.value) if is_free and (is_amount or not _is_name(said, lists))]


def _words(
    proposal: DraftedValue,
    text: ArchivedText,
    negations: re.Pattern[str] | None,
    lists: WordList,
    furniture: tuple[str, ...],
) -> Iterator[Refusal]:
    quote = proposal.quote
    if len(quote.split()) < FEWEST and len(quote) < 15:
        yield Refusal("quote-too-short", f"'{quote}' says too little to rest on")
    folded = text.fold(quote)
    place = next(matches(text.folded, folded, GAP), None)
    if place is None or not fragments(folded):
        yield Refusal("quote-not-found", "the words do not stand in the archived text")
        return
    around = [(m.start, m.end) for line in furniture for m in matches(text.folded, text.fold(line))]
    if around and all(any(a <= m.start and m.end <= b for a, b in around) for m in matches(text.folded, folded, GAP)):
        yield Refusal("quote-in-boilerplate", "the words stand only in lines that the page carries around its text")
    elided = [text.folded[start:end] for start, end in place.elided]
    yield from clipped(text.text[: text.span(place)[0]], elided, proposal, lists, negations)
    for left_out in elided:
        if negations is None or (word := negations.search(left_out)) is not None:
            named = "what is left out cannot be judged" if negations is None else f"the quote leaves out '{word[0]}'"  # type: ignore[index]
            yield Refusal("quote-elides-negation", named)


def _value(proposal: DraftedValue, spec: FieldSpec, language: str, *, is_foreign: bool) -> Iterator[Refusal]:
    quote, lists = proposal.quote, word_list(language)
    if spec.type == DATE:
        try:
            missing = unborne_date(str(proposal.value), quote, language)
        except BadDate as bad:
            yield Refusal("bad-date", str(bad))
            return
        wanted = {one.part for one in missing if one.what != proposal.keys.get("inferred")}
        written = {part for found, _ in dates(quote, language) for part in found.split("/")}
        others = [part for part in str(proposal.value).split("/") if written and not _is_among(part, written)]
        if proposal.keys.get("inferred") == "day":
            is_long = is_as_long(str(proposal.value), quote, lists)
            others = [part for part in others if not (is_long or is_counted_back(part, quote, lists))]
        if proposal.keys.get("inferred") == "all" and may_be_counted_back(str(proposal.value), quote, lists):
            wanted = set()
        if wanted or others:
            is_year = all(len(part) == 4 and part.isdigit() for part in wanted) and bool(wanted)
            year = "where only the year is missing: briefgen draft change … --inferred year --why …" if is_year else ""
            yield replace(_not_in(sorted(wanted) or others), way=year)
        return
    yield from _unfit(proposal, spec)
    texts = [] if spec.choices else list(_texts(proposal.value))
    texts += list(_texts({k: v for k, v in proposal.keys.items() if k in COMPARED_KEYS}))
    is_named = proposal.field in NAMES
    parts = [
        part
        for said in (() if is_foreign else texts)  # in another language names are others; a person is asked
        if not (spec.type == REFERENCE and _is_a_state_of(said, quote, language))
        for part in _unborne(said, quote, language, is_name=spec.type == REFERENCE or is_named or _is_name(said, lists))
    ]
    parts += [said for said in texts if (is_named or _is_name(said, lists)) and not _is_whole(said, quote, language)]
    if proposal.field == "ordinal" and not parts:
        parts += [said for said in texts if not _is_of_rank(said, quote, language)]
    parts += [said for said in texts if spec.type == REFERENCE and _is_another_state(said, quote, language)]
    if parts:
        yield _not_in(parts)


def _unfit(proposal: DraftedValue, spec: FieldSpec) -> Iterator[Refusal]:
    """What the field could not hold: no number, none of its choices, a key that its values have not."""
    parts = {**spec.qualifiers, **spec.keys}
    if spec.type == NUMBER and not str(proposal.value).isdigit():
        yield Refusal("wrong-value", f"'{proposal.value}' is no number in figures")
    for of, said in (
        (spec, proposal.value),
        *((parts[key], proposal.keys[key]) for key in proposal.keys if key in parts),
    ):
        if of.choices and said not in of.choices:
            yield Refusal("wrong-value", f"{of.name} is one of {', '.join(of.choices)}")
    for key in proposal.keys:
        if key not in parts and key not in _OTHER_KEYS:
            yield Refusal("unknown-key", f"a value of {spec.name} has no key '{key}'")


def _is_a_state_of(said: str, quote: str, language: str) -> bool:
    """Whether a text is the id or a name of a state that the quote names, by another name perhaps."""
    named = {code for code, _, _ in countries(quote, language)}
    ours = {code for tag in ("en", language) for code, name, _ in countries(said, tag) if name == said}
    ours |= {STATES[said]} if said in STATES else set()
    return bool(ours & named) or not ours.isdisjoint(adjectives(quote, language) if ours else ())


def _is_of_rank(said: str, quote: str, language: str) -> bool:
    """Whether a number stands in the quote as one of rank: the 4th session, No. 4, XXI; four states are none."""
    lists, base = word_list(language), language.partition("-")[0]
    if not said.isdigit() or lists["rank_ends"] == NOTHING:
        return True
    numbered = compiled(rf"(?:№|\b{lists['numbers']}\.?|{lists['meetings']})\s*{said}(?!\d)|(?<=[^\W\d_]){said}(?!\d)")
    return int(said) in {n for n, _ in ranks(quote, lists, base)} or numbered.search(quote) is not None


def _is_another_state(said: str, quote: str, language: str) -> bool:
    """Whether a text is the name of a state of which the quote has not one name: Niger is none of Nigeria's."""
    own = {code for tag in ("en", language) for code, name, _ in countries(said, tag) if name == said}
    named = {code for tag in ("en", language) for code, _, _ in countries(quote, tag)}
    return bool(own) and bool(named) and not own & {*named, *adjectives(quote, language)}


def _is_whole(said: str, quote: str, language: str) -> bool:
    """Whether the words of a name stand together in the quote, in any order, with little words between them."""
    lists = word_list(language)
    ours = [fold_word(w) for w in WORD.findall(said) if not lists.has("in_names", w)]
    theirs = [fold_word(w) for w in WORD.findall(quote)]
    if len(ours) < 2 or stands_in(said, quote) or _is_a_state_of(said, quote, language):
        return True
    places = [[n for n, word in enumerate(theirs) if is_form(one, word, language)] for one in ours]
    if not all(places):
        return True  # what is missing is told of elsewhere
    raw = WORD.findall(quote)
    light = [len(w) <= _INITIALS or w.isupper() or lists.has(("little", "particles"), w) for w in raw]
    taken = {n for found in places for n in found}
    for start in taken:
        missing, n = set(range(len(ours))), start
        while missing and n < len(theirs) and (n in taken or light[n]):
            missing -= {i for i, found in enumerate(places) if n in found}
            n += 1
        if not missing:
            return True
    return False


def _is_among(date: str, written: set[str]) -> bool:
    """Whether a date is one that the words give, or a part of one, or has a year that they leave out."""
    return any(one.startswith(date) or (one[:4] == "XXXX" and one[4:].startswith(date[4:])) for one in written)


def _not_in(parts: list[str]) -> Refusal:
    return Refusal("value-not-in-quote", f"the words do not give {', '.join(repr(p) for p in dict.fromkeys(parts))}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif str(value):
        yield str(value)


def _is_name(said: str, lists: WordList) -> bool:
    """Whether a text is a name alone, such as a hall or a town: all but its little words have capitals."""
    words = [word for word in WORD.findall(said) if not lists.has("in_names", word) and not word.isnumeric()]
    return 0 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _unborne(said: str, quote: str, language: str, *, is_name: bool) -> Iterator[str]:
    """The numbers and names of a text that the quote has not; of a name every word."""
    given, base, lists = figures(quote) | _romans(quote), language.partition("-")[0], word_list(language)
    for number in figures(said) - numbers_alike(said, quote, lists):
        if number not in given and number not in read(quote, base, number):
            yield str(number)
    words = {fold_word(w) for w in WORD.findall(quote)}
    for match in _NAME.finditer(said) if not is_name else WORD.finditer(said):
        word = fold_word(match[0].strip(".'’-"))
        is_first = not is_name and bool(_BEGINS.search(said[: match.start()]))
        as_it_is = re.search(rf"(?<!\w){re.escape(match[0])}(?!\w)", quote) is not None  # U.S.
        is_there = (
            as_it_is
            or (not is_name and word in lists.units)
            or any(is_form(word, other, language) for other in words)
            or words.issuperset(_JOINED.split(word))
        )
        if word and not lists.has("in_names", word) and not is_first and not is_there:
            yield match[0]


def _romans(quote: str) -> frozenset[int]:
    """The numbers that a quote has in Roman figures: XXI, X meeting, and no I."""
    return frozenset(roman(m[0].lower()) for m in re.finditer(r"\b(?:[IVXLC]{2,8}\b|[VX](?= [A-Za-zА-Яа-яЁё]))", quote))


def _speaker(proposal: DraftedValue, lists: WordList) -> Iterator[Refusal]:
    if not proposal.speaker:
        yield Refusal("no-speaker", "a claim needs its speaker, in the words of the quote")
    elif not names_speaker(proposal.speaker, proposal.quote, lists):
        yield Refusal("no-speaker", f"'{proposal.speaker}' is not named in the quote")


def placed(proposal: DraftedValue, text: ArchivedText) -> str:
    """The locator of the passage in its text."""
    place = next(places(text, proposal.quote), None)
    return place.locator if place else ""
