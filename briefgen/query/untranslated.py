"""How many of the texts that a brief prints are not in its language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.language.cldr import Locale
from briefgen.model.schema import TEXT
from briefgen.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Untranslated:
    """How many of the statements that hold text have none in the brief's language, and how many there are."""

    without: int = 0
    all: int = 0


def count_foreign(
    base: FactBase, statements: Iterable[str], why: Iterable[str], locale: Locale, unnamed: str
) -> Untranslated:
    """Counts statements by id, and reasons `why` records, by their keys, are contested.

    `unnamed` is the language of texts that name none.
    """
    texts = [s.value for id_ in statements if _holds_text(base, s := base.statement(id_))]
    texts += [record.contested for record in map(base.record, why) if record is not None and record.contested]
    return Untranslated(sum(not is_in(text, locale, unnamed) for text in texts), len(texts))


def _holds_text(base: FactBase, statement: Statement) -> bool:
    spec = base.schema[statement.kind].fields.get(statement.property)
    return spec is not None and spec.type == TEXT


def is_in(text: Mapping[str, str], locale: Locale, unnamed: str) -> bool:
    """Whether a text by language has words in the language of the brief.

    Words in no named language are taken to be in `unnamed`; but where letters tell, as between Latin and
    Cyrillic ones, they decide.
    """
    if locale.tag in text or locale.language in text:
        return True
    if "" not in text:
        return False
    own, words = _script(locale.months["1"]), text[""]
    # What is written in ASCII has Latin letters alone, so the first tells.
    telling = words if not words.isascii() else next(filter(str.isalpha, words), "")
    scripts = {_script(char) for char in set(telling)} - {""}
    if own != "LATIN" or "LATIN" not in scripts:
        return not scripts or own in scripts
    return unnamed.partition("-")[0] == locale.language


@lru_cache(4096)
def _script(text: str) -> str:
    """The script of the first letter: LATIN, CYRILLIC, CJK; "" where there is none."""
    return next((unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()), "")
