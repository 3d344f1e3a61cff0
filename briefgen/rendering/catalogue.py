"""The words of templates in another language: `_lang/<language>.toml` beside the templates.

    [texts]                                   what a template says: English = the other language
    "Key points" = "Главное"
    "{n} state|{n} states" = {one = "{n} государство", few = "{n} государства", many = "{n} государств"}

    [words.status]                            the words of a field that has a fixed choice of them
    listed = "в списке"

    [phrases]                                 the program's own set phrases (briefgen.language.phrases)
    undated = "без даты"

    [sentences]                               behind which full stops a sentence goes on, beyond the program's own list
    abbreviations = ["ж.", "т.б."]

A text is markup like the rest of its template; what stands in braces is put in as a value. A workspace's
catalogue goes before the shipped one, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or
from briefgen.disk import HIDDEN, TooLarge, is_there, read_file, reason
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.language.phrases import gaps_of_phrases
from briefgen.regexes import pattern
from briefgen.rendering.views import LookedAt
from briefgen.settings.toml import TomlPlaces, read_toml

FOLDER, SUFFIX = "_lang", ".toml"
SECTIONS = ("texts", "words", "phrases", "sentences")
PLURALS = ("zero", "one", "two", "few", "many", "other")
PLACE = pattern(r"\{(\w+)\}")
MOST = 1_000_000
_SAID = ("register", "inferred")
"""The words of a catalogue that the program says in phrases of its own."""
# A bar would be a new cell in a table, a line end a new line; private-use characters stand for citations.
_FORBIDDEN = pattern(
    "[|\\n\\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is said in one language: texts by their forms ("" for the only one), words by field, and phrases.

    `file` is where an editor adds what is missing; `found` is false where there is no file for the language.
    """

    file: str = ""
    found: bool = False
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()

    def over(self, other: Catalogue) -> Catalogue:
        """This catalogue, and the other one for what this one does not say."""
        words = {
            name: {**other.words.get(name, {}), **self.words.get(name, {})} for name in {**other.words, **self.words}
        }
        texts, phrases = {**other.texts, **self.texts}, {**other.phrases, **self.phrases}
        short = self.abbreviations | other.abbreviations
        return Catalogue(self.file, self.found or other.found, texts, words, phrases, short)


def find_catalogue(folders: Sequence[tuple[str, Path]], locale: Locale) -> tuple[Catalogue, list[Diagnostic]]:
    """The catalogue of a language from the folders of templates, the first goes before; and what is wrong with it.

    For de-AT, `de-AT.toml` goes before `de.toml`.
    """
    shown = folders[0][0] if folders else "templates"
    whole, problems = Catalogue(f"{shown}/{FOLDER}/{locale.language}{SUFFIX}"), list[Diagnostic]()
    for name in dict.fromkeys((locale.language, locale.tag)):
        for shown, folder in reversed(folders):
            raw = _bytes(folder, f"{name}{SUFFIX}")
            if raw is not None:
                found, faults = _read_once(raw, f"{shown}/{FOLDER}/{name}{SUFFIX}", locale)
                whole = replace(found, file=whole.file, found=True).over(whole)
                problems.extend(faults)
    return whole, problems


def spoken(locale: Locale, catalogue: Catalogue) -> Locale:
    """A language with the set phrases of a catalogue.

    So is said what the registers are called that facts were looked up in, and the parts of values that are inferred.
    """
    words = ((of, name, text) for of in _SAID for name, text in catalogue.words.get(of, {}).items())
    phrases = {**catalogue.phrases, **{f"{of} {name}": text for of, name, text in words}}
    return replace(locale, phrases=phrases, abbreviations=locale.abbreviations | catalogue.abbreviations)


def catalogue_files(folders: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, str, bytes | OSError]]:
    """Every catalogue there is: the tag of its language, its name in messages, its content."""
    for shown, folder in folders:
        for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
            raw = None if path.name.startswith(HIDDEN) else _bytes(folder, path.name)
            if raw is not None:
                yield path.stem, f"{shown}/{FOLDER}/{path.name}", raw


def _bytes(folder: Path, name: str) -> bytes | OSError | None:
    """The content of a catalogue, or why it cannot be read; None where there is none."""
    path = folder / FOLDER / name
    try:
        return read_file(path, MOST, within=folder) if is_there(path) else None
    except OSError as bad:
        return bad


_Read = tuple[Catalogue, list[Diagnostic]]
_known: dict[str, tuple[bytes, Locale, _Read]] = {}  # of each file what was read last, for many briefs in one process


def _read_once(raw: bytes | OSError, file: str, locale: Locale) -> _Read:
    """As `read_catalogue`; what the very same bytes came to for the very same locale is not read again."""
    if isinstance(raw, OSError):
        return read_catalogue(raw, file, locale)
    known = _known.get(file)
    if known is None or known[0] != raw or known[1] is not locale:
        known = _known[file] = raw, locale, read_catalogue(raw, file, locale)
    catalogue, faults = known[2]
    return catalogue, list(faults)


def read_catalogue(raw: bytes | OSError, file: str, locale: Locale) -> tuple[Catalogue, list[Diagnostic]]:
    """A catalogue from its bytes, or from what kept them from being read; what is at fault is named and left out."""
    import tomllib

    if isinstance(raw, TooLarge):
        return Catalogue(file), [Diagnostic(Location(file), "the catalogue is too large", "catalogue")]
    if isinstance(raw, OSError):
        return Catalogue(file), [Diagnostic(Location(file), f"cannot be read: {reason(raw)}", "catalogue")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Catalogue(file), [Diagnostic(Location(file), "not readable as UTF-8", "catalogue", hint="save it so")]
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as bad:
        from briefgen.settings.toml_faults import toml_fault

        place, message, _ = toml_fault(bad, file, text)
        hint = 'a line reads "English" = "the other language"'
        return Catalogue(file), [Diagnostic(place, message, "catalogue", hint)]
    return _CatalogueReader(file, TomlPlaces(file, raw), locale).read(data)


class _CatalogueReader:
    """Turns the tables of one file into a catalogue and collects what is wrong."""

    def __init__(self, file: str, places: TomlPlaces, locale: Locale) -> None:
        self.file, self.places, self.locale = file, places, locale
        self.needed = [form for form in PLURALS if form in locale.plural_forms]
        self.problems: list[Diagnostic] = []

    def read(self, data: dict[str, Any]) -> tuple[Catalogue, list[Diagnostic]]:
        for name in data:
            if name not in SECTIONS:
                hint = did_you_mean_or(name, SECTIONS, "sections are")
                self._say("", name, f"unknown section or key '{name}'", hint)
        texts = {text: forms for text, said in self._table(data, "texts") if (forms := self._forms(text, said))}
        words = {name: self._words(f"words.{name}", said) for name, said in self._table(data, "words")}
        phrases = {name: said for name, said in self._table(data, "phrases") if self._is_phrase(name, said)}
        return Catalogue(self.file, True, texts, words, phrases, self._abbreviations(data)), self.problems

    def _abbreviations(self, data: dict[str, Any]) -> frozenset[str]:
        found: set[str] = set()
        for name, said in self._table(data, "sentences"):
            if name != "abbreviations":
                hint = did_you_mean(name, ("abbreviations",)) or "there is: abbreviations"
                self._say("sentences", name, f"unknown key '{name}'", hint)
            elif not isinstance(said, list) or not all(isinstance(s, str) and s.strip().endswith(".") for s in said):
                self._say(
                    "sentences", name, "expected a list of abbreviations with their stops", 'such as ["Dr.", "No."]'
                )
            else:
                found.update(s.strip() for s in said)
        return frozenset(found)

    def _table(self, data: dict[str, Any], name: str) -> list[tuple[str, Any]]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            self._say("", name, f"'{name}' is no section", f"write [{name}] and the lines below it")
            return []
        return list(table.items())

    def _forms(self, text: str, said: object) -> Mapping[str, str]:
        """The forms of a text: "" for the only one, or one for each that numbers take in the language."""
        if isinstance(said, dict) and not self._are_plurals(text, said):
            return {}
        forms: dict[str, object] = said if isinstance(said, dict) else {"": said}
        places = set(PLACE.findall(text))
        good = [self._is_text("texts", text, f) and self._has_places(text, str(f), places) for f in forms.values()]
        return {name: str(form) for name, form in forms.items()} if all(good) else {}

    def _are_plurals(self, text: str, said: Mapping[str, object]) -> bool:
        if "|" not in text:
            self._say("texts", text, "the English text has one form, this has several", "write one text")
        elif unknown := [form for form in said if form not in PLURALS]:
            self._say("texts", text, f"'{unknown[0]}' is no form of number", f"forms are: {', '.join(PLURALS)}")
        elif lacking := [form for form in self.needed if form not in said]:
            quoted = [f"'{form}'" for form in lacking]
            which = f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else quoted[0]
            what = f"the forms for {which} are missing" if len(quoted) > 1 else f"the form for {which} is missing"
            self._say("texts", text, what, f"it takes: {', '.join(self.needed)}")
        else:
            return True
        return False

    def _has_places(self, text: str, said: str, places: set[str]) -> bool:
        here = set(PLACE.findall(said))
        for name in sorted(here - places):
            known = f"the English text has: {', '.join(f'{{{p}}}' for p in sorted(places)) or 'none'}"
            self._say("texts", text, f"unknown value {{{name}}}", did_you_mean(name, places) or known)
        for name in sorted(places - here):
            self._say("texts", text, f"the value {{{name}}} is missing", "without it, its sources would be lost")
        return here == places

    def _words(self, section: str, said: object) -> Mapping[str, str]:
        if not isinstance(said, dict):
            self._say("words", section.partition(".")[2], "these are no words", f"write [{section}] and words below it")
            return {}
        return {name: word for name, word in said.items() if self._is_text(section, name, word)}

    def _is_phrase(self, name: str, said: object) -> bool:
        gaps = gaps_of_phrases()
        if name not in gaps:
            hint = did_you_mean_or(name, gaps, "there are")
            self._say("phrases", name, f"there is no phrase '{name}'", hint)
            return False
        if not self._is_text("phrases", name, said):
            return False
        if str(said).count("{}") != gaps[name]:
            self._say("phrases", name, f"this phrase has {gaps[name]} gaps to fill, written {{}}", "")
            return False
        return True

    def _is_text(self, section: str, name: str, said: object) -> bool:
        if not isinstance(said, str) or not said.strip():
            self._say(section, name, "expected text in quotation marks", "")
            return False
        is_plain = said.isprintable() and "|" not in said
        if not is_plain and (bad := _FORBIDDEN.search(said)):
            what = {"|": "a bar", "\n": "a line end", "\r": "a line end"}.get(bad[0], "an invisible character")
            self._say(section, name, f"{what} cannot stand in a text", "it would break tables, lines or citations")
            return False
        return True

    def _say(self, section: str, name: str, message: str, hint: str) -> None:
        place = self.places.of(*filter(None, section.split(".")), name)
        self.problems.append(Diagnostic(place, message, "catalogue", hint=hint or None))


def catalogue_problems(folders: Sequence[tuple[str, Path]], busy_with: Callable[[str], None]) -> list[Diagnostic]:
    """What is wrong with catalogues of other languages."""
    found: list[Diagnostic] = []
    for tag, file, raw in catalogue_files(folders):
        busy_with(file)
        try:
            locale = from_data(extract(tag))
        except UsageProblem as bad:
            found.append(Diagnostic(Location(file), str(bad), "catalogue", hint="the file is named by its language"))
        else:
            found.extend(read_catalogue(raw, file, locale)[1])
    return found


# --- What a catalogue says for a text or a word, and the memory of what it does not say ---


# Templates are written in it.
SOURCE = "en"
KINDS = "kinds"
"""The section, in what is missing, of what kinds of record are called: their descriptions say it, no catalogue."""
MOST_MISSING, LONGEST = 1000, 800  # what is told of a catalogue: texts, characters of each
_LETTERS = pattern(r"[^\W\d_]")


class Translation:
    """The words of one brief: from the catalogue of its language, else as the templates have them.

    `looked` collects what was asked for and the catalogue lacks: the section, and the text or word.
    """

    def __init__(self, locale: Locale, catalogue: Catalogue | None = None) -> None:
        self.locale, self.catalogue = locale, catalogue or Catalogue()
        self.looked = LookedAt()

    @property
    def language(self) -> str:
        """The language of the words around the facts: English where there is no catalogue for the brief's own."""
        return self.locale.language if self.catalogue.found else SOURCE

    def text(self, english: str, number: int = 1) -> str:
        """A template's text, in the form for a number where it has several."""
        forms = self.catalogue.texts.get(english)
        if forms is None:
            if self.locale.language != SOURCE and _LETTERS.search(PLACE.sub("", english)):
                self._miss("texts", english)
            first, _, more = english.partition("|")
            return more if more and number != 1 else first
        return forms.get("") or forms.get(self.locale.plural_form(number)) or forms["other"]

    def word(self, field: str, token: str) -> str:
        """One of the words that a field has to choose from: not listed for not-listed."""
        found = self.catalogue.words.get(field, {}).get(token)
        if found is None and re.search("[a-z]", token):
            self._miss(f"words.{field}", token)
        return token.replace("-", " ").replace("_", " ") if found is None else found

    def lacks_kind(self, kind: str) -> None:
        """Notes that a kind of record is called nothing in the language."""
        self._miss(KINDS, kind)

    def _miss(self, section: str, text: str) -> None:
        if self.locale.language != SOURCE and len(self.looked.missing) < MOST_MISSING:
            self.looked.missing[section, text[:LONGEST]] = None

    def diagnostics(self) -> Iterator[Diagnostic]:
        """A warning for each text that stayed English; one for all where there is no catalogue at all."""
        place = Location(self.catalogue.file)
        missing = list(self.looked.missing)[:MOST_MISSING]
        if missing and not self.catalogue.found:
            message = f"there is no catalogue for '{self.locale.tag}'; the templates' own words stay English"
            hint = "templates/README.md says how to make one"
            yield Diagnostic(place, message, "untranslated", hint)
            return
        for section, text in missing:
            hint = (
                f'add under [{section}]: "{text}" = "…"'
                if section == "texts"
                else f'add under [{section}]: {text} = "…"'
            )
            if section == KINDS:
                hint = f"in facts/_kinds/: extends: {text}, words: {{{self.locale.language}: {{one: …, many: …}}}}"
            yield Diagnostic(place, f"nothing is given for '{text}'; it stays English", "untranslated", hint)
