"""Whether two names of bodies say the same in two languages: Rat der Europäischen Union, Совет Европейского союза.

Each word of a name stands for what it means where that is known (`body_words.toml`), and for its sound where not. The
order does not count. Only names that are spelt otherwise are held to be translations: in one language another word
makes another body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from briefgen.language.body_words import body_parts, is_country, loose_words, names_within, speaks
from briefgen.language.cldr import states_called
from briefgen.language.sounds import classes, sound_of
from briefgen.regexes import pattern

_FEWEST = 2  # words that must be the same
_FOR_KNOWN, _FOR_UNLIKE, _FOR_UNKNOWN = 2, 3, 1.5
"""How many words must be the same for each that only one has: of a known meaning, where both have one, and of none."""
_MOST_ALIKE = 0.5  # of the words of a known meaning, for one language writes them alike
_MOST_FOR_KEYS = 6
_OF_TOWN = pattern(r"(?<=\w{3})(?:in|ov)?sk(?:iy|aya|o[ey]|ogo)?$")  # Barnaul and Барнаульский, Bryansk and Брянский
_BEGINS, _ENDS = 4, 3  # letters of a word around what is put into it, which has as many as its end at least
Near = Callable[[str, str], bool]
"""Whether two words sound alike."""


def is_translated(name: str, other: str, near: Near) -> bool:
    """Whether two names have the same words in two languages, but for a few that nothing is known of."""
    if any(_is_within(one, two) for one in name.casefold().split() for two in other.casefold().split()):
        return False  # in one language: Kulturrat, Kulturstiftungsrat
    are_told = {*speaks(name), *speaks(other)} == {True, False} and len(speaks(name)) == len(speaks(other))
    return any(_agree(one, two, near, are_told) for one in _readings(name) for two in _readings(other))


def _is_within(word: str, other: str) -> bool:
    """Whether one of two words is the other with something put into it."""
    short, long = sorted((word, other), key=len)
    begins = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    ends = len(short) - begins
    return begins >= _BEGINS and ends >= _ENDS <= len(long) - len(short) and long.endswith(short[begins:])


def _agree(ours: dict[str, str], theirs: dict[str, str], near: Near, are_told: bool) -> bool:
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
            for word, means, is_known in body_parts(one)
        }
        for one in names_within(name)
    )


def found_by(name: str) -> Iterator[str]:
    """Under which keys a translation of a name is looked for: two of its words, those first that tell most."""
    for words in _readings(name):
        every = {f"={classes(m[1:])[:4]}" if _is_word(m) else m: _is_telling(m) for m in words}
        keys = sorted(every, key=lambda m: (not every[m], m))[:_MOST_FOR_KEYS]
        yield from (f"~{'/'.join(sorted(some))}" for some in combinations(keys, min(len(keys), 2)))
