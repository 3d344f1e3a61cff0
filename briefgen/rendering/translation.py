"""What a catalogue says for a text or a word, and the memory of what it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.diagnostics import Diagnostic, Location
from briefgen.language.cldr import Locale
from briefgen.rendering.catalogue import PLACE, Catalogue

# Templates are written in it.
SOURCE = "en"
MOST_MISSING, LONGEST = 1000, 800  # what is told of a catalogue: texts, characters of each
_LETTERS = re.compile(r"[^\W\d_]")


class Translation:
    """The words of one brief: from the catalogue of its language, else as the templates have them.

    `missing` collects what was asked for and the catalogue lacks: the section, and the text or word.
    """

    def __init__(self, locale: Locale, catalogue: Catalogue | None = None) -> None:
        self.locale, self.catalogue = locale, catalogue or Catalogue()
        self.missing: dict[tuple[str, str], None] = {}

    @property
    def language(self) -> str:
        """The language of the words around the facts: English where there is no catalogue for the brief's own."""
        return self.locale.language if self.catalogue.found else SOURCE

    def text(self, english: str, number: int = 1) -> str:
        """A template's text, in the form for a number where it has several."""
        forms = self.catalogue.texts.get(english)
        if forms is None:
            if _LETTERS.search(PLACE.sub("", english)):
                self._miss("texts", english)
            first, _, more = english.partition("|")
            return more if more and number != 1 else first
        return forms.get("") or forms.get(self.locale.plural_form(number)) or forms["other"]

    def word(self, field: str, token: str) -> str:
        """One of the words that a field has to choose from: not listed for not-listed."""
        found = self.catalogue.words.get(field, {}).get(token)
        if found is None and re.search("[a-z]", token):
            self._miss(f"words.{field}", token)
        return token.replace("-", " ") if found is None else found

    def _miss(self, section: str, text: str) -> None:
        if self.locale.language != SOURCE and len(self.missing) < MOST_MISSING:
            self.missing[section, text[:LONGEST]] = None

    def diagnostics(self) -> Iterator[Diagnostic]:
        """A warning for each text that stayed English; one for all where there is no catalogue at all."""
        place = Location(self.catalogue.file)
        if self.missing and not self.catalogue.found:
            message = f"there is no catalogue for '{self.locale.tag}'; the templates' own words stay English"
            hint = "templates/README.md says how to make one"
            yield Diagnostic(place, message, "untranslated", hint)
            return
        for section, text in self.missing:
            hint = (
                f'add under [{section}]: "{text}" = "…"'
                if section == "texts"
                else f'add under [{section}]: {text} = "…"'
            )
            yield Diagnostic(place, f"nothing is given for '{text}'; it stays English", "untranslated", hint)
