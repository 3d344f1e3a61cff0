"""Who came: states, bodies and groups of people that a sentence lists as there or as absent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.place_reading import CAPITAL, cased
from briefgen.intake.drafts.text_reading import countries
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, NOTHING, WordList, compiled, word_list

_LONGEST_ITEM, _MANY = 8, 4
_FARTHEST = 200  # letters ahead of the first state in which a list may begin
_Run = list[tuple[str, str, int]]


def parties(words: str, lists: WordList) -> list[tuple[list[str], str]]:
    """The countries that a sentence lists as there or as absent, each list with "listed" or "absent"."""
    if "; " in words:
        return [one for part in words.split("; ") for one in parties(part, lists)]
    found: list[tuple[list[str], str]] = []
    absent, attended = lists.finds("absent", words), lists.finds("attended", words)
    if lists.finds("background", words):
        return []
    for run in _runs(words, lists):
        if len(run) > 1 or attended:
            run = _with_bodies(words, run, lists)
        names = [name for _, name, _ in run]
        bare = compiled(rf"(?:\W|\b(?:{lists['articles']}|{lists['collective']})\b)*$")
        before = bare.sub("", words[: run[0][2]])
        behind = words[run[-1][2] + len(run[-1][1]) :]
        if absent and compiled(rf"\s*{lists['absent']}").match(behind):
            found.append((names, "absent"))
        elif len(run) >= 2 and (
            (attended and _came(before, behind, words, lists))
            or _did(words[: run[0][2]], behind, lists)
            or _are_of_officials(words, run, lists)
            or _met_between(before, words, lists)
        ):
            found.append((names, "listed"))
    listed = [names for names, status in found if status == "listed"]
    if len(listed) > 1 and attended and _are_one(words, listed, lists):
        found = [*(one for one in found if one[1] == "absent"), ([one for names in listed for one in names], "listed")]
    if attended and not found:
        ends = (m.end() for m in lists.all("attended", words))
        those = next(filter(None, (_bodies(words[end:], lists) for end in ends)), None) or _groups(words, lists)
        found += [(those, "listed")] if those else []
    return found


def _are_one(words: str, listed: list[list[str]], lists: WordList) -> bool:
    """Whether nothing parts the lists of a sentence: Neben Peru und Fidschi waren auch Gäste aus Chile vertreten."""
    those = "|".join(lists[one] for one in ("attended", "groups", "joins", "passive", "list_joins", "before_verbs"))
    between = compiled(rf"(?:\s|\b(?:{those}|{lists['adverbs']}|(?-i:[a-zà-ÿ]{{2,5}}))(?!\w))*")
    return all(between.fullmatch(words.partition(one[-1])[2].partition(other[0])[0]) for one, other in pairwise(listed))


def parties_of_lines(text: str, lists: WordList) -> Iterator[tuple[list[str], str]]:
    """Three or more states and bodies on lines of their own below "Participants:", each list with its passage."""
    lines = list(re.finditer(r"[^\n]*\S", text))
    for n, head in enumerate(lines):
        if len(head[0].split()) > _MANY or not head[0].endswith(":") or not lists.finds("attended", head[0]):
            continue
        found: list[tuple[str, int]] = []
        for line in lines[n + 1 :]:
            name = re.sub(r"^[\W\d]+|\s*\([^()]*\)\W*$|[,;.]$", "", line[0])
            is_state = any(name == state for _, state, _ in countries(name, lists.language))
            if not is_state and not (
                name[:1].isupper() and len(name.split()) < _LONGEST_ITEM and _is_body(name, lists)
            ):
                break
            found.append((name, line.end()))
        if len(found) > 2:
            yield [name for name, _ in found], text[head.start() : found[-1][1]]


def _came(before: str, behind: str, words: str, lists: WordList) -> bool:
    """Whether a list in a sentence of those who came is theirs: not what is in, against or made by its states."""
    if re.match(r"\w*['’]s?\b", behind) or lists.finds("bilateral", words):
        return False
    *more, last = before.split(" ")
    if not lists.has("beside", last):
        return not lists.has("adverse", last)
    verb = next(reversed(more), "")
    return any(lists.has(name, verb) for name in ("attended", "comes_together", "held", "meetings"))


def _met_between(before: str, words: str, lists: WordList) -> bool:
    """Whether a sentence begins with a meeting between those of a list, and says that it was held."""
    of = compiled(rf"{lists['meetings']}(?:\s\([^()]*\))?\s{lists['between']}").search(before)
    is_first = of is not None and of.end() == len(before) and len(before.split()) <= _LONGEST_ITEM
    return is_first and lists.finds("held", words) is not None and not lists.finds("others", before)


def _runs(words: str, lists: WordList) -> list[_Run]:
    """The countries that a sentence names, those of one list together, with the bodies among them."""
    runs: list[_Run] = []
    for one in countries(words, lists.language, again=True):
        if runs and one[0] == runs[-1][-1][0] and words[: one[2]].endswith("("):
            continue  # the Democratic Republic of Congo (DRC)
        joined = _joined(lists.language) if runs else ""
        end = runs[-1][-1][2] + len(runs[-1][-1][1]) if runs else 0
        gap = words[end : one[2]] if runs else None
        body = cased(
            rf"(?i:{joined})(?P<body>{CAPITAL}(?: (?:of |for |the )*{CAPITAL}){{0,6}})(?i:{joined})"
        ).fullmatch(gap or "")
        if gap is not None and compiled(joined).fullmatch(gap):
            runs[-1].append(one)
        elif body and _is_between(body["body"], gap or "", lists):
            runs[-1] += [("", body["body"], end + body.start("body")), one]
        elif gap and (among := _beside(lists.language).among.fullmatch(gap)) and (named := _named(among, end, lists)):
            runs[-1] += [*named, one]
        else:
            runs.append([one])
    return runs


@cache
def _joined(language: str) -> str:
    """What stands between two states of one list: a comma, "and", "as well as observers from", "met leaders from"."""
    lists = word_list(language)
    behind = "" if lists["of_body"] == NOTHING else rf"(?={lists['joins']})"
    those = rf"(?:{lists['groups']}|{lists['offices']})\s{behind}"
    met = rf"(?:\s{lists['comes_together']}\s(?:{lists['joins']}\s)?{those})?"  # of Peru met leaders from Chile
    return rf"(?:\s\([^()]{{2,60}}\))?{met}[\s,]*(?:(?:{lists['joins']}|{lists['list_joins']}\s{those})[\s,]*)*"


def _with_bodies(words: str, run: _Run, lists: WordList) -> _Run:
    """The states of a list with the bodies that it begins and ends with: the Port Union, Peru, Fiji and the Sea Bank.

    Behind two states a name alone, of whatever it is, ends the list too.
    """
    begin, end = run[0][2], run[-1][2] + len(run[-1][1])
    from_ = max(0, begin - _FARTHEST)
    ahead = _beside(lists.language).ahead.search(words[from_:begin])
    before = _named(ahead, from_, lists) if ahead and (len(run) > 1 or "," not in ahead["last"]) else []
    behind = _named(_beside(lists.language).behind.match(words, end), 0, lists)
    is_of_one = len(run) == 1 and any(name.isupper() or countries(name, lists.language) for _, name, _ in behind)
    if is_of_one or (behind and regex.match(r"['’]|\s\p{Lu}|\.\p{Lu}", words[behind[-1][2] + len(behind[-1][1]) :])):
        behind = []  # the ministries of Peru; the Sea Union's secretary
    joins = rf",?\s(?i:{lists['clause']}|{lists['list_joins']})\s(?:(?i:{lists['articles']})\s)?"
    last = rf"{joins}(?P<body>{CAPITAL}(?: {CAPITAL}){{0,2}})(?=[.,;]|$)"
    more = cased(last).match(words, end) if len(run) > 1 and not behind else None
    if more and not any(p.post for p in persons(words, lists) if p.start >= more.start("body")):
        behind = [("", more["body"], more.start("body"))]
    return [*before, *run, *behind]


class _Beside(NamedTuple):
    """How bodies are named among the states of a list, ahead of the first and behind the last."""

    among: regex.Pattern[str]
    ahead: regex.Pattern[str]
    behind: regex.Pattern[str]


@cache
def _beside(language: str) -> _Beside:
    lists = word_list(language)
    no_verb = "|".join(lists[name] for name in ("little", "attended", "held", "comes_together", "passive"))
    small = rf"(?: (?!(?i:{no_verb})(?!\p{{L}}))\p{{Ll}}{{4,}}){{0,2}}" if lists["name_words"] != NOTHING else ""
    name = (
        rf"(?:\d+ )?{CAPITAL}(?: (?:(?i:{lists['of_body']}) |for |on )?{CAPITAL}){{0,6}}(?:{small}| {lists['groups']})"
    )
    of = rf"(?:(?i:{lists['joins']})[\s]*)*(?<![\p{{L}}])"
    joins, those = lists["list_joins"], "|".join(lists[name] for name in ("groups", "attended"))
    comma = (
        rf"(?:\s\([^()]{{2,60}}\))?"
        rf"(?:,\s*(?:(?i:{joins})\s+)?|,?\s(?i:{joins})\s+)(?:(?:(?i:{lists['articles']}|{lists['of_body']})\s)?(?i:{those})\s+(?i:{lists['joins']})\s*)?{of}"
    )
    body = rf"(?P<body>{name})"
    return _Beside(
        cased(rf"(?:{comma}{body})+{comma}"),
        cased(rf"(?<![\p{{L}}-]){body}(?:{comma}{body})*(?P<last>{comma})$"),
        cased(rf"(?:{comma}{body})+"),
    )


def _named(found: regex.Match[str] | None, offset: int, lists: WordList) -> _Run:
    """The bodies that a pattern has found, or none unless most are called by what they are: Union, Bank, countries."""
    run: _Run = []
    for begin, end in found.spans("body") if found else ():
        name = found.string[begin:end]  # type: ignore[union-attr]
        bare = compiled(
            rf"(?:(?:{lists['groups']}|{lists['offices']}|{lists['of_body']}|{lists['articles']})\s)+"
        ).match(name)
        ahead = bare.end() if bare else 0
        if run and len(run[-1][1].split()) > 2 and " " not in name and not _is_body(name, lists):
            gap = found.string[run[-1][2] - offset + len(run[-1][1]) : begin]  # type: ignore[union-attr]
            if lists.has("and", gap.strip()):
                run[-1] = ("", run[-1][1] + gap + name, run[-1][2])  # the Office on Drugs and Crime
                continue
        run.append(("", name[ahead:], offset + begin + ahead))
    telling = [one for _, one, _ in run if _is_body(one, lists) or lists.has("groups", one.split()[-1])]
    is_other = any(lists.finds("offices", one) or one.endswith(("’s", "'s")) for _, one, _ in run)
    return run if 2 * len(telling) >= len(run) and not is_other else []


def _is_between(body: str, gap: str, lists: WordList) -> bool:
    """Whether the name between two states is one of their list: Peru, European Union, Fiji."""
    rest = compiled(rf"(?:\s(?:{lists['articles']}|{lists['joins']}))+$").sub("", gap.rstrip())
    is_apart = gap.strip()[:1] == "," and (" " in body or rest.endswith(","))
    return is_apart and not any(p.post for p in persons(body, lists))


def _are_of_officials(words: str, run: _Run, lists: WordList) -> bool:
    """Whether three or more countries go with those who met for them: the ministers of Peru, Fiji and Niue met."""
    ahead = re.split(r"[,;.]", words[: run[0][2]])[-1]
    is_told = len(run) > _MANY or re.search(r"[–—:]\s*$", ahead) is not None
    if len(run) < 3 or not (is_told or lists.finds("held", words) or lists.finds("meetings", words)):
        return False
    those = [m.end() for name in ("offices", "groups") for m in lists.all(name, ahead)]
    return bool(those) and len(ahead[max(those) :].split()) <= 20 and not lists.finds("elsewhere", words)


def _groups(words: str, lists: WordList) -> list[str]:
    """Three or more groups of people, or bodies in small letters, that are listed: behind those who came, or before."""
    for lead in reversed(list(lists.all("brought", words))):
        if items := _listed(re.split(r"[.;:–—]", words[lead.end() :])[0], lists):
            return items
    for verb in lists.all("came", words):
        behind = compiled(rf"\s(?:{lists['attended']})$").sub("", re.split(r"[.;:–—]", words[verb.end() :])[0])
        for text in (re.split(r"[.;:–—]", words[: verb.start()])[-1], behind):
            are_people = any(lists.finds(one, text) for one in ("groups", "crowds", "offices", "attended"))
            if are_people and (items := _listed(text, lists)):
                return items
    return []


def _listed(text: str, lists: WordList) -> list[str]:
    """Three or more in a row, the last behind "and", without a verb or a person: mayors, pilots and the port chief."""
    text = re.sub(r"\s\([^()]*\)", "", text)
    items = [part.strip() for part in re.split(r",(?!\d)", text) if part.strip()]
    if len(items) < 2:
        return []
    final = compiled(rf"(?:{lists['clause']}\s|{lists['list_joins']}\s)(?P<last>.+)").fullmatch(items[-1])
    two = None if final else compiled(rf"(?P<one>.+?)\s{lists['clause']}\s(?P<two>.+)").fullmatch(items[-1])
    items[-1:] = [final["last"]] if final else [two["one"], two["two"]] if two else items[-1:]
    ahead = compiled(rf"(?:{lists['attended']}|{lists['groups']})\s(?:(?:{lists['articles']}|{lists['joins']})\s?)+")
    articles = compiled(rf"^(?:(?:{lists['articles']}|{lists['of_body']})\s)+")
    items = [articles.sub("", one) for one in items]
    led = [m.end() if (m := ahead.match(one)) else 0 for one in items]
    is_of_all = led[0] > 0 and not any(lists.finds(name, one) for one in items[1:] for name in ("groups", "attended"))
    items = [
        one[at:] if is_of_all or _is_named(one[at:], lists) else one for one, at in zip(items, led, strict=True)
    ]  # delegates of ports, yards and lines; but: mayors, friends of the ports and pilots
    verbs = ["speech", "held", "outcomes", "discussed", "passive", "pronouns", "came", "absent"]
    verbs += ["relative"] if CAPITAL_NOUNS not in lists.traits else []  # Vertreter der Wirtschaft
    is_list = (final or two) and len(items) > 2 and all(0 < len(one.split()) <= _LONGEST_ITEM for one in items)
    is_told = any(lists.finds(name, one) for name in verbs for one in items)
    people = [p for p in persons(text, lists) if not lists.has("groups", p.name.split()[0])]
    return items if is_list and not is_told and not people else []


def _is_aside(name: str, lists: WordList) -> bool:
    """Whether a name only says what the one before it is: PUB, Peru's water agency."""
    return any(name[at + len(land) :][:2] in ("’s", "'s") for _, land, at in countries(name, lists.language) if not at)


def _is_named(one: str, lists: WordList) -> bool:
    return one[:1].isupper() and (_is_body(one, lists) or bool(countries(one, lists.language)))


def _bodies(behind: str, lists: WordList) -> list[str]:
    """The bodies that are listed behind those who came: representatives of the Port Union, the IMF and the Sea Bank."""
    little = rf"(?:(?i:{lists['little']}|{lists['attended']})\s+)*"
    small = rf"(?: (?!{lists['little']}\s)\p{{Ll}}{{3,}}){{0,3}}" if lists["name_words"] != NOTHING else ""
    joins = rf"(?:(?i:{lists['of_body']}|{lists['name_joins']})\s+)*"
    name = rf"(?:(?:\p{{Lu}}\.)+ )?{CAPITAL}(?: {joins}{CAPITAL})*{small}"  # the U.S. Coast Guard, la Banque mondiale
    body = rf"{little}(?P<body>{name})(?!\.\p{{Lu}})(?: \([^()]*\))?"
    those = "|".join(lists[one] for one in ("little", "attended", "groups", "offices", "collective"))
    between = compiled(rf"(?:\W|\d|\b(?:{those})(?!\w))*")
    for first in cased(body).finditer(behind):
        if not between.fullmatch(behind[: first.start("body")]):
            return []  # included the sessions of the Port Union and the Sea Bank
        found, at, is_last = [first["body"]], first.end(), False
        while more := cased(rf"(?P<sign>,|,? {lists['clause']})\s+{body}").match(behind, at):
            if is_last:  # the Ministry of Ports and the Coast, the Sea Bank and …
                found[-2:] = [behind[behind.rfind(found[-2], 0, at) : at]]
            is_last = more["sign"][:1] != ","
            if not _is_aside(more["body"], lists):
                found.append(more["body"])
            at = more.end()
        if len(found) > 1 and compiled(rf"\s+(?:{lists['speech']})(?!\w)").match(behind, at):
            found.pop()  # …, the Sea Bank told reporters
        others = cased(rf",? (?i:{lists['clause']})\s\p{{Ll}}")
        if is_last and len(found) > 1 and others.match(behind, at):
            found[-2:] = [behind[behind.rfind(found[-2], 0, at) : at]]  # …, the Sea Bank and other agencies
        *ahead, last = compiled(rf"\s{lists['and']}\s(?:{lists['articles']}\s)?").split(found[-1])
        if len(ahead) == 1 and _is_body(ahead[0], lists) and _is_body(last, lists):
            found[-1:] = [*ahead, last]
        telling = [one for one in found if _is_body(one, lists)]
        are_bodies = [lists.has("bodies", one.split()[0]) for one in found]  # the Office of the Assistant Secretary
        is_post = any(
            lists.has("offices", part)
            for one, known in zip(found, are_bodies, strict=True)
            if not known
            for part in one.split()
        )
        if len(found) > 1 and 2 * len(telling) >= len(found) and not is_post:
            return found
    return []


def _is_body(name: str, lists: WordList) -> bool:
    return name.isupper() or any(lists.has("bodies", part) for part in name.split())


def _did(ahead: str, behind: str, lists: WordList) -> bool:
    """Whether countries begin a sentence and do in it what is done at meetings: India and Peru discussed quotas."""
    does = "|".join(lists[name] for name in ("comes_together", "discussed", "outcomes"))
    adverbs = rf"(?:(?:{lists['before_verbs']}|{lists['adverbs']})\s)*"
    is_first = compiled(rf"(?:(?:{lists['articles']}|{lists['collective']})\b\W?)*").fullmatch(
        ahead.strip() + " " if ahead.strip() else ""
    )
    return is_first is not None and compiled(rf"\s+{adverbs}(?:{does})(?!\w)").match(behind) is not None
