"""Whether a word of a text is a word of a name in another form: as its language bends names, no misspelling.

Words are given folded. Where names have cases, they end otherwise: Москва, Москве; in Arabic and Hebrew little words
are joined to their front. Elsewhere a plural or the s of whose it is may stand behind one, and it may be written as
names of another alphabet are: Sergey, Sergei.
"""

from __future__ import annotations

from functools import lru_cache

from briefgen.language.sounds import latin, sound_of
from briefgen.regexes import pattern

_BEHIND: dict[str, tuple[str, ...]] = {
    "en": ("s", "es"),
    "fr": ("s", "x"),
    "es": ("s", "es"),
    "pt": ("s", "es"),
    "ca": ("s",),
    "it": (),
    "nl": ("s", "en"),
    "de": ("s", "es", "e", "n", "en", "er", "ern"),
}
"""What may stand behind a name, in languages where names have no cases; elsewhere they may end otherwise."""
_AGREEING = {"de": (("e", "er", "es"), ("e", "en", "em", "er", "es"))}
"""How adjectives end in a name, and how in a text: Großer Saal, im Großen Saal."""
_DERIVED = frozenset([*"sniyeoa", "ae", "ao", "in", "nr"])  # Russia, Russian; Türkei, Türken; Spanien, Spanier
_FEWEST, _LEAST = 3, 4
_LONGER = 4  # letters: Samarkand, Samarkandissa
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzбвгджзклмнпрстфхцчшщ")
_ENDING = frozenset("mnshwмхв")  # consonants in which cases end: Образцовым
_ENDING_IN = {"fi": frozenset("t"), "et": frozenset("d"), "is": frozenset("r")}
_ENDING_BEHIND_ANY = {"lv": "s"}  # Edgars, Edgara
_SOFTENED = {
    "fi": (("nen", "s"), ("ku", "u"), ("ti", "d")), "cs": (("ha", "z"), ("ga", "z")),
    "sk": (("ha", "z"),), "pl": (("ga", "dz"),),
}  # fmt: skip
"""With what a name goes on in other cases in the place of its end: Virtasen; v Praze; w Rydze."""
_IN_FRONT = {"ar": ("و", "ف", "ب", "ل", "ك", "وب", "ول"), "he": ("ו", "ב", "ל", "מ", "כ", "ש", "ה")}
"""What is joined to the front of a name: and, in, to, from."""
_ARTICLE, _TO_THE = "ال", "لل"
_UMLAUT = pattern("(?<=[aou])e")
_SLIPPING = 5
"""Letters of a word that may be known in a misspelt one."""


@lru_cache(maxsize=65536)
def is_form(word: str, other: str, language: str) -> bool:
    """Whether a word of a text in a language, en of en-GB, is a word of a name, perhaps in another form."""
    if word == other:
        return True
    language = language.partition("-")[0]
    if language not in _BEHIND:
        return _is_bent(word, other, language)
    if other.startswith(word) and len(word) >= _FEWEST and other[len(word) :] in _BEHIND[language]:
        return True
    named, told = _AGREEING.get(language, ((), ()))
    if any(word.endswith(a) and other == f"{word[: -len(a)]}{b}" for a in named for b in told):
        return True
    is_spelt = word.isascii() and other.isascii() and word[:1] == other[:1]  # no letter of another alphabet among them
    return is_spelt and _undoubled(word) != _undoubled(other) and _sound(word) == _sound(other)


def is_slip(word: str, other: str, language: str) -> bool:
    """Whether a word is another one but for its last letter, and no form of it, nor what is derived from it."""
    own, theirs = _ends(word, other)
    has_cases = language not in _BEHIND
    if min(len(word), len(other)) < _SLIPPING or len(own) > 1 or len(theirs) > 1 + has_cases:
        return False
    is_derived = not has_cases and "".join(sorted(own + theirs)) in _DERIVED and _undoubled(word) != _undoubled(other)
    return not is_derived and not is_form(word, other, language)


def _ends(word: str, other: str) -> tuple[str, str]:
    """What two words end in behind the letters that they share."""
    shorter = min(len(word), len(other))
    shared = next((n for n in range(shorter) if word[n] != other[n]), shorter)
    return word[shared:], other[shared:]


def _is_bent(word: str, other: str, language: str) -> bool:
    """Whether two words share all but their last two letters; no consonant is lost that is of the name itself."""
    if _is_softened(word, other, language) or _is_joined(word, other, language):
        return True
    shorter = min(len(word), len(other))
    own, theirs = _ends(word, other)
    needed = max(_FEWEST if shorter <= _LEAST else _LEAST, shorter - 2)
    if len(word) - len(own) < needed or abs(len(word) - len(other)) > _LONGER or word[:1].isnumeric():
        return False
    last = own[-1:]
    is_ending = last in _ENDING | _ENDING_IN.get(language, frozenset()) and word[-2:-1] not in _CONSONANTS
    return last not in _CONSONANTS or last in theirs or is_ending or last == _ENDING_BEHIND_ANY.get(language)


def _is_softened(word: str, other: str, language: str) -> bool:
    ends = _SOFTENED.get(language, ())
    is_near = len(word) >= _LEAST and abs(len(word) - len(other)) <= _LONGER
    return is_near and any(word.endswith(a) and other.startswith(f"{word[: -len(a)]}{b}") for a, b in ends)


def _is_joined(word: str, other: str, language: str) -> bool:
    """Whether a word is another with a little word joined to its front: بالرياض, in Riyadh."""
    fronts = _IN_FRONT.get(language, ())
    to_the = word.startswith(_ARTICLE) and other.endswith(f"{_TO_THE}{word.removeprefix(_ARTICLE)}")
    return any(other == f"{front}{word}" for front in fronts) or (bool(fronts) and to_the)


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1:] == word[-2:-1] else word


def _sound(word: str) -> str:
    """How a word sounds, however its umlauts are written: Zürich, Zuerich."""
    return sound_of(_UMLAUT.sub("", latin(word))).replace("c", "k")
