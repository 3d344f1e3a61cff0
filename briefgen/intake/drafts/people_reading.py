"""The persons whom a sentence names, with the post that it gives them.

A name is two to four words with capitals in a row, whatever the script. Titles, offices, bodies and little words at
the head of such a row are no part of it; a row that is all of them names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from briefgen.frozen import dataclass, replace
from briefgen.intake.drafts.cldr_reading import countries, dates
from briefgen.intake.drafts.posts_reading import is_calling_word, own_post, post_before, post_behind
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, CASES, NOTHING, TITLE_CASE, WordList, compiled, word_list

_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}'’.-]*")
_NO_NAMES = ("offices", "bodies", "venues", "meetings", "demonyms", "common")
_BRACKETS = re.compile(r"\s\(([^()]*[^\W\d_]{2}[^()]*)\)")
_INITIALS = regex.compile(r"(?:\p{Lu}\p{Ll}?\.){2}")
_JUNIOR = re.compile(r",?\s(?:Jr|Sr)\.")
_WITH_INITIAL = regex.compile(r"(?:\p{Lu}\.){1,2}\p{Lu}\p{Ll}+")
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named in a sentence, from `start` to `end`.

    `is_family` is a name alone behind a title, such as Mr Sample; who `acts` holds an office that no noun names.
    """

    name: str
    start: int
    end: int
    post: str = ""
    party: str = ""
    is_family: bool = False
    acts: bool = False


class _RowWord(NamedTuple):
    """A word of a row, and where it begins and ends."""

    text: str
    start: int
    end: int


def persons(words: str, lists: WordList) -> list[NamedPerson]:
    """The persons that a sentence names, in its order."""
    return list(_persons(words, lists.language))


def is_no_name(words: str, lists: WordList) -> bool:
    """Whether words tell of somebody without a name: a pronoun, a post alone, several that end in small letters."""
    is_post = lists.finds("offices", words) is not None and not persons(words, lists)
    return is_post or words.split()[-1].islower() or lists.has("pronouns", words)  # Along with this; delegates


def is_oblique(words: str, person: NamedPerson, lists: WordList) -> bool:
    """Whether a person with a post is named as somebody else's, or as spoken of: between the ministers X and Y."""
    ahead = words[: words.rfind(person.post, 0, person.start)]
    return compiled(rf"(?:.*\s)?{lists['oblique']}\s+(?:{lists['articles']}\s+)?").fullmatch(ahead) is not None


@cache
def _run(particles: str, heads: str) -> regex.Pattern[str]:
    """Words with capitals in a row, perhaps with a particle among them: Ana bin Ali, Eva von Muster."""
    part = rf"(?:{heads}-)?\p{{Lu}}(?:[\p{{L}}\p{{M}}'’-]|(?<!\p{{Ll}}{{3}})\.|\.(?!\p{{Lu}}))*"
    return regex.compile(rf"(?<![\w–]){part}(?: (?:(?:{particles}|(?<= bin \p{{Lu}}\w+ )al) )?{part})*")


@cache
def _of_adjective(adjectives: str, nouns: str) -> regex.Pattern[str]:
    """Bodies and places that begin with an adjective: Западного Средиземноморья, Народной Республики."""
    adjective = rf"(?=\p{{Lu}}\p{{Ll}}){adjectives}"
    ends = rf"\p{{Lu}}\p{{Ll}}+(?!\s(?:\p{{Lu}}|\p{{Ll}}+ \p{{Lu}})|\p{{Ll}}|\.)|{adjective}(?= \p{{Ll}})"
    return regex.compile(rf"(?:{adjective}\s)+(?:{nouns}|{ends})")


@cache
def _with_other(given: str, family: str) -> regex.Pattern[str]:
    """Two names of which only the first stands in its case: с Анной Примеровой Иван Пример."""
    name = r"\p{Lu}\p{Ll}+"
    return regex.compile(rf"((?={name} ){given} (?={name} ){family}) ({name} (?!{family}(?!\w)){name})")


@lru_cache(maxsize=64)  # several rules ask it of one sentence
def _persons(words: str, language: str) -> tuple[NamedPerson, ...]:
    lists = word_list(language)
    found: list[NamedPerson] = []
    for run in _run(lists["particles"], lists["name_heads"]).finditer(_without_places(words, lists)):
        two = _with_other(lists["given_oblique"], lists["family_oblique"]).search(run[0])
        is_body = two is not None and lists.has(("bodies", "offices"), two[2].split()[0])
        cut = two.start(2) if two and not is_body else 0
        parts = (
            ((run.start(), run[0][: cut - 1]), (run.start() + cut, run[0][cut:])) if cut else ((run.start(), run[0]),)
        )
        for start, part in parts:
            if named := _of_run(words, start, part, lists):
                found.append(replace(named, post="") if start > run.start() else named)
    return tuple(_with_posts(words, found, lists))


def _without_places(words: str, lists: WordList) -> str:
    """A sentence in which the names of states are no words with capitals, nor those of Great Bodies in Russian."""
    for _, name, at in countries(words, lists.language, again=True):
        if not words[at + len(name) :].startswith(("’s", "'s")):
            words = words[:at] + "x" * len(name) + words[at + len(name) :]
    return _of_adjective(lists["body_adjectives"], lists["body_nouns"]).sub(lambda m: "x" * len(m[0]), words)


def _with_posts(words: str, found: list[NamedPerson], lists: WordList) -> Iterator[NamedPerson]:
    """The persons, those who share a post each with it: the ministers of ports, Ana Sample and Ben Beispiel."""
    before: NamedPerson | None = None
    are_in_brackets = sum(_BRACKETS.match(words, one.end) is not None for one in found) > 1
    for n, one in enumerate(found):
        if before and words[before.end : one.start] == " (":
            continue  # Ana Sample (Port Group)
        if (short := _BRACKETS.match(words, one.end)) and _is_short_for(short[1], one.name):
            continue  # the Northern Fishing Grounds (NFG)
        between = words[before.end : one.start] if before else ""
        bracket = _BRACKETS.match(words, one.end)
        if n + 1 < len(found) and found[n + 1].name in one.post:
            one = replace(one, post=_without_another(one.post, found[n + 1], lists))
        if before and before.name in one.post:
            one = replace(one, post=own_post(one.post.split(before.name)[-1], lists))  # the author Ana Sample, Ben Cy
        elif sum(other.name in one.post for other in found[n + 1 :]) > 1:
            one = replace(
                one, post=""
            )  # the mayors Ana Sample and Ben Beispiel, the senators Cy Exemple and Eva Muster
        elif before and one.post == before.post != "" and one.post in between and one.post not in words[one.end :]:
            one = replace(one, post="")  # Ana Sample, the mayor, Ben Beispiel and others
        if not (one.post or one.party or one.is_family) and bracket and are_in_brackets:
            one = replace(one, post=bracket[1])
        is_joined = compiled(rf"(?:\s\([^()]*\))?(?:,?\s{lists['clause']}\s|,\s)").fullmatch(between) is not None
        if before and is_joined and not one.post and before.post:
            head = re.split(rf"\s{lists['of_body']}\s", before.post)[0]
            the = rf"(?<!\w){lists['plural_articles']} {re.escape(head)}"
            are_many = compiled(the).search(words) and not lists.has("feminine", head.split()[-1])
            one = replace(one, post=before.post) if are_many or lists.finds("plurals", head) else one
        yield (before := one)


def _without_another(post: str, other: NamedPerson, lists: WordList) -> str:
    """A post without the next person joined to it: Minister of Exampleland | and Secretary-General Ana Sample.

    Of one that is all the next person's nothing is left: the director Ana Sample, | minister Ben Beispiel.
    """
    joined = list(compiled(rf",?\s{lists['list_joins']}\s").finditer(post[: post.find(other.name)]))
    own = post[: joined[-1].start()] if joined else ""
    return own if lists.finds("offices", own) else "" if post == f"{other.post} {other.name}" else post


def _is_short_for(letters: str, name: str) -> bool:
    """Whether capitals end with the first letters of a name, as those of a body do."""
    first = "".join(word[0] for word in name.split())
    return letters.isalpha() and letters.isupper() and letters.endswith(first)


def _of_run(words: str, start: int, run: str, lists: WordList) -> NamedPerson | None:
    """The person whom words with capitals in a row name; None where they name nobody."""
    row = [_RowWord(m[0], start + m.start(), start + m.end()) for m in regex.finditer(r"\S+", run)]
    first, title = _head(row, lists)
    first = _where_name_begins(words, row, first, lists)
    is_led_by = regex.search(rf" {lists['particles']} ", run) is not None  # trust in Ana bin Ali
    is_in = compiled(rf"(?:^|.*\s){lists['in']}\s+").fullmatch(words[:start]) is not None
    if first == 0 and is_in and not (is_led_by or post_behind(words, start + len(run), lists)):
        return None  # in New York, but: à Ana Exemple, ministre des ports
    rest = _bare(row[first:], lists)
    longest = _LONGEST_NAME + 1 + 2 * any(lists.has("name_heads", word.text) for word in rest)
    if not rest or lists.has("genitives", rest[0].text) or len(rest) > longest:
        return None
    begin, last, end = rest[0].start, rest[-1].text, rest[-1].end
    end -= last.endswith(".") and len(last) > 2 and not _INITIALS.fullmatch(last)
    end += len(junior[0]) if (junior := _JUNIOR.match(words, end)) else 0
    name = words[begin:end]
    of = (two for two in pairwise(name.split()) if two[1].islower() and lists.has("genitives", two[1]))
    is_of_thing = CAPITAL_NOUNS in lists.traits and any(not lists.has("particles", one) for one, _ in of)
    if (name.isupper() and len(name) > 3) or is_of_thing:
        return None  # Schutz der Meere
    if len(rest) == 1 and not _WITH_INITIAL.fullmatch(name):
        if not title and _is_family(name, words[:begin], lists):
            return NamedPerson(name, begin, end, post_before(words, begin, lists, is_apart=False), is_family=True)
        post = title if lists.has("offices", title) else post_before(words, begin, lists)
        return NamedPerson(name, begin, end, post, is_family=True) if title else None
    party = _state_behind(words[end:], lists) or _state_ahead(words[:begin], lists)
    post = post_before(words, begin, lists, is_apart=False) or post_behind(words, end, lists)
    post = post or ("" if party else post_before(words, begin, lists))  # the minister, Ana Sample of Peru and others
    acts = compiled(rf",? {lists['who_acts']}(?!\w)").match(words[end:]) is not None
    return NamedPerson(name, begin, end, post, party, acts=acts)


def _where_name_begins(words: str, row: list[_RowWord], first: int, lists: WordList) -> int:
    """How many words of a row go before a name, of which the first ones do; all where it names nobody."""
    before, left = words[: row[0].start], len(row) - first
    is_german, has_fathers = CAPITAL_NOUNS in lists.traits, lists["fathers"] != NOTHING
    if first == 0 and _is_of_body(before, lists) and left > 2:
        is_joined = lists.has("list_joins", (before.split() or [""])[-1])
        first = 1 if is_joined else left - 2  # Minister of Agriculture Ana Sample
    elif is_german and left == 2 and first and _is_article(row[first - 1].text, lists):
        return len(row)  # Die Brandenburger Grünen
    elif left > 3 and _begins_with_calling(row[first + 1].text, words[: row[first + 1].start], lists):
        first += 2  # der Berliner Hafenarzt Ben Beispiel
    elif (
        left > 2
        and not lists.has("particles", row[first + 1].text)  # Konstantin von Muster
        and _begins_with_calling(row[first].text, words[: row[first].start], lists)
    ):
        first += 1  # der frühere Hafenarzt Ben Beispiel
    elif first == 0 and (_is_of_body(before, lists) or _has_article(before, lists)):
        return len(row)
    elif first and left == 3 and has_fathers and lists.has("offices", row[first - 1].text):
        first += 0 if lists.has("fathers", row[first + 1].text) else 1  # Губернатор Приморья Иван Пример
    if is_german and len(row) > first + 3 and lists.has("owned", row[first + 1].text):
        first += 2  # die Initiative von Anna Muster
    return first


def _bare(row: list[_RowWord], lists: WordList) -> list[_RowWord]:
    """The words of a name without little words and short forms of bodies around it."""
    while row and lists.has("little", row[-1].text) and not lists.has("particles", row[-1].text):
        row = row[:-1]
    row = row[2:] if len(row) > 3 and row[0].text.islower() else row  # presidente · dos Portos · Beto Amostra
    if len(row) > 2 and _is_short_form(row[-1].text) and len(row[-1].text) < 6 and not row[-2].text.isupper():
        row = row[:-1]  # Ana Sample MP, but: Ana Maria SAMPLE
    if CASES in lists.traits and len(row) == 2 and _is_short_form(row[1].text) and len(row[1].text) < _LONGEST_NAME:
        return []  # Страны ООН
    is_behind_body = CASES in lists.traits and len(row) > 3 and _is_short_form(row[-3].text)  # Бюро ПСС Анна Пример
    is_initial = len(row) > 2 and _INITIALS.fullmatch(row[-2].text) is not None  # в Арктике А. Б. Пример
    return row[-2:] if is_behind_body or is_initial else row


def _is_family(name: str, before: str, lists: WordList) -> bool:
    """Whether a word with a capital right behind an office is a family name: Minister Muster, le maire Exemple."""
    ahead = re.split(r"\s", f" {before}")[-2]
    if (
        len(name) < 3
        or name.isupper()
        or name.endswith("-")
        or not lists.has("offices", ahead.split("-")[-1] if "-" in ahead else ahead)
    ):
        return False
    no_name = lists.has((*_NO_NAMES, "little", "titles"), name)
    if TITLE_CASE in lists.traits and ahead.endswith("s"):
        return False  # Ministers Adopt a Plan
    is_form = lists["surnames"] == NOTHING or lists.has("surnames", name)
    return is_form and not no_name and not _is_named_otherwise(name, lists)


def _head(row: list[_RowWord], lists: WordList) -> tuple[int, str]:
    """How many words with capitals go before a name, and the title, if one goes right before it."""
    parts = [word.text for word in row]
    first, title = (2, "H E") if lists.has("titles", ".".join(parts[:2])) else (0, "")
    for n, part in enumerate(parts[first:], first):
        word = re.sub(r"[’']s$", "", part.rstrip("."))
        if n > first and n == len(parts) - 1 and regex.fullmatch(r"(?:\p{Lu}\.)+", parts[n - 1]):
            break  # L.J. King
        owns, is_title = part.endswith(("'s", "’s")), all(lists.has("titles", p) for p in word.split("-"))
        if first == n < len(parts) - 1 and len(word) == 1 < len(part) and not lists.has("titles", word):
            break  # A. A. Sample
        forms = {word, word.removesuffix("s"), *(word.split("-") if TITLE_CASE in lists.traits else ())}
        no_name = any(lists.has(_NO_NAMES, w) for w in forms)
        is_held = n > 0 and lists.has("offices", parts[n - 1])  # Commissioner SAMPLE Ana Bo
        is_short = n == first and len(parts) - n > (3 if is_held else 2) and _is_short_form(part)
        if is_title or owns or no_name or is_short or (n == first and _is_no_name(word, lists)):
            is_before_name = not owns and (is_title or lists.has(("offices", "bodies"), word))
            title, first = (word if is_title and is_before_name else ""), n + 1
    is_body = len(parts) - first == 2 and _is_short_form(parts[first])  # ФСБ России
    return (len(parts), "") if is_body and _is_named_otherwise(parts[-1].rstrip("."), lists) else (first, title)


def _is_no_name(word: str, lists: WordList) -> bool:
    return lists.has("little", word) or (len(word) > 3 and _is_named_otherwise(word, lists))


def _begins_with_calling(word: str, before: str, lists: WordList) -> bool:
    """Whether a row begins with what somebody is: der frühere Lotse, l'économiste; long words are no first names."""
    if regex.match(r"[CcDdJjLlNnQqSs]['’]\p{Ll}", word):
        return True
    is_led = compiled(rf"(?:.*\s)?(?:{lists['articles']}|{lists['office_ahead']})\s").fullmatch(before) is not None
    return CAPITAL_NOUNS in lists.traits and is_calling_word(word, lists) and (is_led or len(word) > len("Alexander"))


def _is_short_form(word: str) -> bool:
    """Whether a word is the short form of a body: EU, СГ."""
    return word.isupper() and len(word) > 1 and "." not in word


def _is_of_body(before: str, lists: WordList) -> bool:
    """Whether the name of a body goes on here: the Institute of Marine Studies, the Committee on Polar Shipping."""
    of = rf"{lists['body_joins']}(?: {lists['articles']})?"
    m = compiled(rf"(?<![\w’'-])([\w’'-]+) {of}((?:,? [\w’'-]+){{0,3}} {lists['list_joins']})? $").search(before)
    if m is None or not m[1][:1].isupper():
        return False
    return lists.has(("bodies", "meetings", "offices"), m[1])


def _is_article(word: str, lists: WordList) -> bool:
    return word[0].isupper() and (lists.has(("articles", "of_body"), word))


def _has_article(before: str, lists: WordList) -> bool:
    return lists.has("articles", before.split(" ")[-2]) if before.endswith(" ") and " " in before[:-1] else False


def _is_named_otherwise(word: str, lists: WordList) -> bool:
    """Whether a word is the name of a month or a country."""
    is_month = next(dates(f"1 {word}", lists.language), None) is not None
    return is_month or any(name == word for _, name, _ in countries(word, lists.language))


def _state_behind(behind: str, lists: WordList) -> str:
    """The country behind a name: Ana Sample of Portugal, Ana Sample (Portugal)."""
    of = compiled(rf" ?\(| (?:{lists['of_state']}) (?:{lists['articles']} )?").match(behind)
    rest = behind[of.end() :][:40] if of else ""
    name = next((name for _, name, at in countries(rest, lists.language) if at == 0), "")
    is_whole = of is None or "(" not in of[0] or rest[len(name) :].startswith(")")
    return name if is_whole else ""


def _state_ahead(before: str, lists: WordList) -> str:
    """The country in front of a name: Portugal (Ana Sample); of several, of Peru Ana Sample, of Fiji Ben Beispiel."""
    clause = re.split(r"[,.;:]", before)[-1]
    name, at = next(
        ((n, at) for _, n, at in countries(clause, lists.language) if clause[at + len(n) :] in (" ", " (")), ("", 0)
    )
    is_led = compiled(rf"(?:.*\s)?(?:{lists['joins']}|{lists['of_state']})\s+|\s*").fullmatch(clause[:at])
    return name if before.endswith("(") or ("," in before and is_led) else ""
