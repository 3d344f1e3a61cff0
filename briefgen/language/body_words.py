"""The words of a body's or a town's name that tell it from others, whatever language and legal form they are in.

Words that many bodies share stand for one another across languages: Ministry of Defence, Министерство обороны; so do
the names of some towns. What a name has in brackets is a name of its own. Two names say the same in two languages where
their words mean the same (`body_words.toml`) or, where no meaning is known, sound alike; the order does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, product

from briefgen.language.cldr import states_called, words_beside
from briefgen.language.sounds import classes, latin, sound_of
from briefgen.regexes import pattern

_BRACKETS = pattern(r"[(\[]([^()\[\]]{2,})[)\]]")
_LETTERS = pattern(r"\b(?:[a-z][. ]+){1,6}[a-z]\b(?!['’])")
_ELIDED = pattern(r"\b[ldLD]['’](?=\w)")
_ARABIC = pattern(r"\b(?:[وب]?ال|و?لل)(?=\w{3})")  # the article, and what is joined to it
_TOWN = pattern(r"(?<=\w{4})(?:sk|grad|gorod)$")  # Krasnogorsk is not the red one, Sovetsk no council
_COURT = pattern(r"\b[Сс]уд\b")  # no Süd, no Sud
_SHORT = pattern(r"(?=\w{0,6}[A-Z\u0410-\u042f]\w{0,6}[A-Z\u0410-\u042f])\w{2,8}")
_LONGEST_BEGINNING, _SMALL = 5, 5
_CYRILLIC_SHORT = pattern(r"[\u0410-\u042f]{3,6}")
_MOST_IN_RUSSIAN = 6  # words of a name that is known by its letters in Russian
_FEWEST_IN_ENGLISH = 3  # words of a name that is known by its letters in English
_BEHIND_TOWN = pattern(r", *|[ -](?:de|do|da|del|am|an der|on|upon|na|sur)(?: l[ao]s?| el)?[ -]")
_NAMED_AFTER = pattern(r"[,\s](?:named (?:after|for)|имени|им\.|imeni|im\.)\W.*", re.IGNORECASE)
_PREFIX = pattern(r"\b(anti|counter|non|co)[- ]")
_PREFIXED = pattern(r"\b(anti|counter)(?=[a-z]{4})")  # a letter of its own: ATC is the Anti-Terrorist Centre


@lru_cache(maxsize=65536)
def names_within(name: str) -> tuple[str, ...]:
    """The names in one, in no order: as it stands, bare, and in brackets; each also without whom it is named after."""
    within = _BRACKETS.findall(name)
    own = (one for one in within if not all(is_country(sound_of(meaning(word))) for word in _spelt(one).split()))
    found = (name, _without_brackets(name), *own)
    return tuple(dict.fromkeys(one for called in found for one in (called, _NAMED_AFTER.sub("", called)) if one))


@lru_cache(maxsize=65536)
def _bare_name(name: str) -> str:
    """A name without what is in brackets, and without whom it is named after."""
    return _NAMED_AFTER.sub("", _without_brackets(name))


def _without_brackets(name: str) -> str:
    return " ".join(_BRACKETS.sub(" ", name).split())


@lru_cache(maxsize=65536)
def towns_within(name: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a town's name that may do for it, each in its words: Frankfurt am Main; Geneva, Switzerland."""
    parts = _BEHIND_TOWN.split(latin(name), maxsplit=1)
    if len(parts) < 2 or not _may_be_town(parts[0]):
        return ()
    is_of_two = "," not in name and _may_be_town(parts[1]) and not is_country(sound_of(meaning(parts[1])))
    return tuple(words for words in map(body_words, parts[: 1 + is_of_two]) if words != body_words(name))


def _may_be_town(part: str) -> bool:
    return all(
        not is_known or means in loose_words("of_places") or word in loose_words("towns")
        for word, means, is_known in _body_parts(part)
    )


@lru_cache(maxsize=65536)
def body_words(name: str) -> tuple[str, ...]:
    """The words that tell a body from others; all its words where none does."""
    return tuple(means for _, means, _ in _body_parts(name)) or tuple(word for _, word in _every_word(name))


@lru_cache(maxsize=65536)
def _body_parts(name: str) -> tuple[tuple[str, str, bool], ...]:
    """The words of a name but those that only join others: as spelt, what each part means, whether that is known."""
    words = ((spelt, word) for spelt, word in _every_word(name) if word not in loose_words("left_out"))
    return tuple((spelt, means, bool(_parts(word))) for spelt, word in words for means in meanings(word))


def _every_word(name: str) -> list[tuple[str, str]]:
    """Words as they are spelt, and as they stand for one another; for letters known to stand for several, these."""
    phrases, known = _phrases()
    found = ((m[0], known.get(m[0], m[0]).split()) for m in phrases.finditer(_spelt(name)))
    return [(word if words[1:] else spelt, word) for spelt, words in found for word in words]


@lru_cache(maxsize=65536)
def first_letters(name: str) -> tuple[str, ...]:
    """What a body may be called for short: without its small words, with them, without its state and its kind."""
    ways: list[Sequence[str]] = []
    for one in dict.fromkeys((name, _bare_name(name))):
        every = re.findall(r"[a-z]+", _spelt(one))
        ways += [bare_words(every), every, _parted(bare_words(every))]
        ways.append([word for word in every if len(word) >= _SMALL or word not in loose_words("left_out")])
        own = _without_state(one)
        letters = {short: list(short) for short in map(str.casefold, re.findall(r"\b[A-Z]{2,5}\b", one))}
        for words in (every, own):
            parts = bare_words(_PREFIXED.sub(r"\1 ", " ".join(words)).split())
            ways.append([part for word in parts for part in letters.get(word, [word])])
        of_kind = own[2:] if len(own) > 4 and own[1] in loose_words("left_out") and _is_general(own[0]) else []
        ways += [way for words in (own, of_kind) for way in (bare_words(words), words) if len(bare_words(words)) > 1]
    return tuple(dict.fromkeys("".join(word[0] for word in words) for words in ways))


def _without_state(name: str) -> list[str]:
    """The words of a name but those of the state that it is of, and small ones behind them."""
    own = [(spelt, word) for spelt, word in _every_word(name) if not is_country(sound_of(meaning(word)))]
    words = [word for spelt, _ in own for word in re.findall("[a-z]+", spelt)]
    while words and words[-1] in loose_words("left_out"):
        words.pop()
    return words


@lru_cache(maxsize=65536)
def letters_in_english(name: str) -> tuple[str, ...]:
    """What a body with a name in another language may be called for short in English, in its order of words."""
    name = _bare_name(name)
    parts, small = _body_parts(name), _speaks(name)
    is_other = False in small or (not small and any(not spelt.startswith(m[:4]) for spelt, m, _ in parts))
    means = [means for _, means, _ in parts if not is_country(sound_of(means))]
    if not is_other or len(means) < _FEWEST_IN_ENGLISH or not all(is_known for *_, is_known in parts):
        return ()
    head, *rest = letters = [word[0] for word in means]
    return tuple(dict.fromkeys(map("".join, (letters, letters[::-1], [*rest, head], [head, *rest[::-1]]))))


@lru_cache(maxsize=65536)
def letters_in_russian(name: str) -> frozenset[str]:
    """What a body may be called for short in Russian, in the order of the alphabet, as words stand in another there."""
    means = [means for _, means, _ in _body_parts(_bare_name(name)) if not is_country(sound_of(means))]
    if not 1 < len(means) <= _MOST_IN_RUSSIAN or any(one not in _russian() for one in means):
        return frozenset()
    return frozenset("".join(sorted(latin("".join(one).upper()))) for one in product(*(_russian()[m] for m in means)))


@lru_cache(maxsize=65536)
def russian_short_form(name: str) -> str:
    """The letters of a name in Cyrillic that is made of first letters, beside which only a state stands: АТЦ СНГ."""
    short, *more = [word for word in name.split() if not is_country(sound_of(meaning(latin(word))))] or [""]
    return "" if more or not _CYRILLIC_SHORT.fullmatch(short) else "".join(sorted(latin(short)))


@cache
def _russian() -> dict[str, list[str]]:
    """The first letters in Russian of what words mean."""
    rows = (row.split() for row in words_beside("body_words")["russian"].strip().splitlines())
    return {word: letters for word, *letters in rows}


def is_known_in_russian(short: str, long: str) -> bool:
    """Whether one is what the other is called for short in Russian, and of no other state."""
    states, others = ({one for one in body_words(n) if is_country(sound_of(one))} for n in (short, long))
    return " " in long and russian_short_form(short) in letters_in_russian(long) and (not others or states <= others)


@lru_cache(maxsize=65536)
def with_letters(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name that may be made of first letters, in small ones, each with what else the name has."""
    parts = name.split()
    letters = [latin(p) if len(p) == 2 and p.isupper() else short_form(p) if len(p) > 2 else "" for p in parts]
    return tuple((one, " ".join((*parts[:n], *parts[n + 1 :]))) for n, one in enumerate(letters) if one and parts[1:])


@lru_cache(maxsize=65536)
def short_form(name: str) -> str:
    """The letters of a name that may be made of first letters, in small ones; "" for another name."""
    letters = re.sub(r"[\W\d]", "", name) if len(name) < 16 and " " not in name.strip() else ""
    return latin(letters) if _SHORT.fullmatch(letters) else ""


def _is_general(word: str) -> bool:
    """Whether a word says of what kind a body is: a ministry, an agency."""
    return any(meaning(word) in loose_words(which) for which in ("of_a_kind", "general"))


def _parted(words: Iterable[str]) -> list[str]:
    """Words in their parts: Bundesministerium is bundes, ministerium."""
    return [part for word in words for part, _ in _parts(word) or ((word, ""),)]


def bare_words(words: Sequence[str]) -> list[str]:
    """Words without those that only join others."""
    return [word for word in words if word not in loose_words("left_out")]


def is_made_of(letters: str, name: str) -> bool:
    """Whether letters are those with which the words of a name begin, in their order: UNRWA, NEFCO.

    A word may be left out, and all that follow "for" or "in"; a letter in four may be a further one of its word, and
    almost half of them where words give their beginnings: AFREC.
    """
    every = {tuple(_parted(words)) for words in (re.findall(r"[a-z]+", _spelt(name)), _without_state(name))}
    return any(_begin_words(letters, words) for words in every)


def _begin_words(letters: str, words: Sequence[str]) -> bool:
    small = [n for n, word in enumerate(words) if word in loose_words("left_out")]
    reached = {(0, 0, 0)}  # letters taken, further ones of a word among them, words left out
    for n, word in enumerate(words):
        after: set[tuple[int, int, int]] = set()
        for taken, further, missed in reached:
            if taken == len(letters) and n in small:
                return True
            after |= {(taken, further, missed + (n not in small))} if n and missed < 2 else set()
            if taken < len(letters) and word[0] == letters[taken]:
                after.add((taken + 1, further, missed))
                if further < len(letters) // 4 and letters[taken + 1 : taken + 2] in tuple(word[1:4]):
                    after.add((taken + 2, further + 1, missed))
                for more in range(1, min(_LONGEST_BEGINNING, (len(letters) - 1) // 2 - further + 1)):
                    if len(letters) > 4 and letters[taken + 1 : taken + 1 + more] == word[1 : 1 + more]:
                        after.add((taken + 1 + more, further + more, missed))
        reached = after
    return any(taken == len(letters) and missed < 2 for taken, _, missed in reached)


def _spelt(name: str) -> str:
    name = _ARABIC.sub("", _COURT.sub("суда", _ELIDED.sub(" ", name)))
    text = _LETTERS.sub(lambda m: re.sub(r"\W", "", m[0]), latin(name))
    return " ".join(_PREFIX.sub(r"\1", text).replace("-", " ").split())


@lru_cache(maxsize=65536)
def meaning(word: str) -> str:
    """The word that stands for all words of its meaning; itself where it has no other."""
    return meanings(word)[0] if len(meanings(word)) == 1 else word


@lru_cache(maxsize=65536)
def meanings(word: str) -> tuple[str, ...]:
    """The words that stand for the parts of a word: Sicherheitsrat is security and council; itself where none does."""
    return tuple(means for _, means in _parts(word)) or (word,)


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of which a word is made and what each means, where that is known of the first."""
    whole, begins = _meanings()
    if word in whole:
        return ((word, whole[word]),)
    if _TOWN.search(word):
        return ()
    for n in range(len(word), 2, -1):
        if means := begins.get(word[:n]) or begins.get(f"{word[:n]}+"):
            for m in (m for m in range(n, len(word) - 2) if m == n or word[m - 1] in "sn"):
                if word[m:] not in loose_words("towns") and (behind := _parts(word[m:])):
                    return ((word[:m], means), *behind)
            if word[:n] in begins:
                return ((word, means),)
    return ()


def is_country(word: str) -> bool:
    """Whether a word stands for a state, or for a union of states; as it is written here, or as it sounds."""
    return word in _countries()


@cache
def loose_words(which: str) -> frozenset[str]:
    """The words of a list, such as those that a name in another language `may_lack`."""
    return frozenset(words_beside("body_words")[which].split())


@cache
def _meanings() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    begins: dict[str, str] = {}
    for row in (words_beside("body_words")["words"] + words_beside("body_words")["towns"]).splitlines():
        means, *written = row.split() or [""]
        for word in (means, *written) if means else ():
            (begins if word[-1] in "-+" else whole)[word.removesuffix("-")] = means
    return whole, begins


@lru_cache(maxsize=65536)
def _speaks(name: str) -> frozenset[bool]:
    """Whether the small words of a name are English ones (True), others (False), both or none."""
    small = {word for word in _spelt(name).split() if len(word) < _SMALL and word in loose_words("left_out")}
    return frozenset(word in loose_words("english") for word in small)


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        sound_of(row.split()[0]) for row in words_beside("body_words")["words"].partition("\n\n")[2].splitlines() if row
    )


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = (row.split(" | ") for row in words_beside("body_words")["phrases"].strip().splitlines())
    known = {words: "" if meant == "-" else meant for meant, *every in rows for words in every}
    return pattern(rf"\b(?:{'|'.join(sorted(known, key=lambda w: -len(w)))})\b|[a-z]+|\d+"), known


# --- two names in two languages ---

_FEWEST = 2  # words that must be the same
_FOR_KNOWN, _FOR_UNLIKE, _FOR_UNKNOWN = 2, 3, 1.5
"""How many words must be the same for each that only one has: of a known meaning, where both have one, and of none."""
_MOST_ALIKE = 0.5  # of the words of a known meaning, for one language writes them alike
_MOST_FOR_KEYS = 6
_OF_TOWN = pattern(r"(?<=\w{3})(?:in|ov)?sk(?:iy|aya|o[ey]|ogo)?$")  # Barnaul and Барнаульский, Bryansk and Брянский
_BEGINS, _ENDS = 4, 3  # letters of a word around what is put into it, which has as many as its end at least
_Near = Callable[[str, str], bool]
"""Whether two words sound alike."""


def is_translated(name: str, other: str, near: _Near) -> bool:
    """Whether two names have the same words in two languages, but for a few that nothing is known of."""
    if any(_is_within(one, two) for one in name.casefold().split() for two in other.casefold().split()):
        return False  # in one language: Kulturrat, Kulturstiftungsrat
    are_told = {*_speaks(name), *_speaks(other)} == {True, False} and len(_speaks(name)) == len(_speaks(other))
    return any(_agree(one, two, near, are_told) for one in _readings(name) for two in _readings(other))


def _is_within(word: str, other: str) -> bool:
    """Whether one of two words is the other with something put into it."""
    short, long = sorted((word, other), key=len)
    begins = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    ends = len(short) - begins
    return begins >= _BEGINS and ends >= _ENDS <= len(long) - len(short) and long.endswith(short[begins:])


def _agree(ours: dict[str, str], theirs: dict[str, str], near: _Near, are_told: bool) -> bool:
    both = [means for means in ours if means in theirs]
    if not both:
        return False
    left, their_left = [m for m in ours if m not in theirs], [m for m in theirs if m not in ours]
    known_both = [means for means in both if not _is_word(means)] or both
    alike = sum(ours[means] == theirs[means] for means in known_both) / len(known_both)
    same = len(both)
    for means in list(left):
        sound = next((one for one in their_left if _is_word(means) and _is_word(one) and near(means, one)), None)
        if sound is not None:
            left.remove(means)
            their_left.remove(sound)
            same += 1
    if same < _FEWEST or (alike > _MOST_ALIKE and not are_told):
        return False
    for kinds in (loose_words("of_a_kind"), loose_words("boards")):
        kind, their_kind = (next((m for m in one if m in kinds), None) for one in (left, their_left))
        if kind and their_kind:
            left.remove(kind)
            their_left.remove(their_kind)
    organ, their_organ = (any(m in loose_words("organs") for m in one) for one in (left, their_left))
    if organ != their_organ:
        return False
    if any(m in loose_words("apart") for m in left + their_left) and not (left and their_left):
        return False
    lacked, their_lacked = ([m for m in one if m not in loose_words("may_lack")] for one in (left, their_left))
    known, their_known = (sum(not _is_word(m) for m in one) for one in (lacked, their_lacked))
    unknown = len(lacked) + len(their_lacked) - known - their_known
    telling = sum(_is_telling(means) for means in both) + same - len(both)
    if 0 < known + their_known >= telling or (unknown and not telling):
        return False
    for_known = _FOR_UNLIKE if known and their_known else _FOR_KNOWN
    if (known + their_known) * for_known + unknown * _FOR_UNKNOWN > same:
        return False
    return not any(_is_state(m, spelt) for one, spelt in ((left, ours), (their_left, theirs)) for m in one)


def _is_state(means: str, spelt: dict[str, str]) -> bool:
    return means not in loose_words("may_lack") and (is_country(sound_of(means)) or bool(states_called(spelt[means])))


@cache
def _is_telling(means: str) -> bool:
    is_general = any(means in loose_words(which) for which in ("may_lack", "of_a_kind", "general"))
    return not is_general and not is_country(sound_of(means))


def _is_word(means: str) -> bool:
    return means[:1] == "="


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[dict[str, str], ...]:
    """What the words of a name mean, with how each is spelt; a word of no known meaning is "=" and its sound."""
    return tuple(
        {
            means if is_known else f"={sound_of(_OF_TOWN.sub('', means))}": word
            for word, means, is_known in _body_parts(one)
        }
        for one in names_within(name)
    )


def found_by(name: str) -> Iterator[str]:
    """Under which keys a translation of a name is looked for: two of its words, those first that tell most."""
    for words in _readings(name):
        every = {f"={classes(m[1:])[:4]}" if _is_word(m) else m: _is_telling(m) for m in words}
        keys = sorted(every, key=lambda m: (not every[m], m))[:_MOST_FOR_KEYS]
        yield from (f"~{'/'.join(sorted(some))}" for some in combinations(keys, min(len(keys), 2)))
