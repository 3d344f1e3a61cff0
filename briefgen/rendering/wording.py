"""The words of facts in the language of a brief: names, dates, numbers, and what says how a value came about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from briefgen.document.sentences import is_ended, without_stop
from briefgen.facts.factbase import FactBase, in_language
from briefgen.language.cldr import Locale
from briefgen.language.dates import date_in_words
from briefgen.language.phrases import inferred_part, phrase
from briefgen.model.dates import PartialDate, parse_date
from briefgen.model.schema import DATE, REFERENCE, TEXT, TOKEN, FieldSpec
from briefgen.model.statement import Origin, Statement
from briefgen.rendering.translation import Translation

_LONG_WORD = re.compile(r"\w{4,}")
ARTICLES = "en"
"""The language whose articles records hold."""


class Wording:
    """The facts and the language that they are put into; `named` collects the keys whose names were asked for."""

    def __init__(self, base: FactBase, locale: Locale, translation: Translation | None = None) -> None:
        self.base, self.locale = base, locale
        self.translation = translation or Translation(locale)
        self.named: dict[str, None] = {}

    def label(self, key: str) -> str:
        """The name of a record in words; a country's from the register of countries."""
        self.named[key] = None
        record = self.base.record(key)
        if record is None:
            return key.partition("/")[2]
        codes = record.values("code")
        if codes and not record.values(self.base.schema[record.kind].label):
            return self.locale.territory(codes[0].value)
        return self.base.label(key, self.locale.tag)

    def article(self, key: str) -> str:
        """The article that a name takes in a sentence, with a blank behind it; "" for none."""
        record = self.base.record(key)
        if record is None or self.translation.language != ARTICLES:
            return ""
        if found := record.values("article"):
            return f"{found[0].value} "
        codes = record.values("code")
        word = self.translation.catalogue.words.get("article", {}).get(codes[0].value.lower()) if codes else None
        return f"{word} " if word else ""

    def in_prose(self, key: str) -> str:
        """The name of a record as it stands in a sentence: the CIS, but TASS."""
        return self.article(key) + self.label(key)

    def labels(self, sources: Iterable[str]) -> str:
        """The names of sources, by their ids, as a list in a sentence."""
        return self.locale.listing([self.in_prose(f"source/{source}") for source in sources])

    def spec(self, statement: Statement) -> FieldSpec:
        return self.base.schema[statement.kind].fields[statement.property]

    def plain(self, statement: Statement) -> str:
        """The words of a statement's value, without its caveats; a post with whom it is of."""
        spec = self.spec(statement)
        text = self.words(spec, statement.value)
        if spec.type == TEXT and statement.qualifiers and "organisation" in spec.qualifiers:
            return self._of_whom(text, statement)
        return text

    def _of_whom(self, post: str, statement: Statement) -> str:
        """A post that does not say of whom it is, with what its source says of that: President of the Institute."""
        found = (statement.qualifiers.get(name) for name in ("organisation", "country"))
        whose = next((key for key in found if key), None)
        if whose is None or set(_LONG_WORD.findall(self.label(whose).casefold())) & set(
            _LONG_WORD.findall(post.casefold())
        ):
            return post
        return phrase(self.locale, "post-of", post, self.in_prose(whose))

    def shown(self, statement: Statement, spec: FieldSpec) -> str:
        """The words of a value where nothing can be put behind them later: inferred, or a contested sentence."""
        text = self.words(spec, statement.value)
        if statement.origin is Origin.INFERRED:
            text = with_remark(text, self.inferred(statement), sentence=spec.type == TEXT)
        if statement.contested and spec.type == TEXT:
            text = with_remark(text, phrase(self.locale, "contested-remark"), sentence=True)
        return text

    def inferred(self, statement: Statement) -> str:
        """What says that a value is inferred; a part already called uncertain is not named twice."""
        spec = self.spec(statement)
        if spec.type == TEXT and is_ended(self.words(spec, statement.value)):
            return phrase(self.locale, "reading")
        if spec.type == DATE:
            start = parse_date(statement.value).start
            if isinstance(start, PartialDate) and statement.inferred in start.doubtful:
                return inferred_part(self.locale, "all")
        return inferred_part(self.locale, statement.inferred)

    def words(self, spec: FieldSpec, value: Any) -> str:
        if spec.type == TEXT:
            return in_language(value, self.locale.tag)
        if spec.type == REFERENCE:
            return self.label(value)
        if spec.type == DATE:
            return date_in_words(self.locale, parse_date(value))
        if spec.type == TOKEN:
            return self.translation.word(spec.name, str(value))
        return str(value)


def with_remark(text: str, remark: str, *, sentence: bool = False) -> str:
    """A remark in brackets behind a text: inside brackets that are there, and before the full stop of a sentence."""
    if text.endswith(")"):
        return f"{text[:-1]}, {remark})"
    bare = without_stop(text) if sentence else text
    return f"{bare} ({remark}){text[len(bare) :]}"
