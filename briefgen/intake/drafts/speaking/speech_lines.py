"""Speeches in a line of their own: behind a colon, signed with a name, labelled with who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.people_reading import NamedPerson
from briefgen.intake.drafts.speaking.speakers import LONGEST_SUBJECT, is_owned
from briefgen.intake.drafts.wordlists import WordList

_FEWEST = 3  # words of what is claimed, and no more than a greeting
_LITTLE = 3  # letters of words that are small in titles, too


def in_a_line(
    words: str, lists: WordList, named: list[NamedPerson], families: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The speaker and the words of a line such as "Minister of Health: vaccines are short", signed, or of a speech."""
    if (told := re.match(r"([^:;!?“”\"«»]{2,60}): (\S.{11,})$", words)) and told[1] in families:
        if len(told[2].split()) >= _FEWEST and not told[2].endswith("?"):
            yield told[2].strip(' .“”"«»„'), told[1]  # Sample: Walls are low.
        return
    told = re.match(r"([^.:;!?“”\"«»„]{3,200}): ?[“«„\"](.{8,}?)[”»“\"]?$", words)
    ahead = [p for p in named if told and p.end <= told.end(1) and not is_owned(words[: p.start], lists)]
    if told and ahead:
        person = ahead[-1] if ahead[-1].end == told.end(1) else ahead[0]
        yield told[2].strip(' .,”»“"'), person.name  # The minister Ana Sample laid it open: “…”
        return
    if alone := re.match(r"([A-ZÀ-ÞА-ЯЁ][\w’'-]+): ?[“«„\"](.{8,}?)[”»“\"]?\.?$", words):
        yield alone[2].strip(' .,”»“"'), "" if alone[1].isupper() or lists.finds("meetings", alone[1]) else alone[1]
        return
    if signed := re.match(r"[“«„\"](.{8,}?)[”»“\"],? ?[–—-] ?([^“”\"«»]{3,120})$", words):
        speaker = next((p.name for p in named if p.start >= signed.start(2)), "")
        yield signed[1], speaker
        return
    if label := re.match(r"([A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ .’'-]{3,40}): (\w[^?]{20,})$", words):
        is_title = lists.finds(("meetings", "documents", "agenda", "decided_heads"), label[1]) is not None
        yield label[2].rstrip(" ."), "" if is_title else label[1]  # SAMPLE: Walls are low.
        return
    m = re.match(r"([^.,:;!?“”\"«»]{3,60}): (.{12,})$", words)
    if m is None or len(m[1].split()) > LONGEST_SUBJECT or words.endswith("."):
        return
    if all(word[0].isupper() for word in m[2].split() if len(word) > _LITTLE):
        return  # Representative of the police: Captain Carl Sample; Annex I: Port Statement
    who = next((p.name for p in named if p.end == m.end(1)), "")
    if who or (lists.has("offices", m[1].split()[0]) and not lists.finds("meetings", m[1])):
        yield m[2], who or m[1]
