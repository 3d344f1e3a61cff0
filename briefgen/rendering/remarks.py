"""Caveats in words, in the language of a brief: what stands in brackets behind a value, and what says it already."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.document.sentences import without_stop
from briefgen.facts.caveats import Caveat, Caveats, Owed, is_key
from briefgen.language.phrases import inferred_part, number_in_words, ordinal, phrase
from briefgen.model.schema import NUMBER, TEXT, WORDS
from briefgen.model.statement import Statement
from briefgen.rendering.wording import Wording, with_remark


class Remarks:
    """What the statements of a base owe, in words."""

    def __init__(self, wording: Wording, caveats: Caveats) -> None:
        self.wording, self.caveats = wording, caveats
        self.base, self.locale = wording.base, wording.locale

    def owed(self, of: str) -> tuple[Caveat, ...]:
        """The caveats of a statement, by its id, or of a mention of a record, by its key."""
        return self.caveats.of(of)

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
                return phrase(self.locale, "desk-judgement")
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

    def all_of(self, of: str) -> str:
        """Everything that a statement or a mention owes, in one row."""
        owed = self.owed(of)
        whole = any(caveat.owed is Owed.RECORD for caveat in owed)  # which says of all of it what one value would say
        said = (self.remark(of, caveat) for caveat in owed if not (whole and caveat.owed is Owed.CONTESTED))
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
                return tuple(self.wording.label(f"source/{source}") for source in caveat.sources)
            case Owed.OTHERS:
                return ()
            case _:
                return (self.remark(of, caveat),)

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

    def alternatives(self, caveat: Caveat, printed: str = "", like: str = "") -> Iterator[tuple[str, str, str]]:
        """The other values: words, what stands with them (their sources, how they came about), the statement's id.

        Where the value of the statement `like` is `printed` as a number of rank, so are they.
        """
        number = self.base.statement(like).value if like else None
        ranked = isinstance(number, int) and printed.endswith(ordinal(self.locale, number))
        for id_ in caveat.statements:
            other = self.base.statement(id_)
            found = (self.remark(id_, c) for c in self.owed(id_) if c.owed in (Owed.INFERRED, Owed.LOOKED_UP))
            yield self._alternative(other, ranked=ranked), "; ".join((*found, self.sources(id_))), id_

    def _alternative(self, other: Statement, *, ranked: bool) -> str:
        spec = self.wording.spec(other)
        if ranked and spec.type == NUMBER:
            return ordinal(self.locale, int(other.value))
        words = self.wording.plain(other)
        return without_stop(words) if spec.type == TEXT else words

    def sources(self, of: str) -> str:
        """The names of the sources of a statement."""
        found = dict.fromkeys(c.source for c in self.base.statement(of).citations)
        return self.wording.labels(found)

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

    def counted(self, contested: int) -> str:
        """What stands behind a number: how many of what it counts are contested."""
        return phrase(self.locale, "counted-contested", number_in_words(self.locale, contested))

    def is_sentence(self, of: str) -> bool:
        """True for a text whose full stop is its own, such as no date has."""
        return not is_key(of) and self.wording.spec(self.base.statement(of)).type in (TEXT, WORDS)
