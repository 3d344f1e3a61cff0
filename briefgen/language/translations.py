"""Whether two names of bodies say the same in two languages: Rat der Europäischen Union, Совет Европейского союза.

Each word of a name stands for what it means where that is known (`body_words.toml`), and for its sound where not. The
order does not count. Only names that are spelt otherwise are held to be translations: in one language another word
makes another body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations

from briefgen.language.body_words import body_parts, loose_words, names_within
from briefgen.language.sounds import classes, sound_of

_FEWEST = 2  # words that must be the same
_MOST_FOR_KEYS = 7
Near = Callable[[str, str], bool]
"""Whether two words sound alike."""


def is_translated(name: str, other: str, near: Near) -> bool:
    """Whether two names have the same words in two languages, but for a few that nothing is known of."""
    return any(_agree(one, two, near) for one in _readings(name) for two in _readings(other))


def _agree(ours: dict[str, str], theirs: dict[str, str], near: Near) -> bool:
    both = [means for means in ours if means in theirs]
    if not both:
        return False
    left, their_left = [m for m in ours if m not in theirs], [m for m in theirs if m not in ours]
    alike = sum(ours[means] == theirs[means] for means in both)
    same = len(both)
    for means in list(left):
        sound = next((one for one in their_left if _is_word(means) and _is_word(one) and near(means, one)), None)
        if sound is not None:
            left.remove(means)
            their_left.remove(sound)
            same += 1
            alike += means == sound
    if same < _FEWEST or alike * 2 > same:
        return False
    kinds = loose_words("of_a_kind")
    kind, their_kind = (next((m for m in one if m in kinds), None) for one in (left, their_left))
    if kind and their_kind:
        left.remove(kind)
        their_left.remove(their_kind)
    lacked = [m for m in (*left, *their_left) if m not in loose_words("may_lack")]
    known = sum(not _is_word(m) for m in lacked)
    return known * 4 <= same and (len(lacked) - known) * 2 <= same


def _is_word(means: str) -> bool:
    return means[:1] == "="


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[dict[str, str], ...]:
    """What the words of a name mean, with how each is spelt; a word of no known meaning is "=" and its sound."""
    return tuple(
        {means if is_known else f"={sound_of(means)}": word for word, means, is_known in body_parts(one)}
        for one in names_within(name)
    )


def found_by(name: str) -> Iterator[str]:
    """Under which keys a translation of a name is looked for: three of the words that it has."""
    for words in _readings(name):
        keys = sorted({f"={classes(m[1:])[:4]}" if _is_word(m) else m for m in words})[:_MOST_FOR_KEYS]
        for some in combinations(keys, min(len(keys), 3)):
            yield f"~{'/'.join(some)}"
