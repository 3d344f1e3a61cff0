"""Whether two names may be one, and why: in other letters, in another order, in another spelling, with initials.

A suggestion, never an answer. Names are brought into Latin letters, and what is written in several ways into one:
Нагиев, Naghiyev and Nagiyev come out alike. What tells people and bodies apart is looked at first: another number, a
name of a woman beside that of a man, another given name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler

from briefgen.frozen import dataclass
from briefgen.language.name_readings import lacks_vowels, pinyin_of, readings, skeleton
from briefgen.regexes import pattern

_LONGEST = 200  # characters of a name that are compared
_MOST_WORDS = 12
_CLOSE = 0.83
_FEWEST_BONES = 3  # consonants of a name that say something
_SON, _SON_BONES = "bin", "bn"
_COMMON, _REACH = 40, 8  # of more names that begin alike, each is compared with its neighbours in the alphabet

# Ways to write the same sound, brought to one; the order matters.
_BEFORE = str.maketrans(
    {
        **dict(zip("əƏıёЁқҚғҒҳҲўЎ", "aAiеЕкКгГхХуУ", strict=True)),
        **dict.fromkeys("ъЪьЬʼʻ’‘'ʹʺ`´·′", ""),
        "ҷ": "дж",
        "Ҷ": "Дж",
        "ž": "zh",
        "Ž": "Zh",
        "š": "sh",
        "Š": "Sh",
        "č": "ch",
        "Č": "Ch",
        "ş": "sh",
        "Ş": "Sh",
        "ç": "ch",
        "Ç": "Ch",
    }
)
_SOUNDS = tuple(
    (pattern(sound), to)
    for sound, to in (
        (r"shch|sch(?=[aeiouy])|stsch|schtsch|tsch", "C"),
        (r"dzh|dj|dsch|jj|drz", "J"),
        (r"(?<=[bgkpt])rz|^rz", "J"),
        (r"tch|ch|cz|ç", "C"),
        (r"sh|sch|sz", "S"),
        (r"zh", "J"),
        (r"kh|^x", "H"),
        (r"x", "ks"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"w", "v"),
        (r"tz|ts|c(?=[eiy])", "z"),
        (r"ou|oo|oe|ö", "u"),
        (r"h(?=[^aeiouyAEIOUY]|$)", ""),
        (r"[yij]+(?=[aeou])", ""),
        (r"[yij]+", "i"),
        (r"ee", "i"),
        (r"H", "h"),
    )
)
_J = pattern(r"(?<!d)j(?=[aeiou])")  # of Japarov and Rajabov, where others read it as of Jansen
_TITLES = frozenset(
    """
    mr mrs ms dr prof sir dame lord lady gen col maj capt lt sgt general colonel lieutenant admiral minister
    president herr frau monsieur madame haji
    """.split()  # noqa: SIM905 - a list of words
)
_FORMS = frozenset(
    """
    the of and for a de la le du des von der die das und i na po v s ltd limited llc inc corp corporation co
    company plc gmbh ag sa srl ooo oao zao pao ao llp jsc ojsc cjsc pjsc asc mmc
    """.split()  # noqa: SIM905 - a list of words
)


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Two records that may be one, by the names that come close, and why."""

    first: str
    second: str
    name: str
    other: str
    why: str


def same_name(name: str, other: str, *, of_person: bool = True, alone: bool = False) -> str:
    """Why two names may be one; "" where they are two.

    With `alone`, a family name alone is enough, as a text names whom it has named before.
    """
    if name == other:
        return "the same name"
    return _compared(name, other, of_person, alone)


def namesakes(names: Iterable[tuple[str, str]], *, of_person: bool = True) -> list[Namesakes]:
    """The pairs of records that may be one, from pairs of a record's key and one of its names.

    Only names are compared that have a word in common, by its sound, so that ten thousand names cost no square.
    """
    every = [(key, name) for key, name in names if name.strip()]
    groups: dict[str, list[int]] = defaultdict(list)
    by_consonants = any(lacks_vowels(name) for _, name in every)
    for n, (_, name) in enumerate(every):
        for word in _found_by(name, of_person, by_consonants=by_consonants):
            groups[word].append(n)
    found: dict[tuple[str, str], Namesakes] = {}
    for group in groups.values():
        is_large = len(group) > _COMMON
        ordered, reach = (_neighbours(group, every), _REACH) if is_large else (group, _COMMON)
        for place, m in enumerate(ordered):
            for n in ordered[place + 1 : place + 1 + reach]:
                (key, name), (other_key, other) = sorted((every[m], every[n]))
                if key == other_key or ((key, other_key) in found and name != other):
                    continue
                if why := same_name(name, other, of_person=of_person):
                    found[key, other_key] = Namesakes(key, other_key, name, other, why)
    return [found[pair] for pair in sorted(found)]


def _neighbours(group: Sequence[int], every: Sequence[tuple[str, str]]) -> list[int]:
    return sorted(group, key=lambda n: (sorted(_words(every[n][1])), n))


def _found_by(name: str, of_person: bool, *, by_consonants: bool) -> Iterator[str]:
    """Under which keys a name is looked for, in each of its readings."""
    found = {key for words in _readings(name, of_person) for key in _keys_of(words, name, of_person)}
    if by_consonants:
        found |= {f"&{''.join(sorted(skeleton(name, _words(name))))[:4]}"}
    yield from sorted(found)


def _keys_of(words: tuple[str, ...], name: str, of_person: bool) -> Iterator[str]:
    """The keys of one reading: a longer word of it by its first consonants, with what goes with it."""
    longest = sorted(words, key=lambda w: (-len(w), w))
    if of_person:
        for word in longest[:3]:
            others = {_beginning(other) for other in words if other is not word} if len(words) > 1 else {""}
            yield from {f"{_consonants(word)[:3]}/{other}" for other in others}
        return
    yield from {f"{_consonants(word)[:3]}/{len(words)}" for word in longest[:2]}
    yield _first_letters(name)
    if re.fullmatch(r"\w{3,8}", name) and name.isupper():
        yield latin(name)


def _beginning(word: str) -> str:
    """The first sound of a word, those alike that spellings confuse."""
    return "*" if word[0] in "aeiou" else "~" if word[0] in "JCSckghzs" else word[0]


# --- two names ---


@lru_cache(maxsize=65536)
def _compared(name: str, other: str, of_person: bool, alone: bool) -> str:
    if _numbers(name) != _numbers(other):
        return ""
    if not of_person and (why := _short_form(name, other)):
        return why
    if lacks_vowels(name) != lacks_vowels(other):
        return _by_consonants(name, other)
    pinyin = (pinyin_of(_words(name), name), pinyin_of(_words(other), other)) if of_person else ((), ())
    if all(pinyin):
        return _why(name, other, 1.0, False, _words(name)[:1] == _words(other)[:1], 0) if pinyin[0] == pinyin[1] else ""
    for ours in _readings(name, of_person):
        for theirs in _readings(other, of_person):
            if why := _of_readings(name, other, ours, theirs, of_person, alone):
                return why
    return ""


def _of_readings(
    name: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...], of_person: bool, alone: bool
) -> str:
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
        return ""
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    matched = _matched(ours, theirs, of_person)
    if matched is None:
        return ""
    worst, with_initials, in_order = matched
    left = len(theirs) - len(ours)
    if left and not (of_person and _may_be_left_out(ours, theirs, with_initials, alone)):
        return ""
    is_moved_up = left > 0 and len(ours) == 2 and ours[0] == theirs[1]  # Ahmed Hassan, Hassan Ahmed Mansour
    if of_person and not in_order and (is_moved_up or _SON in theirs):  # Salman's son Fahd, Fahd's son Salman
        return ""
    return _why(name, other, worst, with_initials, in_order, left)


def _by_consonants(name: str, other: str) -> str:
    """Whether a name in a script without vowels has the consonants of another, word by word or joined otherwise."""
    ours, theirs = (skeleton(one, _words(one)) for one in (name, other))
    ours, theirs = (tuple(word for word in one if word != _SON_BONES) or one for one in (ours, theirs))
    if not ours or not theirs or len("".join(ours)) < _FEWEST_BONES:
        return ""
    if "".join(ours) == "".join(theirs):
        return "the same name in other letters"
    same = sorted(ours) == sorted(theirs) and len(ours) > 1
    return "the same name in other letters and in another order" if same else ""


def _why(name: str, other: str, worst: float, with_initials: bool, in_order: bool, left: int) -> str:
    reasons = []
    if _script(name) != _script(other):
        reasons.append("in other letters")
    elif worst < 1 or _plain(name) != _plain(other):
        reasons.append("in another spelling")
    if with_initials:
        reasons.append("with initials")
    if not in_order:
        reasons.append("in another order")
    if left:
        reasons.append("with a name left out")
    return f"the same name {' and '.join(reasons)}" if reasons else "the same name"


def _matched(ours: Sequence[str], theirs: Sequence[str], of_person: bool) -> tuple[float, bool, bool] | None:
    """How near the farthest of our words comes to a word of theirs, each taken once; None where one comes to none."""
    taken: list[int] = []
    worst, with_initials = 1.0, False
    for word in sorted(ours, key=lambda w: -len(w)):
        near = max(
            ((_near(word, theirs[n], of_person), -n) for n in range(len(theirs)) if n not in taken), default=(0.0, 0)
        )
        if near[0] < _CLOSE:
            return None
        taken.append(-near[1])
        one_letter = min(len(word), len(theirs[taken[-1]])) == 1
        with_initials = with_initials or (one_letter and word != theirs[taken[-1]])
        worst = min(worst, near[0])
    place = dict(zip(sorted(ours, key=lambda w: -len(w)), taken, strict=True))
    order = [place[word] for word in ours]
    return worst, with_initials, order == sorted(order)


@lru_cache(maxsize=131072)
def _near(word: str, other: str, of_person: bool) -> float:
    """How near two words come, by their sound: 1 where they sound alike."""
    if word == other:
        return 1.0
    if min(len(word), len(other)) == 1:
        return 0.9 if of_person and word[0] == other[0] else 0.0
    if of_person and _man_and_woman(word, other):
        return 0.0
    if _respelt(word) & _respelt(other):
        return 0.95
    if word[0] != other[0] and not {word[0], other[0]} <= _CONFUSED:
        return 0.0
    short = min(len(word), len(other))
    if short <= 3:
        return 0.0
    bones = _consonants(word) == _consonants(other)
    steps = OSA.distance(word, other)
    if bones and steps <= (2 if short > 4 else 1) and _vowels_pass(word, other, of_person):
        return 0.95
    if short >= 6 and steps <= 1:
        return 0.9
    if short >= 9 and steps <= 2 and JaroWinkler.similarity(word, other) > 0.93:
        return 0.88
    return 0.0


@lru_cache(maxsize=65536)
def _respelt(word: str) -> frozenset[str]:
    """A sound as it would be had its c, j, x or h another value: Cavad is Javad, Fəxri Fakhri, Gitler Hitler."""
    forms = {word, word.replace("ks", "h"), word.replace("h", "g"), word.replace("h", "")}
    if word.endswith("d"):
        forms.add(f"{word[:-1]}t")  # Mahmud, Mahmut
    if "c" in word:
        forms |= {word.replace("c", "k"), word.replace("c", "J")}
    return frozenset(forms | {form[1:] for form in forms if form[0] == "J" and len(form) > 4})


_CONFUSED = frozenset("aeiouhgkJCSz")


def _man_and_woman(word: str, other: str) -> bool:
    if {word[-4:], other[-4:]} == {"enka", "enko"}:
        return False  # Lukashenka is Lukashenko in Belarusian
    shorter, longer = sorted((word, other), key=len)
    last = {word[-1], other[-1]}
    if len(word) == len(other) and word[:-1] == other[:-1] and "a" in last and not last & set("eiuh"):
        return True  # Mario and Maria, Andrés and Andrea
    if longer == f"{shorter}e" and len(shorter) <= 4:
        return True  # Emin and Emine; Kostine is Kostin
    pairs = ((longer, shorter),) if longer != shorter else ()
    return any(a == f"{b}a" or (a.endswith("aia") and b.endswith("i") and a[:-3] == b[:-1]) for a, b in pairs)


def _may_be_left_out(ours: Sequence[str], theirs: Sequence[str], with_initials: bool, alone: bool) -> bool:
    """Whether the shorter of two names is enough: a given name and a family name, or a family name alone."""
    whole = [word for word in ours if len(word) > 1]
    if len(ours) >= 2:
        return bool(whole) and len(theirs) - len(ours) <= 2
    return alone and len(ours) == 1 and len(ours[0]) >= 4 and not with_initials and len(theirs) <= 3


def _short_form(name: str, other: str) -> str:
    """Whether one is made of the first letters of the other."""
    for short, long in ((name, other), (other, name)):
        letters = re.sub(r"\W", "", short)
        if 3 <= len(letters) <= 8 and letters.isupper() and _first_letters(long) == latin(letters):
            return "the first letters of its words"
    return ""


def _first_letters(name: str) -> str:
    return "".join(word[0] for word in _words(name) if word not in _FORMS)


# --- how a name sounds ---


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """A name in small Latin letters."""
    text = unicodedata.normalize("NFKC", name)[:_LONGEST].translate(_BEFORE)
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c) or c in "\u0306\u030c\u0327"
    )
    return anyascii(unicodedata.normalize("NFC", bare)).replace("'", "").replace("`", "").casefold()


@lru_cache(maxsize=65536)
def _readings(name: str, of_person: bool) -> tuple[tuple[str, ...], ...]:
    """The words of a name by their sounds, without titles or legal forms, in each way that it may be read."""
    apart = _TITLES if of_person else _FORMS
    words = tuple(word for word in _words(name) if word not in apart) or _words(name)
    every = (
        readings(words, " ".join(w for w in name.split() if w.casefold().strip(".") not in apart))
        if of_person
        else (words,)
    )
    every = (*every, *(as_in_jam for one in every if (as_in_jam := tuple(_J.sub("zh", word) for word in one)) != one))
    return tuple(dict.fromkeys(tuple(sound for word in one if (sound := _sound(word))) for one in every))


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    text = latin(re.sub(r"(?<=\w)[-‐‑–](?=\w)", " ", name))
    return tuple(re.findall(r"[a-z]+|\d+", text))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for sound, to in _SOUNDS:
        word = sound.sub(to, word)
    return re.sub(r"(.)\1+", r"\1", word)


def _consonants(word: str) -> str:
    return ("*" if word[:1] in "aeiou" else word[:1]) + re.sub("[aeiou]", "", word[1:])


_VOWELS = frozenset(("ae", "ea", "ao", "oa", "ei", "ie", "eo", "oe", "ou", "uo"))
"""Vowels that stand for each other in another alphabet or where they are not stressed."""


def _vowels_pass(word: str, other: str, of_person: bool) -> bool:
    """Whether vowels differ as spellings do; Murat and Marat are two men."""
    if not of_person or len(word) != len(other):
        return True
    return all(a == b or a + b in _VOWELS for a, b in zip(word, other, strict=True))


@lru_cache(maxsize=65536)
def _numbers(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+", latin(name))))


def _plain(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


def _script(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
