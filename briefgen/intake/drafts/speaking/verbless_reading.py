"""What somebody says without a verb: according to the mayor, behind a colon, signed with a name, labelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.speaking.speakers import LONGEST_SUBJECT, capitals, is_owned, is_when, without_article
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, VERB_SECOND, WordList, compiled

_FEWEST = 3
"""Words that can be a claim, and are more than a greeting."""


def by_source(words: str, lists: WordList, named: list[NamedPerson]) -> tuple[str, str] | None:
    """The speaker and the words of "According to the Institute, …", or None."""
    if told := compiled(rf"(?:.*,\s)?(?P<who>[^,;:]{{3,60}}?)\s{lists['source_behind']}\s(?P<says>.+)").fullmatch(
        words
    ):
        who = without_article(told["who"], lists)  # dem Hafenamt zufolge
        return who, told["says"].strip(" .")
    m = _source(words, lists)
    if m is None or compiled(rf"(?:.*\W)?{lists['speech']}\W+(?:\w+\W+){{0,2}}").fullmatch(words[: m.start()]):
        return None  # …, Sample said according to the Gazette
    behind = words[m.end() :]
    speaker, end = _named_at(words, m, lists, named)
    if not speaker and (whose := lists.finds("possessives", m[0])):
        if compiled(rf"\W*{lists['pronouns']}\s(?:\w+\s)?{lists['speech']}(?!\w)").match(words):
            return None  # he recalled that …; this, in his words, …
        speaker = whose[0]
    if not speaker:
        return None
    told_of = compiled(rf",\s{lists['relative']}\s[^,;:]{{3,80}}(?=,\s)")  # , who asked not to be named,
    aside = told_of.match(behind, end)
    says = _around(words[: m.start()], behind[aside.end() if aside else end :], lists)
    speaker = re.sub(r"['’]s$", "", speaker)  # according to Sample's notes
    return (speaker, says) if len(says.split()) >= _FEWEST else None


def in_document(words: str, lists: WordList) -> tuple[str, str] | None:
    """The document and its words in "In der Erklärung heißt es, …", or None."""
    inside = rf"\W*{lists['told_in']}\s(?P<who>[^,;:]{{3,120}}?),?\s(?:{lists['before_verbs']}\s)?{lists['it_says']}"
    m = compiled(rf"{inside},?\s(?:{lists['that']}\s)?(?P<says>.+)").fullmatch(words)
    if m is None or not lists.finds(("documents", "bodies"), m["who"]):
        return None
    return without_article(m["who"], lists), m["says"].strip(' .:“„«»”"')


def _source(words: str, lists: WordList) -> re.Match[str] | None:
    """The words that lead to a source: according to; "for", where somebody and a comma or a verb of being follow."""
    if first := compiled(rf"\W*({lists['according_first']})\s").match(words):
        who = re.split(rf",|\s(?={lists['is_view']}\s)", words[first.end() :])[0]
        if who != words[first.end() :] and (lists.finds("offices", who) or persons(who, lists)):
            return first
    return lists.finds("according", words)


def _named_at(words: str, m: re.Match[str], lists: WordList, named: list[NamedPerson]) -> tuple[str, int]:
    """Who is named behind the words that lead to a source, and how far what names them goes."""
    behind = words[m.end() :]
    after = next((p for p in named if p.start >= m.end()), None)
    until = re.search(r"[,;:]|\s[–—]", behind)
    subject = behind[: until.start()] if until and until.start() < 90 else behind
    if CAPITAL_NOUNS in lists.traits and (phrase := compiled(_phrase(lists), with_case=True).match(subject.lstrip())):
        subject, until = phrase[0], None  # laut Hafenamt seit zwei Jahren
    near = len(subject if until else capitals(subject, lists)) + 2
    is_apposed = after and behind[len(subject) : after.start - m.end()] == ", " and words[after.end :][:1] == ","
    if after and (after.start < m.end() + near or (is_apposed and lists.finds("offices", subject))):
        post = re.match(r",\s([^,]{3,90})(?=,\s)", words[after.end :])
        is_own = post is not None and after.post != "" and after.post in post[1]
        return after.name, after.end - m.end() + (post.end() if post and is_own else 0)
    if until is None and (when := compiled(rf"\s{lists['when']}\s").search(subject)) and when.start() > 0:
        subject = subject[: when.start()]
    subject = re.sub(r"\b([ldLD]['’])(?=\w)", lambda m: " " * len(m[0]), subject)
    is_told = lists.finds(("bodies", "documents", "offices"), subject) is not None
    is_body = (until or subject == behind) and len(subject.split()) <= 8 and is_told
    speaker = without_article(subject.strip(" .") if is_body else capitals(subject, lists).rstrip("."), lists)
    left = subject[subject.find(speaker) + len(speaker) :] if until and not is_body else ""
    if speaker and (re.fullmatch(r"\s[a-z]{4,}(?: [a-z]+)?", left) or not (is_told or speaker[0].isupper())):
        return "", 0  # according to Exampleland practice, …; selon l'intensité
    return speaker, behind.find(speaker) + len(speaker) if speaker and speaker in behind else 0


def _phrase(lists: WordList) -> str:
    """What names a body or somebody where nouns have capitals, as a pattern: der bröckelnden Mauern des Hafens."""
    noun = rf"(?:(?![A-ZÄÖÜ]){lists['adjectives']}\s)?[A-ZÄÖÜ][\w’'-]*(?:\s[A-ZÄÖÜ][\w’'-]*)*"
    article, of = lists["articles"], lists["of_body"]
    return rf"(?:(?:{article}|{of})\s)*{noun}(?:\s{of}\s(?:{article}\s)?{noun})*"


def _around(before: str, rest: str, lists: WordList) -> str:
    """What is said, in front of its source, behind it, or on both sides."""
    ahead, on = before.strip(" ,–—"), rest.strip(" ,.")
    if len(ahead.split()) < _FEWEST and (not ahead or lists.has(("clause", "adverbs", "little"), ahead)):
        return on
    is_one = before.rstrip().endswith(",") == rest.startswith(",") and on != ""
    first = on.split(" ")[0]
    is_apart = lists.has(("relative", "clause"), first) or is_when(on, lists)
    if VERB_SECOND in lists.traits:
        is_apart = lists.has(("relative", "clause", "that"), first)
    if is_one and not is_apart:
        return f"{ahead} {on}"
    return on if len(ahead.split()) < _FEWEST else ahead


# --- in a line of its own ---


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
