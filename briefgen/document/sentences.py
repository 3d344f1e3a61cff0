"""Where sentences end: the place where their notes stand."""

from __future__ import annotations

import re

# A no-break blank holds a sentence together: 17. Oktober. What was matched is not tried again in parts (`++`), nor
# from the middle of a row of stops, so that a million of them take no longer than as many letters.
_CANDIDATE = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+(?=[^\S\u00a0\u202f])|[。！？]++[”」』）]*+")
_BETWEEN = re.compile(r"\s*+")
_OPENING = re.compile(r"[\"“«‘(\[]*+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|St|No|Nos|Art|Arts|para|paras|cf|vs|ca|approx|p|pp|vol|ed|eds|fig|г|гг|ст|им|стр|т\.е|т\.д)\.$"
)


def sentence_ends(text: str) -> list[int]:
    """The offsets behind each sentence of `text`, closing quotation marks and brackets included.

    The last one is always the end of the text without its trailing blanks; a text of blanks has none. A stop
    ends a sentence where a blank and then no lower-case letter follows, and no known abbreviation or initial
    stands before it.
    """
    last = len(text.rstrip())
    if not last:
        return []
    ends: list[int] = []
    for match in _CANDIDATE.finditer(text, 0, last):
        next_ = _end(_BETWEEN, text, match.end(), last)
        begins = _end(_OPENING, text, next_, last)
        if next_ == last or text[begins : min(begins + 1, last)].islower():
            continue
        stop = match[0][0]
        if stop == "." and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start() + 1):
            continue
        ends.append(match.end())
    if not ends or ends[-1] != last:
        ends.append(last)
    return ends


def _end(pattern: re.Pattern[str], text: str, start: int, last: int) -> int:
    """Where a pattern that always matches ends."""
    match = pattern.match(text, start, last)
    return match.end() if match else start
