"""The words of facts in the language of a brief: names, dates, numbers, and what says how a value came about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.document.direction import isolated
from briefgen.document.sentences import is_ended, without_stop
from briefgen.facts.caveats import Caveat, Caveats, Owed, is_key, is_told
from briefgen.facts.factbase import FactBase, in_language
from briefgen.language.cldr import Locale
from briefgen.language.in_words import amount_in_words, date_in_words, time_in_words
from briefgen.language.phrases import inferred_part, number_in_words, ordinal, phrase
from briefgen.model import schema
from briefgen.model.amounts import parse_amount, parse_coordinates
from briefgen.model.dates import PartialDate, parse_date, parse_time
from briefgen.model.statement import Origin, Statement
from briefgen.regexes import pattern
from briefgen.rendering.catalogue import Translation

_LONG_WORD = pattern(r"\w{4,}")
ARTICLES = "en"
"""The language whose articles records hold."""


VERB = "verb"
"""How a source introduces what somebody said; a catalogue has the common ones, for facts in another language."""
_CALLED = frozenset({"label", "name", "names", "short", "place", "venue"})
"""Fields that say what something is called: a text of some other direction goes on behind them."""


class Wording:
    """The facts and the language that they are put into; `looked` collects the keys whose names were asked for."""

    def __init__(self, base: FactBase, locale: Locale, translation: Translation | None = None) -> None:
        self.base, self.locale = base, locale
        self.translation = translation or Translation(locale)
        self.looked = self.translation.looked

    def label(self, key: str) -> str:
        """The name of a record in words; a country's from the register of countries."""
        self.looked.named[key] = None
        record = self.base.record(key)
        if record is None:
            return key.partition("/")[2]
        code = record.first("code")
        if code and not record.values(self.base.schema[record.kind].label):
            return self.locale.territory(code)
        return isolated(self.base.label(key, self.locale.tag), self.locale.tag)

    def article(self, key: str) -> str:
        """The article that a name takes in a sentence, with a blank behind it; "" for none."""
        record = self.base.record(key)
        if record is None or self.translation.language != ARTICLES:
            return ""
        word = record.first("article")
        if not word and (code := record.first("code")):
            word = self.translation.catalogue.words.get("article", {}).get(code.lower(), "")
        return f"{word} " if word else ""

    def in_prose(self, key: str) -> str:
        """The name of a record as it stands in a sentence: the CIS, but TASS."""
        return self.article(key) + self.label(key)

    def labels(self, sources: Iterable[str]) -> str:
        """The names of sources, by their ids, as a list in a sentence."""
        return self.locale.listing([self.in_prose(schema.source_key(source)) for source in sources])

    def spec(self, statement: Statement) -> schema.FieldSpec:
        return self.base.schema[statement.kind].fields[statement.property]

    def plain(self, statement: Statement) -> str:
        """The words of a statement's value, without its caveats; a post with whom it is of."""
        spec = self.spec(statement)
        text = self.words(spec, statement.value)
        if statement.qualifiers and self.base.plays(statement, "posts"):
            return self._of_whom(text, statement)
        return self._counted(text, statement) if spec.type == schema.AMOUNT and statement.qualifiers else text

    def _counted(self, amount: str, statement: Statement) -> str:
        """An amount with what it counts, and that it is an estimate where its source says so."""
        if of := statement.qualifiers.get("of"):
            amount = phrase(self.locale, "of-what", amount, in_language(of, self.locale.tag))
        is_estimate = statement.qualifiers.get("how") == "estimated"
        return phrase(self.locale, "estimated", amount) if is_estimate else amount

    def _of_whom(self, post: str, statement: Statement) -> str:
        """A post that does not say of whom it is, with what its source says of that: President of the Institute."""
        spec, known = self.spec(statement), self.base.schema
        names = (name for part in (schema.BODY, schema.STATE) for name in schema.keys_leading_to(known, spec, part))
        whose = next((statement.qualifiers[name] for name in names if name in statement.qualifiers), None)
        called = (self.label(whose), whose.partition("/")[2]) if whose else ()  # an id is English, as a post may be
        if whose is None or any(_have_in_common(name, post) for name in called):
            return post
        if phrase(self.locale, "post-of", "", "") in post:  # Head of Marine Research, Norway
            return f"{post}, {self.in_prose(whose)}"
        return phrase(self.locale, "post-of", post, self.in_prose(whose))

    def shown(self, statement: Statement, spec: schema.FieldSpec) -> str:
        """The words of a value where nothing can be put behind them later: inferred, or a contested sentence."""
        text = self.words(spec, statement.value)
        if statement.origin is Origin.INFERRED:
            text = with_remark(text, self.inferred(statement), sentence=spec.type == schema.TEXT)
        if statement.contested and spec.type == schema.TEXT:
            text = with_remark(text, phrase(self.locale, "contested-remark"), sentence=True)
        return text

    def inferred(self, statement: Statement) -> str:
        """What says that a value is inferred; a part already called uncertain is not named twice."""
        spec = self.spec(statement)
        if spec.type == schema.TEXT and is_ended(self.words(spec, statement.value)):
            return phrase(self.locale, "reading")
        if spec.type == schema.DATE:
            start = parse_date(statement.value).start
            if isinstance(start, PartialDate) and statement.inferred in start.doubtful:
                return inferred_part(self.locale, "all")
        return inferred_part(self.locale, statement.inferred)

    def words(self, spec: schema.FieldSpec, value: Any) -> str:
        if spec.type == schema.TEXT:
            text = in_language(value, self.locale.tag)
            if spec.name == VERB and self.locale.language not in value:
                text = self.translation.catalogue.words.get(VERB, {}).get(text, text)
            return isolated(text, self.locale.tag) if spec.name in _CALLED else text
        if spec.type == schema.REFERENCE:
            return self.label(value)
        if spec.type == schema.DATE:
            return date_in_words(self.locale, parse_date(value))
        if spec.type == schema.AMOUNT:
            return amount_in_words(self.locale, parse_amount(value))
        if spec.type == schema.TIME:
            return time_in_words(self.locale, parse_time(value))
        if spec.type == schema.POINT:
            return parse_coordinates(value).in_letters
        if spec.type == schema.TOKEN:
            return self.translation.word(spec.name, str(value))
        return self.locale.figures(str(value)) if isinstance(value, int) else str(value)


def _have_in_common(name: str, post: str) -> bool:
    """Whether a post has a word of a name in it, as a noun or as an adjective: Russian press secretary, of Russia."""
    names, posts = (_LONG_WORD.findall(words.casefold()) for words in (name, post))
    return any(one.startswith(other) or other.startswith(one) for one in names for other in posts)


def with_remark(text: str, remark: str, *, sentence: bool = False) -> str:
    """A remark in brackets behind a text: inside brackets that are there, and before the full stop of a sentence."""
    if text.endswith(")"):
        return f"{text[:-1]}, {remark})"
    bare = without_stop(text) if sentence else text
    return f"{bare} ({remark}){text[len(bare) :]}"


# --- Caveats in words, in the language of a brief: what stands in brackets behind a value, and what says it ---


class Remarks:
    """What the statements of a base owe, in words."""

    def __init__(self, wording: Wording, caveats: Caveats) -> None:
        self.wording, self.caveats = wording, caveats
        self.base, self.locale = wording.base, wording.locale

    def owed(self, of: str) -> tuple[Caveat, ...]:
        """The caveats of a statement, by its id, or of a mention of a record, by its key."""
        return self.caveats.of(of)

    def beside(self, of: str) -> tuple[str, ...]:
        """The statements whose values stand beside that of a statement wherever it is printed."""
        return tuple(id_ for c in self.owed(of) if c.owed is Owed.OTHERS for id_ in c.statements)

    def account(self, key: str) -> tuple[str, ...]:
        """The sources whose account a record is, where a page must say so."""
        return self.caveats.account(key)

    def remark(self, of: str, caveat: Caveat, *, short: bool = False) -> str:
        """What says a caveat, as it stands in brackets: year inferred; according to Times Tengri alone.

        A `short` one stands in a cell or heading.
        """
        match caveat.owed:
            case Owed.INFERRED:
                return self.wording.inferred(self.base.statement(of))
            case Owed.LOOKED_UP:
                return phrase(self.locale, "looked-up")
            case Owed.JUDGED:
                judged, likely = phrase(self.locale, "desk-judgement"), self.likely(caveat)
                return phrase(self.locale, "other-value", judged, likely) if likely else judged
            case Owed.CONTESTED:
                return phrase(self.locale, "contested-remark")
            case Owed.OTHERS:
                others = [
                    phrase(self.locale, "other-value", sources, words) if sources else words
                    for words, sources, _ in self.alternatives(caveat)
                ]
                return "; ".join(filter(None, (self.sources(of), *others)))
            case Owed.SPEAKER:
                names = [self.wording.in_prose(key) for key in caveat.speakers]
                return phrase(self.locale, "according-to", self.locale.listing(names))
            case Owed.CLAIM:
                return phrase(self.locale, "in-the-words-of", self.speaker(caveat))
            case Owed.RECORD:
                if not caveat.sources:
                    return phrase(self.locale, "contested-remark")
                name = "contested-account" if len(caveat.sources) == 1 else "contested-accounts"
                return phrase(self.locale, name, self.wording.labels(caveat.sources))
            case Owed.ALONE:
                name = "alone-in-short" if short else "alone"
                return phrase(self.locale, name, self.wording.labels(caveat.sources))
            case Owed.STATUS:
                return self.wording.translation.word("status", caveat.status)
            case Owed.REFERENT:
                return phrase(self.locale, "meant", self._meant(caveat))

    def says_the_same(self, one: str, other: str) -> bool:
        """Whether two statements give one value of one record: two lists that have the same party."""
        if is_key(one) or is_key(other):
            return False
        both = [self.base.statement(of) for of in (one, other)]
        return len({(s.subject, s.property, str(s.value)) for s in both}) == 1

    def all_of(self, of: str) -> str:
        """Everything that a statement or a mention owes, in one row."""
        owed = self.owed(of)
        whole = any(caveat.owed is Owed.RECORD for caveat in owed)  # which says of all of it what one value would say
        unsaid = {Owed.REFERENT, *((Owed.CONTESTED,) if whole else ())}  # what it refers to depends on the page
        said = (self.remark(of, caveat) for caveat in owed if caveat.owed not in unsaid)
        return "; ".join(dict.fromkeys(said))

    def told(self, of: str, caveat: Caveat) -> tuple[str, ...]:
        """The words any of which, standing with a value, say its caveat; of speakers, their names."""
        match caveat.owed:
            case Owed.INFERRED:
                return (self.remark(of, caveat), inferred_part(self.locale, "all"), phrase(self.locale, "reading"))
            case Owed.CONTESTED | Owed.RECORD:
                return (phrase(self.locale, "contested-remark"),)
            case Owed.SPEAKER | Owed.CLAIM:
                return tuple(self.wording.label(key) for key in caveat.speakers)
            case Owed.ALONE:
                return tuple(self.wording.label(schema.source_key(source)) for source in caveat.sources)
            case Owed.OTHERS:
                return ()
            case Owed.REFERENT:
                return (self._meant(caveat),)
            case Owed.JUDGED:
                return (phrase(self.locale, "desk-judgement"),)
            case Owed.STATUS:  # as an adjective or as a verb: absent, were absent; отсутствие, отсутствовали
                stem = re.match(r"\w{6}", words := self.remark(of, caveat))
                return (words, stem[0]) if stem else (words,)
            case _:
                return (self.remark(of, caveat),)

    def _meant(self, caveat: Caveat) -> str:
        """What a sentence refers to: the name of a record, whose words it is, or the sentence before it."""
        record = self.base.record(caveat.record) if caveat.record else None
        if record is not None and self.base.acts(record.kind, schema.ASSERTION):
            names = [self.wording.in_prose(str(s.value)) for s in record.values(record.role("speaker"))]
            return phrase(self.locale, "claim-of", self.locale.listing(names))
        if record is not None and self.base.acts(record.kind, schema.EVENT):
            places = record.values(record.role("place"))[:1]
            return self.wording.plain(places[0]) if places else self.wording.in_prose(caveat.record)
        if record is not None:
            return self.wording.in_prose(caveat.record)
        return without_stop(self.wording.plain(self.base.statement(caveat.statements[0])))

    def names(self, of: str) -> tuple[str, ...]:
        """The records that a page has told of where a statement is printed: whose it is, unless it is a sentence."""
        if is_key(of):
            return (of,)
        statement = self.base.statement(of)
        spec = self.wording.spec(statement)
        subject = () if schema.REFERS_TO in spec.qualifiers else (statement.subject,)
        return (*subject, str(statement.value)) if spec.type == schema.REFERENCE else subject

    def speaker(self, caveat: Caveat) -> str:
        """Who makes a claim, and in which capacity."""
        named = self.locale.listing([self.wording.in_prose(key) for key in caveat.speakers])
        capacity = self.capacity(caveat)
        return f"{named}, {capacity}" if capacity else named

    def capacity(self, caveat: Caveat) -> str:
        """The capacity of a claim's speaker in words; "" where none is recorded or it is the name itself."""
        if not caveat.capacity:
            return ""
        words = self.wording.plain(self.base.statement(caveat.capacity))
        return "" if words in map(self.wording.label, caveat.speakers) else words

    def alternatives(
        self, caveat: Caveat, printed: str = "", like: str = "", *, sourced: bool = True
    ) -> Iterator[tuple[str, str, str]]:
        """The other values: words, what stands with them (their sources, how they came about), the statement's id.

        Where the value of the statement `like` is `printed` as a number of rank, so are they.
        """
        number = self.base.statement(like).value if like else None
        ranked = isinstance(number, int) and printed.endswith(ordinal(self.locale, number))
        for id_ in caveat.statements:
            other = self.base.statement(id_)
            found = (self.remark(id_, c) for c in self.owed(id_) if c.owed in (Owed.INFERRED, Owed.LOOKED_UP))
            beside = (*found, self.sources(id_)) if sourced else found
            yield self._alternative(other, ranked=ranked), "; ".join(beside), id_

    def _alternative(self, other: Statement, *, ranked: bool) -> str:
        spec = self.wording.spec(other)
        if ranked and spec.type == schema.NUMBER:
            return ordinal(self.locale, int(other.value))
        words = self.wording.plain(other)
        return without_stop(words) if spec.type == schema.TEXT else words

    def sources(self, of: str) -> str:
        """The names of the sources of a statement, as a list in a sentence."""
        return self.wording.labels(dict.fromkeys(c.source for c in self.base.statement(of).citations))

    def cited(self, of: str) -> tuple[str, ...]:
        """The names of the sources of a statement, each without its article; none of a record."""
        cited = () if is_key(of) else self.base.statement(of).citations
        return tuple(dict.fromkeys(self.wording.label(schema.source_key(c.source)) for c in cited))

    def in_full(self, of: str) -> str:
        """A value with what it owes as a value, for a picture or another place that has no notes."""
        statement = self.base.statement(of)
        text = self.wording.plain(statement)
        for caveat in self.owed(of):
            if caveat.owed in (Owed.INFERRED, Owed.LOOKED_UP, Owed.CONTESTED):
                text = with_remark(text, self.remark(of, caveat), sentence=self.is_sentence(of))
            elif caveat.owed is Owed.OTHERS:
                text = with_remark(text, self.sources(of))
                text += "".join(f" {self.either(w)} ({sources})" for w, sources, _ in self.alternatives(caveat))
        return text

    def in_note(self, of: str) -> str:
        """What other sources have where this value is followed; "" where none has another one."""
        found = [c for c in self.owed(of) if c.owed is Owed.CONTESTED and c.statements]
        others = [f"{words} ({sources})" for c in found for words, sources, _ in self.alternatives(c)]
        return phrase(self.locale, "other-accounts", "; ".join(others)) if others else ""

    def either(self, words: str) -> str:
        """What joins one more value: or 4 March 2025."""
        return phrase(self.locale, "or-value", words)

    def likely(self, caveat: Caveat) -> str:
        """How likely a judgement is, in words; "" where it does not say, or for another caveat."""
        found = caveat.statements if caveat.owed is Owed.JUDGED else ()
        return "".join(self.wording.plain(self.base.statement(id_)) for id_ in found)

    def counted(self, some: int, what: str = "") -> str:
        """What stands behind a number: how many of what it counts are contested, or what else is said of some."""
        how_many = number_in_words(self.locale, some)
        if not what or what == phrase(self.locale, "contested-remark"):
            return phrase(self.locale, "counted-contested", how_many)
        return phrase(self.locale, "counted-otherwise", how_many, what)

    def is_told(self, of: str) -> bool:
        """True for what is told of a record, a sentence or a figure, and not for what it is called by."""
        return not is_key(of) and is_told(self.wording.spec(self.base.statement(of)))

    def is_sentence(self, of: str) -> bool:
        """True for a text whose full stop is its own, such as no date has."""
        return not is_key(of) and self.wording.spec(self.base.statement(of)).type in (schema.TEXT, schema.WORDS)
